"""What the calendar part of a mail does to the verdict."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.core.letters import judged

from afterword.core.facts import Invite
from afterword.core.verdict import Doubt, Kind

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 3, 17, 10, tzinfo=NEW_YORK)
REQUEST = Invite(
    "REQUEST",
    "uid-1",
    start=START,
    end=START + timedelta(hours=1),
    zone="America/New_York",
    summary="Interview with Acme",
)


def invited(text: str = "Your interview", invite: Invite = REQUEST, **more: Any) -> Any:
    return judged(text, "Invitation: Interview with Acme", invites=(invite,), **more)


def test_a_request_with_a_start_ahead_confirms_the_interview() -> None:
    verdict = invited()
    assert verdict.kind is Kind.INTERVIEW_CONFIRMED
    assert verdict.appointment is not None
    assert (verdict.appointment.start, verdict.appointment.uid) == (datetime(2026, 3, 17, 14, tzinfo=UTC), "uid-1")


def test_an_event_that_had_begun_still_names_its_time_unless_the_words_say_more() -> None:
    past = replace(REQUEST, start=START - timedelta(days=14), end=START - timedelta(days=14))
    assert invited(invite=past).appointment is not None
    assert invited("We decided not to move forward with your application.", past).kind is Kind.REJECTION


def test_a_higher_sequence_hints_at_a_move() -> None:
    assert invited(invite=replace(REQUEST, sequence=2)).kind is Kind.INTERVIEW_RESCHEDULED


def test_words_of_moving_beside_a_request_hint_at_a_move() -> None:
    assert invited("Your interview has been rescheduled.").kind is Kind.INTERVIEW_RESCHEDULED


def test_a_cancel_calls_the_interview_off() -> None:
    assert invited("This event has been cancelled.", replace(REQUEST, method="CANCEL")).kind is Kind.INTERVIEW_CANCELLED


def test_a_cancel_that_refuses_in_words_is_a_rejection() -> None:
    verdict = invited(
        "We decided to move forward with other candidates, so I am cancelling the interview.",
        replace(REQUEST, method="CANCEL"),
    )
    assert verdict.kind is Kind.REJECTION


def test_a_cancel_beside_a_new_request_is_a_move() -> None:
    later = replace(REQUEST, uid="uid-2", start=START + timedelta(days=1), end=START + timedelta(days=1, hours=1))
    verdict = judged("Interview", invites=(replace(REQUEST, method="CANCEL"), later))
    assert verdict.kind is Kind.INTERVIEW_RESCHEDULED
    assert verdict.appointment is not None
    assert verdict.appointment.uid == "uid-2"


def test_an_event_of_whole_days_is_a_hold_and_no_interview_time() -> None:
    verdict = invited(invite=replace(REQUEST, start=None, end=None, day=date(2026, 3, 17)))
    assert verdict.kind is Kind.INTERVIEW_INVITATION
    assert verdict.appointment is None


def test_a_tentative_event_or_a_hold_is_not_fixed() -> None:
    for invite in (replace(REQUEST, status="TENTATIVE"), replace(REQUEST, summary="HOLD: Interview with Acme")):
        assert invited(invite=invite).kind is Kind.INTERVIEW_INVITATION


def test_a_zone_that_nobody_knows_is_a_question() -> None:
    verdict = invited(invite=replace(REQUEST, start=None, end=None, zone="", zone_doubt="Customized Time Zone"))
    assert Doubt.ZONE_UNKNOWN in verdict.doubts
    assert verdict.confidence < 0.7


def test_a_floating_time_is_in_the_zone_of_the_reader() -> None:
    floating = replace(
        REQUEST,
        start=None,
        end=None,
        zone="",
        floating=datetime(2026, 3, 17, 10),  # noqa: DTZ001 - a floating time has no zone
        floating_end=None,
    )
    verdict = invited(invite=floating)
    assert verdict.appointment is not None
    assert verdict.appointment.start == datetime(2026, 3, 17, 14, tzinfo=UTC)


def test_a_text_that_names_another_time_than_the_event_is_a_question() -> None:
    verdict = invited("Your interview is on Tuesday, March 17 at 9am PT.", replace(REQUEST, zone="UTC"))
    assert Doubt.TIMES_CONTRADICT in verdict.doubts


def test_a_text_that_names_the_same_time_in_another_zone_is_no_question() -> None:
    assert invited("Your interview is on Tuesday, March 17 at 7am PT.").doubts == ()


def test_a_text_without_a_zone_means_the_zone_of_the_event() -> None:
    los_angeles = ZoneInfo("America/Los_Angeles")
    start = datetime(2026, 3, 17, 10, tzinfo=los_angeles)
    invite = replace(REQUEST, start=start, end=start + timedelta(hours=1), zone="America/Los_Angeles")
    assert invited("Your interview is on Tuesday, March 17 at 10:00 AM.", invite).doubts == ()


def test_calendar_spam_from_a_stranger_is_no_interview() -> None:
    spam = replace(REQUEST, summary="You won a prize")
    assert judged("Claim it now", "You won", invites=(spam,)).kind is Kind.NOT_JOB_RELATED


def test_an_event_without_words_from_somebody_known_is_an_interview() -> None:
    assert judged("", "Chat", invites=(replace(REQUEST, summary="Chat"),), known=True).kind is Kind.INTERVIEW_CONFIRMED


def test_the_answer_of_a_calendar_says_nothing() -> None:
    verdict = judged("", "Accepted: Interview", invites=(replace(REQUEST, method="REPLY"),), known=True)
    assert verdict.kind is Kind.AUTO_REPLY


def test_a_counter_proposal_fixes_nothing() -> None:
    verdict = invited("How about then?", replace(REQUEST, method="COUNTER"))
    assert verdict.kind is Kind.INTERVIEW_INVITATION
    assert verdict.appointment is None


def test_a_rejection_beside_a_request_is_a_question() -> None:
    verdict = invited("We decided not to move forward with your application.")
    assert Doubt.TWO_DECISIONS in verdict.doubts
    assert verdict.confidence < 0.7
