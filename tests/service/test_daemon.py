"""The process: one at a time on a store, and a reload that leaves it serving whatever happens."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from afterword.errors import UserMustAct
from afterword.memory import MemoryMailbox
from afterword.service.daemon import Daemon
from afterword.service.desk import Desk, Worker
from afterword.service.ports import Clock
from afterword.service.rehearsal import VirtualClock
from afterword.service.wiring import Loaded, offline_desk
from afterword.settings import MailboxSettings


class _Counting(MemoryMailbox):
    """A mailbox that counts how many of its kind are open at once."""

    open_now = 0
    opened = 0

    def open(self) -> None:
        type(self).open_now += 1
        type(self).opened += 1

    def close(self) -> None:
        type(self).open_now -= 1


@pytest.fixture
def ours(loaded: Loaded, tmp_path: Path) -> Loaded:
    _Counting.open_now = _Counting.opened = 0
    return replace(loaded, settings=replace(loaded.settings, state_dir=tmp_path / "state"))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(
        "name: Alice Seeker\ncountry: DE\ntime_zone: Europe/Berlin\nstate_dir: other-state\n"
        "mailboxes:\n  - address: alice@example.org\n    imap: localhost\n    password: {environment: NONE}\n"
    )
    return path


def _build(loaded: Loaded, account: MailboxSettings, clock: Clock, worker: Worker) -> Desk:
    del account
    desk = offline_desk(loaded, clock, mailbox=_Counting())
    desk.worker = worker
    return desk


def _serve(daemon: Daemon, loaded: Loaded, script: Callable[[], Awaitable[None]]) -> None:
    """Run the service in this process while a script sends signals to it, then end it."""

    async def play() -> None:
        serving = asyncio.create_task(daemon.run(loaded))
        await _until(lambda: _Counting.opened > 0 or serving.done())
        try:
            await script()
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            await serving

    asyncio.run(play())


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 (what it waits for has no event)
            await asyncio.sleep(0.01)


def test_hanging_up_three_times_at_once_leaves_one_worker_for_each_mailbox(
    ours: Loaded, config: Path, clock: VirtualClock
) -> None:
    async def script() -> None:
        for _ in range(3):
            os.kill(os.getpid(), signal.SIGHUP)
            await asyncio.sleep(0)
        await _until(lambda: _Counting.opened > 1)
        await asyncio.sleep(0.3)
        assert _Counting.open_now == 1

    _serve(Daemon(config, clock, _build), ours, script)
    assert _Counting.open_now == 0


def test_a_reload_that_cannot_start_goes_on_as_before(ours: Loaded, config: Path, clock: VirtualClock) -> None:
    def build(loaded: Loaded, account: MailboxSettings, clock: Clock, worker: Worker) -> Desk:
        if loaded.settings.state_dir != ours.settings.state_dir:
            raise UserMustAct("The database cannot be opened.")
        return _build(loaded, account, clock, worker)

    async def script() -> None:
        os.kill(os.getpid(), signal.SIGHUP)
        await _until(lambda: _Counting.opened > 1)
        assert _Counting.open_now == 1

    _serve(Daemon(config, clock, build), ours, script)


def test_a_second_service_on_the_same_store_does_not_start(ours: Loaded, config: Path, clock: VirtualClock) -> None:
    async def script() -> None:
        with pytest.raises(UserMustAct, match="Another afterword"):
            await Daemon(config, clock, _build).run(ours)

    _serve(Daemon(config, clock, _build), ours, script)


def test_the_store_is_free_again_once_the_service_has_ended(ours: Loaded, config: Path, clock: VirtualClock) -> None:
    async def nothing() -> None:
        await asyncio.sleep(0)

    for _ in range(2):
        _serve(Daemon(config, clock, _build), ours, nothing)
    assert _Counting.opened == 2
