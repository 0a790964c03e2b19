"""
Reads mail that lies on disk: a Maildir, an mbox file or a folder of .eml files.

A folder named Sent (in any of the layouts) holds the user's own mail; Drafts, Trash
and Junk are left out. Everything else is the user's inbox, whatever folder it lies in.
"""

import mailbox
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import Final

from afterword.core.facts import Folder
from afterword.core.folder_names import decode_name, role_by_name
from afterword.errors import UserMustAct
from afterword.mail.parse import parse

_JUNK: Final = frozenset({"junk", "spam", "junk e-mail", "bulk mail"})
_MAILDIR: Final = frozenset({"cur", "new", "tmp"})


@dataclass(frozen=True, slots=True)
class Posted:
    """One mail of an archive, with the instant it is taken to have come in, aware UTC."""

    at: datetime
    folder: Folder
    raw: bytes
    file: str


def read_archive(path: Path) -> list[Posted]:
    """Return every mail below a path, oldest first. Raises `UserMustAct` where there is nothing to read."""
    if not path.exists():
        raise UserMustAct(f"{path}: there is no such file or folder; name a Maildir, an mbox or a folder of .eml files")
    posts = [_post(folder, raw, file) for folder, raw, file in _messages(path)]
    if not posts:
        raise UserMustAct(f"{path}: no mail found; expected a Maildir (cur, new), an mbox file or .eml files")
    return sorted(posts, key=lambda p: (p.at, p.folder, p.file))


def _messages(path: Path) -> Iterator[tuple[Folder, bytes, str]]:
    if path.is_file():
        if path.suffix == ".eml":
            yield Folder.INBOX, path.read_bytes(), path.name
        else:
            yield from _mbox(path, _role(path.stem))
        return
    for file in sorted(path.rglob("*")):
        if not file.is_file() or file.name.startswith("."):
            continue
        inside = file.relative_to(path).parts[:-1]
        names = [part.lstrip(".") for part in inside if part not in _MAILDIR]
        role = _role(names[-1] if names else "")
        in_maildir = bool(inside) and inside[-1] in {"cur", "new"}
        if role is None or "tmp" in inside[-1:]:
            continue
        if in_maildir or file.suffix == ".eml":
            yield role, file.read_bytes(), str(file.relative_to(path))
        elif file.suffix in {".mbox", ".mbx"}:
            yield from _mbox(file, _role(file.stem))


def _role(name: str) -> Folder | None:
    """Return the role of a folder by its name, None where its mail is left out."""
    leaf = decode_name(name).replace("/", ".").rpartition(".")[2]
    role = role_by_name(leaf)
    if role is Folder.SENT:
        return role
    return None if role in {Folder.DRAFTS, Folder.TRASH} or leaf.casefold() in _JUNK else Folder.INBOX


def _mbox(path: Path, role: Folder | None) -> Iterator[tuple[Folder, bytes, str]]:
    if role is None:
        return
    box = mailbox.mbox(str(path), create=False)
    try:
        for key in box.keys():  # noqa: SIM118  (a mailbox iterates over messages, not keys)
            yield role, box.get_bytes(key), f"{path.name}:{key}"
    finally:
        box.close()


def _post(folder: Folder, raw: bytes, file: str) -> Posted:
    received = arrival_of(raw)
    facts = parse(raw, received)
    return Posted(facts.date, folder, raw, file)


def arrival_of(raw: bytes) -> datetime:
    """Return the time of arrival as the last server wrote it, else the Date header, else the epoch."""
    head = message_from_bytes(raw.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0], policy=policy.compat32)
    written = [str(head.get("Received", "")).rpartition(";")[2], str(head.get("Date", ""))]
    for text in written:
        try:
            at = parsedate_to_datetime(text.strip())
        except (ValueError, TypeError, IndexError):
            continue
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    return datetime.fromtimestamp(0, UTC)


def learn_own_addresses(posts: list[Posted]) -> frozenset[str]:
    """
    Return the addresses that an archive shows to be its owner's.

    Who wrote what lies in Sent, whom the servers say they delivered to, and the one
    address that most of the inbox is written to.
    """
    own: set[str] = set()
    to: Counter[str] = Counter()
    inbox = 0
    for post in posts:
        head = message_from_bytes(post.raw.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0], policy=policy.compat32)
        if post.folder is Folder.SENT:
            own |= _addresses(head.get_all("From", []))
            continue
        inbox += 1
        own |= _addresses(head.get_all("Delivered-To", []) + head.get_all("X-Original-To", []))
        to.update(_addresses(head.get_all("To", [])))
    if to:
        address, count = to.most_common(1)[0]
        if count * 2 > inbox:
            own.add(address)
    return frozenset(own)


def _addresses(headers: Sequence[object]) -> set[str]:
    return {email.casefold() for _, email in getaddresses([str(h) for h in headers]) if "@" in email}
