"""What the core asks the shell to do. Values only: the shell claims each in the outbox, acts and records it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from afterword.core.application import StepRef


class Topic(StrEnum):
    """What a reminder to the user is about."""

    ASK_TIMELINE = "ask_timeline"
    CARD = "card"
    DRAFT_WAITING = "draft_waiting"
    MOVE_ON = "move_on"
    REVIEW = "review"
    EDITED_DRAFT_KEPT = "edited_draft_kept"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True)
class FileDraft:
    """Put the draft of this step into Drafts. `due` is when it fell due, aware UTC; `late` that it is past its time."""

    application: str
    ref: StepRef
    due: datetime
    late: bool = False

    @property
    def key(self) -> str:
        """The one name of this act; the outbox does nothing twice under one key."""
        r = self.ref
        return f"file:{self.application}:{r.round}:{r.step}:{r.recipient}:{r.generation}"


@dataclass(frozen=True, slots=True)
class WithdrawDraft:
    """Take our own untouched draft back out of Drafts; `reason` is a word for the user and the log."""

    application: str
    ref: StepRef
    reason: str

    @property
    def key(self) -> str:
        """The one name of this act."""
        r = self.ref
        return f"withdraw:{self.application}:{r.round}:{r.step}:{r.recipient}:{r.generation}"


@dataclass(frozen=True, slots=True)
class Remind:
    """Tell the user, by mail to themself only. `about` tells reminders of one topic apart (a round, a question)."""

    application: str
    topic: Topic
    about: str
    due: datetime

    @property
    def key(self) -> str:
        """The one name of this act."""
        return f"remind:{self.application}:{self.topic}:{self.about}"


Action = FileDraft | WithdrawDraft | Remind
