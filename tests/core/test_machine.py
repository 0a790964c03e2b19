"""The fold: what the events make of an application, and what no history whatever may bring about."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.support.diary import Diary
from tests.support.makers import ADA, GERMAN_POLICY, LEE, POLICY, RITA, a_thread, a_timeline, an_event, at

from afterword.core.actions import FileDraft
from afterword.core.application import FINAL, State, Step, StepRecord, StepRef, StepStatus
from afterword.core.decide import on_tick
from afterword.core.due import clock_events
from afterword.core.events import Event, EventKind
from afterword.core.machine import advance, fold
from afterword.core.policy import AfterReply
from afterword.core.schedule import next_moment
from afterword.core.verdict import Appointment, Doubt, TimelineKind
from afterword.core.workdays import local_day

OPENED = an_event(EventKind.OPENED, "2026-03-02T09:00", company="Acme", name="Acme/Engineer", role="Engineer")


def test_an_application_begins_with_what_its_opening_says() -> None:
    app = advance(None, OPENED)
    assert (app.id, app.name, app.company, app.role, app.state) == (
        "acme", "Acme/Engineer", "Acme", "Engineer", State.APPLIED
    )  # fmt: skip


def test_a_journal_with_a_lost_line_still_folds() -> None:
    apps = fold([an_event(EventKind.REJECTION)])
    assert (apps["acme"].company, apps["acme"].state) == ("acme", State.REJECTED)


def test_applications_are_folded_apart() -> None:
    other = replace(OPENED, application="beta", company="Beta", name="Beta")
    apps = fold([OPENED, other, an_event(EventKind.REJECTION)])
    assert {key: app.state for key, app in apps.items()} == {"acme": State.REJECTED, "beta": State.APPLIED}


def test_people_are_learned_with_their_names_and_a_person_becomes_the_contact() -> None:
    machine = replace(RITA, email="jobs@acme.example", name="")
    nameless = replace(RITA, name="")
    apps = fold(
        [
            replace(OPENED, contact=machine),
            an_event(EventKind.INTERVIEW_INVITATION, contact=nameless, human=True),
            an_event(EventKind.EMPLOYER_REPLY, contact=RITA, human=True),
            an_event(EventKind.APPLICATION_RECEIVED, contact=machine),
        ]
    )
    assert apps["acme"].contacts == (machine, RITA)
    assert apps["acme"].main_contact == RITA


def test_an_interviewers_courtesy_does_not_make_them_the_one_to_ask() -> None:
    recruiter = an_event(EventKind.INTERVIEW_INVITATION, contact=RITA, recruiter=True, human=True)
    courtesy = an_event(EventKind.EMPLOYER_REPLY, contact=ADA, human=True)
    assert fold([OPENED, recruiter, courtesy])["acme"].main_contact == RITA
    dated = replace(courtesy, timeline=a_timeline("2026-03-20"))
    assert fold([OPENED, recruiter, dated])["acme"].main_contact == ADA
    assert fold([OPENED, replace(recruiter, recruiter=False), courtesy])["acme"].main_contact == ADA


def test_the_role_once_known_stays() -> None:
    app = fold([OPENED, an_event(EventKind.INTERVIEW_INVITATION, role="Senior Engineer", requisition="77")])["acme"]
    assert (app.role, app.requisition) == ("Engineer", "77")


def test_the_newest_thread_of_each_counterpart_is_kept_and_a_machines_never_hides_a_persons() -> None:
    old, new = a_thread(when="2026-03-05T09:00"), a_thread(when="2026-03-06T09:00")
    robot = a_thread(when="2026-03-07T09:00", human=False)
    reply = EventKind.EMPLOYER_REPLY
    app = fold([OPENED, *(an_event(reply, thread=t) for t in (new, old, robot, a_thread(ADA)))])["acme"]
    assert set(app.threads) == {new, robot, a_thread(ADA)}


def test_the_marker_of_a_draft_leads_replies_back() -> None:
    filed = an_event(EventKind.DRAFT_FILED, message_id="d@x", text="k@x", step=StepRef(1, Step.THANK_YOU))
    assert {"d@x", "k@x"} <= fold([OPENED, filed])["acme"].message_ids


def test_a_mail_that_may_be_anothers_teaches_nothing() -> None:
    for doubt in (Doubt.TWO_APPLICATIONS, Doubt.FAILED_DMARC):
        asked = an_event(EventKind.ASKED, doubt=doubt, text="q", message_id="m@x", thread=a_thread())
        app = fold([OPENED, asked])["acme"]
        assert (app.message_ids, app.threads, app.review) == (frozenset(), (), True)


def test_a_question_is_asked_once_and_an_answer_is_for_ever() -> None:
    asked = an_event(EventKind.ASKED, doubt=Doubt.BELOW_BAR, text="q", words=("no longer",))
    app = fold([OPENED, asked, asked])["acme"]
    assert [q.text for q in app.questions] == ["no longer"]
    app = fold([OPENED, asked, an_event(EventKind.ANSWERED, text="q"), asked])["acme"]
    assert (app.questions, app.settled) == ((), frozenset({"q"}))


def test_a_reply_does_not_soften_a_decision() -> None:
    held = an_event(EventKind.POSITION_ON_HOLD, "2026-03-12T09:00")
    reply = an_event(EventKind.EMPLOYER_REPLY, "2026-03-13T09:00", human=True, timeline=a_timeline("2026-03-20"))
    diary = Diary().happen(EventKind.OPENED, company="Acme", contact=RITA).fix().until("2026-03-10T12:00")
    diary.write(held)
    diary.write(reply)
    assert diary.state is State.ON_HOLD
    assert diary.until("2026-06-01T09:00").filed == ["2026-03-10T11:15 T ada"]


# Any history.

DAYS = st.integers(0, 40)
POLICIES = st.sampled_from([POLICY, GERMAN_POLICY, replace(POLICY, after_reply=AfterReply.RESUME)])
LIVE = frozenset({StepStatus.FILED, StepStatus.EDITED})
ENDED = frozenset({StepStatus.SENT, StepStatus.DONE, StepStatus.DELETED, StepStatus.BOUNCED, StepStatus.SKIPPED})
EMPLOYER_KINDS = st.sampled_from(
    [
        EventKind.INTERVIEW_INVITATION,
        EventKind.INTERVIEW_POSTPONED,
        EventKind.EMPLOYER_REPLY,
        EventKind.INFO_REQUEST,
        EventKind.ASSESSMENT,
        EventKind.POSITION_ON_HOLD,
        EventKind.REJECTION,
        EventKind.OFFER,
        EventKind.APPLICATION_RECEIVED,
    ]
)


class AnyHistory(RuleBasedStateMachine):
    """Mails, acts of the user and the clock in any order; whatever the core asks for is done at once."""

    diary: Diary

    @initialize(policy=POLICIES)
    def open(self, policy: object) -> None:
        self.diary = Diary(policy, at("2026-11-16T09:00"))  # type: ignore[arg-type]
        self.diary.happen(EventKind.OPENED, company="Acme", contact=RITA)
        self._checked = 0

    @rule(hours=st.integers(1, 100))
    def let_hours_pass(self, hours: int) -> None:
        self.diary.until(self.diary.wall(self.diary.now + timedelta(hours=hours)))

    @rule(days=st.integers(1, 40))
    def be_off_for_days(self, days: int) -> None:
        self.diary.sleep_until(self.diary.wall(self.diary.now + timedelta(days=days)))

    @rule(kind=EMPLOYER_KINDS, human=st.booleans(), days=st.none() | DAYS, how=st.sampled_from(TimelineKind))
    def hear(self, kind: EventKind, human: bool, days: int | None, how: TimelineKind) -> None:
        timeline = None if days is None else self._timeline(days, how)
        self.diary.happen(kind, human=human, contact=RITA, timeline=timeline)

    @rule(
        kind=st.sampled_from([EventKind.INTERVIEW_CONFIRMED, EventKind.INTERVIEW_RESCHEDULED]),
        hours=st.integers(-30, 200),
        uid=st.sampled_from(["", "u1", "u2"]),
        sequence=st.integers(0, 4),
        human=st.booleans(),
        people=st.sampled_from([(), (ADA,), (ADA, LEE)]),
    )
    def fix(
        self, kind: EventKind, hours: int, uid: str, sequence: int, human: bool, people: tuple[object, ...]
    ) -> None:
        appointment = self._appointment(hours, uid, sequence)
        self.diary.happen(kind, appointment=appointment, human=human, interviewers=people)

    @rule(uid=st.sampled_from(["", "u1", "u2"]), sequence=st.integers(0, 4), human=st.booleans())
    def cancel(self, uid: str, sequence: int, human: bool) -> None:
        gone = self._appointment(1, uid, sequence) if uid else None
        self.diary.happen(EventKind.INTERVIEW_CANCELLED, appointment=gone, human=human)

    @rule(kind=st.sampled_from([EventKind.NO_SHOW, EventKind.WITHDRAWN, EventKind.NOTED]))
    def say(self, kind: EventKind) -> None:
        self.diary.happen(kind, source="user", text="a note")

    @rule(days=DAYS)
    def tell_a_timeline(self, days: int) -> None:
        self.diary.happen(EventKind.TIMELINE_GIVEN, source="user", timeline=self._timeline(days, TimelineKind.STATED))

    @rule(days=DAYS)
    def be_away(self, days: int) -> None:
        self.diary.happen(EventKind.AUTO_REPLY, until=self._today() + timedelta(days=days))

    @rule(name=st.sampled_from("abc"))
    def ask(self, name: str) -> None:
        self.diary.happen(EventKind.ASKED, doubt=Doubt.BELOW_BAR, text=name)

    @precondition(lambda self: self.diary.application.questions)
    @rule()
    def answer_all(self) -> None:
        for question in self.diary.application.questions:
            self.diary.happen(EventKind.ANSWERED, source="user", text=question.id)

    @precondition(lambda self: self._drafts())
    @rule(data=st.data(), kind=st.sampled_from(["sent", EventKind.DRAFT_EDITED, EventKind.DRAFT_DELETED]))
    def touch(self, data: st.DataObject, kind: EventKind | str) -> None:
        ref = data.draw(st.sampled_from(self._drafts()))
        self._change(ref, kind)

    @precondition(lambda self: self._gone())
    @rule(data=st.data(), kind=st.sampled_from(["sent", EventKind.DRAFT_RETURNED]))
    def save_from_an_open_window(self, data: st.DataObject, kind: EventKind | str) -> None:
        self._change(data.draw(st.sampled_from(self._gone())), kind)

    @precondition(lambda self: any(r.ended for r in self.diary.application.rounds))
    @rule(step=st.sampled_from([Step.THANK_YOU, Step.CHECK_IN]), to=st.sampled_from([ADA, RITA]))
    def write_a_note(self, step: Step, to: object) -> None:
        number = max(r.number for r in self.diary.application.rounds if r.ended)
        kind = EventKind.THANKED if step is Step.THANK_YOU else EventKind.CHECKED_IN
        known = [r.ref for r in self._records() if r.ref.round == number and r.ref.step is step]
        mine = [ref for ref in known if ref.recipient == to.email]  # type: ignore[attr-defined]
        ref = max(mine, default=StepRef(number, step, to.email))  # type: ignore[attr-defined]
        self.diary.happen(kind, source="mail", step=ref)

    @precondition(lambda self: any(r.status is StepStatus.SENT for r in self._records()))
    @rule(data=st.data())
    def bounce(self, data: st.DataObject) -> None:
        sent = [r.ref for r in self._records() if r.status is StepStatus.SENT]
        self.diary.happen(EventKind.BOUNCE, step=data.draw(st.sampled_from(sent)))

    @invariant()
    def nothing_is_filed_when_it_must_not_be(self) -> None:
        """Replays the new part of the journal: each filing against what was known just before it."""
        app = fold(self.diary.events[: self._checked])["acme"] if self._checked else None
        for event in self.diary.events[self._checked :]:
            if event.kind is EventKind.DRAFT_FILED and app is not None and event.step is not None:
                ref = event.step
                same_step = [
                    r
                    for a_round in app.rounds
                    for r in a_round.records
                    if (r.ref.round, r.ref.step) == (ref.round, ref.step)
                    and (ref.step is Step.CHECK_IN or r.ref.recipient == ref.recipient)
                ]
                assert app.state not in FINAL, "nothing is filed after a decision"
                assert not app.review, "nothing is filed while a question is open"
                assert not [r for r in same_step if r.status in ENDED], "a step is not filed again"
                assert not [r for r in same_step if r.in_drafts], "never two live drafts of one step"
                assert ref.generation == len(same_step), "each draft has a name of its own"
            app = advance(app, event)
        self._checked = len(self.diary.events)

    @invariant()
    def no_draft_of_ours_lies_where_it_must_not(self) -> None:
        app = self.diary.application
        lying = [r for r in self._records() if r.in_drafts and r.status is StepStatus.FILED]
        assert not lying or not (app.state in FINAL or app.review)
        names = [
            (r.ref.round, r.ref.step, r.ref.recipient) for r in self._records() if r.in_drafts and r.status in LIVE
        ]
        ours = [(r.ref.round, r.ref.step, r.ref.recipient) for r in lying]
        assert all(names.count(name) == 1 for name in ours), "ours never lies beside another version"

    @invariant()
    def asking_again_finds_nothing_new(self) -> None:
        decision = on_tick(self.diary.application, self.diary.now, self.diary.policy)
        assert (decision.events, decision.actions) == ((), ())

    @invariant()
    def the_state_agrees_with_the_rounds(self) -> None:
        app = self.diary.application
        ahead = [r for r in app.rounds if r.appointment is not None and not r.ended and not r.stopped]
        assert bool(ahead) == (app.state is State.SCHEDULED)

    @invariant()
    def the_journal_folds_to_the_same_application(self) -> None:
        assert fold(self.diary.events)["acme"] == self.diary.application

    @invariant()
    def nothing_happens_before_the_next_moment(self) -> None:
        app, now, policy = self.diary.application, self.diary.now, self.diary.policy
        moment = next_moment(app, now, policy)
        until = (moment or now + timedelta(days=60)) - timedelta(seconds=1)
        if until > now:
            assert clock_events(app, until, policy) == []
            assert not [a for a in on_tick(app, until, policy).actions if isinstance(a, FileDraft)]

    def _change(self, ref: StepRef, kind: EventKind | str) -> None:
        if kind == "sent":
            kind = EventKind.CHECKED_IN if ref.step is Step.CHECK_IN else EventKind.THANKED
        text = "edited" if kind is EventKind.DRAFT_RETURNED else ""
        self.diary.happen(EventKind(kind), source="drafts", step=ref, text=text)

    def _records(self) -> list[StepRecord]:
        return [r for a_round in self.diary.application.rounds for r in a_round.records]

    def _drafts(self) -> list[StepRef]:
        return sorted(r.ref for r in self._records() if r.in_drafts)

    def _gone(self) -> list[StepRef]:
        return sorted(r.ref for r in self._records() if r.status in {StepStatus.WITHDRAWN, StepStatus.DELETED})

    def _today(self) -> date:
        return local_day(self.diary.now, self.diary.policy.zone)

    def _timeline(self, days: int, how: TimelineKind) -> object:
        today = self._today()
        return a_timeline(str(today + timedelta(days=days)), stated_on=str(today), kind=how)

    def _appointment(self, hours: int, uid: str, sequence: int) -> Appointment:
        start = self.diary.now + timedelta(hours=hours)
        stamp = self.diary.now if uid else None
        return Appointment(start, start + timedelta(hours=1), self.diary.policy.zone.key, uid, sequence, stamp)


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(
    max_examples=100, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_a_clock_event_is_dated_when_it_was_due() -> None:
    diary = Diary().happen(EventKind.OPENED, company="Acme", contact=RITA).fix().sleep_until("2026-03-12T12:00")
    clock = [e for e in diary.events if e.source == "clock" and e.kind is not EventKind.REMINDED]
    assert [(e.kind, diary.wall(e.at)) for e in clock] == [
        (EventKind.INTERVIEW_ENDED, "2026-03-10T11:00"),
        (EventKind.WAITING_BEGAN, "2026-03-12T11:00"),
    ]


def test_a_line_too_short_to_tell_its_language_speaks_as_the_one_before_it() -> None:
    known = a_thread(RITA, "2026-03-04T09:00", language="de", formal=False)
    short = a_thread(RITA, "2026-03-05T09:00", language="", formal=None)
    app = fold(
        (
            Event(EventKind.OPENED, at("2026-03-04T09:00"), "acme", company="Acme"),
            Event(EventKind.EMPLOYER_REPLY, at("2026-03-04T09:00"), "acme", human=True, contact=RITA, thread=known),
            Event(EventKind.EMPLOYER_REPLY, at("2026-03-05T09:00"), "acme", human=True, contact=RITA, thread=short),
        )
    )["acme"]
    (thread,) = app.threads
    assert (thread.at, thread.language, thread.formal) == (short.at, "de", False)
    assert app.language == "de"
