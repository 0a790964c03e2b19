"""Subjects without what mail programs put before them (RFC 5256 section 2.1, and the words that it does not know)."""

import re
from typing import Final

# Reply and forward marks by language. VS answers in Finnish and forwards in Danish, so the two are one list.
_REPLIES: Final = r"re|aw|antw|antwort|sv|vs|res|ref|rif|odp|ynt|atb|回复|回覆|答复|返信"
_FORWARDS: Final = r"fwd?|wg|vb|tr|rv|enc|doorst|pd|ilt|vl|转发|轉寄|転送"
_COUNTER: Final = r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4}|\*\d{1,4}|\d{1,2})?\s*"
_PREFIX: Final = re.compile(rf"\s*(?:({_REPLIES})|({_FORWARDS})){_COUNTER}[:\uff1a]\s*", re.IGNORECASE)
# One letter alone is Italian (R = risposta, I = inoltro) or it is the subject itself: "I: an introduction".
_LETTER: Final = re.compile(r"\s*([RI])\s?:\s+(?=\S)")
_ITALIAN: Final = re.compile(
    r"\b(?:colloquio|candidatura|posizione|offerta|lavoro|conferma|invito|intervista|proposta|riscontro|selezione|"
    r"incontro|richiesta|disponibilit[àa]|appuntamento|grazie|ringraziamento|per|della?|dell|nostr[oa]|vostr[oa]|"
    r"tu[oa]|su[oa]|il|con|di)\b",
    re.IGNORECASE,
)
_BLOB: Final = re.compile(r"\s*\[[^\[\]]{1,100}\]\s*(?=\S)")
_TRAILER: Final = re.compile(r"\s*\(fwd?\)\s*$", re.IGNORECASE)
_WRAPPED: Final = re.compile(r"\s*\[fwd?:(.{1,900})\]\s*$", re.IGNORECASE)
_ROUNDS: Final = 30
_LIMIT: Final = 1000


def base_subject(subject: str) -> str:
    """
    Return the subject without reply and forward marks, list tags and counters, white space collapsed.

    The letters keep their case; compare with `casefold`. A subject of nothing but marks becomes "".
    """
    subject = " ".join(subject[:_LIMIT].split())
    for _ in range(_ROUNDS):
        before = subject
        subject = _without_mark(subject)
        subject = _BLOB.sub("", subject, count=1) if _BLOB.match(subject) else subject
        subject = _TRAILER.sub("", subject)
        wrapped = _WRAPPED.match(subject)
        subject = wrapped[1].strip() if wrapped else subject
        if subject == before:
            break
    return subject


def reply_subject(subject: str) -> str:
    """Return the subject of an answer: one "Re: " (RFC 5322 section 3.6.5); tags in brackets stay as they are."""
    subject = " ".join(subject[:_LIMIT].split())
    for _ in range(_ROUNDS):
        before, subject = subject, _without_mark(subject)
        if subject == before:
            break
    return f"Re: {subject}".rstrip()


def is_forward(subject: str) -> bool:
    """Tell whether the outermost mark says "forwarded"."""
    subject = subject[:_LIMIT]
    found = _PREFIX.match(subject)
    if found:
        return found[2] is not None
    letter = _letter(subject)
    return _WRAPPED.match(subject) is not None or (letter is not None and letter[1] == "I")


def is_reply(subject: str) -> bool:
    """Tell whether the outermost mark says "answer"."""
    subject = subject[:_LIMIT]
    found = _PREFIX.match(subject)
    if found:
        return found[1] is not None
    letter = _letter(subject)
    return letter is not None and letter[1] == "R"


def _without_mark(subject: str) -> str:
    found = _PREFIX.match(subject) or _letter(subject)
    return subject[found.end() :] if found else subject


def _letter(subject: str) -> re.Match[str] | None:
    found = _LETTER.match(subject)
    if not found:
        return None
    rest = subject[found.end() :]
    return found if _PREFIX.match(rest) or _LETTER.match(rest) or _ITALIAN.search(rest) else None
