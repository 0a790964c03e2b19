import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from afterword.service.sdnotify import Notifier, watchdog_interval

abstract = pytest.param(
    "@afterword-test-{pid}", marks=pytest.mark.skipif(os.uname().sysname != "Linux", reason="Linux")
)


@pytest.fixture(params=["{folder}/notify", abstract])
def manager(request: pytest.FixtureRequest) -> Iterator[tuple[str, socket.socket]]:
    """The end of a service manager: NOTIFY_SOCKET's value, and the socket it reads."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        address = str(request.param).format(folder=folder, pid=os.getpid())
        ear.bind("\0" + address[1:] if address.startswith("@") else address)
        ear.settimeout(5)
        yield address, ear


def test_each_word_arrives_as_systemd_expects_it(manager: tuple[str, socket.socket]) -> None:
    address, ear = manager
    notifier = Notifier.of({"NOTIFY_SOCKET": address})

    notifier.ready()
    notifier.status("watching 2 mailboxes")
    notifier.watchdog()
    notifier.reloading(1_234_567)
    notifier.stopping()

    assert [ear.recv(4096) for _ in range(5)] == [
        b"READY=1",
        b"STATUS=watching 2 mailboxes",
        b"WATCHDOG=1",
        b"RELOADING=1\nMONOTONIC_USEC=1234567",
        b"STOPPING=1",
    ]


def test_a_line_break_in_a_status_cannot_say_anything_else(manager: tuple[str, socket.socket]) -> None:
    address, ear = manager
    Notifier.of({"NOTIFY_SOCKET": address}).status("fine\nSTOPPING=1\r\nMAINPID=1")
    assert ear.recv(4096) == b"STATUS=fine STOPPING=1 MAINPID=1"


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "vsock:2:1234"}])
def test_where_nobody_listens_nothing_is_sent(environ: dict[str, str]) -> None:
    assert Notifier.of(environ) == Notifier("")
    Notifier.of(environ).ready()


def test_a_manager_that_went_away_does_no_harm(tmp_path: Path) -> None:
    Notifier(str(tmp_path / "gone")).watchdog()


def test_the_watchdog_is_fed_twice_in_its_time() -> None:
    assert watchdog_interval({"WATCHDOG_USEC": "120000000", "WATCHDOG_PID": str(os.getpid())}) == 60.0
    assert watchdog_interval({"WATCHDOG_USEC": "3000000"}) == 1.5


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"WATCHDOG_USEC": ""},
        {"WATCHDOG_USEC": "0"},
        {"WATCHDOG_USEC": "soon"},
        {"WATCHDOG_USEC": "5", "WATCHDOG_PID": "1"},
    ],
)
def test_nobody_waits_for_a_watchdog_that_is_off_or_meant_for_another(environ: dict[str, str]) -> None:
    assert watchdog_interval(environ) is None
