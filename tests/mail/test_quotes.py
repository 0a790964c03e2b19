"""What is new in a mail, apart from what it quotes: every client's way, every language's words."""

import pytest

from afterword.mail.quotes import split_quotes

NEW = "We have decided to invite you to a second talk."

ATTRIBUTIONS = {
    "gmail en": "On Tue, Mar 10, 2026 at 10:00 AM Anna Schmidt <anna@acme.example> wrote:",
    "gmail en wrapped": "On Tue, Mar 10, 2026 at 10:00 AM Anna Schmidt <\nanna.schmidt@acme.example> wrote:",
    "gmail en in three lines": "On Tuesday, 10 March 2026 at 10:00 Anna-Katharina Schmidt (Talent Team)\n"
    "<anna.schmidt@a-very-long-name.example>\nwrote:",
    "apple en": "On 10 Mar 2026, at 10:00, Anna Schmidt <anna@acme.example> wrote:",
    "apple en without address": "On Mar 10, 2026, at 10:00 AM, Anna Schmidt wrote:",
    "thunderbird en": "On 3/10/26 10:00, Anna Schmidt wrote:",
    "yahoo en": "On Tuesday, March 10, 2026 at 10:00:00 AM GMT+1, Anna Schmidt <anna@acme.example> wrote:",
    "proton en": "On Tuesday, March 10th, 2026 at 10:00, Anna Schmidt <anna@acme.example> wrote:",
    "gmail de": "Am Di., 10. März 2026 um 10:00 Uhr schrieb Anna Schmidt <anna@acme.example>:",
    "gmail de on a phone": "Anna Schmidt <anna@acme.example> schrieb am Di., 10. März 2026, 10:00:",
    "apple de": "Am 10.03.2026 um 10:00 schrieb Anna Schmidt <anna@acme.example>:",
    "thunderbird de": "Am 10.03.26 um 10:00 schrieb Anna Schmidt:",
    "gmail fr": "Le mar. 10 mars 2026 à 10:00, Anna Schmidt <anna@acme.example> a écrit :",
    "gmail fr with a hard space": "Le mar. 10 mars 2026 à 10:00, Anna Schmidt <anna@acme.example> a\nécrit :",
    "thunderbird fr": "Le 10/03/2026 à 10:00, Anna Schmidt a écrit :",
    "gmail es": "El mar, 10 mar 2026 a las 10:00, Anna Schmidt (<anna@acme.example>) escribió:",
    "thunderbird es": "El 10/3/26 a las 10:00, Anna Schmidt escribió:",
    "gmail pt": "Em ter., 10 de mar. de 2026 às 10:00, Anna Schmidt <anna@acme.example> escreveu:",
    "thunderbird pt": "Em 10/03/2026 10:00, Anna Schmidt escreveu:",
    "gmail it": "Il giorno mar 10 mar 2026 alle ore 10:00 Anna Schmidt <anna@acme.example> ha scritto:",
    "thunderbird it": "Il 10/03/26 10:00, Anna Schmidt ha scritto:",
    "gmail nl": "Op di 10 mrt 2026 om 10:00 schreef Anna Schmidt <anna@acme.example>:",
    "apple nl": "Op 10 mrt. 2026, om 10:00 heeft Anna Schmidt <anna@acme.example> het volgende geschreven:",
    "gmail sv": "Den tis 10 mars 2026 kl 10:00 skrev Anna Schmidt <anna@acme.example>:",
    "old gmail": "2026-03-10 10:00 GMT+01:00 Anna Schmidt <anna@acme.example>:",
}

ANNA = "Anna Schmidt <anna@acme.example>"
HEADINGS = {
    "outlook en": f"-----Original Message-----\nFrom: {ANNA}\nSent: Tuesday\nTo: Me\nSubject: Talk",
    "outlook en block": f"From: {ANNA}\nSent: Tuesday, March 10, 2026 10:00\nTo: Me <me@example.org>\nSubject: Talk",
    "outlook en without addresses": "From: Anna Schmidt\nSent: Tuesday, March 10, 2026\nTo: Me\nSubject: Talk",
    "outlook en bold": f"*From:* {ANNA}\n*Sent:* Tuesday\n*To:* Me\n*Subject:* Talk",
    "outlook de": f"Von: {ANNA}\nGesendet: Dienstag, 10. März 2026 10:00\nAn: Me\nBetreff: Talk",
    "outlook de line": "-----Ursprüngliche Nachricht-----\nVon: Anna Schmidt",
    "outlook fr": f"De : {ANNA}\nEnvoyé : mardi 10 mars 2026 10:00\nÀ : Me\nObjet : Talk",
    "outlook es": f"De: {ANNA}\nEnviado: martes, 10 de marzo\nPara: Me\nAsunto: Talk",
    "outlook pt": f"De: {ANNA}\nEnviada em: terça-feira\nPara: Me\nAssunto: Talk",
    "outlook it": f"Da: {ANNA}\nInviato: martedì 10 marzo\nA: Me\nOggetto: Talk",
    "outlook nl": f"Van: {ANNA}\nVerzonden: dinsdag 10 maart\nAan: Me\nOnderwerp: Talk",
    "outlook on a phone": f"{'_' * 32}\nFrom: {ANNA}\nSent: Tuesday\nTo: Me\nSubject: Talk",
    "long list of recipients": f"From: {ANNA}\nSent: Tuesday\nTo: Me <me@example.org>;\n"
    "You <you@example.org>; They <they@example.org>\nSubject: Talk",
    "proton": f"------- Original Message -------\nOn Tuesday, March 10th, 2026 at 10:00, {ANNA} wrote:",
    "yahoo date first": f"Subject: Talk\nFrom: {ANNA}\nDate: Tue, 10 Mar 2026\nTo: Me",
    "gmx": f"Gesendet: Dienstag, 10. März 2026 um 10:00 Uhr\nVon: {ANNA}\nAn: Me\nBetreff: Talk",
}


@pytest.mark.parametrize("name", ATTRIBUTIONS)
@pytest.mark.parametrize("old", ["> We could not invite you.\n> Bye", "We could not invite you.\nBye"])
def test_what_stands_below_an_attribution_line_is_old(name: str, old: str) -> None:
    split = split_quotes(f"{NEW}\n\n{ATTRIBUTIONS[name]}\n\n{old}\n", "Re: Talk")

    assert split.text == NEW
    assert "could not invite" in split.quoted
    assert not split.forwarded


@pytest.mark.parametrize("name", HEADINGS)
def test_what_stands_below_a_heading_is_old(name: str) -> None:
    split = split_quotes(f"{NEW}\n\n{HEADINGS[name]}\n\nWe could not invite you.\n", "RE: Talk")

    assert split.text == NEW
    assert "could not invite" in split.quoted


@pytest.mark.parametrize(
    "text",
    [
        "Your interview:\nDate: Tuesday, 17 March 2026\nFrom: 14:00\nTo: 15:00\nSubject: Second talk\nSee you then.",
        "Ihr Termin\nDatum: 17.03.2026\nVon: 14:00 Uhr\nAn: Raum 4\nBetreff: Gespräch\nBis dann",
        "Trip\nFrom: Berlin\nDate: 12 March\nTo: Munich\nBring your passport.",
        "Please bring:\n- your passport\n- your diploma\n-- and a pen\nThat is all.",
        "On Tuesday you wrote:\nI am free on Friday. That suits us, we fixed it.",
        "On 17 March we meet in Berlin: please come early.\nNothing else to do.",
        "As discussed on 17.03.2026, the steps are:\n1. a test\n2. a talk",
        "Meeting\n____________________\nJoin: https://teams.example/x\nSee you",
        "From: the station, walk left.\nTo: the tower.\nWe wait there.",
    ],
)
def test_text_that_only_looks_like_quoting_stays(text: str) -> None:
    assert text == split_quotes(text, "Interview").text


def test_answers_between_quoted_lines_are_kept() -> None:
    text = (
        "Hi, see below.\n\nOn Tue, 10 Mar 2026 at 10:00, Me <me@example.org> wrote:\n"
        "> When will you decide?\n\nBy the end of next week.\n\n> Whom shall I ask?\n\nAsk me.\n"
    )
    split = split_quotes(text, "Re: Talk")

    assert split.text == "Hi, see below.\n\nBy the end of next week.\n\nAsk me."
    assert "When will you decide?" in split.quoted
    assert "wrote:" in split.quoted


def test_an_answer_below_the_quote_is_kept() -> None:
    split = split_quotes("Am 10.03.26 um 10:00 schrieb Anna:\n> Passt Dienstag?\nJa, Dienstag passt.", "Re: Talk")

    assert split.text == "Ja, Dienstag passt."


def test_a_bounce_without_report_does_not_speak_with_the_words_it_returns() -> None:
    text = (
        "Sorry, no mailbox here by that name.\n\n--- Below this line is a copy of the message.\n\n"
        "Thank you for the talk!"
    )

    assert split_quotes(text, "failure notice").text == "Sorry, no mailbox here by that name."


FORWARDED = "---------- Forwarded message ---------"
FORWARDS = {
    "gmail": f"{FORWARDED}\nFrom: {ANNA}\nDate: Tue, 10 Mar 2026\nSubject: Talk\nTo: <me@example.org>\n\n\n{{}}",
    "apple": f"> Begin forwarded message:\n> \n> From: {ANNA}\n> Subject: Talk\n> Date: 10 March\n"
    "> To: me@example.org\n> \n> {}",
    "thunderbird de": "-------- Weitergeleitete Nachricht --------\nBetreff: Talk\nDatum: 10 März\n"
    f"Von: {ANNA}\nAn: me@example.org\n\n{{}}",
    "outlook": f"From: {ANNA}\nSent: Tuesday\nTo: Me\nSubject: Talk\n\n{{}}",
    "outlook fr": f"-----Message d'origine-----\nDe : {ANNA}\nEnvoyé : mardi\nÀ : Me\nObjet : Talk\n\n{{}}",
    "proton": f"------- Forwarded Message -------\nFrom: {ANNA}\nDate: On Tuesday\nSubject: Talk\n"
    "To: me@example.org\n\n> {}",
    "nested": f"{FORWARDED}\nFrom: Bob <bob@acme.example>\nDate: Tue\nSubject: Fwd: Talk\n"
    f"To: me@example.org\n\n{FORWARDED}\nFrom: {ANNA}\nDate: Tue\nSubject: Talk\nTo: Bob\n\n{{}}",
}


@pytest.mark.parametrize("name", FORWARDS)
@pytest.mark.parametrize("note", ["", "fyi\n\n"])
@pytest.mark.parametrize("subject", ["Fwd: Talk", "WG: Talk", "TR : Talk", "RV: Talk", "ENC: Talk", "Doorst: Talk"])
def test_a_mail_passed_on_keeps_its_text(name: str, note: str, subject: str) -> None:
    split = split_quotes(note + FORWARDS[name].format(NEW), subject)

    assert split.forwarded
    assert (note.strip() + "\n\n" + NEW).strip() == split.text
    assert "anna@acme.example" in split.quoted


def test_a_heading_with_nothing_above_it_is_a_mail_passed_on_unless_it_answers() -> None:
    body = f"{HEADINGS['outlook en block']}\n\n{NEW}"

    assert split_quotes(body, "Talk").text == NEW
    assert split_quotes(body, "Re: Talk").text == ""


def test_what_the_forwarded_mail_itself_quotes_is_old() -> None:
    body = FORWARDS["gmail"].format(f"{NEW}\n\n{ATTRIBUTIONS['gmail en']}\n> Will you invite me?")
    split = split_quotes(body, "Fwd: Talk")

    assert split.text == NEW
    assert "Will you invite me?" in split.quoted


def test_a_long_text_above_a_forwarded_mail_stands_alone() -> None:
    own = "\n".join(f"This is sentence number {number} of my own." for number in range(20))
    split = split_quotes(f"{own}\n\n{FORWARDS['gmail'].format(NEW)}", "Fwd: Talk")

    assert own == split.text
    assert not split.forwarded
