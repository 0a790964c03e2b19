"""Values to the bytes of a mail: drafts for the Drafts folder, reminders to the user. CRLF, RFC 5322."""

import re
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Final

from afterword.core.facts import Address
from afterword.mail.headers import SYNTHETIC_DOMAIN

_LINE: Final = 78
"""Characters of a line that RFC 5322 section 2.1.1 asks for; longer text goes as quoted-printable."""
_CITED_LIMIT: Final = 20
_ID: Final = re.compile(r"[!-;=?A-~]{1,240}@[!-;=?A-~]{1,240}")


class _Policy(EmailPolicy):
    """Folds message ids between ids only: the stdlib's own folding breaks long ones into encoded words."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name in {"References", "In-Reply-To", "Message-ID"}:
            return (name + ": " + "\r\n ".join(value.split()) + "\r\n").encode("ascii")
        return super().fold_binary(name, value)


_POLICY: Final = _Policy(linesep="\r\n", max_line_length=_LINE)


def build_draft(
    *,
    sender: Address,
    to: Address,
    subject: str,
    text: str,
    date: datetime,
    message_id: str,
    marker: str,
    parent: str = "",
    references: tuple[str, ...] = (),
) -> bytes:
    r"""
    Return a draft that any client can edit and send.

    Args:
        sender: The user.
        to: The one recipient.
        subject: The subject as it shall stand; decoded, one line.
        text: The body, lines ending in "\\n".
        date: Aware; its own zone is written.
        message_id: This draft's id, without brackets, as all ids here.
        marker: The opaque id by which afterword knows its draft again. It stands in
            References before the parent, alone where there is no parent.
        parent: The mail that is answered, "" for none.
        references: The parent's own References, oldest first.

    An id of another mail that RFC 5322 could not carry, or that was made up because that mail
    has none, is not cited.

    Raises:
        ValueError: A line break in a field, an address or an id that cannot be written, a naive date.
    """
    message = _started(sender, to, subject, date, message_id)
    parent = parent if _can_cite(parent) else ""
    older = [known for known in dict.fromkeys(references) if _can_cite(known) and known not in {marker, parent}]
    if len(older) > _CITED_LIMIT:
        older = [older[0], *older[1 - _CITED_LIMIT :]]
    if parent:
        message["In-Reply-To"] = _bracketed(parent)
    message["References"] = " ".join(_bracketed(known) for known in (*older, marker, parent) if known)
    return _finished(message, text)


def build_reminder(*, owner: Address, subject: str, text: str, date: datetime, message_id: str) -> bytes:
    """
    Return a mail from the user to the user, marked as written by a machine (RFC 3834 section 5).

    Arguments and errors as in `build_draft`. The answer to it is known by its `In-Reply-To`.
    """
    message = _started(Address(owner.email, "afterword"), owner, subject, date, message_id)
    message["Auto-Submitted"] = "auto-generated"
    return _finished(message, text)


def _started(sender: Address, to: Address, subject: str, date: datetime, message_id: str) -> EmailMessage:
    if date.tzinfo is None:
        raise ValueError("the date of a mail must say its zone")
    message = EmailMessage(_POLICY)
    message["From"] = _header_address(sender)
    message["To"] = _header_address(to)
    message["Subject"] = subject
    message["Date"] = date
    message["Message-ID"] = _bracketed(message_id)
    return message


def _finished(message: EmailMessage, text: str) -> bytes:
    lines = text.splitlines()
    short = text.isascii() and all(len(line) <= _LINE for line in lines)
    message.set_content("\n".join(lines) + "\n", charset="utf-8", cte="7bit" if short else "quoted-printable")
    return message.as_bytes()


def _header_address(address: Address) -> HeaderAddress:
    if not address.local or not address.domain:
        raise ValueError("a mail needs addresses with a local part and a domain")
    if not address.local.isascii():
        raise ValueError("an address with letters outside ASCII before the @ cannot be written without SMTPUTF8")
    # Raises ValueError on line breaks.
    return HeaderAddress(address.name, address.local, address.domain.encode("idna").decode("ascii"))


def _can_cite(message_id: str) -> bool:
    return _ID.fullmatch(message_id) is not None and not message_id.endswith(f"@{SYNTHETIC_DOMAIN}")


def _bracketed(message_id: str) -> str:
    if not _ID.fullmatch(message_id):
        raise ValueError("a message id is made of printable ASCII around one @, without brackets")
    return f"<{message_id}>"
