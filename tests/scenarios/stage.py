"""
A stage for scenarios: the same script is played on the real daemon and through `afterword replay`.

A script speaks in local times of the user. `at` moves the clock, `mail` lets one come in,
`send`, `edit`, `delete` and `own_note` are the user's, and the rest looks at what is there.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Final, Protocol
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Berlin")
ME = "Alice Seeker"


def local(text: str) -> datetime:
    """Return an instant that is written in the user's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=HOME)


class Stage(Protocol):
    """What a script can do and see."""

    address: str

    def at(self, when: str) -> None:
        """Move the clock, and let everything due happen."""

    def mail(self, *letters: "Letter") -> None:
        """Let mail come in together."""

    def own_note(self, letter: "Letter") -> None:
        """Let a mail of the user's own appear in Sent."""

    def send(self, step: str) -> None:
        """Send the drafts of a step as they lie."""

    def edit(self, step: str) -> None:
        """Change the drafts of a step and save them."""

    def delete(self, step: str) -> None:
        """Throw the drafts of a step away."""

    def expect_drafts(self, *drafts: tuple[str, str]) -> None:
        """Exactly these lie in Drafts: step and recipient."""

    def expect_state(self, state: str, company: str = "Acme") -> None:
        """The application stands so."""

    def expect_review(self, company: str = "Acme") -> None:
        """The user is asked about it."""

    def expect_reminders(self, topic: str, count: int) -> None:
        """So many mails of a topic went to the user so far."""

    def restart(self) -> None:
        """End the service and start it again."""


@dataclass
class Letter:
    """A mail in the making; `answers` is the letter it replies to."""

    sender: str
    subject: str
    text: str
    date: str = ""
    to: str = ""
    answers: "Letter | None" = None
    headers: dict[str, str] = field(default_factory=dict)
    invite: "Invite | None" = None
    message_id: str = ""

    def build(self, to: str, at: datetime, number: int) -> bytes:
        """Return the bytes."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = self.to or f"{ME} <{to}>"
        message["Subject"] = self.subject
        message["Date"] = format_datetime(local(self.date) if self.date else at)
        if not self.message_id:
            self.message_id = (
                f"<{number}.{abs(hash(self.subject)) % 10**8}@{parseaddr(self.sender)[1].partition('@')[2]}>"
            )
        message["Message-ID"] = self.message_id
        if self.answers is not None:
            message["In-Reply-To"] = self.answers.message_id
            message["References"] = self.answers.message_id
        for name, value in self.headers.items():
            message[name] = value
        message.set_content(self.text)
        if self.invite is not None:
            part = self.invite.build(to).encode()
            message.add_alternative(part, "text", "calendar", params={"method": self.invite.method, "charset": "utf-8"})
        return message.as_bytes()


@dataclass(frozen=True)
class Invite:
    """A calendar event as an invitation carries it; times are local to `zone`."""

    uid: str
    start: str
    end: str
    organizer: str
    people: tuple[str, ...] = ()
    sequence: int = 0
    stamp: str = "2026-01-01T00:00"
    method: str = "REQUEST"
    summary: str = "Interview"
    zone: str = "Europe/Berlin"

    def build(self, to: str) -> str:
        """Return the iCalendar object."""
        name, email = parseaddr(self.organizer)
        status = "CANCELLED" if self.method == "CANCEL" else "CONFIRMED"
        people = [parseaddr(p) for p in self.people]
        stamp = local(self.stamp).astimezone(UTC)
        return "\r\n".join(
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//made//EN",
                f"METHOD:{self.method}",
                "BEGIN:VEVENT",
                f"UID:{self.uid}",
                f"SEQUENCE:{self.sequence}",
                f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
                f"DTSTART;TZID={self.zone}:{_compact(self.start)}",
                f"DTEND;TZID={self.zone}:{_compact(self.end)}",
                f"SUMMARY:{self.summary}",
                f"STATUS:{status}",
                f"ORGANIZER;CN={name}:mailto:{email}",
                f"ATTENDEE;CN={ME};ROLE=REQ-PARTICIPANT:mailto:{to}",
                *(f"ATTENDEE;CN={n};ROLE=REQ-PARTICIPANT:mailto:{e}" for n, e in people),
                "END:VEVENT",
                "END:VCALENDAR",
                "",
            ]
        )


def _compact(when: str) -> str:
    return datetime.fromisoformat(when).strftime("%Y%m%dT%H%M%S")


def step_of(text: str) -> str:
    """Tell a check-in from a thank-you by what its template says."""
    return "F" if "how the process is coming along" in " ".join(text.split()) else "T"


SUBJECTS: Final = {
    "ask_timeline": "Ask ",
    "card": "A handwritten card",
    "draft_waiting": "A draft for",
    "move_on": "Time to move on",
    "review": "Please look at",
    "edited_draft_kept": "Your edited draft",
}
"""How the reminders of each topic begin."""


def config_text(address: str, lines: str) -> str:
    """Return a configuration for the user of all scripts."""
    return (
        f"name: {ME}\ncountry: DE\ntime_zone: Europe/Berlin\ncard_reminder: on\n{lines}\n"
        f"mailboxes:\n  - address: {address}\n"
    )
