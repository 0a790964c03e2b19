"""The word tables for days, times and timelines: `rules/datetimes` and `rules/timelines`, one file a language."""

from collections.abc import Iterator
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from afterword.config.yamlfile import FileModel, collect, load
from afterword.core.datetokens import COMING, LAST, DateTables, DateWords, Lexicon, Sense, ZoneWords
from afterword.core.periods import Part, Unit
from afterword.core.terms import TimelineTables

M = TypeVar("M", bound=FileModel)

Words = tuple[Annotated[str, Field(min_length=1)], ...]
Figures = dict[Annotated[str, Field(min_length=1)], int]
Entry = tuple[str, Sense, int | str]

Idiom = Annotated[str, Field(pattern=r"^\d\d?(-\d\d?)? (hours|days|working days|weeks|months)$")]
Holiday = Annotated[str, Field(pattern=r"^(\d\d-\d\d|easter(\+\d\d?)?|thanksgiving|holidays)$")]
PartOf = Annotated[str, Field(pattern=r"^(early|middle|late|end) (week|month|quarter|year) \d$")]
Season = Annotated[str, Field(pattern=r"^\d\d-\d\d/\d\d-\d\d$")]
Offset = Annotated[str, Field(pattern=r"^[+-]\d\d:\d\d$")]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Seven = Annotated[tuple[Words, ...], Field(min_length=7, max_length=7)]
Twelve = Annotated[tuple[Words, ...], Field(min_length=12, max_length=12)]


class DateFile(FileModel):
    """How one language writes days and times."""

    weekdays: Seven
    months: Twelve
    names_have_capitals: bool = False
    month_before_day: bool = False
    month_first_in: Words = ()
    month_first_with: Words = ()
    ordinals: Words = ()
    not_a_date_behind: Words = ()
    not_a_date_before: Words = ()
    numbers: Figures
    days: Figures
    weekday_next_week: Words = ()
    weekday_coming: Words = ()
    weekday_last: Words = ()
    weekday_next_week_behind: Words = ()
    weekday_coming_behind: Words = ()
    weekday_last_behind: Words = ()
    weeks: Figures
    week_of: Words = ()
    clock: Words = ()
    am: Words = ()
    pm: Words = ()
    clock_words: dict[str, ClockTime]
    before_hour: Figures = Field(default_factory=dict)
    after_hour: Figures = Field(default_factory=dict)
    minutes: Words
    hours: Words
    spans: Figures = Field(default_factory=dict)
    not_a_span: Words = ()
    at: Words
    between_days_and_times: Words
    between: Words
    either: Words
    to: Words
    from_: Words = Field(alias="from")
    onto: Words = ()
    move: Words
    old: Words
    new: Words
    new_behind: Words = ()
    date_label: Words
    time_label: Words
    zone_label: Words
    zone_names: dict[str, str]
    city_time: Words = ()
    time_in: Words = ()

    def entries(self) -> Iterator[Entry]:
        """Yield every phrase of the file with its sense."""
        for number, names in enumerate(self.weekdays):
            yield names[0], Sense.WEEKDAY, number
            yield from ((name, Sense.WEEKDAY_SHORT, number) for name in names[1:])
        for number, names in enumerate(self.months, start=1):
            yield from ((name, Sense.MONTH, number) for name in names)
        for sense, figures in self._figures():
            yield from ((word, sense, figure) for word, figure in figures.items())
        for sense, value, words in self._shifts():
            yield from ((word, sense, value) for word in words)
        for sense, words in self._words():
            yield from ((word, sense, 0) for word in words)
        for word, clock in self.clock_words.items():
            yield word, Sense.CLOCK_WORD, int(clock[:2]) * 60 + int(clock[3:])
        yield from ((word, Sense.ZONE, name) for word, name in self.zone_names.items())

    def _figures(self) -> Iterator[tuple[Sense, Figures]]:
        yield Sense.NUMBER, self.numbers
        yield Sense.DAY_WORD, self.days
        yield Sense.WEEK, self.weeks
        yield Sense.BEFORE_HOUR, self.before_hour
        yield Sense.AFTER_HOUR, self.after_hour
        yield Sense.SPAN, self.spans

    def _shifts(self) -> Iterator[tuple[Sense, int, Words]]:
        yield Sense.SHIFT, 1, self.weekday_next_week
        yield Sense.SHIFT, COMING, self.weekday_coming
        yield Sense.SHIFT, LAST, self.weekday_last
        yield Sense.SHIFT_BEHIND, 1, self.weekday_next_week_behind
        yield Sense.SHIFT_BEHIND, COMING, self.weekday_coming_behind
        yield Sense.SHIFT_BEHIND, LAST, self.weekday_last_behind

    def _words(self) -> Iterator[tuple[Sense, Words]]:
        yield Sense.ORDINAL, self.ordinals
        yield Sense.NO_DAY_BEHIND, self.not_a_date_behind
        yield Sense.NO_DAY_BEFORE, self.not_a_date_before
        yield Sense.WEEK_OF, self.week_of
        yield Sense.CLOCK_MARK, self.clock
        yield Sense.AM, self.am
        yield Sense.PM, self.pm
        yield Sense.MINUTES, self.minutes
        yield Sense.HOURS, self.hours
        yield Sense.NO_SPAN, self.not_a_span
        yield Sense.AT, self.at
        yield Sense.JOIN, self.between_days_and_times
        yield Sense.BETWEEN, self.between
        yield Sense.EITHER, self.either
        yield Sense.TO, self.to
        yield Sense.FROM, self.from_
        yield Sense.ONTO, self.onto
        yield Sense.MOVE, self.move
        yield Sense.OLD, self.old
        yield Sense.NEW, self.new
        yield Sense.NEW_BEHIND, self.new_behind
        yield Sense.DATE_LABEL, self.date_label
        yield Sense.TIME_LABEL, self.time_label
        yield Sense.ZONE_LABEL, self.zone_label
        yield Sense.CITY_TIME, self.city_time
        yield Sense.TIME_IN, self.time_in


class ZoneFile(FileModel):
    """Abbreviations of time zones and cities, the same in all languages (`zones.yaml`)."""

    regions: dict[str, str]
    fixed: dict[str, tuple[Offset, str]]
    ambiguous: dict[str, dict[str, str]]
    cities: dict[str, Words]

    @field_validator("ambiguous")
    @classmethod
    def _has_likeliest(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        missing = [word for word, choices in value.items() if "likeliest" not in choices]
        if missing:
            raise ValueError(f"say which zone is likeliest for {', '.join(missing)}: `likeliest: Europe/London`")
        return value

    def words(self) -> ZoneWords:
        """Return the abbreviations as the core reads them."""
        return ZoneWords(
            regions=self.regions,
            fixed={word: (_minutes(offset), region) for word, (offset, region) in self.fixed.items()},
            by_country={
                word: {"" if country == "likeliest" else country: zone for country, zone in choices.items()}
                for word, choices in self.ambiguous.items()
            },
        )

    def entries(self) -> Iterator[Entry]:
        """Yield every city: those of the time zone database and those of the file."""
        for name in sorted(available_timezones()):
            area, _, city = name.rpartition("/")
            if area and not area.startswith(("Etc", "SystemV", "US", "posix", "right")):
                yield city.replace("_", " "), Sense.CITY, name
        for name, cities in self.cities.items():
            yield from ((city, Sense.CITY, name) for city in cities)


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
    units: dict[str, Unit]
    idioms: dict[str, Idiom] = Field(default_factory=dict)
    vague: dict[str, Unit]
    parts: dict[str, Part]
    parts_of: dict[str, PartOf] = Field(default_factory=dict)
    wholes: dict[str, Literal["week", "month", "quarter", "year"]]
    months: Figures
    quarters: Figures
    years: Figures
    calendar_week: Words
    holidays: dict[str, Holiday]
    seasons: dict[str, Season] = Field(default_factory=dict)
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


def load_dates(folder: Traversable | Path) -> DateTables:
    """
    Read `datetimes/*.yaml` under *folder*, the root of the rules.

    Raises `ConfigError` with all mistakes of all files.
    """
    zones = load(folder / "datetimes" / "zones.yaml", ZoneFile)
    cities = list(zones.entries())
    languages = {
        language: DateWords(
            Lexicon.of([*cities, *file.entries()]),
            file.names_have_capitals,
            file.month_before_day,
            frozenset(file.month_first_in),
            frozenset(file.month_first_with),
        )
        for language, file in _load_languages(folder / "datetimes", DateFile).items()
    }
    return DateTables(languages, zones.words())


def load_timelines(folder: Traversable | Path) -> TimelineTables:
    """
    Read `timelines/*.yaml` under *folder*, the root of the rules, and the tables for dates with them.

    Raises `ConfigError` with all mistakes of all files.
    """
    dates = load_dates(folder)
    files = _load_languages(folder / "timelines", TimelineFile)
    days = _load_languages(folder / "datetimes", DateFile)
    lexicons = {language: Lexicon.of([*days[language].entries(), *file.entries()]) for language, file in files.items()}
    return TimelineTables(lexicons, dates)


def _load_languages(folder: Traversable | Path, model: type[M]) -> dict[str, M]:
    files = _language_files(folder)
    return dict(zip(files, collect([partial(load, path, model) for path in files.values()]), strict=True))


def _language_files(folder: Traversable | Path) -> dict[str, Traversable | Path]:
    """Return the files of a folder by language code; the name of a language file is its ISO 639-1 code."""
    found = {path.name.removesuffix(".yaml"): path for path in folder.iterdir() if path.name.endswith(".yaml")}
    return {language: found[language] for language in sorted(found) if len(language) == 2}


def _minutes(offset: str) -> int:
    minutes = int(offset[1:3]) * 60 + int(offset[4:])
    return -minutes if offset[0] == "-" else minutes
