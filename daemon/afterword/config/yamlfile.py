"""
Reads a YAML file a person wrote, and names every mistake in it at once, with its place and its cure.

Only the words of YAML 1.2 have a meaning of their own (core schema, YAML 1.2.2 section 10.3):
true, false, null and numbers. PyYAML alone would read `22:00` as 1320, `on` as True and the
country NO as False. A key may stand once, and anchors are refused: a page that people edit says
things where they hold.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from afterword.config.wording import problems_of
from afterword.errors import ConfigError, Problem

try:
    from yaml import CSafeLoader as _PlainLoader
except ImportError:  # PyYAML built without libyaml: slower, same language
    from yaml import SafeLoader as _PlainLoader  # type: ignore[assignment]

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")

KeyPath = tuple[str | int, ...]
"""Where something stands in the tree: keys and list positions from 0."""


class FileModel(BaseModel):
    """The parent of every shape that a file may have: unknown keys are mistakes, values are frozen."""

    # Building a checker takes a millisecond a model: `defer_build` has only those built that are used.
    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False, defer_build=True
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a key and of its value, line and column from 1."""

    key: tuple[int, int]
    value: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed(Generic[M]):
    """A checked file that still knows where each of its values stands, for checks that come after."""

    value: M
    file: str
    spots: dict[KeyPath, Spot]

    def problem(self, path: KeyPath, what: str, write: str = "") -> Problem:
        """Return a mistake at the value of *path*, or at the nearest thing around it that the file has."""
        spot = _nearest(self.spots, path)
        return Problem(self.file, *spot.value, key_text(path), what, write)


def load(path: Path | Traversable, model: type[M]) -> M:
    """Read and check one file. Raises `ConfigError` with all its mistakes."""
    return load_placed(path, model).value


def loads(text: str, name: str, model: type[M]) -> M:
    """Check YAML text; *name* stands for the file in messages. Raises `ConfigError` with all its mistakes."""
    return loads_placed(text, name, model).value


def load_placed(path: Path | Traversable, model: type[M]) -> Placed[M]:
    """Read and check one file and keep the places. Raises `ConfigError` with all its mistakes."""
    return loads_placed(_text_of(path), str(path), model)


def loads_placed(text: str, name: str, model: type[M]) -> Placed[M]:
    """Check YAML text and keep the places. Raises `ConfigError` with all its mistakes."""
    tree = _Tree(name)
    data = tree.read(text)
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        for path, at_key, what, write in problems_of(error, model, data):
            if path in tree.broken:
                continue  # said already: what was written there could not be taken as a value
            spot = _nearest(tree.spots, path)
            tree.problems.append(Problem(name, *(spot.key if at_key else spot.value), key_text(path), what, write))
    if tree.problems:
        raise ConfigError(tuple(sorted(tree.problems, key=lambda p: (p.line, p.column)))) from None
    return Placed(value, name, tree.spots)


def collect(calls: Iterable[Callable[[], R]]) -> list[R]:
    """
    Make all calls and return their results in order.

    Where some raise `ConfigError`, the others are still made, and one `ConfigError` with the
    mistakes of all of them is raised at the end.
    """
    results: list[R] = []
    problems: list[Problem] = []
    for call in calls:
        try:
            results.append(call())
        except ConfigError as error:
            problems.extend(error.problems)
    if problems:
        raise ConfigError(tuple(problems))
    return results


def key_text(path: KeyPath) -> str:
    """Return a path as people write it: `mailboxes[0].imap.port`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


class _Loader(_PlainLoader):
    """Composes nodes with the implicit types of YAML 1.2 only."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own attribute


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
# A number with a leading zero is a text: it is a telephone number or a postcode, never an amount.
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:[0-9]*\.[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)$"),
    list("-+.0123456789"),
)

_SCALARS: dict[str, Callable[[str], object]] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:null": lambda _: None,
}
_DEEPEST = 100
_BRANCHES = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")

# What libyaml says, and what it means to somebody who does not know YAML.
_SYNTAX = (
    ("mapping values are not allowed", "a colon stands where none can", "put the whole value in quotes"),
    ("sequence entries are not allowed", "a dash stands where none can", "begin the list on a line of its own"),
    ("expected ':'", "a key without its colon", "write `key: value`"),
    ("expected key", "this line does not fit the lines around it", "indent it as far as its neighbours"),
    ("expected '-' indicator", "this line does not fit the list around it", "begin it with a dash below the others"),
    ("unexpected end of stream", "a quote is opened and never closed", "close the quote"),
    ("end of quoted", "a quote is opened and never closed", "close the quote"),
    ("another document", "a second document begins here", "take out the line of three dashes"),
    ("expected ',' or", "a bracket is opened and not closed, or a comma is missing", "mend the brackets"),
    ("undefined alias", "`*` names something that is not there", "put the value in quotes if the `*` belongs to it"),
    ("unknown escape", "a backslash in double quotes that means nothing", "use single quotes"),
    ("cannot start any token", "a value cannot begin with this sign", "put the value in quotes"),
    ("control characters", "an invisible control character", "delete it"),
    ("special characters", "an invisible control character", "delete it"),
)


class _Tree:
    """One pass over the nodes of a file: the values, their places, and what stands wrong."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.spots: dict[KeyPath, Spot] = {(): Spot((1, 1), (1, 1))}
        self.problems: list[Problem] = []
        self.broken: set[KeyPath] = set()
        self._seen: set[int] = set()

    def read(self, text: str) -> object:
        """Return the tree of values; an empty file is an empty mapping. Broken YAML raises at once."""
        text = text.removeprefix("\ufeff")
        try:
            _refuse_depth(text, self.name)
            root = _Loader(text).get_single_node()
        except yaml.YAMLError as error:
            raise ConfigError((_syntax_problem(error, text, self.name),)) from None
        return {} if root is None else self._value(root, ())

    def _value(self, node: Node, path: KeyPath) -> object:
        if id(node) in self._seen:
            self._lose(node, path, "anchors (`&`) and aliases (`*`) are not read here", "write the value out")
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode) and node.tag in _BRANCHES:
            return self._mapping(node, path)
        if isinstance(node, SequenceNode) and node.tag in _BRANCHES:
            items = []
            for position, item in enumerate(node.value):
                self.spots[(*path, position)] = Spot(_start(item), _start(item))
                items.append(self._value(item, (*path, position)))
            return items
        if isinstance(node, ScalarNode) and node.tag in _SCALARS:
            try:
                return _SCALARS[node.tag](node.value)
            except ValueError:  # `!!int apple`, or a number of thousands of digits
                pass
        what, write = "tags (`!`) are not read here", "put the value in quotes if the `!` belongs to it"
        self._lose(node, path, what, write)
        return None

    def _mapping(self, node: MappingNode, path: KeyPath) -> dict[str, object]:
        values: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._wrong(key, path, "a key must be a word", "put the value in quotes if it begins with a bracket")
                continue
            here = (*path, key.value)
            if key.value in values:
                first = self.spots[here].key[0]
                self._wrong(key, here, f"this key stands twice, first in line {first}", "keep one of the two")
                continue
            self.spots[here] = Spot(_start(key), _start(value))
            values[key.value] = self._value(value, here)
        return values

    def _lose(self, node: Node, path: KeyPath, what: str, write: str) -> None:
        """Note a mistake that leaves nothing to check at this path."""
        self.broken.add(path)
        self._wrong(node, path, what, write)

    def _wrong(self, node: Node, path: KeyPath, what: str, write: str) -> None:
        self.problems.append(Problem(self.name, *_start(node), key_text(path), what, write))


def _refuse_depth(text: str, name: str) -> None:
    """Refuse nesting that no person writes: libyaml's composer ends the process at some thousand levels."""
    if sum(text.count(opener) for opener in ("[", "{", "- - ", "? ? ")) < _DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ConfigError((Problem(name, *_start(event), "", "this is nested too deep"),))


def _start(node: Node | yaml.Event) -> tuple[int, int]:
    mark = node.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _nearest(spots: dict[KeyPath, Spot], path: KeyPath) -> Spot:
    while path not in spots:
        path = path[:-1]
    return spots[path]


def _syntax_problem(error: yaml.YAMLError, text: str, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if any(opened in str(getattr(error, "context", "")) for opened in ("flow", "quoted")):
        mark = getattr(error, "context_mark", None) or mark  # where it was opened, not where the file ends
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "this is not YAML")
    if mark is None:
        position = getattr(error, "position", None) or 0
        return _plain_syntax(Problem(name, *_place_of(text, position), "", said), text)
    return _plain_syntax(Problem(name, mark.line + 1, mark.column + 1, "", said), text)


def _plain_syntax(raw: Problem, text: str) -> Problem:
    lines = text.splitlines()
    line = lines[raw.line - 1] if 0 < raw.line <= len(lines) else ""
    if line[: raw.column].lstrip(" ").startswith("\t"):
        return Problem(raw.file, raw.line, raw.column, "", "a tab cannot indent in YAML", "write spaces instead")
    for sign, what, write in _SYNTAX:
        if sign in raw.what:
            return Problem(raw.file, raw.line, raw.column, "", what, write)
    return raw


def _text_of(path: Path | Traversable) -> str:
    name = str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError((Problem(name, 0, 0, "", "there is no such file"),)) from None
    except OSError as error:
        raise ConfigError((Problem(name, 0, 0, "", f"cannot be read: {error.strerror or error}"),)) from None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_of(raw[: error.start].decode("utf-8"), error.start)
        raise ConfigError((Problem(name, *place, "", "this is not UTF-8", "save the file as UTF-8"),)) from None


def _place_of(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
