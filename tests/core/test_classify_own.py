"""What the user's own mail is to an application."""

import pytest
from tests.core.letters import letter, rulebook

from afterword.core.classify import classify_own
from afterword.core.verdict import OwnKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dear Dana, thank you for taking the time to speak with me today about the Analyst role.", OwnKind.THANKS),
        ("It was a pleasure meeting you and the team yesterday.", OwnKind.THANKS),
        ("I wanted to check in on the status of my application for Analyst.", OwnKind.CHECK_IN),
        ("Hi Dana, just following up on our interview. Is there any update on the timeline?", OwnKind.CHECK_IN),
        ("I am writing to withdraw my application for the Analyst position.", OwnKind.WITHDRAWAL),
        ("I have accepted another offer and would like to be removed from consideration.", OwnKind.WITHDRAWAL),
        ("I'm running five minutes late, sorry!", OwnKind.OTHER),
        ("Thursday at 2 works for me, see you then.", OwnKind.OTHER),
        ("Thank you for inviting me to interview, I look forward to meeting you.", OwnKind.OTHER),
        ("I do not want to withdraw my application.", OwnKind.OTHER),
        ("If the salary is fixed I would have to withdraw my application.", OwnKind.OTHER),
        ("I am no longer available on Tuesday at noon.", OwnKind.OTHER),
        ("Vielen Dank für das angenehme Gespräch gestern, es hat mich sehr gefreut.", OwnKind.THANKS),
        ("Hiermit ziehe ich meine Bewerbung zurück.", OwnKind.WITHDRAWAL),
        ("Je vous remercie pour notre entretien d'hier.", OwnKind.THANKS),
        ("Escribo para retirar mi candidatura.", OwnKind.WITHDRAWAL),
        ("Volevo chiedere se ci sono novità sulla mia candidatura.", OwnKind.CHECK_IN),
        ("Gostaria de saber o andamento da minha candidatura.", OwnKind.CHECK_IN),
        ("Bedankt voor het prettige gesprek van gisteren.", OwnKind.THANKS),
    ],
)
def test_own_mail_is_told_by_its_words(text: str, kind: OwnKind) -> None:
    assert classify_own(letter(text, sender="me@example.net"), rulebook())[0] is kind


def test_a_thank_you_that_also_withdraws_is_a_withdrawal() -> None:
    text = "Thank you for taking the time to speak with me. I would like to withdraw my application."
    assert classify_own(letter(text), rulebook())[0] is OwnKind.WITHDRAWAL


def test_the_subject_of_own_mail_counts_for_nothing() -> None:
    assert classify_own(letter("See you at nine.", "Re: Withdraw my application?"), rulebook())[0] is OwnKind.OTHER
