"""Who says to be of those who arrange interviews."""

from datetime import UTC, datetime

import pytest

from afterword.core.facts import Address, MessageFacts
from afterword.core.recruiters import arranges_interviews

YUKI = Address("yuki.tanaka@corvid.example", "Yuki Tanaka")


def _mail(text: str, signature: str = "", sender: Address = YUKI) -> MessageFacts:
    return MessageFacts(
        "<1@corvid.example>", datetime(2026, 3, 2, 9, tzinfo=UTC), sender, text=text, signature=signature
    )


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("See you then.", "Yuki Tanaka\nRecruiting Coordinator"),
        ("See you then.\n\nYuki Tanaka\nRecruiting Coordinator, Corvid Systems", ""),
        ("See you then.\n\nYuki\nTalent Partner", ""),
        ("Bis dann.\n\nYuki Tanaka\nPersonalreferentin", ""),
    ],
)
def test_a_title_of_recruiting_below_the_name_counts_with_a_closing_line_or_without(text: str, signature: str) -> None:
    assert arranges_interviews(_mail(text, signature), YUKI)


def test_the_word_recruiting_above_the_name_is_no_title() -> None:
    assert not arranges_interviews(_mail("I lead the team and do my own recruiting.\n\nYuki\nHead of Design"), YUKI)


def test_a_name_far_from_the_end_signs_nothing() -> None:
    text = "Yuki\n" + "Recruiting is hard.\n" * 20
    assert not arranges_interviews(_mail(text), YUKI)
