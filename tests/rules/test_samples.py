"""Every rule is tried on the samples in its own file: what it must hit, and what it must let pass."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from afterword.config.rulefiles import load_rulebook, shipped_rules
from afterword.config.ruleshapes import GuardFile, MailSample, PhraseFile
from afterword.config.yamlfile import load
from afterword.core.facts import Address, Automation, DeliveryReport, Invite, MessageFacts
from afterword.core.guards import Asked, holds
from afterword.core.reading import read
from afterword.core.rules import Reader, Rulebook, RuleIndex, Where

WRITTEN = datetime(2026, 3, 12, 14, tzinfo=UTC)
READER = Reader(ZoneInfo("America/New_York"), "US", frozenset({"me@example.net"}))


def phrase_samples() -> Iterator[object]:
    for section in ("phrases", "own"):
        for path in sorted((shipped_rules() / section).iterdir(), key=lambda path: path.name):
            if path.name.startswith("words.") or not path.name.endswith(".yaml"):
                continue
            for rule in load(path, PhraseFile).rules:
                for text in rule.hits:
                    yield pytest.param(section, rule.id, rule.where, text, True, id=f"{rule.id} hits {text[:50]}")
                for text in rule.near_misses:
                    yield pytest.param(section, rule.id, rule.where, text, False, id=f"{rule.id} passes {text[:50]}")


def guard_samples() -> Iterator[object]:
    for path in sorted((shipped_rules() / "guards").iterdir(), key=lambda path: path.name):
        for guard in load(path, GuardFile).guards:
            for sample in guard.hits:
                yield pytest.param(guard.id, sample, True, id=f"{guard.id} hits {sample.subject[:50]}")
            for sample in guard.near_misses:
                yield pytest.param(guard.id, sample, False, id=f"{guard.id} passes {sample.subject[:50]}")


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(None)


@pytest.mark.parametrize(("section", "rule_id", "where", "text", "expected"), list(phrase_samples()))
def test_a_phrase_rule_hits_its_samples_and_passes_its_near_misses(
    rulebook: Rulebook, section: str, rule_id: str, where: Where, text: str, expected: bool
) -> None:
    index: RuleIndex = rulebook.own if section == "own" else rulebook.incoming
    letter = letter_of(MailSample())
    letter = replace(letter, subject=text) if where is Where.SUBJECT else replace(letter, text=text)
    found = {match.rule.id for match in read(letter, index, rulebook).matches}
    assert (rule_id in found) is expected, f"found: {sorted(found)}"


@pytest.mark.parametrize(("guard_id", "sample", "expected"), list(guard_samples()))
def test_a_guard_holds_for_its_samples_and_not_for_its_near_misses(
    rulebook: Rulebook, guard_id: str, sample: MailSample, expected: bool
) -> None:
    guard = next(guard for guard in rulebook.guards if guard.rule.id == guard_id)
    facts = letter_of(sample)
    asked = Asked(facts, read(facts, rulebook.incoming, rulebook), rulebook, READER, sample.known)
    assert (holds(guard, asked) is not None) is expected


def letter_of(sample: MailSample) -> MessageFacts:
    """Return the mail that a sample of a guard describes."""
    return MessageFacts(
        message_id="sample@example.org",
        date=WRITTEN,
        sender=Address(sample.sender),
        subject=sample.subject,
        text=sample.text,
        in_reply_to="earlier@example.org" if sample.answers else "",
        forwarded=sample.forwarded,
        invites=tuple(Invite(method, "uid-1") for method in sample.methods),
        automation=Automation(
            auto_submitted=sample.auto_submitted,
            auto_reply=sample.auto_reply,
            precedence=sample.precedence,
            list_id=sample.list_id,
            null_sender=sample.null_sender,
            report_type=sample.report_type,
            reports=tuple(DeliveryReport("bob@example.org", action) for action in sample.actions),
            failed_recipients=tuple(sample.failed_recipients),
        ),
    )
