"""The process: signals, readiness, watchdog, reload, one task for each mailbox."""

import asyncio
import fcntl
import gc
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TextIO

import structlog

from afterword.errors import AfterwordError, ConfigError, UserMustAct
from afterword.service import logs
from afterword.service.desk import Desk
from afterword.service.loop import Thread, serve
from afterword.service.ports import Clock
from afterword.service.sdnotify import Notifier, watchdog_interval
from afterword.service.wiring import Loaded, load_all, real_desk
from afterword.settings import MailboxSettings

log = structlog.get_logger(__name__)

_LAST_WORD: Final = 1.5
"""Seconds that tasks get to end after SIGTERM; the promise is two."""


class Daemon:
    """Serves every mailbox of a configuration until SIGTERM or SIGINT; SIGHUP reads the files again."""

    def __init__(self, config: Path, clock: Clock, build: Callable[..., Desk] = real_desk) -> None:
        self._config = config
        self._clock = clock
        self._build = build
        self._stop = asyncio.Event()
        self._called = asyncio.Event()
        self._loaded: Loaded | None = None
        self._alone: TextIO | None = None
        self._states: dict[str, str] = {}
        self._desks: dict[str, tuple[Desk, Thread, asyncio.Event, asyncio.Task[None]]] = {}
        self._ready = False
        self._systemd = Notifier.of(os.environ)
        self._beat_every = watchdog_interval(os.environ)

    async def run(self, loaded: Loaded) -> None:
        """Serve until told to stop, with the files as *loaded*; a reload reads them again."""
        self._start_all(loaded)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end)
        loop.add_signal_handler(signal.SIGHUP, self._called.set)
        log.info("daemon.started", mailboxes=len(self._desks), pid=os.getpid())
        while not self._stop.is_set():
            await self._called.wait()
            self._called.clear()
            if not self._stop.is_set():
                await self._reload()
        self._systemd.stopping()
        await self._stop_all()
        log.info("daemon.stopped")

    def _end(self) -> None:
        self._stop.set()
        self._called.set()

    def _start_all(self, loaded: Loaded) -> None:
        self._alone = _stand_alone(loaded.settings.state_dir)
        for account in loaded.settings.mailboxes:
            self._start(loaded, account)
        self._loaded = loaded

    def _start(self, loaded: Loaded, account: MailboxSettings) -> None:
        thread = Thread()
        desk = self._build(loaded, account, self._clock, thread)
        stop = asyncio.Event()

        def on_cycle(state: str) -> None:
            self._report(account.address, state)

        desk.beat = self._systemd.watchdog
        task = asyncio.create_task(serve(desk, stop, on_cycle, self._beat_every), name=f"serve-{len(self._desks)}")
        self._desks[account.address] = (desk, thread, stop, task)

    def _report(self, address: str, state: str) -> None:
        """Tell systemd how things stand: each sign of life is real work done, or a wait that was chosen."""
        self._states[address] = state
        if not self._ready:
            self._ready = True
            self._systemd.ready()
        self._systemd.watchdog()
        self._systemd.status("; ".join(self._states.values()))

    async def _reload(self) -> None:
        self._systemd.reloading(time.monotonic_ns() // 1000)
        try:
            await self._reload_files()
        except ConfigError as error:
            for problem in error.problems:
                log.error("reload.problem", problem=str(problem))
            log.error("reload.refused", problems=len(error.problems), kept="the configuration and rules from before")
        except Exception:
            log.exception("reload.failed", kept="the configuration and rules from before")
        if not self._desks and not self._stop.is_set() and self._loaded is not None:
            self._start_all(self._loaded)
        # systemd waits for this word; without it the reload would never end.
        self._systemd.ready()

    async def _reload_files(self) -> None:
        loaded = load_all(self._config)
        await self._stop_all()
        if self._stop.is_set():
            return
        try:
            self._start_all(loaded)
        except BaseException:
            await self._stop_all()
            raise
        logs.configure(loaded.settings.log_level)
        log.info("reload.done", rules=len(loaded.rulebook.rule_ids))

    async def _stop_all(self) -> None:
        desks, self._desks = self._desks, {}
        self._states.clear()
        for desk, _, stop, _ in desks.values():
            stop.set()
            desk.mailbox.abort()
        tasks = [task for *_, task in desks.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_LAST_WORD)
            for task in late:
                task.cancel()
        for desk, thread, _, _ in desks.values():
            thread.stop()
            with suppress(AfterwordError):
                desk.store.close()
        if self._alone is not None:
            self._alone.close()


def _stand_alone(state_dir: Path) -> TextIO:
    """
    Return a locked file; the lock falls with the file or the process.

    Two services on one store would each take the other's open claims for those of a dead one, and file twice.
    """
    state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = (state_dir / "afterword.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise UserMustAct(
            f"Another afterword serves the mailboxes of {state_dir} already; end it first, or name another state_dir."
        ) from None
    return file


def run_daemon(config: Path, loaded: Loaded, clock: Clock, build: Callable[..., Desk] = real_desk) -> None:
    """Run the daemon to its end, in this process."""
    # The rules are a million small objects that live as long as the process: the collector need not walk them,
    # neither in every full collection nor, which took half a second, at the end.
    gc.collect()
    gc.freeze()

    async def run() -> None:
        await Daemon(config, clock, build).run(loaded)

    asyncio.run(run())
