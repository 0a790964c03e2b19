"""The words by which mail programs quote and forward, by language; each pattern reads one line cut to `LINE_LIMIT`."""

import re
from collections.abc import Iterable
from typing import Final

LINE_LIMIT: Final = 300
"""Characters of one line that are looked at; every pattern here is linear in that."""


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


# English, German, French, Spanish, Portuguese, Italian, Dutch, then Nordic and Polish as far as sure.
_FROM: Final = (
    "from",
    "von",
    "de",
    "da",
    "van",
    "fra",
    "från",
    "od",
    "lähettäjä",
    "expéditeur",
    "remitente",
    "mittente",
)
_SENT: Final = (
    *(
        "sent",
        "date",
        "gesendet",
        "gesendet am",
        "datum",
        "envoyé",
        "envoyé le",
        "date d'envoi",
        "enviado",
        "enviado el",
    ),
    *("fecha", "enviado em", "enviada em", "enviada", "data", "inviato", "data invio", "verzonden", "skickat", "sendt"),
    *("dato", "wysłano", "lähetetty", "sent at", "sent on"),
)
_TO: Final = ("to", "an", "à", "a", "para", "per", "aan", "til", "till", "do", "pour", "destinataire", "destinatario")
_COPY: Final = ("cc", "bcc", "kopie", "copie à", "cci", "ccn", "copia", "kopi", "kopia", "kopia till", "blindkopie")
_SUBJECT: Final = (
    "subject",
    "betreff",
    "objet",
    "asunto",
    "assunto",
    "oggetto",
    "onderwerp",
    "emne",
    "ämne",
    "temat",
    "re",
)
_OTHER: Final = (
    *("reply-to", "antwort an", "répondre à", "responder a", "rispondi a", "beantwoorden", "importance", "priority"),
    *("wichtigkeit", "priorität", "importancia", "prioridade", "attachments", "anlagen", "anhänge", "pièces jointes"),
    *("message-id", "organization", "organisation", "when", "where", "required", "required attendees", "bijlagen"),
)
LABELS: Final = {
    **dict.fromkeys(_OTHER, "other"),
    **dict.fromkeys(_COPY, "copy"),
    **dict.fromkeys(_SUBJECT, "subject"),
    **dict.fromkeys(_TO, "to"),
    **dict.fromkeys(_SENT, "sent"),
    **dict.fromkeys(_FROM, "from"),
}
LABEL: Final = re.compile(r"[*_\s]{0,4}([^\W\d_][\w' -]{0,24}?)[*_]{0,2}\s{0,3}[:\uff1a][*_]{0,2}\s{0,8}(.*)")
"""A label as header blocks have it: "From: ", "*Von:* ", "De : "; its word is looked up in `LABELS`."""
TIME_OF_DAY: Final = re.compile(
    r"(?<![\d.])\d{1,2}\s?(?:[:.h]\s?\d{2}(?![\d.])|[ap]\.?m\b|uhr\b|h\b|o'clock)", re.IGNORECASE
)
ADDRESS: Final = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{2,}|<mailto:|\[mailto:", re.IGNORECASE)

_ORIGINAL_WORDS: Final = _any(
    (
        *(
            "original message",
            "original appointment",
            "ursprüngliche nachricht",
            "ursprünglicher termin",
            "originalnachricht",
        ),
        *("original-nachricht", "message d'origine", "message original", "message initial", "mensaje original"),
        *(
            "mensagem original",
            "messaggio originale",
            "messaggio di origine",
            "oorspronkelijk bericht",
            "origineel bericht",
        ),
        *("originele bericht", "ursprungligt meddelande", "oprindelig meddelelse", "opprinnelig melding"),
        *("wiadomość oryginalna", "alkuperäinen viesti", "this is a copy of", "original mail", "reply message"),
        *(
            "below this line is a copy of",
            "returned message follows",
            "original message follows",
            "rendez-vous d'origine",
        ),
    )
)
_FORWARD_WORDS: Final = _any(
    (
        *("forwarded message", "forwarded by", "forwarded mail", "weitergeleitete nachricht", "weitergeleitet von"),
        *("weitergeleitete e-mail", "message transféré", "message transmis", "courriel transféré", "mensaje reenviado"),
        *("mensagem encaminhada", "mensagem reencaminhada", "messaggio inoltrato", "doorgestuurd bericht"),
        *("doorgestuurde bericht", "vidarebefordrat meddelande", "videresendt melding", "videresendt meddelelse"),
        *("przekazana wiadomość", "wiadomość przekazana", "välitetty viesti", "forwarded email"),
    )
)
DASHES: Final = "-\N{EN DASH}\N{EM DASH}_=*"
_DASHES: Final = rf"[{DASHES}]{{2,80}}"
ORIGINAL: Final = re.compile(rf"{_DASHES}\s{{0,5}}{_ORIGINAL_WORDS}\b", re.IGNORECASE)
FORWARD: Final = re.compile(
    rf"{_DASHES}\s{{0,5}}{_FORWARD_WORDS}\b|"
    r"(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|"
    r"début du (?:message|courriel) (?:réexpédié|transféré)|inicio del mensaje reenviado|"
    r"início da mensagem (?:encaminhada|reencaminhada)|in[ií]zio (?:del )?messaggio inoltrato|"
    r"begin doorgestuurd bericht|vidarebefordrat brev|videresendt brev)\s?:?\s*$",
    re.IGNORECASE,
)
# Bounces write the heading of the returned header without dashes (Exchange).
RETURNED: Final = re.compile(r"(?:original message headers|ursprüngliche nachrichtenkopfzeilen)\s?:\s*$", re.IGNORECASE)
UNDERSCORES: Final = re.compile(r"_{10,}\s*$")

_WROTE: Final = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|geschrieben|a écrit|écrivait|escribió|escribio|escreveu|ha scritto|scrisse|"
    r"schreef|geschreven|skrev|napisała?|pisze|kirjoitti)\b",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    r"(?:on|am|le|el|em|no dia|a|il|il giorno|in data|op|den|dnia|w dniu|på|quoting|zitat von)\b", re.IGNORECASE
)
DATE: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_DATE_AND_NAME: Final = re.compile(r"\d{4}-\d\d-\d\d[ ,T]+\d\d:\d\d.{0,120}<[^<>\s]{3,120}>:$")
ENDS_COLON: Final = re.compile(r"[:\uff1a]\s*$")


def has_colon(line: str) -> bool:
    """Tell whether *line* has a colon, which all headings have, also the wide one of East Asian keyboards."""
    return ":" in line or "\uff1a" in line


def is_attribution(line: str) -> bool:
    """
    Tell whether *line* (unwrapped) says who wrote what follows, and when.

    Prose like "On Tuesday you wrote:" has neither an address nor a full date and does not count.
    """
    line = line[:500].rstrip()
    if not ENDS_COLON.search(line):
        return False
    if _DATE_AND_NAME.match(line):
        return True
    if not _WROTE.search(line):
        return False
    addressed = ADDRESS.search(line) is not None
    dated = DATE.search(line) is not None
    return (addressed and (dated or line.endswith(">:") or len(line) < 120)) or (dated and bool(_OPENS.match(line)))


def may_open_attribution(line: str) -> bool:
    """Tell cheaply whether an attribution may begin on *line*."""
    return bool(_OPENS.match(line)) or "@" in line or line[:1].isdigit() or bool(_WROTE.search(line))
