"""Not one event from ordinary mail, written by meaning in seven languages, with no application open and with three."""

from datetime import UTC, datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from tests.support.corpus import Specimen, judge, three_applications

from afterword.config.rulefiles import load_rulebook
from afterword.core.rules import Reader, Rulebook

MAILS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("ordinary.yaml").read_text("utf-8"))["mails"]
CAME = datetime(2026, 3, 12, 14, tzinfo=UTC)
ME = "me@example.net"
READERS = [
    pytest.param(Reader(ZoneInfo(zone), country, frozenset({ME})), id=country)
    for zone, country in (("America/New_York", "US"), ("Europe/Berlin", "DE"))
]


@cache
def rulebook() -> Rulebook:
    return load_rulebook(None)


def bytes_of(mail: dict[str, Any]) -> bytes:
    """Return the mail as it comes over the wire."""
    message = EmailMessage()
    message["From"] = mail["from"]
    message["To"] = ME
    message["Subject"] = mail["subject"]
    message["Date"] = CAME
    message["Message-ID"] = f"<{abs(hash(mail['text']))}@ordinary.example>"
    if mail.get("listed"):
        message["List-Id"] = "<news.ordinary.example>"
        message["List-Unsubscribe"] = "<https://news.ordinary.example/off>"
        message["Precedence"] = "bulk"
    if mail.get("answers"):
        message["In-Reply-To"] = "<earlier@ordinary.example>"
    message.set_content(mail["text"])
    if "invite" in mail:
        message.add_alternative(event(mail["invite"]), subtype="calendar", params={"method": "REQUEST"})
    return message.as_bytes()


def event(summary: str) -> str:
    """Return a calendar part (RFC 5545) with one event."""
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:ordinary-1", "SEQUENCE:0"),
        *("DTSTAMP:20260312T140000Z", "DTSTART:20260317T150000Z", "DTEND:20260317T160000Z", f"SUMMARY:{summary}"),
        *("ORGANIZER:mailto:dana@currentjob.example", f"ATTENDEE:mailto:{ME}", "END:VEVENT", "END:VCALENDAR", ""),
    )
    return "\r\n".join(lines)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail["about"])
def test_ordinary_mail_makes_no_event(mail: dict[str, Any], reader: Reader) -> None:
    specimen = Specimen("ordinary", mail["about"], bytes_of(mail))
    for applications in ((), three_applications()):
        found = judge(specimen, rulebook(), reader, applications)
        assert not found.events, found.line()
