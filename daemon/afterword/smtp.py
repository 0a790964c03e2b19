"""
Sends reminders to the user, and can send to nobody else. Meets the `Sender` port.

The one recipient is fixed when the sender is made. TLS is never "if offered": a server that
hides STARTTLS would get the password in clear (RFC 3207 section 6).
"""

import asyncio
import ssl
from collections.abc import Callable
from email import message_from_bytes
from email.utils import getaddresses

import aiosmtplib

from afterword.errors import AfterwordError, GiveUpThis, TryLater, UserMustAct
from afterword.settings import Server, Tls

# What Thunderbird says too: RFC 5321 section 4.1.4 wants a name or an address literal, and the
# name of the user's machine is nobody's business.
_HELLO = "[127.0.0.1]"

_TO_WHOM = ("To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc")

_LATER = 400
_NEVER = 500
_NO_AUTH_GIVEN = 530  # RFC 4954 section 6


class SmtpSender:
    """
    The way to the user's own mailbox.

    *address* is sender and only recipient; *password* is asked for at each sending, in a thread,
    as it may run a program; with an empty user in *server* nobody logs in.
    """

    def __init__(self, server: Server, address: str, password: Callable[[], str], timeout: float = 30) -> None:
        self._server = server
        self._address = address
        self._password = password
        self._timeout = timeout

    async def send(self, raw: bytes) -> None:
        """
        Send one message, complete with its Date and Message-ID.

        Raises `GiveUpThis` where it names another recipient or the server never takes it,
        `UserMustAct` for a wrong password or a wrong setting, `TryLater` for all that may pass.
        """
        self._refuse_others(raw)
        server = self._server
        password = await asyncio.to_thread(self._password) if server.user else None
        try:
            await aiosmtplib.send(
                raw,
                sender=self._address,
                recipients=[self._address],
                hostname=server.host,
                port=server.port,
                username=server.user or None,
                password=password,
                local_hostname=_HELLO,
                timeout=self._timeout,
                use_tls=server.tls is Tls.IMPLICIT,
                start_tls=server.tls is Tls.STARTTLS,
                tls_context=_trust(server),
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _in_words(error, server) from error

    def _refuse_others(self, raw: bytes) -> None:
        message = message_from_bytes(raw)
        written = [str(value) for name in _TO_WHOM for value in message.get_all(name, [])]
        if any(email.lower() != self._address.lower() for _, email in getaddresses(written)):
            raise GiveUpThis("A reminder names somebody else than the user as its recipient; it is not sent.")


def _trust(server: Server) -> ssl.SSLContext | None:
    if server.tls is Tls.NONE:
        return None
    context = ssl.create_default_context()
    if server.ca_file:
        try:
            context.load_verify_locations(server.ca_file)
        except OSError as error:  # ssl.SSLError is one
            raise UserMustAct(
                f"The ca_file {server.ca_file} of {server.host} cannot be read as certificates."
            ) from error
    return context


def _in_words(error: Exception, server: Server) -> AfterwordError:
    """Return what must happen next. The server's own words stay out: they may hold addresses."""
    where = f"{server.host}:{server.port}"
    for cause in (error, error.__cause__, error.__context__):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return UserMustAct(
                f"The certificate of {where} is not trusted ({cause.verify_message}). Check the host name; "
                "for a server of your own, name its authority as ca_file."
            )
        if isinstance(cause, ssl.SSLError):
            return UserMustAct(
                f"{where} does not speak TLS as set: check smtp port and tls (465 implicit, 587 starttls)."
            )
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=[first, *_]):
            return _by_code(first.code, where)
        case aiosmtplib.SMTPAuthenticationError(code=code) if code >= _NEVER:
            return UserMustAct(
                f"{where} refuses the login ({code}). Check user and password; many providers want an app password."
            )
        case aiosmtplib.SMTPSenderRefused(code=code) if code >= _NEVER:
            return UserMustAct(f"{where} does not let this login send from the mailbox's address ({code}).")
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPServerDisconnected() | aiosmtplib.SMTPTimeoutError():
            return TryLater(f"{where} cannot be reached, or went away.")
        case aiosmtplib.SMTPResponseException(code=code):
            return _by_code(code, where)
        case aiosmtplib.SMTPException():  # RFC 3207, RFC 4954: STARTTLS or AUTH is not offered
            return UserMustAct(f"{where} does not offer what the settings ask for: {error}")
        case _:
            return TryLater(f"{where} cannot be reached: {getattr(error, 'strerror', None) or type(error).__name__}.")


def _by_code(code: int, where: str) -> AfterwordError:
    if code == _NO_AUTH_GIVEN:
        return UserMustAct(f"{where} wants a login ({code}): give smtp a user and a password.")
    if code >= _NEVER:
        return GiveUpThis(f"{where} refuses the reminder for good ({code}).")
    if code >= _LATER:
        return TryLater(f"{where} does not take the reminder now ({code}).")
    return TryLater(f"{where} gave an answer that makes no sense ({code}).")
