"""The scenarios on the real daemon, a real Dovecot and real SMTP."""

from pathlib import Path

import pytest
from tests.scenarios.on_daemon import play_on_daemon
from tests.scenarios.scripts import SCRIPTS
from tests.support.accounts import Account


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_daemon_plays(name: str, tmp_path: Path, account: Account) -> None:
    script, lines = SCRIPTS[name]
    play_on_daemon(script, tmp_path, account, lines)
