"""
The scenarios of the recruiter's practice, one function each. Day 0 is Tuesday 10 March 2026 unless said.

Each is played on the real daemon and through `afterword replay`.
"""

from tests.scenarios.cast import (
    HANNAH,
    LEA,
    OMAR,
    TO_HANNAH,
    TO_LEA,
    TO_OMAR,
    cancellation,
    confirmation,
    invitation,
    receipt,
    rejection,
)
from tests.scenarios.stage import Letter, Stage

T_OMAR, F_HANNAH = ("T", TO_OMAR), ("F", TO_HANNAH)


def _interviewed(stage: Stage, **how: object) -> None:
    """Everything up to the end of an interview on Tuesday 10 March, 10:00 to 11:00."""
    stage.at("2026-03-04T09:00")
    stage.mail(invitation())
    stage.at("2026-03-05T09:00")
    stage.mail(confirmation("2026-03-10", **how))  # type: ignore[arg-type]
    stage.at("2026-03-10T11:20")


def plain_silence(stage: Stage) -> None:
    """Scenario 1: thank, card, one check-in on day 10, then walk away; never a third note."""
    stage.at("2026-03-02T09:00")
    stage.mail(receipt())
    stage.expect_state("APPLIED")
    stage.at("2026-03-04T09:00")
    stage.mail(invitation())
    stage.expect_state("INVITED")
    stage.at("2026-03-05T09:00")
    stage.mail(confirmation("2026-03-10"))
    stage.expect_state("SCHEDULED")
    stage.at("2026-03-10T07:50")
    stage.expect_reminders("ask_timeline", 0)
    stage.at("2026-03-10T08:01")
    stage.expect_reminders("ask_timeline", 1)
    stage.at("2026-03-10T11:14")
    stage.expect_drafts()
    stage.at("2026-03-10T11:15")
    stage.expect_drafts(T_OMAR)
    stage.expect_state("INTERVIEWED")
    stage.at("2026-03-10T12:00")
    stage.send("T")
    stage.expect_state("THANKED")
    stage.expect_drafts()
    stage.at("2026-03-11T08:59")
    stage.expect_reminders("card", 0)
    stage.at("2026-03-11T09:00")
    stage.expect_reminders("card", 1)
    stage.expect_state("WAITING")
    stage.at("2026-03-20T08:59")
    stage.expect_drafts()
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(F_HANNAH)
    stage.at("2026-03-23T10:00")
    stage.send("F")
    stage.expect_state("FOLLOWED_UP")
    stage.at("2026-04-06T08:59")
    stage.expect_state("FOLLOWED_UP")
    stage.at("2026-04-06T09:00")
    stage.expect_state("WALKED_AWAY")
    stage.at("2026-05-30T09:00")
    stage.expect_drafts()
    stage.expect_reminders("move_on", 1)
    stage.expect_reminders("draft_waiting", 2)


def timeline_stated(stage: Stage) -> None:
    """Scenario 2: interview Thursday 12 March; told "by the end of next week", the check-in comes Tuesday 24."""
    stage.at("2026-03-05T09:00")
    stage.mail(confirmation("2026-03-12"))
    stage.at("2026-03-12T11:30")
    stage.send("T")
    stage.at("2026-03-13T16:00")
    stage.mail(
        Letter(
            HANNAH,
            "Next steps",
            "Hi Alice,\n\nthank you for coming in. We will get back to you with a decision by "
            "the end of next week.\n\nBest,\nHannah\n",
        )
    )
    stage.expect_state("WAITING")
    stage.at("2026-03-23T18:00")
    stage.expect_drafts()
    stage.at("2026-03-24T09:00")
    stage.expect_drafts(F_HANNAH)


def rescheduled_twice(stage: Stage) -> None:
    """Scenario 4: Tuesday, Wednesday, Friday; the versions come as 0, 2, 1 and Friday stays."""
    stage.at("2026-03-05T09:00")
    stage.mail(confirmation("2026-03-10"))
    stage.at("2026-03-06T09:00")
    stage.mail(confirmation("2026-03-13", sequence=2, stamp="2026-01-04T00:00"))
    stage.at("2026-03-06T10:00")
    stage.mail(confirmation("2026-03-11", sequence=1, stamp="2026-01-03T00:00"))
    stage.at("2026-03-10T12:00")
    stage.expect_drafts()
    stage.at("2026-03-11T12:00")
    stage.expect_drafts()
    stage.expect_state("SCHEDULED")
    stage.at("2026-03-13T11:15")
    stage.expect_drafts(T_OMAR)


def moved_after_the_draft(stage: Stage) -> None:
    """Scenario 4, late: the update comes after the thank-you was filed; it is taken back and filed on the new day."""
    _interviewed(stage)
    stage.expect_drafts(T_OMAR)
    stage.at("2026-03-10T11:40")
    stage.mail(confirmation("2026-03-12", sequence=1, stamp="2026-01-03T00:00"))
    stage.expect_drafts()
    stage.expect_state("SCHEDULED")
    stage.at("2026-03-12T11:15")
    stage.expect_drafts(T_OMAR)


def cancelled_then_rebooked(stage: Stage) -> None:
    """Scenario 5: cancelled, nothing on the old day; two days later a new event."""
    stage.at("2026-03-05T09:00")
    stage.mail(confirmation("2026-03-10"))
    stage.at("2026-03-06T09:00")
    stage.mail(cancellation("2026-03-10"))
    stage.expect_state("INVITED")
    stage.at("2026-03-08T09:00")
    stage.mail(confirmation("2026-03-12", uid="acme-2"))
    stage.expect_state("SCHEDULED")
    stage.at("2026-03-10T12:00")
    stage.expect_drafts()
    stage.at("2026-03-12T11:15")
    stage.expect_drafts(T_OMAR)


def cancelled_with_a_no(stage: Stage) -> None:
    """Scenario 5, end: the cancellation itself says no."""
    stage.at("2026-03-05T09:00")
    stage.mail(confirmation("2026-03-10"))
    stage.at("2026-03-09T09:00")
    stage.mail(
        cancellation(
            "2026-03-10",
            text="Hi Alice,\n\nI have to cancel our interview: we have decided to move forward with another candidate "
            "for the Data Engineer position. I am sorry.\n\nHannah\n",
        )
    )
    stage.expect_state("REJECTED")
    stage.at("2026-03-30T12:00")
    stage.expect_drafts()


def rejection_before_thank_you(stage: Stage) -> None:
    """Scenario 7: filed and unsent, the thank-you is taken back when the no comes; no check-in, no card."""
    stage.at("2026-03-02T09:00")
    stage.mail(receipt())
    _interviewed(stage)
    stage.expect_drafts(T_OMAR)
    stage.at("2026-03-11T08:00")
    stage.mail(rejection())
    stage.expect_state("REJECTED")
    stage.expect_drafts()
    stage.at("2026-04-30T12:00")
    stage.expect_drafts()
    stage.expect_reminders("card", 0)


def rejection_after_edit(stage: Stage) -> None:
    """Scenario 7, edited: the user's text is kept and the user is told."""
    _interviewed(stage)
    stage.edit("T")
    stage.at("2026-03-11T08:00")
    stage.mail(rejection())
    stage.expect_state("REJECTED")
    stage.expect_drafts(T_OMAR)
    stage.expect_reminders("edited_draft_kept", 1)


def reply_while_pending(stage: Stage) -> None:
    """Scenario 9: a reply with a date takes the check-in back and arms it anew behind the date."""
    _interviewed(stage)
    stage.send("T")
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(F_HANNAH)
    stage.at("2026-03-21T10:00")
    stage.mail(
        Letter(
            HANNAH,
            "Your interview",
            "Hi Alice,\n\nsorry for the wait. We expect to make a decision by Friday, March 27.\n\nBest,\nHannah\n",
        )
    )
    stage.expect_drafts()
    stage.expect_state("WAITING")
    stage.at("2026-03-30T18:00")
    stage.expect_drafts()
    stage.at("2026-03-31T09:00")
    stage.expect_drafts(F_HANNAH)


def user_deletes(stage: Stage) -> None:
    """Scenario 10: a deleted draft never comes back, not after a restart; the other steps go on."""
    _interviewed(stage)
    stage.delete("T")
    stage.expect_drafts()
    stage.restart()
    stage.at("2026-03-11T09:30")
    stage.expect_drafts()
    stage.expect_reminders("card", 1)
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(F_HANNAH)
    stage.at("2026-03-20T10:00")
    stage.delete("F")
    stage.restart()
    stage.at("2026-03-25T09:00")
    stage.expect_drafts()
    stage.expect_state("WAITING")
    stage.at("2026-04-03T09:00")
    stage.expect_state("WALKED_AWAY")
    stage.expect_drafts()


def user_edits(stage: Stage) -> None:
    """Scenario 11: an edited draft is the same draft, left alone; sent, the step is done."""
    _interviewed(stage)
    stage.at("2026-03-10T11:50")
    stage.edit("T")
    stage.restart()
    stage.at("2026-03-10T15:00")
    stage.expect_drafts(T_OMAR)
    stage.at("2026-03-10T16:00")
    stage.send("T")
    stage.expect_state("THANKED")
    stage.at("2026-03-12T12:00")
    stage.expect_drafts()


def note_from_the_phone_first(stage: Stage) -> None:
    """Scenario 12: the user's own thank-you, sent before ours was due, does the step."""
    _confirmed_for_two(stage)
    stage.at("2026-03-10T11:05")
    stage.own_note(_own_thanks(stage, TO_OMAR))
    stage.at("2026-03-10T11:20")
    stage.expect_drafts(("T", TO_LEA))
    stage.expect_state("THANKED")


def note_from_the_phone_later(stage: Stage) -> None:
    """Scenario 12: sent while ours lies in Drafts, ours is taken back. "Running late" is no thank-you."""
    _confirmed_for_two(stage)
    stage.at("2026-03-10T09:50")
    stage.own_note(
        Letter(
            f"Alice Seeker <{stage.address}>",
            "Running late",
            "Hi Omar,\n\nI am five minutes late, sorry. Thank you!\n",
            to=OMAR,
        )
    )
    stage.at("2026-03-10T11:20")
    stage.expect_drafts(("T", TO_LEA), T_OMAR)
    stage.at("2026-03-10T13:00")
    stage.own_note(_own_thanks(stage, TO_OMAR))
    stage.expect_drafts(("T", TO_LEA))


def _confirmed_for_two(stage: Stage) -> None:
    stage.at("2026-03-05T09:00")
    stage.mail(confirmation("2026-03-10", people=(OMAR, LEA)))


def _own_thanks(stage: Stage, to: str) -> Letter:
    return Letter(
        f"Alice Seeker <{stage.address}>",
        "Thank you",
        "Hi Omar,\n\nthank you so much for your time this morning, I really enjoyed our conversation.\n\nAlice\n",
        to=to,
    )


def out_of_office(stage: Stage) -> None:
    """Scenario 13: an automatic answer to the check-in changes nothing; walking away counts from the return."""
    _interviewed(stage)
    stage.send("T")
    stage.at("2026-03-20T09:00")
    stage.expect_drafts(F_HANNAH)
    stage.at("2026-03-20T09:30")
    stage.send("F")
    stage.expect_state("FOLLOWED_UP")
    stage.at("2026-03-20T09:31")
    stage.mail(
        Letter(
            HANNAH,
            "Automatic reply: Following up",
            "Thank you for your message. I am out of the office and will be back on Friday, March 27.\n",
            headers={"Auto-Submitted": "auto-replied"},
        )
    )
    stage.expect_state("FOLLOWED_UP")
    stage.at("2026-04-09T12:00")
    stage.expect_state("FOLLOWED_UP")
    stage.at("2026-04-10T09:00")
    stage.expect_state("WALKED_AWAY")


def courtesy_reply(stage: Stage) -> None:
    """Scenario 17, the default: a person answered, so nothing more is filed."""
    _courtesy(stage)
    stage.at("2026-04-30T09:00")
    stage.expect_drafts()
    stage.expect_state("WAITING")


def courtesy_reply_resumed(stage: Stage) -> None:
    """Scenario 17 with `after_reply: resume`: the check-in counts from the reply; day 10 is a Saturday."""
    _courtesy(stage)
    stage.at("2026-03-20T12:00")
    stage.expect_drafts()
    stage.at("2026-03-23T09:00")
    stage.expect_drafts(F_HANNAH)


def _courtesy(stage: Stage) -> None:
    _interviewed(stage)
    stage.send("T")
    stage.at("2026-03-11T10:00")
    stage.mail(
        Letter(
            OMAR,
            "Re: Thank you",
            "Hi Alice,\n\nthanks for your note, it was a pleasure. We will be in touch.\n\nOmar\n",
        )
    )
    stage.expect_state("WAITING")


def duplicates(stage: Stage) -> None:
    """Scenario 25: the same mails twice, and a second start: one event, one draft."""
    first, second = invitation(), confirmation("2026-03-10")
    stage.at("2026-03-04T09:00")
    stage.mail(first)
    stage.mail(first)
    stage.at("2026-03-05T09:00")
    stage.mail(second, second)
    stage.restart()
    stage.at("2026-03-10T11:20")
    stage.expect_drafts(T_OMAR)
    stage.restart()
    stage.at("2026-03-10T12:00")
    stage.expect_drafts(T_OMAR)


SCRIPTS = {
    script.__name__: (script, lines)
    for script, lines in (
        (plain_silence, ""),
        (timeline_stated, ""),
        (rescheduled_twice, ""),
        (moved_after_the_draft, ""),
        (cancelled_then_rebooked, ""),
        (cancelled_with_a_no, ""),
        (rejection_before_thank_you, ""),
        (rejection_after_edit, ""),
        (reply_while_pending, ""),
        (user_deletes, ""),
        (user_edits, ""),
        (note_from_the_phone_first, ""),
        (note_from_the_phone_later, ""),
        (out_of_office, ""),
        (courtesy_reply, ""),
        (courtesy_reply_resumed, "after_reply: resume"),
        (duplicates, ""),
    )
}
"""Every script by name, with the configuration lines it needs."""
