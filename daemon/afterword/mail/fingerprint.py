"""Whether a draft still says what was filed, whatever a client did to its bytes when it saved it again."""

import hashlib
from typing import Final

from afterword.mail.headers import people, subject_of
from afterword.mail.parse import open_mail
from afterword.mail.text import whole_text

_SEPARATOR: Final = "\0"


def fingerprint(raw: bytes) -> str:
    """
    Return a hash of the whole text, the addresses in To and Cc, and the subject, as hex digits.

    It is the same when a client merely changed the transfer encoding, the line breaks, the
    MIME structure around the one text, display names, Date or Message-ID; it differs when
    a word, a recipient or the subject changed. Never raises.
    """
    header, parsed, parts, _ = open_mail(raw)
    fields = (
        " ".join(sorted({who.email for who in people(parsed, header, "to")})),
        " ".join(sorted({who.email for who in people(parsed, header, "cc")})),
        subject_of(header),
        " ".join(whole_text(parts, []).split()),
    )
    return hashlib.sha256(_SEPARATOR.join(fields).encode("utf-8", "replace")).hexdigest()
