"""The example and the page about the configuration are made from the shapes, so they cannot be out of date."""

import re
from pathlib import Path

import pytest

from afterword.config.example import documentation_text, example_text
from afterword.config.load import load_settings
from afterword.config.schema import ConfigShape, FoldersShape, MailboxShape, SecretShape, ServerShape

ROOT = Path(__file__).resolve().parents[2]
MEND = "run: python -m afterword.config.example --write"
SWITCHED_OFF = sorted(re.findall(r"^\s*#(\w+): ", example_text(), re.MULTILINE))


def test_the_example_in_the_repository_is_up_to_date() -> None:
    assert (ROOT / "config.example.yaml").read_text(encoding="utf-8") == example_text(), MEND


def test_the_page_in_the_repository_is_up_to_date() -> None:
    assert (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8") == documentation_text(), MEND


def test_the_example_loads_as_it_stands() -> None:
    settings = load_settings(ROOT / "config.example.yaml", {"HOME": "/home/alice"})
    assert settings.owner.addresses == ("alice@gmail.com",)


@pytest.mark.parametrize("key", SWITCHED_OFF)
def test_each_line_that_is_switched_off_loads_when_switched_on(tmp_path: Path, key: str) -> None:
    text = re.sub(rf"^(\s*)#({key}: )", r"\1\2", example_text(), flags=re.MULTILINE)
    if key == "maildir":
        text = text.replace("    imap: imap.gmail.com\n", "")
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    load_settings(path, {"HOME": "/home/alice"})


def test_every_key_has_its_words() -> None:
    page = documentation_text()
    for shape in (ConfigShape, MailboxShape, ServerShape, SecretShape, FoldersShape):
        for name, field in shape.model_fields.items():
            assert f"| `{name}` | {field.description} |" in page
            assert field.description
            assert field.description.endswith((".", ")"))
    for name in (*ConfigShape.model_fields, *MailboxShape.model_fields):
        assert re.search(rf"^[ #-]*{name}:", example_text(), re.MULTILINE)


def test_what_the_page_calls_enough_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    smallest = documentation_text().split("```yaml\n")[1].split("```")[0]
    path.write_text(smallest, encoding="utf-8")
    load_settings(path, {})
    assert len(smallest.splitlines()) <= 10
