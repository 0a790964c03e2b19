"""
What one mail says: `mail.parse` makes these values from bytes, the core reads them.

No bytes and no MIME here. Message ids are kept without their angle brackets,
addresses in lower case, times aware and in UTC unless a field says otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Folder(StrEnum):
    """The folders afterword watches, by role (RFC 6154), whatever their name on the server."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of RFC 5322 section 3.4: addr-spec in lower case and display name, both decoded."""

    email: str
    name: str = ""

    @property
    def domain(self) -> str:
        """The part behind the last @; empty where there is none."""
        return self.email.rpartition("@")[2]

    @property
    def local(self) -> str:
        """The part before the last @."""
        return self.email.rpartition("@")[0]


@dataclass(frozen=True, slots=True)
class Attendee:
    """An ATTENDEE of RFC 5545 section 3.8.4.1; `kind` is CUTYPE, upper case."""

    address: Address
    kind: str = "INDIVIDUAL"
    answer: str = "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Invite:
    """
    One VEVENT of a scheduling message (RFC 5546).

    `start` and `end` are aware, in the zone the sender wrote, or None where the
    zone is not known or the event lasts whole days (`day` then says which).
    `zone` is an IANA name, "UTC", or "" for a floating time, which RFC 5545
    section 3.3.5 places in the reader's own zone: `floating` then holds it.
    `zone_doubt` is the TZID as written where nothing maps it to a zone.
    """

    method: str
    uid: str
    sequence: int = 0
    stamp: datetime | None = None
    recurrence_id: str = ""
    start: datetime | None = None
    end: datetime | None = None
    floating: datetime | None = None
    floating_end: datetime | None = None
    day: date | None = None
    zone: str = ""
    zone_doubt: str = ""
    status: str = ""
    summary: str = ""
    location: str = ""
    description: str = ""
    organizer: Address | None = None
    attendees: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """One recipient of a delivery status notification (RFC 3464 section 2.3); `action` in lower case."""

    recipient: str
    action: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Automation:
    """
    The headers by which a machine says so (domain: "did a machine write it?").

    `auto_submitted` is the keyword of RFC 3834 section 5 in lower case without
    parameters, "" where the header is missing. `null_sender` is Return-Path `<>`.
    """

    auto_submitted: str = ""
    auto_reply: bool = False
    precedence: str = ""
    list_id: str = ""
    list_unsubscribe: bool = False
    null_sender: bool = False
    report_type: str = ""
    reports: tuple[DeliveryReport, ...] = ()
    reported_id: str = ""
    failed_recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageFacts:
    r"""
    What one mail says.

    `text` is only what its sender wrote this time: quoted mail, signature and
    disclaimers are cut off and kept in `quoted` and `signature`. A mail that the
    user forwarded to themself keeps the forwarded text. Lines end in "\\n".
    `date` is the Date header in UTC, or the time of arrival where it is missing or wild.
    `dmarc` is the verdict the user's own provider wrote ("pass", "fail", "" for none).
    `defects` names what was damaged; parsing itself never fails.
    """

    message_id: str
    date: datetime
    sender: Address
    subject: str = ""
    text: str = ""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    relayed_by: Address | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    quoted: str = ""
    signature: str = ""
    forwarded: bool = False
    links: tuple[str, ...] = ()
    invites: tuple[Invite, ...] = ()
    automation: Automation = Automation()
    dmarc: str = ""
    defects: tuple[str, ...] = ()

    @property
    def parents(self) -> tuple[str, ...]:
        """Every message id this mail answers, nearest first (RFC 5322 section 3.6.4)."""
        ids = (self.in_reply_to, *reversed(self.references))
        return tuple(dict.fromkeys(known for known in ids if known))

    @property
    def recipients(self) -> tuple[Address, ...]:
        """To and Cc."""
        return self.to + self.cc
