"""
The rounds of one application: which interview a message speaks of, and what became of each step.

Calendar messages arrive in any order, so a round keeps every version it has seen
and only a newer one counts (RFC 5546 section 2.1.5: SEQUENCE, then DTSTAMP).
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from afterword.core.application import FINAL, Application, Round, Step, StepRecord, StepStatus
from afterword.core.events import Event, EventKind
from afterword.core.verdict import Appointment

_FIXES: Final = frozenset({EventKind.INTERVIEW_CONFIRMED, EventKind.INTERVIEW_RESCHEDULED})
_UNFIXES: Final = frozenset({EventKind.INTERVIEW_CANCELLED, EventKind.INTERVIEW_POSTPONED})
_CLOSED: Final = frozenset(
    {
        EventKind.REJECTION.value,
        EventKind.OFFER.value,
        EventKind.POSITION_ON_HOLD.value,
        EventKind.WITHDRAWN.value,
        EventKind.ASSESSMENT.value,
        EventKind.INFO_REQUEST.value,
        "no_show",
        "walked_away",
    }
)
_SAME_INTERVIEW: Final = timedelta(hours=24)
"""A time in prose and an invitation this close together are one interview; a late change may still undo one."""


def is_closed(a_round: Round) -> bool:
    """Tell whether the round was stopped by more than a reply: no date that an employer gives revives it."""
    return a_round.stopped in _CLOSED


def is_news(app: Application, event: Event) -> bool:
    """
    Tell whether the event says something new of an interview; all other kinds are news.

    Not news: an older or equal version of a known calendar event, a time already
    past, the cancellation of something unknown, a date for a round that a decision closed.
    """
    if event.kind in _FIXES:
        return event.appointment is not None and _is_new_time(app, event.appointment, event.at)
    if event.kind in _UNFIXES:
        return _target(app, event) is not None
    return True


def _is_new_time(app: Application, new: Appointment, at: datetime) -> bool:
    known = _by_uid(app, new.uid)
    if known is not None:
        return not is_closed(app.rounds[known]) and _version(new) > max(
            map(_version, _versions(app.rounds[known], new.uid))
        )
    same = next((r for r in app.rounds if r.appointment and r.appointment.start == new.start), None)
    return new.end > at and not (same is not None and is_closed(same))


def leaves_another_fixed(app: Application, event: Event) -> bool:
    """Tell whether another interview still lies ahead when this one ends or falls away."""
    if event.kind not in _UNFIXES and event.kind is not EventKind.INTERVIEW_ENDED:
        return False
    target = _target(app, event)
    return any(
        r.appointment is not None and not r.ended and not r.stopped for i, r in enumerate(app.rounds) if i != target
    )


def _target(app: Application, event: Event) -> int | None:
    """Return the index of the round whose interview the event takes away or ends."""
    if event.step is not None:
        return next((i for i, r in enumerate(app.rounds) if r.number == event.step.round), None)
    named = event.appointment
    if named is not None and named.uid:
        index = _by_uid(app, named.uid)
        if index is None:
            return None
        current = app.rounds[index].appointment
        is_current = current is not None and current.uid == named.uid and _version(named) >= _version(current)
        return index if is_current and _can_still_change(app.rounds[index], event.at) else None
    return next(
        (
            i
            for i, r in reversed(list(enumerate(app.rounds)))
            if r.appointment is not None and not r.stopped and _can_still_change(r, event.at)
        ),
        None,
    )


def _can_still_change(a_round: Round, at: datetime) -> bool:
    """Tell whether news of this time may still undo the interview: it lies ahead, or its end is fresh and unthanked."""
    if not a_round.ended:
        return True
    thanked = any(
        r.ref.step is Step.THANK_YOU and r.status in {StepStatus.SENT, StepStatus.DONE} for r in a_round.records
    )
    return not thanked and a_round.appointment is not None and at <= a_round.appointment.end + _SAME_INTERVIEW


def _by_uid(app: Application, uid: str) -> int | None:
    if not uid:
        return None
    return next((i for i, r in enumerate(app.rounds) if any(a.uid == uid for a in _all_appointments(r))), None)


def _all_appointments(a_round: Round) -> tuple[Appointment, ...]:
    return a_round.old_appointments + ((a_round.appointment,) if a_round.appointment else ())


def _versions(a_round: Round, uid: str) -> list[Appointment]:
    return [a for a in _all_appointments(a_round) if a.uid == uid]


def _version(appointment: Appointment) -> tuple[int, datetime]:
    return appointment.sequence, appointment.stamp or datetime.min.replace(tzinfo=UTC)


def invite(app: Application, event: Event) -> Application:
    """Open a round without a time, unless one is open or the application is final."""
    if app.state in FINAL or (app.round is not None and not app.round.ended and not app.round.stopped):
        return set_timeline(app, event) if event.timeline is not None else app
    return _open(app, event)


def fix(app: Application, event: Event) -> Application:
    """Set the time of the interview; a second one beside a fixed one is a round of its own."""
    new = event.appointment
    if new is None:
        return app
    index = _round_for(app, event, new)
    if index is None:
        app = _open(app, event)
        index = len(app.rounds) - 1
    old = app.rounds[index]
    people = event.interviewers if new.uid and event.interviewers else (*old.interviewers, *event.interviewers)
    fixed = replace(
        old,
        appointment=new,
        old_appointments=old.old_appointments + ((old.appointment,) if old.appointment else ()),
        interviewers=tuple({p.email: p for p in people}.values()),
        ended=old.ended and new.start <= event.at,
        timeline=event.timeline or old.timeline,
    )
    return _put(app, index, fixed)


def _round_for(app: Application, event: Event, new: Appointment) -> int | None:
    """Return the index of the round that the time belongs to, or None where it opens a new one."""
    known = _by_uid(app, new.uid)
    if known is not None:
        return known
    for index, r in reversed(list(enumerate(app.rounds))):
        if r.stopped and (is_closed(r) or r.ended):
            continue
        if r.appointment is None and not r.ended:
            return index
        if r.appointment is not None and _is_same_interview(r, r.appointment, new, event):
            return index
    return None


def _is_same_interview(a_round: Round, old: Appointment, new: Appointment, event: Event) -> bool:
    if old.start == new.start:
        return True
    if event.kind is EventKind.INTERVIEW_RESCHEDULED:
        return _can_still_change(a_round, event.at)
    if a_round.ended:
        return False
    # Two calendar events are two interviews; of two times, one of them prose, the later word counts.
    if old.uid and new.uid:
        return False
    return not (old.uid and not new.uid) or abs(old.start - new.start) < _SAME_INTERVIEW


def unfix(app: Application, event: Event) -> Application:
    """Take the time from the round the event speaks of, and remember the version that did so."""
    index = _target(app, event)
    if index is None:
        return app
    old = app.rounds[index]
    gone = old.appointment
    if gone is not None and event.appointment is not None:
        gone = replace(gone, sequence=event.appointment.sequence, stamp=event.appointment.stamp)
    return _put(
        app,
        index,
        replace(
            old,
            appointment=None,
            ended=False,
            old_appointments=old.old_appointments + ((gone,) if gone is not None else ()),
        ),
    )


def end(app: Application, event: Event) -> Application:
    """The interview is over."""
    index = _target(app, event)
    return app if index is None else _put(app, index, replace(app.rounds[index], ended=True))


def miss(app: Application, event: Event) -> Application:
    """The interview did not take place: its follow-up ends and the next round waits for a time."""
    return _open(stop_newest(app, "no_show", event.at), event)


def stop_newest(app: Application, reason: str, at: datetime) -> Application:
    """End the schedule of the newest round."""
    if app.round is None:
        return app
    return _put(app, len(app.rounds) - 1, replace(app.round, stopped=reason, stopped_at=at))


def set_timeline(app: Application, event: Event) -> Application:
    """The latest statement counts, for the newest round."""
    if app.round is None or event.timeline is None:
        return app
    return _put(app, len(app.rounds) - 1, replace(app.round, timeline=event.timeline))


def hold(app: Application, event: Event) -> Application:
    """Somebody is away until a day: the newest round that is over waits for their return."""
    if app.round is None or not app.round.ended or event.until is None:
        return app
    latest = max(filter(None, (app.round.hold_until, event.until)))
    return _put(app, len(app.rounds) - 1, replace(app.round, hold_until=latest))


def note(app: Application, event: Event) -> Application:
    """Keep a note of the user for the newest round, opening one where there is none yet."""
    if app.round is None:
        app = _open(app, event)
    newest = app.rounds[-1]
    return _put(app, len(app.rounds) - 1, replace(newest, notes=(*newest.notes, event.text)))


def mark(app: Application, event: Event, status: StepStatus, *, in_drafts: bool) -> Application:
    """Give the step of the event a new status."""
    ref = event.step
    index = None if ref is None else next((i for i, r in enumerate(app.rounds) if r.number == ref.round), None)
    if ref is None or index is None:
        return app
    old = app.rounds[index]
    before = next((r for r in old.records if r.ref == ref), None)
    filed = event.at if event.kind is EventKind.DRAFT_FILED else before.filed if before else None
    record = StepRecord(ref, status, event.at, filed, in_drafts)
    return _put(app, index, replace(old, records=(*(r for r in old.records if r.ref != ref), record)))


def note_sent(app: Application, event: Event) -> Application:
    """Our draft was sent, or the user wrote a note of their own while ours may still lie in Drafts."""
    if event.source == "drafts":
        return mark(app, event, StepStatus.SENT, in_drafts=False)
    before = _record(app, event)
    return mark(app, event, StepStatus.DONE, in_drafts=before is not None and before.in_drafts)


_SETTLED: Final = frozenset({StepStatus.SENT, StepStatus.DONE, StepStatus.BOUNCED})


def decline(app: Application, event: Event) -> Application:
    """The user deleted the draft; a step that was done otherwise stays done."""
    return _leave_drafts(app, event, StepStatus.DELETED)


def withdraw(app: Application, event: Event) -> Application:
    """We took the draft back; a step that was done otherwise stays done."""
    return _leave_drafts(app, event, StepStatus.WITHDRAWN)


def take_back(app: Application, event: Event) -> Application:
    """A draft that was gone is there again, changed ("edited") or not."""
    before = _record(app, event)
    if before is not None and before.status in _SETTLED:
        return mark(app, event, before.status, in_drafts=True)
    status = StepStatus.EDITED if event.text == "edited" else StepStatus.FILED
    return mark(app, event, status, in_drafts=True)


def _leave_drafts(app: Application, event: Event, status: StepStatus) -> Application:
    before = _record(app, event)
    settled = before is not None and before.status in _SETTLED
    return mark(app, event, before.status if before is not None and settled else status, in_drafts=False)


def _record(app: Application, event: Event) -> StepRecord | None:
    return next((r for a_round in app.rounds for r in a_round.records if r.ref == event.step), None)


def _open(app: Application, event: Event) -> Application:
    number = len(app.rounds) + 1
    return replace(app, rounds=(*app.rounds, Round(number, event.at, timeline=event.timeline)))


def _put(app: Application, index: int, a_round: Round) -> Application:
    return replace(app, rounds=(*app.rounds[:index], a_round, *app.rounds[index + 1 :]))
