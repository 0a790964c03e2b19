"""Job titles and requisition numbers: cleaned and compared."""

import re
from functools import lru_cache

from afterword.core.companies import without_marks

_GENDER = re.compile(
    r"[\[(]\s*(?:[a-zäöüß*]{1,3}\s*[/|,.\-\u2013]\s*){1,3}[a-zäöüß*]{1,8}\s*[\])]|[\[(]\s*all genders?\s*[\])]",
    re.IGNORECASE,
)
"""(m/w/d), (f/m/x), (H/F), (all genders): the law asks for them and nobody says them."""

_NUMBER = r"(?:[A-Za-z]{1,6}[-_ ]?)?\d[\dA-Za-z]*(?:[-_/.]\d[\dA-Za-z]*){0,3}"
_COUNTED = (
    r"(?:job|req(?:uisition)?|ref(?:erence)?|id|nr|no|referenz|kennziffer|stellen-?id|stellennummer|r[ée]f(?:[ée]rence)?|referencia"
    r"|refer[êe]ncia|rif(?:erimento)?|kenmerk|vacaturenummer|c[óo]digo|codice)"
)
_TAIL = re.compile(
    rf"\s*(?:[\[(]\s*(?:{_COUNTED}\b[\s.:#a-z]*)?#?\s*{_NUMBER}\s*[\])]"
    rf"|[-\u2013\u2014,|:]?\s*\b{_COUNTED}\b[\s.]*(?:id|number|no|nr|code)?\b[\s.:#]*{_NUMBER}"
    rf"|[-\u2013\u2014,|]\s*(?:(?:JR|REQ|R|#)[-_ ]?\d{{3,}}|\d{{5,}}|\d{{4}}-\d{{3,}}))\s*$",
    re.IGNORECASE,
)
_HEAD_NUMBER = re.compile(
    r"^(?:number\s+|no\.?\s+|#)?(?:(?:JR|REQ|R)[-_]?\d{3,}|\d{5,}|\d{4}-\d{3,})\s*[-\u2013\u2014:,|]?\s*", re.IGNORECASE
)
_WORKPLACE = re.compile(
    r"\s*[\[(]\s*(?:fully |100% )?(?:remote|hybrid|on-?site|in-?office|home ?office|full[- ]?time|part[- ]?time"
    r"|vollzeit|teilzeit|t[ée]l[ée]travail|remoto"
    r"|contract|permanent|ftc)"
    r"[^)\]]{0,30}[\])]",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:\s+(?:and|or|und|oder|et|ou|y|o|e|en|of|for|in|at|with|the|a|an|de|von|bei|für)|\s*[,;:&/\u2013\u2014-])+$",
    re.IGNORECASE,
)
_INLINE_REQ = re.compile(r"(?<![\w-])(?:JR|REQ|R)[-_]?\d{4,}(?:-\d+)?(?![\w-])")
_BRACKET_REQ = re.compile(
    rf"[\[(]\s*(?:(?:job|req(?:uisition)?|ref(?:erence)?|id|nr|no)\b[\s.:#a-z]*)?#?({_NUMBER})\s*[\])]", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:the|our|a|an|an?|open|current|role|position|job|post|vacancy|opening|of|as|die|der|das|eine?[nr]?|als|stelle|position|"
    r"le|la|l['\u2019]|un|une|poste|fonction|emploi|função|cargo|posição|posición|rol|rolle|funktion|de|d['\u2019]|el|puesto|vaga|para|o|a|uma?|il|lo|posizione|ruolo|di|functie|vacature|van|voor|für|for|pour)\s+)+",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\s+(?:role|position|job|opening|vacancy|opportunity|post|stelle|poste|puesto|vaga|posizione|functie|vacature|interview|application)s?$",
    re.IGNORECASE,
)
_NO_ROLE_TEXT = """
    role position job opening vacancy opportunity application interview call chat screen meeting this above open
    next update confirmation invitation details candidate candidacy candidature hiring team work stelle
    bewerbung gespräch termin poste entretien puesto entrevista vaga posizione colloquio functie gesprek
    sollicitatie conversation talk phone video online zoom teams onsite round first second final technical
    introductory intro initial screening follow up thank you thanks status received new message your process
    progress steps step an the a for to of with and our in at on
"""
_NO_ROLE = frozenset(_NO_ROLE_TEXT.split())


def clean_role(text: str) -> str:
    """Return a job title without gender marks, requisition number, quotes and the words around it; "" for none."""
    role = _GENDER.sub("", " ".join(text.split()))
    role = _HEAD_NUMBER.sub("", _TAIL.sub("", _WORKPLACE.sub("", role)).strip())
    role = _TRAILING.sub("", role).strip(" \t\"'“”„«»\u2018\u2019*_,;:!?|<>-\u2013\u2014·•.")
    role = _HEAD_NUMBER.sub("", _LEAD.sub("", role + " ").strip())
    role = _ENDING.sub("", role).strip(' ,;:-\u2013\u2014|"“”„«»*')
    if role.count("(") != role.count(")"):
        role = role.partition("(")[0].replace(")", " ")
    role = " ".join(role.split())
    words = re.findall(r"[^\W\d_]+", role.lower())
    if not words or len(words) > 12 or not any(len(word) > 1 for word in words) or set(words) <= _NO_ROLE:
        return ""
    return role


@lru_cache(maxsize=4096)
def has_role_head(text: str, heads: frozenset[str]) -> bool:
    """Tell whether a phrase holds a word that names an occupation (`engineer`, `...entwicklerin`)."""
    for word in re.findall(r"[^\W\d_]+", without_marks(text)):
        if word in heads:
            return True
        if len(word) > 8 and any(word.endswith(head) for head in heads if len(head) > 5):
            return True
    return False


@lru_cache(maxsize=4096)
def _role_words(role: str) -> frozenset[str]:
    text = without_marks(clean_role(role) or role)
    text = text.replace("c++", "cplusplus").replace("c#", "csharp").replace(".net", " dotnet")
    words = (_SHORT.get(word, word) for word in re.findall(r"[^\W_]+", text))
    return frozenset(
        word for word in words if word not in {"the", "of", "and", "for", "in", "de", "und", "et", "remote", "hybrid"}
    )


_SHORT = {
    "sr": "senior",
    "snr": "senior",
    "jr": "junior",
    "eng": "engineer",
    "dev": "developer",
    "mgr": "manager",
    "swe": "engineer",
    "engineering": "engineer",
}


def same_role(a: str, b: str) -> bool:
    """Tell whether two titles are one, in any order of words (`Engineer, Senior` is `Sr. Engineer`)."""
    return bool(a and b) and _role_words(a) == _role_words(b)


def role_includes(a: str, b: str) -> bool:
    """Tell whether all words of one title stand in the other (`Data Engineer`, `Senior Data Engineer, Berlin`)."""
    one, two = _role_words(a), _role_words(b)
    return bool(one and two) and (one <= two or two <= one)


def role_extends(long: str, short: str) -> bool:
    """Tell whether a title is the short one with up to three words more (`Senior Data Engineer`, `Data Engineer`)."""
    one, two = _role_words(long), _role_words(short)
    return two < one and len(one) - len(two) <= 3


def find_requisition(text: str, *, headline: bool = False) -> str:
    """
    Return a requisition number that stands alone or in brackets (`JR-1002`, `(Req 1234)`), or "".

    In a headline a bare number of a post's shape counts as well (`200456`, `2024-0098`).
    """
    inline = _INLINE_REQ.search(text)
    if inline:
        return inline[0]
    for match in _BRACKET_REQ.finditer(text):
        number = match[1]
        digits = sum(c.isdigit() for c in number)
        named = match[0][1:].lstrip()[:3].lower() in {"job", "req", "ref"}
        if digits >= 5 or named or (digits >= 4 and not re.fullmatch(r"(?:19|20)\d\d", number)):
            return number
    bare = _BARE_REQ.search(text) if headline else None
    return bare[0] if bare else ""


_BARE_REQ = re.compile(r"(?<![\w/.,:+€$£-])(?:\d{5,7}|(?:19|20)\d\d-\d{3,6})(?![\w/,:€$£-]|\.\d)")


def comparable_requisitions(a: str, b: str) -> bool:
    """Tell whether two numbers are of one series: of another shape they may be two numbers of one post."""
    one, two = (re.sub(r"\d+", "0", _requisition(text)) for text in (a, b))
    return bool(one) and one == two


def same_requisition(a: str, b: str) -> bool:
    """Tell whether two numbers are one: `R-12345`, `r12345` and `12345` are."""
    one, two = _requisition(a), _requisition(b)
    if not one or not two:
        return False
    return one == two or (_digits(one) == _digits(two) and (one.isdigit() or two.isdigit()) and len(_digits(one)) >= 4)


def _requisition(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.lower())


def _digits(text: str) -> str:
    return re.sub(r"^(?:req|jr|r|id|job|ref)", "", text)
