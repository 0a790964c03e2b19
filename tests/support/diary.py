"""The life of one application without mail and mailbox: events go in, what the core asks for is done at once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.support.makers import ADA, POLICY, RITA, a_thread, an_appointment, at

from afterword.core.actions import Action, FileDraft, Remind, Topic, WithdrawDraft
from afterword.core.application import Application, Round, State, StepRef, StepStatus
from afterword.core.decide import on_tick
from afterword.core.events import Event, EventKind
from afterword.core.machine import advance
from afterword.core.policy import Policy
from afterword.core.schedule import next_moment
from afterword.core.verdict import Appointment


@dataclass(slots=True)
class Diary:
    """
    A clock, a journal and its fold. Wall times are those of the policy's zone.

    The clock jumps from one moment that the core names to the next. `acts` holds every
    action with the wall time at which it was done.
    """

    policy: Policy = POLICY
    now: datetime = field(default_factory=lambda: at("2026-03-02T09:00"))
    app: Application | None = None
    events: list[Event] = field(default_factory=list)
    acts: list[tuple[str, Action]] = field(default_factory=list)

    @property
    def application(self) -> Application:
        assert self.app is not None, "nothing has happened yet"
        return self.app

    @property
    def state(self) -> State:
        return self.application.state

    @property
    def round(self) -> Round:
        newest = self.application.round
        assert newest is not None, "no round is open"
        return newest

    def wall(self, instant: datetime) -> str:
        """Return an instant as a wall time, to the minute."""
        return instant.astimezone(self.policy.zone).strftime("%Y-%m-%dT%H:%M")

    def until(self, local: str) -> "Diary":
        """Let the time pass."""
        end = at(local, self.policy.zone)
        assert end >= self.now, f"{local} has passed"
        self._settle()
        while self.app is not None and (moment := next_moment(self.app, self.now, self.policy)) and moment <= end:
            self.now = moment
            self._settle()
        self.now = end
        self._settle()
        return self

    def sleep_until(self, local: str) -> "Diary":
        """Let the time pass while afterword does not run."""
        self.now = at(local, self.policy.zone)
        self._settle()
        return self

    def happen(self, kind: EventKind, local: str = "", **fields: Any) -> "Diary":
        """Let something happen then, or now."""
        if local:
            self.until(local)
        self.write(Event(kind, self.now, "acme", **fields))
        self._settle()
        return self

    def write(self, event: Event) -> None:
        """Write an event into the journal, whenever it is dated."""
        self.events.append(event)
        self.app = advance(self.app, event)

    def hear(self, kind: EventKind, local: str = "", **fields: Any) -> "Diary":
        """A person of the employer's side writes."""
        return self.happen(kind, local, human=True, contact=RITA, **fields)

    def fix(self, appointment: Appointment | None = None, local: str = "", **fields: Any) -> "Diary":
        """A calendar invitation comes in: no person's mail."""
        given = {"interviewers": (ADA,)} | fields
        return self.happen(EventKind.INTERVIEW_CONFIRMED, local, appointment=appointment or an_appointment(), **given)

    def send(self, step: str, local: str = "") -> "Diary":
        """The user sends every draft of this step that lies in Drafts."""
        if local:
            self.until(local)
        for ref in [r for r in self._lying() if r.step == step]:
            kind = EventKind.CHECKED_IN if step == "F" else EventKind.THANKED
            self.happen(kind, step=ref, source="drafts")
        return self

    def touch(self, kind: EventKind, step: str, local: str = "") -> "Diary":
        """Something else becomes of every draft of this step that lies in Drafts."""
        if local:
            self.until(local)
        for ref in [r for r in self._lying() if r.step == step]:
            self.happen(kind, step=ref, source="drafts")
        return self

    @property
    def drafts(self) -> list[str]:
        """What lies in Drafts, as "T ada" or "F rita"."""
        return sorted(f"{ref.step} {ref.recipient.partition('@')[0]}" for ref in self._lying())

    @property
    def filed(self) -> list[str]:
        """Every filing, as "2026-03-10T11:15 T ada"."""
        return [f"{when} {_name(a.ref)}" for when, a in self.acts if isinstance(a, FileDraft)]

    @property
    def withdrawn(self) -> list[str]:
        """Every withdrawal, as "2026-03-11T12:00 T ada rejected"."""
        return [f"{when} {_name(a.ref)} {a.reason}" for when, a in self.acts if isinstance(a, WithdrawDraft)]

    def reminded(self, topic: Topic) -> list[str]:
        """The wall times of every reminder about the topic."""
        return [when for when, a in self.acts if isinstance(a, Remind) and a.topic is topic]

    def _lying(self) -> list[StepRef]:
        records = [r for a_round in self.application.rounds for r in a_round.records]
        return [r.ref for r in records if r.in_drafts]

    def _settle(self) -> None:
        """Do what the core asks for until it asks for nothing more."""
        for _ in range(50):
            if self.app is None:
                return
            decision = on_tick(self.app, self.now, self.policy)
            for event in decision.events:
                self.write(event)
            if not decision.actions:
                return
            self._carry_out(decision.actions[0])
        raise AssertionError("the core asks for ever more")

    def _carry_out(self, action: Action) -> None:
        self.acts.append((self.wall(self.now), action))
        match action:
            case FileDraft(ref=ref):
                self.write(Event(EventKind.DRAFT_FILED, self.now, "acme", "drafts", step=ref))
            case WithdrawDraft(ref=ref):
                status = next(r.status for a in self.application.rounds for r in a.records if r.ref == ref)
                assert status in {StepStatus.FILED, StepStatus.DONE}, "only an untouched draft is withdrawn"
                self.write(Event(EventKind.DRAFT_WITHDRAWN, self.now, "acme", "drafts", step=ref))
            case Remind(key=key):
                self.write(Event(EventKind.REMINDED, self.now, "acme", "clock", text=key))


def _name(ref: StepRef) -> str:
    return f"{ref.step} {ref.recipient.partition('@')[0]}"


def an_applied_diary(policy: Policy = POLICY) -> Diary:
    """Return a diary whose application was received on 2 March, with Rita's address known."""
    diary = Diary(policy, at("2026-03-02T09:00", policy.zone))
    return diary.happen(
        EventKind.OPENED, name="Acme", company="Acme", role="Data Engineer", contact=RITA, thread=a_thread()
    )


def an_interviewed_diary(policy: Policy = POLICY, appointment: Appointment | None = None, **fields: Any) -> Diary:
    """Return a diary just after the end of the interview, by default Tuesday 10 March 10:00 to 11:00 with Ada."""
    fixed = appointment or an_appointment(zone=policy.zone)
    diary = an_applied_diary(policy).happen(EventKind.INTERVIEW_INVITATION)
    diary.fix(fixed, **fields)
    local = (fixed.end + timedelta(minutes=1)).astimezone(policy.zone)
    return diary.until(f"{local:%Y-%m-%dT%H:%M}")
