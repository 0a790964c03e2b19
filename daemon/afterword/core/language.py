"""Which languages a mail is written in, by its commonest words."""

from collections.abc import Mapping
from dataclasses import dataclass

from afterword.core.wording import Wording

_READ = 4000
_ENOUGH = 0.08
_TELLING = 8
_SHORT = 20
"""Fewer words than this prove little, so the rules of every language are asked."""
_SECOND = 0.35
"""A mail may hold two languages (a receipt with its English double); the second counts from this share of the first."""


@dataclass(frozen=True, slots=True)
class Languages:
    """
    `main` is an ISO 639-1 code or "" where nothing is sure; `spoken` are all whose rules are worth asking.

    `foreign`: long enough to tell, and in none of the languages that have rules.
    """

    main: str
    spoken: frozenset[str]
    foreign: bool = False


def tell_languages(wording: Wording, common: Mapping[str, frozenset[str]]) -> Languages:
    """
    Tell the languages of a text from the share of each language's commonest words.

    `common` maps ISO 639-1 codes to words in normal form. A text that shows none
    has no main language; of a short one the rules of every language are asked.
    """
    stripped = (word.strip(".,;:!?()\"'-") for word in wording.text[:_READ].split())
    # A figure, a time or a link speaks no language: "confirmed for Tuesday, 9:30 - 10:15" is six words short.
    words = [word for word in stripped if word[:1].isalpha() and "/" not in word]
    if not words:
        return Languages("", frozenset(common))
    shares = {code: sum(word in known for word in words) / len(words) for code, known in common.items()}
    ranked = sorted(shares, key=lambda code: -shares[code])
    best = shares[ranked[0]] if ranked else 0.0
    clear = len(ranked) < 2 or best > shares[ranked[1]]
    enough = _ENOUGH if len(words) >= _SHORT else 0.0
    if best <= enough or not clear:
        asked = frozenset(common) if len(words) < _SHORT or best > enough else frozenset()
        return Languages("", asked, foreign=best <= enough and len(words) >= _TELLING)
    if len(words) < _SHORT:
        return Languages(ranked[0], frozenset(common))
    return Languages(ranked[0], frozenset(code for code in ranked if shares[code] >= _SECOND * best))
