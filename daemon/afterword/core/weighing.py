"""
How sure the words are of each kind.

A strong cue decides alone; weak ones need a second of another theme. A rejection by weak cues
alone needs a word of regret among them and nothing in the mail that goes on.
"""

from dataclasses import dataclass

from afterword.core.facts import MessageFacts
from afterword.core.guards import Asked
from afterword.core.reading import Match, Reading
from afterword.core.rules import Meaning, Rulebook, Sign, Weight
from afterword.core.senders import VendorKind
from afterword.core.verdict import Doubt, Evidence, Kind

STRONG = 0.9
STRONGER = 0.95
PAIR = 0.75
SINGLE = 0.4
DOUBTED = 0.5

MEETINGS = frozenset(
    {Kind.INTERVIEW_INVITATION, Kind.INTERVIEW_CONFIRMED, Kind.INTERVIEW_RESCHEDULED, Kind.INTERVIEW_CANCELLED}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind with how sure it is and why, before the particulars of the mail are added."""

    kind: Kind
    confidence: float
    evidence: Evidence
    doubts: tuple[Doubt, ...] = ()


def score(kind: Kind, asked: Asked) -> Finding | None:
    """Return how sure the words are of a kind, None where they do not reach the bar."""
    if not _may_be(kind, asked):
        return None
    reading = asked.reading
    matches = reading.saying(kind)
    strong = [match for match in matches if match.rule.weight is Weight.STRONG]
    themes = {match.rule.theme: match for match in reversed(matches) if match.rule.weight is Weight.WEAK}
    if strong:
        several = len({match.rule.theme for match in matches}) > 1
        return Finding(kind, STRONGER if several else STRONG, reading.evidence(strong[0]))
    if len(themes) < 2 or (kind is Kind.REJECTION and not _weak_rejection_stands(themes, asked)):
        return None
    rules, words = zip(*((m.rule.id, reading.evidence(m).words) for m in themes.values()), strict=True)
    evidence = Evidence("+".join(rules), tuple(word for each in words for word in each))
    return Finding(kind, min(PAIR + 0.05 * (len(themes) - 2), STRONG), evidence)


def _may_be(kind: Kind, asked: Asked) -> bool:
    if kind is Kind.RECRUITER_OUTREACH:
        return not asked.known and not asked.facts.parents
    if asked.known or is_hiring_vendor(asked.facts, asked.rulebook):
        return True
    if asked.reading.says(Sign.ELSEWHERE) and not asked.reading.says(Sign.SURELY_JOB):
        return False
    return kind not in MEETINGS or asked.reading.says(Sign.JOB)


def _weak_rejection_stands(themes: dict[str, Match], asked: Asked) -> bool:
    """Weak words of regret decide only in a mail about a job that neither goes on nor merely receives."""
    if "regret" not in themes and len(themes) < 3:
        return False
    against = (
        Sign.NEXT_STEP,
        Sign.ASKS_TIMES,
        Kind.INTERVIEW_INVITATION,
        Kind.APPLICATION_RECEIVED,
        Kind.EMPLOYER_REPLY,
    )
    about_job = asked.known or asked.reading.says(Sign.JOB)
    return about_job and not any(_says_strongly(meaning, asked.reading) for meaning in against)


def _says_strongly(meaning: Meaning, reading: Reading) -> bool:
    return any(match.rule.weight is Weight.STRONG for match in reading.saying(meaning))


def is_hiring_vendor(facts: MessageFacts, rulebook: Rulebook) -> bool:
    """Tell whether the sender is a system that writes to nobody but applicants."""
    vendor = rulebook.senders.vendor(facts.sender)
    return vendor is not None and vendor.kind in {VendorKind.ATS, VendorKind.ASSESSMENT}
