"""
Mail judged by meaning: what the shipped rules make of letters that were written without looking at them.

`en.yaml` was there while the rules were written, `en-aside.yaml` was kept aside then, and
`en-second.yaml`, `others.yaml` and `third.yaml` came later; rules/README.md tells what each scored at first sight.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.core.letters import judged, rulebook

from afterword.core.facts import Automation
from afterword.core.verdict import Kind, Verdict

FOLDER = Path(__file__).parent / "judged"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['kind']} - {case['subject']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
]


def verdict_of(case: dict[str, Any]) -> Verdict:
    mark = Automation(auto_submitted=case.get("auto_submitted", ""), list_id=case.get("list_id", ""))
    answers = "earlier@example.net" if case["subject"].lower().startswith("re:") else ""
    return judged(
        case["text"],
        case["subject"],
        known=case.get("known", False),
        sender=case["from"],
        automation=mark,
        in_reply_to=answers,
    )


@pytest.mark.parametrize("case", CASES)
def test_a_letter_is_what_a_reader_takes_it_for(case: dict[str, Any]) -> None:
    verdict = verdict_of(case)
    assert (verdict.kind, verdict.confidence >= rulebook().bar) == (Kind(case["kind"]), True), (
        f"{verdict.kind} {verdict.confidence} by {verdict.rule} {verdict.words}, near: {verdict.near}"
    )
