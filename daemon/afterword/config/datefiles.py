"""The word tables for days, times and timelines: `rules/datetimes` and `rules/timelines`, one file a language."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, field_validator

from afterword.config.timelinefile import Entry, Figures, TimelineFile, Word, Words
from afterword.config.yamlfile import FileModel, collect, load, load_placed
from afterword.core.datetokens import DateTables, DateWords, Lexicon, Sense, ZoneWords
from afterword.core.days import COMING, LAST
from afterword.core.timelinetables import TimelineTables
from afterword.errors import ConfigError, Problem

M = TypeVar("M", bound=FileModel)

Offset = Annotated[str, Field(pattern=r"^[+-]\d\d:\d\d$")]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Seven = Annotated[tuple[Words, ...], Field(min_length=7, max_length=7)]
Twelve = Annotated[tuple[Words, ...], Field(min_length=12, max_length=12)]


@cache
def _zones_known() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(name: str) -> str:
    if name not in _zones_known():
        raise ValueError("no such time zone; write one of the database, such as Europe/Berlin")
    return name


ZoneName = Annotated[str, AfterValidator(_zone)]


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
    clock_words: dict[Word, ClockTime]
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
    end_label: Words
    zone_label: Words
    zone_names: dict[Word, str]
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
        yield Sense.END_LABEL, self.end_label
        yield Sense.ZONE_LABEL, self.zone_label
        yield Sense.CITY_TIME, self.city_time
        yield Sense.TIME_IN, self.time_in


class ZoneFile(FileModel):
    """Abbreviations of time zones and cities, the same in all languages (`zones.yaml`)."""

    regions: dict[str, ZoneName]
    fixed: dict[str, tuple[Offset, ZoneName]]
    ambiguous: dict[str, dict[str, ZoneName]]
    cities: dict[ZoneName, Words]

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
        for name in sorted(_zones_known()):
            area, _, city = name.rpartition("/")
            if area and not area.startswith(("Etc", "SystemV", "US", "posix", "right")):
                yield city.replace("_", " "), Sense.CITY, name
        for name, cities in self.cities.items():
            yield from ((city, Sense.CITY, name) for city in cities)


def load_dates(folder: Traversable | Path) -> DateTables:
    """
    Read `datetimes/*.yaml` under *folder*, the root of the rules; English must be among them.

    Raises `ConfigError` with all mistakes of all files.
    """
    zone_file = load(folder / "datetimes" / "zones.yaml", ZoneFile)
    zones = zone_file.words()
    cities = Lexicon.of(zone_file.entries())
    languages = {
        language: DateWords(
            cities | Lexicon.of(file.entries()),
            file.names_have_capitals,
            file.month_before_day,
            frozenset(file.month_first_in),
            frozenset(file.month_first_with),
        )
        for language, file in _load_languages(folder / "datetimes", partial(_load_days, zones)).items()
    }
    return DateTables(languages, zones)


def load_timelines(folder: Traversable | Path, dates: DateTables | None = None) -> TimelineTables:
    """
    Read `timelines/*.yaml` under *folder*, the root of the rules, and join them to *dates*, or to the dates there.

    Raises `ConfigError` with all mistakes of all files.
    """
    dates = dates or load_dates(folder)
    files = _load_languages(folder / "timelines", _load_timeline)
    lexicons = {
        language: dates.words(language).lexicon | Lexicon.of(file.entries()) for language, file in files.items()
    }
    return TimelineTables(lexicons, dates)


def _load_timeline(path: Traversable | Path) -> TimelineFile:
    return load(path, TimelineFile)


def _load_days(zones: ZoneWords, path: Traversable | Path) -> DateFile:
    placed = load_placed(path, DateFile)
    known = _zones_known() | zones.regions.keys() | zones.fixed.keys() | zones.by_country.keys()
    problems = [
        placed.problem(("zone_names", word), f"no such time zone: {zone}", "write a name such as Europe/Berlin, or ET")
        for word, zone in placed.value.zone_names.items()
        if zone not in known
    ]
    if problems:
        raise ConfigError(tuple(problems))
    return placed.value


def _load_languages(folder: Traversable | Path, read: Callable[[Traversable | Path], M]) -> dict[str, M]:
    """Read the files of a folder by language: the name of a language file is its ISO 639-1 code."""
    found = {path.name.removesuffix(".yaml"): path for path in folder.iterdir() if path.name.endswith(".yaml")}
    names = sorted(name for name in found if len(name) == 2)
    if "en" not in names:
        raise ConfigError((Problem(str(folder), 0, 0, "", "en.yaml is missing", "put it back; it is always read"),))
    return dict(zip(names, collect([partial(read, found[name]) for name in names]), strict=True))


def _minutes(offset: str) -> int:
    minutes = int(offset[1:3]) * 60 + int(offset[4:])
    return -minutes if offset[0] == "-" else minutes
