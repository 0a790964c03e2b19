"""
Whom one can write to: the contact of a mail and the interviewers of an invite.

Only addresses that a header or a signature shows, never one made up from a pattern.
Nobody reads a no-reply address, a room, a calendar system or a note-taking bot.
"""

import re
from collections.abc import Iterable, Iterator

from afterword.core.domains import registrable
from afterword.core.facts import Address, MessageFacts
from afterword.core.names import display_person, person_name
from afterword.core.senders import SenderTable, TenantPlace, VendorKind, is_own, is_robot

NO_SENDERS = SenderTable()
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}(?![\w-])", re.IGNORECASE)
_ROOMS = frozenset({"ROOM", "RESOURCE"})
_MAILBOX_WORDS_TEXT = """
    careers career jobs job hr recruiting recruitment talent hiring people info office team admin contact hello
    apply applications humanresources karriere bewerbung bewerbungen personal recrutement rh emploi seleccion
    empleo rrhh recrutamento vagas selezione risorseumane werving vacatures sollicitaties interviews interview
    scheduling calendar calendars meetings rooms room resource
"""
_MAILBOX_WORDS = frozenset(_MAILBOX_WORDS_TEXT.split())


def contact(facts: MessageFacts, senders: SenderTable, own: frozenset[str]) -> Address | None:
    """
    Return the address a reply should go to, best a person's; None where the mail shows none that is read.

    Order: Reply-To and From as RFC 5322 section 3.6.2 has it, then the invite's organizer and
    attendees, then addresses in the signature, then people in Cc, last a department's mailbox.
    """
    reads = [address for address in _written_from(facts, senders) if _is_read(address, senders, own)]
    people = [address for address in reads if not is_department(address)]
    if people:
        return people[0]
    for address in (*_invited(facts), *_signed(facts, senders), *facts.cc):
        if _is_read(address, senders, own) and not senders.is_note_taker(address) and not is_department(address):
            return address
    return reads[0] if reads else None


def interviewers(facts: MessageFacts, own: frozenset[str], senders: SenderTable = NO_SENDERS) -> tuple[Address, ...]:
    """
    Return the people the user talks to, each once: organizer and attendees, else the human sender.

    An organizer who is a system or one of many coordinators still counts if a person; rooms, robots,
    note takers and the user do not.
    """
    invite = facts.invites[0] if facts.invites else None
    if invite is None:
        return _writer(facts, own, senders)
    seen: dict[str, Address] = {}
    for each in facts.invites:
        rooms = {a.address.email for a in each.attendees if a.kind in _ROOMS}
        listed = [each.organizer] if each.organizer else []
        listed += [a.address for a in each.attendees if a.kind not in _ROOMS and a.answer != "DECLINED"]
        for address in listed:
            if address.email in rooms or not _is_person(address, senders, own):
                continue
            known = seen.get(address.email)
            if known is None or not known.name:
                seen[address.email] = address
    if seen:
        return tuple(seen.values())
    return _writer(facts, own, senders)


def _writer(facts: MessageFacts, own: frozenset[str], senders: SenderTable) -> tuple[Address, ...]:
    """Return the person who wrote: the sender, or whom a system asks to answer to in its place."""
    writers = (facts.sender, *(a for a in facts.reply_to if not senders.is_token(a)))
    person = next((address for address in writers if _is_person(address, senders, own)), None)
    if person is None:
        return ()
    signed = person_name(person, facts.signature) if person is facts.sender else ""
    return (Address(person.email, signed or person.name),)


def is_department(address: Address) -> bool:
    """Tell whether a mailbox belongs to a department: its local part says so and no person's name is shown."""
    words = set(re.split(r"[._\-+\d]+", address.local))
    return bool(words & _MAILBOX_WORDS) and not display_person(address)


def _written_from(facts: MessageFacts, senders: SenderTable) -> Iterator[Address]:
    """Yield the addresses that stand for the writer, the one to answer first, with the name the writer signs with."""
    signed = person_name(facts.sender, facts.signature)
    for address in facts.reply_to:
        same = address.email == facts.sender.email or (senders.is_token(address) and not address.name)
        yield Address(address.email, signed or address.name) if same else address
    yield Address(facts.sender.email, signed or facts.sender.name)


def _invited(facts: MessageFacts) -> Iterator[Address]:
    for invite in facts.invites:
        if invite.organizer:
            yield invite.organizer
        yield from (a.address for a in invite.attendees if a.kind not in _ROOMS)


def _signed(facts: MessageFacts, senders: SenderTable) -> Iterable[Address]:
    """Yield the addresses a signature shows, of the sender's own firm or of nobody's domain in particular."""
    home = senders.own_domain(facts.sender)
    for found in dict.fromkeys(match.lower() for match in _EMAIL.findall(facts.signature[:2000])):
        if not home or registrable(found) == home:
            yield Address(found)


def _is_read(address: Address, senders: SenderTable, own: frozenset[str]) -> bool:
    """Tell whether somebody reads what is sent there."""
    if not address.domain or is_own(address, own):
        return False
    if senders.is_token(address):
        return True
    if is_robot(address) or senders.is_relay(address) or senders.is_alert(address):
        return False
    vendor = senders.vendor(address)
    if vendor is None or vendor.kind is VendorKind.AGENCY:
        return True
    # A person's mailbox at a vendor (jane.doe@tenant.teamtailor-mail.com) is forwarded; its other ones are machines'.
    return vendor.kind is VendorKind.ATS and vendor.tenant is not TenantPlace.LOCAL and _is_personal(address)


def _is_personal(address: Address) -> bool:
    name = display_person(address)
    return bool(name) and any(part.lower() in address.local for part in name.split() if len(part) > 1)


def _is_person(address: Address, senders: SenderTable, own: frozenset[str]) -> bool:
    return _is_read(address, senders, own) and not senders.is_note_taker(address) and not is_department(address)
