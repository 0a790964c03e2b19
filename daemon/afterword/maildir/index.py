"""
UIDs for a Maildir, which has none of its own: a file that gives each message a number at first sight.

One JSON array a line, only ever appended and flushed to disk before a number is told to
anyone: ["folder", uidvalidity] begins a folder, ["folder", uid, "lasting name"] adds a message.
"""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class _Numbers:
    uidvalidity: int
    uids: dict[str, int] = field(default_factory=dict)
    uidnext: int = 1


class Index:
    """The numbers given so far. An index that is lost begins anew under another UIDVALIDITY."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folders = _load(path)

    def number(self, folder: str, names: Iterable[str]) -> dict[str, int]:
        """
        Return the UID of each name, giving those not seen before the next numbers in the order they come.

        Raises:
            OSError: the index cannot be written; nothing was numbered.
        """
        known = self._folders.get(folder)
        lines: list[list[Any]] = []
        if known is None:
            known = _Numbers(secrets.randbelow(2**32 - 1) + 1)
            lines.append([folder, known.uidvalidity])
        wanted = list(names)
        fresh = [name for name in dict.fromkeys(wanted) if name not in known.uids]
        given = dict(zip(fresh, range(known.uidnext, known.uidnext + len(fresh)), strict=True))
        lines += [[folder, uid, name] for name, uid in given.items()]
        if lines:
            self._append(lines)
        known.uids |= given
        known.uidnext += len(given)
        self._folders[folder] = known
        return {name: known.uids[name] for name in wanted}

    def uids(self, folder: str) -> Mapping[str, int]:
        """Return every number given in a folder, by name."""
        return self._folders[folder].uids if folder in self._folders else {}

    def uidvalidity(self, folder: str) -> int:
        """Return the UIDVALIDITY of a folder that was numbered before."""
        return self._folders[folder].uidvalidity

    def uidnext(self, folder: str) -> int:
        """Return the next UID of a folder that was numbered before."""
        return self._folders[folder].uidnext

    def _append(self, lines: list[list[Any]]) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        with self._path.open("ab") as index:
            index.write(b"".join(json.dumps(line, ensure_ascii=True).encode() + b"\n" for line in lines))
            index.flush()
            os.fsync(index.fileno())


def _load(path: Path) -> dict[str, _Numbers]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):  # a crash while writing: nobody has been told the numbers of this line
        os.truncate(path, len(whole))
    folders: dict[str, _Numbers] = {}
    try:
        for line in whole.splitlines():
            _add(folders, json.loads(line))
    except (ValueError, KeyError):  # damaged: every folder is read anew, under another UIDVALIDITY
        path.unlink()
        return {}
    return folders


def _add(folders: dict[str, _Numbers], line: Any) -> None:
    match line:
        case [str(folder), int(uidvalidity)]:
            folders[folder] = _Numbers(uidvalidity)
        case [str(folder), int(uid), str(name)]:
            folders[folder].uids[name] = uid
            folders[folder].uidnext = uid + 1
        case _:
            raise ValueError(line)
