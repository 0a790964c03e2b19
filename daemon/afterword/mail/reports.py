"""Delivery status notifications (RFC 3464) and what of the returned mail they carry."""

import re
from collections.abc import Iterable
from dataclasses import replace
from email.message import Message
from typing import Final

from afterword.core.facts import Automation, DeliveryReport
from afterword.mail.headers import message_ids, read_header
from afterword.mail.parts import Parts

_REPORTS_LIMIT: Final = 100
_TYPE: Final = re.compile(r"^[\w.-]{1,40};\s*")
_STATUS: Final = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_WORD: Final = re.compile(r"[a-z-]{1,40}")
# Bounces without a report part (qmail, Exim, Gmail's older form) paste the header of the returned mail.
_PASTED_ID: Final = re.compile(r"^[ \t>]{0,8}Message-ID:\s{0,8}(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)


def with_reports(automation: Automation, parts: Parts, text: str) -> Automation:
    """
    Return *automation* with what the parts report: each recipient's fate and the id of the returned mail.

    *text* is the whole body; the id is looked for in it where no part carries it and
    the header says that this is a bounce.
    """
    bounce = bool(automation.failed_recipients) or automation.null_sender or bool(parts.reports)
    return replace(
        automation,
        report_type=parts.report_type,
        reports=tuple(_recipients(parts.reports))[:_REPORTS_LIMIT],
        reported_id=_returned_id(parts.returned) or (_pasted_id(text) if bounce else ""),
    )


def _recipients(blocks: Iterable[Message]) -> Iterable[DeliveryReport]:
    for block in blocks:
        # The address that was written to; an alias may stand in Final-Recipient (RFC 3464 section 2.3.1).
        written = _field(block, "original-recipient") or _field(block, "final-recipient")
        action = _WORD.match(_field(block, "action").lower())
        status = _STATUS.search(_field(block, "status"))
        if written and action:
            address = _TYPE.sub("", written).strip().strip("<>").lower()
            yield DeliveryReport(address, action[0], status[0] if status else "")


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, ""))[:1000].split())


def _returned_id(returned: Iterable[Message | bytes]) -> str:
    for mail in returned:
        if isinstance(mail, bytes):
            raw = read_header(mail.lstrip()).text("message-id")
        else:
            raw = str(mail.get("message-id", ""))[:2000]
        ids = message_ids(raw)
        if ids:
            return ids[0]
    return ""


def _pasted_id(text: str) -> str:
    found = _PASTED_ID.search(text)
    ids = message_ids(found[1]) if found else ()
    return ids[0] if ids else ""
