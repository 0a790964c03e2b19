"""Subjects without the marks that mail programs put before them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.mail.subject import base_subject, is_forward, is_reply, reply_subject


@pytest.mark.parametrize(
    "subject",
    [
        *(
            "Your interview",
            "Re: Your interview",
            "RE: RE: Your interview",
            "Re[2]: Your interview",
            "Re(3): Your interview",
        ),
        *("AW: Your interview", "AW: WG: Your interview", "SV: VS: Your interview", "VB: Your interview"),
        *("Antw: Your interview", "Doorst: Your interview", "TR : Your interview", "RV: RES: Your interview"),
        *(
            "ENC: Your interview",
            "Odp: Your interview",
            "PD: Your interview",
            "RIF: Your interview",
            "回复\uff1aYour interview",
        ),
        *("Fwd: Your interview", "FW: Fw: Your interview", "Your interview (fwd)", "[Fwd: Your interview]"),
        *("[jobs] Re: [jobs] Your interview", "  re :  Your   interview ", "Re: Your interview (fwd) (fwd)"),
    ],
)
def test_every_language_and_client_marks_the_same_base(subject: str) -> None:
    assert base_subject(subject) == "Your interview"


@pytest.mark.parametrize(
    "subject",
    [
        *(
            "Research assistant",
            "I: an introduction",
            "R: a language",
            "Reminder: interview",
            "Wage: 50k",
            "Answer: yes",
        ),
        *("Ref 1234", "Vs. the others", "Training: day 1", "Resume received", "Fwdinterview"),
    ],
)
def test_words_that_only_begin_like_marks_stay(subject: str) -> None:
    assert subject == base_subject(subject)


@pytest.mark.parametrize("subject", ["R: Colloquio", "I: R: Colloquio", "R: Re: Colloquio", "I: Colloquio"])
def test_single_letters_are_marks_in_italian(subject: str) -> None:
    assert base_subject(subject) == "Colloquio"


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Your interview", "Re: Your interview"),
        ("AW: Your interview", "Re: Your interview"),
        ("Fwd: RE: Your interview", "Re: Your interview"),
        ("[Ticket 17] Your interview", "Re: [Ticket 17] Your interview"),
        ("", "Re:"),
    ],
)
def test_an_answer_has_one_mark_and_keeps_the_ticket(subject: str, answer: str) -> None:
    assert answer == reply_subject(subject)


def test_the_outermost_mark_tells_answers_from_mail_passed_on() -> None:
    assert [is_forward(s) for s in ("WG: x", "I: R: x", "Re: Fwd: x", "x")] == [True, True, False, False]
    assert [is_reply(s) for s in ("AW: x", "R: Re: x", "Fwd: Re: x", "x")] == [True, True, False, False]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_what_is_stripped_once_has_nothing_left_to_strip(subject: str) -> None:
    assert base_subject(base_subject(subject)) == base_subject(subject)
    assert reply_subject(reply_subject(subject)) == reply_subject(subject)
    assert base_subject(reply_subject(subject)) == base_subject(subject)
