"""The tables for days and timelines: what ships is whole, and a mistake in them is named with its place."""

import shutil
from pathlib import Path

import pytest

from afterword.config.datefiles import load_dates, load_timelines
from afterword.errors import ConfigError

RULES = Path(__file__).parents[2] / "rules"
LANGUAGES = {"en", "de", "fr", "es", "pt", "it", "nl"}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    for section in ("datetimes", "timelines"):
        shutil.copytree(RULES / section, tmp_path / section)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_tables_hold_seven_languages() -> None:
    tables = load_timelines(RULES)
    assert tables.lexicons.keys() == tables.dates.languages.keys() == LANGUAGES


def test_a_language_tag_finds_its_language_and_all_others_english() -> None:
    tables = load_dates(RULES)
    assert tables.words("de-AT") is tables.languages["de"]
    assert tables.words("xx") is tables.languages["en"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("datetimes/de.yaml", "Berliner Zeit: Europe/Berlin", "Berliner Zeit: Europe/Berlina", "no such time zone"),
        ("datetimes/zones.yaml", "MT: America/Denver", "MT: America/Denvor", "no such time zone"),
        ("datetimes/zones.yaml", '"-08:00", America/Los_Angeles', '"8", America/Los_Angeles', "fixed"),
        ("datetimes/zones.yaml", "likeliest: Europe/London", "GB: Europe/London", "GB"),
        ("datetimes/en.yaml", "- [Sunday, Sun]", "", "weekdays"),
        ("datetimes/en.yaml", "between: [between]", "betwixt: [between]", "betwixt"),
        ("timelines/en.yaml", 'Christmas: "12-25"', 'Christmas: "25-12"', "Christmas"),
        ("timelines/en.yaml", "a fortnight: 2 weeks", "a fortnight: 2 moons", "fortnight"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(rules: Path, file: str, old: str, new: str, said: str) -> None:
    change(rules / file, old, new)
    with pytest.raises(ConfigError) as caught:
        load_timelines(rules)
    text = str(caught.value)
    assert f"{file}:" in text
    assert said in text


def test_the_mistakes_of_all_languages_are_named_at_once(rules: Path) -> None:
    for language in ("de", "fr"):
        change(rules / "datetimes" / f"{language}.yaml", "weekdays:", "weekdayz:")
    with pytest.raises(ConfigError) as caught:
        load_dates(rules)
    assert {Path(problem.file).name for problem in caught.value.problems} == {"de.yaml", "fr.yaml"}


def test_english_must_be_there(rules: Path) -> None:
    (rules / "datetimes" / "en.yaml").unlink()
    with pytest.raises(ConfigError, match=r"en\.yaml is missing"):
        load_dates(rules)
