"""When each step is due. Day 0 is Tuesday 10 March 2026, 10:00 to 11:00 in New York, unless said."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.makers import (
    BERLIN,
    GERMAN_POLICY,
    NEW_YORK,
    POLICY,
    a_round,
    a_timeline,
    an_application,
    an_appointment,
    at,
)

from afterword.core.application import Round, State, Step, StepRecord, StepRef, StepStatus
from afterword.core.policy import AfterReply, Policy
from afterword.core.schedule import (
    after_quiet_hours,
    ask_timeline_due,
    card_due,
    check_in_due,
    check_in_late,
    is_quiet_day,
    is_too_far,
    thank_you_dead,
    thank_you_due,
    thank_you_stale,
    waiting_due,
    walk_away_due,
)
from afterword.core.verdict import TimelineKind
from afterword.core.workdays import is_working_day, local_day

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
RESUME = replace(POLICY, after_reply=AfterReply.RESUME)


def wall(instant: datetime | None, zone: ZoneInfo = NEW_YORK) -> str | None:
    return None if instant is None else instant.astimezone(zone).strftime("%a %Y-%m-%dT%H:%M")


def a_step(step: Step, status: StepStatus, since: str, *, filed: str = "", generation: int = 0) -> StepRecord:
    ref = StepRef(1, step, "ada@acme.example", generation)
    return StepRecord(ref, status, at(since), at(filed) if filed else None)


def thanked(*days: str) -> Round:
    """Return a round whose thank-yous went out at these times."""
    sent = (a_step(Step.THANK_YOU, StepStatus.SENT, when) for when in days)
    return a_round(
        records=tuple(replace(r, ref=replace(r.ref, recipient=f"{n}@x.example")) for n, r in enumerate(sent))
    )


def test_the_thank_you_is_due_a_quarter_of_an_hour_after_the_end() -> None:
    assert wall(thank_you_due(a_round(), POLICY)) == "Tue 2026-03-10T11:15"
    assert wall(thank_you_stale(a_round(), POLICY)) == "Thu 2026-03-12T11:00"
    assert wall(thank_you_dead(a_round(), POLICY)) == "Tue 2026-03-17T11:00"


def test_a_round_without_a_time_has_nothing_due() -> None:
    waiting = replace(a_round(), appointment=None, ended=False)
    for due in (thank_you_due, thank_you_stale, thank_you_dead, ask_timeline_due, card_due, waiting_due, check_in_due):
        assert due(waiting, POLICY) is None


def test_the_card_is_for_the_next_morning_and_only_where_it_is_a_custom() -> None:
    assert wall(card_due(a_round(), POLICY)) == "Wed 2026-03-11T09:00"
    assert card_due(a_round(), GERMAN_POLICY) is None


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-03-10T10:00", "Tue 2026-03-10T08:00"),
        ("2026-03-10T19:00", "Tue 2026-03-10T08:00"),
        ("2026-03-10T08:30", "Tue 2026-03-10T07:30"),
    ],
)
def test_the_timeline_is_to_be_asked_for_on_the_morning_of_the_interview(start: str, due: str) -> None:
    assert wall(ask_timeline_due(a_round(an_appointment(start)), POLICY)) == due


def test_the_check_in_comes_on_day_ten() -> None:
    assert wall(check_in_due(a_round(), POLICY)) == "Fri 2026-03-20T09:00"


def test_day_ten_at_a_weekend_moves_to_monday() -> None:
    assert wall(check_in_due(a_round(an_appointment("2026-03-12T10:00")), POLICY)) == "Mon 2026-03-23T09:00"


@pytest.mark.parametrize(
    ("policy", "start", "due"),
    [
        (POLICY, "2026-06-23T10:00", "Mon 2026-07-06T09:00"),  # 3 July is observed in the United States
        (GERMAN_POLICY, "2026-06-23T10:00", "Fri 2026-07-03T09:00"),
        (GERMAN_POLICY, "2026-03-24T10:00", "Tue 2026-04-07T09:00"),  # Good Friday to Easter Monday
    ],
)
def test_holidays_are_those_of_the_country(policy: Policy, start: str, due: str) -> None:
    assert wall(check_in_due(a_round(an_appointment(start, zone=policy.zone)), policy), policy.zone) == due


def test_days_are_counted_from_the_first_thank_you_that_was_sent() -> None:
    assert wall(check_in_due(thanked("2026-03-13T10:00", "2026-03-11T23:30"), POLICY)) == "Mon 2026-03-23T09:00"


def test_a_thank_you_that_came_back_does_not_count() -> None:
    bounced = a_round(records=(a_step(Step.THANK_YOU, StepStatus.BOUNCED, "2026-03-16T10:00"),))
    assert wall(check_in_due(bounced, POLICY)) == "Fri 2026-03-20T09:00"


def test_a_stated_timeline_is_waited_for_with_two_working_days_of_grace() -> None:
    thursday = an_appointment("2026-03-12T10:00")
    stated = a_round(thursday, timeline=a_timeline("2026-03-20", earliest="2026-03-19", stated_on="2026-03-13"))
    assert wall(check_in_due(stated, POLICY)) == "Tue 2026-03-24T09:00"
    extended = replace(stated, timeline=a_timeline("2026-03-27", stated_on="2026-03-20"))
    assert wall(check_in_due(extended, POLICY)) == "Tue 2026-03-31T09:00"


def test_a_timeline_that_ends_before_the_interview_was_about_something_else() -> None:
    assert wall(check_in_due(a_round(timeline=a_timeline("2026-03-06", stated_on="2026-03-03")), POLICY)) == (
        "Fri 2026-03-20T09:00"
    )


def test_a_timeline_that_ends_on_the_day_of_the_interview_counts() -> None:
    same_day = a_round(timeline=a_timeline("2026-03-10", stated_on="2026-03-09"))
    assert wall(check_in_due(same_day, POLICY)) == "Thu 2026-03-12T09:00"


def test_not_before_a_day_holds_the_check_in_and_never_hurries_it() -> None:
    late = a_round(timeline=a_timeline("2026-04-01", kind=TimelineKind.NOT_BEFORE))
    assert wall(check_in_due(late, POLICY)) == "Wed 2026-04-01T09:00"
    soon = a_round(timeline=a_timeline("2026-03-12", kind=TimelineKind.NOT_BEFORE))
    assert wall(check_in_due(soon, POLICY)) == "Fri 2026-03-20T09:00"


def test_silence_that_means_no_gets_no_check_in() -> None:
    implicit = a_round(timeline=a_timeline("2026-03-31", kind=TimelineKind.IMPLICIT_NO))
    assert check_in_due(implicit, POLICY) is None
    waiting = an_application(state=State.WAITING, rounds=(implicit,))
    assert wall(walk_away_due(waiting, POLICY)) == "Wed 2026-04-01T09:00"


def test_a_date_too_far_away_is_asked_about() -> None:
    far = a_round(timeline=a_timeline("2026-04-23"))
    assert (is_too_far(far, POLICY), check_in_due(far, POLICY)) == (True, None)
    assert not is_too_far(a_round(timeline=a_timeline("2026-04-22")), POLICY)


@pytest.mark.parametrize("reply", ["employer_reply", "interview_invitation", "recruiter_outreach"])
def test_a_reply_without_a_date_ends_the_waiting_or_begins_it_anew(reply: str) -> None:
    replied = a_round(stopped=reply, stopped_at=at("2026-03-11T12:00"))
    assert check_in_due(replied, POLICY) is None
    assert wall(check_in_due(replied, RESUME)) == "Mon 2026-03-23T09:00"


def test_a_reply_with_a_date_arms_the_check_in_behind_it() -> None:
    dated = a_round(stopped="employer_reply", stopped_at=at("2026-03-11T12:00"), timeline=a_timeline("2026-03-17"))
    assert wall(check_in_due(dated, POLICY)) == "Thu 2026-03-19T09:00"


@pytest.mark.parametrize(
    "closed",
    ["rejection", "offer", "withdrawn", "position_on_hold", "assessment", "info_request", "no_show", "walked_away"],
)
def test_no_date_revives_a_round_that_was_closed(closed: str) -> None:
    over = a_round(stopped=closed, stopped_at=at("2026-03-11T12:00"), timeline=a_timeline("2026-03-17"))
    assert (check_in_due(over, POLICY), check_in_due(over, RESUME)) == (None, None)


def test_somebody_away_is_given_two_working_days_after_their_return() -> None:
    assert wall(check_in_due(a_round(hold_until=date(2026, 3, 27)), POLICY)) == "Tue 2026-03-31T09:00"
    assert wall(check_in_due(a_round(hold_until=date(2026, 3, 12)), POLICY)) == "Fri 2026-03-20T09:00"


def test_no_check_in_comes_over_the_year_end() -> None:
    thursday = an_appointment("2026-12-17T10:00")
    assert wall(check_in_due(a_round(thursday), POLICY)) == "Tue 2027-01-05T09:00"
    after = a_timeline("2027-01-08", earliest="2027-01-04", stated_on="2026-12-17")
    assert wall(check_in_due(a_round(thursday, timeline=after), POLICY)) == "Tue 2027-01-12T09:00"


@pytest.mark.parametrize(
    ("day", "quiet"), [("12-23", False), ("12-24", True), ("12-31", True), ("01-01", True), ("01-02", False)]
)
def test_the_quiet_period_spans_the_new_year(day: str, quiet: bool) -> None:
    assert is_quiet_day(date.fromisoformat(f"2026-{day}"), POLICY) is quiet


def test_nine_in_the_morning_stays_nine_when_the_clocks_change() -> None:
    before = a_round(an_appointment("2026-03-19T10:00", zone=BERLIN))
    due = check_in_due(before, GERMAN_POLICY)
    assert wall(due, BERLIN) == "Mon 2026-03-30T09:00"
    assert wall(due, ZoneInfo("UTC")) == "Mon 2026-03-30T07:00"


def test_the_end_of_an_interview_elsewhere_counts_by_the_instant() -> None:
    in_new_york = an_appointment("2026-03-31T10:00")
    assert wall(thank_you_due(a_round(in_new_york), GERMAN_POLICY), BERLIN) == "Tue 2026-03-31T17:15"
    assert wall(thank_you_due(a_round(an_appointment("2026-03-17T10:00")), GERMAN_POLICY), BERLIN) == (
        "Tue 2026-03-17T16:15"
    )


def test_days_are_local_ones_over_midnight_utc() -> None:
    policy = Policy(LOS_ANGELES, "US", card=True)
    late = a_round(an_appointment("2026-03-17T16:30", zone=LOS_ANGELES))
    assert wall(thank_you_due(late, policy), LOS_ANGELES) == "Tue 2026-03-17T17:45"
    assert wall(card_due(late, policy), LOS_ANGELES) == "Wed 2026-03-18T09:00"
    assert wall(check_in_due(late, policy), LOS_ANGELES) == "Fri 2026-03-27T09:00"


def test_it_is_time_to_move_on_two_weeks_after_the_check_in_was_sent() -> None:
    sent = a_round(records=(a_step(Step.CHECK_IN, StepStatus.SENT, "2026-03-23T15:00", filed="2026-03-20T09:00"),))
    app = an_application(state=State.FOLLOWED_UP, rounds=(sent,))
    assert wall(walk_away_due(app, POLICY)) == "Mon 2026-04-06T09:00"
    away = an_application(state=State.FOLLOWED_UP, rounds=(replace(sent, hold_until=date(2026, 3, 27)),))
    assert wall(walk_away_due(away, POLICY)) == "Fri 2026-04-10T09:00"


@pytest.mark.parametrize("status", [StepStatus.FILED, StepStatus.EDITED, StepStatus.DELETED])
def test_a_check_in_never_sent_counts_from_its_filing(status: StepStatus) -> None:
    unsent = a_round(records=(a_step(Step.CHECK_IN, status, "2026-03-25T15:00", filed="2026-03-20T09:00"),))
    app = an_application(state=State.WAITING, rounds=(unsent,))
    assert wall(walk_away_due(app, POLICY)) == "Fri 2026-04-03T09:00"


def test_of_several_check_ins_the_last_that_lay_in_drafts_counts() -> None:
    first = a_step(Step.CHECK_IN, StepStatus.DELETED, "2026-03-21T15:00", filed="2026-03-20T09:00")
    second = a_step(Step.CHECK_IN, StepStatus.SENT, "2026-03-24T15:00", filed="2026-03-24T09:00", generation=1)
    third = a_step(Step.CHECK_IN, StepStatus.WITHDRAWN, "2026-03-25T15:00", filed="2026-03-25T09:00", generation=2)
    app = an_application(state=State.FOLLOWED_UP, rounds=(a_round(records=(second, first, third)),))
    assert wall(walk_away_due(app, POLICY)) == "Tue 2026-04-07T09:00"


def test_nobody_walks_away_before_the_check_in_or_once_a_person_has_answered_it() -> None:
    assert walk_away_due(an_application(state=State.WAITING, rounds=(a_round(),)), POLICY) is None
    sent = a_step(Step.CHECK_IN, StepStatus.SENT, "2026-03-20T15:00")
    answered = a_round(records=(sent,), stopped="employer_reply", stopped_at=at("2026-03-23T10:00"))
    assert walk_away_due(an_application(state=State.WAITING, rounds=(answered,)), POLICY) is None


@pytest.mark.parametrize(
    ("clock", "then"),
    [("20:59", "10T20:59"), ("21:00", "11T07:00"), ("23:30", "11T07:00"), ("06:59", "10T07:00"), ("07:00", "10T07:00")],
)
def test_the_night_is_quiet(clock: str, then: str) -> None:
    quiet = after_quiet_hours(at(f"2026-03-10T{clock}"), POLICY)
    assert wall(quiet, NEW_YORK) == wall(at(f"2026-03-{then}"))


def test_quiet_hours_may_lie_within_one_day_or_not_be_at_all() -> None:
    siesta = replace(POLICY, quiet_from=time(13), quiet_until=time(15))
    assert wall(after_quiet_hours(at("2026-03-10T14:00"), siesta)) == "Tue 2026-03-10T15:00"
    assert wall(after_quiet_hours(at("2026-03-10T23:00"), siesta)) == "Tue 2026-03-10T23:00"
    never = replace(POLICY, quiet_from=time(0), quiet_until=time(0))
    assert after_quiet_hours(at("2026-03-10T03:00"), never) == at("2026-03-10T03:00")


POLICIES = st.sampled_from([POLICY, RESUME, GERMAN_POLICY, Policy(LOS_ANGELES, "CA", card=True)])
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))  # noqa: DTZ001  (wall times)


@given(STARTS, POLICIES, st.none() | st.dates(date(2026, 1, 1), date(2029, 3, 1)))
def test_the_check_in_comes_on_a_working_morning_that_is_not_quiet(
    start: datetime, policy: Policy, back: date | None
) -> None:
    interview = an_appointment(start.isoformat(), zone=policy.zone)
    due = check_in_due(a_round(interview, hold_until=back), policy)
    assert due is not None
    day = local_day(due, policy.zone)
    assert due.astimezone(policy.zone).time() == policy.morning
    assert is_working_day(day, policy.country)
    assert not is_quiet_day(day, policy)
    assert (day - local_day(interview.end, policy.zone)).days >= 10
    assert back is None or day > back
    assert due < check_in_late(due, policy)


@given(STARTS, POLICIES, st.integers(0, 40))
def test_the_check_in_never_comes_before_a_stated_day_is_over(start: datetime, policy: Policy, days: int) -> None:
    interview = an_appointment(start.isoformat(), zone=policy.zone)
    day = local_day(interview.start, policy.zone)
    latest = day + timedelta(days=days)
    due = check_in_due(a_round(interview, timeline=a_timeline(str(latest), stated_on=str(day))), policy)
    assert due is not None
    assert local_day(due, policy.zone) > latest
