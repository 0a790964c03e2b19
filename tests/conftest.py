"""What every test has: a private Dovecot, a fresh account, and no way to the network or to the real home."""

import ipaddress
import os
import sys
from collections.abc import Iterator

import pytest
from tests.support.accounts import Account, fresh_account
from tests.support.dovecot import Dovecot, is_available


def _refuse_the_world(event: str, arguments: tuple[object, ...]) -> None:
    """Let sockets reach loopback and local paths only; an audit hook sees every connection, however it is made."""
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = str(arguments[1][0])
    if host != "localhost" and not ipaddress.ip_address(host.partition("%")[0]).is_loopback:
        raise RuntimeError(f"a test tried to reach {host}; tests stay on loopback")


sys.addaudithook(_refuse_the_world)


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for variable in [name for name in os.environ if name.startswith(("XDG_", "AFTERWORD_"))]:
            if variable != "AFTERWORD_DOVEROOT":
                patch.delenv(variable)
        yield


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One Dovecot for all tests of the session."""
    if not is_available():
        pytest.skip("no Dovecot here: install dovecot-core, dovecot-imapd and dovecot-lmtpd")
    with Dovecot() as server:
        yield server


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    """A user with empty folders."""
    return fresh_account(dovecot)
