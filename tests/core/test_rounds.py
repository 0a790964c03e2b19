"""Which interview a calendar message speaks of, and what it makes of its round."""

from datetime import date

import pytest
from tests.support.diary import Diary, an_applied_diary, an_interviewed_diary
from tests.support.makers import ADA, LEE, RITA, a_timeline, an_appointment, an_event, at

from afterword.core.application import State
from afterword.core.events import EventKind
from afterword.core.verdict import Doubt

CANCELLED, RESCHEDULED = EventKind.INTERVIEW_CANCELLED, EventKind.INTERVIEW_RESCHEDULED


def starts(diary: Diary) -> list[str]:
    """Return the wall time of each round's interview, "" where it has none."""
    return [diary.wall(r.appointment.start) if r.appointment else "" for r in diary.application.rounds]


def test_the_newest_version_counts_in_whatever_order_the_mails_arrive() -> None:
    diary = an_applied_diary()
    diary.fix(an_appointment("2026-03-10T10:00", sequence=0), "2026-03-05T09:00")
    diary.fix(an_appointment("2026-03-13T10:00", sequence=2, stamp="2026-03-06T10:00"), "2026-03-06T10:00")
    diary.fix(an_appointment("2026-03-11T10:00", sequence=1, stamp="2026-03-06T09:00"), "2026-03-06T10:05")
    assert starts(diary) == ["2026-03-13T10:00"]
    assert diary.until("2026-03-13T12:00").filed == ["2026-03-13T11:15 T ada"]


def test_of_one_sequence_the_later_stamp_counts() -> None:
    diary = an_applied_diary()
    diary.fix(an_appointment("2026-03-12T10:00", stamp="2026-03-05T10:00"), "2026-03-05T10:00")
    diary.fix(an_appointment("2026-03-10T10:00", stamp="2026-03-05T09:00"))
    diary.fix(an_appointment("2026-03-12T10:00", stamp="2026-03-05T10:00"))
    assert starts(diary) == ["2026-03-12T10:00"]


def test_an_update_that_came_after_the_old_time_takes_the_draft_back() -> None:
    diary = an_interviewed_diary().until("2026-03-10T11:30")
    diary.fix(an_appointment("2026-03-13T10:00", sequence=1), "2026-03-10T11:40")
    assert diary.state is State.SCHEDULED
    assert diary.withdrawn == ["2026-03-10T11:40 T ada interview_moved"]
    diary.until("2026-03-13T12:00")
    assert diary.filed[1:] == ["2026-03-13T11:15 T ada"]


def test_a_persons_word_just_after_the_end_moves_the_interview_and_does_not_stop_it() -> None:
    diary = an_interviewed_diary()
    diary.hear(RESCHEDULED, "2026-03-10T12:00", appointment=an_appointment("2026-03-12T15:00", uid=""))
    assert diary.state is State.SCHEDULED
    diary.until("2026-03-12T17:00")
    assert diary.filed[-1] == "2026-03-12T16:15 T ada"


def test_a_cancellation_leaves_the_user_invited_and_files_nothing_on_the_old_day() -> None:
    diary = an_applied_diary().fix()
    diary.happen(CANCELLED, "2026-03-08T09:00", appointment=an_appointment(sequence=1))
    assert (diary.state, starts(diary)) == (State.INVITED, [""])
    assert diary.until("2026-03-12T09:00").filed == []


def test_a_cancelled_interview_can_be_booked_again_under_another_event() -> None:
    diary = an_applied_diary().fix()
    diary.happen(CANCELLED, "2026-03-08T09:00", appointment=an_appointment(sequence=1))
    diary.fix(an_appointment("2026-03-12T14:00", uid="u2"), "2026-03-10T09:00")
    assert (diary.state, starts(diary)) == (State.SCHEDULED, ["2026-03-12T14:00"])
    diary.until("2026-03-12T16:00")
    assert diary.filed == ["2026-03-12T15:15 T ada"]


def test_booked_again_first_and_cancelled_then_is_a_move_as_well() -> None:
    diary = an_applied_diary().fix()
    diary.fix(an_appointment("2026-03-12T14:00", uid="u2"), "2026-03-08T09:00")
    diary.happen(CANCELLED, "2026-03-08T09:01", appointment=an_appointment(sequence=1))
    assert diary.state is State.SCHEDULED
    diary.until("2026-03-30T12:00")
    assert diary.filed == ["2026-03-12T15:15 T ada", "2026-03-23T09:00 F rita"]


def test_an_invitation_that_its_cancellation_overtook_fixes_nothing() -> None:
    diary = an_applied_diary()
    diary.happen(CANCELLED, "2026-03-06T09:00", appointment=an_appointment(sequence=1, stamp="2026-03-06T09:00"))
    diary.fix(an_appointment(sequence=0))
    assert diary.state is State.APPLIED
    diary.fix(an_appointment("2026-03-11T10:00", sequence=2, stamp="2026-03-07T09:00"))
    assert (diary.state, starts(diary)) == (State.SCHEDULED, ["2026-03-11T10:00"])


def test_an_older_version_does_not_undo_a_cancellation() -> None:
    diary = an_applied_diary().fix(an_appointment(sequence=0))
    diary.happen(CANCELLED, "2026-03-06T09:00", appointment=an_appointment(sequence=2, stamp="2026-03-06T09:00"))
    diary.fix(an_appointment("2026-03-11T10:00", sequence=1, stamp="2026-03-06T08:00"))
    assert (diary.state, starts(diary)) == (State.INVITED, [""])


def test_a_cancellation_of_an_old_version_or_of_a_stranger_changes_nothing() -> None:
    diary = an_applied_diary().fix(an_appointment(sequence=3))
    diary.happen(CANCELLED, "2026-03-06T09:00", appointment=an_appointment(sequence=1))
    diary.happen(CANCELLED, appointment=an_appointment(uid="somebody-elses", sequence=9))
    assert (diary.state, starts(diary)) == (State.SCHEDULED, ["2026-03-10T10:00"])


def test_two_calendar_events_are_two_interviews_and_each_gets_its_thanks() -> None:
    diary = an_applied_diary().fix()
    diary.fix(an_appointment("2026-03-10T14:00", uid="u2"), interviewers=(LEE,))
    assert starts(diary) == ["2026-03-10T10:00", "2026-03-10T14:00"]
    diary.until("2026-03-10T12:00")
    assert (diary.state, diary.drafts) == (State.SCHEDULED, ["T ada"])
    diary.until("2026-03-10T16:00")
    assert (diary.state, diary.drafts) == (State.INTERVIEWED, ["T ada", "T lee"])


def test_cancelling_one_of_two_keeps_the_other() -> None:
    diary = an_applied_diary().fix()
    diary.fix(an_appointment("2026-03-12T14:00", uid="u2"), interviewers=(LEE,))
    diary.happen(CANCELLED, "2026-03-09T09:00", appointment=an_appointment("2026-03-12T14:00", uid="u2", sequence=1))
    assert diary.state is State.SCHEDULED
    diary.until("2026-03-22T12:00")
    assert diary.filed == ["2026-03-10T11:15 T ada", "2026-03-20T09:00 F rita"]


def test_the_check_in_waits_for_the_later_interview_even_if_that_was_fixed_first() -> None:
    diary = an_applied_diary().fix(an_appointment("2026-03-24T10:00", uid="later"))
    diary.fix(an_appointment("2026-03-10T10:00", uid="sooner"), interviewers=(LEE,))
    diary.until("2026-04-06T12:00")
    assert diary.filed == ["2026-03-10T11:15 T lee", "2026-03-24T11:15 T ada", "2026-04-03T09:00 F rita"]


def test_a_bumped_sequence_at_the_same_time_adds_a_guest() -> None:
    diary = an_applied_diary().fix()
    diary.fix(an_appointment(sequence=1), "2026-03-09T09:00", interviewers=(ADA, LEE))
    assert (diary.state, len(diary.application.rounds)) == (State.SCHEDULED, 1)
    assert diary.until("2026-03-10T12:00").drafts == ["T ada", "T lee"]


def test_a_guest_named_after_the_thank_yous_gets_the_missing_one_only() -> None:
    diary = an_interviewed_diary().until("2026-03-10T11:30")
    diary.fix(an_appointment(sequence=1), "2026-03-10T12:00", interviewers=(ADA, LEE))
    assert diary.state is State.INTERVIEWED
    assert diary.filed == ["2026-03-10T11:15 T ada", "2026-03-10T12:00 T lee"]
    assert diary.withdrawn == []


def test_a_new_version_of_an_interview_long_over_moves_no_state() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00")
    diary.fix(an_appointment(sequence=1), "2026-03-12T12:00")
    assert diary.state is State.WAITING
    assert diary.until("2026-03-20T10:00").drafts == ["F rita"]


def test_a_time_in_prose_is_replaced_by_the_invitation_for_it() -> None:
    diary = an_applied_diary()
    diary.hear(
        EventKind.INTERVIEW_CONFIRMED, "2026-03-05T09:00", appointment=an_appointment(uid=""), interviewers=(RITA,)
    )
    diary.fix(an_appointment("2026-03-10T10:30"), "2026-03-06T09:00")
    assert starts(diary) == ["2026-03-10T10:30"]
    assert diary.until("2026-03-10T13:00").filed == ["2026-03-10T11:45 T ada"]


def test_prose_about_a_fixed_time_opens_no_second_interview() -> None:
    diary = an_applied_diary().fix()
    diary.hear(EventKind.INTERVIEW_CONFIRMED, "2026-03-09T09:00", appointment=an_appointment(uid=""))
    assert starts(diary) == ["2026-03-10T10:00"]


def test_a_time_already_past_fixes_nothing() -> None:
    diary = an_applied_diary().fix(an_appointment("2026-02-20T10:00"))
    assert (diary.state, diary.application.rounds) == (State.APPLIED, ())


def test_a_rejected_interview_is_not_reopened_by_an_update_of_its_event() -> None:
    diary = an_applied_diary().fix().happen(EventKind.REJECTION, "2026-03-06T09:00")
    diary.fix(an_appointment("2026-03-12T10:00", sequence=1), "2026-03-06T10:00")
    assert diary.state is State.REJECTED
    assert diary.until("2026-04-12T10:00").filed == []


def test_a_new_event_after_a_rejection_opens_a_new_round() -> None:
    diary = an_interviewed_diary().happen(EventKind.REJECTION, "2026-03-11T09:00")
    diary.fix(an_appointment("2026-03-19T10:00", uid="u2"), "2026-03-16T09:00", interviewers=(LEE,))
    assert (diary.state, len(diary.application.rounds)) == (State.SCHEDULED, 2)
    diary.until("2026-03-19T12:00")
    assert diary.drafts == ["T lee"]


def test_a_new_interview_answers_the_question_that_an_invitation_after_a_no_raised() -> None:
    diary = an_interviewed_diary().happen(EventKind.REJECTION, "2026-03-11T09:00")
    diary.happen(EventKind.ASKED, "2026-03-13T09:00", doubt=Doubt.AFTER_FINAL, text="after_final:m")
    assert diary.application.review
    diary.fix(an_appointment("2026-03-19T10:00", uid="u2"))
    assert not diary.application.review


def test_a_second_round_begins_with_the_invitation_to_it() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00")
    diary.happen(EventKind.INTERVIEW_INVITATION, "2026-03-14T09:00")
    assert (diary.state, len(diary.application.rounds)) == (State.INVITED, 2)
    diary.fix(an_appointment("2026-03-24T10:00", uid="u2"), "2026-03-19T09:00", interviewers=(LEE,))
    diary.until("2026-04-06T09:00")
    assert diary.filed[1:] == ["2026-03-24T11:15 T lee", "2026-04-03T09:00 F rita"]


def test_a_no_show_takes_the_thanks_back_and_waits_for_a_new_time() -> None:
    diary = an_interviewed_diary().until("2026-03-10T11:20").happen(EventKind.NO_SHOW, "2026-03-10T12:00")
    assert (diary.state, diary.drafts) == (State.INVITED, [])
    assert diary.until("2026-04-12T10:00").filed == ["2026-03-10T11:15 T ada"]


def test_a_no_show_is_heard_before_the_planned_end() -> None:
    diary = an_applied_diary().fix().happen(EventKind.NO_SHOW, "2026-03-10T10:20")
    assert diary.state is State.INVITED
    assert diary.until("2026-03-12T10:00").filed == []


@pytest.mark.parametrize("event", ["old", "new"])
def test_a_missed_interview_can_be_moved_by_its_old_event_or_a_new_one(event: str) -> None:
    diary = an_applied_diary().fix().happen(EventKind.NO_SHOW, "2026-03-10T10:20")
    uid, sequence = ("u1", 1) if event == "old" else ("u2", 0)
    diary.fix(an_appointment("2026-03-12T10:00", uid=uid, sequence=sequence), "2026-03-10T11:00")
    assert diary.state is State.SCHEDULED
    diary.until("2026-03-13T10:00")
    assert diary.filed == ["2026-03-12T11:15 T ada"]


def test_a_no_show_leaves_another_interview_alone() -> None:
    diary = an_applied_diary().fix()
    diary.fix(an_appointment("2026-03-12T14:00", uid="u2"), interviewers=(LEE,))
    diary.happen(EventKind.NO_SHOW, "2026-03-10T10:20")
    assert diary.state is State.SCHEDULED
    assert diary.until("2026-03-12T16:00").filed == ["2026-03-12T15:15 T lee"]


def test_nothing_can_be_missed_before_it_began() -> None:
    diary = an_applied_diary().fix().happen(EventKind.NO_SHOW, "2026-03-09T10:20")
    assert (diary.state, len(diary.application.rounds)) == (State.SCHEDULED, 1)


def test_a_cancellation_of_what_was_put_on_hold_does_not_take_it_from_hold() -> None:
    diary = an_applied_diary().fix().happen(EventKind.POSITION_ON_HOLD, "2026-03-06T09:00")
    diary.happen(CANCELLED, "2026-03-06T09:01", appointment=an_appointment(sequence=1))
    assert diary.state is State.ON_HOLD


def test_what_was_on_hold_goes_on_with_a_new_date() -> None:
    diary = an_applied_diary().fix().happen(EventKind.POSITION_ON_HOLD, "2026-03-06T09:00")
    diary.fix(an_appointment("2026-03-26T10:00", sequence=1), "2026-03-18T09:00")
    assert diary.state is State.SCHEDULED
    assert diary.until("2026-03-26T12:00").drafts == ["T ada"]


def test_prose_that_takes_an_interview_back_right_after_its_end_is_believed() -> None:
    diary = an_interviewed_diary().hear(EventKind.INTERVIEW_POSTPONED, "2026-03-10T12:00")
    assert (diary.state, diary.drafts, starts(diary)) == (State.INVITED, [], [""])


@pytest.mark.parametrize("when", ["2026-03-10T14:00", "2026-03-11T12:00"])
def test_an_interview_that_was_thanked_for_or_is_a_day_past_is_not_taken_back(when: str) -> None:
    diary = an_interviewed_diary()
    if when.startswith("2026-03-10"):
        diary.send("T", "2026-03-10T12:00")
    diary.happen(CANCELLED, when, appointment=an_appointment(sequence=1))
    diary.happen(EventKind.INTERVIEW_POSTPONED)
    assert diary.state in {State.THANKED, State.INTERVIEWED}
    assert diary.until("2026-03-20T09:00").drafts[0] == "F rita"


def test_the_later_day_of_return_counts() -> None:
    diary = an_interviewed_diary()
    for day in (date(2026, 3, 27), date(2026, 3, 20)):
        diary.happen(EventKind.AUTO_REPLY, until=day)
    assert diary.round.hold_until == date(2026, 3, 27)


def test_a_mail_dated_before_the_end_does_not_stop_what_follows_the_end() -> None:
    diary = an_interviewed_diary()
    diary.write(an_event(EventKind.EMPLOYER_REPLY, "2026-03-10T09:50", human=True, contact=RITA))
    assert diary.until("2026-03-10T12:00").drafts == ["T ada"]


def test_a_note_before_any_interview_waits_for_it() -> None:
    diary = an_applied_diary().happen(EventKind.NOTED, text="The garden.")
    diary.happen(EventKind.INTERVIEW_INVITATION, "2026-03-04T09:00").fix()
    assert len(diary.application.rounds) == 1
    assert diary.round.notes == ("The garden.",)


def test_the_latest_statement_of_a_timeline_counts_even_if_an_older_one_arrives_late() -> None:
    diary = an_interviewed_diary()
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-12T09:00", timeline=a_timeline("2026-03-27", stated_on="2026-03-12"))
    diary.happen(EventKind.APPLICATION_RECEIVED, timeline=a_timeline("2026-03-13", stated_on="2026-03-03"))
    assert diary.round.timeline == a_timeline("2026-03-27", stated_on="2026-03-12")
    assert diary.round.stopped_at == at("2026-03-12T09:00")


def test_of_two_statements_of_one_day_the_second_counts() -> None:
    diary = an_interviewed_diary()
    for latest in ("2026-03-27", "2026-03-20"):
        told = a_timeline(latest, stated_on="2026-03-10")
        diary.happen(EventKind.TIMELINE_GIVEN, timeline=told, source="user")
    assert diary.round.timeline == a_timeline("2026-03-20", stated_on="2026-03-10")


def test_the_check_in_counts_from_the_day_a_test_was_handed_in() -> None:
    diary = an_interviewed_diary()
    diary.happen(EventKind.ASSESSMENT, "2026-03-13T09:00")
    diary.happen(EventKind.APPLICATION_RECEIVED, "2026-03-19T21:00")
    assert diary.state is State.WAITING
    diary.until("2026-03-31T12:00")
    assert diary.filed[-1] == "2026-03-30T09:00 F rita"


def test_the_receipt_of_a_test_before_any_interview_moves_nothing() -> None:
    diary = an_applied_diary()
    diary.happen(EventKind.ASSESSMENT, "2026-03-03T09:00")
    diary.happen(EventKind.APPLICATION_RECEIVED, "2026-03-04T09:00")
    assert diary.state is State.ASSESSMENT
    assert diary.until("2026-04-30T09:00").filed == []
