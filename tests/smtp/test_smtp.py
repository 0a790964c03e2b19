"""Reminders go to the user only, in TLS only, and every refusal says what must happen next. A real server answers."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from tests.support.dovecot import free_port, make_certificate

from afterword.errors import AfterwordError, GiveUpThis, TryLater, UserMustAct
from afterword.settings import Server, Tls
from afterword.smtp import SmtpSender

ALICE = "alice@example.org"
PASSWORD = "correct horse"
REMINDER = (
    b"From: afterword <alice@example.org>\r\nTo: Alice <Alice@example.org>\r\nSubject: A draft waits\r\n"
    b"Date: Tue, 10 Mar 2026 12:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n\r\n.A line\r\n"
)


class Peer:
    """What the server does and saw; `answers` gives another answer to a command than the usual one."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.hello = ""
        self.envelopes: list[Envelope] = []
        self.logins: list[tuple[str, str]] = []
        self.in_tls: list[bool] = []

    async def handle_EHLO(  # noqa: N802 - aiosmtpd calls it so, as those below
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.hello = hostname
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" not in self.answers:
            self.envelopes.append(envelope)
            self.in_tls.append(session.ssl is not None)
        return self.answers.get("DATA", "250 OK")

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        """Take one password only."""
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password.decode() == PASSWORD, handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    make_certificate(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", folder / "key.pem"


def server_side(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@contextmanager
def serving(peer: Peer, **how: Any) -> Iterator[int]:
    """Run a server on loopback and give its port."""
    controller = Controller(
        peer, hostname="127.0.0.1", port=free_port(), authenticator=peer.authenticate, auth_required=False, **how
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def sender(
    port: int,
    tls: Tls = Tls.NONE,
    user: str = "",
    ca: Path | None = None,
    password: str = PASSWORD,
    host: str = "localhost",
) -> SmtpSender:
    return SmtpSender(Server(host, port, tls, user, ca), ALICE, lambda: password, timeout=3)


async def refusal(sender: SmtpSender, kind: type[AfterwordError], raw: bytes = REMINDER) -> str:
    with pytest.raises(AfterwordError) as raised:
        await sender.send(raw)
    assert type(raised.value) is kind
    assert PASSWORD not in str(raised.value)
    assert ALICE not in str(raised.value)
    return str(raised.value)


async def test_the_reminder_arrives_at_the_user_from_the_user() -> None:
    peer = Peer()
    with serving(peer) as port:
        await sender(port).send(REMINDER)
    (envelope,) = peer.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == (ALICE, [ALICE])
    assert envelope.original_content == REMINDER


async def test_the_server_does_not_learn_the_name_of_the_machine() -> None:
    peer = Peer()
    with serving(peer) as port:
        await sender(port).send(REMINDER)
    assert peer.hello == "[127.0.0.1]"


@pytest.mark.parametrize(
    "line",
    [
        b"To: hr@employer.example",
        b"To: Alice <alice@example.org>, hr@employer.example",
        b"Cc: hr@employer.example",
        b"Bcc: hr@employer.example",
        b"bcc: hr@employer.example",
        b"Resent-To: hr@employer.example",
        b"To: alice@example.org\r\nTo: hr@employer.example",
        b"To: alice@example.org,\r\n hr@employer.example",
        b"To: =?utf-8?q?Alice?= <hr@employer.example>",
        b"Cc: alice@example.org@employer.example",
        b'To: "alice@example.org" <hr@employer.example>',
        b"To: team: hr@employer.example;",
        b"Cc: \xff\xfe",
    ],
)
async def test_a_message_to_anybody_else_never_leaves(line: bytes) -> None:
    peer = Peer()
    with serving(peer) as port:
        said = await refusal(sender(port), GiveUpThis, b"From: alice@example.org\r\n" + line + b"\r\n\r\nHello\r\n")
    assert "somebody else" in said
    assert peer.hello == ""


async def test_starttls_protects_login_and_message(certificate: tuple[Path, Path]) -> None:
    peer = Peer()
    with serving(peer, tls_context=server_side(certificate), require_starttls=True) as port:
        await sender(port, Tls.STARTTLS, "alice", certificate[0]).send(REMINDER)
    assert peer.logins == [("alice", PASSWORD)]
    assert peer.in_tls == [True]


async def test_implicit_tls_protects_from_the_first_byte(certificate: tuple[Path, Path]) -> None:
    peer = Peer()
    with serving(peer, ssl_context=server_side(certificate), auth_require_tls=False) as port:
        await sender(port, Tls.IMPLICIT, "alice", certificate[0]).send(REMINDER)
    assert peer.logins == [("alice", PASSWORD)]
    assert len(peer.envelopes) == 1


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
async def test_a_certificate_nobody_vouches_for_is_refused(certificate: tuple[Path, Path], tls: Tls) -> None:
    peer = Peer()
    context = server_side(certificate)
    how = {"ssl_context": context} if tls is Tls.IMPLICIT else {"tls_context": context}
    with serving(peer, **how) as port:
        said = await refusal(sender(port, tls, "alice"), UserMustAct)
    assert "is not trusted" in said
    assert "ca_file" in said
    assert peer.logins == []


async def test_a_certificate_for_another_host_is_refused(certificate: tuple[Path, Path]) -> None:
    peer = Peer()
    with serving(peer, ssl_context=server_side(certificate)) as port:
        said = await refusal(sender(port, Tls.IMPLICIT, "alice", certificate[0], host="127.0.0.2"), TryLater)
        assert "cannot be reached" in said  # nobody listens there
    with socket_for("127.0.0.2", certificate) as port:
        said = await refusal(sender(port, Tls.IMPLICIT, "alice", certificate[0], host="127.0.0.2"), UserMustAct)
    assert "is not trusted" in said


@contextmanager
def socket_for(address: str, certificate: tuple[Path, Path]) -> Iterator[int]:
    controller = Controller(Peer(), hostname=address, port=free_port(), ssl_context=server_side(certificate))
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


async def test_a_server_that_hides_starttls_gets_no_password() -> None:
    peer = Peer()
    with serving(peer, auth_require_tls=False) as port:
        said = await refusal(sender(port, Tls.STARTTLS, "alice"), UserMustAct)
    assert "does not offer" in said
    assert (peer.logins, peer.envelopes) == ([], [])


async def test_tls_on_a_port_without_it_says_which_setting_to_look_at() -> None:
    with serving(Peer()) as port:
        said = await refusal(sender(port, Tls.IMPLICIT), UserMustAct)
    assert "check smtp port and tls" in said


async def test_a_ca_file_that_is_no_certificate_is_for_the_user(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    for path in (tmp_path / "ca.pem", tmp_path / "missing.pem"):
        assert "cannot be read as certificates" in await refusal(sender(1, Tls.IMPLICIT, "", path), UserMustAct)


async def test_a_wrong_password_is_for_the_user(certificate: tuple[Path, Path]) -> None:
    peer = Peer()
    with serving(peer, tls_context=server_side(certificate)) as port:
        sending = sender(port, Tls.STARTTLS, "alice", certificate[0], password="wrong")
        said = await refusal(sending, UserMustAct)
    assert "refuses the login (535)" in said
    assert "app password" in said
    assert peer.envelopes == []


async def test_a_password_that_cannot_be_read_is_said_as_it_is() -> None:
    def no_password() -> str:
        raise UserMustAct("The environment variable X gives no password: it is empty.")

    with pytest.raises(UserMustAct, match="variable X"):
        await SmtpSender(Server("localhost", 1, Tls.NONE, "alice"), ALICE, no_password).send(REMINDER)


@pytest.mark.parametrize(
    ("command", "answer", "kind"),
    [
        ("RCPT", "451 4.7.1 try later", TryLater),
        ("RCPT", "452 4.2.2 mailbox full", TryLater),
        ("RCPT", "550 5.1.1 no such user", GiveUpThis),
        ("DATA", "451 4.3.0 busy", TryLater),
        ("DATA", "552 5.3.4 too big", GiveUpThis),
        ("DATA", "554 5.7.1 spam", GiveUpThis),
        ("MAIL", "451 4.3.0 busy", TryLater),
        ("MAIL", "553 5.7.1 not your address", UserMustAct),
        ("MAIL", "530 5.7.0 authentication required", UserMustAct),
        ("RCPT", "530 5.7.0 authentication required", UserMustAct),
    ],
)
async def test_each_answer_of_the_server_leads_to_what_must_happen_next(
    command: str, answer: str, kind: type[AfterwordError]
) -> None:
    peer = Peer(**{command: answer})
    with serving(peer) as port:
        said = await refusal(sender(port), kind)
    assert answer[:3] in said
    assert peer.envelopes == []


async def test_a_server_that_is_not_there_is_for_later() -> None:
    assert "cannot be reached" in await refusal(sender(free_port()), TryLater)


class Odd(asyncio.Protocol):
    """The server's end of a connection that says one thing and then hears nothing."""

    def __init__(self, talk: Callable[[asyncio.Transport], None], ends: list[asyncio.Transport]) -> None:
        self.talk = talk
        self.ends = ends

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.ends.append(transport)
        self.talk(transport)


@asynccontextmanager
async def odd_server(talk: Callable[[asyncio.Transport], None]) -> AsyncIterator[int]:
    ends: list[asyncio.Transport] = []
    server = await asyncio.get_running_loop().create_server(lambda: Odd(talk, ends), "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    yield port
    for end in ends:
        end.abort()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    "talk",
    [
        lambda end: end.close(),
        lambda end: end.write(b"421 4.3.2 shutting down\r\n"),
        lambda end: end.write(b"554 5.3.2 not now\r\n"),
        lambda end: end.write(b"\x00\xff nonsense\r\n"),
        lambda end: end.write(b"220 hello\r\n421 closing\r\n"),
        lambda end: None,
    ],
    ids=["hangs up", "shuts down", "refuses", "talks nonsense", "closes after the greeting", "is silent"],
)
async def test_a_server_in_disorder_is_for_later(talk: Callable[[asyncio.Transport], None]) -> None:
    async with odd_server(talk) as port:
        sending = SmtpSender(Server("localhost", port, Tls.NONE, ""), ALICE, lambda: PASSWORD, timeout=0.5)
        await refusal(sending, TryLater)


async def test_a_name_that_does_not_resolve_is_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_name(*arguments: object, **options: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    await refusal(sender(25, host="smtp.example.org"), TryLater)
