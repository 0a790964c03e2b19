"""
What stated spans of time mean on the calendar, as first and last day (domain facts, table 5.1).

Pure arithmetic on local days; the words are read in `terms`.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from afterword.core.workdays import add_working_days, is_working_day

SOFT_DAYS = 14
"""An event without a date is given this long."""
EVENT_DAYS = 3
"""Working days from an event with a date to the word about it."""
_FRIDAY = 4
_LONGEST = 370
_HOLIDAY_SEASON = frozenset({10, 11, 12, 1})


class Unit(StrEnum):
    """Units in which people count ahead."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"


class Part(StrEnum):
    """Parts of a week or a month."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    END = "end"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both inclusive. `soft` where the words bind nobody; `open` where it has no stated begin."""

    earliest: date
    latest: date
    soft: bool = False

    def not_before(self, day: date) -> "Period | None":
        """Return what is left of it from *day* on."""
        if self.latest < day:
            return None
        return replace(self, earliest=max(self.earliest, day))


def ahead(today: date, low: int, high: int, unit: Unit, country: str, *, within: bool = False) -> Period | None:
    """
    Return so many units from *today*; None where it is more than a year.

    A week's end is taken as its working days: two weeks are 10 to 14 days. *within* makes
    the count of days a limit: it begins on the next day.
    """
    days = {Unit.HOURS: 1, Unit.DAYS: 1, Unit.WORKING_DAYS: 2, Unit.WEEKS: 7, Unit.MONTHS: 31}[unit]
    if not 0 < high * days <= _LONGEST * (24 if unit is Unit.HOURS else 1):
        return None
    if unit is Unit.WORKING_DAYS:
        first = 1 if within and low == high else low
        return Period(add_working_days(today, first, country), add_working_days(today, high, country))
    if unit is Unit.HOURS:
        low, high, unit = -(-low // 24), -(-high // 24), Unit.DAYS
    if unit is Unit.DAYS:
        return Period(today + timedelta(days=1 if within and low == high else low), today + timedelta(days=high))
    if unit is Unit.WEEKS:
        return Period(today + timedelta(days=7 * low - 4), today + timedelta(weeks=high))
    last = add_months(today, high)
    return Period(max(add_months(today, low) - timedelta(days=6), today), last, soft=True)


def few(today: date, unit: Unit, country: str) -> Period:
    """Return "a few" of a unit: days are 2 to 5, weeks 14 to 28 days."""
    if unit is Unit.WORKING_DAYS:
        return Period(add_working_days(today, 2, country), add_working_days(today, 5, country))
    if unit is Unit.WEEKS:
        return Period(today + timedelta(days=14), today + timedelta(days=28), soft=True)
    if unit is Unit.MONTHS:
        return Period(add_months(today, 2), add_months(today, 4), soft=True)
    return Period(today + timedelta(days=2), today + timedelta(days=5))


def week(today: date, shift: int, part: Part | None = None) -> Period:
    """
    Return the working days of a calendar week, counted from this one; on a weekend this week is the coming one.

    A part of this week that has passed is that of the next.
    """
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    if shift == 0 and today.weekday() > _FRIDAY:
        monday += timedelta(weeks=1)
    first, last = {
        None: (0, 4),
        Part.EARLY: (0, 1),
        Part.MIDDLE: (1, 3),
        Part.FIRST_HALF: (0, 2),
        Part.SECOND_HALF: (2, 4),
    }.get(part, (3, 4))
    found = Period(monday + timedelta(days=first), monday + timedelta(days=last)).not_before(today)
    return found or week(today, shift + 1, part)


def calendar_week(today: date, number: int) -> Period | None:
    """Return the working days of the next ISO week of this number (ISO 8601)."""
    for year in (today.isocalendar().year, today.isocalendar().year + 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        left = Period(monday, monday + timedelta(days=4)).not_before(today)
        if left:
            return left
    return None


def month(today: date, year: int, number: int, part: Part | None = None) -> Period:
    """Return a month, or a part of it."""
    length = monthrange(year, number)[1]
    first, last = {
        None: (1, length),
        Part.EARLY: (1, 10),
        Part.MIDDLE: (11, 20),
        Part.LATE: (21, length),
        Part.END: (length - 4, length),
        Part.FIRST_HALF: (1, 15),
        Part.SECOND_HALF: (16, length),
    }[part]
    whole = Period(date(year, number, first), date(year, number, last))
    return whole.not_before(today) or whole


def named_month(today: date, number: int, year: int | None, part: Part | None = None) -> Period:
    """Return the next month of this number of which the part has not passed."""
    if year is not None:
        return month(today, year, number, part)
    this = month(today, today.year, number, part)
    return this if this.latest >= today else month(today, today.year + 1, number, part)


def shifted_month(today: date, shift: int, part: Part | None = None) -> Period:
    """Return the month so many months from now; a part of this month that has passed means the next one."""
    first = add_months(today.replace(day=1), shift)
    found = month(today, first.year, first.month, part)
    return found if found.latest >= today else shifted_month(today, shift + 1, part)


def quarter(today: date, number: int, part: Part | None = None, year: int | None = None) -> Period:
    """Return the first month of the next quarter of this number (1 to 4), or the rest of it where that has passed."""
    year = year or today.year + (number * 3 < today.month)
    first, last = month(today, year, number * 3 - 2), month(today, year, number * 3).latest
    if part in {Part.END, Part.LATE}:
        return Period(last - timedelta(days=4), last, soft=True)
    return Period(max(first.earliest, today), last if first.latest < today else first.latest, soft=True)


def shifted_quarter(today: date, shift: int, part: Part | None = None) -> Period:
    """Return the quarter so many quarters from now, as `quarter` does."""
    there = add_months(today, 3 * shift)
    return quarter(today, (there.month + 2) // 3, part, there.year)


def year(today: date, shift: int, part: Part | None, country: str) -> Period:
    """Return the end of the year, or what people call early in it: January without its first holidays."""
    number = today.year + shift
    if part in {Part.END, Part.LATE}:
        return Period(date(number, 12, 27), date(number, 12, 31), soft=True)
    if shift == 0:
        return Period(today, date(number, 12, 31), soft=True)
    first = full_week_after(date(number, 1, 1), country).earliest
    return Period(first, date(number, 1, 31), soft=True)


def after_holiday(today: date, name: str, country: str) -> Period:
    """
    Return the first full working week after a holiday: MM-DD, "easter", "easter+49", "thanksgiving" or "holidays".

    "The holidays" are those of the new year if it is winter, else some we do not know of.
    """
    if name == "holidays":
        if today.month not in _HOLIDAY_SEASON:
            return after_event(today)
        name = "01-01"
    soon = today - timedelta(days=SOFT_DAYS)
    days = (_holiday(number, name) for number in (soon.year, soon.year + 1))
    return full_week_after(next(day for day in days if day >= soon or day.year > soon.year), country)


def holiday(today: date, name: str) -> date:
    """Return the next such holiday."""
    name = "12-24" if name == "holidays" else name
    this = _holiday(today.year, name)
    return this if this >= today else _holiday(today.year + 1, name)


def season(today: date, name: str) -> Period:
    """Return the next span MM-DD/MM-DD of the year."""
    first, _, last = name.partition("/")
    over_new_year = last < first
    spans = (
        Period(_month_day(number, first), _month_day(number + over_new_year, last)).not_before(today)
        for number in (today.year - 1, today.year, today.year + 1)
    )
    return next(span for span in spans if span)


def after_event(today: date) -> Period:
    """Return the span for an event without a date."""
    return Period(today, today + timedelta(days=SOFT_DAYS), soft=True)


def after(event: Period, country: str) -> Period:
    """Return the span in which word comes after an event with a date."""
    return Period(event.latest, add_working_days(event.latest, EVENT_DAYS, country), soft=True)


def full_week_after(day: date, country: str) -> Period:
    """Return the first week after *day* of which Monday to Friday are all working days, at most six weeks on."""
    monday = day + timedelta(days=7 - day.weekday())
    for _ in range(6):
        if all(is_working_day(monday + timedelta(days=n), country) for n in range(5)):
            break
        monday += timedelta(weeks=1)
    return Period(monday, monday + timedelta(days=4))


def add_months(day: date, count: int) -> date:
    """Return the same day so many months on, or the last day of a month that is too short."""
    years, index = divmod(day.month - 1 + count, 12)
    number = day.year + years
    return date(number, index + 1, min(day.day, monthrange(number, index + 1)[1]))


def _holiday(number: int, name: str) -> date:
    if name.startswith("easter"):
        return _easter(number) + timedelta(days=int(name[6:] or 0))
    if name == "thanksgiving":
        first = date(number, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return _month_day(number, name)


def _month_day(number: int, text: str) -> date:
    month_number = int(text[:2])
    return date(number, month_number, min(int(text[3:5]), monthrange(number, month_number)[1]))


def _easter(number: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature 1876)."""
    a, (b, c) = number % 19, divmod(number, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    n, day = divmod(h + shift - 7 * ((a + 11 * h + 22 * shift) // 451) + 114, 31)
    return date(number, n, day + 1)
