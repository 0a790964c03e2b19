"""
What one mail shows of its employer, made ready to choose from: cleaned texts, found forms, names with the noise off.

Everything is computed when it is asked for, since most mails are settled by the first look.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from afterword.core.companies import clean_company, company_words, spellings, without_marks
from afterword.core.facts import Address, MessageFacts
from afterword.core.forms import FormKind, Found, plain
from afterword.core.names import display_person
from afterword.core.roles import has_role_head
from afterword.core.senders import SenderTable, Vendor, VendorKind, is_own, is_robot

_LONGEST = 6000
"""Characters of a body that are read: who writes and about what stands at its head."""

_PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|sv|vs|antw|rif|fw|fwd|wg|tr|rv|enc|doorst|i|r|vb|vl|odp|res)(?:\s*[\[(]\d+[\])])?\s*[:：]\s*|\[(?:external|ext|extern|externe?|spam\??)\]\s*"
    r"|(?:updated |cancell?ed |accepted |declined |tentative )?(?:invitation|event|invite|einladung|termineinladung|aktualisierte einladung"
    r"|invitación|convite|invito|uitnodiging)(?: with note)?\s*:\s*"
    r"|(?:accepted|declined|tentative|cancell?ed|updated|reminder|rescheduled|confirmed|erinnerung|rappel|abgesagt|zugesagt)\s*:\s*)+",
    re.IGNORECASE,
)
_CALENDAR_TAIL = re.compile(
    r"\s+@\s+(?:\w{2,4}\.?,? )?(?:\w{3,9}\.? \d{1,2}|\d{1,2}\.? \w{3,9}).*$|\s+\([^\s()]+@[^\s()]+\)\s*$"
)


@dataclass(frozen=True)
class Clues:
    """One mail made ready: its texts joined and cut, and what the forms find in each."""

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
    def vendor(self) -> Vendor | None:
        if is_own(self.sender, self.own):
            return None
        vendor = self.senders.vendor(self.sender)
        return None if vendor is not None and vendor.kind is VendorKind.AGENCY else vendor

    @cached_property
    def vendor_name(self) -> str:
        """The vendor by From, else by the relaying server or the address to answer."""
        if self.vendor is not None:
            return self.vendor.name
        others = (*((self.facts.relayed_by,) if self.facts.relayed_by else ()), *self.facts.reply_to)
        found = [
            vendor
            for address in others
            if (vendor := self.senders.vendor(address)) and vendor.kind is not VendorKind.AGENCY
        ]
        return found[0].name if found else ""

    @cached_property
    def home(self) -> str:
        """The sender's own registrable domain, "" at a vendor's or a free-mail host."""
        return "" if is_own(self.sender, self.own) else self.senders.own_domain(self.sender)

    @cached_property
    def subject(self) -> str:
        return base_subject(self.facts.subject)

    @cached_property
    def summary(self) -> str:
        return base_subject(self.facts.invites[0].summary) if self.facts.invites else ""

    @cached_property
    def body(self) -> str:
        described = self.facts.invites[0].description if self.facts.invites else ""
        text = self.facts.text[:_LONGEST]
        if described and described[:200] not in text:
            text = f"{text}\n\n{described[:2000]}"
        return plain(text)

    @cached_property
    def signature(self) -> str:
        return plain(self.facts.signature[:1500])

    @cached_property
    def headline(self) -> list[Found]:
        forms = self.senders.forms
        found = forms.find(self.subject, subject=True)
        return (
            found + forms.find(self.summary, subject=True) if self.summary and self.summary != self.subject else found
        )

    @cached_property
    def prose(self) -> list[Found]:
        return self.senders.forms.find(self.body, subject=False)

    @cached_property
    def spelled_in(self) -> tuple[str, ...]:
        return (self.sender.name, self.subject, self.summary, self.body, self.signature)

    def companies(self, found: list[Found], *kinds: FormKind) -> list[str]:
        """Return the names the forms of these kinds found that can be an employer's, cleaned."""
        names = (self.clean(each.company) for each in found if each.company and each.form.kind in kinds)
        return list(dict.fromkeys(name for name in names if name))

    def clean(self, text: str) -> str:
        """Return a company's name, or "" where the words are a department, a vendor, a role or the user."""
        name = clean_company(without_noise(clean_company(text), self.senders)[0])
        if len(name) < 2 or not any(c.isalpha() for c in name):
            return ""
        if without_marks(name) in self._nobody or has_role_head(name, self.senders.forms.role_heads):
            return ""
        return name

    @cached_property
    def _nobody(self) -> frozenset[str]:
        """Names that are no employer's here: vendors and the people of the mail."""
        vendors = {without_marks(self.vendor_name)} if self.vendor_name else set()
        people = {a.name for a in (*self.facts.recipients, *_guests(self.facts)) if a.name}
        people |= {a.local.replace(".", " ").replace("_", " ") for a in self.facts.recipients if is_own(a, self.own)}
        if display_person(self.sender) and not is_robot(self.sender):
            people.add(display_person(self.sender))
        words = {without_marks(name) for name in people}
        return frozenset(
            vendors
            | words
            | {part for name in words for part in name.split()[:1]}
            | {"google meet", "microsoft teams", "zoom"}
        )


def _guests(facts: MessageFacts) -> list[Address]:
    return [a.address for invite in facts.invites for a in invite.attendees]


def base_subject(subject: str) -> str:
    """Return a subject without reply marks, the calendar's words around it and line breaks."""
    text = _PREFIX.sub("", " ".join(subject.split()))
    return _CALENDAR_TAIL.sub("", text).strip()


def fits_token(name: str, token: str) -> bool:
    """Tell whether a company's name and a token of an address are one: whole, a beginning of the other, or initials."""
    letters = re.sub(r"[\W_]", "", without_marks(token))
    if not letters or not name:
        return False
    for spelled in spellings(name):
        shorter = min(len(spelled), len(letters))
        if spelled == letters or (shorter >= 3 and (spelled.startswith(letters) or letters.startswith(spelled))):
            return True
    words = company_words(name)
    initials = "".join(word[0] for word in words)
    return (len(words) > 1 and letters == initials and len(letters) > 1) or (len(letters) >= 4 and letters in words)


def without_noise(text: str, senders: SenderTable) -> tuple[str, bool]:
    """Return a name without the department's words around it, and whether there were any."""
    words, noisy = text.split(), False
    phrases = senders.noise
    while words:
        low = [without_marks(word).strip("-–|:,()") for word in words]
        cut = _noise_at_end(low, phrases) or -_noise_at_start(low, phrases)
        if not cut:
            break
        noisy = True
        words = words[:-cut] if cut > 0 else words[-cut:]
    return " ".join(words).strip(" -–|:,@()"), noisy


def _noise_at_end(low: list[str], phrases: frozenset[str]) -> int:
    return next(
        (n for n in range(min(5, len(low)), 0, -1) if " ".join(low[-n:]) in phrases or not "".join(low[-n:])), 0
    )


def _noise_at_start(low: list[str], phrases: frozenset[str]) -> int:
    return next((n for n in range(min(5, len(low)), 0, -1) if " ".join(low[:n]) in phrases or not "".join(low[:n])), 0)
