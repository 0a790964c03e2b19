"""
Frozen dataclasses to JSON and back, exactly.

A field that holds its default is left out: an event has twenty fields and uses five. Therefore
the default of a stored field must never change, and a new field needs a default that means
"not known". Texts may hold anything that mail holds, lone surrogates too, since JSON is written
in ASCII. An aware time keeps its zone in the form of RFC 9557, `2026-03-12T10:00:00-04:00[America/New_York]`.
"""

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

T = TypeVar("T")

_Turn = Callable[[Any], Any]
_NONE = object()


class Codec(Generic[T]):
    """The two directions for one dataclass. Making one reads the type hints once; keep it."""

    def __init__(self, kind: type[T]) -> None:
        self._write, self._read = _turns(kind)

    def dump(self, value: T) -> str:
        """Return the value as one line of JSON in ASCII."""
        return json.dumps(self._write(value), separators=(",", ":"))

    def load(self, text: str) -> T:
        """Return the value that `dump` was given. Raises `ValueError`, `KeyError` or `TypeError` on anything else."""
        value: T = self._read(json.loads(text))
        return value


def _same(value: Any) -> Any:
    return value


@cache
def _dataclass(kind: Any) -> tuple[_Turn, _Turn]:
    hints = get_type_hints(kind)
    turns = {field.name: _turns(hints[field.name]) for field in fields(kind)}
    writes = [(field.name, turns[field.name][0], _default(field)) for field in fields(kind)]
    reads = {name: read for name, (_, read) in turns.items()}
    plain = {name for name, read in reads.items() if read is _same}  # most are: skip the call

    def write(value: Any) -> dict[str, Any]:
        raw = {}
        for name, turn, default in writes:
            part = getattr(value, name)
            if default is _NONE or part != default:
                raw[name] = turn(part)
        return raw

    def read(raw: Any) -> Any:
        return kind(**{name: part if name in plain else reads[name](part) for name, part in raw.items()})

    return write, read


def _default(field: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    return _NONE if field.default_factory is MISSING else field.default_factory()


def _turns(hint: Any) -> tuple[_Turn, _Turn]:
    """Return how a value of this type becomes JSON, and how it comes back."""
    arguments = get_args(hint)
    if hint in {str, int, float, bool}:
        return _same, _same
    if hint is datetime:
        return _write_time, _read_time
    if hint is date:
        return date.isoformat, date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint)
    if get_origin(hint) in {Union, types.UnionType} and arguments[1:] == (types.NoneType,):
        return _optional(*_turns(arguments[0]))
    if get_origin(hint) is tuple and arguments[1:] == (Ellipsis,):
        return _many(tuple, *_turns(arguments[0]))
    if get_origin(hint) is frozenset:
        return _many(frozenset, *_turns(arguments[0]))
    raise TypeError(f"no JSON form is defined for {hint}")


def _enum(kind: type[Enum]) -> tuple[_Turn, _Turn]:
    members = {member.value: member for member in kind}
    return (lambda member: member.value), members.__getitem__


def _optional(write: _Turn, read: _Turn) -> tuple[_Turn, _Turn]:
    return (
        lambda value: None if value is None else write(value),
        lambda raw: None if raw is None else read(raw),
    )


def _many(kind: Callable[[Any], Any], write: _Turn, read: _Turn) -> tuple[_Turn, _Turn]:
    if write is read is _same:
        return list, kind
    return (
        lambda values: [write(value) for value in values],
        lambda raw: kind([read(part) for part in raw]),
    )


def _write_time(at: datetime) -> str:
    key = at.tzinfo.key if isinstance(at.tzinfo, ZoneInfo) else None
    return f"{at.isoformat()}[{key}]" if key else at.isoformat()


def _read_time(text: str) -> datetime:
    stamp, _, key = text.partition("[")
    at = datetime.fromisoformat(stamp)
    if not key:
        return at
    try:
        zone = ZoneInfo(key[:-1])
    except ZoneInfoNotFoundError:
        return at
    for fold in (0, 1):  # the hour that comes twice in autumn: the offset says which was meant
        local = at.replace(tzinfo=zone, fold=fold)
        if local.utcoffset() == at.utcoffset():
            return local
    return at.astimezone(zone)  # the rules of the zone have changed since: the instant counts
