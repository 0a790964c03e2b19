"""Which time zone a sender meant: by abbreviation, offset, region or city."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from afterword.core.datetokens import DASHES, Reader, Sense, ZoneWords, fold
from afterword.core.workdays import at_local

_ODD_OFFSETS = {
    -570: "Pacific/Marquesas",
    -210: "America/St_Johns",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    570: "Australia/Darwin",
}
"""IANA names for offsets that are no whole hours; Etc/GMT has none for them."""

_LONGEST_NAME = 6
_LONGEST_LIST = 24


@dataclass(frozen=True, slots=True)
class StatedZone:
    """A zone as a mail states it: a region with its own summer time, or an offset in minutes east of Greenwich."""

    region: str
    offset: int | None = None
    doubtful: bool = False


def instant_of(day: date, clock: time, zone: StatedZone) -> tuple[datetime, str]:
    """
    Return the instant, aware UTC, and the IANA name to show it in.

    An offset is taken at its word: EST in July is UTC-5, though New York has UTC-4 then,
    and is shown in the region only where the region agrees.
    """
    if zone.offset is None:
        return at_local(day, clock, ZoneInfo(zone.region)), zone.region
    at = datetime.combine(day, clock, UTC) - timedelta(minutes=zone.offset)
    if zone.region and at.astimezone(ZoneInfo(zone.region)).utcoffset() == timedelta(minutes=zone.offset):
        return at, zone.region
    return at, _name_of_offset(zone.offset)


def read_zone(reader: Reader, i: int, zones: ZoneWords, country: str) -> tuple[StatedZone, int] | None:
    """Read a zone at lexeme *i*; return it and the position behind it. Brackets around it are read with it."""
    opened = reader.word(i) in {"(", "["}
    start = i + opened
    found = _read_plain(reader, start, zones, country)
    if found is None:
        return None
    zone, i = found
    if reader.word(i) in {")", "]"}:
        # Calendars write "(UTC-08:00) Pacific Time" all year round: the region counts, not its winter offset.
        named = _read_named(reader, i + 1, zones, country) or _read_city_list(reader, i + 1)
        if named and zone.offset is not None and opened:
            return named
        return zone, i + opened
    return zone, i


def zone_by_word(word: str, zones: ZoneWords, country: str) -> StatedZone | None:
    """Return what an abbreviation in capitals, or an IANA name, means to a user of this country (ISO 3166-1)."""
    if "/" in word:
        return StatedZone(word)
    if word in zones.regions:
        return StatedZone(zones.regions[word])
    if word in zones.fixed:
        offset, region = zones.fixed[word]
        return StatedZone(region, offset)
    if word in zones.by_country:
        choices = zones.by_country[word]
        return StatedZone(choices.get(country) or choices[""], doubtful=country not in choices)
    return None


def _read_plain(reader: Reader, i: int, zones: ZoneWords, country: str) -> tuple[StatedZone, int] | None:
    return (
        _read_offset(reader, i)
        or _read_iana(reader, i)
        or _read_named(reader, i, zones, country)
        or _read_abbreviation(reader, i, zones, country)
        or _read_city(reader, i)
        or _read_city_list(reader, i)
    )


def _read_offset(reader: Reader, i: int) -> tuple[StatedZone, int] | None:
    """UTC+2, GMT-05:30, and behind an ISO time +0100 or +01:00."""
    named = reader.word(i) in {"utc", "gmt"}
    if not named and not (reader.number(i - 1) is not None and (reader.glued(i) or reader.word(i) == "+")):
        return None
    j = i + named
    sign = 1 if reader.word(j) == "+" else -1 if reader.word(j) in DASHES else 0
    digits = reader.digits(j + 1)
    hours = reader.number(j + 1, 0, 1500)
    if not sign or hours is None or not (named or digits in {2, 4}):
        return None
    minutes, j = 0, j + 2
    if digits > 2:
        hours, minutes = divmod(hours, 100)
    elif reader.word(j) == ":" and reader.digits(j + 1) == 2:
        minutes, j = reader.number(j + 1, 0, 59) or 0, j + 2
    elif not named:
        return None
    return (StatedZone("", sign * (hours * 60 + minutes)), j) if hours <= 14 else None


def _read_iana(reader: Reader, i: int) -> tuple[StatedZone, int] | None:
    """Europe/Berlin, America/New_York: only names that the database has."""
    if reader.word(i + 1) != "/":
        return None
    city = i + 2
    while reader.word(city + 1) in {"/", "_"} and city < i + _LONGEST_NAME:
        city += 2
    while city > i + 1:
        name = reader.text[reader.lexemes[i].begin : reader.lexemes[min(city, len(reader) - 1)].finish]
        place = name.rpartition("/")[2].replace("_", " ")
        known = reader.lexicon.phrases.get(fold(place.partition(" ")[0]), {})
        if any(phrase.name == name for phrase in known.get(Sense.CITY, ())):
            return StatedZone(name), city + 1
        city -= 2
    return None


def _read_named(reader: Reader, i: int, zones: ZoneWords, country: str) -> tuple[StatedZone, int] | None:
    hit = reader.find(i, Sense.ZONE)
    if hit is None:
        return None
    zone = zone_by_word(hit[0].name, zones, country)
    return (zone, hit[1]) if zone else None


def _read_abbreviation(reader: Reader, i: int, zones: ZoneWords, country: str) -> tuple[StatedZone, int] | None:
    if not 0 <= i < len(reader):
        return None
    zone = zone_by_word(reader.text[reader.lexemes[i].begin : reader.lexemes[i].finish], zones, country)
    return (zone, i + 1) if zone else None


def _read_city(reader: Reader, i: int) -> tuple[StatedZone, int] | None:
    """'London time', 'heure de Paris'."""
    before = reader.find(i, Sense.TIME_IN)
    hit = reader.find(before[1] if before else i, Sense.CITY)
    if hit is None:
        return None
    if before:
        return StatedZone(hit[0].name), hit[1]
    behind = reader.find(hit[1], Sense.CITY_TIME)
    return (StatedZone(hit[0].name), behind[1]) if behind else None


def _read_city_list(reader: Reader, i: int) -> tuple[StatedZone, int] | None:
    """'Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', as Windows names its zones."""
    first = reader.find(i, Sense.CITY)
    if first is None or reader.word(first[1]) != "," or not reader.find(first[1] + 1, Sense.CITY):
        return None
    j = first[1]
    while j < i + _LONGEST_LIST and reader.word(j) == "," and (more := reader.find(j + 1, Sense.CITY)):
        j = more[1]
    return StatedZone(first[0].name), j


def _name_of_offset(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if rest:
        return _ODD_OFFSETS.get(minutes, "UTC")
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"
