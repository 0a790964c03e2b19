"""A clock that a test moves, also from another process: its hands are a file."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class FileClock:
    """Reads the time from a file with one ISO instant; meets `ports.Clock`."""

    path: Path

    def now(self) -> datetime:
        """Return the instant in the file, aware UTC."""
        return datetime.fromisoformat(self.path.read_text(encoding="ascii").strip()).astimezone(UTC)

    def set(self, instant: datetime) -> None:
        """Put the hands to an aware instant; a reader sees the old or the new one, never half."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(instant.isoformat(), encoding="ascii")
        fresh.replace(self.path)

    def advance(self, by: timedelta) -> datetime:
        """Move the hands and return the new instant."""
        self.set(self.now() + by)
        return self.now()

    async def sleep_until(self, when: datetime) -> None:
        """Return as soon as the file says *when* or later."""
        while self.now() < when:  # noqa: ASYNC110 (another process may move the hands)
            await asyncio.sleep(POLL_SECONDS)
