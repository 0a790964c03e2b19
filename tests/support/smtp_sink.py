"""An SMTP server on loopback that keeps what it is given; recipients "defer..." get 451, "reject..." 550."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.support.dovecot import free_port


@dataclass(frozen=True)
class Accepted:
    """One message with its envelope."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass
class SmtpSink:
    """Use as a context manager; `messages` holds what came in, oldest first."""

    port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    messages: list[Accepted] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._controller = Controller(self, hostname=self.host, port=self.port)
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer RCPT TO."""
        if address.startswith("defer"):
            return "451 4.7.1 try later"
        if address.startswith("reject"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Answer the end of DATA."""
        content = envelope.original_content or b""
        self.messages.append(Accepted(str(envelope.mail_from), tuple(envelope.rcpt_tos), content))
        return "250 2.0.0 stored"
