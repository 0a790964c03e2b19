"""Signatures and disclaimers, kept apart without losing a sentence."""

import pytest

from afterword.mail.footers import split_footers

SAID = "Thank you for the talk.\n\nWe will decide by 12 June."


@pytest.mark.parametrize(
    "closing",
    [
        *(
            "Best regards,",
            "Kind regards",
            "Best,",
            "Thanks,",
            "Many thanks and best regards,",
            "Sincerely,",
            "Cheers,",
        ),
        *(
            "Warm regards,",
            "Yours sincerely,",
            "Mit freundlichen Grüßen",
            "Viele Grüße",
            "Beste Grüße aus Berlin",
            "LG",
        ),
        *("Cordialement,", "Bien cordialement,", "Bonne journée,", "Saludos cordiales,", "Un saludo,", "Atentamente,"),
        *(
            "Atenciosamente,",
            "Melhores cumprimentos,",
            "Cordiali saluti,",
            "Met vriendelijke groet,",
            "Med vänlig hälsning",
        ),
    ],
)
def test_a_closing_and_the_name_below_it_are_the_signature(closing: str) -> None:
    text, signature = split_footers(f"{SAID}\n\n{closing}\nAnna Schmidt\nTalent Partner\n\n+49 30 1234567".split("\n"))

    assert text == SAID
    assert f"{closing}\nAnna Schmidt\nTalent Partner\n\n+49 30 1234567" == signature


def test_a_signature_of_many_lines_and_numbers_is_one() -> None:
    below = "Thanks!\nAnna\n\nAnna Schmidt (she/her)\nTalent Partner | Acme\n415.555.0100 | acme.example"

    assert split_footers(f"{SAID}\n\n{below}".split("\n")) == (SAID, below)


@pytest.mark.parametrize("closing", ["Viele Grüße Anna", "LG Anna", "Best, Anna", "Cheers, Anna S.", "Thanks! Anna"])
def test_a_name_may_stand_in_the_line_of_the_closing(closing: str) -> None:
    assert (SAID, closing) == split_footers(f"{SAID}\n\n{closing}".split("\n"))


@pytest.mark.parametrize(
    "below",
    [
        "PS: We moved your talk to Friday.",
        "One more thing: we need your diploma by Monday.",
        "Unfortunately, the role was filled this morning.",
        "Date: Tuesday, 17 March 2026\nTime: 14:00",
        "- Bring your passport\n- Bring your diploma",
        "Could you send your number?",
        "Interview moved to Friday",
        "Ihr Termin wurde verschoben",
    ],
)
def test_what_is_said_below_a_closing_is_not_lost(below: str) -> None:
    text, signature = split_footers(f"{SAID}\n\nBest regards,\nAnna Schmidt\n\n{below}".split("\n"))

    assert f"{SAID}\n\n{below}" == text
    assert signature == "Best regards,\nAnna Schmidt"


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for your time.\n\nWe will write again.",
        "Best practice is to ask.\n\nSo we ask.",
        "Hi,\n\nthank you very much for the talk",
        "Thanks,\n\nwe will write again.",
        "Hello,\n\nvon meinem Kollegen habe ich gehört, dass Sie kommen.",
        "Hello,\n\nSent from the team: we will write again.",
        "We talked.\n\nBest Western Hotel\nHauptstr. 1\n10115 Berlin",
    ],
)
def test_words_of_closings_in_a_sentence_or_an_address_close_nothing(text: str) -> None:
    assert (text, "") == split_footers(text.split("\n"))


def test_the_delimiter_line_opens_the_signature() -> None:
    assert split_footers(f"{SAID}\n-- \nAnna Schmidt\nAcme GmbH".split("\n")) == (SAID, "Anna Schmidt\nAcme GmbH")


def test_a_delimiter_with_a_whole_letter_below_it_is_a_rule_and_no_signature() -> None:
    letter = "\n".join(f"Sentence {number} of a long letter." for number in range(30))

    assert f"Hello\n--\n{letter}" == split_footers(f"Hello\n--\n{letter}".split("\n"))[0]


@pytest.mark.parametrize(
    "line",
    [
        *("Sent from my iPhone", "Get Outlook for iOS<https://aka.example/x>", "Von meinem iPhone gesendet"),
        *("Gesendet mit der GMX Mail App", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Enviado do meu iPhone"),
        *("Inviato da iPhone", "Verstuurd vanaf mijn iPhone", "Sent from Outlook for Android"),
    ],
)
def test_the_line_a_phone_adds_is_not_text(line: str) -> None:
    assert (SAID, line) == split_footers(f"{SAID}\n\n{line}".split("\n"))


@pytest.mark.parametrize(
    "footer",
    [
        "This e-mail and any attachments are confidential and intended solely for the addressee.",
        "CONFIDENTIALITY NOTICE: The contents may be privileged.",
        "If you are not the intended recipient, delete it.",
        "Diese E-Mail enthält vertrauliche Informationen. Falls Sie nicht der richtige Adressat sind, löschen Sie sie.",
        "Sitz der Gesellschaft: Berlin, Amtsgericht Charlottenburg, HRB 1",
        "Ce message et ses pièces jointes sont confidentiels.",
        "Este mensaje y sus anexos son confidenciales.",
        "Esta mensagem pode conter informação confidencial.",
        "Questo messaggio contiene informazioni riservate.",
        "Dit bericht is vertrouwelijk.",
        "You are receiving this email because you applied at Acme.",
        "Unsubscribe | Manage preferences",
        "© 2026 Acme Inc. All rights reserved.",
    ],
)
def test_disclaimers_and_footers_of_mailings_are_not_text(footer: str) -> None:
    assert (SAID, footer) == split_footers(f"{SAID}\n\n{footer}".split("\n"))


def test_the_first_paragraph_is_never_a_disclaimer() -> None:
    text = "This message is confidential: we would like to offer you the job."

    assert (text, "") == split_footers(text.split("\n"))
