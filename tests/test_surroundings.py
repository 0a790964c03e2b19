"""The tests' own surroundings hold."""

import smtplib
import socket
from pathlib import Path

import pytest
from tests.support.accounts import Account
from tests.support.smtp_sink import SmtpSink

MAIL = b"From: hr@employer.example\r\nSubject: hi\r\nMessage-ID: <1@employer.example>\r\n\r\nhello\r\n"


def test_a_delivered_mail_lies_unread_in_the_inbox(account: Account) -> None:
    account.deliver(MAIL)

    with account.reader() as reader:
        (lying,) = reader.folder("INBOX")

    assert lying.message["Subject"] == "hi"
    assert lying.flags == frozenset()


def test_a_client_appends_moves_and_deletes(account: Account) -> None:
    with account.reader() as reader:
        reader.append("Drafts", MAIL, (r"\Draft",))
        (draft,) = reader.folder("Drafts")
        reader.move("Drafts", draft.uid, "Sent")
        (sent,) = reader.folder("Sent")
        reader.delete("Sent", sent.uid)

        assert draft.flags == {r"\Draft"}
        assert reader.folder("Drafts") == reader.folder("Sent") == []


def test_the_world_cannot_be_reached() -> None:
    with socket.socket() as outward, pytest.raises(RuntimeError, match="loopback"):
        outward.connect(("192.0.2.1", 25))


def test_home_is_not_the_real_one() -> None:
    assert list(Path.home().iterdir()) == []


def test_the_sink_keeps_mail_and_refuses_as_told() -> None:
    with SmtpSink() as sink, smtplib.SMTP("127.0.0.1", sink.port) as client:
        client.sendmail("a@example.org", ["b@example.org"], MAIL)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("a@example.org", ["reject@example.org"], MAIL)

    assert [kept.recipients for kept in sink.messages] == [("b@example.org",)]
    assert sink.messages[0].raw == MAIL
