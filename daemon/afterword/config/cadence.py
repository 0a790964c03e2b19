"""Reads rules/cadence.yaml, the figures that say when things are due; a user's copy may have some of its keys only."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, create_model

from afterword.config.rulefiles import shipped_rules
from afterword.config.wording import wrong
from afterword.config.yamlfile import FileModel, load, load_placed
from afterword.core.policy import AfterReply, Policy, QuietPeriod
from afterword.errors import ConfigError


def load_policy(rules_dir: Path | None, zone: ZoneInfo, country: str, *, card: bool, after_reply: AfterReply) -> Policy:
    """
    Return the cadence: the shipped figures, and over them those of cadence.yaml in *rules_dir*, key by key.

    Raises `ConfigError`.
    """
    cadence = load(shipped_rules() / "cadence.yaml", Cadence)
    own = rules_dir / "cadence.yaml" if rules_dir else None
    if own is not None and own.exists():
        placed = load_placed(own, _OwnCadence)
        cadence = Cadence.model_validate(cadence.model_dump() | placed.value.model_dump(exclude_unset=True))
        first, last = cadence.check_in_first_day, cadence.check_in_last_day
        if first > last:
            key = "check_in_last_day" if "check_in_last_day" in placed.value.model_fields_set else "check_in_first_day"
            what = f"the check-in's last day ({last}) comes before its first ({first})"
            raise ConfigError((placed.problem((key,), what, "write both days, the smaller one first"),))
    return Policy(
        zone=zone,
        country=country,
        card=card,
        thank_after=timedelta(minutes=cadence.thank_after_minutes),
        thank_stale_after=timedelta(hours=cadence.thank_stale_after_hours),
        morning=cadence.morning,
        ask_timeline_at=cadence.ask_timeline_at,
        check_in_first_day=cadence.check_in_first_day,
        check_in_last_day=cadence.check_in_last_day,
        timeline_grace_days=cadence.timeline_grace_days,
        away_grace_days=cadence.away_grace_days,
        walk_away_days=cadence.walk_away_days,
        longest_timeline_days=cadence.longest_timeline_days,
        after_reply=after_reply,
        quiet_periods=tuple(QuietPeriod(period.first, period.last) for period in cadence.quiet_periods),
        quiet_from=cadence.quiet_from,
        quiet_until=cadence.quiet_until,
    )


def _clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    try:
        hour, minute = str(value).split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise wrong("should be a time of day", "write hours and minutes, 00:00 to 23:59, such as 09:00") from None


def _month_day(value: Any) -> tuple[int, int]:
    if isinstance(value, tuple):
        return value
    try:
        day = date.fromisoformat(f"2024-{value}")  # a leap year: 29 February is a day of the year
    except ValueError:
        raise wrong("should be a day of the year", "write month and day, such as 12-24") from None
    return day.month, day.day


Clock = Annotated[time, BeforeValidator(_clock)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
Days = Annotated[int, Field(ge=0, le=365)]


class Quiet(FileModel):
    """A stretch of the year; may span the new year."""

    first: MonthDay
    last: MonthDay


class Cadence(FileModel):
    """The whole of the shipped file, which explains each key."""

    thank_after_minutes: Annotated[int, Field(ge=0, le=24 * 60)]
    thank_stale_after_hours: Annotated[int, Field(ge=1, le=14 * 24)]
    morning: Clock
    ask_timeline_at: Clock
    check_in_first_day: Annotated[int, Field(ge=1, le=90)]
    check_in_last_day: Annotated[int, Field(ge=1, le=90)]
    timeline_grace_days: Days
    longest_timeline_days: Days
    away_grace_days: Days
    walk_away_days: Annotated[int, Field(ge=1, le=365)]
    quiet_periods: tuple[Quiet, ...]
    quiet_from: Clock
    quiet_until: Clock


_parts: dict[str, Any] = {key: (shape, None) for key, shape in Cadence.__annotations__.items()}
_OwnCadence: type[FileModel] = create_model("_OwnCadence", __base__=FileModel, **_parts)
