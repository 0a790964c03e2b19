"""
What one mail shows of its employer, made ready to choose from: cleaned texts, found forms, names with the noise off.

Everything is computed when it is asked for, since most mails are settled by the first look.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from afterword.core.companies import (
    clean_company,
    compact_letters,
    company_words,
    fits_token,
    has_legal_form,
    same_company,
    spell_token,
    without_marks,
    without_noise,
)
from afterword.core.domains import label
from afterword.core.facts import Address, MessageFacts
from afterword.core.forms import FormKind, Found, plain
from afterword.core.names import display_person
from afterword.core.roles import has_role_head
from afterword.core.senders import SenderTable, Vendor, VendorKind, is_own, is_robot

SURE = (FormKind.TEXT, FormKind.SUBJECT)
"""The kinds of forms whose company is an employer, not perhaps a person."""

_HEAD, _TAIL = 2500, 700
"""Characters of a body that are read: who writes and about what stands at its head, who signs at its end."""

SEGMENT = re.compile(
    r"\s+[-\u2013\u2014|·•/~]+\s+|\s*[|•·]\s*|\s*(?<!\d):\s+|\s+//\s+|\s+@\s+|\s*[()\[\]]\s*|\s+<>\s+|\s*<>\s*|\s+x\s+|,\s+"
)
"""What parts the pieces of a subject, a summary or a line of a signature."""

_PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|sv|vs|antw|rif|fw|fwd|wg|tr|rv|enc|doorst|i|r|vb|vl|odp|res)(?:\s*[\[(]\d+[\])])?\s*[:\uff1a]\s*"
    r"|\[(?:external|ext|extern|externe?|spam\??)\]\s*"
    r"|(?:updated |cancell?ed |accepted |declined |tentative )?(?:invitation|event|invite|einladung|termineinladung"
    r"|aktualisierte einladung|invitación|convite|invito|uitnodiging)(?: with note)?\s*:\s*"
    r"|(?:accepted|declined|tentative|cancell?ed|updated|reminder|rescheduled|confirmed|erinnerung|rappel|abgesagt"
    r"|zugesagt)\s*:\s*)+",
    re.IGNORECASE,
)
_CALENDAR_TAIL = re.compile(
    r"\s+@\s+(?:\w{2,4}\.?,? )?(?:\w{3,9}\.? \d{1,2}|\d{1,2}\.? \w{3,9}).*$|\s+\([^\s()]+@[^\s()]+\)\s*$"
)
_VIA = re.compile(r"\s*(?:\bvia\b|\(via\b|@\s*icims|\bthrough\b|\büber\b).*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]\s*$")
_NUMBERED = re.compile(r"^\S*\d\S*\d\S*\d\S*$")
"""One word with three figures is the number of a post (`REF1234X`), not a firm (`3M`, `1Password`)."""
_LEGAL_LINE = re.compile(
    r"\b(?:Inc|LLC|Ltd|Limited|GmbH|AG|SE|S\.?A\.?S?|SARL|S\.?p\.?A|S\.?r\.?l|B\.?V|N\.?V|PLC|plc|Corp|KG|Lda|Ltda"
    r"|S\.?L)\b\.?"
)


def base_subject(subject: str) -> str:
    """Return a subject without reply marks, the calendar's words around it and line breaks."""
    text = _PREFIX.sub("", " ".join(subject.split()))
    return _CALENDAR_TAIL.sub("", text).strip()


@dataclass(frozen=True)
class Clues:
    """One mail made ready: its texts joined and cut, what the forms find in each, the names it shows."""

    facts: MessageFacts
    senders: SenderTable
    own: frozenset[str]

    @cached_property
    def sender(self) -> Address:
        """The writer; for the user's own mail the one it went to, if it was no forward."""
        if not is_own(self.facts.sender, self.own) or self.facts.forwarded:
            return self.facts.sender
        return next((a for a in self.facts.recipients if not is_own(a, self.own)), self.facts.sender)

    @cached_property
    def by_user(self) -> bool:
        """Whether nobody but the user stands behind the mail, so that only its words count."""
        return is_own(self.sender, self.own)

    @cached_property
    def vendor(self) -> Vendor | None:
        """The vendor whose address the sender uses; an agency is none."""
        vendor = None if self.by_user else self.senders.vendor(self.sender)
        return None if vendor is not None and vendor.kind is VendorKind.AGENCY else vendor

    @cached_property
    def vendor_name(self) -> str:
        """The vendor by From, else by the relaying server or the address to answer."""
        others = (*((self.facts.relayed_by,) if self.facts.relayed_by else ()), *self.facts.reply_to)
        vendors = (self.vendor, *(self.senders.vendor(address) for address in others))
        return next((v.name for v in vendors if v is not None and v.kind is not VendorKind.AGENCY), "")

    @cached_property
    def home(self) -> str:
        """The sender's own registrable domain, "" at a vendor's or a free-mail host."""
        return "" if self.by_user else self.senders.own_domain(self.sender)

    @cached_property
    def token(self) -> str:
        """What an address says of the employer: the label of its own domain, or the tenant of a vendor's."""
        if self.home:
            return label(self.home)
        addresses = (self.sender, *self.facts.reply_to) if self.vendor is not None else self.facts.reply_to
        return next((token for address in addresses if (token := self.senders.tenant(address))), "")

    @cached_property
    def spelled(self) -> str:
        """The token as the mail spells it, or ""; an ending that is a word may belong to it (`sparrow.health`)."""
        ending = self.home.partition(".")[2].replace(".", "")
        whole = spell_token(self.token + ending, self.texts) if len(ending) > 3 else ""
        return whole or (spell_token(self.token, self.texts) if self.token else "")

    @cached_property
    def subject(self) -> str:
        """The subject as people mean it."""
        return base_subject(self.facts.subject)

    @cached_property
    def summary(self) -> str:
        """The title of the invite."""
        return base_subject(self.facts.invites[0].summary) if self.facts.invites else ""

    @cached_property
    def body(self) -> str:
        """The head of the text, with what the invite describes."""
        described = self.facts.invites[0].description if self.facts.invites else ""
        text = self.facts.text
        if len(text) > _HEAD + _TAIL:
            text = f"{text[:_HEAD].rpartition(' ')[0]}\n\n{text[-_TAIL:].partition(' ')[2]}"
        if described and described[:200] not in text:
            text = f"{text}\n\n{described[:2000]}"
        return plain(text)

    @cached_property
    def signature(self) -> str:
        """The head of the signature."""
        return plain(self.facts.signature[:1500])

    @cached_property
    def headline(self) -> list[Found]:
        """What the forms find in subject and summary."""
        forms = self.senders.forms
        found = forms.find(self.subject, subject=True)
        return found + forms.find(self.summary, subject=True) if self.summary not in {"", self.subject} else found

    @cached_property
    def prose(self) -> list[Found]:
        """What the forms find in the body."""
        return self.senders.forms.find(self.body, subject=False)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Where a name may be spelled, the likeliest first."""
        return (self.sender.name, self.subject, self.summary, self.signature, self.body)

    def companies(self, found: list[Found], *kinds: FormKind) -> list[str]:
        """Return the names the forms of these kinds found that can be an employer's, cleaned."""
        names = (self.clean(each.company) for each in found if each.company and each.form.kind in kinds)
        return list(dict.fromkeys(name for name in names if name))

    @cached_property
    def _cleaned(self) -> dict[str, str]:
        return {}

    def clean(self, text: str) -> str:
        """Return a company's name, or "" where the words are a department, a vendor, a role or a person of the mail."""
        name = self._cleaned.get(text)
        if name is None:
            name = self._cleaned[text] = self._clean(text)
        return name

    def _clean(self, text: str) -> str:
        full = without_noise(clean_company(text), self.senders.noise)[0]
        name = clean_company(full)
        token = compact_letters(self.token)
        written = " ".join(text.split()).strip(" ,.")
        if name != written and compact_letters(written) == token and token.endswith(("corp", "co", "company")):
            name = written  # the firm goes by it
        if name.startswith("The ") and token and not token.startswith("the"):
            name = name.removeprefix("The ")
        if len(name) < 2 or not any(c.isalpha() for c in name) or self.is_nobody(name) or _NUMBERED.search(name):
            return ""
        if has_role_head(name, self.senders.forms.role_heads) or self.says_nothing(name):
            return ""
        return name

    def says_nothing(self, text: str) -> bool:
        """Tell whether text holds only words that fill subjects, and figures."""
        words = re.findall(r"[^\W_]+", without_marks(text))
        return all(word.isdigit() or word in self.senders.forms.noise for word in words)

    def is_nobody(self, name: str) -> bool:
        """Tell whether a name is a vendor or a person of this mail."""
        plain_name = without_marks(name)
        if plain_name in self._people:
            return True
        vendor = company_words(self.vendor_name)
        return bool(vendor) and company_words(name)[: len(vendor)] == vendor

    @cached_property
    def _people(self) -> frozenset[str]:
        guests = [a.address for invite in self.facts.invites for a in invite.attendees]
        names = {a.name for a in (*self.facts.recipients, *guests) if a.name}
        names |= {re.sub(r"[._]", " ", a.local) for a in self.facts.recipients if is_own(a, self.own)}
        if not is_robot(self.sender):
            names.add(display_person(self.sender))
        words = {without_marks(name) for name in names if name}
        first = {part for name in words for part in name.split()[:1]}
        return frozenset(words | first | {"google meet", "microsoft teams", "zoom"})

    @cached_property
    def shown(self) -> tuple[str, bool]:
        """The company that the display name shows, and whether a person or a department stands beside it."""
        if self.by_user or not self.sender.name or "@" in self.sender.name.replace("@ ", ""):
            return "", False
        text = _VIA.sub("", " ".join(self.sender.name.split())).strip("\"'“”")
        bracket = _IN_BRACKETS.search(text)
        if bracket:
            text = f"{text[: bracket.start()]} | {bracket[1]}"
        named = [without_noise(part, self.senders.noise) for part in self._parts(text)]
        left = [(clean_company(name), noisy or has_legal_form(name)) for name, noisy in named if name]
        left = [(name, noisy) for name, noisy in left if name and not self._is_vendor(name)]
        if not left:
            return "", False
        noisy = len(left) < len(named) or any(noisy for _, noisy in left)
        if len(left) == 1:
            name = left[0][0]
            return ("", False) if not noisy and self._is_somebody(name) else (name, noisy)
        if noisy and not display_person(Address("", left[0][0])):
            whole, cut = without_noise(text, self.senders.noise)  # "Bank of America Careers" is one name
            return clean_company(whole), cut
        return left[-1][0], True  # "Jane Doe - Acme": the person goes first

    def _parts(self, text: str) -> list[str]:
        parts: list[list[str]] = [[]]
        for word in text.split():
            if word.lower().strip(",") in self.senders.joins and parts[-1]:
                parts.append([])
            else:
                parts[-1].append(word)
        return [" ".join(words) for words in parts if words]

    def _is_vendor(self, name: str) -> bool:
        vendor = company_words(self.vendor_name)
        return bool(vendor) and company_words(name)[: len(vendor)] == vendor

    def _is_somebody(self, name: str) -> bool:
        """Tell whether a bare display name is a person's: it stands in the mailbox, or the mail is signed with it."""
        if not display_person(Address("", name)):
            return False
        if is_robot(self.sender):
            signs = f"{self.body[-200:]}\n{self.signature[:300]}"
            signed = any(line.strip(" ,.-|\u2013") == name for line in signs.splitlines())
            sure = self.companies(self.headline + self.prose, *SURE)
            return signed and not any(same_company(name, company) for company in sure)
        mailbox = re.sub(r"[\W\d_]", "", without_marks(self.sender.local))
        in_mailbox = any(without_marks(part) in mailbox for part in name.split() if len(part) > 2)
        if in_mailbox or not self.token or not fits_token(name, self.token):
            return in_mailbox or self.vendor is None or self.vendor.kind is not VendorKind.ATS
        return False

    @cached_property
    def signed(self) -> list[str]:
        """The names in the signature that can be the firm: those that fit the address, then those with a legal form."""
        lines = [line for line in self.signature.splitlines()[:12] if "@" not in line and "://" not in line]
        parts = [
            part for line in lines for part in SEGMENT.split(line) if 1 < len(part.strip()) < 60 and "www" not in part
        ]
        found = self.senders.forms.find(self.signature, subject=False)
        names = [name for part in parts if (name := self.clean(part))] + self.companies(found, *SURE, FormKind.MAYBE)
        fitting = [name for name in names if self.token and fits_token(name, self.token) and "." not in name]
        legal = [name for line in lines if _LEGAL_LINE.search(line) and len(line) < 60 and (name := self.clean(line))]
        return list(dict.fromkeys([*fitting, *legal]))

    @cached_property
    def segments(self) -> list[str]:
        """The parts of subject and summary that may be a company: beside a role, or beside words that fill subjects."""
        names = []
        for text in (self.subject, self.summary):
            parts = [part.strip() for part in SEGMENT.split(text) if part and part.strip()]
            names += [name for part in parts if len(parts) > 1 and (name := self._as_segment(part))]
        return list(dict.fromkeys(names))

    def _as_segment(self, part: str) -> str:
        bare, noisy = without_noise(part, self.senders.noise)
        words = bare.split()
        if not words or len(words) > 5 or not (bare[0].isupper() or bare[0].isdigit()):
            return ""
        filling = any(without_marks(word).strip(".,:!") in self.senders.forms.noise for word in words)
        if (filling and not noisy) or any(word[0].islower() and len(word) > 3 for word in words):
            return ""
        return self.clean(bare)

    @cached_property
    def slug(self) -> str:
        """The employer's slug in the career page that most links of the mail lead to."""
        links = self.facts.links[:60]
        slugs = Counter(slug for link in links if (slug := self.senders.tenant_of_link(link)))
        return slugs.most_common(1)[0][0] if slugs else ""
