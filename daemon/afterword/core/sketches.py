"""
Sketches of times: what belongs together in a text, before anybody asks which instant that is.

`timewords` reads the words and places them here, `datetimes` resolves the result.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from afterword.core.clocks import Hours
from afterword.core.datetokens import Reader, Sense, ZoneWords
from afterword.core.days import Day
from afterword.core.zones import StatedZone

FAR = 12
"""Words that may stand between a day and its time in one sentence: "on Thursday 19 March will take place at"."""
CUE_REACH = 4
LABEL_REACH = 60
_LENGTH_REACH = 40
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
class Gap:
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
        """True where only joining words stand between."""
        return self.words == 0 and not self.stop


@dataclass(slots=True)
class Page:
    """The state of one reading. `orphans` are times that wait for their day."""

    reader: Reader
    zones: ZoneWords
    country: str
    sketches: list[Sketch] = field(default_factory=list)
    orphans: list[Sketch] = field(default_factory=list)
    gap: Gap = field(default_factory=Gap)
    sentence: int = 0
    week: int | None = None
    week_of: bool = False
    role: tuple[SlotRole, int] | None = None
    length: tuple[int, int] | None = None
    lengths: set[int] = field(default_factory=set)
    moves: set[int] = field(default_factory=set)
    zone: StatedZone | None = None
    zone_label: int = -LABEL_REACH

    @property
    def current(self) -> Sketch | None:
        """The sketch that was begun last."""
        return self.sketches[-1] if self.sketches else None

    def begin(self, i: int, end: int) -> Sketch:
        """Return a new sketch that has the role and the lead of the words before it."""
        new = Sketch(i, end, self.sentence, week=self.week, lead=self.gap.lead, labelled=self.gap.label is not None)
        if self.role and i - self.role[1] <= CUE_REACH:
            new.role = self.role[0]
        self.role = None
        return new

    def end_sentence(self) -> None:
        """Begin a new sentence: only a labelled time still waits for its day."""
        self.sentence += 1
        self.gap.stop = True
        self.role = None
        self.orphans = [orphan for orphan in self.orphans if orphan.labelled]

    def place_day(self, i: int, end: int, day: Day) -> None:
        """Give a day to the times that wait for one, to the day before it, or to a new sketch."""
        gap, current = self.gap, self.current
        waiting = [o for o in self.orphans if gap.words <= FAR or (o.labelled and gap.label)]
        self.orphans = []
        if waiting:
            for orphan in waiting:
                orphan.day, orphan.end, orphan.time_first = day, end, True
            self.sketches.extend(waiting)
            return
        if current and current.day and gap.tight and not gap.either and not gap.lead:
            joined = current.day.joined(day)
            if joined and (current.hours is None or (day.dated and not gap.line)):
                current.day, current.end = joined, end
                return
            if current.day_copied and (current.time_first or not gap.comma) and not gap.line:
                current.day, current.end, current.day_copied = day, end, False
                return
        new = self.begin(i, end)
        new.day = day
        new.either = bool(current and gap.tight and gap.either)
        if current and new.either and current.time_first:
            new.hours, new.zone, new.time_first = current.hours, current.zone, True
        self.sketches.append(new)

    def place_hours(self, i: int, end: int, hours: Hours) -> None:
        """Give a time to the day before it, or let it wait for the day behind it."""
        gap, current = self.gap, self.current
        if gap.label is Sense.END_LABEL and current and current.hours and hours.first > current.hours.first:
            current.hours = Hours(current.hours.first, hours.first)
            return
        near = not gap.stop and gap.words <= FAR
        labelled = gap.label is Sense.TIME_LABEL
        if current and current.day and current.hours is None and not self.orphans:
            reach = gap.tight if current.day.weak else near or (labelled and i - current.end <= LABEL_REACH)
            if reach:
                current.hours, current.end = hours, end
                self._give_length(current)
                _give_back(self.sketches, hours)
                return
        new = self.begin(i, end)
        new.hours = hours
        self._give_length(new)
        moved = near and (new.role is not SlotRole.PLAIN or (new.lead is Sense.TO and self.sentence in self.moves))
        if current and current.hours and current.day and (gap.tight or moved) and not self.orphans:
            new.day, new.day_copied, new.time_first, new.week = current.day, True, current.time_first, current.week
            self.sketches.append(new)
        else:
            self.orphans = [*self.orphans[-_MOST_ORPHANS:], new]

    def place_length(self, i: int, minutes: int) -> None:
        """Give a length to the time before it, or keep it for the next."""
        current = self.orphans[-1] if self.orphans else self.current
        if current and current.hours and current.length is None and i - current.end <= _LENGTH_REACH:
            current.length = minutes
        else:
            self.length = (minutes, i)
        self.lengths.add(minutes)

    def _give_length(self, new: Sketch) -> None:
        if self.length and new.begin - self.length[1] <= _LENGTH_REACH:
            new.length = self.length[0]
        self.length = None

    def assign_roles(self) -> None:
        """In a sentence that moves something, "from" marks the old time and "to" the new one; one implies the other."""
        by_sentence: dict[int, list[Sketch]] = {}
        for one in self.sketches:
            by_sentence.setdefault(one.sentence, []).append(one)
        for sentence, group in by_sentence.items():
            if sentence in self.moves:
                for one in group:
                    if one.role is SlotRole.PLAIN and one.lead in {Sense.FROM, Sense.TO}:
                        one.role = SlotRole.OLD if one.lead is Sense.FROM else SlotRole.NEW
            roles = {one.role for one in group}
            if SlotRole.OLD in roles:
                _fill(group, SlotRole.NEW)
            elif SlotRole.NEW in roles and sentence in self.moves:
                _fill(group[: next(n for n, one in enumerate(group) if one.role is SlotRole.NEW)], SlotRole.OLD)

    def share_length(self) -> None:
        """Let a length that is said once hold for all: "each call takes 30 minutes"."""
        if len(self.lengths) == 1:
            for one in self.sketches:
                one.length = one.length or min(self.lengths)


def _give_back(sketches: list[Sketch], hours: Hours) -> None:
    """'Tuesday or Wednesday at 10:00' names one time for both days."""
    for later, earlier in zip(reversed(sketches), reversed(sketches[:-1]), strict=False):
        if not later.either or earlier.hours:
            return
        earlier.hours = hours


def _fill(group: list[Sketch], role: SlotRole) -> None:
    for one in group:
        if one.role is SlotRole.PLAIN:
            one.role = role
