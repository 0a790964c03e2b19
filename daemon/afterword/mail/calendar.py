"""
Calendar parts to invitations (RFC 5545, RFC 5546).

The zone of a time is resolved here and not by icalendar, which keeps every VTIMEZONE it has
seen for the life of the process: one mail could then shift the interviews of all later ones.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from icalendar import Event, Timezone
from icalendar.timezone.tzp import TZP

from afterword.core.facts import Address, Attendee, Invite
from afterword.mail.charset import clean, decode, one_line
from afterword.mail.zones import zone_named

ASSUMED_LENGTH: Final = timedelta(hours=1)
"""How long an interview lasts whose end is not said."""

_YEARS: Final = range(1995, 2200)
"""A time outside of these is damage, and near the ends of the calendar it cannot be reckoned with."""
_EVENTS_LIMIT: Final = 20
_ATTENDEES_LIMIT: Final = 200
_LINE_LIMIT: Final = 30_000
_TEXT_LIMIT: Final = 20_000
_ZONE_LINES: Final = 400

_FOLD: Final = re.compile(r"\r?\n[ \t]|\r[ \t]")
_METHOD: Final = re.compile(r"METHOD\s*:\s*([A-Za-z-]{1,30})", re.IGNORECASE)
_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,60}")
# Only what an Invite holds; attachments and alarms can be long and would be parsed for nothing.
_READ: Final = frozenset(
    {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "STATUS"),
        *("SUMMARY", "LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE"),
    }
)
# Outlook leaves out the quotes that a TZID with a colon or comma needs.
_TZID: Final = re.compile(
    r'([A-Z-]{5,13})((?:;[^:;=]{1,40}=[^:;"]{0,100})*?);TZID=(?:"([^"]*)"|([^"]*?)):(\d[^:;"]*)$', re.IGNORECASE
)
_ISO: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)[Tt](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?([Zz]?)$")


def read_invites(part: bytes) -> tuple[Invite, ...]:
    """
    Return every VEVENT of a calendar part, in order, at most 20; an unreadable one is left out.

    A missing end is DURATION, else one hour (`ASSUMED_LENGTH`). A time whose zone nothing
    explains gets no `start`, its TZID in `zone_doubt`. A zone that only the calendar's own
    VTIMEZONE describes has no IANA name: its times are given in UTC.
    """
    text, _ = decode(part.removeprefix(b"\xef\xbb\xbf"), "")
    lines = _FOLD.sub("", text.replace("\0", "").removeprefix("\ufeff")).splitlines()
    method = next((found[1].upper() for line in lines if (found := _METHOD.match(line.strip()))), "")
    blocks, zones = _components(lines)
    invites = (_invite(block, method, zones) for block in blocks)
    return one_each(invite for invite in invites if invite)


def one_each(invites: Iterable[Invite]) -> tuple[Invite, ...]:
    """Return each event once: mail carries it as a part and again as a file; the fuller, newer one counts."""
    best: dict[tuple[str, ...], Invite] = {}
    for invite in invites:
        key = (invite.uid or f"{invite.start}{invite.floating}{invite.day}{invite.summary}", invite.recurrence_id)
        known = best.get(key)
        if known is None:
            best[key] = invite
        elif _rank(invite) > _rank(known):
            best[key] = invite if invite.method else replace(invite, method=known.method)
        elif not known.method:
            best[key] = replace(known, method=invite.method)
    return tuple(best.values())


def _rank(invite: Invite) -> tuple[int, float]:
    return invite.sequence, invite.stamp.timestamp() if invite.stamp else 0.0


def _components(lines: list[str]) -> tuple[list[list[str]], dict[str, list[str]]]:
    """Return the lines of each whole VEVENT, and those of each VTIMEZONE by its TZID; what is cut off is dropped."""
    events: list[list[str]] = []
    zones: dict[str, list[str]] = {}
    block: list[str] = []
    inside: list[str] = []
    for raw in lines:
        line = raw.strip()
        head, _, value = line.partition(":")
        word, name = head.strip().upper(), value.strip().upper()
        if word == "BEGIN":
            block = [] if name in {"VEVENT", "VTIMEZONE"} else block
            inside = [*inside, name][-10:]
        if inside and inside[-1] == "VEVENT":
            known = _NAME.match(line)
            if known and known[0].upper() in _READ and len(block) < 2 * _ATTENDEES_LIMIT:
                block.append(line[:_LINE_LIMIT])
        elif "VTIMEZONE" in inside and len(block) < _ZONE_LINES:
            block.append(line[:1000])
        if word == "END" and inside:
            if name == "VEVENT" and inside[-1] == name and len(events) < _EVENTS_LIMIT:
                events.append(block)
            elif name == "VTIMEZONE" and len(zones) < _EVENTS_LIMIT:
                zones[_tzid_of(block)] = block
            inside = inside[:-1]
    return events, zones


def _tzid_of(block: list[str]) -> str:
    return next((line.partition(":")[2].strip() for line in block if line.upper().startswith("TZID")), "")


def _invite(block: list[str], method: str, zones: dict[str, list[str]]) -> Invite | None:
    names: dict[str, str] = {}
    source = "\r\n".join(("BEGIN:VEVENT", *_without_zones(block, names), "END:VEVENT", ""))
    try:
        event = Event.from_ical(source)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    if not isinstance(event, Event):
        return None
    bare = Invite(
        method=method,
        uid=one_line(_text(event, "UID")),
        sequence=_number(event),
        stamp=_stamp(event),
        recurrence_id=_text_of_time(block),
        status=_text(event, "STATUS").strip().upper(),
        summary=one_line(_text(event, "SUMMARY")),
        location=one_line(_text(event, "LOCATION")),
        description=clean(_text(event, "DESCRIPTION")[:_TEXT_LIMIT]).strip(),
        organizer=next(_people(event, "ORGANIZER"), (None, "", ""))[0],
        attendees=tuple(Attendee(who, kind, answer) for who, kind, answer in _people(event, "ATTENDEE")),
    )
    return _with_times(bare, event, names, zones)


def _without_zones(block: list[str], names: dict[str, str]) -> Iterator[str]:
    """Yield the lines with their times made plain; *names* receives the TZID of each property."""
    for line in block:
        found = _TZID.match(line) if line[:2].upper() in {"DT", "RE"} else None
        if found:
            names[found[1].upper()] = found[3] if found[3] is not None else found[4]
            yield f"{found[1]}{found[2]}:{_basic(found[5])}"
        elif line[:2].upper() == "DT":
            head, _, value = line.partition(":")
            yield f"{head}:{_basic(value)}"
        else:
            yield line


def _basic(value: str) -> str:
    """Return a time in the basic form; senders also write the extended one and leave out seconds."""
    found = _ISO.match(value.strip())
    if not found:
        return value.strip()
    year, month, day, hour, minute, second, utc = found.groups("")
    return f"{year}{month}{day}T{hour}{minute}{second or '00'}{utc.upper()}"


def _with_times(bare: Invite, event: Event, names: dict[str, str], zones: dict[str, list[str]]) -> Invite:
    start = _moment(event, "DTSTART")
    if start is None:
        return bare
    if not isinstance(start, datetime):
        return replace(bare, day=start)
    end, length = _moment(event, "DTEND"), _length(event)
    end = end if isinstance(end, datetime) else None
    if start.tzinfo is not None:
        first = start.astimezone(UTC)
        return replace(bare, zone="UTC", start=first, end=_end(first, _in_zone(end, UTC, names, zones), length))
    tzid = names.get("DTSTART", "")
    if not tzid:
        last = end if end and end.tzinfo is None and end > start else start + (length or ASSUMED_LENGTH)
        return replace(bare, floating=start, floating_end=last)
    zone = _zone(tzid, zones)
    if zone is None:
        return replace(bare, zone_doubt=one_line(tzid, 200))
    begun = start.replace(tzinfo=zone)
    ended = _end(begun, _in_zone(end, zone, names, zones), length)
    key = getattr(zone, "key", None)
    if isinstance(key, str):
        return replace(bare, zone=key, start=begun, end=ended)
    return replace(bare, zone="UTC", start=begun.astimezone(UTC), end=ended.astimezone(UTC))


def _end(start: datetime, end: datetime | None, length: timedelta | None) -> datetime:
    if end is not None and end > start:
        return end
    # Exact time, not wall time: an hour is an hour across a clock change too (RFC 5545 section 3.3.6).
    return (start.astimezone(UTC) + (length or ASSUMED_LENGTH)).astimezone(start.tzinfo)


def _in_zone(end: datetime | None, zone: tzinfo, names: dict[str, str], zones: dict[str, list[str]]) -> datetime | None:
    if end is None or end.tzinfo is not None:
        return end
    tzid = names.get("DTEND", "")
    own = _zone(tzid, zones) if tzid else zone
    return end.replace(tzinfo=own) if own else None


def _zone(tzid: str, zones: dict[str, list[str]]) -> tzinfo | None:
    return zone_named(tzid) or _described(zones.get(tzid.strip()) or zones.get(tzid.strip().strip('"')))


def _described(block: list[str] | None) -> tzinfo | None:
    """Return the zone that a VTIMEZONE describes, made anew each time: see the head of this module."""
    if not block:
        return None
    try:
        component = Timezone.from_ical("\r\n".join([*block, ""]))
        if not isinstance(component, Timezone):
            return None
        zone: tzinfo = component.to_tz(TZP("zoneinfo"), lookup_tzid=False)
        datetime(2026, 1, 1, tzinfo=zone).utcoffset()
    except Exception:  # noqa: BLE001 - icalendar and dateutil fail in many ways on a damaged rule; the zone is then unknown
        return None
    return zone


def _moment(event: Event, name: str) -> datetime | date | None:
    try:
        value = event.get(name)
        moment = getattr(value[0] if isinstance(value, list) else value, "dt", None)
    except (ValueError, TypeError, AttributeError):
        return None
    return moment if isinstance(moment, date) and moment.year in _YEARS else None


def _length(event: Event) -> timedelta | None:
    try:
        length = getattr(event.get("DURATION"), "dt", None)
    except (ValueError, TypeError, AttributeError):
        return None
    return length if isinstance(length, timedelta) and timedelta(0) < length <= timedelta(days=14) else None


def _stamp(event: Event) -> datetime | None:
    stamp = _moment(event, "DTSTAMP")
    if not isinstance(stamp, datetime):
        return None
    return stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)


def _number(event: Event) -> int:
    try:
        return max(0, min(int(_text(event, "SEQUENCE") or 0), 2**31))
    except ValueError:
        return 0


def _text(event: Event, name: str) -> str:
    value = event.get(name)
    return str(value[0] if isinstance(value, list) and value else value or "")


def _text_of_time(block: list[str]) -> str:
    """Return RECURRENCE-ID as it is written, with its zone: a name of the instance, not a time to reckon with."""
    line = next((line for line in block if line.upper().startswith("RECURRENCE-ID")), "")
    return one_line(line[len("RECURRENCE-ID") :].lstrip(":;"), 200)


def _people(event: Event, name: str) -> Iterator[tuple[Address, str, str]]:
    value = event.get(name)
    entries = value if isinstance(value, list) else [value] if value else []
    for entry in entries[:_ATTENDEES_LIMIT]:
        params = getattr(entry, "params", {})
        email = str(entry).strip()
        email = email[7:] if email[:7].lower() == "mailto:" else email
        email = email if "@" in email else str(params.get("EMAIL", ""))
        if "@" not in email:
            continue
        label = one_line(str(params.get("CN", "")), 200).strip("\"' ")
        who = Address(one_line(email, 320).lower(), "" if label.lower() == email.lower() else label)
        yield who, str(params.get("CUTYPE", "INDIVIDUAL")).upper(), str(params.get("PARTSTAT", "NEEDS-ACTION")).upper()
