"""Test accounts on the private Dovecot, and a second connection to look at them as the user's mail client would."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from imapclient import IMAPClient
from tests.support.dovecot import Dovecot

from afterword.core.facts import Folder
from afterword.settings import MailboxSettings, Server, Tls


@dataclass(frozen=True)
class Account:
    """A user of the private Dovecot."""

    dovecot: Dovecot
    user: str
    password: str

    def deliver(self, raw: bytes) -> None:
        """Let a message arrive in the INBOX."""
        self.dovecot.deliver(self.user, raw)

    def server(self, tls: Tls = Tls.NONE) -> Server:
        """Return how to reach the account."""
        port = self.dovecot.imaps_port if tls is Tls.IMPLICIT else self.dovecot.imap_port
        return Server("localhost", port, tls, self.user, None if tls is Tls.NONE else self.dovecot.cafile)

    def settings(self, tls: Tls = Tls.NONE, folders: tuple[tuple[Folder, str], ...] = ()) -> MailboxSettings:
        """Return the account as a watched mailbox."""
        return MailboxSettings(address=self.user, imap=self.server(tls), folders=folders)

    def reader(self) -> "MailReader":
        """Open a second connection, as the user's own mail client is one."""
        return MailReader(self)


def fresh_account(dovecot: Dovecot) -> Account:
    """Add a user nobody has used before."""
    account = Account(dovecot, f"seeker{secrets.token_hex(4)}@example.org", secrets.token_urlsafe(12))
    dovecot.add_user(account.user, account.password)
    return account


@dataclass(frozen=True)
class Lying:
    """A message as it lies in a folder."""

    uid: int
    flags: frozenset[str]
    raw: bytes
    message: EmailMessage = field(repr=False)


class MailReader:
    """What a mail client of the user does to the account, on a connection of its own."""

    def __init__(self, account: Account) -> None:
        self._client = IMAPClient("127.0.0.1", account.dovecot.imap_port, ssl=False, timeout=20)
        self._client.login(account.user, account.password)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Log out."""
        self._client.logout()

    def names(self) -> list[str]:
        """Return the names of all folders."""
        return [name for _, _, name in self._client.list_folders()]

    def create(self, name: str) -> None:
        """Make a folder."""
        self._client.create_folder(name)

    def drop(self, name: str) -> None:
        """Remove a folder and all it holds."""
        self._client.delete_folder(name)

    def folder(self, name: str) -> list[Lying]:
        """Return what lies in a folder, in order of UID, without marking anything as read."""
        self._client.select_folder(name, readonly=True)
        uids = self._client.search("ALL")
        fetched = self._client.fetch(uids, ["FLAGS", "BODY.PEEK[]"]) if uids else {}
        return [
            Lying(
                uid,
                frozenset(flag.decode() for flag in parts[b"FLAGS"] if flag.lower() != rb"\recent"),
                parts[b"BODY[]"],
                message_from_bytes(parts[b"BODY[]"], policy=policy.default),
            )
            for uid, parts in sorted(fetched.items())
        ]

    def append(self, name: str, raw: bytes, flags: tuple[str, ...] = (), at: datetime | None = None) -> None:
        """Put a message into a folder."""
        self._client.append(name, raw, flags, at)

    def flag(self, name: str, uid: int, *flags: str) -> None:
        """Add flags to a message."""
        self._client.select_folder(name)
        self._client.add_flags([uid], flags)

    def delete(self, name: str, uid: int) -> None:
        """Remove one message for good."""
        self.flag(name, uid, r"\Deleted")
        self._expunge(uid)

    def move(self, name: str, uid: int, target: str) -> None:
        """Move one message into another folder."""
        self._client.select_folder(name)
        self._client.copy([uid], target)
        self._client.delete_messages([uid])
        self._expunge(uid)

    def _expunge(self, uid: int) -> None:
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge([uid])
        else:  # as an old client does it: all that is marked goes
            self._client.expunge()
