"""
Names of companies: cleaned, compared, and spelled as people spell them.

`Acme Robotics, Inc.` and `ACME-Robotics` are one firm; `Acme` and `Acme Robotics` may be two firms
of one group, which is why `related` is a question apart.
"""

import re
import string
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LEGAL_FORMS_TEXT = """
    inc incorporated llc llp lp ltd limited plc pbc corp corporation co company gmbh ggmbh mbh ag kg kgaa ohg ug
    se eg ev sa sas sarl sasu scop sl slu sau srl spa sapa snc bv nv vof oy oyj ab as asa aps kft zrt doo sro
    pty pte pvt pt kk ltda eireli me epp sca spzoo haftungsbeschrankt
"""
_LEGAL_FORMS = frozenset(_LEGAL_FORMS_TEXT.split())
"""Legal forms with their dots taken out (GmbH, S.p.A., B.V., Sp. z o.o.)."""

_GENERIC_ENDINGS = frozenset(
    [
        "group",
        "gruppe",
        "groupe",
        "grupo",
        "gruppo",
        "groep",
        "holding",
        "holdings",
        "international",
        "global",
        "worldwide",
    ]
)

_PLACES_TEXT = """
    usa us uk eu emea germany deutschland france spain espana portugal brasil brazil italia italy nederland
    netherlands osterreich austria schweiz switzerland suisse belgium belgie ireland europe canada india poland
    polska mexico
"""
_PLACES = frozenset(_PLACES_TEXT.split())

_LEGAL_TAIL = re.compile(
    r"""[\s,]+(?:&\s*co\.?\s*kg(?:aa)?|(?:(?:inc|incorporated|llc|llp|ltd|limited|plc|pbc|corp|corporation|gmbh|g?gmbh|ag|kg|kgaa|ohg|ug|se|
    sarl|sasu|sas|spa|srl|ltda|oy|oyj|aps|pty|pte|pvt|bv|nv|eG|e\.v|
    s\.?a\.?r\.?l|s\.?p\.?a|s\.?r\.?l|s\.l\.?u?|s\.a\.?s?|s/a|b\.v|n\.v|l\.?l\.?c|a/s|sp\.?\ z\ ?o\.?\ ?o|co)\.?))
    (?:\s*\(haftungsbeschr[äa]nkt\))?$""",
    re.IGNORECASE | re.VERBOSE,
)

_LOOSE_END = re.compile(r"(?:\s+(?:&|and|und|et|y|e|en|of|de|du|des|la|le|da|do|di|van|von|der|the))+$", re.IGNORECASE)

_BENT = re.compile(r"(werke|betriebe|dienste|h(?:ä|ae|a)user|h(?:ö|oe|o)fe|verb(?:ä|ae|a)nde|vereine|freunde)n$")
"""German plurals in the dative: mail comes from the Stadtwerke and is about "your application to the Stadtwerken"."""
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
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)\.?|['\u2019]", "", without_marks(name))
    text = text.replace("&", " and ").replace("+", " and ")
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


def compact_letters(text: str) -> str:
    """Return the letters and digits of any text, legal forms and all, without diacritics."""
    return re.sub(r"[\W_]", "", without_marks(text))


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
    """Tell whether one name begins with the whole other one (`Acme`, `Acme Robotics`): one group, or strangers."""
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
        words = [_BENT.sub(r"\1", word) for word in company_words(written)]
        while len(words) > 1 and words[-1] in _GENERIC_ENDINGS | _PLACES | _LEGAL_FORMS:
            words.pop()
        cores.add("".join(words))
    return frozenset(word for word in cores if word)


def clean_company(text: str) -> str:
    """Return a company's name as it is written in running text: no legal form, no quotes or stray signs."""
    name = _LOOSE_END.sub("", " ".join(text.split())).strip(" \t\"'“”„«»\u2018\u2019*_,;:!?|<>-\u2013\u2014·•")
    if name.endswith(".") and not re.search(r"\b\w\.$|\.\w+\.$", name):
        name = name.rstrip(".")
    shorter = _LEGAL_TAIL.sub("", name)
    shorter = _LEGAL_TAIL.sub("", shorter).rstrip(" ,&")
    if len(shorter) >= 2:
        name = shorter
    if name.count("(") != name.count(")"):
        name = name.partition("(")[0].strip()
    return name


def has_legal_form(text: str) -> bool:
    """Tell whether a name ends in a legal form (`Acme GmbH`); a short one in capitals (`Acme AG`, not `Kim Co`)."""
    tail = _LEGAL_TAIL.search(text)
    if tail is None:
        return False
    form = "".join(filter(str.isalpha, tail[0]))
    return len(form) > 2 or (form.isupper() and not text.isupper())


def fits_token(name: str, token: str) -> bool:
    """
    Tell whether a company's name and the token of an address are one: whole, a beginning of the other, or initials.

    The token may wear what firms put around a name that was taken (`getmantle`, `acmehq`).
    """
    own = _spelled_ways(name)
    if not own:
        return False
    for core in token_cores(token):
        for spelled in own:
            shorter = min(len(spelled), len(core))
            if spelled == core or (shorter >= 3 and (spelled.startswith(core) or core.startswith(spelled))):
                return True
        words = company_words(name)
        if len(words) > 1 and _skips_words(words, core):
            return True
        initials = "".join(word[0] for word in words)
        if (len(words) > 1 and core == initials) or (len(core) >= 4 and core in words):
            return True
    return False


def _skips_words(words: tuple[str, ...], core: str) -> bool:
    """Tell whether the token is the first word and some of those behind it (`elmwoodlibrary`)."""
    if len(words[0]) < 3 or not core.startswith(words[0]):
        return False
    rest = core.removeprefix(words[0])
    for word in words[1:]:
        if len(word) > 2 and rest.startswith(word):
            rest = rest.removeprefix(word)
    return not rest


@lru_cache(maxsize=4096)
def _spelled_ways(name: str) -> frozenset[str]:
    ways = spellings(name) | {
        "".join(word for word in company_words(name) if word not in {"and", "und", "et", "y", "e", "en"})
    }
    return frozenset(way for way in ways if way)


@lru_cache(maxsize=4096)
def token_cores(token: str) -> tuple[str, ...]:
    """Return the letters of a token, and those without what is often put around a name."""
    letters = compact_letters(token)
    cores = [letters]
    cores += [letters.removeprefix(w) for w in _BEFORE_NAMES if letters.startswith(w) and len(letters) >= len(w) + 4]
    cores += [letters.removesuffix(w) for w in _AFTER_NAMES if letters.endswith(w) and len(letters) >= len(w) + 3]
    return tuple(core for core in cores if core)


_BEFORE_NAMES = ("get", "try", "use", "join", "hello", "team", "with", "we", "my", "go", "the")
_AFTER_NAMES_TEXT = """
    careers career jobs group corp global online inc llc ltd gmbh spa srl app hq ag io
"""
_AFTER_NAMES = tuple(_AFTER_NAMES_TEXT.split())


def without_noise(text: str, noise: frozenset[str]) -> tuple[str, bool]:
    """Return a name without the phrases of *noise* around it, and whether there were any."""
    words = text.split()
    low = [without_marks(word).strip("-\u2013|:,()") for word in words]
    first, last = 0, len(words)
    while first < last:
        cut = next((n for n in range(min(5, last - first), 0, -1) if _is_noise(low[last - n : last], noise)), 0)
        last -= cut
        if not cut:
            cut = next((n for n in range(min(5, last - first), 0, -1) if _is_noise(low[first : first + n], noise)), 0)
            first += cut
        if not cut:
            break
    if last - first < len(words) and last - first > 1 and low[first] == "the":
        first += 1  # "The Acme Team", but "The Rusty Spoon"
    return " ".join(words[first:last]).strip(" -\u2013|:,@()"), last - first < len(words)


def _is_noise(words: list[str], noise: frozenset[str]) -> bool:
    return not "".join(words) or " ".join(words) in noise


def spell_token(token: str, texts: Iterable[str]) -> str:
    """Return the words of the texts that spell a token (`acmerobotics` is `Acme Robotics`), else "" for none."""
    lettered = [(text, _letters(text)) for text in texts if text]
    for core in token_cores(token):
        short = core.replace("and", "")
        runs = [
            run for text, letters in lettered if core in letters or short in letters for run in _spelled(core, text)
        ]
        if runs:
            return next((run for run in runs if run != run.lower()), runs[0])
    return ""


_NO_LETTERS = str.maketrans("", "", string.punctuation + string.whitespace)


def _letters(text: str) -> str:
    """Return all letters of a text in one row, in both ways to write without diacritics."""
    low = text.lower().translate(_NO_LETTERS)
    return low if low.isascii() else without_marks(low) + " " + _german_fold(low)


def readable(token: str) -> str:
    """Return a token as a name: hyphens part words, each begins with a capital, very short ones are initials."""
    words = [word for word in re.split(r"[-_.\s]+", token) if word]
    if len(words) == 1 and len(words[0]) <= 3:
        return words[0].upper()
    return " ".join(_readable(word) for word in words)


def _readable(word: str) -> str:
    initials = len(word) <= 2 or not set(word) & set("aeiouyäöüáéíóú0123456789")
    return word.upper() if initials else word.capitalize() if word.islower() else word


_WORD = re.compile(r"[^\W_]+")


def _spelled(wanted: str, text: str) -> list[str]:
    """Return every run of whole words in the text whose letters are *wanted*, in one pass."""
    first = wanted[0]
    either = first + first.upper()
    found = []
    words = list(_WORD.finditer(text))
    for number, match in enumerate(words):
        letter = match[0][0]
        if letter not in either and (letter.isascii() or without_marks(letter)[:1] != first):
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
    return [run for run in found if "\n" not in run and not re.search(r"[@/]|\w\.\w", run)]


def _german_fold(word: str) -> str:
    return without_marks(word.casefold().translate(_GERMAN))
