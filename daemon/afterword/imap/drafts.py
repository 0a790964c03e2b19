r"""
The only two changes afterword makes to a mailbox: filing a draft, and taking an untouched one back.

IMAP cannot check and remove in one step. What makes it safe all the same: a client that
saves a changed draft gives it a new UID, so that the UID looked at is then simply gone.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from afterword.core.facts import Folder
from afterword.core.mailbox import Place
from afterword.imap.session import Opened, Session

_FLAGS: Final = (r"\Draft", r"\Seen")  # without \Seen it would count as unread mail
_MESSAGE_ID: Final = re.compile(rb"^Message-ID:\s*(<[^>\s]+>)", re.IGNORECASE | re.MULTILINE)


def file_draft(session: Session, drafts: str, raw: bytes, at: datetime) -> Place | None:
    """
    Append a draft and return its place, or None where it cannot be found again.

    Servers without UIDPLUS (and some with it) do not tell the UID; then it is the new message with our Message-ID.
    """
    before = session.examine(drafts)
    told = session.append(drafts, raw, at, _FLAGS)
    if told is not None:
        return Place(Folder.DRAFTS, *told)
    return _find_appended(session, drafts, raw, before)


def withdraw_draft(
    session: Session, folder: str, trash: str | None, place: Place, untouched: Callable[[bytes], bool]
) -> bool:
    """
    Take the message at *place* out of the folder, if it still is what we filed; returns whether it is gone by us.

    Without MOVE it is copied to Trash and this one UID expunged; without UIDPLUS it is only
    marked as deleted, since a plain EXPUNGE would take along what the user marked.
    """
    opened = session.select(folder)
    raw = session.body(place.uid) if opened.uidvalidity == place.uidvalidity else None
    if raw is None or not untouched(raw):
        return False
    if trash is not None and "MOVE" in session.capabilities:
        session.move(place.uid, trash)
        return True
    if trash is not None:
        session.copy(place.uid, trash)
    session.mark_deleted(place.uid)
    if "UIDPLUS" in session.capabilities:
        session.expunge(place.uid)
    return True


def _find_appended(session: Session, drafts: str, raw: bytes, before: Opened) -> Place | None:
    own = _MESSAGE_ID.search(raw)
    after = session.examine(drafts)
    if own is None or after.uidvalidity != before.uidvalidity:
        return None
    fresh = session.look_at([uid for uid in session.uids() if uid >= before.uidnext])
    for uid, seen in sorted(fresh.items(), reverse=True):
        found = _MESSAGE_ID.search(seen.header)
        if found and found[1] == own[1]:
            return Place(Folder.DRAFTS, after.uidvalidity, uid)
    return None
