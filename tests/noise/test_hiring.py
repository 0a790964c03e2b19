"""The other side of the scales: what strangers write who do hire is heard, though no list knows them."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from afterword.config.rulefiles import load_rulebook
from afterword.core.classify import classify
from afterword.core.facts import Address, Automation, MessageFacts
from afterword.core.rules import Reader, Rulebook
from afterword.core.verdict import Kind, Verdict

MAILS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("hiring.yaml").read_text("utf-8"))["cases"]
READER = Reader(ZoneInfo("America/New_York"), "US", frozenset({"me@example.net"}))
COLLEAGUE = "omar@lumen.example"


@cache
def rulebook() -> Rulebook:
    return load_rulebook(None)


def verdict_of(sender: str, subject: str, text: str, *, listed: bool = False, **more: bool) -> Verdict:
    facts = MessageFacts(
        "m@x.example",
        datetime(2026, 3, 12, 14, tzinfo=UTC),
        Address(sender),
        subject,
        text,
        automation=Automation(list_id="news.x.example" if listed else ""),
    )
    return classify(facts, rulebook(), READER, **more)


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: f"{mail['kind']}: {mail['subject']}")
def test_hiring_mail_of_a_stranger_is_heard(mail: dict[str, Any]) -> None:
    verdict = verdict_of(mail["from"], mail["subject"], mail["text"])
    assert verdict.kind is Kind(mail["kind"]), f"{verdict.rule} {verdict.words}, near: {verdict.near}"
    assert verdict.confidence >= rulebook().bar


def test_a_colleague_of_a_contact_need_not_say_the_word_job() -> None:
    text = "Unfortunately we won't be making you an offer. It was a close call."
    assert verdict_of(COLLEAGUE, "Monday", text).kind is Kind.NOT_JOB_RELATED
    assert verdict_of(COLLEAGUE, "Monday", text, colleague=True).kind is Kind.REJECTION


def test_a_machine_of_the_same_house_is_no_colleague() -> None:
    text = "Your session has been cancelled."
    assert verdict_of("no-reply@lumen.example", "Cancelled", text, colleague=True).kind is Kind.NOT_JOB_RELATED


def test_a_list_is_heard_only_where_it_speaks_of_the_readers_own_application() -> None:
    news = "The committee has decided to move forward with other candidates for the role."
    assert verdict_of("news@paper.example", "Update", news, listed=True).kind is Kind.NOT_JOB_RELATED
    own = "Thank you for applying. We have decided to move forward with other candidates for the role."
    assert verdict_of("jobs@firm.example", "Update", own, listed=True).kind is Kind.REJECTION


def test_words_of_two_articles_make_no_letter() -> None:
    """A job in the first article and a meeting in the fortieth have nothing to do with each other."""
    far = "\n\n".join(f"Article {number}. The weather stays as it is." for number in range(40))
    first, last = (
        "An editor looks for candidates for the position.",
        "I would love to set up a call with you next week.",
    )
    assert verdict_of("ed@paper.example", "The week", f"{first}\n\n{last}").kind is Kind.INTERVIEW_INVITATION
    assert verdict_of("ed@paper.example", "The week", f"{first}\n\n{far}\n\n{last}").kind is Kind.NOT_JOB_RELATED
