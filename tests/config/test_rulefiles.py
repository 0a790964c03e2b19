"""Reading the rules: the shipped ones, and a user's folder before them."""

from pathlib import Path

import pytest
from tests.core.letters import letter

from afterword.config.rulefiles import load_rulebook, shipped_rules
from afterword.core.reading import read
from afterword.errors import ConfigError

RULE = """\
says: offer
language: en
rules:
  - id: {id}
    when: ["{cue}"]
    why: A rule made for this test alone.
    hits: ["x"]
    near_misses: ["y"]
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_rulebook(folder)
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_rules_hold() -> None:
    assert (shipped_rules() / "order.yaml").is_file()
    assert load_rulebook(None).bar == 0.7


def test_a_users_rule_joins_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, "phrases/mine.yaml", RULE.format(id="offer.en/mine", cue="the keys are yours"))
    rules = load_rulebook(tmp_path)
    found = read(letter("The keys are yours."), rules.incoming, rules).matches
    assert "offer.en/mine" in {match.rule.id for match in found}


def test_a_users_rule_takes_the_place_of_the_shipped_one_of_its_id(tmp_path: Path) -> None:
    write(tmp_path, "phrases/mine.yaml", RULE.format(id="rejection.en/filled", cue="zebra crossing"))
    rules = load_rulebook(tmp_path)
    assert [s.rule.says for s in rules.incoming.rules if s.rule.id == "rejection.en/filled"] == ["offer"]


def test_a_user_switches_a_shipped_rule_off_by_its_id(tmp_path: Path) -> None:
    write(tmp_path, "order.yaml", "off: [rejection.en/filled, guard/survey, own.en/thanks]\n")
    rules = load_rulebook(tmp_path)
    left = {s.rule.id for s in (*rules.incoming.rules, *rules.own.rules)} | {g.rule.id for g in rules.guards}
    assert not left & {"rejection.en/filled", "guard/survey", "own.en/thanks"}


def test_a_users_words_are_added_to_a_family(tmp_path: Path) -> None:
    words = 'language: en\nfamilies:\n  others: ["(a|the) zebra"]\n'
    write(tmp_path, "phrases/words.en.yaml", words)
    rules = load_rulebook(tmp_path)
    found = read(letter("For the role we decided to move forward with a zebra."), rules.incoming, rules).matches
    assert "rejection.en/others-chosen" in {match.rule.id for match in found}


def test_a_user_may_raise_the_bar(tmp_path: Path) -> None:
    write(tmp_path, "order.yaml", "bar: 0.92\n")
    assert load_rulebook(tmp_path).bar == 0.92


def test_all_mistakes_of_all_files_are_told_at_once_with_their_place(tmp_path: Path) -> None:
    write(tmp_path, "phrases/one.yaml", RULE.format(id="offer.en/one", cue="{no such family}"))
    write(tmp_path, "phrases/two.yaml", RULE.format(id="Not An Id", cue="fine"))
    write(tmp_path, "guards/three.yaml", "guards:\n  - id: guard/three\n    kind: bounced\n")
    told = "\n".join(problems(tmp_path))
    assert "one.yaml:5:12" in told
    assert "no family of words is called {no such family}" in told
    assert "two.yaml:4:9" in told
    assert "three.yaml" in told


def test_an_id_may_stand_once_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "phrases/one.yaml", RULE.format(id="offer.en/one", cue="fine"))
    write(tmp_path, "phrases/two.yaml", RULE.format(id="offer.en/one", cue="fine too"))
    assert "stands twice" in problems(tmp_path)[0]


def test_a_rule_that_can_never_match_is_a_mistake(tmp_path: Path) -> None:
    text = RULE.format(id="offer.en/one", cue="fine").replace('    when: ["fine"]\n', "")
    write(tmp_path, "phrases/one.yaml", text)
    assert "can never match" in problems(tmp_path)[0]


def test_a_rule_without_samples_is_a_mistake(tmp_path: Path) -> None:
    text = RULE.format(id="offer.en/one", cue="fine").replace('    near_misses: ["y"]\n', "")
    write(tmp_path, "phrases/one.yaml", text)
    assert "near_misses" in problems(tmp_path)[0]


def test_a_broken_pattern_is_a_mistake(tmp_path: Path) -> None:
    text = RULE.format(id="offer.en/one", cue="fine").replace("    why", "    regex: ['((']\n    why")
    write(tmp_path, "phrases/one.yaml", text)
    assert "is no regular expression" in problems(tmp_path)[0]


def test_switching_off_what_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, "order.yaml", "off: [rejection.en/no-such-rule]\n")
    assert "no rule is called rejection.en/no-such-rule" in problems(tmp_path)[0]


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    assert "there is no such folder" in problems(tmp_path / "nowhere")[0]
