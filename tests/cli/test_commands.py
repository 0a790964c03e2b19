"""The command line as people call it: exit codes, sentences, JSON."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.scenarios.cast import confirmation, invitation, rejection
from tests.scenarios.stage import HOME, local

from afterword.service.clock import SystemClock

MAILDIR_CONFIG = """\
name: Alice Seeker
country: DE
time_zone: Europe/Berlin
state_dir: {state}
mailboxes:
  - address: alice@example.org
    maildir: {maildir}
"""


def call(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a process."""
    command = [sys.executable, "-m", "afterword", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration with a Maildir and nothing in it."""
    for folder in ("", ".Drafts", ".Sent", ".Trash"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / "mail" / folder / part).mkdir(parents=True)
    path = tmp_path / "config.yaml"
    path.write_text(MAILDIR_CONFIG.format(state=tmp_path / "state", maildir=tmp_path / "mail"))
    return path


def deliver(config: Path, raw: bytes, name: str) -> None:
    """Put a mail into the Maildir."""
    (config.parent / "mail" / "new" / name).write_bytes(raw)


def test_bad_config_names_every_mistake_at_once_with_its_place_and_ends_with_78(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("name: Alice\ncuntry: US\nmailboxes:\n  - address: alice\n    imap: {host: x, port: many}\n")

    run = call("check", "--config", path)

    assert run.returncode == 78
    assert f"{path}:2:1: cuntry:" in run.stderr
    assert "did you mean `country`" in run.stderr
    assert f"{path}:4:14: mailboxes[0].address:" in run.stderr
    assert f"{path}:5:27: mailboxes[0].imap.port:" in run.stderr
    assert "nothing was started" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_service_refuses_a_bad_config_with_78_so_that_systemd_does_not_try_again(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("name: [\n")
    assert call("run", "--config", path).returncode == 78


def test_a_missing_config_says_where_it_was_looked_for(tmp_path: Path) -> None:
    run = call("status", "--config", tmp_path / "none.yaml")
    assert run.returncode == 78
    assert f"{tmp_path / 'none.yaml'}: there is no configuration yet\n    write one there" in run.stderr


def test_wrong_usage_ends_with_2(config: Path) -> None:
    assert call("no-such-command").returncode == 2
    assert call("replay", config.parent, "--config", config, "--until", "soon").returncode == 2


def test_an_expected_failure_is_a_sentence_and_1(config: Path) -> None:
    run = call("replay", config.parent / "nowhere", "--config", config, "--until", "2026-04-01")
    assert run.returncode == 1
    assert "nowhere: there is no such file or folder" in run.stderr
    assert "Traceback" not in run.stderr


def test_help_names_every_command() -> None:
    run = call("--help")
    assert run.returncode == 0
    for command in ("run", "check", "status", "replay", "classify", "demo", "timeline", "note", "mark"):
        assert f"  {command} " in run.stdout
        assert call(command, "--help").returncode == 0


def test_check_tells_what_it_found(config: Path) -> None:
    run = call("check", "--config", config)
    assert run.returncode == 0, run.stderr
    assert "the configuration holds" in run.stdout
    assert f"alice@example.org: found in {config.parent / 'mail'}; inbox 0 mails" in run.stdout


def test_classify_prints_one_json_object_a_file_with_the_keys_of_the_interface(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(confirmation("2026-03-10").build("alice@example.org", local("2026-03-05T09:00"), 1))
    other = tmp_path / "other.eml"
    other.write_bytes(rejection().build("alice@example.org", local("2026-03-05T09:00"), 2))

    run = call("classify", file, other, "--config", config, "--json")

    first, second = [json.loads(line) for line in run.stdout.splitlines()]
    keys = {"file", "kind", "confidence", "rule", "company", "role", "contact", "interview", "proposed", "timeline"}
    assert keys | {"language"} <= first.keys()
    assert first["file"] == str(file)
    assert first["kind"] == "interview_confirmed"
    assert first["company"] == "Acme"
    assert first["interview"] == {
        "start": "2026-03-10T10:00+01:00",
        "end": "2026-03-10T11:00+01:00",
        "tz": "Europe/Berlin",
    }
    assert second["kind"] == "rejection"
    assert second["interview"] is None


def test_classify_works_without_any_configuration(tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(rejection().build("alice@example.org", local("2026-03-05T09:00"), 2))
    run = call("classify", file)
    assert run.returncode == 0, run.stderr
    assert "rejection" in run.stdout


def test_replay_tells_people_what_happened_in_sentences(config: Path, tmp_path: Path) -> None:
    mails = tmp_path / "old"
    mails.mkdir()
    (mails / "1.eml").write_bytes(invitation().build("alice@example.org", local("2026-03-04T09:00"), 1))
    (mails / "2.eml").write_bytes(confirmation("2026-03-10").build("alice@example.org", local("2026-03-05T09:00"), 2))
    run = call("replay", mails, "--config", config, "--until", "2026-03-11")
    assert run.returncode == 0, run.stderr
    assert "interview invitation" in run.stdout
    assert "draft T filed for omar.haddad@acme-robotics.example" in run.stdout
    assert not (tmp_path / "state").exists(), "replay keeps nothing"


def test_replay_names_the_line_of_an_act_that_makes_no_sense(config: Path, tmp_path: Path) -> None:
    mails = tmp_path / "1.eml"
    mails.write_bytes(invitation().build("alice@example.org", local("2026-03-04T09:00"), 1))
    acts = tmp_path / "acts.jsonl"
    acts.write_text('{"at": "2026-03-05", "act": "send", "application": "Acme"}\nnonsense\n')
    run = call("replay", mails, "--config", config, "--until", "2026-03-11", "--acts", acts)
    assert run.returncode == 78
    assert f"{acts}:1:1" in run.stderr
    assert f"{acts}:2:1" in run.stderr


def test_demo_shows_the_job_and_leaves_a_maildir(tmp_path: Path) -> None:
    into = tmp_path / "demo"
    run = call("demo", "--into", into)
    assert run.returncode == 0, run.stderr
    for said in ("interview invitation", "DRAFT draft T", "DRAFT draft F", "withdrawn", "not sure", "WALKED_AWAY"):
        assert said in run.stdout
    assert "never filed" in run.stdout
    drafts = list((into / ".Drafts" / "cur").iterdir())
    assert drafts
    assert all(file.name.endswith(":2,DS") for file in drafts)


def test_demo_never_replaces_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("precious")
    run = call("demo", "--into", tmp_path / "mine")
    assert run.returncode == 1
    assert (tmp_path / "mine" / "letter").read_text() == "precious"


def test_dry_run_says_what_it_would_do_and_does_none_of_it(config: Path) -> None:
    ended = SystemClock().now().astimezone(HOME) - timedelta(hours=1)
    begun = ended - timedelta(hours=1)
    if begun.date() != ended.date():
        pytest.skip("an interview over midnight; the next hour will do")
    letter = confirmation(f"{begun:%Y-%m-%d}", f"{begun:%H:%M}", f"{ended:%H:%M}")
    deliver(config, letter.build("alice@example.org", begun - timedelta(days=1), 1), "1")

    run = call("run", "--dry-run", "--config", config)

    assert run.returncode == 0, run.stderr
    assert "would file draft T to omar.haddad@acme-robotics.example" in run.stdout
    assert list((config.parent / "mail" / ".Drafts" / "cur").iterdir()) == []
    assert [file.name for file in (config.parent / "mail" / "new").iterdir()] == ["1"]
    assert json.loads(call("status", "--json", "--config", config).stdout or "null") is None


def test_an_application_that_is_not_there_is_answered_with_those_that_are(config: Path) -> None:
    run = call("timeline", "Acme", "two weeks", "--config", config)
    assert run.returncode == 1
    assert "there is no application called 'Acme'; there are: none yet" in run.stderr
