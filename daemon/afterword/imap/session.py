"""
One IMAP connection with types: the only module that knows imapclient, which ships none.

Every failure leaves here as `UserMustAct` or `TryLater`; after one, close the session.
Sentences never hold what the server said beyond its answer to LOGIN and response codes,
since the text of an error may hold parts of a mail.
"""

import imaplib
import logging
import re
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from afterword.core.folder_names import Listed
from afterword.errors import TryLater, UserMustAct
from afterword.imap.wire import CONNECT_TIMEOUT_S, Line, explain, trust
from afterword.settings import Server, Tls

# At DEBUG it prints whole mails, and warnings quote odd answers: not even a root logger set to DEBUG may open it.
logging.getLogger("imapclient").setLevel(logging.ERROR)

READ_TIMEOUT_S: Final = 60.0
READ_LIMIT: Final = 1024 * 1024  # octets of one message, as the port says
_HEADER_LIMIT: Final = 256 * 1024
_GOODBYE_TIMEOUT_S: Final = 2.0
# imaplib refuses lines beyond 1,000,000 octets, and the answer to SEARCH is one line of up to 11 octets a UID.
_LARGEST_SEARCH: Final = 80_000
_APPENDUID: Final = re.compile(rb"\[APPENDUID (\d+) (\d+)\]", re.IGNORECASE)  # RFC 4315 section 3
# How imaplib and imapclient word a NO, a BAD and an IDLE that was not answered with "+".
_ANSWERED_NO: Final = re.compile(r"[\w ]+ failed: |[\w ]+ command error: |Unexpected IDLE response")
_RESPONSE_CODE: Final = re.compile(r"\[([A-Z][A-Z0-9-]*)")
# RFC 5530 section 3, and what servers without response codes write.
_REFUSED_FOR_GOOD: Final = re.compile(
    r"\[(AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED|PRIVACYREQUIRED|CONTACTADMIN)\]"
    r"|application-specific password|app password|web login required|invalid credentials",
    re.IGNORECASE,
)
_ODD_IN_LOGIN: Final = re.compile(r'[^\x21-\x7e]|[(){%*"\\]')  # no atom of RFC 3501 section 9
# The last three are what imaplib and imapclient fall over where an answer has not the shape they expect.
_PROTOCOL_FAILURES: Final = (IMAPClientError, EOFError, ValueError, LookupError, TypeError, AttributeError)


class Refused(TryLater):
    """The server answered NO or BAD; the connection itself stays usable."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as EXAMINE or SELECT shows it; `uidnext` is 0 where the server does not say."""

    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What FETCH tells of a message without its body; `received` is None where the server's date is damaged."""

    size: int
    received: datetime | None
    flags: frozenset[str]
    header: bytes


class Session:
    """One connection; belongs to one thread, except `cut`."""

    def __init__(self, server: Server, patience_s: float = READ_TIMEOUT_S) -> None:
        self._server = server
        self._patience_s = patience_s
        self._line = Line()
        self._client: _Client | None = None
        self._opened: Opened | None = None
        self.capabilities: frozenset[str] = frozenset()

    def open(self, password: str) -> None:
        """Connect, protect the connection and log in; leaves nothing open where that fails."""
        try:
            with self._mapped("LOGIN"):
                self._client = self._connect()
                self._login(self._client, password)
                # Asked anew: proxies before the login answer for another server (seen at iCloud).
                self.capabilities = self._client.ask_capabilities()
        except BaseException:
            self.close(politely=False)
            raise

    def close(self, *, politely: bool) -> None:
        """Let go of the connection, with a LOGOUT where *politely*; never raises."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(*_PROTOCOL_FAILURES, OSError):
                client.socket().settimeout(_GOODBYE_TIMEOUT_S)
                if politely:
                    client.logout()
            with suppress(*_PROTOCOL_FAILURES, OSError):
                client.shutdown()
        self._line.release()

    def cut(self) -> None:
        """End whatever the other thread waits for; from any thread."""
        self._line.cut()

    def fileno(self) -> int:
        """Return the descriptor of the socket."""
        fileno: int = self._open_client.socket().fileno()
        return fileno

    def folders(self) -> list[Listed]:
        """Return all folders, names as text."""
        with self._mapped("LIST"):
            return [
                Listed(str(name), _text(delimiter or b""), frozenset(map(_text, attributes)))
                for attributes, delimiter, name in self._open_client.list_folders()
            ]

    def examine(self, name: str) -> Opened:
        """Open a folder for reading only; `Refused` where it is not there."""
        return self._select(name, readonly=True)

    def select(self, name: str) -> Opened:
        """Open a folder for changing it."""
        return self._select(name, readonly=False)

    def uids(self, *criteria: str | date) -> list[int]:
        """
        Return the UIDs in the open folder that meet all criteria (all, without any), ascending.

        Large folders are asked in pieces from the top down: a message expunged meanwhile only
        moves others into pieces that are still to come.
        """
        found: set[int] = set()
        top = self._opened.exists if self._opened else 0
        with self._mapped("SEARCH"):
            while top > 0:
                bottom = max(1, top - _LARGEST_SEARCH + 1)
                end = "*" if not found and self._opened and top == self._opened.exists else str(top)
                found.update(self._open_client.search([f"{bottom}:{end}", *criteria]))
                top = bottom - 1
        return sorted(found)

    def look_at(self, uids: Sequence[int]) -> dict[int, Seen]:
        """Return what FETCH tells of messages, without those that are gone."""
        items = ("RFC822.SIZE", "INTERNALDATE", "FLAGS", f"BODY.PEEK[HEADER]<0.{_HEADER_LIMIT}>")
        told = self._fetch(uids, items)
        # A change of flags by another client may stand in for the answer: ask once more for what is incomplete.
        for uid in uids:
            if _part(told.get(uid, {}), b"BODY[HEADER]") is None:
                told.update(self._fetch([uid], items))
        seen = {uid: found for uid in uids if (found := _seen(told.get(uid, {}))) is not None}
        if len(seen) < len(uids):
            self._must_be_gone(set(uids) - set(seen))
        return seen

    def body(self, uid: int) -> bytes | None:
        """Return the first 1 MiB of a message, or None where it is gone."""
        raw = _part(self._fetch([uid], (f"BODY.PEEK[]<0.{READ_LIMIT}>",)).get(uid, {}), b"BODY[]")
        if raw is None:
            self._must_be_gone({uid})
        return raw

    def append(self, name: str, raw: bytes, at: datetime, flags: Iterable[str]) -> tuple[int, int] | None:
        """Put a message into a folder; returns UIDVALIDITY and UID where the server says them (RFC 4315)."""
        with self._mapped("APPEND"):
            answer = self._open_client.append(name, raw, list(flags), at)
        found = _APPENDUID.search(answer if isinstance(answer, bytes) else b"")
        return (int(found[1]), int(found[2])) if found else None

    def move(self, uid: int, name: str) -> None:
        """Move a message of the open folder (RFC 6851)."""
        with self._mapped("MOVE"):
            self._open_client.move([uid], name)

    def copy(self, uid: int, name: str) -> None:
        """Copy a message of the open folder."""
        with self._mapped("COPY"):
            self._open_client.copy([uid], name)

    def mark_deleted(self, uid: int) -> None:
        r"""Set \\Deleted on one message of the open folder."""
        with self._mapped("STORE"):
            self._open_client.delete_messages([uid], silent=True)

    def expunge(self, uid: int) -> None:
        r"""Remove this one message, if it is \\Deleted (RFC 4315 section 2.1)."""
        with self._mapped("UID EXPUNGE"):
            self._open_client.uid_expunge([uid])

    def idle(self) -> None:
        """Begin to listen in the open folder (RFC 2177); `Refused` where the server declines."""
        with self._mapped("IDLE"):
            self._open_client.idle()

    def idle_done(self) -> None:
        """End listening; fails where the connection has died meanwhile."""
        with self._mapped("DONE"):
            self._open_client.idle_done()

    def _must_be_gone(self, uids: set[int]) -> None:
        # A message that is there but was not handed out would otherwise be taken for a deleted one.
        if uids & set(self.uids()):
            raise TryLater(f"{self._server.host} lists a message that it does not hand out.")

    @property
    def _open_client(self) -> "_Client":
        if self._client is None:
            raise TryLater(f"The connection to {self._server.host} is not open.")
        return self._client

    def _connect(self) -> "_Client":
        context = trust(self._server)
        connection = self._line.dial(self._server.host, self._server.port)
        try:
            if context is not None and self._server.tls is Tls.IMPLICIT:
                connection = context.wrap_socket(connection, server_hostname=self._server.host)
            client = _Client(self._server, connection, self._patience_s)
        except BaseException:
            connection.close()
            raise
        if context is not None and self._server.tls is Tls.STARTTLS:
            self._client = client  # so that a failure from here on closes it
            if not client.has_capability("STARTTLS"):
                raise UserMustAct(
                    f"{self._server.host}:{self._server.port} does not offer STARTTLS, or somebody on the way removed "
                    "the offer; no password was sent. Set tls to implicit, usually with port 993."
                )
            client.starttls(context)
        return client

    def _login(self, client: "_Client", password: str) -> None:
        user = self._server.user
        if re.search(r"[\r\n\0]", user + password):
            raise UserMustAct("imap: the user name or the password holds a line break; check where it is read from.")
        try:
            if _ODD_IN_LOGIN.search(user) or not password.isascii() or client.has_capability("LOGINDISABLED"):
                client.plain_login(user, password)  # LOGIN can carry neither
            else:
                client.login(user, password)
        except LoginError as error:
            answer = _without_addresses(str(error))
            if _REFUSED_FOR_GOOD.search(answer):
                raise UserMustAct(
                    f"{self._server.host} does not accept this user name and password: {answer}. "
                    "Many providers want an app password here, made in their account settings."
                ) from None
            raise TryLater(f"{self._server.host} refused the login for now: {answer}.") from None

    def _select(self, name: str, *, readonly: bool) -> Opened:
        self._opened = None
        with self._mapped("EXAMINE" if readonly else "SELECT"):
            answer: dict[bytes, Any] = self._open_client.select_folder(name, readonly=readonly)
            if not answer.get(b"UIDVALIDITY"):
                raise TryLater(f"{self._server.host} gives its folders no UIDVALIDITY; afterword cannot work so.")
            self._opened = Opened(answer[b"UIDVALIDITY"], answer.get(b"UIDNEXT", 0), answer.get(b"EXISTS", 0))
        return self._opened

    def _fetch(self, uids: Sequence[int], items: Sequence[str]) -> dict[int, dict[bytes, Any]]:
        with self._mapped("FETCH"):
            return dict(self._open_client.fetch(list(uids), list(items)))

    @contextmanager
    def _mapped(self, command: str) -> Iterator[None]:
        """Turn every failure of the connection into one of ours; causes are dropped, they may quote mail."""
        try:
            yield
        except OSError as error:
            raise explain(self._server, error) from None
        except _PROTOCOL_FAILURES as error:
            if isinstance(error, imaplib.IMAP4.abort) or not _ANSWERED_NO.match(str(error)):
                raise TryLater(
                    f"{self._server.host} closed the connection or garbled its answer to {command}."
                ) from None
            code = _RESPONSE_CODE.search(str(error))
            reason = f" ({code[1]})" if code else ""
            raise Refused(f"{self._server.host} refused {command}{reason}.") from None


class _Imap(imaplib.IMAP4):
    """imaplib on a socket that is connected already."""

    def __init__(self, server: Server, connection: socket.socket) -> None:
        self._connected = connection
        super().__init__(server.host, server.port)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:  # noqa: ARG002 - imaplib's signature
        return self._connected


class _Client(IMAPClient):  # type: ignore[misc]  # untyped
    """imapclient on a socket that is connected already."""

    def __init__(self, server: Server, connection: socket.socket, patience_s: float) -> None:
        self._server = server
        self._connected = connection
        super().__init__(server.host, server.port, ssl=False, timeout=SocketTimeout(CONNECT_TIMEOUT_S, patience_s))
        self.normalise_times = False  # else times of arrival come naive, in the zone of this machine

    def _create_IMAP4(self) -> _Imap:  # noqa: N802 - imapclient's name
        return _Imap(self._server, self._connected)

    def ask_capabilities(self) -> frozenset[str]:
        """Send CAPABILITY and believe its answer instead of what came along with the login."""
        self._imap.untagged_responses.pop("CAPABILITY", None)
        self._cached_capabilities = self._do_capabilites()
        return frozenset(map(_text, self._cached_capabilities))


def _seen(told: Mapping[bytes, Any]) -> Seen | None:
    header = _part(told, b"BODY[HEADER]")
    if header is None:
        return None
    received = told.get(b"INTERNALDATE")
    flags = frozenset(text for flag in told.get(b"FLAGS") or () if (text := _text(flag)).lower() != r"\recent")
    return Seen(int(told.get(b"RFC822.SIZE") or 0), received.astimezone(UTC) if received else None, flags, header)


def _part(told: Mapping[bytes, Any], name: bytes) -> bytes | None:
    # RFC 3501 section 7.4.2 wants the origin repeated, BODY[]<0>; not every server does.
    value = next((told[key] for key in (name + b"<0>", name) if key in told), None)
    return value if isinstance(value, bytes) else None


def _text(word: object) -> str:
    return word.decode("utf-8", "replace") if isinstance(word, bytes) else str(word)


def _without_addresses(answer: str) -> str:
    said = re.sub(r"""^b['"]|['"]$""", "", answer)
    return re.sub(r"\S+@\S+", "(address)", said).rstrip(". ")[:200]
