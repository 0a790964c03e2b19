"""Octets to characters, and characters to text that the rules can read: what senders declare is often wrong."""

import codecs
import re
import unicodedata
from typing import Final

import regex

TEXT_LIMIT: Final = 200_000
"""Characters of one text that are read; nothing a person writes is longer."""

# What the WHATWG encoding standard does too: senders who declare these mean their supersets.
_SUPERSETS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Not charsets of mail, and the decoder of punycode is quadratic.
_REFUSED: Final = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"})

_C1: Final = {
    chr(code): character
    for code in range(0x80, 0xA0)
    if (character := bytes([code]).decode("cp1252", "replace")) != "\N{REPLACEMENT CHARACTER}"
}
_CLEAN: Final = (
    _C1
    | dict.fromkeys(
        "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    )
    | dict.fromkeys("\v\f\x85\u2028\u2029", "\n")
    # Invisible: soft hyphen, grapheme joiner, zero-width and direction marks; newsletters pad with them.
    | dict.fromkeys("\xad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
    | dict.fromkeys(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]), "")
    | dict.fromkeys(map(chr, [*range(9), *range(14, 32), 0x7F]), "")
)
_UNCLEAN: Final = re.compile("[" + "".join(map(re.escape, _CLEAN)) + "]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]+")
# Normalising sorts runs of combining marks by insertion: without a bound one mail could take minutes.
_LONG_MARKS: Final = regex.compile(r"(\p{M}{20})\p{M}+")


def decode(octets: bytes, charset: str) -> tuple[str, bool]:
    """
    Return the characters of *octets* and whether the declared *charset* ("" for none) served.

    UTF-8 outranks a declared single-byte charset, since text that happens to be valid
    UTF-8 is hardly ever anything else; Latin-1 is read as the windows-1252 it mostly is.
    """
    if octets.isascii() and not charset.lower().startswith(("utf-16", "utf-32", "iso-2022", "hz")):
        return octets.decode("ascii"), True
    try:
        name = codecs.lookup(charset.strip()).name if charset else "utf-8"
    except (LookupError, ValueError):
        name = ""
    name = "" if name in _REFUSED else _SUPERSETS.get(name, name)
    if name in {"utf-8", "cp1252", "cp1254", ""}:
        try:
            return octets.decode("utf-8"), name != ""
        except UnicodeDecodeError:
            return _damaged_utf8(octets, name)
    try:
        return octets.decode(name), True
    except (LookupError, ValueError):
        return octets.decode("utf-8", "replace"), False


def _damaged_utf8(octets: bytes, name: str) -> tuple[str, bool]:
    if name.startswith("cp125"):
        return octets.decode(name, "replace"), True
    # A few broken sequences are a cut or a slip; many say that it never was UTF-8.
    text = octets.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(1 for character in text[:20_000] if character > "\x7f") - broken
    return (text if whole >= broken else octets.decode("cp1252", "replace")), False


def clean(text: str) -> str:
    r"""Return *text* as NFC with plain spaces and "\\n" line ends, without invisible and control characters."""
    text = text[:TEXT_LIMIT].replace("\r\n", "\n").replace("\r", "\n")
    text = _UNCLEAN.sub(lambda found: _CLEAN[found[0]], text)
    if text.isascii():
        return text
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    return unicodedata.normalize("NFC", _LONG_MARKS.sub(r"\1", text))


def one_line(text: str, limit: int = 1000) -> str:
    """Return *text* cleaned, its white space collapsed to single spaces, at most *limit* characters."""
    return " ".join(clean(text[: 4 * limit]).split())[:limit]
