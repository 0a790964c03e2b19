"""The user's hands on a Maildir, for the demo: mail comes in, drafts are sent, edited and thrown away."""

import mailbox
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Final

from afterword.core.facts import Folder
from afterword.core.mailbox import Place
from afterword.service.ports import Mailbox

_NAMES: Final = {Folder.SENT: "Sent", Folder.DRAFTS: "Drafts", Folder.TRASH: "Trash"}
_FLAGS: Final = {Folder.SENT: "S", Folder.DRAFTS: "DS", Folder.TRASH: "S"}


class MaildirHands:
    """Delivers and moves mail in a Maildir by Python's own library, as another program would."""

    def __init__(self, root: Path, box: Mailbox) -> None:
        self._root = mailbox.Maildir(str(root), create=True)
        self._folders = {folder: self._root.add_folder(name) for folder, name in _NAMES.items()}
        self._box = box

    def read(self, place: Place) -> bytes | None:
        """Return a message."""
        return self._box.read(place)

    def deliver(self, folder: Folder, raw: bytes, at: datetime) -> None:
        """Let a mail come in, or save one."""
        message = mailbox.MaildirMessage(raw)
        message.set_date(at.timestamp())
        if folder in _FLAGS:
            message.set_subdir("cur")
            message.set_flags(_FLAGS[folder])
        self._of(folder).add(message)

    def remove(self, place: Place) -> None:
        """Expunge a message."""
        folder = self._of(place.folder)
        folder.remove(self._key(folder, place))

    def move(self, place: Place, folder: Folder) -> None:
        """Move a message."""
        source = self._of(place.folder)
        self._of(folder).add(source.get_message(self._key(source, place)))
        self.remove(place)

    def _of(self, folder: Folder) -> mailbox.Maildir:
        return self._folders.get(folder, self._root)

    def _key(self, folder: mailbox.Maildir, place: Place) -> str:
        raw = self._box.read(place) or b""
        wanted = message_from_bytes(raw, policy=policy.compat32)["Message-ID"]
        return next(key for key, message in folder.items() if message["Message-ID"] == wanted)
