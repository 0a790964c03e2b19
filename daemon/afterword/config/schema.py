"""
The shape of config.yaml, with the words and examples that explain it.

`example` makes config.example.yaml and docs/configuration.md from these fields, so there is no
second list of keys. Checks that need more than one value are in `load`.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from afterword.config.wording import wrong
from afterword.config.yamlfile import FileModel

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")

WAYS = (
    'write one of {command: "pass show gmail-app-password"}, {file: ~/.config/afterword/password}, '
    "{environment: AFTERWORD_PASSWORD} or {credential: password}"
)
"""How a password can be named; said wherever one is missing or stands in the file."""


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise wrong("is not an e-mail address", "write it bare, without a name or brackets: alice@gmail.com")
    return text.lower()


def _no_plain_password(value: Any) -> Any:
    if not isinstance(value, dict):
        raise wrong("a password is never written into this file", WAYS)
    return value


def _not_blank(text: str) -> str:
    if not text.strip():
        raise wrong("is empty", "write something, or take the line out")
    return text.strip()


Text = Annotated[str, AfterValidator(_not_blank)]
Address = Annotated[str, AfterValidator(_address)]
Port = Annotated[int, Field(ge=1, le=65535)]


class SecretShape(FileModel):
    """Where the password is read from; exactly one of the four."""

    command: Text | None = Field(
        default=None,
        description="A program whose first line of output is the password. No shell reads it.",
        examples=['"pass show gmail-app-password"'],
    )
    file: Text | None = Field(
        default=None,
        description="A file whose first line is the password; only you may be able to read it (chmod 600).",
        examples=["~/.config/afterword/password"],
    )
    environment: Text | None = Field(
        default=None, description="An environment variable that holds it.", examples=["AFTERWORD_PASSWORD"]
    )
    credential: Text | None = Field(
        default=None, description="A credential that systemd passes on (LoadCredential=).", examples=["password"]
    )

    @model_validator(mode="after")
    def _one_way(self) -> "SecretShape":
        if len(self.model_fields_set) != 1:
            raise wrong("name exactly one place for the password", WAYS)
        return self


class ServerShape(FileModel):
    """A server that needs more than its host name."""

    host: Text = Field(description="The host name.", examples=["mail.example.org"])
    port: Port | None = Field(
        default=None,
        description="The port.",
        examples=["587"],
        json_schema_extra={"default": "imap 993, or 143 with STARTTLS; smtp 465, or 587 with STARTTLS"},
    )
    tls: Literal["implicit", "starttls", "none"] | None = Field(
        default=None,
        description="implicit: TLS from the first byte; starttls: STARTTLS is insisted on; none: loopback hosts only.",
        examples=["starttls"],
        json_schema_extra={"default": "what the port says, else implicit"},
    )
    user: str | None = Field(
        default=None,
        description='The login, where it is not the address. For smtp, "" means no login.',
        examples=["alice"],
    )
    ca_file: Text | None = Field(
        default=None, description="Certificates of a private authority to trust as well (PEM).", examples=["~/ca.pem"]
    )


class FoldersShape(FileModel):
    """Names of folders on the server, where it does not say itself which is which (RFC 6154)."""

    drafts: Text | None = Field(None, description="The folder of drafts.", examples=["Drafts"])
    sent: Text | None = Field(None, description="The folder of sent mail.", examples=["Sent"])
    trash: Text | None = Field(None, description="The folder of deleted mail.", examples=["Trash"])


class MailboxShape(FileModel):
    """One watched mailbox: an IMAP account, or a Maildir that another program syncs."""

    address: Address = Field(description="Your address there.", examples=["alice@gmail.com"])
    imap: Text | ServerShape | None = Field(
        default=None,
        description="The IMAP server: a host name, or a group {host, port, tls, user, ca_file}.",
        examples=["imap.gmail.com"],
        json_schema_extra={"shown": True},
    )
    maildir: Text | None = Field(
        default=None, description="Instead of imap: a Maildir that another program syncs.", examples=["~/Mail"]
    )
    smtp: Text | ServerShape | None = Field(
        default=None,
        description="The server for reminders, which go to you only: a host name, or a group as for imap. "
        "Without it nobody reminds you; drafts are filed all the same.",
        examples=["smtp.gmail.com"],
        json_schema_extra={"shown": True},
    )
    password: Annotated[SecretShape, BeforeValidator(_no_plain_password)] | None = Field(
        default=None,
        description="Where the password is read from, each time anew: {command: ...}, {file: ...}, "
        "{environment: ...} or {credential: ...}. Gmail and others want an app password.",
        examples=['{command: "pass show gmail-app-password"}'],
        json_schema_extra={"shown": True},
    )
    folders: FoldersShape | None = Field(
        default=None,
        description="Names of drafts, sent and trash, where the server does not tell them.",
        examples=['{drafts: Drafts, sent: "Sent Items"}'],
        json_schema_extra={"default": "what the server says"},
    )
    poll_every_seconds: int = Field(
        default=120,
        ge=5,
        le=86400,
        description="How often to look, where the server cannot say that mail came.",
        examples=["120"],
    )


class ConfigShape(FileModel):
    """The whole of config.yaml."""

    name: Text = Field(description="Your name, as it signs the drafts.", examples=["Alice Seeker"])
    country: Text = Field(
        description="Your country, ISO 3166-1 (US, GB, DE ...): its working days and holidays count.", examples=["US"]
    )
    time_zone: Text | None = Field(
        default=None,
        description="Your time zone, an IANA name.",
        examples=["America/New_York"],
        json_schema_extra={"default": "the machine's"},
    )
    mailboxes: tuple[MailboxShape, ...] = Field(min_length=1, description="The mailboxes to watch.")
    also: tuple[Address, ...] = Field(
        default=(),
        description="More addresses that are yours: mail from them is never an employer's.",
        examples=["[alice@alumni.example.org]"],
        json_schema_extra={"default": "none"},
    )
    phone: str = Field(
        default="",
        description="Your telephone number, for the signature.",
        examples=['"+1 555 0100"'],
        json_schema_extra={"default": "none"},
    )
    after_reply: Literal["stop", "resume"] = Field(
        default="stop",
        description="After an employer's reply that names no date: stop files nothing more in this round, "
        "resume counts the days to the check-in anew.",
        examples=["stop"],
    )
    card_reminder: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Remind you the day after an interview to write a card by hand; auto means on in US and CA only.",
        examples=["auto"],
    )
    look_back_days: int = Field(
        default=180,
        ge=1,
        le=3650,
        description="How far back mail is read at the first look, in days.",
        examples=["180"],
    )
    state_dir: Text | None = Field(
        default=None,
        description="Where afterword keeps its database.",
        examples=["~/.local/state/afterword"],
        json_schema_extra={"default": "systemd's StateDirectory, else ~/.local/state/afterword"},
    )
    rules_dir: Text | None = Field(
        default=None,
        description="A folder of your own rules and cadence.yaml; they go before the shipped ones.",
        examples=["~/.config/afterword/rules"],
        json_schema_extra={"default": "the shipped rules alone"},
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged. Mail text and addresses never are.", examples=["info"]
    )
