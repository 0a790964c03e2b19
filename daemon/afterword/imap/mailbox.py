"""A mailbox on an IMAP server, meeting the port `Mailbox`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from afterword.core.facts import Folder
from afterword.core.folder_names import choose_folders
from afterword.core.mailbox import Cursor, Glimpse, Place
from afterword.errors import TryLater
from afterword.imap.drafts import file_draft, withdraw_draft
from afterword.imap.session import Opened, Refused, Session
from afterword.settings import MailboxSettings

_CHUNK: Final = 100  # messages in one FETCH
_LISTENER_PATIENCE_S: Final = 20.0
# SEARCH SINCE knows days in the zone of the server (RFC 3501 section 6.4.4), which lies at most so far behind UTC.
_FARTHEST_WEST: Final = timedelta(hours=12)


class ImapMailbox:
    """
    Two sessions: one works, one only waits in IDLE for the INBOX to change.

    The second is a luxury: where the server allows no second connection, the mailbox is polled.
    """

    def __init__(self, settings: MailboxSettings, password: Callable[[], str]) -> None:
        if settings.imap is None:
            raise ValueError(f"{settings.address} is no IMAP account")
        self._server = settings.imap
        self._said = settings.folders
        self._password = password
        self._worker: Session | None = None
        self._listener: Session | None = None
        self._listening = False
        self._alone = False
        self._folders: dict[Folder, str] = {}
        self._reading: tuple[Folder, Opened] | None = None

    def open(self) -> None:
        """Connect, log in and find the folders; does nothing when open already."""
        if self._worker is not None:
            return
        with self._dropped_on_failure():
            self._alone = False
            self._worker = Session(self._server)
            self._worker.open(self._password())
            self._folders = choose_folders(self._worker.folders(), self._said)

    def close(self) -> None:
        """Log out and let go of everything; never raises."""
        self._let_go(politely=True)

    def abort(self) -> None:
        """Make a call that blocks in the worker thread end soon; callable from any thread."""
        for session in (self._worker, self._listener):
            if session is not None:
                session.cut()

    def glimpse(self, folder: Folder, cursor: Cursor | None, since: datetime) -> tuple[tuple[Glimpse, ...], Cursor]:
        """Return what lies in the folder from the cursor on, in order of UID, and the new cursor."""
        with self._working() as session:
            opened = self._examine(session, folder)
            if opened is None:
                return (), cursor or Cursor(uidvalidity=0, uidnext=1)
            known = cursor if cursor and cursor.uidvalidity == opened.uidvalidity else None
            if known is not None:
                # "n:*" always names the last message, even one below n (RFC 3501 section 6.4.8).
                uids = [uid for uid in session.uids("UID", f"{known.uidnext}:*") if uid >= known.uidnext]
            else:
                uids = session.uids("SINCE", (since - _FARTHEST_WEST).date())
            last = uids[-1] if uids else 0
            if known is None and not opened.uidnext:
                last = max(session.uids(), default=0)
            glimpses = tuple(
                Glimpse(
                    Place(folder, opened.uidvalidity, uid), seen.size, seen.received or since, seen.header, seen.flags
                )
                for start in range(0, len(uids), _CHUNK)
                for uid, seen in session.look_at(uids[start : start + _CHUNK]).items()
                if known is not None or seen.received is None or seen.received >= since
            )
            uidnext = max(opened.uidnext, last + 1, known.uidnext if known else 1)
            return glimpses, Cursor(opened.uidvalidity, uidnext)

    def present(self, folder: Folder) -> tuple[int, frozenset[int]]:
        """Return UIDVALIDITY and all UIDs of the folder as it is now."""
        with self._working() as session:
            opened = self._examine(session, folder)
            return (opened.uidvalidity, frozenset(session.uids())) if opened else (0, frozenset())

    def read(self, place: Place) -> bytes | None:
        """Return the message, or None where it is no longer there; of more than 1 MiB only the first."""
        with self._working() as session:
            if self._reading and self._reading[0] is place.folder:
                raw = session.body(place.uid) if self._reading[1].uidvalidity == place.uidvalidity else None
                if raw is not None:
                    return raw
            # The folder as opened before may not show what came in since.
            opened = self._examine(session, place.folder)
            return session.body(place.uid) if opened and opened.uidvalidity == place.uidvalidity else None

    def file_draft(self, raw: bytes, at: datetime) -> Place | None:
        r"""Put a message into Drafts, flagged \\Draft and \\Seen, with *at* as its time of arrival."""
        with self._working() as session:
            self._reading = None
            return file_draft(session, self._folders[Folder.DRAFTS], raw, at)

    def withdraw(self, place: Place, untouched: Callable[[bytes], bool]) -> bool:
        """Move a message to Trash if it is still there and *untouched* says so of its bytes."""
        with self._working() as session:
            self._reading = None
            name = self._folders.get(place.folder)
            return name is not None and withdraw_draft(session, name, self._folders.get(Folder.TRASH), place, untouched)

    def watch(self) -> int | None:
        """Begin to listen for new mail and return the descriptor that turns readable then, or None: poll."""
        with self._working() as session:
            if self._alone or "IDLE" not in session.capabilities:
                return None
            listener = self._listener or self._second_session()
            if listener is None:
                return None
            if not self._listening:
                try:
                    listener.examine(self._folders[Folder.INBOX])
                    listener.idle()
                except Refused:  # also for an update that comes before the "+", as iCloud sends it
                    self._hang_up()
                    return None
                self._listening = True
            return listener.fileno()

    def unwatch(self) -> None:
        """End listening, whatever was heard; raises `TryLater` where the connection turns out dead."""
        if self._listener is not None and self._listening:
            with self._dropped_on_failure():
                self._listening = False
                self._listener.idle_done()

    def _examine(self, session: Session, folder: Folder) -> Opened | None:
        self._reading = None
        name = self._folders.get(folder)
        if name is None:
            return None
        try:
            opened = session.examine(name)
        except Refused:
            # The INBOX always exists; that it cannot be opened must never pass for "no mail".
            if folder is Folder.INBOX or any(listed.name == name for listed in session.folders()):
                raise
            return None
        self._reading = folder, opened
        return opened

    def _second_session(self) -> Session | None:
        self._listener = Session(self._server, _LISTENER_PATIENCE_S)
        try:
            self._listener.open(self._password())
        except TryLater:
            # Not asked for again on this connection: providers count refused logins.
            self._alone = True
            self._hang_up()
        return self._listener

    def _hang_up(self) -> None:
        if self._listener is not None:
            self._listener.close(politely=False)
        self._listener, self._listening = None, False

    @contextmanager
    def _working(self) -> Iterator[Session]:
        if self._worker is None:
            raise TryLater(f"The mailbox on {self._server.host} is not open.")
        with self._dropped_on_failure():
            yield self._worker

    @contextmanager
    def _dropped_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:  # whatever it was, nobody knows what the server would say next
            self._let_go(politely=False)
            raise

    def _let_go(self, *, politely: bool) -> None:
        if self._listening:
            self._hang_up()
        for session in (self._listener, self._worker):
            if session is not None:
                session.close(politely=politely)
        self._worker = self._listener = self._reading = None
        self._listening = False
