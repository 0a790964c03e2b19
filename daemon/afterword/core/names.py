"""
Names of persons: read from a mail's own signature, a display name or the CN of an invite.

No name is guessed from an address, no gender from a name; diacritics stay. A mailbox of a
department ("Acme Careers") is no person, and neither is a robot.
"""

import re

from afterword.core.companies import compact, without_marks
from afterword.core.domains import label
from afterword.core.facts import Address
from afterword.core.senders import is_robot

_TITLES_TEXT = """
    mr mrs ms mx miss dr prof professor sir dame herr frau hr fr hrn dipl ing mag drs ir mba bsc msc ba ma phd
    md jd cpa pmp shrm phr sphr cir scp cp m mme mlle monsieur madame sr sra srta don doña dª d dott dottssa
    dottore dottoressa ingegnere dhr mevr mw mevrouw meneer eng engr lic he him she her hers they them his
"""
_TITLES = frozenset(_TITLES_TEXT.split())

_ROLE_WORDS_TEXT = """
    team careers career recruiting recruitment recruiter recruiters hiring talent acquisition hr human resources
    people jobs job notifications notification noreply reply support admin info office department candidate
    candidates application applications service services system scheduling interviews interview onboarding
    staffing no-reply donotreply mailer workday greenhouse lever ashby icims linkedin indeed calendar calendly
    zoom meet teams room meeting conference boardroom customer success contact hello jobs@ karriere bewerbung
    bewerbungen personal personalabteilung bewerbermanagement recrutement équipe equipe ressources humaines rh
    carrières emploi selección seleccion equipo recursos humanos rrhh empleo reclutamiento recrutamento seleção
    selecao vagas talentos carreiras risorse umane selezione ufficio werving selectie vacatures personeelszaken
    sollicitaties group gmbh inc llc ltd corp university recruitingteam inbox mailbox desk operations bot
    assistant notetaker
"""
_ROLE_WORDS = frozenset(_ROLE_WORDS_TEXT.split())

_CLOSINGS_TEXT = """
    best bests regards kind warm warmly warmest sincerely yours thanks thank you many cheers respectfully
    cordially wishes all the faithfully truly with and for your have a great good nice day weekend week talk
    soon speak viele beste herzliche freundliche liebe schöne mit freundlichen besten herzlichen grüße grüßen
    grüsse gruß grüssen gruss mfg vg lg dank vielen cordialement bien à vous meilleures sincères salutations
    amicalement bonne journée merci saludos un saludo cordial cordiales atentamente gracias abrazo
    atenciosamente abraço abraços cumprimentos com os melhores obrigado obrigada att grato grata até breve
    cordiali distinti saluti grazie presto cordialmente met vriendelijke groet groeten hartelijke bedankt
    hoogachtend mvg sent from my iphone android
"""
_CLOSINGS = frozenset(_CLOSINGS_TEXT.split())

_WORD = r"[^\W\d_]"
_TOKEN = re.compile(rf"^(?:{_WORD}\.|{_WORD}+(?:['\u2019.\-]{_WORD}+)*['\u2019]?)$")
_PARTICLES_TEXT = """
    van von der den de du di da del della dos das do le la el al bin ibn ter ten zu zur af av y e of st ben abu
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_SPLIT = re.compile(
    r"\s+(?:[|\u2013\u2014·•/]|-|@|at|from|via|bei|von der|chez|with|c/o|on behalf of|i\.A\.)\s+|\s*[|·•]\s*|\s*[(\[<]"
)


def person_name(address: Address, signature: str = "") -> str:
    """
    Return the name of the person behind an address, or "" where there is none or it is not known.

    The signature of their own mail goes before the display name, since people sign as they want to be
    called. *signature* is that block as it stands, empty for a mail of somebody else.
    """
    shown = display_person(address)
    signed = _signed_name(address, shown, signature)
    if not signed:
        return shown
    if shown and len(signed.split()) == 1 and len(shown.split()) > 1:
        family = shown.split(maxsplit=1)[1]
        return signed if signed == family else f"{signed} {family}"
    return signed


def display_person(address: Address) -> str:
    """Return the person that a display name shows, in the order given name, family name; or ""."""
    text = " ".join(address.name.split()).strip(" \"'“”\u2018\u2019,;<>")
    if not text or "@" in text.replace(" @ ", " ") or re.search(r"\bno[-_ ]?reply\b", text, re.IGNORECASE):
        return ""
    text = _SPLIT.split(text, maxsplit=1)[0].strip(" ,;-\"'")
    name = _as_person(_first_last(text))
    if not name:
        return ""
    if address.email and is_robot(address) and len(name.split()) == 1:
        return ""
    return "" if _is_the_firm(name, address) else name


def given_name(name: str) -> str:
    """Return the name one greets by: `Jean-Pierre`, `Robert` of `J. Robert Oppenheimer`; "" for initials alone."""
    words = name.split()
    for word in words[: max(1, len(words) - 1)]:
        if len(word.rstrip(".")) > 1 and word.lower() not in _PARTICLES:
            return word
    return ""


def greeting_name(address: Address, signature: str = "") -> str:
    """Return the given name to greet the owner of an address by, or "" where it is not known."""
    return given_name(person_name(address, signature))


def is_closing(line: str) -> bool:
    """Tell whether a line holds nothing but a closing formula (`Best regards,`)."""
    words = re.findall(r"[^\W\d_]+", line.lower())
    return bool(words) and len(words) <= 6 and all(word in _CLOSINGS for word in words)


def _first_last(text: str) -> str:
    """Turn `Last, First` around and drop what stands behind a name (`Jane Doe, PhD`)."""
    before, comma, after = text.partition(",")
    if not comma:
        return text
    behind = after.strip().partition(",")[0]
    words = [word.strip(".").lower().replace(".", "").partition("-")[0] for word in behind.split()]
    if (
        not words
        or all(word in _TITLES for word in words)
        or (behind.isupper() and not before.isupper() and len(behind) > 1)
    ):
        return before
    if words[-1] in _TITLES:
        behind = behind.rsplit(maxsplit=1)[0]
    return f"{behind} {before.strip()}"


def _as_person(text: str) -> str:
    """Return text as a person's name without titles, or "" where it cannot be one."""
    words = [word.strip(",;") for word in text.split()]
    while words and (
        words[0].strip(".").lower().replace(".", "") in _TITLES and (len(words[0]) > 1) and len(words) > 1
    ):
        words = words[1:]
    while (
        len(words) > 1 and words[-1].strip(".()").lower().replace(".", "") in _TITLES and len(words[-1].strip(".")) > 1
    ):
        words = words[:-1]
    if not 1 <= len(words) <= 5 or not all(_TOKEN.match(word) for word in words):
        return ""
    if any(word.lower() in _ROLE_WORDS for word in words) or sum(len(word) for word in words) < 2:
        return ""
    if len(words) == 1 and len(words[0]) < 2:
        return ""
    return " ".join(_cased(words))


def _cased(words: list[str]) -> list[str]:
    """Give shouted and whispered names capitals; a family name in capitals goes last (`DUPONT Marie`)."""
    shouted = [word.isupper() and len(word.strip(".")) > 1 for word in words]
    if shouted[0] and not all(shouted) and not shouted[-1] and len(words) > 1:
        first_small = shouted.index(False)
        if len(words[0]) > 2:
            words = words[first_small:] + words[:first_small]
    quiet = all(word.islower() for word in words)
    return [_capital(word) if quiet or all(shouted) or (word.isupper() and len(word) > 2) else word for word in words]


def _capital(word: str) -> str:
    if word.islower() and word in _PARTICLES:
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)


def _is_the_firm(name: str, address: Address) -> bool:
    """Tell whether a display name is the firm of its own domain (`Acme Robotics` of acme-robotics.com)."""
    firm = compact(label(address.domain).replace("-", " "))
    letters = compact(name)
    mailbox = without_marks(address.local)
    if firm and (letters == firm or (len(name.split()) > 1 and compact(name.split(maxsplit=1)[0]) == firm)):
        return letters not in mailbox.replace(".", "")
    return False


def _signed_name(address: Address, shown: str, signature: str) -> str:
    """Return the name in the first lines of a signature, where it can be this person's."""
    lines = [line.strip(" \t*_-\u2013\u2014,|>") for line in signature.splitlines()]
    lines = [line for line in lines if line][:5]
    mine = {without_marks(part) for part in re.findall(r"[^\W\d_]{2,}", f"{shown} {address.local.partition('+')[0]}")}
    after_closing = False
    for number, line in enumerate(lines):
        if is_closing(line):
            after_closing = True
            continue
        if is_robot(address) and not shown:
            return ""
        head = _SPLIT.split(line, maxsplit=1)[0]
        name = _as_person(_first_last(head))
        if not name or _is_the_firm(name, address):
            if number > 2:
                return ""
            continue
        own_words = {without_marks(part) for part in re.findall(r"[^\W\d_]{2,}", name)}
        if own_words & mine or _shortens(own_words, mine):
            return name
        # A first line that shares nothing with the sender is trusted only where it stands like a signature.
        if (
            (after_closing or number == 0)
            and not shown
            and len(name.split()) <= 3
            and name == head
            and name[0].isupper()
        ):
            return name
        if after_closing and len(name.split()) == 1 and name[0].isupper() and number <= 1:
            return name
        return ""
    return ""


def _shortens(words: set[str], mine: set[str]) -> bool:
    """Tell whether a word begins one of theirs, as short forms do (`Tom`, `Thomas`), or stands in one (`jdoe`)."""
    return any(
        (len(word) >= 2 and known.startswith(word[:2]) and len(word) <= len(known))
        or (len(word) >= 3 and word in known)
        for word in words
        for known in mine
    )
