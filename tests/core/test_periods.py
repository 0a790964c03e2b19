"""Spans of time on the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.core import periods
from afterword.core.periods import Part, Period, Unit
from afterword.core.workdays import is_working_day

DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))
PARTS = st.sampled_from([None, *Part])


@given(DAYS, st.integers(0, 3), PARTS)
def test_parts_of_weeks_lie_ahead_within_one_working_week(today: date, shift: int, part: Part | None) -> None:
    span = periods.week(today, shift, part)
    assert today <= span.earliest <= span.latest
    assert span.latest - span.earliest < timedelta(days=5)
    assert span.latest.weekday() < 5


@given(DAYS, st.integers(0, 3), PARTS)
def test_parts_of_months_and_quarters_lie_ahead(today: date, shift: int, part: Part | None) -> None:
    for span in (periods.shifted_month(today, shift, part), periods.shifted_quarter(today, shift, part)):
        assert today <= span.latest
        assert span.earliest <= span.latest


@given(DAYS, st.integers(1, 12), PARTS)
def test_a_named_month_is_the_next_one_of_its_name(today: date, month: int, part: Part | None) -> None:
    span = periods.named_month(today, month, None, part)
    assert span.earliest.month == span.latest.month == month
    assert today <= span.latest < today + timedelta(days=400)


@settings(deadline=None)  # the first look at a year reads its holidays
@given(DAYS, st.integers(1, 30), st.integers(0, 10), st.sampled_from(Unit))
def test_counts_lead_ahead_and_are_ordered(today: date, low: int, more: int, unit: Unit) -> None:
    span = periods.ahead(today, low, low + more, unit, "US")
    assert span is None or today <= span.earliest <= span.latest


@pytest.mark.parametrize("unit", list(Unit))
def test_more_than_a_year_is_no_timeline(unit: Unit) -> None:
    assert periods.ahead(date(2026, 3, 12), 9000, 9000, unit, "US") is None


@settings(deadline=None)
@given(DAYS, st.sampled_from(["US", "DE", "GB", "ES"]))
def test_a_full_week_has_five_working_days(day: date, country: str) -> None:
    span = periods.full_week_after(day, country)
    assert span.earliest > day
    assert all(is_working_day(span.earliest + timedelta(days=n), country) for n in range(5))


@pytest.mark.parametrize(
    ("today", "name", "country", "monday"),
    [
        (date(2026, 12, 17), "holidays", "US", date(2027, 1, 4)),
        (date(2026, 12, 28), "12-25", "US", date(2027, 1, 4)),
        (date(2026, 12, 17), "01-06", "ES", date(2027, 1, 11)),
        (date(2026, 3, 12), "easter", "DE", date(2026, 4, 13)),
        (date(2027, 3, 12), "easter", "US", date(2027, 3, 29)),
        (
            date(2026, 5, 1),
            "easter+49",
            "DE",
            date(2026, 6, 1),
        ),  # Whit Monday is 25 May
        (date(2026, 11, 12), "thanksgiving", "US", date(2026, 11, 30)),
        (date(2026, 7, 1), "08-15", "IT", date(2026, 8, 17)),
    ],
)
def test_after_a_holiday_is_the_first_full_working_week(today: date, name: str, country: str, monday: date) -> None:
    assert periods.after_holiday(today, name, country) == Period(monday, monday + timedelta(days=4))


def test_the_holidays_of_the_summer_are_unknown() -> None:
    span = periods.after_holiday(date(2026, 7, 1), "holidays", "US")
    assert span == Period(date(2026, 7, 1), date(2026, 7, 15), soft=True)


def test_a_season_may_span_the_new_year() -> None:
    assert periods.season(date(2027, 1, 1), "12-27/01-02") == Period(date(2027, 1, 1), date(2027, 1, 2))


def test_a_calendar_week_that_has_passed_is_that_of_next_year() -> None:
    assert periods.calendar_week(date(2026, 3, 12), 14) == Period(date(2026, 3, 30), date(2026, 4, 3))
    assert periods.calendar_week(date(2026, 3, 12), 2) == Period(date(2027, 1, 11), date(2027, 1, 15))
