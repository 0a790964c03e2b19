"""Plays a script through `afterword replay`: written down first, run once, then held against what it expects."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from tests.scenarios.stage import HOME, Letter, Stage, config_text, local

ADDRESS = "alice@example.org"
Line = dict[str, object]


class ReplayStage:
    """Meets `Stage`: writes down mails, acts and expectations, each with its time."""

    address = ADDRESS

    def __init__(self, folder: Path, lines: str = "") -> None:
        self.now = local("2026-01-01T00:00")
        self._folder = folder
        self._lines = lines
        self._count = 0
        self._acts: list[dict[str, str]] = []
        self._checks: list[Callable[[list[Line]], None]] = []
        (folder / "mails" / "Sent").mkdir(parents=True)

    def at(self, when: str) -> None:
        self.now = local(when)

    def mail(self, *letters: Letter) -> None:
        for letter in letters:
            self._write(self._folder / "mails", letter)

    def own_note(self, letter: Letter) -> None:
        self._write(self._folder / "mails" / "Sent", letter)

    def _write(self, folder: Path, letter: Letter) -> None:
        self._count += 1
        (folder / f"{self._count:03d}.eml").write_bytes(letter.build(ADDRESS, self.now, self._count))

    def send(self, step: str) -> None:
        self._act("send", step)

    def edit(self, step: str) -> None:
        self._act("edit", step)

    def delete(self, step: str) -> None:
        self._act("delete", step)

    def _act(self, act: str, step: str) -> None:
        self._acts.append({"at": self.now.isoformat(), "act": act, "step": step, "application": "Acme"})

    def restart(self) -> None:
        """Replay keeps nothing between two runs: there is nothing to start again."""

    def expect_drafts(self, *drafts: tuple[str, str]) -> None:
        now = self.now

        def check(lines: list[Line]) -> None:
            assert sorted(drafts) == self._lying(lines, now), f"in Drafts at {now}"

        self._checks.append(check)

    def _lying(self, lines: list[Line], now: datetime) -> list[tuple[str, str]]:
        """Drafts filed up to a time, less those taken back, sent or deleted by then."""
        there: list[tuple[str, str]] = []
        gone = [(datetime.fromisoformat(a["at"]), a["step"]) for a in self._acts if a["act"] in {"send", "delete"}]
        for line in _until(lines, now):
            key = (str(line.get("step")), str(line.get("to")))
            at = datetime.fromisoformat(str(line["at"]))
            if line["type"] == "draft" and not any(at <= when <= now and step == key[0] for when, step in gone):
                there.append(key)
            if line["type"] == "withdraw" and key in there:
                there.remove(key)
        return sorted(there)

    def expect_state(self, state: str, company: str = "Acme") -> None:
        now = self.now

        def check(lines: list[Line]) -> None:
            states = [x["state"] for x in _until(lines, now) if x["type"] == "state" and x["company"] == company]
            assert state == (states[-1] if states else "not opened"), f"state of {company} at {now}"

        self._checks.append(check)

    def expect_review(self, company: str = "Acme") -> None:
        now = self.now

        def check(lines: list[Line]) -> None:
            asked = [
                x for x in _until(lines, now) if x["type"] == "review" and str(x["application"]).startswith(company)
            ]
            assert asked, f"no question about {company} at {now}"

        self._checks.append(check)

    def expect_reminders(self, topic: str, count: int) -> None:
        now = self.now

        def check(lines: list[Line]) -> None:
            sent = [x for x in _until(lines, now) if x["type"] == "remind" and x["topic"] == topic]
            assert count == len(sent), f"reminders of {topic} at {now}"

        self._checks.append(check)

    def finish(self) -> None:
        """Run the command line once and hold its lines against every expectation."""
        config = self._folder / "config.yaml"
        config.write_text(
            config_text(ADDRESS, self._lines) + "    imap: localhost\n    password: {environment: NONE}\n"
        )
        acts = self._folder / "acts.jsonl"
        acts.write_text("".join(json.dumps(act) + "\n" for act in self._acts))
        until = (self.now + timedelta(seconds=1)).astimezone(HOME).isoformat()
        command = [sys.executable, "-m", "afterword", "replay", str(self._folder / "mails"), "--config", str(config)]
        command += ["--until", until, "--acts", str(acts), "--json"]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 0, run.stderr
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        for check in self._checks:
            try:
                check(lines)
            except AssertionError as error:
                raise AssertionError(f"{error}\n{run.stdout}") from None


def _until(lines: list[Line], now: datetime) -> list[Line]:
    return [line for line in lines if datetime.fromisoformat(str(line["at"])) <= now]


def play_on_replay(script: Callable[[Stage], None], folder: Path, lines: str = "") -> None:
    """Play a script through the command line."""
    stage = ReplayStage(folder, lines)
    script(stage)
    stage.finish()
