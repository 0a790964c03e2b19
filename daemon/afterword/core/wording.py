"""
Mail text made comparable: one spelling, one sentence a line, and the way back to the words as they stand.

Lower case, NFKC, straight quotes and plain dashes, single spaces, an address of the web cut down to its host.
Sentences end in a line feed and nowhere else, so a phrase, which holds no line feed, never reaches over two of them.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\v\f", " ")
    | {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\u2026": ".", "\u201a": ","},
)

_EDIT = re.compile(
    r"(?P<web>https?://(?P<host>[^\s/<>()?#:]+)[^\s<>]*)"
    r"|(?P<stop>[.!?][\"')\]*_]{0,3})?(?P<gap>\s\s+|\n)"
    r"|(?P<stop2>[.!?][\"')\]*_]{0,3}) "
    r"|(?P<letter>\w[\u0300-\u036f]+|[\u00aa\u00ba\u00df\u00ad\u200b-\u200f\u2060\ufeff\ufb00-\ufb06\uff01-\uff5e]"
    r"|[\U0001d400-\U0001d7ff])",
)

# fmt: off
_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "st", "inc", "ltd", "co", "corp", "no", "nr", "vs", "dept", "approx",
     "ext", "est", "e.g", "i.e", "eg", "ie", "a.m", "p.m", "etc", "jr", "sr", "ph.d", "z.b", "d.h", "u.a",
     "ggf", "bzw", "evtl", "usw", "ca", "tel", "str", "hr", "fr", "abs", "max", "min", "inkl", "zzgl", "m",
     "mme", "mlle", "av", "env", "p.ex", "sra", "srta", "dña", "d", "ud", "uds", "vd", "art", "sig", "sig.ra",
     "dott", "dott.ssa", "ing", "dhr", "mevr", "mw", "o.a", "d.w.z", "m.b.t", "t.a.v", "i.v.m"],
)
# fmt: on
_LAST_WORD = re.compile(r"[\w.]+$")
_BULLET = re.compile(r"(?:[-*>o•·▪‣◦]|\d{1,2}[.)])\s")
# fmt: off
_BEHIND_ORDINALS = (
    "jan", "feb", "mär", "mrz", "maer", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dez",
    "dec", "runde", "gespräch", "stock", "etage", "quartal", "kalenderwoche", "woche",
)
# fmt: on
"""In German and the Nordic languages a period behind a number makes it an ordinal: "12. März" is one sentence."""

_SHORT_LINE = 56
"""A line below this many characters was ended by its writer, not by the wrapping of a mail program."""


@dataclass(frozen=True, slots=True)
class Wording:
    r"""
    A text in normal form beside the text as written.

    `text` has one sentence a line; `ends` holds the offsets of its line feeds.
    `marks` and `shifts` lead back: from `marks[i]` on, an offset of `text` plus
    `shifts[i]` is the offset in `written`.
    """

    written: str
    text: str
    ends: tuple[int, ...]
    marks: tuple[int, ...]
    shifts: tuple[int, ...]

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence that holds an offset of `text`, from 0."""
        return bisect_right(self.ends, offset - 1) if offset else 0

    def bounds(self, sentence: int) -> tuple[int, int]:
        """Return start and end of a sentence in `text`, without its line feed."""
        start = self.ends[sentence - 1] + 1 if sentence else 0
        end = self.ends[sentence] if sentence < len(self.ends) else len(self.text)
        return start, end

    def words(self, start: int, end: int) -> str:
        """Return what stands in the written text where `text` has start to end, its white space made single."""
        after = self.back(end) if end < len(self.text) else len(self.written)
        return " ".join(self.written[self.back(start) : after].split())

    def back(self, offset: int) -> int:
        """Return the offset in `written` of an offset of `text`."""
        place = bisect_right(self.marks, offset) - 1
        return offset + self.shifts[place] if place >= 0 else offset


def reword(written: str) -> Wording:
    """Bring a text into normal form (Unicode UAX 15 for NFKC); total over any text, linear in its length."""
    low = written.lower()
    if len(low) != len(written):  # "İ" grows by a combining dot
        low = "".join(char if len(char.lower()) != 1 else char.lower() for char in written)
    low = low.translate(_PLAIN)
    pieces: list[str] = []
    marks: list[int] = []
    shifts: list[int] = []
    done = length = 0
    for found in _EDIT.finditer(low):
        start, end = found.span()
        new = _replacement(found, written, low)
        pieces += (low[done:start], new)
        length += start - done + len(new)
        done = end
        if len(new) != end - start:
            marks.append(length)
            shifts.append(done - length)
    pieces.append(low[done:])
    text = "".join(pieces)
    ends = tuple(place.start() for place in re.finditer("\n", text))
    return Wording(written, text, ends, tuple(marks), tuple(shifts))


def _replacement(found: re.Match[str], written: str, low: str) -> str:
    if found["web"]:
        return found["host"]
    if found["letter"]:
        letter = found["letter"]
        if letter in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff":
            return ""
        return unicodedata.normalize("NFKC", letter).casefold()
    stop = found["stop"] or found["stop2"] or ""
    gap = found["gap"] or " "
    if stop.startswith("."):
        ends_here = _period_ends(found, gap, written, low)
    elif stop:
        ends_here = True
    else:
        ends_here = _line_ends(found, gap, written, low)
    return stop + ("\n" if ends_here else " ")


def _period_ends(found: re.Match[str], gap: str, written: str, low: str) -> bool:
    if gap.count("\n") > 1:
        return True
    word = _LAST_WORD.search(low, max(0, found.start() - 12), found.start())
    last = word[0] if word else ""
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return False
    if last.isdigit() and len(last) <= 2 and low.startswith(_BEHIND_ORDINALS, found.end()):
        return False
    following = written[found.end() : found.end() + 1]
    return not following.islower() or "\n" in gap


def _line_ends(found: re.Match[str], gap: str, written: str, low: str) -> bool:
    if "\n" not in gap:
        return False
    if gap.count("\n") > 1 or _BULLET.match(low, found.end()):
        return True
    line_start = low.rfind("\n", 0, found.start()) + 1
    following = written[found.end() : found.end() + 1]
    return found.start() - line_start < _SHORT_LINE and not following.islower()
