"""
Plays an archive of mail through the same steps as the service, under a virtual clock.

No network and nothing kept: a mailbox and a store in memory, the time leaping from
one moment that matters to the next. What the user would have done with the drafts is
given as acts; without any, drafts are taken as unsent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import format_datetime
from typing import Final, Protocol

import structlog

from afterword.core.application import Step, StepStatus
from afterword.core.events import Event, EventKind
from afterword.core.facts import Folder
from afterword.core.ledger import Draft
from afterword.core.mailbox import Place
from afterword.errors import UserMustAct
from afterword.service.archive import Posted
from afterword.service.cycle import next_due, run_cycle
from afterword.service.desk import Desk
from afterword.service.search import find_application
from afterword.service.words import give_timeline

log = structlog.get_logger(__name__)

_MOST_CYCLES: Final = 1_000_000


class VirtualClock:
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the instant it was set to, aware UTC."""
        return self.at

    async def sleep_until(self, when: datetime) -> None:
        """Leap there at once."""
        self.at = max(self.at, when)


class Collector:
    """A sender that keeps what it is given, in place of a mail server."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    async def send(self, raw: bytes) -> None:
        """Keep one message."""
        self.sent.append(raw)


class Deliverable(Protocol):
    """A mailbox into which the rehearsal can put mail and in which it can play the user."""

    def deliver(self, folder: Folder, raw: bytes, at: datetime) -> object:
        """Let a mail come in."""
        ...

    def move(self, place: Place, folder: Folder) -> object:
        """Move a message, as the user would."""
        ...

    def remove(self, place: Place) -> None:
        """Expunge a message, as the user would."""
        ...

    def read(self, place: Place) -> bytes | None:
        """Return a message."""
        ...


@dataclass(frozen=True, slots=True)
class Act:
    """Something the user does at an instant: send, edit or delete the drafts of a step, or tell a timeline."""

    at: datetime
    act: str
    application: str
    step: Step | None = None
    text: str = ""
    recipient: str = ""


async def rehearse(
    desk: Desk,
    clock: VirtualClock,
    box: Deliverable,
    posts: Sequence[Posted],
    acts: Sequence[Act],
    until: datetime,
) -> None:
    """
    Play everything up to *until*; the desk's listener hears what happens.

    At one instant mail comes in before the user acts, and both before anything falls due.
    """
    mails = iter(sorted((p for p in posts if p.at <= until), key=lambda p: p.at))
    doings = iter(sorted((a for a in acts if a.at <= until), key=lambda a: a.at))
    mail, doing = next(mails, None), next(doings, None)
    for _ in range(_MOST_CYCLES):
        moments = [m for m in (mail and mail.at, doing and doing.at, next_due(desk)) if isinstance(m, datetime)]
        if not moments or min(moments) > until:
            break
        clock.at = max(clock.at, min(moments))
        while mail is not None and mail.at <= clock.at:
            box.deliver(mail.folder, mail.raw, mail.at)
            mail = next(mails, None)
        if doing is not None and doing.at <= clock.at:
            await run_cycle(desk)
        while doing is not None and doing.at <= clock.at:
            perform(desk, box, doing)
            doing = next(doings, None)
        await run_cycle(desk)
    clock.at = max(clock.at, until)
    await run_cycle(desk)


def perform(desk: Desk, box: Deliverable, act: Act) -> None:
    """Do what the user does. Raises `UserMustAct` where the act names no application or no draft."""
    app = find_application(desk.applications.values(), act.application)
    if act.act == "timeline":
        give_timeline(desk, app, act.text)
        return
    drafts = [
        d
        for d in desk.store.drafts()
        if d.application == app.id
        and d.ref.step is act.step
        and d.place is not None
        and d.status in {StepStatus.FILED, StepStatus.EDITED}
        and act.recipient in {"", d.to}
    ]
    if not drafts:
        raise UserMustAct(
            f"{act.at.isoformat()}: there is no draft of step {act.step} for {app.name} to {act.act} at that time"
        )
    for draft in drafts:
        _handle(box, draft, act)


def _handle(box: Deliverable, draft: Draft, act: Act) -> None:
    place = draft.place
    raw = box.read(place) if place is not None else None
    if place is None or raw is None:
        raise UserMustAct(f"{act.at.isoformat()}: the draft for step {act.step} is no longer in Drafts")
    match act.act:
        case "send":
            box.remove(place)
            box.deliver(Folder.SENT, _dated(raw, act.at), act.at)
        case "edit":
            box.remove(place)
            box.deliver(Folder.DRAFTS, _edited(raw, act), act.at)
        case _:
            box.move(place, Folder.TRASH)


def _dated(raw: bytes, at: datetime) -> bytes:
    """Clients date a mail when it is sent."""
    message = message_from_bytes(raw, policy=policy.SMTP)
    del message["Date"]
    message["Date"] = format_datetime(at)
    return message.as_bytes()


def _edited(raw: bytes, act: Act) -> bytes:
    message = message_from_bytes(raw, policy=policy.SMTP)
    message.set_content(f"{message.get_content()}\n{act.text or 'P.S. Changed by hand.'}\n")
    return message.as_bytes()


def is_of_mail_or_user(event: Event) -> bool:
    """Tell whether an event came from a mail or the user, and not from the clock or from afterword itself."""
    return event.kind not in _INNER


_INNER: Final = frozenset(
    {
        EventKind.OPENED,
        EventKind.ASKED,
        EventKind.REMINDED,
        EventKind.DRAFT_FILED,
        EventKind.DRAFT_WITHDRAWN,
        EventKind.INTERVIEW_ENDED,
        EventKind.WAITING_BEGAN,
        EventKind.STEP_SKIPPED,
        EventKind.WALKED_AWAY,
    }
)
