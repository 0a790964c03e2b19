"""Plays a script through `afterword replay`: written down first, run once, then held against what it expects."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.scenarios.seekers import ALICE, Seeker
from tests.scenarios.stage import Letter

Line = dict[str, object]
Check = Callable[[list[Line]], None]


class ReplayStage:
    """
    Meets `Stage`: writes down mails, acts and expectations, each with its time.

    `of` is the name of an application; "" means whichever there is.
    """

    def __init__(self, folder: Path, seeker: Seeker = ALICE) -> None:
        self.seeker = seeker
        self.address = seeker.address
        self.now = seeker.local("2026-01-01T00:00")
        self.folder = folder
        self._count = 0
        self._acts: list[dict[str, str]] = []
        self._checks: list[Check] = []
        (folder / "mails" / "Sent").mkdir(parents=True)
        self.config = folder / "config.yaml"
        self.config.write_text(seeker.config())

    def at(self, when: str) -> None:
        self.now = self.seeker.local(when)

    def mail(self, *letters: Letter) -> None:
        for letter in letters:
            self._deliver("", letter)

    def own_note(self, letter: Letter) -> None:
        self._deliver("Sent", letter)

    def _deliver(self, folder: str, letter: Letter) -> None:
        self._count += 1
        raw = letter.build(self.address, self.now, self._count)
        (self.folder / "mails" / folder / f"{self._count:03d}.eml").write_bytes(raw)

    def draft_ids(self, step: str, to: str = "") -> tuple[str, ...]:
        """Return the message ids that an answer to a draft would carry; a replay written beforehand knows none."""
        del step, to
        return ()

    def send(self, step: str, of: str = "Acme", to: str = "") -> None:
        self._act("send", step, of, to)

    def edit(self, step: str, of: str = "Acme") -> None:
        self._act("edit", step, of)

    def delete(self, step: str, of: str = "Acme") -> None:
        self._act("delete", step, of)

    def tell_timeline(self, text: str, of: str) -> None:
        """The user says what they were told in the interview."""
        self._acts.append({"at": self.now.isoformat(), "act": "timeline", "application": of, "text": text})

    def _act(self, act: str, step: str, of: str, to: str = "") -> None:
        self._acts.append({"at": self.now.isoformat(), "act": act, "step": step, "application": of, "recipient": to})

    def restart(self) -> None:
        """Replay keeps nothing between two runs: there is nothing to start again."""

    def expect_drafts(self, *drafts: tuple[str, str], of: str = "") -> None:
        now = self.now

        def check(lines: list[Line]) -> None:
            assert sorted(drafts) == self._lying(lines, now, of), f"in Drafts at {now}"

        self._expect(check)

    def _lying(self, lines: list[Line], now: datetime, of: str) -> list[tuple[str, str]]:
        """Drafts filed up to a time, less those taken back, sent or deleted by then."""
        there: list[tuple[str, str]] = []
        gone = [a for a in self._acts if a["act"] in {"send", "delete"}]
        for line in _of(_until(lines, now), of):
            key = (str(line.get("step")), str(line.get("to")))
            at = datetime.fromisoformat(str(line["at"]))
            if line["type"] == "draft" and not any(
                at <= datetime.fromisoformat(a["at"]) <= now
                and (a["step"], a["application"]) == (key[0], line["application"])
                and a["recipient"] in {"", key[1]}
                for a in gone
            ):
                there.append(key)
            if line["type"] == "withdraw" and key in there:
                there.remove(key)
        return sorted(there)

    def expect_draft_text(
        self, step: str, *, says: tuple[str, ...] = (), lacks: tuple[str, ...] = (), of: str = "", to: str = ""
    ) -> None:
        """The newest draft of a step holds these words, and not those, in subject or body."""
        now = self.now

        def check(lines: list[Line]) -> None:
            drafts = [
                line
                for line in _of(_until(lines, now), of)
                if line["type"] == "draft" and line["step"] == step and to in {"", line["to"]}
            ]
            assert drafts, f"a draft {step} up to {now}"
            text = " ".join(f"{drafts[-1]['subject']} {drafts[-1]['body']}".split()).casefold()
            for words in says:
                assert words.casefold() in text, f"{words!r} in draft {step} at {now}"
            for words in lacks:
                assert words.casefold() not in text, f"no {words!r} in draft {step} at {now}"

        self._expect(check)

    def expect_state(self, state: str, company: str = "Acme", role: str = "") -> None:
        now = self.now

        def check(lines: list[Line]) -> None:
            states = [
                x["state"]
                for x in _until(lines, now)
                if x["type"] == "state" and x["company"] == company and role in {"", x["role"]}
            ]
            assert state == (states[-1] if states else "not opened"), f"state of {company} {role} at {now}"

        self._expect(check)

    def expect_applications(self, *names: str) -> None:
        """So the applications are called that were opened up to now."""
        now = self.now

        def check(lines: list[Line]) -> None:
            opened = {str(x["application"]) for x in _until(lines, now) if x["type"] == "state"}
            assert sorted(names) == sorted(opened), f"applications at {now}"

        self._expect(check)

    def expect_review(self, company: str = "Acme") -> None:
        now = self.now

        def check(lines: list[Line]) -> None:
            assert _of(_asked(lines, now), company), f"no question about {company} at {now}"

        self._expect(check)

    def expect_no_review(self) -> None:
        """Nothing had to be asked so far."""
        self.expect_reviews()

    def expect_reviews(self, *doubts: str) -> None:
        """For these reasons something was asked so far."""
        now = self.now

        def check(lines: list[Line]) -> None:
            assert sorted(doubts) == sorted(str(x["reason"]) for x in _asked(lines, now)), f"questions up to {now}"

        self._expect(check)

    def expect_reminders(self, topic: str, count: int) -> None:
        now = self.now

        def check(lines: list[Line]) -> None:
            sent = [x for x in _until(lines, now) if x["type"] == "remind" and x["topic"] == topic]
            assert count == len(sent), f"reminders of {topic} at {now}"

        self._expect(check)

    def expect_last_event(self, kind: str, of: str = "") -> None:
        """The newest event that a mail or the user caused is of this kind."""
        now = self.now

        def check(lines: list[Line]) -> None:
            kinds = [x["kind"] for x in _of(_until(lines, now), of) if x["type"] == "event"]
            assert [kind] == kinds[-1:], f"newest event of {of} at {now}"

        self._expect(check)

    def expect_events(self, kind: str, count: int, of: str = "") -> None:
        """So many events of a kind came so far."""
        now = self.now

        def check(lines: list[Line]) -> None:
            kinds = [x["kind"] for x in _of(_until(lines, now), of) if x["type"] == "event"]
            assert count == kinds.count(kind), f"events {kind} of {of} at {now}"

        self._expect(check)

    def _expect(self, check: Check) -> None:
        self._checks.append(check)

    def finish(self) -> None:
        """Run the command line once and hold its lines against every expectation."""
        acts = self.folder / "acts.jsonl"
        acts.write_text("".join(json.dumps(act) + "\n" for act in self._acts))
        until = (self.now + timedelta(seconds=1)).isoformat()
        command = [sys.executable, "-m", "afterword", "replay", str(self.folder / "mails")]
        command += ["--config", str(self.config), "--until", until, "--acts", str(acts), "--json"]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 0, run.stderr
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        for check in self._checks:
            hold(check, lines)


def hold(check: Check, lines: list[Line]) -> None:
    """Hold lines against one expectation; where it fails, say everything that happened."""
    try:
        check(lines)
    except AssertionError as error:
        told = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        raise AssertionError(f"{error}\n{told}") from None


def _until(lines: list[Line], now: datetime) -> list[Line]:
    return [line for line in lines if datetime.fromisoformat(str(line["at"])) <= now]


def _of(lines: list[Line], name: str) -> list[Line]:
    return [line for line in lines if name in {"", line["application"]}]


def _asked(lines: list[Line], now: datetime) -> list[Line]:
    return [x for x in _until(lines, now) if x["type"] == "review"]


def play_on_replay(script: Callable[[ReplayStage], None], folder: Path, lines: str = "", who: Seeker = ALICE) -> None:
    """Play a script through the command line."""
    stage = ReplayStage(folder, replace(who, lines=f"{who.lines}\n{lines}"))
    script(stage)
    stage.finish()
