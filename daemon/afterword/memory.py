"""A mailbox without a server, true to the port: what offline replay and the tests of the service run on."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from afterword.core.facts import Folder
from afterword.core.mailbox import Cursor, Glimpse, Place

_UIDVALIDITY: Final = 1
_READ_LIMIT: Final = 1024 * 1024  # octets, as the port says
_HEADER: Final = re.compile(rb".*?\r?\n\r?\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Kept:
    raw: bytes
    received: datetime
    flags: frozenset[str] = frozenset()


class MemoryMailbox:
    """Meets the port `Mailbox`; `deliver`, `remove`, `move` and `flag` are what the world and the user do to it."""

    def __init__(self) -> None:
        self._kept: dict[Folder, dict[int, _Kept]] = {folder: {} for folder in Folder}
        self._uidnext = dict.fromkeys(Folder, 1)

    def deliver(self, folder: Folder, raw: bytes, at: datetime) -> Place:
        """Put a message into a folder, unread, as arrived at *at* (aware UTC)."""
        return self._put(folder, _Kept(raw, at))

    def remove(self, place: Place) -> None:
        """Expunge a message; KeyError where there is none."""
        del self._kept[place.folder][place.uid]

    def move(self, place: Place, folder: Folder) -> Place:
        """Move a message as it is into another folder, under a new UID; KeyError where there is none."""
        return self._put(folder, self._kept[place.folder].pop(place.uid))

    def flag(self, place: Place, *flags: str) -> None:
        """Add flags to a message; KeyError where there is none."""
        kept = self._kept[place.folder][place.uid]
        self._kept[place.folder][place.uid] = replace(kept, flags=kept.flags | set(flags))

    def open(self) -> None:
        """Do nothing: it is always open."""

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""

    def abort(self) -> None:
        """Do nothing: no call blocks."""

    def glimpse(self, folder: Folder, cursor: Cursor | None, since: datetime) -> tuple[tuple[Glimpse, ...], Cursor]:
        """Return what lies in the folder from the cursor on, and the new cursor."""
        known = cursor if cursor and cursor.uidvalidity == _UIDVALIDITY else None
        seen = tuple(
            Glimpse(Place(folder, _UIDVALIDITY, uid), len(kept.raw), kept.received, _header_of(kept.raw), kept.flags)
            for uid, kept in self._kept[folder].items()
            if (uid >= known.uidnext if known else kept.received >= since)
        )
        return seen, Cursor(_UIDVALIDITY, self._uidnext[folder])

    def present(self, folder: Folder) -> tuple[int, frozenset[int]]:
        """Return UIDVALIDITY and all UIDs of the folder."""
        return _UIDVALIDITY, frozenset(self._kept[folder])

    def read(self, place: Place) -> bytes | None:
        """Return the message, or None where it is no longer there; of more than 1 MiB only the first."""
        kept = self._at(place)
        return kept.raw[:_READ_LIMIT] if kept else None

    def file_draft(self, raw: bytes, at: datetime) -> Place:
        r"""Put a message into Drafts, flagged \\Draft and \\Seen."""
        return self._put(Folder.DRAFTS, _Kept(raw, at, frozenset({r"\Draft", r"\Seen"})))

    def withdraw(self, place: Place, untouched: Callable[[bytes], bool]) -> bool:
        """Move a message to Trash if it is still there and *untouched* says so of its bytes."""
        kept = self._at(place)
        if kept is None or not untouched(kept.raw[:_READ_LIMIT]):
            return False
        self.move(place, Folder.TRASH)
        return True

    def watch(self) -> None:
        """Return None: this mailbox can only be asked."""

    def unwatch(self) -> None:
        """Do nothing: it never listened."""

    def _put(self, folder: Folder, kept: _Kept) -> Place:
        uid = self._uidnext[folder]
        self._uidnext[folder] = uid + 1
        self._kept[folder][uid] = kept
        return Place(folder, _UIDVALIDITY, uid)

    def _at(self, place: Place) -> _Kept | None:
        return self._kept[place.folder].get(place.uid) if place.uidvalidity == _UIDVALIDITY else None


def _header_of(raw: bytes) -> bytes:
    found = _HEADER.match(raw)
    return found[0] if found else raw
