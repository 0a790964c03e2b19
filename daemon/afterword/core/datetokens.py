"""
The words of a text and what they may mean for dates: the floor of the grammars for days, clocks and timelines.

A text is cut once into lexemes and each is looked up in a table, so reading takes time
linear in its length whatever it holds. Words are compared without case and accents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from unicodedata import combining, normalize

import regex

_LEXEME = regex.compile(r"\d+|(?:[^\W\d_]\p{M}*)+|\n|[^\w\s]|_")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212~")
_APOSTROPHES = frozenset("\u2018\u2019\u02bc\u00b4")
_LONGEST_NUMBER = 4
_LONGEST_TEXT = 32_768


class Lexeme(NamedTuple):
    r"""
    One word, number or mark; the word "\\n" is a blank line.

    `word` has no case and no accents, `number` is -1 for all but numbers of up to four digits.
    `line` tells that it is the first of its line: line ends alone part nothing, since mail is wrapped anywhere.
    """

    begin: int
    finish: int
    word: str
    number: int
    capital: bool
    line: bool


def fold(word: str) -> str:
    """Return the word without case and accents, as tables and texts are compared; every apostrophe is one."""
    if word.isascii():
        return word.lower()
    if word in _APOSTROPHES:
        return "'"
    return "".join(c for c in normalize("NFKD", word.casefold()) if not combining(c))


def lex(text: str) -> list[Lexeme]:
    """Cut a text into lexemes."""
    found: list[Lexeme] = []
    line_ends = 0
    for match in _LEXEME.finditer(text):
        word = match.group()
        if word == "\n":
            line_ends += 1
            continue
        begin, finish = match.span()
        if line_ends > 1 and found:
            found.append(Lexeme(begin - 1, begin, "\n", -1, capital=False, line=True))
        number = int(word) if len(word) <= _LONGEST_NUMBER and word.isdecimal() else -1
        found.append(Lexeme(begin, finish, fold(word), number, word[0].isupper(), line_ends > 0))
        line_ends = 0
    return found


class Sense(StrEnum):
    """What a phrase of a language table means; the value beside it is given in brackets."""

    WEEKDAY = "weekday"  # 0 Monday to 6 Sunday
    WEEKDAY_SHORT = "weekday_short"  # the same, for abbreviations, which need a date or a time beside them
    MONTH = "month"  # 1 to 12
    ORDINAL = "ordinal"
    NUMBER = "number"  # the number
    NO_DAY_BEHIND = "no_day_behind"  # "req", "version": the figures behind are no date
    NO_DAY_BEFORE = "no_day_before"  # "Street": "3 May Street"
    DAY_WORD = "day_word"  # days from today
    SHIFT = "shift"  # before a weekday: weeks, or COMING, LAST
    SHIFT_BEHIND = "shift_behind"  # the same, behind it
    WEEK = "week"  # whole weeks from this one
    WEEK_OF = "week_of"  # "the week of": the day behind it is no appointment
    CLOCK_MARK = "clock_mark"  # "Uhr", "h", "o'clock"
    AM = "am"
    PM = "pm"
    CLOCK_WORD = "clock_word"  # minutes after midnight
    BEFORE_HOUR = "before_hour"  # minutes added to the hour behind it
    AFTER_HOUR = "after_hour"  # minutes added to the hour before it
    MINUTES = "minutes"
    HOURS = "hours"
    SPAN = "span"  # minutes
    NO_SPAN = "no_span"  # behind minutes: "early", "before"
    AT = "at"
    JOIN = "join"
    BETWEEN = "between"
    EITHER = "either"
    TO = "to"
    FROM = "from"
    ONTO = "onto"  # before the new time where it never ends a range
    MOVE = "move"
    OLD = "old"
    NEW = "new"
    NEW_BEHIND = "new_behind"
    DATE_LABEL = "date_label"
    TIME_LABEL = "time_label"
    END_LABEL = "end_label"
    ZONE_LABEL = "zone_label"
    ZONE = "zone"  # an abbreviation or IANA name
    CITY = "city"  # IANA name
    CITY_TIME = "city_time"  # behind a city: "time"
    TIME_IN = "time_in"  # before a city: "heure de"
    # Timelines
    DECIDES = "decides"  # the employer will decide; value 1, or will only get in touch; value 0
    USER_ACTS = "user_acts"  # the day is for something the reader has to do
    OTHER_EVENT = "other_event"  # the day is for an interview, a test, a start
    NOT_HEARD = "not_heard"  # silence, if a condition stands beside it or the value is 1
    CONDITION = "condition"
    ASK_THEN = "ask_then"  # silence is an invitation to ask, not an answer
    NEGATION = "negation"
    BY = "by"
    BEFORE = "before"
    WITHIN = "within"
    IN = "in"
    AFTER = "after"
    AFTERWARDS = "afterwards"
    NOT_BEFORE = "not_before"
    ABOUT = "about"
    FEW = "few"
    UNIT = "unit"  # name: a unit of `core.periods`
    IDIOM = "idiom"  # name: "2 weeks", "1-2 weeks"
    VAGUE = "vague"  # name: a unit
    PART = "part"  # name: a part of `core.periods`
    PART_OF = "part_of"  # name: part, whole and how many of them on: "end month 0"
    WHOLE = "whole"  # behind a part: name "week", "month", "quarter" or "year"
    THE_MONTH = "the_month"  # months from this one
    QUARTER = "quarter"  # quarters from this one
    THE_YEAR = "the_year"  # years from this one
    CALENDAR_WEEK = "calendar_week"
    HOLIDAY = "holiday"  # name: MM-DD, "easter", "thanksgiving"
    SEASON = "season"  # name: MM-DD/MM-DD
    DAY_END = "day_end"
    NOT_AHEAD = "not_ahead"  # behind a count: "ago"
    MILESTONE = "milestone"  # what has to happen before a decision
    CLAUSE = "clause"
    BACK = "back"  # "back on": the day of return follows
    AWAY_UNTIL = "away_until"  # value 1 where the day that follows is the last one away


class Phrase(NamedTuple):
    """Words in order, what they mean, and the figure or the name that goes with it."""

    words: tuple[str, ...]
    sense: Sense
    value: int = 0
    name: str = ""


@dataclass(frozen=True)
class Lexicon:
    """The phrases of one language by their first word and their sense, longest first."""

    phrases: Mapping[str, Mapping[Sense, tuple[Phrase, ...]]]

    @staticmethod
    def of(entries: Iterable[tuple[str, Sense, int | str]]) -> "Lexicon":
        """Build it from phrases as people write them, cut and folded like any text; the last of doubles counts."""
        found: dict[str, dict[Sense, dict[tuple[str, ...], Phrase]]] = {}
        for text, sense, value in entries:
            words = tuple(lexeme.word for lexeme in lex(text))
            meaning = Phrase(words, sense, name=value) if isinstance(value, str) else Phrase(words, sense, value)
            found.setdefault(words[0], {}).setdefault(sense, {})[words] = meaning
        return Lexicon(
            {
                first: {
                    sense: tuple(sorted(phrases.values(), key=lambda phrase: -len(phrase.words)))
                    for sense, phrases in senses.items()
                }
                for first, senses in found.items()
            }
        )

    def __or__(self, other: "Lexicon") -> "Lexicon":
        """Return the phrases of both, which share no sense."""
        both = {first: {**senses, **other.phrases.get(first, {})} for first, senses in self.phrases.items()}
        return Lexicon({**other.phrases, **both})


@dataclass(frozen=True)
class DateWords:
    """How one language writes days and times. Countries are ISO 3166-1 codes, zones IANA names."""

    lexicon: Lexicon
    capitals: bool = False
    month_before_day: bool = False
    month_first_in: frozenset[str] = frozenset()
    month_first_with: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ZoneWords:
    """
    Zone abbreviations, the same in every language, written in capitals.

    `regions` gives those that name a region (PT) its IANA name. `fixed` gives those that state
    an offset (PST) its minutes east of Greenwich and the region that uses it. `by_country` settles
    those that mean several things: the region by country, "" for the likeliest of all.
    """

    regions: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    by_country: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class DateTables:
    """The tables of all languages (`rules/datetimes`), by ISO 639-1 code. English is always among them."""

    languages: Mapping[str, DateWords]
    zones: ZoneWords

    def words(self, language: str) -> DateWords:
        """Return the table of a language tag such as "de" or "de-AT", English where there is none."""
        return self.languages.get(language.partition("-")[0].lower()) or self.languages["en"]


class Reader:
    """The first 32768 characters of a text cut into lexemes, read with one lexicon. Positions are lexeme indexes."""

    __slots__ = ("lexemes", "lexicon", "text", "words")

    def __init__(self, text: str, words: DateWords, lexicon: Lexicon | None = None) -> None:
        self.text = text
        self.words = words
        self.lexicon = lexicon or words.lexicon
        self.lexemes = lex(text[:_LONGEST_TEXT])

    def __len__(self) -> int:
        return len(self.lexemes)

    def word(self, i: int) -> str:
        """Return the folded word at *i*, "" outside the text."""
        return self.lexemes[i].word if 0 <= i < len(self.lexemes) else ""

    def number(self, i: int, low: int = 0, high: int = 9999) -> int | None:
        """Return the number at *i* if it is one from *low* to *high*."""
        if 0 <= i < len(self.lexemes) and low <= self.lexemes[i].number <= high:
            return self.lexemes[i].number
        return None

    def digits(self, i: int) -> int:
        """Return how many characters the lexeme at *i* has."""
        return self.lexemes[i].finish - self.lexemes[i].begin if 0 <= i < len(self.lexemes) else 0

    def glued(self, i: int) -> bool:
        """Tell whether nothing stands between the lexeme at *i* and the one before."""
        return 0 < i < len(self.lexemes) and self.lexemes[i - 1].finish == self.lexemes[i].begin

    def find(self, i: int, *senses: Sense) -> tuple[Phrase, int] | None:
        """Return the longest phrase at *i* in one of these senses, and the position behind it."""
        if not 0 <= i < len(self.lexemes):
            return None
        known = self.lexicon.phrases.get(self.lexemes[i].word)
        if known is None:
            return None
        best: Phrase | None = None
        second = self.word(i + 1)
        for sense in senses:
            for phrase in known.get(sense, ()):
                length = len(phrase.words)
                if best is not None and length <= len(best.words):
                    break
                if length == 1 or (phrase.words[1] == second and (length == 2 or self._stands(phrase.words, i))):
                    best = phrase
                    break
        return (best, i + len(best.words)) if best else None

    def skip(self, i: int, *senses: Sense) -> int:
        """Return the position behind one optional phrase in one of these senses."""
        hit = self.find(i, *senses)
        return hit[1] if hit else i

    def _stands(self, words: tuple[str, ...], i: int) -> bool:
        here = self.lexemes[i : i + len(words)]
        return len(here) == len(words) and all(lexeme.word == word for lexeme, word in zip(here, words, strict=True))
