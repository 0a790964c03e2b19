"""What is stored comes back exactly: every dataclass that the store keeps, with whatever mail may put into it."""

import json
import types
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.core.events import Event, EventKind
from afterword.core.facts import Invite, MessageFacts
from afterword.core.ledger import Draft
from afterword.core.verdict import Verdict
from afterword.store.codec import Codec

NEW_YORK = ZoneInfo("America/New_York")

ZONES = st.one_of(
    st.none(),
    st.just(UTC),
    st.sampled_from([NEW_YORK, ZoneInfo("Europe/Dublin"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("UTC")]),
    st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


def without_idle_fold(at: datetime) -> datetime:
    """Return the time with fold 0 where both folds mean the same: only then nothing is lost by that."""
    first = at.replace(fold=0)
    return first if first.utcoffset() == at.utcoffset() else at


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=()), max_size=8),  # lone surrogates too: mail has them
    int: st.integers(),
    bool: st.booleans(),
    float: st.floats(allow_nan=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=ZONES).map(without_idle_fold),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for any value of a type that the core uses in its dataclasses."""
    arguments = get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) in {Union, types.UnionType}:
        return st.one_of(st.none(), values(arguments[0]))
    if get_origin(hint) in {tuple, frozenset}:
        return st.lists(values(arguments[0]), max_size=2).map(get_origin(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    assert is_dataclass(hint)
    assert isinstance(hint, type)
    hints = get_type_hints(hint)
    return st.builds(hint, **{field.name: values(hints[field.name]) for field in fields(hint)})


@pytest.mark.parametrize("kind", [Event, MessageFacts, Verdict, Draft], ids=lambda kind: kind.__name__)
def test_every_dataclass_comes_back_exactly(kind: type) -> None:
    codec: Codec[Any] = Codec(kind)

    @settings(max_examples=200, deadline=None)
    @given(values(kind))
    def check(value: Any) -> None:
        text = codec.dump(value)
        text.encode("ascii")
        assert repr(codec.load(text)) == repr(value)  # more than ==: zone and fold of each time count

    check()


def test_an_hour_that_comes_twice_keeps_which_of_the_two_it_was() -> None:
    codec = Codec(Invite)
    for fold in (0, 1):
        start = datetime(2026, 11, 1, 1, 30, fold=fold, tzinfo=NEW_YORK)
        loaded = codec.load(codec.dump(Invite("REQUEST", "uid", start=start))).start
        assert loaded is not None
        assert (loaded.fold, loaded.utcoffset()) == (fold, start.utcoffset())


def test_the_instant_outlives_a_change_of_the_rules_of_its_zone() -> None:
    stored = '{"method":"REQUEST","uid":"u","start":"2026-07-01T12:00:00-03:00[America/New_York]"}'
    start = Codec(Invite).load(stored).start
    assert start == datetime(2026, 7, 1, 15, 0, tzinfo=UTC)
    assert start.tzinfo is NEW_YORK


def test_a_zone_that_is_known_no_more_leaves_its_offset() -> None:
    stored = '{"method":"REQUEST","uid":"u","start":"2026-07-01T12:00:00-03:00[Atlantis/Poseidonis]"}'
    start = Codec(Invite).load(stored).start
    assert start is not None
    assert (start, start.utcoffset()) == (datetime(2026, 7, 1, 15, 0, tzinfo=UTC), timedelta(hours=-3))


def test_a_field_at_its_default_is_left_out() -> None:
    event = Event(EventKind.NOTED, datetime(2026, 3, 10, 12, 0, tzinfo=UTC), "app", text="bring the portfolio")
    stored = json.loads(Codec(Event).dump(event))
    assert stored == {
        "kind": "noted",
        "at": "2026-03-10T12:00:00+00:00",
        "application": "app",
        "text": "bring the portfolio",
    }


def test_an_event_of_before_a_field_was_there_can_still_be_read() -> None:
    event = Event(EventKind.WALKED_AWAY, datetime(2026, 3, 10, 12, 0, tzinfo=UTC), "app", "clock")
    old = '{"kind":"walked_away","at":"2026-03-10T12:00:00+00:00","application":"app","source":"clock"}'
    assert Codec(Event).load(old) == event
    assert replace(event, text="") == event


def test_what_is_not_such_a_value_is_refused() -> None:
    for text in ("", "[]", '{"kind":"no_such_kind"}', '{"sort":"noted"}', '{"kind":"noted","at":"noon"}'):
        with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
            Codec(Event).load(text)


def test_a_type_without_a_json_form_is_refused_when_the_codec_is_made() -> None:
    @dataclass(frozen=True)
    class Odd:
        part: complex

    with pytest.raises(TypeError, match="no JSON form"):
        Codec(Odd)
