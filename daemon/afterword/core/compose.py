"""
The text of drafts and reminders, from the user's own templates and the record of the application.

A draft reads complete as it stands and says nothing that afterword does not know.
What fails a hard check is never filed: the caller asks the user instead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import regex
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from afterword.core.actions import FileDraft, Topic
from afterword.core.application import FINAL, Application, Round, Step, Thread
from afterword.core.facts import Address
from afterword.core.formality import is_formal_by_custom
from afterword.core.names import given_name, person_name
from afterword.core.policy import Policy
from afterword.core.workdays import local_day


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one language writes a day; `weekdays` begin on Monday, `first` is the first of a month ("1er" in French)."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    pattern: str
    pattern_us: str
    first: str = "1"

    def write(self, day: date, country: str) -> str:
        """Return the day in words, without the year."""
        pattern = self.pattern_us if country == "US" else self.pattern
        number = self.first if day.day == 1 else str(day.day)
        return pattern.format(weekday=self.weekdays[day.weekday()], day=number, month=self.months[day.month - 1])


@dataclass(frozen=True, slots=True)
class Wording:
    """The source of a subject and a body, in Jinja's language."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Templates:
    """All wordings: drafts by step, language and formality; reminders by topic; a calendar for each language."""

    drafts: Mapping[tuple[Step, str, bool], Wording]
    reminders: Mapping[Topic, Wording]
    calendars: Mapping[str, Calendar]
    ageing: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the user."""

    name: str
    address: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DraftText:
    """A draft in words. `parent` is the mail it answers, None where it begins a thread; `subject` has no "Re: "."""

    to: Address
    subject: str
    body: str
    parent: Thread | None
    language: str


class UnfitError(Exception):
    """The draft must not be filed; the text names every hard check that failed, without any mail text."""


def write_draft(
    app: Application,
    action: FileDraft,
    templates: Templates,
    signer: Signer,
    policy: Policy,
    others: Iterable[Application] = (),
) -> DraftText:
    """
    Return the draft of a step, checked.

    Raises:
        UnfitError: a hard check failed (domain facts 7.4).
    """
    a_round = next(r for r in app.rounds if r.number == action.ref.round)
    to = _recipient(app, a_round, action.ref.recipient)
    parent = _thread_with(app, to)
    language = (parent.language if parent is not None else "") or app.language
    said = parent.formal if parent is not None else None
    formal = said if said is not None else _is_formal_house(app, language)
    wording = templates.drafts.get((action.ref.step, language, formal)) or templates.drafts.get(
        (action.ref.step, language, not formal)
    )
    if wording is None:
        raise UnfitError(f"there is no template for step {action.ref.step} in the language {language!r}")
    names = _names(app, a_round, to, templates.calendars.get(language), signer, policy)
    notes = a_round.notes if action.ref.step is Step.THANK_YOU else ()
    try:
        subject = _render(wording.subject, names | {"notes": notes})
        body = _tidy(_render(wording.body, names | {"notes": notes}))
        own_words = _tidy(_render(wording.body, names | {"notes": ()}))
        fixed_words = _render(f"{wording.subject}\n{wording.body}", names | dict(_STAND_INS))
    except TemplateError as error:
        raise UnfitError(f"the template for step {action.ref.step} in {language!r} fails: {error.message}") from error
    draft = DraftText(to, parent.subject if parent is not None else _line(subject), body, parent, language)
    faults = _faults(draft, own_words, app, (str(names["recipient"]), str(names["full_name"])), others)
    if _says_a_moving_day(fixed_words, templates.ageing.get(language, ())):
        faults.append("the template says a day that moves, such as today")
    if faults:
        raise UnfitError("; ".join(faults))
    return draft


def write_reminder(topic: Topic, templates: Templates, names: Mapping[str, object]) -> tuple[str, str]:
    """Return subject and body of a mail to the user. Raises TemplateError where the template needs an unknown name."""
    wording = templates.reminders[topic]
    return _line(_render(wording.subject, names)), _tidy(_render(wording.body, names))


def _recipient(app: Application, a_round: Round, email: str) -> Address:
    people = (*a_round.interviewers, *app.contacts, *((app.main_contact,) if app.main_contact else ()))
    named = [p for p in people if p.email == email]
    return next((p for p in named if p.name), named[0] if named else Address(email))


def _thread_with(app: Application, to: Address) -> Thread | None:
    """Return the newest mail a person wrote from this address; a machine's mail is no thread to reply into."""
    theirs = [t for t in app.threads if t.counterpart.email == to.email and t.human]
    return max(theirs, key=lambda t: t.at, default=None)


def _is_formal_house(app: Application, language: str) -> bool:
    """Tell how to address somebody whose mail does not say: as the newest mail of the house does, else by custom."""
    said = [(t.at, t.formal) for t in app.threads if t.human and t.language == language and t.formal is not None]
    return max(said)[1] if said else is_formal_by_custom(language)


def _names(
    app: Application, a_round: Round, to: Address, calendar: Calendar | None, signer: Signer, policy: Policy
) -> dict[str, object]:
    appointment = a_round.appointment
    day = local_day(appointment.start, policy.zone) if appointment is not None else None
    name = person_name(to)
    return {
        "recipient": _line(given_name(name)),
        "full_name": _line(name),
        "company": _line(app.company) if app.company != "Unknown company" else "",
        "role": _line(app.role),
        "interview_day": calendar.write(day, policy.country) if calendar is not None and day is not None else "",
        "signer": signer.name,
        "phone": signer.phone,
        "agency": app.agency,
        "met": _met(app, a_round, to),
        "again": any(_met(app, r, to) for r in app.rounds if r.ended and r.when < a_round.when),
    }


def _met(app: Application, a_round: Round, to: Address) -> bool:
    """Tell whether the user is known to have spoken with this person in the round."""
    held_it = {p.email for p in a_round.interviewers} - app.recruiters
    return to.email in held_it and a_round.stopped != "no_show"


def _line(text: str) -> str:
    """Fold a value into one line: a name with a line break must not begin a paragraph or a header."""
    return " ".join(text.split())


_DOUBLE_STOP: Final = regex.compile(r"(?<!\.)\.\.(?!\.)")
"""What a sentence that closes with "Acme Inc." ends in."""


def _tidy(text: str) -> str:
    """Collapse the blank lines that switched-off parts of a template leave."""
    lines = [_DOUBLE_STOP.sub(".", line.rstrip()) for line in text.strip().splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept) + "\n"


_STAND_INS: Final[Mapping[str, object]] = {
    "recipient": "-",
    "full_name": "-",
    "company": "-",
    "role": "-",
    "signer": "-",
    "phone": "-",
    "notes": (),
}
"""What mail or the user put into a draft is not the template's: USA Today is a company, Morgen a family."""

ENVIRONMENT: Final = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, lstrip_blocks=True, autoescape=False
)  # text/plain mail: there is no markup to escape


@lru_cache(maxsize=256)
def _compile(source: str) -> Template:
    return ENVIRONMENT.from_string(source)


def _render(source: str, names: Mapping[str, object]) -> str:
    return _compile(source).render(names)


_LEFTOVER: Final = regex.compile(r"[{}\[\]<>]|\b(?:TODO|XX+|TBD|None|undefined|Job Title|Company Name)\b")


def _faults(
    draft: DraftText, own_words: str, app: Application, greeted: tuple[str, str], others: Iterable[Application]
) -> list[str]:
    """
    The hard checks of domain facts 7.4; the user's notes and the subject that is answered may say what they like.

    *greeted* is the recipient's given name and whole name, either of which may stand in the greeting.
    """
    faults = []
    text = own_words if draft.parent is not None else f"{draft.subject}\n{own_words}"
    if _LEFTOVER.search(text):
        faults.append("a placeholder or bracket is left in the text")
    people = {p.email for r in app.rounds for p in r.interviewers} | {p.email for p in app.contacts}
    if draft.to.email not in people:
        faults.append("the recipient does not belong to this application")
    if greeted[0] and not any(_says(own_words.partition("\n")[0], name) for name in greeted):
        faults.append("the greeting does not name the recipient")
    for other in others:
        if other.id != app.id and other.state not in FINAL and _names_company(text, other, app):
            faults.append("the text names the company of another application")
            break
    return faults


def _says(line: str, name: str) -> bool:
    return bool(name) and bool(regex.search(rf"(?<!\w){regex.escape(name)}(?!\w)", line))


def _says_a_moving_day(text: str, words: Iterable[str]) -> bool:
    flat = " ".join(text.casefold().split())
    return any(regex.search(rf"\b{regex.escape(word.casefold())}\b", flat) for word in words)


def _names_company(text: str, other: Application, app: Application) -> bool:
    """Tell whether the text names the other's company, written as it is known: Target is not a target."""
    if other.company.casefold() in f"{app.company} {app.role}".casefold():
        return False
    how = 0 if any(c.isupper() for c in other.company) else regex.IGNORECASE
    return bool(regex.search(rf"\b{regex.escape(other.company)}\b", text, how))
