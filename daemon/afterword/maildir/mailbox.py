"""A mailbox that lies in a Maildir, meeting the port `Mailbox`."""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from afterword.core.facts import Folder
from afterword.core.mailbox import Cursor, Glimpse, Place
from afterword.errors import TryLater
from afterword.maildir.index import Index
from afterword.maildir.layout import find_folders, flags_of, lasting_name, make_beside, name_elsewhere
from afterword.settings import MailboxSettings

_READ_LIMIT: Final = 1024 * 1024  # octets, as the port says
_HEADER_LIMIT: Final = 256 * 1024
_HEADER: Final = re.compile(rb".*?(\r?\n\r?\n|\Z)", re.DOTALL)


class MaildirMailbox:
    """Numbers of messages are kept in the file *index_path*; it must lie outside the Maildir."""

    def __init__(self, settings: MailboxSettings, index_path: Path) -> None:
        if settings.maildir is None:
            raise ValueError(f"{settings.address} is no Maildir")
        self._root = settings.maildir
        self._said = settings.folders
        self._index_path = index_path
        self._index: Index | None = None
        self._folders: dict[Folder, Path] = {}
        self._seen: dict[Path, dict[int, str]] = {}

    def open(self) -> None:
        """Find the folders and read the index; does nothing when open already."""
        if self._index is None:
            with self._closed_on_failure():
                self._folders = find_folders(self._root, self._said)
                self._index = Index(self._index_path)

    def close(self) -> None:
        """Let go of the index."""
        self._index = None
        self._seen = {}

    def abort(self) -> None:
        """Do nothing: a disk answers soon."""

    def glimpse(self, folder: Folder, cursor: Cursor | None, since: datetime) -> tuple[tuple[Glimpse, ...], Cursor]:
        """Return what lies in the folder from the cursor on, in order of UID, and the new cursor."""
        with self._working() as index:
            path = self._folders.get(folder)
            if path is None:
                return (), cursor or Cursor(uidvalidity=0, uidnext=1)
            uidvalidity, files = self._look(index, path)
            known = cursor if cursor and cursor.uidvalidity == uidvalidity else None
            uidnext = index.uidnext(self._key(path))
            seen: list[Glimpse] = []
            for uid, file in sorted(files.items()):
                if known is not None and uid < known.uidnext:
                    continue
                try:
                    glimpse = _glimpse(Place(folder, uidvalidity, uid), Path(file), since if known is None else None)
                except FileNotFoundError:
                    uidnext = uid  # renamed or removed this moment: the next look will tell, and goes on from here
                    break
                if glimpse is not None:
                    seen.append(glimpse)
            return tuple(seen), Cursor(uidvalidity, uidnext)

    def present(self, folder: Folder) -> tuple[int, frozenset[int]]:
        """Return UIDVALIDITY and all UIDs of the folder as it is now."""
        with self._working() as index:
            path = self._folders.get(folder)
            if path is None:
                return 0, frozenset()
            uidvalidity, files = self._look(index, path)
            return uidvalidity, frozenset(files)

    def read(self, place: Place) -> bytes | None:
        """Return the message, or None where it is no longer there; of more than 1 MiB only the first."""
        with self._working() as index:
            found = self._find(index, place)
            return found[1] if found else None

    def file_draft(self, raw: bytes, at: datetime) -> Place:
        r"""Put a message into Drafts, flagged \\Draft and \\Seen, with *at* as its time of arrival."""
        with self._working() as index:
            drafts = self._folders[Folder.DRAFTS]
            name = f"{int(at.timestamp())}.{secrets.token_hex(10)}.afterword"
            draft = drafts / "tmp" / name
            with draft.open("xb") as file:
                file.write(raw.replace(b"\r\n", b"\n"))  # mail on disk has the line ends of the disk
                file.flush()
                os.fsync(file.fileno())
            os.utime(draft, (at.timestamp(), at.timestamp()))
            _rename(draft, drafts / "cur" / f"{name}:2,DS")
            uids = index.number(self._key(drafts), [name])
            return Place(Folder.DRAFTS, index.uidvalidity(self._key(drafts)), uids[name])

    def withdraw(self, place: Place, untouched: Callable[[bytes], bool]) -> bool:
        """Move a message to Trash if it is still there and *untouched* says so of its bytes."""
        with self._working() as index:
            found = self._find(index, place)
            if found is None or not untouched(found[1]):
                return False
            if Folder.TRASH not in self._folders:
                self._folders[Folder.TRASH] = make_beside(self._folders[Folder.DRAFTS], "Trash")
            try:
                _rename(found[0], self._folders[Folder.TRASH] / "cur" / name_elsewhere(found[0].name))
            except FileNotFoundError:
                return False  # renamed a moment ago: somebody is at it
            return True

    def watch(self) -> None:
        """Return None: a Maildir is polled, as the program that syncs it polls."""

    def unwatch(self) -> None:
        """Do nothing: it never listened."""

    @contextmanager
    def _working(self) -> Iterator[Index]:
        if self._index is None:
            raise TryLater(f"The Maildir {self._root} is not open.")
        with self._closed_on_failure():
            yield self._index

    def _key(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _look(self, index: Index, path: Path) -> tuple[int, dict[int, str]]:
        """Return UIDVALIDITY and the file of each UID, numbering what is new in order of arrival."""
        key = self._key(path)
        known = index.uids(key)
        files: dict[str, str] = {}
        arrived: dict[str, float] = {}
        for part in ("new", "cur"):  # in this order: what a client moves meanwhile is found in cur
            with os.scandir(path / part) as entries:
                for entry in entries:
                    name = lasting_name(entry.name)
                    if entry.name.startswith("."):
                        continue
                    if name not in known:
                        try:
                            arrived[name] = entry.stat().st_mtime
                        except FileNotFoundError:
                            continue  # renamed since it was listed; its number waits for the next look
                    files[name] = entry.path
        index.number(key, sorted(arrived, key=lambda name: (arrived[name], name)))
        uids = index.uids(key)
        self._seen[path] = {uids[name]: file for name, file in files.items()}
        return index.uidvalidity(key), self._seen[path]

    def _find(self, index: Index, place: Place) -> tuple[Path, bytes] | None:
        path = self._folders.get(place.folder)
        if path is None:
            return None
        for known in (self._seen.get(path, {}), None):  # where it was seen last, else where it is now
            files = self._look(index, path)[1] if known is None else known
            if place.uid in files and index.uidvalidity(self._key(path)) == place.uidvalidity:
                try:
                    file = Path(files[place.uid])
                    with file.open("rb") as message:
                        return file, message.read(_READ_LIMIT)
                except FileNotFoundError:
                    continue
        return None

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.close()
            raise TryLater(f"{error.filename or self._root}: {error.strerror}.") from None
        except BaseException:
            self.close()
            raise


def _glimpse(place: Place, file: Path, since: datetime | None) -> Glimpse | None:
    with file.open("rb") as message:
        status = os.fstat(message.fileno())
        written = datetime.fromtimestamp(status.st_mtime, UTC)
        if since is not None and written < since:
            return None
        found = _HEADER.match(message.read(_HEADER_LIMIT))
    header = found[0] if found else b""
    received = _arrival(header, written)
    if since is not None and received < since:
        return None
    return Glimpse(place, status.st_size, received, header, flags_of(file.name))


def _arrival(header: bytes, written: datetime) -> datetime:
    """
    Return when the message came to the user's provider.

    A first sync may write the mail of years today, so the time of the file is only the latest
    it can be; the topmost Received line tells more (RFC 5321 section 4.4), or Date in mail of one's own.
    """
    fields = message_from_bytes(header)
    stamp = str(fields.get("Received", "")).rpartition(";")[2] or str(fields.get("Date", ""))
    try:
        stamped = parsedate_to_datetime(stamp)
        return min(written, stamped if stamped.tzinfo else stamped.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return written


def _rename(source: Path, target: Path) -> None:
    source.rename(target)
    for folder in (target.parent, source.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
