"""All phrases of all rules in one pass over a mail, and the cues they make up."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from ahocorasick_rs import AhoCorasick, Implementation

from afterword.core.cues import Atom, Cue
from afterword.core.wording import Wording

Span = tuple[int, int]
Found = dict[int, list[Span]]
"""The atoms of one sentence, by number, each with its spans in order."""

Sought = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
"""A cue with its atoms as numbers: for each group the atoms and the gaps between them."""

_LONGEST_WORD = 60

CONDITION = "if"
BREAK = "but"
IDLE = "idle"
PLEA = "please"
"""
Families with a meaning of their own in every words file: what opens a condition, what parts
two clauses, phrases whose inner words mean nothing ("not only", "if you have any questions"), and what begins a request.
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of the atoms of a language that `CONDITION`, `BREAK`, `IDLE` and `PLEA` name; -1 where it has none."""

    condition: int = -1
    stop: int = -1
    idle: int = -1
    plea: int = -1


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """
    Every phrase of a rulebook, compiled.

    `numbers` gives each atom its number, and `uses` says in how many cues the atom
    stands: the rarest atom of a cue is the one that leads to it.
    """

    numbers: Mapping[Atom, int]
    uses: tuple[int, ...]
    _machine: AhoCorasick | None = field(repr=False)
    _meanings: tuple[tuple[tuple[int, bool, bool], ...], ...] = field(repr=False)

    @classmethod
    def compile(cls, atoms: Iterable[Atom]) -> Self:
        """Make the one automaton; an atom given n times is used n times."""
        numbers: dict[Atom, int] = {}
        uses: list[int] = []
        for atom in atoms:
            number = numbers.setdefault(atom, len(numbers))
            if number == len(uses):
                uses.append(0)
            uses[number] += 1
        texts: dict[str, list[tuple[int, bool, bool]]] = {}
        for atom, number in numbers.items():
            for literal in atom:
                texts.setdefault(literal.text, []).append((number, literal.open_left, literal.open_right))
        machine = AhoCorasick(list(texts), implementation=Implementation.ContiguousNFA) if texts else None
        return cls(numbers, tuple(uses), machine, tuple(tuple(meaning) for meaning in texts.values()))

    def seek(self, cue: Cue) -> Sought:
        """Return the cue with the numbers of its atoms."""
        return tuple((tuple(self.numbers[atom] for atom in group.atoms), group.gaps) for group in cue.groups)

    def rarest(self, sought: Sought) -> int:
        """Return the atom of a cue that the fewest cues share."""
        return min((atom for atoms, _ in sought for atom in atoms), key=lambda atom: self.uses[atom])

    def scan(self, wording: Wording) -> dict[int, Found]:
        """Find every phrase that stands between word edges: sentence -> atom -> spans."""
        sentences: dict[int, Found] = {}
        if self._machine is None:
            return sentences
        text, ends = wording.text, wording.ends
        meanings = self._meanings
        last = len(text)
        for pattern, start, end in self._machine.find_matches_as_indexes(text, overlapping=True):
            left = start == 0 or not text[start - 1].isalnum()
            right = end == last or not text[end].isalnum()
            for number, open_left, open_right in meanings[pattern]:
                if (left or open_left) and (right or open_right):
                    sentence = bisect_left(ends, start)
                    atoms = sentences.get(sentence)
                    if atoms is None:
                        atoms = sentences[sentence] = {}
                    span = (start if left else _word_start(text, start), end if right else _word_end(text, end))
                    atoms.setdefault(number, []).append(span)
        return sentences


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


def drop_idle(found: Found, marks: Marks) -> None:
    """Take out of a sentence what stands inside an idle phrase of the language, the idle phrase itself excepted."""
    for start, end in found.pop(marks.idle, ()):
        for number, spans in found.items():
            found[number] = [span for span in spans if span[0] < start or span[1] > end]


def find_cue(sought: Sought, found: Found, text: str, marks: Marks) -> tuple[Span, ...] | None:
    """Return the spans of the first way in which a cue stands in a sentence, in order, or None."""
    spans: list[Span] = []
    for atoms, gaps in sought:
        choices = [found.get(atom) for atom in atoms]
        if not all(choices):
            return None
        way = next(_chains([choice or [] for choice in choices], gaps, [], text, found.get(marks.stop, [])), None)
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
    stops = found.get(marks.stop, ())
    for opening, _ in found.get(marks.condition, ()):
        if opening < start:
            if not any(opening < stop[0] < start for stop in stops):
                return True
        elif not any(end <= stop[0] < opening for stop in (*stops, *found.get(marks.plea, ()))):
            return True
    return False


def _chains(
    choices: list[list[Span]], gaps: tuple[int, ...], chain: list[Span], text: str, stops: list[Span]
) -> Iterator[list[Span]]:
    depth = len(chain)
    if depth == len(choices):
        yield chain
        return
    for span in choices[depth]:
        if not depth or _follows(chain[-1], span, gaps[depth - 1], text, stops):
            yield from _chains(choices, gaps, [*chain, span], text, stops)


def _follows(before: Span, after: Span, gap: int, text: str, stops: list[Span]) -> bool:
    between = after[0] - before[1]
    if between < 0 or between > 14 * (gap + 1):
        return False
    if gap == 0:
        return not text[before[1] : after[0]].strip(' -/"')
    if any(before[1] <= stop[0] < after[0] for stop in stops):
        return False
    return len(text[before[1] : after[0]].split()) <= gap
