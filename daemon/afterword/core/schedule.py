"""
When each step of a round is due.

Instants are aware UTC; days are the user's local days. Every function is pure: it
gives the same answer at any time of asking, so a due time is never stored.
Sources: the recruiter's guide (thank at once, card the next day, one note after 10
to 14 days, then walk away) and the design's domain decisions 1 to 4.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from afterword.core.application import FINAL, Application, Round, State, Step, StepRecord, StepStatus
from afterword.core.policy import AfterReply, Policy
from afterword.core.rounds import HANDED_IN, is_closed
from afterword.core.verdict import Timeline, TimelineKind
from afterword.core.workdays import add_working_days, at_local, is_working_day, local_day

REMINDER_FRESH: Final = timedelta(hours=24)
"""A reminder that could not go out for this long has lost its point."""

THANK_YOU_DEAD: Final = timedelta(days=7)
"""A thank-you that nobody wrote for a week is not worth a draft any more (scenario 30)."""

CHECK_IN_DEAD: Final = timedelta(days=14)
"""A check-in this long past its time is not worth a question: the walk-away day has come."""

_NOTE_SENT: Final = frozenset({StepStatus.SENT, StepStatus.DONE})


def thank_you_due(a_round: Round, policy: Policy) -> datetime | None:
    """Return when the thank-you is due: 15 minutes after the interview's end, whatever the hour."""
    return a_round.appointment.end + policy.thank_after if a_round.appointment else None


def thank_you_stale(a_round: Round, policy: Policy) -> datetime | None:
    """Return the instant from which a thank-you is late: the user counts as waiting, and a draft is marked so."""
    return a_round.appointment.end + policy.thank_stale_after if a_round.appointment else None


def thank_you_dead(a_round: Round, policy: Policy) -> datetime | None:
    """Return the instant from which a thank-you that was never filed is no longer filed."""
    after = max(policy.thank_stale_after, THANK_YOU_DEAD)
    return a_round.appointment.end + after if a_round.appointment else None


def ask_timeline_due(a_round: Round, policy: Policy) -> datetime | None:
    """Return when to remind the user to ask for the timeline: that morning, at the latest an hour before."""
    if a_round.appointment is None:
        return None
    start = a_round.appointment.start
    morning = at_local(local_day(start, policy.zone), policy.ask_timeline_at, policy.zone)
    return min(morning, start - timedelta(hours=1))


def card_due(a_round: Round, policy: Policy) -> datetime | None:
    """Return when to remind the user of the handwritten card: the next morning, by the user's own calendar."""
    return _morning_after(a_round, policy) if policy.card else None


def waiting_due(a_round: Round, policy: Policy) -> datetime | None:
    """Return when a thanked application counts as waiting: the next morning."""
    return _morning_after(a_round, policy)


def _morning_after(a_round: Round, policy: Policy) -> datetime | None:
    if a_round.appointment is None:
        return None
    next_day = local_day(a_round.appointment.end, policy.zone) + timedelta(days=1)
    return at_local(next_day, policy.morning, policy.zone)


def check_in_due(a_round: Round, policy: Policy) -> datetime | None:
    """
    Return when the check-in of a round is due, or None where none will come.

    After a stated timeline: two working days behind its latest day. Without one: the
    first working morning from day 10 to 14 after the thank-you was sent, else after the
    interview. Where that is a quiet day, two working days behind the quiet period.
    """
    if a_round.appointment is None or not a_round.ended:
        return None
    timeline = timeline_of(a_round, policy)
    resumed = (bool(a_round.stopped) and policy.after_reply is AfterReply.RESUME) or a_round.stopped == HANDED_IN
    if a_round.stopped and (is_closed(a_round) or not (timeline or resumed)):
        return None
    day = _day_by_window(a_round, policy) if timeline is None else _day_by_timeline(a_round, timeline, policy)
    if day is None:
        return None
    if a_round.hold_until is not None:
        day = max(day, add_working_days(a_round.hold_until, policy.away_grace_days, policy.country))
    return at_local(_working_day_from(day, policy), policy.morning, policy.zone)


def check_in_late(due: datetime, policy: Policy) -> datetime:
    """Return when a check-in due then is so late, by the width of its window, that it is asked for (scenario 30)."""
    return due + timedelta(days=policy.check_in_last_day - policy.check_in_first_day + 1)


def timeline_of(a_round: Round, policy: Policy) -> Timeline | None:
    """Return the timeline that counts. One that ends before the day of the interview was about something else."""
    timeline = a_round.timeline
    if timeline is None or timeline.latest < local_day(a_round.when, policy.zone):
        return None
    return timeline


def _day_by_timeline(a_round: Round, timeline: Timeline, policy: Policy) -> date | None:
    if timeline.kind is TimelineKind.IMPLICIT_NO or is_too_far(a_round, policy):
        return None
    if timeline.kind is TimelineKind.NOT_BEFORE:
        return max(_day_by_window(a_round, policy), timeline.earliest)
    return add_working_days(timeline.latest, policy.timeline_grace_days, policy.country)


def is_too_far(a_round: Round, policy: Policy) -> bool:
    """Tell whether the stated timeline reaches so far that the user is asked instead (domain facts, 5.1)."""
    timeline = timeline_of(a_round, policy)
    return timeline is not None and (timeline.latest - timeline.stated_on).days > policy.longest_timeline_days


def _day_by_window(a_round: Round, policy: Policy) -> date:
    first = base_day(a_round, policy) + timedelta(days=policy.check_in_first_day)
    return _working_day_from(first, policy)


def base_day(a_round: Round, policy: Policy) -> date:
    """Return the local day to count days from: the reply's, else the first thank-you's, else the interview's."""
    if a_round.stopped_at is not None and a_round.stopped:
        return local_day(a_round.stopped_at, policy.zone)
    sent = [r.since for r in a_round.records if r.ref.step is Step.THANK_YOU and r.status in _NOTE_SENT]
    if sent:
        return local_day(min(sent), policy.zone)
    interview = a_round.appointment.end if a_round.appointment else a_round.opened
    return local_day(interview, policy.zone)


def _working_day_from(day: date, policy: Policy) -> date:
    """Return the first working day from *day* on that is not quiet; after a quiet period desks are full at first."""
    while is_quiet_day(day, policy) or not is_working_day(day, policy.country):
        last_quiet_day = is_quiet_day(day, policy) and not is_quiet_day(day + timedelta(days=1), policy)
        if last_quiet_day:
            day = add_working_days(day, max(1, policy.away_grace_days), policy.country)
        else:
            day += timedelta(days=1)
    return day


def is_quiet_day(day: date, policy: Policy) -> bool:
    """Tell whether no check-in is filed on this day of the year."""
    today = (day.month, day.day)
    return any(
        p.first <= today <= p.last if p.first <= p.last else today >= p.first or today <= p.last
        for p in policy.quiet_periods
    )


def walk_away_due(app: Application, policy: Policy) -> datetime | None:
    """
    Return when it is time to move on, or None while that is not in sight.

    14 days after the check-in was sent; where it was never sent, 14 days after it was
    filed or declined; where the employer said that silence means no, the morning behind that day.
    A person's last answer without a date ends the counting: the word is with the employer.
    """
    newest = app.round
    if newest is None or not newest.ended or app.state in FINAL or app.state in _NOT_WAITING:
        return None
    timeline = timeline_of(newest, policy)
    if timeline is not None and timeline.kind is TimelineKind.IMPLICIT_NO and not is_closed(newest):
        return at_local(timeline.latest + timedelta(days=1), policy.morning, policy.zone)
    checked = [r for r in newest.records if r.ref.step is Step.CHECK_IN and r.status is not StepStatus.WITHDRAWN]
    if not checked or is_closed(newest):
        return None
    last = max(checked, key=lambda r: (r.ref.generation, r.since))
    if newest.stopped and newest.stopped_at is not None and last.since <= newest.stopped_at:
        return None
    if last.status is StepStatus.SKIPPED:
        return last.since
    since = local_day(_silence_began(last), policy.zone)
    since = max(since, newest.hold_until or since)
    return at_local(since + timedelta(days=policy.walk_away_days), policy.morning, policy.zone)


_NOT_WAITING: Final = frozenset(
    {State.WALKED_AWAY, State.ON_HOLD, State.ASSESSMENT, State.REFERENCES, State.SCHEDULED, State.INVITED}
)


def _silence_began(record: StepRecord) -> datetime:
    return record.since if record.status in _NOTE_SENT else record.filed or record.since


def after_quiet_hours(at: datetime, policy: Policy) -> datetime:
    """Return *at*, or the end of the quiet hours it falls into: reminders do not ring at night."""
    local = at.astimezone(policy.zone)
    day, clock = local.date(), local.time()
    night_spans_midnight = policy.quiet_from > policy.quiet_until
    late = clock >= policy.quiet_from and (night_spans_midnight or clock < policy.quiet_until)
    early = clock < policy.quiet_until and (night_spans_midnight or clock >= policy.quiet_from)
    if not (late or early):
        return at
    end_day = day + timedelta(days=1) if late and night_spans_midnight else day
    return at_local(end_day, policy.quiet_until, policy.zone)


def next_moment(app: Application, now: datetime, policy: Policy) -> datetime | None:
    """Return the next instant after *now* at which something of this application may fall due."""
    return min((m for m in _moments(app, policy) if m > now), default=None)


def _moments(app: Application, policy: Policy) -> Iterator[datetime]:
    times: list[datetime | None] = [walk_away_due(app, policy)]
    for a_round in app.rounds:
        if a_round.appointment is not None:
            times += [a_round.appointment.start, a_round.appointment.end]
        check_in = check_in_due(a_round, policy)
        times += [
            ask_timeline_due(a_round, policy),
            thank_you_due(a_round, policy),
            thank_you_stale(a_round, policy),
            thank_you_dead(a_round, policy),
            card_due(a_round, policy),
            waiting_due(a_round, policy),
            check_in,
            check_in and check_in_late(check_in, policy),
            check_in and check_in + CHECK_IN_DEAD,
        ]
        times += [r.since for r in a_round.records]
    times += [q.asked for q in app.questions] + [app.since]
    for time in times:
        if time is not None:
            yield time
            yield after_quiet_hours(time, policy)
