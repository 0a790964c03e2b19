"""One suite for every store: each sentence of the port `Store`, in memory and in a file."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.exc import StatementError

from afterword.core.application import Step, StepRef, StepStatus
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address, Folder, MessageFacts
from afterword.core.ledger import Draft
from afterword.core.mailbox import Cursor, Place
from afterword.core.records import Claim, MailRecord, Quarantined
from afterword.core.verdict import Kind, Verdict
from afterword.service.ports import Store
from afterword.store.sqlite import SqliteStore

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = SqliteStore(":memory:" if request.param == "memory" else tmp_path / "a.db", "alice@example.org")
    yield made
    made.close()


def place(uid: int = 1, folder: Folder = Folder.INBOX) -> Place:
    return Place(folder, 7, uid)


def mail(key: str, at: datetime = NOON, application: str = "", verdict: Verdict | None = None) -> MailRecord:
    facts = MessageFacts(f"{key}@employer.example", at, Address("hr@employer.example", "HR"), "Hello", "Dear Alice")
    return MailRecord(key, place(len(key)), facts, verdict, application, own=False)


def draft(key: str, filed: datetime = NOON, status: StepStatus = StepStatus.FILED) -> Draft:
    ref = StepRef(1, Step.THANK_YOU, "hr@employer.example")
    words = (
        "marker@example.org",
        "id@example.org",
        "parent@employer.example",
        "hr@employer.example",
        "Re: Hello",
        "hash",
    )
    return Draft(key, "app", ref, *words, filed, place(3, Folder.DRAFTS), status)


def event(number: int) -> Event:
    return Event(EventKind.NOTED, NOON + number * HOUR, "app", "user", text=f"note {number}")


class Mishap(Exception):
    """What a test lets happen inside a transaction."""


def write_and_fail(store: Store, *acts: Callable[[], object]) -> None:
    """Carry out all acts in one transaction that ends with a `Mishap`."""
    with store.transaction():
        for act in acts:
            act()
        raise Mishap


# Cursors


def test_a_folder_never_looked_at_has_no_cursor(store: Store) -> None:
    assert store.cursor(Folder.INBOX) is None


def test_a_cursor_is_kept_for_each_folder_and_replaced(store: Store) -> None:
    store.set_cursor(Folder.INBOX, Cursor(7, 10))
    store.set_cursor(Folder.SENT, Cursor(4_294_967_295, 4_294_967_295))
    store.set_cursor(Folder.INBOX, Cursor(8, 3))
    assert store.cursor(Folder.INBOX) == Cursor(8, 3)
    assert store.cursor(Folder.SENT) == Cursor(4_294_967_295, 4_294_967_295)
    assert store.cursor(Folder.DRAFTS) is None


# Mails


def test_a_mail_is_known_once_it_is_added(store: Store) -> None:
    assert not store.knows_mail("a")
    store.add_mail(mail("a"))
    assert store.knows_mail("a")


def test_a_second_mail_under_the_same_key_changes_nothing(store: Store) -> None:
    first = mail("a", application="one", verdict=Verdict(Kind.REJECTION, 0.9, "rejection/en", ("regret",)))
    store.add_mail(first)
    store.add_mail(mail("a", NOON + HOUR, "two"))
    assert store.mails() == [first]


def test_mails_come_oldest_first_by_their_date_then_in_order_of_arrival(store: Store) -> None:
    for record in (mail("c", NOON + HOUR), mail("b"), mail("a"), mail("d", NOON - HOUR)):
        store.add_mail(record)
    assert [record.key for record in store.mails()] == ["d", "b", "a", "c"]


def test_mails_of_one_application_come_alone(store: Store) -> None:
    for record in (mail("a", application="one"), mail("b", application="two"), mail("c"), mail("d", application="one")):
        store.add_mail(record)
    assert [record.key for record in store.mails("one")] == ["a", "d"]
    assert [record.key for record in store.mails("")] == ["c"]
    assert store.mails("three") == []


def test_a_mail_comes_back_as_it_was_whatever_is_in_it(store: Store) -> None:
    facts = MessageFacts("a@b", NOON, Address("x@y", "\ud800 Zoë"), "nul \0 and \u2028", "🙂\r\n" * 3, dmarc="pass")
    record = MailRecord("k", place(), facts, Verdict(Kind.OFFER, 1 / 3, "r"), "app", own=True)
    store.add_mail(record)
    assert store.mails() == [record]


# Quarantine


def test_what_broke_something_is_kept_with_its_reason_oldest_first(store: Store) -> None:
    late = Quarantined(place(1), NOON + HOUR, "parser failed")
    early = Quarantined(place(2), NOON, "too deep")
    store.quarantine(late)
    store.quarantine(early)
    assert store.quarantined() == [early, late]


def test_the_same_mail_is_quarantined_once_with_its_newest_reason(store: Store) -> None:
    store.quarantine(Quarantined(place(), NOON, "parser failed"))
    store.quarantine(Quarantined(place(), NOON + HOUR, "classifier failed"))
    assert store.quarantined() == [Quarantined(place(), NOON + HOUR, "classifier failed")]


# Journal


def test_the_journal_gives_its_events_in_order_with_rising_numbers(store: Store) -> None:
    store.append([event(3), event(1)])
    store.append([])
    store.append([event(2)])
    numbers, events = zip(*store.events(), strict=True)
    assert events == (event(3), event(1), event(2))
    assert list(numbers) == sorted(set(numbers))
    assert min(numbers) > 0


def test_the_journal_can_be_read_from_where_one_stopped(store: Store) -> None:
    store.append([event(1), event(2), event(3)])
    first = store.events()[0][0]
    assert [found for _, found in store.events(first)] == [event(2), event(3)]
    assert store.events(store.events()[-1][0]) == []


# Outbox


def test_an_action_can_be_claimed_once(store: Store) -> None:
    assert store.claim("k", "file", NOON)
    assert not store.claim("k", "file", NOON + 1000 * HOUR)
    assert store.claim("other", "file", NOON)


def test_a_claim_tells_what_it_needs_to_be_looked_into(store: Store) -> None:
    store.claim("b", "remind", NOON + HOUR)
    store.claim("a", "file", NOON, Cursor(7, 42))
    assert store.claims() == [Claim("a", "file", NOON, 1, Cursor(7, 42)), Claim("b", "remind", NOON + HOUR, 1)]


def test_what_is_done_can_never_be_claimed_again(store: Store) -> None:
    store.claim("k", "file", NOON)
    store.finish("k", NOON + HOUR)
    assert store.is_finished("k")
    assert store.claims() == []
    assert not store.claim("k", "file", NOON + 1000 * HOUR)
    store.release("k")
    store.put_off("k", NOON, "too late")
    assert store.is_finished("k")
    assert not store.claim("k", "file", NOON + 1000 * HOUR)


def test_what_was_done_without_a_claim_is_done_all_the_same(store: Store) -> None:
    store.finish("k", NOON)
    assert store.is_finished("k")
    assert not store.claim("k", "file", NOON + HOUR)
    assert store.claims() == []


def test_a_claim_in_hand_or_unknown_is_not_finished(store: Store) -> None:
    store.claim("k", "file", NOON)
    assert not store.is_finished("k")
    assert not store.is_finished("unknown")


def test_a_claim_that_was_put_off_can_be_claimed_from_its_time_on(store: Store) -> None:
    store.claim("k", "file", NOON, Cursor(7, 1))
    store.put_off("k", NOON + HOUR, "the server is busy")
    assert store.claims() == [Claim("k", "file", NOON, 1, Cursor(7, 1), NOON + HOUR, "the server is busy")]
    assert not store.claim("k", "file", NOON + HOUR - timedelta(seconds=1))
    assert store.claim("k", "file", NOON + HOUR, Cursor(7, 9))
    assert store.claims() == [Claim("k", "file", NOON + HOUR, 2, Cursor(7, 9), None, "the server is busy")]
    assert not store.claim("k", "file", NOON + 2 * HOUR)


def test_a_released_claim_can_be_claimed_again_at_once(store: Store) -> None:
    store.claim("k", "file", NOON)
    store.release("k")
    assert store.claims() == []
    assert store.claim("k", "file", NOON)


# Ledger


def test_the_ledger_is_kept_by_key_oldest_first(store: Store) -> None:
    store.put_draft(draft("b", NOON + HOUR))
    store.put_draft(draft("a"))
    store.put_draft(draft("b", NOON + HOUR, StepStatus.SENT))
    assert store.drafts() == [draft("a"), draft("b", NOON + HOUR, StepStatus.SENT)]


# Secret


def test_the_key_is_made_once_and_random(store: Store) -> None:
    assert store.secret() == store.secret()
    assert len(store.secret()) >= 16
    other = SqliteStore(":memory:", "alice@example.org")
    assert other.secret() != store.secret()
    other.close()


# Times


def test_times_come_back_as_aware_utc_whatever_zone_they_were_given_in(store: Store) -> None:
    tokyo = timezone(timedelta(hours=9))
    exact = NOON.replace(microsecond=123456)
    store.claim("k", "file", exact.astimezone(tokyo))
    (claim,) = store.claims()
    assert claim.at == exact
    assert claim.at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        store.claim("k", "file", datetime(2026, 3, 10, 12, 0))  # noqa: DTZ001 - that is the point
    assert store.claims() == []


# Transactions


def test_a_transaction_is_written_at_its_end(store: Store) -> None:
    with store.transaction():
        store.append([event(1)])
        store.claim("k", "file", NOON)
        assert [found for _, found in store.events()] == [event(1)]
    assert [found for _, found in store.events()] == [event(1)]
    assert store.claims() != []


def test_an_exception_takes_back_all_that_a_transaction_wrote(store: Store) -> None:
    acts = (
        lambda: store.append([event(1)]),
        lambda: store.claim("k", "file", NOON),
        lambda: store.put_draft(draft("a")),
        lambda: store.set_cursor(Folder.INBOX, Cursor(1, 1)),
    )
    with pytest.raises(Mishap):
        write_and_fail(store, *acts)
    assert (store.events(), store.claims(), store.drafts(), store.cursor(Folder.INBOX)) == ([], [], [], None)
    assert store.claim("k", "file", NOON)


def test_an_inner_transaction_is_written_with_the_outer_one_only(store: Store) -> None:
    def inner() -> None:
        with store.transaction():
            store.append([event(1)])

    with pytest.raises(Mishap):
        write_and_fail(store, inner)
    assert store.events() == []


def test_a_mishap_that_stays_inside_an_inner_transaction_takes_back_that_one_only(store: Store) -> None:
    with store.transaction():
        store.append([event(1)])
        with pytest.raises(Mishap):
            write_and_fail(store, lambda: store.append([event(2)]))
        store.append([event(3)])
    assert [found for _, found in store.events()] == [event(1), event(3)]


def test_other_errors_pass_through_a_transaction_as_they_are(store: Store) -> None:
    with pytest.raises(ConnectionResetError), store.transaction():
        raise ConnectionResetError
    with store.transaction():
        store.append([event(1)])
    assert len(store.events()) == 1


def test_closing_twice_is_well(store: Store) -> None:
    store.close()
    store.close()
