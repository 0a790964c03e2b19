"""Hostile and damaged mail: it must become facts, soon, whatever it is."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterword.core.facts import MessageFacts
from afterword.mail.calendar import read_invites
from afterword.mail.parse import parse, parse_header

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "mail").glob("*.eml"))


def mail(*header: str, body: str = "Hello.") -> bytes:
    return "\r\n".join((*header, "", body)).encode()


def nested(depth: int) -> bytes:
    opening = (f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return ("From: a@b.example\r\nSubject: deep\r\n" + "".join(opening) + "Content-Type: text/plain\r\n\r\nhi").encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep": lambda: nested(2000),
    "deep, whole mails": lambda: b"From: a@b.example\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 2000,
    "many parts": lambda: mail("Content-Type: multipart/mixed; boundary=b", body="--b\r\n\r\nx\r\n" * 10_000),
    "long subject": lambda: mail("Subject: " + "=?utf-8?q?a?= " * 80_000),
    "many recipients": lambda: mail("To: " + "a@b.example, " * 80_000),
    "many references": lambda: mail("References: " + "<a@b.example> " * 80_000),
    "many fields": lambda: mail(*(f"X-{number}: a" for number in range(20_000))),
    "parentheses": lambda: mail("From: " + "(" * 500_000, "Authentication-Results: " + "(" * 500_000),
    "empty lines": lambda: mail("Subject: x", body="\r\n" * 400_000),
    "quote marks": lambda: mail("Subject: x", body=">" * 500_000),
    "on on on": lambda: mail("Subject: x", body="On " * 200_000),
    "on lines": lambda: mail("Subject: Fwd: x", body="On 1.1.2026\r\n" * 50_000),
    "from lines": lambda: mail("Subject: Fwd: x", body="From: a@b.example\r\n" * 50_000),
    "headings": lambda: mail("Subject: Fwd: x", body="-----Original Message-----\r\n" * 50_000),
    "dashes": lambda: mail("Subject: x", body="--\r\n" * 100_000),
    "closings": lambda: mail("Subject: x", body="x\r\n" + "Best\r\n" * 50_000),
    "letters": lambda: mail("Subject: x", body="x\r\n" + "a" * 500_000),
    "links": lambda: mail("Subject: x", body="http://" * 100_000),
    "combining marks": lambda: mail("Subject: x", body="a" + "\u0301\u0327" * 100_000),
    "open comments": lambda: mail("Content-Type: text/html", body="<!--" * 100_000),
    "deep html": lambda: mail("Content-Type: text/html", body="<div>" * 100_000),
    "deep quotes": lambda: mail("Content-Type: text/html", body="<blockquote type=cite>x" * 50_000),
    "yahoo in yahoo": lambda: mail("Content-Type: text/html", body="<div class=yahoo_quoted>x" * 50_000),
    "soft breaks": lambda: mail("Content-Type: text/plain; format=flowed", body="a \r\n" * 100_000),
    "one calendar line": lambda: mail(
        "Content-Type: text/calendar", body="BEGIN:VEVENT\r\nDTSTART;TZID=" + ":1" * 300_000
    ),
    "many events": lambda: mail("Content-Type: text/calendar", body="BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n" * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_mail_can_hold_the_daemon_up(name: str) -> None:
    raw = HOSTILE[name]()
    begun = time.perf_counter()
    parse(raw, NOW)

    assert time.perf_counter() - begun < 4


def test_nesting_beyond_reason_leaves_the_header() -> None:
    facts = parse(nested(2000), NOW)

    assert (facts.subject, facts.sender.email) == ("deep", "a@b.example")
    assert "too-deep" in facts.defects


def test_a_large_attachment_is_no_obstacle() -> None:
    pdf = (b"A" * 76 + b"\r\n") * 100_000
    raw = (
        b"From: a@b.example\r\nDate: Tue, 17 Mar 2026 10:00:00 +0100\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello.\r\n--b\r\n"
        b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + pdf + b"--b--\r\n"
    )

    assert (parse(raw, NOW).text, parse(raw, NOW).defects) == ("Hello.", ())


def is_sound(facts: MessageFacts) -> None:
    for text in (facts.text, facts.quoted, facts.signature, facts.subject, facts.sender.name, facts.message_id):
        text.encode()  # no lone surrogate, which no database and no JSON would take
        assert "\r" not in text
        assert "\0" not in text
    assert facts.message_id
    assert facts.date.tzinfo == UTC


@settings(deadline=None)
@given(st.binary(max_size=3000))
def test_random_octets_are_some_mail(raw: bytes) -> None:
    is_sound(parse(raw, NOW))
    is_sound(parse_header(raw, NOW))


TOKENS = st.sampled_from(
    [
        *(b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"--b\r\n", b"--b--", b"Content-Type: ", b"multipart/mixed; boundary=b"),
        *(
            b"multipart/report; boundary=b",
            b"text/html; charset=",
            b"text/plain; format=flowed; charset=",
            b"text/calendar",
        ),
        *(
            b"message/rfc822",
            b"message/delivery-status",
            b"=?utf-8?q?",
            b"?=",
            b"utf-16",
            b"utf-7",
            b"hex",
            b"\xff\xfe",
            b"\0",
        ),
        *(
            b"Content-Transfer-Encoding: base64",
            b"Content-Transfer-Encoding: uuencode",
            b"begin 644 x",
            b"filename*0*=utf-8''%",
        ),
        *(
            b"From: ",
            b"Date: ",
            b"Subject: ",
            b"Message-ID: <",
            b"> ",
            b"wrote:",
            b"BEGIN:VEVENT\r\n",
            b"END:VEVENT\r\n",
        ),
        *(
            b"DTSTART;TZID=",
            b"DTSTART:20260317T100000Z\r\n",
            b"<div>",
            b"</div>",
            b"<blockquote type=cite>",
            b"&#xD800;",
            b"\xe2\x80",
        ),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(TOKENS, max_size=40).map(b"".join))
def test_pieces_of_mail_in_any_order_are_some_mail(raw: bytes) -> None:
    is_sound(parse(raw, NOW))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SAMPLES), st.data())
def test_damaged_mail_is_some_mail(path: Path, data: st.DataObject) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw)))
        until = min(len(raw), at + data.draw(st.integers(0, 60)))
        raw[at:until] = data.draw(st.binary(max_size=12) | TOKENS)
    is_sound(parse(bytes(raw), NOW))


LINES = st.sampled_from(
    [
        *(
            "BEGIN:VCALENDAR",
            "END:VCALENDAR",
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VTIMEZONE",
            "END:VTIMEZONE",
            "TZID:X",
        ),
        *(
            "BEGIN:STANDARD",
            "END:STANDARD",
            "TZOFFSETFROM:+9900",
            "TZOFFSETTO:-0100",
            "TZOFFSETTO:x",
            "DTSTART:16010101T000000",
        ),
        *("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "RRULE:FREQ=SECONDLY", "RRULE:FREQ=", "RDATE:20260101T000000"),
        *(
            "DTSTART;TZID=X:20260317T100000",
            "DTSTART;TZID=X:00010101T000000",
            "DTEND:99991231T235959Z",
            "DTSTART:99991231T235959",
        ),
        *(
            "DTSTART;TZID=Europe/Berlin:99991231T235959",
            "DTSTART;TZID=Asia/Tokyo:00010101T000000",
            "DURATION:P9999999W",
        ),
        *(
            "DURATION:PT1H",
            "SEQUENCE:x",
            "SEQUENCE:-1",
            'ATTENDEE;CN="',
            "ATTENDEE:mailto:",
            "ORGANIZER;EMAIL=a@b:urn:uuid:1",
        ),
        *(
            "RECURRENCE-ID:",
            "DTSTAMP:20260317",
            "DTSTAMP:00010101T000000Z",
            "SUMMARY:\\",
            "UID:",
            "UID:1",
            "UID:1",
            ";:;:",
            "",
        ),
    ]
)


@settings(deadline=None, max_examples=400)
@given(st.lists(LINES | st.text(max_size=30), max_size=30))
def test_calendar_lines_in_any_order_are_some_invitations(lines: list[str]) -> None:
    for invite in read_invites("\r\n".join(lines).encode("utf-8", "surrogatepass")):
        assert (invite.start is None) == (invite.end is None)
        assert (invite.floating is None) == (invite.floating_end is None)
        if invite.start and invite.end:
            assert invite.start.tzinfo is not None
            assert invite.zone
            assert invite.end > invite.start


TAGS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<br>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<b>",
            "</b>",
            "<!--",
            "-->",
            "<pre>",
        ),
        *(
            "<blockquote type=cite>",
            "</blockquote>",
            "<div class=gmail_quote>",
            "<div class=gmail_attr>",
            "<li>",
            "<a href=http://x>",
        ),
        *(
            "<div style='display:none'>",
            "<body hidden>",
            "<html>",
            "</html>",
            "<script>",
            "<svg>",
            "<template>",
            "</template>",
        ),
        *(
            "<div class=yahoo_quoted>",
            "<div id=appendonsend>",
            "&nbsp;",
            "&#0;",
            "&#xD800;",
            "<![CDATA[",
            "\0",
            "<frameset>",
        ),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(TAGS | st.text(max_size=10), max_size=40).map("".join))
def test_tags_in_any_order_are_some_mail(html: str) -> None:
    raw = b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode("utf-8", "surrogatepass")
    is_sound(parse(raw, NOW))
