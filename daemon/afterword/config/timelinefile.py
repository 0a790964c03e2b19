"""The shape of `rules/timelines`: how a language says when a decision will come."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from afterword.config.yamlfile import FileModel
from afterword.core.datetokens import Sense
from afterword.core.periods import Part, Unit

Word = Annotated[str, Field(pattern=r"\S")]
Words = tuple[Word, ...]
Figures = dict[Word, int]
Entry = tuple[str, Sense, int | str]

_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
Idiom = Annotated[str, Field(pattern=r"^\d\d?(-\d\d?)? (hours|days|working days|weeks|months)$")]
Holiday = Annotated[str, Field(pattern=rf"^({_DAY}|easter(\+\d\d?)?|thanksgiving|holidays)$")]
PartOf = Annotated[str, Field(pattern=r"^(early|middle|late|end) (week|month|quarter|year) \d$")]
Season = Annotated[str, Field(pattern=rf"^{_DAY}/{_DAY}$")]


class TimelineFile(FileModel):
    """How one language says when a decision will come."""

    decides: Words
    gets_in_touch: Words
    you_act: Words
    other_event: Words
    not_heard: Words
    silence: Words
    conditions: Words
    ask_then: Words
    negation: Words
    by: Words
    before: Words
    within: Words
    in_: Words = Field(alias="in")
    after: Words
    afterwards: Words
    not_before: Words
    about: Words
    few: Words
    units: dict[Word, Unit]
    idioms: dict[Word, Idiom] = Field(default_factory=dict)
    vague: dict[Word, Unit]
    parts: dict[Word, Part]
    parts_of: dict[Word, PartOf] = Field(default_factory=dict)
    wholes: dict[Word, Literal["week", "month", "quarter", "year"]]
    months: Figures
    quarters: Figures
    years: Figures
    calendar_week: Words
    holidays: dict[Word, Holiday]
    seasons: dict[Word, Season] = Field(default_factory=dict)
    day_end: Words
    not_ahead: Words
    milestones: Words
    clauses: Words
    back: Words
    away_until: Words
    away_through: Words

    def entries(self) -> Iterator[Entry]:
        """Yield every phrase of the file with its sense."""
        for sense, value, words in self._words():
            yield from ((word, sense, value) for word in words)
        for sense, figures in (
            (Sense.THE_MONTH, self.months),
            (Sense.QUARTER, self.quarters),
            (Sense.THE_YEAR, self.years),
        ):
            yield from ((word, sense, figure) for word, figure in figures.items())
        names: tuple[tuple[Sense, dict[str, str]], ...] = (
            (Sense.UNIT, dict(self.units)),
            (Sense.IDIOM, self.idioms),
            (Sense.VAGUE, dict(self.vague)),
            (Sense.PART, dict(self.parts)),
            (Sense.PART_OF, self.parts_of),
            (Sense.WHOLE, dict(self.wholes)),
            (Sense.HOLIDAY, self.holidays),
            (Sense.SEASON, self.seasons),
        )
        for sense, meanings in names:
            yield from ((word, sense, str(meaning)) for word, meaning in meanings.items())

    def _words(self) -> Iterator[tuple[Sense, int, Words]]:
        yield Sense.DECIDES, 1, self.decides
        yield Sense.DECIDES, 0, self.gets_in_touch
        yield Sense.NOT_HEARD, 1, self.silence
        yield Sense.AWAY_UNTIL, 0, self.away_until
        yield Sense.AWAY_UNTIL, 1, self.away_through
        for sense, words in (
            (Sense.USER_ACTS, self.you_act),
            (Sense.OTHER_EVENT, self.other_event),
            (Sense.NOT_HEARD, self.not_heard),
            (Sense.CONDITION, self.conditions),
            (Sense.ASK_THEN, self.ask_then),
            (Sense.NEGATION, self.negation),
            (Sense.BY, self.by),
            (Sense.BEFORE, self.before),
            (Sense.WITHIN, self.within),
            (Sense.IN, self.in_),
            (Sense.AFTER, self.after),
            (Sense.AFTERWARDS, self.afterwards),
            (Sense.NOT_BEFORE, self.not_before),
            (Sense.ABOUT, self.about),
            (Sense.FEW, self.few),
            (Sense.CALENDAR_WEEK, self.calendar_week),
            (Sense.DAY_END, self.day_end),
            (Sense.NOT_AHEAD, self.not_ahead),
            (Sense.MILESTONE, self.milestones),
            (Sense.CLAUSE, self.clauses),
            (Sense.BACK, self.back),
        ):
            yield sense, 0, words
