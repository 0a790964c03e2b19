"""
The ledger: what became of each draft we filed.

A client may give a draft a new UID, a new Message-ID and drop its headers at any
save; the marker inside References survived in every client measured. A draft that
is not there is not therefore deleted: two clients expunge it while it is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from afterword.core.application import Step, StepRef, StepStatus
from afterword.core.events import EventKind
from afterword.core.facts import Folder, MessageFacts
from afterword.core.mailbox import Place

GRACE: Final = timedelta(minutes=15)
"""How long a draft may lie nowhere before that means anything: editing takes time."""

IN_FLIGHT: Final = timedelta(minutes=2)
"""How long an act whose end nobody saw may still be under way: a slow server, a mail on the road."""


@dataclass(frozen=True, slots=True)
class Draft:
    """
    One line of the ledger.

    `key` is the key of the action that filed it; `marker`, `message_id` and
    `parent` are message ids without angle brackets; `text_hash` is the hash of the
    normalised text, To, Cc and Subject. `place` is None until the server told it.
    `missing_since` is set while it lies nowhere, until the grace time has passed.
    """

    key: str
    application: str
    ref: StepRef
    marker: str
    message_id: str
    parent: str
    to: str
    subject: str
    text_hash: str
    filed: datetime
    place: Place | None = None
    status: StepStatus = StepStatus.FILED
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A message that matches a line of the ledger; `text_hash` is read for those in Drafts."""

    place: Place
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """UIDVALIDITY and all UIDs of the Drafts folder."""

    uidvalidity: int
    uids: frozenset[int]


def is_this(draft: Draft, facts: MessageFacts) -> bool:
    """
    Tell whether a message is our draft, whatever a client made of it.

    By Message-ID, by the marker, else by parent, recipient and subject where a client has
    dropped References. Any client that answers a mail writes that field (RFC 5322 section
    3.6.4), so with one that lacks the marker it is a letter of the user's own.
    """
    if facts.message_id == draft.message_id or draft.marker in (*facts.references, facts.in_reply_to):
        return True
    return (
        bool(draft.parent)
        and not facts.references
        and facts.in_reply_to == draft.parent
        and draft.to in {a.email for a in facts.to}
        and _flat(facts.subject) == _flat(draft.subject)
    )


def _flat(subject: str) -> str:
    return " ".join(subject.casefold().split())


def judge(
    draft: Draft, sightings: Sequence[Sighting], drafts_folder: Presence, now: datetime
) -> tuple[Draft, EventKind | None]:
    """
    Return the line as it stands after a look at the folders, and what happened to the draft, if anything.

    *sightings* are the new messages that match it. Sent outranks everything; a copy in
    Drafts outranks one in Trash (clients leave old versions there); of two copies the
    newer UID counts and the other is never touched. THANKED and CHECKED_IN mean: sent.
    """
    if draft.status is StepStatus.SENT:
        return draft, None
    if any(s.place.folder is Folder.SENT for s in sightings):
        sent = EventKind.CHECKED_IN if draft.ref.step is Step.CHECK_IN else EventKind.THANKED
        return replace(draft, status=StepStatus.SENT, place=None, missing_since=None), sent
    copies = [s for s in sightings if s.place.folder is Folder.DRAFTS]
    if copies:
        return _saved(draft, max(copies, key=lambda s: s.place.uid))
    if draft.status in {StepStatus.DELETED, StepStatus.WITHDRAWN}:
        return draft, None
    place = draft.place
    if place is not None and place.uidvalidity != drafts_folder.uidvalidity:
        # The folder was made anew: its UIDs mean nothing, and from absence follows nothing yet.
        return replace(draft, place=None, missing_since=None), None
    if place is not None and place.uid in drafts_folder.uids:
        return (replace(draft, missing_since=None) if draft.missing_since else draft), None
    if any(s.place.folder is Folder.TRASH for s in sightings):
        return _deleted(draft)
    if draft.missing_since is None:
        return replace(draft, missing_since=now), None
    if now - draft.missing_since >= GRACE:
        return _deleted(draft)
    return draft, None


def _deleted(draft: Draft) -> tuple[Draft, EventKind]:
    return replace(draft, status=StepStatus.DELETED, place=None, missing_since=None), EventKind.DRAFT_DELETED


def _saved(draft: Draft, copy: Sighting) -> tuple[Draft, EventKind | None]:
    """A client saved the draft, or it is back; the newest copy is the one we know from now on."""
    if copy.place == draft.place:
        return draft, None
    older = draft.place is not None and draft.place.uidvalidity == copy.place.uidvalidity
    if older and draft.place is not None and copy.place.uid < draft.place.uid:
        return draft, None
    edited = copy.text_hash != draft.text_hash
    status = StepStatus.EDITED if edited or draft.status is StepStatus.EDITED else StepStatus.FILED
    found = replace(draft, place=copy.place, status=status, missing_since=None)
    if draft.status in {StepStatus.DELETED, StepStatus.WITHDRAWN}:
        # Saved by a client that still had it open: the user's act, so never taken back again.
        return replace(found, status=StepStatus.EDITED), EventKind.DRAFT_RETURNED
    if status is not draft.status:
        return found, EventKind.DRAFT_EDITED
    return found, None
