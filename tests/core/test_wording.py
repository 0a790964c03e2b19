"""One spelling, one sentence a line, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.core.wording import reword


def sentences(text: str) -> list[str]:
    return reword(text).text.split("\n")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("We\u2019ll be in touch", "we'll be in touch"),
        ("well\u2013known", "well-known"),
        ("Straße", "strasse"),
        ("cafe\u0301", "café"),
        ("Acme\u00a0 Inc", "acme inc"),
        ("in\u00advite", "invite"),
        ("\uff29nterview", "interview"),
        ("see https://x.example/a/cancel?b=1 now", "see x.example now"),
    ],
)
def test_spellings_of_one_word_become_one(text: str, plain: str) -> None:
    assert reword(text).text == plain


def test_wrapped_lines_are_one_sentence_and_short_lines_are_their_own() -> None:
    wrapped = "Thank you for applying to the role of analyst at our small\ncompany in Berlin."
    assert len(sentences(wrapped)) == 1
    assert sentences("Date: Tuesday\nTime: 10:00\nPlace: Berlin") == ["date: tuesday", "time: 10:00", "place: berlin"]


def test_abbreviations_and_ordinals_do_not_end_a_sentence() -> None:
    assert sentences("Dr. Lee of Acme Inc. agreed.") == ["dr. lee of acme inc. agreed."]
    assert sentences("Am 12. März um 9 Uhr.") == ["am 12. märz um 9 uhr."]
    assert sentences("We meet at 10:00. Shall we talk before?") == ["we meet at 10:00.", "shall we talk before?"]


def test_words_come_back_as_they_stand_in_the_mail() -> None:
    wording = reword("Dear  Sam, the Straße is\nlong and Cafe\u0301 is open")
    start = wording.text.index("strasse")
    assert wording.words(start, start + len("strasse is")) == "Straße is"
    start = wording.text.index("café")
    assert wording.words(start, start + 4) == "Cafe\u0301"


@given(st.text(max_size=300))
def test_any_text_can_be_reworded_and_every_place_leads_back_into_it(text: str) -> None:
    wording = reword(text)
    for offset in range(len(wording.text)):
        assert 0 <= wording.back(offset) <= len(text)
    assert wording.text.count("\n") == len(wording.ends)
