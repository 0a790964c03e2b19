"""What comes next for an application, in words and with its time."""

from dataclasses import dataclass
from datetime import datetime

from afterword.core.application import FINAL, Application, Step
from afterword.core.policy import Policy
from afterword.core.schedule import ask_timeline_due, card_due, check_in_due, thank_you_due, walk_away_due


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A step ahead; `at` is aware UTC."""

    what: str
    at: datetime


def next_step(app: Application, now: datetime, policy: Policy, *, reminds: bool = True) -> Upcoming | None:
    """
    Return the nearest step after *now*, or None where nothing is planned. A question holds everything.

    Without *reminds* (no way of reminders is set up) reminders are no steps.
    """
    if app.state in FINAL or app.review:
        return None
    steps: list[tuple[str, datetime | None]] = [("walk away", walk_away_due(app, policy))]
    for a_round in app.rounds:
        if not a_round.stopped and a_round.appointment is not None:
            steps += [
                ("interview", a_round.appointment.start),
                ("thank-you draft", thank_you_due(a_round, policy)),
            ]
            if reminds:
                ask = None if a_round.ended else ask_timeline_due(a_round, policy)
                steps += [
                    ("remind you to ask for the timeline", ask),
                    ("remind you of the card", card_due(a_round, policy)),
                ]
        filed = any(r.ref.step is Step.CHECK_IN for r in a_round.records)
        if a_round is app.round and not filed:
            steps.append(("check-in draft", check_in_due(a_round, policy)))
    ahead = [Upcoming(what, at) for what, at in steps if at is not None and at > now]
    return min(ahead, key=lambda s: s.at, default=None)


def tell_steps(app: Application) -> list[str]:
    """Return what became of each step of the follow-up, a line each, and which were never filed and why."""
    lines = []
    for a_round in app.rounds:
        for record in sorted(a_round.records, key=lambda r: (r.ref.step.value, r.since)):
            to = f" to {record.ref.recipient}" if record.ref.recipient else ""
            lines.append(f"{_STEPS[record.ref.step]}{to}: {record.status.value}")
        checked = any(r.ref.step is Step.CHECK_IN for r in a_round.records)
        if not checked and a_round.stopped and a_round.ended:
            lines.append(f"check-in: never filed ({a_round.stopped.replace('_', ' ')})")
    return lines


_STEPS = {Step.THANK_YOU: "thank-you", Step.CARD: "card", Step.CHECK_IN: "check-in"}
