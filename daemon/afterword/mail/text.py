"""Which part of a mail speaks, and what it says: plain text or HTML, unwrapped, cleaned, without what is quoted."""

import re
from dataclasses import dataclass
from typing import Final

from afterword.mail import closings
from afterword.mail.charset import TEXT_LIMIT, clean, one_line
from afterword.mail.html import links_in_html, read_html
from afterword.mail.parts import Parts, Segment
from afterword.mail.quotes import Split, split_quotes

_STUB_LENGTH: Final = 600
_LINKS_LIMIT: Final = 200
_LINK: Final = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_MARKUP: Final = re.compile(r"\s*<(?:!doctype html|html|head|body|div|table|p)\b[^<>]{0,500}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """What the body says; `whole` is all of it before anything was cut."""

    split: Split
    whole: str
    links: tuple[str, ...]


def read_body(parts: Parts, subject: str) -> Body:
    """
    Return the text of the mail, at most `TEXT_LIMIT` characters, taken apart.

    A mail attached to this one counts as forwarded when little is said beside it.
    """
    links: list[str] = []
    whole = whole_text(parts, links)
    split = split_quotes(whole, subject)
    for message, attached in parts.attached[:1]:
        inner = read_body(attached, one_line(str(message.get("subject", ""))))
        links += inner.links
        if len(split.text) <= _STUB_LENGTH and inner.split.text:
            split = _with_attached(split, inner.split, _heading(message))
    return Body(split, whole, tuple(dict.fromkeys(links))[:_LINKS_LIMIT])


def whole_text(parts: Parts, links: list[str]) -> str:
    """Return the text of all pieces, nothing cut but the length; the web links found go to *links*."""
    return "\n\n".join(filter(None, (_segment_text(segment, links) for segment in parts.segments)))[:TEXT_LIMIT]


def _segment_text(segment: Segment, links: list[str]) -> str:
    """Return the text of one piece, from plain text unless HTML says what plain text does not; add its web links."""
    plain = _plain_text(segment)
    html = segment.html
    if not html and _MARKUP.match(plain):
        plain, html = "", plain
    if html and _is_stub(plain):
        text, found = read_html(html)
        links += found
        if len(text) > len(plain) or not plain:
            return text
    elif html:
        links += links_in_html(html)
    links += (link.rstrip(".,;:!?)]}'*") for link in _LINK.findall(plain)[:_LINKS_LIMIT])
    return plain


def _plain_text(segment: Segment) -> str:
    text = clean(segment.plain)
    return (unflow(text, delsp=segment.delsp) if segment.flowed else text).strip("\n")


def _is_stub(plain: str) -> bool:
    bare = plain.strip()
    if len(bare) > _STUB_LENGTH:
        return False
    # A short plain part beside HTML is often "your client cannot show this", or a bare link.
    return len(bare) < 80 or closings.STUB.search(bare) is not None


def unflow(text: str, *, delsp: bool = False) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676 section 4) and take off its space-stuffing."""
    rows: list[list[str]] = []
    depth_before, is_open = 0, False
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        joins = is_open and depth == depth_before and bare != "-- "
        is_open = bare.endswith(" ") and bare != "-- "
        depth_before = depth
        piece = bare[:-1] if is_open and delsp else bare
        if joins:
            rows[-1].append(piece)
        else:
            rows.append([">" * depth + " ", piece] if depth else [piece])
    return "\n".join("".join(row) for row in rows)


def _heading(message: object) -> str:
    get = getattr(message, "get", dict[str, str]().get)
    fields = ((label, one_line(str(get(label, "") or ""))) for label in ("From", "Date", "Subject", "To"))
    return "\n".join(f"{label}: {value}" for label, value in fields if value)


def _with_attached(outer: Split, inner: Split, heading: str) -> Split:
    return Split(
        text="\n\n".join(part for part in (outer.text, inner.text) if part),
        quoted="\n\n".join(part for part in (outer.quoted, heading, inner.quoted) if part),
        signature=inner.signature or outer.signature,
        forwarded=True,
    )
