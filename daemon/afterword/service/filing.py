"""
Files and withdraws drafts, exactly once across crashes.

1. The caller has just looked at every folder and the core still asks for the draft.
2. The text is written and checked; a draft that is not fit becomes a question.
3. The act is claimed in the outbox, with the state of Drafts just before it.
4. APPEND.
5. Ledger, journal and the end of the claim are written in one transaction.

A claim found later without its end (a crash, a connection lost during APPEND) says:
look for the marker first. Only where the draft can not have been appended is the
claim released, and the core asked anew.
"""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Final

import structlog

from afterword.core.actions import FileDraft, WithdrawDraft
from afterword.core.application import Application, Step, StepRef, StepStatus
from afterword.core.compose import DraftText, UnfitError, write_draft
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address, Folder
from afterword.core.ledger import GRACE, IN_FLIGHT, Draft, Presence, Sighting, is_this
from afterword.core.mailbox import Glimpse, Place
from afterword.core.records import Claim
from afterword.core.verdict import Doubt
from afterword.mail.build import build_draft
from afterword.mail.fingerprint import fingerprint
from afterword.mail.parse import parse_header
from afterword.mail.subject import reply_subject
from afterword.service.desk import Desk
from afterword.service.drafts import note_fate

log = structlog.get_logger(__name__)

_ELSEWHERE: Final = (Folder.SENT, Folder.TRASH)


async def file_draft(desk: Desk, action: FileDraft) -> bool:
    """File one draft; returns whether anything changed. Raises what the mailbox raises, with the claim left in hand."""
    app = desk.applications[action.application]
    now = desk.now()
    if desk.store.is_finished(action.key):
        return False
    try:
        text = write_draft(app, action, desk.templates, desk.signer, desk.policy, desk.applications.values())
    except UnfitError as error:
        return _ask(desk, app, action.ref, Doubt.UNFIT_DRAFT, str(error))
    mark = desk.store.cursor(Folder.DRAFTS)
    raw, draft = _build(desk, action, text)
    claim = json.dumps({"act": "file", "draft": _as_json(draft)})
    if not desk.store.claim(action.key, claim, now, mark):
        return False
    place = await desk.worker(desk.mailbox.file_draft, raw, now)
    _record_filed(desk, replace(draft, place=place))
    log.info("draft.filed", application=app.id, step=action.ref.step.value, round=action.ref.round, late=action.late)
    return True


def _build(desk: Desk, action: FileDraft, text: DraftText) -> tuple[bytes, Draft]:
    now = desk.now()
    marker, message_id = desk.message_id("marker", action.key), desk.message_id("draft", action.key)
    parent = text.parent
    subject = reply_subject(text.subject) if parent is not None else text.subject
    raw = build_draft(
        sender=Address(desk.signer.address, desk.signer.name),
        to=text.to,
        subject=subject,
        text=text.body,
        date=now,
        message_id=message_id,
        marker=marker,
        parent=parent.message_id if parent is not None else "",
        references=parent.references if parent is not None else (),
    )
    draft = Draft(
        key=action.key,
        application=action.application,
        ref=action.ref,
        marker=marker,
        message_id=message_id,
        parent=parent.message_id if parent is not None else "",
        to=text.to.email,
        subject=subject,
        text_hash=fingerprint(raw),
        filed=now,
    )
    return raw, draft


def _as_json(draft: Draft) -> dict[str, object]:
    """What a claim must remember of a draft to recognise it and to enter it into the ledger."""
    return {
        "application": draft.application,
        "ref": [draft.ref.round, draft.ref.step.value, draft.ref.recipient, draft.ref.generation],
        "marker": draft.marker,
        "message_id": draft.message_id,
        "parent": draft.parent,
        "to": draft.to,
        "subject": draft.subject,
        "text_hash": draft.text_hash,
    }


def _from_claim(claim: Claim) -> Draft:
    kept = json.loads(claim.action)["draft"]
    number, step, recipient, generation = kept.pop("ref")
    return Draft(key=claim.key, ref=StepRef(number, Step(step), recipient, generation), filed=claim.at, **kept)


def _record_filed(desk: Desk, draft: Draft, *further: Event) -> None:
    filed = Event(
        EventKind.DRAFT_FILED,
        desk.now(),
        draft.application,
        source="drafts",
        message_id=draft.message_id,
        step=draft.ref,
        text=draft.marker,
    )
    with desk.store.transaction():
        desk.store.put_draft(draft)
        desk.store.append((filed, *further))
        desk.store.finish(draft.key, desk.now())
    desk.refresh()


def _ask(desk: Desk, app: Application, ref: StepRef, doubt: Doubt, reason: str) -> bool:
    question = f"{doubt}:{ref.round}:{ref.step}:{ref.recipient}:{ref.generation}"
    if question in app.settled or any(q.id == question for q in app.questions):
        return False
    log.warning("draft.unfit", application=app.id, step=ref.step.value, reason=reason)
    asked = Event(EventKind.ASKED, desk.now(), app.id, source="drafts", doubt=doubt, text=question, words=(reason,))
    desk.record((asked,))
    return True


async def withdraw_draft(desk: Desk, action: WithdrawDraft) -> bool:
    """Take our untouched draft out of Drafts; returns whether anything changed. A touched one stays."""
    draft = next((d for d in desk.store.drafts() if d.ref == action.ref and d.application == action.application), None)
    if draft is None or draft.place is None:
        return False
    claim = json.dumps({"act": "withdraw", "draft": draft.key, "reason": action.reason})
    if not desk.store.claim(action.key, claim, desk.now()):
        return False
    expected = draft.text_hash
    gone = await desk.worker(desk.mailbox.withdraw, draft.place, lambda raw: fingerprint(raw) == expected)
    if not gone:
        # Changed or moved by the user since the last look; the next look says which.
        desk.store.release(action.key)
        return False
    _record_withdrawn(desk, draft, action.reason, action.key)
    return True


def _record_withdrawn(desk: Desk, draft: Draft, reason: str, key: str) -> None:
    now = desk.now()
    withdrawn = Event(EventKind.DRAFT_WITHDRAWN, now, draft.application, source="drafts", step=draft.ref, text=reason)
    with desk.store.transaction():
        desk.store.put_draft(replace(draft, status=StepStatus.WITHDRAWN, place=None, missing_since=None))
        desk.store.append((withdrawn,))
        desk.store.finish(key, now)
    desk.refresh()
    log.info("draft.withdrawn", application=draft.application, step=draft.ref.step.value, reason=reason)


async def recover_withdrawal(desk: Desk, claim: Claim) -> None:
    """Settle a claim to withdraw before the next look, which would take a draft that we moved for one deleted."""
    kept = json.loads(claim.action)
    draft = next((d for d in desk.store.drafts() if d.key == kept["draft"]), None)
    uidvalidity, uids = await desk.worker(desk.mailbox.present, Folder.DRAFTS)
    place = draft.place if draft is not None else None
    if draft is not None and place is not None and place.uidvalidity == uidvalidity and place.uid not in uids:
        _record_withdrawn(desk, draft, kept["reason"], claim.key)
    else:
        desk.store.release(claim.key)


async def recover_filing(desk: Desk, claim: Claim) -> None:
    """
    Settle a claim to file whose end is not recorded.

    Found anywhere: it was filed. Not found, and no UID of Drafts was given out since
    that is not still there: two minutes later it was not. Else a client may have it open (two expunge a
    draft then): wait out the grace time, then ask the user, and never file it again.
    """
    draft = _from_claim(claim)
    since = claim.at - timedelta(days=1)
    mark = claim.mark
    in_drafts, cursor = await desk.worker(desk.mailbox.glimpse, Folder.DRAFTS, mark, since)
    place = _find(draft, in_drafts)
    for folder in _ELSEWHERE if place is None else ():
        seen, _ = await desk.worker(desk.mailbox.glimpse, folder, None, since)
        place = place or _find(draft, seen)
    if place is not None:
        found = replace(draft, place=place if place.folder is Folder.DRAFTS else None)
        _record_filed(desk, found)
        if found.place is None:
            note_fate(desk, found, (Sighting(place),), Presence(0, frozenset()), desk.now())
        log.info("draft.found_after_crash", application=draft.application, step=draft.ref.step.value)
        return
    nothing_vanished = (
        mark is not None and cursor.uidvalidity == mark.uidvalidity and len(in_drafts) == cursor.uidnext - mark.uidnext
    )
    age = desk.now() - claim.at
    if nothing_vanished or mark is None:
        # A server that stalled may still take up what it was sent before the connection broke.
        if age >= IN_FLIGHT:
            desk.store.release(claim.key)
        return
    if age >= GRACE:
        deleted = Event(EventKind.DRAFT_DELETED, desk.now(), draft.application, source="drafts", step=draft.ref)
        _record_filed(desk, replace(draft, status=StepStatus.DELETED), deleted)
        _ask(desk, desk.applications[draft.application], draft.ref, Doubt.LOST_DRAFT, "")


def _find(draft: Draft, glimpses: tuple[Glimpse, ...]) -> Place | None:
    return next((g.place for g in glimpses if is_this(draft, parse_header(g.header, g.received))), None)
