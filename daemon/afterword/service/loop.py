"""
Keeps one mailbox served for ever: connect, listen, work, back off, begin again.

Listening is only a wake-up. Every wake, every time-out and every new connection is
followed by a whole look at the folders, so a lost notification costs minutes at most.
"""

import asyncio
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Final, ParamSpec, TypeVar

import structlog

from afterword.errors import TryLater, UserMustAct
from afterword.service.cycle import next_due, run_cycle
from afterword.service.desk import Desk

log = structlog.get_logger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

RENEW: Final = 240.0
"""Seconds after which listening is renewed. RFC 2177 allows 29 minutes; NAT drops idle flows after 5 to 15."""

_FAREWELL: Final = 1.0
"""Seconds that logging out may take; a server that does not answer then is left without a word."""

_FIRST_WAIT: Final = 2.0
_LONGEST_WAIT: Final = 300.0
_WAIT_FOR_USER: Final = 3600.0
"""Seconds between tries where only the user can help (a wrong password): providers lock accounts that hammer."""


class Thread:
    """The one worker thread that a mailbox belongs to: imapclient is not thread-safe."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "mailbox")

    async def __call__(self, call: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Make the call in the thread and wait for its result on the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, partial(call, *args, **kwargs))

    def stop(self) -> None:
        """Take no more calls; a running one is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)


async def serve(
    desk: Desk, stop: asyncio.Event, on_cycle: Callable[[str], None], beat_every: float | None = None
) -> None:
    """
    Serve a mailbox until *stop* is set.

    *on_cycle* hears a sentence about the state after each cycle and each failure; the
    watchdog hangs on it. *beat_every* is how often that must be, in seconds.
    """
    wait = _FIRST_WAIT

    def on_success(state: str) -> None:
        nonlocal wait
        wait = _FIRST_WAIT
        on_cycle(state)

    while not stop.is_set():
        try:
            await desk.worker(desk.mailbox.open)
            await _listen_and_work(desk, stop, on_success, beat_every)
        except UserMustAct as error:
            state = f"needs you: {error}"
            log.error("mailbox.needs_you", reason=str(error))
            on_cycle(state)
            await _pause(stop, _WAIT_FOR_USER, partial(on_cycle, state))
        except TryLater as error:
            log.warning("mailbox.try_later", reason=str(error), wait_s=round(wait))
            on_cycle(f"waiting to try again: {error}")
            await _pause(stop, wait * (0.75 + random.random() / 2), lambda: on_cycle("waiting to try again"))  # noqa: S311  (jitter)
            wait = min(wait * 2, _LONGEST_WAIT)
        except Exception:
            # A bug in one cycle must not end the service; it is told whole, and tried again later.
            log.exception("cycle.failed")
            on_cycle("a cycle failed; see the log")
            await _pause(stop, wait, lambda: on_cycle("waiting to try again"))
            wait = min(wait * 2, _LONGEST_WAIT)
        finally:
            with suppress(TimeoutError):
                await asyncio.wait_for(desk.worker(desk.mailbox.close), _FAREWELL)


async def _listen_and_work(
    desk: Desk, stop: asyncio.Event, on_cycle: Callable[[str], None], beat_every: float | None
) -> None:
    while not stop.is_set():
        listening = await desk.worker(desk.mailbox.watch)
        await run_cycle(desk)
        on_cycle(_summary(desk))
        await _wait(desk, stop, listening, beat_every)
        if stop.is_set():
            return
        if listening is not None:
            # What made it readable is looked at first: leaving and entering IDLE again may take its time.
            await run_cycle(desk)
            on_cycle(_summary(desk))
            await desk.worker(desk.mailbox.unwatch)


async def _wait(desk: Desk, stop: asyncio.Event, listening: int | None, beat_every: float | None) -> None:
    """Return at a sign of new mail, when something falls due, when listening must be renewed, or at *stop*."""
    loop = asyncio.get_running_loop()
    heard = asyncio.Event()
    if listening is not None:
        loop.add_reader(listening, heard.set)
    longest = RENEW if listening is not None else desk.account.poll_every.total_seconds()
    longest = min(longest, beat_every or longest)
    due = next_due(desk)
    tasks: list[asyncio.Future[object]] = [asyncio.ensure_future(heard.wait()), asyncio.ensure_future(stop.wait())]
    if due is not None:
        tasks.append(asyncio.ensure_future(desk.clock.sleep_until(due)))
    try:
        await asyncio.wait(tasks, timeout=longest, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        if listening is not None:
            loop.remove_reader(listening)


async def _pause(stop: asyncio.Event, seconds: float, on_beat: Callable[[], None]) -> None:
    """Wait, with a sign of life every few seconds, so that a waiting service is not taken for a dead one."""
    end = asyncio.get_running_loop().time() + seconds
    while not stop.is_set() and (left := end - asyncio.get_running_loop().time()) > 0:
        try:
            await asyncio.wait_for(stop.wait(), min(left, 10))
        except TimeoutError:
            on_beat()


def _summary(desk: Desk) -> str:
    asking = sum(1 for app in desk.applications.values() if app.review)
    due = next_due(desk)
    parts = [f"{len(desk.applications)} applications"]
    if asking:
        parts.append(f"{asking} with a question for you")
    if due is not None:
        parts.append(f"next look at the clock {_when(due, desk.now())}")
    return ", ".join(parts)


def _when(due: datetime, now: datetime) -> str:
    wait = due - now
    if wait < timedelta(hours=1):
        return "within the hour"
    if wait < timedelta(days=1):
        return f"in {wait.seconds // 3600} h"
    return f"in {wait.days} d"
