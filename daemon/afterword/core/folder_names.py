r"""
Which folder of a mailbox plays which role: what the user says, then what the server says, then the name.

Names are those that Outlook, Exchange, Gmail, Thunderbird, Apple Mail, cPanel and the
large providers give their folders in seven languages, as the last part of the path:
`INBOX.Sent`, `[Gmail]/Drafts` and plain `Drafts` all count.
"""

import base64
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from afterword.core.facts import Folder
from afterword.errors import UserMustAct

# In the order in which they are looked for: where two exist, the first is the one programs of today write to.
_NAMES: Final[Mapping[Folder, tuple[str, ...]]] = MappingProxyType(
    {
        Folder.DRAFTS: (
            *("Drafts", "Draft", "Draft Messages"),
            *("Entwürfe", "Entwurf"),
            *("Brouillons", "Brouillon"),
            *("Borradores", "Borrador"),
            *("Rascunhos", "Rascunho"),
            *("Bozze", "Bozza"),
            *("Concepten", "Concept"),
        ),
        Folder.SENT: (
            *("Sent", "Sent Items", "Sent Messages", "Sent Mail", "Sent-Mail", "Sent Objects"),
            *("Gesendet", "Gesendete Elemente", "Gesendete Objekte", "Gesendete Nachrichten", "Postausgang gesendet"),
            *("Envoyés", "Éléments envoyés", "Messages envoyés", "Objets envoyés", "Courrier envoyé", "Envoyé"),
            *("Enviados", "Elementos enviados", "Mensajes enviados", "Correo enviado", "Enviado"),
            *("Itens enviados", "Mensagens enviadas", "E-mails enviados", "Enviadas", "Email enviado"),
            *("Posta inviata", "Inviata", "Inviati", "Elementi inviati", "Messaggi inviati"),
            *("Verzonden", "Verzonden items", "Verzonden berichten", "Verstuurd"),
        ),
        Folder.TRASH: (
            *("Trash", "Deleted Items", "Deleted Messages", "Deleted", "Bin", "Rubbish"),
            *("Papierkorb", "Gelöscht", "Gelöschte Elemente", "Gelöschte Objekte", "Gelöschte Nachrichten"),
            *("Corbeille", "Éléments supprimés", "Messages supprimés", "Supprimés"),
            *("Papelera", "Elementos eliminados", "Mensajes eliminados", "Eliminados"),
            *("Lixeira", "Lixo", "Reciclagem", "Itens excluídos", "Itens eliminados", "Mensagens excluídas"),
            *("Cestino", "Posta eliminata", "Elementi eliminati", "Eliminata"),
            *("Prullenbak", "Prullenmand", "Verwijderde items", "Verwijderde berichten"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One folder as LIST shows it (RFC 3501 section 7.2.2); `delimiter` is "" where there is no hierarchy."""

    name: str
    delimiter: str
    attributes: frozenset[str] = frozenset()


def choose_folders(listed: Sequence[Listed], said: Sequence[tuple[Folder, str]]) -> dict[Folder, str]:
    r"""
    Return the name of the folder for each role that has one; INBOX always has (RFC 3501 section 5.1).

    Raises:
        UserMustAct: *said* (the configuration) names a folder that is not there, or no folder
            is for drafts. The sentence tells which folders exist.
    """
    usable = [folder for folder in listed if not _fold_all(folder.attributes) & {r"\noselect", r"\nonexistent"}]
    chosen = {Folder.INBOX: "INBOX"}
    for role in (Folder.DRAFTS, Folder.SENT, Folder.TRASH):
        found = _by_attribute(usable, role) or _by_name(usable, role)
        if found:
            chosen[role] = found
    for role, name in said:
        chosen[role] = _as_written(usable, role, name)
    if Folder.DRAFTS not in chosen:
        raise UserMustAct(
            f"This mailbox has no folder for drafts that afterword knows. {_those_there(usable)} "
            "Create one named Drafts, or name yours as folders.drafts in the configuration."
        )
    return chosen


def decode_name(name: str) -> str:
    """Return a folder name in modified UTF-7 (RFC 3501 section 5.1.3) as text; other names come back as they are."""
    try:
        return re.sub(r"&([A-Za-z0-9+,]*)-", _decode_run, name)
    except ValueError:
        return name


def _decode_run(run: re.Match[str]) -> str:
    if not run[1]:
        return "&"
    coded = run[1].replace(",", "/")
    return base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True).decode("utf-16-be")


def role_by_name(leaf: str) -> Folder | None:
    """Return the role that the last part of a folder's name speaks of, None for every other folder."""
    return next((role for role, names in _NAMES.items() if _fold(leaf) in {_fold(name) for name in names}), None)


def _by_attribute(listed: Sequence[Listed], role: Folder) -> str | None:
    # RFC 6154 writes \Drafts; Cyrus answers \drafts, so case cannot count.
    return next((folder.name for folder in listed if rf"\{role}" in _fold_all(folder.attributes)), None)


def _by_name(listed: Sequence[Listed], role: Folder) -> str | None:
    leaves: dict[str, str] = {}
    # The shortest path first: "Drafts" rather than "Archive/2019/Drafts".
    for folder in sorted(listed, key=lambda folder: len(folder.name)):
        leaf = folder.name.rpartition(folder.delimiter)[2] if folder.delimiter else folder.name
        leaves.setdefault(_fold(leaf), folder.name)
    return next((leaves[_fold(name)] for name in _NAMES[role] if _fold(name) in leaves), None)


def _as_written(listed: Sequence[Listed], role: Folder, name: str) -> str:
    if _fold(name) == "inbox":
        return "INBOX"
    names = [folder.name for folder in listed]
    if name in names:
        return name
    for there in names:
        if _fold(there) == _fold(name):
            return there
    raise UserMustAct(f"folders.{role}: this mailbox has no folder {name!r}. {_those_there(listed)}")


def _those_there(listed: Sequence[Listed]) -> str:
    names = ", ".join(sorted(folder.name for folder in listed))
    return f"There are: {names}." if names else "There is no folder at all."


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _fold_all(texts: frozenset[str]) -> set[str]:
    return {_fold(text) for text in texts}
