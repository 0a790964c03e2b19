"""
The one transition table, total over State x EventKind; the diagram in docs/architecture.md is generated from it.

Law 1: the state of an application changes here and nowhere else.
Law 2: this table does not know times, drafts or people; `core.machine` keeps those beside it.

Theory: a kind that a row does not name changes nothing. That is no error: mail
arrives late and out of order. Whether a message speaks of the newest version of
an interview is settled in `core.machine` before the table is asked.
"""

from collections.abc import Mapping
from typing import Final

from afterword.core.application import State
from afterword.core.events import EventKind

_S = State
_E = EventKind

_EVERYWHERE: Final[Mapping[EventKind, State]] = {
    _E.REJECTION: _S.REJECTED,
    _E.OFFER: _S.OFFER,
    _E.WITHDRAWN: _S.WITHDRAWN,
    _E.INTERVIEW_CONFIRMED: _S.SCHEDULED,
    _E.INTERVIEW_RESCHEDULED: _S.SCHEDULED,
}
_OPEN: Final[Mapping[EventKind, State]] = {**_EVERYWHERE, _E.POSITION_ON_HOLD: _S.ON_HOLD}
_BEFORE_INTERVIEW: Final[Mapping[EventKind, State]] = {
    **_OPEN,
    _E.INTERVIEW_INVITATION: _S.INVITED,
    _E.ASSESSMENT: _S.ASSESSMENT,
}
_AFTER_INTERVIEW: Final[Mapping[EventKind, State]] = {
    **_BEFORE_INTERVIEW,
    _E.EMPLOYER_REPLY: _S.WAITING,
    _E.TIMELINE_GIVEN: _S.WAITING,
    _E.INFO_REQUEST: _S.REFERENCES,
    _E.CHECKED_IN: _S.FOLLOWED_UP,
    _E.NO_SHOW: _S.INVITED,
    _E.WALKED_AWAY: _S.WALKED_AWAY,
    _E.INTERVIEW_POSTPONED: _S.INVITED,
    _E.INTERVIEW_CANCELLED: _S.INVITED,
}
"""An interview that is over falls away only while its end is fresh; core.rounds sees to that."""

_CHANGES: Final[Mapping[State, Mapping[EventKind, State]]] = {
    _S.APPLIED: _BEFORE_INTERVIEW,
    _S.INVITED: _BEFORE_INTERVIEW,
    _S.SCHEDULED: {
        **_OPEN,
        _E.INTERVIEW_ENDED: _S.INTERVIEWED,
        _E.INTERVIEW_CANCELLED: _S.INVITED,
        _E.INTERVIEW_POSTPONED: _S.INVITED,
        _E.NO_SHOW: _S.INVITED,
    },
    _S.INTERVIEWED: {
        **_AFTER_INTERVIEW,
        _E.THANKED: _S.THANKED,
        _E.WAITING_BEGAN: _S.WAITING,
    },
    _S.THANKED: {**_AFTER_INTERVIEW, _E.WAITING_BEGAN: _S.WAITING, _E.BOUNCE: _S.INTERVIEWED},
    _S.WAITING: _AFTER_INTERVIEW,
    _S.FOLLOWED_UP: {**_AFTER_INTERVIEW, _E.BOUNCE: _S.WAITING},
    _S.WALKED_AWAY: _AFTER_INTERVIEW,
    # A receipt for what was handed in; one for the application itself is told from it in core.rounds.
    _S.ASSESSMENT: {**_AFTER_INTERVIEW, _E.EMPLOYER_REPLY: _S.ASSESSMENT, _E.APPLICATION_RECEIVED: _S.WAITING},
    _S.ON_HOLD: {**_AFTER_INTERVIEW, _E.EMPLOYER_REPLY: _S.ON_HOLD},
    _S.REFERENCES: {**_AFTER_INTERVIEW, _E.EMPLOYER_REPLY: _S.REFERENCES},
    # Final. A newly fixed interview is the only way out; a date for one already known is not new (core.machine).
    _S.OFFER: _EVERYWHERE,
    _S.REJECTED: _EVERYWHERE,
    # The user's own word outranks what the employer writes next ("sorry to see you go").
    _S.WITHDRAWN: {_E.INTERVIEW_CONFIRMED: _S.SCHEDULED, _E.INTERVIEW_RESCHEDULED: _S.SCHEDULED},
}

TRANSITIONS: Final[Mapping[State, Mapping[EventKind, State]]] = {
    state: {kind: _CHANGES[state].get(kind, state) for kind in EventKind} for state in State
}
"""Total: a state for every state and kind of event."""


def draw_diagram() -> str:
    """Return the table as a Mermaid state diagram; events that lead the same way share an arrow."""
    lines = ["stateDiagram-v2", "    [*] --> APPLIED: opened"]
    for state, row in TRANSITIONS.items():
        arrows: dict[State, list[str]] = {}
        for kind, target in row.items():
            if target is not state:
                arrows.setdefault(target, []).append(kind.value)
        lines += [f"    {state} --> {target}: {', '.join(kinds)}" for target, kinds in arrows.items()]
    return "\n".join(lines) + "\n"
