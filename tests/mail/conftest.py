"""The samples of whole mails, as octets."""

from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples" / "mail"


@pytest.fixture
def sample() -> Callable[[str], bytes]:
    """Return a reader of a sample by its name; CRLF line ends as IMAP has them."""

    def read(name: str) -> bytes:
        return (SAMPLES / f"{name}.eml").read_bytes().replace(b"\n", b"\r\n")

    return read
