"""Calendar events that are moved, called off, booked again, changed in part, or forwarded."""

from tests.scenarios.live import LiveStage
from tests.scenarios.on_replay import ReplayStage
from tests.scenarios.post import Event, Post, outlook_html
from tests.scenarios.seekers import CLAIRE, MAYA, PRIYA

SOPHIE = "Sophie Marchetti <s.marchetti@atelier-mercure.example>"

TO_SOPHIE = "s.marchetti@atelier-mercure.example"


def _mercure(day: str, sequence: int, stamp: str, subject: str, *words: str) -> Post:
    return Post(
        SOPHIE,
        subject,
        "",
        html=outlook_html(
            "Bonjour Claire,", *words, "Bien cordialement,<br>Sophie Marchetti<br>Responsable de collection"
        ),
        event=Event(
            "040000008200E00074C5B7101A82E008000000005EF1",
            f"{day}T10:30",
            f"{day}T11:30",
            SOPHIE,
            (),
            "Entretien Claire Fontaine - Cheffe de produit",
            "Europe/Paris",
            sequence,
            stamp,
        ),
        calendar="outlook",
        windows_zone="Romance Standard Time",
    )


def moved_twice_in_french(stage: ReplayStage) -> None:
    """Scenario 4: Tuesday, Wednesday, Friday; the versions come as 0, 2, 1 and Friday stays."""
    stage.at("2026-03-03T09:00")
    stage.mail(
        _mercure(
            "2026-03-10",
            0,
            "2026-03-03T08:00",
            "Entretien Atelier Mercure : cheffe de produit",
            "Comme convenu au téléphone, je vous confirme notre entretien pour le poste de cheffe de produit chez "
            "Atelier Mercure, mardi 10 mars à 10 h 30, en visio.",
        )
    )
    stage.expect_state("SCHEDULED", "Atelier Mercure")
    stage.at("2026-03-06T18:20")
    stage.mail(
        _mercure(
            "2026-03-13",
            2,
            "2026-03-06T17:00",
            "Entretien Atelier Mercure : cheffe de produit",
            "Décidément... finalement ce sera vendredi 13 mars à 10 h 30. Cette fois c'est la bonne, promis !",
        )
    )
    stage.at("2026-03-06T18:25")
    stage.mail(
        _mercure(
            "2026-03-11",
            1,
            "2026-03-05T11:00",
            "Entretien Atelier Mercure : cheffe de produit",
            "Un imprévu m'oblige à décaler notre entretien au mercredi 11 mars, même heure. J'espère que cela vous "
            "convient.",
        )
    )
    for day in ("2026-03-10", "2026-03-11"):
        stage.at(f"{day}T12:00")
        stage.expect_drafts()
        stage.expect_state("SCHEDULED", "Atelier Mercure")
    stage.at("2026-03-13T11:45")
    stage.expect_drafts(("T", TO_SOPHIE))
    stage.expect_draft_text("T", says=("13 mars", "Claire Fontaine"), lacks=("Thank you", "10 mars"))
    stage.expect_events("interview_rescheduled", 2)


DARNELL = "Darnell Whitfield <dwhitfield@quarrystoneinsurance.example>"


def called_off_and_booked_anew_in_a_minute(stage: LiveStage) -> None:
    """Scenario 5: a CANCEL and a new event behind it are a move; nothing on the old day, one round only."""
    stage.at("2026-05-05T10:00")
    old = Event(
        "040000008200E00074C5B7101A82E00800000000AA11",
        "2026-05-12T13:00",
        "2026-05-12T14:00",
        DARNELL,
        ("Ines Prado <iprado@quarrystoneinsurance.example>",),
        "Quarrystone Insurance - Claims Specialist Interview",
        "America/Chicago",
    )
    stage.mail(
        Post(
            DARNELL,
            "Quarrystone Insurance - Claims Specialist Interview",
            "",
            html=outlook_html("Hi Maya, here is the invite for our video interview. Talk soon! Darnell"),
            event=old,
            calendar="outlook",
            windows_zone="Central Standard Time",
            zone="America/Chicago",
        )
    )
    stage.expect_state("SCHEDULED", "Quarrystone Insurance")
    stage.at("2026-05-11T15:02")
    stage.mail(
        Post(
            DARNELL,
            "Canceled: Quarrystone Insurance - Claims Specialist Interview",
            "",
            html=outlook_html("Ines is stuck in court tomorrow, new invite coming right up."),
            event=Event(
                old.uid,
                old.start,
                old.end,
                DARNELL,
                old.people,
                old.summary,
                old.zone,
                1,
                "2026-05-11T14:02",
                "CANCEL",
            ),
            calendar="outlook",
            windows_zone="Central Standard Time",
        )
    )
    stage.at("2026-05-11T15:03")
    stage.mail(
        Post(
            DARNELL,
            "Quarrystone Insurance - Claims Specialist Interview",
            "",
            html=outlook_html("Here we go, Friday it is."),
            event=Event(
                "040000008200E00074C5B7101A82E00800000000BB22",
                "2026-05-15T09:00",
                "2026-05-15T10:00",
                DARNELL,
                old.people,
                old.summary,
                old.zone,
                0,
                "2026-05-11T14:03",
            ),
            calendar="outlook",
            windows_zone="Central Standard Time",
        )
    )
    stage.expect_state("SCHEDULED", "Quarrystone Insurance")
    stage.at("2026-05-12T18:00")
    stage.expect_drafts()
    stage.expect_reminders("ask_timeline", 0)
    stage.at("2026-05-15T11:15")  # 10:00 in Chicago is 11:00 in New York
    stage.expect_drafts(("T", "dwhitfield@quarrystoneinsurance.example"), ("T", "iprado@quarrystoneinsurance.example"))
    stage.expect_applications("Quarrystone Insurance")
    stage.expect_no_review()


OLU = "Olu Adeyemi <olu.adeyemi@castlegatewater.example>"

LEE = "Lee Bannister <lee.bannister@castlegatewater.example>"

KIM = "Kim Sørensen <kim.sorensen@castlegatewater.example>"


def _castlegate(sequence: int, stamp: str, *people: str, place: str = "Room 3") -> Post:
    again = "Updated invitation" if sequence else "Invitation"
    return Post(
        OLU,
        f"{again}: Castlegate Water - Hydrologist interview @ Tue 12 May 2026 11am - 12pm (BST) ({PRIYA.address})",
        "This event has been changed.\n\nChanged: location\n\n" if sequence else "You have been invited.\n\n",
        headers={"Sender": "Google Calendar <calendar-notification@google.com>", "Reply-To": OLU},
        event=Event(
            "castlegate-hydro@google.com",
            "2026-05-12T11:00",
            "2026-05-12T12:00",
            OLU,
            people,
            "Castlegate Water - Hydrologist interview",
            sequence=sequence,
            stamp=stamp,
            place=place,
        ),
    )


def another_room_and_another_guest(stage: LiveStage) -> None:
    """Scenario 23: a new version changes room and guests; who joins is thanked too, nobody twice."""
    stage.at("2026-05-05T09:00")
    stage.mail(_castlegate(0, "2026-05-05T08:00"))
    stage.at("2026-05-08T09:00")
    stage.mail(_castlegate(1, "2026-05-08T08:00", LEE, place="Room 7"))
    stage.expect_state("SCHEDULED", "Castlegate Water")
    stage.at("2026-05-12T12:15")
    stage.expect_drafts(("T", "lee.bannister@castlegatewater.example"), ("T", "olu.adeyemi@castlegatewater.example"))
    stage.at("2026-05-12T13:00")
    stage.mail(_castlegate(2, "2026-05-12T12:45", LEE, KIM, place="Room 7"))
    stage.at("2026-05-12T13:30")
    stage.expect_drafts(
        ("T", "kim.sorensen@castlegatewater.example"),
        ("T", "lee.bannister@castlegatewater.example"),
        ("T", "olu.adeyemi@castlegatewater.example"),
    )
    stage.expect_state("INTERVIEWED", "Castlegate Water")
    stage.at("2026-05-12T14:00")
    stage.mail(_castlegate(2, "2026-05-12T13:50", LEE, KIM, place="Room 7"))
    stage.at("2026-05-12T15:00")
    stage.expect_drafts(
        ("T", "kim.sorensen@castlegatewater.example"),
        ("T", "lee.bannister@castlegatewater.example"),
        ("T", "olu.adeyemi@castlegatewater.example"),
    )
    stage.expect_applications("Castlegate Water")


def forwarded_by_the_recruiter(stage: LiveStage) -> None:
    """Scenario 24: the recruiter passes on the manager's invitation, in which the user is no guest."""
    rosa = "Rosa Lindgren <rosa.lindgren@papercranelabs.example>"
    manager = "Theo Marsh <theo.marsh@papercranelabs.example>"
    stage.at("2026-05-04T12:00")
    stage.mail(
        Post(
            rosa,
            "Paper Crane Labs: your application (Data Scientist)",
            "Hi Maya,\n\nWe liked your application for Data Scientist at Paper Crane Labs and would love to set up a "
            "call with Theo, who leads\nthe team. What does your availability look like next week?\n\n"
            "Rosa Lindgren\nRecruiting, Paper Crane Labs\n",
        )
    )
    stage.expect_state("INVITED", "Paper Crane Labs")
    stage.at("2026-05-06T12:00")
    invitation = Post(
        rosa,
        "FW: Maya Okonkwo - Data Scientist",
        "",
        html=outlook_html(
            "Maya - forwarding Theo&#8217;s invite, he missed you off the list. See you then!",
            "Rosa",
            quoted="<p class=MsoNormal>-----Original Appointment-----<br><b>From:</b> Theo Marsh<br>"
            "<b>Sent:</b> Wednesday, May 6, 2026 11:40 AM<br><b>To:</b> Theo Marsh; Rosa Lindgren<br>"
            "<b>Subject:</b> Maya Okonkwo - Data Scientist<br><b>When:</b> Tuesday, May 12, 2026 2:00 PM-3:00 PM "
            "(UTC-05:00) Eastern Time (US &amp; Canada).<br><b>Where:</b> Zoom</p>",
        ),
        event=Event(
            "040000008200E00074C5B7101A82E00800000000TM01",
            "2026-05-12T14:00",
            "2026-05-12T15:00",
            manager,
            (rosa,),
            "Maya Okonkwo - Data Scientist",
            "America/New_York",
            invites_me=False,
        ),
        calendar="outlook",
        windows_zone="Eastern Standard Time",
    )
    stage.mail(invitation)
    stage.expect_state("SCHEDULED", "Paper Crane Labs")
    stage.expect_applications("Paper Crane Labs")
    stage.at("2026-05-07T20:00")
    passed_on = Post(
        f"Maya Okonkwo <{stage.address}>",
        "Fwd: FW: Maya Okonkwo - Data Scientist",
        "Look what I got!! Thank you for all the coaching, wish me luck x\n\n---------- Forwarded message ---------\n"
        "From: Rosa Lindgren <rosa.lindgren@papercranelabs.example>\nDate: Wed, May 6, 2026 at 12:00 PM\n"
        "Subject: FW: Maya Okonkwo - Data Scientist\nTo: <maya.okonkwo@example.com>\n\nMaya - forwarding Theo's "
        "invite, he missed you off the list. See you then!\n",
        to="Bea Nilsen <bea.nilsen@friendly.example>",
        answers=invitation,
    )
    stage.own_note(passed_on)
    stage.at("2026-05-12T15:15")
    stage.expect_drafts(("T", "theo.marsh@papercranelabs.example"))
    stage.at("2026-05-12T16:00")
    stage.send("T", of="Paper Crane Labs")
    stage.at("2026-05-13T19:00")
    stage.mail(
        Post(
            "Bea Nilsen <bea.nilsen@friendly.example>",
            "Re: Fwd: FW: Maya Okonkwo - Data Scientist",
            "Yesss so proud of you! How did it go?? Unfortunately I can't make Friday, tell me everything on Sunday.\n",
            answers=passed_on,
        )
    )
    stage.expect_state("WAITING", "Paper Crane Labs")
    stage.at("2026-05-22T09:00")
    stage.expect_drafts(("F", "rosa.lindgren@papercranelabs.example"))


SCRIPTS = {
    moved_twice_in_french: CLAIRE,
    called_off_and_booked_anew_in_a_minute: MAYA,
    another_room_and_another_guest: PRIYA,
    forwarded_by_the_recruiter: MAYA,
}
"""Every script, with whose mailbox it is."""
