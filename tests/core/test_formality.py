"""Sie or du, vous or tu, usted or tú, Lei or tu, u or je, o senhor or você: told by who is spoken to."""

import pytest

from afterword.core.formality import is_formal_by_custom, says_formality


def is_formal(text: str, language: str) -> bool:
    """Take the text's word for it, else the custom's, as the drafts do."""
    said = says_formality(text, language)
    return said if said is not None else is_formal_by_custom(language)


FORMAL = {
    "de": [
        "Sehr geehrte Frau Ruiz,\n\nwir freuen uns auf das Gespräch am Dienstag.",
        "Hallo Frau Ruiz,\n\nder Termin am Dienstag um 10 Uhr ist bestätigt.",
        "Liebe Frau Ruiz,\n\nvielen Dank für das Gespräch.",
        "Guten Tag Herr Lee,\n\nanbei die Einladung.",
        # A first name goes with Sie as well.
        "Hallo Hannah,\n\nkönnen Sie am Dienstag um 10 Uhr?",
        "Liebe Hannah,\n\nIhre Unterlagen sind angekommen.",
        "Hi Hannah,\n\nwir melden uns bei Ihnen.",
        "Guten Morgen,\n\npasst Ihnen Dienstag? Wir freuen uns auf Ihr Kommen.",
        "Wir bedanken uns für Ihr ausführliches Schreiben und melden uns.",
        "Hallo Hannah,\n\nvielen Dank. Das Team freut sich, wenn\nSie am Dienstag kommen.",
        "Bitte teilen Sie uns mit, ob der Termin passt.",
        "Hallo Hannah,\n\nwir würden uns freuen, Sie kennenzulernen. Unser Motto: Du kannst mehr. Passt es Ihnen?",
    ],
    "fr": [
        "Bonjour,\n\nPouvez-vous confirmer l'horaire ?",
        "Bonjour Hannah,\n\nNous vous confirmons l'entretien de mardi.",
        "Madame, Monsieur,\n\nL'entretien est confirmé.",
        "Chère Madame Ruiz,\n\nVotre candidature a retenu notre attention.",
        "Bonjour Hannah,\n\nMerci de nous indiquer vos disponibilités.",
        "Bonjour Hannah,\n\nN'hésitez pas à me contacter.",
        "Salut Hannah,\n\nPourriez-vous venir mardi ? Votre profil nous plaît.",
        "Bonjour Hannah,\n\nLe ton de la journée sera détendu. Vous rencontrerez l'équipe.",
        "Veuillez trouver ci-joint le plan d'accès.",
        "Bonjour,\n\nY a-t-il un créneau qui vous conviendrait ?",
        "Bonjour Monsieur Lee,\n\nRendez-vous mardi à 10 h.",
        "Bonjour Hannah,\n\nUn petit mot pour confirmer : je vous appelle mardi sur votre portable. Bien à vous",
    ],
    "es": [
        "Estimada Hannah:\n\nLe confirmamos la entrevista del martes.",
        "Hola, Hannah:\n\n¿Podría usted venir el martes?",
        "Estimado Sr. Lee:\n\nQuedamos a la espera de su respuesta.",
        "Buenos días, Hannah:\n\nLe agradecemos su interés y su tiempo.",
        "Buenas tardes:\n\nIndíquenos, por favor, su disponibilidad.",
        "Hola, Hannah:\n\nNo dude en escribirnos.",
        "Hola:\n\nSi Ud. lo desea, cambiamos la hora.",
        "Hola, Hannah:\n\nLe escribo para confirmar la entrevista.",
        "Buenas tardes, señora Ruiz:\n\nLa entrevista es el martes.",
        "Hola, Hannah:\n\n¿Le viene bien el martes a las diez?",
        "Hola, Hannah:\n\nAvísenos si surge algún cambio. Confírmenos la hora.",
        # TI is a department, macOS no friend of yours.
        "Buenos días, Hannah:\n\nEl equipo de TI usa Mac OS y OS X. Le escribiremos.",
        "Hola, Hannah:\n\nHemos revisado su candidatura y su perfil, y nos gustaría conocerla.",
    ],
    "it": [
        "Gentile Hannah Ruiz,\n\nil colloquio è confermato per martedì.",
        "Buongiorno Hannah,\n\nLa contatteremo nei prossimi giorni.",
        "Buongiorno,\n\nci faccia sapere se martedì va bene.",
        "Buongiorno Hannah,\n\nsaremo lieti di incontrarLa martedì.",
        "Egregio dott. Lee,\n\nin allegato l'invito.",
        "Ciao Hannah,\n\ncome sta? Volevo chiedere a Lei se martedì va bene.",
        "Buongiorno Hannah,\n\nabbiamo ricevuto la Sua candidatura.",
        "Buongiorno Hannah,\n\nla ringraziamo per il tempo dedicato e le auguriamo buona giornata.",
        "La preghiamo di non esitare a contattarci.",
        "Buongiorno Hannah,\n\nnon esiti a scrivermi.",
        "Buongiorno signora Ruiz,\n\nil colloquio dura un'ora.",
        "Buongiorno Hannah,\n\npuò confermarci la sua disponibilità? I colloqui sono sei, divisi in due giorni.",
    ],
    "nl": [
        "Geachte mevrouw Ruiz,\n\nHet gesprek is op dinsdag.",
        "Beste Hannah,\n\nKunt u dinsdag om 10 uur?",
        "Beste mevrouw Ruiz,\n\nTot dinsdag.",
        "Beste Hannah,\n\nHartelijk dank voor uw sollicitatie.",
        "Goedemiddag meneer Lee,\n\nHet gesprek is verplaatst.",
        "Beste Hannah,\n\nWij nemen contact met u op.",
        "Beste Hannah,\n\nGraag ontvangen wij uw reactie.",
        "Hallo Hannah,\n\nWij nodigen u uit. Graag tot dan.",
        "Geachte Hannah Ruiz,\n\nBij ons weet je waar het om gaat. Wij zien u en uw dossier graag.",
        "U ontvangt van ons een uitnodiging.",
        "Goedemorgen,\n\nSchikt het dinsdag? Laat het ons alstublieft weten.",
        "Beste Hannah,\n\nIk bel u. Wilt u het nummer bevestigen?",
    ],
    "pt": [
        "Prezado Sr. Lee,\n\nA entrevista está confirmada.",
        "Exma. Sra. Ruiz,\n\nA entrevista está confirmada.",
        "Bom dia,\n\nA senhora poderia confirmar o horário?",
        "Olá,\n\nAguardamos o senhor na terça-feira.",
        "Prezada Hannah,\n\nA entrevista será na terça-feira.",
        "Prezados,\n\nSegue o convite.",
        "Prezada Hannah,\n\nA equipe de TI confirma a entrevista.",
        "Estimada Hannah,\n\nAgradecemos a sua candidatura.",
        "Bom dia, Sra. Ruiz,\n\nPodemos falar na terça?",
        "Enviamos à senhora o convite.",
        "Solicitamos a V. Exa. a confirmação.",
        "Encaminhamos o convite a Vossa Senhoria.",
        "Boa tarde,\n\nGostaríamos de conversar com o senhor. Seria bom para o senhor na terça?",
    ],
}

INFORMAL = {
    "de": [
        "Hallo Hannah,\n\nkannst du am Dienstag?",
        "Liebe Hannah,\n\nwir freuen uns auf dich!",
        "Hi Hannah,\n\ndanke für deine Bewerbung.",
        "Hey Hannah,\n\npasst dir Dienstag?",
        "Hallo Hannah,\n\nDu hörst von uns, sobald wir mehr wissen.",
        # They, not you.
        "Hallo Hannah,\n\nich habe mit den Kollegen gesprochen. Sie freuen sich auf dich.",
        "Hi Hannah,\n\nmeine Kollegin ruft dich an. Sie ist ab zehn im Büro. Ihre Nummer steht unten.",
        "Hallo Hannah,\n\nwir haben uns gefreut, euch kennenzulernen. Habt Ihr noch Fragen?",
        "Hallo Hannah,\n\nbist am Dienstag im Büro? Gib uns kurz Bescheid.",
        "Moin Hannah,\n\nder Termin steht.",
        "Hi Hannah,\n\nDeine Ansprechpartner: Sie sitzen im zweiten Stock. Meld dich dort.",
        # Several readers, with capitals as in old letters.
        "Hallo Hannah,\n\nich hoffe, Euer Wochenende war schön. Könnt Ihr am Dienstag?",
        "Liebe Hannah,\n\nwir duzen uns hier alle, ich hoffe, das ist in Ordnung für Dich.",
    ],
    "fr": [
        "Bonjour Hannah,\n\nPeux-tu confirmer l'horaire ?",
        "Salut Hannah,\n\nOn se voit mardi.",
        "Bonjour Hannah,\n\nJe te confirme l'entretien.",
        "Hello Hannah,\n\nTon profil nous plaît beaucoup.",
        "Bonjour Hannah,\n\nDis-moi si mardi convient.",
        "Bonjour Hannah,\n\nJ'ai bien reçu ta candidature et tes références.",
        "Bonjour Hannah,\n\nC'est noté pour le rendez-vous. Tu peux passer par l'accueil.",
        # Both of them, not the reader alone.
        "Bonjour Hannah,\n\nJe te présente Marc : vous allez travailler ensemble, et vous pourrez en parler mardi.",
        "Coucou Hannah,\n\nC'est confirmé pour mardi.",
        "Bonjour Hannah,\n\nS'il te plaît, envoie ton dossier.",
        "Bonjour Hannah,\n\nNous t'attendons mardi chez nous.",
        "Bonjour Hannah,\n\nn'hésite pas si besoin, assez simplement.",
    ],
    "es": [
        "Hola, Hannah:\n\n¿Puedes el martes?",
        "Hola, Hannah:\n\nTe confirmo la entrevista.",
        "¡Hola, Hannah!\n\nGracias por tu tiempo.",
        "Hola, Hannah:\n\nAvísame si surge algo.",
        "Hola, Hannah:\n\nMaría me dijo que su equipo está listo. ¿Tienes tiempo el martes?",
        "Hola, Hannah:\n\nLe pedimos a María que prepare su presentación; tú puedes venir sin nada.",
        "Estimada Hannah:\n\nTe agradecemos tu interés.",
        "Buenos días, Hannah:\n\n¿Cómo estás? Hablamos el martes.",
        "Hola, Hannah:\n\nDinos si te va bien.",
        "Hola, Hannah, ¿podés el martes? Si querés, lo movemos.",
        "Querida Hannah:\n\nHas pasado a la siguiente fase.",
        "Buenas, Hannah:\n\nNo dudes en escribirnos.",
    ],
    "it": [
        "Ciao Hannah,\n\npuoi martedì?",
        "Ciao Hannah,\n\nti confermo il colloquio.",
        "Buongiorno Hannah,\n\ngrazie per il tuo tempo.",
        "Ciao Hannah,\n\nfammi sapere se martedì va bene.",
        "Cara Hannah,\n\nci sentiamo martedì.",
        # She, not you.
        "Ciao Hannah,\n\nho parlato con Anna: lei sarà presente e la sua collega anche. Ti aspettiamo.",
        "Ciao Hannah,\n\nLa tua candidatura ci è piaciuta. Le domande restano le stesse.",
        "Ciao Hannah,\n\nhai preso il treno per La Spezia? Ne parliamo martedì.",
        "Buongiorno Hannah,\n\nsei disponibile martedì alle sei?",
        "Ciao Hannah,\n\nabbiamo la proposta e la inviamo domani. Fammi sapere cosa ne pensi.",
        "Buongiorno Hannah,\n\nvorrei incontrarti martedì.",
        "Ciao Hannah,\n\nnon esitare a scrivermi.",
    ],
    "nl": [
        "Beste Hannah,\n\nKun je dinsdag?",
        "Hoi Hannah,\n\nTot dinsdag!",
        "Beste Hannah,\n\nBedankt voor je sollicitatie.",
        "Dag Hannah,\n\nWat leuk om jou te spreken.",
        "Hallo Hannah,\n\nWe zien jouw reactie graag.",
        # An hour and an initial, not the reader.
        "Beste Hannah,\n\nHet gesprek is om 10 u. Kun je dan?",
        "Beste Hannah,\n\nJe spreekt met U. Jansen.",
        "Hoi Hannah,\n\nUwe en Anna zijn er dinsdag. Uwe heet iedereen welkom.",
        "Beste Hannah,\n\nHet gesprek is bevestigd.",
        "Hoi Hannah,\n\nZijn jullie er dinsdag?",
        "Beste Hannah,\n\nLaat je even weten of het lukt, alsjeblieft?",
        "Beste Hannah,\n\nWe beginnen om 14u30 of 15.30 u. Laat maar weten.",
        "Hey Hannah,\n\nLeuk dat je komt.",
    ],
    "pt": [
        "Olá, Hannah,\n\nVocê pode na terça?",
        "Oi, Hannah! Tudo bem?",
        "Prezada Hannah,\n\nVocê foi selecionada para a entrevista.",
        "Olá Hannah,\n\nPodes na terça?",
        "Olá Hannah,\n\nObrigado pelo teu tempo.",
        # Spoken of, not spoken to.
        "Olá, Hannah,\n\nO senhor Silva vai entrevistar você.",
        "Oi, Hannah,\n\nA Senhora Ruiz estará na entrevista.",
        "Olá, Hannah,\n\nConfirmo a sua entrevista.",
        "Hannah, vc consegue na terça?",
        "Olá Hannah,\n\nAvisa-me se tens dúvidas.",
        "Olá Hannah,\n\nQueremos conhecer-te: podemos falar contigo na terça?",
        "Bom dia, Hannah,\n\nA entrevista está confirmada.",
    ],
}

SILENT = ["", "10:00\nhttps://meet.example/abc", "Hannah Ruiz, 12.03., 10:00"]


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in FORMAL.items() for text in texts])
def test_a_formal_address_is_heard(language: str, text: str) -> None:
    assert is_formal(text, language)


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in INFORMAL.items() for text in texts])
def test_an_informal_address_is_heard(language: str, text: str) -> None:
    assert not is_formal(text, language)


@pytest.mark.parametrize("text", SILENT)
@pytest.mark.parametrize(
    ("language", "custom"), [("de", True), ("fr", True), ("it", True), ("es", True), ("nl", False), ("pt", False)]
)
def test_a_text_that_says_nothing_leaves_the_custom_of_its_language(language: str, custom: bool, text: str) -> None:
    assert is_formal(text, language) is custom


@pytest.mark.parametrize("language", ["en", "", "sv", "ja"])
def test_a_language_with_one_form_of_address_is_not_formal(language: str) -> None:
    assert not is_formal("Dear Ms Ruiz, sehr geehrte Frau Ruiz, Geachte mevrouw", language)


def test_a_language_tag_means_its_language() -> None:
    assert is_formal("Sehr geehrte Frau Ruiz", "de-AT")
    assert not is_formal("Hoi Hannah, kun je dinsdag?", "nl-BE")


def test_accents_may_be_composed_or_not() -> None:
    assert not is_formal("Hola: ¿cómo esta\u0301s?", "es")
    assert is_formal("C\u2019est note\u0301. N\u2019he\u0301sitez pas.", "fr")


def test_a_long_text_is_judged_quickly_by_its_beginning() -> None:
    assert is_formal("Können Sie kommen?" + "\n" * 500_000 + "du " * 500_000, "de")
