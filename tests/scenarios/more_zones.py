"""Other zones: names that only Windows knows, the change of the clocks, days that end earlier in UTC."""

from tests.scenarios.live import LiveStage
from tests.scenarios.post import PACIFIC, Event, Post, outlook_html
from tests.scenarios.seekers import JONAS, SAM

HOLLIS = "Hollis Grant <hollis@redwoodledger.example>"


def pacific_by_its_windows_name(stage: LiveStage) -> None:
    """Scenario 20: 09:00 in San Francisco is 18:00 in Berlin; the thank-you comes by the end instant."""
    stage.at("2026-05-06T19:30")
    stage.mail(
        Post(
            HOLLIS,
            "Interview: Backend Engineer, Redwood Ledger",
            "",
            html=outlook_html(
                "Hi Jonas,",
                "Confirming our call on May 12 at 9am PT for the Backend Engineer position at Redwood Ledger.",
                "Hollis",
            ),
            event=Event(
                "040000008200E00074C5B7101A82E008000000009PT1",
                "2026-05-12T09:00",
                "2026-05-12T10:00",
                HOLLIS,
                (),
                "Redwood Ledger / Jonas Weidner",
                "America/Los_Angeles",
            ),
            calendar="outlook",
            windows_zone="Pacific Standard Time",
            zone_rules=PACIFIC,
            zone="America/Los_Angeles",
        )
    )
    stage.expect_state("SCHEDULED", "Redwood Ledger")
    stage.expect_no_review()
    stage.at("2026-05-12T19:14")
    stage.expect_drafts()
    stage.at("2026-05-12T19:15")
    stage.expect_drafts(("T", "hollis@redwoodledger.example"))
    stage.expect_draft_text("T", says=("the Backend Engineer position at Redwood Ledger",))
    stage.expect_state("INTERVIEWED", "Redwood Ledger")


def prose_and_calendar_contradict(stage: LiveStage) -> None:
    """Scenario 20: the words say 9am PT, the event says 09:00 UTC; nobody knows, so the user is asked."""
    stage.at("2026-05-06T19:30")
    stage.mail(
        Post(
            HOLLIS,
            "Interview: Backend Engineer, Redwood Ledger",
            "Hi Jonas,\n\nConfirming our call on May 12 at 9am PT for the Backend Engineer position at Redwood "
            "Ledger.\n\nHollis\n",
            event=Event(
                "rl-utc-1", "2026-05-12T09:00", "2026-05-12T10:00", HOLLIS, (), "Redwood Ledger / Jonas Weidner", "UTC"
            ),
        )
    )
    stage.expect_reviews("times_contradict")
    stage.at("2026-05-12T13:00")
    stage.expect_drafts()


def _new_york(stage: LiveStage, day: str) -> None:
    stage.mail(
        Post(
            "Ruth Adler <radler@halcyonbio.example>",
            "Halcyon Bio | Lab Automation Lead interview",
            "Jonas,\n\nThe interview for Lab Automation Lead is on the calendar. Dial-in details are in the invite.\n\n"
            "Ruth Adler\nHalcyon Bio\nBoston, MA\n",
            event=Event(
                f"halcyon-{day}",
                f"{day}T10:00",
                f"{day}T10:45",
                "Ruth Adler <radler@halcyonbio.example>",
                (),
                "Jonas Weidner x Halcyon Bio",
                "America/New_York",
            ),
            zone="America/New_York",
        )
    )
    stage.expect_state("SCHEDULED", "Halcyon Bio")


def clock_change_in_between(stage: LiveStage) -> None:
    """Scenario 21: on 31 March 10:00 in New York is 16:00 in Berlin, though on the day of receipt it was 15:00."""
    stage.at("2026-03-20T17:00")
    _new_york(stage, "2026-03-31")
    stage.at("2026-03-31T16:59")
    stage.expect_drafts()
    stage.at("2026-03-31T17:00")
    stage.expect_drafts(("T", "radler@halcyonbio.example"))


def between_the_two_clock_changes(stage: LiveStage) -> None:
    """Scenario 21: on 17 March America has switched and Europe has not; the check-in stays at 09:00 by the wall."""
    stage.at("2026-03-11T17:00")
    _new_york(stage, "2026-03-17")
    stage.at("2026-03-17T15:59")
    stage.expect_drafts()
    stage.at("2026-03-17T16:00")
    stage.expect_drafts(("T", "radler@halcyonbio.example"))
    stage.at("2026-03-19T18:00")
    stage.send("T", of="Halcyon Bio")
    stage.at("2026-03-30T08:59")
    stage.expect_drafts()
    stage.at("2026-03-30T09:00")
    stage.expect_drafts(("F", "radler@halcyonbio.example"))


def over_midnight_utc(stage: LiveStage) -> None:
    """Scenario 22: 16:30 to 17:30 in Los Angeles ends on the next day in UTC; days are counted at home."""
    stage.at("2026-03-11T11:00")
    marta = "Marta Oyelaran <marta@driftwoodgames.example>"
    stage.mail(
        Post(
            marta,
            "Driftwood Games <> Sam: Level Designer",
            "Hi Sam! Booked us in for Tuesday at 4:30pm. Invite attached. Bring your weirdest level.\n\nMarta\n"
            "Driftwood Games\n",
            event=Event(
                "dw-lvl-1",
                "2026-03-17T16:30",
                "2026-03-17T17:30",
                marta,
                (),
                "Interview: Level Designer (Driftwood Games)",
                "America/Los_Angeles",
            ),
            zone="America/Los_Angeles",
        )
    )
    stage.at("2026-03-17T17:44")
    stage.expect_drafts()
    stage.at("2026-03-17T17:45")
    stage.expect_drafts(("T", "marta@driftwoodgames.example"))
    stage.expect_draft_text("T", says=("March 17", "the Level Designer position at Driftwood Games"))
    stage.at("2026-03-18T08:59")
    stage.expect_reminders("card", 0)
    stage.at("2026-03-18T09:00")
    stage.expect_reminders("card", 1)
    stage.at("2026-03-27T09:00")  # day 10 by the calendar of Los Angeles
    stage.expect_drafts(("F", "marta@driftwoodgames.example"), ("T", "marta@driftwoodgames.example"))


SCRIPTS = {
    pacific_by_its_windows_name: JONAS,
    prose_and_calendar_contradict: JONAS,
    clock_change_in_between: JONAS,
    between_the_two_clock_changes: JONAS,
    over_midnight_utc: SAM,
}
"""Every script, with whose mailbox it is."""
