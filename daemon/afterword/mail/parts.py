"""The MIME tree of one mail, walked once and within bounds: what in it is text, what calendar, what report."""

from dataclasses import dataclass, field
from email.message import Message
from typing import Final

from afterword.mail.charset import decode

DEPTH_LIMIT: Final = 30
PARTS_LIMIT: Final = 400
CALENDAR_LIMIT: Final = 1_000_000
_TEXT_OCTETS: Final = 800_000
_CALENDARS: Final = frozenset({"text/calendar", "application/ics", "text/x-vcalendar", "application/x-ics"})
_RETURNED: Final = frozenset({"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"})
_ATTACHED: Final = frozenset({"message/rfc822", "message/global"})
_REPORTS: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
_SEALED: Final = frozenset(
    {
        *("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted", "multipart/encrypted"),
    }
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of body: plain text, HTML, or both as alternatives of each other. `flowed` is RFC 3676's format."""

    plain: str = ""
    html: str = ""
    flowed: bool = False
    delsp: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar part and the METHOD that its Content-Type names, upper case."""

    octets: bytes
    method: str = ""


@dataclass(slots=True)
class Parts:
    """What the walk found, in the order of the mail; `attached` are whole mails inside this one."""

    segments: list[Segment] = field(default_factory=list)
    calendars: list[Calendar] = field(default_factory=list)
    reports: list[Message] = field(default_factory=list)
    returned: list[Message | bytes] = field(default_factory=list)
    attached: list[tuple[Message, "Parts"]] = field(default_factory=list)
    report_type: str = ""
    defects: set[str] = field(default_factory=set)
    seen: int = 0


def read_parts(message: Message) -> Parts:
    """
    Walk the tree of *message*, at most `DEPTH_LIMIT` deep and `PARTS_LIMIT` parts.

    Defects are words: "too-many-parts", "too-deep", "charset", "encrypted", "winmail" (Outlook's
    own container, which may hide an invitation), "calendar-too-long".
    """
    parts = Parts()
    if message.get_content_type() == "multipart/report":
        parts.report_type = str(message.get_param("report-type", "")).lower()
    _walk(message, parts, 0, root=True)
    return parts


def _walk(part: Message, parts: Parts, depth: int, *, root: bool = False) -> None:
    parts.seen += 1
    if parts.seen > PARTS_LIMIT or depth > DEPTH_LIMIT:
        parts.defects.add("too-deep" if depth > DEPTH_LIMIT else "too-many-parts")
        return
    kind = part.get_content_type()
    if kind in _SEALED:
        parts.defects.add("encrypted")
    if kind in _REPORTS:
        _keep_report(part, parts)
    elif kind in _RETURNED:
        parts.returned.append(_octets(part))
    elif kind in _ATTACHED:
        _keep_attached(part, parts, depth)
    elif part.is_multipart():
        _walk_children(part, kind, parts, depth)
    else:
        _keep_leaf(part, kind, parts, root=root)


def _walk_children(part: Message, kind: str, parts: Parts, depth: int) -> None:
    before = len(parts.segments)
    for child in _children(part):
        _walk(child, parts, depth + 1)
        if parts.seen > PARTS_LIMIT:
            break
    if kind == "multipart/alternative" and len(parts.segments) > before + 1:
        choices = parts.segments[before:]
        plain = next((choice for choice in choices if choice.plain.strip()), Segment())
        html = next((choice.html for choice in choices if choice.html), "")
        parts.segments[before:] = [Segment(plain.plain, html or plain.html, plain.flowed, plain.delsp)]


def _children(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [child for child in inside if isinstance(child, Message)] if isinstance(inside, list) else []


def _keep_report(part: Message, parts: Parts) -> None:
    parts.report_type = parts.report_type or "delivery-status"
    parts.reports.extend(_children(part)[:PARTS_LIMIT])


def _keep_attached(part: Message, parts: Parts, depth: int) -> None:
    inside = _children(part)
    if not inside:
        return
    if parts.report_type:
        parts.returned.append(inside[0])
        return
    attached = Parts(seen=parts.seen)
    _walk(inside[0], attached, depth + 1, root=True)
    parts.seen = attached.seen
    parts.defects |= attached.defects
    parts.attached.append((inside[0], attached))


def _keep_leaf(part: Message, kind: str, parts: Parts, *, root: bool) -> None:
    name = (part.get_filename() or "").lower()
    if kind in _CALENDARS or name.endswith(".ics"):
        octets = _octets(part)
        if len(octets) > CALENDAR_LIMIT:
            parts.defects.add("calendar-too-long")
        else:
            parts.calendars.append(Calendar(octets, str(part.get_param("method", "")).upper()))
    elif kind == "application/ms-tnef" or name == "winmail.dat":
        parts.defects.add("winmail")
    elif kind in {"text/plain", "text/html"} and (root or part.get_content_disposition() != "attachment"):
        text, served = decode(_octets(part)[:_TEXT_OCTETS], part.get_content_charset("") or "")
        if not served:
            parts.defects.add("charset")
        if kind == "text/html":
            parts.segments.append(Segment(html=text))
        else:
            flowed = str(part.get_param("format", "")).lower() == "flowed"
            parts.segments.append(Segment(text, "", flowed, str(part.get_param("delsp", "")).lower() == "yes"))


def _octets(part: Message) -> bytes:
    inside = part.get_payload(decode=True)
    return inside if isinstance(inside, bytes) else b""
