"""What comes back, by people and by machines."""

from tests.scenarios.live import LiveStage
from tests.scenarios.more_drafts import at_kestrel
from tests.scenarios.post import Event, Post, outlook_html, outlook_quote
from tests.scenarios.seekers import CLAIRE, JONAS, PRIYA

BASTIEN = "Bastien Leroux <bastien.leroux@halles-nord.example>"

TO_BASTIEN = "bastien.leroux@halles-nord.example"


def _aux_halles(stage: LiveStage) -> Post:
    """An interview in French on Tuesday 10 March, 14:00 to 15:00, thanked for."""
    stage.at("2026-03-04T17:00")
    confirmed = Post(
        BASTIEN,
        "Entretien - Responsable logistique - Halles du Nord",
        "Bonjour Madame Fontaine,\n\nJe vous confirme notre entretien du mardi 10 mars à 14h dans nos bureaux de "
        "Lille, pour le poste de Responsable\nlogistique chez Halles du Nord. Vous trouverez l'invitation "
        "ci-jointe.\n\n"
        "Bien cordialement,\n\nBastien Leroux\nDirecteur des opérations\nHalles du Nord\n",
        event=Event(
            "halles-nord-1",
            "2026-03-10T14:00",
            "2026-03-10T15:00",
            BASTIEN,
            (),
            "Entretien C. Fontaine - Responsable logistique",
            "Europe/Paris",
        ),
    )
    stage.mail(confirmed)
    stage.expect_state("SCHEDULED", "Halles du Nord")
    stage.at("2026-03-10T15:15")
    stage.expect_drafts(("T", TO_BASTIEN))
    stage.expect_draft_text("T", says=("Claire Fontaine", "10 mars"), lacks=("Thank you",))
    stage.send("T", of="Halles du Nord")
    return confirmed


def courtesy_in_french(stage: LiveStage) -> None:
    """Scenario 17, the default: "merci pour votre message" is a person's answer; nothing more is filed."""
    _aux_halles(stage)
    stage.at("2026-03-11T08:40")
    stage.mail(
        Post(
            BASTIEN,
            "Re: Entretien - Responsable logistique - Halles du Nord",
            "Bonjour Claire,\n\nMerci pour votre message, le plaisir était partagé. On revient vers vous très "
            "vite.\n\nBonne journée,\nBastien\n\nEnvoyé de mon iPhone\n\n"
            "> Le 10 mars 2026 à 15:15, Claire Fontaine a écrit :\n>\n> Merci encore pour cet échange.\n",
            parents=stage.draft_ids("T"),
        )
    )
    stage.expect_state("WAITING", "Halles du Nord")
    stage.at("2026-05-15T09:00")
    stage.expect_drafts()
    stage.expect_state("WAITING", "Halles du Nord")
    stage.expect_no_review()


def answer_while_the_check_in_waits_in_french(stage: LiveStage) -> None:
    """Scenario 9: the answer names a day, the check-in goes; the user sends one of their own all the same."""
    confirmed = _aux_halles(stage)
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", TO_BASTIEN))
    stage.at("2026-03-23T10:30")
    answer = Post(
        BASTIEN,
        "Re: Entretien - Responsable logistique - Halles du Nord",
        "Bonjour Claire,\n\nDésolé pour ce silence, la période est chargée. La décision sera prise d'ici le vendredi 3 "
        "avril, je vous tiens\nau courant.\n\nBastien\n",
        answers=confirmed,
    )
    stage.mail(answer)
    stage.expect_drafts()
    stage.expect_state("WAITING", "Halles du Nord")
    stage.at("2026-03-23T10:34")
    stage.own_note(
        Post(
            f"Claire Fontaine <{stage.address}>",
            "Re: Entretien - Responsable logistique - Halles du Nord",
            "Bonjour Bastien,\n\nJe me permets de revenir vers vous au sujet du poste de Responsable logistique : "
            "avez-vous pu avancer dans votre choix ?\n\nBien à vous,\nClaire Fontaine\n",
            to=BASTIEN,
            answers=confirmed,
        )
    )
    stage.at("2026-04-30T09:00")
    stage.expect_drafts()


ANETA = "Aneta Brzozowska <a.brzozowska@feinwerk-optik.example>"

TO_ANETA = "a.brzozowska@feinwerk-optik.example"


def _bei_feinwerk(stage: LiveStage) -> Post:
    """A formal German interview on Tuesday 10 March, thanked for at 12:30."""
    stage.at("2026-03-04T09:45")
    invitation = Post(
        ANETA,
        "Einladung zum Vorstellungsgespräch \N{EN DASH} Softwareentwickler Embedded (Ref. 2026-031)",
        "",
        html=outlook_html(
            "Sehr geehrter Herr Weidner,",
            "vielen Dank für Ihre Bewerbung auf die Stelle als Softwareentwickler Embedded bei der Feinwerk Optik AG. "
            "Wie telefonisch besprochen bestätige ich Ihnen den Termin für unser Gespräch am Dienstag, 10.03.2026 um "
            "11:00 Uhr in Jena.",
            "Mit freundlichen Grüßen<br>Aneta Brzozowska<br>Leiterin Entwicklung<br>Feinwerk Optik AG",
        ),
        event=Event(
            "040000008200E00074C5B7101A82E00800000000FO31",
            "2026-03-10T11:00",
            "2026-03-10T12:00",
            ANETA,
            (),
            "Gespräch J. Weidner",
            "Europe/Berlin",
        ),
        calendar="outlook",
        windows_zone="W. Europe Standard Time",
    )
    stage.mail(invitation)
    stage.expect_state("SCHEDULED", "Feinwerk Optik")
    stage.at("2026-03-10T12:30")
    stage.expect_drafts(("T", TO_ANETA))
    stage.send("T", of="Feinwerk Optik")
    return invitation


def out_of_office_in_german(stage: LiveStage) -> None:
    """Scenario 13: away up to and including Wednesday 25 March; the check-in waits until Monday 30."""
    _bei_feinwerk(stage)
    stage.at("2026-03-10T12:31")
    stage.mail(
        Post(
            ANETA,
            "Automatische Antwort: Einladung zum Vorstellungsgespräch \N{EN DASH} Softwareentwickler Embedded (Ref. "
            "2026-031)",
            "Sehr geehrte Damen und Herren,\n\nich bin bis einschließlich 25.03.2026 nicht im Haus. Ihre Nachricht "
            "wird nicht weitergeleitet. In dringenden Fällen\nwenden Sie sich bitte an Herrn Rau "
            "(m.rau@feinwerk-optik.example).\n\nMit freundlichen Grüßen\nAneta Brzozowska\n",
            headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
            parents=stage.draft_ids("T"),
        )
    )
    stage.expect_state("THANKED", "Feinwerk Optik")
    stage.at("2026-03-27T18:00")
    stage.expect_drafts()
    stage.at("2026-03-30T09:00")
    stage.expect_drafts(("F", TO_ANETA))
    stage.expect_draft_text("F", says=("Feinwerk Optik", "10. März"), lacks=("Thank", " du "))
    stage.expect_no_review()


def short_answer_above_a_quoted_no(stage: LiveStage) -> None:
    """A reply that quotes an older no of another firm below it is no rejection; a human answer stops the check-in."""
    _bei_feinwerk(stage)
    stage.at("2026-03-18T10:00")
    stage.mail(
        Post(
            ANETA,
            "AW: Einladung zum Vorstellungsgespräch \N{EN DASH} Softwareentwickler Embedded (Ref. 2026-031)",
            "",
            html=outlook_html(
                "Sehr geehrter Herr Weidner,",
                "danke für die Rückmeldung und die offene Art. Wir sind noch nicht ganz durch, ich melde mich.",
                "Mit freundlichen Grüßen<br>Aneta Brzozowska",
                quoted=outlook_quote(
                    "Jonas Weidner",
                    "Dienstag, 17. März 2026 09:12",
                    "Aneta Brzozowska",
                    "AW: Einladung zum Vorstellungsgespräch",
                    "ganz offen: Von der anderen Firma kam heute: &bdquo;Leider m&uuml;ssen wir Ihnen mitteilen, dass "
                    "wir uns f&uuml;r einen anderen Bewerber entschieden haben.&ldquo; Ihre Stelle ist mir "
                    "ohnehin lieber.",
                ),
            ),
        )
    )
    stage.expect_state("WAITING", "Feinwerk Optik")
    stage.expect_events("rejection", 0)
    stage.at("2026-05-10T09:00")
    stage.expect_drafts()


def noise_while_waiting(stage: LiveStage) -> None:
    """Scenario 31: mailings of the same sender change nothing; a portal that hides its news is asked about."""
    at_kestrel(stage)
    stage.at("2026-03-10T12:00")
    stage.send("T", of="Kestrel Bikes")
    ats = "Kestrel Bikes <no-reply@candidates.workablemail.com>"
    noise = (
        Post(
            ats,
            "Welcome to the Kestrel Bikes talent community!",
            "Hi Priya,\n\nYou're now part of our talent community. From time to time we'll send you news from the "
            "workshop and jobs that might\nsuit you.\n\nUnsubscribe\n",
            headers={"List-Unsubscribe": "<https://workablemail.example/u/1>"},
        ),
        Post(
            ats,
            "How was your experience with Kestrel Bikes?",
            "Hi Priya,\n\nThank you for interviewing with Kestrel Bikes. We'd love your feedback: please take 2 "
            "minutes to complete this short survey.\nYour answers are anonymous and have no influence on your "
            "application.\n",
        ),
        Post(
            "LinkedIn Job Alerts <jobalerts-noreply@linkedin.com>",
            "“Supply Planner”: Kestrel Bikes and 14 others are hiring",
            "Your job alert for Supply Planner in Greater London\n\nSupply Planner\nKestrel Bikes\nLondon (Hybrid)\n"
            "Apply with your profile\n\nSee all jobs\n",
            headers={"List-Unsubscribe": "<https://linkedin.example/e/v2>"},
        ),
        Post(
            "LinkedIn <jobs-noreply@linkedin.com>",
            "Your application was viewed by Kestrel Bikes",
            "Priya, your application for Supply Planner was viewed by Kestrel Bikes. Other jobs you may be interested "
            "in.\n",
        ),
    )
    for day, letter in enumerate(noise, 12):
        stage.at(f"2026-03-{day}T10:00")
        stage.mail(letter)
        stage.expect_state("WAITING", "Kestrel Bikes")
    stage.expect_no_review()
    stage.expect_events("employer_reply", 0)
    stage.expect_events("rejection", 0)
    stage.at("2026-03-17T10:00")
    stage.mail(
        Post(
            ats,
            "There's an update on your application to Kestrel Bikes",
            "Hi Priya,\n\nThere has been a change to the status of your application for Supply Planner. Log in to the "
            "candidate portal to see it.\n\nKestrel Bikes\n",
            headers={"Auto-Submitted": "auto-generated"},
        )
    )
    stage.expect_reviews("content_unknown")
    stage.at("2026-03-25T12:00")
    stage.expect_drafts()


SCRIPTS = {
    courtesy_in_french: CLAIRE,
    answer_while_the_check_in_waits_in_french: CLAIRE,
    out_of_office_in_german: JONAS,
    short_answer_above_a_quoted_no: JONAS,
    noise_while_waiting: PRIYA,
}
"""Every script, with whose mailbox it is."""
