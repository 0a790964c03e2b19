"""One application as it stands: the fold of its events. Only `core.machine` makes new ones."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from afterword.core.facts import Address
from afterword.core.verdict import Appointment, Doubt, Timeline


class State(StrEnum):
    """Where an application stands (design, decision 9)."""

    APPLIED = "APPLIED"
    INVITED = "INVITED"
    SCHEDULED = "SCHEDULED"
    INTERVIEWED = "INTERVIEWED"
    THANKED = "THANKED"
    WAITING = "WAITING"
    FOLLOWED_UP = "FOLLOWED_UP"
    WALKED_AWAY = "WALKED_AWAY"
    ASSESSMENT = "ASSESSMENT"
    ON_HOLD = "ON_HOLD"
    REFERENCES = "REFERENCES"
    OFFER = "OFFER"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


FINAL = frozenset({State.OFFER, State.REJECTED, State.WITHDRAWN})
"""Nothing is filed in these, whatever arrives, until a new interview is fixed."""


class Step(StrEnum):
    """What is due in a round; the letters are a stable interface."""

    THANK_YOU = "T"
    CARD = "K"
    CHECK_IN = "F"


class StepStatus(StrEnum):
    """What became of a step for one recipient."""

    FILED = "filed"
    EDITED = "edited"
    SENT = "sent"
    DONE = "done"
    DELETED = "deleted"
    WITHDRAWN = "withdrawn"
    BOUNCED = "bounced"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, order=True)
class StepRef:
    """
    The name of one draft: round, step, recipient (address, "" for the card) and generation.

    The generation counts re-filings after a withdrawal, so each draft that may
    exist has one name for ever: exactly-once is a question about this value.
    """

    round: int
    step: Step
    recipient: str = ""
    generation: int = 0


@dataclass(frozen=True, slots=True)
class StepRecord:
    """
    A step with its fate; `since` is when it took this status, `filed` when its draft was filed.

    `in_drafts` is true while our draft lies in the Drafts folder, which a step may
    outlive: the user wrote a note of their own while ours was waiting.
    """

    ref: StepRef
    status: StepStatus
    since: datetime
    filed: datetime | None = None
    in_drafts: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """
    The newest mail of one counterpart that a draft may answer; what a reply needs of it (RFC 5322 section 3.6.4).

    `language` is "" and `formal` None where neither this mail nor an older one of theirs tells.
    """

    counterpart: Address
    message_id: str
    subject: str
    references: tuple[str, ...]
    at: datetime
    language: str = ""
    formal: bool | None = None
    human: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """
    One interview and its follow-up.

    `stopped` is the reason why nothing more is due in it ("" while it runs);
    `stopped_at` is when it stopped; a timeline stated then or later arms the check-in again.
    """

    number: int
    opened: datetime
    appointment: Appointment | None = None
    interviewers: tuple[Address, ...] = ()
    ended: bool = False
    records: tuple[StepRecord, ...] = ()
    timeline: Timeline | None = None
    hold_until: date | None = None
    stopped: str = ""
    stopped_at: datetime | None = None
    old_appointments: tuple[Appointment, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def when(self) -> datetime:
        """When the interview is, or when the round was opened while it has no time."""
        return self.appointment.start if self.appointment is not None else self.opened

    def record(self, step: Step, recipient: str = "") -> StepRecord | None:
        """Return the newest generation of a step for a recipient, or None where it was never touched."""
        mine = [r for r in self.records if r.ref.step is step and r.ref.recipient == recipient]
        return max(mine, key=lambda r: r.ref.generation, default=None)


@dataclass(frozen=True, slots=True)
class Question:
    """What afterword is not sure of: it holds the drafts of the application until the user answers."""

    id: str
    doubt: Doubt
    asked: datetime
    source: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """
    One job at one company. `id` never changes; `name` is how people and the JSON interface call it.

    `recruiters` are the addresses of people who arrange interviews and do not hold them;
    `cancelled` are cancellations of calendar events that were not known when they came.
    """

    id: str
    name: str
    company: str
    role: str = ""
    requisition: str = ""
    state: State = State.APPLIED
    since: datetime | None = None
    contacts: tuple[Address, ...] = ()
    main_contact: Address | None = None
    recruiters: frozenset[str] = frozenset()
    agency: bool = False
    threads: tuple[Thread, ...] = ()
    message_ids: frozenset[str] = frozenset()
    rounds: tuple[Round, ...] = ()
    questions: tuple[Question, ...] = ()
    settled: frozenset[str] = frozenset()
    reminded: frozenset[str] = field(default=frozenset())
    language: str = "en"
    cancelled: tuple[Appointment, ...] = ()

    @property
    def round(self) -> Round | None:
        """
        The newest round: by the time of its interview, by its opening where it has none.

        Invitations for several interviews come in any order. A round that was stopped
        before its interview goes behind all others.
        """
        return max(self.rounds, key=lambda r: (r.ended or not r.stopped, r.when, r.number), default=None)

    @property
    def review(self) -> bool:
        """True while a question waits for the user; nothing is filed then."""
        return bool(self.questions)
