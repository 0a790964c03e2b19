"""Reads spans of time in a sentence: "by Friday", "in two to three weeks", "early next month", "after the holidays"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from afterword.core import periods
from afterword.core.datetokens import DASHES, Reader, Sense
from afterword.core.dayforms import read_day, read_day_of_month, read_month
from afterword.core.days import Day, end_of_range, resolve
from afterword.core.periods import Part, Period, Unit
from afterword.core.timelinetables import Moment

LEADS = (Sense.NOT_BEFORE, Sense.BY, Sense.BEFORE, Sense.WITHIN, Sense.IN, Sense.AFTER)
_PERIODS = frozenset(
    {
        Sense.IDIOM,
        Sense.VAGUE,
        Sense.HOLIDAY,
        Sense.SEASON,
        Sense.CALENDAR_WEEK,
        Sense.WEEK_OF,
        Sense.PART,
        Sense.PART_OF,
        Sense.WEEK,
        Sense.THE_MONTH,
        Sense.QUARTER,
        Sense.THE_YEAR,
        Sense.DAY_END,
        Sense.FEW,
        Sense.NUMBER,
        Sense.WEEKDAY,
        Sense.WEEKDAY_SHORT,
        Sense.MONTH,
        Sense.DAY_WORD,
        Sense.SHIFT,
    }
)
_SMALL = (Sense.JOIN, Sense.ABOUT, Sense.AT)
_OPENINGS = _PERIODS | frozenset(LEADS) | frozenset(_SMALL)
_SMALL_WORDS = 3
_MOST = 99


@dataclass(frozen=True, slots=True)
class Term:
    """A span with the word before it: `lead` is one of `LEADS` or None. `sure` is false for a bare count."""

    period: Period
    lead: Sense | None
    sure: bool
    begin: int
    end: int


def read_term(reader: Reader, i: int, moment: Moment) -> Term | None:
    """Read a span of time, with the word that leads to it, at lexeme *i*."""
    if not _opens(reader, i, _OPENINGS):
        return None
    lead = reader.find(i, *LEADS)
    sense = lead[0].sense if lead else None
    for start in _starts(reader, lead[1] if lead else i):
        found = _read_period(reader, start, moment, sense)
        if found:
            break
    else:
        return None
    period, end, counted = found
    if reader.find(end, Sense.NOT_AHEAD):
        return None
    if sense is Sense.AFTER and not reader.find(start, Sense.HOLIDAY):
        period = periods.after(period, moment.country)
    elif sense is Sense.BEFORE and period.earliest == period.latest > moment.day:
        day = period.latest - timedelta(days=1)
        period = Period(day, day)
    return Term(period, sense, sure=lead is not None or not counted, begin=i, end=end)


def _skip_small(reader: Reader, i: int) -> int:
    for _ in range(_SMALL_WORDS):
        i = reader.skip(i, *_SMALL)
    return i


def _opens(reader: Reader, i: int, senses: frozenset[Sense]) -> bool:
    """Tell whether anything can begin here: most words of a text are passed over by this."""
    if reader.number(i) is not None or reader.word(i) == "q":
        return True
    return not senses.isdisjoint(reader.lexicon.phrases.get(reader.word(i), ()))


def _starts(reader: Reader, i: int) -> Iterator[int]:
    """Yield the position itself and those behind words of no weight: "the", "about"."""
    yield i
    for _ in range(_SMALL_WORDS):
        behind = reader.skip(i, *_SMALL)
        if behind == i:
            return
        i = behind
        yield i


Found = tuple[Period, int, bool]


def _read_period(reader: Reader, i: int, moment: Moment, lead: Sense | None) -> Found | None:
    """Return the period, the position behind it and whether it is a mere count ("two weeks")."""
    if not _opens(reader, i, _PERIODS):
        return None
    for read in (_read_named, _read_part, _read_day, _read_large, _read_count):
        found = read(reader, i, moment, lead)
        if found:
            return found
    ended = reader.find(i, Sense.DAY_END)
    if ended:
        behind = _skip_small(reader, ended[1])
        return _read_day(reader, behind, moment, lead) or (Period(moment.day, moment.day), ended[1], False)
    return None


def _read_named(reader: Reader, i: int, moment: Moment, lead: Sense | None) -> Found | None:
    """Read a span that has a name of its own: "a fortnight", "the coming weeks", "the holidays", "KW 12"."""
    hit = reader.find(i, Sense.IDIOM, Sense.VAGUE, Sense.HOLIDAY, Sense.SEASON, Sense.CALENDAR_WEEK, Sense.WEEK_OF)
    if hit is None:
        return None
    phrase, end = hit
    today, country = moment.day, moment.country
    if phrase.sense is Sense.IDIOM:
        low, high, unit = _idiom(phrase.name)
        span = periods.ahead(today, low, high, unit, country, within=lead is Sense.WITHIN)
        return (span, end, True) if span else None
    if phrase.sense is Sense.VAGUE:
        return replace(periods.few(today, Unit(phrase.name), country), soft=True), end, False
    if phrase.sense is Sense.SEASON:
        return periods.season(today, phrase.name), end, False
    if phrase.sense is Sense.CALENDAR_WEEK:
        number = reader.number(end, 1, 53)
        week = periods.calendar_week(today, number) if number else None
        return (week, end + 1, False) if week else None
    if phrase.sense is Sense.WEEK_OF:
        found = _read_day(reader, _skip_small(reader, end), moment, None)
        if found is None:
            return None
        monday = found[0].earliest - timedelta(days=found[0].earliest.weekday())
        return Period(monday, monday + timedelta(days=4)), found[1], False
    if lead is Sense.AFTER:
        return periods.after_holiday(today, phrase.name, country), end, False
    day = periods.holiday(today, phrase.name)
    return Period(day, day), end, False


def _idiom(text: str) -> tuple[int, int, Unit]:
    counts, _, unit = text.partition(" ")
    low, _, high = counts.partition("-")
    return int(low), int(high or low), Unit(unit)


def _read_part(reader: Reader, i: int, moment: Moment, _lead: Sense | None) -> Found | None:
    """'early next week', 'end of the month', 'Monatsende'."""
    whole = reader.find(i, Sense.PART_OF)
    if whole:
        part_name, name, shift = whole[0].name.split(" ")
        return _part_of(moment, Part(part_name), name, int(shift)), whole[1], False
    part = reader.find(i, Sense.PART)
    for start in _starts(reader, part[1]) if part else ():
        found = _read_behind_part(reader, Part(part[0].name), start, moment) if part else None
        if found:
            return found
    return None


def _read_behind_part(reader: Reader, part: Part, i: int, moment: Moment) -> Found | None:
    """Read what the part is of. Of a single day, "early Monday", it is of no matter."""
    whole, span = reader.find(i, Sense.WHOLE), _read_span(reader, i, moment, part)
    if whole and not (span and span[1] > whole[1]):
        return _part_of(moment, part, whole[0].name, 0), whole[1], False
    return span or _read_day(reader, i, moment, None)


def _part_of(moment: Moment, part: Part | None, name: str, shift: int) -> Period:
    if name == "week":
        return periods.week(moment.day, shift, part)
    if name == "month":
        return periods.shifted_month(moment.day, shift, part)
    if name == "quarter":
        return periods.shifted_quarter(moment.day, shift, part)
    return periods.year(moment.day, shift, part, moment.country)


def _read_large(reader: Reader, i: int, moment: Moment, lead: Sense | None) -> Found | None:
    """'next week', 'in April', 'by April', which is its beginning."""
    month = read_month(reader, i)
    return _read_span(reader, i, moment, Part.EARLY if month and lead is Sense.BY else None)


def _read_span(reader: Reader, i: int, moment: Moment, part: Part | None) -> Found | None:
    """Read a week, month, quarter or year, of which *part* is meant."""
    today = moment.day
    if reader.word(i) == "q" and reader.glued(i + 1):
        number = reader.number(i + 1, 1, 4)
        return (periods.quarter(today, number, part), i + 2, False) if number else None
    month = read_month(reader, i)
    if month:
        return periods.named_month(today, month[0], month[1], part), month[2], False
    hit = reader.find(i, *_WHOLES)
    day = _day_of_week(reader, hit[0].value, hit[1], moment) if hit and hit[0].sense is Sense.WEEK else None
    if day:
        return day
    return (_part_of(moment, part, _WHOLES[hit[0].sense], hit[0].value), hit[1], False) if hit else None


def _day_of_week(reader: Reader, shift: int, i: int, moment: Moment) -> Found | None:
    """'next week Wednesday', 'nächste Woche am Mittwoch'."""
    hit = reader.find(reader.skip(i, Sense.JOIN, Sense.IN), Sense.WEEKDAY)
    if hit is None:
        return None
    monday = moment.day - timedelta(days=moment.day.weekday()) + timedelta(weeks=shift)
    day = monday + timedelta(days=hit[0].value)
    return Period(day, day), hit[1], False


_WHOLES = {Sense.WEEK: "week", Sense.THE_MONTH: "month", Sense.QUARTER: "quarter", Sense.THE_YEAR: "year"}


def read_date(reader: Reader, i: int, moment: Moment) -> tuple[Period, int] | None:
    """Read a whole day, "Friday, 20 March", or a range of days, at lexeme *i*."""
    hit = read_day(reader, i)
    if hit is None:
        return None
    day, end = hit
    if day.weekday is not None and not day.dated:
        day, end = read_day_of_month(reader, end, day)
    more = read_day(reader, _skip_small(reader, end + (reader.word(end) in {",", "("})))
    joined = day.joined(more[0]) if more else None
    if more and joined:
        day, end = joined, more[1] + (reader.word(more[1]) == ")")
    if day.weak and day.month is None and day.weekday is None and not day.dated:
        return None
    first = _resolve(reader, day, moment)
    if first is None:
        return None
    last = end_of_range(day, first)
    return Period(first, last or first), end


def _resolve(reader: Reader, day: Day, moment: Moment) -> date | None:
    month_first = moment.country in reader.words.month_first_in
    known = resolve(day, moment.day, month_first=month_first, same_day=moment.morning)
    return known[0] if known else None


def _read_day(reader: Reader, i: int, moment: Moment, lead: Sense | None) -> Found | None:
    found = read_date(reader, i, moment)
    short = reader.find(i, Sense.WEEKDAY_SHORT)
    if found is None or (short and short[1] == found[1] and not (lead or reader.words.capitals)):
        return None
    period, end = found
    link = reader.find(end, Sense.EITHER, Sense.TO)
    start = link[1] if link else end + (reader.word(end) in DASHES)
    second = read_date(reader, _skip_small(reader, start), moment) if start > end else None
    if second and second[0].latest > period.latest:
        period, end = Period(period.earliest, second[0].latest), second[1]
    # A day that has passed is read all the same, so that "2 March" leaves no "March" behind.
    return period.not_before(moment.day) or period, reader.skip(end, Sense.DAY_END), False


def _read_count(reader: Reader, i: int, moment: Moment, lead: Sense | None) -> Found | None:
    """'5-7 business days', 'a few weeks', 'two or three weeks'."""
    some = reader.find(i, Sense.FEW)
    if some:
        unit = reader.find(_skip_small(reader, some[1]), Sense.UNIT)
        if unit is None:
            return None
        return periods.few(moment.day, Unit(unit[0].name), moment.country), unit[1], True
    low = _count(reader, i)
    if low is None:
        return None
    number, end = low
    link = end + 1 if reader.word(end) in DASHES else reader.skip(end, Sense.TO, Sense.EITHER)
    high = _count(reader, link) if link > end else None
    last, end = high or low
    if reader.word(end) == "(":  # two (2) weeks
        end += 3 if reader.word(end + 2) == ")" else 0
    unit = reader.find(_skip_small(reader, end + (reader.word(end) in DASHES)), Sense.UNIT)
    if unit is None or last < number:
        return None
    within = lead in {Sense.WITHIN, Sense.BY}
    span = periods.ahead(moment.day, number, last, Unit(unit[0].name), moment.country, within=within)
    return (span, unit[1], True) if span else None


def _count(reader: Reader, i: int) -> tuple[int, int] | None:
    number = reader.number(i, 1, _MOST)
    if number is not None:
        return number, i + 1
    hit = reader.find(i, Sense.NUMBER)
    return (hit[0].value, hit[1]) if hit else None
