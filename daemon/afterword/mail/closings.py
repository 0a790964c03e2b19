"""The words by which mail ends, by language: closing lines, what phones add, disclaimers, the footers of mailings."""

import re
from typing import Final


def _line(*alternatives: tuple[str, ...]) -> re.Pattern[str]:
    """Compile alternatives that a line may begin with; each is a pattern whose repetitions are bounded."""
    joined = "|".join(pattern for group in alternatives for pattern in group)
    return re.compile(rf"[*_\s]{{0,4}}(?:{joined})", re.IGNORECASE)


_ENDS: Final = r"(?=\s{0,3}(?:[,!.\N{EN DASH}-]|$))"  # words too common to be a closing with more behind them

SIGN_OFF: Final = _line(
    (
        (
            r"(?:with )?(?:my |our )?(?:best|kind|kindest|warm|warmest|many)(?: and \w{1,20})? "
            r"(?:regards|wishes|thanks(?! and))"
        ),
        rf"(?:best|warmly|regards|thanks|thank you|cheers|take care|talk soon|yours|all the best){_ENDS}",
        rf"(?:many )?thanks (?:again|so much|very much|in advance|and (?:best|kind) (?:regards|wishes)){_ENDS}",
        r"sincerely(?: yours)?",
        r"yours (?:sincerely|faithfully|truly)",
        "respectfully",
    ),
    (
        (
            r"(?:mit )?(?:freundlichen?|besten?|herzlichen?|lieben?|vielen?|schönen?|sonnigen?) "
            r"(?:grüßen?|grüssen?|gruß|gruss)(?: aus \w{1,30})?"
        ),
        r"(?:mfg|lg|vg|bg|gruß|gruss|grüße|hochachtungsvoll)\b",
    ),
    (
        r"(?:bien |très )?cordialement",
        r"bien à vous",
        r"(?:sincères |meilleures )?salutations(?: distinguées)?",
        r"(?:bonne|belle) (?:journée|soirée)",
        r"bien sincèrement|respectueusement",
    ),
    (
        r"(?:un )?(?:cordial )?saludos?(?: cordiales?)?\b",
        rf"(?:muy )?atentamente|(?:un abrazo|muchas gracias|gracias|cordialmente){_ENDS}",
    ),
    (
        r"atenciosamente|(?:com os )?(?:melhores |meus )?cumprimentos\b",
        rf"(?:abraços?|att|obrigad[oa]){_ENDS}",
    ),
    (
        r"(?:cordiali |distinti |cari |migliori |un )?salut[io]\b",
        rf"(?:grazie(?: mille)?|a presto){_ENDS}",
    ),
    (r"(?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en)?", r"groet(?:en|jes)?\b|mvg\b|hoogachtend"),
    (r"(?:med )?(?:vänliga?|vennlig|venlig) (?:hälsning(?:ar)?|hilsen)", r"mvh\b|z poważaniem|pozdrawiam"),
)

MOBILE: Final = _line(
    (r"sent from (?:my|mail|outlook|yahoo|proton|aol|samsung|mymail)\b", r"sent (?:with|via) ", "get outlook for"),
    (r"(?:diese nachricht wurde )?von meinem .{1,60}(?:gesendet|geschickt)", r"gesendet (?:mit|aus) "),
    (r"gesendet von (?:mein|outlook|mail|yahoo)", r"outlook für (?:ios|android)"),
    (r"envoyé (?:de mon|depuis|à partir d|avec) ?", r"(?:obtenir|télécharger) outlook"),
    (r"enviado (?:desde|do meu|de mi|a partir d|con|pelo) ?", r"obtener outlook|obter o outlook"),
    (r"inviato (?:da|dal|con) ", r"(?:ottieni|scarica) outlook"),
    (r"verstuurd vanaf|verzonden (?:vanaf|met|vanuit) ", r"outlook voor (?:ios|android)"),
    (r"skickat från |sendt fra |wysłano z ",),
)

FOOTER: Final = _line(
    (
        r"(?:confidentiality|legal|privacy|disclaimer)\b.{0,40}(?:notice|disclaimer|statement|:)",
        r"disclaimer\b",
        (
            r"(?:this|the (?:information|contents?)).{0,60}(?:e-?mail|message|communication|transmission).{0,120}"
            r"(?:confidential|privileged|"
            r"intended (?:only|solely|for the (?:addressee|recipient|use|person|individual|named)))"
        ),
        r"if you (?:are not|have received) .{0,60}(?:intended recipient|in error|by mistake)",
        r"please (?:consider|think of) the environment",
        r"(?:you(?:'re| are)|you have been) (?:receiving|sent) this",
        r"you(?:'ve| have)? received this (?:e-?mail|message)",
        r"(?:to |click here to )?unsubscribe\b",
        r"manage (?:your )?(?:e-?mail |notification )?(?:preferences|notifications)",
        r"view (?:this (?:e-?mail|message) )?in (?:your )?(?:web ?)?browser",
        r"all rights reserved|©|\(c\) (?:19|20)\d\d|copyright (?:©|\d)",
    ),
    (
        r"(?:diese (?:e-?mail|nachricht)|der inhalt dieser e-?mail).{0,80}vertraulich",
        r"(?:falls|wenn|sollten) sie .{0,40}(?:nicht der (?:richtige|beabsichtigte|vorgesehene)|irrtümlich)",
        r"sie erhalten diese (?:e-?mail|nachricht)|(?:vom newsletter )?abmelden\b",
        r"(?:bitte )?(?:denken sie|prüfen sie).{0,40}(?:umwelt|ausdruck)",
        r"(?:sitz der gesellschaft|amtsgericht|registergericht|geschäftsführ(?:er|erin|ung)|handelsregister|ust-?id)\b",
    ),
    (
        r"(?:ce (?:message|courriel|mail|e-?mail)|les informations contenues).{0,120}confidentiel",
        r"si vous .{0,40}(?:par erreur|pas le destinataire)",
        r"pensez à l'environnement|se désabonner|vous recevez ce",
    ),
    (
        r"(?:este (?:mensaje|correo)|la información contenida).{0,120}confidencial",
        r"si (?:usted )?(?:no es|ha recibido) .{0,40}(?:destinatario|por error)",
        r"(?:darse de baja|cancelar (?:la )?suscripción)\b",
    ),
    (
        r"(?:esta mensagem|este e-?mail|a informação contida).{0,120}confidencia",
        r"se (?:você )?(?:não é|recebeu) .{0,40}(?:destinatário|por engano)",
        r"(?:descadastrar|cancelar (?:a )?inscrição)\b",
    ),
    (
        r"(?:questo messaggio|questa e-?mail|le informazioni contenute|il contenuto).{0,120}(?:riservat|confidenzial)",
        r"annulla (?:l')?iscrizione",
    ),
    (
        r"(?:dit (?:bericht|e-?mailbericht)|deze e-?mail|de informatie).{0,120}vertrouwelijk",
        r"(?:uitschrijven|afmelden)\b",
    ),
)

STUB: Final = re.compile(
    r"(?:view|read|see|open).{0,60}(?:html|browser)"
    r"|html.{0,40}(?:e-?mail|version|client|format|nachricht|anzeigen|capable)"
    r"|(?:does not|doesn't|cannot|can't|unable to) (?:support|display|render|view)"
    r"|(?:im|in ihrem) browser|(?:dans|sur) (?:votre|un) navigateur|en (?:tu|su|el) navegador"
    r"|no (?:seu )?navegador|nel (?:tuo )?browser|in (?:je|uw) browser"
    r"|plain[- ]text (?:version|part)",
    re.IGNORECASE,
)
"""A plain part that only says that the mail is elsewhere; looked for anywhere in a short text."""
