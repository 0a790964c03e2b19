"""
The rounds of one application: which interview a message speaks of, and what it makes of its round.

Calendar messages arrive in any order, so a round keeps every version it has seen
and only a newer one counts (RFC 5546 section 2.1.5: SEQUENCE, then DTSTAMP).
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from afterword.core.application import FINAL, Application, Round, Step, StepStatus
from afterword.core.events import Event, EventKind
from afterword.core.verdict import Appointment

_FIXES: Final = frozenset({EventKind.INTERVIEW_CONFIRMED, EventKind.INTERVIEW_RESCHEDULED})
_UNFIXES: Final = frozenset({EventKind.INTERVIEW_CANCELLED, EventKind.INTERVIEW_POSTPONED})
_DECIDED: Final = frozenset({EventKind.REJECTION.value, EventKind.OFFER.value, EventKind.WITHDRAWN.value})
_CLOSED: Final = _DECIDED | {
    EventKind.POSITION_ON_HOLD.value,
    EventKind.ASSESSMENT.value,
    EventKind.INFO_REQUEST.value,
    "no_show",
    "walked_away",
}
_SAME_INTERVIEW: Final = timedelta(hours=24)
"""A time in prose and an invitation this close together are one interview; a late change may still undo one."""


HANDED_IN: Final = "handed_in"
"""Why a round rests whose test was handed in: its check-in counts from that day (scenario 29)."""


def is_closed(a_round: Round) -> bool:
    """Tell whether the round was stopped by more than a reply: no date that an employer gives revives it."""
    return a_round.stopped in _CLOSED


def is_news(app: Application, event: Event) -> bool:
    """
    Tell whether the event says something new of an interview; all kinds that speak of none are news.

    Not news: an older or equal version of a known calendar event, or one cancelled before;
    a time already past; the cancellation of something unknown; a date for a round that a
    decision closed; an interview missed that had not begun.
    """
    if event.kind in _FIXES:
        return event.appointment is not None and _is_new_time(app, event.appointment, event.at)
    if event.kind in _UNFIXES:
        return _target(app, event) is not None
    return event.kind is not EventKind.NO_SHOW or _missed(app, event.at) is not None


def _is_new_time(app: Application, new: Appointment, at: datetime) -> bool:
    if new.uid and any(gone.uid == new.uid and _version(gone) >= _version(new) for gone in app.cancelled):
        return False
    known = _by_uid(app, new.uid)
    if known is not None:
        # An interview missed or put on hold may be moved by its old invitation; a decision stands.
        open_to_change = not is_closed(known) or (known.stopped not in _DECIDED and new.start > at)
        return open_to_change and _version(new) > max(map(_version, _versions(known, new.uid)))
    same = next((r for r in app.rounds if r.appointment and r.appointment.start == new.start), None)
    return new.end > at and not (same is not None and is_closed(same))


def keep_in_mind(app: Application, event: Event) -> Application:
    """Remember the cancellation of an event that is not known yet: mails overtake each other."""
    gone = event.appointment
    if event.kind is not EventKind.INTERVIEW_CANCELLED or gone is None or _by_uid(app, gone.uid) is not None:
        return app
    return replace(app, cancelled=(*app.cancelled, gone)) if gone.uid and gone not in app.cancelled else app


def keeps_state(app: Application, event: Event) -> bool:
    """
    Tell whether the application stays where it is, whatever the transition table says of the kind.

    So it does while another interview lies ahead of the one that ends or falls away, and
    where a new version of an interview that is over gives it no new time (a room, a guest more).
    """
    if event.kind in _FIXES and event.appointment is not None:
        target = _round_for(app, event, event.appointment)
        return target is not None and target.ended and event.appointment.start <= event.at
    if event.kind is EventKind.NO_SHOW:
        return _is_one_ahead(app, but=_missed(app, event.at))
    if event.kind is EventKind.APPLICATION_RECEIVED:
        return not _awaits_test(app, event)
    if event.kind in _UNFIXES or event.kind is EventKind.INTERVIEW_ENDED:
        return _is_one_ahead(app, but=_target(app, event))
    return False


def _is_one_ahead(app: Application, but: Round | None) -> bool:
    return any(r.appointment is not None and not r.ended and not r.stopped and r is not but for r in app.rounds)


def changed_by(app: Application, event: Event) -> Round | None:
    """Return the round whose interview the event moves, repeats or takes away."""
    if event.kind in _FIXES and event.appointment is not None:
        return _round_for(app, event, event.appointment)
    return _target(app, event) if event.kind in _UNFIXES else None


def _target(app: Application, event: Event) -> Round | None:
    """Return the round whose interview the event takes away or ends."""
    if event.step is not None:
        return next((r for r in app.rounds if r.number == event.step.round), None)
    named = event.appointment
    if named is not None and named.uid:
        known = _by_uid(app, named.uid)
        if known is None or known.appointment is None or is_closed(known):
            return None
        is_current = known.appointment.uid == named.uid and _version(named) >= _version(known.appointment)
        return known if is_current and _can_still_change(known, event.at) else None
    fixed = [r for r in app.rounds if r.appointment is not None and not is_closed(r) and _can_still_change(r, event.at)]
    return max(fixed, key=lambda r: (r.when, r.number), default=None)


def _can_still_change(a_round: Round, at: datetime) -> bool:
    """Tell whether news of this time may still undo the interview: it lies ahead, or its end is fresh and unthanked."""
    if not a_round.ended:
        return True
    thanked = any(
        r.ref.step is Step.THANK_YOU and r.status in {StepStatus.SENT, StepStatus.DONE} for r in a_round.records
    )
    return not thanked and a_round.appointment is not None and at <= a_round.appointment.end + _SAME_INTERVIEW


def _by_uid(app: Application, uid: str) -> Round | None:
    """Return the last round that knew the calendar event."""
    known = [r for r in app.rounds if uid and any(a.uid == uid for a in _all_appointments(r))]
    return known[-1] if known else None


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
    old = _round_for(app, event, new)
    if old is None:
        app = _open(app, event)
        old = app.rounds[-1]
    people = event.interviewers if new.uid and event.interviewers else (*old.interviewers, *event.interviewers)
    fixed = replace(
        old,
        appointment=new,
        old_appointments=old.old_appointments + ((old.appointment,) if old.appointment else ()),
        interviewers=tuple({p.email: p for p in people}.values()),
        ended=old.ended and new.start <= event.at,
        timeline=event.timeline or old.timeline,
    )
    return _put(app, fixed if fixed.ended else _running(fixed))


def _running(a_round: Round) -> Round:
    """A reply that stopped the follow-up of an interview means nothing once that interview is to come."""
    return replace(a_round, stopped="", stopped_at=None)


def _round_for(app: Application, event: Event, new: Appointment) -> Round | None:
    """Return the round that the time belongs to, or None where it opens a new one."""
    known = _by_uid(app, new.uid)
    if known is not None and not is_closed(known):
        return known
    for r in reversed(app.rounds):
        if r.stopped and (is_closed(r) or (r.ended and event.kind is not EventKind.INTERVIEW_RESCHEDULED)):
            continue
        if r.appointment is None and not r.ended:
            return r
        if r.appointment is not None and _is_same_interview(r, r.appointment, new, event):
            return r
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
    old = _target(app, event)
    if old is None:
        return app
    gone = old.appointment
    if gone is not None and event.appointment is not None:
        gone = replace(gone, sequence=event.appointment.sequence, stamp=event.appointment.stamp)
    past = old.old_appointments + ((gone,) if gone is not None else ())
    return _put(app, _running(replace(old, appointment=None, ended=False, old_appointments=past)))


def end(app: Application, event: Event) -> Application:
    """The interview is over."""
    over = _target(app, event)
    return app if over is None else _put(app, replace(over, ended=True))


def miss(app: Application, event: Event) -> Application:
    """The interview did not take place: its follow-up ends, and a round waits for a new time if none lies ahead."""
    missed = _missed(app, event.at)
    if missed is None:
        return app
    app = _put(app, replace(missed, stopped="no_show", stopped_at=event.at))
    return app if _is_one_ahead(app, but=missed) else _open(app, event)


def _missed(app: Application, at: datetime) -> Round | None:
    """Return the last interview that had begun by then."""
    begun = [r for r in app.rounds if r.appointment is not None and r.appointment.start <= at and not is_closed(r)]
    return max(begun, key=lambda r: (r.when, r.number), default=None)


def hand_in(app: Application, event: Event) -> Application:
    """The test of a round that is over was received: the employer is to speak next."""
    if app.round is None or not _awaits_test(app, event):
        return app
    return _put(app, replace(app.round, stopped=HANDED_IN, stopped_at=event.at, timeline=event.timeline))


def _awaits_test(app: Application, event: Event) -> bool:
    newest = app.round
    return (
        newest is not None
        and newest.ended
        and newest.stopped == EventKind.ASSESSMENT.value
        and newest.stopped_at is not None
        and newest.stopped_at < event.at
    )


def stop_newest(app: Application, reason: str, at: datetime) -> Application:
    """End the schedule of the newest round."""
    return app if app.round is None else _put(app, replace(app.round, stopped=reason, stopped_at=at))


def set_timeline(app: Application, event: Event) -> Application:
    """The latest statement counts, for the newest round; mails overtake each other."""
    newest, stated = app.round, event.timeline
    if newest is None or stated is None:
        return app
    if newest.timeline is not None and newest.timeline.stated_on > stated.stated_on:
        return app
    return _put(app, replace(newest, timeline=stated))


def hold(app: Application, event: Event) -> Application:
    """Somebody is away until a day: the newest round that is over waits for their return."""
    if app.round is None or not app.round.ended or event.until is None:
        return app
    latest = max(filter(None, (app.round.hold_until, event.until)))
    return _put(app, replace(app.round, hold_until=latest))


def note(app: Application, event: Event) -> Application:
    """Keep a note of the user for the newest round, opening one where there is none yet."""
    if app.round is None:
        app = _open(app, event)
    newest = app.round
    return app if newest is None else _put(app, replace(newest, notes=(*newest.notes, event.text)))


def _open(app: Application, event: Event) -> Application:
    number = len(app.rounds) + 1
    return replace(app, rounds=(*app.rounds, Round(number, event.at, timeline=event.timeline)))


def _put(app: Application, a_round: Round) -> Application:
    return replace(app, rounds=tuple(a_round if r.number == a_round.number else r for r in app.rounds))
