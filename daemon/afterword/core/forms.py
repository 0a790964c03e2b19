"""
Forms of words in which hiring mail names an employer, a role or a requisition, read from `rules/employer`.

A form is written as people would say it:

    (your|the) application (to|with) {company}[ for {role}]

`(a|b)` is one of several, `[x]` may be missing (its space stands inside). `{company}`, `{role}`, `{job}`
(a role that must hold the word of an occupation), `{line}` (a role that fills the rest of its line) and
`{req}` are what it finds; `{any}` is some words nobody asks for. Letters fit in either case. One
Aho-Corasick pass finds where a form can stand at all; only there is its pattern tried, so the cost does
not grow with the number of forms times the length of the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import ahocorasick_rs
import regex

from afterword.core.formgrammar import FormError, lowered, read_form

_BEFORE, _AFTER = 100, 240
"""How far around its fixed words a form may reach, in characters."""
_TRIES = 12
"""How often one form is tried in one text."""


class FormKind(StrEnum):
    """Where a form counts, and how much its company does."""

    TEXT = "text"  # in a subject, a body, the summary of an invite
    SUBJECT = "subject"
    MAYBE = "maybe"  # its company may as well be a person ("interview with X")
    CLIENT = "client"  # an agency names the firm it hires for
    AGENCY = "agency"  # words of an agency, naming nobody


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language that end a name, and those by which a job title is known."""

    code: str
    company_stops: frozenset[str] = frozenset()
    role_stops: frozenset[str] = frozenset()
    role_heads: frozenset[str] = frozenset()
    noise: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """
    One form, ready to use.

    `anchors` are words in lower case of which one stands in every match, at its head where it `leads`.
    """

    kind: FormKind
    template: str
    anchors: tuple[str, ...]
    source: str
    language: Language
    leads: bool = False
    names_next: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What one form found; "" for what it does not name. `at` is the offset of the match."""

    form: Form
    company: str
    role: str
    requisition: str
    at: int


@dataclass(frozen=True, slots=True)
class FormTable:
    """All forms of all languages. `find` is the only thing one does with it, but for the words about roles."""

    forms: tuple[Form, ...] = ()
    languages: tuple[Language, ...] = ()
    role_heads: frozenset[str] = field(init=False, repr=False)
    role_stops: frozenset[str] = field(init=False, repr=False)
    noise: frozenset[str] = field(init=False, repr=False)
    _everywhere: "_Anchors" = field(init=False, repr=False, compare=False)
    _in_text: "_Anchors" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "role_heads", frozenset(word for lang in self.languages for word in lang.role_heads))
        put(self, "role_stops", frozenset(word for lang in self.languages for word in lang.role_stops))
        put(self, "noise", frozenset(word for lang in self.languages for word in lang.noise))
        numbered = tuple(enumerate(self.forms))
        put(self, "_everywhere", _Anchors(numbered))
        put(self, "_in_text", _Anchors(tuple(pair for pair in numbered if pair[1].kind is not FormKind.SUBJECT)))

    def find(self, text: str, *, subject: bool) -> list[Found]:
        """Return what the forms find, the first form of the rules first. *text* is one that `plain` made."""
        places = (self._everywhere if subject else self._in_text).places(text)
        return [found for number in sorted(places) for found in _tries(self.forms[number], text, places[number])]


class _Anchors:
    """The fixed words of some forms, sought all at once."""

    def __init__(self, forms: tuple[tuple[int, Form], ...]) -> None:
        owners: dict[str, list[int]] = {}
        for number, form in forms:
            for anchor in form.anchors:
                owners.setdefault(anchor, []).append(number)
        self._owners = tuple(tuple(numbers) for numbers in owners.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(owners)) if owners else None

    def places(self, text: str) -> dict[int, list[tuple[int, int]]]:
        """Return the spans where the words of each form stand, by its number; of many only the first."""
        places: dict[int, list[tuple[int, int]]] = {}
        if self._automaton is None:
            return places
        for word, start, end in self._automaton.find_matches_as_indexes(lowered(text), overlapping=True):
            for number in self._owners[word]:
                spans = places.setdefault(number, [])
                if len(spans) < _TRIES:
                    spans.append((start, end))
        return places


def _tries(form: Form, text: str, spans: list[tuple[int, int]]) -> Iterator[Found]:
    done = tried = -1
    names_first = form.template.startswith(("{company}", "[the ]{company}"))
    pattern = _pattern(form.source)
    for start, end in spans:
        if start < done or start == tried:
            continue
        if (names_first and not _follows_name(text, start)) or (form.names_next and not _precedes_name(text, end)):
            continue
        tried = start
        if form.leads:
            match = pattern.match(text, start, end + _AFTER)
        else:
            match = pattern.search(text, max(0, start - _BEFORE), end + _AFTER)
        if match is None:
            continue
        done = match.end()
        named = match.groupdict()
        words = form.language
        role = named.get("line") or until_stop(named.get("last") or "", words.role_stops)
        role = role or behind_stops(named.get("role") or "", words.role_stops)
        company = until_stop(named.get("company") or "", words.company_stops)
        yield Found(form, company, role, named.get("req") or "", match.start())


def _follows_name(text: str, at: int) -> bool:
    """Tell whether the word before this place begins as names do, which most words do not."""
    word = text.rfind(" ", 0, at) + 1
    return not text[word : word + 1].islower() or any(c.isupper() or c.isdigit() or c == "." for c in text[word:at])


_BEFORE_NAMES = frozenset(
    {"the", "our", "der", "die", "das", "dem", "den", "la", "le", "les", "el", "los", "las", "o", "a", "os", "as", "il"}
    | {"lo", "gli", "i", "de", "het"}
)


def _precedes_name(text: str, at: int) -> bool:
    """Tell whether a name can begin here: no word in small letters stands here with another word behind it."""
    space = text.find(" ", at)
    word = text[at:] if space < 0 else text[at:space]
    return space < 0 or not (word.isalpha() and word.islower()) or word in _BEFORE_NAMES


def until_stop(text: str, stops: frozenset[str]) -> str:
    """Return the words before the first stop word."""
    words = text.split(" ")
    cut = next((number for number, word in enumerate(words) if word.lower().strip(",.") in stops), len(words))
    return " ".join(words[:cut])


def behind_stops(text: str, stops: frozenset[str]) -> str:
    """Return the words behind the last stop word (`opportunity to interview for the Data Engineer`)."""
    words = text.split(" ")
    cut = max((number for number, word in enumerate(words) if word.lower().strip(",.") in stops), default=-1)
    return " ".join(words[cut + 1 :])


def plain(text: str) -> str:
    """
    Return text in which a line break means one: hard-wrapped lines are joined, spaces are single.

    A line is taken as wrapped where it is long and the next goes on with a word.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        wrapped = len(line) >= 55 and following[:1].isalnum()
        parts.append(line + (" " if wrapped else "\n"))
    return "".join(parts).strip()


@cache
def _pattern(source: str) -> regex.Pattern[str]:
    """Compile a form when a mail first needs it: most languages never come up, and all of them take a second."""
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){source}(?![\p{{L}}\p{{N}}])")


def compile_form(kind: FormKind, template: str, language: Language) -> Form:
    """Return a form ready to use. Raises `FormError` with a sentence where the template cannot be read."""
    parts = read_form(template)
    if not parts.anchors:
        raise FormError("has no fixed words, so it would fit everywhere; add a word that is always there")
    return Form(kind, template, parts.anchors, parts.source, language, parts.leads, parts.names_next)
