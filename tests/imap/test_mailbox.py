"""What only a real IMAP server can show."""

import re
import select
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.contracts.mailbox_worlds import a_mail, id_of
from tests.support.accounts import Account, fresh_account
from tests.support.dovecot import Dovecot, is_available, make_certificate
from tests.support.peers import Editor

from afterword.core.facts import Folder
from afterword.core.mailbox import Place
from afterword.errors import TryLater, UserMustAct
from afterword.imap import ImapMailbox, session
from afterword.imap.session import Session
from afterword.settings import MailboxSettings, Server, Tls

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def mailbox(account: Account) -> Iterator[ImapMailbox]:
    opened = ImapMailbox(account.settings(), lambda: account.password)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def own_dovecot() -> Iterator[Dovecot]:
    """A server that a test may stop and start."""
    if not is_available():
        pytest.skip("no Dovecot here")
    with Dovecot("mail_max_userip_connections = 1\n") as server:
        yield server


def look(mailbox: ImapMailbox, folder: Folder = Folder.INBOX) -> list[str]:
    glimpses, _ = mailbox.glimpse(folder, None, LONG_AGO)
    return [id_of(glimpse.header) for glimpse in glimpses]


def turns_readable(descriptor: int, within: float) -> bool:
    return bool(select.select([descriptor], [], [], within)[0])


# listening


@pytest.mark.parametrize("tls", Tls)
def test_new_mail_wakes_the_listener_within_a_second(account: Account, tls: Tls) -> None:
    mailbox = ImapMailbox(account.settings(tls), lambda: account.password)
    mailbox.open()
    descriptor = mailbox.watch()
    assert descriptor is not None
    assert not turns_readable(descriptor, 0.05)

    account.deliver(a_mail("new@x"))

    assert turns_readable(descriptor, 1.0)
    mailbox.unwatch()
    assert look(mailbox) == ["new@x"]
    mailbox.close()


def test_mail_that_came_just_before_listening_is_found_by_the_look_after_it(
    account: Account, mailbox: ImapMailbox
) -> None:
    account.deliver(a_mail("before@x"))
    mailbox.watch()
    assert look(mailbox) == ["before@x"]
    mailbox.unwatch()


def test_listening_marks_nothing_as_read(account: Account, mailbox: ImapMailbox) -> None:
    account.deliver(a_mail("new@x"))
    for _ in range(2):
        mailbox.watch()
        mailbox.unwatch()
    with account.reader() as reader:
        assert [lying.flags for lying in reader.folder("INBOX")] == [frozenset()]


def test_watching_twice_gives_the_same_descriptor(mailbox: ImapMailbox) -> None:
    assert mailbox.watch() == mailbox.watch()
    mailbox.unwatch()


# losing the server


def test_a_bye_while_listening_wakes_fails_and_heals(account: Account, mailbox: ImapMailbox) -> None:
    descriptor = mailbox.watch()
    assert descriptor is not None
    account.dovecot.kick(account.user)

    assert turns_readable(descriptor, 2.0)
    with pytest.raises(TryLater):
        mailbox.unwatch()
    mailbox.open()
    account.deliver(a_mail("after@x"))
    assert look(mailbox) == ["after@x"]


def test_a_bye_while_working_fails_and_heals(account: Account, mailbox: ImapMailbox) -> None:
    look(mailbox)
    account.dovecot.kick(account.user)
    with pytest.raises(TryLater):
        look(mailbox)
    mailbox.open()
    assert look(mailbox) == []


def test_the_server_may_be_restarted(own_dovecot: Dovecot) -> None:
    account = fresh_account(own_dovecot)
    mailbox = ImapMailbox(account.settings(), lambda: account.password)
    mailbox.open()
    _, cursor = mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
    own_dovecot.kick(account.user)  # a busy session would outlive its master
    own_dovecot.stop()
    with pytest.raises(TryLater):
        look(mailbox)
    for _ in range(2):
        with pytest.raises(TryLater, match="failed"):
            mailbox.open()
    own_dovecot.start()
    account.deliver(a_mail("after@x"))
    mailbox.open()
    glimpses, _ = mailbox.glimpse(Folder.INBOX, cursor, LONG_AGO)
    assert [id_of(glimpse.header) for glimpse in glimpses] == ["after@x"]
    mailbox.close()


def test_where_only_one_connection_is_allowed_the_mailbox_is_polled(own_dovecot: Dovecot) -> None:
    account = fresh_account(own_dovecot)
    mailbox = ImapMailbox(account.settings(), lambda: account.password)
    mailbox.open()
    account.deliver(a_mail("new@x"))

    assert mailbox.watch() is None
    assert look(mailbox) == ["new@x"]
    with pytest.raises(TryLater, match="LIMIT"):
        ImapMailbox(account.settings(), lambda: account.password).open()
    mailbox.close()


# logging in


def test_a_wrong_password_asks_the_user_and_tells_no_address(account: Account) -> None:
    mailbox = ImapMailbox(account.settings(), lambda: "wrong")
    with pytest.raises(UserMustAct, match="app password") as caught:
        mailbox.open()
    assert account.user not in str(caught.value)
    assert "wrong" not in str(caught.value)


def test_a_password_that_was_corrected_works_at_the_next_try(account: Account) -> None:
    passwords = iter(["wrong", account.password])
    mailbox = ImapMailbox(account.settings(), lambda: next(passwords))
    with pytest.raises(UserMustAct):
        mailbox.open()
    mailbox.open()
    mailbox.close()


def test_a_failure_to_get_the_password_leaves_the_mailbox_closed(account: Account) -> None:
    def locked() -> str:
        raise UserMustAct("the keyring is locked")

    mailbox = ImapMailbox(account.settings(), locked)
    for _ in range(2):
        with pytest.raises(UserMustAct, match="keyring"):
            mailbox.open()


@pytest.mark.parametrize(
    ("user", "password"),
    [
        ("plain@example.org", 'quo"te\\back slash'),
        ("plain2@example.org", "pässwörd €"),
        ("user with space@example.org", "secret"),
        ("perc%cent(1)", "{3}"),
    ],
)
def test_odd_user_names_and_passwords_reach_the_server_whole(dovecot: Dovecot, user: str, password: str) -> None:
    dovecot.add_user(user, password)
    settings = MailboxSettings("x@example.org", imap=Server("127.0.0.1", dovecot.imap_port, Tls.NONE, user))
    mailbox = ImapMailbox(settings, lambda: password)
    mailbox.open()
    assert look(mailbox) == []
    mailbox.close()


def test_a_password_with_a_line_break_is_never_sent(account: Account) -> None:
    with pytest.raises(UserMustAct, match="line break"):
        ImapMailbox(account.settings(), lambda: "secret\r\nA1 LOGOUT").open()


# protection on the way


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
def test_a_private_authority_that_is_named_is_trusted(account: Account, tls: Tls) -> None:
    mailbox = ImapMailbox(account.settings(tls), lambda: account.password)
    mailbox.open()
    worker = mailbox._worker
    assert worker is not None
    assert isinstance(worker._open_client.socket(), ssl.SSLSocket)
    mailbox.close()


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
def test_a_certificate_nobody_vouches_for_is_refused_before_the_password(account: Account, tls: Tls) -> None:
    server = replace(account.server(tls), ca_file=None)
    with pytest.raises(TryLater, match=r"not trusted: self-signed certificate.*no password was sent"):
        ImapMailbox(MailboxSettings("x@example.org", imap=server), lambda: account.password).open()


def test_the_name_in_the_certificate_must_be_the_name_of_the_server(dovecot: Dovecot, tmp_path: Path) -> None:
    make_certificate(tmp_path / "other.pem", tmp_path / "key.pem")
    server = Server("localhost", dovecot.imaps_port, Tls.IMPLICIT, "alice", tmp_path / "other.pem")
    with pytest.raises(TryLater, match="not trusted"):
        ImapMailbox(MailboxSettings("x@example.org", imap=server), lambda: "secret").open()


def test_a_file_of_authorities_that_cannot_be_read_is_named(account: Account, tmp_path: Path) -> None:
    for path in (tmp_path / "missing.pem", tmp_path / "empty.pem"):
        (tmp_path / "empty.pem").write_text("no certificate")
        server = replace(account.server(Tls.IMPLICIT), ca_file=path)
        with pytest.raises(UserMustAct, match=re.escape(str(path))):
            ImapMailbox(MailboxSettings("x@example.org", imap=server), lambda: "secret").open()


def test_a_starttls_offer_that_was_stripped_ends_before_the_password(account: Account) -> None:
    sent: list[bytes] = []

    def strip(chunk: bytes) -> bytes:
        sent.append(chunk)
        return chunk.replace(b" STARTTLS", b"")

    with Editor(account.dovecot.imap_port, strip) as editor:
        server = replace(account.server(Tls.STARTTLS), port=editor.port)
        with pytest.raises(UserMustAct, match="STARTTLS"):
            ImapMailbox(MailboxSettings("x@example.org", imap=server), lambda: account.password).open()
    assert not any(b"Logged in" in chunk for chunk in sent)


def test_in_the_clear_is_only_for_this_machine() -> None:
    server = Server("imap.example.org", 143, Tls.NONE, "alice")
    with pytest.raises(UserMustAct, match="in the clear"):
        ImapMailbox(MailboxSettings("x@example.org", imap=server), lambda: "secret").open()


def test_tls_on_the_port_of_starttls_is_explained(account: Account) -> None:
    server = replace(account.server(Tls.IMPLICIT), port=account.dovecot.imap_port)
    with pytest.raises(TryLater, match="port right"):
        ImapMailbox(MailboxSettings("x@example.org", imap=server), lambda: "secret").open()


# folders


def test_without_a_drafts_folder_the_user_is_told_which_there_are(account: Account) -> None:
    with Editor(account.dovecot.imap_port, lambda chunk: chunk.replace(b"Drafts", b"Dxxxxs")) as editor:
        server = replace(account.server(), port=editor.port)
        with pytest.raises(UserMustAct, match="There are: Dxxxxs, INBOX, Junk, Sent, Trash"):
            ImapMailbox(MailboxSettings("x@example.org", imap=server), lambda: account.password).open()


def test_the_configuration_outranks_the_server(account: Account) -> None:
    with account.reader() as reader:
        reader.create("Bewerbungen & Entwürfe/Später „neu“")
        said = ((Folder.DRAFTS, "bewerbungen & entwürfe/später „neu“"),)
        mailbox = ImapMailbox(account.settings(folders=said), lambda: account.password)
        mailbox.open()
        place = mailbox.file_draft(a_mail("draft@x"), NOON)
        assert [id_of(lying.raw) for lying in reader.folder("Bewerbungen & Entwürfe/Später „neu“")] == ["draft@x"]
        assert place is not None
        assert mailbox.withdraw(place, lambda raw: True)
        assert reader.folder("Drafts") == []
        mailbox.close()


def test_a_configured_folder_that_is_missing_is_named(account: Account) -> None:
    mailbox = ImapMailbox(account.settings(folders=((Folder.SENT, "Verschickt"),)), lambda: account.password)
    with pytest.raises(UserMustAct, match=r"folders\.sent.*'Verschickt'.*There are: Drafts"):
        mailbox.open()


def test_a_folder_that_goes_missing_is_empty_and_comes_back_under_another_uidvalidity(account: Account) -> None:
    settings = account.settings(folders=((Folder.SENT, "Ausgang"),))
    mailbox = ImapMailbox(settings, lambda: account.password)
    with account.reader() as reader:
        reader.create("Ausgang")
        reader.append("Ausgang", a_mail("one@x"), at=NOON)
        mailbox.open()
        _, cursor = mailbox.glimpse(Folder.SENT, None, LONG_AGO)
        mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
        reader.drop("Ausgang")
        assert mailbox.present(Folder.SENT) == (0, frozenset())
        assert mailbox.glimpse(Folder.SENT, cursor, LONG_AGO) == ((), cursor)
        assert mailbox.read(Place(Folder.SENT, cursor.uidvalidity, 1)) is None

        time.sleep(1.1)  # Dovecot makes UIDVALIDITY of the time in seconds
        reader.create("Ausgang")
        reader.append("Ausgang", a_mail("two@x"), at=NOON)
        glimpses, after = mailbox.glimpse(Folder.SENT, cursor, LONG_AGO)

    assert [id_of(glimpse.header) for glimpse in glimpses] == ["two@x"]
    assert after.uidvalidity != cursor.uidvalidity
    mailbox.close()


def test_without_sent_and_trash_those_are_empty_and_a_draft_is_expunged(account: Account) -> None:
    hide = {b"Trash": b"Txxxh", b"Sent": b"Sxxt"}

    def edit(chunk: bytes) -> bytes:
        for name, other in hide.items():
            chunk = chunk.replace(name, other)
        return chunk

    with Editor(account.dovecot.imap_port, edit) as editor:
        settings = MailboxSettings("x@example.org", imap=replace(account.server(), port=editor.port))
        mailbox = ImapMailbox(settings, lambda: account.password)
        mailbox.open()
        assert mailbox.present(Folder.TRASH) == mailbox.present(Folder.SENT) == (0, frozenset())
        assert look(mailbox, Folder.SENT) == []
        place = mailbox.file_draft(a_mail("draft@x"), NOON)
        assert place is not None
        assert mailbox.withdraw(place, lambda raw: True)
        mailbox.close()
    with account.reader() as reader:
        assert reader.folder("Drafts") == reader.folder("Trash") == []


# drafts


def test_where_the_server_does_not_tell_the_uid_the_draft_is_found_by_its_message_id(account: Account) -> None:
    with account.reader() as reader, Editor(account.dovecot.imap_port, without_appenduid) as editor:
        reader.append("Drafts", a_mail("theirs@x"))
        settings = MailboxSettings("x@example.org", imap=replace(account.server(), port=editor.port))
        mailbox = ImapMailbox(settings, lambda: account.password)
        mailbox.open()
        place = mailbox.file_draft(a_mail("draft@x"), NOON)
        assert place is not None
        assert id_of(mailbox.read(place) or b"") == "draft@x"
        assert mailbox.file_draft(b"Subject: no id\r\n\r\nx\r\n", NOON) is None
        mailbox.close()


def test_a_drafts_folder_that_vanishes_is_reported_and_asked_about_at_the_next_opening(account: Account) -> None:
    mailbox = ImapMailbox(account.settings(folders=((Folder.DRAFTS, "Later"),)), lambda: account.password)
    with account.reader() as reader:
        reader.create("Later")
        mailbox.open()
        reader.drop("Later")
    with pytest.raises(TryLater):
        mailbox.file_draft(a_mail("draft@x"), NOON)
    with pytest.raises(UserMustAct, match="'Later'"):
        mailbox.open()


def test_a_draft_the_user_saved_anew_has_another_uid_and_stays(account: Account, mailbox: ImapMailbox) -> None:
    place = mailbox.file_draft(a_mail("draft@x"), NOON)
    assert place is not None
    with account.reader() as reader:
        reader.append("Drafts", a_mail("draft@x", "My own words\r\n"), (r"\Draft",))
        reader.delete("Drafts", place.uid)

        assert not mailbox.withdraw(place, lambda raw: True)
        assert [lying.message.get_content() for lying in reader.folder("Drafts")] == ["My own words\r\n"]


# size


def test_a_folder_beyond_one_answer_is_searched_in_pieces(
    account: Account, mailbox: ImapMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_LARGEST_SEARCH", 3)
    with account.reader() as reader:
        for number in range(10):
            reader.append("Sent", a_mail(f"m{number}@x"), at=NOON)
    glimpses, cursor = mailbox.glimpse(Folder.SENT, None, LONG_AGO)
    assert [id_of(glimpse.header) for glimpse in glimpses] == [f"m{number}@x" for number in range(10)]
    assert len(mailbox.present(Folder.SENT)[1]) == 10
    later, _ = mailbox.glimpse(Folder.SENT, replace(cursor, uidnext=9), LONG_AGO)
    assert [glimpse.place.uid for glimpse in later] == [9, 10]


def test_small_commands_do_not_wait_for_each_other_and_a_dead_line_is_noticed(mailbox: ImapMailbox) -> None:
    worker = mailbox._worker
    assert worker is not None
    line = worker._open_client.socket()
    assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    assert line.gettimeout() == session.READ_TIMEOUT_S


def test_a_session_is_told_apart_from_a_closed_one(account: Account) -> None:
    closed = Session(account.server())
    closed.close(politely=True)
    with pytest.raises(TryLater, match="not open"):
        closed.folders()


def without_appenduid(chunk: bytes) -> bytes:
    return re.sub(rb"\[APPENDUID \d+ \d+\] ", b"", chunk)
