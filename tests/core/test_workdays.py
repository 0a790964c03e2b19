"""Working days and local times."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.core.workdays import (
    add_working_days,
    at_local,
    first_working_day,
    is_working_day,
    knows_country,
    local_day,
)

NEW_YORK, BERLIN, LOS_ANGELES = (ZoneInfo(z) for z in ("America/New_York", "Europe/Berlin", "America/Los_Angeles"))
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
COUNTRIES = st.sampled_from(["US", "GB", "DE", "FR", "ES", "PT", "IT", "NL", "AE", "IL"])


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2026, 3, 12), "US", True),
        (date(2026, 3, 14), "US", False),  # Saturday
        (date(2026, 7, 3), "US", False),  # 4 July is a Saturday, observed the day before
        (date(2026, 7, 3), "DE", True),
        (date(2026, 10, 3), "DE", False),
        (date(2026, 12, 28), "GB", False),  # Boxing Day on a Saturday, substitute day
        (date(2026, 3, 13), "IL", False),  # Friday is weekend there
        (date(2026, 3, 15), "IL", True),  # and Sunday a working day
    ],
)
def test_people_work_neither_at_weekends_nor_on_holidays_of_their_country(day: date, country: str, works: bool) -> None:
    assert is_working_day(day, country) is works


@pytest.mark.parametrize(
    ("day", "count", "country", "then"),
    [
        (date(2026, 3, 13), 2, "US", date(2026, 3, 17)),
        (date(2026, 3, 20), 2, "US", date(2026, 3, 24)),
        (date(2026, 4, 2), 1, "DE", date(2026, 4, 7)),  # Good Friday to Easter Monday
        (date(2026, 4, 2), 1, "US", date(2026, 4, 3)),
        (date(2026, 12, 31), 2, "US", date(2027, 1, 5)),
        (date(2026, 3, 14), 0, "US", date(2026, 3, 14)),
    ],
)
def test_working_days_are_counted_from_the_next_one(day: date, count: int, country: str, then: date) -> None:
    assert add_working_days(day, count, country) == then


def test_the_first_working_day_is_the_day_itself_or_the_next_one() -> None:
    assert first_working_day(date(2026, 3, 12), "US") == date(2026, 3, 12)
    assert first_working_day(date(2026, 12, 25), "GB") == date(2026, 12, 29)


@settings(deadline=None)  # the first look at a year reads its holidays
@given(DAYS, st.integers(1, 20), COUNTRIES)
def test_exactly_so_many_working_days_lie_behind_the_start(day: date, count: int, country: str) -> None:
    end = add_working_days(day, count, country)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(d, country) for d in between) == count
    assert is_working_day(end, country)


@pytest.mark.parametrize("country", ["XX", "", "Germany", "de"])
def test_an_unknown_country_is_named_in_the_error(country: str) -> None:
    assert not knows_country(country)
    with pytest.raises(ValueError, match=repr(country)):
        is_working_day(date(2026, 3, 12), country)


def test_common_countries_are_known() -> None:
    assert all(knows_country(c) for c in ("US", "CA", "GB", "IE", "DE", "AT", "CH", "FR", "ES", "PT", "BR", "IT", "NL"))


def test_a_wall_time_keeps_its_hour_across_a_change_of_the_clocks() -> None:
    nine = time(9)
    assert at_local(date(2026, 3, 28), nine, BERLIN) == datetime(2026, 3, 28, 8, tzinfo=UTC)
    assert at_local(date(2026, 3, 29), nine, BERLIN) == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert at_local(date(2026, 3, 17), time(10), NEW_YORK).astimezone(BERLIN).hour == 15
    assert at_local(date(2026, 3, 31), time(10), NEW_YORK).astimezone(BERLIN).hour == 16


def test_a_skipped_time_moves_forward_and_a_double_one_is_the_first() -> None:
    gap = at_local(date(2026, 3, 29), time(2, 30), BERLIN)
    assert gap.astimezone(BERLIN).time() == time(3, 30)
    first = at_local(date(2026, 10, 25), time(2, 30, fold=1), BERLIN)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_day_is_the_local_one_over_midnight_utc() -> None:
    end = at_local(date(2026, 3, 17), time(17, 30), LOS_ANGELES)
    assert end == datetime(2026, 3, 18, 0, 30, tzinfo=UTC)
    assert local_day(end, LOS_ANGELES) == date(2026, 3, 17)


@given(DAYS, st.times().map(lambda t: t.replace(second=0, microsecond=0)), st.sampled_from([NEW_YORK, BERLIN]))
def test_a_local_time_comes_back_on_its_day_unless_it_was_skipped(day: date, clock: time, zone: ZoneInfo) -> None:
    at = at_local(day, clock, zone)
    assert at.tzinfo is UTC
    assert local_day(at, zone) == day
    assert at.astimezone(zone).time().replace(fold=0) >= clock
