"""
What the passing of time asks for: clock events, then drafts to file, drafts to take back, reminders.

Everything is derived from the application as it stands, never from what was asked
for before. So after a crash, a restored backup or a week of sleep the same questions
get the same answers, and a draft that is no longer wanted is found by that alone.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from afterword.core.actions import Action, FileDraft, Remind, Topic, WithdrawDraft
from afterword.core.application import FINAL, Application, Round, State, Step, StepRecord, StepRef, StepStatus
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address
from afterword.core.policy import Policy
from afterword.core.rounds import is_closed
from afterword.core.schedule import (
    CHECK_IN_DEAD,
    REMINDER_FRESH,
    after_quiet_hours,
    ask_timeline_due,
    card_due,
    check_in_due,
    check_in_late,
    is_too_far,
    thank_you_dead,
    thank_you_due,
    thank_you_stale,
    timeline_of,
    waiting_due,
    walk_away_due,
)
from afterword.core.verdict import Doubt
from afterword.core.workdays import at_local

_NEWS_FRESH: Final = timedelta(days=14)
"""What stays true for long is told even after days without power; a nudge for one morning is not."""

_LEAVES_NO_DRAFT: Final = frozenset(
    {StepStatus.SENT, StepStatus.DONE, StepStatus.EDITED, StepStatus.DELETED, StepStatus.SKIPPED}
)
"""Where one draft of a step came to this, no other one of the same step shall lie in Drafts."""


def thank_you_recipients(app: Application, a_round: Round) -> tuple[Address, ...]:
    """
    Return who is thanked: each interviewer, through an agency only its recruiter, else the main contact.

    Whoever only arranged the interview is not thanked for it, unless nobody else is known.

    Source: one note for each interviewer; agencies keep the contact (domain facts 5.2).
    """
    fallback = (app.main_contact,) if app.main_contact is not None else ()
    if app.agency and fallback:
        return fallback
    held_it = tuple(p for p in a_round.interviewers if p.email not in app.recruiters)
    return held_it or a_round.interviewers or fallback


def check_in_recipient(app: Application, a_round: Round) -> Address | None:
    """Return whom the check-in asks: the main contact, else the first interviewer."""
    return app.main_contact or next(iter(a_round.interviewers), None)


def late_question(a_round: Round) -> str:
    """Return the id of the question whether a check-in long past its time shall still be filed."""
    return f"{Doubt.LATE}:{a_round.number}"


def clock_events(app: Application, now: datetime, policy: Policy) -> list[Event]:
    """Return the clock events that are due, earliest first; after the first one the application must be asked anew."""
    return sorted((e for e in _clock_events(app, policy) if e.at <= now), key=lambda e: e.at)


def _clock_events(app: Application, policy: Policy) -> Iterator[Event]:
    for a_round in app.rounds:
        if a_round.appointment is not None and not a_round.ended and not a_round.stopped:
            yield _event(
                app, EventKind.INTERVIEW_ENDED, a_round.appointment.end, StepRef(a_round.number, Step.THANK_YOU)
            )
        if a_round.ended and not a_round.stopped:
            yield from _stale_thank_yous(app, a_round, policy)
    newest = app.round
    if newest is None or not newest.ended:
        return
    settled = {State.THANKED: waiting_due, State.INTERVIEWED: thank_you_stale}.get(app.state)
    waiting = settled and settled(newest, policy)
    if waiting is not None:
        yield _event(app, EventKind.WAITING_BEGAN, max(waiting, app.since or waiting))
    yield from _stale_check_in(app, newest, policy)
    walk_away = walk_away_due(app, policy)
    if walk_away is not None:
        yield _event(app, EventKind.WALKED_AWAY, walk_away)


def _stale_thank_yous(app: Application, a_round: Round, policy: Policy) -> Iterator[Event]:
    due, dead = thank_you_due(a_round, policy), thank_you_dead(a_round, policy)
    if due is None or dead is None:
        return
    recipients = thank_you_recipients(app, a_round)
    if not recipients and a_round.record(Step.THANK_YOU) is None:
        ref = StepRef(a_round.number, Step.THANK_YOU)
        yield _event(app, EventKind.STEP_SKIPPED, due, ref, text="no address is known")
    for person in recipients:
        if a_round.record(Step.THANK_YOU, person.email) is None:
            ref = StepRef(a_round.number, Step.THANK_YOU, person.email)
            yield _event(app, EventKind.STEP_SKIPPED, dead, ref, text="its time had passed")


def _stale_check_in(app: Application, a_round: Round, policy: Policy) -> Iterator[Event]:
    timeline = timeline_of(a_round, policy)
    if timeline is not None and is_too_far(a_round, policy) and not is_closed(a_round):
        question = f"{Doubt.FAR_TIMELINE}:{a_round.number}:{timeline.latest}"
        if not _is_asked(app, question):
            stated = at_local(timeline.stated_on, policy.morning, policy.zone)
            at = max(stated, a_round.appointment.end if a_round.appointment else a_round.opened)
            yield _event(app, EventKind.ASKED, at, doubt=Doubt.FAR_TIMELINE, text=question)
    due = check_in_due(a_round, policy)
    records = _records(a_round, Step.CHECK_IN)
    if due is None or not _may_be_filed(records):
        return
    recipient = check_in_recipient(app, a_round)
    if recipient is not None and not records and not app.review and not _is_asked(app, late_question(a_round)):
        late = check_in_late(due, policy)
        yield _event(app, EventKind.ASKED, late, doubt=Doubt.LATE, text=late_question(a_round))
    ref = _next_ref(a_round, Step.CHECK_IN, recipient.email if recipient else "", records)
    yield _event(app, EventKind.STEP_SKIPPED, due + CHECK_IN_DEAD, ref, text="its time had passed")


def _is_asked(app: Application, question: str) -> bool:
    return question in app.settled or any(q.id == question for q in app.questions)


def _event(
    app: Application,
    kind: EventKind,
    at: datetime,
    step: StepRef | None = None,
    *,
    doubt: Doubt | None = None,
    text: str = "",
) -> Event:
    return Event(kind, at, app.id, source="clock", step=step, doubt=doubt, text=text)


def wanted(app: Application, now: datetime, policy: Policy) -> list[Action]:
    """Return what the application asks for now; withdrawals first, since they can be urgent."""
    withdrawals: list[Action] = list(_withdrawals(app, now, policy))
    return withdrawals + list(_filings(app, now, policy)) + list(_reminders(app, now, policy))


def _filings(app: Application, now: datetime, policy: Policy) -> Iterator[Action]:
    if app.state in FINAL or app.review:
        return
    for a_round in app.rounds:
        if a_round.ended and not a_round.stopped:
            yield from _file_thank_yous(app, a_round, now, policy)
    if app.round is not None:
        yield from _file_check_in(app, app.round, now, policy)


def _file_thank_yous(app: Application, a_round: Round, now: datetime, policy: Policy) -> Iterator[Action]:
    """A late thank-you is still worth a draft (scenario 30), but not beside the check-in."""
    due, stale, dead = (when(a_round, policy) for when in (thank_you_due, thank_you_stale, thank_you_dead))
    if due is None or stale is None or dead is None or not due <= now < dead:
        return
    check_in = check_in_due(a_round, policy)
    if now >= stale and check_in is not None and check_in <= now:
        return
    for person in thank_you_recipients(app, a_round):
        records = _records(a_round, Step.THANK_YOU, person.email)
        if _may_be_filed(records):
            yield FileDraft(app.id, _next_ref(a_round, Step.THANK_YOU, person.email, records), due, now >= stale)


def _file_check_in(app: Application, a_round: Round, now: datetime, policy: Policy) -> Iterator[Action]:
    due = check_in_due(a_round, policy)
    recipient = check_in_recipient(app, a_round)
    records = _records(a_round, Step.CHECK_IN)
    if due is None or not due <= now < due + CHECK_IN_DEAD or recipient is None or not _may_be_filed(records):
        return
    late = now >= check_in_late(due, policy)
    if not late or late_question(a_round) in app.settled or records:
        yield FileDraft(app.id, _next_ref(a_round, Step.CHECK_IN, recipient.email, records), due, late)


def _records(a_round: Round, step: Step, recipient: str | None = None) -> list[StepRecord]:
    """Return every draft of a step; the check-in is one step whoever gets it."""
    return [r for r in a_round.records if r.ref.step is step and recipient in {None, r.ref.recipient}]


def _may_be_filed(records: list[StepRecord]) -> bool:
    return all(r.status is StepStatus.WITHDRAWN and not r.in_drafts for r in records)


def _next_ref(a_round: Round, step: Step, recipient: str, records: list[StepRecord]) -> StepRef:
    generation = max((r.ref.generation for r in records), default=-1) + 1
    return StepRef(a_round.number, step, recipient, generation)


def _withdrawals(app: Application, now: datetime, policy: Policy) -> Iterator[Action]:
    for a_round in app.rounds:
        for record in a_round.records:
            reason = why_unwanted(app, a_round, record, now, policy)
            if record.in_drafts and reason and record.status in {StepStatus.FILED, StepStatus.DONE}:
                yield WithdrawDraft(app.id, record.ref, reason)


def why_unwanted(app: Application, a_round: Round, record: StepRecord, now: datetime, policy: Policy) -> str:
    """Return why a draft should not lie in Drafts, "" while it should. A draft that time alone overtook stays."""
    check_in = record.ref.step is Step.CHECK_IN
    due = check_in_due(a_round, policy) if check_in else None
    same_step = _records(a_round, record.ref.step, None if check_in else record.ref.recipient)
    reasons = (
        (record.status is StepStatus.DONE, "own_note"),
        (any(r is not record and r.status in _LEAVES_NO_DRAFT for r in same_step), "other_version"),
        (app.state in FINAL, app.state.lower()),
        (app.review and a_round.stopped in {"", "walked_away"}, "review"),
        (a_round.stopped == "walked_away", ""),
        (bool(a_round.stopped) and due is None, a_round.stopped),
        (app.review, "review"),
        (not a_round.ended, "interview_moved"),
        (check_in and a_round is not app.round, "new_round"),
        (check_in and due is not None and due > now, "due_later"),
        (check_in and due is None, "not_due"),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _reminders(app: Application, now: datetime, policy: Policy) -> Iterator[Action]:
    for reminder, fresh in _all_reminders(app, now, policy):
        due = after_quiet_hours(reminder.due, policy)
        if reminder.key not in app.reminded and due <= now < due + fresh:
            yield reminder


def _all_reminders(app: Application, now: datetime, policy: Policy) -> Iterator[tuple[Remind, timedelta]]:
    for question in app.questions:
        yield Remind(app.id, Topic.REVIEW, question.id, question.asked), _NEWS_FRESH
    for a_round in app.rounds:
        yield from ((reminder, REMINDER_FRESH) for reminder in _round_reminders(app, a_round, now, policy))
        yield from ((reminder, _NEWS_FRESH) for reminder in _kept_drafts(app, a_round, now, policy))
    if app.state is State.WALKED_AWAY and app.round is not None and app.since is not None:
        yield Remind(app.id, Topic.MOVE_ON, str(app.round.number), app.since), _NEWS_FRESH


def _round_reminders(app: Application, a_round: Round, now: datetime, policy: Policy) -> Iterator[Remind]:
    alive = app.state not in FINAL and not a_round.stopped
    ask, card = ask_timeline_due(a_round, policy), card_due(a_round, policy)
    ahead = a_round.appointment is not None and now < a_round.appointment.start
    if alive and ahead and ask is not None and a_round.appointment is not None:
        about = f"{a_round.number}:{a_round.appointment.start:%Y%m%dT%H%MZ}"
        yield Remind(app.id, Topic.ASK_TIMELINE, about, ask)
    if alive and a_round.ended and card is not None:
        yield Remind(app.id, Topic.CARD, str(a_round.number), card)
    for record in a_round.records:
        ref = record.ref
        if record.status is StepStatus.FILED and record.in_drafts and record.filed is not None:
            # One reminder for all thank-yous of a round: three interviewers are one sitting.
            yield Remind(app.id, Topic.DRAFT_WAITING, f"{ref.round}:{ref.step}:{ref.generation}", record.filed)
        if record.status is StepStatus.SKIPPED and not ref.recipient and ref.step is Step.THANK_YOU:
            yield Remind(app.id, Topic.NO_ADDRESS, str(ref.round), record.since)


def _kept_drafts(app: Application, a_round: Round, now: datetime, policy: Policy) -> Iterator[Remind]:
    """What the user edited stays; they are told once, where more than an open question overtook it."""
    for record in a_round.records:
        if record.status is not StepStatus.EDITED or not record.in_drafts:
            continue
        if why_unwanted(app, a_round, record, now, policy) not in {"", "review"}:
            ref = record.ref
            about = f"{ref.round}:{ref.step}:{ref.recipient}:{ref.generation}"
            overtaken = max(filter(None, (a_round.stopped_at, app.since, record.since)))
            yield Remind(app.id, Topic.EDITED_DRAFT_KEPT, about, overtaken)
