"""Signatures, disclaimers and the lines that phones add: kept, but apart from what the mail says."""

import re
from typing import Final

from afterword.mail import closings, marks

_SIGNATURE_LINES: Final = 20
_NAME_LINES: Final = 14
_POSTSCRIPT: Final = re.compile(r"(?:p\.?\s?p?\.?s\b\.?|n\.?b\b\.?|nb:|ps:)", re.IGNORECASE)
_ENDS_SENTENCE: Final = re.compile(r"[.!?…][\"')\]]?$")
_ABBREVIATION: Final = re.compile(
    r"\b(?:inc|ltd|co|corp|llc|jr|sr|dr|phd|ph\.d|m\.?sc|b\.?sc|m\.a|b\.a|mba|ing|dipl|str|st|s\.?a|s\.?l|s\.p\.a|"
    r"b\.?v|n\.?v|tel|ext|dept|no|e\.v|[a-z])\.$",
    re.IGNORECASE,
)
_LIST_ITEM: Final = re.compile(r"(?:[-*\N{BULLET}\N{EN DASH}]|\d{1,2}[.)])\s+\S")
_CONTACT: Final = re.compile(r"@|https?:|www\.|\+?\d[\d ()/.-]{6,}", re.IGNORECASE)
_WORD: Final = r"[^\W\d_][\w.'\N{RIGHT SINGLE QUOTATION MARK}-]{0,40}"
_NAME_BEHIND: Final = re.compile(
    rf"[,!.\N{{EN DASH}}-]{{0,2}}\s{{0,5}}((?:{_WORD}(?:\s{{1,5}}{_WORD}){{0,3}})?)\s{{0,5}}[,.!]?[*_\s]{{0,5}}"
)
_WORDS_OF_A_LINE: Final = 9
_PARTICLES: Final = frozenset(
    {
        *(
            "of",
            "and",
            "at",
            "the",
            "for",
            "in",
            "&",
            "und",
            "der",
            "die",
            "das",
            "für",
            "im",
            "bei",
            "von",
            "van",
            "zu",
        ),
        *("de", "du", "des", "la", "le", "el", "et", "y", "e", "da", "do", "di", "del", "della", "en", "het", "ter"),
    }
)
"""Small words of names and titles; two other words in lower case make a line a sentence."""


def split_footers(lines: list[str]) -> tuple[str, str]:
    """
    Return the text of *lines* without its signature, and the signature.

    Nothing that reads like a sentence is lost to the signature: behind "Best regards" only
    short lines without a full stop go, a postscript stays. Disclaimers and the footers of
    mailings go to the signature too, but never the first paragraph of a mail.
    """
    kept, footers = _without_footers(lines)
    kept, below = _cut_delimiter(kept)
    kept, names = _cut_sign_off(kept)
    return _tidy(kept), _tidy([*names, *below, *footers])


def _without_footers(lines: list[str]) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    footers: list[str] = []
    seen_text = in_footer = False
    for line in lines:
        stripped = line[: marks.LINE_LIMIT].strip()
        if not stripped:
            in_footer = False
        elif not in_footer and len(stripped) <= 120 and closings.MOBILE.match(stripped):
            footers.append(line)
            continue
        elif seen_text and not in_footer:
            in_footer = closings.FOOTER.match(stripped) is not None
        if in_footer:
            footers.append(line)
        else:
            seen_text = seen_text or bool(stripped)
            kept.append(line)
    return kept, footers


def _cut_delimiter(lines: list[str]) -> tuple[list[str], list[str]]:
    """Cut at the "-- " line of RFC 3676 section 4.3, if little enough follows to be a signature."""
    cut, below = None, 0
    for at in range(len(lines) - 1, _first_written(lines), -1):
        if lines[at].rstrip() == "--":
            cut = at
        else:
            below += bool(lines[at].strip())
        if below > _SIGNATURE_LINES:
            break
    return (lines, []) if cut is None else (lines[:cut], lines[cut + 1 :])


def _first_written(lines: list[str]) -> int:
    return next((at for at, line in enumerate(lines) if line.strip()), len(lines))


def _cut_sign_off(lines: list[str]) -> tuple[list[str], list[str]]:
    at = _last_sign_off(lines)
    if at is None:
        return lines, []
    names: list[str] = [lines[at]]
    rest: list[str] = []
    paragraph: list[str] = []
    count = 0
    for line in [*lines[at + 1 :], ""]:
        if line.strip():
            paragraph.append(line)
            continue
        count += len(paragraph)
        signs = count <= _NAME_LINES and all(_signs(text.strip()) for text in paragraph)
        (names if signs else rest).extend([*paragraph, ""])
        paragraph = []
    return [*lines[:at], "", *rest], names


def _last_sign_off(lines: list[str]) -> int | None:
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at][: marks.LINE_LIMIT].strip()
        if not line:
            continue
        found = closings.SIGN_OFF.match(line)
        behind = _NAME_BEHIND.fullmatch(line, found.end()) if found else None
        if behind and _is_name(behind[1]) and (line[-1] in ",!" or _room_for_name(lines, at, behind[1])):
            return at if at > _first_written(lines) else None
    return None


def _is_name(words: str) -> bool:
    return all(word[0].isupper() for word in words.split())


def _room_for_name(lines: list[str], at: int, behind: str) -> bool:
    """A closing line without a comma: a name stands behind it, or below, or nothing at all."""
    if behind:
        return True
    following = next((line.strip() for line in lines[at + 1 :] if line.strip()), "")
    return _signs(following)


def _signs(line: str) -> bool:
    """Tell whether a line could stand in a signature: a name, a title, an address, a number; no sentence."""
    if len(line) > 160 or _POSTSCRIPT.match(line) or _LIST_ITEM.match(line):
        return False
    if marks.TIME_OF_DAY.search(line) or marks.DATE.search(line):
        return False  # the details of an interview may stand below the closing
    if _CONTACT.search(line):
        return len(line.split()) <= 2 * _WORDS_OF_A_LINE and not line.endswith("?")
    if len(line.split()) > _WORDS_OF_A_LINE:
        return False
    plain = [word for word in line.split() if word[0].islower() and word.lower() not in _PARTICLES]
    if len(plain) > 1:
        return False
    ends = _ENDS_SENTENCE.search(line) is not None and _ABBREVIATION.search(line) is None
    return not (ends and len(line.split()) > 1)


def _tidy(lines: list[str]) -> str:
    tidied: list[str] = []
    for line in lines:
        bare = line.rstrip()
        if bare or (tidied and tidied[-1]):
            tidied.append(bare)
    return "\n".join(tidied).strip("\n")
