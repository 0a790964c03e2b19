"""
From a server's name to a connected socket, with TLS where the settings ask for it.

Everything that can block does so on a socket another thread can cut.
"""

import errno
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from typing import Final

from afterword.errors import TryLater, UserMustAct
from afterword.settings import Server, Tls

CONNECT_TIMEOUT_S: Final = 20.0
_KEEPALIVE_S: Final = 60  # home routers forget an idle connection after 5 to 15 minutes


class Line:
    """One TCP connection in the making or in use, which `cut` ends from any thread, for good."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handle: socket.socket | None = None
        self._is_cut = False

    def dial(self, host: str, port: int) -> socket.socket:
        """Connect to the first address of the host that answers; raises OSError as the last one did."""
        failure: OSError = OSError(f"{host} has no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            connection = socket.socket(family, kind, protocol)
            try:
                self._hold(connection)
                connection.settimeout(CONNECT_TIMEOUT_S)
                connection.connect(address)
                _tune(connection)
            except OSError as error:
                connection.close()
                failure = error
            else:
                return connection
        raise failure

    def cut(self) -> None:
        """Shut the connection down: a call that blocks on it ends at once, with an error."""
        with self._lock:
            self._is_cut = True
            if self._handle is not None:
                with suppress(OSError):  # not connected yet, or already gone
                    self._handle.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._handle is not None:
                self._handle.close()
                self._handle = None

    def _hold(self, connection: socket.socket) -> None:
        self.release()
        with self._lock:
            if self._is_cut:
                raise ConnectionAbortedError(errno.ECONNABORTED, "interrupted")
            # A duplicate: TLS takes the descriptor over half-way, and this one stays valid until we release it.
            self._handle = connection.dup()


def trust(server: Server) -> ssl.SSLContext | None:
    """
    Return how the certificate of the server is checked, or None for a connection in the clear.

    Raises:
        UserMustAct: in the clear to another machine, or a `ca_file` that cannot be read.
    """
    if server.tls is Tls.NONE:
        if not _is_loopback(server.host):
            raise UserMustAct(
                f"imap: without TLS the password would cross the network to {server.host} in the clear. "
                "Set tls to implicit or starttls; none is only for this machine itself."
            )
        return None
    context = ssl.create_default_context()
    if server.ca_file is not None:
        try:
            context.load_verify_locations(server.ca_file)
        except OSError as error:  # ssl.SSLError is one
            raise UserMustAct(
                f"{server.ca_file}: cannot be read as certificates in PEM form: {error.strerror}."
            ) from None
    return context


def explain(server: Server, error: OSError) -> TryLater:
    """Return what a failed connection means, as a sentence that holds no text of any mail."""
    where = f"{server.host}:{server.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return TryLater(
            f"{where} shows a certificate that is not trusted: {error.verify_message}. "
            "If the server is yours, name its authority as imap.ca_file; no password was sent."
        )
    if isinstance(error, ssl.SSLError):
        return TryLater(
            f"{where} does not speak TLS as expected ({error.reason or 'connection closed'}); is the port right?"
        )
    if isinstance(error, socket.gaierror):
        return TryLater(f"The address of {server.host} cannot be found ({error.strerror}).")
    if isinstance(error, TimeoutError):
        return TryLater(f"{where} does not answer.")
    return TryLater(f"The connection to {where} failed ({error.strerror or type(error).__name__}).")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _tune(connection: socket.socket) -> None:
    # Without NODELAY an APPEND waits 40 ms for a delayed acknowledgement.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    idle = getattr(socket, "TCP_KEEPIDLE", getattr(socket, "TCP_KEEPALIVE", None))  # macOS has the other name
    if idle is not None:
        connection.setsockopt(socket.IPPROTO_TCP, idle, _KEEPALIVE_S)
