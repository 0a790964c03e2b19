"""Every mistake of a file at once, each with its place, in plain English, with what to write."""

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field, field_validator

from afterword.config.wording import wrong
from afterword.config.yamlfile import FileModel, collect, load, load_placed, loads, loads_placed
from afterword.errors import ConfigError, Problem


class Host(FileModel):
    host: str
    port: int = Field(993, ge=1)
    tls: Literal["implicit", "starttls"] = "implicit"


class Words(FileModel):
    type: Literal["words"]
    words: tuple[str, ...] = Field(min_length=1)


class Limit(FileModel):
    type: Literal["limit"]
    most: float


class Page(FileModel):
    name: str = Field(examples=["Alice"])
    start: str = ""
    server: str | Host | None = None
    rules: list[Annotated[Words | Limit, Field(discriminator="type")]] = Field([])
    hosts: dict[str, Host] = Field({})
    flag: bool = False

    @field_validator("start")
    @classmethod
    def _no_noon(cls, value: str) -> str:
        if value == "12:00":
            raise wrong("is {noon}", "write another hour")
        return value


def problems(text: str) -> list[Problem]:
    with pytest.raises(ConfigError) as raised:
        loads(text, "page.yaml", Page)
    return list(raised.value.problems)


def only(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("22:00", "22:00"),
        ("on", "on"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("0123", "0123"),
        ("+49", None),
        ("2026-03-12", "2026-03-12"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("=", "="),
        ("'5'", "5"),
    ],
)
def test_words_that_yaml_1_1_makes_into_something_else_stay_texts(written: str, meant: str | None) -> None:
    if meant is None:  # a number, and so no text
        assert "not a number" in only(f"name: {written}").what
    else:
        assert loads(f"name: {written}", "page.yaml", Page).name == meant


def test_true_null_and_numbers_have_their_types() -> None:
    page = loads("name: a\nflag: true\nserver: ~\nrules: [{type: limit, most: -1.5e3}]", "page.yaml", Page)
    assert (page.flag, page.server, page.rules[0]) == (True, None, Limit(type="limit", most=-1500.0))


def test_a_key_of_any_look_is_a_text() -> None:
    page = loads("name: a\nhosts: {no: {host: x}, 1: {host: y}, true: {host: z}}", "page.yaml", Page)
    assert list(page.hosts) == ["no", "1", "true"]


def test_all_mistakes_come_at_once_in_the_order_of_the_file() -> None:
    text = """\
server: {hots: a, port: ninety}
rules:
  - {type: limit, most: much, least: 1}
  - {type: limits}
  - {type: words, words: hello}
  - 7
hosts:
  one: {host: 1, tls: startls}
flag: maybe
flag: true
"""
    assert [(p.line, p.column, p.key) for p in problems(text)] == [
        (1, 1, "name"),
        (1, 9, "server.host"),
        (1, 10, "server.hots"),
        (1, 25, "server.port"),
        (3, 25, "rules[0].most"),
        (3, 31, "rules[0].least"),
        (4, 5, "rules[1]"),
        (5, 26, "rules[2].words"),
        (6, 5, "rules[3]"),
        (8, 15, "hosts.one.host"),
        (8, 23, "hosts.one.tls"),
        (9, 7, "flag"),
        (10, 1, "flag"),
    ]


@pytest.mark.parametrize(
    ("text", "what", "write"),
    [
        ("nmae: a\nname: a", "is not a key that is known here", "did you mean `name`?"),
        ("name: a\nzzz: b", "is not a key that is known here", "known keys: flag, hosts, name, rules, server, start"),
        ("flag: true", "is missing", "write, for example, `name: Alice`"),
        ("name: 5", "should be a text, not a number", "put it in quotes"),
        ("name:", "should be a text, not empty", ""),
        ("name: a\nserver: [b]", "should be a text or a group of keys, not a list", ""),
        ("name: a\nserver: {host: b, port: 0}", "must be at least 1", ""),
        ("name: a\nserver: {host: b, tls: star}", "should be implicit or starttls", "did you mean `starttls`?"),
        ("name: a\nrules: [{type: word}]", "`type` should be words or limit", "did you mean `words`?"),
        ("name: a\nrules: [{most: 1}]", "`type` is missing", ""),
        ("name: a\nrules: [{type: words, words: []}]", "has too few entries: at least 1", ""),
        ("name: a\nrules: no", "should be a list, not this text", "write each entry on a line of its own"),
        ("name: a\nstart: 12:00", "is {noon}", "write another hour"),
        ("name: a\nname: b", "this key stands twice, first in line 1", "keep one of the two"),
        ("name: &a b\nstart: *a", "anchors (`&`) and aliases (`*`) are not read here", "write the value out"),
        ("name: !!int a", "tags (`!`) are not read here", "put the value in quotes if the `!` belongs to it"),
        ("name: !secret a", "tags (`!`) are not read here", "put the value in quotes if the `!` belongs to it"),
        ("name: a\n? [b]\n: c", "a key must be a word", "put the value in quotes if it begins with a bracket"),
        ("- a", "should be a group of keys, not a list", ""),
    ],
)
def test_a_mistake_is_said_in_plain_words_with_its_cure(text: str, what: str, write: str) -> None:
    problem = only(text)
    assert problem.what == what
    assert problem.write.startswith(write)
    assert bool(problem.write) == bool(write)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("name: a: b", 1, "a colon stands where none can"),
        ("name: a\nstart: 'b", 2, "a quote is opened and never closed"),
        ("name:\n\tb: c", 2, "a tab cannot indent in YAML"),
        ("name: a\nrules: [b", 2, "a bracket is opened and not closed, or a comma is missing"),
        ("name: a\n---\nname: b", 2, "a second document begins here"),
        ("name: %a", 1, "a value cannot begin with this sign"),
        ("name: a\0b", 1, "an invisible control character"),
        ('name: "a\\q"', 1, "a backslash in double quotes that means nothing"),
        ("name: *b", 1, "`*` names something that is not there"),
        (f"name: a\nrules: {'[' * 5000}", 2, "this is nested too deep"),
        (f"name: a\nrules:\n  {'- ' * 5000}", 3, "this is nested too deep"),
        ("name: a\nrules: - b", 2, "a dash stands where none can"),
    ],
)
def test_broken_yaml_is_named_with_its_line(text: str, line: int, what: str) -> None:
    problem = only(text)
    assert (problem.file, problem.line, problem.what) == ("page.yaml", line, what)
    assert problem.column >= 1


def test_an_alias_bomb_ends_at_once() -> None:
    levels = "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert any("anchors" in p.what for p in problems(f"k0: &k0 [a]\n{levels}"))


def test_a_value_is_never_repeated_in_a_message() -> None:
    found = problems("name: [hunter2]\nflag: hunter2\nserver: {host: a, port: hunter2, tls: hunter2}")
    assert len(found) == 4
    assert "hunter2" not in "".join(map(str, found))


def test_an_empty_file_lacks_only_what_is_needed() -> None:
    assert [p.key for p in problems("")] == ["name"]
    assert [p.key for p in problems("# nothing\n")] == ["name"]


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text("\ufeffname: Zoë\n", encoding="utf-8")
    assert load(path, Page).name == "Zoë"


@pytest.mark.parametrize("make", ["missing", "directory", "latin-1"])
def test_a_file_that_cannot_be_read_is_a_problem_with_its_name(tmp_path: Path, make: str) -> None:
    path = tmp_path / "page.yaml"
    if make == "directory":
        path.mkdir()
    elif make == "latin-1":
        path.write_bytes("name: a\nstart: Zoë\n".encode("latin-1"))
    with pytest.raises(ConfigError) as raised:
        load(path, Page)
    (problem,) = raised.value.problems
    assert problem.file == str(path)
    said = {"missing": "there is no such file", "directory": "Is a directory", "latin-1": "this is not UTF-8"}
    assert said[make] in problem.what
    assert (problem.line, problem.column) == ((2, 10) if make == "latin-1" else (0, 0))


def test_later_checks_point_at_the_value_or_at_what_is_around_it(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text("name: a\nhosts:\n  one: {host: x}\n", encoding="utf-8")
    placed = load_placed(path, Page)
    there = placed.problem(("hosts", "one", "host"), "is down", "name another")
    absent = placed.problem(("hosts", "one", "port"), "is shut")
    assert str(there) == f"{path}:3:15: hosts.one.host: is down\n    name another"
    assert (absent.line, absent.column, absent.key) == (3, 8, "hosts.one.port")


def test_the_mistakes_of_several_files_are_joined() -> None:
    with pytest.raises(ConfigError) as raised:
        collect(
            [
                lambda: loads("", "one.yaml", Page),
                lambda: loads("name: a", "two.yaml", Page),
                lambda: loads("name: b\nflg: true", "three.yaml", Page),
            ]
        )
    assert [(p.file, p.key) for p in raised.value.problems] == [("one.yaml", "name"), ("three.yaml", "flg")]


def test_files_without_mistakes_are_given_back_in_order() -> None:
    pages = collect([lambda: loads("name: a", "one.yaml", Page), lambda: loads("name: b", "two.yaml", Page)])
    assert [page.name for page in pages] == ["a", "b"]


def test_places_count_characters_not_bytes() -> None:
    assert loads_placed("name: Zoë\nhosts: {zoë: {host: x}}", "p", Page).spots["hosts", "zoë", "host"].value == (2, 21)
