"""Reads a password from where the configuration says it is. No message here ever holds one."""

import os
import shlex
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path

from afterword.errors import UserMustAct
from afterword.settings import SecretKind, SecretSource

_LONGEST = 64 * 1024


def read_secret(source: SecretSource, environ: Mapping[str, str], timeout: float = 30) -> str:
    """
    Return the password; may block for *timeout* seconds while a program runs.

    Raises `UserMustAct` with a sentence of what to do.
    """
    match source.kind:
        case SecretKind.CREDENTIAL:
            return _from_credential(source.value, environ)
        case SecretKind.ENVIRONMENT:
            return _first_line(environ.get(source.value, ""), f"The environment variable {source.value}")
        case SecretKind.COMMAND:
            return _from_command(source.value, environ, timeout)
        case SecretKind.FILE:
            return _from_file(Path(source.value))


def _from_credential(name: str, environ: Mapping[str, str]) -> str:
    """Read a credential of systemd (systemd.exec, LoadCredential=), whose directory only this service can read."""
    directory = environ.get("CREDENTIALS_DIRECTORY")
    if not directory:
        raise UserMustAct(
            f"The credential {name} is asked for, but systemd passed none on: "
            f"write LoadCredential={name}:/path/to/it into the unit, or name another place for the password."
        )
    if "/" in name:
        raise UserMustAct(f"A credential's name has no slash: {name}.")
    return _first_line(_text(Path(directory, name), private=False), f"The credential {name}")


def _from_file(path: Path) -> str:
    return _first_line(_text(path, private=True), f"The password file {path}")


def _text(path: Path, *, private: bool) -> str:
    """Return what is in a small file; the rights are read of the very file that is opened."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise UserMustAct(f"The password file {path} is not a plain file.")
            if private and mode & 0o077:
                raise UserMustAct(f"Others than you can read the password file {path}: run chmod 600 on it.")
            raw = file.read(_LONGEST)
    except OSError as error:
        raise UserMustAct(f"The password file {path} cannot be read: {error.strerror or error}.") from None
    return _decoded(raw, f"The password file {path}")


def _from_command(line: str, environ: Mapping[str, str], timeout: float) -> str:
    try:
        words = shlex.split(line)
    except ValueError:
        raise UserMustAct(f"The password command has a quote that is never closed: {line}") from None
    if not words:
        raise UserMustAct("The password command is empty.")
    what = f"The password command {words[0]}"
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, split without a shell
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, env=dict(environ), check=False
        )
    except FileNotFoundError:
        raise UserMustAct(f"{what} is not there: check its name, or write its whole path.") from None
    except OSError as error:
        raise UserMustAct(f"{what} cannot be run: {error.strerror or error}.") from None
    except subprocess.TimeoutExpired:
        raise UserMustAct(f"{what} did not end within {timeout:g} seconds; does it ask for something?") from None
    if done.returncode != 0:
        raise UserMustAct(f"{what} failed with exit code {done.returncode}: run it by hand to see why.")
    return _first_line(_decoded(done.stdout, what), what)


def _decoded(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UserMustAct(f"{what} gives something that is not UTF-8 text.") from None


def _first_line(text: str, what: str) -> str:
    line = text.split("\n", 1)[0].rstrip("\r")
    if not line:
        raise UserMustAct(f"{what} gives no password: it is empty.")
    return line
