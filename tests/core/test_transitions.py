import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.makers import an_application, an_appointment, an_event

from afterword.core.application import FINAL, State
from afterword.core.events import EventKind
from afterword.core.machine import advance
from afterword.core.transitions import TRANSITIONS, draw_diagram

FIXED = frozenset({EventKind.INTERVIEW_CONFIRMED, EventKind.INTERVIEW_RESCHEDULED})
PAIRS = [(state, kind) for state in State for kind in EventKind]


def test_every_state_answers_every_kind_of_event() -> None:
    assert {(state, kind) for state, row in TRANSITIONS.items() for kind in row} == set(PAIRS)


@pytest.mark.parametrize("state", sorted(FINAL))
@pytest.mark.parametrize("kind", EventKind)
def test_a_final_state_is_left_only_by_a_newly_fixed_interview(state: State, kind: EventKind) -> None:
    then = TRANSITIONS[state][kind]
    assert then is State.SCHEDULED if kind in FIXED else then in FINAL


@pytest.mark.parametrize("state", sorted(set(State) - {State.WITHDRAWN}))
def test_a_decision_is_heard_in_every_state(state: State) -> None:
    assert TRANSITIONS[state][EventKind.REJECTION] is State.REJECTED
    assert TRANSITIONS[state][EventKind.OFFER] is State.OFFER
    assert TRANSITIONS[state][EventKind.WITHDRAWN] is State.WITHDRAWN


def test_what_the_employer_writes_after_a_withdrawal_changes_nothing() -> None:
    for kind in (EventKind.REJECTION, EventKind.OFFER, EventKind.EMPLOYER_REPLY, EventKind.POSITION_ON_HOLD):
        assert TRANSITIONS[State.WITHDRAWN][kind] is State.WITHDRAWN


@pytest.mark.parametrize(
    "kind",
    [
        EventKind.AUTO_REPLY,
        EventKind.RECRUITER_OUTREACH,
        EventKind.OWN_MAIL,
        EventKind.NOTED,
        EventKind.REMINDED,
        EventKind.ASKED,
        EventKind.ANSWERED,
        EventKind.OPENED,
        EventKind.STEP_SKIPPED,
        *(kind for kind in EventKind if kind.value.startswith("draft_")),
    ],
)
def test_what_decides_nothing_moves_no_state(kind: EventKind) -> None:
    assert all(TRANSITIONS[state][kind] is state for state in State)


def test_a_receipt_moves_only_an_application_whose_test_was_awaited() -> None:
    moved = [state for state in State if TRANSITIONS[state][EventKind.APPLICATION_RECEIVED] is not state]
    assert moved == [State.ASSESSMENT]


def test_nobody_walks_away_before_an_interview() -> None:
    before = (State.APPLIED, State.INVITED, State.SCHEDULED)
    assert all(TRANSITIONS[state][EventKind.WALKED_AWAY] is state for state in before)


def test_every_state_can_be_reached() -> None:
    reached, before = {State.APPLIED}, set[State]()
    while reached != before:
        before = set(reached)
        reached |= {then for state in before for then in TRANSITIONS[state].values()}
    assert reached == set(State)


def test_the_diagram_shows_each_change_once_and_nothing_else() -> None:
    lines = [line.strip() for line in draw_diagram().splitlines()[2:]]
    drawn = [
        (arrow.partition(" --> ")[0], kind, arrow.partition(" --> ")[2])
        for arrow, _, kinds in (line.partition(": ") for line in lines)
        for kind in kinds.split(", ")
    ]
    table = {(s.value, k.value, t.value) for s, row in TRANSITIONS.items() for k, t in row.items() if s is not t}
    assert set(drawn) == table
    assert len(drawn) == len(table)


@given(st.sampled_from(State), st.sampled_from(EventKind))
def test_an_application_without_rounds_survives_any_event(state: State, kind: EventKind) -> None:
    event = an_event(kind, appointment=an_appointment("2026-03-20T10:00") if kind in FIXED else None)
    after = advance(an_application(state=state), event)
    assert after.state in {state, TRANSITIONS[state][kind]}
