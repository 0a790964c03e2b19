"""What became of the steps of a round: filed, edited, sent, declined, withdrawn, bounced."""

from dataclasses import replace
from typing import Final

from afterword.core.application import Application, StepRecord, StepStatus
from afterword.core.events import Event, EventKind

_SETTLED: Final = frozenset({StepStatus.SENT, StepStatus.DONE, StepStatus.BOUNCED})


def is_news(app: Application, event: Event) -> bool:
    """Tell whether the event says something new of a step. That a note was sent is none once it came back."""
    if event.kind not in {EventKind.THANKED, EventKind.CHECKED_IN}:
        return True
    before = _record(app, event)
    return before is None or before.status is not StepStatus.BOUNCED or event.at > before.since


def mark(app: Application, event: Event, status: StepStatus, *, in_drafts: bool) -> Application:
    """Give the step of the event a new status."""
    ref = event.step
    a_round = None if ref is None else next((r for r in app.rounds if r.number == ref.round), None)
    if ref is None or a_round is None:
        return app
    before = next((r for r in a_round.records if r.ref == ref), None)
    filed = event.at if event.kind is EventKind.DRAFT_FILED else before.filed if before else None
    record = StepRecord(ref, status, event.at, filed, in_drafts)
    marked = replace(a_round, records=(*(r for r in a_round.records if r.ref != ref), record))
    return replace(app, rounds=tuple(marked if r is a_round else r for r in app.rounds))


def file(app: Application, event: Event) -> Application:
    """Our draft lies in Drafts."""
    return mark(app, event, StepStatus.FILED, in_drafts=True)


def edit(app: Application, event: Event) -> Application:
    """The user changed our draft: it is theirs now. A step that was done otherwise stays done."""
    before = _record(app, event)
    if before is not None and before.status in _SETTLED:
        return mark(app, event, before.status, in_drafts=False)
    return mark(app, event, StepStatus.EDITED, in_drafts=True)


def send(app: Application, event: Event) -> Application:
    """Our draft was sent, or the user wrote a note of their own while ours may still lie in Drafts, untouched."""
    if event.source == "drafts":
        return mark(app, event, StepStatus.SENT, in_drafts=False)
    before = _record(app, event)
    ours = before is not None and before.in_drafts and before.status is StepStatus.FILED
    return mark(app, event, StepStatus.DONE, in_drafts=ours)


def bounce(app: Application, event: Event) -> Application:
    """The note came back."""
    return mark(app, event, StepStatus.BOUNCED, in_drafts=False)


def skip(app: Application, event: Event) -> Application:
    """The step is not taken."""
    return mark(app, event, StepStatus.SKIPPED, in_drafts=False)


def decline(app: Application, event: Event) -> Application:
    """The user deleted the draft; a step that was done otherwise stays done."""
    return _leave_drafts(app, event, StepStatus.DELETED)


def withdraw(app: Application, event: Event) -> Application:
    """We took the draft back; a step that was done otherwise stays done."""
    return _leave_drafts(app, event, StepStatus.WITHDRAWN)


def take_back(app: Application, event: Event) -> Application:
    """A draft that was gone is there again, changed ("edited") or not."""
    if event.text == "edited":
        return edit(app, event)
    before = _record(app, event)
    settled = before is not None and before.status in _SETTLED
    return mark(app, event, before.status if before is not None and settled else StepStatus.FILED, in_drafts=True)


def _leave_drafts(app: Application, event: Event, status: StepStatus) -> Application:
    before = _record(app, event)
    settled = before is not None and before.status in _SETTLED
    return mark(app, event, before.status if before is not None and settled else status, in_drafts=False)


def _record(app: Application, event: Event) -> StepRecord | None:
    return next((r for a_round in app.rounds for r in a_round.records if r.ref == event.step), None)
