"""The senders and forms as files: the user's own come first, and every mistake is named with its place."""

from pathlib import Path

import pytest

from afterword.config.rulefiles import shipped_rules
from afterword.config.senderfiles import load_senders
from afterword.core.facts import Address
from afterword.errors import ConfigError


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def problems(folder: Path) -> str:
    with pytest.raises(ConfigError) as error:
        load_senders(folder)
    return str(error.value)


def test_the_shipped_files_hold() -> None:
    table = load_senders(shipped_rules())

    assert {"en", "de", "fr", "es", "pt", "it", "nl"} <= {language.code for language in table.forms.languages}
    assert table.is_free_mail("GMAIL.com")


def test_no_two_vendors_claim_one_domain() -> None:
    domains = [domain for vendor in load_senders(shipped_rules()).vendors for domain in vendor.domains]

    assert len(domains) == len(set(domains))


def test_a_vendor_of_the_user_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        "senders/mine.yaml",
        "senders:\n  - {name: lever, kind: ats, domains: [mylever.example], tenant: local}\n",
    )
    table = load_senders(shipped_rules(), tmp_path)

    assert table.tenant(Address("acme@mylever.example")) == "acme"
    assert table.vendor(Address("no-reply@hire.lever.co")) is None


def test_a_form_of_the_user_is_found_before_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, "employer/mine.yaml", 'language: en\ntext: ["warm regards and {company}"]\n')
    table = load_senders(shipped_rules(), tmp_path)
    found = table.forms.find("warm regards and Copper Kettle", subject=False)

    assert found[0].company == "Copper Kettle"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("{company}", "no fixed words"),
        ("a {company}", "no fixed words"),
        ("apply to {firm}", "`{firm}`"),
        ("apply (to {company}", "never closes it"),
        ("apply to) {company}", "`)` too many"),
        ("apply [to) {company}", "closes `)` before `]`"),
        ("apply | send {company}", "outside of brackets"),
        ("apply to {company", "brace"),
    ],
)
def test_a_form_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, form: str, words: str) -> None:
    write(tmp_path, "employer/xx.yaml", f"language: en\ntext:\n  - 'fits for {{company}}'\n  - '{form}'\n")
    said = problems(tmp_path)

    assert words in said
    assert "xx.yaml:4:5" in said


def test_an_unknown_kind_of_vendor_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "senders/a.yaml", "senders:\n  - name: X\n    kind: atz\n    domains: [x.example]\n")

    assert "a.yaml:3:11" in problems(tmp_path)


def test_mistakes_of_several_files_are_named_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path, f"senders/{name}.yaml", "senders:\n  - name: X\n    kind: ats\n")
    said = problems(tmp_path)

    assert "a.yaml" in said
    assert "b.yaml" in said
