"""Several rounds, roles, people and firms beside each other."""

from dataclasses import replace

from tests.scenarios.live import LiveStage
from tests.scenarios.on_replay import ReplayStage
from tests.scenarios.post import Event, Post, gmail_html, outlook_html
from tests.scenarios.seekers import MAYA, PRIYA, SAM

DEBORAH = "Deborah Kim <deborah.kim@tidewateranalytics.example>"
ANNA = "Anna Petrova <anna.petrova@tidewateranalytics.example>"
COLE = "Cole Brandt <cole.brandt@tidewateranalytics.example>"


def two_rounds(stage: LiveStage) -> None:
    """Scenario 3: a second round ends the first one's schedule and has notes and a check-in of its own."""
    stage.at("2026-03-04T10:00")
    stage.mail(
        Post(
            DEBORAH,
            "Invitation: Tidewater Analytics - Sam Delgado, Product Manager @ Tue Mar 10, 2026 1pm - 1:45pm (PDT) "
            "(sam.delgado@example.com)",
            "Deborah Kim has invited you to an event\n\nTidewater Analytics - Sam Delgado, Product Manager\n"
            "Tuesday Mar 10, 2026 ⋅ 1pm \N{EN DASH} 1:45pm\nPacific Time - Los Angeles\n",
            headers={"Sender": "Google Calendar <calendar-notification@google.com>"},
            event=Event(
                "tide-1@google.com",
                "2026-03-10T13:00",
                "2026-03-10T13:45",
                DEBORAH,
                (),
                "Tidewater Analytics - Sam Delgado, Product Manager interview",
                "America/Los_Angeles",
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Tidewater Analytics")
    stage.at("2026-03-10T14:30")
    stage.expect_draft_text("T", says=("the Product Manager position",), lacks=("Sam Delgado,",))
    stage.send("T", of="Tidewater Analytics")
    stage.at("2026-03-16T09:20")
    stage.mail(
        Post(
            DEBORAH,
            "Next step!",
            "",
            html=gmail_html(
                "Hi Sam,",
                "The team loved meeting you and we'd like to bring you in for an onsite with two of the folks you'd "
                "work with most closely. Could you share a few times next week that work for you?",
                "Deb",
            ),
            zone="America/Los_Angeles",
        )
    )
    stage.expect_state("INVITED", "Tidewater Analytics")
    stage.expect_applications("Tidewater Analytics")
    stage.at("2026-03-19T15:00")
    stage.mail(
        Post(
            DEBORAH,
            "Invitation: Onsite - Sam Delgado @ Tue Mar 24, 2026 10am - 12pm (PDT) (sam.delgado@example.com)",
            "Deborah Kim has invited you to an event\n\nOnsite - Sam Delgado\n",
            headers={"Sender": "Google Calendar <calendar-notification@google.com>"},
            event=Event(
                "tide-2@google.com",
                "2026-03-24T10:00",
                "2026-03-24T12:00",
                ANNA,
                (COLE,),
                "Onsite - Sam Delgado",
                "America/Los_Angeles",
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Tidewater Analytics")
    stage.at("2026-03-23T12:00")
    stage.expect_drafts()
    stage.at("2026-03-24T12:15")
    stage.expect_drafts(
        ("T", "anna.petrova@tidewateranalytics.example"), ("T", "cole.brandt@tidewateranalytics.example")
    )
    stage.at("2026-03-24T16:00")
    stage.send("T", of="Tidewater Analytics")
    stage.expect_state("THANKED", "Tidewater Analytics")
    stage.at("2026-03-25T09:00")
    stage.expect_reminders("card", 2)
    stage.at("2026-04-03T08:59")
    stage.expect_drafts()
    stage.at("2026-04-03T09:00")
    stage.expect_drafts(("F", "deborah.kim@tidewateranalytics.example"))
    stage.expect_draft_text("F", says=("March 24",), lacks=("March 10",))
    stage.expect_applications("Tidewater Analytics")


MILES = "Miles Okafor <miles.okafor@bluffpointcu.example>"


def _call_with_miles(stage: LiveStage) -> None:
    stage.at("2026-03-04T10:00")
    stage.mail(
        Post(
            MILES,
            "Phone interview, Bluff Point Credit Union",
            "Hello Maya,\n\nThis confirms our phone interview for the Branch Manager opening at Bluff Point Credit "
            "Union on "
            "Tuesday, March 10 at 2:00 PM ET.\nI will call you.\n\nMiles Okafor\nRegional Director\n",
            event=Event(
                "bluff-1",
                "2026-03-10T14:00",
                "2026-03-10T14:45",
                MILES,
                (),
                "Phone interview - Branch Manager",
                "America/New_York",
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Bluff Point Credit Union")


def user_was_waited_for(stage: LiveStage) -> None:
    """Scenario 6: the interviewer waited in vain; what was filed as if they had met is taken back."""
    _call_with_miles(stage)
    stage.at("2026-03-10T15:00")
    stage.expect_drafts(("T", "miles.okafor@bluffpointcu.example"))
    stage.at("2026-03-10T15:12")
    stage.mail(
        Post(
            MILES,
            "Re: Phone interview, Bluff Point Credit Union",
            "Hi Maya,\n\nI tried your number a few times at 2 and it went straight to voicemail. Sorry I missed you! "
            "If you're still interested,\nlet me know when would be a better time to talk.\n\nMiles\n",
        )
    )
    stage.expect_drafts()
    stage.expect_state("INVITED", "Bluff Point Credit Union")
    stage.at("2026-03-25T12:00")
    stage.expect_drafts()
    stage.expect_reminders("card", 0)


def interviewer_never_called(stage: LiveStage) -> None:
    """Scenario 6: the interviewer did not come and says sorry; that is no answer to a thank-you."""
    _call_with_miles(stage)
    stage.at("2026-03-10T16:40")
    stage.mail(
        Post(
            MILES,
            "So sorry",
            "Maya, I owe you an apology. I got pulled into an emergency at one of our branches and missed our call "
            "completely. Can we\nreschedule? I could do tomorrow or Thursday, whatever works on your end.\n\nMiles\n",
        )
    )
    stage.expect_drafts()
    stage.expect_state("INVITED", "Bluff Point Credit Union")
    stage.at("2026-03-11T12:00")
    stage.expect_reminders("card", 0)
    stage.mail(
        Post(
            MILES,
            "Phone interview, take two",
            "Great, Thursday it is.\n",
            event=Event(
                "bluff-2",
                "2026-03-12T11:00",
                "2026-03-12T11:45",
                MILES,
                (),
                "Phone interview - Branch Manager",
                "America/New_York",
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Bluff Point Credit Union")
    stage.at("2026-03-12T12:00")
    stage.expect_drafts(("T", "miles.okafor@bluffpointcu.example"))
    stage.expect_draft_text("T", says=("March 12",), lacks=("March 10", "again"))


YUKI = "Yuki Tanaka <yuki.tanaka@corvidsystems.example>"
LEVER = "Corvid Systems <no-reply@hire.lever.co>"


def _two_roles(stage: LiveStage) -> None:
    """A, Site Reliability Engineer, is WAITING since 3 March; B, Platform Engineer, is SCHEDULED for the 12th."""
    for applied, role, number in ((16, "Site Reliability Engineer", "R-2210"), (17, "Platform Engineer", "R-2231")):
        stage.at(f"2026-02-{applied}T10:00")
        stage.mail(
            Post(
                LEVER,
                f"Corvid Systems: we received your application for {role} ({number})",
                f"Hi Sam,\n\nThank you for applying for the {role} role ({number}) at Corvid Systems. Your application "
                "has been received and will be\nreviewed by our team.\n\nCorvid Systems\n",
            )
        )
    for sent, day, role, number, lead in (
        ("2026-02-24T10:00", "2026-03-03", "Site Reliability Engineer", "R-2210", "Gus Ferrante"),
        ("2026-03-05T10:00", "2026-03-12", "Platform Engineer", "R-2231", "Lena Osei"),
    ):
        stage.at(sent)
        stage.mail(
            Post(
                YUKI,
                f"Corvid Systems interview: {role} ({number})",
                f"Hi Sam,\n\nYou're booked to interview for {role} ({number}). Details in the invite.\n\n"
                "Yuki Tanaka\nRecruiting Coordinator, Corvid Systems\n",
                event=Event(
                    f"corvid-{number}",
                    f"{day}T11:00",
                    f"{day}T12:00",
                    YUKI,
                    (f"{lead} <{lead.split(maxsplit=1)[0].lower()}@corvidsystems.example>",),
                    f"Corvid Systems: {role} interview",
                    "America/Los_Angeles",
                ),
            )
        )
        if number == "R-2210":
            stage.at("2026-03-03T13:00")
            stage.send("T", of="Corvid Systems")
    stage.expect_state("WAITING", "Corvid Systems", "Site Reliability Engineer")
    stage.expect_state("SCHEDULED", "Corvid Systems", "Platform Engineer")


def no_for_one_of_two_roles(stage: LiveStage) -> None:
    """Scenario 15: the no names one number; the other role goes on."""
    _two_roles(stage)
    stage.at("2026-03-09T10:00")
    stage.mail(
        Post(
            LEVER,
            "Update on your application to Corvid Systems",
            "Hi Sam,\n\nThank you for taking the time to interview for Site Reliability Engineer (R-2210). We've "
            "decided to go with another candidate\nfor this one. We know that's not the news you were hoping for.\n\n"
            "Corvid Systems\n",
        )
    )
    stage.expect_state("REJECTED", "Corvid Systems", "Site Reliability Engineer")
    stage.expect_state("SCHEDULED", "Corvid Systems", "Platform Engineer")
    stage.expect_no_review()
    stage.at("2026-03-12T12:15")
    stage.expect_drafts(("T", "lena@corvidsystems.example"))
    stage.expect_draft_text("T", says=("Platform Engineer",), lacks=("Reliability",))


def answer_for_the_other_role(stage: LiveStage) -> None:
    """Scenario 15: what is written in the thread of one role never stops the check-in of the other."""
    _two_roles(stage)
    stage.at("2026-03-11T10:00")
    stage.mail(
        Post(
            YUKI,
            "Re: Corvid Systems interview: Platform Engineer (R-2231)",
            "Hi Sam,\n\nJust confirming that parking is free in front of building 4. See you tomorrow!\n\nYuki\n",
        )
    )
    stage.expect_state("WAITING", "Corvid Systems", "Site Reliability Engineer")
    stage.expect_state("SCHEDULED", "Corvid Systems", "Platform Engineer")
    stage.at("2026-03-13T09:00")  # day 10 of the first role
    stage.expect_drafts(("F", "yuki.tanaka@corvidsystems.example"), ("T", "lena@corvidsystems.example"))
    stage.expect_draft_text("F", says=("Site Reliability Engineer",), lacks=("Platform",))


CALLUM = "Callum Reid <callum.reid@meridiansearch.example>"


def through_an_agency(stage: ReplayStage) -> None:
    """Scenario 16: the company is the client; every note goes to the recruiter of the agency, as does the no come."""
    stage.at("2026-05-06T15:00")
    invitation = Post(
        CALLUM,
        "Lockhart Capital - Data Governance Lead - interview",
        "",
        html=outlook_html(
            "Hi Priya,",
            "Great news, my client Lockhart Capital would like to meet you for the Data Governance Lead role. "
            "It&#8217;s confirmed for Tuesday 12 May at 11am at their offices in Holborn. You&#8217;ll be seeing the "
            "Head of Data "
            "and someone from risk. Invite attached from me as usual.",
            "Give me a ring when you come out and let me know how it went.",
            "Kind regards,<br>Callum Reid<br>Principal Consultant<br>Meridian Search Partners<br>"
            "<i>Meridian Search Partners Ltd is acting as an employment agency in relation to this vacancy.</i>",
        ),
        event=Event(
            "meridian-lockhart-1",
            "2026-05-12T11:00",
            "2026-05-12T12:00",
            CALLUM,
            (),
            "Priya Raman / Lockhart Capital - F2F interview",
        ),
        calendar="outlook",
        windows_zone="GMT Standard Time",
    )
    stage.mail(invitation)
    stage.expect_state("SCHEDULED", "Lockhart Capital")
    stage.at("2026-05-12T12:15")
    stage.expect_drafts(("T", "callum.reid@meridiansearch.example"))
    stage.expect_draft_text("T", says=("Callum", "Lockhart Capital", "arrang"))
    stage.at("2026-05-12T14:00")
    stage.send("T", of="Lockhart Capital")
    stage.at("2026-05-22T09:00")
    stage.expect_drafts(("F", "callum.reid@meridiansearch.example"))
    stage.at("2026-05-22T11:00")
    stage.mail(
        Post(
            CALLUM,
            "RE: Lockhart Capital - Data Governance Lead - interview",
            "Hi Priya,\n\nFinally heard back from them. Bad news I'm afraid, the client went with someone internal in "
            "the end. Feedback on you was really\npositive so don't be disheartened. I've a couple of other things "
            "coming up I'd like to run past you, speak next week?\n\nCallum\n",
            answers=replace(invitation, event=None),
        )
    )
    stage.expect_state("REJECTED", "Lockhart Capital")
    stage.expect_drafts()
    stage.at("2026-07-01T09:00")
    stage.expect_drafts()


SCRIPTS = {
    two_rounds: SAM,
    user_was_waited_for: MAYA,
    interviewer_never_called: MAYA,
    no_for_one_of_two_roles: SAM,
    answer_for_the_other_role: SAM,
    through_an_agency: PRIYA,
}
"""Every script, with whose mailbox it is."""
