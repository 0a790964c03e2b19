"""One cycle of work: what is done, what is put off, and when the next one is due."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.scenarios.cast import confirmation, rejection
from tests.scenarios.stage import local
from tests.service.conftest import ME

from afterword.core.application import State
from afterword.core.facts import Folder
from afterword.core.mailbox import Cursor, Glimpse
from afterword.errors import TryLater
from afterword.memory import MemoryMailbox
from afterword.service.cycle import next_due, run_cycle
from afterword.service.desk import Desk
from afterword.service.rehearsal import VirtualClock
from afterword.service.words import Mark, mark


class _NoWay:
    """A mail server that takes nothing today."""

    async def send(self, raw: bytes) -> None:
        del raw
        raise TryLater("busy")


def _deliver(desk: Desk, box: MemoryMailbox, raw: bytes) -> None:
    box.deliver(Folder.INBOX, raw, desk.now())
    asyncio.run(run_cycle(desk))


def _confirm(desk: Desk, box: MemoryMailbox) -> None:
    _deliver(desk, box, confirmation("2026-03-10").build(ME, desk.now(), 1))


def test_a_reminder_that_was_put_off_until_it_had_no_point_keeps_nobody_awake(
    desk: Desk, box: MemoryMailbox, clock: VirtualClock
) -> None:
    desk.sender = _NoWay()
    _confirm(desk, box)
    clock.at = local("2026-03-10T08:00")
    asyncio.run(run_cycle(desk))
    assert next_due(desk) == clock.at + timedelta(minutes=5)
    _deliver(desk, box, rejection().build(ME, desk.now(), 2))

    clock.at = local("2026-03-10T09:00")
    asyncio.run(run_cycle(desk))

    due = next_due(desk)
    assert due is None or due > clock.at + timedelta(minutes=1)


class _Meanwhile(MemoryMailbox):
    """A mailbox in which the user acts at the command line while its folders are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.act: Callable[[], None] = lambda: None

    def glimpse(self, folder: Folder, cursor: Cursor | None, since: datetime) -> tuple[tuple[Glimpse, ...], Cursor]:
        if folder is Folder.INBOX:
            self.act()
        return super().glimpse(folder, cursor, since)


def test_what_the_user_says_at_the_command_line_during_the_last_look_stops_the_draft(
    desk: Desk, clock: VirtualClock
) -> None:
    box = _Meanwhile()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    looks = 0

    def withdraw() -> None:
        nonlocal looks
        looks += 1
        if looks == 2:  # the first look begins the cycle, the second stands before the filing
            (app,) = desk.applications.values()
            mark(desk, app, Mark.WITHDRAWN)

    box.act = withdraw
    asyncio.run(run_cycle(desk))

    (app,) = desk.applications.values()
    assert app.state is State.WITHDRAWN
    assert not box.present(Folder.DRAFTS)[1]
    assert not desk.store.drafts()
