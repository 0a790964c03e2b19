"""
The fold: an application is what its events made of it.

Law 1: `advance` is the only maker of applications. Law 2: it reads no clock and no
policy, so the same journal gives the same applications for ever.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from afterword.core import rounds, steps
from afterword.core.application import FINAL, Application, Question, Round, State, Step, Thread
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address
from afterword.core.transitions import TRANSITIONS
from afterword.core.verdict import Doubt

FROM_EMPLOYER: Final = frozenset(
    {
        EventKind.APPLICATION_RECEIVED,
        EventKind.INTERVIEW_INVITATION,
        EventKind.INTERVIEW_CONFIRMED,
        EventKind.INTERVIEW_RESCHEDULED,
        EventKind.INTERVIEW_POSTPONED,
        EventKind.INTERVIEW_CANCELLED,
        EventKind.ASSESSMENT,
        EventKind.REJECTION,
        EventKind.POSITION_ON_HOLD,
        EventKind.OFFER,
        EventKind.EMPLOYER_REPLY,
        EventKind.INFO_REQUEST,
        EventKind.RECRUITER_OUTREACH,
    }
)
"""Kinds that a mail of the employer's side causes, automatic answers and bounces aside."""

ENDS_EVERYTHING: Final = frozenset(
    {EventKind.REJECTION, EventKind.OFFER, EventKind.POSITION_ON_HOLD, EventKind.WITHDRAWN}
)
"""Kinds that end the schedule of every round, whoever or whatever wrote the mail."""

_WHOSE_MAIL: Final = frozenset({Doubt.TWO_APPLICATIONS, Doubt.MAYBE_ANOTHERS, Doubt.FAILED_DMARC})
"""Doubts about whose mail it is: its thread is no thread of the application yet."""

PAUSES: Final = frozenset({EventKind.ASSESSMENT, EventKind.INFO_REQUEST})
"""Kinds that end the schedule of the rounds that are over: the employer is at work, and asked for something."""


def fold(events: Iterable[Event]) -> dict[str, Application]:
    """Return every application as its events made it, by id, in order of opening."""
    applications: dict[str, Application] = {}
    for event in events:
        applications[event.application] = advance(applications.get(event.application), event)
    return applications


def advance(app: Application | None, event: Event) -> Application:
    """
    Return the application as it stands after the event.

    An event that does not apply leaves the state as it is. Without an application
    the event must be OPENED; another one opens it under its own name, so that a
    journal with a lost line still folds.
    """
    if app is None:
        app = Application(
            id=event.application,
            name=event.name or event.company or event.application,
            company=event.company or event.application,
            role=event.role,
            requisition=event.requisition,
            agency=event.agency,
            since=event.at,
        )
    app = _meet(app, event)
    if not (rounds.is_news(app, event) and steps.is_news(app, event)):
        return rounds.keep_in_mind(app, event)
    stopped = _stop(app, event)
    state = app.state if rounds.keeps_state(app, event) else TRANSITIONS[app.state][event.kind]
    moved = stopped if state is app.state else replace(stopped, state=state, since=event.at)
    return _drop_moot_questions(_EFFECTS.get(event.kind, _no_effect)(moved, event))


def _meet(app: Application, event: Event) -> Application:
    """Learn who wrote, in which thread, and what the mail says of the job; nothing of a mail that may be another's."""
    if event.kind is EventKind.ASKED and event.doubt in _WHOSE_MAIL:
        return app
    marker = event.text if event.kind is EventKind.DRAFT_FILED else ""
    ids = {known for known in (event.message_id, marker) if known}
    if ids - app.message_ids:
        app = replace(app, message_ids=app.message_ids | ids)
    if event.thread is not None:
        app = replace(app, threads=_newest_threads(app.threads, event.thread))
    if event.kind not in FROM_EMPLOYER and event.kind is not EventKind.OPENED:
        return app
    contacts = app.contacts
    for person in (event.contact, *event.interviewers):
        if person is not None and person.email:
            contacts = _join(contacts, person)
    recruiters = app.recruiters | {event.contact.email} if event.recruiter and event.contact else app.recruiters
    return replace(
        app,
        contacts=contacts,
        main_contact=_main_contact(app, event),
        recruiters=recruiters,
        agency=app.agency or event.agency,
        role=app.role or event.role,
        requisition=app.requisition or event.requisition,
        language=(event.thread.language if event.thread and event.human else "") or app.language,
    )


def _main_contact(app: Application, event: Event) -> Address | None:
    """
    Return whom the check-in asks: the recruiter, else who stated the timeline, else the last person who wrote.

    An interviewer's courtesy note does not make them the one to ask (domain facts 7.2).
    """
    now, new = app.main_contact, event.contact
    if new is None or not (event.human or now is None):
        return now
    keeps = now is not None and now.email in app.recruiters and not event.recruiter and event.timeline is None
    return now if keeps else new


def _newest_threads(threads: tuple[Thread, ...], new: Thread) -> tuple[Thread, ...]:
    """
    Keep one thread a counterpart and kind of writer, the newest: a person's mail is never hidden by a machine's.

    A line too short to tell its language or form of address ("Passt, danke.") speaks as the one before it did.
    """
    same = next((t for t in threads if t.counterpart.email == new.counterpart.email and t.human == new.human), None)
    if same is None:
        return (*threads, new)
    if same.at > new.at:
        return threads
    if not new.language:
        new = replace(new, language=same.language)
    if new.formal is None and new.language == same.language:
        new = replace(new, formal=same.formal)
    return (*(t for t in threads if t is not same), new)


def _join(people: tuple[Address, ...], person: Address) -> tuple[Address, ...]:
    """Add a person, or the name to one known only by address."""
    for known in people:
        if known.email == person.email:
            better = known if known.name else person
            return tuple(better if p.email == person.email else p for p in people)
    return (*people, person)


def _stop(app: Application, event: Event) -> Application:
    """
    End the schedule of the rounds that are over, where the event does so (design, decision 3).

    Only a round whose interview lay behind at that time is stopped by what a person
    writes or by a request, and not where that person moves or repeats this very interview.
    A decision stops all of them. A reply does not soften a decision.
    """
    everything = event.kind in ENDS_EVERYTHING
    person = event.kind in FROM_EMPLOYER and event.human
    if not (everything or person or event.kind in PAUSES):
        return app
    changed = rounds.changed_by(app, event)
    return replace(
        app,
        rounds=tuple(
            replace(r, stopped=event.kind.value, stopped_at=event.at, timeline=event.timeline)
            if everything or (r is not changed and _is_over(r, event.at) and not rounds.is_closed(r))
            else r
            for r in app.rounds
        ),
    )


def _is_over(a_round: Round, at: datetime) -> bool:
    return a_round.ended and (a_round.appointment is None or a_round.appointment.end <= at)


def _no_effect(app: Application, event: Event) -> Application:
    del event
    return app


def _keep_timeline(app: Application, event: Event) -> Application:
    return rounds.set_timeline(app, event) if event.timeline is not None else app


def _receive(app: Application, event: Event) -> Application:
    return _keep_timeline(rounds.hand_in(app, event), event)


def _ask(app: Application, event: Event) -> Application:
    if event.doubt is None or event.text in app.settled or any(q.id == event.text for q in app.questions):
        return app
    question = Question(event.text, event.doubt, event.at, event.source, " / ".join(event.words))
    return replace(app, questions=(*app.questions, question))


def _settle(app: Application, event: Event) -> Application:
    return replace(
        app,
        questions=tuple(q for q in app.questions if q.id != event.text),
        settled=app.settled | {event.text},
    )


def _drop_moot_questions(app: Application) -> Application:
    """Take back what afterword asked of itself and what has been answered by what happened since."""
    open_ones = tuple(q for q in app.questions if not _is_moot(app, q))
    return app if len(open_ones) == len(app.questions) else replace(app, questions=open_ones)


def _is_moot(app: Application, question: Question) -> bool:
    if question.doubt is Doubt.AFTER_FINAL:
        return app.state not in FINAL  # a new interview was fixed
    if question.doubt not in {Doubt.LATE, Doubt.FAR_TIMELINE}:
        return False
    number, _, day = question.id.partition(":")[2].partition(":")
    a_round = next((r for r in app.rounds if str(r.number) == number), None)
    if a_round is None or rounds.is_closed(a_round):
        return True
    if question.doubt is Doubt.FAR_TIMELINE:
        return a_round.timeline is None or str(a_round.timeline.latest) != day
    stopped_since = a_round.stopped_at is not None and a_round.stopped_at >= question.asked
    return stopped_since or any(r.ref.step is Step.CHECK_IN for r in a_round.records)


def _remember_reminder(app: Application, event: Event) -> Application:
    return replace(app, reminded=app.reminded | {event.text})


def _walk_away(app: Application, event: Event) -> Application:
    if app.state is not State.WALKED_AWAY:
        return app
    return rounds.stop_newest(app, "walked_away", event.at)


_EFFECTS: Final[Mapping[EventKind, Callable[[Application, Event], Application]]] = {
    EventKind.APPLICATION_RECEIVED: _receive,
    EventKind.INTERVIEW_INVITATION: rounds.invite,
    EventKind.INTERVIEW_CONFIRMED: rounds.fix,
    EventKind.INTERVIEW_RESCHEDULED: rounds.fix,
    EventKind.INTERVIEW_POSTPONED: rounds.unfix,
    EventKind.INTERVIEW_CANCELLED: rounds.unfix,
    EventKind.EMPLOYER_REPLY: _keep_timeline,
    EventKind.RECRUITER_OUTREACH: _keep_timeline,
    EventKind.TIMELINE_GIVEN: _keep_timeline,
    EventKind.AUTO_REPLY: rounds.hold,
    EventKind.BOUNCE: steps.bounce,
    EventKind.THANKED: steps.send,
    EventKind.CHECKED_IN: steps.send,
    EventKind.NO_SHOW: rounds.miss,
    EventKind.NOTED: rounds.note,
    EventKind.ANSWERED: _settle,
    EventKind.DRAFT_FILED: steps.file,
    EventKind.DRAFT_EDITED: steps.edit,
    EventKind.DRAFT_DELETED: steps.decline,
    EventKind.DRAFT_RETURNED: steps.take_back,
    EventKind.DRAFT_WITHDRAWN: steps.withdraw,
    EventKind.INTERVIEW_ENDED: rounds.end,
    EventKind.STEP_SKIPPED: steps.skip,
    EventKind.WALKED_AWAY: _walk_away,
    EventKind.REMINDED: _remember_reminder,
    EventKind.ASKED: _ask,
}
