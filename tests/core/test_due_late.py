"""What is late or unsure: days off (scenario 30) and questions that hold the drafts (design, decision 5)."""

from tests.support.diary import Diary, an_applied_diary, an_interviewed_diary
from tests.support.makers import ADA, a_timeline

from afterword.core.actions import Topic
from afterword.core.application import State, Step
from afterword.core.events import EventKind
from afterword.core.verdict import Doubt, TimelineKind


def asked(diary: Diary, doubt: Doubt = Doubt.BELOW_BAR, local: str = "") -> Diary:
    return diary.happen(EventKind.ASKED, local, doubt=doubt, text=f"{doubt}:mail")


def answered(diary: Diary, local: str, question: str = "below_bar:mail") -> Diary:
    return diary.happen(EventKind.ANSWERED, local, source="user", text=question)


# Downtime (scenario 30).


def test_after_a_few_days_off_the_thank_you_is_filed_late_and_the_card_is_not() -> None:
    diary = an_applied_diary().fix().sleep_until("2026-03-15T12:00")
    assert diary.filed == ["2026-03-15T12:00 T ada"]
    assert [a.late for _, a in diary.acts if hasattr(a, "late")] == [True]
    assert diary.reminded(Topic.CARD) == []
    assert diary.until("2026-03-20T09:00").filed[1:] == ["2026-03-20T09:00 F rita"]


def test_after_long_days_off_there_is_no_thank_you_and_the_check_in_is_asked_for() -> None:
    diary = an_applied_diary().fix().sleep_until("2026-03-30T12:00")
    assert (diary.filed, diary.application.review) == ([], True)
    assert diary.reminded(Topic.REVIEW) == ["2026-03-30T12:00"]
    answered(diary, "2026-03-30T14:00", "late:1")
    assert diary.filed == ["2026-03-30T14:00 F rita"]


def test_a_late_thank_you_is_not_filed_beside_the_check_in() -> None:
    diary = an_applied_diary().fix()
    diary.hear(EventKind.EMPLOYER_REPLY, timeline=a_timeline("2026-03-11", stated_on="2026-03-05"))
    diary.sleep_until("2026-03-14T12:00")
    assert diary.filed == ["2026-03-14T12:00 F rita"]


def test_a_check_in_nobody_answered_for_is_skipped_and_its_question_goes() -> None:
    diary = an_applied_diary().fix().sleep_until("2026-05-10T12:00")
    assert diary.state is State.WALKED_AWAY
    assert not diary.application.review
    assert diary.filed == []


def test_a_reply_makes_the_question_about_a_late_check_in_needless() -> None:
    diary = an_applied_diary().fix().sleep_until("2026-03-30T12:00")
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-30T13:00")
    assert not diary.application.review


def test_moving_on_is_told_even_after_a_weekend_off() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00").send("F", "2026-03-20T10:00")
    diary.sleep_until("2026-04-06T08:00")
    assert diary.reminded(Topic.MOVE_ON) == ["2026-04-06T08:00"]


def test_without_any_address_nothing_is_filed_and_no_needless_question_asked() -> None:
    diary = Diary().happen(EventKind.OPENED, company="Acme").fix(interviewers=())
    diary.until("2026-06-10T12:00")
    assert (diary.filed, diary.application.questions, diary.state) == ([], (), State.WALKED_AWAY)
    assert diary.reminded(Topic.NO_ADDRESS) == ["2026-03-10T11:15"]
    assert diary.reminded(Topic.REVIEW) == []


# Questions (design, decision 5).


def test_a_question_holds_the_thank_you_and_go_on_releases_it() -> None:
    diary = asked(an_applied_diary().fix(), local="2026-03-09T12:00")
    assert diary.until("2026-03-10T15:00").filed == []
    answered(diary, "2026-03-10T16:00")
    assert diary.filed == ["2026-03-10T16:00 T ada"]


def test_a_question_takes_untouched_drafts_back_and_they_return_as_the_next_generation() -> None:
    diary = asked(an_interviewed_diary(), local="2026-03-10T12:00")
    assert diary.withdrawn == ["2026-03-10T12:00 T ada review"]
    answered(diary, "2026-03-10T18:00")
    record = diary.round.record(Step.THANK_YOU, ADA.email)
    assert record is not None
    assert (record.ref.generation, diary.drafts) == (1, ["T ada"])


def test_a_question_leaves_an_edited_draft_alone_and_tells_nothing_twice() -> None:
    diary = asked(
        an_interviewed_diary().touch(EventKind.DRAFT_EDITED, "T", "2026-03-10T12:00"), local="2026-03-10T13:00"
    )
    assert (diary.drafts, diary.reminded(Topic.EDITED_DRAFT_KEPT)) == (["T ada"], [])


def test_a_check_in_held_by_a_question_for_too_long_is_not_filed_any_more() -> None:
    diary = asked(an_interviewed_diary().send("T", "2026-03-10T12:00"), local="2026-03-21T12:00")
    assert diary.withdrawn == ["2026-03-21T12:00 F rita review"]
    answered(diary, "2026-05-21T12:00")
    assert (len(diary.filed), diary.state) == (2, State.WALKED_AWAY)


def test_a_check_in_held_for_some_days_comes_back() -> None:
    diary = asked(an_interviewed_diary().send("T", "2026-03-10T12:00"), local="2026-03-21T12:00")
    answered(diary, "2026-03-27T12:00")
    assert diary.filed[1:] == ["2026-03-20T09:00 F rita", "2026-03-27T12:00 F rita"]


def test_a_far_timeline_is_asked_about_once_and_never_filed_for_by_itself() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00")
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-11T12:00", timeline=a_timeline("2026-06-30"))
    assert [q.doubt for q in diary.application.questions] == [Doubt.FAR_TIMELINE]
    answered(diary, "2026-03-12T12:00", diary.application.questions[0].id)
    assert len(diary.until("2026-09-12T12:00").filed) == 1
    assert len(diary.reminded(Topic.REVIEW)) == 1


def test_a_far_timeline_told_long_after_the_last_change_is_still_asked_about() -> None:
    diary = an_interviewed_diary().happen(
        EventKind.TIMELINE_GIVEN, "2026-03-19T12:00", timeline=a_timeline("2026-03-27")
    )
    later = a_timeline("2026-07-27", stated_on="2026-04-01")
    diary.touch(EventKind.DRAFT_DELETED, "F", "2026-03-31T12:00")
    diary.happen(EventKind.TIMELINE_GIVEN, "2026-04-01T12:00", timeline=later)
    assert diary.reminded(Topic.REVIEW) == ["2026-04-01T12:00"]


def test_silence_that_means_no_ends_in_walking_away_without_a_check_in() -> None:
    diary = an_interviewed_diary().send("T", "2026-03-10T12:00")
    implicit = a_timeline("2026-03-31", kind=TimelineKind.IMPLICIT_NO)
    diary.hear(EventKind.EMPLOYER_REPLY, "2026-03-11T12:00", timeline=implicit)
    assert diary.until("2026-04-01T09:00").state is State.WALKED_AWAY
    assert len(diary.filed) == 1
