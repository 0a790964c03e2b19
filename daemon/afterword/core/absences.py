"""When somebody who is away comes back, from the words of an absence note."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from afterword.core.datetokens import DASHES, Reader, Sense
from afterword.core.dayforms import read_day
from afterword.core.terms import Term, read_date, read_term
from afterword.core.timelinetables import Moment, TimelineTables
from afterword.core.workdays import add_working_days, first_working_day

_NOON = time(12)
_REACH = 8
_ENDS = frozenset(".!?")
_DAY_LEADS = (Sense.IN, Sense.AFTER, Sense.FROM, Sense.AT, Sense.JOIN)


def find_return_day(
    text: str, language: str, written: datetime, zone: ZoneInfo, country: str, tables: TimelineTables
) -> date | None:
    """
    Return the first working day on which the writer of an absence note is back, or None.

    "Until 16 June" is taken as the day of return, "through 16 June" and "from 10 to 16 June" as the last
    day away. *written* is the date of the mail, aware; *zone* and *country* (ISO 3166-1) are the user's own.
    """
    local = written.astimezone(zone)
    moment = Moment(local.date(), local.time() < _NOON, country)
    for code in dict.fromkeys((language, "en")):
        day = _read(tables.reader(text, code), moment)
        if day and day >= moment.day:
            return day
    return None


def _read(reader: Reader, moment: Moment) -> date | None:
    """A stated return outranks the end of an absence, wherever it stands."""
    away, i, sentence = None, 0, 0
    while i < len(reader):
        back = reader.find(i, Sense.BACK)
        if back:
            day = _around_back(reader, sentence, i, back[1], moment)
            if day:
                return day
            i = back[1]
            continue
        if _ends(reader, i):
            sentence = i + 1
        elif reader.word(i) in reader.lexicon.phrases or reader.number(i) is not None:
            away = away or _behind_until(reader, i, moment) or _behind_from(reader, i, moment)
        i += 1
    return away


def _ends(reader: Reader, i: int) -> bool:
    """Tell whether a sentence ends here; the point of "17. Juni" ends none."""
    return reader.word(i) in _ENDS and not reader.glued(i + 1) and reader.number(i - 1) is None


def _around_back(reader: Reader, sentence: int, begin: int, end: int, moment: Moment) -> date | None:
    """'Back on 17 June', 'return to the office next Monday', 'on 17 June I shall be back'."""
    behind = range(end, min(end + _REACH, len(reader)))
    before = range(begin - 1, max(sentence, begin - _REACH) - 1, -1)
    for places in (behind, before):
        for i in places:
            if _ends(reader, i):
                break
            term = read_term(reader, i, moment)
            if term and term.period.latest >= moment.day and (places is behind or reader.find(i, *_DAY_LEADS)):
                return _day_of_return(term, moment)
    return None


def _day_of_return(term: Term, moment: Moment) -> date:
    if term.lead is Sense.AFTER:
        return add_working_days(term.period.earliest, 1, moment.country)
    counted = term.lead in {Sense.IN, Sense.WITHIN} and term.period.earliest > moment.day
    return first_working_day(term.period.latest if counted else term.period.earliest, moment.country)


def _behind_until(reader: Reader, i: int, moment: Moment) -> date | None:
    """'Until 16 June', 'through 16 June', 'until the end of next week'."""
    hit = reader.find(i, Sense.AWAY_UNTIL)
    term = read_term(reader, hit[1], moment) if hit else None
    if hit is None or term is None:
        return None
    period = term.period
    if hit[0].value or (period.earliest != period.latest and reader.find(hit[1] + 1, Sense.PART)):
        return add_working_days(period.latest, 1, moment.country)
    behind = reader.find(term.end + (reader.word(term.end) in {"(", ","}), Sense.AWAY_UNTIL)
    if behind and behind[0].value:
        return add_working_days(period.latest, 1, moment.country)
    return first_working_day(period.earliest, moment.country)


def _behind_from(reader: Reader, i: int, moment: Moment) -> date | None:
    """'From 10 to 16 June', 'June 10-16', 'from Monday until Wednesday'; opening hours have no "from" and no dates."""
    hit = reader.find(i, Sense.FROM)
    start = reader.skip(hit[1], Sense.JOIN) if hit else i
    first = read_date(reader, start, moment)
    written = read_day(reader, start) if first else None
    if first is None or written is None or not (hit or written[0].dated):
        return None
    period, end = first
    link = end + 1 if reader.word(end) in DASHES else reader.skip(end, Sense.TO)
    second = read_date(reader, reader.skip(link, Sense.JOIN), moment) if link > end else None
    last = second[0].latest if second else period.latest
    if last <= moment.day or (second is None and period.earliest == last):
        return None
    return add_working_days(last, 1, moment.country)
