"""Words to systemd: one datagram each (sd_notify(3)). Where nobody listens, nothing is sent."""

import contextlib
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Notifier:
    """The way to the service manager; `address` is a path, "@name" in the abstract namespace, or "" for nobody."""

    address: str = ""

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Self:
        """Take the address from NOTIFY_SOCKET; addresses of other kinds (vsock) count as nobody."""
        address = environ.get("NOTIFY_SOCKET", "")
        return cls(address if address.startswith(("/", "@")) else "")

    def ready(self) -> None:
        """Start-up, or a reload, is complete."""
        self._send("READY=1")

    def status(self, text: str) -> None:
        """Show one line in `systemctl status`."""
        self._send("STATUS=" + " ".join(text.split()))  # a line break would begin another assignment

    def watchdog(self) -> None:
        """Work goes on; due once every `watchdog_interval`."""
        self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """The service has begun to end."""
        self._send("STOPPING=1")

    def reloading(self, monotonic_usec: int) -> None:
        """Settings are being read again, since this reading of CLOCK_MONOTONIC; `ready` must follow."""
        self._send(f"RELOADING=1\nMONOTONIC_USEC={monotonic_usec}")

    def _send(self, message: str) -> None:
        if not self.address:
            return
        address = "\0" + self.address[1:] if self.address.startswith("@") else self.address
        # A manager that went away must not take the service along; a missing watchdog tells it enough.
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
            way.sendto(message.encode(), address)


def watchdog_interval(environ: Mapping[str, str]) -> float | None:
    """
    Return how often to call `watchdog`, in seconds, or None where nobody waits for it.

    Half the time after which systemd acts, as sd_watchdog_enabled(3) advises.
    """
    usec = environ.get("WATCHDOG_USEC", "")
    if not (usec.isascii() and usec.isdigit()) or int(usec) == 0:
        return None
    if environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    return int(usec) / MICROSECONDS / 2
