"""Times of day as people write them: "14:00", "2-3pm", "halb zehn", "14h30", "noon"; and how long things last."""

from dataclasses import dataclass, replace
from datetime import time

from afterword.core.datetokens import DASHES, Reader, Sense

_FIRST_HOUR = 7
"""Without am or pm and without a leading zero, earlier hours are afternoon: nobody interviews at 2:30 am."""
_FOUR = 4
_MONEY = frozenset("$€£%")
_SHORTEST, _LONGEST = 10, 480


@dataclass(frozen=True, slots=True)
class Clock:
    """One time. `half` is "am", "pm" or ""; `sure` is false for a bare number; `literal` for 24 hour writing."""

    hour: int
    minute: int = 0
    half: str = ""
    sure: bool = True
    literal: bool = False

    @property
    def minutes(self) -> int:
        """Minutes after midnight, with am and pm applied and without a guess."""
        hour = self.hour % 12 if self.half else self.hour
        return hour * 60 + self.minute + 720 * (self.half == "pm")

    def guessed(self) -> "Clock":
        """Return the time within a working day where neither am nor pm was written."""
        if self.half or self.literal or not 1 <= self.hour < _FIRST_HOUR:
            return self
        return replace(self, half="pm")


@dataclass(frozen=True, slots=True)
class Hours:
    """A time and the end of it, minutes after midnight; `last` is None where only the start was written."""

    first: int
    last: int | None = None

    @property
    def start(self) -> time:
        """The start as a wall time."""
        return time(*divmod(self.first, 60))

    @property
    def length(self) -> int | None:
        """Minutes from start to end."""
        return None if self.last is None else self.last - self.first


def read_hours(
    reader: Reader, i: int, *, led: bool = False, between: bool = False, moving: bool = False
) -> tuple[Hours, int] | None:
    """
    Read a time, or a range of times, at lexeme *i*.

    *led* says that a word like "at" stands before it, which makes a bare number a time, and *between*
    that the word was "between", so that "and" makes a range. With *moving*, "10:00 to 11:00" is one time and a
    word: something moves from the one to the other.
    """
    one = None if _glued_to_number(reader, i) else _read_clock(reader, i)
    if one is None:
        return None
    first, j = one
    k = _behind_dash(reader, j, () if moving else (Sense.TO, Sense.EITHER) if between else (Sense.TO,))
    two = _read_clock(reader, k) if k > j else None
    if two and (first.sure or two[0].sure or led) and (two[0].sure or _stands_free(reader, k + 1)):
        return _range(first, two[0], two[1])
    if not first.sure and not (led and _stands_free(reader, j)):
        return None
    return Hours(first.guessed().minutes), j


def _range(first: Clock, last: Clock, j: int) -> tuple[Hours, int]:
    if last.half and not first.half and not first.literal and first.hour <= 12:
        same = replace(first, half=last.half)
        other = replace(first, half="am" if last.half == "pm" else "pm")
        first = same if same.minutes < last.minutes else other
    first = first.guessed()
    start, end = first.minutes, last.minutes
    if end <= start and not last.half and last.hour <= 12:
        end += 720
    return (Hours(start, end) if start < end < 1440 else Hours(start)), j


def _behind_dash(reader: Reader, i: int, senses: tuple[Sense, ...]) -> int:
    if reader.word(i) in DASHES:
        return i + 1 + (reader.word(i + 1) == ">")
    return reader.skip(i, *senses)


def _read_clock(reader: Reader, i: int) -> tuple[Clock, int] | None:
    i = reader.skip(i, Sense.AT)
    hit = reader.find(i, Sense.CLOCK_WORD)
    if hit:
        return Clock(*divmod(hit[0].value, 60), literal=True), hit[1]
    hit = reader.find(i, Sense.BEFORE_HOUR)
    if hit:
        hour = _hour(reader, hit[1])
        return _with_half(reader, _shifted(Clock(hour[0]), hit[0].value), hour[1]) if hour else None
    if _glued_to_money(reader, i):
        return None
    if reader.number(i) is not None and reader.digits(i) == _FOUR:
        return _read_four(reader, i)
    hour = _hour(reader, i)
    if hour is None:
        return None
    return _read_from_hour(reader, i, hour[0], hour[1])


def _read_four(reader: Reader, i: int) -> tuple[Clock, int] | None:
    """'1430', 'at 0900 hrs'; a year is none."""
    hour, minute = divmod(reader.number(i, 0, 2359) or 0, 100)
    behind = reader.find(i + 1, Sense.CLOCK_MARK)
    if reader.number(i, 0, 2359) is None or minute > 59 or (hour in {19, 20, 21} and not behind):
        return None
    return Clock(hour, minute, literal=True, sure=behind is not None), behind[1] if behind else i + 1


def _read_from_hour(reader: Reader, i: int, hour: int, j: int) -> tuple[Clock, int] | None:
    clock = Clock(hour, literal=hour > 12 or reader.word(i).startswith("0"))
    if reader.word(j) in {":", "."} and reader.glued(j) and reader.glued(j + 1):
        return _with_minutes(reader, clock, j) if reader.number(i) is not None else None
    behind = reader.find(j, Sense.CLOCK_MARK)
    if behind:
        return _with_mark(reader, clock, behind[1])
    fraction = reader.find(j, Sense.AFTER_HOUR)
    if fraction:
        return _with_half(reader, _shifted(clock, fraction[0].value), fraction[1])
    read = _with_half(reader, clock, j)
    if read[1] > j:
        return read
    noon = reader.find(j, Sense.CLOCK_WORD) if hour == 12 else None
    if noon:
        return Clock(*divmod(noon[0].value, 60), literal=True), noon[1]
    return replace(clock, sure=False), j


def _with_minutes(reader: Reader, clock: Clock, j: int) -> tuple[Clock, int] | None:
    """Read ':30', ':30:00' or '.30'; a dot makes a time only beside a word such as "Uhr" or behind "at"."""
    mark, minute, end = reader.word(j), reader.number(j + 1, 0, 59), j + 2
    if minute is None or reader.digits(j + 1) != 2:
        return None
    if mark == ":" and reader.word(end) == ":" and reader.glued(end) and reader.digits(end + 1) == 2:
        end += 2
    if reader.word(end) == mark and reader.glued(end) and reader.glued(end + 1) and reader.number(end + 1) is not None:
        return None
    read = _with_half(reader, replace(clock, minute=minute), end)
    return read if mark == ":" or read[1] > end else (replace(read[0], sure=False), end)


def _with_mark(reader: Reader, clock: Clock, j: int) -> tuple[Clock, int]:
    """14h30, 10 Uhr 30, 10 heures et demie."""
    minute = reader.number(j, 0, 59)
    if minute is not None and reader.digits(j) == 2 and (reader.glued(j) or _stands_free(reader, j + 1)):
        return _with_half(reader, replace(clock, minute=minute), j + 1)
    fraction = reader.find(j, Sense.AFTER_HOUR)
    if fraction:
        return _with_half(reader, _shifted(clock, fraction[0].value), fraction[1])
    return _with_half(reader, clock, j)


def _with_half(reader: Reader, clock: Clock, j: int) -> tuple[Clock, int]:
    end = reader.skip(j, Sense.CLOCK_MARK)
    hit = reader.find(end, Sense.AM, Sense.PM)
    if (
        hit is None
        or clock.hour > 12
        or (len(hit[0].words) == 1 and len(hit[0].words[0]) == 1 and not reader.glued(end))
    ):
        return clock, end
    return replace(clock, half=hit[0].sense.value, literal=False), hit[1]


def _shifted(clock: Clock, minutes: int) -> Clock:
    total = (clock.hour * 60 + clock.minute + minutes) % 1440
    return replace(clock, hour=total // 60, minute=total % 60)


def _hour(reader: Reader, i: int) -> tuple[int, int] | None:
    hour = reader.number(i, 0, 23)
    if hour is not None:
        return (hour, i + 1) if reader.digits(i) <= 2 and not _after_letters(reader, i) else None
    hit = reader.find(i, Sense.NUMBER)
    return (hit[0].value, hit[1]) if hit and 1 <= hit[0].value <= 12 else None


def _after_letters(reader: Reader, i: int) -> bool:
    return reader.glued(i) and reader.word(i - 1).isalpha() and reader.word(i - 1) != "t"


def _glued_to_money(reader: Reader, i: int) -> bool:
    before = reader.word(i - 1)
    return before in _MONEY or (before in {"+", "#", "/", "\\", "="} and reader.glued(i))


def _glued_to_number(reader: Reader, i: int) -> bool:
    return (
        reader.word(i - 1) in {".", ",", ":", "-"}
        and reader.glued(i)
        and reader.glued(i - 1)
        and reader.number(i - 2) is not None
    )


def _stands_free(reader: Reader, i: int) -> bool:
    """Tell whether nothing behind position *i* makes the number before it an amount, an address or a version."""
    if i >= len(reader):
        return True
    behind, lexeme = reader.word(i), reader.lexemes[i]
    if (
        behind in _MONEY
        or reader.number(i) is not None
        or (behind in {".", ",", "/", ":"} and reader.glued(i + 1) and reader.number(i + 1) is not None)
    ):
        return False
    if not behind.isalpha():
        return True
    if reader.find(i, Sense.MINUTES, Sense.HOURS, Sense.MONTH):
        return False
    return behind in reader.lexicon.phrases or not (lexeme.capital or reader.glued(i))


def is_length(reader: Reader, i: int) -> bool:
    """Tell whether "2 heures", which may be two o'clock, is rather two hours where no "at" stands before it."""
    if reader.find(i, Sense.SPAN):
        return True
    few = reader.number(i, 0, _FIRST_HOUR - 1) is not None and not reader.word(i).startswith("0")
    return few and reader.find(i + 1, Sense.HOURS) is not None


def read_length(reader: Reader, i: int) -> tuple[int, int] | None:
    """Read how long something lasts, "45 minutes", "1.5 hours", "30-45 min", in minutes (the longest of a range)."""
    hit = reader.find(i, Sense.SPAN)
    if hit:
        return _length(reader, hit[0].value, hit[1])
    if reader.glued(i) and reader.word(i - 1) in {".", ",", ":"} and reader.number(i - 2) is not None:
        return None
    number = _amount(reader, i)
    if number is None:
        return None
    amount, j = number
    k = j + 1 if reader.word(j) in DASHES else reader.skip(j, Sense.TO, Sense.EITHER)
    more = _amount(reader, k) if k > j else None
    if more:
        amount, j = more
    j += reader.word(j) in DASHES
    unit = reader.find(j, Sense.MINUTES, Sense.HOURS)
    if unit is None:
        return None
    minutes = amount if unit[0].sense is Sense.MINUTES else amount * 60
    end = unit[1]
    if unit[0].sense is Sense.HOURS:
        minute = reader.number(end, 0, 59)
        if minute is not None and reader.digits(end) == 2 and reader.glued(end):
            return _length(reader, int(minutes) + minute, end + 1)
        rest = reader.skip(end, Sense.EITHER)
        part = _amount(reader, rest)
        behind = reader.find(part[1], Sense.MINUTES) if part else None
        if part and behind:
            minutes, end = minutes + part[0], behind[1]
    return _length(reader, int(minutes), end)


def _length(reader: Reader, minutes: int, j: int) -> tuple[int, int] | None:
    fits = _SHORTEST <= minutes <= _LONGEST and not reader.find(j, Sense.NO_SPAN)
    return (minutes, j) if fits else None


def _amount(reader: Reader, i: int) -> tuple[float, int] | None:
    whole = reader.number(i, 0, 480)
    if whole is not None:
        tenth = reader.number(i + 2, 0, 9)
        if reader.word(i + 1) in {".", ","} and tenth is not None and reader.digits(i + 2) == 1 and reader.glued(i + 2):
            return whole + tenth / 10, i + 3
        return whole, i + 1
    hit = reader.find(i, Sense.NUMBER)
    return (hit[0].value, hit[1]) if hit else None
