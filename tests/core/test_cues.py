"""The small language of cues, and how cues stand in sentences."""

import pytest

from afterword.core.cues import CueError, read_atom, read_cue
from afterword.core.phrases import Marks, Phrasebook, find_cue, is_conditional
from afterword.core.wording import reword

FAMILIES = {
    "not": ("not", "*n't"),
    "advance": ("(move|moving) forward", "proceed*"),
    "you": ("you", "{yours}"),
    "yours": ("your application",),
    "if": ("if",),
    "but": ("but",),
    "idle": ("not only", "if you have questions"),
    "please": ("please",),
}


def stands(cue: str, text: str, *, condition: bool = False) -> bool:
    """Tell whether a cue stands in the first sentence, or whether it stands there under a condition."""
    read = read_cue(cue, FAMILIES)
    own = [read_atom(FAMILIES[name], FAMILIES) for name in ("if", "but", "idle", "please")]
    atoms = [atom for group in read.groups for atom in group.atoms]
    book = Phrasebook.compile([*atoms, *own], frozenset())
    marks = Marks(*(book.numbers[atom] for atom in own))
    found = book.scan(reword(text)).get(0)
    if found is None:
        return False
    found.drop_idle(marks.idle)
    spans = find_cue(book.seek(read), found, reword(text).text, marks)
    return spans is not None and (not condition or is_conditional(spans, found, marks))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("{not} .. {advance} ... {you}", "We will not be moving forward with your application"),
        ("{not} .. {advance}", "We won\u2019t proceed"),
        ("{advance} + {not}", "Not today: we move forward"),
        ("(move|moving) forward", "MOVING  forward"),
        ("regret*", "Regrettably so"),
        ("*gespräch", "Das Vorstellungsgespraech"),
        ("finish* (the|our) talks", "we are finishing our talks"),
        ("we'll call", "we'll call"),
        ("('ll|will) call", "she'll call"),
    ],
)
def test_a_cue_stands_in_a_sentence(cue: str, text: str) -> None:
    assert stands(cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("{not} .. {advance}", "It is not what we said on Monday, moving forward"),
        ("{not} .. {advance}", "not now but we move forward"),
        ("{not} .. {advance}", "not only do we move forward"),
        ("{advance} .. {not}", "not moving forward"),
        ("regret", "regretful"),
        ("sage", "a message"),
        ("{not} .. {advance}", "Not now. We move forward"),
    ],
)
def test_a_cue_does_not_stand_where_gap_order_clause_edge_or_sentence_forbid(cue: str, text: str) -> None:
    assert not stands(cue, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If we do not move forward, we tell you", True),
        ("We do not move forward if you are late", True),
        ("If you like cake, fine, but we do not move forward", False),
        ("We do not move forward, please write if you like", False),
        ("If you have questions, we do not move forward", False),
    ],
)
def test_a_condition_governs_a_cue_unless_a_new_clause_began(text: str, expected: bool) -> None:
    assert stands("{not} .. {advance}", text, condition=True) is expected


@pytest.mark.parametrize(
    ("cue", "complaint"),
    [
        ("{nothing}", "no family of words is called {nothing}"),
        ("a .. ", "is empty"),
        ("(a|b", "not closed"),
        ("(a|)", "empty phrase"),
        ("(a|b)(c|d)" * 12, "more than"),
    ],
)
def test_a_cue_that_cannot_be_read_says_why(cue: str, complaint: str) -> None:
    with pytest.raises(CueError, match=complaint.replace("{", r"\{").replace("}", r"\}")):
        read_cue(cue, FAMILIES)


def test_a_family_that_names_itself_is_refused() -> None:
    with pytest.raises(CueError, match="names itself"):
        read_cue("{loop}", {"loop": ("{loop}",)})
