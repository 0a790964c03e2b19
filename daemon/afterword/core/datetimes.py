"""
Finds interview times in prose: days, clocks, zones and lengths, put together to slots.

A grammar of our own, since the libraries measured read "5. März um 14 Uhr" as the year 2114 or take
seconds on hostile text. One pass from left to right, linear in the length of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from afterword.core.datetokens import DateTables, DateWords, Reader
from afterword.core.days import resolve
from afterword.core.sketches import Sketch, SlotRole
from afterword.core.timewords import sketch
from afterword.core.verdict import Appointment, Doubt
from afterword.core.workdays import local_day
from afterword.core.zones import StatedZone, instant_of

__all__ = ["Slot", "SlotRole", "find_slots"]

_USUAL_LENGTH = timedelta(hours=1)
_MOST_SLOTS = 50


@dataclass(frozen=True, slots=True)
class Slot:
    """
    A time found in prose.

    `day` is the local day in the zone of the slot. `appointment` is None where no clock time was
    written. `has_zone` tells whether the mail says the zone; otherwise it is the user's own.
    `begin` and `finish` are character offsets into the text, `words` what stands between.
    """

    day: date
    appointment: Appointment | None
    has_zone: bool
    role: SlotRole
    begin: int
    finish: int
    words: str
    doubts: tuple[Doubt, ...] = ()


def find_slots(
    text: str, language: str, written: datetime, zone: ZoneInfo, country: str, tables: DateTables
) -> tuple[Slot, ...]:
    """
    Return the times that a text names, in its order, each instant once.

    *language* is the tag of the text (ISO 639-1; English where it is unknown or finds no time),
    *written* its date, aware; *zone* and *country* (ISO 3166-1) are the user's own and settle what the text
    leaves open: its zone, the order of day and month, abbreviations of zones with several meanings.
    """
    words = tables.words(language)
    slots = _find(text, words, written, zone, country, tables)
    english = tables.words("en")
    if words is not english and not any(slot.appointment for slot in slots):
        others = _find(text, english, written, zone, country, tables)
        if any(slot.appointment for slot in others):
            return others
    return slots


def _find(
    text: str, words: DateWords, written: datetime, zone: ZoneInfo, country: str, tables: DateTables
) -> tuple[Slot, ...]:
    reader = Reader(text, words)
    sketches, stated = sketch(reader, tables.zones, country)
    _share_zones(sketches, stated)
    slots = (_slot(one, reader, written, zone, country) for one in sketches)
    return _without_doubles([slot for slot in slots if slot])


def _share_zones(sketches: Sequence[Sketch], stated: StatedZone | None) -> None:
    """A zone said once holds for all: "10:00 or 14:00 CET", "all times Eastern". The zone behind is the nearer."""
    known = stated
    for one in reversed(sketches):
        known = one.zone or known
        one.zone = one.zone or known
    known = None
    for one in sketches:
        known = one.zone or known
        one.zone = one.zone or known


def _slot(one: Sketch, reader: Reader, written: datetime, zone: ZoneInfo, country: str) -> Slot | None:
    if one.day is None or one.day.last or (one.hours is None and (one.day.weak or one.day.offset == 0)):
        return None
    today = local_day(written, zone)
    words = reader.words
    stated = one.zone or StatedZone(zone.key)
    month_first = country in words.month_first_in or stated.region in words.month_first_with
    # Who means an interview on the very day writes "today", not the name of the weekday.
    known = resolve(one.day, today, month_first=month_first, week=one.week, same_day=False)
    if known is None:
        return None
    day, contradicts = known
    doubts = [Doubt.WEEKDAY_CONTRADICTS_DATE] if contradicts else []
    appointment = None
    if one.hours:
        start, name = instant_of(day, one.hours.start, stated)
        minutes = one.hours.length or one.length
        end = start + (timedelta(minutes=minutes) if minutes else _USUAL_LENGTH)
        appointment = Appointment(start, end, name)
        doubts += [Doubt.ZONE_UNKNOWN] if stated.doubtful else []
    begin, finish = reader.lexemes[one.begin].begin, reader.lexemes[one.end - 1].finish
    return Slot(
        day, appointment, one.zone is not None, one.role, begin, finish, reader.text[begin:finish], tuple(doubts)
    )


def _without_doubles(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Drop an instant said again ("10:00 ET / 7:00 PT") and a bare day whose time is said elsewhere."""
    timed = {slot.day for slot in slots if slot.appointment}
    seen: set[tuple[date | datetime, SlotRole]] = set()
    kept = []
    for slot in slots:
        if slot.appointment is None and slot.day in timed:
            continue
        key = (slot.appointment.start if slot.appointment else slot.day, slot.role)
        if key not in seen:
            seen.add(key)
            kept.append(slot)
    return tuple(kept[:_MOST_SLOTS])
