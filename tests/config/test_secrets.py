"""A password comes from where it was said, and no message ever holds it."""

import os
import sys
import time
from pathlib import Path

import pytest

from afterword.config.secrets import read_secret
from afterword.errors import UserMustAct
from afterword.settings import SecretKind, SecretSource

PASSWORD = "correct horse battery"


def command(code: str) -> SecretSource:
    return SecretSource(SecretKind.COMMAND, f'{sys.executable} -c "{code}"')


def private(folder: Path, raw: bytes, mode: int = 0o600) -> SecretSource:
    path = folder / "password"
    path.write_bytes(raw)
    path.chmod(mode)
    return SecretSource(SecretKind.FILE, str(path))


def refusal(source: SecretSource, environ: dict[str, str] | None = None, timeout: float = 30) -> str:
    with pytest.raises(UserMustAct) as raised:
        read_secret(source, environ or {}, timeout)
    assert PASSWORD not in str(raised.value)
    return str(raised.value)


def test_a_variable_holds_it() -> None:
    assert read_secret(SecretSource(SecretKind.ENVIRONMENT, "MAIL"), {"MAIL": PASSWORD}) == PASSWORD


def test_an_empty_or_missing_variable_is_refused() -> None:
    assert "MAIL" in refusal(SecretSource(SecretKind.ENVIRONMENT, "MAIL"))
    assert "MAIL" in refusal(SecretSource(SecretKind.ENVIRONMENT, "MAIL"), {"MAIL": ""})


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n", b"\nsecond line\n"])
def test_the_first_line_of_a_private_file_is_it(tmp_path: Path, ending: bytes) -> None:
    assert read_secret(private(tmp_path, PASSWORD.encode() + ending), {}) == PASSWORD


def test_spaces_belong_to_a_password(tmp_path: Path) -> None:
    assert read_secret(private(tmp_path, b" a b \n"), {}) == " a b "


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    assert "chmod 600" in refusal(private(tmp_path, PASSWORD.encode(), mode))


def test_a_file_that_is_not_there_empty_or_not_text_is_refused(tmp_path: Path) -> None:
    assert "No such file" in refusal(SecretSource(SecretKind.FILE, str(tmp_path / "none")))
    assert "Is a directory" in refusal(SecretSource(SecretKind.FILE, str(tmp_path)))
    assert "empty" in refusal(private(tmp_path, b"\nsecond"))
    assert "UTF-8" in refusal(private(tmp_path, b"\xff\xfe"))


def test_systemd_passes_a_credential_on(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text(f"{PASSWORD}\n")
    source = SecretSource(SecretKind.CREDENTIAL, "mail")
    assert read_secret(source, {"CREDENTIALS_DIRECTORY": str(tmp_path)}) == PASSWORD


def test_a_credential_needs_systemd_and_a_name_without_a_path(tmp_path: Path) -> None:
    assert "LoadCredential=mail:" in refusal(SecretSource(SecretKind.CREDENTIAL, "mail"))
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert "No such file" in refusal(SecretSource(SecretKind.CREDENTIAL, "mail"), environ)
    assert "slash" in refusal(SecretSource(SecretKind.CREDENTIAL, "../mail"), environ)


def test_the_first_line_a_program_prints_is_it() -> None:
    assert read_secret(command(f"print('{PASSWORD}'); print('user: alice')"), os.environ) == PASSWORD


def test_a_program_sees_the_environment_it_is_given() -> None:
    environ = {**os.environ, "MAIL": PASSWORD}
    assert read_secret(command("import os; print(os.environ['MAIL'])"), environ) == PASSWORD


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    source = SecretSource(SecretKind.COMMAND, f"echo a; touch {tmp_path}/x $(touch {tmp_path}/y)")
    assert read_secret(source, os.environ).startswith("a; touch")
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_fails_is_named_without_its_words() -> None:
    said = refusal(command(f"import sys; print('{PASSWORD}'); sys.stderr.write('{PASSWORD}'); sys.exit(3)"))
    assert "exit code 3" in said


def test_a_program_that_is_not_there_is_named() -> None:
    assert "no-such-program" in refusal(SecretSource(SecretKind.COMMAND, "no-such-program --now"))


def test_a_program_that_prints_nothing_is_refused() -> None:
    assert "empty" in refusal(command("pass"))


def test_a_command_with_an_open_quote_or_nothing_in_it_is_refused() -> None:
    assert "quote" in refusal(SecretSource(SecretKind.COMMAND, "pass 'show"))
    assert "empty" in refusal(SecretSource(SecretKind.COMMAND, " "))


def test_a_program_that_does_not_end_is_ended() -> None:
    start = time.monotonic()
    assert "did not end within 0.3 seconds" in refusal(command("import time; time.sleep(60)"), timeout=0.3)
    assert time.monotonic() - start < 10
