"""What the configuration becomes: frozen values, units in the types, ready to use. Reads nothing itself."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from afterword.core.facts import Folder
from afterword.core.policy import Policy


class Tls(StrEnum):
    """How a connection is protected: from the first byte, after STARTTLS, or not (loopback only)."""

    IMPLICIT = "implicit"
    STARTTLS = "starttls"
    NONE = "none"


class SecretKind(StrEnum):
    """Where a password comes from."""

    CREDENTIAL = "credential"
    ENVIRONMENT = "environment"
    COMMAND = "command"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class SecretSource:
    """A place to read a password from: a systemd credential's name, a variable, a command line or a path."""

    kind: SecretKind
    value: str


@dataclass(frozen=True, slots=True)
class Server:
    """Host, port, protection and login of one server; `ca_file` adds trust in a private authority."""

    host: str
    port: int
    tls: Tls
    user: str
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """
    One watched mailbox: an IMAP account, or a Maildir that another program syncs.

    Exactly one of `imap` and `maildir` is set. `smtp` is None where reminders are off.
    `folders` overrides what the server says about its special folders.
    """

    address: str
    imap: Server | None = None
    maildir: Path | None = None
    smtp: Server | None = None
    secret: SecretSource | None = None
    folders: tuple[tuple[Folder, str], ...] = ()
    poll_every: timedelta = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Owner:
    """The job seeker: the name that signs the drafts and every address that is theirs, lower case."""

    name: str
    addresses: tuple[str, ...]
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration of one afterword."""

    owner: Owner
    policy: Policy
    mailboxes: tuple[MailboxSettings, ...]
    state_dir: Path
    rules_dir: Path | None
    look_back: timedelta
    log_level: str

    @property
    def database(self) -> Path:
        """The file of the store."""
        return self.state_dir / "afterword.db"
