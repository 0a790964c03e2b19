"""
Whose mail it is: the employer, the role, the requisition and a person to write to, from one mail alone.

Every kind of evidence is gathered first, then chosen from in the order of domain facts 1.3: what an
address says, a display name, the subject, the body, the signature, the sender's own domain, links. A
vendor, a job board or a free-mail host is never the employer.
"""

import re
from collections import Counter
from dataclasses import dataclass

from afterword.core.clues import Clues, fits_token, without_noise
from afterword.core.companies import clean_company, related, same_company, spell_token, without_marks
from afterword.core.contacts import contact, interviewers
from afterword.core.domains import label
from afterword.core.facts import Address, MessageFacts
from afterword.core.forms import FormKind
from afterword.core.names import display_person
from afterword.core.roles import clean_role, find_requisition, has_role_head
from afterword.core.senders import SenderTable, is_own, is_robot

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


def name_employer(facts: MessageFacts, senders: SenderTable, own: frozenset[str]) -> Employer:
    """Return what one mail says of its employer. *own* holds the user's addresses in lower case. Never fails."""
    mail = Clues(facts, senders, own)
    company, evidence, agency = _choose(mail)
    person = contact(facts, senders, own)
    if is_own(mail.sender, own):
        person = None
    domain = "" if agency else senders.own_domain(mail.sender) or (senders.own_domain(person) if person else "")
    return Employer(
        company=company,
        role=_role(mail, company),
        requisition=_requisition(mail),
        contact=person,
        agency=agency,
        vendor=mail.vendor_name,
        evidence=evidence if company else "",
        domain="" if is_own(mail.sender, own) else domain,
    )


_SEGMENT = re.compile(
    r"\s+[-–—|·•/~]+\s+|\s*[|•·]\s*|\s*(?<!\d):\s+|\s+//\s+|\s+@\s+|\s*[()\[\]]\s*|\s+<>\s+|\s*<>\s*|\s+x\s+|,\s+"
)

_AGENCY_LABEL = (
    "recruit",
    "staffing",
    "headhunt",
    "personalberatung",
    "personaldienst",
    "talentpartner",
    "searchpartner",
    "executivesearch",
    "resourcing",
    "interim",
)
_SURE = (FormKind.TEXT, FormKind.SUBJECT)


def _choose(mail: Clues) -> tuple[str, str, bool]:
    """Return company, kind of evidence, and whether an agency writes for it."""
    if mail.home:
        agency = _through_agency(mail)
        return agency or (*_from_own_domain(mail), False)
    client = mail.companies(mail.prose, FormKind.CLIENT) if _speaks_as_agency(mail) and mail.vendor is None else []
    if client:
        return client[0], "client", True
    return (*_from_elsewhere(mail), False)


def _speaks_as_agency(mail: Clues) -> bool:
    return any(found.form.kind is FormKind.AGENCY for found in mail.prose)


def _through_agency(mail: Clues) -> tuple[str, str, bool] | None:
    """Return the client of an agency that writes from its own domain, the agency itself where it names none."""
    name = label(mail.home)
    listed = mail.senders.vendor(mail.sender) is not None
    worded = _speaks_as_agency(mail)
    if not (listed or worded or any(word in name.replace("-", "") for word in _AGENCY_LABEL)):
        return None
    sure = mail.companies(mail.headline + mail.prose, *_SURE)
    if worded and not listed and any(fits_token(company, name) for company in sure[:1]):
        return None  # a firm that has clients of its own hires for itself
    clients = mail.companies(mail.headline + mail.prose, FormKind.CLIENT) + sure
    for company in clients:
        if not fits_token(company, name):
            return company, "client", True
    return spell_token(name, mail.spelled_in), "domain", True


def _from_own_domain(mail: Clues) -> tuple[str, str]:
    """Return the company of a mail from a firm's own domain: the name in the text that fits it, else the text's own word."""
    name = label(mail.home)
    headline = mail.companies(mail.headline, *_SURE)
    prose = mail.companies(mail.prose, *_SURE)
    shown, noisy = _shown_company(mail)
    signed = _signed_companies(mail)
    maybe = mail.companies(mail.headline + mail.prose, FormKind.MAYBE)
    known = [(c, "subject") for c in headline] + [(c, "body") for c in prose] + [(c, "signature") for c in signed]
    known = (
        [(shown, "display"), *known, *((c, "body") for c in maybe)] if shown else known + [(c, "body") for c in maybe]
    )
    known += [(c, "subject") for c in _segments(mail) if fits_token(c, name)]
    fitting = [(c, evidence) for c, evidence in known if fits_token(c, name)]
    if fitting:
        return _fullest(fitting)
    if shown and noisy:
        return shown, "display"
    if headline:
        return headline[0], "subject"
    if prose and (mail.vendor_name or len(prose) == 1 or is_robot(mail.sender)):
        return prose[0], "body"
    return spell_token(name, mail.spelled_in), "domain"


def _from_elsewhere(mail: Clues) -> tuple[str, str]:
    """Return the company of a mail from a vendor or a free-mail host, where only a tenant or words can name it."""
    token = _tenant(mail)
    shown, noisy = _shown_company(mail)
    headline = mail.companies(mail.headline, *_SURE)
    prose = mail.companies(mail.prose, *_SURE)
    known = [(shown, "display")] * bool(shown) + [(c, "subject") for c in headline] + [(c, "body") for c in prose]
    signed = [(c, "signature") for c in _signed_companies(mail)]
    if token:
        fitting = [(c, "tenant") for c, _ in known + signed if fits_token(c, token)]
        if fitting:
            return _fullest(fitting)
        spelled = spell_token(token, mail.spelled_in)
        if without_marks(spelled) in without_marks("\n".join(mail.spelled_in)):
            return spelled, "tenant"
    if shown and (
        noisy or not (headline or prose) or any(same_company(shown, c) or related(shown, c) for c in headline + prose)
    ):
        return _fullest([(c, e) for c, e in known if same_company(c, shown)])
    texts = known[bool(shown) :]
    if texts:
        return texts[0]
    if token:
        return spell_token(token, mail.spelled_in), "tenant"
    if signed:
        return signed[0]
    slug = _linked(mail)
    maybe = [(c, "body") for c in mail.companies(mail.headline + mail.prose, FormKind.MAYBE)]
    if slug:
        fitting = [(c, "link") for c, _ in maybe + [(s, "") for s in _segments(mail)] if fits_token(c, slug)]
        return fitting[0] if fitting else (spell_token(slug, mail.spelled_in), "link")
    segments = [(c, "subject") for c in _segments(mail)]
    return next(iter(maybe + segments), ("", ""))


def _fullest(known: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the first name, in the fullest spelling of the same firm (`Acme Robotics` before `acmerobotics`)."""
    first, evidence = known[0]
    same = [name for name, _ in known if same_company(name, first)]
    best = max(
        same,
        key=lambda name: (name != name.lower() and name != name.upper(), name != name.lower(), " " in name),
        default=first,
    )
    return best, evidence


def _tenant(mail: Clues) -> str:
    addresses = (mail.sender, *mail.facts.reply_to) if mail.vendor is not None else mail.facts.reply_to
    return next((token for address in addresses if (token := mail.senders.tenant(address))), "")


_VIA = re.compile(r"\s*(?:\bvia\b|\(via\b|@\s*icims|\bthrough\b|\büber\b).*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]\s*$")


def _shown_company(mail: Clues) -> tuple[str, bool]:
    """Return the company that the display name shows, and whether a department's words stood around it."""
    if is_own(mail.sender, mail.own) or not mail.sender.name:
        return "", False
    text = _VIA.sub("", " ".join(mail.sender.name.split())).strip("\"'“”")
    bracket = _IN_BRACKETS.search(text)
    if bracket:
        text = f"{text[: bracket.start()]} | {bracket[1]}"
    joins = mail.senders.joins
    parts, words = [], []
    for word in text.split():
        if word.lower().strip(",") in joins and words:
            parts.append(" ".join(words))
            words = []
        else:
            words.append(word)
    parts.append(" ".join(words))
    named = [(part, *without_noise(part, mail.senders)) for part in parts if part]
    left = [(clean_company(name), noisy) for _, name, noisy in named if name]
    left = [(name, noisy) for name, noisy in left if name and without_marks(name) not in _vendor_names(mail)]
    if not left:
        return "", False
    noisy = len(left) < len(named) or any(noisy for _, noisy in left)
    if len(left) > 1:
        # "Jane Doe - Acme": the person goes first; "Bank of America Careers" is one name.
        if noisy and not display_person(Address("", left[0][0])):
            whole, cut = without_noise(text, mail.senders)
            return clean_company(whole), cut
        return left[-1][0], True
    name = left[0][0]
    if not noisy and _is_somebody(mail, name):
        return "", False
    return name, noisy


def _vendor_names(mail: Clues) -> frozenset[str]:
    return frozenset({without_marks(mail.vendor_name)} if mail.vendor_name else ())


def _is_somebody(mail: Clues, name: str) -> bool:
    """Tell whether a bare display name is a person: it stands in the mailbox, or the mail is signed with it."""
    if not display_person(Address("", name)):
        return False
    mailbox = re.sub(r"[\W\d_]", "", without_marks(mail.sender.local))
    parts = [without_marks(part) for part in name.split() if len(part) > 2]
    if not is_robot(mail.sender) and any(part in mailbox for part in parts):
        return True
    signs = f"{mail.body[-200:]}\n{mail.signature[:300]}"
    if any(line.strip(" ,.-–|") == name for line in signs.splitlines()):
        return not any(same_company(name, c) for c in mail.companies(mail.headline + mail.prose, *_SURE))
    return not is_robot(mail.sender) and (mail.vendor is None)


_LEGAL_LINE = re.compile(
    r"\b(?:Inc|LLC|Ltd|Limited|GmbH|AG|SE|S\.?A\.?S?|SARL|S\.?p\.?A|S\.?r\.?l|B\.?V|N\.?V|PLC|plc|Corp|KG|Lda|Ltda|S\.?L)\b\.?"
)


def _signed_companies(mail: Clues) -> list[str]:
    """Return the names in a signature that can be the firm: those that fit the domain, then those with a legal form."""
    token = label(mail.home) if mail.home else _tenant(mail)
    parts = [
        part for line in mail.signature.splitlines()[:12] for part in _SEGMENT.split(line) if 1 < len(part.strip()) < 60
    ]
    parts += mail.companies(mail.senders.forms.find(mail.signature, subject=False), *_SURE, FormKind.MAYBE)
    fitting = [
        name
        for part in parts
        if "@" not in part and "www" not in part and "://" not in part
        for name in [mail.clean(part)]
        if name
    ]
    first = [name for name in fitting if token and fits_token(name, token) and "." not in name]
    legal = [
        mail.clean(line) for line in mail.signature.splitlines()[:12] if _LEGAL_LINE.search(line) and len(line) < 60
    ]
    return list(dict.fromkeys([*first, *(name for name in legal if name)]))


def _segments(mail: Clues) -> list[str]:
    """Return the parts of the subject and summary that may be a company beside a role or the word interview."""
    heads = mail.senders.forms.role_heads
    names = []
    for text in (mail.subject, mail.summary):
        parts = [part.strip() for part in _SEGMENT.split(text) if part and part.strip()]
        if len(parts) < 2:
            continue
        for part in parts:
            bare, noisy = without_noise(part, mail.senders)
            if not bare or has_role_head(part, heads) or not (bare[0].isupper() or bare[0].isdigit()):
                continue
            words = bare.split()
            plain_words = [w for w in words if without_marks(w).strip(".,:!") in mail.senders.forms.noise]
            if len(words) > 5 or (plain_words and not noisy) or any(w[0].islower() and len(w) > 3 for w in words):
                continue
            name = mail.clean(bare)
            if name:
                names.append(name)
    return list(dict.fromkeys(names))


def _linked(mail: Clues) -> str:
    """Return the slug of the career page that most links of the mail lead to."""
    slugs = Counter(slug for link in mail.facts.links[:60] if (slug := mail.senders.tenant_of_link(link)))
    return slugs.most_common(1)[0][0] if slugs else ""


def _role(mail: Clues, company: str) -> str:
    """Return the first job title that subject, summary or body name and that can be one."""
    heads = mail.senders.forms.role_heads
    for found in (*mail.headline, *mail.prose):
        role = clean_role(found.role) if found.role else ""
        if role and _can_be_role(role, found.form.template, heads) and not same_company(role, company):
            return role
    for text in (mail.subject, mail.summary):
        for part in _SEGMENT.split(text):
            if part and has_role_head(part, heads) and len(part.split()) <= 8 and part[:1].isupper():
                role = clean_role(without_noise(part, mail.senders)[0])
                if role and has_role_head(role, heads):
                    return role
    return ""


def _can_be_role(role: str, template: str, heads: frozenset[str]) -> bool:
    """Tell whether words are a job title: they name an occupation, or stand as a title does where one is announced."""
    if has_role_head(role, heads):
        return True
    announced = "{line}" in template or "position" in template or "role" in template.replace("{role}", "")
    return announced and role[:1].isupper() and len(role.split()) <= 7


def _requisition(mail: Clues) -> str:
    """Return the requisition number of the subject, else of the body."""
    for found, text in ((mail.headline, f"{mail.subject}\n{mail.summary}"), (mail.prose, mail.body)):
        named = [each.requisition.strip() for each in found if any(c.isdigit() for c in each.requisition)]
        named = [number for number in named if sum(c.isdigit() for c in number) >= 2]
        if named:
            return named[0]
        if alone := find_requisition(text):
            return alone
    return ""
