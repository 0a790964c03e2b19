import ast
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from afterword.errors import TryLater
from afterword.service import logs

SOURCES = Path(__file__).parents[2] / "daemon" / "afterword"
TELLS_TOO_MUCH = {
    "address",
    "body",
    "email",
    "from_",
    "html",
    "message_id",
    "name",
    "phrase",
    "quote",
    "raw",
    "recipient",
    "sender",
    "snippet",
    "subject",
    "text",
    "to",
    "user",
}

PRIVATE = [
    "jane.doe+jobs@example.com",
    "Jane Doe <jane@example.com>",
    '"jane doe"@example.com',
    "jane@büro.example",
    "<CAF+x_y=z@mail.example.com>",
    "<opaque-id-without-at>",
    "imap://jane%40example.org/INBOX",
    "jane\uff20example.com",
]


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def _shown(capsys: pytest.CaptureFixture[str], **values: object) -> str:
    logs.configure("info", "logfmt")
    structlog.get_logger("afterword.test").info("mail.handled", **values)
    return capsys.readouterr().err


def _lose_the_connection() -> None:
    raise TryLater("The server did not answer jane@example.com.") from TimeoutError("Dear Jane")


def test_an_event_is_its_name_and_its_ids(capsys: pytest.CaptureFixture[str]) -> None:
    line = _shown(capsys, application="acme/engineer", uid=17, late=False, rule=None)
    assert re.fullmatch(
        r"timestamp=\S+ level=info event=mail\.handled application=acme/engineer uid=17 late=false rule=\n", line
    )


@pytest.mark.parametrize("private", PRIVATE)
def test_what_looks_like_an_address_or_a_message_id_is_hidden_at_any_depth(
    private: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = _shown(
        capsys, a=private, b=[private], c={private: {"d": (private,)}}, e=TryLater(f"no answer from {private}")
    )
    assert logs.HIDDEN in line
    for word in ("jane", "CAF", "opaque", "example"):
        assert word not in line


def test_an_address_in_the_event_itself_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    structlog.get_logger("afterword.test").info("login of jane@example.com")
    assert json.loads(capsys.readouterr().err)["event"] == "login of <hidden>"


def test_long_values_are_cut_and_line_breaks_cannot_forge_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    line = _shown(capsys, reason="x\r\nlevel=error event=forged\x1b[31m\u2028" + "y" * 5000)
    assert line.count("\n") == 1
    assert "\x1b" not in line
    assert len(line) < 500


def test_an_address_that_a_cut_would_halve_is_hidden_whole(capsys: pytest.CaptureFixture[str]) -> None:
    line = _shown(capsys, reason="x " * 145 + "jane.doe.with.a.long.name@example.com")
    assert "jane" not in line


def test_raw_mail_shows_only_its_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert 'part="(11 bytes)"' in _shown(capsys, part=b"Dear Jane,\n")


def test_an_exception_shows_its_type_and_place_and_not_what_it_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    try:
        int("Dear Jane, we regret to inform you")
    except ValueError:
        structlog.get_logger("afterword.test").exception("cycle.failed")

    told = capsys.readouterr().err
    assert json.loads(told)["error"] == "ValueError"
    assert re.search(r"service/test_logs\.py:\d+ test_an_exception", json.loads(told)["at"])
    assert "Jane" not in told


def test_a_failure_that_afterword_worded_is_told_with_its_causes(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    try:
        _lose_the_connection()
    except TryLater:
        structlog.get_logger("afterword.test").exception("mailbox.lost")

    told = json.loads(capsys.readouterr().err)
    assert told["error"] == "TryLater from TimeoutError"
    assert told["says"] == "The server did not answer <hidden>"


def test_libraries_are_heard_from_warnings_on_and_without_their_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("debug", "logfmt")
    logging.getLogger("aiosmtplib").info("Connected")
    logging.getLogger("asyncio").error(
        "Task exception was never retrieved\nfuture: <Task exception=ValueError('Dear')>"
    )
    logging.getLogger("sqlalchemy").warning("odd row: %r", "Dear Jane")

    told = capsys.readouterr().err
    assert "Connected" not in told
    assert 'event="Task exception was never retrieved" logger=asyncio' in told
    assert 'event="odd row: %r"' in told
    assert "Dear" not in told


def test_imapclient_never_tells_commands_and_mail_parser_is_silent() -> None:
    for level in logs.LEVELS:
        logs.configure(level, "logfmt")
        assert not logging.getLogger("imapclient.imapclient").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("imapclient.imaplib").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("mailparser.core").isEnabledFor(logging.ERROR)


def test_the_level_holds_and_may_change(capsys: pytest.CaptureFixture[str]) -> None:
    log = structlog.get_logger("afterword.test")
    logs.configure("warning", "logfmt")
    log.info("mail.handled")
    assert capsys.readouterr().err == ""

    logs.configure("info", "logfmt")
    log.info("mail.handled")
    assert capsys.readouterr().err.count("\n") == 1


def test_each_style_has_its_shape(capsys: pytest.CaptureFixture[str]) -> None:
    shapes = {}
    for style in logs.STYLES:
        logs.configure("info", style)
        structlog.get_logger("afterword.test").warning("draft.filed", step="thank_you")
        shapes[style] = capsys.readouterr().err
    assert shapes["journal"] == "<4>event=draft.filed step=thank_you\n"
    assert json.loads(shapes["json"])["step"] == "thank_you"
    assert re.search(r"\[warning *\] draft\.filed +step=thank_you", shapes["pretty"])
    assert shapes["auto"].startswith("timestamp=")


def test_under_systemd_a_line_begins_with_its_priority() -> None:
    """The journal is known by the device and inode of its socket, which this pipe stands for."""
    read, write = os.pipe()
    place = os.fstat(write)
    program = (
        "import structlog; from afterword.service import logs; logs.configure('info', 'auto');"
        "structlog.get_logger('afterword.x').error('draft.lost', step='check_in')"
    )
    for journal, expected in [
        (f"{place.st_dev}:{place.st_ino}", b"<3>event=draft.lost step=check_in\n"),
        ("1:1", b"timestamp="),
    ]:
        environ = {**os.environ, "JOURNAL_STREAM": journal}
        subprocess.run([sys.executable, "-c", program], env=environ, stderr=write, check=True)
        assert os.read(read, 4096).startswith(expected)
    os.close(read)
    os.close(write)


def test_no_call_in_the_source_logs_what_a_mail_says() -> None:
    found = []
    for path in sorted(SOURCES.rglob("*.py")):
        for call in _log_calls(ast.parse(path.read_text(encoding="utf-8"))):
            event = call.args[0] if call.args else None
            named = isinstance(event, ast.Constant) and re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", str(event.value))
            told = TELLS_TOO_MUCH & {keyword.arg or "**" for keyword in call.keywords}
            if not named or told or len(call.args) > 1:
                found.append(f"{path.name}:{call.lineno}: {ast.unparse(call)}")
    assert found == []


def _log_calls(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"debug", "info", "warning", "error", "exception", "critical"}
            and ast.unparse(node.func.value).split(".")[-1].strip("_") in {"log", "logger", "logging"}
        ):
            yield node
