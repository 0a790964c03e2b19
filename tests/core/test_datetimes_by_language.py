"""Interview times in the six other languages."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from afterword.config.datefiles import load_dates
from afterword.core.datetimes import Slot, SlotRole, find_slots

TABLES = load_dates(Path(__file__).parents[2] / "rules")
BERLIN = ZoneInfo("Europe/Berlin")
WRITTEN = datetime(2026, 3, 12, 9, tzinfo=UTC)  # a Thursday


def slots(language: str, text: str) -> tuple[Slot, ...]:
    return find_slots(text, language, WRITTEN, BERLIN, "DE", TABLES)


def shown(slot: Slot) -> str:
    if slot.appointment is None:
        return str(slot.day)
    zone = ZoneInfo(slot.appointment.zone)
    start, end = (at.astimezone(zone) for at in (slot.appointment.start, slot.appointment.end))
    return f"{start:%d.%m. %H:%M}-{end:%H:%M}"


TEN = "17.03. 10:00-11:00"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Ihr Gespräch ist am Dienstag, den 17. März 2026, um 10:00 Uhr.", TEN),
        ("de", "Dienstag, 17.03.2026, 10\u201311 Uhr", TEN),
        ("de", "Di., 17.3., 10 bis 11 Uhr", TEN),
        ("de", "Datum: 17.03.2026\nUhrzeit: 10:00 Uhr\nOrt: Büro", TEN),
        ("de", "am 17. Maerz um zehn Uhr", "17.03. 10:00-11:00"),
        ("de", "nächsten Dienstag um halb zehn", "17.03. 09:30-10:30"),
        ("de", "am Dienstagnachmittag um viertel nach drei", "17.03. 15:15-16:15"),
        ("de", "am Dienstag um 12 Uhr, Dauer 45 Minuten", "17.03. 12:00-12:45"),
        ("de", "Dienstag nächster Woche um 14.30 Uhr", "17.03. 14:30-15:30"),
        ("de", "übermorgen ab 9 Uhr", "14.03. 09:00-10:00"),
        ("de", "Passt es nächste Woche? Etwa Dienstag, 10 Uhr?", TEN),
        ("de", "ein 30-minütiges Telefonat am Dienstag gegen 14 Uhr", "17.03. 14:00-14:30"),
        ("de", "zwischen 10 und 11 Uhr am 17.3.", TEN),
        ("de", "Dienstag 10 Uhr (Ortszeit Berlin)", TEN),
        ("fr", "mardi 17 mars 2026 à 10h00", TEN),
        ("fr", "le mardi 17 mars de 10h à 11h", TEN),
        ("fr", "le 17/03 à 10 h", TEN),
        ("fr", "mardi 17 à 10h", TEN),
        ("fr", "mardi prochain à 9 heures et demie", "17.03. 09:30-10:30"),
        ("fr", "un échange d'une demi-heure mardi à 14h30", "17.03. 14:30-15:00"),
        ("fr", "un entretien de 1h30 mardi à 10h", "17.03. 10:00-11:30"),
        ("fr", "Date : mardi 17 mars\nHeure : 10h00", TEN),
        ("fr", "demain à midi", "13.03. 12:00-13:00"),
        ("fr", "entre 10h et 11h le mardi 17 mars (heure de Paris)", TEN),
        ("es", "el martes 17 de marzo de 2026 a las 10:00", TEN),
        ("es", "martes 17/03, de 10 a 11 h", TEN),
        ("es", "el próximo martes a las 3 de la tarde", "17.03. 15:00-16:00"),
        ("es", "martes 17 a las diez y media", "17.03. 10:30-11:30"),
        ("es", "Fecha: 17/03/2026\nHora: 10:00", TEN),
        ("es", "el martes entre las 10 y las 11 h", TEN),
        ("es", "mañana al mediodía, unos 45 minutos", "13.03. 12:00-12:45"),
        ("pt", "terça-feira, 17 de março de 2026, às 10h", TEN),
        ("pt", "terça 17/03 das 10h às 11h", TEN),
        ("pt", "na próxima terça-feira às 14h30", "17.03. 14:30-15:30"),
        ("pt", "Data: 17/03/2026\nHorário: 10h", TEN),
        ("pt", "amanhã ao meio-dia", "13.03. 12:00-13:00"),
        ("pt", "dia 17 de março às 10 horas", TEN),
        ("it", "martedì 17 marzo 2026 alle ore 10:00", TEN),
        ("it", "martedì 17 alle 10:00", TEN),
        ("it", "dalle 10 alle 11 di martedì 17 marzo", TEN),
        ("it", "martedì prossimo alle 14.30", "17.03. 14:30-15:30"),
        ("it", "domani alle 10 e mezza", "13.03. 10:30-11:30"),
        ("it", "l'11 maggio alle 15, un'ora e mezza", "11.05. 15:00-16:30"),
        ("it", "Data: 17/03/2026\nOra: 10:00", TEN),
        ("nl", "dinsdag 17 maart 2026 om 10.00 uur", TEN),
        ("nl", "di 17-03 van 10 tot 11 uur", TEN),
        ("nl", "dinsdag om half tien", "17.03. 09:30-10:30"),
        ("nl", "volgende week dinsdag om kwart voor drie", "17.03. 14:45-15:45"),
        ("nl", "Datum: 17-03-2026\nTijd: 10:00 uur", TEN),
        ("nl", "17 mrt om 14u30, een half uur", "17.03. 14:30-15:00"),
        ("nl", "overmorgen tussen 10 en 11 uur", "14.03. 10:00-11:00"),
    ],
)
def test_a_time_is_read_in_its_own_language(language: str, text: str, expected: str) -> None:
    (slot,) = slots(language, text)
    assert shown(slot) == expected
    assert not slot.doubts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir müssen den Termin vom 17.3. um 10 Uhr auf den 19.3. um 14 Uhr verschieben."),
        ("de", "Statt Dienstag, 17. März, 10 Uhr lieber Donnerstag, 19. März, 14 Uhr?"),
        ("fr", "Nous reportons l'entretien du mardi 17 mars à 10h au jeudi 19 mars à 14h."),
        ("fr", "Au lieu du 17 mars à 10h, je vous propose le 19 mars à 14h."),
        ("es", "Movemos la entrevista del martes 17 a las 10:00 al jueves 19 a las 14:00."),
        ("es", "En lugar del 17/03 a las 10:00, ¿podría ser el 19/03 a las 14:00?"),
        ("pt", "A entrevista foi remarcada do dia 17/03 às 10h para o dia 19/03 às 14h."),
        ("it", "Spostiamo il colloquio da martedì 17 alle 10 a giovedì 19 alle 14."),
        ("nl", "We verplaatsen het gesprek van dinsdag 17 maart 10:00 naar donderdag 19 maart 14:00."),
    ],
)
def test_old_and_new_times_are_told_apart_in_every_language(language: str, text: str) -> None:
    by_role = {slot.role: shown(slot)[:12] for slot in slots(language, text)}
    assert by_role == {SlotRole.OLD: "17.03. 10:00", SlotRole.NEW: "19.03. 14:00"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir nutzen Python 3.11. Sie erreichen uns unter 030 12 03 2026, Kennziffer 10.12.2026."),
        ("de", "Das Gehalt liegt bei 50.000 Euro, 30 Tage Urlaub, 38,5 Stunden. Gegründet am 3.3.1998."),
        ("de", "So machen wir das, Mo sagte es auch."),
        ("fr", "Nous utilisons Python 3.11. Le télétravail est possible 2 jours, mars ou avril."),
        ("es", "Usamos Python 3.11, el mar está cerca y cada mañana hay café."),
        ("pt", "Usamos Python 3.11; a segunda etapa, a sexta fase e o teste."),
        ("it", "Usiamo Python 3.11, via Roma 10, ore di lavoro 38."),
        ("nl", "We werken met Python 3.11, do not zo di ma."),
    ],
)
def test_other_figures_are_no_times_in_any_language(language: str, text: str) -> None:
    assert [slot for slot in slots(language, text) if slot.appointment] == []


def test_english_is_tried_where_the_language_finds_nothing() -> None:
    (slot,) = slots("de", "Your interview is on Tuesday, March 17 at 10am")
    assert shown(slot) == TEN


def test_an_unknown_language_is_read_as_english() -> None:
    (slot,) = slots("sv", "2026-03-17 10:00")
    assert shown(slot) == TEN
