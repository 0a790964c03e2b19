from pathlib import Path

import pytest

from afterword.config.templatefiles import load_templates
from afterword.core.actions import Topic
from afterword.core.application import Step
from afterword.errors import ConfigError

SHIPPED = Path(__file__).parents[2] / "rules" / "templates"
DRAFT = """\
step: T
language: en
subject: "Thanks"
body: |
  Dear {{ recipient }},
  thank you.
"""


def own(folder: Path, **files: str) -> Path:
    """Write the user's own files; a name's two underscores stand for a dot."""
    for name, text in files.items():
        (folder / f"{name.replace('__', '.')}.yaml").write_text(text, encoding="utf-8")
    return folder


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as error:
        load_templates(SHIPPED, folder)
    return [str(problem) for problem in error.value.problems]


def test_the_shipped_templates_know_every_topic_and_both_steps_in_english() -> None:
    templates = load_templates(SHIPPED)
    assert set(templates.reminders) == set(Topic)
    assert {(Step.THANK_YOU, "en", False), (Step.CHECK_IN, "en", False)} <= set(templates.drafts)
    assert {language for _, language, _ in templates.drafts} <= set(templates.calendars)
    assert all(templates.ageing[language] for language in templates.calendars)


def test_a_file_of_the_user_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    templates = load_templates(SHIPPED, own(tmp_path, thank_you__en=DRAFT))
    assert templates.drafts[Step.THANK_YOU, "en", False].subject == "Thanks"
    assert templates.drafts[Step.CHECK_IN, "en", False] == load_templates(SHIPPED).drafts[Step.CHECK_IN, "en", False]


def test_a_language_of_the_users_own_is_added(tmp_path: Path) -> None:
    finnish = DRAFT.replace("language: en", "language: fi\nformal: true")
    assert (Step.THANK_YOU, "fi", True) in load_templates(SHIPPED, own(tmp_path, thank_you__fi=finnish)).drafts


def test_a_folder_without_templates_changes_nothing(tmp_path: Path) -> None:
    assert load_templates(SHIPPED, tmp_path) == load_templates(SHIPPED, tmp_path / "missing") == load_templates(SHIPPED)


def test_a_name_that_nothing_fills_is_told_with_its_place_and_what_there_is(tmp_path: Path) -> None:
    (said,) = mistakes(own(tmp_path, thank_you__en=DRAFT.replace("recipient", "reciipient")))
    assert "thank_you.en.yaml:4" in said
    assert "'reciipient'" in said
    assert "interview_day" in said


@pytest.mark.parametrize("broken", ["{{ recipient", "{% if role %}", "{% unknown %}"])
def test_a_template_that_does_not_parse_is_told(tmp_path: Path, broken: str) -> None:
    (said,) = mistakes(own(tmp_path, thank_you__en=DRAFT.replace("{{ recipient }}", broken)))
    assert "does not parse" in said


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    first = DRAFT.replace("recipient", "who").replace("Thanks", "{{ what }}")
    second = DRAFT.replace("step: T", "step: F").replace("recipient", "whom")
    said = mistakes(own(tmp_path, thank_you__en=first, check_in__en=second))
    assert sorted(next(w for w in ("'who'", "'whom'", "'what'") if w in line) for line in said) == (
        ["'what'", "'who'", "'whom'"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("step: T", "step: K", "step"),
        ("language: en", "language: english", "language"),
        ('subject: "Thanks"\n', "", "subject"),
        ("step: T", "step: T\nmood: bright", "mood"),
        ("  thank you.", f"  {'x' * 20_001}", "body"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    (said,) = mistakes(own(tmp_path, thank_you__en=DRAFT.replace(old, new)))
    assert told in said


def test_a_missing_reminder_is_named(tmp_path: Path) -> None:
    shipped = (SHIPPED / "reminders.yaml").read_text(encoding="utf-8")
    without = shipped.replace("  move_on:", "  review_2:")
    assert any("review_2" in line for line in mistakes(own(tmp_path, reminders=without)))
    start, end = shipped.index("  move_on:"), shipped.index("  review:")
    (said,) = mistakes(own(tmp_path, reminders=shipped[:start] + shipped[end:]))
    assert "the topic move_on is missing" in said


def test_a_reminder_with_an_unknown_name_is_told(tmp_path: Path) -> None:
    shipped = (SHIPPED / "reminders.yaml").read_text(encoding="utf-8")
    (said,) = mistakes(own(tmp_path, reminders=shipped.replace("{{ draft_subject }}", "{{ subject }}")))
    assert "'subject'" in said
