"""What the service would do now, without doing any of it: a look with the real mailbox and a copy of the store."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from afterword.core.actions import Action, FileDraft, Remind, WithdrawDraft
from afterword.service.cycle import decide_all
from afterword.service.intake import look
from afterword.service.ports import Clock
from afterword.service.wiring import Loaded, real_desk


def plan(loaded: Loaded, clock: Clock) -> list[str]:
    """Return a line for each thing that would be done now, over all mailboxes."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory(prefix="afterword-") as folder:
        source = loaded.settings.database
        copy = Path(folder) / source.name
        if source.exists():
            with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(copy)) as here:
                there.backup(here)
        for name in loaded.settings.state_dir.glob("maildir-*.uids"):
            (Path(folder) / name.name).write_bytes(name.read_bytes())
        aside = replace(loaded, settings=replace(loaded.settings, state_dir=Path(folder)))
        for account in aside.settings.mailboxes:
            desk = real_desk(aside, account, clock)
            try:
                desk.mailbox.open()
                asyncio.run(look(desk))
                lines += [_line(action, desk.applications[action.application].name) for action in decide_all(desk)]
            finally:
                desk.mailbox.close()
                desk.store.close()
    return lines


def _line(action: Action, name: str) -> str:
    match action:
        case FileDraft(ref=ref):
            return f"{name}: would file draft {ref.step} to {ref.recipient}"
        case WithdrawDraft(ref=ref, reason=reason):
            return f"{name}: would withdraw draft {ref.step} to {ref.recipient} ({reason})"
        case Remind(topic=topic):
            return f"{name}: would remind you ({topic})"
