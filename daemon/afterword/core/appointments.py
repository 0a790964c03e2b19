"""When: the times that a mail's calendar parts and its prose fix, propose or call off."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from afterword.core.datetimes import Slot, find_slots
from afterword.core.facts import Invite, MessageFacts
from afterword.core.rules import Reader, Rulebook
from afterword.core.sketches import SlotRole
from afterword.core.verdict import Appointment, Doubt

_USUAL_LENGTH = timedelta(hours=1)
_ASKS = frozenset({"REQUEST", "PUBLISH", "ADD", ""})
_HOLD = ("hold", "placeholder", "tentative", "save the date", "tbc", "tbd", "[hold]", "provisional")


class CalendarSays(StrEnum):
    """What the calendar parts of a mail do with an event (RFC 5546 section 1.4)."""

    NOTHING = "nothing"
    FIXED = "fixed"
    BEGUN = "begun"
    HELD = "held"
    CANCELLED = "cancelled"
    COUNTERED = "countered"


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the calendar parts say; `newer` is true where they name a later version of an event than its first."""

    says: CalendarSays = CalendarSays.NOTHING
    appointment: Appointment | None = None
    invite: Invite | None = None
    newer: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """The times of the prose that lie ahead: `open` in the order written, `doubts` of any of them."""

    open: tuple[Appointment, ...] = ()
    moved_to: tuple[Appointment, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def fixed(self) -> Appointment | None:
        """The one time the mail can mean: the only new one, else the only one."""
        if len(self.moved_to) == 1:
            return self.moved_to[0]
        return self.open[0] if len(self.open) == 1 and not self.moved_to else None


def read_calendar(facts: MessageFacts, reader: Reader) -> Calendar:
    """Say what the calendar parts do. Of several events the first that is fixed in the future counts."""
    called_off = [i for i in facts.invites if i.method == "CANCEL" or i.status.upper() == "CANCELLED"]
    asked = [i for i in facts.invites if i.method in _ASKS and i not in called_off]
    if asked:
        ahead = [(when, i) for i in asked if (when := _appointment(i, reader)) and when.start > facts.date]
        if ahead:
            when, invite = min(ahead, key=lambda pair: pair[0].start)
            says = CalendarSays.HELD if _is_held(invite) else CalendarSays.FIXED
            return Calendar(says, when, invite, newer=invite.sequence > 0 or bool(called_off))
        unclear = next((i for i in asked if i.zone_doubt), None)
        if unclear is not None:
            return Calendar(CalendarSays.FIXED, None, unclear, unclear.sequence > 0, (Doubt.ZONE_UNKNOWN,))
        days = next((i for i in asked if i.day is not None and i.day >= facts.date.date()), None)
        return Calendar(CalendarSays.HELD, None, days) if days is not None else _begun(asked, reader)
    if called_off:
        return Calendar(CalendarSays.CANCELLED, _appointment(called_off[0], reader), called_off[0])
    countered = next((i for i in facts.invites if i.method == "COUNTER"), None)
    if countered is not None:
        return Calendar(CalendarSays.COUNTERED, _appointment(countered, reader), countered)
    return Calendar()


def _begun(invites: list[Invite], reader: Reader) -> Calendar:
    """Of events that had begun when the mail was written, the latest: a room or a guest is often changed too late."""
    known = [(when, i) for i in invites if not _is_held(i) and (when := _appointment(i, reader))]
    if not known:
        return Calendar()
    when, invite = max(known, key=lambda pair: pair[0].start)
    return Calendar(CalendarSays.BEGUN, when, invite, newer=invite.sequence > 0)


def read_times(facts: MessageFacts, language: str, rulebook: Rulebook, reader: Reader) -> Times:
    """Find the times ahead in subject and text."""
    slots = _slots(facts, language, rulebook, reader)
    ahead = [slot for slot in slots if slot.appointment and slot.appointment.start > facts.date]
    live = [slot for slot in ahead if slot.role is not SlotRole.OLD]
    doubts = dict.fromkeys(doubt for slot in live for doubt in slot.doubts)
    return Times(
        open=tuple(slot.appointment for slot in live if slot.appointment),
        moved_to=tuple(slot.appointment for slot in live if slot.appointment and slot.role is SlotRole.NEW),
        doubts=tuple(doubts),
    )


def times_contradict(
    facts: MessageFacts, invite: Appointment, language: str, rulebook: Rulebook, reader: Reader
) -> bool:
    """
    Tell whether the prose names times and none of them lies within the calendar event.

    A time without a zone may be meant in the zone of the event or of the reader; beside an event in
    UTC it proves nothing unless the minutes differ.
    """
    slots = [s for s in _slots(facts, language, rulebook, reader) if s.appointment and s.role is not SlotRole.OLD]
    same_day = [s for s in slots if s.appointment and abs(s.appointment.start - invite.start) < timedelta(hours=36)]
    return bool(same_day) and not any(_agrees(slot, invite) for slot in same_day)


def _agrees(slot: Slot, invite: Appointment) -> bool:
    when = slot.appointment
    if when is None or invite.start <= when.start < invite.end:
        return True
    if slot.has_zone:
        return False
    if invite.zone in {"UTC", "", "Etc/UTC"}:
        return (when.start - invite.start) % timedelta(minutes=30) == timedelta()
    wall = when.start.astimezone(ZoneInfo(when.zone)).replace(tzinfo=None)
    begin, end = (t.astimezone(ZoneInfo(invite.zone)).replace(tzinfo=None) for t in (invite.start, invite.end))
    return begin <= wall < end


def _slots(facts: MessageFacts, language: str, rulebook: Rulebook, reader: Reader) -> tuple[Slot, ...]:
    subject = "" if facts.parents else facts.subject
    text = f"{subject}\n\n{facts.text}" if subject else facts.text
    return find_slots(text, language or "en", facts.date, reader.zone, reader.country, rulebook.dates)


def _appointment(invite: Invite, reader: Reader) -> Appointment | None:
    start: datetime | None = invite.start
    end: datetime | None = invite.end
    zone = invite.zone or reader.zone.key
    if start is None and invite.floating is not None:  # RFC 5545 section 3.3.5: the zone of whoever reads it
        start = invite.floating.replace(tzinfo=reader.zone)
        end = invite.floating_end.replace(tzinfo=reader.zone) if invite.floating_end else None
        zone = reader.zone.key
    if start is None:
        return None
    start = start.astimezone(UTC)
    end = end.astimezone(UTC) if end is not None else start + _USUAL_LENGTH
    return Appointment(start, max(end, start), zone, invite.uid, invite.sequence, invite.stamp)


def _is_held(invite: Invite) -> bool:
    summary = invite.summary.lower().lstrip("[(* ")
    return invite.status.upper() == "TENTATIVE" or summary.startswith(_HOLD)
