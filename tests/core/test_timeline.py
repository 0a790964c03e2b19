"""Timelines in English; the other languages stand in test_timeline_by_language."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.config.datefiles import load_timelines
from afterword.core.timeline import find_return_day, find_timeline, parse_timeline
from afterword.core.verdict import Timeline, TimelineKind
from afterword.core.workdays import add_working_days

TABLES = load_timelines(Path(__file__).parents[2] / "rules")
BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 3, 12, 13, tzinfo=UTC)
STATED, SOFT, IMPLICIT_NO, NOT_BEFORE = (
    TimelineKind.STATED,
    TimelineKind.SOFT,
    TimelineKind.IMPLICIT_NO,
    TimelineKind.NOT_BEFORE,
)


def found(text: str, written: datetime = THURSDAY, country: str = "US") -> Timeline | None:
    return find_timeline(text, "en", written, BERLIN, country, TABLES)


def days(timeline: Timeline | None) -> tuple[date, date] | None:
    return (timeline.earliest, timeline.latest) if timeline else None


def march(first: int, last: int) -> tuple[date, date]:
    return date(2026, 3, first), date(2026, 3, last)


def april(first: int, last: int) -> tuple[date, date]:
    return date(2026, 4, first), date(2026, 4, last)


TABLE = [  # domain facts, table 5.1: the words, their range, the kind, the day a check-in falls due
    ("by Friday", march(13, 13), STATED, date(2026, 3, 17)),
    ("by the end of the week", march(12, 13), STATED, date(2026, 3, 17)),
    ("this week", march(12, 13), STATED, date(2026, 3, 17)),
    ("next week", march(16, 20), STATED, date(2026, 3, 24)),
    ("by the end of next week", march(19, 20), STATED, date(2026, 3, 24)),
    ("early next week", march(16, 17), STATED, date(2026, 3, 19)),
    ("in the middle of next week", march(17, 19), STATED, date(2026, 3, 23)),
    ("within 5-7 business days", march(19, 23), STATED, date(2026, 3, 25)),
    ("in a few days", march(14, 17), STATED, date(2026, 3, 19)),
    ("in a couple of days", march(14, 17), STATED, date(2026, 3, 19)),
    ("in two weeks", march(22, 26), STATED, date(2026, 3, 30)),
    ("in a couple of weeks", march(22, 26), STATED, date(2026, 3, 30)),
    ("in a fortnight", march(22, 26), STATED, date(2026, 3, 30)),
    ("in the coming weeks", (date(2026, 3, 26), date(2026, 4, 9)), SOFT, date(2026, 4, 13)),
    ("in the next few weeks", (date(2026, 3, 26), date(2026, 4, 9)), SOFT, date(2026, 4, 13)),
    ("early next month", april(1, 10), STATED, date(2026, 4, 14)),
    ("in mid April", april(11, 20), STATED, date(2026, 4, 22)),
    ("in late April", april(21, 30), STATED, date(2026, 5, 4)),
    ("by the end of April", april(26, 30), STATED, date(2026, 5, 4)),
    ("early this month", april(1, 10), STATED, date(2026, 4, 14)),  # has passed already
    ("in Q2", april(1, 30), SOFT, date(2026, 5, 4)),
    ("next quarter", april(1, 30), SOFT, date(2026, 5, 4)),
    ("after we finish the interviews", march(12, 26), SOFT, date(2026, 3, 30)),
    ("when Anna is back", march(12, 26), SOFT, date(2026, 3, 30)),
    ("once the panel has met on Tuesday", march(17, 20), SOFT, date(2026, 3, 24)),
]


@pytest.mark.parametrize(("words", "span", "kind", "due"), TABLE)
def test_the_table_of_forms_holds(words: str, span: tuple[date, date], kind: TimelineKind, due: date) -> None:
    timeline = found(f"Thank you for coming in. We will get back to you {words}.")
    assert timeline
    assert days(timeline) == span
    assert timeline.kind is kind
    assert timeline.stated_on == date(2026, 3, 12)
    assert add_working_days(timeline.latest, 2, "US") == due


@pytest.mark.parametrize(
    ("words", "span", "kind", "due"),
    [row for row in TABLE if "panel" not in row[0] and "Anna" not in row[0] and "finish" not in row[0]],
)
def test_a_bare_answer_means_the_same(words: str, span: tuple[date, date], kind: TimelineKind, due: date) -> None:
    timeline = parse_timeline(words, "en", date(2026, 3, 12), "US", TABLES)
    assert timeline
    assert (days(timeline), timeline.kind, timeline.text) == (span, kind, words)


@pytest.mark.parametrize(
    "text",
    [
        "We will get back to you soon.",
        "You will hear from us shortly.",
        "We will be in touch in due course.",
        "We'll let you know as soon as we have news.",
        "We will contact you once a decision has been made.",
        "Please complete the test by Friday.",
        "Please reply to us by Friday.",
        "Could you let us know by Friday whether you accept?",
        "The deadline for your decision is Friday.",
        "We look forward to hearing from you by Friday.",
        "Your interview next week will be with Anna.",
        "The assessment must be submitted within 5 days.",
        "You have two weeks to sign the offer; your answer is due on Friday.",
        "We met two weeks ago and will be in touch.",
        "You need 5 years of experience. We will be in touch.",
        "Our office is closed next week.",
        "We'd like to schedule your next interview for next week. Please send your availability by tomorrow.",
        "Your offer expires on March 20.",
        "Only those selected for an interview will be contacted.",
        "The position starts on 1 May.",
        "We called you on Monday 2 March about the decision.",
        "",
    ],
)
def test_what_is_no_timeline(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("By the end of next week, we will get back to you.", date(2026, 3, 20)),
        ("Please complete the test by Friday and we will get back to you next week.", date(2026, 3, 20)),
        ("The team plans to make its decision by Friday, March 20th.", date(2026, 3, 20)),
        ("You should have an answer no later than 20 March.", date(2026, 3, 20)),
        ("A decision is due between 16 and 20 March.", date(2026, 3, 20)),
        ("Our selection process usually takes two to three weeks.", date(2026, 4, 2)),
        ("We need about another week to decide.", date(2026, 3, 19)),
        ("I expect to have feedback for you by EOD tomorrow.", date(2026, 3, 13)),
        ("We'll update you by the 20th.", date(2026, 3, 20)),
        ("You can expect to hear back either Monday or Tuesday.", date(2026, 3, 17)),
        ("We should know more in the week of 23 March.", date(2026, 3, 27)),
        ("Expect our answer within 48 hours.", date(2026, 3, 14)),
        ("I'll be in touch on Monday at the latest.", date(2026, 3, 16)),
        ("We will inform you of the outcome on 3/20.", date(2026, 3, 20)),
        ("We interview others next week and decide after that.", date(2026, 3, 25)),
        ("We will reply within ten (10) working days.", date(2026, 3, 26)),
        ("We usually reply within 48 hours.", date(2026, 3, 14)),
        ("Please allow up to 3 weeks for us to review; we'll be in touch either way.", date(2026, 4, 2)),
        (
            "Our committee meets on Tuesday and I expect to have an update for you shortly thereafter.",
            date(2026, 3, 20),
        ),
        ("I'll circle back once I've spoken with the team, most likely Monday or Tuesday.", date(2026, 3, 17)),
        ("Anna is on vacation until March 23; we'll be back in touch after that.", date(2026, 3, 26)),
        ("The start date would be in May, and we will let you know the outcome next Thursday.", date(2026, 3, 19)),
        ("We should have clarity by mid next week.", date(2026, 3, 19)),
        ("We'll get you an answer in the next day or two.", date(2026, 3, 14)),
        ("We will decide next week Wednesday.", date(2026, 3, 18)),
        ("We expect to extend an offer in the second half of April.", date(2026, 4, 30)),
        (
            "Hi Jo,\n\nthanks again!\nThe hiring manager will reach out to you by\nWednesday next week.\n\nBest",
            date(2026, 3, 18),
        ),
    ],
)
def test_what_they_promise_is_found_wherever_it_stands(text: str, latest: date) -> None:
    timeline = found(text)
    assert timeline
    assert timeline.latest == latest
    assert timeline.kind in {STATED, SOFT}


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("If you don't hear from us within 3 weeks, please consider your application unsuccessful.", date(2026, 4, 2)),
        ("If you do not hear from us by 12 June, consider your application unsuccessful", date(2026, 6, 12)),
        ("Should you not hear back by 12 June, we have decided otherwise.", date(2026, 6, 12)),
        ("Candidates who have not been contacted within two weeks were not selected.", date(2026, 3, 26)),
        ("Only shortlisted candidates will be contacted within two weeks.", date(2026, 3, 26)),
    ],
)
def test_silence_after_a_day_can_be_the_answer(text: str, latest: date) -> None:
    timeline = found(text)
    assert timeline
    assert (timeline.kind, timeline.latest) == (IMPLICIT_NO, latest)


def test_silence_after_which_one_may_ask_is_a_promise() -> None:
    timeline = found("If you haven't heard from me by Friday, feel free to give me a nudge.")
    assert timeline
    assert (timeline.kind, timeline.latest) == (STATED, date(2026, 3, 13))


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("There will be no decision before May.", date(2026, 5, 1)),
        ("We will not get back to you before May.", date(2026, 5, 1)),
        ("You will hear from us, but not before 20 April.", date(2026, 4, 20)),
        ("We won't make a decision this month.", date(2026, 4, 1)),
        ("We will not decide until the end of next week.", date(2026, 3, 20)),
    ],
)
def test_a_negative_only_puts_off(text: str, earliest: date) -> None:
    timeline = found(text)
    assert timeline
    assert (timeline.kind, timeline.earliest) == (NOT_BEFORE, earliest)


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("We'll be in touch by Tuesday. The final decision comes at the end of the month.", date(2026, 3, 31)),
        (
            "We will get back to you within two weeks. If you do not hear from us within 4 weeks, it was not a match.",
            date(2026, 3, 26),
        ),
        ("No decision this month. We will decide by 17 April.", date(2026, 4, 17)),
        ("We decide next week. At the very latest we decide by 27 March.", date(2026, 3, 27)),
    ],
)
def test_of_several_the_decision_and_then_the_latest_counts(text: str, latest: date) -> None:
    timeline = found(text)
    assert timeline
    assert timeline.latest == latest


def test_the_quote_is_the_sentence() -> None:
    timeline = found("Hello Jo. We will decide\nby Friday. Bye")
    assert timeline
    assert timeline.text == "We will decide by Friday"


@pytest.mark.parametrize(("hour", "latest"), [(7, date(2026, 3, 12)), (15, date(2026, 3, 19))])
def test_the_weekday_of_writing_is_today_in_the_morning(hour: int, latest: date) -> None:
    timeline = found("We will get back to you by Thursday.", datetime(2026, 3, 12, hour, tzinfo=UTC))
    assert timeline
    assert timeline.latest == latest


def test_after_the_holidays_is_the_first_full_working_week() -> None:
    timeline = found("We will get back to you after the holidays.", datetime(2026, 12, 17, 13, tzinfo=UTC))
    assert days(timeline) == (date(2027, 1, 4), date(2027, 1, 8))
    assert timeline
    assert add_working_days(timeline.latest, 2, "US") == date(2027, 1, 12)


def test_after_easter_waits_for_a_week_without_a_holiday() -> None:
    written = datetime(2026, 3, 30, 13, tzinfo=UTC)
    assert days(found("We will decide after Easter.", written, "DE")) == april(13, 17)  # Easter Monday is the 6th
    assert days(found("We will decide after Easter.", written, "US")) == april(6, 10)


def test_the_week_is_the_coming_one_on_a_sunday() -> None:
    assert days(found("You will hear from us this week.", datetime(2026, 3, 15, 13, tzinfo=UTC))) == march(16, 20)


def test_an_extended_timeline_reaches_the_next_friday() -> None:
    timeline = found("We need about another week to decide.", datetime(2026, 3, 20, 13, tzinfo=UTC))
    assert timeline
    assert timeline.latest == date(2026, 3, 27)
    assert add_working_days(timeline.latest, 2, "US") == date(2026, 3, 31)


@pytest.mark.parametrize("text", ["no idea", "they did not say", "asap", "soon", "", "999999999 weeks", "99 months"])
def test_an_answer_without_a_span_is_none(text: str) -> None:
    assert parse_timeline(text, "en", date(2026, 3, 12), "US", TABLES) is None


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("two weeks", date(2026, 3, 26)),
        ("They said 2 weeks.", date(2026, 3, 26)),
        ("1-2 weeks", date(2026, 3, 26)),
        ("ten days", date(2026, 3, 22)),
        ("Friday", date(2026, 3, 13)),
        ("12 June", date(2026, 6, 12)),
        ("end of next week I think", date(2026, 3, 20)),
        ("week 14", date(2026, 4, 3)),
        ("2026-04-01", date(2026, 4, 1)),
        ("if I don't hear anything by Friday it's a no", date(2026, 3, 13)),
    ],
)
def test_the_users_own_words_need_no_cue(text: str, latest: date) -> None:
    timeline = parse_timeline(text, "en", date(2026, 3, 12), "US", TABLES)
    assert timeline
    assert timeline.latest == latest


JUNE = datetime(2026, 6, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am out of the office and will be back on 17 June.", date(2026, 6, 17)),
        ("I'm on leave until 16 June.", date(2026, 6, 16)),
        ("I am out of office through 16 June.", date(2026, 6, 17)),
        ("I am out until June 16 (inclusive).", date(2026, 6, 17)),
        ("Up to and including Friday 12 June I have no access to mail.", date(2026, 6, 15)),
        ("I will be away from 10 to 16 June 2026.", date(2026, 6, 17)),
        ("I will be out of office June 10-16.", date(2026, 6, 17)),
        ("Out of office 06/10/2026 - 06/16/2026", date(2026, 6, 17)),
        ("I will be out from Monday 8 June to Friday 12 June.", date(2026, 6, 15)),
        ("Back on Monday!", date(2026, 6, 8)),
        ("I will return to the office on Saturday, June 13.", date(2026, 6, 15)),
        ("I am travelling until the end of next week.", date(2026, 6, 15)),
        ("I'll be back next week.", date(2026, 6, 8)),
        ("I am on leave, returning after 16 June.", date(2026, 6, 17)),
        ("I'm away until 10 June but my return is on 17 June.", date(2026, 6, 17)),
    ],
)
def test_an_absence_note_says_the_first_working_day_back(text: str, day: date) -> None:
    assert find_return_day(text, "en", JUNE, BERLIN, "US", TABLES) == day


@pytest.mark.parametrize(
    "text",
    [
        "I no longer work here. Ask Anna, Monday to Friday 9-5.",
        "Thank you for your mail, we will get back to you.",
        "I was away until 2 June.",
        "",
    ],
)
def test_a_note_without_a_return_has_none(text: str) -> None:
    assert find_return_day(text, "en", JUNE, BERLIN, "US", TABLES) is None


PARTS = (
    "by ",
    "Friday ",
    "decision ",
    "not ",
    "next week",
    ", ",
    "if you do not hear ",
    "12 ",
    "June ",
    "-",
    ". ",
    "after ",
    "the end of ",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_no_mixture_of_parts_breaks_the_reading(text: str) -> None:
    for timeline in (found(text), parse_timeline(text, "en", date(2026, 3, 12), "US", TABLES)):
        assert timeline is None or date(2026, 3, 12) <= timeline.earliest <= timeline.latest
    find_return_day(text, "en", JUNE, BERLIN, "US", TABLES)


@pytest.mark.parametrize(
    "part", [*PARTS, "we decide by Friday, ", "back on ", "until ", "from 10 June to ", "in two to "]
)
@pytest.mark.timeout(10)
def test_hostile_text_stays_bounded(part: str) -> None:
    text = part * (100_000 // len(part))
    found(text)
    find_return_day(text, "en", JUNE, BERLIN, "US", TABLES)
