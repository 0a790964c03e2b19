"""Days as people mean them: weekday, date, "tomorrow", in any mixture; and which day of the calendar that is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

COMING, LAST = 100, -100
"""Values of `Day.shift` beside numbers of weeks: the first such day after today, the last one before it."""

_PAST_DAYS = 90
"""A date without a year lies in the next nine months or the last three: nobody fixes interviews further ahead."""
_NEAR_DAYS = 45
_YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Day:
    """
    What was written of a day; None for what was not.

    `weekday` counts from 0, Monday. `shift` is a number of calendar weeks, COMING or LAST, and
    belongs to the weekday. `offset` is in days from the day of writing. `swap` is true
    for 3/4, which is 3 April or 4 March. `last` is the end of a range of days. A `weak` day
    (an abbreviation, "3.11.") needs something beside it that shows it is a day.
    """

    weekday: int | None = None
    shift: int | None = None
    offset: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    swap: bool = False
    last: tuple[int, int | None, int | None] | None = None
    weak: bool = False

    @property
    def dated(self) -> bool:
        """True where a day of a month was written."""
        return self.day is not None

    def joined(self, other: "Day") -> "Day | None":
        """Return both as one day ("Tuesday" and "17 March"), or None where they are two."""
        one, two = (self, other) if other.dated or self.weekday is None else (other, self)
        if one.dated or (two.weekday is not None and one.weekday is not None):
            return None
        if one.offset is not None and two.offset is not None:
            return None
        weekday = two.weekday if one.weekday is None else one.weekday
        return replace(
            two, weekday=weekday, shift=_first(one.shift, two.shift), offset=_first(one.offset, two.offset), weak=False
        )


def _first(one: int | None, two: int | None) -> int | None:
    return two if one is None else one


def resolve(
    day: Day, today: date, *, month_first: bool, week: int | None = None, same_day: bool
) -> tuple[date, bool] | None:
    """
    Return the calendar day meant by somebody who wrote on *today*, and whether the weekday contradicts the date.

    *month_first* reads 3/4 as 4 March; a weekday beside it outranks that. *week* is the calendar
    week spoken of, for a bare weekday, as weeks from this one. A bare weekday that is today's means
    today where *same_day* says so, else a week later. None where there is no such day.
    """
    if not day.dated:
        return _resolve_relative(day, today, week, same_day=same_day)
    if day.month is None:
        known = _resolve_day_of_month(day, today)
        if day.swap and (known is None or known[1]):
            return _resolve_relative(day, today, week, same_day=same_day)
        return known
    found = list(_readings(day, today, month_first=month_first))
    fitting = [reading for reading in found if day.weekday in {None, reading.weekday()}]
    if fitting:
        return fitting[0], False
    return (found[0], True) if found else None


def _readings(day: Day, today: date, *, month_first: bool) -> Iterator[date]:
    """Yield the calendar days that a date may mean, the likeliest first."""
    orders = [(day.day or 0, day.month or 0)]
    if day.swap:
        orders.insert(0 if month_first else 1, (day.month or 0, day.day or 0))
    for number, month in orders:
        known = _calendar_day(number, month, day.year, today)
        if known:
            yield known


def _resolve_relative(day: Day, today: date, week: int | None, *, same_day: bool) -> tuple[date, bool] | None:
    if day.offset is not None:
        known = today + timedelta(days=day.offset)
        return known, day.weekday is not None and known.weekday() != day.weekday
    if day.weekday is None:
        return None
    ahead = (day.weekday - today.weekday()) % 7
    shift = week or None if day.shift is None else day.shift
    if shift == LAST:
        return today - timedelta(days=(today.weekday() - day.weekday) % 7 or 7), False
    if shift == COMING or shift is None:
        return today + timedelta(days=ahead if ahead or same_day else 7), False
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=shift, days=day.weekday), False


def _resolve_day_of_month(day: Day, today: date) -> tuple[date, bool] | None:
    """'Tuesday the 17th': the next 17th; of the next few, one that is a Tuesday is no better, so it is a doubt."""
    for ahead in range(_NEAR_DAYS):
        known = today + timedelta(days=ahead)
        if known.day == day.day:
            return known, day.weekday is not None and known.weekday() != day.weekday
    return None


def _calendar_day(day: int, month: int, year: int | None, today: date) -> date | None:
    if year is not None:
        if not today.year - 1 <= year <= today.year + _YEARS_AHEAD:
            return None
        return _date(year, month, day)
    near = [_date(today.year + ahead, month, day) for ahead in (-1, 0, 1, 2, 3, 4)]
    earliest = today - timedelta(days=_PAST_DAYS)
    return next((known for known in near if known and known >= earliest), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def end_of_range(day: Day, first: date) -> date | None:
    """Return the last day of a range that begins on *first*, or None where there is none or it lies before."""
    if day.last is None:
        return None
    number, month, year = day.last
    last = _date(year or first.year, month or first.month, number)
    if last and last < first and month and not year:
        last = _date(first.year + 1, month, number)
    return last if last and last >= first else None
