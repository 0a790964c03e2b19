"""Timelines and days of return in the six other languages."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from afterword.config.datefiles import load_timelines
from afterword.core.timeline import find_return_day, find_timeline, parse_timeline
from afterword.core.verdict import TimelineKind

TABLES = load_timelines(Path(__file__).parents[2] / "rules")
BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 3, 12, 13, tzinfo=UTC)
STATED, SOFT, IMPLICIT_NO, NOT_BEFORE = (
    TimelineKind.STATED,
    TimelineKind.SOFT,
    TimelineKind.IMPLICIT_NO,
    TimelineKind.NOT_BEFORE,
)


@pytest.mark.parametrize(
    ("language", "text", "latest", "kind"),
    [
        ("de", "Wir melden uns bis Freitag bei Ihnen.", "2026-03-13", STATED),
        ("de", "Wir melden uns bis Ende nächster Woche bei dir.", "2026-03-20", STATED),
        ("de", "Sie hören Anfang nächster Woche von uns.", "2026-03-17", STATED),
        ("de", "Wir geben Ihnen innerhalb von 5 bis 7 Werktagen Bescheid.", "2026-03-23", STATED),
        ("de", "Eine Entscheidung fällt in zwei Wochen.", "2026-03-26", STATED),
        ("de", "Wir informieren Sie bis Ende des Monats über unsere Entscheidung.", "2026-03-31", STATED),
        ("de", "Bis Monatsende treffen wir eine Entscheidung.", "2026-03-31", STATED),
        ("de", "In KW 14 bekommen Sie eine Rückmeldung.", "2026-04-03", STATED),
        ("de", "In den nächsten Wochen melden wir uns.", "2026-04-09", SOFT),
        ("de", "Bitte gedulden Sie sich bis Ende nächster Woche.", "2026-03-20", STATED),
        ("de", "Sobald alle Gespräche abgeschlossen sind, melden wir uns.", "2026-03-26", SOFT),
        ("de", "Sollten Sie bis zum 12. Juni nichts von uns hören, gilt das als Absage.", "2026-06-12", IMPLICIT_NO),
        ("de", "Eine Entscheidung wird nicht vor Mai fallen.", "2026-05-01", NOT_BEFORE),
        ("fr", "Nous reviendrons vers vous d'ici vendredi.", "2026-03-13", STATED),
        ("fr", "Vous aurez une réponse d'ici la fin de la semaine prochaine.", "2026-03-20", STATED),
        ("fr", "Vous aurez de nos nouvelles en début de semaine prochaine.", "2026-03-17", STATED),
        ("fr", "Nous vous recontacterons sous 5 à 7 jours ouvrés.", "2026-03-23", STATED),
        ("fr", "Nous prendrons notre décision sous quinze jours.", "2026-03-26", STATED),
        ("fr", "Nous vous ferons un retour sous huit jours.", "2026-03-19", STATED),
        ("fr", "Vous aurez un retour dans les prochaines semaines.", "2026-04-09", SOFT),
        ("fr", "Notre décision sera prise mi-avril.", "2026-04-20", STATED),
        ("fr", "Nous reviendrons vers vous à la rentrée.", "2026-09-10", STATED),
        ("fr", "Sans réponse de notre part sous 3 semaines, considérez-la refusée.", "2026-04-02", IMPLICIT_NO),
        ("fr", "Aucune décision ne sera prise avant mai.", "2026-05-01", NOT_BEFORE),
        ("es", "Te contactaremos antes del viernes.", "2026-03-13", STATED),
        ("es", "Tomaremos una decisión a finales de la próxima semana.", "2026-03-20", STATED),
        ("es", "Tendrás noticias nuestras a principios de la próxima semana.", "2026-03-17", STATED),
        ("es", "Te responderemos en un plazo de 5 a 7 días hábiles.", "2026-03-23", STATED),
        ("es", "Decidiremos en quince días.", "2026-03-26", STATED),
        ("es", "Le informaremos en las próximas semanas.", "2026-04-09", SOFT),
        ("es", "Tendremos una respuesta a mediados de abril.", "2026-04-20", STATED),
        ("es", "Si no recibes respuesta en 3 semanas, considera que no has sido elegido.", "2026-04-02", IMPLICIT_NO),
        ("es", "No habrá decisión antes de mayo.", "2026-05-01", NOT_BEFORE),
        ("pt", "Entraremos em contato até sexta-feira.", "2026-03-13", STATED),
        ("pt", "Daremos um retorno até o final da próxima semana.", "2026-03-20", STATED),
        ("pt", "Você receberá um retorno no início da próxima semana.", "2026-03-17", STATED),
        ("pt", "Retornaremos em 5 a 7 dias úteis.", "2026-03-23", STATED),
        ("pt", "Tomaremos uma decisão em duas semanas.", "2026-03-26", STATED),
        ("pt", "Daremos um retorno nas próximas semanas.", "2026-04-09", SOFT),
        ("pt", "Caso não receba retorno em 3 semanas, considere o processo encerrado.", "2026-04-02", IMPLICIT_NO),
        ("pt", "Não haverá decisão antes de maio.", "2026-05-01", NOT_BEFORE),
        ("it", "Ti faremo sapere entro venerdì.", "2026-03-13", STATED),
        ("it", "Avrai una risposta entro la fine della prossima settimana.", "2026-03-20", STATED),
        ("it", "La contatteremo all'inizio della prossima settimana.", "2026-03-17", STATED),
        ("it", "Ti daremo un riscontro entro 5-7 giorni lavorativi.", "2026-03-23", STATED),
        ("it", "Prenderemo una decisione tra due settimane.", "2026-03-26", STATED),
        ("it", "Ti aggiorneremo nelle prossime settimane.", "2026-04-09", SOFT),
        ("it", "Ti contatteremo dopo Ferragosto.", "2026-08-21", STATED),
        ("it", "Se non ricevi risposta entro 3 settimane, consideri chiusa la selezione.", "2026-04-02", IMPLICIT_NO),
        ("it", "Nessuna decisione prima di maggio.", "2026-05-01", NOT_BEFORE),
        ("nl", "We nemen uiterlijk vrijdag contact met je op.", "2026-03-13", STATED),
        ("nl", "Je hoort eind volgende week van ons.", "2026-03-20", STATED),
        ("nl", "Begin volgende week laten we je weten wat we beslissen.", "2026-03-17", STATED),
        ("nl", "Binnen 5 tot 7 werkdagen ontvang je een reactie.", "2026-03-23", STATED),
        ("nl", "We beslissen over twee weken.", "2026-03-26", STATED),
        ("nl", "In de komende weken hoor je van ons.", "2026-04-09", SOFT),
        (
            "nl",
            "Als je binnen 3 weken niets van ons hoort, ga er dan van uit dat het niets werd.",
            "2026-04-02",
            IMPLICIT_NO,
        ),
        ("nl", "Er komt geen beslissing voor mei.", "2026-05-01", NOT_BEFORE),
    ],
)
def test_a_promise_is_read_in_its_own_language(language: str, text: str, latest: str, kind: TimelineKind) -> None:
    timeline = find_timeline(text, language, THURSDAY, BERLIN, "US", TABLES)
    assert timeline
    assert (timeline.latest, timeline.kind) == (date.fromisoformat(latest), kind)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir melden uns zeitnah bei Ihnen."),
        ("de", "Bitte senden Sie uns den Test bis Freitag."),
        ("de", "Bitte geben Sie uns bis Freitag Rückmeldung."),
        ("de", "Das Gespräch findet nächste Woche statt."),
        ("fr", "Nous reviendrons vers vous dans les meilleurs délais."),
        ("fr", "Merci de nous répondre avant vendredi."),
        ("fr", "Votre entretien aura lieu la semaine prochaine."),
        ("es", "Te avisaremos en breve."),
        ("es", "Por favor, responde antes del viernes."),
        ("es", "La entrevista será la próxima semana."),
        ("pt", "Em breve entraremos em contato."),
        ("pt", "Por favor, responda até sexta-feira."),
        ("pt", "A entrevista será na próxima semana."),
        ("it", "Ti contatteremo a breve."),
        ("it", "Ti chiediamo di rispondere entro venerdì."),
        ("it", "Il colloquio sarà la prossima settimana."),
        ("nl", "Je hoort zo snel mogelijk van ons."),
        ("nl", "Laat ons uiterlijk vrijdag weten of je kunt."),
        ("nl", "Het gesprek is volgende week."),
    ],
)
def test_what_is_no_timeline_in_any_language(language: str, text: str) -> None:
    assert find_timeline(text, language, THURSDAY, BERLIN, "US", TABLES) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "zwei Wochen"),
        ("de", "in 14 Tagen"),
        ("de", "two weeks"),
        ("fr", "quinze jours"),
        ("fr", "sous deux semaines"),
        ("es", "dos semanas"),
        ("pt", "em quinze dias"),
        ("it", "due settimane"),
        ("nl", "over twee weken"),
    ],
)
def test_a_bare_answer_is_understood_in_the_language_and_in_english(language: str, text: str) -> None:
    timeline = parse_timeline(text, language, date(2026, 3, 12), "US", TABLES)
    assert timeline
    assert timeline.latest == date(2026, 3, 26)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "Ich bin ab dem 17. Juni wieder erreichbar.", date(2026, 6, 17)),
        ("de", "Am Mittwoch, den 17.6., bin ich wieder im Büro.", date(2026, 6, 17)),
        ("de", "Ich bin bis einschließlich 16. Juni nicht im Büro.", date(2026, 6, 17)),
        ("de", "Ich bin vom 10. bis 16. Juni im Urlaub.", date(2026, 6, 17)),
        ("de", "Ich bin bis zum 16.06.2026 abwesend.", date(2026, 6, 16)),
        ("fr", "Je serai de retour le 17 juin.", date(2026, 6, 17)),
        ("fr", "Je suis absente jusqu'au 16 juin inclus.", date(2026, 6, 17)),
        ("fr", "Je suis en congés du 10 au 16 juin.", date(2026, 6, 17)),
        ("es", "Estaré de vuelta el 17 de junio.", date(2026, 6, 17)),
        ("es", "Estoy fuera hasta el 16 de junio inclusive.", date(2026, 6, 17)),
        ("pt", "Estarei de volta no dia 17 de junho.", date(2026, 6, 17)),
        ("it", "Rientrerò il 17 giugno.", date(2026, 6, 17)),
        ("it", "Sono in ferie fino al 16 giugno compreso.", date(2026, 6, 17)),
        ("nl", "Ik ben vanaf 17 juni weer bereikbaar.", date(2026, 6, 17)),
        ("nl", "Ik ben afwezig tot en met 16 juni.", date(2026, 6, 17)),
    ],
)
def test_a_day_of_return_is_read_in_its_own_language(language: str, text: str, day: date) -> None:
    written = datetime(2026, 6, 4, 9, tzinfo=UTC)
    assert find_return_day(text, language, written, BERLIN, "US", TABLES) == day
