"""At one museum, and elsewhere: hold, the role open again, offer, withdrawal, references, a test."""

from tests.scenarios.live import LiveStage
from tests.scenarios.post import Event, Post, gmail_html, outlook_html
from tests.scenarios.seekers import PRIYA, SAM

ODETTE = "Odette Lam <odette.lam@starlingmuseum.example>"


def _at_the_museum(stage: LiveStage) -> None:
    """An interview on Tuesday 10 March with Odette Lam, thanked for the same evening."""
    stage.at("2026-03-03T12:15")
    stage.mail(
        Post(
            ODETTE,
            "Exhibitions Coordinator - interview Tuesday 10 March at 11",
            "Dear Priya,\n\nThis is to confirm your interview for the post of Exhibitions Coordinator at the Starling "
            "Museum next Tuesday, 10 March,\nat 11 o'clock. The panel will be me and our registrar. Plan for an hour "
            "and a look around the stores.\n\nWarm wishes\nOdette Lam\nHead of Exhibitions, Starling Museum\n",
            event=Event(
                "starling-exh", "2026-03-10T11:00", "2026-03-10T12:00", ODETTE, (), "Exhibitions Coordinator interview"
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Starling Museum")
    stage.at("2026-03-10T19:00")
    stage.send("T", of="Starling Museum")


def role_put_on_hold(stage: LiveStage) -> None:
    """Scenario 18: the role rests; nothing more is filed, and it is no rejection."""
    _at_the_museum(stage)
    stage.at("2026-03-16T10:10")
    stage.mail(
        Post(
            ODETTE,
            "Exhibitions Coordinator",
            "Dear Priya,\n\nI wanted you to hear this from me. The trustees met on Friday and have frozen all "
            "recruitment until the funding\nsettlement is clear, so I've had to pause the Exhibitions Coordinator "
            "post. We were very taken with you and I'd hope to\npick things up again in the new financial year.\n\n"
            "Odette\n",
        )
    )
    stage.expect_state("ON_HOLD", "Starling Museum")
    stage.at("2026-05-30T10:00")
    stage.expect_drafts()
    stage.expect_state("ON_HOLD", "Starling Museum")


def open_again_after_walking_away(stage: LiveStage) -> None:
    """Scenario 18: seven weeks later the role is open again; a new round begins and the old note never returns."""
    _at_the_museum(stage)
    stage.at("2026-03-20T10:00")
    stage.send("F", of="Starling Museum")
    stage.at("2026-04-03T09:00")
    stage.expect_state("WALKED_AWAY", "Starling Museum")
    stage.at("2026-04-29T11:00")
    stage.mail(
        Post(
            ODETTE,
            "Exhibitions Coordinator - good news",
            "Dear Priya,\n\nForgive the long silence. The Exhibitions Coordinator post has been released again, and "
            "yours was the first name that came\nup. If you're still interested we'd like to invite you back for a "
            "second interview - could you let me know how you're fixed\nthe week after next?\n\nOdette\n",
        )
    )
    stage.expect_state("INVITED", "Starling Museum")
    stage.expect_applications("Starling Museum")
    stage.at("2026-06-30T09:00")
    stage.expect_drafts()
    stage.expect_state("INVITED", "Starling Museum")


def offer_and_its_signature(stage: LiveStage) -> None:
    """Scenario 26: an offer and the signing service's mail are one offer; drafts go, other applications stay."""
    stage.at("2026-03-02T08:00")
    stage.mail(
        Post(
            "Thistle & Oak Interiors <no-reply@hire.lever.co>",
            "Thank you for your application to Thistle & Oak Interiors",
            "Priya, thanks for applying for Studio Assistant at Thistle & Oak Interiors. We've got your application "
            "and will be in touch\nif there's a fit.\n",
        )
    )
    _at_the_museum(stage)
    stage.at("2026-03-19T16:00")
    stage.mail(
        Post(
            "Harriet Boyle <hr@starlingmuseum.example>",
            "Exhibitions Coordinator: offer of employment",
            "",
            html=outlook_html(
                "Dear Priya,",
                "Following your interview I am delighted to offer you the post of Exhibitions Coordinator at the "
                "Starling Museum, at a starting salary of &pound;31,400. Your contract will come to you separately "
                "for electronic signature. We would be grateful for your reply by Friday 27 March.",
                "With congratulations from all of us,<br>Harriet Boyle<br>HR Officer",
            ),
        )
    )
    stage.expect_state("OFFER", "Starling Museum")
    stage.at("2026-03-19T16:20")
    stage.mail(
        Post(
            "Harriet Boyle via DocuSign <dse_eu@eumail.docusign.example>",
            "Complete with DocuSign: Contract of Employment - Priya Raman.pdf",
            "Harriet Boyle sent you a document to review and sign.\n\nREVIEW DOCUMENT\n\nStarling Museum\n"
            "hr@starlingmuseum.example\n\nPriya, please sign your contract for the Exhibitions Coordinator post.\n\n"
            "Do Not Share This Email\n",
            headers={"Reply-To": "Harriet Boyle <hr@starlingmuseum.example>"},
        )
    )
    stage.expect_state("OFFER", "Starling Museum")
    stage.expect_state("APPLIED", "Thistle & Oak Interiors")
    stage.expect_applications("Starling Museum", "Thistle & Oak Interiors")
    stage.at("2026-05-01T09:00")
    stage.expect_drafts()
    stage.expect_state("OFFER", "Starling Museum")


def unable_to_offer(stage: LiveStage) -> None:
    """Scenario 26: "unable to offer you" is a no."""
    _at_the_museum(stage)
    stage.at("2026-03-19T16:00")
    stage.mail(
        Post(
            ODETTE,
            "Exhibitions Coordinator",
            "Dear Priya,\n\nThank you so much for coming to see us. It was a really close call, and I'm sorry to say "
            "that we are unable to offer you the\npost on this occasion. The panel were impressed with your work in "
            "Leeds and would warmly encourage you to apply again.\n\nOdette\n",
        )
    )
    stage.expect_state("REJECTED", "Starling Museum")
    stage.at("2026-05-01T09:00")
    stage.expect_drafts()


def assessment_after_the_interview(stage: LiveStage) -> None:
    """Scenario 29: a test after the interview rests the check-in; what the test vendor sends changes nothing."""
    stage.at("2026-03-04T10:00")
    nate = "Nate Kowalski <nate@orchardpay.example>"
    stage.mail(
        Post(
            nate,
            "Orchard Pay - Android Engineer interview",
            "Hey Sam,\n\nWe're on for Tuesday 3/10 at 1pm Pacific to talk Android at Orchard Pay. Calendar hold is "
            "attached, meet link inside.\n\nNate Kowalski\nEngineering Manager, Orchard Pay\n",
            event=Event(
                "orchard-and-1",
                "2026-03-10T13:00",
                "2026-03-10T14:00",
                nate,
                (),
                "Orchard Pay: Android Engineer interview (Sam Delgado)",
                "America/Los_Angeles",
            ),
        )
    )
    stage.at("2026-03-10T15:00")
    stage.send("T", of="Orchard Pay")
    stage.at("2026-03-13T09:30")
    stage.mail(
        Post(
            "HackerRank Team <no-reply@hackerrankforwork.com>",
            "Orchard Pay invited you to take a test: Android Engineer Take-home",
            "",
            html="<p>Hi Sam,</p><p>Orchard Pay has invited you to complete the <b>Android Engineer Take-home</b> "
            "assessment. You have 7 days to take it; once you start you will have 120 minutes.</p>"
            "<p><a href='https://www.hackerrank.example/test/abc'>Start test</a></p><p>Test deadline: "
            "20 Mar 2026, 11:59 PM PDT</p><p>Good luck!<br>HackerRank on behalf of Orchard Pay</p>",
        )
    )
    stage.expect_state("ASSESSMENT", "Orchard Pay")
    stage.at("2026-03-18T09:30")
    stage.mail(
        Post(
            "HackerRank Team <no-reply@hackerrankforwork.com>",
            "Reminder: your Orchard Pay test expires in 2 days",
            "Hi Sam,\n\nThis is a friendly reminder that you haven't yet taken the Android Engineer Take-home test "
            "for Orchard Pay.\nThe test link expires on 20 Mar 2026.\n",
        )
    )
    stage.expect_state("ASSESSMENT", "Orchard Pay")
    stage.at("2026-03-19T21:40")
    stage.mail(
        Post(
            "HackerRank Team <no-reply@hackerrankforwork.com>",
            "You have successfully completed Orchard Pay's Android Engineer Take-home",
            "Hi Sam,\n\nThanks for taking the Android Engineer Take-home. Your submission has been sent to Orchard "
            "Pay. They'll review it and reach\nout to you directly about next steps.\n",
        )
    )
    stage.expect_state("WAITING", "Orchard Pay")
    stage.at("2026-03-29T12:00")
    stage.expect_drafts()
    stage.at("2026-03-30T09:00")  # day 10 after the test is Sunday 29 March
    stage.expect_drafts(("F", "nate@orchardpay.example"))
    stage.expect_events("employer_reply", 0)
    stage.expect_no_review()


def withdrawn_by_the_user(stage: LiveStage) -> None:
    """Scenario 33: the user steps back; "sorry to see you go" is no rejection."""
    _at_the_museum(stage)
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", "odette.lam@starlingmuseum.example"))
    stage.at("2026-03-20T09:40")
    note = Post(
        f"Priya Raman <{stage.address}>",
        "Exhibitions Coordinator",
        "Dear Odette,\n\nThank you again for seeing me. I've accepted a position elsewhere and would therefore like to "
        "withdraw my application for\nthe Exhibitions Coordinator post. I hope our paths cross again.\n\nPriya\n",
        to=ODETTE,
    )
    stage.own_note(note)
    stage.expect_state("WITHDRAWN", "Starling Museum")
    stage.expect_drafts()
    stage.at("2026-03-20T12:00")
    stage.mail(
        Post(
            ODETTE,
            "Re: Exhibitions Coordinator",
            "Oh, we're so sorry to lose you, Priya! Unfortunately for us - but congratulations, and thank you for "
            "letting me know. We\nwon't be proceeding then, of course. Best of luck in the new job.\n\nOdette\n",
            answers=note,
        )
    )
    stage.expect_state("WITHDRAWN", "Starling Museum")
    stage.expect_events("rejection", 0)
    stage.at("2026-05-01T09:00")
    stage.expect_drafts()


def human_resources_ask_for_references(stage: LiveStage) -> None:
    """Scenario 34: day 12, an unknown person of the employer, a new thread: the check-in goes, references are due."""
    _at_the_museum(stage)
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", "odette.lam@starlingmuseum.example"))
    stage.at("2026-03-22T14:00")
    stage.mail(
        Post(
            "Harriet Boyle <harriet.boyle@starlingmuseum.example>",
            "Referees - Exhibitions Coordinator",
            "",
            html=gmail_html(
                "Dear Ms Raman,",
                "I work with Odette in the HR office at the Starling Museum. We would like to take up references for "
                "the Exhibitions Coordinator post. Could you send me the names, addresses and telephone numbers of two "
                "referees, one of whom should be your current line manager?",
                "Many thanks<br>Harriet Boyle",
            ),
        )
    )
    stage.expect_state("REFERENCES", "Starling Museum")
    stage.expect_applications("Starling Museum")
    stage.expect_drafts()
    stage.at("2026-05-01T09:00")
    stage.expect_drafts()
    stage.expect_state("REFERENCES", "Starling Museum")


def answer_in_an_unknown_language(stage: LiveStage) -> None:
    """Scenario 27: a known contact writes in a language without rules: the check-in is held and the user asked."""
    _at_the_museum(stage)
    stage.at("2026-03-17T09:00")
    stage.mail(
        Post(
            ODETTE,
            "Kiállítási koordinátor",
            "Kedves Priya!\n\nKöszönöm, hogy eljött hozzánk. Sajnos a kuratórium végül egy másik jelölt mellett "
            "döntött, így nem tudjuk önnek felajánlani\naz állást. További sok sikert kívánok!\n\nOdette\n",
        )
    )
    stage.expect_reviews("content_unknown")
    stage.at("2026-03-20T12:00")
    stage.expect_drafts()
    stage.expect_events("rejection", 0)


SCRIPTS = {
    role_put_on_hold: PRIYA,
    open_again_after_walking_away: PRIYA,
    offer_and_its_signature: PRIYA,
    unable_to_offer: PRIYA,
    assessment_after_the_interview: SAM,
    withdrawn_by_the_user: PRIYA,
    human_resources_ask_for_references: PRIYA,
    answer_in_an_unknown_language: PRIYA,
}
"""Every script, with whose mailbox it is."""
