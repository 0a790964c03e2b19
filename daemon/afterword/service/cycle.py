"""
One cycle of work: look at every folder, let the time decide, look again, act.

Before each draft is filed every folder is looked at once more, in the same breath: a
reply that lies unread on the server stops the draft. So a cycle goes round until the
core asks for nothing that can be done now.
"""

import json
from datetime import datetime, timedelta
from typing import Final

import structlog

from afterword.core.actions import Action, FileDraft, Remind, WithdrawDraft
from afterword.core.decide import on_tick
from afterword.core.ledger import GRACE, IN_FLIGHT
from afterword.core.schedule import next_moment
from afterword.service.desk import Desk
from afterword.service.filing import file_draft, recover_filing, recover_withdrawal, withdraw_draft
from afterword.service.intake import look
from afterword.service.reminding import recover_reminder, remind

log = structlog.get_logger(__name__)

_MOST_TURNS: Final = 200
"""A cycle that goes round this often is stuck; it stops and says so, and the next one begins afresh."""


async def run_cycle(desk: Desk) -> None:
    """
    Do all that can be done now.

    Raises what the mailbox raises; nothing is lost then, as the next cycle finds all
    of it in the journal, the outbox and the folders.
    """
    await _recover_withdrawals(desk)
    await look(desk)
    await _recover(desk)
    tried: set[str] = set()
    for _ in range(_MOST_TURNS):
        actions = [a for a in decide_all(desk) if a.key not in tried]
        if not actions:
            return
        action = actions[0]
        if isinstance(action, FileDraft):
            await look(desk)
            if action not in decide_all(desk):
                continue  # something came in, or the user spoke at the command line meanwhile
        tried.add(action.key)
        await _carry_out(desk, action)
    log.error("cycle.stuck", turns=_MOST_TURNS)


def decide_all(desk: Desk) -> list[Action]:
    """Write down the clock events that are due, and return what all applications ask for, withdrawals first."""
    desk.refresh()
    actions: list[Action] = []
    for app_id in list(desk.applications):
        try:
            decision = on_tick(desk.applications[app_id], desk.now(), desk.policy)
        except Exception:
            # One application must not stop the others; without a decision nothing is filed for it.
            log.exception("application.undecidable", application=app_id)
            continue
        desk.record(decision.events)
        actions += decision.actions
    rank = {WithdrawDraft: 0, FileDraft: 1, Remind: 2}
    return sorted(actions, key=lambda a: rank[type(a)])


async def _carry_out(desk: Desk, action: Action) -> bool:
    match action:
        case FileDraft():
            return await file_draft(desk, action)
        case WithdrawDraft():
            return await withdraw_draft(desk, action)
        case Remind():
            return await remind(desk, action)


async def _recover_withdrawals(desk: Desk) -> None:
    for claim in desk.store.claims():
        if json.loads(claim.action)["act"] == "withdraw":
            await recover_withdrawal(desk, claim)


async def _recover(desk: Desk) -> None:
    """Settle the other claims that an earlier cycle or an earlier life left in hand."""
    for claim in desk.store.claims():
        if claim.not_before is not None:
            continue  # put off, on purpose
        act = json.loads(claim.action)["act"]
        if act == "file":
            await recover_filing(desk, claim)
        elif act == "remind":
            recover_reminder(desk, claim)


def next_due(desk: Desk) -> datetime | None:
    """Return the next instant at which something may be due, or None where only mail can change anything."""
    now = desk.now()
    moments = [next_moment(app, now, desk.policy) for app in desk.applications.values()]
    claims = desk.store.claims()
    open_ones = [c.at + wait for c in claims if c.not_before is None for wait in (IN_FLIGHT, GRACE)]
    put_off = [c.not_before for c in claims if c.not_before is not None]
    # One that was put off and whose time has passed has lost its point, or the cycle would have taken it up.
    moments += [m for m in (*open_ones, *put_off) if m > now]
    missing = [d.missing_since + GRACE for d in desk.store.drafts() if d.missing_since is not None]
    later = [m for m in (*moments, *missing) if m is not None]
    return min((max(m, now + timedelta(milliseconds=1)) for m in later), default=None)
