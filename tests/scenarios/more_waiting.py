"""Waiting: silence, timelines that are stated, moved or told by the user, the turn of the year."""

from tests.scenarios.live import LiveStage
from tests.scenarios.on_replay import ReplayStage
from tests.scenarios.post import Event, Post, gmail_html, outlook_html
from tests.scenarios.seekers import JONAS, MAYA, PRIYA

IMOGEN = "Imogen Clarke <imogen.clarke@harrowfinch.example>"

TOBIAS = "Tobias Lindqvist <tobias.lindqvist@harrowfinch.example>"


def silence_across_the_ocean(stage: ReplayStage) -> None:
    """Scenario 1: New York writes to London; Tuesday 12 May 2026, 15:00 in London is 10:00 at home."""
    stage.at("2026-05-04T07:12")
    stage.mail(
        Post(
            "Harrow & Finch Hiring Team <no-reply@ashbyhq.com>",
            "Thanks for applying to Harrow & Finch!",
            "",
            html="<table width='100%'><tr><td><p>Hi Maya,</p><p>Thanks so much for applying for the "
            "<b>Senior Product Designer</b> role here at Harrow &amp; Finch. Your application landed safely and a real "
            "human on our team will take a look at it over the coming days.</p><p>If your background lines up with "
            "what we&#8217;re after, we&#8217;ll reach out to set up a first chat.</p>"
            "<p>All the best,<br>The Harrow &amp; Finch Hiring Team</p></td></tr></table>",
            zone="UTC",
        )
    )
    stage.expect_state("APPLIED", "Harrow & Finch")
    stage.at("2026-05-06T06:40")
    first = Post(
        IMOGEN,
        "Senior Product Designer - intro call?",
        "",
        html=gmail_html(
            "Hi Maya,",
            "I look after hiring for the design team at Harrow &amp; Finch and I really enjoyed your portfolio, "
            "especially the library-app case study.",
            "Would you be up for a 60 minute conversation with Tobias, who heads up product design? If you could send "
            "over a few windows that work for you next week I&#39;ll get something in the diary.",
            "Best wishes,",
            "Imogen Clarke<br>Talent Partner, Harrow &amp; Finch<br>14 Clerkenwell Green, London",
        ),
        zone="Europe/London",
    )
    stage.mail(first)
    stage.expect_state("INVITED", "Harrow & Finch")
    stage.at("2026-05-06T08:05")
    stage.own_note(
        Post(
            f"Maya Okonkwo <{stage.address}>",
            "Re: Senior Product Designer - intro call?",
            "Hi Imogen,\n\nLovely to hear from you! Tuesday 12 May at 3pm your time or Wednesday after 4pm your time\n"
            "would both work.\n\nMaya\n",
            to=IMOGEN,
            answers=first,
        )
    )
    stage.expect_state("INVITED", "Harrow & Finch")
    stage.at("2026-05-07T05:30")
    stage.mail(
        Post(
            IMOGEN,
            "Invitation: Maya Okonkwo <> Harrow & Finch: Senior Product Designer @ Tue 12 May 2026 15:00 - 16:00 (BST) "
            f"({stage.address})",
            "You have been invited to the following event.\n\nTitle: Maya Okonkwo <> Harrow & Finch: Senior Product "
            "Designer\nWhen: Tue 12 May 2026 15:00 \N{EN DASH} 16:00 United Kingdom Time\nJoining info: Google Meet\n"
            "Organiser: imogen.clarke@harrowfinch.example\n\nGoing?  Yes - Maybe - No\n\n"
            "Invitation from Google Calendar\n",
            headers={"Sender": "Google Calendar <calendar-notification@google.com>", "Reply-To": IMOGEN},
            event=Event(
                "6o3mcp9lct0m@google.com",
                "2026-05-12T15:00",
                "2026-05-12T16:00",
                IMOGEN,
                (TOBIAS,),
                "Maya Okonkwo <> Harrow & Finch: Senior Product Designer",
            ),
            zone="UTC",
        )
    )
    stage.expect_state("SCHEDULED", "Harrow & Finch")
    stage.expect_applications("Harrow & Finch")
    stage.at("2026-05-12T11:14")
    stage.expect_drafts()
    stage.at("2026-05-12T11:15")
    stage.expect_drafts(("T", "tobias.lindqvist@harrowfinch.example"))
    stage.expect_draft_text("T", says=("Tobias", "Harrow & Finch", "Senior Product Designer", "Maya Okonkwo"))
    stage.at("2026-05-12T17:20")
    stage.send("T", of="Harrow & Finch")
    stage.expect_state("THANKED", "Harrow & Finch")
    stage.at("2026-05-13T09:00")
    stage.expect_reminders("card", 1)
    stage.expect_state("WAITING", "Harrow & Finch")
    stage.at("2026-05-22T08:59")
    stage.expect_drafts()
    stage.at("2026-05-22T09:00")
    stage.expect_drafts(("F", "imogen.clarke@harrowfinch.example"))
    stage.at("2026-05-26T09:30")
    stage.send("F", of="Harrow & Finch")
    stage.expect_state("FOLLOWED_UP", "Harrow & Finch")
    stage.at("2026-06-09T09:00")
    stage.expect_state("WALKED_AWAY", "Harrow & Finch")
    stage.at("2026-08-01T09:00")
    stage.expect_drafts()
    stage.expect_reminders("move_on", 1)
    stage.expect_no_review()


VOGEL = '"Vogel, Annette" <annette.vogel@kessler-medizintechnik.example>'

TO_VOGEL = "annette.vogel@kessler-medizintechnik.example"


def timeline_in_german(stage: ReplayStage) -> None:
    """Scenario 2: Thursday 12 March by an Exchange invitation; the answer is promised by the end of next week."""
    stage.at("2026-03-04T10:02")
    stage.mail(
        Post(
            VOGEL,
            "Ihre Bewerbung als Konstruktionsingenieur (m/w/d) bei der Kessler Medizintechnik GmbH",
            "Sehr geehrter Herr Weidner,\n\nhaben Sie vielen Dank für Ihre Bewerbung als Konstruktionsingenieur und "
            "Ihr Interesse an unserem\nHaus. Ihre Unterlagen haben uns überzeugt, und wir würden Sie gerne persönlich "
            "kennenlernen.\n\nPasst Ihnen der Donnerstag kommender Woche, 14 Uhr, bei uns in Leipzig? Geben Sie mir "
            "bitte kurz Bescheid.\n\nMit freundlichen Grüßen\n\ni. A. Dr. Annette Vogel\nPersonalreferentin\n\n"
            "Kessler Medizintechnik GmbH | Torgauer Straße 231 | 04347 Leipzig\nGeschäftsführer: Dr. Horst Kessler | "
            "Amtsgericht Leipzig HRB 12345\n",
        )
    )
    stage.expect_state("INVITED", "Kessler Medizintechnik")
    stage.at("2026-03-05T08:30")
    stage.mail(
        Post(
            VOGEL,
            "Vorstellungsgespräch Konstruktionsingenieur",
            "",
            html=outlook_html(
                "Sehr geehrter Herr Weidner,",
                "anbei die Termineinladung zu unserem Gespräch. Herr Petzold, der Leiter der Konstruktion, wird "
                "ebenfalls dabei sein. Bitte melden Sie sich am Empfang.",
                "Mit freundlichen Grüßen<br>Annette Vogel",
            ),
            event=Event(
                "040000008200E00074C5B7101A82E00800000000A0B1C2D3",
                "2026-03-12T14:00",
                "2026-03-12T15:00",
                VOGEL,
                ('"Petzold, Uwe" <uwe.petzold@kessler-medizintechnik.example>',),
                "Vorstellungsgespräch Herr Weidner",
                "Europe/Berlin",
                place="Leipzig\\, Raum 2.04",
            ),
            calendar="outlook",
            windows_zone="W. Europe Standard Time",
        )
    )
    stage.expect_state("SCHEDULED", "Kessler Medizintechnik")
    stage.at("2026-03-12T15:15")
    stage.expect_drafts(("T", "uwe.petzold@kessler-medizintechnik.example"))
    stage.expect_draft_text("T", says=("Gespräch", "Jonas Weidner"), lacks=("Thank you", "heute"))
    stage.at("2026-03-12T18:00")
    stage.send("T", of="Kessler Medizintechnik")
    stage.at("2026-03-13T16:47")
    stage.mail(
        Post(
            VOGEL,
            "AW: Vorstellungsgespräch Konstruktionsingenieur",
            "",
            html=outlook_html(
                "Sehr geehrter Herr Weidner,",
                "vielen Dank noch einmal für das angenehme Gespräch. Wir führen in den kommenden Tagen noch zwei "
                "weitere Gespräche und melden uns bis Ende nächster Woche mit einer Entscheidung bei Ihnen.",
                "Mit freundlichen Grüßen<br>Annette Vogel",
            ),
        )
    )
    stage.expect_state("WAITING", "Kessler Medizintechnik")
    stage.at("2026-03-24T08:59")
    stage.expect_drafts()
    stage.at("2026-03-24T09:00")
    stage.expect_drafts(("F", TO_VOGEL))
    stage.expect_draft_text("F", says=("Vogel",), lacks=("Thank you", "leider", "bis Ende"))
    stage.expect_reminders("card", 0)
    stage.expect_no_review()


WREN = "Wren Abbott <wren@saltmarshpress.example>"


def timeline_told_by_the_user(stage: ReplayStage) -> None:
    """Scenario 2: nobody writes it; the user was told so in the talk, on Thursday 12 March."""
    _at_saltmarsh(stage)
    stage.at("2026-03-12T19:00")
    stage.tell_timeline("by the end of next week", "Saltmarsh Press")
    stage.expect_state("WAITING", "Saltmarsh Press")
    stage.at("2026-03-23T18:00")
    stage.expect_drafts()
    stage.at("2026-03-24T09:00")
    stage.expect_drafts(("F", "wren@saltmarshpress.example"))


def timeline_extended(stage: LiveStage) -> None:
    """Scenario 19: end of next week, then "another week"; the check-in is filed on the new date only."""
    _at_saltmarsh(stage)
    stage.at("2026-03-12T17:30")
    told = Post(
        WREN,
        "Thank you for today",
        "Hi Priya,\n\nIt was great to have you in the office. Just so you know where things stand: we've two more "
        "people to see, and\nI'd expect to have an answer for you by the end of next week.\n\nWren\n",
    )
    stage.mail(told)
    stage.expect_state("WAITING", "Saltmarsh Press")
    stage.at("2026-03-20T15:00")
    stage.mail(
        Post(
            WREN,
            "Re: Thank you for today",
            "Hi Priya,\n\nA quick note so you're not left wondering - one of the panel has been off sick, so we're "
            "going to need about\nanother week before we can decide. Sorry about that!\n\nWren\n\n"
            "On Thu, 12 Mar 2026 at 17:30, Wren Abbott wrote:\n> I'd expect to have an answer for you by the end of "
            "next week.\n",
            answers=told,
        )
    )
    stage.at("2026-03-30T20:00")
    stage.expect_drafts()
    stage.at("2026-03-31T09:00")
    stage.expect_drafts(("F", "wren@saltmarshpress.example"))
    stage.expect_no_review()


def timeline_extended_after_the_draft(stage: LiveStage) -> None:
    """Scenario 19, late: the check-in lies in Drafts when the date moves; it is taken back and filed once more."""
    _at_saltmarsh(stage)
    stage.at("2026-03-13T10:00")
    stage.mail(
        Post(
            WREN,
            "Next steps",
            "Hi Priya,\n\nThanks again for yesterday. The plan is to make a decision by Friday 20 March and I'll ring "
            "you either way.\n\nBest,\nWren\n",
        )
    )
    stage.at("2026-03-24T09:00")
    stage.expect_drafts(("F", "wren@saltmarshpress.example"))
    stage.at("2026-03-24T11:20")
    stage.mail(
        Post(
            WREN,
            "Apologies for the delay",
            "Hi Priya,\n\nI owe you an update. Budget sign-off is dragging on our side, I'm afraid, and it'll now be "
            "Thursday 26 March before\nI can tell you anything definite. You're very much still in the running.\n\n"
            "Wren\n",
        )
    )
    stage.expect_drafts()
    stage.expect_state("WAITING", "Saltmarsh Press")
    stage.at("2026-03-29T18:00")
    stage.expect_drafts()
    stage.at("2026-03-30T09:00")
    stage.expect_drafts(("F", "wren@saltmarshpress.example"))


def _at_saltmarsh(stage: ReplayStage) -> None:
    """An interview on Thursday 12 March, thanked for."""
    stage.at("2026-03-06T09:20")
    stage.mail(
        Post(
            WREN,
            "Interview for Rights Manager at Saltmarsh Press - Thursday 12 March, 2pm",
            "Hi Priya,\n\nGreat, that's all confirmed then: we'll see you on Thursday 12 March at 2pm at our office "
            "on Rope Walk\nto talk about the Rights Manager role. It should take about an hour. Ask for me when you "
            "get here.\n\nWren Abbott\nManaging Editor\nSaltmarsh Press\n",
            event=Event(
                "saltmarsh-77@google.com",
                "2026-03-12T14:00",
                "2026-03-12T15:00",
                WREN,
                (),
                "Interview: Priya Raman (Rights Manager)",
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Saltmarsh Press")
    stage.at("2026-03-12T15:15")
    stage.expect_drafts(("T", "wren@saltmarshpress.example"))
    stage.expect_draft_text("T", says=("Rights Manager position at Saltmarsh Press",), lacks=("Priya Raman (",))
    stage.at("2026-03-12T15:30")
    stage.send("T", of="Saltmarsh Press")


GRETA = "Greta Halvorsen <greta.halvorsen@northlineferries.example>"


def _before_christmas(stage: LiveStage) -> None:
    stage.at("2026-12-10T11:00")
    stage.mail(
        Post(
            GRETA,
            "Northline Ferries: interview confirmed",
            "Hello Maya,\n\nYou're all set to meet with us about the Revenue Analyst opening at Northline Ferries on "
            "Thursday, December 17 at 1:00 PM\nEastern. The invite is attached. It's just the two of us, on Zoom.\n\n"
            "Greta Halvorsen\nDirector of Revenue\nNorthline Ferries\n",
            event=Event(
                "nl-rev-1217",
                "2026-12-17T13:00",
                "2026-12-17T13:45",
                GRETA,
                (),
                "Revenue Analyst interview",
                "America/New_York",
            ),
        )
    )
    stage.at("2026-12-17T14:05")
    stage.expect_drafts(("T", "greta.halvorsen@northlineferries.example"))


def after_the_holidays(stage: LiveStage) -> None:
    """Scenario 28: Thursday 17 December; an answer "after the holidays" is late on Tuesday 12 January."""
    _before_christmas(stage)
    stage.send("T", of="Northline Ferries")
    stage.at("2026-12-18T16:10")
    stage.mail(
        Post(
            GRETA,
            "Re: Northline Ferries: interview confirmed",
            "Hi Maya,\n\nGood talking with you! Everyone is about to scatter, so realistically you'll hear from us "
            "after the holidays.\n\nHappy New Year when it comes,\nGreta\n",
        )
    )
    stage.expect_state("WAITING", "Northline Ferries")
    stage.at("2027-01-11T20:00")
    stage.expect_drafts()
    stage.at("2027-01-12T09:00")
    stage.expect_drafts(("F", "greta.halvorsen@northlineferries.example"))


def day_ten_between_the_years(stage: LiveStage) -> None:
    """Scenario 28: nothing was said; day 10 is Sunday 27 December, so the check-in comes on 5 January."""
    _before_christmas(stage)
    stage.send("T", of="Northline Ferries")
    stage.at("2027-01-04T20:00")
    stage.expect_drafts()
    stage.at("2027-01-05T09:00")
    stage.expect_drafts(("F", "greta.halvorsen@northlineferries.example"))


SCRIPTS = {
    silence_across_the_ocean: MAYA,
    timeline_in_german: JONAS,
    timeline_told_by_the_user: PRIYA,
    timeline_extended: PRIYA,
    timeline_extended_after_the_draft: PRIYA,
    after_the_holidays: MAYA,
    day_ten_between_the_years: MAYA,
}
"""Every script, with whose mailbox it is."""
