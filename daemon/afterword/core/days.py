"""Days as people write them: weekday, date, "tomorrow", in any mixture; and which day of the calendar they mean."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from afterword.core.datetokens import COMING, DASHES, LAST, Reader, Sense

_PAST_DAYS = 90
"""A date without a year lies in the next nine months or the last three: nobody fixes interviews further ahead."""
_NEAR_DAYS = 45
_YEARS_AHEAD = 2
_JOINS = (Sense.JOIN, Sense.AT)
_LEADS = (
    *_JOINS,
    Sense.FROM,
    Sense.TO,
    Sense.WEEKDAY,
    Sense.WEEKDAY_SHORT,
    Sense.BETWEEN,
    Sense.EITHER,
    Sense.BY,
)
_CLOCK_MARKS = (Sense.AM, Sense.PM, Sense.CLOCK_MARK, Sense.MINUTES, Sense.HOURS)


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


def read_day(reader: Reader, i: int) -> tuple[Day, int] | None:
    """Read one part of a day at lexeme *i*: a weekday, a date or a word like "tomorrow"."""
    if reader.number(i) is not None:
        return _read_date(reader, i)
    found = _read_weekday(reader, i)
    if found:
        return found
    hit = reader.find(i, Sense.DAY_WORD)
    if hit:
        return Day(offset=hit[0].value), hit[1]
    month = _month(reader, i)
    if month and reader.words.month_before_day:
        return _read_month_first(reader, i, *month)
    return None


def _read_weekday(reader: Reader, i: int) -> tuple[Day, int] | None:
    before = reader.find(i, Sense.SHIFT)
    at = before[1] if before else i
    hit = reader.find(at, Sense.WEEKDAY, Sense.WEEKDAY_SHORT)
    if hit is None:
        return None
    phrase, j = hit
    short = phrase.sense is Sense.WEEKDAY_SHORT
    if short and reader.words.capitals and not reader.lexemes[at].capital:
        return None
    if short and reader.word(j) == "." and reader.glued(j):
        j += 1
    behind = reader.find(j, Sense.SHIFT_BEHIND)
    shift = before[0].value if before else behind[0].value if behind else None
    return Day(weekday=phrase.value, shift=shift, weak=short), behind[1] if behind and not before else j


def _month(reader: Reader, i: int) -> tuple[int, int] | None:
    hit = reader.find(i, Sense.MONTH)
    if hit is None or (reader.words.capitals and not reader.lexemes[i].capital):
        return None
    j = hit[1]
    return hit[0].value, j + (reader.word(j) == "." and reader.glued(j))


def read_month(reader: Reader, i: int) -> tuple[int, int | None, int] | None:
    """Read a month's name and its year, if any, at lexeme *i*; return both and the position behind."""
    month = _month(reader, i)
    if month is None:
        return None
    year, j = _year(reader, month[1])
    return month[0], year, j


def _year(reader: Reader, i: int) -> tuple[int | None, int]:
    j = i + (reader.word(i) == ",")
    j = reader.skip(j, *_JOINS)
    year = reader.number(j, 1900, 2200)
    return (year, j + 1) if year and reader.word(j + 1) not in {":", "€", "%"} else (None, i)


def _read_month_first(reader: Reader, i: int, month: int, j: int) -> tuple[Day, int] | None:
    """March 12th, 2026; March 12-14."""
    j = reader.skip(j, Sense.JOIN) if reader.number(j) is None else j
    day = reader.number(j, 1, 31)
    if day is None or _is_clock(reader, j):
        return None
    j = reader.skip(j + 1, Sense.ORDINAL)
    end = _range_end(reader, j)
    year, after = _year(reader, end[1] if end else j)
    last = (end[0], end[2], None) if end else None
    return Day(day=day, month=month, year=year, last=last), after


def _range_end(reader: Reader, i: int) -> tuple[int, int, int | None] | None:
    """Read '-14', 'to 14', '- April 2' behind a day; return day, position and month."""
    j = i + 1 if reader.word(i) in DASHES else reader.skip(i, Sense.TO)
    if j == i:
        return None
    month = _month(reader, j)
    j = month[1] if month else j
    day = reader.number(j, 1, 31)
    if day is None or _is_clock(reader, j) or reader.find(j + 1, Sense.MONTH):
        return None
    return day, reader.skip(j + 1, Sense.ORDINAL), month[0] if month else None


def _is_clock(reader: Reader, i: int) -> bool:
    """Tell whether the number at *i* begins a time, an amount or a decimal rather than a day."""
    behind = reader.word(i + 1)
    if behind in {":", "%", "€", "$", "£"} or (
        behind in {".", ","} and reader.glued(i + 2) and reader.number(i + 2) is not None
    ):
        return True
    if reader.find(i + 1, *_CLOCK_MARKS):
        return True
    second = i + 2 if behind in DASHES else reader.skip(i + 1, Sense.TO, Sense.EITHER)
    if second == i + 1 or reader.number(second) is None or reader.skip(i + 1, Sense.AT) >= second:
        return False  # "mardi 17 à 10h": the word that ends a range also leads to a time
    return reader.word(second + 1) == ":" or bool(reader.find(second + 1, *_CLOCK_MARKS))


def _read_date(reader: Reader, i: int) -> tuple[Day, int] | None:
    if (
        reader.glued(i)
        and reader.word(i - 1) not in {"(", "[", ",", ":", "*", "'", "\u2019", '"', "/", "|", "\n"} | DASHES
    ):
        return None
    mark = i - 1 - (reader.word(i - 1) in {"#", ":", "."})
    if reader.find(i - 1, Sense.NO_DAY_BEHIND) or reader.find(mark, Sense.NO_DAY_BEHIND):
        return None
    found = _read_numbers(reader, i) or _read_day_first(reader, i)
    return None if found and reader.find(found[1], Sense.NO_DAY_BEFORE) else found


def _read_numbers(reader: Reader, i: int) -> tuple[Day, int] | None:
    """2026-03-12, 12/3/2026, 12.03.26, 3/12, 12.3."""
    mark = reader.word(i + 1)
    if mark not in {"-", "/", "."} or not reader.glued(i + 1):
        return None
    if reader.word(i - 1) in {"-", "/", "."} and reader.glued(i) and reader.number(i - 2) is not None:
        return None  # a telephone number, an IP address
    two = reader.number(i + 2, 1, 31)
    if two is None or not (reader.glued(i + 2) or mark == "."):
        return None
    first = reader.number(i)
    if reader.digits(i) == 4:
        three = reader.number(i + 4, 1, 31)
        whole = reader.word(i + 3) == mark and three and two <= 12 and not _goes_on(reader, i + 5, mark)
        return (Day(day=three, month=two, year=first), i + 5) if whole else None
    if first is None or not 1 <= first <= 31:
        return None
    if reader.word(i + 3) == mark and (reader.glued(i + 3) and (reader.glued(i + 4) or mark == ".")):
        year = reader.number(i + 4)
        if year is not None and reader.digits(i + 4) in {2, 4} and not _is_clock(reader, i + 4):
            if _goes_on(reader, i + 5, mark):
                return None
            return _numeric(first, two, year + 2000 * (year < 100), mark, i + 5, weak=False)
    if mark == "/" and reader.glued(i + 3) and (reader.word(i + 3) == "/" or reader.lexemes[i + 3].word.isalpha()):
        return None
    led = reader.word(i - 1) == "(" or reader.find(i - 1, *_LEADS) is not None
    if (mark == "-" and not (led and reader.word(i + 2).startswith("0"))) or (mark == "." and not (reader.word(i + 3) == "." and reader.glued(i + 3))):
        return None
    return _numeric(first, two, None, mark, i + 3 + (mark == "."), weak=not led)


def _numeric(first: int, two: int, year: int | None, mark: str, j: int, *, weak: bool) -> tuple[Day, int] | None:
    if two > 12 and (first > 12 or mark == "."):
        return None
    if two > 12:
        first, two = two, first
    swap = mark in {"/", "-"} and first <= 12 and two <= 12 and first != two
    return Day(day=first, month=two, year=year, swap=swap, weak=weak), j


def _goes_on(reader: Reader, i: int, mark: str) -> bool:
    return reader.word(i) == mark and reader.glued(i) and reader.glued(i + 1) and reader.number(i + 1) is not None


def _read_day_first(reader: Reader, i: int) -> tuple[Day, int] | None:
    """12 March 2026, 12th of March, 12. März, 16-18 March, 17th."""
    day = reader.number(i, 1, 31)
    if day is None or reader.digits(i) > 2:
        return None
    j, ordinal = _ordinal(reader, i + 1)
    last = None
    end = j + 1 if reader.word(j) in DASHES else reader.skip(j, Sense.TO)
    if end > j and reader.number(end, 1, 31) is not None:
        k, _ = _ordinal(reader, end + 1)
        month = _month(reader, reader.skip(k, Sense.JOIN))
        if month:
            last, j = reader.number(end), k
    month = _month(reader, reader.skip(j, Sense.JOIN)) or _month(reader, j)
    if month is None:
        bare = ordinal and reader.glued(i + 1) and reader.word(i + 1) != "."
        return (Day(day=day, weak=True), j) if bare and not _is_clock(reader, j - 1) else None
    year, after = _year(reader, month[1])
    if last is None:
        end = after + 1 if reader.word(after) in DASHES else reader.skip(after, Sense.TO)
        second = reader.number(end, 1, 31)
        if end > after and second is not None:
            k, _ = _ordinal(reader, end + 1)
            upto = _month(reader, reader.skip(k, Sense.JOIN))
            if upto:
                year, after = _year(reader, upto[1])
                return Day(day=day, month=month[0], year=year, last=(second, upto[0], year)), after
    return Day(day=day, month=month[0], year=year, last=(last, None, None) if last else None), after


def _ordinal(reader: Reader, i: int) -> tuple[int, bool]:
    if reader.word(i) in {".", "\u00ba", "\u00b0", "\u00aa"} and reader.glued(i):
        return i + 1, True
    j = reader.skip(i, Sense.ORDINAL)
    return j, j > i


def read_day_of_month(reader: Reader, i: int, day: Day) -> tuple[Day, int]:
    """Join to a weekday the number behind it ("Tuesday 17", "Tuesday the 17th") where it is no time nor a whole date."""
    j = reader.skip(i + (reader.word(i) == ","), Sense.JOIN)
    number = reader.number(j, 1, 31)
    if number is None or reader.digits(j) > 2 or reader.glued(j):
        return day, i
    whole = _read_date(reader, j)
    if whole and (whole[0].month is not None or whole[0].last):
        return day, i
    end, ordinal = _ordinal(reader, j + 1)
    if ordinal and reader.glued(j + 1) and reader.word(j + 1) != ".":
        return replace(day, day=number, weak=False), end
    if _is_clock(reader, j) or reader.word(j - 1) == ",":
        return day, i
    return replace(day, day=number, swap=True), j + 1


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
    orders = [(day.day, day.month)]
    if day.swap:
        orders = [(day.month, day.day), *orders] if month_first else [*orders, (day.month, day.day)]
    found = [known for d, m in orders if (known := _calendar_day(d or 0, m or 0, day.year, today))]
    if not found:
        return None
    if day.weekday is None:
        return found[0], False
    fitting = [known for known in found if known.weekday() == day.weekday]
    return (fitting[0], False) if fitting else (found[0], True)


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
