from pathlib import Path

from afterword.core.transitions import draw_diagram

PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"
BEGIN, END = "<!-- state diagram: begin -->", "<!-- state diagram: end -->"


def test_the_diagram_of_the_page_is_the_transition_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    drawn = page.partition(BEGIN)[2].partition(END)[0]
    assert drawn == f"\n```mermaid\n{draw_diagram()}```\n", "draw it anew: copy what draw_diagram() returns"
