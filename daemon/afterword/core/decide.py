"""
The front door of the core: what a mail means for the applications, and what the time asks for.

Choosing only: events to write into the journal and actions for the shell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from afterword.core.actions import Action
from afterword.core.application import FINAL, Application, Round, State, Step, StepRef, StepStatus, Thread
from afterword.core.attribution import Attribution, Known, New, Unsure
from afterword.core.contacts import NO_SENDERS
from afterword.core.due import clock_events, wanted
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address, MessageFacts
from afterword.core.machine import advance
from afterword.core.policy import Policy
from afterword.core.provenance import is_of_their_side
from afterword.core.senders import SenderTable
from afterword.core.verdict import Doubt, Kind, OwnKind, Verdict

_MOST_CLOCK_EVENTS: Final = 1000
"""More than this at one instant is a bug that would never end."""

_NO_EVENT: Final = frozenset({Kind.JOB_ALERT, Kind.NOT_JOB_RELATED})
_HARMLESS: Final = frozenset({Kind.APPLICATION_RECEIVED, Kind.AUTO_REPLY, Kind.BOUNCE})
"""Kinds about which a doubt is no question: they change no schedule."""

_LONGEST_WITHOUT_CHECK_IN_WORDS: Final = 7
"""Days after the interview from which any own mail to the contact counts as the second note."""


_MAY_HAVE_GONE_OUT: Final = frozenset({StepStatus.FILED, StepStatus.EDITED, StepStatus.SENT, StepStatus.DONE})
"""A report of failure can be read before the copy in Sent is."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to write into the journal first, and what to do then."""

    events: tuple[Event, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class JudgedMail:
    """
    A mail with all that was found out about it; `key` is its name in the store.

    `recruiter` is true where its writer says to be of those who arrange interviews.
    """

    key: str
    facts: MessageFacts
    verdict: Verdict
    attribution: Attribution
    interviewers: tuple[Address, ...] = ()
    formal: bool | None = None
    recruiter: bool = False


def on_tick(app: Application, now: datetime, policy: Policy) -> Decision:
    """Return the clock events of one application up to *now*, folded, and what it asks for then."""
    events: list[Event] = []
    while due := clock_events(app, now, policy):
        events.append(due[0])
        changed = advance(app, due[0])
        if changed == app or len(events) > _MOST_CLOCK_EVENTS:
            raise AssertionError(f"clock event {due[0].kind} at {due[0].at} changes nothing")
        app = changed
    return Decision(tuple(events), tuple(wanted(app, now, policy)))


def on_mail(mail: JudgedMail, applications: Mapping[str, Application], bar: float) -> tuple[Event, ...]:
    """
    Return what a mail of somebody else's means, as events; none where it means nothing.

    *bar* is the confidence below which the verdict is a question (design, decision 5).
    """
    verdict, attribution = mail.verdict, mail.attribution
    if verdict.kind in _NO_EVENT:
        return ()
    doubts = list(verdict.doubts)
    if verdict.confidence < bar and Doubt.BELOW_BAR not in doubts and not doubts:
        doubts.append(Doubt.BELOW_BAR)
    match attribution:
        case Unsure() as unsure:
            return () if verdict.kind in _HARMLESS else _ask_whose(mail, unsure, doubts)
        case New() as new:
            app_id = _new_id(new, applications)
            opened = _open(mail, new, app_id, applications)
            return (opened, *_happen(mail, advance(None, opened), doubts))
        case Known(application_id=app_id):
            return _happen(mail, applications[app_id], doubts)
        case _:
            return ()


def _ask_whose(mail: JudgedMail, unsure: Unsure, doubts: list[Doubt]) -> tuple[Event, ...]:
    """The questions of a mail that may belong to one of these applications, or to none."""
    own_doubt = next((doubt for doubt in doubts if doubt is not Doubt.BELOW_BAR), None)
    if Doubt.FAILED_DMARC in doubts:
        own_doubt = Doubt.FAILED_DMARC
    elif len(unsure.application_ids) > 1:
        own_doubt = Doubt.TWO_APPLICATIONS
    if own_doubt is not None:
        return tuple(_ask(mail, app_id, own_doubt) for app_id in unsure.application_ids)
    return tuple(
        replace(_ask(mail, app_id, Doubt.MAYBE_ANOTHERS), words=(f"{unsure.why}.",))
        for app_id in unsure.application_ids
    )


def _happen(mail: JudgedMail, app: Application, doubts: list[Doubt]) -> tuple[Event, ...]:
    """The events of a mail whose application is known."""
    verdict = mail.verdict
    if verdict.kind is Kind.BOUNCE:
        return _bounce(mail, app)
    if doubts and verdict.kind not in _HARMLESS:
        return tuple(_ask(mail, app.id, doubt) for doubt in doubts)
    kind = _event_kind(verdict)
    if kind is EventKind.REJECTION and app.state is State.WITHDRAWN:
        kind = EventKind.EMPLOYER_REPLY  # "sorry to see you go" is no rejection (scenario 33)
    event = _event(mail, app.id, kind)
    if verdict.kind is Kind.INTERVIEW_INVITATION and app.state in FINAL:
        return (event, _ask(mail, app.id, Doubt.AFTER_FINAL))
    return (event,)


def _event_kind(verdict: Verdict) -> EventKind:
    fixed = verdict.appointment is not None
    if verdict.kind is Kind.INTERVIEW_RESCHEDULED and not fixed:
        return EventKind.INTERVIEW_POSTPONED
    if verdict.kind is Kind.INTERVIEW_CONFIRMED and not fixed:
        return EventKind.INTERVIEW_INVITATION
    return EventKind(verdict.kind.value)


def _event(mail: JudgedMail, app_id: str, kind: EventKind) -> Event:
    verdict, facts = mail.verdict, mail.facts
    return Event(
        kind=kind,
        at=facts.date,
        application=app_id,
        source=mail.key,
        message_id=facts.message_id,
        rule=verdict.rule,
        words=verdict.words,
        human=verdict.human,
        role=verdict.role,
        requisition=verdict.requisition,
        agency=verdict.agency,
        contact=verdict.contact,
        recruiter=mail.recruiter,
        thread=_thread(mail),
        appointment=verdict.appointment,
        interviewers=mail.interviewers if verdict.appointment is not None else (),
        timeline=verdict.timeline,
        until=verdict.away_until,
    )


def _thread(mail: JudgedMail) -> Thread:
    facts, verdict = mail.facts, mail.verdict
    answer_to = facts.reply_to or (facts.sender,)
    contact = verdict.contact
    counterpart = contact if contact is not None and contact in (*answer_to, facts.sender) else answer_to[0]
    return Thread(
        counterpart=counterpart,
        message_id=facts.message_id,
        subject=facts.subject,
        references=facts.references or tuple(filter(None, (facts.in_reply_to,))),
        at=facts.date,
        language=verdict.language,
        formal=mail.formal,
        human=verdict.human,
    )


def _ask(mail: JudgedMail, app_id: str, doubt: Doubt) -> Event:
    return replace(
        _event(mail, app_id, EventKind.ASKED),
        doubt=doubt,
        text=f"{doubt}:{mail.key}",
        contact=None,
        appointment=None,
        interviewers=(),
        timeline=None,
    )


def _bounce(mail: JudgedMail, app: Application) -> tuple[Event, ...]:
    """A note that did not arrive is not done; who else got one is not touched (scenario 14)."""
    facts = mail.facts
    failed = {r.recipient for r in facts.automation.reports if r.action == "failed"}
    failed |= set(facts.automation.failed_recipients)
    hit = [
        record
        for a_round in app.rounds
        for record in a_round.records
        if record.ref.recipient in failed and record.status in _MAY_HAVE_GONE_OUT
    ]
    if not hit:
        return ()
    newest = max(hit, key=lambda r: (r.status in {StepStatus.SENT, StepStatus.DONE}, r.since))
    # Without the note's own Message-ID in the report the latest note to that address is meant.
    return (
        replace(_event(mail, app.id, EventKind.BOUNCE), step=newest.ref, contact=None, thread=None),
        _ask(mail, app.id, Doubt.BOUNCED),
    )


def _open(mail: JudgedMail, new: New, app_id: str, applications: Mapping[str, Application]) -> Event:
    names = {app.name.casefold() for app in applications.values()}
    company = new.company or "Unknown company"
    name = company
    if name.casefold() in names:
        name = f"{company}/{new.role or len(names) + 1}"
    if name.casefold() in names:
        name = f"{name} ({len(names) + 1})"
    return replace(
        _event(mail, app_id, EventKind.OPENED),
        name=name,
        company=company,
        role=new.role,
        requisition=new.requisition,
        appointment=None,
        interviewers=(),
        timeline=None,
    )


def _new_id(new: New, applications: Mapping[str, Application]) -> str:
    """Return a name for the journal made of the company's letters, with a number where it is taken."""
    slug = "-".join("".join(c if c.isalnum() else " " for c in new.company.casefold()).split()) or "unknown"
    number = 1
    while (slug if number == 1 else f"{slug}-{number}") in applications:
        number += 1
    return slug if number == 1 else f"{slug}-{number}"


def on_own_mail(
    facts: MessageFacts,
    kind: OwnKind,
    key: str,
    applications: Mapping[str, Application],
    senders: SenderTable = NO_SENDERS,
) -> tuple[Event, ...]:
    """
    Return what a mail in Sent means that is none of our drafts; it is never a reply of the employer's.

    A note is a thank-you only behind the end of the interview and with words of thanks
    (scenario 12: "running late" is none). A withdrawal that may be from one of several
    applications is a question.
    """
    events: list[Event] = []
    addressed = _addressed(facts, applications, senders)
    for app in addressed:
        base = Event(EventKind.OWN_MAIL, facts.date, app.id, source=key, message_id=facts.message_id)
        if kind is OwnKind.WITHDRAWAL:
            events.append(_withdraw(base, sure=len(addressed) == 1))
            continue
        if len(addressed) > 1:
            continue
        done = [replace(base, kind=event, step=ref) for event, ref in _steps_done(facts, kind, app)]
        events += done or [base]
    return tuple(events)


def _withdraw(base: Event, *, sure: bool) -> Event:
    if sure:
        return replace(base, kind=EventKind.WITHDRAWN)
    doubt = Doubt.TWO_APPLICATIONS
    return replace(base, kind=EventKind.ASKED, doubt=doubt, text=f"{doubt}:{base.source}")


def _addressed(facts: MessageFacts, applications: Mapping[str, Application], senders: SenderTable) -> list[Application]:
    """
    Return the applications the user may have written about: by thread, else by recipient; open ones before final.

    What was passed on to somebody else alone is no word to the employer, though it stands in the thread.
    """
    by_thread = [
        a
        for a in applications.values()
        if a.message_ids.intersection(facts.parents)
        and any(is_of_their_side(a, r, senders.own_domain(r)) for r in facts.recipients)
    ]
    emails = {r.email for r in facts.recipients}
    found = by_thread or [a for a in applications.values() if emails & {c.email for c in a.contacts}]
    running = [a for a in found if a.state not in FINAL]
    return running or found


def _steps_done(facts: MessageFacts, kind: OwnKind, app: Application) -> list[tuple[EventKind, StepRef]]:
    over = [r for r in app.rounds if r.ended and r.appointment is not None and facts.date >= r.appointment.end]
    if not over:
        return []
    a_round = max(over, key=lambda r: (r.when, r.number))
    people = {p.email for p in (*a_round.interviewers, *app.contacts)}
    to = [r.email for r in facts.recipients if r.email in people]
    if kind is OwnKind.THANKS and not _is_late_note(facts, a_round):
        return [(EventKind.THANKED, _ref(a_round, Step.THANK_YOU, email)) for email in to]
    # To somebody new in the thread only the words can say so: an invitation forwarded to a friend is no note.
    if kind is OwnKind.CHECK_IN or (to and _is_late_note(facts, a_round)):
        checked = [r.ref for r in a_round.records if r.ref.step is Step.CHECK_IN]
        first = (to or [r.email for r in facts.recipients] or [""])[0]
        return [(EventKind.CHECKED_IN, max(checked, default=_ref(a_round, Step.CHECK_IN, first)))]
    return []


def _is_late_note(facts: MessageFacts, a_round: Round) -> bool:
    """Any unasked mail to the contact a week after the interview is the second note, whatever its words."""
    answered = a_round.stopped_at is not None
    end = a_round.appointment.end if a_round.appointment else a_round.opened
    return not answered and (facts.date - end).days >= _LONGEST_WITHOUT_CHECK_IN_WORDS


def _ref(a_round: Round, step: Step, email: str) -> StepRef:
    record = a_round.record(step, email)
    return record.ref if record is not None else StepRef(a_round.number, step, email)
