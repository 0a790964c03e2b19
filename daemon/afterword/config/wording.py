"""
Says in plain English what pydantic found: where in the file, what is wrong, what to write.

Pydantic's places pass through names that no file has (the tag of a union, the name of a class),
and a value that fits no member of a union is reported once for each member. Both are undone here.
"""

import difflib
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

Finding = tuple[tuple[str | int, ...], bool, str, str]
"""Path in the file, whether the key itself is meant (else its value), what is wrong, what to write."""


def wrong(what: str, write: str = "") -> PydanticCustomError:
    """Return an error for a validator to raise: a sentence of what is wrong, and one of what to write."""
    return PydanticCustomError("afterword", "{what}", {"what": what, "write": write})


def problems_of(error: ValidationError, model: type[BaseModel], data: object) -> Iterator[Finding]:
    """Yield each mistake once, by its path in *data*, the tree that *model* refused."""
    found = [_Fault(_real_path(each, data), each) for each in error.errors(include_url=False)]
    deeper = {fault.path[:length] for fault in found for length in range(len(fault.path))}
    by_path: dict[tuple[str | int, ...], list[_Fault]] = {}
    for fault in found:
        if (
            (fault.expected or fault.kind == "too_short")
            and fault.path in deeper
            and isinstance(_at(data, fault.path), dict | list)
        ):
            continue  # a union's other member wants another shape, or bad entries were not counted
        by_path.setdefault(fault.path, []).append(fault)
    for path, faults in by_path.items():
        shapes = list(dict.fromkeys(fault.expected for fault in faults if fault.expected))
        others = [fault for fault in faults if not fault.expected]
        if shapes and not others:
            value = _at(data, path)
            yield path, False, f"should be {_either(shapes)}, not {_shape_of(value)}", _cure(shapes, value)
        said = set()
        for fault in others:
            what, write = _words(fault, model)
            if what not in said:
                said.add(what)
                yield path, fault.of_key, what, write


@dataclass(frozen=True, slots=True)
class _Fault:
    path: tuple[str | int, ...]
    details: ErrorDetails

    @property
    def kind(self) -> str:
        return self.details["type"]

    @property
    def expected(self) -> str:
        """The shape that was wanted, where the shape is what is wrong."""
        return _SHAPES.get(self.kind, "")

    @property
    def of_key(self) -> bool:
        return self.kind == "extra_forbidden" or self.details["loc"][-1:] == ("[key]",)


_SHAPES = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a group of keys",
    "mapping_type": "a group of keys",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "dataclass_type": "a group of keys",
    "none_required": "empty",
    "date_type": "a date such as 2026-12-24",
    "date_parsing": "a date such as 2026-12-24",
    "date_from_datetime_parsing": "a date such as 2026-12-24",
    "time_type": "a time such as 09:00",
    "time_parsing": "a time such as 09:00",
}

_LIMITS = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "string_too_short": "is too short: at least {min_length} characters",
    "string_too_long": "is too long: at most {max_length} characters",
    "too_short": "has too few entries: at least {min_length}",
    "too_long": "has too many entries: at most {max_length}",
    "string_pattern_mismatch": "does not have the right form, which is {pattern}",
    "finite_number": "must be a number",
}


def _words(fault: _Fault, model: type[BaseModel]) -> tuple[str, str]:
    details = fault.details
    context = details.get("ctx", {})
    options = _quoted(str(context.get("expected", context.get("expected_tags", ""))))
    tag = context.get("discriminator", "").strip("'")
    what, write = details["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, "), ""
    match fault.kind:
        case "afterword":
            what, write = context["what"], context["write"]
        case "missing":
            what, write = "is missing", _example(model, details["loc"])
        case "extra_forbidden":
            known = sorted({name for m in _models_at(model, details["loc"][:-1]) for name in _keys_of(m)})
            what, write = "is not a key that is known here", _nearest_word(str(details["loc"][-1]), known)
            write = write or f"known keys: {', '.join(known)}"
        case "literal_error" | "enum":
            what, write = f"should be {_either(options)}", _nearest_word(str(details["input"]), options)
        case "union_tag_invalid":
            what, write = f"`{tag}` should be {_either(options)}", _nearest_word(context["tag"], options)
        case "union_tag_not_found":
            what = f"`{tag}` is missing"
        case kind if kind in _LIMITS:
            what = _LIMITS[kind].format(**context)
    return what, write


def _quoted(listing: str) -> list[str]:
    """Return the words of pydantic's listing of options: `'a', 'b' or 'c'`."""
    return [option.strip("'") for option in listing.replace(" or ", ", ").split(", ")]


def _nearest_word(word: str, known: list[str]) -> str:
    lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower().replace("-", "_"), lower, n=1, cutoff=0.6)
    return f"did you mean `{lower[close[0]]}`?" if close else ""


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _shape_of(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "this text"
        case dict():
            return "a group of keys"
        case _:
            return "a list"


def _cure(shapes: list[str], value: object) -> str:
    """Return what to write; never the value itself, which may be a password."""
    if "a text" in shapes and isinstance(value, int | float):
        return "put it in quotes"
    if shapes == ["a list"]:
        return "write each entry on a line of its own that begins with a dash"
    return ""


def _real_path(details: ErrorDetails, data: object) -> tuple[str | int, ...]:
    """Return the place without the parts that stand in no file: the tags of unions, the names of classes."""
    loc = details["loc"]
    tail = loc[-1:] if details["type"] == "missing" else ()
    path: list[str | int] = []
    for part in loc[: len(loc) - len(tail)]:
        keys: typing.Collection[object] = data if isinstance(data, dict) else ()
        if part in (range(len(data)) if isinstance(data, list) else keys):
            path.append(part)
            data = _at(data, (part,))
    return (*path, *tail)


def _at(data: Any, path: tuple[str | int, ...]) -> object:
    for part in path:
        data = data[part]
    return data


def _example(model: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    for owner in _models_at(model, loc[:-1]):
        for name, field in owner.model_fields.items():
            if (field.alias or name) == loc[-1] and field.examples:
                return f"write, for example, `{loc[-1]}: {field.examples[0]}`"
    return ""


def _keys_of(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """Return the models that a mapping at pydantic's place *loc* may be checked by."""
    here: list[Any] = [model]
    for part in loc:
        inner = [found for each in here for found in _step(each, part)]
        if inner:
            here = inner
        else:  # the part is a tag: the name of a class, or the value of a discriminator
            tagged = [m for m in _members(here) if _is_model(m) and _has_tag(m, str(part))]
            here = tagged or here
    return [m for m in _members(here) if _is_model(m)]


def _step(shape: Any, part: str | int) -> list[Any]:
    found = []
    for member in _members([shape]):
        if _is_model(member):
            found += [f.annotation for name, f in member.model_fields.items() if part in {name, f.alias}]
        elif isinstance(part, int) and get_origin(member) in {list, tuple, set, frozenset}:
            found += [argument for argument in get_args(member)[:1] if argument is not Ellipsis]
        elif get_origin(member) is dict:
            found += get_args(member)[1:]
    return found


def _members(shapes: Iterable[Any]) -> Iterator[Any]:
    for shape in shapes:
        if get_origin(shape) is Annotated:
            yield from _members(get_args(shape)[:1])
        elif get_origin(shape) in {Union, types.UnionType}:
            yield from _members(get_args(shape))
        elif _is_model(shape) and "root" in shape.model_fields:
            yield from _members([shape.model_fields["root"].annotation])
        else:
            yield shape


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _has_tag(model: Any, tag: str) -> bool:
    if not _is_model(model):
        return False
    literals = (f.annotation for f in model.model_fields.values() if get_origin(f.annotation) is typing.Literal)
    return model.__name__ == tag or any(tag in get_args(literal) for literal in literals)
