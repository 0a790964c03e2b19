"""What the service needs of the world outside. Adapters meet these by shape, so they import nothing of this floor."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from afterword.core.events import Event
from afterword.core.facts import Folder
from afterword.core.ledger import Draft
from afterword.core.mailbox import Cursor, Glimpse, Place
from afterword.core.records import Claim, MailRecord, Quarantined


class Clock(Protocol):
    """The only reader of the time."""

    def now(self) -> datetime:
        """Return this instant, aware UTC."""
        ...

    async def sleep_until(self, when: datetime) -> None:
        """Return at *when* or later; at once where it has passed."""
        ...


class Mailbox(Protocol):
    """
    One mailbox. Every method may block and belongs to one worker thread, except `abort`.

    Errors: `UserMustAct` (wrong password, no Drafts folder), `TryLater` (network, a busy
    server); after either the mailbox is closed and may be opened again.
    Nothing here marks mail as read or changes a message that the caller did not file.
    """

    def open(self) -> None:
        """Connect and log in; does nothing when open already."""
        ...

    def close(self) -> None:
        """Log out and let go of everything; never raises."""
        ...

    def abort(self) -> None:
        """Make a call that blocks in the worker thread end soon; callable from any thread."""
        ...

    def glimpse(self, folder: Folder, cursor: Cursor | None, since: datetime) -> tuple[tuple[Glimpse, ...], Cursor]:
        """
        Return what lies in the folder from the cursor on, in order of UID, and the new cursor.

        Without a cursor, or under another UIDVALIDITY, that is everything received since *since*
        (aware UTC; servers search by day, so up to a day more). A folder that does not exist is empty.
        """
        ...

    def present(self, folder: Folder) -> tuple[int, frozenset[int]]:
        """Return UIDVALIDITY and all UIDs of the folder as it is now."""
        ...

    def read(self, place: Place) -> bytes | None:
        """Return the message, or None where it is no longer there; of more than 1 MiB only the first."""
        ...

    def file_draft(self, raw: bytes, at: datetime) -> Place | None:
        r"""
        Put a message into Drafts, flagged \\Draft and \\Seen, with *at* as its time of arrival.

        Returns its place, or None where the server does not say (no UIDPLUS).
        """
        ...

    def withdraw(self, place: Place, untouched: Callable[[bytes], bool]) -> bool:
        """
        Move a message to Trash if it is still there and *untouched* says so of its bytes.

        Without MOVE the one UID is expunged, never the whole folder. Returns whether it is gone by us.
        """
        ...

    def watch(self) -> int | None:
        """
        Begin to listen for new mail and return the file descriptor that turns readable then.

        None means this mailbox can only be asked: poll it. Look at the folders once after this call,
        since what came in just before it raises no sign. Call `unwatch` before the next `watch`.
        """
        ...

    def unwatch(self) -> None:
        """End listening, whatever was heard; raises `TryLater` where the connection turns out dead."""
        ...


class Sender(Protocol):
    """The way of reminders. It knows one recipient, the user, and cannot be given another."""

    async def send(self, raw: bytes) -> None:
        """Send one message. Raises `TryLater`, `UserMustAct` or `GiveUpThis`."""
        ...


class Store(Protocol):
    """
    The memory: journal, outbox, ledger, cursors. One mailbox's view of it; all times aware UTC.

    Each method is atomic; several become one inside `transaction()`.
    """

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is written at its end, or nothing on an exception. Nested ones join the outer."""
        ...

    def cursor(self, folder: Folder) -> Cursor | None:
        """Return how far the folder has been read, or None before the first look."""
        ...

    def set_cursor(self, folder: Folder, cursor: Cursor) -> None:
        """Record how far the folder has been read."""
        ...

    def knows_mail(self, key: str) -> bool:
        """Tell whether a mail of this key was judged before."""
        ...

    def add_mail(self, record: MailRecord) -> None:
        """Record a judged mail; a second one under the same key changes nothing."""
        ...

    def mails(self, application: str | None = None) -> list[MailRecord]:
        """Return the judged mails, of one application or all, oldest first."""
        ...

    def quarantine(self, item: Quarantined) -> None:
        """Record a mail that could not be handled."""
        ...

    def quarantined(self) -> list[Quarantined]:
        """Return the mails that could not be handled, oldest first."""
        ...

    def append(self, events: Sequence[Event]) -> None:
        """Write events behind the journal; the journal is never changed otherwise."""
        ...

    def events(self, after: int = 0) -> list[tuple[int, Event]]:
        """Return the journal from sequence number *after*, exclusive, in order."""
        ...

    def claim(self, key: str, action: str, at: datetime, mark: Cursor | None = None) -> bool:
        """
        Take an action in hand; False where it is done or in hand already.

        A claim that was put off may be claimed again from its `not_before` on.
        """
        ...

    def put_off(self, key: str, until: datetime, error: str) -> None:
        """Release a claim that failed, until a later time."""
        ...

    def finish(self, key: str, at: datetime) -> None:
        """Record that the action is done; it can never be claimed again."""
        ...

    def release(self, key: str) -> None:
        """Forget a claim whose act is known not to have happened; it may be claimed again at once."""
        ...

    def claims(self) -> list[Claim]:
        """Return the actions in hand or put off, oldest first."""
        ...

    def is_finished(self, key: str) -> bool:
        """Tell whether the action is done."""
        ...

    def put_draft(self, draft: Draft) -> None:
        """Insert or replace a line of the ledger, by its key."""
        ...

    def drafts(self) -> list[Draft]:
        """Return the whole ledger, oldest first."""
        ...

    def secret(self) -> bytes:
        """Return this installation's own random key, made on first use; markers are derived from it."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
