"""What the user tells afterword in words."""

import asyncio

import pytest
from tests.scenarios.cast import confirmation
from tests.scenarios.stage import local
from tests.service.conftest import ME

from afterword.core.facts import Folder
from afterword.errors import UserMustAct
from afterword.memory import MemoryMailbox
from afterword.service.cycle import run_cycle
from afterword.service.desk import Desk
from afterword.service.rehearsal import VirtualClock
from afterword.service.words import Mark, mark


@pytest.mark.parametrize("word", [Mark.THANKED, Mark.CHECKED_IN])
def test_nobody_is_thanked_for_an_interview_that_is_still_to_come(
    word: Mark, desk: Desk, box: MemoryMailbox, clock: VirtualClock
) -> None:
    box.deliver(Folder.INBOX, confirmation("2026-03-10").build(ME, desk.now(), 1), desk.now())
    asyncio.run(run_cycle(desk))
    (app,) = desk.applications.values()
    with pytest.raises(UserMustAct, match="still to come"):
        mark(desk, app, word)

    clock.at = local("2026-03-10T11:20")
    asyncio.run(run_cycle(desk))
    assert box.present(Folder.DRAFTS)[1]
