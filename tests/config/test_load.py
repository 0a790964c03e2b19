"""The configuration: ten lines are enough, and every mistake says where and what to write."""

import os
import subprocess
import sys
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from afterword.config.load import default_config_path, load_settings
from afterword.core.facts import Folder
from afterword.core.policy import AfterReply, Policy, QuietPeriod
from afterword.errors import ConfigError, Problem
from afterword.settings import MailboxSettings, Owner, SecretKind, SecretSource, Server, Settings, Tls

GMAIL = """\
name: Alice Seeker
country: US
time_zone: America/New_York
mailboxes:
  - address: Alice@Gmail.com
    imap: imap.gmail.com
    smtp: smtp.gmail.com
    password: {command: "pass show gmail-app-password"}
"""
HOME = {"HOME": "/home/alice"}


def read(folder: Path, text: str, environ: dict[str, str] | None = None) -> Settings:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, HOME if environ is None else environ)


def problems(folder: Path, text: str) -> list[Problem]:
    with pytest.raises(ConfigError) as raised:
        read(folder, text)
    return list(raised.value.problems)


def mailbox(folder: Path, lines: str) -> MailboxSettings:
    start = "name: A\ncountry: DE\ntime_zone: Europe/Berlin\nmailboxes:\n  - address: a@example.org\n"
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return read(folder, start + indented).mailboxes[0]


def test_ten_lines_are_enough_for_gmail(tmp_path: Path) -> None:
    settings = read(tmp_path, GMAIL)
    assert settings.owner == Owner("Alice Seeker", ("alice@gmail.com",), "")
    assert settings.mailboxes == (
        MailboxSettings(
            address="alice@gmail.com",
            imap=Server("imap.gmail.com", 993, Tls.IMPLICIT, "alice@gmail.com"),
            smtp=Server("smtp.gmail.com", 465, Tls.IMPLICIT, "alice@gmail.com"),
            secret=SecretSource(SecretKind.COMMAND, "pass show gmail-app-password"),
        ),
    )
    assert settings.policy == Policy(ZoneInfo("America/New_York"), "US", card=True)
    assert (settings.look_back, settings.log_level, settings.rules_dir) == (timedelta(days=180), "info", None)


def test_everything_that_can_be_said_is_heard(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    settings = read(
        tmp_path,
        """\
name: Alice
country: gb
time_zone: Europe/London
mailboxes:
  - address: a@example.org
    imap: {host: mail.example.org, port: 1993, tls: starttls, user: alice, ca_file: ca.pem}
    smtp: {host: localhost, tls: none, user: ""}
    password: {file: ~/secret}
    folders: {drafts: Entwürfe, trash: Papierkorb}
    poll_every_seconds: 30
  - address: b@example.org
    maildir: ~/Mail
also: [A.Seeker@alumni.example.org, a@example.org]
phone: "+44 20 7946 0000"
after_reply: resume
card_reminder: on
state_dir: state
rules_dir: rules
look_back_days: 30
log_level: debug
""",
    )
    first, second = settings.mailboxes
    assert first.imap == Server("mail.example.org", 1993, Tls.STARTTLS, "alice", tmp_path / "ca.pem")
    assert first.smtp == Server("localhost", 25, Tls.NONE, "")
    assert first.secret == SecretSource(SecretKind.FILE, "/home/alice/secret")
    assert first.folders == ((Folder.DRAFTS, "Entwürfe"), (Folder.TRASH, "Papierkorb"))
    assert first.poll_every == timedelta(seconds=30)
    assert second == MailboxSettings("b@example.org", maildir=Path("/home/alice/Mail"))
    owned = ("a@example.org", "b@example.org", "a.seeker@alumni.example.org")
    assert settings.owner == Owner("Alice", owned, "+44 20 7946 0000")
    assert (settings.policy.country, settings.policy.card, settings.policy.after_reply) == (
        "GB",
        True,
        AfterReply.RESUME,
    )
    assert (settings.state_dir, settings.rules_dir) == (tmp_path / "state", tmp_path / "rules")
    assert (settings.look_back, settings.log_level) == (timedelta(days=30), "debug")


@pytest.mark.parametrize(("written", "meant"), [("us", "US"), ("UK", "GB"), ("NO", "NO")])
def test_a_country_has_one_name(tmp_path: Path, written: str, meant: str) -> None:
    assert read(tmp_path, GMAIL.replace("country: US", f"country: {written}")).policy.country == meant


@pytest.mark.parametrize(
    ("country", "setting", "expected"),
    [("US", "auto", True), ("CA", "auto", True), ("DE", "auto", False), ("DE", "on", True), ("US", "off", False)],
)
def test_the_card_is_a_custom_of_two_countries(tmp_path: Path, country: str, setting: str, expected: bool) -> None:
    text = GMAIL.replace("country: US", f"country: {country}") + f"card_reminder: {setting}\n"
    assert read(tmp_path, text).policy.card is expected


@pytest.mark.parametrize(
    ("written", "port", "tls"),
    [
        ("mail.example.org", 465, Tls.IMPLICIT),
        ("{host: mail.example.org, port: 587}", 587, Tls.STARTTLS),
        ("{host: mail.example.org, port: 2465}", 2465, Tls.IMPLICIT),
        ("{host: mail.example.org, tls: starttls}", 587, Tls.STARTTLS),
        ("{host: mail.example.org, port: 587, tls: implicit}", 587, Tls.IMPLICIT),
        ("smtp.office365.com", 587, Tls.STARTTLS),
        ("{host: 127.0.0.1, port: 1025, tls: none}", 1025, Tls.NONE),
        ('{host: "::1", tls: none}', 25, Tls.NONE),
    ],
)
def test_port_and_protection_follow_from_each_other(tmp_path: Path, written: str, port: int, tls: Tls) -> None:
    smtp = mailbox(tmp_path, f"maildir: /m\nsmtp: {written}\npassword: {{environment: X}}").smtp
    assert smtp is not None
    assert (smtp.port, smtp.tls) == (port, tls)


@pytest.mark.parametrize(
    ("old", "new", "place", "what", "write"),
    [
        ("country: US", "country: XX", (2, 10), "not a country", "ISO 3166-1"),
        ("country: US", "country: USA", (2, 10), "not a country", "ISO 3166-1"),
        ("America/New_York", "New York", (3, 12), "not a time zone", "did you mean `America/New_York`?"),
        ("America/New_York", "America/New_Yrok", (3, 12), "not a time zone", "did you mean `America/New_York`?"),
        ("America/New_York", "America", (3, 12), "not a time zone", "write an IANA name"),
        ("America/New_York", "../../etc/passwd", (3, 12), "not a time zone", "write an IANA name"),
        ("Alice@Gmail.com", "Alice <a@b.c>", (5, 14), "not an e-mail address", "write it bare"),
        ("imap.gmail.com", "imap.gmail.com:993", (6, 11), "not a host name", "{host:"),
        ("imap.gmail.com", "imaps://imap.gmail.com", (6, 11), "not a host name", "{host:"),
        (
            "imap.gmail.com",
            "{host: i.org, tls: none}",
            (6, 30),
            "cross the network in clear",
            "`implicit` or `starttls`",
        ),
        ("imap.gmail.com", '{host: i.org, user: ""}', (6, 31), "is empty", "write the login"),
        ("imap.gmail.com", "{host: i.org, port: 99999}", (6, 31), "at most 65535", ""),
        ('{command: "pass show gmail-app-password"}', "hunter2", (8, 15), "never written into this file", "{command:"),
        ('{command: "pass show gmail-app-password"}', "12345678", (8, 15), "never written into this file", "{command:"),
        ('{command: "pass show gmail-app-password"}', "{}", (8, 15), "exactly one place", "{command:"),
        ('{command: "pass show gmail-app-password"}', "{file: a, environment: B}", (8, 15), "exactly one", "{command:"),
        ('    password: {command: "pass show gmail-app-password"}\n', "", (5, 5), "password is missing", "`password:`"),
        ("imap: imap.gmail.com", "poll_every_seconds: 60", (5, 5), "says not where it is", "`imap: imap.gmail.com`"),
        ("smtp: smtp.gmail.com", "maildir: ~/Mail", (7, 14), "exclude each other", "take one of them out"),
        ("mailboxes:", "mailboxs:", (4, 1), "not a key", "did you mean `mailboxes`?"),
        ("name: Alice Seeker", "name: '  '", (1, 7), "is empty", "write something"),
    ],
)
def test_a_mistake_says_where_and_what_to_write(
    tmp_path: Path, old: str, new: str, place: tuple[int, int], what: str, write: str
) -> None:
    assert old in GMAIL
    found = [p for p in problems(tmp_path, GMAIL.replace(old, new)) if (p.line, p.column) == place]
    assert len(found) == 1
    assert what in found[0].what
    assert write in found[0].write
    assert "hunter2" not in str(found[0])


def test_mistakes_of_different_lines_come_together(tmp_path: Path) -> None:
    text = GMAIL.replace("US", "XX").replace("America/New_York", "Nowhere").replace("imap.gmail.com", "a:b")
    assert [p.line for p in problems(tmp_path, text)] == [2, 3, 6]


def test_one_mailbox_cannot_be_watched_twice(tmp_path: Path) -> None:
    again = GMAIL[GMAIL.index("  - address") :].replace("Alice@", "alice@")
    (problem,) = problems(tmp_path, GMAIL + again)
    assert (problem.line, problem.key) == (9, "mailboxes[1].address")


def test_the_state_lies_where_systemd_says(tmp_path: Path) -> None:
    environ = {**HOME, "STATE_DIRECTORY": "/var/lib/afterword/alice:/other"}
    assert read(tmp_path, GMAIL, environ).state_dir == Path("/var/lib/afterword/alice")
    assert read(tmp_path, GMAIL + "state_dir: ~/s\n", environ).state_dir == Path("/home/alice/s")
    assert read(tmp_path, GMAIL).state_dir.name == "afterword"


def test_the_machine_lends_its_time_zone(tmp_path: Path) -> None:
    text = GMAIL.replace("time_zone: America/New_York\n", "")
    (tmp_path / "config.yaml").write_text(text)
    code = "import os, sys, pathlib, afterword.config.load as l\n"
    code += "print(l.load_settings(pathlib.Path(sys.argv[1]), os.environ).policy.zone.key)"
    done = subprocess.run(  # in a process of its own: the zone of a machine is looked up once
        [sys.executable, "-c", code, str(tmp_path / "config.yaml")],
        capture_output=True,
        text=True,
        env={**os.environ, "TZ": "Pacific/Auckland"},
        check=True,
    )
    assert done.stdout == "Pacific/Auckland\n"


def test_the_configuration_lies_in_the_users_configuration_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        assert default_config_path() == tmp_path / "afterword" / "config.yaml"
    assert default_config_path().parts[-2:] == ("afterword", "config.yaml")


def test_own_figures_take_the_place_of_the_shipped_ones_key_by_key(tmp_path: Path) -> None:
    (tmp_path / "cadence.yaml").write_text(
        "check_in_first_day: 5\ncheck_in_last_day: 7\nmorning: 8:30\nquiet_periods: [{first: 02-29, last: 03-01}]\n"
    )
    policy = read(tmp_path, GMAIL + "rules_dir: .\n").policy
    assert (policy.check_in_first_day, policy.check_in_last_day, policy.morning) == (5, 7, time(8, 30))
    assert policy.quiet_periods == (QuietPeriod((2, 29), (3, 1)),)
    assert policy.walk_away_days == 14


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("morning: 25:00", "should be a time of day"),
        ("morning: 9", "should be a time of day"),
        ("quiet_periods: [{first: 24-12, last: 01-01}]", "should be a day of the year"),
        ("quiet_periods: [{first: 02-30, last: 03-01}]", "should be a day of the year"),
        ("check_in_first_day: 20", "the check-in's last day (14) comes before its first (20)"),
        ("check_in_last_day: 3", "the check-in's last day (3) comes before its first (10)"),
        ("walk_away_days: 0", "must be at least 1"),
        ("walk_away_days: null", "should be a whole number, not empty"),
        ("walk_away_day: 7", "is not a key that is known here"),
    ],
)
def test_a_figure_that_cannot_be_is_named_with_its_place(tmp_path: Path, line: str, what: str) -> None:
    (tmp_path / "cadence.yaml").write_text(line)
    (problem,) = problems(tmp_path, GMAIL + "rules_dir: .\n")
    assert (problem.file, problem.line, problem.what) == (str(tmp_path / "cadence.yaml"), 1, what)


def test_the_shipped_figures_are_those_of_the_design(tmp_path: Path) -> None:
    assert read(tmp_path, GMAIL).policy == Policy(ZoneInfo("America/New_York"), "US", card=True)


def test_reading_the_configuration_loads_neither_database_nor_network() -> None:
    code = "import sys, afterword.config.load; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True)
    assert not {"sqlalchemy", "alembic", "imapclient", "aiosmtplib", "asyncio", "jinja2"} & set(done.stdout.split())
