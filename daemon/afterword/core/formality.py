"""
How a writer addresses the user: Sie or du, vous or tu, usted or tú, Lei or tu, u or je, o senhor or você.

Every sign in the writer's own text has a weight; the heavier side wins, and a text that
says nothing, or both alike, leaves the custom of its language. Pronouns outweigh
greetings: "Hallo Anna" goes with Sie, and "Prezada Ana" with você. A sign that could
as well speak of somebody else ("Sie" at the start of a sentence, "la", "su") weighs little.
"""

import unicodedata
from dataclasses import dataclass
from typing import Final

import regex

_LONGEST: Final = 20_000  # characters that are read; a form of address shows long before

_Signs = tuple[tuple[int, regex.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class _Manners:
    """The signs of one language, and what is customary in hiring where there are none."""

    formal: _Signs
    informal: _Signs
    custom: bool


def is_formal_by_custom(language: str) -> bool:
    """Tell how strangers address each other where nothing else is known."""
    manners = _LANGUAGES.get(language.partition("-")[0].lower())
    return manners is not None and manners.custom


def says_formality(text: str, language: str) -> bool | None:
    """
    Tell whether a text addresses its reader formally; None where it says nothing, or as much for one as for the other.

    *text* is what the writer wrote themself, without quoted mail; *language* is an ISO 639-1 code or a tag
    that begins with one. None for English and for every language that is not known here.
    """
    manners = _LANGUAGES.get(language.partition("-")[0].lower())
    if manners is None:
        return None
    plain = unicodedata.normalize("NFC", text[:_LONGEST]).replace("\u2019", "'").replace("\u00a0", " ")
    balance = _weigh(plain, manners.formal) - _weigh(plain, manners.informal)
    return balance > 0 if balance else None


def _weigh(text: str, signs: _Signs) -> int:
    return sum(weight * len(pattern.findall(text)) for weight, pattern in signs)


def _signs(sure: tuple[str, ...], likely: tuple[str, ...], hint: tuple[str, ...]) -> _Signs:
    """
    Compile expressions by how much they tell: four, two and one.

    A pronoun that can mean nobody else is sure; a greeting, or a phrase that rarely means another, is likely.
    """
    weighed = ((4, sure), (2, likely), (1, hint))
    return tuple((weight, regex.compile(source, regex.MULTILINE)) for weight, group in weighed for source in group)


_INSIDE: Final = r"(?:(?<=,\s{1,6})|(?<=[\p{L}\p{N})%€][ \t]{0,3}\n?[ \t]{0,3}))\b"
"""
Within a sentence, where a capital is a sign: behind a word, also over one line break, or behind a comma, which ends
a greeting, too. Behind a full stop, a colon, a bullet or a blank line every word has a capital.
"""

_FIRST: Final = r"(?<![\p{L}\p{N},)%€]\s{0,6})\b"
"""At the start of a sentence, where a capital tells nothing."""

_GREETING: Final = r"^[ \t]*"

_GERMAN: Final = _Manners(
    formal=_signs(
        sure=(
            _INSIDE + r"(?:Sie|Ihnen|Ihre[mnrs]?|Ihrerseits)\b",
            # A possessive before its noun; "Könnt Ihr kommen?" speaks to several friends.
            _INSIDE + r"Ihr(?= \p{Lu}| \p{Ll}+e[rs] \p{Lu})",
        ),
        likely=(
            _GREETING + r"(?:Sehr (?:geehrte|verehrte)|Werte[rs]? )",
            _GREETING + r"(?:Guten (?:Tag|Morgen|Abend)|Hallo|Lieber?|Hi|Moin|Grüß Gott|Grüezi),? (?:Herr|Frau)\b",
        ),
        hint=(
            # "They" and "their" as well; "Sie hat" is "she" for certain.
            _FIRST + r"Sie (?=\p{Ll}+n\b)",
            _FIRST + r"(?:Ihnen\b|Ihre[mnrs]?\b|Ihr(?= \p{Lu}))",
        ),
    ),
    informal=_signs(
        sure=(r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(?:e[mnrs]?|s)?|[Dd]einerseits)\b",),
        likely=(
            r"\b(?:[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?)\b",
            r"\b(?:[Hh]abt|[Kk]önnt|[Ss]eid|[Ww]ollt|[Mm]öchtet|[Ww]isst|[Hh]ättet|[Kk]önntet|[Ww]ürdet) [Ii]hr\b",
            r"\b(?:bist|hast|kannst|möchtest|magst|willst|wirst|hättest|könntest|würdest|solltest|musst|darfst)\b",
            r"(?i)\b(?:gib|lass|nimm|komm|sag|schick|schreib|ruf|schau) (?:uns|mir|bitte|kurz|doch|mal|bescheid)\b",
        ),
        hint=(
            _GREETING + r"(?:Hi|Hey|Hej|Hallo|Lieber?|Moin|Servus|Ciao|Na),? "
            r"(?!Herr\b|Frau\b|Damen\b|Bewerber|Kandidat|Interessent)\p{Lu}\p{Ll}",
        ),
    ),
    custom=True,
)

_FRENCH: Final = _Manners(
    formal=_signs(
        sure=(),
        likely=(
            r"\b(?:Veuillez|SVP|svp)\b",
            _GREETING + r"(?:(?:Bonjour|Bonsoir|Chère|Cher),? )?(?:Madame|Monsieur|Mme|Mlle|M\.)(?=[ ,])",
        ),
        hint=(
            # Also several people, so that it weighs less than a single "tu".
            r"(?i)(?<!rendez[- ])\b(?:vous|votre|vos|vôtres?)\b",
            r"(?<![Vv]ous )\b(?!(?:chez|assez|nez|rez|rendez)\b)[a-zàâéèêëîïôûç]{2,}ez\b",
        ),
    ),
    informal=_signs(
        sure=(
            r"\b(?:[Tt]u|[Tt]e|[Tt]oi|[Tt]a|[Tt]es)\b",
            r"(?<![\p{L}-])[Tt]'(?=[aeiouyhàâéèêîô])",
            # "Your"; "le ton" is a tone.
            r"(?<!\b(?:[Ll]e|[Uu]n|[Dd]u|[Cc]e|[Aa]u|[Qq]uel|même|bon|demi) )\b[Tt]on(?= \p{L})",
            r"(?i)\b(?:dis|fais|envoie|réponds|appelle|confirme|préviens|écris|redis|tiens)-(?:moi|nous|le|la)\b",
        ),
        likely=(r"(?i)\bn'hésite pas\b", r"\b(?:STP|stp)\b"),
        hint=(_GREETING + r"(?:Salut|Coucou|Hello|Hey|Bises|Bisous)\b",),
    ),
    custom=True,
)

_SPANISH: Final = _Manners(
    formal=_signs(
        sure=(
            r"\b(?:[Uu]sted|Ud|Vd)\b",
            (
                r"(?i)\b(?:confírme|indíque|díga|avíse|envíe|respónda|contácte|escríba|comuníque|mánde|cuénte|hága|infórme)"
                r"(?:me|nos|se|melo|noslo|lo|la)\b"
            ),
            r"(?i)\b(?:háganos|hágame|póngase|no dude en)\b",
        ),
        likely=(
            r"\b(?:[Uu]stedes|Uds|Vds)\b",
            # "Le" and the third person are somebody else's as well.
            r"(?i)\b(?:le|se l[oa]) (?:\p{L}+mos|escribo|llamo|agradezco|agradecería|ruego|pido|pediría)\b",
            r"(?i)\b(?:le|se l[oa]) (?:informo|confirmo|comunico|adjunto|envío|mando|propongo|invito|recuerdo)\b",
            r"(?i)\b(?:le|les) (?:gustaría|viene bien|va bien|parece bien|conviene)\b",
            _GREETING + r"(?:Estimad[oa]s?|Apreciad[oa]s?|Distinguid[oa]s?)\b",
            _GREETING
            + r"(?:(?:Hola|Buenos días|Buenas tardes|Buen día),? )?(?:[Ss]eñora?|[Ss]ra?|D|Dña|[Dd]oña)\b\.?(?= )",
        ),
        hint=(
            (
                r"(?i)\bsus? (?:candidatura|solicitud|curr[ií]culum|cv|perfil|interés|tiempo|disponibilidad|entrevista"
                r"|postulación|experiencia|respuesta|mensaje|correo|atención|paciencia|participación|aplicación)\b"
            ),
            r"¿(?:Podría|Puede|Tendría|Estaría|Querría|Está|Prefiere)\b",
        ),
    ),
    informal=_signs(
        sure=(
            # TI is a department.
            r"\b(?:[Tt]ú|[Tt]us?|[Tt]e|ti|[Cc]ontigo|[Tt]uy[oa]s?|[Vv]os)\b",
            r"(?i)\b(?:puedes|podrías|tienes|quieres|querrías|estás|estarías|eres|sabes|prefieres|necesitas)\b",
            r"(?i)\b(?:vas a\b|no dudes\b|podrás|tendrás|recibirás|verás|podés|tenés|querés|has (?=\p{L}+[dt]o\b))",
            r"(?i)\b(?:confírma|indíca|avísa|envía|respónde|escríbe|cuénta|mánda|pása)(?:me|nos|melo|noslo|lo|la)\b",
            r"(?i)\b(?:dime|dinos|dímelo|hazme|haznos|házmelo|ponte)\b",
        ),
        likely=(r"\b(?:[Vv]osotr[oa]s|[Vv]uestr[oa]s?|[Oo]s)\b",),
        hint=(_GREETING + r"(?i:¡?hola|hey|buenas(?! tardes| noches)|querid[oa])\b", r"(?i)\b(?:abrazos?|besos)\b"),
    ),
    custom=True,
)

_PORTUGUESE: Final = _Manners(
    formal=_signs(
        sure=(
            # Spoken to; "o senhor Silva" is spoken of.
            r"\b(?:[OoAaÀà]|[Aa]o|[DdNn][oa]|[Pp]el[oa])s? [Ss]enhor(?:a|as|es)?\b(?! \p{Lu})",
            r"\bV\. ?(?:Exa|Ex\.ª|S\.?ª|Sa)\b|\b[Vv]ossa (?:Senhoria|Excelência)\b",
        ),
        likely=(
            _GREETING + r"(?:Prezad[oa]s?|Exm[oa]s?\b\.?|Excelentíssim[oa]s?|Ilm[oa]s?\b\.?|Estimad[oa]s?)",
            _GREETING
            + r"(?:(?:Olá|Bom dia|Boa tarde|Boa noite|Car[oa]),? )?(?:Sra?|[Ss]enhora?|Dra?)\b\.?(?: \p{Lu}|,)",
        ),
        hint=(r"(?i)\blhe\b",),
    ),
    informal=_signs(
        # TI is a department.
        sure=(r"\b(?:[Vv]ocês?|[Vv]cs?|[Tt]u|[Tt]e|ti|[Cc]ontigo|[Tt]eus?|[Tt]uas?)\b",),
        likely=(
            r"(?i)\b(?:podes|tens|queres|estás|consegues|poderias|gostarias|preferes)\b",
            r"(?i)\b(?:diz|avisa|envia|manda|confirma)-(?:me|nos)\b",
        ),
        hint=(_GREETING + r"(?i:oi|olá|e aí|opa)\b", r"(?i)\b(?:abraços?|abs|bjs|beijos?)\b"),
    ),
    custom=False,
)

_ITALIAN_I: Final = (
    r"(?:\p{Ll}+(?:iamo|eremo|iremo|erò|irò)|ringrazio|contatto|informo|confermo|invito|scrivo|comunico|ricordo|prego"
    r"|aspetto|attendo|propongo|chiedo|auguro|segnalo|invio|mando|saluto)\b"
)
"""A verb whose subject is the writer: "la" before it is a pronoun, not an article."""

_ITALIAN: Final = _Manners(
    formal=_signs(
        sure=(
            _INSIDE + r"(?:Lei|Suoi?|Sua|Sue|Gliel[oaie])\b",
            _INSIDE + r"L[ae] (?=" + _ITALIAN_I + ")",
            r"\b\p{Ll}+r(?:La|Le|Lei)\b",
            r"(?i)\b(?:[mc]i|me l[oa]|ce l[oa]) (?:faccia|dica|contatti|invii|scriva|mandi|confermi|risponda)\b",
            r"(?i)\bnon esiti\b|\bsi senta liber[oa]\b",
        ),
        likely=(
            _FIRST + r"L[ae] (?=" + _ITALIAN_I + ")",
            r"\bl[ae] (?=" + _ITALIAN_I + ")",
            _GREETING
            + r"(?:Gentil[ei]|Gentilissim[oa]|Gent\.|Egregi[oa]?|Egr\.|Spett(?:abile|\.)|Illustre|Pregiat[oa])",
            _GREETING + r"(?:Buongiorno|Buonasera|Salve),? (?:[Ss]ignora?|Sig\.|[Dd]ott\.|[Dd]ottor\p{Ll}*|Ing\.)",
        ),
        hint=(
            _FIRST + r"(?:Lei|Sua|Suo)\b",
            (
                r"\b(?:sua|suo|suoi) (?:candidatura|curriculum|cv|profilo|interesse|tempo|disponibilità|colloquio"
                r"|domanda|esperienza|risposta|attenzione|e-?mail|partecipazione)\b"
            ),
            r"(?i)\b(?:può|potrebbe) (?:conferm|invi|indic|far|dir|rispond|contatt|scegli|prenot|acced)\p{L}+",
        ),
    ),
    informal=_signs(
        sure=(
            r"\b(?:[Tt]u|[Tt]i|[Tt]e|[Tt]uoi?|[Tt]ua|[Tt]ue)\b",
            r"(?i)\b(?:hai|puoi|vuoi|devi|avrai|potrai|riceverai|dovrai|preferisci|riesci)\b",
            r"(?i)\b(?:potresti|vorresti|saresti|avresti|dovresti)\b",
            r"(?i)\b(?:fam|fac|dim|dic|scrivi|manda|invia|conferma|avvisa)(?:mi|ci)\b",
            # "Sei" is six, too.
            r"(?i)\bsei (?:(?:stat|interessat|liber|riuscit|invitat)[oa]|disponibile|d'accordo|ancora|sempre)\b",
            r"(?i)\b(?:ringraziar|contattar|chieder|inviar|confermar|propor|incontrar|conoscer|invitar|veder|sentir|dir)ti\b",
        ),
        # "La preghiamo di non esitare" is formal all the same.
        likely=(r"(?i)(?<!\b(?:di|a) )\bnon esitare\b",),
        hint=(_GREETING + r"(?:Ciao|Hey|Ehi|Cara|Caro)\b",),
    ),
    custom=True,
)

_DUTCH: Final = _Manners(
    formal=_signs(
        sure=(
            # "Om 10 u" is an hour, "U. Jansen" a person, and so is Uwe.
            r"(?<![\d.,:] ?)(?<![\p{L}\d.&'-])(?:u(?![\w&'-])|U(?= \p{Ll}))",
            r"\b(?:[Uu]w|uwe|[Uu]zelf|uwen)\b",
        ),
        likely=(
            r"(?i)\balstublieft\b|\ba\.u\.b\.|\bhoogachtend\b",
            _GREETING + r"(?:Geachte|Zeer geachte|Weledel\p{Ll}*|L\.S\.)",
            _GREETING + r"(?:Beste|Goede(?:middag|morgen|navond)|Dag) (?:mevrouw|meneer|heer|dhr|mevr|mw)\b",
        ),
        hint=(),
    ),
    informal=_signs(
        sure=(r"(?i)\b(?:je|jij|jou|jouw|jezelf)\b",),
        likely=(r"(?i)\b(?:jullie|alsjeblieft)\b",),
        hint=(_GREETING + r"(?:Hoi|Hey|Hi|Hee|Hallo|Dag)\b(?! (?:mevrouw|meneer|heer)\b)", r"(?i)\bgroetjes\b"),
    ),
    custom=False,
)

_LANGUAGES: Final = {
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "pt": _PORTUGUESE,
    "it": _ITALIAN,
    "nl": _DUTCH,
}
