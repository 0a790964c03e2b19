"""
What the user tells afterword in words: a timeline, a note, what a mail really was.

Each becomes an event in the journal, so the command line and the running service need
no other connection than the store.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final

from afterword.core.application import Application, Step, StepRef
from afterword.core.events import Event, EventKind
from afterword.core.timeline import parse_timeline
from afterword.core.workdays import local_day
from afterword.errors import UserMustAct
from afterword.service.desk import Desk


class Mark(StrEnum):
    """What the user can say an application is."""

    REJECTION = "rejection"
    OFFER = "offer"
    REPLY = "reply"
    ON_HOLD = "on-hold"
    WITHDRAWN = "withdrawn"
    NO_SHOW = "no-show"
    THANKED = "thanked"
    CHECKED_IN = "checked-in"
    GO_ON = "go-on"
    SKIP = "skip"


_KINDS: Final[dict[Mark, EventKind]] = {
    Mark.REJECTION: EventKind.REJECTION,
    Mark.OFFER: EventKind.OFFER,
    Mark.REPLY: EventKind.EMPLOYER_REPLY,
    Mark.ON_HOLD: EventKind.POSITION_ON_HOLD,
    Mark.WITHDRAWN: EventKind.WITHDRAWN,
    Mark.NO_SHOW: EventKind.NO_SHOW,
}


def give_timeline(desk: Desk, app: Application, text: str) -> None:
    """
    Write down the timeline the user was told. It outranks what mail said before.

    Raises:
        UserMustAct: the words name no date; the sentence shows forms that do.
    """
    today = local_day(desk.now(), desk.policy.zone)
    timeline = parse_timeline(text, app.language, today, desk.policy.country, desk.rulebook.timelines)
    if timeline is None and app.language != "en":
        timeline = parse_timeline(text, "en", today, desk.policy.country, desk.rulebook.timelines)
    if timeline is None:
        raise UserMustAct(
            f'{text!r} names no time; write for example "two weeks", "by Friday", "end of next week" or "by 12 June"'
        )
    desk.record((Event(EventKind.TIMELINE_GIVEN, desk.now(), app.id, source="user", timeline=timeline),))


def give_note(desk: Desk, app: Application, text: str) -> None:
    """Keep a sentence of the user's for the next thank-you of the application."""
    desk.record((Event(EventKind.NOTED, desk.now(), app.id, source="user", text=" ".join(text.split())),))


def mark(desk: Desk, app: Application, word: Mark) -> None:
    """Write down what the user says, and settle the open questions with it."""
    now = desk.now()
    events = [Event(EventKind.ANSWERED, now, app.id, source="user", text=q.id) for q in app.questions]
    if word in _KINDS:
        events.append(Event(_KINDS[word], now, app.id, source="user", human=True))
    elif word in {Mark.THANKED, Mark.CHECKED_IN}:
        events += _done_by_hand(app, word, now)
    elif word is Mark.SKIP:
        events += _skipped(app, now)
    elif not events:
        raise UserMustAct(f"{app.name} has no open question, so there is nothing to go on with")
    desk.record(events)


def _done_by_hand(app: Application, word: Mark, now: datetime) -> list[Event]:
    a_round = app.round
    if a_round is None:
        raise UserMustAct(f"{app.name} has had no interview that afterword knows of")
    if a_round.appointment is None or a_round.appointment.end > now:
        raise UserMustAct(f"the interview of {app.name} is still to come; say {word} once it is over")
    if word is Mark.CHECKED_IN:
        refs = [r.ref for r in a_round.records if r.ref.step is Step.CHECK_IN]
        ref = max(refs, default=StepRef(a_round.number, Step.CHECK_IN))
        return [Event(EventKind.CHECKED_IN, now, app.id, source="user", step=ref)]
    people = {p.email for p in a_round.interviewers} or {app.main_contact.email if app.main_contact else ""}
    refs = []
    for email in sorted(people):
        record = a_round.record(Step.THANK_YOU, email)
        refs.append(record.ref if record is not None else StepRef(a_round.number, Step.THANK_YOU, email))
    return [Event(EventKind.THANKED, now, app.id, source="user", step=ref) for ref in refs]


def _skipped(app: Application, now: datetime) -> list[Event]:
    if app.round is None:
        raise UserMustAct(f"{app.name} has had no interview that afterword knows of")
    ref = StepRef(app.round.number, Step.CHECK_IN)
    return [Event(EventKind.STEP_SKIPPED, now, app.id, source="user", step=ref, text="the user said so")]
