"""Days without power: what came in meanwhile counts first, and nothing stale is filed."""

from tests.scenarios.live import LiveStage
from tests.scenarios.post import Event, Post, outlook_html
from tests.scenarios.seekers import SAM


def five_days_without_power(stage: LiveStage) -> None:
    """Scenario 30: off from before the interview until day 5; the thank-you comes late, no card, F as ever."""
    _screen_in_portland(stage)
    stage.asleep_at("2026-03-15T12:00")
    stage.at("2026-03-15T12:01")
    stage.expect_drafts(("T", "luis.ferro@cobaltcreek.example"))
    stage.expect_draft_text("T", lacks=("today", "this morning", "yesterday"))
    stage.expect_reminders("card", 0)
    stage.expect_reminders("ask_timeline", 0)
    stage.at("2026-03-15T12:30")
    stage.delete("T", of="Cobalt Creek Brewing")
    stage.at("2026-03-20T08:59")
    stage.expect_drafts()
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(("F", "luis.ferro@cobaltcreek.example"))


def five_days_without_power_and_a_note_in_sent(stage: LiveStage) -> None:
    """Scenario 30: off for five days, and the user wrote a thank-you meanwhile: none is filed."""
    _screen_in_portland(stage)
    stage.asleep_at("2026-03-10T13:00")
    stage.own_note_unseen(
        Post(
            f"Sam Delgado <{stage.address}>",
            "Thanks, Luis",
            "Hi Luis - thanks a lot for walking me through the taproom plans earlier. I'd love to be part of it."
            "\nSam\n",
            to="luis.ferro@cobaltcreek.example",
        )
    )
    stage.asleep_at("2026-03-15T12:00")
    stage.at("2026-03-15T12:01")
    stage.expect_drafts()
    stage.expect_state("WAITING", "Cobalt Creek Brewing")


def twenty_days_without_power(stage: LiveStage) -> None:
    """Scenario 30: off until day 20; no thank-you, and whether to check in is asked."""
    _screen_in_portland(stage)
    stage.asleep_at("2026-03-30T12:00")
    stage.at("2026-03-30T12:01")
    stage.expect_drafts()
    stage.expect_reviews("late")


def asleep_while_the_no_came(stage: LiveStage) -> None:
    """Scenario 30: what came in while the service was off counts before anything is filed."""
    _screen_in_portland(stage)
    stage.asleep_at("2026-03-11T15:00")
    stage.mail_unseen(
        Post(
            "Luis Ferro <luis.ferro@cobaltcreek.example>",
            "Taproom Manager",
            "",
            html=outlook_html(
                "Sam,",
                "Really appreciated you coming by. After talking it over we&#8217;ve gone with somebody who has run a "
                "kitchen as well as a bar, so we won&#8217;t be taking your application any further.",
                "I wish you the very best with the search.",
                "Luis",
            ),
        )
    )
    stage.asleep_at("2026-03-12T08:00")
    stage.at("2026-03-12T08:01")
    stage.expect_state("REJECTED", "Cobalt Creek Brewing")
    stage.expect_drafts()
    stage.at("2026-05-01T08:00")
    stage.expect_drafts()
    stage.expect_events("rejection", 1)


def _screen_in_portland(stage: LiveStage) -> None:
    """Set for Tuesday 10 March, 10:00 to 11:00 in Los Angeles."""
    stage.at("2026-03-05T14:00")
    luis = "Luis Ferro <luis.ferro@cobaltcreek.example>"
    stage.mail(
        Post(
            luis,
            "Cobalt Creek Brewing - Taproom Manager interview",
            "Hey Sam,\n\nLooking forward to meeting you Tuesday March 10 at 10am at the brewery. Come round the side "
            "door, the front is\nlocked till noon. I've stuck an invite on here so it's on your calendar.\n\n"
            "Luis Ferro\nOwner, Cobalt Creek Brewing\n503-555-0148\n",
            event=Event(
                "cc-tap-0310",
                "2026-03-10T10:00",
                "2026-03-10T11:00",
                luis,
                (),
                "Interview - Sam D. - Taproom Manager",
                "America/Los_Angeles",
            ),
            zone="America/Los_Angeles",
        )
    )
    stage.expect_state("SCHEDULED", "Cobalt Creek Brewing")
    stage.at("2026-03-09T20:00")


SCRIPTS = {
    five_days_without_power: SAM,
    five_days_without_power_and_a_note_in_sent: SAM,
    twenty_days_without_power: SAM,
    asleep_while_the_no_came: SAM,
}
"""Every script, with whose mailbox it is."""
