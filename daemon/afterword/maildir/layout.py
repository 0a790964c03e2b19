"""
Where the folders of a Maildir lie, and what the names of its files say.

Maildir++ keeps subfolders as `.Sent` and `.Archive.2024` beside `cur`; mbsync and offlineimap
keep plain folders, `Sent/` or `[Gmail]/Drafts/`, with the INBOX at the root, as `INBOX/` or as `Inbox/`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from afterword.core.facts import Folder
from afterword.core.folder_names import Listed, choose_folders, decode_name
from afterword.errors import UserMustAct

_DEPTH: Final = 4  # folders within folders, as in [Gmail]/Archive/2024/March
# cr.yp.to/proto/maildir.html; the letters of the flags of RFC 3501 section 2.3.2.
FLAG_LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    {"D": r"\Draft", "F": r"\Flagged", "R": r"\Answered", "S": r"\Seen", "T": r"\Deleted"}
)
# mbsync (",U=7") and offlineimap (",U=7,FMD5=...") write the server's UID into the name and take it out again.
_SYNC_MARKS: Final = re.compile(r",(U|FMD5)=[^,]*")
_INFO: Final = re.compile(r"[:;!]2,")  # file systems without colons have the other two


def find_folders(root: Path, said: Sequence[tuple[Folder, str]]) -> dict[Folder, Path]:
    """
    Return the path of the folder for each role that has one.

    Raises:
        UserMustAct: there is no Maildir at *root*, or no folder for drafts in it.
        OSError: the folders cannot be listed.
    """
    paths = dict(_walk(root, "", _DEPTH))
    inbox = next((name for name in paths if name.casefold() in {"", "inbox"}), None)
    if inbox is None and not any(role is Folder.INBOX for role, _ in said):
        there = ", ".join(sorted(paths)) or "no Maildir folders at all"
        raise UserMustAct(
            f"{root}: no INBOX here, a folder that holds cur, new and tmp. There are: {there}. "
            "Correct maildir in the configuration, or let the program that syncs your mail run once."
        )
    if inbox is not None:
        paths["INBOX"] = paths.pop(inbox)
    listed = [Listed(name, "/") for name in paths]
    return {role: paths[name] for role, name in choose_folders(listed, said).items() if name in paths}


def make_beside(drafts: Path, name: str) -> Path:
    """Make a folder next to the drafts folder, in the layout it shows, and return its path."""
    parent, dot, _ = drafts.name.rpartition(".")
    folder = drafts.with_name(f"{parent}{dot}{name}")
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def lasting_name(file_name: str) -> str:
    """Return the part of a file's name that stays when its flags change or it is synced."""
    info = _INFO.search(file_name)
    name = file_name[: info.start()] if info else file_name
    return _SYNC_MARKS.sub("", name) if "," in name else name


def name_elsewhere(file_name: str) -> str:
    """Return the name for a file that moves to another folder: flags kept, the mark of the syncing program not."""
    info = _INFO.search(file_name)
    return lasting_name(file_name) + (file_name[info.start() :] if info else "")


def flags_of(file_name: str) -> frozenset[str]:
    """Return the flags that a file's name carries."""
    letters = _INFO.split(file_name, maxsplit=1)[1:]
    return frozenset(FLAG_LETTERS[letter] for letter in "".join(letters) if letter in FLAG_LETTERS)


def _walk(folder: Path, name: str, depth: int) -> Iterator[tuple[str, Path]]:
    if (folder / "cur").is_dir() and (folder / "new").is_dir():
        yield name, folder
    if depth == 0 or not folder.is_dir():
        return
    for below in sorted(folder.iterdir()):
        if below.is_dir() and not below.is_symlink() and below.name not in {"cur", "new", "tmp"}:
            # One step of Maildir++ (".Archive.2024") or offlineimap ("INBOX.Sent") holds several levels.
            leaf = decode_name(below.name).strip(".").replace(".", "/")
            yield from _walk(below, f"{name}/{leaf}".lstrip("/"), depth - 1)
