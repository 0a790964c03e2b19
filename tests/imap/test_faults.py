"""What becomes of us when the server, or somebody on the way, misbehaves."""

import logging
import random
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from tests.support.peers import HANG_UP, HEALTHY, MAIL, SILENCE, Peer

from afterword.core.facts import Folder
from afterword.core.mailbox import Cursor, Place
from afterword.errors import AfterwordError, TryLater, UserMustAct
from afterword.imap import ImapMailbox
from afterword.settings import MailboxSettings, Server, Tls

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PLACE = Place(Folder.DRAFTS, 5, 7)


def mailbox_on(peer: Peer, tls: Tls = Tls.NONE) -> ImapMailbox:
    return ImapMailbox(peer.settings(tls), lambda: "secret")


def use(mailbox: ImapMailbox) -> None:
    """Do everything a mailbox can do."""
    mailbox.open()
    mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
    mailbox.glimpse(Folder.INBOX, Cursor(5, 3), LONG_AGO)
    mailbox.present(Folder.DRAFTS)
    mailbox.read(Place(Folder.INBOX, 5, 7))
    mailbox.file_draft(MAIL, LONG_AGO)
    mailbox.withdraw(PLACE, lambda raw: True)
    mailbox.watch()
    mailbox.unwatch()


def test_a_healthy_peer_is_used_without_complaint() -> None:
    with Peer() as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        (glimpse,), cursor = mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
        assert glimpse.received == datetime(2026, 3, 10, 12, tzinfo=UTC)
        assert cursor == Cursor(5, 8)
        assert mailbox.read(glimpse.place) == MAIL
        use(mailbox)
        mailbox.close()

    said = {command.split()[0] for command in peer.heard}
    assert not said & {"EXPUNGE", "CLOSE"}
    assert [command for command in peer.heard if command.startswith("SELECT")] == ['SELECT "Drafts"']
    assert all("PEEK" in command for command in peer.heard if "BODY" in command)


BROKEN = {
    "hangs up": HANG_UP,
    "says BYE": b"* BYE Autologout\r\n" + HANG_UP,
    "answers NO": b"TAG NO [UNAVAILABLE] very secret words\r\n",
    "answers BAD": b"TAG BAD very secret words\r\n",
    "answers no IMAP": b"HTTP/1.1 400 very secret words\r\n",
    "answers another tag": b"ZZZZ1 OK very secret words\r\n",
    "counts with letters": b"* x EXISTS\r\n* OK [UIDVALIDITY very] x\r\n* SEARCH very\r\n* x FETCH (very\r\nTAG OK\r\n",
    "leaves parentheses open": b'* 1 FETCH (UID 7 FLAGS (\r\n* LIST (\\Drafts "/" \r\nTAG OK done\r\n',
    "sends one endless line": b"* OK " + b"very secret words " * 70_000 + b"\r\nTAG OK done\r\n",
    "stops within a literal": b"* 1 FETCH (UID 7 BODY[HEADER]<0> {1000}\r\nvery secret words" + HANG_UP,
}


COMMANDS = [
    *("greeting", "CAPABILITY", "LOGIN", "LIST", "EXAMINE", "SELECT", "UID SEARCH", "UID FETCH"),
    *("UID MOVE", "APPENDED", "DONE"),
]
# Answers that say OK without the details; a SEARCH without any is how some servers say that nothing was found.
BORNE = {(command, "leaves parentheses open") for command in ("UID SEARCH", "UID MOVE", "APPENDED")}


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_broken_answer_means_try_later_quotes_no_mail_and_the_next_connection_works(command: str, fault: str) -> None:
    with Peer({command: BROKEN[fault]}) as peer:
        mailbox = mailbox_on(peer)
        if (command, fault) in BORNE:
            use(mailbox)
        else:
            with pytest.raises(TryLater) as caught:
                use(mailbox)
            assert caught.value.__cause__ is None
            assert command == "LOGIN" or "secret" not in str(caught.value)
            with pytest.raises(TryLater, match="not open"):
                mailbox.present(Folder.INBOX)
        peer.answers = dict(HEALTHY)
        use(mailbox)
        mailbox.close()


@pytest.mark.parametrize("fault", BROKEN)
def test_where_idle_does_not_work_the_mailbox_is_polled_or_tried_again(fault: str) -> None:
    with Peer({"IDLE": BROKEN[fault]}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        with suppress(TryLater):
            assert mailbox.watch() is None
            assert mailbox.present(Folder.INBOX) == (5, frozenset({7}))
        mailbox.close()


def test_an_update_before_the_plus_of_idle_means_poll() -> None:
    with Peer({"IDLE": b"* 1 FETCH (FLAGS (\\Seen))\r\n+ idling\r\n"}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        assert mailbox.watch() is None
        mailbox.unwatch()
        assert mailbox.present(Folder.INBOX) == (5, frozenset({7}))
        mailbox.close()


def test_a_second_connection_that_is_refused_means_poll() -> None:
    with Peer() as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        peer.answers["LOGIN"] = b"TAG NO [LIMIT] too many connections\r\n"
        assert mailbox.watch() is None
        assert mailbox.watch() is None
        assert mailbox.present(Folder.INBOX) == (5, frozenset({7}))
        mailbox.close()
        assert len([command for command in peer.heard if command.startswith("LOGIN")]) == 2
        peer.answers["LOGIN"] = HEALTHY["LOGIN"]
        mailbox.open()
        assert mailbox.watch() is not None
        mailbox.close()


def test_without_idle_no_second_connection_is_made() -> None:
    with Peer({"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        assert mailbox.watch() is None
        mailbox.close()
    assert len([command for command in peer.heard if command.startswith("LOGIN")]) == 1


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        ("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", UserMustAct),
        ("NO [ALERT] Application-specific password required: https://support.example", UserMustAct),
        ("NO [EXPIRED] change your password", UserMustAct),
        ("NO [UNAVAILABLE] try again", TryLater),
        ("NO [LIMIT] too many", TryLater),
        ("NO [INUSE] busy", TryLater),
        ("NO Temporary authentication failure", TryLater),
        ("BAD User is authenticated but not connected.", TryLater),
    ],
)
def test_only_a_refusal_for_good_asks_the_user(answer: str, remedy: type[AfterwordError]) -> None:
    with Peer({"LOGIN": f"TAG {answer} for alice@example.org\r\n".encode()}) as peer:
        mailbox = mailbox_on(peer)
        with pytest.raises(remedy) as caught:
            mailbox.open()
    assert "alice@example.org" not in str(caught.value)


def test_what_comes_along_with_the_login_is_not_believed_about_capabilities() -> None:
    login = b"* CAPABILITY IMAP4rev1 X-PROXY\r\nTAG OK [CAPABILITY IMAP4rev1 X-PROXY] in\r\n"
    with Peer({"LOGIN": login}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        assert mailbox.watch() is not None
        mailbox.unwatch()
        mailbox.close()


def test_special_use_in_lower_case_counts() -> None:
    with Peer({"LIST": b'* LIST (\\drafts) "." "INBOX.Dossier 7"\r\nTAG OK done\r\n'}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        mailbox.glimpse(Folder.DRAFTS, None, LONG_AGO)
        mailbox.close()
    assert 'EXAMINE "INBOX.Dossier 7"' in peer.heard


def test_a_server_that_does_not_tell_uidnext_is_read_to_its_last_message() -> None:
    examine = HEALTHY["EXAMINE"].replace(b"* OK [UIDNEXT 8] ok\r\n", b"")
    with Peer({"EXAMINE": examine}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        assert mailbox.glimpse(Folder.INBOX, None, datetime(2030, 1, 1, tzinfo=UTC)) == ((), Cursor(5, 8))
        mailbox.close()


def test_the_day_asked_for_is_early_enough_for_a_server_in_any_zone() -> None:
    with Peer() as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        mailbox.glimpse(Folder.INBOX, None, datetime(2026, 3, 10, 0, 30, tzinfo=UTC))
        mailbox.close()
    assert "UID SEARCH 1:* SINCE 09-Mar-2026" in peer.heard


def test_a_message_that_is_listed_but_not_handed_out_is_not_skipped() -> None:
    with Peer({"UID FETCH": b"TAG OK done\r\n"}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        with pytest.raises(TryLater, match="hand out"):
            mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
        mailbox.open()
        with pytest.raises(TryLater, match="hand out"):
            mailbox.read(Place(Folder.INBOX, 5, 7))
        mailbox.open()
        with pytest.raises(TryLater, match="hand out"):
            mailbox.withdraw(PLACE, lambda raw: True)


def test_the_answer_of_another_message_is_not_taken_for_this_one() -> None:
    other = b"* 7 FETCH (FLAGS (\\Seen))\r\n* 9 FETCH (UID 90 FLAGS ())\r\n"
    with Peer({"UID FETCH": other + HEALTHY["UID FETCH"]}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        (glimpse,), _ = mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
        assert glimpse.size == 99
        mailbox.close()


def test_an_inbox_that_cannot_be_opened_never_passes_for_empty() -> None:
    with Peer({"EXAMINE": b"TAG NO [NONEXISTENT] no such mailbox\r\n"}) as peer:
        mailbox = mailbox_on(peer)
        mailbox.open()
        with pytest.raises(TryLater):
            mailbox.glimpse(Folder.INBOX, None, LONG_AGO)


@pytest.mark.parametrize(
    ("silent", "call"),
    [
        ("greeting", lambda mailbox: mailbox.open()),
        ("LOGIN", lambda mailbox: mailbox.open()),
        ("LIST", lambda mailbox: mailbox.open()),
        ("UID SEARCH", lambda mailbox: mailbox.present(Folder.INBOX)),
        ("UID FETCH", lambda mailbox: mailbox.read(Place(Folder.INBOX, 5, 7))),
        ("APPENDED", lambda mailbox: mailbox.file_draft(MAIL, LONG_AGO)),
        ("IDLE", lambda mailbox: mailbox.watch()),
        ("DONE", lambda mailbox: (mailbox.watch(), mailbox.unwatch())),
    ],
)
def test_abort_ends_a_call_on_a_silent_server_within_a_second(
    silent: str, call: Callable[[ImapMailbox], object]
) -> None:
    with Peer({silent: SILENCE}) as peer:
        mailbox = mailbox_on(peer)
        if silent not in {"greeting", "LOGIN", "LIST"}:
            mailbox.open()
        began = time.monotonic()
        timer = threading.Timer(0.2, mailbox.abort)
        timer.start()
        with pytest.raises(TryLater):
            call(mailbox)
        assert 0.15 < time.monotonic() - began < 1.2
        timer.join()
        peer.answers = dict(HEALTHY)
        use(mailbox)
        mailbox.close()


def test_abort_ends_a_tls_handshake_too() -> None:
    with Peer({"greeting": SILENCE}) as peer:
        mailbox = mailbox_on(peer, Tls.IMPLICIT)
        timer = threading.Timer(0.2, mailbox.abort)
        timer.start()
        began = time.monotonic()
        with pytest.raises(TryLater):
            mailbox.open()
        assert time.monotonic() - began < 1.2
        timer.join()


def test_abort_ends_the_attempt_to_connect() -> None:
    """A listener whose queue is full answers no further connection."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for connection in waiting:
            connection.setblocking(False)
            connection.connect_ex(("127.0.0.1", port))
        server = Server("127.0.0.1", port, Tls.NONE, "alice")
        mailbox = ImapMailbox(MailboxSettings("alice@example.org", imap=server), lambda: "secret")
        timer = threading.Timer(0.2, mailbox.abort)
        timer.start()
        began = time.monotonic()
        with pytest.raises(TryLater):
            mailbox.open()
        assert time.monotonic() - began < 1.2
        timer.join()
        for connection in waiting:
            connection.close()


def test_nothing_listens_there() -> None:
    with Peer() as peer:
        settings = peer.settings()
    with pytest.raises(TryLater, match="failed"):
        ImapMailbox(settings, lambda: "secret").open()


def test_a_preauthenticated_greeting_does_not_talk_us_out_of_tls() -> None:
    answers = {"greeting": b"* PREAUTH welcome\r\n", "CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK\r\n"}
    with Peer(answers) as peer, pytest.raises(TryLater):
        mailbox_on(peer, Tls.STARTTLS).open()
    assert not [command for command in peer.heard if command.startswith(("LOGIN", "AUTHENTICATE", "LIST"))]


def test_even_a_root_logger_at_debug_shows_no_mail_and_no_password(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Peer() as peer:
        mailbox = ImapMailbox(peer.settings(), lambda: "pass-phrase")
        use(mailbox)
        mailbox.close()
    assert "secret" not in caplog.text
    assert "pass-phrase" not in caplog.text


def test_random_answers_break_nothing_but_the_connection() -> None:
    dice = random.Random(11)
    words = rb'* |TAG |OK |NO |(|)|{3}|"|UID |7 |FETCH |SEARCH |LIST |[UIDVALIDITY |] |EXISTS|BODY[HEADER]<0> |BYE |+ '
    alphabet = [*words.split(b"|"), b"\r\n", b"\xff", b"\0"]
    with Peer() as peer:
        mailbox = mailbox_on(peer)
        for _ in range(150):
            command = dice.choice(COMMANDS)
            noise = b"".join(dice.choices(alphabet, k=dice.randrange(1, 30)))
            peer.answers = {**HEALTHY, command: noise + b"\r\nTAG OK done\r\n" + HANG_UP}
            with suppress(TryLater, UserMustAct):
                use(mailbox)
            peer.answers = dict(HEALTHY)
            mailbox.close()
        use(mailbox)
        mailbox.close()
