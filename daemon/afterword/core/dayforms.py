"""Reads days as people write them: "Tuesday, 17 March", "3/17/26", "nächsten Dienstag", "16-18 March"."""

from dataclasses import replace

from afterword.core.datetokens import DASHES, Reader, Sense
from afterword.core.days import Day

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
_OPENINGS = frozenset("([,:*'\"/|") | DASHES
_CLOCK_MARKS = (Sense.AM, Sense.PM, Sense.CLOCK_MARK, Sense.MINUTES, Sense.HOURS)


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
        return _read_month_first(reader, *month)
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
    j = _behind_hyphen(reader, i + (reader.word(i) == ","))
    j = reader.skip(j, *_JOINS)
    year = reader.number(j, 1900, 2200)
    return (year, j + 1) if year and reader.word(j + 1) not in {":", "€", "%"} else (None, i)


def _read_month_first(reader: Reader, month: int, j: int) -> tuple[Day, int] | None:
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
    j = _behind_range(reader, i)
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
    if reader.glued(i) and reader.word(i - 1) not in _OPENINGS:
        return None
    mark = i - 1 - (reader.word(i - 1) in {"#", ":", "."})
    if reader.find(i - 1, Sense.NO_DAY_BEHIND) or reader.find(mark, Sense.NO_DAY_BEHIND):
        return None
    found = _read_numbers(reader, i) or _read_day_first(reader, i)
    return None if found and reader.find(found[1], Sense.NO_DAY_BEFORE) else found


def _read_numbers(reader: Reader, i: int) -> tuple[Day, int] | None:
    """2026-03-12, 12/3/2026, 12.03.26, 3/12, 12.3."""
    mark = reader.word(i + 1)
    if mark not in {"-", "/", "."} or not reader.glued(i + 1) or not (reader.glued(i + 2) or mark == "."):
        return None
    if reader.word(i - 1) in {"-", "/", "."} and reader.glued(i) and reader.number(i - 2) is not None:
        return None  # a telephone number, an IP address
    first, two = reader.number(i), reader.number(i + 2, 1, 31)
    if first is None or two is None:
        return None
    if reader.digits(i) == 4:
        return _read_year_first(reader, i, first, two, mark)
    return _read_with_year(reader, i, first, two, mark) or _read_without_year(reader, i, first, two, mark)


def _read_year_first(reader: Reader, i: int, year: int, month: int, mark: str) -> tuple[Day, int] | None:
    day = reader.number(i + 4, 1, 31)
    if day is None or month > 12 or reader.word(i + 3) != mark or _goes_on(reader, i + 5, mark):
        return None
    return Day(day=day, month=month, year=year), i + 5


def _read_with_year(reader: Reader, i: int, first: int, two: int, mark: str) -> tuple[Day, int] | None:
    tied = reader.word(i + 3) == mark and reader.glued(i + 3) and (reader.glued(i + 4) or mark == ".")
    year = reader.number(i + 4)
    if not tied or year is None or reader.digits(i + 4) not in {2, 4} or _is_clock(reader, i + 4):
        return None
    if _goes_on(reader, i + 5, mark):
        return None
    return _numeric(first, two, year + 2000 * (year < 100), mark, i + 5, weak=False)


def _read_without_year(reader: Reader, i: int, first: int, two: int, mark: str) -> tuple[Day, int] | None:
    """3/12, 12.3. and, behind a word that leads to a day, 12-03; "3.11" is a version and 10-12 are hours."""
    led = reader.word(i - 1) == "(" or reader.find(i - 1, *_LEADS) is not None
    behind = reader.word(i + 3) if reader.glued(i + 3) else ""
    fits = {
        "/": not behind.isalpha() and not _goes_on(reader, i + 3, "/"),
        ".": behind == ".",
        "-": led and reader.word(i + 2).startswith("0"),
    }
    if not fits[mark]:
        return None
    return _numeric(first, two, None, mark, i + 3 + (mark == "."), weak=not led)


def _numeric(first: int, two: int, year: int | None, mark: str, j: int, *, weak: bool) -> tuple[Day, int] | None:
    if not 1 <= first <= 31 or (two > 12 and (first > 12 or mark == ".")):
        return None
    if two > 12:
        first, two = two, first
    swap = mark in {"/", "-"} and first <= 12 and two <= 12 and first != two
    return Day(day=first, month=two, year=year, swap=swap, weak=weak), j


def _goes_on(reader: Reader, i: int, mark: str) -> bool:
    return reader.word(i) == mark and reader.glued(i) and reader.glued(i + 1) and reader.number(i + 1) is not None


def _read_day_first(reader: Reader, i: int) -> tuple[Day, int] | None:
    """12 March 2026, 12th of March, 12. März, 16-18 March, 28 March - 2 April, 17th."""
    day = reader.number(i, 1, 31)
    if day is None or reader.digits(i) > 2:
        return None
    j, ordinal = _ordinal(reader, i + 1)
    last, j = _last_day(reader, j)
    month = _month(reader, reader.skip(j, Sense.JOIN)) or _month(reader, j) or _month(reader, _behind_hyphen(reader, j))
    if month is None:
        bare = ordinal and reader.glued(i + 1) and reader.word(i + 1) != "." and not _is_clock(reader, j - 1)
        return (Day(day=day, weak=True), j) if bare else None
    year, after = _year(reader, month[1])
    if last:
        return Day(day=day, month=month[0], year=year, last=(last, None, None)), after
    upto = _day_and_month(reader, _behind_range(reader, after)) if _behind_range(reader, after) > after else None
    if upto:
        year, after = _year(reader, upto[2])
        return Day(day=day, month=month[0], year=year, last=(upto[0], upto[1], year)), after
    return Day(day=day, month=month[0], year=year), after


def _behind_hyphen(reader: Reader, i: int) -> int:
    """17-Mar-2026."""
    return i + (reader.word(i) == "-" and reader.glued(i) and reader.glued(i + 1))


def _last_day(reader: Reader, i: int) -> tuple[int | None, int]:
    """Read '-18' of '16-18 March': only where the month follows."""
    j = _behind_range(reader, i)
    found = _day_and_month(reader, j) if j > i else None
    return (found[0], _ordinal(reader, j + 1)[0]) if found else (None, i)


def _day_and_month(reader: Reader, i: int) -> tuple[int, int, int] | None:
    day = reader.number(i, 1, 31)
    j, _ = _ordinal(reader, i + 1)
    month = _month(reader, reader.skip(j, Sense.JOIN)) if day else None
    return (day, *month) if day and month else None


def _behind_range(reader: Reader, i: int) -> int:
    return i + 1 if reader.word(i) in DASHES else reader.skip(i, Sense.TO)


def _ordinal(reader: Reader, i: int) -> tuple[int, bool]:
    if reader.word(i) in {".", "\u00ba", "\u00b0", "\u00aa"} and reader.glued(i):
        return i + 1, True
    j = reader.skip(i, Sense.ORDINAL)
    return j, j > i


def read_day_of_month(reader: Reader, i: int, day: Day) -> tuple[Day, int]:
    """Join to a weekday the number behind it ("Tuesday 17", "Tuesday the 17th") unless it is a time or a date."""
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
