"""A desk on a mailbox and a store in memory, under a clock that stands still until a test sets it."""

from pathlib import Path

import pytest
from tests.scenarios.stage import local

from afterword.memory import MemoryMailbox
from afterword.service.desk import Desk
from afterword.service.rehearsal import VirtualClock
from afterword.service.wiring import Loaded, load_all, offline_desk

ME = "alice@example.org"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    path: Path = tmp_path_factory.mktemp("config") / "config.yaml"
    path.write_text(
        "name: Alice Seeker\ncountry: DE\ntime_zone: Europe/Berlin\n"
        f"mailboxes:\n  - address: {ME}\n    imap: localhost\n    password: {{environment: NONE}}\n"
    )
    return load_all(path)


@pytest.fixture
def box() -> MemoryMailbox:
    return MemoryMailbox()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(local("2026-03-05T09:00"))


@pytest.fixture
def desk(loaded: Loaded, box: MemoryMailbox, clock: VirtualClock) -> Desk:
    return offline_desk(loaded, clock, mailbox=box)
