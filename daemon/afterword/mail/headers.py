"""The header of one mail: which fields are read, and how each is read when it is damaged."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from mailparser import MailParser
from mailparser.utils import decode_header_part, get_addresses

from afterword.core.facts import Address, Automation
from afterword.mail.charset import one_line

SYNTHETIC_DOMAIN: Final = "no-message-id.invalid"
"""The domain of ids made up for mail that has none (RFC 2606 section 2); never cited in a mail of ours."""

FIELD_LIMIT: Final = 32_768
"""Octets of one field that are read: room for a thousand recipients. Decoding costs more than its length."""
_IDS_LIMIT: Final = 100
_PEOPLE_LIMIT: Final = 500

_READ: Final = frozenset(
    b"""
    from sender reply-to to cc subject date message-id in-reply-to references return-path authentication-results
    auto-submitted x-autoreply x-autorespond precedence list-id list-unsubscribe x-failed-recipients
    mime-version content-type content-transfer-encoding content-disposition content-id
    """.split()
)
# RFC 5322 section 2.2; line ends as the stdlib's parser takes them.
_FIELD: Final = re.compile(rb"([!-9;-~]+):([^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*)(?:\r\n|\r|\n|\Z)")
_UNIX_FROM: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:>?From [^\r\n]*(?:\r\n|\r|\n))?")
_BLANK: Final = re.compile(rb"\r\n|\r|\n")

_BRACKETED: Final = re.compile(r"<([^<>]{1,1000})>")
_BARE_ID: Final = re.compile(r"[^\s<>\"(),;]{1,500}@[^\s<>\"(),;]{1,500}")
_ADDRESS: Final = re.compile(r"[^\s<>\"(),:;\[\]@]{1,64}@[^\s<>\"(),:;\[\]@]{1,255}")
_COMMENT: Final = re.compile(r"\([^()]{0,500}\)")
_QUOTED: Final = re.compile(r'"[^"]{0,500}"')
_DMARC: Final = re.compile(r"\s*dmarc\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """The fields that are read, first occurrence each, names in lower case; `body` is where the body starts."""

    fields: Mapping[str, bytes]
    body: int
    digest: str
    senders: int

    def text(self, name: str) -> str:
        """Return a field unfolded, undecoded, or "" where it is missing."""
        return " ".join(self.fields.get(name, b"").decode().split())

    def octets(self) -> bytes:
        """Return the header anew, in UTF-8 throughout, with the fields that are read only."""
        return b"".join(b"%s:%s\r\n" % (name.encode(), value) for name, value in self.fields.items()) + b"\r\n"


def read_header(raw: bytes) -> Header:
    """Find the header block at the start of *raw*; what is no field ends it (as the stdlib's parser has it)."""
    start = _UNIX_FROM.match(raw)
    first = position = start.end() if start else 0
    fields: dict[str, bytes] = {}
    senders = 0
    while found := _FIELD.match(raw, position):
        position = found.end()
        name = found[1].lower()
        if name not in _READ:
            continue
        senders += name == b"from"
        fields.setdefault(name.decode(), _as_utf8(found[2]))
    # Line ends differ between IMAP and a Maildir; the id of a mail must not.
    block = raw[first:position].replace(b"\r\n", b"\n").rstrip() or raw
    blank = _BLANK.match(raw, position)
    return Header(fields, blank.end() if blank else position, hashlib.sha256(block).hexdigest()[:32], senders)


def _as_utf8(value: bytes) -> bytes:
    # mail-parser reads raw UTF-8 (RFC 6532) well and drops the letters of raw Latin-1.
    cut = value[:FIELD_LIMIT]
    try:
        text = cut.decode()
    except UnicodeDecodeError:
        text = cut.decode("utf-8", "ignore") if len(cut) < len(value) else cut.decode("cp1252", "replace")
    return text.replace("\0", "").rstrip().encode()


def message_ids(text: str) -> tuple[str, ...]:
    """Return the message ids of a field in order, without brackets and doubles; of very many the first and the last."""
    found = ["".join(inside.split()) for inside in _BRACKETED.findall(text)] or _BARE_ID.findall(text)
    ids = tuple(dict.fromkeys(known for known in found if known))
    return ids if len(ids) <= _IDS_LIMIT else (ids[0], *ids[1 - _IDS_LIMIT :])


def message_id(header: Header) -> str:
    """
    Return the Message-ID without brackets.

    Where it is missing, one is made of a hash of the header block (of all bytes where
    there is no header): the same mail gets the same id, from whatever server it is read.
    """
    own = message_ids(header.text("message-id"))
    return own[0] if own else f"{header.digest}@{SYNTHETIC_DOMAIN}"


def date_of(parsed: MailParser, header: Header, received: datetime) -> tuple[datetime, bool]:
    """Return the Date in UTC and True, or *received* and False where it is missing or wild."""
    date: datetime | None = parsed.date
    if date is None:
        try:
            date = parsedate_to_datetime(header.text("date"))
        except (ValueError, TypeError, IndexError, OverflowError):
            return received, False
    try:
        date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except OverflowError:
        return received, False
    if date.year < 1995 or date > received + timedelta(days=2):
        return received, False
    return date, True


def people(parsed: MailParser, header: Header, name: str) -> tuple[Address, ...]:
    """Return the mailboxes of an address field; a damaged one gives up what still looks like an address."""
    raw = header.text(name)
    if not raw:
        return ()
    # Sender is no address field to mail-parser, so its own reader is asked directly.
    pairs = get_addresses(raw, decode_names=True) if name == "sender" else getattr(parsed, name.replace("-", "_"))
    if name == "from":
        pairs = parsed.from_
    found = tuple(as_address(email, label) for label, email in pairs[:_PEOPLE_LIMIT] if "@" in email)
    return found or tuple(as_address(m[0], raw[: m.start()]) for m in _ADDRESS.finditer(raw[:FIELD_LIMIT]))


def as_address(email: str, label: str = "") -> Address:
    """Return an Address in our form: lower case, the name on one line without stray quotes and brackets."""
    # mail-parser leaves encoded words in quotes as they are (RFC 2047 section 5); senders mean them all the same.
    name = one_line(decode_header_part(label) if "=?" in label else label, 200).strip(" <>\"'")
    email = one_line(email, 320).replace(" ", "").lower()
    return Address(email, "" if name.lower() == email else name)


def subject_of(header: Header) -> str:
    """Return Subject, decoded, on one line."""
    # Unfolded first: mail-parser drops the space where a line was folded behind an encoded word (RFC 5322 2.2.3).
    return one_line(decode_header_part(header.text("subject")))


def sender_of(parsed: MailParser, header: Header) -> Address:
    """Return From. A bare word ("MAILER-DAEMON") is kept as it is; nothing at all is an empty address."""
    found = people(parsed, header, "from")
    if found:
        return found[0]
    bare = _COMMENT.sub("", header.text("from"))
    label = "".join(_COMMENT.findall(header.text("from"))[:1]).strip("()")
    return as_address(bare.strip('<>" '), label)


def automation_of(header: Header) -> Automation:
    """
    Return what the header says about machines; reports are added by whoever reads the parts.

    X-Auto-Response-Suppress is not read: it asks others not to answer and says nothing of this mail.
    """
    keyword = _COMMENT.sub("", header.text("auto-submitted")).partition(";")[0].strip().lower()
    marks = (header.text(name).lower() for name in ("x-autoreply", "x-autorespond"))
    list_id = header.text("list-id").lower()
    inside = _BRACKETED.search(list_id)
    return Automation(
        auto_submitted=keyword,
        auto_reply=any(mark not in {"", "no", "false", "0"} for mark in marks),
        precedence=header.text("precedence").lower(),
        list_id=inside[1].strip() if inside else list_id,
        list_unsubscribe="list-unsubscribe" in header.fields,
        null_sender=header.text("return-path").replace(" ", "") == "<>",
        failed_recipients=tuple(
            dict.fromkeys(m[0].lower() for m in _ADDRESS.finditer(header.text("x-failed-recipients")))
        ),
    )


def dmarc_of(header: Header) -> str:
    """
    Return "pass" or "fail" from the topmost Authentication-Results (RFC 8601), "" where it says neither.

    Only the topmost is the user's own provider's; the ones below came with the mail. Comments and
    quoted values are dropped first, since a sender can write into them.
    """
    value = header.text("authentication-results")
    value = _QUOTED.sub("", value)
    for _ in range(3):  # RFC 5322 comments nest; providers write one level
        value = _COMMENT.sub(" ", value)
    for result in value.split(";")[1:]:
        verdict = _DMARC.match(result)
        if verdict:
            word = verdict[1].lower()
            return word if word in {"pass", "fail"} else ""
    return ""
