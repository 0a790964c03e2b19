"""What headers and senders say before any phrase is asked: bounces, absences, answers of calendars, alerts, surveys."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from afterword.core.facts import MessageFacts
from afterword.core.phrases import Marks, Sought, find_cue
from afterword.core.reading import Reading
from afterword.core.rules import Conditions, Guard, GuardRule, Reader, Rulebook, Sign, Watch
from afterword.core.senders import is_own
from afterword.core.verdict import Evidence


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A mail as guards see it.

    *known*: its sender is a contact of an application, or it stands in a thread of one; *hiring*: whatever it says
    is about a job, since its sender writes of nothing else to the reader.
    """

    facts: MessageFacts
    reading: Reading
    rulebook: Rulebook
    reader: Reader
    known: bool
    hiring: bool = False


def first_guard(asked: Asked, *, firm: bool) -> tuple[GuardRule, Evidence] | None:
    """Return the first guard that holds, firm or not, with the words or header it saw; the user's come first."""
    for guard in asked.rulebook.guards:
        if guard.rule.firm is firm:
            evidence = holds(guard, asked)
            if evidence is not None:
                return guard.rule, evidence
    return None


def holds(guard: Guard, asked: Asked) -> Evidence | None:
    """Return what makes a guard hold, or None where it does not."""
    for watch in guard.when:
        words = _met(watch, asked)
        if words is not None and not any(_met(unless, asked) is not None for unless in guard.unless):
            return Evidence(guard.rule.id, words)
    return None


def _met(watch: Watch, asked: Asked) -> tuple[str, ...] | None:
    if not (_headers_meet(watch.asks, asked.facts) and _sender_meets(watch.asks, asked)):
        return None
    words: tuple[str, ...] = ()
    for cues, in_subject in ((watch.subject, True), (watch.text, False)):
        if cues:
            found = _words(cues, asked, in_subject=in_subject)
            if not found:
                return None
            words += found
    return words


def _headers_meet(conditions: Conditions, facts: MessageFacts) -> bool:
    mark = facts.automation
    given = {report.action for report in mark.reports}
    return (
        _among(mark.auto_submitted, conditions.auto_submitted)
        and _is(mark.auto_reply, conditions.auto_reply)
        and _among(mark.precedence, conditions.precedence)
        and _among(mark.report_type, conditions.report_type)
        and (not conditions.actions or not given.isdisjoint(conditions.actions))
        and _is(mark.null_sender, conditions.null_sender)
        and _is(bool(mark.list_id) or mark.list_unsubscribe, conditions.listed)
        and _is(bool(mark.failed_recipients), conditions.failed_recipients)
        and _is(facts.forwarded, conditions.forwarded)
        and _is(bool(facts.parents), conditions.answers)
        and (not conditions.methods or any(invite.method in conditions.methods for invite in facts.invites))
    )


def _sender_meets(conditions: Conditions, asked: Asked) -> bool:
    sender, table = asked.facts.sender, asked.rulebook.senders
    if conditions.senders and not any(fnmatchcase(sender.email, pattern) for pattern in conditions.senders):
        return False
    if conditions.vendor_kinds:
        vendor = table.vendor(sender)
        if vendor is None or vendor.kind not in conditions.vendor_kinds:
            return False
    return (
        (conditions.own is None or is_own(sender, asked.reader.own) is conditions.own)
        and (conditions.alert_sender is None or table.is_alert(sender) is conditions.alert_sender)
        and _is(asked.known, conditions.known)
        and (conditions.job is None or asked.reading.says(Sign.JOB) is conditions.job)
    )


def _words(cues: tuple[Sought, ...], asked: Asked, *, in_subject: bool) -> tuple[str, ...]:
    reading = asked.reading
    for sought in cues:
        if sought.atoms & ~reading.atoms:
            continue
        for sentence, found in reading.sentences.items():
            if (sentence < reading.heading) is in_subject:
                spans = find_cue(sought, found, reading.wording.text, Marks())
                if spans:
                    return tuple(reading.wording.words(start, end) for start, end in spans)
    return ()


def _among(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _is(value: bool, wanted: bool | None) -> bool:
    return wanted is None or value is wanted
