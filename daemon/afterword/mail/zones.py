"""Names of time zones as calendars write them, and the IANA zone that each means."""

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_WINDOWS: Final = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}

# Windows' display names ("(UTC-05:00) Eastern Time (US & Canada)") by the words that no other zone has.
# The offset in front is checked, so a name that moved is not believed.
_DISPLAY: Final = {
    "eastern time (us": "America/New_York",
    "central time (us": "America/Chicago",
    "mountain time (us": "America/Denver",
    "pacific time (us": "America/Los_Angeles",
    "atlantic time (canada": "America/Halifax",
    "arizona": "America/Phoenix",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "indiana (east": "America/Indianapolis",
    "newfoundland": "America/St_Johns",
    "guadalajara, mexico city": "America/Mexico_City",
    "bogota, lima": "America/Bogota",
    "brasilia": "America/Sao_Paulo",
    "city of buenos aires": "America/Buenos_Aires",
    "santiago": "America/Santiago",
    "dublin, edinburgh": "Europe/London",
    "london": "Europe/London",
    "amsterdam, berlin": "Europe/Berlin",
    "brussels, copenhagen": "Europe/Paris",
    "belgrade, bratislava": "Europe/Budapest",
    "sarajevo, skopje": "Europe/Warsaw",
    "helsinki, kyiv": "Europe/Helsinki",
    "athens, bucharest": "Europe/Bucharest",
    "istanbul": "Europe/Istanbul",
    "moscow": "Europe/Moscow",
    "jerusalem": "Asia/Jerusalem",
    "cairo": "Africa/Cairo",
    "harare, pretoria": "Africa/Johannesburg",
    "west central africa": "Africa/Lagos",
    "nairobi": "Africa/Nairobi",
    "kuwait, riyadh": "Asia/Riyadh",
    "abu dhabi, muscat": "Asia/Dubai",
    "islamabad, karachi": "Asia/Karachi",
    "chennai, kolkata": "Asia/Kolkata",
    "bangkok, hanoi": "Asia/Bangkok",
    "beijing, chongqing": "Asia/Shanghai",
    "kuala lumpur, singapore": "Asia/Singapore",
    "taipei": "Asia/Taipei",
    "osaka, sapporo": "Asia/Tokyo",
    "seoul": "Asia/Seoul",
    "perth": "Australia/Perth",
    "brisbane": "Australia/Brisbane",
    "adelaide": "Australia/Adelaide",
    "canberra, melbourne": "Australia/Sydney",
    "auckland, wellington": "Pacific/Auckland",
}
_UTC_NAMES: Final = frozenset({"utc", "z", "zulu", "gmt", "etc/utc", "etc/gmt", "tzone://microsoft/utc", "utc+00:00"})
_IN_FRONT: Final = re.compile(r"\((?:utc|gmt)(?:([+-])(\d{1,2}):(\d\d))?\)\s*(.*)")
_OFFSET: Final = re.compile(r"(?:utc|gmt)\s?([+-])(\d{1,2})(?::?(\d\d))?")
_TAIL: Final = re.compile(r"(?:^|/)([A-Z][\w+-]{1,30}/[A-Z][\w+-]{1,30}(?:/[A-Z][\w+-]{1,30})?)$")


def zone_named(name: str) -> ZoneInfo | None:
    """
    Return the zone that *name* means, or None where that is not sure.

    Known are IANA names (also behind a vendor's path: RFC 5545 section 3.2.19), the names
    of Windows in both forms, and plain offsets of whole hours ("GMT-0500").
    """
    name = name.strip().strip('"')[:200]
    low = name.casefold()
    if low in _UTC_NAMES or low.startswith("(utc) coordinated universal time"):
        return ZoneInfo("UTC")
    if low in _WINDOWS:
        return _iana(_WINDOWS[low])
    tail = _TAIL.search(name)
    return _iana(name) or (_iana(tail[1]) if tail else None) or _displayed(low) or _by_offset(low)


def _iana(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _displayed(low: str) -> ZoneInfo | None:
    front = _IN_FRONT.match(low)
    words = front[4] if front else low
    zone = next((_iana(zone) for key, zone in _DISPLAY.items() if words.startswith(key)), None)
    if front is None or zone is None:
        # Without the offset only the form with its country is clear.
        return zone if "(us" in low or "(canada" in low else None
    offset = _as_offset(front[1], front[2], front[3]) if front[1] else timedelta(0)
    return zone if offset in _offsets(zone) else None


def _by_offset(low: str) -> ZoneInfo | None:
    found = _OFFSET.fullmatch(low)
    if not found or found[3] not in {None, "00"}:
        return None
    hours = int(found[2])
    # POSIX counts the other way: Etc/GMT+5 lies five hours behind UTC.
    return _iana(f"Etc/GMT{'-' if found[1] == '+' else '+'}{hours}") if hours else ZoneInfo("UTC")


def _as_offset(sign: str, hours: str, minutes: str) -> timedelta:
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return -offset if sign == "-" else offset


def _offsets(zone: ZoneInfo) -> set[timedelta | None]:
    return {datetime(2026, month, 15, tzinfo=zone).utcoffset() for month in (1, 7)}
