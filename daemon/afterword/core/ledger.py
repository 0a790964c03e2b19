"""
The ledger: what became of each draft we filed.

A client may give a draft a new UID, a new Message-ID and drop its headers at any
save; the marker inside References survived in every client measured. A draft that
is not there is not therefore deleted: two clients expunge it while it is open.
"""

from dataclasses import dataclass
from datetime import datetime

from afterword.core.application import StepRef, StepStatus
from afterword.core.mailbox import Place


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
