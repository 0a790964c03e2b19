"""What only a Maildir shows."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.contracts.mailbox_worlds import a_mail, id_of

from afterword.core.facts import Folder
from afterword.core.mailbox import Glimpse
from afterword.errors import TryLater, UserMustAct
from afterword.maildir import MaildirMailbox
from afterword.settings import MailboxSettings

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("", ".Drafts", ".Sent", ".Trash"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / "mail" / folder / part).mkdir(parents=True)
    return tmp_path / "mail"


@pytest.fixture
def mailbox(root: Path) -> Iterator[MaildirMailbox]:
    opened = opened_on(root)
    yield opened
    opened.close()


def opened_on(root: Path) -> MaildirMailbox:
    mailbox = MaildirMailbox(MailboxSettings("alice@example.org", maildir=root), root.with_name("uids"))
    mailbox.open()
    return mailbox


def put(path: Path, raw: bytes, at: datetime = NOON) -> Path:
    path.write_bytes(raw.replace(b"\r\n", b"\n"))
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def the_only(mailbox: MaildirMailbox, folder: Folder = Folder.INBOX) -> Glimpse:
    (glimpse,), _ = mailbox.glimpse(folder, None, LONG_AGO)
    return glimpse


def test_a_message_keeps_its_place_when_a_client_reads_flags_and_syncs_it(root: Path, mailbox: MaildirMailbox) -> None:
    path = put(root / "new" / "1700.R1.host", a_mail("a@x"))
    first = the_only(mailbox)
    path = path.rename(root / "cur" / "1700.R1.host,U=5:2,")
    path = path.rename(root / "cur" / "1700.R1.host,U=5:2,FS")

    assert mailbox.read(first.place) is not None
    assert the_only(mailbox).place == first.place
    assert the_only(mailbox).flags == {r"\Flagged", r"\Seen"}
    assert opened_on(root).present(Folder.INBOX)[1] == {first.place.uid}


def test_looking_and_reading_move_nothing_out_of_new(root: Path, mailbox: MaildirMailbox) -> None:
    path = put(root / "new" / "1700.R1.host", a_mail("a@x"))
    mailbox.read(the_only(mailbox).place)
    assert path.exists()


def test_a_draft_that_was_synced_since_can_be_withdrawn_and_leaves_the_mark_behind(
    root: Path, mailbox: MaildirMailbox
) -> None:
    place = mailbox.file_draft(a_mail("draft@x"), NOON)
    (draft,) = (root / ".Drafts" / "cur").iterdir()
    draft.rename(draft.with_name(draft.name.replace(":2,", ",U=9:2,")))

    assert mailbox.withdraw(place, lambda raw: True)
    assert [path.name for path in (root / ".Trash" / "cur").iterdir()] == [draft.name]


def test_a_filed_draft_leaves_nothing_in_tmp_and_has_a_name_of_its_own(root: Path, mailbox: MaildirMailbox) -> None:
    for number in range(3):
        mailbox.file_draft(a_mail(f"d{number}@x"), NOON)

    assert list((root / ".Drafts" / "tmp").iterdir()) == []
    assert len(list((root / ".Drafts" / "cur").iterdir())) == 3


def test_without_a_trash_folder_one_is_made(root: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (root / ".Trash" / part).rmdir()
    (root / ".Trash").rmdir()
    mailbox = opened_on(root)
    assert mailbox.present(Folder.TRASH) == (0, frozenset())
    place = mailbox.file_draft(a_mail("draft@x"), NOON)

    assert mailbox.withdraw(place, lambda raw: True)
    assert id_of(the_only(mailbox, Folder.TRASH).header) == "draft@x"


def test_a_first_sync_does_not_make_old_mail_new(root: Path, mailbox: MaildirMailbox) -> None:
    received = b"Received: from a by b with ESMTP; Tue, 3 Mar 2026 10:00:00 +0100\r\n"
    put(root / "new" / "1", received + b"Received: from x by a; Mon, 2 Mar 2026 10:00:00 +0000\r\n" + a_mail("old@x"))
    put(root / "new" / "2", b"Date: Wed, 4 Mar 2026 10:00:00 -0000\r\n" + a_mail("own@x"))
    put(root / "new" / "3", b"Date: Wed, 4 Mar 2099 10:00:00 +0000\r\n" + a_mail("wild@x"))
    put(root / "new" / "4", b"Received: nonsense; yesterday\r\n" + a_mail("odd@x"))

    glimpses, _ = mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
    arrived = {id_of(glimpse.header): glimpse.received for glimpse in glimpses}
    recent, _ = mailbox.glimpse(Folder.INBOX, None, NOON - timedelta(days=1))

    assert arrived == {
        "old@x": datetime(2026, 3, 3, 9, tzinfo=UTC),
        "own@x": datetime(2026, 3, 4, 10, tzinfo=UTC),
        "wild@x": NOON,
        "odd@x": NOON,
    }
    assert [id_of(glimpse.header) for glimpse in recent] == ["wild@x", "odd@x"]


def test_a_message_that_is_renamed_while_it_is_looked_at_is_seen_at_the_next_look(
    root: Path, mailbox: MaildirMailbox
) -> None:
    """A dangling link is a file that is listed and gone when it is opened."""
    _, cursor = mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
    put(root / "new" / "1700.R1.host", a_mail("first@x"))
    path = put(root / "new" / "1700.R2.host", a_mail("moving@x"))
    put(root / "new" / "1700.R3.host", a_mail("last@x"))
    mailbox.present(Folder.INBOX)
    path.unlink()
    (root / "cur" / "1700.R2.host:2,").symlink_to(root / "nowhere")

    before, cursor = mailbox.glimpse(Folder.INBOX, cursor, LONG_AGO)
    (root / "cur" / "1700.R2.host:2,").unlink()
    put(root / "cur" / "1700.R2.host:2,S", a_mail("moving@x"))
    after, cursor = mailbox.glimpse(Folder.INBOX, cursor, LONG_AGO)

    assert [id_of(glimpse.header) for glimpse in before + after] == ["first@x", "moving@x", "last@x"]
    assert mailbox.glimpse(Folder.INBOX, cursor, LONG_AGO) == ((), cursor)


def test_a_lost_index_is_another_uidvalidity(root: Path, mailbox: MaildirMailbox) -> None:
    put(root / "new" / "1700.R1.host", a_mail("a@x"))
    before = the_only(mailbox).place
    mailbox.close()
    root.with_name("uids").unlink()
    mailbox.open()

    assert mailbox.read(before) is None
    assert not mailbox.withdraw(before, lambda raw: True)
    assert the_only(mailbox).place.uidvalidity != before.uidvalidity


def test_a_maildir_that_goes_missing_is_tried_again(root: Path, mailbox: MaildirMailbox) -> None:
    root.rename(root.with_name("away"))
    with pytest.raises(TryLater, match="No such file"):
        mailbox.present(Folder.INBOX)
    with pytest.raises(TryLater, match="not open"):
        mailbox.file_draft(a_mail("draft@x"), NOON)
    with pytest.raises(UserMustAct):
        mailbox.open()
    root.with_name("away").rename(root)
    mailbox.open()
    assert mailbox.present(Folder.INBOX)[1] == frozenset()


def test_hidden_files_are_no_messages(root: Path, mailbox: MaildirMailbox) -> None:
    put(root / "cur" / ".DS_Store", b"x")
    assert mailbox.present(Folder.INBOX)[1] == frozenset()
