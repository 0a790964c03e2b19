"""Days with several talks, holds, declined guests, and the same agency with two clients."""

from dataclasses import replace

from tests.scenarios.live import LiveStage
from tests.scenarios.post import Event, Post
from tests.scenarios.seekers import MAYA, PRIYA, SAM

JUNE = "June Castellano <june@heliotropefilms.example>"


def _slot(number: int, start: str, end: str, who: str) -> Event:
    return Event(
        f"helio-{number}@google.com",
        f"2026-03-10T{start}",
        f"2026-03-10T{end}",
        JUNE,
        (who,),
        f"Heliotrope Films onsite {number}/3: Sam Delgado (Post Supervisor)",
        "America/Los_Angeles",
    )


ONSITE = (
    _slot(1, "10:00", "10:45", "Abel Ochoa <abel@heliotropefilms.example>"),
    _slot(2, "11:00", "11:45", "Bree Tan <bree@heliotropefilms.example>"),
    _slot(3, "13:00", "13:45", "Cyrus Webb <cyrus@heliotropefilms.example>"),
)


def _onsite(stage: LiveStage) -> None:
    stage.at("2026-03-03T09:00")
    stage.mail(
        Post(
            JUNE,
            "Your onsite at Heliotrope Films",
            "Hi Sam,\n\nWe'd love to have you in for an onsite interview for Post Supervisor at Heliotrope Films. "
            "Three "
            "invites are on their way, one\nfor each conversation.\n\nJune Castellano\nRecruiter, Heliotrope Films\n",
        )
    )
    for minute, event in enumerate(ONSITE, 1):
        stage.at(f"2026-03-03T10:0{minute}")
        stage.mail(
            Post(
                JUNE,
                f"Invitation: {event.summary} @ Tue Mar 10, 2026 (sam.delgado@example.com)",
                "You have been invited to the following event.\n",
                headers={"Sender": "Google Calendar <calendar-notification@google.com>"},
                event=event,
            )
        )
    stage.expect_state("SCHEDULED", "Heliotrope Films")
    stage.expect_applications("Heliotrope Films")


def three_talks_on_one_day(stage: LiveStage) -> None:
    """Each talk is thanked for behind its own end; there is one check-in, behind the last."""
    _onsite(stage)
    stage.at("2026-03-10T11:00")
    stage.expect_drafts(("T", "abel@heliotropefilms.example"))
    stage.expect_state("SCHEDULED", "Heliotrope Films")
    stage.at("2026-03-10T14:00")
    stage.expect_drafts(*(("T", f"{name}@heliotropefilms.example") for name in ("abel", "bree", "cyrus")))
    stage.expect_state("INTERVIEWED", "Heliotrope Films")
    stage.at("2026-03-10T20:00")
    stage.send("T", of="Heliotrope Films")
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", "june@heliotropefilms.example"))
    stage.at("2026-04-30T09:00")
    stage.expect_drafts(("F", "june@heliotropefilms.example"))
    stage.expect_applications("Heliotrope Films")


def one_talk_of_three_called_off(stage: LiveStage) -> None:
    """One of the three talks falls away; the day stays, and nobody thanks a person never met."""
    _onsite(stage)
    stage.at("2026-03-09T16:00")
    gone = replace(ONSITE[1], method="CANCEL", sequence=1, stamp="2026-03-09T15:00")
    stage.mail(
        Post(
            JUNE,
            f"Canceled event: {gone.summary} @ Tue Mar 10, 2026 11am - 11:45am (PDT) (sam.delgado@example.com)",
            "This event has been canceled and removed from your calendar.\n\nBree is out sick, sorry! The other two "
            "are unchanged.\n",
            headers={"Sender": "Google Calendar <calendar-notification@google.com>"},
            event=gone,
        )
    )
    stage.expect_state("SCHEDULED", "Heliotrope Films")
    stage.at("2026-03-10T14:00")
    stage.expect_drafts(("T", "abel@heliotropefilms.example"), ("T", "cyrus@heliotropefilms.example"))


CALLUM = "Callum Reid <callum.reid@meridiansearch.example>"


def one_recruiter_and_two_clients(stage: LiveStage) -> None:
    """Scenario 16: the same agent writes for two clients; the no of one leaves the other alone."""
    for at, day, client, role in (
        ("2026-03-02T10:00", "2026-03-10", "Lockhart Capital", "Data Governance Lead"),
        ("2026-03-03T10:00", "2026-03-12", "Tamar Valley Foods", "Head of Reporting"),
    ):
        stage.at(at)
        stage.mail(
            Post(
                CALLUM,
                f"Interview: {role} - {client}",
                f"Hi Priya,\n\nMy client {client} would like to meet you about their {role} role, and I'm pleased to "
                "confirm the interview as per the invite.\nShout if you need anything beforehand.\n\nCallum Reid\n"
                "Principal Consultant\nMeridian Search Partners - recruitment consultants\n",
                event=Event(
                    f"meridian-{client[:4]}", f"{day}T11:00", f"{day}T12:00", CALLUM, (), f"Interview - {client}"
                ),
            )
        )
        stage.expect_state("SCHEDULED", client)
    stage.expect_applications("Lockhart Capital", "Tamar Valley Foods")
    stage.at("2026-03-11T16:00")
    stage.mail(
        Post(
            CALLUM,
            "Lockhart Capital feedback",
            "Hi Priya,\n\nLockhart Capital have come back to me and sadly they won't be taking things further for the "
            "Data Governance Lead role.\nOnwards - good luck tomorrow!\n\nCallum\n",
        )
    )
    stage.expect_state("REJECTED", "Lockhart Capital")
    stage.expect_state("SCHEDULED", "Tamar Valley Foods")
    stage.expect_drafts()
    stage.at("2026-03-12T12:15")
    stage.expect_drafts(("T", "callum.reid@meridiansearch.example"))
    stage.expect_draft_text("T", says=("Tamar Valley Foods",), lacks=("Lockhart",))


def a_hold_is_no_interview(stage: LiveStage) -> None:
    """A tentative slot in the calendar fixes nothing; the confirmed one behind it does."""
    nadia = "Nadia Rahimi <nadia@tollgatebooks.example>"
    stage.at("2026-03-03T10:00")
    hold = Event(
        "toll-1",
        "2026-03-10T10:00",
        "2026-03-10T11:00",
        nadia,
        (),
        "HOLD: Interview Maya Okonkwo / Tollgate Books",
        "America/New_York",
    )
    stage.mail(
        Post(
            nadia,
            "HOLD: Interview Maya Okonkwo / Tollgate Books",
            "Hi Maya,\n\nI'm putting a placeholder on the calendar for the Events Manager interview at Tollgate Books "
            "while I check with the\nowners. I'll confirm as soon as I can.\n\nNadia\n",
            event=hold,
        )
    )
    stage.expect_state("INVITED", "Tollgate Books")
    stage.at("2026-03-10T12:00")
    stage.expect_drafts()
    stage.at("2026-03-10T15:00")
    stage.mail(
        Post(
            nadia,
            "Interview Maya Okonkwo / Tollgate Books",
            "Hi Maya,\n\nSorry for the back and forth, we're confirmed for Thursday at 10 now!\n\nNadia\n",
            event=replace(
                hold,
                uid="toll-2",
                start="2026-03-12T10:00",
                end="2026-03-12T11:00",
                summary="Interview Maya Okonkwo / Tollgate Books",
            ),
        )
    )
    stage.expect_state("SCHEDULED", "Tollgate Books")
    stage.at("2026-03-12T11:15")
    stage.expect_drafts(("T", "nadia@tollgatebooks.example"))


def the_user_never_sends_the_thank_you(stage: LiveStage) -> None:
    """The thank-you lies there for weeks; the check-in counts from the interview and claims no earlier note."""
    rhys = "Rhys Tudor <rhys@ottermill.example>"
    stage.at("2026-03-03T10:00")
    stage.mail(
        Post(
            rhys,
            "Otter Mill: Miller's assistant",
            "Hi Priya,\n\nAll confirmed for Tuesday 10 March at 2pm at Otter Mill about the Miller's Assistant job. "
            "Wellies if it's wet!\n\nRhys\n",
            event=Event("otter-1", "2026-03-10T14:00", "2026-03-10T15:00", rhys, (), "Otter Mill interview"),
        )
    )
    stage.at("2026-03-12T16:00")
    stage.expect_state("WAITING", "Otter Mill")
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", "rhys@ottermill.example"), ("T", "rhys@ottermill.example"))
    stage.expect_draft_text("F", says=("10 March",), lacks=("thank you for your note", "my last", "earlier note"))
    stage.at("2026-04-03T09:00")
    stage.expect_state("WALKED_AWAY", "Otter Mill")
    stage.at("2026-06-03T09:00")
    stage.expect_reminders("move_on", 1)
    stage.expect_reminders("draft_waiting", 2)


SCRIPTS = {
    three_talks_on_one_day: SAM,
    one_talk_of_three_called_off: SAM,
    one_recruiter_and_two_clients: PRIYA,
    a_hold_is_no_interview: MAYA,
    the_user_never_sends_the_thank_you: PRIYA,
}
"""Every script, with whose mailbox it is."""
