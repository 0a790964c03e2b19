"""
Plays a script inside this process, as it goes: the steps of `afterword replay`, with the stage in between.

Beside a replay it can let the service sleep through days, start it again on the same store,
and answer drafts by the Message-ID they bear.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from tests.scenarios.on_replay import Check, Line, ReplayStage, hold
from tests.scenarios.seekers import ALICE, Seeker
from tests.scenarios.stage import Letter

from afterword.config.load import load_settings
from afterword.core.application import Step
from afterword.core.facts import Folder
from afterword.memory import MemoryMailbox
from afterword.service import logs
from afterword.service.cycle import next_due, run_cycle
from afterword.service.desk import Desk
from afterword.service.rehearsal import Act, VirtualClock, perform
from afterword.service.reporting import report
from afterword.service.wiring import Loaded, load_all, offline_desk


class LiveStage(ReplayStage):
    """A stage with a desk in memory and a clock that leaps from one moment that matters to the next."""

    _rules: ClassVar[Loaded | None] = None  # reading rules and templates takes a second; all scripts share them

    def __init__(self, folder: Path, seeker: Seeker = ALICE) -> None:
        super().__init__(folder, seeker)
        logs.configure("error")
        if LiveStage._rules is None:
            LiveStage._rules = load_all(self.config)
        loaded = replace(LiveStage._rules, settings=load_settings(self.config, {}))
        self._clock = VirtualClock(self.now.astimezone(UTC))
        self._box = MemoryMailbox()
        self._lines: list[Line] = []
        self._desk = offline_desk(loaded, self._clock, mailbox=self._box)
        report(self._desk, self._lines.append)
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.close()

    def at(self, when: str) -> None:
        super().at(when)
        end = self.now.astimezone(UTC)
        assert end >= self._clock.at, f"{when} lies behind"
        while (due := next_due(self._desk)) is not None and due <= end:
            self._clock.at = max(self._clock.at, due)
            self._work()
        self._clock.at = end
        self._work()

    def asleep_at(self, when: str) -> None:
        """Move the clock while the service does not run."""
        super().at(when)
        self._clock.at = self.now.astimezone(UTC)

    def mail(self, *letters: Letter) -> None:
        super().mail(*letters)
        self._work()

    def mail_unseen(self, *letters: Letter) -> None:
        """Let mail come in while the service does not run."""
        super().mail(*letters)

    def own_note(self, letter: Letter) -> None:
        super().own_note(letter)
        self._work()

    def own_note_unseen(self, letter: Letter) -> None:
        """Let a mail of the user's own appear in Sent while the service does not run."""
        super().own_note(letter)

    def _deliver(self, folder: str, letter: Letter) -> None:
        self._count += 1
        raw = letter.build(self.address, self.now, self._count)
        self._box.deliver(Folder.SENT if folder else Folder.INBOX, raw, self._clock.at)

    def draft_ids(self, step: str, to: str = "") -> tuple[str, ...]:
        drafts = [d for d in self._desk.store.drafts() if d.ref.step == step and to in {"", d.to}]
        assert drafts, f"no draft {step} was filed up to {self.now}"
        return tuple(f"<{known}>" for known in (drafts[-1].parent, drafts[-1].marker, drafts[-1].message_id) if known)

    def _act(self, act: str, step: str, of: str, to: str = "") -> None:
        super()._act(act, step, of, to)
        self._work()
        perform(self._desk, self._box, Act(self._clock.at, act, of, Step(step), recipient=to))
        self._work()

    def tell_timeline(self, text: str, of: str) -> None:
        perform(self._desk, self._box, Act(self._clock.at, "timeline", of, text=text))
        self._work()

    def restart(self) -> None:
        """Build everything anew but what lies on disk and on the server."""
        old = self._desk
        settings, account, store, sender = old.settings, old.account, old.store, old.sender
        self._desk = Desk(settings, account, self._box, store, self._clock, old.rulebook, old.templates, sender)
        self._desk.refresh()
        report(self._desk, self._lines.append)
        self._work()

    def _work(self) -> None:
        self._runner.run(run_cycle(self._desk))

    def _expect(self, check: Check) -> None:
        hold(check, self._lines)


def play_live(script: Callable[[LiveStage], None], folder: Path, seeker: Seeker = ALICE) -> None:
    """Play a script in this process."""
    with LiveStage(folder, seeker) as stage:
        script(stage)
