"""The questions that afterword asks when it is not sure, in words."""

from typing import Final

from afterword.core.application import Question
from afterword.core.verdict import Doubt

_QUESTIONS: Final[dict[Doubt, str]] = {
    Doubt.BELOW_BAR: "A mail came in that could be a decision, but its words do not settle it.",
    Doubt.TWO_DECISIONS: "A mail came in whose words point to two different decisions.",
    Doubt.TWO_APPLICATIONS: "A mail came in that could belong to more than one of your applications.",
    Doubt.MAYBE_ANOTHERS: "A mail came in that may not be about this application:",
    Doubt.FAILED_DMARC: "A mail came in under the employer's name, but your provider says the sender is not proven.",
    Doubt.WEEKDAY_CONTRADICTS_DATE: "A mail gives an interview time whose weekday and date do not agree.",
    Doubt.TIMES_CONTRADICT: "The invitation and the text of a mail give different times for the interview.",
    Doubt.ZONE_UNKNOWN: "A mail gives an interview time in a time zone that afterword cannot settle.",
    Doubt.CONTENT_UNKNOWN: "There is news that afterword cannot read: it stands behind a login, or in a language "
    "without rules. Please look.",
    Doubt.AFTER_FINAL: "An invitation came in after a final decision. Is it a new round?",
    Doubt.BOUNCED: "Your note did not arrive: the mail server sent it back. Please check the address.",
    Doubt.LATE: "The check-in is past its time: afterword was not running, or was waiting for you. File it still? "
    "(go-on files it, skip does not)",
    Doubt.FAR_TIMELINE: "The employer named a date so far away that afterword plans no check-in by itself.",
    Doubt.UNFIT_DRAFT: "A draft was due, but it failed a check and was not filed:",
    Doubt.LOST_DRAFT: "afterword was interrupted while it filed a draft, and the draft is not in Drafts now. "
    "It is not filed again, so that you never get it twice; if you still want to write, please do it yourself.",
}


_WITH_REASON: Final = frozenset({Doubt.UNFIT_DRAFT, Doubt.MAYBE_ANOTHERS})


def explain_question(question: Question) -> str:
    """Return a question in words."""
    text = _QUESTIONS[question.doubt]
    return f"{text} {question.text}".strip() if question.doubt in _WITH_REASON else text
