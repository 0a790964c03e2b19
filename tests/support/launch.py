"""
Runs the real `afterword run` with a clock that a test moves, and dies by SIGKILL where a test asks for it.

Everything else is the service as users run it: this file only hands `run_daemon` another
clock and wraps two ports. Environment: TEST_CLOCK is the file of the clock, TEST_KILL the
point of death, TEST_ONCE a file that exists once the process has died there.
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.support.clock import FileClock

from afterword.core.mailbox import Place
from afterword.service import logs
from afterword.service.daemon import run_daemon
from afterword.service.desk import Desk, Worker
from afterword.service.ports import Clock
from afterword.service.wiring import Loaded, load_all, real_desk
from afterword.settings import MailboxSettings


def _die() -> None:
    Path(os.environ["TEST_ONCE"]).touch()
    os.kill(os.getpid(), signal.SIGKILL)


class _Deadly:
    """A port that passes everything on and dies before or after the calls named."""

    def __init__(self, inner: Any, before: frozenset[str] = frozenset(), after: frozenset[str] = frozenset()) -> None:
        self._inner, self._before, self._after = inner, before, after

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._inner, name)
        if name not in self._before | self._after:
            return call

        def deadly(*args: Any, **kwargs: Any) -> Any:
            if name in self._before:
                _die()
            result = call(*args, **kwargs)
            if name in self._after:
                _die()
            return result

        return deadly


class _DeadlySender:
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def send(self, raw: bytes) -> None:
        await self._inner.send(raw)
        _die()


class _DeadlyMailbox(_Deadly):
    def file_draft(self, raw: bytes, at: datetime) -> Place | None:
        place: Place | None = self._inner.file_draft(raw, at)
        _die()
        return place


def build(loaded: Loaded, account: MailboxSettings, clock: Clock, worker: Worker) -> Desk:
    """Build the real desk, made deadly at the point asked for."""
    desk = real_desk(loaded, account, clock, worker)
    point = os.environ.get("TEST_KILL", "")
    store: Any = desk.store
    match point:
        case "before claim":
            desk.store = _Deadly(store, before=frozenset({"claim"}))
        case "after claim":
            desk.store = _Deadly(store, after=frozenset({"claim"}))
        case "after append":
            desk.mailbox = _DeadlyMailbox(desk.mailbox)
        case "before recording":
            desk.store = _Deadly(store, before=frozenset({"finish"}))
        case "after recording":
            desk.store = _Deadly(store, after=frozenset({"finish"}))
        case "after sending a reminder":
            desk.sender = _DeadlySender(desk.sender)
        case _:
            pass
    return desk


if __name__ == "__main__":
    config = Path(sys.argv[1])
    loaded = load_all(config)
    logs.configure(loaded.settings.log_level)
    run_daemon(config, loaded, FileClock(Path(os.environ["TEST_CLOCK"])), build)
