"""
From delivery to state change, against the smallest IDLE loop that imapclient allows.

Both listen to the same Dovecot in the same run; the loop only fetches the new mail, the
service parses it, judges it, writes journal and state, and has looked at every folder.
Printed as a ratio of medians: figures of one machine say nothing about another.
"""

import asyncio
import socket
import statistics
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError
from tests.scenarios.cast import HANNAH, invitation
from tests.scenarios.on_daemon import Service
from tests.scenarios.stage import Letter
from tests.support.accounts import Account
from tests.support.dovecot import Dovecot

from afterword.core.application import Application
from afterword.core.events import Event
from afterword.service.clock import SystemClock
from afterword.service.loop import Thread, serve
from afterword.service.wiring import load_all, real_desk

pytestmark = pytest.mark.bench
ROUNDS = 30


def _baseline(client: IMAPClient, arrived: dict[str, float]) -> None:
    """The twenty lines: IDLE, DONE, fetch what is new, IDLE again; ends with its connection."""
    last = max(client.search("ALL"), default=0)
    with suppress(OSError, IMAPClientError, client.AbortError):
        while True:
            client.idle()
            client.idle_check(timeout=29 * 60)
            client.idle_done()
            new = [uid for uid in client.search(["UID", f"{last + 1}:*"]) if uid > last]
            for uid, parts in client.fetch(new, ["BODY.PEEK[]"]).items() if new else ():
                subject = next(line for line in parts[b"BODY[]"].splitlines() if line.startswith(b"Subject:"))
                arrived.setdefault(subject.decode().partition(": ")[2], time.perf_counter())
                last = max(last, uid)


async def _measure(account: Account, tmp_path: Path) -> tuple[list[float], list[float]]:
    """Return the seconds of the loop and of the service, one a delivery."""
    service = Service(tmp_path, account, None)
    loaded = load_all(service.config)
    service.close()
    thread = Thread()
    desk = real_desk(loaded, loaded.settings.mailboxes[0], SystemClock(), thread)
    changed: dict[str, float] = {}

    def listen(event: Event, before: Application | None, after: Application) -> None:
        del before, after
        if event.thread is not None:
            changed.setdefault(event.thread.subject, time.perf_counter())

    desk.listener = listen
    stop, seen = asyncio.Event(), dict[str, float]()
    serving = asyncio.create_task(serve(desk, stop, lambda _: None))
    client = IMAPClient("localhost", account.dovecot.imap_port, ssl=False)
    client.login(account.user, account.password)
    client.select_folder("INBOX", readonly=True)
    baseline = threading.Thread(target=_baseline, args=(client, seen))
    baseline.start()
    await asyncio.sleep(1)
    begun: dict[str, float] = {}
    for number in range(ROUNDS):
        letter = invitation() if number == 0 else Letter(HANNAH, f"Note {number}", "Hi Alice, thanks for your note.\n")
        begun[letter.subject] = time.perf_counter()
        await asyncio.to_thread(account.deliver, letter.build(account.user, datetime.now(UTC), number))  # noqa: TID251
        await asyncio.sleep(0.3)
    stop.set()
    await serving
    client.socket().shutdown(socket.SHUT_RDWR)
    baseline.join()
    client.socket().close()
    thread.stop()
    both = begun.keys() & seen.keys() & changed.keys()
    assert len(both) == ROUNDS, f"{len(seen)} seen by the loop, {len(changed)} by the service"
    return [seen[s] - begun[s] for s in both], [changed[s] - begun[s] for s in both]


def test_delivery_to_state_change(
    dovecot: Dovecot, account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_PASSWORD", account.password)
    loop, service = asyncio.run(_measure(account, tmp_path))
    ratio = statistics.median(service) / statistics.median(loop)
    print(  # noqa: T201  (a measurement is for reading)
        f"\ndelivery to fetch, smallest loop: median {statistics.median(loop) * 1000:.1f} ms"
        f"\ndelivery to state change, service: median {statistics.median(service) * 1000:.1f} ms"
        f"\nratio {ratio:.2f} over {ROUNDS} deliveries"
    )
