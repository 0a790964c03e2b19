"""Where the folders of a Maildir lie."""

from pathlib import Path

import pytest

from afterword.core.facts import Folder
from afterword.errors import UserMustAct
from afterword.maildir.layout import find_folders, flags_of, lasting_name, make_beside, name_elsewhere


def make(root: Path, *names: str) -> None:
    for name in names:
        for part in ("cur", "new", "tmp"):
            (root / name / part).mkdir(parents=True)


@pytest.mark.parametrize(
    ("inbox", "drafts", "sent"),
    [
        ("", ".Drafts", ".Sent"),
        ("", ".INBOX.Drafts", ".INBOX.Sent"),
        ("", ".Entw&APw-rfe", ".Gesendet"),
        ("INBOX", "Drafts", "Sent"),
        ("Inbox", "[Gmail]/Drafts", "[Gmail]/Sent Mail"),
        ("INBOX", "INBOX.Drafts", "INBOX.Sent"),
        ("INBOX", "INBOX/Drafts", "INBOX/Sent"),
        ("INBOX", "Entwürfe", "Gesendete Elemente"),
    ],
)
def test_folders_are_found_in_every_usual_layout(tmp_path: Path, inbox: str, drafts: str, sent: str) -> None:
    make(tmp_path, inbox, drafts, sent)

    assert find_folders(tmp_path, ()) == {
        Folder.INBOX: tmp_path / inbox,
        Folder.DRAFTS: tmp_path / drafts,
        Folder.SENT: tmp_path / sent,
    }


def test_what_the_user_says_counts_first(tmp_path: Path) -> None:
    make(tmp_path, "", ".Drafts", ".Work.Later")

    found = find_folders(tmp_path, ((Folder.DRAFTS, "Work/Later"),))

    assert found[Folder.DRAFTS] == tmp_path / ".Work.Later"


def test_a_folder_that_is_no_maildir_is_explained(tmp_path: Path) -> None:
    make(tmp_path, "Drafts")

    with pytest.raises(UserMustAct, match=r"no INBOX here.*There are: Drafts"):
        find_folders(tmp_path, ())
    with pytest.raises(UserMustAct, match="no Maildir folders at all"):
        find_folders(tmp_path / "missing", ())


def test_without_drafts_the_user_is_told_which_folders_there_are(tmp_path: Path) -> None:
    make(tmp_path, "", ".Sent")

    with pytest.raises(UserMustAct, match="There are: INBOX, Sent"):
        find_folders(tmp_path, ())


@pytest.mark.parametrize(
    ("drafts", "trash"),
    [(".Drafts", ".Trash"), (".INBOX.Drafts", ".INBOX.Trash"), ("Drafts", "Trash"), ("INBOX.Drafts", "INBOX.Trash")],
)
def test_a_folder_is_made_in_the_layout_of_its_neighbour(tmp_path: Path, drafts: str, trash: str) -> None:
    make(tmp_path, "INBOX", drafts)

    assert make_beside(tmp_path / drafts, "Trash") == tmp_path / trash
    assert find_folders(tmp_path, ())[Folder.TRASH] == tmp_path / trash


@pytest.mark.parametrize(
    ("file_name", "lasting", "flags", "elsewhere"),
    [
        ("1700.R7.host", "1700.R7.host", set(), "1700.R7.host"),
        ("1700.R7.host:2,", "1700.R7.host", set(), "1700.R7.host:2,"),
        ("1700.R7.host:2,FS", "1700.R7.host", {r"\Flagged", r"\Seen"}, "1700.R7.host:2,FS"),
        ("1700.R7.host,U=12:2,DS", "1700.R7.host", {r"\Draft", r"\Seen"}, "1700.R7.host:2,DS"),
        ("1700.R7.host,U=12,FMD5=7e33:2,T", "1700.R7.host", {r"\Deleted"}, "1700.R7.host:2,T"),
        ("1700.R7.host,S=99,W=101:2,Sab", "1700.R7.host,S=99,W=101", {r"\Seen"}, "1700.R7.host,S=99,W=101:2,Sab"),
        ("1700.R7.host,U=3;2,R", "1700.R7.host", {r"\Answered"}, "1700.R7.host;2,R"),
    ],
)
def test_a_file_name_tells_what_stays_and_what_changes(
    file_name: str, lasting: str, flags: set[str], elsewhere: str
) -> None:
    assert lasting_name(file_name) == lasting
    assert flags_of(file_name) == frozenset(flags)
    assert name_elsewhere(file_name) == elsewhere
