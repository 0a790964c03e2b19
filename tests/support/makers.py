"""Small builders of values. Times are wall times of New York in March 2026, written "2026-03-10T11:15"."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from afterword.core.application import Application, Round, Thread
from afterword.core.attribution import Attribution, Known
from afterword.core.compose import Signer
from afterword.core.decide import JudgedMail
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address, MessageFacts
from afterword.core.policy import Policy
from afterword.core.verdict import Appointment, Kind, Timeline, TimelineKind, Verdict

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
POLICY = Policy(NEW_YORK, "US", card=True)
GERMAN_POLICY = Policy(BERLIN, "DE", card=False)

ME = Address("jo@seeker.example", "Jo Seeker")
SIGNER = Signer(ME.name, ME.email, "+1 555 0100")
RITA = Address("rita@acme.example", "Rita Moreno")
ADA = Address("ada@acme.example", "Ada Lovelace")
LEE = Address("lee@acme.example", "Lee Chen")


def at(local: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    """Return the instant, aware UTC, of a wall time."""
    return datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)


def an_appointment(
    start: str = "2026-03-10T10:00",
    *,
    minutes: int = 60,
    uid: str = "u1",
    sequence: int = 0,
    stamp: str = "2026-03-05T09:00",
    zone: ZoneInfo = NEW_YORK,
) -> Appointment:
    """Return an interview; one in prose (`uid` empty) has no stamp."""
    begin = at(start, zone)
    return Appointment(
        begin, begin + timedelta(minutes=minutes), zone.key, uid, sequence, at(stamp, zone) if uid else None
    )


def a_timeline(
    latest: str, *, stated_on: str = "2026-03-11", kind: TimelineKind = TimelineKind.STATED, earliest: str = ""
) -> Timeline:
    """Return a stated timeline; days are written "2026-03-20"."""
    first = date.fromisoformat(earliest or latest)
    return Timeline(first, date.fromisoformat(latest), "by then", kind, date.fromisoformat(stated_on))


def a_thread(counterpart: Address = RITA, when: str = "2026-03-05T09:00", **fields: Any) -> Thread:
    """Return a thread that a draft may answer."""
    given: dict[str, Any] = {"message_id": f"{when}@acme.example", "subject": "Interview at Acme", "references": ()}
    return Thread(counterpart=counterpart, at=at(when), **(given | fields))


def an_event(kind: EventKind, when: str = "2026-03-11T12:00", application: str = "acme", **fields: Any) -> Event:
    """Return an event; of the employer's side, it is a person's mail only where `human` says so."""
    return Event(kind, at(when), application, **fields)


def an_application(**fields: Any) -> Application:
    """Return an application at Acme, with Rita as its contact."""
    given: dict[str, Any] = {
        "id": "acme",
        "name": "Acme",
        "company": "Acme",
        "role": "Data Engineer",
        "since": at("2026-03-02T09:00"),
        "contacts": (RITA,),
        "main_contact": RITA,
    }
    return Application(**(given | fields))


def a_round(appointment: Appointment | None = None, **fields: Any) -> Round:
    """Return the first round, its interview over unless `ended` says otherwise."""
    given: dict[str, Any] = {
        "number": 1,
        "opened": at("2026-03-04T09:00"),
        "appointment": appointment or an_appointment(),
        "interviewers": (ADA,),
        "ended": True,
    }
    return Round(**(given | fields))


def a_mail(when: str = "2026-03-11T12:00", **fields: Any) -> MessageFacts:
    """Return what a mail of Rita's to the user says."""
    given: dict[str, Any] = {
        "message_id": f"m{when}@acme.example",
        "sender": RITA,
        "subject": "Your interview",
        "to": (ME,),
    }
    return MessageFacts(date=at(when), **(given | fields))


def a_note(when: str, *to: Address, **fields: Any) -> MessageFacts:
    """Return what a mail of the user's own says, as it lies in Sent."""
    return a_mail(when, sender=ME, to=to, message_id=f"own{when}@seeker.example", **fields)


def a_verdict(kind: Kind, **fields: Any) -> Verdict:
    """Return a sure verdict about a person's mail."""
    given: dict[str, Any] = {"confidence": 0.95, "rule": "a-rule", "language": "en", "human": True, "contact": RITA}
    return Verdict(kind, **(given | fields))


def a_judged_mail(
    kind: Kind, when: str = "2026-03-11T12:00", *, attribution: Attribution | None = None, **verdict: Any
) -> JudgedMail:
    """Return a mail with its verdict, of the application `acme` unless `attribution` says otherwise."""
    interviewers = verdict.pop("interviewers", ())
    facts = verdict.pop("facts", None) or a_mail(when)
    return JudgedMail(
        f"key-{when}", facts, a_verdict(kind, **verdict), attribution or Known("acme", "thread"), interviewers
    )
