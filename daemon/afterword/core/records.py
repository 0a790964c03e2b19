"""What the store keeps beside the journal and the ledger: judged mails, mails that broke something, acts in hand."""

from dataclasses import dataclass
from datetime import datetime

from afterword.core.facts import MessageFacts
from afterword.core.mailbox import Cursor, Place
from afterword.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class MailRecord:
    """A mail that was judged: kept so that a mended rule can judge it again, and a double is known."""

    key: str
    place: Place
    facts: MessageFacts
    verdict: Verdict | None
    application: str
    own: bool


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A mail that broke something, with the reason (no text of the mail)."""

    place: Place
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """
    An action taken in hand. `mark` is the state of Drafts just before (None for reminders).

    Found at start-up, it says: look for the message before doing it again.
    """

    key: str
    action: str
    at: datetime
    attempts: int
    mark: Cursor | None = None
    not_before: datetime | None = None
    last_error: str = ""
