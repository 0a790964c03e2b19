"""What the world does to the mailbox in memory."""

from datetime import UTC, datetime

import pytest
from tests.contracts.mailbox_worlds import a_mail

from afterword.core.facts import Folder
from afterword.memory import MemoryMailbox

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def test_a_message_that_moves_gets_another_uid_and_keeps_its_flags() -> None:
    mailbox = MemoryMailbox()
    mailbox.deliver(Folder.SENT, a_mail("earlier@x"), NOON)
    draft = mailbox.file_draft(a_mail("draft@x"), NOON)

    sent = mailbox.move(draft, Folder.SENT)

    assert sent.uid == 2
    assert mailbox.read(draft) is None
    assert mailbox.read(sent) == a_mail("draft@x")
    (_, glimpse), _ = mailbox.glimpse(Folder.SENT, None, NOON)
    assert glimpse.flags == {r"\Draft", r"\Seen"}


def test_uids_are_not_used_again() -> None:
    mailbox = MemoryMailbox()
    first = mailbox.deliver(Folder.INBOX, a_mail("a@x"), NOON)
    mailbox.remove(first)

    assert mailbox.deliver(Folder.INBOX, a_mail("b@x"), NOON).uid == first.uid + 1


def test_what_is_not_there_cannot_be_removed() -> None:
    mailbox = MemoryMailbox()
    place = mailbox.deliver(Folder.INBOX, a_mail("a@x"), NOON)
    mailbox.remove(place)
    for act in (mailbox.remove, lambda gone: mailbox.move(gone, Folder.TRASH), mailbox.flag):
        with pytest.raises(KeyError):
            act(place)
