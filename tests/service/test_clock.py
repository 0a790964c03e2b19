import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.clock import FileClock

from afterword.service.clock import SystemClock
from afterword.service.ports import Clock

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class _LaptopAsleep(SystemClock):
    """An hour is gone between the first look at the clock and the second."""

    looks = 0

    def now(self) -> datetime:
        type(self).looks += 1
        return NOON if self.looks == 1 else NOON + timedelta(hours=1)


def test_the_time_is_aware_and_in_utc() -> None:
    clock: Clock = SystemClock()
    assert clock.now().tzinfo is UTC


async def test_a_time_that_has_passed_is_not_waited_for() -> None:
    clock = SystemClock()
    before = clock.now()
    await clock.sleep_until(before - timedelta(days=1))
    assert clock.now() - before < timedelta(seconds=1)


async def test_a_sleep_ends_at_its_time_and_not_before() -> None:
    clock = SystemClock(longest_stretch=timedelta(milliseconds=10))
    end = clock.now() + timedelta(milliseconds=50)
    await clock.sleep_until(end)
    assert clock.now() >= end


async def test_a_jump_of_the_wall_clock_ends_a_sleep_after_one_stretch() -> None:
    clock = _LaptopAsleep(longest_stretch=timedelta(milliseconds=10))
    await asyncio.wait_for(clock.sleep_until(NOON + timedelta(minutes=30)), timeout=5)
    assert _LaptopAsleep.looks == 2


async def test_the_clock_of_the_tests_wakes_its_sleepers_when_it_is_moved(tmp_path: Path) -> None:
    clock = FileClock(tmp_path / "now")
    clock.set(NOON)
    sleeper = asyncio.ensure_future(clock.sleep_until(NOON + timedelta(days=10)))
    await asyncio.sleep(0.05)
    assert not sleeper.done()

    assert clock.advance(timedelta(days=10)) == NOON + timedelta(days=10)
    await asyncio.wait_for(sleeper, timeout=5)
