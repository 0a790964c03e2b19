"""The scenarios once more: other people, trades, countries, clients and languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.scenarios import (
    more_days,
    more_downtime,
    more_drafts,
    more_endings,
    more_moves,
    more_noes,
    more_people,
    more_prose,
    more_replies,
    more_traps,
    more_waiting,
    more_zones,
)
from tests.scenarios.live import LiveStage, play_live
from tests.scenarios.on_replay import ReplayStage, play_on_replay
from tests.scenarios.seekers import Seeker

SCRIPTS: dict[Callable[[LiveStage], None], Seeker] = {
    **more_waiting.SCRIPTS,
    **more_downtime.SCRIPTS,
    **more_moves.SCRIPTS,
    **more_prose.SCRIPTS,
    **more_zones.SCRIPTS,
    **more_noes.SCRIPTS,
    **more_endings.SCRIPTS,
    **more_replies.SCRIPTS,
    **more_drafts.SCRIPTS,
    **more_people.SCRIPTS,
    **more_days.SCRIPTS,
    **more_traps.SCRIPTS,
}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_live(script: Callable[[LiveStage], None], tmp_path: Path) -> None:
    play_live(script, tmp_path, SCRIPTS[script])


THROUGH_THE_COMMAND_LINE: tuple[Callable[[ReplayStage], None], ...] = (
    more_waiting.silence_across_the_ocean,
    more_waiting.timeline_in_german,
    more_waiting.timeline_told_by_the_user,
    more_moves.moved_twice_in_french,
    more_noes.machine_no_that_names_no_role,
    more_people.through_an_agency,
)


@pytest.mark.parametrize("script", THROUGH_THE_COMMAND_LINE, ids=lambda script: script.__name__)
def test_replay_plays_the_same(script: Callable[[ReplayStage], None], tmp_path: Path) -> None:
    play_on_replay(script, tmp_path, who=SCRIPTS[script])
