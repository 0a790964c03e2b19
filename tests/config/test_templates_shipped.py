"""Every letter that comes with afterword, with everything known of an application and with any part of it missing."""

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
import regex
import yaml
from tests.support.makers import ADA, GERMAN_POLICY, POLICY, RITA, SIGNER, a_round, a_thread, an_application

from afterword.config.rulefiles import shipped_rules
from afterword.config.templatefiles import load_templates
from afterword.core.actions import FileDraft
from afterword.core.application import Step, StepRef
from afterword.core.compose import DraftText, Signer, Templates, UnfitError, Wording, write_draft
from afterword.core.facts import Address
from afterword.core.formality import is_formal_by_custom, says_formality


def is_formal(text: str, language: str) -> bool:
    """Take the text's word for it, else the custom's, as the drafts do."""
    said = says_formality(text, language)
    return said if said is not None else is_formal_by_custom(language)


TEMPLATES = load_templates(shipped_rules() / "templates")
Letter = tuple[Step, str, bool]
LETTERS: list[Letter] = sorted(TEMPLATES.drafts)
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
NOTE = "The paper on lidar is at https://jo.example/lidar."

every_letter = pytest.mark.parametrize("letter", LETTERS, ids=lambda key: f"{key[0]}-{key[1]}-{key[2]}")


@dataclass(frozen=True)
class Known:
    """What is known of one application; `who` is the recipient: of an agency, met, met before, or neither."""

    name: str = "Ada Lovelace"
    company: str = "Borg Systems"
    role: str = "Senior Data Engineer"
    day: bool = True
    phone: str = SIGNER.phone
    notes: tuple[str, ...] = (NOTE,)
    who: str = "met"
    signer: str = SIGNER.name
    own_mail: bool | None = None  # whether Ada wrote herself, and then whether formally


def every_case() -> Iterator[Known]:
    """Yield an application for each choice of what is known."""
    for name, company, role, day, phone, notes in itertools.product((True, False), repeat=6):
        for who in ("agency", "met", "again", "neither"):
            full = Known(who=who, day=day)
            yield replace(
                full,
                name=full.name if name else "",
                company=full.company if company else "Unknown company",
                role=full.role if role else "",
                phone=full.phone if phone else "",
                notes=full.notes if notes else (),
            )


def write(letter: Letter, known: Known, templates: Templates = TEMPLATES) -> DraftText:
    """Write the letter to Ada; a colleague's mail sets the tone, so that it has a subject of its own."""
    step, language, formal = letter
    ada = Address(ADA.email, known.name)
    held = () if known.who in {"agency", "neither"} else (ada,)
    appointment = a_round().appointment if known.day else None
    last = replace(a_round(number=2, interviewers=held, notes=known.notes), appointment=appointment)
    earlier = held if known.who == "again" else ()
    first = a_round(number=1, interviewers=earlier, opened=last.when.replace(month=1))
    threads = [a_thread(RITA, language=language, formal=formal)]
    if known.own_mail is not None:
        threads.append(a_thread(ada, "2026-03-04T09:00", language=language, formal=known.own_mail))
    app = an_application(
        company=known.company,
        role=known.role,
        language=language,
        agency=known.who == "agency",
        contacts=(RITA, ada),
        rounds=(replace(first, appointment=None), last),
        threads=tuple(threads),
    )
    action = FileDraft(app.id, StepRef(2, step, ada.email), last.when)
    signer = Signer(known.signer, SIGNER.address, known.phone)
    return write_draft(app, action, templates, signer, POLICY if language == "en" else GERMAN_POLICY)


@functools.cache
def every_draft(letter: Letter) -> tuple[tuple[Known, DraftText], ...]:
    """Return the letter for each choice of what is known; the hard checks run within."""
    return tuple((known, write(letter, known)) for known in every_case())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_both_letters_in_each_form_of_address(language: str) -> None:
    forms = {False} if language == "en" else {True, False}
    for step in (Step.THANK_YOU, Step.CHECK_IN):
        assert {formal for s, code, formal in LETTERS if (s, code) == (step, language)} == forms


def test_each_file_is_named_by_what_it_holds() -> None:
    files = {f.name for f in (shipped_rules() / "templates").iterdir()} - {"calendar.yaml", "reminders.yaml"}
    for name in files:
        held = yaml.safe_load((shipped_rules() / "templates" / name).read_text(encoding="utf-8"))
        step = {"T": "thank_you", "F": "check_in"}[held["step"]]
        plain = held["language"] == "en" or held["formal"]
        assert name == f"{step}.{held['language']}.{'' if plain else 'informal.'}yaml"
    assert len(files) == len(LETTERS)


@every_letter
def test_a_letter_reads_complete_whatever_is_known(letter: Letter) -> None:
    for known, draft in every_draft(letter):
        for text in (draft.subject, draft.body):
            told = f"{known}: {text}"
            assert "  " not in text, told
            assert not regex.search(r" [,.;:!?)]|\( |[,;:!?.][,;:!?.]", text.replace("https://", "")), told
            assert not regex.search(r"\(\)|„“|«\s*»|\bNone\b|\\u", text), told
        lines = draft.body.splitlines()
        assert all(line == line.strip() for line in lines), known
        assert "\n\n\n" not in draft.body, known
        assert lines[-1] == (known.phone or SIGNER.name), known
        assert lines[0].endswith((",", ":")), known
        assert draft.subject == draft.subject.strip() != "", known


@every_letter
def test_a_letter_says_what_is_known_and_nothing_else(letter: Letter) -> None:
    step, language, formal = letter
    for known, draft in every_draft(letter):
        greeting = draft.body.splitlines()[0]
        given_or_whole = known.name if formal else known.name.partition(" ")[0]
        assert (given_or_whole in greeting) if known.name else len(greeting.split()) <= 2
        assert ("Lovelace" in greeting) is (formal and bool(known.name))
        assert ("Borg Systems" in draft.body) is (known.company != "Unknown company")
        assert ("Senior Data Engineer" in draft.body) is bool(known.role)
        assert ("Senior Data Engineer" in draft.subject) is bool(known.role)
        day = TEMPLATES.calendars[language].write(date(2026, 3, 10), "US" if language == "en" else "DE")
        assert draft.body.count(day) == known.day
        assert (NOTE in draft.body.split("\n\n")) is (step is Step.THANK_YOU and bool(known.notes))


UNNAMED = {
    "de": "die Position",
    "en": "the position",
    "es": "(?:para|sobre) el puesto",
    "fr": "(?:pour|sur|concernant) le poste",
    "it": "(?:per|del)la posizione",
    "nl": "over de functie",
    "pt": "a vaga",
}


@every_letter
def test_a_letter_speaks_of_no_position_that_it_cannot_name(letter: Letter) -> None:
    for known, draft in every_draft(letter):
        unnamed = not known.role and known.company == "Unknown company"
        assert not (unnamed and regex.search(UNNAMED[letter[1]], draft.body)), known


@every_letter
def test_a_letter_is_brief(letter: Letter) -> None:
    shortest, longest = (0, 119) if letter[0] is Step.THANK_YOU else (60, 120)
    for known, draft in every_draft(letter):
        words = [word for text in draft.body.split("\n\n") if text != NOTE for word in text.split()]
        assert shortest <= len(words) <= longest, (len(words), known)


@every_letter
def test_a_letter_keeps_to_one_form_of_address(letter: Letter) -> None:
    _, language, formal = letter
    for known, draft in every_draft(letter):
        if (language, formal) == ("pt", True):  # addresses nobody by a pronoun: "o senhor" would guess a gender
            assert not regex.search(r"(?i)\b(?:você|tu|te|senhora?)\b", draft.body), known
        else:
            assert is_formal(draft.body, language) is formal, known


def test_the_thank_you_tells_its_four_occasions_apart() -> None:
    for letter in LETTERS:
        if letter[0] is Step.THANK_YOU:
            texts = {write(letter, Known(who=who)).body for who in ("agency", "met", "again", "neither")}
            assert len(texts) == 4, letter


def test_the_check_in_is_the_same_for_everyone_but_an_agency() -> None:
    for letter in LETTERS:
        if letter[0] is Step.CHECK_IN:
            texts = {write(letter, Known(who=who)).body for who in ("met", "again", "neither")}
            assert len(texts) == 1, letter
            assert write(letter, Known(who="agency")).body not in texts, letter


GENDERED = r"""(?xi)
    \( (?:a|e|o|as|es|in|ne) \) | \w[/·*](?:a|o|e|as|in|innen)\b      # forms that offer a choice
    | \b(?: sehr\ geehrte[rs]? | herrn? | frau | monsieur | madame | chère? | estimad[oa] | prezad[oa] | señora?
        | senhora? | signora? | egregi[oa] | car[oa] | mevrouw | meneer | heer )\b
    | \b(?: obrigad[oa] | encantad[oa] | interesad[oa] | interessad[oa] | contact[oa] | ravie? | intéressée?
        | enchantée? | reconnaissante? | liet[oa] | content[oa] | grat[oa] | entusiast[oa] | motivad[oa] )\b
"""


@every_letter
def test_a_letter_guesses_no_gender_of_reader_or_writer(letter: Letter) -> None:
    for known, draft in every_draft(letter):
        assert not regex.search(GENDERED, draft.body), known


NAGGING = {
    "de": "erneut|nochmals|erinner|noch nicht|noch keine|warte|letzte nachricht|frist|dringend|umgehend|spätestens",
    "en": "again|remind|not yet|still no|haven't|have not|waiting|last message|previous|deadline|urgent|immediately",
    "es": "de nuevo|recordar|recordatorio|todavía|aún|espero|esperando|mensaje anterior|plazo|urgente",
    "fr": "relance|rappel|toujours pas|pas encore|attends|attente|message précédent|délai|urgent",
    "it": "di nuovo|promemoria|ricordar|non ancora|ancora|aspetto|attesa|messaggio precedente|scadenza|urgente",
    "nl": "opnieuw|herinner|nog niet|nog geen|wacht|vorige bericht|termijn|dringend|spoedig",
    "pt": "de novo|novamente|lembrar|lembrete|ainda|aguard|espero|mensagem anterior|prazo|urgente",
}


@every_letter
def test_a_check_in_reproaches_nobody_and_names_no_earlier_note(letter: Letter) -> None:
    if letter[0] is not Step.CHECK_IN:
        return
    for known, draft in every_draft(letter):
        assert not regex.search(rf"\b(?:{NAGGING[letter[1]]})", draft.body.casefold()), known


ODD = [
    Known(company="Acme Inc.", role="Head of R&D / AI"),
    Known(company="Yahoo!", role="Ingénieure (H/F), 80 %"),
    Known(company="O'Reilly & Söhne GmbH & Co. KG", role="Sachbearbeiter/in"),
    Known(company="École 42", role="Enseignante", name="José Ángel Núñez"),
    Known(company="USA Today", role="Morgenpost-Redaktion", name="Zoë O'Neill-Grün"),
    Known(company="hello", role="UX", name="Jean-Pierre de la Tour"),
    Known(name="J. Oppenheimer"),
    Known(name="Ada"),
]


@every_letter
@pytest.mark.parametrize("known", ODD, ids=lambda known: f"{known.company}-{known.name}")
def test_odd_names_fit_into_every_letter(letter: Letter, known: Known) -> None:
    for who in ("agency", "met", "again", "neither"):
        draft = write(letter, replace(known, who=who))
        assert known.company in draft.body
        assert known.role in draft.body
        assert not regex.search(r"  | [,.;:?)]|\.\.|,,", f"{draft.subject}\n{draft.body}")


def test_a_signer_may_be_called_as_a_moving_day() -> None:
    """Morgen is a family, and a German word for tomorrow."""
    assert "Jo Morgen" in write((Step.CHECK_IN, "de", True), Known(signer="Jo Morgen")).body


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_with_a_day_that_moves_is_filed(language: str) -> None:
    assert TEMPLATES.ageing[language]
    letter = next(key for key in LETTERS if key[1] == language)
    wording = TEMPLATES.drafts[letter]
    for word in TEMPLATES.ageing[language]:
        for said in (word, word.capitalize(), word.replace(" ", "\n  ")):
            body = wording.body.replace("\n\n", f"\n\n({said}, x)\n\n", 1)
            moving = replace(TEMPLATES, drafts=dict(TEMPLATES.drafts) | {letter: Wording(wording.subject, body)})
            with pytest.raises(UnfitError, match="a day that moves"):
                write(letter, Known(), moving)


@pytest.mark.parametrize(
    ("language", "country", "first", "tenth"),
    [
        ("en", "GB", "Wednesday, 1 April", "Tuesday, 10 March"),
        ("en", "US", "Wednesday, April 1", "Tuesday, March 10"),
        ("de", "AT", "Mittwoch, dem 1. April", "Dienstag, dem 10. März"),
        ("fr", "FR", "mercredi 1er avril", "mardi 10 mars"),
        ("es", "US", "miércoles 1 de abril", "martes 10 de marzo"),
        ("pt", "BR", "quarta-feira, 1º de abril", "terça-feira, 10 de março"),
        ("it", "IT", "mercoledì 1º aprile", "martedì 10 marzo"),
        ("nl", "NL", "woensdag 1 april", "dinsdag 10 maart"),
    ],
)
def test_days_are_written_as_each_language_does(language: str, country: str, first: str, tenth: str) -> None:
    calendar = TEMPLATES.calendars[language]
    assert calendar.write(date(2026, 4, 1), country) == first
    assert calendar.write(date(2026, 3, 10), country) == tenth


@pytest.mark.parametrize("language", LANGUAGES)
def test_weekdays_and_months_are_all_different(language: str) -> None:
    calendar = TEMPLATES.calendars[language]
    assert len(set(calendar.weekdays)) == 7
    assert len(set(calendar.months)) == 12


@pytest.mark.parametrize("house", [True, False])
def test_the_recipients_own_tone_goes_before_that_of_a_colleague(house: bool) -> None:
    letter = (Step.THANK_YOU, "de", house)
    assert write(letter, Known(own_mail=True)).body.startswith("Guten Tag Ada Lovelace,")
    assert write(letter, Known(own_mail=False)).body.startswith("Hallo Ada,")
    assert write(letter, Known()).body.startswith("Guten Tag Ada Lovelace," if house else "Hallo Ada,")
