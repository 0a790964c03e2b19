"""Which languages a mail is written in."""

import pytest
from tests.core.letters import rulebook

from afterword.core.language import tell_languages
from afterword.core.wording import reword

LETTERS = {
    "en": "Thank you for your interest in the role. We have received your application and will be in touch.",
    "de": "Vielen Dank für Ihre Bewerbung. Wir haben Ihre Unterlagen erhalten und melden uns in den nächsten Tagen bei "
    "Ihnen, sobald wir sie geprüft haben.",
    "fr": "Nous avons bien reçu votre candidature et nous vous remercions de l'intérêt que vous portez à notre firme. "
    "Nous reviendrons vers vous dans les meilleurs délais.",
    "es": "Hemos recibido tu candidatura y te agradecemos el interés por nuestra empresa. Nos pondremos en contacto "
    "contigo en los próximos días si tu perfil encaja.",
    "pt": "Recebemos a sua candidatura e agradecemos o seu interesse na nossa empresa. Entraremos em contato com você "
    "nos próximos dias se o seu perfil corresponder à vaga.",
    "it": "Abbiamo ricevuto la tua candidatura e ti ringraziamo per il tuo interesse nella nostra azienda. Ti "
    "ricontatteremo nei prossimi giorni se il profilo è in linea.",
    "nl": "We hebben je sollicitatie ontvangen en danken je voor je belangstelling voor ons bedrijf. Je hoort binnen "
    "een week van ons of we je uitnodigen voor een gesprek.",
}


@pytest.mark.parametrize("code", LETTERS)
def test_a_letter_is_in_its_language(code: str) -> None:
    assert tell_languages(reword(LETTERS[code]), rulebook().common).main == code


def test_a_letter_with_its_double_in_a_second_language_is_in_both() -> None:
    spoken = tell_languages(reword(LETTERS["de"] + "\n\n" + LETTERS["en"]), rulebook().common).spoken
    assert {"de", "en"} <= spoken


def test_of_a_short_text_every_language_is_asked() -> None:
    assert tell_languages(reword("Terminabsage"), rulebook().common).spoken == frozenset(rulebook().common)


def test_a_text_in_a_language_without_rules_is_foreign() -> None:
    text = "Kiitos hakemuksestasi, palaamme asiaan ensi viikolla kun olemme käsitelleet kaikki hakemukset huolella."
    told = tell_languages(reword(text), rulebook().common)
    assert told.foreign
    assert told.main == ""
