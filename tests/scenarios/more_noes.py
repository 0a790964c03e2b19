"""The no in its many ways, and what only looks like one."""

from tests.scenarios.live import LiveStage
from tests.scenarios.on_replay import ReplayStage
from tests.scenarios.post import Event, Post
from tests.scenarios.seekers import BRAM, JONAS, MAYA

FEMKE = "Femke Visser <f.visser@polderzicht.example>"


def no_before_the_thank_you_in_dutch(stage: LiveStage) -> None:
    """Scenario 7: the thank-you lies unsent when the manager herself writes the no."""
    stage.at("2026-03-05T11:30")
    stage.mail(
        Post(
            FEMKE,
            "Uitnodiging gesprek - Projectleider Zonneparken",
            "Beste Bram,\n\nLeuk dat je hebt gesolliciteerd bij Polderzicht Energie! Graag nodigen we je uit voor een "
            "kennismakingsgesprek\nover de functie Projectleider Zonneparken, op dinsdag 10 maart om 10.00 uur bij "
            "ons op kantoor in Zwolle.\nDe agenda-uitnodiging vind je hierbij.\n\nHartelijke groet,\n\nFemke Visser\n"
            "Manager Projecten\nPolderzicht Energie\n",
            event=Event(
                "040000008200E00074C5B7101A82E00800000000NL01",
                "2026-03-10T10:00",
                "2026-03-10T11:00",
                FEMKE,
                (),
                "Kennismaking Bram de Wit - Projectleider Zonneparken",
                "Europe/Amsterdam",
            ),
            calendar="outlook",
            windows_zone="W. Europe Standard Time",
        )
    )
    stage.expect_state("SCHEDULED", "Polderzicht Energie")
    stage.at("2026-03-10T11:15")
    stage.expect_drafts(("T", "f.visser@polderzicht.example"))
    stage.expect_draft_text("T", says=("gesprek", "Bram de Wit"), lacks=("Thank you",))
    stage.at("2026-03-11T08:15")
    stage.mail(
        Post(
            FEMKE,
            "RE: Uitnodiging gesprek - Projectleider Zonneparken",
            "Beste Bram,\n\nDank voor het prettige gesprek van gisteren. We hebben de kandidaten naast elkaar gelegd "
            "en helaas heb ik geen goed\nnieuws: we gaan verder met twee anderen die al ervaring hebben met "
            "netaansluitingen. Het lag echt niet aan jou.\n\nIk wens je heel veel succes met je zoektocht!\n\n"
            "Hartelijke groet,\nFemke\n",
        )
    )
    stage.expect_state("REJECTED", "Polderzicht Energie")
    stage.expect_drafts()
    stage.at("2026-05-01T10:00")
    stage.expect_drafts()
    stage.expect_reminders("card", 0)


def _brightwell_receipt(role: str, number: str) -> Post:
    return Post(
        "Brightwell Health Talent Team <brightwell@myworkday.com>",
        f"Thank you for applying - {role} ({number})",
        f"Hello Maya,\n\nThank you for your interest in Brightwell Health. We have received your application for the "
        f"position of {number} {role}.\n\nOur recruiters review every application. If your skills are a match, someone "
        "will be in touch about next steps.\nUnfortunately, due to the volume of applications we are not able to "
        "respond to everyone personally.\n\nBrightwell Health Talent Acquisition\n\n"
        "Please do not reply to this message. Replies are undeliverable and will not reach the recruiting team.\n",
        headers={"Auto-Submitted": "auto-generated"},
    )


def _brightwell_interview(stage: ReplayStage, role: str, number: str) -> None:
    cora = "Cora Jimenez <cora.jimenez@brightwellhealth.example>"
    stage.mail(
        Post(
            cora,
            f"Your interview with Brightwell Health: {role} ({number})",
            f"Hi Maya,\n\nYou're confirmed to speak with us about the {role} position on Tuesday, March 10 from 10:00 "
            "to 10:45 AM ET. I'll be\nhosting, you can reach me at this address if anything changes.\n\nThanks,\n"
            "Cora Jimenez\nDirector, Care Operations\nBrightwell Health\n",
            event=Event(
                f"bw-{number}",
                "2026-03-10T10:00",
                "2026-03-10T10:45",
                cora,
                (),
                f"Brightwell Health Interview: {role}",
                "America/New_York",
            ),
        )
    )


def machine_no_in_a_new_thread(stage: LiveStage) -> None:
    """Scenario 8: day 8, no thread, another subject, a new sender's name; company and role tell whose it is."""
    stage.at("2026-02-27T09:00")
    stage.mail(_brightwell_receipt("Care Operations Analyst", "R-10442"))
    stage.expect_state("APPLIED", "Brightwell Health")
    stage.at("2026-03-04T09:00")
    _brightwell_interview(stage, "Care Operations Analyst", "R-10442")
    stage.expect_state("SCHEDULED", "Brightwell Health")
    stage.at("2026-03-10T13:00")
    stage.send("T", of="Brightwell Health")
    stage.at("2026-03-18T03:02")
    stage.mail(
        Post(
            "Workday - Brightwell Health <brightwell@myworkday.com>",
            "An update on R-10442 Care Operations Analyst",
            "",
            html="<div>Dear Maya,<br><br>We appreciate the time you invested in your recent conversations with "
            "Brightwell Health. A number of strong applicants were considered for R-10442 Care Operations Analyst "
            "and, at this time, you have not been selected to advance.<br><br>You are welcome to search our openings "
            "at any time and to apply for other roles that match your experience.<br><br>Regards,<br>Brightwell "
            "Health Talent Acquisition<br><br><i>This is an automated message, please do not reply.</i></div>",
            headers={"Auto-Submitted": "auto-generated"},
        )
    )
    stage.expect_state("REJECTED", "Brightwell Health")
    stage.at("2026-04-20T09:00")
    stage.expect_drafts()
    stage.expect_no_review()


def machine_no_under_the_subject_of_the_receipt(stage: LiveStage) -> None:
    """Scenario 8: the decision bears the very subject of the receipt."""
    stage.at("2026-02-27T09:00")
    receipt = _brightwell_receipt("Care Operations Analyst", "R-10442")
    stage.mail(receipt)
    stage.at("2026-03-19T03:02")
    stage.mail(
        Post(
            receipt.sender,
            receipt.subject,
            "Hello Maya,\n\nThank you for your interest in Brightwell Health and in R-10442 Care Operations Analyst."
            "\n\nWe have carefully reviewed your background against the requirements and will be pursuing other "
            "candidates whose\nexperience more closely fits what the team needs right now.\n\nWe'd like to keep your "
            "profile on file.\n\nBrightwell Health Talent Acquisition\n",
            headers={"Auto-Submitted": "auto-generated"},
        )
    )
    stage.expect_state("REJECTED", "Brightwell Health")


def machine_no_that_names_no_role(stage: ReplayStage) -> None:
    """Scenario 8: two roles are open at the company and the no names neither: both are asked about, none is closed."""
    stage.at("2026-02-27T09:00")
    stage.mail(_brightwell_receipt("Care Operations Analyst", "R-10442"))
    stage.at("2026-02-28T09:00")
    stage.mail(_brightwell_receipt("Patient Access Manager", "R-10977"))
    stage.at("2026-03-04T09:00")
    _brightwell_interview(stage, "Care Operations Analyst", "R-10442")
    stage.at("2026-03-10T13:00")
    stage.send("T", of="Brightwell Health")
    stage.at("2026-03-16T03:02")
    stage.mail(
        Post(
            "Brightwell Health Talent Team <brightwell@myworkday.com>",
            "Your application with Brightwell Health",
            "Hello Maya,\n\nThank you for applying to Brightwell Health. We've decided not to move forward with your "
            "application.\n\nBrightwell Health Talent Acquisition\n",
            headers={"Auto-Submitted": "auto-generated"},
        )
    )
    stage.expect_review("Brightwell Health")
    stage.expect_review("Brightwell Health/Patient Access Manager")
    stage.expect_state("WAITING", "Brightwell Health", "Care Operations Analyst")
    stage.expect_state("APPLIED", "Brightwell Health", "Patient Access Manager")
    stage.at("2026-03-29T12:00")
    stage.expect_drafts()
    stage.expect_reviews(
        "two_applications", "two_applications"
    )  # and no third one because the check-in, held, has become late


def no_in_another_language(stage: LiveStage) -> None:
    """Scenario 27: the thread was English; on day 7 a German no comes, without a "leider"."""
    stage.at("2026-03-03T10:00")
    stage.mail(
        Post(
            "Katrin Seidel <katrin.seidel@lindenhof-verlag.example>",
            "Interview with Lindenhof Verlag: Translator EN-DE",
            "Dear Jonas,\n\nWe are pleased to confirm your interview for the position Translator EN-DE at Lindenhof "
            "Verlag on Tuesday, 10 March at\n10 am. We will speak English, since our editor is from Dublin.\n\n"
            "Kind regards\nKatrin Seidel\nLindenhof Verlag\n",
            event=Event(
                "linden-1",
                "2026-03-10T10:00",
                "2026-03-10T11:00",
                "Katrin Seidel <katrin.seidel@lindenhof-verlag.example>",
                (),
                "Interview Jonas Weidner",
                "Europe/Berlin",
            ),
        )
    )
    stage.at("2026-03-10T12:00")
    stage.send("T", of="Lindenhof Verlag")
    stage.at("2026-03-17T09:00")
    stage.mail(
        Post(
            "Katrin Seidel <katrin.seidel@lindenhof-verlag.example>",
            "Ihre Bewerbung bei uns",
            "Lieber Herr Weidner,\n\nes hat uns gefreut, Sie kennenzulernen. Nach reiflicher Überlegung haben wir uns "
            "für eine andere Bewerberin entschieden, die\nbereits mit unserem Redaktionssystem gearbeitet hat. Wir "
            "danken Ihnen für Ihr Interesse und wünschen Ihnen für Ihren\nweiteren Weg alles Gute.\n\n"
            "Herzliche Grüße\nKatrin Seidel\n",
        )
    )
    stage.expect_state("REJECTED", "Lindenhof Verlag")
    stage.at("2026-04-30T09:00")
    stage.expect_drafts()


def german_receipt_with_a_no_in_it(stage: LiveStage) -> None:
    """Scenario 27: a receipt that promises "Zusage oder Absage" decides nothing."""
    stage.at("2026-03-03T10:00")
    stage.mail(
        Post(
            "Stadtwerke Auental GmbH <stadtwerke-auental-jobs@m-personio.de>",
            "Deine Bewerbung bei den Stadtwerken Auental",
            "Hallo Jonas,\n\nvielen Dank für deine Bewerbung als Netzplaner (m/w/d) bei den Stadtwerken Auental! Deine "
            "Unterlagen sind gut bei uns\nangekommen und werden nun geprüft. Bitte hab etwas Geduld, du bekommst in "
            "jedem Fall eine Zusage oder Absage von uns.\n\nViele Grüße\nDein Recruiting-Team der Stadtwerke Auental\n",
            headers={"Auto-Submitted": "auto-generated"},
        )
    )
    stage.expect_state("APPLIED", "Stadtwerke Auental")
    stage.expect_no_review()


SCRIPTS = {
    no_before_the_thank_you_in_dutch: BRAM,
    machine_no_in_a_new_thread: MAYA,
    machine_no_under_the_subject_of_the_receipt: MAYA,
    machine_no_that_names_no_role: MAYA,
    no_in_another_language: JONAS,
    german_receipt_with_a_no_in_it: JONAS,
}
"""Every script, with whose mailbox it is."""
