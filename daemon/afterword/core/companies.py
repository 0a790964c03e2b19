"""
Names of companies: cleaned, compared, and spelled as people spell them.

`Acme Robotics, Inc.` and `ACME-Robotics` are one firm; `Acme` and `Acme Robotics` may be two firms
of one group, which is why `related` is a question apart.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LEGAL_FORMS = frozenset(
    ["inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "plc", "pbc", "corp", "corporation", "co", "company", "gmbh", "ggmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "se", "eg", "ev", "sa", "sas", "sarl", "sasu", "scop", "sl", "slu", "sau", "srl", "spa", "sapa", "snc", "bv", "nv", "vof", "oy", "oyj", "ab", "as", "asa", "aps", "kft", "zrt", "doo", "sro", "pty", "pte", "pvt", "pt", "kk", "ltda", "eireli", "me", "epp", "sca", "spzoo", "haftungsbeschrankt"]
)
"""Legal forms with their dots taken out (GmbH, S.p.A., B.V., Sp. z o.o.)."""

_GENERIC_ENDINGS = frozenset(
    ["group", "gruppe", "groupe", "grupo", "gruppo", "groep", "holding", "holdings", "international", "global", "worldwide"]
)

_PLACES = frozenset(
    ["usa", "us", "uk", "eu", "emea", "germany", "deutschland", "france", "spain", "espana", "portugal", "brasil", "brazil", "italia", "italy", "nederland", "netherlands", "osterreich", "austria", "schweiz", "switzerland", "suisse", "belgium", "belgie", "ireland", "europe", "canada", "india", "poland", "polska", "mexico"]
)

_LEGAL_TAIL = re.compile(
    r"""[\s,]+(?:&\s*co\.?\s*kg(?:aa)?|(?:(?:inc|incorporated|llc|llp|ltd|limited|plc|pbc|corp|corporation|gmbh|g?gmbh|ag|kg|kgaa|ohg|ug|se|
    sarl|sasu|sas|spa|srl|ltda|oy|oyj|aps|pty|pte|pvt|bv|nv|eG|e\.v|
    s\.?a\.?r\.?l|s\.?p\.?a|s\.?r\.?l|s\.l\.?u?|s\.a\.?s?|s/a|b\.v|n\.v|l\.?l\.?c|a/s|sp\.?\ z\ ?o\.?\ ?o|co)\.?))
    (?:\s*\(haftungsbeschr[äa]nkt\))?$""",
    re.IGNORECASE | re.VERBOSE,
)

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "å": "aa"})
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "œ": "oe"})


def without_marks(text: str) -> str:
    """Return text in lower case without diacritics (`Nestlé` is `nestle`, `Müller` is `muller`)."""
    low = text.casefold().translate(_PLAIN)
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def company_words(name: str) -> tuple[str, ...]:
    """Return what tells a firm apart, in plain lower-case words: no legal form, no leading article."""
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)\.?|['’]", "", without_marks(name)).replace("&", " and ").replace("+", " and ")
    words = re.sub(r"\.(?:com|io|ai|de|co|net|org|app|eu|fr|es|it|nl|pt|ch|at|tech|dev)\b", "", text)
    parts = re.findall(r"[^\W_]+", words)
    if len(parts) > 1 and parts[0] in {"the", "die", "das", "der", "la", "le", "el", "il"}:
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _LEGAL_FORMS | {"and"}:
        parts.pop()
    return tuple(parts)


def compact(name: str) -> str:
    """Return the letters of a company's name alone: `Acme Robotics, Inc.` is `acmerobotics`."""
    return "".join(company_words(name))


def spellings(name: str) -> frozenset[str]:
    """Return the letters of a name in both ways people write them without diacritics (`mueller` and `muller`)."""
    return frozenset({compact(name), compact(name.casefold().translate(_GERMAN))})


def same_company(a: str, b: str) -> bool:
    """
    Tell whether two names are one firm: case, diacritics, spaces, legal form and country aside.

    A group's word counts as nothing too (`Acme Group`, `Acme Germany GmbH`); any other word more is another firm.
    """
    if not a or not b:
        return False
    if _core(a) & _core(b):
        return True
    return bool(_compact_set(a) & _compact_set(b))


def related(a: str, b: str) -> bool:
    """Tell whether one name begins with the whole other one (`Acme`, `Acme Robotics`): one group perhaps, or strangers."""
    one, two = company_words(a), company_words(b)
    short, long = sorted((one, two), key=len)
    return bool(short) and len("".join(short)) >= 3 and long[: len(short)] == short


@lru_cache(maxsize=4096)
def _compact_set(name: str) -> frozenset[str]:
    return frozenset(word for word in spellings(name) if word)


@lru_cache(maxsize=4096)
def _core(name: str) -> frozenset[str]:
    cores = set()
    for written in (name, name.casefold().translate(_GERMAN)):
        words = list(company_words(written))
        while len(words) > 1 and words[-1] in _GENERIC_ENDINGS | _PLACES | _LEGAL_FORMS:
            words.pop()
        cores.add("".join(words))
    return frozenset(word for word in cores if word)


def clean_company(text: str) -> str:
    """Return a company's name as it is written in running text: no legal form, no quotes or stray signs."""
    name = " ".join(text.split()).strip(" \t\"'“”„«»‘’*_,;:!?|<>-–—·•")
    if name.endswith(".") and not re.search(r"\b\w\.$|\.\w+\.$", name):
        name = name.rstrip(".")
    shorter = _LEGAL_TAIL.sub("", name)
    shorter = _LEGAL_TAIL.sub("", shorter).rstrip(" ,&")
    if len(shorter) >= 2:
        name = shorter
    if name.count("(") != name.count(")"):
        name = name.partition("(")[0].strip()
    return name


def spell_token(token: str, texts: Iterable[str]) -> str:
    """
    Return the words of the texts that spell a token (`acmerobotics` is `Acme Robotics`), the first that do.

    Where none do, the token itself is made readable: hyphens part words, each begins with a capital.
    """
    wanted = re.sub(r"[^\w]|_", "", without_marks(token))
    if not wanted:
        return ""
    best = ""
    for text in texts:
        for spelled in _spelled(wanted, text):
            if spelled != spelled.lower():
                return spelled
            best = best or spelled
    return best or _readable(token)


_WORD = re.compile(r"[^\W_]+")


def _spelled(wanted: str, text: str) -> list[str]:
    """Return every run of whole words in the text whose letters are *wanted*, in one pass."""
    first = wanted[0]
    found = []
    words = list(_WORD.finditer(text))
    for number, match in enumerate(words):
        if without_marks(match[0][0])[:1] != first:
            continue
        for fold in (without_marks, _german_fold):
            rest = wanted
            for following in words[number : number + 8]:
                if following.start() > match.start() and len(text[match.start() : following.start()]) > 80:
                    break
                word = fold(following[0])
                if rest != wanted and word == "and" and not rest.startswith("and"):
                    continue
                if not rest.startswith(word):
                    break
                rest = rest[len(word) :]
                if not rest:
                    found.append(text[match.start() : following.end()])
                    break
            if not rest:
                break
    return [run for run in found if "\n" not in run and not re.search(r"[@/]|\w\.\w", run) and "-" not in run[:0]]


def _german_fold(word: str) -> str:
    return without_marks(word.casefold().translate(_GERMAN))


def _readable(token: str) -> str:
    words = [word for word in re.split(r"[-_.\s]+", token) if word]
    return " ".join(word if not word.islower() else word.capitalize() for word in words)
