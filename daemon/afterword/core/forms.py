"""
Forms of words in which hiring mail names an employer, a role or a requisition, read from `rules/employer`.

A form is written as people would say it:

    (your|the) application (to|with) {company}[ for {role}]

`(a|b)` is one of several, `[x]` may be missing (its space stands inside), `{company}`, `{role}`, `{job}` (a role that
must hold the word of an occupation), `{line}` (a role that fills the rest of its line) and `{req}` are
what it finds; `{any}` is some words nobody asks for. Letters fit in either case. One Aho-Corasick pass finds
where a form can stand at all; only there is its pattern tried, so the cost does not grow with the
number of forms times the length of the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import ahocorasick_rs
import regex

_BEFORE, _AFTER = 140, 240
"""How far around its fixed words a form may reach, in characters."""
_TRIES = 5
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
    """One form, ready to use. `anchors` are words in lower case of which one stands in every match."""

    kind: FormKind
    template: str
    anchors: tuple[str, ...]
    source: str
    language: Language


@dataclass(frozen=True, slots=True)
class Found:
    """What one form found; "" for what it does not name. `at` is the offset of the match."""

    form: Form
    company: str
    role: str
    requisition: str
    at: int


class FormError(ValueError):
    """A form that cannot be read; the text says why."""


_UPPER = r"(?:\p{Lu}|\p{Lt}|\p{Lo}|\p{N}|\p{Ll}{1,2}\p{Lu})"
_TOKEN = _UPPER + r"[\p{L}\p{M}\p{N}&'’+*\-]*(?:[./@][\p{L}\p{N}][\p{L}\p{M}\p{N}\-]*)*"
_LINK = r"(?:&|\+|and|und|et|y|e|en|of|de|du|des|la|le|di|da|do|dos|das|del|della|van|von|der|den|the|d['’])"
_LEGAL = r", ?(?=(?:Inc|LLC|L\.L\.C|Ltd|Limited|LP|GmbH|Corp|PBC|S\.)\b)"
_ARTICLE = r"(?:(?:the|our|der|die|das|dem|den|la|le|les|el|los|las|o|a|os|as|il|lo|gli|i|de|het|l['’]) ?(?<=[ '’]))?"
_END = r"(?=\s*(?:$|[\n.,;:!?|\"”»)(\[\]]|[ ][-–—·•/][ ]))"
_ROLE_WORD = r"[^\s;:!?“”„\"«»<>|.,]+(?:\.[^\s;:!?“”\"<>|.,]+)*(?:(?<=(?:Sr|Jr|Snr|Dipl))\.)?"
_REQ = r"(?P<req>(?:[A-Za-z]{1,6}[-_ ]?)?\d[\dA-Za-z]*(?:[-_/.]\d[\dA-Za-z]*){0,3})(?![\p{L}\d%€$])"


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
    done = -1
    pattern = _pattern(form.source)
    for start, end in spans:
        if start < done:
            continue
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


def lowered(text: str) -> str:
    """Return text in lower case, letter for letter, so that offsets still fit."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def compile_form(kind: FormKind, template: str, language: Language) -> Form:
    """Return a form ready to use. Raises `FormError` with a sentence where the template cannot be read."""
    parts = _parse(template)
    if not parts.anchors:
        raise FormError("has no fixed words, so it would fit everywhere; add a word that is always there")
    return Form(kind, template, parts.anchors, parts.source, language)


@cache
def _pattern(source: str) -> regex.Pattern[str]:
    """Compile a form when a mail first needs it: most languages never come up, and all of them take a second."""
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){source}(?![\p{{L}}\p{{N}}])")


@dataclass(frozen=True, slots=True)
class _Parts:
    source: str
    anchors: tuple[str, ...]


def _company() -> str:
    run = rf"{_TOKEN}(?:(?: |{_LEGAL})(?:{_LINK} )?{_TOKEN}){{0,6}}"
    brand = rf"[\p{{Ll}}\p{{N}}][\p{{L}}\p{{N}}.\-]{{2,}}(?<![.\-]){_END}"
    return rf"{_ARTICLE}[\"“„«*]?(?P<company>{run}|{brand})[\"”“»*]?"


def _role(*, last: bool) -> str:
    """Return a title up to the words behind it; at the end of a form it runs on and is cut at a stop word later."""
    name = "last" if last else "role"
    many = "{0,9}" if last else "{0,9}?"
    return rf"(?i:the |our |an? )?[\"“„«*]?(?P<{name}>{_ROLE_WORD}(?:,?[ ]{_ROLE_WORD}){many})[\"”“»*]?"


def _parse(template: str) -> _Parts:
    pieces = regex.findall(r"\{\w+\}|[\[\]()|]|[^\[\](){}|]+", template)
    if "".join(pieces) != template:
        raise FormError("has a brace that is not closed")
    reading = _Reading(pieces)
    source, words = reading.sequence("")
    if words is not None:
        reading.runs.append(words)
    best = max(reading.runs, key=lambda run: min(map(len, run)), default=())
    return _Parts(source, tuple(dict.fromkeys(best)) if min(map(len, best), default=0) >= _SHORTEST else ())


_SHORTEST = 3
"""An anchor of fewer letters would stand everywhere."""
_MOST_RUNS = 150
"""How many ways of saying one run of fixed words are spelled out."""

_Words = tuple[str, ...]


class _Reading:
    """
    One pass over the pieces of a form, from left to right.

    Fixed words that stand together make a run, spelled out in all its ways; a name ends it. `runs` keeps
    those that stand in every match, which the anchors are chosen from.
    """

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.at = 0
        self.runs: list[_Words] = []
        self.depth = 0

    def sequence(self, closer: str) -> tuple[str, _Words | None]:
        """Return the pattern up to *closer*, and all the ways of saying it where it holds no name."""
        sources, spoken = [""], [_Run(("",))]
        while self.at < len(self.pieces) and self.pieces[self.at] != closer:
            piece = self.pieces[self.at]
            self.at += 1
            if piece in {")", "]"}:
                raise FormError(f"has a `{piece}` too many" if not closer else f"closes `{piece}` before `{closer}`")
            if piece == "|":
                if not closer:
                    raise FormError("has a `|` outside of brackets")
                sources.append("")
                spoken.append(_Run(("",)))
                continue
            source, words = self._piece(piece)
            sources[-1] += source
            self._go_on(spoken[-1], words)
        if closer and self.at == len(self.pieces):
            raise FormError(f"opens a bracket and never closes it with `{closer}`")
        self.at += bool(closer)
        if any(run.broken for run in spoken):
            if not closer:
                self.runs.append(spoken[0].words)
            return "|".join(sources), None
        return "|".join(sources), tuple(word for run in spoken for word in run.words)

    def _piece(self, piece: str) -> tuple[str, _Words | None]:
        if piece in {"(", "["}:
            self.depth += 1
            inner, words = self.sequence(")" if piece == "(" else "]")
            self.depth -= 1
            if piece == "(":
                return f"(?:{inner})", words
            return f"(?:{inner})?", None if words is None else (*words, "")
        if piece.startswith("{"):
            rest = self.pieces[self.at :]
            return _capture(piece, last=not any(p.strip() and p not in {")", "]"} for p in rest)), None
        return "(?i:" + regex.escape(piece).replace("\\ ", " ") + ")", (lowered(piece),)

    def _go_on(self, run: "_Run", words: _Words | None) -> None:
        """Lengthen a run by the next words; where they are no fixed words, it ends and another begins."""
        if words is not None and len(run.words) * len(words) <= _MOST_RUNS:
            run.words = tuple(a + b for a in run.words for b in words)
            return
        if not self.depth:
            self.runs.append(run.words)
        run.words = words or ("",)
        run.broken = run.broken or words is None


@dataclass
class _Run:
    words: _Words
    broken: bool = False


def _capture(piece: str, *, last: bool) -> str:
    match piece:
        case "{company}":
            return _company()
        case "{role}" | "{job}":
            return _role(last=last)
        case "{any}":
            return r"\S+(?: \S+){0,5}?"
        case "{line}":
            return r"[\"“„«*]?(?P<line>[^\n]{2,90})"
        case "{req}":
            return _REQ
        case _:
            raise FormError(f"names `{piece}`; known are {{company}}, {{role}}, {{job}}, {{line}}, {{req}} and {{any}}")
