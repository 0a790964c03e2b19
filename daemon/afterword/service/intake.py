"""
Takes in what is new in the watched folders: each mail is parsed, judged and written down once.

One look reads Inbox and Sent in the order of their dates, Drafts and Trash for our
own drafts only. A mail that breaks something is set aside with the reason and never
stops the next one.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from afterword.core.attribution import Known, New, Unsure, attribute
from afterword.core.classify import classify, classify_own
from afterword.core.companies import same_company
from afterword.core.contacts import interviewers
from afterword.core.decide import JudgedMail, on_mail, on_own_mail, on_tick
from afterword.core.employer import Employer, name_employer
from afterword.core.events import Event
from afterword.core.facts import Folder, MessageFacts
from afterword.core.formality import says_formality
from afterword.core.mailbox import Cursor, Glimpse, Place
from afterword.core.provenance import is_colleague
from afterword.core.records import MailRecord, Quarantined
from afterword.core.recruiters import arranges_interviews
from afterword.core.rules import Reader
from afterword.core.verdict import Verdict
from afterword.errors import AfterwordError
from afterword.mail.parse import parse
from afterword.service.desk import Desk
from afterword.service.drafts import Lookout, look_out, note_answered, see_glimpses, settle_fates
from afterword.service.reminding import settle_seen_reminder

log = structlog.get_logger(__name__)

_READ: Final = (Folder.INBOX, Folder.SENT)
_SCANNED: Final = (Folder.DRAFTS, Folder.TRASH)


@dataclass(frozen=True, slots=True)
class _Arrival:
    place: Place
    facts: MessageFacts
    key: str


async def look(desk: Desk) -> bool:
    """
    Read everything new in all folders; returns whether anything was written into the journal.

    Inbox comes last of all reads: a reply that came in while the others were read is seen.
    """
    desk.refresh()
    since = desk.now() - desk.settings.look_back
    lookout = look_out(desk)
    cursors: dict[Folder, Cursor] = {}
    arrivals: list[_Arrival] = []
    for folder in (*_SCANNED, Folder.SENT, Folder.INBOX):
        glimpses, cursors[folder] = await desk.worker(desk.mailbox.glimpse, folder, desk.store.cursor(folder), since)
        if folder in _SCANNED:
            await see_glimpses(desk, lookout, glimpses)
        else:
            arrivals += await _read(desk, glimpses)
    changed = False
    for arrival in sorted(arrivals, key=lambda a: (a.facts.date, a.place.folder, a.place.uid)):
        changed |= _take_in_safely(desk, arrival, lookout)
    changed |= await settle_fates(desk, lookout)
    with desk.store.transaction():
        for folder, cursor in cursors.items():
            if cursor != desk.store.cursor(folder):
                desk.store.set_cursor(folder, cursor)
    return changed


async def _read(desk: Desk, glimpses: tuple[Glimpse, ...]) -> list[_Arrival]:
    arrivals = []
    for glimpse in glimpses:
        desk.beat()
        raw = await desk.worker(desk.mailbox.read, glimpse.place)
        if raw is None:
            continue  # moved away since: another look finds it where it is now, if that is watched
        try:
            facts = parse(raw, glimpse.received)
        except Exception as error:  # noqa: BLE001  (parse promises not to raise; one mail must not stop the next)
            _set_aside(desk, glimpse.place, error)
            continue
        arrivals.append(_Arrival(glimpse.place, facts, mail_key(facts)))
    return arrivals


def mail_key(facts: MessageFacts) -> str:
    """Return the name of a mail: the same for every copy of it, in whatever folder or under whatever UID."""
    told = f"{facts.message_id}\n{facts.sender.email}\n{facts.date.isoformat()}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _set_aside(desk: Desk, place: Place, error: Exception) -> None:
    desk.store.quarantine(Quarantined(place, desk.now(), type(error).__name__))
    log.error("mail.set_aside", folder=place.folder.value, uid=place.uid, reason=type(error).__name__, exc_info=error)


def _take_in_safely(desk: Desk, arrival: _Arrival, lookout: Lookout) -> bool:
    try:
        return take_in(desk, arrival.place, arrival.facts, arrival.key, lookout)
    except AfterwordError:
        raise
    except Exception as error:  # noqa: BLE001  (one mail must not stop the next; the reason is kept and shown)
        _set_aside(desk, arrival.place, error)
        return False


def take_in(desk: Desk, place: Place, facts: MessageFacts, key: str, lookout: Lookout) -> bool:
    """Take in one mail of Inbox or Sent; returns whether it made events."""
    if place.folder is Folder.SENT:
        draft = lookout.match(facts)
        if draft is not None:
            lookout.see(draft, place, facts=facts)
            return False
    if desk.store.knows_mail(key):
        return False
    own = is_own(facts.sender.email, desk.own)
    if own and settle_seen_reminder(desk, facts.message_id, facts.date):
        return True
    if place.folder is Folder.SENT or (own and not facts.forwarded and not facts.invites):
        return _take_in_own(desk, place, facts, key)
    return _take_in_foreign(desk, place, facts, key)


def is_own(email: str, own: frozenset[str]) -> bool:
    """Tell whether an address is the user's, also with a +tag of theirs (RFC 5233)."""
    local, _, domain = email.rpartition("@")
    return email in own or f"{local.partition('+')[0]}@{domain}" in own


def _take_in_own(desk: Desk, place: Place, facts: MessageFacts, key: str) -> bool:
    kind, evidence = classify_own(facts, desk.rulebook)
    _catch_up(desk, [a.id for a in desk.applications.values()], facts.date)
    events = on_own_mail(facts, kind, key, desk.applications, desk.rulebook.senders)
    if events:
        with desk.store.transaction():
            desk.store.add_mail(MailRecord(key, place, facts, None, events[0].application, own=True))
            desk.store.append(events)
        desk.refresh()
        log.info("mail.own", mail=key, kind=kind.value, rule=evidence.rule, events=len(events))
    return bool(events)


def _take_in_foreign(desk: Desk, place: Place, facts: MessageFacts, key: str) -> bool:
    changed = note_answered(desk, facts)
    employer = name_employer(facts, desk.rulebook.senders, desk.own)
    verdict = judge_mail(desk, facts, employer)
    attribution = attribute(facts, employer, verdict.kind, tuple(desk.applications.values()), desk.own)
    match attribution:
        case Known(application_id=app_id):
            ids = [app_id]
        case Unsure(application_ids=unsure):
            ids = list(unsure)
        case _:
            ids = []
    changed |= _catch_up(desk, ids, facts.date)
    mail = JudgedMail(
        key,
        facts,
        verdict,
        attribution,
        interviewers(facts, desk.own, desk.rulebook.senders),
        formal=says_formality(facts.text, verdict.language),
        recruiter=arranges_interviews(facts, verdict.contact),
    )
    events = on_mail(mail, desk.applications, desk.rulebook.bar)
    if events or isinstance(attribution, Known | New | Unsure):
        with desk.store.transaction():
            desk.store.add_mail(
                MailRecord(key, place, facts, verdict, events[0].application if events else "", own=False)
            )
            desk.store.append(events)
        desk.refresh()
    log.info("mail.handled", mail=key, kind=verdict.kind.value, rule=verdict.rule, events=len(events))
    return changed or bool(events)


def judge_mail(desk: Desk, facts: MessageFacts, employer: Employer) -> Verdict:
    """Return what a mail of this employer is, by the rules in force."""
    reader = Reader(zone=desk.policy.zone, country=desk.policy.country, own=desk.own)
    parents = set(facts.parents)
    known = any(
        app.message_ids & parents or facts.sender.email in {c.email for c in app.contacts}
        for app in desk.applications.values()
    )
    applications = desk.applications.values()
    applied = bool(employer.domain) and any(same_company(app.company, employer.company) for app in applications)
    colleague = applied or is_colleague(facts.sender, applications, desk.rulebook.senders)
    return classify(facts, desk.rulebook, reader, known=known, colleague=colleague)


def _catch_up(desk: Desk, ids: list[str], until: datetime) -> bool:
    """Let the clock events of some applications happen that lie before a mail, so that it meets the right state."""
    events: list[Event] = []
    for app_id in ids:
        events += on_tick(desk.applications[app_id], min(until, desk.now()), desk.policy).events
    desk.record(events)
    return bool(events)
