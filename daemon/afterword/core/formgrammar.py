"""
How a form of words is written (`rules/employer/README.md`) and what it becomes: a pattern, and words to find it by.

The fixed words that must stand in every match are its anchors; one search for all anchors of all
forms says which few patterns are worth trying, and where.
"""

from dataclasses import dataclass

import regex


class FormError(ValueError):
    """A form that cannot be read; the text says why."""


def lowered(text: str) -> str:
    """Return text in lower case, letter for letter, so that offsets still fit."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_UPPER = r"(?:\p{Lu}|\p{Lt}|\p{Lo}|\p{N}|\p{Ll}{1,2}\p{Lu})"
_TOKEN = _UPPER + r"[\p{L}\p{M}\p{N}&'\u2019+*\-]*(?:[./@][\p{L}\p{N}][\p{L}\p{M}\p{N}\-]*)*"
_LINK = r"(?:&|\+|and|und|et|y|e|en|of|de|du|des|la|le|di|da|do|dos|das|del|della|van|von|der|den|the|d['\u2019])"
_LEGAL = r", ?(?=(?:Inc|LLC|L\.L\.C|Ltd|Limited|LP|GmbH|Corp|PBC|S\.)\b)"
_ARTICLE = r"(?:(?:the|our|der|die|das|dem|den|la|le|les|el|los|las|o|a|os|as|il|lo|gli|i|de|het) |l['\u2019] ?)?"
_END = r"(?=\s*(?:$|[\n.,;:!?|\"”»)(\[\]]|[ ][-\u2013\u2014·•/][ ]))"
_ROLE_WORD = r"[^\s;:!?“”„\"«»<>|.,]+(?:\.[^\s;:!?“”\"<>|.,]+)*(?:(?<=(?:Sr|Jr|Snr|Dipl))\.)?"
_REQ = r"(?P<req>(?:[A-Za-z]{1,6}[-_ ]?)?\d[\dA-Za-z]*(?:[-_/.]\d[\dA-Za-z]*){0,3})(?![\p{L}\d%€$])"


@dataclass(frozen=True, slots=True)
class Grammar:
    """
    A form that was read: the source of its pattern and its anchors in lower case.

    `leads` says that the anchors stand first, `names_next` that the company stands right behind them.
    """

    source: str
    anchors: tuple[str, ...]
    leads: bool
    names_next: bool


def _company() -> str:
    run = rf"{_TOKEN}(?:(?: |{_LEGAL})(?:{_LINK} )?{_TOKEN}){{0,6}}"
    brand = rf"[\p{{Ll}}\p{{N}}][\p{{L}}\p{{N}}.\-]{{2,}}(?<![.\-]){_END}"
    return rf"{_ARTICLE}[\"“„«*]?(?P<company>{run}|{brand})[\"”“»*]?"


def _role(*, last: bool) -> str:
    """Return a title up to the words behind it; at the end of a form it runs on and is cut at a stop word later."""
    name = "last" if last else "role"
    many = "{0,9}" if last else "{0,9}?"
    return rf"(?i:the |our |an? )?[\"“„«*]?(?P<{name}>{_ROLE_WORD}(?:,?[ ]{_ROLE_WORD}){many})[\"”“»*]?"


def read_form(template: str) -> Grammar:
    """Read a form; no anchors where no fixed words always stand in it. Raises `FormError` with what is wrong."""
    pieces = regex.findall(r"\{\w+\}|[\[\]()|]|[^\[\](){}|]+", template)
    if "".join(pieces) != template:
        raise FormError("has a brace that is not closed")
    reading = _Reading(pieces)
    source, words = reading.sequence("")
    if words is not None:
        reading.runs.append(words)
    first, best = reading.runs[0], max(reading.runs, key=_shortest)
    leads = _shortest(first) >= min(_LONG_ENOUGH, _shortest(best))
    anchors = first if leads else best
    anchors = tuple(dict.fromkeys(anchors)) if _shortest(anchors) >= _SHORTEST else ()
    return Grammar(source, anchors, leads, leads and reading.names_next)


def _shortest(run: tuple[str, ...]) -> int:
    return min(map(len, run))


_SHORTEST = 3
"""An anchor of fewer letters would stand everywhere."""
_LONG_ENOUGH = 5
"""First words of so many letters are the anchor even where later ones are longer: a match can only begin there."""
_MOST_RUNS = 200
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
        self.names_next = False

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
            if piece == "{company}" and not self.runs and not self.depth:
                self.names_next = True
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
