"""What the reading of timelines rests on: the words of each language, and the moment at which something is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from afterword.core.datetokens import DateTables, Lexicon, Reader


@dataclass(frozen=True)
class TimelineTables:
    """The words for timelines (`rules/timelines`) together with those for days, by ISO 639-1 code."""

    lexicons: Mapping[str, Lexicon]
    dates: DateTables

    def reader(self, text: str, language: str) -> Reader:
        """Return a reader of the text in this language, English where it is unknown."""
        code = language.partition("-")[0].lower()
        code = code if code in self.lexicons else "en"
        return Reader(text, self.dates.words(code), self.lexicons[code])


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where something is said: the local day, whether it is still morning, the country (ISO 3166-1)."""

    day: date
    morning: bool
    country: str
