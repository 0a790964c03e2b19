"""What a mailbox shows of itself: places, cursors, glimpses. Values shared by every adapter that is a mailbox."""

from dataclasses import dataclass
from datetime import datetime

from afterword.core.facts import Folder


@dataclass(frozen=True, slots=True)
class Cursor:
    """
    How far a folder has been read: every UID below `uidnext` is done (RFC 3501 section 2.3.1.1).

    Under another UIDVALIDITY the cursor says nothing and the folder is read anew.
    """

    uidvalidity: int
    uidnext: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where one message lies; names it for ever, as UIDs are not used again."""

    folder: Folder
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Glimpse:
    """
    One message seen without its body.

    `header` is the whole header block as bytes, `size` the octets of the message,
    `received` the time of arrival (INTERNALDATE), aware UTC.
    """

    place: Place
    size: int
    received: datetime
    header: bytes
    flags: frozenset[str] = frozenset()
