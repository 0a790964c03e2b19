"""Invitations in the forms that calendars and mail programs write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from afterword.core.facts import Invite
from afterword.mail.calendar import one_each, read_invites

CENTRAL_EUROPE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str, method: str = "REQUEST", zones: str = "") -> bytes:
    text = "\n".join(("BEGIN:VCALENDAR", f"METHOD:{method}", zones.strip(), "BEGIN:VEVENT", "UID:u1", *lines))
    return (text + "\nEND:VEVENT\nEND:VCALENDAR\n").replace("\n\n", "\n").replace("\n", "\r\n").encode()


def only(part: bytes) -> Invite:
    invites = read_invites(part)
    assert len(invites) == 1
    return invites[0]


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Eastern Standard Time", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ('"Pacific Standard Time"', "America/Los_Angeles"),
        ('"(UTC-05:00) Eastern Time (US & Canada)"', "America/New_York"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
        ("(UTC-04:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/London"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/America/New_York", "America/New_York"),
        ("GMT-0500", "Etc/GMT+5"),
        ("UTC+1", "Etc/GMT-1"),
        ("GMT", "UTC"),
    ],
)
def test_the_zone_a_sender_means_is_found_under_each_of_its_names(tzid: str, zone: str) -> None:
    invite = only(event(f"DTSTART;TZID={tzid}:20260317T100000", f"DTEND;TZID={tzid}:20260317T104500"))

    assert (zone, "") == (invite.zone, invite.zone_doubt)
    assert invite.start == datetime(2026, 3, 17, 10, tzinfo=ZoneInfo(zone))
    assert invite.end == datetime(2026, 3, 17, 10, 45, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    "tzid",
    [
        "Pacific Time",
        "tzone://Microsoft/Custom",
        "Customized Time Zone",
        "Europe",
        "../etc",
        "(UTC-09:00) Eastern Time (US",
    ],
)
def test_a_zone_that_nothing_explains_gives_no_time_and_says_so(tzid: str) -> None:
    invite = only(event(f"DTSTART;TZID={tzid}:20260317T100000"))

    assert (invite.start, invite.end, invite.floating, invite.zone) == (None, None, None, "")
    assert tzid == invite.zone_doubt


def test_a_zone_described_in_the_calendar_gives_the_instant_in_utc() -> None:
    zones = CENTRAL_EUROPE.format(name="Customized Time Zone")
    winter = only(event("DTSTART;TZID=Customized Time Zone:20260317T100000", zones=zones))
    summer = only(event("DTSTART;TZID=Customized Time Zone:20260417T100000", zones=zones))

    assert (datetime(2026, 3, 17, 9, tzinfo=UTC), "UTC") == (winter.start, winter.zone)
    assert datetime(2026, 4, 17, 8, tzinfo=UTC) == summer.start


def test_a_described_zone_of_one_mail_does_not_leak_into_the_next() -> None:
    zones = CENTRAL_EUROPE.format(name="Pacific Time")
    assert only(event("DTSTART;TZID=Pacific Time:20260317T100000", zones=zones)).start is not None

    assert only(event("DTSTART;TZID=Pacific Time:20260317T100000")).zone_doubt == "Pacific Time"


def test_a_known_name_outranks_what_the_calendar_describes_under_it() -> None:
    zones = CENTRAL_EUROPE.format(name="Eastern Standard Time")
    invite = only(event("DTSTART;TZID=Eastern Standard Time:20260317T100000", zones=zones))

    assert invite.start == datetime(2026, 3, 17, 14, tzinfo=UTC)


def test_a_time_without_a_zone_floats() -> None:
    invite = only(event("DTSTART:20260317T100000", "DTEND:20260317T113000"))

    assert invite.start is None
    assert invite.floating is not None
    assert invite.floating_end is not None
    assert invite.floating.isoformat() == "2026-03-17T10:00:00"
    assert invite.floating_end.isoformat() == "2026-03-17T11:30:00"


def test_a_whole_day_is_a_day_and_no_time() -> None:
    for line in ("DTSTART;VALUE=DATE:20260317", "DTSTART:20260317"):
        invite = only(event(line))
        assert (date(2026, 3, 17), None, None) == (invite.day, invite.start, invite.floating)


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        ((), 60),
        (("DURATION:PT45M",), 45),
        (("DTEND:20260317T093000Z",), 30),
        (("DTEND:20260317T090000Z",), 60),
        (("DTEND:20260317T080000Z",), 60),
        (("DURATION:-PT45M",), 60),
        (("DTEND:nonsense",), 60),
    ],
)
def test_the_end_is_written_or_reckoned_or_an_hour_later(lines: tuple[str, ...], minutes: int) -> None:
    invite = only(event("DTSTART:20260317T090000Z", *lines))

    assert invite.start is not None
    assert invite.end == invite.start + timedelta(minutes=minutes)


def test_an_hour_is_an_hour_across_the_change_of_the_clocks() -> None:
    invite = only(event("DTSTART;TZID=Europe/Berlin:20260329T013000", "DURATION:PT1H"))

    assert invite.start is not None
    assert invite.end is not None
    assert timedelta(hours=1) == invite.end.astimezone(UTC) - invite.start.astimezone(UTC)


def test_the_extended_form_of_a_time_is_read_too() -> None:
    invite = only(event("DTSTART:2026-03-17T09:00:00Z", "DTEND;TZID=Europe/Berlin:20260317T1130"))

    assert invite.start == datetime(2026, 3, 17, 9, tzinfo=UTC)
    assert invite.end == datetime(2026, 3, 17, 10, 30, tzinfo=UTC)


def test_every_field_of_an_invitation_is_read() -> None:
    invite = only(
        event(
            "SEQUENCE:2",
            "DTSTAMP:20260301T101500Z",
            "DTSTART:20260317T090000Z",
            "RECURRENCE-ID;TZID=Europe/Berlin:20260317T100000",
            "STATUS:tentative",
            "SUMMARY:Interview\\, round 2",
            "LOCATION:Room 4\\; 2nd floor",
            "DESCRIPTION:Hello\\nJoin: https://meet.example/x",
            'ORGANIZER;CN="Schmidt, Anna":MAILTO:Anna.Schmidt@Acme.example',
            "ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED;CN=Room 4:mailto:room4@acme.example",
            "ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=me@example.org;RSVP=TRUE:mailto:me@example.org",
            "ATTENDEE;CN=Nobody:invalid:nomail",
        )
    )

    assert ("REQUEST", "u1", 2, datetime(2026, 3, 1, 10, 15, tzinfo=UTC)) == (
        invite.method,
        invite.uid,
        invite.sequence,
        invite.stamp,
    )
    assert invite.recurrence_id == "TZID=Europe/Berlin:20260317T100000"
    assert (invite.status, invite.summary, invite.location) == ("TENTATIVE", "Interview, round 2", "Room 4; 2nd floor")
    assert invite.description == "Hello\nJoin: https://meet.example/x"
    assert invite.organizer is not None
    assert (invite.organizer.email, invite.organizer.name) == ("anna.schmidt@acme.example", "Schmidt, Anna")
    room, me = invite.attendees
    assert (room.kind, room.answer, room.address.email) == ("ROOM", "ACCEPTED", "room4@acme.example")
    assert (me.kind, me.answer, me.address.name) == ("INDIVIDUAL", "NEEDS-ACTION", "")


def test_a_byte_order_mark_and_folded_lines_do_no_harm() -> None:
    part = b"\xef\xbb\xbf" + event("DTSTART:20260317T0900\n 00Z", "SUMMARY:Intro\n\tduction")

    assert ("Introduction", datetime(2026, 3, 17, 9, tzinfo=UTC)) == (only(part).summary, only(part).start)


def test_latin_1_where_utf_8_should_be_is_read() -> None:
    assert only(event("DTSTART:20260317T090000Z", "SUMMARY:Gespräch").decode().encode("latin-1")).summary == "Gespräch"


def test_of_a_calendar_that_breaks_off_only_whole_events_count() -> None:
    whole = event("DTSTART:20260317T090000Z", "DTEND:20260317T100000Z")
    two = whole.replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nUID:u2\r\nDTSTART:20260318T090000Z\r\nDTEND:2026")

    assert tuple(invite.uid for invite in read_invites(two)) == ("u1",)
    assert read_invites(whole[: whole.index(b"END:VEVENT")]) == ()


def test_several_events_come_in_order_and_alarms_inside_change_nothing() -> None:
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5M\nDESCRIPTION:wake up\nEND:VALARM"
    part = event("DTSTART:20260317T090000Z", alarm, "DESCRIPTION:real")
    part += event("DTSTART:20260318T090000Z").replace(b"UID:u1", b"UID:u2")

    first, second = read_invites(part)

    assert (first.uid, first.description, second.uid) == ("u1", "real", "u2")
    assert first.start is not None
    assert first.end == first.start + timedelta(hours=1)


def test_the_same_event_twice_counts_once_the_newer_with_the_method_of_either() -> None:
    old = only(event("DTSTART:20260317T090000Z", "SEQUENCE:0"))
    new = only(event("DTSTART:20260318T090000Z", "SEQUENCE:1", method=""))

    assert (new.start, "REQUEST") == (one_each([old, new])[0].start, one_each([old, new])[0].method)
    assert one_each([new, old]) == one_each([old, new])


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "REPLY", "COUNTER", "PUBLISH"])
def test_the_method_says_what_the_mail_wants(method: str) -> None:
    assert method == only(event("DTSTART:20260317T090000Z", method=method)).method


@pytest.mark.parametrize(
    "part", [b"", b"BEGIN:VCALENDAR", b"\x00\xff" * 50, b"BEGIN:VEVENT\r\nEND:VEVENT", b"END:VEVENT"]
)
def test_what_is_no_calendar_gives_no_time(part: bytes) -> None:
    assert all(invite.start is None for invite in read_invites(part))
