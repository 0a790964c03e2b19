"""
What a text says about times, in the order it says it: each sketch is one time with what belongs to it.

Which words belong together is decided here; which instant that is, in `datetimes`.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from afterword.core.clocks import Hours, is_length, read_hours, read_length
from afterword.core.datetokens import DASHES, Reader, Sense, ZoneWords
from afterword.core.days import Day, read_day, read_day_of_month
from afterword.core.zones import StatedZone, read_zone

_FAR = 12
"""Words that may stand between a day and its time in one sentence: "on Thursday 19 March will take place at"."""
_LABEL_REACH = 60
_LENGTH_REACH = 40
_CUE_REACH = 4
_MOST = 200
_MOST_ORPHANS = 7


class SlotRole(StrEnum):
    """What a time is in a mail about moving an interview."""

    PLAIN = "plain"
    OLD = "old"
    NEW = "new"


@dataclass(slots=True)
class Sketch:
    """One time as written, still growing while the text is read. Positions are lexeme indexes."""

    begin: int
    end: int
    sentence: int
    day: Day | None = None
    hours: Hours | None = None
    zone: StatedZone | None = None
    length: int | None = None
    week: int | None = None
    role: SlotRole = SlotRole.PLAIN
    lead: Sense | None = None
    labelled: bool = False
    time_first: bool = False
    day_copied: bool = False
    either: bool = False


@dataclass(slots=True)
class _Gap:
    """What stands between the last thing read and the next: foreign words, and what the joining words say."""

    words: int = 0
    lead: Sense | None = None
    at: bool = False
    between: bool = False
    either: bool = False
    comma: bool = False
    line: bool = False
    stop: bool = False
    label: Sense | None = None

    @property
    def tight(self) -> bool:
        return self.words == 0 and not self.stop


@dataclass(slots=True)
class _Page:
    """The state of one reading. `orphans` are times that wait for their day."""

    reader: Reader
    zones: ZoneWords
    country: str
    sketches: list[Sketch] = field(default_factory=list)
    orphans: list[Sketch] = field(default_factory=list)
    gap: _Gap = field(default_factory=_Gap)
    sentence: int = 0
    week: int | None = None
    week_of: bool = False
    role: tuple[SlotRole, int] | None = None
    length: tuple[int, int] | None = None
    lengths: set[int] = field(default_factory=set)
    moves: set[int] = field(default_factory=set)
    zone: StatedZone | None = None
    zone_label: int = -_LABEL_REACH

    @property
    def current(self) -> Sketch | None:
        return self.sketches[-1] if self.sketches else None

    def begin(self, i: int, end: int) -> Sketch:
        """Return a new sketch that has the role and the lead of the words before it."""
        new = Sketch(i, end, self.sentence, week=self.week, lead=self.gap.lead, labelled=self.gap.label is not None)
        if self.role and i - self.role[1] <= _CUE_REACH:
            new.role = self.role[0]
        self.role = None
        return new

    def end_sentence(self) -> None:
        self.sentence += 1
        self.gap.stop = True
        self.role = None
        self.orphans = [orphan for orphan in self.orphans if orphan.labelled]


def sketch(reader: Reader, zones: ZoneWords, country: str) -> tuple[list[Sketch], StatedZone | None]:
    """Return the times of a text, in order, and the zone that it states for all of them, if any."""
    page = _Page(reader, zones, country)
    i = 0
    while i < len(reader) and len(page.sketches) < _MOST:
        i = _step(page, i)
    _assign_roles(page)
    if len(page.lengths) == 1:
        for one in page.sketches:
            one.length = one.length or min(page.lengths)
    return page.sketches, page.zone


def _step(page: _Page, i: int) -> int:
    reader = page.reader
    lexeme = reader.lexemes[i]
    word = lexeme.word
    known = reader.lexicon.phrases.get(word, {})
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
    Sense.ZONE_LABEL,
)
_CUE_OPENINGS = frozenset(_CUES)
_DAY_OPENINGS = frozenset({Sense.WEEKDAY, Sense.WEEKDAY_SHORT, Sense.MONTH, Sense.DAY_WORD, Sense.SHIFT})
_TIME_OPENINGS = frozenset({Sense.CLOCK_WORD, Sense.BEFORE_HOUR, Sense.NUMBER, Sense.SPAN})
_JOINTS = (Sense.AT, Sense.FROM, Sense.TO, Sense.ONTO, Sense.EITHER, Sense.BETWEEN, Sense.JOIN)
_JOINT_OPENINGS = frozenset(_JOINTS)
_ZONE_OPENINGS = frozenset({Sense.TIME_IN, Sense.ZONE})
_ZONE_MARKS = frozenset("+([") | DASHES


def _read_mark(page: _Page, i: int) -> None:
    """Sentence ends part what belongs together, commas hardly, all other marks not at all."""
    reader, word = page.reader, page.reader.word(i)
    if word in {".", "!", "?", ";"}:
        if not reader.glued(i + 1) or reader.word(i + 1) == "\n":
            page.end_sentence()
    elif word == "\n":
        page.gap.line = True
        if reader.word(i + 1) == "\n":
            page.end_sentence()
            page.week = None
    elif word == ",":
        page.gap.comma = True
        page.role = None


def _take_cue(page: _Page, i: int) -> int:
    """Words that say what the next time is: an old one, a new one, a labelled one, one of next week."""
    hit = page.reader.find(i, *_CUES)
    if hit is None:
        return 0
    phrase, end = hit
    sense, gap, current = phrase.sense, page.gap, page.current
    if sense in {Sense.DATE_LABEL, Sense.TIME_LABEL}:
        if ":" not in {page.reader.word(end), page.reader.word(end + 1)}:
            return 0
        gap.label = sense
    elif sense is Sense.ZONE_LABEL:
        page.zone_label = end
    elif sense is Sense.WEEK_OF:
        page.week_of = True
    elif sense is Sense.WEEK:
        page.week = phrase.value
        if current and current.week is None and gap.tight:
            current.week = phrase.value
    elif sense is Sense.NEW_BEHIND:
        if current and not gap.stop and gap.words <= _CUE_REACH:
            current.role = SlotRole.NEW
    elif sense is Sense.MOVE:
        page.moves.add(page.sentence)
        gap.lead = None
    else:
        page.role = (SlotRole.OLD if sense is Sense.OLD else SlotRole.NEW, end)
        gap.at = True
    return end


def _take_joint(page: _Page, i: int) -> int:
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


def _take_day(page: _Page, i: int) -> int:
    hit = read_day(page.reader, i)
    if hit is None:
        return 0
    day, end = hit
    if day.weekday is not None:
        day, end = read_day_of_month(page.reader, end, day)
    if page.week_of:
        page.week_of = False
    else:
        _place_day(page, i, end, day)
    page.gap = _Gap(label=page.gap.label)
    return end


def _place_day(page: _Page, i: int, end: int, day: Day) -> None:
    gap, current = page.gap, page.current
    waiting = [o for o in page.orphans if gap.words <= _FAR or (o.labelled and gap.label)]
    page.orphans = []
    if waiting:
        for orphan in waiting:
            orphan.day, orphan.end, orphan.time_first = day, end, True
        page.sketches.extend(waiting)
        return
    if current and current.day and gap.tight and not gap.either and not gap.lead:
        joined = current.day.joined(day)
        if joined and (current.hours is None or (day.dated and not gap.line)):
            current.day, current.end = joined, end
            return
        if current.day_copied and (current.time_first or not gap.comma) and not gap.line:
            current.day, current.end, current.day_copied = day, end, False
            return
    new = page.begin(i, end)
    new.day = day
    new.either = bool(current and gap.tight and gap.either)
    if current and new.either and current.time_first:
        new.hours, new.zone, new.time_first = current.hours, current.zone, True
    page.sketches.append(new)


def _take_time(page: _Page, i: int) -> int:
    gap, current = page.gap, page.current
    led = gap.words == 0 and (gap.at or gap.between or gap.lead is not None or gap.label is Sense.TIME_LABEL)
    moving = bool(page.role and page.role[0] is SlotRole.OLD) or (
        page.sentence in page.moves and gap.lead is Sense.FROM
    )
    hours = read_hours(page.reader, i, led=led, between=gap.between, moving=moving)
    length = read_length(page.reader, i)
    lasts = not led and (is_length(page.reader, i) or (current is not None and current.hours is not None))
    if length and (hours is None or lasts):
        _place_length(page, i, length[0])
        if current:
            current.end = max(current.end, length[1]) if gap.tight else current.end
        page.gap = _Gap(label=gap.label)
        return length[1]
    if hours is None:
        return 0
    _place_hours(page, i, hours[1], hours[0])
    page.gap = _Gap()
    return hours[1]


def _place_hours(page: _Page, i: int, end: int, hours: Hours) -> None:
    gap, current = page.gap, page.current
    near = not gap.stop and gap.words <= _FAR
    labelled = gap.label is Sense.TIME_LABEL
    if current and current.day and current.hours is None and not page.orphans:
        reach = gap.tight if current.day.weak else near or (labelled and i - current.end <= _LABEL_REACH)
        if reach:
            current.hours, current.end = hours, end
            _give_length(page, current)
            _give_back(page.sketches, hours)
            return
    new = page.begin(i, end)
    new.hours = hours
    _give_length(page, new)
    moved = near and (new.role is not SlotRole.PLAIN or (new.lead is Sense.TO and page.sentence in page.moves))
    if current and current.hours and current.day and (gap.tight or moved) and not page.orphans:
        new.day, new.day_copied, new.time_first, new.week = current.day, True, current.time_first, current.week
        page.sketches.append(new)
    else:
        page.orphans = [*page.orphans[-_MOST_ORPHANS:], new]


def _give_back(sketches: list[Sketch], hours: Hours) -> None:
    """'Tuesday or Wednesday at 10:00' names one time for both days."""
    for later, earlier in zip(reversed(sketches), reversed(sketches[:-1]), strict=False):
        if not later.either or earlier.hours:
            return
        earlier.hours = hours


def _place_length(page: _Page, i: int, minutes: int) -> None:
    current = page.orphans[-1] if page.orphans else page.current
    if current and current.hours and current.length is None and i - current.end <= _LENGTH_REACH:
        current.length = minutes
    else:
        page.length = (minutes, i)
    page.lengths.add(minutes)


def _give_length(page: _Page, new: Sketch) -> None:
    if page.length and new.begin - page.length[1] <= _LENGTH_REACH:
        new.length = page.length[0]
    page.length = None


def _take_zone(page: _Page, i: int) -> int:
    current = page.orphans[-1] if page.orphans else page.current
    labelled = i - page.zone_label <= _CUE_REACH
    waits = current is not None and current.hours is not None and current.zone is None and page.gap.tight
    hit = read_zone(page.reader, i, page.zones, page.country) if labelled or waits else None
    if hit is None:
        return 0
    zone, end = hit
    if labelled:
        page.zone = zone
    elif current:
        current.zone, current.end = zone, end
        page.gap = _Gap()
    return end


def _assign_roles(page: _Page) -> None:
    """In a sentence that moves something, "from" marks the old time and "to" the new one; each implies the other."""
    by_sentence: dict[int, list[Sketch]] = {}
    for one in page.sketches:
        by_sentence.setdefault(one.sentence, []).append(one)
    for sentence, group in by_sentence.items():
        if sentence in page.moves:
            for one in group:
                if one.role is SlotRole.PLAIN and one.lead in {Sense.FROM, Sense.TO}:
                    one.role = SlotRole.OLD if one.lead is Sense.FROM else SlotRole.NEW
        roles = {one.role for one in group}
        if SlotRole.OLD in roles:
            _fill(group, SlotRole.NEW)
        elif SlotRole.NEW in roles and sentence in page.moves:
            _fill(group[: next(n for n, one in enumerate(group) if one.role is SlotRole.NEW)], SlotRole.OLD)


def _fill(group: list[Sketch], role: SlotRole) -> None:
    for one in group:
        if one.role is SlotRole.PLAIN:
            one.role = role
