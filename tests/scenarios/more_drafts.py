"""What becomes of drafts: thrown away, worked over, overtaken by words of one's own, not delivered."""

from tests.scenarios.live import LiveStage
from tests.scenarios.post import Event, Post, as_quoted, delivery_report, gmail_html
from tests.scenarios.seekers import GIULIA, LUCIA, MAYA, PRIYA, TIAGO

PEOPLE = ("dana", "erik", "farah")


def one_of_three_notes_bounces(stage: LiveStage) -> None:
    """Scenario 14: a delay is nothing, the failure behind it is asked about; the other two notes stay done."""
    stage.at("2026-03-04T12:00")
    panel = tuple(f"{name.title()} Quill <{name}@ospreymaps.example>" for name in PEOPLE)
    stage.mail(
        Post(
            panel[0],
            "Osprey Maps: Cartographer interview on Tuesday, March 10",
            "Hi Maya,\n\nYour panel interview for Cartographer at Osprey Maps is confirmed for Tuesday, March 10 at "
            "10am Eastern. You'll meet Erik,\nFarah and me.\n\nDana Quill\nHead of Cartography\nOsprey Maps\n",
            event=Event(
                "osprey-1",
                "2026-03-10T10:00",
                "2026-03-10T11:30",
                panel[0],
                panel[1:],
                "Cartographer panel interview",
                "America/New_York",
            ),
        )
    )
    stage.at("2026-03-10T12:00")
    stage.expect_drafts(*(("T", f"{name}@ospreymaps.example") for name in PEOPLE))
    stage.send("T", of="Osprey Maps")
    ids = stage.draft_ids("T", "erik@ospreymaps.example")
    subject = "Re: Osprey Maps: Cartographer interview on Tuesday, March 10"
    stage.at("2026-03-10T16:05")
    stage.mail(delivery_report(stage.address, "erik@ospreymaps.example", "delayed", ids, subject))
    stage.expect_state("THANKED", "Osprey Maps")
    stage.expect_no_review()
    stage.at("2026-03-11T12:05")
    stage.mail(delivery_report(stage.address, "erik@ospreymaps.example", "failed", ids, subject))
    stage.expect_reviews("bounced")
    stage.expect_events("bounce", 1)
    stage.at("2026-03-12T12:00")
    stage.expect_drafts()
    stage.expect_events("thanked", 3)


def at_kestrel(stage: LiveStage) -> Post:
    """A video interview on Tuesday 10 March; the mail that confirms it is formatted as flowed text."""
    stage.at("2026-03-04T12:00")
    confirmed = Post(
        "Anders Holt <anders@kestrelbikes.example>",
        "Kestrel Bikes - Supply Planner",
        "Hi Priya, \n\ngood to talk just now. Putting it in writing: your interview for the Supply \nPlanner job at "
        "Kestrel Bikes is on Tuesday 10 March, 10am to 11am, on Teams. \n\nCheers \nAnders Holt \nSupply Chain Lead, "
        "Kestrel Bikes \n",
        flowed=True,
        event=Event(
            "kestrel-1",
            "2026-03-10T10:00",
            "2026-03-10T11:00",
            "Anders Holt <anders@kestrelbikes.example>",
            (),
            "Kestrel Bikes: Supply Planner",
        ),
    )
    stage.mail(confirmed)
    stage.expect_state("SCHEDULED", "Kestrel Bikes")
    return confirmed


def own_words_from_the_phone(stage: LiveStage) -> None:
    """Scenario 12: "stuck in traffic" is no thank-you; a top-posted one from the phone is, and ours goes."""
    confirmed = at_kestrel(stage)
    stage.at("2026-03-10T09:51")
    stage.own_note(
        Post(
            f"Priya Raman <{stage.address}>",
            "Re: Kestrel Bikes - Supply Planner",
            "Hi Anders, Teams is refusing to let me in, I'm trying another browser - thanks for bearing with me!\n",
            to="anders@kestrelbikes.example",
            answers=confirmed,
        )
    )
    stage.at("2026-03-10T11:15")
    stage.expect_drafts(("T", "anders@kestrelbikes.example"))
    stage.at("2026-03-10T12:40")
    stage.own_note(
        Post(
            f"Priya Raman <{stage.address}>",
            "Re: Kestrel Bikes - Supply Planner",
            "Hi Anders, it was lovely to meet you earlier. I appreciate you taking the time and I came away even "
            "keener on the job.\n\nPriya\n\nSent from my iPhone\n" + as_quoted(confirmed, "Wed, 4 Mar 2026 at 12:00,"),
            to="anders@kestrelbikes.example",
            answers=confirmed,
        )
    )
    stage.expect_drafts()
    stage.expect_state("THANKED", "Kestrel Bikes")
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", "anders@kestrelbikes.example"))


RAQUEL = "Raquel Ibáñez <raquel@bodegasllano.example>"

TO_RAQUEL = "raquel@bodegasllano.example"


def drafts_thrown_away_in_spanish(stage: LiveStage) -> None:
    """Scenario 10: neither draft ever comes back; the check-in speaks of no earlier note."""
    stage.at("2026-03-04T13:00")
    stage.mail(
        Post(
            RAQUEL,
            "Entrevista - Responsable de exportación",
            "",
            html=gmail_html(
                "Hola Lucía:",
                "Te confirmo la entrevista para el puesto de Responsable de exportación en Bodegas Llano el martes 10 "
                "de marzo a las 12:00. Será conmigo, por videollamada; te adjunto la convocatoria.",
                "Un saludo,",
                "Raquel Ibáñez<br>Directora comercial<br>Bodegas Llano",
            ),
            event=Event(
                "llano-exp-1@google.com",
                "2026-03-10T12:00",
                "2026-03-10T13:00",
                RAQUEL,
                (),
                "Entrevista Lucía Herrero - Responsable de exportación",
                "Europe/Madrid",
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Bodegas Llano")
    stage.at("2026-03-10T13:15")
    stage.expect_drafts(("T", TO_RAQUEL))
    stage.expect_draft_text("T", says=("Raquel", "Lucía Herrero"), lacks=("Thank you",))
    stage.at("2026-03-10T18:00")
    stage.delete("T", of="Bodegas Llano")
    stage.restart()
    stage.at("2026-03-11T10:00")
    stage.expect_drafts()
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", TO_RAQUEL))
    stage.expect_draft_text("F", says=("10 de marzo",), lacks=("mi anterior", "como le", "Thank"))
    stage.at("2026-03-20T10:00")
    stage.delete("F", of="Bodegas Llano")
    stage.restart()
    stage.at("2026-04-02T20:00")
    stage.expect_drafts()
    stage.expect_state("WAITING", "Bodegas Llano")
    stage.at("2026-04-03T09:00")
    stage.expect_state("WALKED_AWAY", "Bodegas Llano")


def draft_worked_over_in_italian(stage: LiveStage) -> None:
    """Scenario 11: changed, saved, left for two days and sent: one draft, and the thank-you is done."""
    stage.at("2026-03-04T13:00")
    paolo = "Paolo Greco <p.greco@cartieradora.example>"
    stage.mail(
        Post(
            paolo,
            "Colloquio Cartiera Dora - Addetta controllo qualità",
            "Gentile Giulia,\n\nle confermo il colloquio per la posizione di Addetta controllo qualità presso Cartiera "
            "Dora per martedì 10 marzo\nalle ore 10:00. Ci vediamo in sede a Torino.\n\nCordiali saluti,\nPaolo Greco\n"
            "Responsabile qualità\nCartiera Dora S.p.A.\n",
            event=Event(
                "dora-1",
                "2026-03-10T10:00",
                "2026-03-10T11:00",
                paolo,
                (),
                "Colloquio Moretti - controllo qualità",
                "Europe/Rome",
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Cartiera Dora")
    stage.at("2026-03-10T11:15")
    stage.expect_drafts(("T", "p.greco@cartieradora.example"))
    stage.expect_draft_text("T", says=("Giulia Moretti", "10 marzo"), lacks=("Thank you",))
    stage.at("2026-03-10T22:00")
    stage.edit("T", of="Cartiera Dora")
    stage.restart()
    stage.at("2026-03-12T08:00")
    stage.expect_drafts(("T", "p.greco@cartieradora.example"))
    stage.send("T", of="Cartiera Dora")
    stage.expect_state("WAITING", "Cartiera Dora")
    stage.expect_events("thanked", 1)
    stage.at("2026-03-23T08:59")  # day 10 after the thank-you is Sunday 22 March
    stage.expect_drafts()
    stage.at("2026-03-23T09:00")
    stage.expect_drafts(("F", "p.greco@cartieradora.example"))


def the_same_mail_by_three_ways_in_portuguese(stage: LiveStage) -> None:
    """Scenario 25: an alias, a forwarder and a restart bring the same invitation thrice: one round, one draft."""
    stage.at("2026-03-04T13:00")
    ines = "Inês Valadares <ines.valadares@moinhodigital.example>"
    letter = Post(
        ines,
        "Confirmação de entrevista - Moinho Digital",
        "Olá Tiago,\n\nA tua entrevista para a vaga de Analista de Dados na Moinho Digital está confirmada para "
        "terça-feira, 10 de março, às 15h,\npor videochamada. Segue o convite.\n\nAté lá!\n\nCumprimentos,\nInês "
        "Valadares\n"
        "Head of Data | Moinho Digital\n",
        event=Event(
            "moinho-1@google.com",
            "2026-03-10T15:00",
            "2026-03-10T16:00",
            ines,
            (),
            "Entrevista Tiago Pacheco | Analista de Dados",
            "Europe/Lisbon",
        ),
    )
    stage.mail(letter)
    stage.mail(letter)
    stage.restart()
    stage.at("2026-03-05T08:00")
    letter.to = "tiago@alumni.example.edu"
    letter.headers["Resent-From"] = "tiago@alumni.example.edu"
    stage.mail(letter)
    stage.expect_state("SCHEDULED", "Moinho Digital")
    stage.expect_applications("Moinho Digital")
    stage.at("2026-03-10T16:15")
    stage.expect_drafts(("T", "ines.valadares@moinhodigital.example"))
    stage.restart()
    stage.at("2026-03-10T18:00")
    stage.expect_drafts(("T", "ines.valadares@moinhodigital.example"))
    stage.expect_draft_text("T", says=("Inês", "Moinho Digital"), lacks=("Thank you",))
    stage.expect_reminders("ask_timeline", 1)


SCRIPTS = {
    one_of_three_notes_bounces: MAYA,
    own_words_from_the_phone: PRIYA,
    drafts_thrown_away_in_spanish: LUCIA,
    draft_worked_over_in_italian: GIULIA,
    the_same_mail_by_three_ways_in_portuguese: TIAGO,
}
"""Every script, with whose mailbox it is."""
