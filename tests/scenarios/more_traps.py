"""Traps of seven languages: words that look like a decision and are none, and the other way round."""

from tests.scenarios.live import LiveStage
from tests.scenarios.post import Event, Post, gmail_html, outlook_html
from tests.scenarios.seekers import BRAM, CLAIRE, GIULIA, JONAS, LUCIA, MAYA, PRIYA, TIAGO


def day_that_does_not_suit_in_dutch(stage: LiveStage) -> None:
    """The words "helaas kan ik niet op dinsdag" move an interview and refuse nobody."""
    stage.at("2026-03-04T10:00")
    joost = "Joost van Dam <joost@kadewerk.example>"
    first = Post(
        joost,
        "Sollicitatiegesprek Kadewerk - Werkvoorbereider",
        "Beste Bram,\n\nBedankt voor je sollicitatie op de functie van Werkvoorbereider bij Kadewerk. Zoals besproken "
        "zien we elkaar\ndinsdag 10 maart om 13.30 uur aan de Havenstraat 12.\n\nMet vriendelijke groet,\n"
        "Joost van Dam\nBedrijfsleider Kadewerk\n",
    )
    stage.mail(first)
    stage.expect_state("SCHEDULED", "Kadewerk")
    stage.at("2026-03-09T17:00")
    stage.mail(
        Post(
            joost,
            "Re: Sollicitatiegesprek Kadewerk - Werkvoorbereider",
            "Beste Bram,\n\nHelaas kan ik dinsdag toch niet, er is iets tussengekomen op een van onze bouwplaatsen. "
            "Schikt donderdag 12 maart om\n13.30 uur je ook? Excuses voor het late bericht.\n\nGroet, Joost\n",
            answers=first,
        )
    )
    stage.expect_events("rejection", 0)
    stage.at("2026-03-10T16:00")
    stage.expect_drafts()
    stage.expect_no_review()


def going_on_in_french(stage: LiveStage) -> None:
    """The words "nous souhaitons donner suite" are the good news, though "donner suite" also ends many refusals."""
    _entretien(stage)
    stage.at("2026-03-17T11:00")
    stage.mail(
        Post(
            "Mireille Faure <m.faure@verrerie-aubois.example>",
            "Votre candidature - Chargée de mécénat",
            "Bonjour Madame Fontaine,\n\nÀ l'issue de notre entretien, nous souhaitons donner suite à votre "
            "candidature "
            "et vous proposer de rencontrer notre\ndirectrice générale. Quelles seraient vos disponibilités la "
            "semaine du 23 mars ?\n\nBien cordialement,\nMireille Faure\n",
        )
    )
    stage.expect_state("INVITED", "Verrerie Aubois")
    stage.at("2026-03-31T12:00")
    stage.expect_drafts()
    stage.expect_events("rejection", 0)


def silence_that_means_no_in_french(stage: LiveStage) -> None:
    """The words "sans retour sous trois semaines" are a deadline: at its end afterword walks away, without F."""
    _entretien(stage)
    stage.at("2026-03-11T09:30")
    stage.mail(
        Post(
            "Mireille Faure <m.faure@verrerie-aubois.example>",
            "Suite de notre entretien",
            "Bonjour Madame Fontaine,\n\nMerci pour la qualité de notre échange. Nous recevons encore plusieurs "
            "candidats. Sans retour de notre part sous trois\nsemaines, merci de considérer que votre candidature n'a "
            "pas été retenue.\n\nBien cordialement,\nMireille Faure\n",
        )
    )
    stage.expect_state("WAITING", "Verrerie Aubois")
    stage.expect_events("rejection", 0)
    stage.at("2026-03-31T12:00")
    stage.expect_drafts()
    stage.expect_state("WAITING", "Verrerie Aubois")
    stage.at("2026-04-02T09:00")
    stage.expect_state("WALKED_AWAY", "Verrerie Aubois")
    stage.expect_drafts()


def _entretien(stage: LiveStage) -> None:
    stage.at("2026-03-05T16:00")
    mireille = "Mireille Faure <m.faure@verrerie-aubois.example>"
    stage.mail(
        Post(
            mireille,
            "Entretien du 10 mars - Chargée de mécénat - Verrerie Aubois",
            "Bonjour Madame Fontaine,\n\nJ'ai le plaisir de vous confirmer notre rendez-vous du mardi 10 mars à 11h00 "
            "au sujet du poste de Chargée de mécénat à\nla Verrerie Aubois.\n\nBien cordialement,\nMireille Faure\n"
            "Secrétaire générale\n",
            event=Event(
                "aubois-1", "2026-03-10T11:00", "2026-03-10T12:00", mireille, (), "Entretien Fontaine", "Europe/Paris"
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Verrerie Aubois")
    stage.at("2026-03-10T12:30")
    stage.send("T", of="Verrerie Aubois")


def no_in_spanish_behind_much_praise(stage: LiveStage) -> None:
    """A machine's no in Spanish that opens like a receipt."""
    stage.at("2026-03-03T10:00")
    ats = "Equipo de Talento de Grupo Olivar <no-reply@candidates.workablemail.com>"
    stage.mail(
        Post(
            ats,
            "Hemos recibido tu candidatura - Técnica de compras",
            "Hola Lucía,\n\nGracias por inscribirte en la oferta de Técnica de compras en Grupo Olivar. Hemos recibido "
            "tu candidatura y la\nrevisaremos en los próximos días. En caso de no ser seleccionada, guardaremos tu CV "
            "en nuestra base de datos.\n\nEquipo de Talento\nGrupo Olivar\n",
        )
    )
    stage.expect_state("APPLIED", "Grupo Olivar")
    stage.at("2026-03-24T03:00")
    stage.mail(
        Post(
            ats,
            "Tu candidatura en Grupo Olivar",
            "",
            html="<p>Hola Lucía:</p><p>Muchas gracias por tu interés en la posición de Técnica de compras y por el "
            "tiempo que nos has dedicado. Tu perfil nos ha parecido muy interesante. Sin embargo, en esta ocasión "
            "hemos decidido continuar el proceso con otras personas candidatas cuya experiencia encaja mejor con lo "
            "que buscamos.</p><p>Te deseamos mucho éxito.</p><p>Equipo de Talento de Grupo Olivar</p>",
            headers={"Auto-Submitted": "auto-generated"},
        )
    )
    stage.expect_state("REJECTED", "Grupo Olivar")


def form_completed_in_portuguese(stage: LiveStage) -> None:
    """The word "parabéns" for a form that was filled in is no offer."""
    stage.at("2026-03-03T10:00")
    stage.mail(
        Post(
            "Recrutamento Navegante <no-reply@hire.lever.co>",
            "Parabéns, Tiago! A tua candidatura à Navegante foi submetida",
            "Olá Tiago,\n\nParabéns! A tua candidatura à vaga de Gestor de Produto na Navegante foi concluída com "
            "sucesso. Vamos analisar o teu perfil e,\ncaso avances para a próxima etapa, entraremos em contacto "
            "contigo para agendar uma entrevista.\n\nEquipa de Recrutamento da Navegante\n",
        )
    )
    stage.expect_state("APPLIED", "Navegante")
    stage.expect_no_review()


def hold_in_italian(stage: LiveStage) -> None:
    """The search is suspended: no rejection, and nothing more is filed."""
    stage.at("2026-03-04T10:00")
    carla = "Carla Bonfanti <carla.bonfanti@officinesirio.example>"
    stage.mail(
        Post(
            carla,
            "Conferma colloquio - Officine Sirio",
            "Buongiorno Giulia,\n\nconfermiamo il colloquio di martedì 10 marzo alle 15:00 per la posizione di "
            "Responsabile acquisti in Officine Sirio.\nLa aspettiamo in via Ormea 8.\n\nUn cordiale saluto,\n"
            "Carla Bonfanti\nOfficine Sirio Srl\n",
            event=Event(
                "sirio-1", "2026-03-10T15:00", "2026-03-10T16:00", carla, (), "Colloquio Moretti", "Europe/Rome"
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Officine Sirio")
    stage.at("2026-03-10T17:00")
    stage.send("T", of="Officine Sirio")
    stage.at("2026-03-18T10:00")
    stage.mail(
        Post(
            carla,
            "Aggiornamento selezione",
            "Gentile Giulia,\n\nle scrivo per informarla che la direzione ha deciso di sospendere la ricerca per il "
            "momento, in attesa del nuovo budget.\nLa terremo aggiornata appena la posizione verrà riaperta.\n\n"
            "Cordiali saluti,\nCarla Bonfanti\n",
        )
    )
    stage.expect_state("ON_HOLD", "Officine Sirio")
    stage.at("2026-05-10T10:00")
    stage.expect_drafts()


def no_from_a_mailbox_that_fails_its_check(stage: LiveStage) -> None:
    """A no whose sender the user's own provider could not verify moves nothing: the user is asked."""
    _cello(stage)
    stage.at("2026-03-16T09:00")
    stage.mail(
        Post(
            "Ned Farrow <ned.farrow@cellarbrook.example>",
            "Cellar Brook - Bookkeeper",
            "Dear Priya,\n\nWe have decided not to proceed with your application for the Bookkeeper role.\n\nNed\n",
            headers={"Authentication-Results": "mx.example.net; dmarc=fail (p=reject) header.from=cellarbrook.example"},
        )
    )
    stage.expect_reviews("failed_dmarc")
    stage.expect_events("rejection", 0)
    stage.at("2026-03-22T10:00")
    stage.expect_drafts()


def weekday_that_is_not_the_date(stage: LiveStage) -> None:
    """Wednesday 10 March 2026 does not exist: nobody knows the day, so the user is asked and nothing is filed."""
    stage.at("2026-03-04T10:00")
    stage.mail(
        Post(
            "Ned Farrow <ned.farrow@cellarbrook.example>",
            "Interview at Cellar Brook",
            "Dear Priya,\n\nYour interview for the Bookkeeper role at Cellar Brook is confirmed for Wednesday 10 March "
            "at 10am.\n\nNed Farrow\nCellar Brook\n",
        )
    )
    stage.expect_reviews("weekday_contradicts_date")
    stage.at("2026-03-12T12:00")
    stage.expect_drafts()


def far_away_in_the_year(stage: LiveStage) -> None:
    """A date three months away is asked about, not believed."""
    _cello(stage)
    stage.at("2026-03-12T09:00")
    stage.mail(
        Post(
            "Ned Farrow <ned.farrow@cellarbrook.example>",
            "Re: Interview at Cellar Brook",
            "Dear Priya,\n\nA lot depends on our year end, so please don't expect a decision before the middle of "
            "June. "
            "I know that's a long time.\n\nNed\n",
        )
    )
    stage.at("2026-04-10T09:00")
    stage.expect_drafts()


def _cello(stage: LiveStage) -> None:
    stage.at("2026-03-04T10:00")
    ned = "Ned Farrow <ned.farrow@cellarbrook.example>"
    stage.mail(
        Post(
            ned,
            "Interview at Cellar Brook",
            "Dear Priya,\n\nYour interview for the Bookkeeper role at Cellar Brook is confirmed for Tuesday 10 March "
            "at "
            "10am. I'll be asking the questions.\n\nNed Farrow\nOwner, Cellar Brook\n",
            event=Event("cellar-1", "2026-03-10T10:00", "2026-03-10T11:00", ned, (), "Bookkeeper interview"),
        )
    )
    stage.expect_state("SCHEDULED", "Cellar Brook")
    stage.at("2026-03-10T12:00")
    stage.send("T", of="Cellar Brook")


def offer_in_german(stage: LiveStage) -> None:
    """Scenario 26: the contract is on its way; adverts with the same word are not."""
    stage.at("2026-03-03T08:00")
    stage.mail(
        Post(
            "StepStone Jobagent <jobagent@stepstone.de>",
            "12 neue Stellenangebote für Technischer Redakteur",
            "Hallo Jonas,\n\nneue Stellenangebote für dich:\n\nTechnischer Redakteur (m/w/d) - Rheinmühlen AG, Köln\n"
            "Technischer Redakteur (m/w/d) - Hansa Pumpen, Hamburg\n\nJobagent abbestellen\n",
            headers={"List-Unsubscribe": "<https://stepstone.example/u>"},
        )
    )
    stage.expect_applications()
    stage.at("2026-03-04T08:00")
    beate = "Beate Winkler <b.winkler@hansa-pumpen.example>"
    stage.mail(
        Post(
            beate,
            "Gesprächstermin Technischer Redakteur - Hansa Pumpen",
            "Hallo Herr Weidner,\n\ngerne bestätige ich unseren Termin am Dienstag, 10. März um 9:30 Uhr zum "
            "Kennenlernen für die Stelle als Technischer\nRedakteur bei Hansa Pumpen. Einwahldaten in der "
            "Einladung.\n\nBeste Grüße\nBeate Winkler\nLeitung Dokumentation\n",
            event=Event(
                "hansa-1", "2026-03-10T09:30", "2026-03-10T10:30", beate, (), "Gespräch Weidner", "Europe/Berlin"
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Hansa Pumpen")
    stage.at("2026-03-10T11:00")
    stage.expect_draft_text("T", says=("Position „Technischer Redakteur“",))
    stage.send("T", of="Hansa Pumpen")
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", "b.winkler@hansa-pumpen.example"))
    stage.at("2026-03-20T14:00")
    stage.mail(
        Post(
            beate,
            "AW: Gesprächstermin Technischer Redakteur - Hansa Pumpen",
            "",
            html=outlook_html(
                "Hallo Herr Weidner,",
                "wir freuen uns sehr, Ihnen eine Zusage geben zu können! Den Arbeitsvertrag erhalten Sie Anfang der "
                "Woche per Post mit der Bitte um Unterschrift. Arbeitsbeginn wäre der 1. Mai.",
                "Herzlichen Glückwunsch und ein schönes Wochenende<br>Beate Winkler",
            ),
        )
    )
    stage.expect_state("OFFER", "Hansa Pumpen")
    stage.expect_drafts()
    stage.at("2026-05-20T14:00")
    stage.expect_drafts()


def through_a_german_agency(stage: LiveStage) -> None:
    """Scenario 16: a Personalberatung writes for its client; the note thanks for arranging, the no is the client's."""
    stage.at("2026-03-04T08:00")
    tessa = "Tessa Rohde <rohde@rohde-personalberatung.example>"
    stage.mail(
        Post(
            tessa,
            "Vorstellungsgespräch bei unserem Mandanten Falkenberg Logistik GmbH",
            "Guten Tag Herr Weidner,\n\nunser Mandant, die Falkenberg Logistik GmbH, möchte Sie gerne für die Position "
            "Leiter Disposition kennenlernen. Der Termin\nsteht: Dienstag, 10. März, 16 Uhr, vor Ort in Kassel. Ich "
            "wünsche Ihnen viel Erfolg!\n\nMit besten Grüßen\nTessa Rohde\nPersonalberaterin\n"
            "Rohde Personalberatung\n",
            event=Event(
                "rohde-1", "2026-03-10T16:00", "2026-03-10T17:00", tessa, (), "Gespräch Falkenberg", "Europe/Berlin"
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Falkenberg Logistik")
    stage.at("2026-03-10T17:15")
    stage.expect_drafts(("T", "rohde@rohde-personalberatung.example"))
    stage.expect_draft_text("T", says=("Falkenberg",), lacks=("Thank",))
    stage.at("2026-03-12T10:00")
    stage.mail(
        Post(
            tessa,
            "Falkenberg Logistik",
            "Guten Tag Herr Weidner,\n\nsoeben kam die Rückmeldung von Falkenberg. Man hat sich dort leider für einen "
            "internen Kandidaten entschieden. Das tut mir\nsehr leid, das Feedback zu Ihnen war ausgesprochen "
            "gut.\n\nMit besten Grüßen\nTessa Rohde\n",
        )
    )
    stage.expect_state("REJECTED", "Falkenberg Logistik")
    stage.expect_drafts()


def reaction_to_the_thank_you(stage: LiveStage) -> None:
    """A thumb is a person's answer; it decides nothing and asks nothing."""
    _cello(stage)
    stage.at("2026-03-10T12:20")
    stage.mail(
        Post(
            "Ned Farrow <ned.farrow@cellarbrook.example>",
            "Re: Interview at Cellar Brook",
            "",
            html=gmail_html("\N{THUMBS UP SIGN} Ned Farrow reacted to your message"),
            parents=stage.draft_ids("T"),
        )
    )
    stage.expect_events("rejection", 0)
    stage.expect_no_review()
    stage.expect_drafts()


def calendar_spam(stage: LiveStage) -> None:
    """An invitation of strangers to a seminar is no interview."""
    stage.at("2026-03-04T10:00")
    stage.mail(
        Post(
            "Growth Summit <events@growthsummit.example>",
            "Invitation: Crypto Wealth Masterclass @ Tue Mar 10, 2026 10am (EDT)",
            "You have been invited to Crypto Wealth Masterclass. Limited seats!\n",
            event=Event(
                "spam-1",
                "2026-03-10T10:00",
                "2026-03-10T11:00",
                "Growth Summit <events@growthsummit.example>",
                (),
                "Crypto Wealth Masterclass",
                "America/New_York",
            ),
        )
    )
    stage.at("2026-03-30T10:00")
    stage.expect_applications()
    stage.expect_drafts()
    stage.expect_no_review()


SCRIPTS = {
    day_that_does_not_suit_in_dutch: BRAM,
    going_on_in_french: CLAIRE,
    silence_that_means_no_in_french: CLAIRE,
    no_in_spanish_behind_much_praise: LUCIA,
    form_completed_in_portuguese: TIAGO,
    hold_in_italian: GIULIA,
    no_from_a_mailbox_that_fails_its_check: PRIYA,
    weekday_that_is_not_the_date: PRIYA,
    far_away_in_the_year: PRIYA,
    offer_in_german: JONAS,
    through_a_german_agency: JONAS,
    reaction_to_the_thank_you: PRIYA,
    calendar_spam: MAYA,
}
"""Every script, with whose mailbox it is."""
