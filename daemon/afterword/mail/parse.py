"""One mail, bytes to facts. Never raises: what is damaged is named in `defects`, what is missing stays empty."""

import email
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import mailparser
from mailparser import MailParser
from mailparser.exceptions import MailParserRecursionError

from afterword.core.facts import Invite, MessageFacts
from afterword.mail import headers
from afterword.mail.calendar import one_each, read_invites
from afterword.mail.parts import Parts, read_parts
from afterword.mail.reports import with_reports
from afterword.mail.text import read_body

RAW_LIMIT: Final = 32 * 1024 * 1024
"""Octets of one mail that are read; providers take no larger ones."""
_SMALL: Final = 64 * 1024
_CALENDARS_LIMIT: Final = 10


def parse(raw: bytes, received: datetime) -> MessageFacts:
    """
    Return what the mail says.

    Args:
        raw: The whole message (RFC 5322), or its beginning, as octets.
        received: When it arrived, aware. It stands in for a Date that is missing, lies
            before 1995 or more than two days after it.

    Mail without a Message-ID gets a stable one made of a hash (see `headers.message_id`).
    A forwarded mail has the forwarded text in `text` and its heading (From, Date, Subject) in `quoted`.
    `defects` holds words of ours ("date", "no-sender", "two-senders", "charset", "encrypted",
    "winmail", "calendar", "too-deep", "too-many-parts", "truncated", "unreadable") and the
    names of the defects that mail-parser and the stdlib found.
    """
    header, parsed, parts, defects = open_mail(raw)
    facts = _from_header(header, parsed, received, defects)
    body = read_body(parts, facts.subject)
    return replace(
        facts,
        text=body.split.text,
        quoted=body.split.quoted,
        signature=body.split.signature,
        forwarded=body.split.forwarded,
        links=body.links,
        invites=one_each(_invites_of(parts, defects)),
        automation=with_reports(facts.automation, parts, body.whole),
        defects=tuple(sorted(defects)),
    )


def parse_header(header: bytes, received: datetime) -> MessageFacts:
    """Return what the header alone says, in the same fields as `parse`; text, invites and reports stay empty."""
    read, parsed, _, defects = open_mail(header)
    facts = _from_header(read, parsed, received, defects)
    return replace(facts, defects=tuple(sorted(defects & {"date", "no-sender", "two-senders"})))


def open_mail(raw: bytes) -> tuple[headers.Header, MailParser, Parts, set[str]]:
    """Return the header, what mail-parser made of the mail, its parts, and the defects so far; never raises."""
    header = headers.read_header(raw)
    body = raw[header.body : header.body + RAW_LIMIT]
    defects = {"truncated"} if len(raw) - header.body > RAW_LIMIT else set[str]()
    for octets in (header.octets() + body, header.octets()):
        try:
            parsed, parts = _small(octets) if len(octets) <= _SMALL else _large(octets)
        except (RecursionError, MailParserRecursionError):
            defects.add("too-deep")
        except Exception:  # noqa: BLE001 - any octets may come, and no single mail may stop the daemon
            defects.add("unreadable")
        else:
            return header, parsed, parts, defects | parts.defects | parsed.defects_categories
    return header, mailparser.parse_from_bytes(b""), Parts(), defects


def _small(octets: bytes) -> tuple[MailParser, Parts]:
    parsed = mailparser.parse_from_bytes(octets)
    return parsed, read_parts(parsed.message)


def _large(octets: bytes) -> tuple[MailParser, Parts]:
    """
    Read the parts first and show mail-parser the mail without them.

    It encodes every attachment anew and normalises every text, which takes minutes where a
    text is one long run of combining marks.
    """
    message = email.message_from_bytes(octets)
    parts = read_parts(message)
    for part in message.walk():
        if not part.is_multipart():
            part.set_payload("")
    return MailParser(message), parts


def _invites_of(parts: Parts, defects: set[str]) -> Iterator[Invite]:
    attached = [inner for _, within in parts.attached for inner in within.calendars]
    for part in (*parts.calendars, *attached)[:_CALENDARS_LIMIT]:
        invites = read_invites(part.octets)
        if not invites and b"VEVENT" in part.octets:
            defects.add("calendar")
        yield from (invite if invite.method else replace(invite, method=part.method) for invite in invites)


def _from_header(header: headers.Header, parsed: MailParser, received: datetime, defects: set[str]) -> MessageFacts:
    date, dated = headers.date_of(parsed, header, received.astimezone(UTC))
    sender = headers.sender_of(parsed, header)
    senders = headers.people(parsed, header, "sender")
    if not dated:
        defects.add("date")
    if "@" not in sender.email:
        defects.add("no-sender")
    if header.senders > 1:
        defects.add("two-senders")
    return MessageFacts(
        message_id=headers.message_id(header),
        date=date,
        sender=sender,
        subject=headers.subject_of(header),
        to=headers.people(parsed, header, "to"),
        cc=headers.people(parsed, header, "cc"),
        reply_to=headers.people(parsed, header, "reply-to"),
        relayed_by=senders[0] if senders else None,
        in_reply_to=next(iter(headers.message_ids(header.text("in-reply-to"))), ""),
        references=headers.message_ids(header.text("references")),
        automation=headers.automation_of(header),
        dmarc=headers.dmarc_of(header),
    )
