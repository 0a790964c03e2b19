"""
Plays a script on the real thing: a Dovecot, the daemon as a process, LMTP in, a second IMAP connection to look.

The clock is a file. After each move a bystander's mail is delivered, and the script goes
on when the daemon has finished two whole cycles behind it: then silence means that
nothing was due, not that nothing was done yet.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.scenarios.stage import SUBJECTS, Letter, Stage, config_text, local, step_of
from tests.support.accounts import Account, Lying
from tests.support.clock import FileClock
from tests.support.smtp_sink import Accepted, SmtpSink

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0


class Service:
    """The daemon as a process, with its notify socket in our hand."""

    def __init__(self, folder: Path, account: Account, sink: SmtpSink | None, lines: str = "") -> None:
        self.folder, self.account = folder, account
        self.clock = FileClock(folder / "clock")
        self.config = folder / "config.yaml"
        smtp = f"    smtp: {{host: 127.0.0.1, port: {sink.port}, tls: none, user: ''}}\n" if sink is not None else ""
        self.config.write_text(
            config_text(account.user, lines)
            + f"    imap: {{host: localhost, port: {account.dovecot.imap_port}, tls: none}}\n"
            + smtp
            + "    password: {environment: TEST_PASSWORD}\n"
            + f"state_dir: {folder / 'state'}\nlog_level: info\n"
        )
        self._notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        # A path of its own below /tmp: pytest's can be longer than a socket's name may be.
        self._address = f"\0afterword-test-{os.getpid()}-{id(self)}"
        self._notify.bind(self._address)
        self._notify.setblocking(False)
        self.cycles = 0
        self.ready = False
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, kill: str = "") -> None:
        """Start the process; *kill* names the point where it shall die."""
        env = os.environ | {
            "TEST_PASSWORD": self.account.password,
            "TEST_CLOCK": str(self.clock.path),
            "TEST_KILL": kill,
            "TEST_ONCE": str(self.folder / "died"),
            "NOTIFY_SOCKET": "@" + self._address[1:],
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'daemon'}",
        }
        self.ready = False
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.launch", str(self.config)], env=env, cwd=ROOT, stdout=log, stderr=log
        )
        log.close()

    def hear(self) -> None:
        """Count the signs of life that came in."""
        while True:
            try:
                message = self._notify.recv(4096).decode()
            except BlockingIOError:
                return
            self.ready |= "READY=1" in message
            self.cycles += "STATUS=" in message

    def comes_to(self, goal: int, within: float) -> bool:
        """Tell whether so many cycles have ended before the time is over."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            self.hear()
            if self.cycles >= goal:
                return True
            time.sleep(0.01)
        return False

    def wait(self, done: Callable[[], bool], what: str) -> None:
        """Wait for something to become true, and fail with the log where it does not, or where the process ended."""
        end = time.monotonic() + PATIENCE
        while True:
            self.hear()
            if done():
                return
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what} (exit {self.process.poll()})\n{self.log()[-6000:]}")
            time.sleep(0.01)

    def log(self) -> str:
        """Return everything the process printed."""
        return (self.folder / "log").read_text(errors="replace")

    def stop(self, number: int = signal.SIGTERM) -> float:
        """End the process and return the seconds it took."""
        if self.process is None or self.process.poll() is not None:
            return 0.0
        begin = time.monotonic()
        self.process.send_signal(number)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        return time.monotonic() - begin

    def status(self) -> list[dict[str, Any]]:
        """Return what `afterword status --json` says."""
        command = [sys.executable, "-m", "afterword", "status", "--json", "--config", str(self.config)]
        run = subprocess.run(
            command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT / "daemon")}
        )
        return [json.loads(line) for line in run.stdout.splitlines()]

    def close(self) -> None:
        """End everything."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._notify.close()


class DaemonStage:
    """Meets `Stage` with a daemon that runs."""

    def __init__(self, folder: Path, account: Account, lines: str = "") -> None:
        self.address = account.user
        self._account = account
        self._count = 0
        self._sink = SmtpSink()
        self._sink.__enter__()
        self.service = Service(folder, account, self._sink, lines)
        self._reader = account.reader()
        self.now = local("2026-01-01T00:00")

    def __enter__(self) -> Self:
        self.service.clock.set(self.now)
        self.service.start()
        self.service.wait(lambda: self.service.ready, "readiness")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                assert self.service.stop() < 2, "SIGTERM must end the service within two seconds"
        finally:
            self.service.close()
            self._reader.close()
            self._sink.__exit__(None, None, None)

    def sent(self) -> list[Accepted]:
        """Return the mails that went out."""
        return list(self._sink.messages)

    def at(self, when: str) -> None:
        self.now = local(when)
        self.service.clock.set(self.now)
        self.settle()

    def settle(self) -> None:
        """Wait until the daemon has worked through everything that there is at this time."""
        self.service.hear()
        goal = self.service.cycles + 2
        for _ in range(5):
            self._count += 1
            bystander = Letter("Wine Club <news@wine.example>", f"Offers of the week {self._count}", "Red and white.\n")
            self._account.deliver(bystander.build(self.address, self.now, self._count))
            # A service that has just started finds the mail there and goes round once only: it is woken again.
            if self.service.comes_to(goal, within=3):
                return
        self.service.wait(lambda: self.service.cycles >= goal, "two cycles")

    def mail(self, *letters: Letter) -> None:
        for letter in letters:
            self._count += 1
            self._account.deliver(letter.build(self.address, self.now, self._count))
        self.settle()

    def own_note(self, letter: Letter) -> None:
        self._count += 1
        raw = letter.build(self.address, self.now, self._count)
        self._reader.append("Sent", raw, (r"\Seen",))
        self.settle()

    def send(self, step: str) -> None:
        for lying in self._mine(step):
            self._reader.delete("Drafts", lying.uid)
            self._reader.append("Sent", _dated(lying.raw, self.now), (r"\Seen",))
        self.settle()

    def edit(self, step: str) -> None:
        for lying in self._mine(step):
            self._reader.delete("Drafts", lying.uid)
            changed = message_from_bytes(lying.raw, policy=policy.SMTP)
            changed.set_content(changed.get_content() + "\nP.S. Changed by hand.\n")
            self._reader.append("Drafts", changed.as_bytes(), (r"\Draft", r"\Seen"))
        self.settle()

    def delete(self, step: str) -> None:
        for lying in self._mine(step):
            self._reader.move("Drafts", lying.uid, "Trash")
        self.settle()

    def _mine(self, step: str) -> list[Lying]:
        mine = [x for x in self._reader.folder("Drafts") if step_of(x.message.get_content()) == step]
        assert mine, f"no draft of step {step} to handle at {self.now}\n{self.service.log()[-4000:]}"
        return mine

    def restart(self) -> None:
        assert self.service.stop() < 2
        self.service.start()
        self.service.wait(lambda: self.service.ready, "readiness")
        self.settle()

    def expect_drafts(self, *drafts: tuple[str, str]) -> None:
        there = [
            (step_of(x.message.get_content()), x.message["To"].addresses[0].addr_spec)
            for x in self._reader.folder("Drafts")
        ]
        assert sorted(drafts) == sorted(there), f"in Drafts at {self.now}\n{self.service.log()[-6000:]}"
        for lying in self._reader.folder("INBOX"):
            assert r"\Seen" not in lying.flags, "afterword must not mark mail as read"

    def expect_state(self, state: str, company: str = "Acme") -> None:
        rows = [r for r in self.service.status() if r["company"] == company]
        assert state == (rows[0]["state"] if rows else "not opened"), f"at {self.now}\n{self.service.log()[-6000:]}"

    def expect_review(self, company: str = "Acme") -> None:
        rows = [r for r in self.service.status() if r["company"] == company]
        assert rows
        assert rows[0]["questions"], f"no question at {self.now}\n{self.service.log()[-6000:]}"

    def expect_reminders(self, topic: str, count: int) -> None:
        subjects = [message_from_bytes(m.raw, policy=policy.default)["Subject"] for m in self._sink.messages]
        assert count == sum(1 for s in subjects if s.startswith(SUBJECTS[topic])), (
            f"{topic} in {subjects} at {self.now}"
        )
        for message in self._sink.messages:
            assert message.recipients == (self.address,), "reminders go to the user only"


def _dated(raw: bytes, at: datetime) -> bytes:
    message = message_from_bytes(raw, policy=policy.SMTP)
    del message["Date"]
    message["Date"] = format_datetime(at)
    return message.as_bytes()


def play_on_daemon(script: Callable[[Stage], None], folder: Path, account: Account, lines: str = "") -> None:
    """Play a script on a daemon that runs."""
    with DaemonStage(folder, account, lines) as stage:
        script(stage)
