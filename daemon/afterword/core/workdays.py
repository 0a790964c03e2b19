"""
Working days and local times: the only place that adds days or joins a wall clock to a zone.

Days are added to local dates, never to aware datetimes: `aware + 24 hours` is 23 or 25 hours
of real time around a change of the clocks (PEP 495, zoneinfo).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays
from holidays.registry import COUNTRIES

_ONE_DAY = timedelta(days=1)
_WHERE_MOST_LIVE = {"GB": "ENG"}  # the days of the whole kingdom lack Easter Monday and the bank holiday of August


@cache
def _known() -> frozenset[str]:
    # The library's own list of codes loads the calendar of every country, 0.1 to 0.6 s; its table names them at once.
    return frozenset(code for _, *codes in COUNTRIES.values() for code in codes if len(code) == 2)


def knows_country(country: str) -> bool:
    """Tell whether the holidays of this country (ISO 3166-1 alpha-2, upper case) are known."""
    return country in _known()


@cache
def _calendar(country: str) -> HolidayBase:
    if not knows_country(country):
        raise ValueError(f"no holidays are known for the country {country!r}; write a code such as US, GB or DE")
    return country_holidays(country, subdiv=_WHERE_MOST_LIVE.get(country))


def is_working_day(day: date, country: str) -> bool:
    """Tell whether people work on this day: neither weekend nor public holiday there. ValueError: unknown country."""
    return _calendar(country).is_working_day(day)


def add_working_days(day: date, count: int, country: str) -> date:
    """
    Return the *count*-th working day after *day*, which itself is never counted; for 0, *day* as it is.

    ValueError names a country that is unknown; OverflowError where the calendar ends (year 9999).
    """
    while count > 0:
        day += _ONE_DAY
        count -= is_working_day(day, country)
    return day


def first_working_day(day: date, country: str) -> date:
    """Return *day* if it is a working day, else the next one that is. ValueError: unknown country."""
    while not is_working_day(day, country):
        day += _ONE_DAY
    return day


def at_local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """
    Return the instant, aware UTC, at which the wall clock of *zone* shows *clock* on *day*.

    A time that the clocks skip moves forward by the length of the gap (02:30 becomes 03:30);
    of a time that comes twice the first is taken.
    """
    return datetime.combine(day, clock.replace(fold=0), zone).astimezone(UTC)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day of *zone* at this instant; *at* is aware."""
    return at.astimezone(zone).date()
