"""
What the passing of time asks for, told as the histories of the scenarios (domain facts, section 6).

Day 0 is Tuesday 10 March 2026, 10:00 to 11:00 in New York, with Ada; Rita is the recruiter. Questions and days off
are in test_due_late.py.
"""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.diary import Diary, an_applied_diary, an_interviewed_diary
from tests.support.makers import (
    ADA,
    GERMAN_POLICY,
    LEE,
    POLICY,
    RITA,
    a_round,
    a_timeline,
    an_application,
    an_appointment,
    at,
)

from afterword.core.actions import FileDraft, Topic
from afterword.core.application import FINAL, State, Step, StepRecord, StepRef, StepStatus
from afterword.core.decide import on_tick
from afterword.core.due import thank_you_recipients, wanted
from afterword.core.events import EventKind
from afterword.core.policy import AfterReply
from afterword.core.verdict import Doubt

RESUME = replace(POLICY, after_reply=AfterReply.RESUME)


def asked(diary: Diary, doubt: Doubt = Doubt.BELOW_BAR, local: str = "") -> Diary:
    return diary.happen(EventKind.ASKED, local, doubt=doubt, text=f"{doubt}:mail")


def answered(diary: Diary, local: str, question: str = "below_bar:mail") -> Diary:
    return diary.happen(EventKind.ANSWERED, local, source="user", text=question)


def test_plain_silence_gets_a_thank_you_a_card_one_check_in_and_no_more() -> None:
    diary = an_applied_diary()
    assert diary.happen(EventKind.INTERVIEW_INVITATION, "2026-03-04T09:00").state is State.INVITED
    assert diary.fix(local="2026-03-05T09:00").state is State.SCHEDULED
    assert diary.until("2026-03-10T11:14").filed == []
    assert diary.state is State.INTERVIEWED
    assert diary.until("2026-03-10T11:15").drafts == ["T ada"]
    assert diary.send("T", "2026-03-10T12:00").state is State.THANKED
    assert diary.until("2026-03-11T09:00").state is State.WAITING
    assert diary.send("F", "2026-03-23T10:00").state is State.FOLLOWED_UP
    assert diary.until("2026-04-06T08:59").state is State.FOLLOWED_UP
    assert diary.until("2026-04-06T09:00").state is State.WALKED_AWAY
    diary.until("2027-04-06T09:00")
    assert diary.filed == ["2026-03-10T11:15 T ada", "2026-03-20T09:00 F rita"]
    assert diary.reminded(Topic.ASK_TIMELINE) == ["2026-03-10T08:00"]
    assert diary.reminded(Topic.CARD) == ["2026-03-11T09:00"]
    assert diary.reminded(Topic.DRAFT_WAITING) == ["2026-03-10T11:15", "2026-03-20T09:00"]
    assert diary.reminded(Topic.MOVE_ON) == ["2026-04-06T09:00"]


@pytest.mark.parametrize("by", ["mail", "user"])
def test_a_stated_timeline_is_waited_for_whoever_told_it(by: str) -> None:
    diary = an_interviewed_diary(appointment=an_appointment("2026-03-12T10:00")).send("T", "2026-03-12T12:00")
    timeline = a_timeline("2026-03-20", earliest="2026-03-19", stated_on="2026-03-13")
    if by == "mail":
        diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-13T10:00", timeline=timeline)
    else:
        diary.happen(EventKind.TIMELINE_GIVEN, "2026-03-12T12:30", timeline=timeline, source="user")
    assert diary.state is State.WAITING
    assert diary.until("2026-04-20T12:00").filed[1:] == ["2026-03-24T09:00 F rita"]


def test_a_timeline_told_before_the_interview_counts_from_there() -> None:
    diary = an_applied_diary().fix()
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-09T10:00", timeline=a_timeline("2026-03-26", stated_on="2026-03-09"))
    assert diary.until("2026-04-01T12:00").filed == ["2026-03-10T11:15 T ada", "2026-03-30T09:00 F rita"]


def test_an_invitation_to_the_next_round_takes_the_check_in_back() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").until("2026-03-20T10:00")
    assert diary.drafts == ["F rita"]
    diary.happen(EventKind.INTERVIEW_INVITATION, "2026-03-20T11:00")
    assert (diary.state, diary.withdrawn) == (State.INVITED, ["2026-03-20T11:00 F rita new_round"])
    assert diary.until("2026-05-20T11:00").filed[2:] == []


def test_a_rejection_takes_back_the_unsent_thank_you_and_nothing_follows() -> None:
    diary = an_interviewed_diary().happen(EventKind.REJECTION, "2026-03-11T08:30")
    assert diary.state is State.REJECTED
    assert diary.withdrawn == ["2026-03-11T08:30 T ada rejected"]
    assert diary.until("2026-12-11T09:00").filed == ["2026-03-10T11:15 T ada"]
    assert diary.reminded(Topic.CARD) == []


def test_an_edited_draft_stays_after_a_rejection_and_the_user_is_told_once() -> None:
    diary = an_interviewed_diary().touch(EventKind.DRAFT_EDITED, "T", "2026-03-10T12:00")
    diary.happen(EventKind.REJECTION, "2026-03-11T22:30").until("2026-06-11T09:00")
    assert (diary.drafts, diary.withdrawn) == (["T ada"], [])
    assert diary.reminded(Topic.EDITED_DRAFT_KEPT) == ["2026-03-12T07:00"]


@pytest.mark.parametrize("end", [EventKind.OFFER, EventKind.WITHDRAWN, EventKind.POSITION_ON_HOLD])
def test_every_other_end_stops_the_schedule_as_well(end: EventKind) -> None:
    diary = an_interviewed_diary().happen(end, "2026-03-10T15:00")
    assert diary.drafts == []
    assert len(diary.until("2026-06-11T09:00").filed) == 1


@pytest.mark.parametrize("pause", [EventKind.ASSESSMENT, EventKind.INFO_REQUEST])
def test_a_test_or_a_request_for_references_pauses_the_check_in(pause: EventKind) -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").happen(pause, "2026-03-13T15:00")
    assert diary.state in {State.ASSESSMENT, State.REFERENCES}
    assert len(diary.until("2026-06-11T09:00").filed) == 1


def test_the_employers_goodbye_after_a_withdrawal_is_no_rejection() -> None:
    diary = an_interviewed_diary().happen(EventKind.WITHDRAWN, "2026-03-11T09:30", source="user")
    diary.happen(EventKind.REJECTION, "2026-03-11T12:00")
    assert (diary.state, diary.drafts) == (State.WITHDRAWN, [])


def test_a_reply_with_a_date_moves_the_pending_check_in() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").until("2026-03-20T10:00")
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-23T10:00", timeline=a_timeline("2026-03-27", stated_on="2026-03-23"))
    assert (diary.state, diary.drafts) == (State.WAITING, [])
    diary.until("2026-05-01T09:00")
    assert diary.filed[1:] == ["2026-03-20T09:00 F rita", "2026-03-31T09:00 F rita"]


def test_a_check_in_sent_minutes_after_the_reply_is_written_down_and_the_last() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").touch(EventKind.DRAFT_EDITED, "F", "2026-03-20T10:00")
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-23T10:00", timeline=a_timeline("2026-03-27", stated_on="2026-03-23"))
    diary.send("F", "2026-03-23T10:05")
    assert diary.state is State.FOLLOWED_UP
    assert len(diary.until("2026-06-01T09:00").filed) == 2


def test_a_thank_you_the_user_deleted_is_never_filed_again_and_the_rest_goes_on() -> None:
    diary = an_interviewed_diary().touch(EventKind.DRAFT_DELETED, "T", "2026-03-10T12:00")
    assert diary.until("2026-03-12T11:00").state is State.WAITING
    diary.touch(EventKind.DRAFT_DELETED, "F", "2026-03-20T12:00")
    assert diary.until("2026-04-03T09:00").state is State.WALKED_AWAY
    assert diary.filed == ["2026-03-10T11:15 T ada", "2026-03-20T09:00 F rita"]
    assert len(diary.reminded(Topic.CARD)) == 1


def test_an_edited_draft_is_never_filed_twice_and_counts_when_sent() -> None:
    diary = an_interviewed_diary().touch(EventKind.DRAFT_EDITED, "T", "2026-03-10T12:00").until("2026-03-10T15:00")
    assert len(diary.filed) == 1
    assert diary.send("T").state is State.THANKED


def test_a_note_from_the_phone_before_ours_makes_ours_needless() -> None:
    diary = an_interviewed_diary()
    diary.happen(EventKind.THANKED, "2026-03-10T11:05", step=StepRef(1, Step.THANK_YOU, ADA.email), source="mail-7")
    assert (diary.state, diary.until("2026-03-11T11:00").filed) == (State.THANKED, [])


def test_a_note_from_the_phone_after_ours_takes_ours_back() -> None:
    diary = an_interviewed_diary().until("2026-03-10T11:15")
    diary.happen(EventKind.THANKED, "2026-03-10T13:00", step=StepRef(1, Step.THANK_YOU, ADA.email), source="mail-7")
    assert diary.withdrawn == ["2026-03-10T13:00 T ada own_note"]
    assert diary.until("2026-03-20T09:00").filed[1:] == ["2026-03-20T09:00 F rita"]


@pytest.mark.parametrize("first", ["edit", "note"])
def test_an_edited_draft_beside_a_note_of_the_users_own_is_left_alone(first: str) -> None:
    diary = an_interviewed_diary().until("2026-03-10T11:15")
    ref = StepRef(1, Step.THANK_YOU, ADA.email)
    if first == "edit":
        diary.touch(EventKind.DRAFT_EDITED, "T", "2026-03-10T12:00").happen(
            EventKind.THANKED, step=ref, source="mail-7"
        )
        assert (diary.withdrawn, diary.drafts) == ([], [])
    else:
        diary.happen(EventKind.THANKED, "2026-03-10T13:00", step=ref, source="mail-7")
        diary.happen(EventKind.DRAFT_RETURNED, step=ref, source="drafts", text="edited")
    record = diary.round.record(Step.THANK_YOU, ADA.email)
    assert record is not None
    assert record.status is StepStatus.DONE
    assert len(diary.until("2026-03-12T09:00").filed) == 1


def test_an_out_of_office_after_the_check_in_only_moves_the_walking_away() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").send("F", "2026-03-20T10:00")
    diary.happen(EventKind.AUTO_REPLY, "2026-03-20T10:01", until=date(2026, 3, 27))
    assert diary.state is State.FOLLOWED_UP
    assert diary.until("2026-04-10T08:59").state is State.FOLLOWED_UP
    assert diary.until("2026-04-10T09:00").state is State.WALKED_AWAY


def test_an_out_of_office_to_the_thank_you_holds_the_check_in() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00")
    diary.happen(EventKind.AUTO_REPLY, "2026-03-10T12:01", until=date(2026, 3, 24))
    assert diary.until("2026-04-01T09:00").filed[1:] == ["2026-03-26T09:00 F rita"]


def test_an_out_of_office_without_a_date_changes_nothing() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").happen(EventKind.AUTO_REPLY, "2026-03-10T12:01")
    assert diary.until("2026-04-01T09:00").filed[1:] == ["2026-03-20T09:00 F rita"]


def test_an_answer_to_the_thank_you_ends_the_round_by_default() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").hear(EventKind.EMPLOYER_REPLY, "2026-03-11T15:00")
    assert diary.state is State.WAITING
    diary.until("2026-09-01T09:00")
    assert (diary.state, len(diary.filed)) == (State.WAITING, 1)


def test_an_answer_to_the_thank_you_can_begin_the_waiting_anew() -> None:
    diary = (
        an_interviewed_diary(RESUME).send("T", "2026-03-10T12:00").hear(EventKind.EMPLOYER_REPLY, "2026-03-11T15:00")
    )
    assert diary.until("2026-04-01T09:00").filed[1:] == ["2026-03-23T09:00 F rita"]


def test_a_reply_takes_back_a_thank_you_that_was_not_sent() -> None:
    diary = an_interviewed_diary().hear(EventKind.EMPLOYER_REPLY, "2026-03-10T14:00")
    assert diary.withdrawn == ["2026-03-10T14:00 T ada employer_reply"]


def test_a_machines_mail_that_decides_nothing_stops_nothing() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00")
    for kind in (EventKind.APPLICATION_RECEIVED, EventKind.EMPLOYER_REPLY, EventKind.RECRUITER_OUTREACH):
        diary.happen(kind, "2026-03-12T09:00")
    assert diary.until("2026-03-20T09:00").drafts == ["F rita"]


def test_a_job_that_reopens_begins_a_new_round_and_revives_no_old_check_in() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").send("F", "2026-03-20T10:00").until("2026-04-10T09:00")
    assert diary.state is State.WALKED_AWAY
    diary.hear(EventKind.INTERVIEW_INVITATION, "2026-04-29T09:00")
    assert (diary.state, len(diary.application.rounds)) == (State.INVITED, 2)
    assert diary.until("2026-08-29T09:00").filed == ["2026-03-10T11:15 T ada", "2026-03-20T09:00 F rita"]


def test_an_extended_timeline_takes_the_check_in_back_and_files_it_on_the_new_day_only() -> None:
    diary = an_interviewed_diary(appointment=an_appointment("2026-03-12T10:00")).send("T", "2026-03-12T12:00")
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-13T10:00", timeline=a_timeline("2026-03-20", stated_on="2026-03-13"))
    assert diary.until("2026-03-24T09:00").drafts == ["F rita"]
    extended = a_timeline("2026-03-27", stated_on="2026-03-24")
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-24T11:00", timeline=extended)
    assert diary.drafts == []
    assert diary.until("2026-06-01T09:00").filed[2:] == ["2026-03-31T09:00 F rita"]


def test_three_interviewers_get_three_notes_and_the_user_one_reminder() -> None:
    diary = an_interviewed_diary(interviewers=(ADA, LEE)).until("2026-03-10T12:00")
    assert diary.drafts == ["T ada", "T lee"]
    assert diary.reminded(Topic.DRAFT_WAITING) == ["2026-03-10T11:15"]


def test_a_bounce_reopens_only_the_step_of_its_recipient() -> None:
    diary = an_interviewed_diary(interviewers=(ADA, LEE)).send("T", "2026-03-10T12:00")
    diary.happen(EventKind.BOUNCE, step=StepRef(1, Step.THANK_YOU, LEE.email))
    statuses = {r.ref.recipient: r.status for r in diary.round.records}
    assert statuses == {ADA.email: StepStatus.SENT, LEE.email: StepStatus.BOUNCED}
    assert len(diary.until("2026-03-12T12:00").filed) == 2


def test_a_bounce_read_before_the_sent_copy_still_counts() -> None:
    diary = an_interviewed_diary().until("2026-03-10T12:01")
    ref = StepRef(1, Step.THANK_YOU, ADA.email)
    diary.happen(EventKind.BOUNCE, step=ref)
    diary.write(replace(diary.events[-1], kind=EventKind.THANKED, at=at("2026-03-10T12:00"), source="drafts"))
    record = diary.round.record(Step.THANK_YOU, ADA.email)
    assert record is not None
    assert (record.status, diary.state) == (StepStatus.BOUNCED, State.INTERVIEWED)


# Who gets what.


def test_an_agency_is_thanked_in_the_interviewers_stead() -> None:
    app = an_application(agency=True)
    assert thank_you_recipients(app, a_round(interviewers=(ADA, LEE))) == (RITA,)


def test_whoever_only_arranged_the_interview_is_not_thanked_beside_those_who_held_it() -> None:
    app = an_application(recruiters=frozenset({RITA.email}))
    assert thank_you_recipients(app, a_round(interviewers=(RITA, ADA))) == (ADA,)
    assert thank_you_recipients(app, a_round(interviewers=(RITA,))) == (RITA,)
    assert thank_you_recipients(app, a_round(interviewers=())) == (RITA,)


def test_the_check_in_goes_to_one_person_even_if_the_contact_changes() -> None:
    diary = an_interviewed_diary(interviewers=(ADA, LEE)).send("T", "2026-03-10T12:00").until("2026-03-20T10:00")
    diary.happen(EventKind.APPLICATION_RECEIVED, contact=LEE, human=False)
    assert diary.until("2026-04-20T10:00").filed[2:] == ["2026-03-20T09:00 F rita"]


def test_outside_the_united_states_no_card_is_suggested() -> None:
    diary = an_interviewed_diary(GERMAN_POLICY).until("2026-03-20T10:00")
    assert diary.reminded(Topic.CARD) == []
    assert diary.filed == ["2026-03-10T11:15 T ada", "2026-03-20T09:00 F rita"]


# Two drafts of one step must never lie side by side.


def test_a_copy_that_comes_back_with_the_users_changes_replaces_ours() -> None:
    diary = answered(asked(an_interviewed_diary(), local="2026-03-10T12:00"), "2026-03-10T13:00")
    first = StepRef(1, Step.THANK_YOU, ADA.email)
    diary.happen(EventKind.DRAFT_RETURNED, "2026-03-10T13:05", step=first, source="drafts", text="edited")
    assert diary.withdrawn[-1] == "2026-03-10T13:05 T ada other_version"
    assert diary.drafts == ["T ada"]


def test_a_withdrawn_draft_that_was_sent_from_an_open_window_settles_the_step() -> None:
    diary = answered(asked(an_interviewed_diary(), local="2026-03-10T12:00"), "2026-03-10T13:00")
    first = StepRef(1, Step.THANK_YOU, ADA.email)
    diary.happen(EventKind.THANKED, "2026-03-10T13:05", step=first, source="drafts")
    assert (diary.state, diary.drafts) == (State.THANKED, [])
    assert len(diary.until("2026-03-12T12:00").filed) == 2


# Asking.


def test_asking_twice_gives_the_same_answer() -> None:
    app, now = an_applied_diary().fix().application, at("2026-03-20T12:00")
    once = on_tick(app, now, POLICY)
    assert on_tick(app, now, POLICY) == once
    assert once.events != ()


def test_a_reminder_waits_for_the_end_of_the_night() -> None:
    diary = an_interviewed_diary(appointment=an_appointment("2026-03-10T20:30")).until("2026-03-11T09:00")
    assert diary.filed == ["2026-03-10T21:45 T ada"]
    assert diary.reminded(Topic.DRAFT_WAITING) == ["2026-03-11T07:00"]


def test_a_moved_interview_is_reminded_of_on_its_own_morning() -> None:
    diary = an_applied_diary().fix().until("2026-03-10T08:30")
    diary.fix(an_appointment("2026-03-12T10:00", sequence=1)).until("2026-03-12T12:00")
    assert diary.reminded(Topic.ASK_TIMELINE) == ["2026-03-10T08:00", "2026-03-12T08:00"]


def test_a_draft_filed_while_a_rejection_came_in_is_taken_back() -> None:
    filed = StepRecord(
        StepRef(1, Step.THANK_YOU, ADA.email), StepStatus.FILED, at("2026-03-10T11:15"), None, in_drafts=True
    )
    rejected = an_application(state=State.REJECTED, rounds=(a_round(records=(filed,)),))
    actions = on_tick(rejected, at("2026-03-10T11:16"), POLICY).actions
    assert [a.key for a in actions] == ["withdraw:acme:1:T:ada@acme.example:0"]


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nothing_is_filed_for_an_application_that_is_over_even_where_a_round_was_left_running(state: State) -> None:
    for when in ("2026-03-10T11:15", "2026-03-20T09:00"):
        running = an_application(state=State.INTERVIEWED, rounds=(a_round(),))
        over = replace(running, state=state)
        assert any(isinstance(action, FileDraft) for action in wanted(running, at(when), POLICY))
        assert not any(isinstance(action, FileDraft) for action in wanted(over, at(when), POLICY))
