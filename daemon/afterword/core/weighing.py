"""
How sure the words are of each kind.

A strong cue decides alone; weak ones need a second of another theme. A rejection by weak cues
alone needs a word of regret among them and nothing in the mail that goes on.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from afterword.core.facts import MessageFacts
from afterword.core.guards import Asked
from afterword.core.reading import Match, Reading
from afterword.core.roles import has_role_head
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
_LONGEST_TITLE = 7
"""Words of a subject that may be a job title with what stands around it."""
_SPOKEN_OF_MUCH = MEETINGS | {Kind.INFO_REQUEST}
"""What everybody who writes letters asks for: to meet, to fill in a form. A job mentioned beside it proves little."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind with how sure it is and why, before the particulars of the mail are added."""

    kind: Kind
    confidence: float
    evidence: Evidence
    doubts: tuple[Doubt, ...] = ()


def score(kind: Kind, asked: Asked) -> Finding | None:
    """Return how sure the words are of a kind, None where they do not reach the bar."""
    if kind is Kind.RECRUITER_OUTREACH and (asked.known or asked.facts.parents):
        return None
    reading = asked.reading
    matches = tuple(match for match in reading.saying(kind) if _counts(match, asked))
    strong = [match for match in matches if match.rule.weight is Weight.STRONG]
    if strong:
        several = len({match.rule.theme for match in matches}) > 1
        return Finding(kind, STRONGER if several else STRONG, reading.evidence(strong[0]))
    themes = _fullest_passage(matches, reading)
    if len(themes) < 2 or (kind is Kind.REJECTION and not _weak_rejection_stands(themes, asked)):
        return None
    if kind in MEETINGS and not surely_about_job(tuple(themes.values()), asked):
        return None
    rules, words = zip(*((m.rule.id, reading.evidence(m).words) for m in themes.values()), strict=True)
    evidence = Evidence("+".join(rules), tuple(word for each in words for word in each))
    return Finding(kind, min(PAIR + 0.05 * (len(themes) - 2), STRONG), evidence)


def _counts(match: Match, asked: Asked) -> bool:
    """
    Tell whether a passage is about a job of the reader's: strangers write of dinners, loans and schools in its words.

    What goes to many readers, or is told for another purpose, must speak of the reader's own application.
    """
    if asked.hiring:
        return True
    reading = asked.reading
    if reading.beside(Sign.ELSEWHERE, match) and not reading.beside(Sign.SURELY_JOB, match):
        return False
    if match.rule.says is Kind.RECRUITER_OUTREACH:
        return reading.beside(Sign.JOB, match)
    if reading.beside(Sign.APPLIED, match):
        return True
    if is_mass_mail(asked.facts) or reading.beside(Sign.ASIDE, match):
        return False
    if is_titled(asked.facts, asked.rulebook):
        return True
    jobs = [job for job in reading.saying(Sign.JOB) if reading.together(match, job)]
    if match.rule.says in _SPOKEN_OF_MUCH and not any(reading.frames(job.sentence) for job in jobs):
        return reading.beside(Sign.SURELY_JOB, match) or reading.beside(Sign.INTERVIEW, match)
    return bool(jobs)


def is_titled(facts: MessageFacts, rulebook: Rulebook) -> bool:
    """Tell whether the subject is a job title and little more, as where an employer writes of nothing else."""
    few = len(facts.subject.split()) <= _LONGEST_TITLE
    return few and not is_mass_mail(facts) and has_role_head(facts.subject, rulebook.senders.forms.role_heads)


def is_mass_mail(facts: MessageFacts) -> bool:
    """Tell whether a mail goes to a list (RFC 2919); a link to unsubscribe proves nothing: recruiting tools add it."""
    return bool(facts.automation.list_id) or facts.automation.precedence in {"bulk", "junk", "list"}


def may_be_interview(asked: Asked) -> bool:
    """Tell whether a calendar event of somebody's may be an interview of the reader's."""
    reading = asked.reading
    if asked.hiring or reading.says(Sign.APPLIED):
        return True
    elsewhere = reading.says(Sign.ELSEWHERE) and not reading.says(Sign.SURELY_JOB)
    return not (elsewhere or reading.says(Sign.ASIDE)) and (
        reading.says(Sign.SURELY_JOB) or reading.says(Sign.INTERVIEW)
    )


def surely_about_job(matches: Iterable[Match], asked: Asked) -> bool:
    """Tell whether thin evidence may open an application: the sender is known for it, or sure words stand beside."""
    if asked.hiring:
        return True
    return any(asked.reading.beside(sign, m) for m in matches for sign in (Sign.SURELY_JOB, Sign.APPLIED))


def _fullest_passage(matches: tuple[Match, ...], reading: Reading) -> dict[str, Match]:
    """Return one match for each theme of the passage that has most: far apart, weak words make no pair."""
    best: dict[str, Match] = {}
    for number, first in enumerate(matches):
        beside = [match for match in matches[number:] if reading.together(first, match)]
        themes = {match.rule.theme: match for match in reversed(beside)}
        if len(themes) > len(best):
            best = dict(reversed(themes.items()))
    return best


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
