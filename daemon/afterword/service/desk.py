"""
The desk of one mailbox: the ports and values that every step of the service works with.

The applications here are the fold of the journal, kept up to date event by event;
whoever writes events writes them through `record`.
"""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

from afterword.core.application import Application
from afterword.core.compose import Signer, Templates
from afterword.core.events import Event
from afterword.core.machine import advance
from afterword.core.policy import Policy
from afterword.core.rules import Rulebook
from afterword.service.ports import Clock, Mailbox, Sender, Store
from afterword.settings import MailboxSettings, Settings

P = ParamSpec("P")
R = TypeVar("R")


class Worker(Protocol):
    """Runs a blocking call of the mailbox where it belongs: in its thread, or at once where nothing blocks."""

    def __call__(self, call: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Awaitable[R]:
        """Return the result of the call."""
        ...


async def at_once(call: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Make the call here: for mailboxes that live in memory or on a local disk."""
    return call(*args, **kwargs)


def _ignore(event: Event, before: Application | None, after: Application) -> None:
    del event, before, after


def _no_beat() -> None:
    pass


@dataclass(slots=True)
class Desk:
    """
    What the steps of the service need, for one mailbox.

    `listener` is told of each event with the application before and after it; `beat`
    is called while a long piece of work goes on, so that it is not taken for a hang.
    """

    settings: Settings
    account: MailboxSettings
    mailbox: Mailbox
    store: Store
    clock: Clock
    rulebook: Rulebook
    templates: Templates
    sender: Sender | None = None
    worker: Worker = at_once
    listener: Callable[[Event, Application | None, Application], None] = _ignore
    beat: Callable[[], None] = _no_beat
    applications: dict[str, Application] = field(default_factory=dict)
    _read: int = 0
    _secret: bytes = b""

    @property
    def policy(self) -> Policy:
        """The cadence in force."""
        return self.settings.policy

    @property
    def own(self) -> frozenset[str]:
        """Every address of the user's."""
        return frozenset((self.account.address, *self.settings.owner.addresses))

    @property
    def signer(self) -> Signer:
        """Who signs the drafts of this mailbox."""
        owner = self.settings.owner
        return Signer(owner.name, self.account.address, owner.phone)

    def refresh(self) -> None:
        """Fold what the journal holds beyond what was read, whoever wrote it (the command line does, too)."""
        for number, event in self.store.events(self._read):
            before = self.applications.get(event.application)
            after = advance(before, event)
            self.applications[event.application] = after
            self._read = number
            self.listener(event, before, after)

    def record(self, events: Sequence[Event]) -> None:
        """Write events into the journal and fold them."""
        if events:
            self.store.append(events)
            self.refresh()

    def message_id(self, purpose: str, key: str) -> str:
        """
        Return a message id for an act, the same at every try: after a crash it is looked for by that.

        It says nothing to anybody else: letters of a keyed hash, in the user's own mail domain.
        """
        if not self._secret:
            self._secret = self.store.secret()
        # Two mailboxes may know an application of the same name, and no two mails may bear one Message-ID.
        told = f"{purpose}:{self.account.address}:{key}"
        digest = hmac.new(self._secret, told.encode(), hashlib.sha256).hexdigest()
        return f"{digest[:32]}@{self.account.address.rpartition('@')[2]}"

    def now(self) -> datetime:
        """Return this instant, aware UTC."""
        return self.clock.now()
