"""
Forms of words in which hiring mail names an employer, a role or a requisition, read from `rules/employer`.

A form is written as people would say it:

    (your|the) application (to|with) {company}[ for {role}]

`(a|b)` is one of several, `[x]` may be missing (its space stands inside), `{company}`, `{role}`, `{line}` (a role that fills the
rest of its line) and `{req}` are what it finds. Letters fit in either case. One Aho-Corasick pass finds
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
_ARTICLE = r"(?:(?i:the|our|der|die|das|dem|den|la|le|les|el|los|las|o|a|os|as|il|lo|gli|i|de|het|l['’]) ?(?<=[ '’]))?"
_END = r"(?=\s*(?:$|[\n.,;:!?|\"”»)(\[\]]|[ ][-–—·•/][ ]))"
_ROLE_WORD = r"[^\s;:!?“”„\"«»<>|.,]+(?:\.[^\s;:!?“”\"<>|.,]+)*(?:(?<=(?:Sr|Jr|Snr|Dipl))\.)?"
_REQ = r"(?P<req>(?:[A-Za-z]{1,6}[-_ ]?)?\d[\dA-Za-z]*(?:[-_/.]\d[\dA-Za-z]*){0,3})(?![\p{L}\d%€$])"


@dataclass(frozen=True, slots=True)
class FormTable:
    """All forms of all languages. `find` is the only thing one does with it, but for the words about roles."""

    forms: tuple[Form, ...] = ()
    languages: tuple[Language, ...] = ()
    role_heads: frozenset[str] = field(init=False, repr=False)
    noise: frozenset[str] = field(init=False, repr=False)
    _owners: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    _automaton: ahocorasick_rs.AhoCorasick | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        owners: dict[str, list[int]] = {}
        for number, form in enumerate(self.forms):
            for anchor in form.anchors:
                owners.setdefault(anchor, []).append(number)
        put = object.__setattr__
        put(self, "role_heads", frozenset(word for lang in self.languages for word in lang.role_heads))
        put(self, "noise", frozenset(word for lang in self.languages for word in lang.noise))
        put(self, "_owners", tuple(tuple(numbers) for numbers in owners.values()))
        put(self, "_automaton", ahocorasick_rs.AhoCorasick(list(owners)) if owners else None)

    def find(self, text: str, *, subject: bool) -> list[Found]:
        """Return what the forms find, the first form of the rules first. *text* is one that `plain` made."""
        if self._automaton is None:
            return []
        places: dict[int, list[tuple[int, int]]] = {}
        for word, start, end in self._automaton.find_matches_as_indexes(lowered(text), overlapping=True):
            for number in self._owners[word]:
                spans = places.setdefault(number, [])
                if len(spans) < _TRIES:
                    spans.append((start, end))
        found = []
        for number in sorted(places):
            form = self.forms[number]
            if form.kind is FormKind.SUBJECT and not subject:
                continue
            found.extend(_tries(form, text, places[number]))
        return found


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
    source, anchors, at = _sequence(pieces, 0, "")
    if at != len(pieces):
        raise FormError("closes a bracket that was never opened")
    return _Parts(source, anchors)


def _sequence(pieces: list[str], at: int, closer: str) -> tuple[str, tuple[str, ...], int]:
    """Return pattern, best anchors and the index behind the closer; alternatives join their anchors."""
    options: list[tuple[str, tuple[str, ...]]] = []
    source, best = "", ()
    while at < len(pieces) and pieces[at] != closer:
        piece = pieces[at]
        at += 1
        if piece in {")", "]"}:
            raise FormError(f"has a `{piece}` too many")
        if piece == "|":
            if not closer:
                raise FormError("has a `|` outside of brackets")
            options.append((source, best))
            source, best = "", ()
        elif piece in {"(", "["}:
            inner, anchors, at = _sequence(pieces, at, ")" if piece == "(" else "]")
            if piece == "(":
                source, best = source + f"(?:{inner})", _better(best, anchors)
            else:
                source += f"(?:{inner})?"
        elif piece.startswith("{"):
            source += _capture(piece, last=not any(p.strip() and p not in {")", "]"} for p in pieces[at:]))
        else:
            source += "(?i:" + regex.escape(piece).replace("\\ ", " ") + ")"
            best = _better(best, (lowered(piece).strip(),))
    if closer and at == len(pieces):
        raise FormError(f"opens a bracket and never closes it with `{closer}`")
    options.append((source, best))
    joined = "|".join(option for option, _ in options)
    if not all(anchors for _, anchors in options):
        return joined, (), at + 1 if closer else at
    return joined, tuple(dict.fromkeys(a for _, anchors in options for a in anchors)), at + 1 if closer else at


def _better(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """Return the anchors whose shortest is longer: they stand in fewer texts."""

    def shortest(words: tuple[str, ...]) -> int:
        return min((len(word) for word in words), default=0)

    return b if shortest(b) > shortest(a) else a


def _capture(piece: str, *, last: bool) -> str:
    match piece:
        case "{company}":
            return _company()
        case "{role}":
            return _role(last=last)
        case "{line}":
            return r"[\"“„«*]?(?P<line>[^\n]{2,90})"
        case "{req}":
            return _REQ
        case _:
            raise FormError(f"names `{piece}`; known are {{company}}, {{role}}, {{line}} and {{req}}")
