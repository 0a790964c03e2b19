"""Interviews that are agreed on and moved in words, with no calendar or a late one."""

from tests.scenarios.live import LiveStage
from tests.scenarios.post import LONDON, Event, Post, gmail_html, outlook_html
from tests.scenarios.seekers import PRIYA

NIAMH = "Niamh Gallagher <niamh.gallagher@fernhill-school.example>"


def moved_in_prose(stage: LiveStage) -> None:
    """Scenario 4 without a calendar: one asks to move, the other agrees, and only then there is a new time."""
    stage.at("2026-05-05T16:30")
    first = Post(
        NIAMH,
        "Interview - Teacher of Physics, Fernhill School",
        "Dear Ms Raman,\n\nThank you for applying for the post of Teacher of Physics at Fernhill School. I am pleased "
        "to confirm your interview on\nTuesday 12 May 2026 at 9.30am. You will teach a 30 minute lesson to Year 9, "
        "followed by a conversation with the Head and\nmyself. Please bring photographic ID.\n\n"
        "Yours sincerely,\n\nNiamh Gallagher\nDeputy Head (Staffing)\nFernhill School\n",
    )
    stage.mail(first)
    stage.expect_state("SCHEDULED", "Fernhill School")
    stage.at("2026-05-11T08:10")
    asks = Post(
        NIAMH,
        "Re: Interview - Teacher of Physics, Fernhill School",
        "Dear Priya,\n\nI'm so sorry to do this at short notice - the Head has been called away tomorrow and we can't "
        "go ahead without her.\nWould Thursday at 2pm be possible instead?\n\nNiamh\n",
        answers=first,
    )
    stage.mail(asks)
    stage.at("2026-05-11T08:31")
    yes = Post(
        f"Priya Raman <{stage.address}>",
        "Re: Interview - Teacher of Physics, Fernhill School",
        "Dear Niamh,\n\nThat's no trouble at all, Thursday at 2pm works for me.\n\nKind regards,\nPriya\n",
        to=NIAMH,
        answers=asks,
    )
    stage.own_note(yes)
    stage.at("2026-05-11T08:50")
    stage.mail(
        Post(
            NIAMH,
            "Re: Interview - Teacher of Physics, Fernhill School",
            "Wonderful, thank you for being so flexible. We'll see you on Thursday 14 May at 2pm then.\n\nNiamh\n\n"
            "> Dear Niamh,\n>\n> That's no trouble at all, Thursday at 2pm works for me.\n",
            answers=yes,
        )
    )
    stage.expect_state("SCHEDULED", "Fernhill School")
    stage.at("2026-05-12T13:00")
    stage.expect_drafts()
    stage.at("2026-05-14T13:59")
    stage.expect_drafts()
    stage.at("2026-05-14T15:20")
    stage.expect_drafts(("T", "niamh.gallagher@fernhill-school.example"))
    stage.expect_draft_text("T", says=("the Teacher of Physics position at Fernhill School",))


def agreed_in_words_only(stage: LiveStage) -> None:
    """Scenario 32: a time is agreed on by mail; the calendar event that follows is the same interview."""
    stage.at("2026-05-04T15:00")
    ask = Post(
        "Gwen Pritchard <gwen@pritchardandrowe.example>",
        "Office manager role",
        "",
        html=gmail_html(
            "Hello Priya,",
            "Thank you for your application for the office manager job with us at Pritchard &amp; Rowe. Could we speak "
            "on the phone next week? I could do Wednesday morning or Thursday afternoon.",
            "Gwen Pritchard<br>Partner, Pritchard &amp; Rowe Solicitors",
        ),
    )
    stage.mail(ask)
    stage.expect_state("INVITED", "Pritchard & Rowe")
    stage.at("2026-05-04T17:45")
    answer = Post(
        f"Priya Raman <{stage.address}>",
        "Re: Office manager role",
        "Hello Gwen, Thursday 2pm would be perfect for me, on 07700 900123.\n\nPriya\n",
        to="gwen@pritchardandrowe.example",
        answers=ask,
    )
    stage.own_note(answer)
    stage.at("2026-05-05T09:10")
    yes = Post(
        "Gwen Pritchard <gwen@pritchardandrowe.example>",
        "Re: Office manager role",
        "Thursday 2pm works for me too, I'll call you on that number.\n\nGwen\n\n"
        "On Mon, 4 May 2026 at 17:45, Priya Raman wrote:\n> Hello Gwen, Thursday 2pm would be perfect for me, on\n"
        "> 07700 900123.\n",
        answers=answer,
    )
    stage.mail(yes)
    stage.expect_state("SCHEDULED", "Pritchard & Rowe")
    stage.at("2026-05-06T11:00")
    stage.mail(
        Post(
            "Gwen Pritchard <gwen@pritchardandrowe.example>",
            "Phone interview - Priya Raman",
            "",
            html=outlook_html("Just popping this in both our diaries.", "Gwen"),
            event=Event(
                "040000008200E00074C5B7101A82E00800000000GP14",
                "2026-05-07T14:00",
                "2026-05-07T14:30",
                "Gwen Pritchard <gwen@pritchardandrowe.example>",
                (),
                "Phone interview - Priya Raman",
            ),
            calendar="outlook",
            windows_zone="GMT Standard Time",
            zone_rules=LONDON,
        )
    )
    stage.expect_state("SCHEDULED", "Pritchard & Rowe")
    stage.at("2026-05-07T14:45")
    stage.expect_drafts(("T", "gwen@pritchardandrowe.example"))
    stage.at("2026-05-07T18:00")
    stage.expect_drafts(("T", "gwen@pritchardandrowe.example"))
    stage.expect_reminders("ask_timeline", 1)
    stage.expect_applications("Pritchard & Rowe")


SCRIPTS = {
    moved_in_prose: PRIYA,
    agreed_in_words_only: PRIYA,
}
"""Every script, with whose mailbox it is."""
