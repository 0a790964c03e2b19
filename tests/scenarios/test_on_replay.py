"""The scenarios through `afterword replay`."""

from pathlib import Path

import pytest
from tests.scenarios.on_replay import play_on_replay
from tests.scenarios.scripts import SCRIPTS


@pytest.mark.parametrize("name", SCRIPTS)
def test_replay_plays(name: str, tmp_path: Path) -> None:
    script, lines = SCRIPTS[name]
    play_on_replay(script, tmp_path, lines)
