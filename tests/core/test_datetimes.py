"""Interview times in English prose; the other languages stand in test_datetimes_by_language."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.config.datefiles import load_dates
from afterword.core.datetimes import Slot, SlotRole, find_slots
from afterword.core.verdict import Doubt

TABLES = load_dates(Path(__file__).parents[2] / "rules")
BERLIN = ZoneInfo("Europe/Berlin")
WRITTEN = datetime(2026, 3, 12, 9, tzinfo=UTC)  # a Thursday


def slots(text: str, country: str = "US", written: datetime = WRITTEN, zone: ZoneInfo = BERLIN) -> tuple[Slot, ...]:
    return find_slots(text, "en", written, zone, country, TABLES)


def shown(slot: Slot) -> str:
    """Write a slot as "2026-03-17 10:00-11:00 Europe/Berlin", or only its day."""
    if slot.appointment is None:
        return str(slot.day)
    zone = ZoneInfo(slot.appointment.zone)
    start, end = (at.astimezone(zone) for at in (slot.appointment.start, slot.appointment.end))
    return f"{start:%Y-%m-%d %H:%M}-{end:%H:%M} {slot.appointment.zone}"


@pytest.mark.parametrize(
    "text",
    [
        "Your interview is on Tuesday, March 17, 2026 at 10:00 AM.",
        "Tuesday 17 March 2026 ⋅ 10:00 \u2013 11:00",
        "10:00am - 11:00am, Tuesday, March 17, 2026",
        "When: Tue Mar 17, 2026 10am \u2013 11am",
        "Date: Tuesday, 17 March\nTime: 10:00 - 11:00\nPlace: Berlin",
        "Date: Tuesday, 17 March\nPlace: 3 Main Street\nWith: Anna Lee, Head of Data\nTime: 10:00",
        "Time: 10:00\nDate: 17 March 2026",
        "Tuesday 10am works, call me on 555-123-4567.",
        "Could we say Tuesday at 10?",
        "Let us talk on Tuesday the 17th at ten o'clock",
        "Tues 17 at 10am suits us",
        "next Tuesday from 10 to 11am",
        "10-11am on Tuesday",
        "at 10:00 on Tuesday for 60 minutes",
        "at 10 a.m. on March 17th, for an hour",
        "17.03.2026, 10.00 am",
        "2026-03-17T10:00",
        "2026/03/17 10:00:00",
        "17/3 at 10am",
        "3/17/26, 10 AM",
        "Tuesday 17th of March @ 10",
        "The interview on Tuesday 17 March will take place in our office at 10:00 with two colleagues",
        "between 10 and 11am on Tuesday",
        "Tuesday\n17 March\n10:00",
        "Mar. 17, 2026 | 10:00 | Zoom",
        "Are you free next week? We could offer Tuesday at 10:00.",
        "Are you around at 10 on Tuesday morning?",
        "Interview on 17-Mar-2026, 1000 hrs",
        "Start: 17-Mar-2026 10:00\nEnd: 17-Mar-2026 11:00",
        "Tuesday, 17 March, starting at 10:00 and ending at 11:00",
        "Would next Tues, 17th March, 10.00 work?",
        "Event: Screening\nDate/Time: 03/17/2026 10:00 AM",
        "We would like to see you next\nTuesday at\n10:00",
        "The call is on Tuesday, 10am.\n\nOffice hours: 9-5 Monday to Friday",
    ],
)
def test_the_same_hour_is_read_however_it_is_written(text: str) -> None:
    assert [shown(slot) for slot in slots(text)] == ["2026-03-17 10:00-11:00 Europe/Berlin"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("at noon", "12:00-13:00"),
        ("at 12 noon", "12:00-13:00"),
        ("at 12pm", "12:00-13:00"),
        ("at half past nine", "09:30-10:30"),
        ("at half ten", "10:30-11:30"),
        ("at a quarter to three", "14:45-15:45"),
        ("at 2", "14:00-15:00"),
        ("at 2:30", "14:30-15:30"),
        ("at 7", "07:00-08:00"),
        ("at 02:30", "02:30-03:30"),
        ("2-3pm", "14:00-15:00"),
        ("11am-12pm", "11:00-12:00"),
        ("11-1pm", "11:00-13:00"),
        ("2pm\u20132:45pm", "14:00-14:45"),
        ("from 2 to 3:30", "14:00-15:30"),
        ("2:00 PM until 4:00 PM", "14:00-16:00"),
        ("10:00 (30 min)", "10:00-10:30"),
        ("10:00 for 45 minutes", "10:00-10:45"),
        ("10:00, 1.5 hours", "10:00-11:30"),
        ("10:00 for an hour and a half", "10:00-11:30"),
        ("10:00 for half an hour", "10:00-10:30"),
        ("10:00. The call takes 30-45 minutes.", "10:00-10:45"),
        ("10:00, a 90-minute session", "10:00-11:30"),
        ("10:00. Please be there 10 minutes early.", "10:00-11:00"),
        ("10:00 sharp", "10:00-11:00"),
    ],
)
def test_clocks_and_lengths(text: str, hours: str) -> None:
    (slot,) = slots(f"Tuesday 17 March {text}")
    assert shown(slot) == f"2026-03-17 {hours} Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Tuesday 17 March at 10:00 PT", "DE", "10:00-11:00 America/Los_Angeles"),
        ("Tuesday 17 March at 10:00am Pacific", "DE", "10:00-11:00 America/Los_Angeles"),
        ("Tuesday 17 March at 10:00 EDT", "DE", "10:00-11:00 America/New_York"),
        ("Tuesday 17 March at 10:00 EST", "DE", "10:00-11:00 Etc/GMT+5"),  # New York has EDT by then
        ("Tuesday 17 March at 10:00 CET", "DE", "10:00-11:00 Europe/Brussels"),
        ("Tuesday 17 March at 10:00 UTC+2", "DE", "10:00-11:00 Etc/GMT-2"),
        ("Tuesday 17 March at 10:00 (GMT+5:30)", "DE", "10:00-11:00 Asia/Kolkata"),
        ("2026-03-17T10:00:00Z", "DE", "10:00-11:00 UTC"),
        ("2026-03-17 10:00 +01:00", "DE", "10:00-11:00 Etc/GMT-1"),
        ("Tuesday 17 March at 10:00 London time", "DE", "10:00-11:00 Europe/London"),
        ("Tuesday 17 March at 10:00 (New York time)", "DE", "10:00-11:00 America/New_York"),
        ("Tuesday 17 March at 10:00 Europe/Berlin", "US", "10:00-11:00 Europe/Berlin"),
        (
            "Tuesday 17 March 10:00-11:00 (UTC-08:00) Pacific Time (US & Canada)",
            "DE",
            "10:00-11:00 America/Los_Angeles",
        ),
        ("Tuesday 17 March 10:00 (UTC+01:00) Amsterdam, Berlin, Rome", "US", "10:00-11:00 Europe/Amsterdam"),
        ("Tuesday 17 March 10:00 AM (Eastern Time - US & Canada)", "DE", "10:00-11:00 America/New_York"),
        ("Tuesday 17 March 10:00 CST", "US", "10:00-11:00 America/Chicago"),
        ("Tuesday 17 March 10:00 CST", "CN", "10:00-11:00 Asia/Shanghai"),
        ("Tuesday 17 March 10:00 IST", "IE", "10:00-11:00 Europe/Dublin"),
        ("Tuesday 17 March 10:00. Time zone: Eastern Time", "DE", "10:00-11:00 America/New_York"),
        ("All times are in CET. Tuesday 17 March 10:00", "US", "10:00-11:00 Europe/Brussels"),
        ("Tuesday 17 March 10:00 ET / 7:00 PT", "DE", "10:00-11:00 America/New_York"),
    ],
)
def test_zones_are_the_ones_the_sender_wrote(text: str, country: str, expected: str) -> None:
    (slot,) = slots(text, country)
    assert shown(slot) == f"2026-03-17 {expected}"
    assert slot.has_zone
    assert not slot.doubts


def test_a_stated_letter_is_taken_at_its_word_in_summer() -> None:
    (slot,) = slots("July 14 at 10am EST")
    assert slot.appointment
    assert slot.appointment.start == datetime(2026, 7, 14, 15, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["CST", "IST", "BST"])
def test_an_abbreviation_that_the_country_does_not_settle_is_a_doubt(zone: str) -> None:
    (slot,) = slots(f"Tuesday 14 July at 10:00 {zone}", country="DE")
    assert slot.doubts == (Doubt.ZONE_UNKNOWN,)


def test_summer_time_is_that_of_the_day_itself() -> None:
    for text in ("Tuesday 17 March 2026, 10:00 ET", "Tuesday 31 March 2026, 10:00 ET"):
        (slot,) = slots(text)
        assert slot.appointment
        assert slot.appointment.start.hour == 14  # New York has summer time on both days, Berlin on the second only


def test_without_a_zone_the_users_own_is_taken_and_said_so() -> None:
    (slot,) = slots("Tuesday 17 March at 10:00", zone=ZoneInfo("America/Los_Angeles"))
    assert shown(slot) == "2026-03-17 10:00-11:00 America/Los_Angeles"
    assert not slot.has_zone


@pytest.mark.parametrize(
    ("text", "country", "day"),
    [
        ("3/4/2026 at 2pm", "US", date(2026, 3, 4)),
        ("3/4/2026 at 2pm", "GB", date(2026, 4, 3)),
        ("17/3/2026 at 2pm", "US", date(2026, 3, 17)),
        ("3/17/2026 at 2pm", "GB", date(2026, 3, 17)),
        ("Friday 3/4/2026 at 2pm", "US", date(2026, 4, 3)),  # the weekday settles it
        ("3/4/2026 at 2pm PT", "DE", date(2026, 3, 4)),  # and so does an American zone
        ("2 January at 14:00", "GB", date(2026, 1, 2)),  # just past: nobody fixes interviews ten months ahead
        ("2 November at 14:00", "GB", date(2026, 11, 2)),
        ("tomorrow at 14:00", "GB", date(2026, 3, 13)),
        ("the day after tomorrow at 14:00", "GB", date(2026, 3, 14)),
        ("Thursday at 14:00", "GB", date(2026, 3, 19)),  # today would be called today
        ("this Friday at 14:00", "GB", date(2026, 3, 13)),
        ("Friday next week at 14:00", "GB", date(2026, 3, 20)),
        ("next Friday at 14:00", "GB", date(2026, 3, 20)),
        ("last Monday at 14:00", "GB", date(2026, 3, 9)),
    ],
)
def test_days_are_settled_by_country_weekday_and_the_day_of_writing(text: str, country: str, day: date) -> None:
    (slot,) = slots(text, country)
    assert slot.day == day
    assert not slot.doubts


def test_a_year_is_added_over_new_year() -> None:
    (slot,) = slots("Tuesday 5 January at 10:00", written=datetime(2026, 12, 20, 9, tzinfo=UTC))
    assert slot.day == date(2027, 1, 5)


@pytest.mark.parametrize(
    "text", ["Wednesday, March 17, 2026 at 10:00", "10:00 on Wed 17 March", "Friday the 17th at 10"]
)
def test_a_weekday_that_contradicts_the_date_is_a_doubt(text: str) -> None:
    (slot,) = slots(text)
    assert slot.day == date(2026, 3, 17)
    assert slot.doubts == (Doubt.WEEKDAY_CONTRADICTS_DATE,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday at 11 or Tuesday at 2:30", ["2026-03-16 11:00", "2026-03-17 14:30"]),
        ("Tuesday 17 March: 10:00, 14:00 or 16:30", ["2026-03-17 10:00", "2026-03-17 14:00", "2026-03-17 16:30"]),
        ("10:00 on Tuesday, 11:00 on Wednesday", ["2026-03-17 10:00", "2026-03-18 11:00"]),
        ("Tuesday or Wednesday at 10:00", ["2026-03-17 10:00", "2026-03-18 10:00"]),
        ("- Tue 17 March, 10:00\n- Wed 18 March, 11:00", ["2026-03-17 10:00", "2026-03-18 11:00"]),
        ("1. Tuesday 10:00\n2. Wednesday 11:00", ["2026-03-17 10:00", "2026-03-18 11:00"]),
        ("Monday 16th March: 9-10am; Tuesday 17th March: 3-4pm", ["2026-03-16 09:00", "2026-03-17 15:00"]),
        ("Next week suits us: Tuesday at 10, Thursday 2pm", ["2026-03-17 10:00", "2026-03-19 14:00"]),
    ],
)
def test_several_proposals_are_all_found(text: str, expected: list[str]) -> None:
    assert [shown(slot)[:16] for slot in slots(text)] == expected


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("The interview moved from Tuesday 10:00 to Friday 14:00.", "2026-03-17 10:00", "2026-03-13 14:00"),
        ("It was moved from 10:00 to 11:00 on Tuesday.", "2026-03-17 10:00", "2026-03-17 11:00"),
        ("Instead of Monday at 10, let us meet on Tuesday at 11.", "2026-03-16 10:00", "2026-03-17 11:00"),
        (
            "The call originally planned for Tuesday 17 March at 10:00 will now be on Friday 20 March at 14:00.",
            "2026-03-17 10:00",
            "2026-03-20 14:00",
        ),
        (
            "I cannot make Tuesday at 10:00, could we do Wednesday at 11:00 instead?",
            "2026-03-17 10:00",
            "2026-03-18 11:00",
        ),
        ("We must postpone our Tuesday 10:00 call until Friday at 2pm.", "2026-03-17 10:00", "2026-03-13 14:00"),
        ("Old time: Tuesday 10:00. New time: Wednesday 11:00", "2026-03-17 10:00", "2026-03-18 11:00"),
        ("Friday 20 March at 10:00 rather than Tuesday 17 March at 10:00", "2026-03-17 10:00", "2026-03-20 10:00"),
    ],
)
def test_old_and_new_times_are_told_apart(text: str, old: str, new: str) -> None:
    by_role = {slot.role: shown(slot)[:16] for slot in slots(text)}
    assert by_role == {SlotRole.OLD: old, SlotRole.NEW: new}


def test_a_move_to_a_time_alone_is_new() -> None:
    (slot,) = slots("Your interview has been rescheduled to Wednesday, 18 March at 3:30 PM ET.")
    assert slot.role is SlotRole.NEW


def test_a_footer_about_rescheduling_moves_nothing() -> None:
    (slot,) = slots("To reschedule or cancel, click below.\n\nInterview: Wed 18 Mar 2026, 15:30")
    assert slot.role is SlotRole.PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "We use Python 3.11. You may 5 times apply.",
        "Call me on +49 30 12 03 2026 10 or 212-555-0110.",
        "The salary is $50-60k, 10.000 € more at 11 Main Street.",
        "Copyright 2026. Req 10-12-2026, version 1.10.2026.",
        "Our Sat team read the Sun. See 10:00 in the log.",
        "It may be 10:00 already; they march 12 times.",
        "We were founded on 3 March 1998.",
        "The score was 16:9, the ratio 3/4, the address 10.1.2.3.",
        "Interviews run in the week of March 16.",
        "Our office closes March 16-18 and 20 to 23 April.",
        "February 30 at 10:00",
        "Today we are hiring.",
        "My address is 12 May Street.",
        "",
    ],
)
def test_other_figures_are_no_times(text: str) -> None:
    assert slots(text) == ()


def test_a_day_without_a_time_is_kept_as_a_day() -> None:
    (slot,) = slots("Does Friday 20 March suit you?")
    assert (slot.appointment, slot.day) == (None, date(2026, 3, 20))


def test_offsets_show_where_the_words_stand() -> None:
    text = "Hello, see you on Tuesday 17 March at 10:00. Bye"
    (slot,) = slots(text)
    assert text[slot.begin : slot.finish] == slot.words == "Tuesday 17 March at 10:00"


DAY_ONE, DAY_LAST = datetime.fromisoformat("2026-03-12"), datetime.fromisoformat("2027-11-30")
FORMS = (
    "{:%A, %B %d, %Y at %I:%M %p}",
    "{:%a %d %b %Y, %H:%M}",
    "{:%Y-%m-%d %H:%M}",
    "{:%H:%M on %A %d %B %Y}",
    "{:%I:%M%p, %B %d %Y}",
    "{:Date: %d/%m/%Y\nTime: %H:%M}",
)


@settings(deadline=None)
@given(
    st.datetimes(DAY_ONE, DAY_LAST).map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(FORMS),
)
def test_a_written_time_is_read_back(at: datetime, form: str) -> None:
    (slot,) = slots(f"We meet {form.format(at)} in room 4.", country="GB", zone=ZoneInfo("Etc/GMT-3"))
    assert slot.appointment
    assert slot.appointment.start == at.replace(tzinfo=UTC) - timedelta(hours=3)


PARTS = (
    "Tuesday ",
    "17 ",
    "March ",
    "10:00",
    "-",
    " or ",
    "at ",
    "may ",
    "1 ",
    "1.",
    "/",
    "(UTC+1) ",
    "\n",
    "from ",
    "half past ",
    "PT ",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_no_mixture_of_parts_breaks_the_reading(text: str) -> None:
    for slot in slots(text):
        assert slot.appointment is None or slot.appointment.start < slot.appointment.end
        assert text[slot.begin : slot.finish] == slot.words


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    slots(text)


@pytest.mark.parametrize("part", [*PARTS, "10 to ", "instead of ", "9", "London ", "12.3.", "Europe/", "Tuesday or "])
@pytest.mark.timeout(10)
def test_hostile_text_stays_bounded(part: str) -> None:
    assert len(slots(part * (100_000 // len(part)))) <= 50
