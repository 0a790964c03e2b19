"""
Whose domain a host is: compared by the registrable part, never by a piece of text inside another.

The registrable domain is the public suffix and one label more (publicsuffix.org; the list ships
inside the library, nothing is fetched). Substring tests accept look-alike hosts, so there are none here.
"""

from functools import cache

from publicsuffixlist import PublicSuffixList

_SHORT_LABEL = 5
"""Below this many letters a label is shared by strangers too often (`abb.de` and `abb.com` may be anybody)."""

_TYPO_SUFFIXES_TEXT = """
    co cm om net org info biz xyz online site top shop live
"""
_TYPO_SUFFIXES = frozenset(_TYPO_SUFFIXES_TEXT.split())
"""Endings under which a stranger registers somebody's name; a country's ending is the firm's own more often."""

_HIRING_WORDS_TEXT = """
    career careers job jobs hr hiring hire recruit recruiting recruitment talent talents team offer offers
    onboarding interview interviews apply application applications work group corp inc people karriere bewerbung
    emploi rh
"""
_HIRING_WORDS = frozenset(_HIRING_WORDS_TEXT.split())


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def registrable(host: str) -> str:
    """Return the registrable domain of a host or an address in lower case; "" where it has none."""
    name = host.rpartition("@")[2].strip().strip(".").lower()
    if not name or name.replace(".", "").isdigit() or ":" in name:
        return ""
    return _suffixes().privatesuffix(name) or ""


def label(host: str) -> str:
    """Return the label that a firm chose: `acme-robotics` of `jobs.acme-robotics.co.uk`, in Unicode."""
    first = registrable(host).partition(".")[0]
    if not first.startswith("xn--"):
        return first
    try:
        return first.encode("ascii").decode("idna")
    except UnicodeError:
        return first


def is_within(host: str, domain: str) -> bool:
    """Tell whether a host is *domain* itself or below it."""
    host, domain = host.lower(), domain.lower()
    return host == domain or host.endswith("." + domain)


def same_employer_domain(a: str, b: str) -> bool:
    """
    Tell whether two hosts belong to one employer.

    The same registrable domain does; so does the same label under another country's ending,
    unless the label is short. A group's sister companies under other labels are strangers here.
    """
    one, two = registrable(a), registrable(b)
    if not one or not two:
        return False
    if one == two:
        return True
    if label(one) != label(two) or len(label(one)) < _SHORT_LABEL:
        return False
    return not {one.partition(".")[2], two.partition(".")[2]} & _TYPO_SUFFIXES


def imitates(host: str, known: str) -> bool:
    """
    Tell whether a host dresses up as the domain *known*: another ending, one letter off, a hiring word more.

    True is a reason to ask, no proof of ill will: some firms do hire from `acme-careers.co`.
    """
    one, two = registrable(host), registrable(known)
    if not one or not two or same_employer_domain(one, two):
        return False
    mine, theirs = label(one), label(two)
    if mine == theirs:
        return True
    if _without_hiring_words(mine) == theirs or _without_hiring_words(mine) == _without_hiring_words(theirs):
        return True
    if len(theirs) < _SHORT_LABEL:
        return False
    return _looks(mine) == _looks(theirs) or _one_letter_off(mine, theirs)


def _without_hiring_words(name: str) -> str:
    words = [word for word in name.split("-") if word not in _HIRING_WORDS]
    if len(words) != 1:
        return "-".join(words) or name
    for ending in sorted(_HIRING_WORDS, key=len, reverse=True):
        if len(ending) > 3 and words[0].endswith(ending) and len(words[0]) > len(ending) + 2:
            return words[0].removesuffix(ending)
    return words[0]


def _looks(name: str) -> str:
    """Return a label with the signs that readers mistake for one another made one."""
    return name.replace("rn", "m").replace("vv", "w").translate(str.maketrans("015", "ols")).replace("i", "l")


def _one_letter_off(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    short, long = sorted((a, b), key=len)
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) != len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped
