"""Numbers for messages that have none."""

from pathlib import Path

import pytest

from afterword.maildir.index import Index


def test_numbers_begin_at_one_and_stay(tmp_path: Path) -> None:
    index = Index(tmp_path / "state" / "uids")

    assert index.number("INBOX", ["b", "a"]) == {"b": 1, "a": 2}
    assert index.number("INBOX", ["a", "c", "c"]) == {"a": 2, "c": 3}
    assert index.uidnext("INBOX") == 4


def test_each_folder_counts_for_itself(tmp_path: Path) -> None:
    index = Index(tmp_path / "uids")

    assert index.number("INBOX", ["a"]) == index.number("Sent", ["a"]) == {"a": 1}


def test_numbers_survive_a_restart_and_are_never_given_again(tmp_path: Path) -> None:
    first = Index(tmp_path / "uids")
    first.number("Entwürfe\n", ["a", "b", "ü\udce9"])
    second = Index(tmp_path / "uids")

    assert second.number("Entwürfe\n", ["ü\udce9", "d"]) == {"ü\udce9": 3, "d": 4}
    assert second.uidvalidity("Entwürfe\n") == first.uidvalidity("Entwürfe\n")


@pytest.mark.parametrize("lost", [1, 5, 12])
def test_a_line_that_a_crash_cut_off_is_forgotten(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "uids"
    index = Index(path)
    index.number("INBOX", ["a", "b"])
    path.write_bytes(path.read_bytes()[:-lost])

    again = Index(path)

    assert again.number("INBOX", ["a", "b", "c"]) == {"a": 1, "b": 2, "c": 3}
    assert again.uidvalidity("INBOX") == index.uidvalidity("INBOX")
    assert Index(path).number("INBOX", ["c"]) == {"c": 3}


@pytest.mark.parametrize("damage", [b"\0\0\0\n", b'["INBOX"]\n', b'["Sent", 1, "a"]\n', b"7\n", b"\xff\xfe\n"])
def test_a_damaged_index_begins_anew_under_another_uidvalidity(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "uids"
    index = Index(path)
    index.number("INBOX", ["a", "b"])
    path.write_bytes(path.read_bytes() + damage)

    anew = Index(path)

    assert anew.number("INBOX", ["b"]) == {"b": 1}
    assert anew.uidvalidity("INBOX") != index.uidvalidity("INBOX")
    assert Index(path).uidvalidity("INBOX") == anew.uidvalidity("INBOX")


def test_what_cannot_be_written_is_not_numbered(tmp_path: Path) -> None:
    (tmp_path / "uids").mkdir()
    with pytest.raises(IsADirectoryError):
        Index(tmp_path / "uids")
    index = Index(tmp_path / "later")
    (tmp_path / "later").mkdir()
    with pytest.raises(IsADirectoryError):
        index.number("INBOX", ["a"])
    (tmp_path / "later").rmdir()
    assert index.number("INBOX", ["b"]) == {"b": 1}


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "state" / "uids"
    Index(path).number("INBOX", ["a"])
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
