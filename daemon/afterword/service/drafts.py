"""Watches what becomes of our drafts, and tells ledger and journal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog

from afterword.core.application import StepStatus
from afterword.core.events import Event, EventKind
from afterword.core.facts import Folder, MessageFacts
from afterword.core.ledger import Draft, Presence, Sighting, is_this, judge
from afterword.core.mailbox import Glimpse, Place
from afterword.mail.fingerprint import fingerprint
from afterword.mail.parse import parse_header
from afterword.service.desk import Desk

log = structlog.get_logger(__name__)

_LYING: Final = frozenset({StepStatus.FILED, StepStatus.EDITED})


@dataclass(slots=True)
class Lookout:
    """The ledger lines to look out for in one look, and the messages found to match each."""

    drafts: tuple[Draft, ...]
    found: dict[str, list[Sighting]] = field(default_factory=dict)
    sent: dict[str, MessageFacts] = field(default_factory=dict)

    def match(self, facts: MessageFacts) -> Draft | None:
        """Return the line that a message is, or None."""
        return next((d for d in self.drafts if is_this(d, facts)), None)

    def see(self, draft: Draft, place: Place, text_hash: str = "", facts: MessageFacts | None = None) -> None:
        """Take note of a message that is this draft."""
        self.found.setdefault(draft.key, []).append(Sighting(place, text_hash))
        if place.folder is Folder.SENT and facts is not None:
            self.sent[draft.key] = facts


def look_out(desk: Desk) -> Lookout:
    """Return the lookout for every draft whose fate is open; one sent is settled for ever."""
    return Lookout(tuple(d for d in desk.store.drafts() if d.status is not StepStatus.SENT))


async def see_glimpses(desk: Desk, lookout: Lookout, glimpses: Sequence[Glimpse]) -> None:
    """Match new messages of Drafts and Trash by their headers; only a match in Drafts is read."""
    if not lookout.drafts:
        return
    for glimpse in glimpses:
        draft = lookout.match(parse_header(glimpse.header, glimpse.received))
        if draft is None:
            continue
        if glimpse.place.folder is not Folder.DRAFTS or glimpse.place == draft.place:
            lookout.see(draft, glimpse.place, draft.text_hash)
            continue
        raw = await desk.worker(desk.mailbox.read, glimpse.place)
        if raw is not None:
            lookout.see(draft, glimpse.place, fingerprint(raw))


async def settle_fates(desk: Desk, lookout: Lookout) -> bool:
    """Judge every draft by what was seen and what is there; returns whether anything happened."""
    if not lookout.drafts:
        return False
    lying = any(d.status in _LYING for d in lookout.drafts)
    if not lying and not lookout.found:
        return False
    presence = Presence(*await desk.worker(desk.mailbox.present, Folder.DRAFTS))
    # Read anew: an answer that came in with this look may have proved one to be sent.
    current = {d.key: d for d in desk.store.drafts()}
    changed = False
    for draft in (current[d.key] for d in lookout.drafts):
        sent = lookout.sent.get(draft.key)
        sightings = tuple(lookout.found.get(draft.key, ()))
        changed |= note_fate(desk, draft, sightings, presence, sent.date if sent else desk.now(), sent)
    return changed


def note_fate(
    desk: Desk,
    draft: Draft,
    sightings: tuple[Sighting, ...],
    presence: Presence,
    at: datetime,
    sent: MessageFacts | None = None,
) -> bool:
    """Judge one draft and write down what happened to it; returns whether anything did. *at* dates the event."""
    after, kind = judge(draft, sightings, presence, desk.now())
    if after != draft:
        with desk.store.transaction():
            desk.store.put_draft(after)
            if kind is not None:
                desk.store.append((_event(after, kind, at, sent),))
        desk.refresh()
    if kind is not None:
        log.info("draft.noticed", application=draft.application, step=draft.ref.step.value, fate=kind.value)
    return kind is not None


def _event(draft: Draft, kind: EventKind, at: datetime, sent: MessageFacts | None) -> Event:
    return Event(
        kind,
        at,
        draft.application,
        source="drafts",
        message_id=sent.message_id if sent is not None else "",
        step=draft.ref,
        text="edited" if draft.status is StepStatus.EDITED else "",
    )


def note_answered(desk: Desk, facts: MessageFacts) -> bool:
    """
    A mail that answers a draft of ours proves that it was sent, even where no copy lies in Sent.

    Returns whether that was news.
    """
    parents = set(facts.parents)
    answered = [
        d
        for d in desk.store.drafts()
        if d.status is not StepStatus.SENT and parents.intersection((d.marker, d.message_id))
    ]
    for draft in answered:
        nowhere = Presence(0, frozenset())
        note_fate(desk, draft, (Sighting(Place(Folder.SENT, 0, 0)),), nowhere, facts.date)
    return bool(answered)
