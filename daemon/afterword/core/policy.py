"""The cadence: every wait and habit that decides when a step is due (`rules/cadence.yaml`, configuration)."""

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class AfterReply(StrEnum):
    """What a reply without a date does to the check-in of its round."""

    STOP = "stop"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class QuietPeriod:
    """Days of the year, both inclusive and written month-day, in which no check-in is filed; may span the new year."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Policy:
    """
    When things are due.

    Local times are in `zone`, the user's own; working days follow `country`
    (ISO 3166-1 alpha-2). Source of the figures: the recruiter's guide and
    domain decisions 1 to 4 of the design.
    """

    zone: ZoneInfo
    country: str
    card: bool
    thank_after: timedelta = timedelta(minutes=15)
    thank_stale_after: timedelta = timedelta(hours=48)
    morning: time = time(9)
    ask_timeline_at: time = time(8)
    check_in_first_day: int = 10
    check_in_last_day: int = 14
    timeline_grace_days: int = 2
    away_grace_days: int = 2
    walk_away_days: int = 14
    longest_timeline_days: int = 42
    after_reply: AfterReply = AfterReply.STOP
    quiet_periods: tuple[QuietPeriod, ...] = (QuietPeriod((12, 24), (1, 1)),)
    quiet_from: time = time(21)
    quiet_until: time = time(7)
