"""All phrases of all rules in one pass over a mail, and the cues they make up."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, Self

from ahocorasick_rs import AhoCorasick, Implementation

from afterword.core.cues import Atom, Cue, Literal
from afterword.core.wording import Wording

Span = tuple[int, int]


class Sought(NamedTuple):
    """
    A cue with its atoms as numbers: for each group the atoms and the gaps between them.

    `atoms` has the bit of every atom set, so that one look tells whether a sentence can hold the cue.
    """

    groups: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    atoms: int
    lead: int


_LONGEST_WORD = 60
_NOWHERE = 1 << 62
_LONGEST_STEP = 14
"""Letters that a word between two phrases may take, on the average."""

CONDITION = "if"
BREAK = "but"
IDLE = "idle"
PLEA = "please"
"""
Families with a meaning of their own in every words file: what opens a condition, what parts
two clauses, phrases whose inner words mean nothing ("not only", "if you have any questions"), and what
begins a request.
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of the atoms that these four families make in one language; -1 where it has none."""

    condition: int = -1
    stop: int = -1
    idle: int = -1
    plea: int = -1


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """
    Every phrase of a rulebook, compiled.

    `numbers` gives each atom its number, `members` the phrases of each atom, by number too, and
    `weights` how often an atom is to be expected in a mail: the lightest atom of a cue leads to it.
    `masks` has, for each phrase, the bits of all atoms that it belongs to.
    """

    numbers: Mapping[Atom, int]
    members: tuple[frozenset[int], ...] = field(repr=False)
    weights: tuple[float, ...] = field(repr=False)
    masks: tuple[int, ...] = field(repr=False)
    _machine: AhoCorasick | None = field(repr=False)
    _edges: tuple[tuple[tuple[int, bool, bool], ...], ...] = field(repr=False)

    @classmethod
    def compile(cls, atoms: Iterable[Atom], common: frozenset[str]) -> Self:
        """Make the one automaton; *common* are the words that stand in nearly every mail."""
        numbers: dict[Atom, int] = {}
        for atom in atoms:
            numbers.setdefault(atom, len(numbers))
        literals: dict[Literal, int] = {}
        texts: dict[str, list[tuple[int, bool, bool]]] = {}
        for literal in (literal for atom in numbers for literal in atom):
            if literal not in literals:
                literals[literal] = len(literals)
                texts.setdefault(literal.text, []).append((literals[literal], literal.open_left, literal.open_right))
        masks = [0] * len(literals)
        for atom, number in numbers.items():
            for literal in atom:
                masks[literals[literal]] |= 1 << number
        return cls(
            numbers,
            tuple(frozenset(literals[literal] for literal in atom) for atom in numbers),
            tuple(sum(_weight(literal, common) for literal in atom) for atom in numbers),
            tuple(masks),
            AhoCorasick(list(texts), implementation=Implementation.ContiguousNFA) if texts else None,
            tuple(tuple(edges) for edges in texts.values()),
        )

    def seek(self, cue: Cue) -> Sought:
        """Return the cue with the numbers of its atoms."""
        groups = tuple((tuple(self.numbers[atom] for atom in group.atoms), group.gaps) for group in cue.groups)
        atoms = [atom for numbers, _ in groups for atom in numbers]
        lead = min(atoms, key=lambda atom: self.weights[atom])
        return Sought(groups, sum(1 << atom for atom in set(atoms)), lead)

    def scan(self, wording: Wording) -> "dict[int, Found]":
        """Find every phrase that stands between word edges: what each sentence holds."""
        sentences: dict[int, Found] = {}
        if self._machine is None:
            return sentences
        text, edges = wording.text, self._edges
        ends = (*wording.ends, len(text))
        last = len(text)
        number = 0
        for pattern, start, end in self._machine.find_matches_as_indexes(text, overlapping=True):
            left = start == 0 or not text[start - 1].isalnum()
            right = end == last or not text[end].isalnum()
            for literal, open_left, open_right in edges[pattern]:
                if (left or open_left) and (right or open_right):
                    while ends[number] < end:  # matches come in the order of their ends
                        number += 1
                    found = sentences.get(number)
                    if found is None:
                        found = sentences[number] = Found(self)
                    span = (start if left else _word_start(text, start), end if right else _word_end(text, end))
                    found.literals.setdefault(literal, []).append(span)
        return sentences


@dataclass(slots=True)
class Found:
    """The phrases of one sentence, by number, each with its spans; atoms are looked up as they are asked for."""

    book: Phrasebook
    literals: dict[int, list[Span]] = field(default_factory=dict)
    _mask: int = 0
    _atoms: dict[int, list[Span]] = field(default_factory=dict)

    @property
    def atoms(self) -> int:
        """The bits of all atoms of the sentence."""
        if not self._mask:
            masks = self.book.masks
            for literal in self.literals:
                self._mask |= masks[literal]
        return self._mask

    def spans(self, atom: int) -> list[Span]:
        """Return where an atom stands, in order; none for -1."""
        known = self._atoms.get(atom)
        if known is None:
            known = []
            if atom >= 0 and self.atoms >> atom & 1:
                members = self.book.members[atom]
                known = sorted(span for literal, spans in self.literals.items() if literal in members for span in spans)
            self._atoms[atom] = known
        return known

    def drop_idle(self, idle: int) -> None:
        """Take out what stands inside an idle phrase; the idle phrase goes with it."""
        places = self.spans(idle)
        if not places:
            return
        starts = [start for start, _ in places]
        furthest = list(accumulate((end for _, end in places), max))
        left = {
            literal: [
                span for span in spans if not (place := bisect_right(starts, span[0])) or furthest[place - 1] < span[1]
            ]
            for literal, spans in self.literals.items()
        }
        self.literals = {literal: spans for literal, spans in left.items() if spans}
        self._atoms.clear()
        self._mask = 0


def _weight(literal: Literal, common: frozenset[str]) -> float:
    if literal.open_left or literal.open_right or " " not in literal.text:
        return 50.0 if literal.text in common else 1.0
    return 0.1


def _word_start(text: str, offset: int) -> int:
    limit = max(0, offset - _LONGEST_WORD)
    while offset > limit and text[offset - 1].isalnum():
        offset -= 1
    return offset


def _word_end(text: str, offset: int) -> int:
    limit = min(len(text), offset + _LONGEST_WORD)
    while offset < limit and text[offset].isalnum():
        offset += 1
    return offset


def find_cue(sought: Sought, found: Found, text: str, marks: Marks) -> tuple[Span, ...] | None:
    """Return the spans of the first way in which a cue stands in a sentence, in order, or None."""
    if sought.atoms & ~found.atoms:
        return None
    spans: list[Span] = []
    for atoms, gaps in sought.groups:
        choices = [found.spans(atom) for atom in atoms]
        way = next(_chains(choices, gaps, [], text, found.spans(marks.stop)), None)
        if way is None:
            return None
        spans += way
    return tuple(sorted(spans))


def is_conditional(spans: tuple[Span, ...], found: Found, marks: Marks) -> bool:
    """
    Tell whether a condition governs the cue.

    One that opens before the cue does, unless a new clause began between ("but"); one behind
    it does unless a new clause or a request ("please let us know if") began first.
    """
    if not spans:
        return False
    start, end = spans[0][0], spans[-1][1]
    conditions, stops = found.spans(marks.condition), found.spans(marks.stop)
    behind = bisect_left(conditions, (start, 0))
    if behind:  # of several conditions the nearest is the least likely to be parted off
        opening = conditions[behind - 1][0]
        if _first_from(stops, opening + 1) >= start:
            return True
    if behind == len(conditions):
        return False
    opening = conditions[behind][0]
    return min(_first_from(stops, end), _first_from(found.spans(marks.plea), end)) >= opening


def _first_from(spans: list[Span], offset: int) -> int:
    place = bisect_left(spans, (offset, 0))
    return spans[place][0] if place < len(spans) else _NOWHERE


def _chains(
    choices: list[list[Span]], gaps: tuple[int, ...], chain: list[Span], text: str, stops: list[Span]
) -> Iterator[list[Span]]:
    depth = len(chain)
    if depth == len(choices):
        yield chain
        return
    if not depth:
        for span in choices[0]:
            yield from _chains(choices, gaps, [span], text, stops)
        return
    before, spans, gap = chain[-1], choices[depth], gaps[depth - 1]
    for place in range(bisect_left(spans, (before[1], 0)), len(spans)):
        if spans[place][0] - before[1] > _LONGEST_STEP * (gap + 1):
            return  # only near ones are looked at, so that no text can make this slow
        if _follows(before, spans[place], gap, text, stops):
            yield from _chains(choices, gaps, [*chain, spans[place]], text, stops)


def _follows(before: Span, after: Span, gap: int, text: str, stops: list[Span]) -> bool:
    if gap == 0:
        return not text[before[1] : after[0]].strip(' -/"')
    if _first_from(stops, before[1]) < after[0]:
        return False
    return len(text[before[1] : after[0]].split()) <= gap
