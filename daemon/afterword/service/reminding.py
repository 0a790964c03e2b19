"""
Reminds the user, by mail to themself only, exactly once.

A reminder comes back to the mailbox that is watched, under a Message-ID that its key
determines. So a claim left by a crash is settled by sight, not by guessing.
"""

import json
from datetime import datetime, timedelta
from typing import Final

import structlog
from jinja2 import TemplateError

from afterword.core.actions import Remind, Topic
from afterword.core.application import Application, Step, StepRecord
from afterword.core.compose import write_reminder
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address
from afterword.core.ledger import IN_FLIGHT
from afterword.core.names import person_name
from afterword.core.questions import explain_question
from afterword.core.records import Claim
from afterword.errors import GiveUpThis, TryLater, UserMustAct
from afterword.mail.build import build_reminder
from afterword.service.desk import Desk

log = structlog.get_logger(__name__)

_RETRY: Final = timedelta(minutes=5)
_RETRY_MUST_ACT: Final = timedelta(hours=1)


async def remind(desk: Desk, action: Remind) -> bool:
    """Send one reminder; returns whether anything changed. Failures are put off, never raised."""
    if desk.sender is None:
        return False
    app, now = desk.applications[action.application], desk.now()
    message_id = desk.message_id("remind", action.key)
    claim = json.dumps({"act": "remind", "application": app.id, "message_id": message_id})
    if desk.store.is_finished(action.key) or not desk.store.claim(action.key, claim, now):
        return False
    try:
        subject, body = write_reminder(action.topic, desk.templates, _names(desk, app, action))
        owner = Address(desk.account.address, desk.settings.owner.name)
        raw = build_reminder(owner=owner, subject=subject, text=body, date=now, message_id=message_id)
        await desk.sender.send(raw)
    except (TemplateError, GiveUpThis) as error:
        log.error("reminder.given_up", application=app.id, topic=action.topic.value, reason=type(error).__name__)
    except (TryLater, UserMustAct) as error:
        wait = _RETRY_MUST_ACT if isinstance(error, UserMustAct) else _RETRY
        desk.store.put_off(action.key, now + wait, type(error).__name__)
        log.warning("reminder.put_off", application=app.id, topic=action.topic.value, reason=str(error))
        return False
    record_reminded(desk, app.id, action.key, now)
    log.info("reminder.sent", application=app.id, topic=action.topic.value)
    return True


def record_reminded(desk: Desk, application: str, key: str, at: datetime) -> None:
    """Write down that a reminder went out."""
    with desk.store.transaction():
        desk.store.append((Event(EventKind.REMINDED, at, application, source="clock", text=key),))
        desk.store.finish(key, at)
    desk.refresh()


def recover_reminder(desk: Desk, claim: Claim) -> None:
    """Settle a claim to remind whose end is not recorded: seen in the mailbox it is done, else it is sent again."""
    if desk.now() - claim.at >= IN_FLIGHT:
        desk.store.release(claim.key)


def settle_seen_reminder(desk: Desk, message_id: str, at: datetime) -> bool:
    """Take note of a reminder of ours that came in; returns whether the mail is one that a claim is open for."""
    for claim in desk.store.claims():
        kept = json.loads(claim.action)
        if kept.get("message_id") == message_id and kept["act"] == "remind":
            record_reminded(desk, kept["application"], claim.key, at)
            return True
    return False


def _names(desk: Desk, app: Application, action: Remind) -> dict[str, object]:
    number = action.about.partition(":")[0]
    a_round = next((r for r in app.rounds if str(r.number) == number), app.round)
    start = a_round.appointment.start.astimezone(desk.policy.zone) if a_round and a_round.appointment else None
    calendar = desk.templates.calendars["en"]
    people = [person_name(p) or p.email for p in a_round.interviewers] if a_round else []
    question = next((q for q in app.questions if q.id == action.about), None)
    record = _record(app, action)
    return {
        "company": app.company,
        "role": app.role,
        "name": app.name,
        "day": calendar.write(start.date(), desk.policy.country) if start else "the day of your interview",
        "time": f"{start:%H:%M}" if start else "",
        "people": ", ".join(people),
        "recipient": record.ref.recipient if record is not None else "",
        "question": explain_question(question) if question is not None else "",
        "draft_subject": _draft_subject(desk, record),
        "state": app.state.replace("_", " ").lower(),
        "when": "check-in" if record is not None and record.ref.step is Step.CHECK_IN else "thank-you",
    }


def _record(app: Application, action: Remind) -> StepRecord | None:
    if action.topic not in {Topic.DRAFT_WAITING, Topic.EDITED_DRAFT_KEPT}:
        return None
    number, step, *rest = action.about.split(":")
    recipient = rest[0] if action.topic is Topic.EDITED_DRAFT_KEPT else None
    for a_round in app.rounds:
        for record in a_round.records:
            same = str(record.ref.round) == number and record.ref.step.value == step
            if same and record.in_drafts and recipient in {None, record.ref.recipient}:
                return record
    return None


def _draft_subject(desk: Desk, record: StepRecord | None) -> str:
    if record is None:
        return ""
    return next((d.subject for d in reversed(desk.store.drafts()) if d.ref == record.ref), "")
