"""Every kind of mailbox afterword can watch, each with the other side: who delivers into it, and how it looks there."""

import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Protocol

from tests.support.accounts import Account, MailReader

from afterword.core.facts import Folder
from afterword.imap import ImapMailbox
from afterword.maildir import MaildirMailbox
from afterword.memory import MemoryMailbox
from afterword.service.ports import Mailbox
from afterword.settings import MailboxSettings

LETTERS = {r"\Draft": "D", r"\Flagged": "F", r"\Answered": "R", r"\Seen": "S", r"\Deleted": "T"}


def a_mail(message_id: str, body: str = "Dear Alice,\r\n\r\nGrüße.\r\n") -> bytes:
    """Return a small mail with this Message-ID."""
    head = f"From: hr@employer.example\r\nTo: alice@example.org\r\nSubject: Hello\r\nMessage-ID: <{message_id}>\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}".encode()


def id_of(raw: bytes) -> str:
    """Return the Message-ID of a mail, without brackets."""
    return str(message_from_bytes(raw)["Message-ID"]).strip("<>")


class World(Protocol):
    """One mailbox from both sides: ours, and that of the mail server and the user."""

    @property
    def mailbox(self) -> Mailbox:
        """The adapter under test."""

    def deliver(self, folder: Folder, raw: bytes, at: datetime, *flags: str) -> None:
        """Let a message appear in a folder."""

    def lying(self, folder: Folder) -> dict[str, frozenset[str]]:
        """Return the Message-ID and flags of everything in a folder."""

    def remove(self, folder: Folder, message_id: str) -> None:
        """Let the user remove a message for good."""


class MemoryWorld:
    """The mailbox of offline replay."""

    def __init__(self) -> None:
        self.mailbox = MemoryMailbox()

    def deliver(self, folder: Folder, raw: bytes, at: datetime, *flags: str) -> None:
        place = self.mailbox.deliver(folder, raw, at)
        if flags:
            self.mailbox.flag(place, *flags)

    def lying(self, folder: Folder) -> dict[str, frozenset[str]]:
        everything, _ = self.mailbox.glimpse(folder, None, datetime.min.replace(tzinfo=UTC))
        return {id_of(glimpse.header): glimpse.flags for glimpse in everything}

    def remove(self, folder: Folder, message_id: str) -> None:
        everything, _ = self.mailbox.glimpse(folder, None, datetime.min.replace(tzinfo=UTC))
        for glimpse in everything:
            if id_of(glimpse.header) == message_id:
                self.mailbox.remove(glimpse.place)


class MaildirWorld:
    """A Maildir with folders of these paths below its root ("" for the root itself)."""

    def __init__(self, root: Path, index: Path, paths: Mapping[Folder, str]) -> None:
        self._folders = {folder: root / path for folder, path in paths.items()}
        for path in self._folders.values():
            for part in ("cur", "new", "tmp"):
                (path / part).mkdir(parents=True)
        self.mailbox = MaildirMailbox(MailboxSettings("alice@example.org", maildir=root), index)

    def deliver(self, folder: Folder, raw: bytes, at: datetime, *flags: str) -> None:
        letters = "".join(sorted(LETTERS[flag] for flag in flags))
        part, info = ("cur", f":2,{letters}") if flags else ("new", "")
        path = self._folders[folder] / part / f"{int(at.timestamp())}.{secrets.token_hex(4)}.host,U=7{info}"
        path.write_bytes(raw.replace(b"\r\n", b"\n"))
        os.utime(path, (at.timestamp(), at.timestamp()))

    def lying(self, folder: Folder) -> dict[str, frozenset[str]]:
        return {id_of(path.read_bytes()): flags for path, flags in self._files(folder)}

    def remove(self, folder: Folder, message_id: str) -> None:
        for path, _ in self._files(folder):
            if id_of(path.read_bytes()) == message_id:
                path.unlink()

    def _files(self, folder: Folder) -> list[tuple[Path, frozenset[str]]]:
        flags = {letter: flag for flag, letter in LETTERS.items()}
        root = self._folders.get(folder) or self._folders[Folder.DRAFTS].with_name("Trash")
        return [
            (path, frozenset(flags[letter] for letter in path.name.partition(":2,")[2]))
            for part in ("new", "cur")
            for path in (root / part).iterdir()
        ]


class ImapWorld:
    """An account on a real Dovecot, whose folders have these names."""

    def __init__(self, account: Account, names: Mapping[Folder, str]) -> None:
        self.mailbox = ImapMailbox(account.settings(), lambda: account.password)
        self.reader = MailReader(account)
        self._names = names

    def deliver(self, folder: Folder, raw: bytes, at: datetime, *flags: str) -> None:
        self.reader.append(self._names[folder], raw, flags, at)

    def lying(self, folder: Folder) -> dict[str, frozenset[str]]:
        return {id_of(lying.raw): lying.flags for lying in self.reader.folder(self._names[folder])}

    def remove(self, folder: Folder, message_id: str) -> None:
        for lying in self.reader.folder(self._names[folder]):
            if id_of(lying.raw) == message_id:
                self.reader.delete(self._names[folder], lying.uid)
