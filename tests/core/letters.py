"""Short letters to classify; what a test does not say is as in an ordinary mail of Thursday 12 March 2026."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from afterword.config.rulefiles import load_rulebook
from afterword.core.classify import classify
from afterword.core.facts import Address, MessageFacts
from afterword.core.rules import Reader, Rulebook
from afterword.core.verdict import Verdict

WRITTEN = datetime(2026, 3, 12, 14, tzinfo=UTC)
READER = Reader(ZoneInfo("America/New_York"), "US", frozenset({"me@example.net"}))


@cache
def rulebook() -> Rulebook:
    """Return the shipped rules, read once."""
    return load_rulebook(None)


def letter(text: str, subject: str = "", sender: str = "jane@acme.example", **more: Any) -> MessageFacts:
    """Return a mail from Jane at Acme."""
    return MessageFacts("letter@acme.example", WRITTEN, Address(sender), subject, text, **more)


def judged(text: str, subject: str = "", *, known: bool = False, **more: Any) -> Verdict:
    """Return what the shipped rules say of a mail."""
    return classify(letter(text, subject, **more), rulebook(), READER, known=known)
