"""
The small language of cues: how a rule file says which words, in which order and how near.

A cue is written like this::

    {not} .. {advance} ... {you} + {regret}

- words stand for themselves; ``(move|moving) forward`` is every choice; ``regret*`` and ``*gespräch`` leave
  an edge open
- ``{name}`` is a family of words from the words file of the language
- a space: side by side; ``..``: in this order, at most 3 words between; ``...``: at most 10
- `` + ``: both in the same sentence, in any order
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from afterword.core.wording import reword

NEAR = 3
FAR = 10
_MOST_SPELLINGS = 2000
_MEANT_OTHERWISE = frozenset("{}()|*")
_FAMILY = re.compile(r"\{([\w ]+)\}")
_GAP = re.compile(r"\s+(\.{2,3})\s+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

Families = Mapping[str, tuple[str, ...]]


class CueError(ValueError):
    """A cue that cannot be read; the text says what is wrong and what to write instead."""


class Literal(NamedTuple):
    """A phrase in normal form; an open edge may touch a letter, a closed one may not."""

    text: str
    open_left: bool = False
    open_right: bool = False


Atom = frozenset[Literal]
"""Any one of these phrases."""


@dataclass(frozen=True, slots=True)
class Group:
    """Atoms in order; `gaps[i]` is the most words allowed between atom i and i + 1 (0: side by side)."""

    atoms: tuple[Atom, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Groups that must all stand in one sentence, in any order; `written` is the cue as its rule file has it."""

    written: str
    groups: tuple[Group, ...]


def read_cue(written: str, families: Families) -> Cue:
    """Read a cue. Raises `CueError` on an unknown family, an empty part or too many choices."""
    groups = tuple(_group(part, families) for part in re.split(r"\s\+\s", written.strip()))
    return Cue(written, groups)


def read_atom(members: tuple[str, ...], families: Families) -> Atom:
    """Return the phrases of a family, the families named inside it included. Raises `CueError`."""
    return frozenset().union(*(_atom(member, families, ()) for member in members))


def _group(part: str, families: Families) -> Group:
    atoms: list[Atom] = []
    gaps: list[int] = []
    pieces = _GAP.split(part)
    for number, piece in enumerate(pieces):
        if number % 2:
            gaps.append(NEAR if len(piece) == 2 else FAR)
            continue
        neighbours = _FAMILY.split(piece)
        first = True
        for place, text in enumerate(neighbours):
            found = [_family(text, families, ())] if place % 2 else [_literals(each) for each in _parts_at_stars(text)]
            gaps += [0] * (len(found) - first if found else 0)
            atoms += found
            first = first and not found
        if first:
            raise CueError(f"a part of {part!r} is empty; write words or a {{family}} on both sides of the dots")
    return Group(tuple(atoms), tuple(gaps))


def _atom(text: str, families: Families, within: tuple[str, ...]) -> Atom:
    name = _FAMILY.fullmatch(text.strip())
    if name:
        return _family(name[1], families, within)
    if "{" in text:
        raise CueError(f"a family may name another family only alone in its line, not inside {text!r}")
    return _literals(text)


def _family(name: str, families: Families, within: tuple[str, ...]) -> Atom:
    if name not in families:
        raise CueError(f"no family of words is called {{{name}}}; add it to the words file of this language")
    if name in within:
        raise CueError(f"the family {{{name}}} names itself")
    return frozenset().union(*(_atom(member, families, (*within, name)) for member in families[name]))


@lru_cache(maxsize=4096)
def _literals(text: str) -> Atom:
    found: set[Literal] = set()
    for choice in _choices(text.strip()):
        words = " ".join(choice.split())
        left, right = words.startswith("*"), words.endswith("*")
        plain = words.strip("*").strip().lower()
        if not plain.isascii():
            plain = reword(plain).text.replace("\n", " ").strip()
        if not plain:
            raise CueError(f"{text!r} allows an empty phrase; write at least one word")
        if ".." in plain:
            raise CueError(f"a part of {text!r} is empty; write words or a {{family}} on both sides of the dots")
        if not _MEANT_OTHERWISE.isdisjoint(plain):
            raise CueError(f"{text!r} has a bracket, bar or star in a place where it means nothing")
        left = left or plain.startswith("'")  # the 'll of we'll, the n' of n'avons
        right = right or plain.endswith("'")
        found.update(Literal(spelling, left, right) for spelling in _spellings(plain))
    return frozenset(found)


def _choices(text: str) -> list[str]:
    """Write out every choice of a phrase, brackets in brackets included."""
    found = [""]
    for part in _split(text, "("):
        inside = (
            [each for branch in _split(part[1:-1], "|") for each in _choices(branch)] if part[:1] == "(" else [part]
        )
        if len(found) * len(inside) > _MOST_SPELLINGS:
            raise CueError(f"{text!r} stands for more than {_MOST_SPELLINGS} phrases; split it")
        found = [before + after for before in found for after in inside]
    return found


def _split(text: str, at: str) -> list[str]:
    """Cut a text at every bar or space outside brackets, or, at "(", into brackets and what stands between them."""
    parts, depth = [""], 0
    for char in text:
        outside = depth == 0
        depth += (char == "(") - (char == ")")
        if outside and char == at:
            parts.append(char if at == "(" else "")
        else:
            parts[-1] += char
            if at == "(" and char == ")" and depth == 0:
                parts.append("")
    if depth:
        raise CueError(f"a bracket in {text!r} is not closed")
    return parts


def _parts_at_stars(text: str) -> list[str]:
    """Cut a phrase beside each word with an open edge, which then stands side by side with its neighbours."""
    parts: list[list[str]] = [[]]
    for word in filter(None, _split(text.strip(), " ")):
        if "*" in word:
            parts += [[word], []]
        else:
            parts[-1].append(word)
    return [" ".join(words) for words in parts if words]


def _spellings(plain: str) -> set[str]:
    """People also write fuer, pourriez without accents, and wont."""
    found = {plain}
    if not plain.isascii():
        found |= {_without_marks(plain), plain.translate(_UMLAUTS)}
    if "n't" in plain and plain != "n't":  # a bare "nt" ends half the words of a mail
        found |= {spelling.replace("n't", "nt") for spelling in found}
    return found


def _without_marks(plain: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))
