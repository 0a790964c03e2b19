"""Reads a text word by word and sketches the times it names; one pass, linear in its length."""

from afterword.core.clocks import is_length, read_hours, read_length
from afterword.core.datetokens import DASHES, Phrase, Reader, Sense, ZoneWords
from afterword.core.dayforms import read_day, read_day_of_month
from afterword.core.sketches import CUE_REACH, Gap, Page, Sketch, SlotRole
from afterword.core.zones import StatedZone, read_zone

_MOST = 200


def sketch(reader: Reader, zones: ZoneWords, country: str) -> tuple[list[Sketch], StatedZone | None]:
    """Return the times of a text, in order, and the zone that it states for all of them, if any."""
    page = Page(reader, zones, country)
    i = 0
    while i < len(reader) and len(page.sketches) < _MOST:
        i = _step(page, i)
    page.assign_roles()
    page.share_length()
    return page.sketches, page.zone


def _step(page: Page, i: int) -> int:
    reader = page.reader
    lexeme = reader.lexemes[i]
    word = lexeme.word
    known = reader.lexicon.phrases.get(word, {})
    page.gap.line = page.gap.line or lexeme.line
    figures = lexeme.number >= 0
    end = 0
    if not _CUE_OPENINGS.isdisjoint(known):
        end = _take_cue(page, i)
    if not end and (figures or not _DAY_OPENINGS.isdisjoint(known)):
        end = _take_day(page, i)
    if not end and (figures or not _TIME_OPENINGS.isdisjoint(known)):
        end = _take_time(page, i)
    if not end and (lexeme.capital or word in _ZONE_MARKS or not _ZONE_OPENINGS.isdisjoint(known)):
        end = _take_zone(page, i)
    if not end and (word == "t" or not _JOINT_OPENINGS.isdisjoint(known)):
        end = _take_joint(page, i)
    if end:
        return end
    if word.isalnum():
        page.gap.words += 1
        page.gap.at = page.gap.between = False
        page.gap.lead = None
    else:
        _read_mark(page, i)
    return i + 1


_CUES = (
    Sense.OLD,
    Sense.NEW,
    Sense.NEW_BEHIND,
    Sense.MOVE,
    Sense.WEEK,
    Sense.WEEK_OF,
    Sense.DATE_LABEL,
    Sense.TIME_LABEL,
    Sense.END_LABEL,
    Sense.ZONE_LABEL,
)
_CUE_OPENINGS = frozenset(_CUES)
_DAY_OPENINGS = frozenset({Sense.WEEKDAY, Sense.WEEKDAY_SHORT, Sense.MONTH, Sense.DAY_WORD, Sense.SHIFT})
_TIME_OPENINGS = frozenset({Sense.CLOCK_WORD, Sense.BEFORE_HOUR, Sense.NUMBER, Sense.SPAN})
_JOINTS = (Sense.AT, Sense.FROM, Sense.TO, Sense.ONTO, Sense.EITHER, Sense.BETWEEN, Sense.JOIN)
_JOINT_OPENINGS = frozenset(_JOINTS)
_ZONE_OPENINGS = frozenset({Sense.TIME_IN, Sense.ZONE})
_ZONE_MARKS = frozenset("+([") | DASHES


def _read_mark(page: Page, i: int) -> None:
    """Sentence ends part what belongs together, commas hardly, all other marks not at all."""
    reader, word = page.reader, page.reader.word(i)
    if word in {".", "!", "?", ";"}:
        if not reader.glued(i + 1):
            page.end_sentence()
    elif word == "\n":
        page.end_sentence()
        page.week = None
    elif word == ",":
        page.gap.comma = True
        page.role = None


def _take_cue(page: Page, i: int) -> int:
    """Words that say what the next time is: an old one, a new one, a labelled one, one of next week."""
    hit = page.reader.find(i, *_CUES)
    if hit is None:
        return 0
    phrase, end = hit
    sense, gap = phrase.sense, page.gap
    if sense in {Sense.DATE_LABEL, Sense.TIME_LABEL, Sense.END_LABEL}:
        if ":" not in {page.reader.word(end), page.reader.word(end + 1)}:
            return 0
        gap.label = sense
    elif sense is Sense.ZONE_LABEL:
        page.zone_label = end
    elif sense in {Sense.WEEK, Sense.WEEK_OF}:
        _note_week(page, phrase)
    elif sense is Sense.MOVE:
        page.moves.add(page.sentence)
        gap.lead = None
    elif sense is Sense.NEW_BEHIND:
        if page.current and not gap.stop and gap.words <= CUE_REACH:
            page.current.role = SlotRole.NEW
    else:
        page.role = (SlotRole.OLD if sense is Sense.OLD else SlotRole.NEW, end)
        gap.at = True
    return end


def _note_week(page: Page, phrase: Phrase) -> None:
    """'Next week' holds for the days of its paragraph and for a day just before it."""
    if phrase.sense is Sense.WEEK_OF:
        page.week_of = True
        return
    page.week = phrase.value
    if page.current and page.current.week is None and page.gap.tight:
        page.current.week = phrase.value


def _take_joint(page: Page, i: int) -> int:
    reader = page.reader
    if reader.word(i) == "t" and reader.glued(i) and reader.glued(i + 1):
        return i + 1  # 2026-03-12T14:00
    hit = reader.find(i, *_JOINTS)
    if hit is None:
        return 0
    sense, gap = hit[0].sense, page.gap
    if sense is Sense.AT:
        gap.at = True
    elif sense is Sense.BETWEEN:
        gap.between = True
    elif sense is Sense.EITHER:
        gap.either = True
    elif sense is Sense.ONTO:
        gap.lead = Sense.TO
    elif sense is not Sense.JOIN:
        gap.lead = sense
    return hit[1]


def _take_day(page: Page, i: int) -> int:
    hit = read_day(page.reader, i)
    if hit is None:
        return 0
    day, end = hit
    if day.weekday is not None:
        day, end = read_day_of_month(page.reader, end, day)
        weekdays = _behind_weekdays(page, end)
        if weekdays and not day.dated:
            return weekdays
    if page.week_of or page.gap.label is Sense.END_LABEL:
        page.week_of = False
    else:
        page.place_day(i, end, day)
    page.gap = Gap(label=page.gap.label)
    return end


def _behind_weekdays(page: Page, i: int) -> int:
    """Return the position behind "to Friday" in "Monday to Friday", which are opening hours unless something moves."""
    start = i + 1 if page.reader.word(i) in DASHES else page.reader.skip(i, Sense.TO)
    last = page.reader.find(start, Sense.WEEKDAY, Sense.WEEKDAY_SHORT) if start > i else None
    moving = page.sentence in page.moves or (page.role is not None and page.role[0] is SlotRole.OLD)
    return last[1] if last and not moving else 0


def _take_time(page: Page, i: int) -> int:
    gap, current = page.gap, page.current
    led = gap.at or gap.between or gap.lead is not None or (gap.words == 0 and gap.label is Sense.TIME_LABEL)
    moving = bool(page.role and page.role[0] is SlotRole.OLD) or (
        page.sentence in page.moves and gap.lead is Sense.FROM
    )
    # "Tuesday 11.15": right behind a day a point makes a time too
    led = led or (gap.tight and current is not None and current.hours is None and page.reader.word(i + 1) == ".")
    hours = read_hours(page.reader, i, led=led, between=gap.between, moving=moving)
    length = read_length(page.reader, i)
    lasts = not (gap.at or gap.between or gap.label is Sense.TIME_LABEL) and (
        is_length(page.reader, i) or (current is not None and current.hours is not None)
    )
    if length and (hours is None or lasts):
        page.place_length(i, length[0])
        if current:
            current.end = max(current.end, length[1]) if gap.tight else current.end
        page.gap = Gap(label=gap.label)
        return length[1]
    if hours is None:
        return 0
    page.place_hours(i, hours[1], hours[0])
    page.gap = Gap()
    return hours[1]


def _take_zone(page: Page, i: int) -> int:
    current = page.orphans[-1] if page.orphans else page.current
    labelled = i - page.zone_label <= CUE_REACH
    waits = current is not None and current.hours is not None and current.zone is None and page.gap.tight
    hit = read_zone(page.reader, i, page.zones, page.country) if labelled or waits else None
    if hit is None:
        return 0
    zone, end = hit
    if labelled:
        page.zone = zone
    elif current:
        current.zone, current.end = zone, end
        page.gap = Gap()
    return end
