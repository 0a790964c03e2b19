"""The time. No other file reads it: all else is handed an instant, so that tests and replays can hand in theirs."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class SystemClock:
    """
    The wall clock of this machine; meets `ports.Clock`.

    The event loop's own timers stand still while a laptop sleeps and know nothing of a corrected
    clock, so a wait is cut into stretches and the wall clock is asked again after each.
    """

    longest_stretch: timedelta = timedelta(seconds=60)

    def now(self) -> datetime:
        """Return this instant, aware UTC."""
        return datetime.now(UTC)

    async def sleep_until(self, when: datetime) -> None:
        """Return at *when* (aware) or later, at most one stretch late; at once where it has passed."""
        while (left := when - self.now()) > timedelta():  # noqa: ASYNC110 (time passes without an event)
            await asyncio.sleep(min(left, self.longest_stretch).total_seconds())
