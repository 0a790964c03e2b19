"""
Whose mail it is: the employer, the role, the requisition and a person to write to, from one mail alone.

Every kind of evidence is weighed in the order of domain facts 1.3: what an address says, a display
name, the subject, the body, the signature, the sender's own domain, links. A vendor, a job board or a
free-mail host is never the employer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from afterword.core.clues import SEGMENT, SURE, Clues
from afterword.core.companies import fits_token, readable, related, same_company, spell_token, without_marks
from afterword.core.contacts import contact, interviewers
from afterword.core.facts import Address, MessageFacts
from afterword.core.forms import FormKind, Found, until_stop
from afterword.core.roles import clean_role, find_requisition, has_role_head, role_extends
from afterword.core.senders import SenderTable, VendorKind, is_robot

__all__ = ["Employer", "interviewers", "name_employer"]


@dataclass(frozen=True, slots=True)
class Employer:
    """
    What a mail says of its employer; "" for what it does not say.

    `domain` is the firm's own registrable domain that the mail came from, "" for a vendor's, a free-mail
    host's or an agency's. `vendor` names the system that sent it. `evidence` is the kind of evidence that
    named the company: tenant, display, subject, body, signature, domain, link or client.
    """

    company: str = ""
    role: str = ""
    requisition: str = ""
    contact: Address | None = None
    agency: bool = False
    vendor: str = ""
    evidence: str = ""
    domain: str = ""


_Named = tuple[str, str]
"""A company and the kind of evidence for it."""

_AGENCY_TEXT = """
    recruit headhunt staffing personalberatung personaldienst personalvermittlung talentpartner searchpartner
    executivesearch resourcing werving uitzend
"""
_AGENCY_LABELS = tuple(_AGENCY_TEXT.split())


def name_employer(facts: MessageFacts, senders: SenderTable, own: frozenset[str]) -> Employer:
    """Return what one mail says of its employer. *own* holds the user's addresses in lower case. Never fails."""
    mail = Clues(facts, senders, own)
    (company, evidence), agency = _choose(mail)
    person = None if mail.by_user and not facts.forwarded else contact(facts, senders, own)
    domain = mail.home or (senders.own_domain(person) if person else "")
    return Employer(
        company=company,
        role=_role(mail, company),
        requisition=_requisition(mail),
        contact=person,
        agency=agency,
        vendor=mail.vendor_name,
        evidence=evidence if company else "",
        domain="" if agency else domain,
    )


def _choose(mail: Clues) -> tuple[_Named, bool]:
    """Return the company with its evidence, and whether an agency writes for it."""
    worded = any(found.form.kind is FormKind.AGENCY for found in mail.prose)
    if mail.home:
        through = _through_agency(mail, worded=worded)
        return (through, True) if through else (_from_own_domain(mail), False)
    if worded and mail.vendor is None:
        clients = mail.companies(mail.prose, FormKind.CLIENT)
        if clients:
            return (clients[0], "client"), True
    return _from_elsewhere(mail), False


def _through_agency(mail: Clues, *, worded: bool) -> _Named | None:
    """Return the client of an agency that writes from its own domain, the agency itself where it names none."""
    listed = mail.senders.vendor(mail.sender) is not None
    if not (listed or worded or any(word in mail.token.replace("-", "") for word in _AGENCY_LABELS)):
        return None
    sure = mail.companies(mail.headline + mail.prose, *SURE)
    if worded and not listed and any(fits_token(company, mail.token) for company in sure[:1]):
        return None  # a firm that has clients of its own hires for itself
    clients = mail.companies(mail.headline + mail.prose, FormKind.CLIENT)
    client = next((company for company in (*clients, *sure) if not fits_token(company, mail.token)), "")
    return (client, "client") if client else (mail.spelled or readable(mail.token), "domain")


def _from_own_domain(mail: Clues) -> _Named:
    """Return the company of a mail from a firm's own domain: a name that fits the domain, else the surest in words."""
    shown, noisy = mail.shown
    sure = list(_sure(mail))
    maybe = [(name, "body") for name in mail.companies(mail.headline + mail.prose, FormKind.MAYBE)]
    known = [
        *sure,
        *((name, "signature") for name in mail.signed),
        *maybe,
        *((name, "subject") for name in mail.segments),
    ]
    fitting = [each for each in known if fits_token(each[0], mail.token)]
    texts = [each for each in sure if each[1] != "display"]
    if texts and is_robot(mail.sender) and not any(each in fitting for each in known if each[1] != "display"):
        return texts[0]  # a system under its own name, though no list knows it
    if fitting:
        return _fullest(fitting)
    if shown and noisy:
        return shown, "display"
    if texts and (texts[0][1] == "subject" or mail.vendor_name or len(texts) == 1):
        return texts[0]
    return mail.spelled or readable(mail.token), "domain"


def _from_elsewhere(mail: Clues) -> _Named:
    """Return the company of a mail from a vendor or a free-mail host, where only a tenant or words can name it."""
    sure = list(_sure(mail))
    signed = [(name, "signature") for name in mail.signed]
    maybe = [(name, "body") for name in mail.companies(mail.headline + mail.prose, FormKind.MAYBE)]
    segments = [(name, "subject") for name in mail.segments]
    for token, evidence in ((mail.token, "tenant"), (mail.slug if not sure else "", "link")):
        if token:
            fitting = [(name, evidence) for name, _ in (*sure, *signed, *maybe, *segments) if fits_token(name, token)]
            if fitting:
                return _fullest(fitting)
            spelled = spell_token(token, mail.texts)
            if spelled or not sure:
                return spelled or readable(token), evidence
    shown, noisy = mail.shown
    texts = [each for each in sure if each[1] != "display"]
    agreeing = [each for each in texts if same_company(each[0], shown) or related(each[0], shown)]
    tracks = mail.vendor is not None and mail.vendor.kind is VendorKind.ATS
    if shown and (noisy or agreeing or (tracks and not texts)):
        return _fullest([(shown, "display"), *agreeing])
    last = [(shown, "display")] if shown else []
    return next(iter([*texts, *signed, *maybe, *segments, *last]), ("", ""))


def _sure(mail: Clues) -> Iterator[_Named]:
    """Yield what names an employer and nobody else, the strongest first."""
    shown, _ = mail.shown
    if shown:
        yield shown, "display"
    yield from ((name, "subject") for name in mail.companies(mail.headline, *SURE))
    yield from ((name, "body") for name in mail.companies(mail.prose, *SURE))


def _fullest(known: list[_Named]) -> _Named:
    """Return the first name, as the others spell it best and in full (`Acme Robotics` for `acmerobotics` or `Acme`)."""
    first, evidence = known[0]
    kin = [name for name, _ in known if same_company(name, first) or _goes_on(name, first)]

    def worth(name: str) -> tuple[int, bool, bool, bool]:
        longer = len(name.split()) if _goes_on(name, first) else 0
        return longer, name != name.lower() and name != name.upper(), name != name.lower(), " " in name

    return max(kin, key=worth, default=first), evidence


def _goes_on(name: str, first: str) -> bool:
    """Tell whether a name is the first one with up to three words more."""
    return related(first, name) and 0 < len(name.split()) - len(first.split()) <= 3


def _role(mail: Clues, company: str) -> str:
    """Return the job title that subject, summary or body name, in the fuller form where one goes on with the other."""
    titles = list(dict.fromkeys(_titles(mail, company)))
    if not titles:
        return ""
    return next((title for title in titles[1:] if role_extends(title, titles[0])), titles[0])


def _titles(mail: Clues, company: str) -> Iterator[str]:
    for found in _by_role(mail.headline):
        yield from _title(mail, found, company)
    for text in (mail.subject, mail.summary):
        yield from (role for part in SEGMENT.split(text) if part and (role := _plain_title(mail, part, company)))
    for found in _by_role(mail.prose):
        yield from _title(mail, found, company)


def _by_role(found: list[Found]) -> Iterable[Found]:
    """Return the finds that name a role, each role once, by the first form that names it."""
    first: dict[tuple[str, bool], Found] = {}
    for each in found:
        if each.role:
            first.setdefault((each.role, _announces(each)), each)
    return first.values()


def _plain_title(mail: Clues, part: str, company: str) -> str:
    """Return the job title that a piece of a subject holds without any form: it names an occupation."""
    forms = mail.senders.forms
    if not has_role_head(part, forms.role_heads):
        return ""
    words = clean_role(_without_names(mail, part, company)).split()
    while words and without_marks(words[0]).strip(",.:") in forms.noise:
        words = words[1:]
    while words and without_marks(words[-1]).strip(",.:") in forms.noise:
        words = words[:-1]
    role = clean_role(until_stop(" ".join(words), forms.role_stops))
    fits = role[:1].isupper() and len(role.split()) <= 8 and has_role_head(role, forms.role_heads)
    return role if fits and not mail.is_nobody(role) else ""


_DASH = re.compile(r"\s+[-\u2013\u2014|]\s+|:\s+")
_BRACKETED = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")


def _without_names(mail: Clues, text: str, company: str) -> str:
    """Return a title without the person or the firm beside it (`Jane Doe (Manager)`, `Manager, Acme`)."""
    found = _BRACKETED.fullmatch(text.strip())
    parts = [found[1], found[2]] if found else text.split(",")
    kept = [part for part in parts if not (mail.is_nobody(part.strip()) or same_company(part, company))]
    return ",".join(kept) if kept and len(kept) < len(parts) else text


def _title(mail: Clues, found: Found, company: str) -> Iterator[str]:
    """Yield the job title of one find, without the parts that name the company, a person or nothing."""
    text = _BRACKETS.sub(
        lambda match: "" if mail.is_nobody(match[1]) else match[0], _without_names(mail, found.role, company)
    )
    parts = [_without_names(mail, part, company) for part in _DASH.split(text) if part.strip()]
    kept = [
        part for part in parts if not (mail.says_nothing(part) or mail.is_nobody(part) or same_company(part, company))
    ]
    upper = [part for part in kept if not part[:1].islower()]
    role = clean_role(" - ".join(upper or kept))
    if role and _can_be_role(mail, role, found):
        yield role


def _can_be_role(mail: Clues, role: str, found: Found) -> bool:
    """Tell whether words are a job title: they name an occupation, or stand as a title does where one is announced."""
    if has_role_head(role, mail.senders.forms.role_heads):
        return True
    return _announces(found) and role[:1].isupper() and len(role.split()) <= 7


def _announces(found: Found) -> bool:
    return found.form.kind is FormKind.TEXT and "{job}" not in found.form.template


def _requisition(mail: Clues) -> str:
    """Return the requisition number of the subject, else of the body."""
    headline = f"{mail.subject}\n{mail.summary}"
    for found, text, short in ((mail.headline, headline, True), (mail.prose, mail.body, False)):
        named = (each.requisition.strip() for each in found if sum(c.isdigit() for c in each.requisition) >= 2)
        number = next(named, "") or find_requisition(text, headline=short)
        if number:
            return number
    return ""
