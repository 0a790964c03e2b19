"""Which folder plays which role."""

import pytest

from afterword.core.facts import Folder
from afterword.core.folder_names import Listed, choose_folders, decode_name
from afterword.errors import UserMustAct


def listing(*names: str, delimiter: str = "/") -> list[Listed]:
    return [Listed(name, delimiter) for name in names]


@pytest.mark.parametrize(
    ("delimiter", "drafts", "sent", "trash"),
    [
        ("/", "Drafts", "Sent Items", "Deleted Items"),
        (".", "INBOX.Drafts", "INBOX.Sent", "INBOX.Trash"),
        ("/", "[Gmail]/Drafts", "[Gmail]/Sent Mail", "[Gmail]/Bin"),
        ("/", "Entwürfe", "Gesendete Elemente", "Gelöschte Elemente"),
        ("/", "[Google Mail]/Entwürfe", "[Google Mail]/Gesendet", "[Google Mail]/Papierkorb"),
        ("/", "Brouillons", "Éléments envoyés", "Éléments supprimés"),
        ("/", "Borradores", "Elementos enviados", "Papelera"),
        ("/", "Rascunhos", "Itens Enviados", "Lixeira"),
        (".", "INBOX.Bozze", "INBOX.Posta inviata", "INBOX.Cestino"),
        ("/", "Concepten", "Verzonden items", "Prullenbak"),
        ("", "DRAFTS", "SENT", "TRASH"),
    ],
)
def test_folders_are_known_by_name_in_seven_languages(delimiter: str, drafts: str, sent: str, trash: str) -> None:
    listed = listing("INBOX", trash, "Archive", sent, "Notes", drafts, delimiter=delimiter)

    assert choose_folders(listed, ()) == {
        Folder.INBOX: "INBOX",
        Folder.DRAFTS: drafts,
        Folder.SENT: sent,
        Folder.TRASH: trash,
    }


def test_what_the_server_says_outranks_names_whatever_its_case() -> None:
    listed = [*listing("Drafts", "Sent"), Listed("Konzepte", "/", frozenset({r"\HasNoChildren", r"\drafts"}))]

    assert choose_folders(listed, ())[Folder.DRAFTS] == "Konzepte"


def test_what_the_user_says_outranks_the_server() -> None:
    listed = [Listed("Drafts", "/", frozenset({r"\Drafts"})), *listing("Mine")]

    assert choose_folders(listed, ((Folder.DRAFTS, "mine"),))[Folder.DRAFTS] == "Mine"


def test_the_inbox_may_be_another_folder() -> None:
    assert choose_folders(listing("Drafts", "Jobs"), ((Folder.INBOX, "Jobs"),))[Folder.INBOX] == "Jobs"
    assert choose_folders(listing("Drafts"), ((Folder.INBOX, "inbox"),))[Folder.INBOX] == "INBOX"


def test_the_folder_nearest_to_the_root_is_taken() -> None:
    listed = listing("Archive/2019/Drafts", "Drafts", "Old/Drafts")

    assert choose_folders(listed, ())[Folder.DRAFTS] == "Drafts"


def test_a_name_that_only_groups_others_is_no_folder() -> None:
    listed = [Listed("Drafts", "/", frozenset({r"\Noselect"})), *listing("Lists/Drafts")]

    assert choose_folders(listed, ())[Folder.DRAFTS] == "Lists/Drafts"


def test_a_name_that_merely_contains_the_word_does_not_count() -> None:
    with pytest.raises(UserMustAct, match="There are: Drafts of my novel, Sentences"):
        choose_folders(listing("Drafts of my novel", "Sentences"), ())


def test_an_accent_may_be_written_as_one_sign_or_two() -> None:
    decomposed = "Entwu\u0308rfe"

    assert choose_folders(listing(decomposed), ())[Folder.DRAFTS] == decomposed


def test_a_missing_drafts_folder_is_explained_even_where_there_is_nothing() -> None:
    with pytest.raises(UserMustAct, match=r"no folder at all.*Create one named Drafts"):
        choose_folders((), ())


@pytest.mark.parametrize(
    ("coded", "name"),
    [
        ("Entw&APw-rfe", "Entwürfe"),
        ("&AMk-l&AOk-ments envoy&AOk-s", "Éléments envoyés"),
        ("R&-D", "R&D"),
        ("&ZeVnLIqe-", "日本語"),
        ("Entwürfe", "Entwürfe"),
        ("AT&T-Mail", "AT&T-Mail"),
        ("&AM8", "&AM8"),
        ("&A-", "&A-"),
    ],
)
def test_modified_utf_7_becomes_text_and_other_names_stay(coded: str, name: str) -> None:
    assert decode_name(coded) == name
