"""
Tells what a rehearsal does, as it happens: as JSON values for programs, as lines for people.

The JSON is a stable interface (design, section 6). Times are ISO 8601 in the user's zone.
"""

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy

from afterword.core.application import Application, State, StepRef
from afterword.core.events import Event, EventKind
from afterword.core.ledger import Draft
from afterword.core.questions import explain_question
from afterword.service.desk import Desk
from afterword.service.rehearsal import is_of_mail_or_user

Line = dict[str, object]


def report(desk: Desk, tell: Callable[[Line], None]) -> None:
    """Make the desk tell every event from now on, as the JSON lines of `replay`."""
    told: dict[str, State] = {}

    def listen(event: Event, before: Application | None, after: Application) -> None:
        del before
        for line in lines_of(desk, event, after):
            tell(line)
        # The mail that opens an application says at once where it stands: that state is told, not the first one.
        if event.kind is not EventKind.OPENED and told.get(after.id) is not after.state:
            told[after.id] = after.state
            tell(_state_line(desk, event, after))

    desk.listener = listen


def _state_line(desk: Desk, event: Event, app: Application) -> Line:
    state: Line = {"company": app.company, "role": app.role, "state": app.state.value}
    return {"at": _iso(event.at, desk), "application": app.name, "type": "state"} | state


def lines_of(desk: Desk, event: Event, after: Application) -> list[Line]:
    """Return what one event has to tell besides the state: the event, what it did to drafts, the question."""
    base: Line = {"at": _iso(event.at, desk), "application": after.name}
    lines: list[Line] = []
    if is_of_mail_or_user(event):
        lines.append(
            base
            | {
                "type": "event",
                "kind": event.kind.value,
                "rule": event.rule,
                "words": list(event.words),
                "message_id": event.message_id,
                "source": event.source if event.source in {"drafts", "user"} else "mail",
            }
        )
    match event.kind:
        case EventKind.DRAFT_FILED if event.step is not None:
            lines.append(base | _draft(desk, event.step, after))
        case EventKind.DRAFT_WITHDRAWN if event.step is not None:
            step = {"step": event.step.step.value, "to": event.step.recipient, "reason": event.text}
            lines.append(base | {"type": "withdraw"} | step)
        case EventKind.REMINDED:
            _, _, topic, about = event.text.split(":", 3)
            lines.append(base | {"type": "remind", "topic": topic, "about": about})
        case EventKind.ASKED if event.doubt is not None:
            question = next((q for q in after.questions if q.id == event.text), None)
            text = explain_question(question) if question is not None else ""
            asked = {"reason": event.doubt.value, "question": text, "message_id": event.message_id}
            lines.append(base | {"type": "review"} | asked)
        case EventKind.STEP_SKIPPED if event.step is not None:
            step = {"step": event.step.step.value, "to": event.step.recipient, "reason": event.text}
            lines.append(base | {"type": "skip"} | step)
        case _:
            pass
    return lines


def _draft(desk: Desk, ref: StepRef, app: Application) -> Line:
    draft = next(d for d in reversed(desk.store.drafts()) if d.ref == ref and d.application == app.id)
    line: Line = {"type": "draft", "step": ref.step.value, "to": draft.to, "subject": draft.subject}
    return line | {"body": _body(desk, draft), "in_reply_to": draft.parent or None}


def _body(desk: Desk, draft: Draft) -> str:
    raw = desk.mailbox.read(draft.place) if draft.place is not None else None
    if raw is None:
        return ""
    content = message_from_bytes(raw, policy=policy.default).get_content()
    return str(content).replace("\r\n", "\n")


def _iso(at: datetime, desk: Desk) -> str:
    return at.astimezone(desk.policy.zone).isoformat(timespec="seconds")


def in_words(line: Line) -> str:
    """Return one line for people; begins with the local time."""
    at = datetime.fromisoformat(str(line["at"]))
    return f"{at:%a %d %b %Y %H:%M}  {str(line['application'])[:28]:<28}  {_words(line)}"


def _words(line: Line) -> str:
    match line["type"]:
        case "event":
            why = f"  ({line['rule']}: {', '.join(map(str, _list(line['words'])))})" if line["rule"] else ""
            sign = _SIGNS["event" if line["source"] == "mail" else "user"]
            return f"{sign} {_plain(line['kind'])}{why}"
        case "state":
            return f"{_SIGNS['state']} {line['state']}"
        case "draft":
            return f"{_SIGNS['draft']} draft {line['step']} filed for {line['to']}: {line['subject']}"
        case "withdraw":
            return f"{_SIGNS['withdraw']} draft {line['step']} for {line['to']} withdrawn ({_plain(line['reason'])})"
        case "remind":
            return f"{_SIGNS['remind']} mail to you: {_plain(line['topic'])}"
        case "review":
            return f"{_SIGNS['review']} not sure, drafts are held: {line['question'] or line['reason']}"
        case _:
            return f"{_SIGNS['skip']} step {line['step']} left out: {line['reason']}"


_SIGNS = {
    "event": "mail ",
    "user": "you  ",
    "state": "state",
    "draft": "DRAFT",
    "withdraw": "BACK ",
    "remind": "note ",
    "review": "ASK  ",
    "skip": "skip ",
}


def _plain(word: object) -> str:
    return str(word).replace("_", " ")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
