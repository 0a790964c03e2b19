"""IMAP servers that misbehave: one says what a test tells it to, one edits the lines of Dovecot on their way."""

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from afterword.settings import MailboxSettings, Server, Tls

HANG_UP: Final = b"(hang up)"
SILENCE: Final = b""
MAIL: Final = b"From: hr@employer.example\r\nSubject: secret words\r\nMessage-ID: <m@x>\r\n\r\nvery secret words\r\n"
_HEADER: Final = MAIL.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"

# What a small, healthy server with one mail answers; TAG stands for the tag of the command.
HEALTHY: Final[Mapping[str, bytes]] = {
    "greeting": b"* OK ready\r\n",
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 IDLE UIDPLUS MOVE LITERAL+\r\nTAG OK done\r\n",
    "LOGIN": b"TAG OK in\r\n",
    "LIST": b'* LIST () "/" INBOX\r\n* LIST (\\Drafts) "/" Drafts\r\n* LIST () "/" Trash\r\nTAG OK done\r\n',
    "EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 5] ok\r\n* OK [UIDNEXT 8] ok\r\nTAG OK [READ-ONLY] done\r\n",
    "SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 5] ok\r\n* OK [UIDNEXT 8] ok\r\nTAG OK [READ-WRITE] done\r\n",
    "UID SEARCH": b"* SEARCH 7\r\nTAG OK done\r\n",
    "UID FETCH": (
        b'* 1 FETCH (UID 7 FLAGS () INTERNALDATE "10-Mar-2026 12:00:00 +0000" RFC822.SIZE 99 '
        b"BODY[HEADER]<0> {%d}\r\n%b BODY[]<0> {%d}\r\n%b)\r\nTAG OK done\r\n"
        % (len(_HEADER), _HEADER, len(MAIL), MAIL)
    ),
    "APPEND": b"+ go on\r\n",
    "APPENDED": b"TAG OK [APPENDUID 5 9] done\r\n",
    "IDLE": b"+ idling\r\n",
    "DONE": b"TAG OK idle done\r\n",
    "LOGOUT": b"* BYE\r\nTAG OK out\r\n",
}


class Peer:
    """
    A server on loopback; `answers` replaces healthy answers by command, as bytes, SILENCE or HANG_UP.

    `heard` are the commands that came, without tags; LOGIN with its arguments.
    """

    def __init__(self, answers: Mapping[str, bytes] | None = None) -> None:
        self.answers = {**HEALTHY, **(answers or {})}
        self.heard: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._connections: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for waiting in (self._listener, *self._connections):
            with suppress(OSError):
                waiting.shutdown(socket.SHUT_RDWR)
            waiting.close()
        for thread in self._threads:
            thread.join(5)

    def settings(self, tls: Tls = Tls.NONE, ca_file: Path | None = None) -> MailboxSettings:
        """Return the peer as a watched mailbox."""
        return MailboxSettings("alice@example.org", imap=Server("localhost", self.port, tls, "alice", ca_file))

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._connections.append(connection)
                self._threads.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
                self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection.makefile("rb") as lines:
            tag = b""
            if not self._say(connection, self.answers["greeting"], tag):
                return
            for line in lines:
                words = line.decode("latin-1").split()
                if not words:  # the end of what APPEND carried
                    continue
                if words == ["DONE"]:
                    command = "DONE"
                elif len(words) == 1:  # no IMAP, perhaps the beginning of TLS
                    continue
                else:
                    tag = words[0].encode()
                    command = " ".join(words[1:3]) if words[1] == "UID" else words[1]
                    self.heard.append(" ".join(words[1:]))
                if not self._say(connection, self.answers.get(command, b"TAG OK done\r\n"), tag):
                    return
                if command == "APPEND":
                    lines.read(int(words[-1].strip("{}")))
                    if not self._say(connection, self.answers["APPENDED"], tag):
                        return

    def _say(self, connection: socket.socket, answer: bytes, tag: bytes) -> bool:
        connection.sendall(answer.removesuffix(HANG_UP).replace(b"TAG", tag))
        if answer.endswith(HANG_UP):
            connection.shutdown(socket.SHUT_RDWR)
            return False
        return True


class Editor:
    """Stands between a client and a server on loopback and passes every chunk of the server through *edit*."""

    def __init__(self, port: int, edit: Callable[[bytes], bytes]) -> None:
        self._target, self._edit = port, edit
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for waiting in (self._listener, *self._open):
            with suppress(OSError):
                waiting.shutdown(socket.SHUT_RDWR)
            waiting.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open += [client, server]
                for source, sink, edit in ((client, server, bytes), (server, client, self._edit)):
                    self._threads.append(threading.Thread(target=self._pass, args=(source, sink, edit), daemon=True))
                    self._threads[-1].start()

    @staticmethod
    def _pass(source: socket.socket, sink: socket.socket, edit: Callable[[bytes], bytes]) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                sink.sendall(edit(chunk))
            sink.shutdown(socket.SHUT_RDWR)
