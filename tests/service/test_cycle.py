"""One cycle of work: what is done, what is put off, and when the next one is due."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.scenarios.cast import confirmation, rejection
from tests.scenarios.stage import local
from tests.service.conftest import ME

from afterword.core.application import State, StepStatus
from afterword.core.events import EventKind
from afterword.core.facts import Folder
from afterword.core.mailbox import Cursor, Glimpse, Place
from afterword.core.verdict import Doubt
from afterword.errors import TryLater
from afterword.memory import MemoryMailbox
from afterword.service.cycle import next_due, run_cycle
from afterword.service.desk import Desk
from afterword.service.rehearsal import VirtualClock
from afterword.service.words import Mark, mark


class _NoWay:
    """A mail server that takes nothing today."""

    async def send(self, raw: bytes) -> None:
        del raw
        raise TryLater("busy")


def _deliver(desk: Desk, box: MemoryMailbox, raw: bytes) -> None:
    box.deliver(Folder.INBOX, raw, desk.now())
    asyncio.run(run_cycle(desk))


def _confirm(desk: Desk, box: MemoryMailbox) -> None:
    _deliver(desk, box, confirmation("2026-03-10").build(ME, desk.now(), 1))


def test_a_reminder_that_was_put_off_until_it_had_no_point_keeps_nobody_awake(
    desk: Desk, box: MemoryMailbox, clock: VirtualClock
) -> None:
    desk.sender = _NoWay()
    _confirm(desk, box)
    clock.at = local("2026-03-10T08:00")
    asyncio.run(run_cycle(desk))
    assert next_due(desk) == clock.at + timedelta(minutes=5)
    _deliver(desk, box, rejection().build(ME, desk.now(), 2))

    clock.at = local("2026-03-10T09:00")
    asyncio.run(run_cycle(desk))

    due = next_due(desk)
    assert due is None or due > clock.at + timedelta(minutes=1)


class _Meanwhile(MemoryMailbox):
    """A mailbox in which the user acts at the command line while its folders are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.act: Callable[[], None] = lambda: None

    def glimpse(self, folder: Folder, cursor: Cursor | None, since: datetime) -> tuple[tuple[Glimpse, ...], Cursor]:
        if folder is Folder.INBOX:
            self.act()
        return super().glimpse(folder, cursor, since)


def test_what_the_user_says_at_the_command_line_during_the_last_look_stops_the_draft(
    desk: Desk, clock: VirtualClock
) -> None:
    box = _Meanwhile()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    looks = 0

    def withdraw() -> None:
        nonlocal looks
        looks += 1
        if looks == 2:  # the first look begins the cycle, the second stands before the filing
            (app,) = desk.applications.values()
            mark(desk, app, Mark.WITHDRAWN)

    box.act = withdraw
    asyncio.run(run_cycle(desk))

    (app,) = desk.applications.values()
    assert app.state is State.WITHDRAWN
    assert not box.present(Folder.DRAFTS)[1]
    assert not desk.store.drafts()


def test_a_no_that_comes_in_between_two_looks_stops_the_draft(desk: Desk, clock: VirtualClock) -> None:
    box = _Meanwhile()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    looks = 0

    def reject() -> None:
        nonlocal looks
        looks += 1
        if looks == 2:
            box.deliver(Folder.INBOX, rejection().build(ME, desk.now(), 2), desk.now())

    box.act = reject
    asyncio.run(run_cycle(desk))
    assert not desk.store.drafts()


class _Stalling(MemoryMailbox):
    """A server that takes a draft, says nothing, and puts it into the folder when it comes round to it."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[bytes] = []

    def file_draft(self, raw: bytes, at: datetime) -> Place:
        if self.taken:
            return super().file_draft(raw, at)
        self.taken.append(raw)
        raise TryLater("no answer")


def test_a_draft_that_a_slow_server_takes_in_after_the_connection_broke_is_not_filed_twice(
    desk: Desk, clock: VirtualClock
) -> None:
    box = _Stalling()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    with pytest.raises(TryLater):
        asyncio.run(run_cycle(desk))

    clock.at += timedelta(seconds=5)
    asyncio.run(run_cycle(desk))
    box.deliver(Folder.DRAFTS, box.taken[0], desk.now())
    due = next_due(desk)
    assert due is not None
    clock.at = due
    asyncio.run(run_cycle(desk))

    assert len(box.present(Folder.DRAFTS)[1]) == 1
    assert [d.place is not None for d in desk.store.drafts()] == [True]


def test_a_draft_that_never_arrived_is_filed_two_minutes_later(desk: Desk, clock: VirtualClock) -> None:
    box = _Stalling()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    with pytest.raises(TryLater):
        asyncio.run(run_cycle(desk))
    asyncio.run(run_cycle(desk))
    assert not box.present(Folder.DRAFTS)[1]

    clock.at += timedelta(minutes=2)
    asyncio.run(run_cycle(desk))
    assert len(box.present(Folder.DRAFTS)[1]) == 1


def test_two_mailboxes_never_give_two_mails_one_name(desk: Desk) -> None:
    other = replace(desk, account=replace(desk.account, address="alice.jobs@example.org"))
    assert desk.message_id("draft", "file:acme:1") == desk.message_id("draft", "file:acme:1")
    assert desk.message_id("draft", "file:acme:1") != other.message_id("draft", "file:acme:1")


class _Forgetful(MemoryMailbox):
    """A connection that breaks between an APPEND and its answer."""

    def file_draft(self, raw: bytes, at: datetime) -> Place:
        super().file_draft(raw, at)
        raise TryLater("no answer")


def test_a_draft_that_vanished_after_a_lost_answer_is_asked_for_and_never_filed_again(
    desk: Desk, clock: VirtualClock
) -> None:
    """Two clients expunge a draft while somebody has it open: its UID is given out and gone."""
    box = _Forgetful()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    with pytest.raises(TryLater):
        asyncio.run(run_cycle(desk))
    uidvalidity, (uid,) = box.present(Folder.DRAFTS)
    box.remove(Place(Folder.DRAFTS, uidvalidity, uid))

    for minutes in (5, 20, 60):
        clock.at = local("2026-03-10T11:15") + timedelta(minutes=minutes)
        asyncio.run(run_cycle(desk))
        assert not box.present(Folder.DRAFTS)[1]
    (app,) = desk.applications.values()
    assert [question.doubt for question in app.questions] == [Doubt.LOST_DRAFT]


class _MovesAndBreaks(MemoryMailbox):
    """A connection that breaks between a MOVE and its answer, once."""

    broken = False

    def withdraw(self, place: Place, untouched: Callable[[bytes], bool]) -> bool:
        gone = super().withdraw(place, untouched)
        if not self.broken:
            self.broken = True
            raise TryLater("no answer")
        return gone


def test_a_draft_taken_back_without_an_answer_is_not_taken_for_one_the_user_deleted(
    desk: Desk, clock: VirtualClock
) -> None:
    box = _MovesAndBreaks()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    asyncio.run(run_cycle(desk))
    with pytest.raises(TryLater):
        _deliver(desk, box, rejection().build(ME, desk.now(), 2))

    clock.at += timedelta(minutes=1)
    asyncio.run(run_cycle(desk))

    (app,) = desk.applications.values()
    assert [record.status for record in app.rounds[0].records] == [StepStatus.WITHDRAWN]
    assert not desk.store.claims()
    assert not box.present(Folder.DRAFTS)[1]


@pytest.mark.parametrize(
    ("folder", "status"), [(Folder.SENT, StepStatus.SENT), (Folder.TRASH, StepStatus.DELETED)], ids=["sent", "deleted"]
)
def test_a_draft_the_user_took_up_before_its_answer_was_missed_is_not_filed_again(
    folder: Folder, status: StepStatus, desk: Desk, clock: VirtualClock
) -> None:
    box = _Forgetful()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    with pytest.raises(TryLater):
        asyncio.run(run_cycle(desk))
    uidvalidity, (uid,) = box.present(Folder.DRAFTS)
    box.move(Place(Folder.DRAFTS, uidvalidity, uid), folder)

    for minutes in (1, 5, 20):
        clock.at = local("2026-03-10T11:15") + timedelta(minutes=minutes)
        asyncio.run(run_cycle(desk))

    (app,) = desk.applications.values()
    assert [record.status for record in app.rounds[0].records] == [status]
    assert not app.questions
    assert not box.present(Folder.DRAFTS)[1]


class _EditedMeanwhile(MemoryMailbox):
    """A mailbox whose user changes a draft just before it is taken back."""

    def withdraw(self, place: Place, untouched: Callable[[bytes], bool]) -> bool:
        changed = (self.read(place) or b"").replace(b"Alice", b"Alice B.")
        return untouched(changed) and super().withdraw(place, untouched)


def test_a_draft_changed_in_the_moment_it_should_be_taken_back_stays(desk: Desk, clock: VirtualClock) -> None:
    box = _EditedMeanwhile()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    asyncio.run(run_cycle(desk))
    _deliver(desk, box, rejection().build(ME, desk.now(), 2))
    assert box.present(Folder.DRAFTS)[1]
    assert not desk.store.claims()


def test_a_draft_that_is_gone_while_somebody_edits_it_was_not_deleted(desk: Desk, clock: VirtualClock) -> None:
    box = MemoryMailbox()
    desk.mailbox = box
    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    asyncio.run(run_cycle(desk))
    uidvalidity, (uid,) = box.present(Folder.DRAFTS)
    raw = box.read(Place(Folder.DRAFTS, uidvalidity, uid)) or b""
    box.remove(Place(Folder.DRAFTS, uidvalidity, uid))
    for minute in (20, 25):
        clock.at = local(f"2026-03-10T11:{minute}")
        asyncio.run(run_cycle(desk))
    box.deliver(Folder.DRAFTS, raw.replace(b"Alice", b"Alice B."), desk.now())
    asyncio.run(run_cycle(desk))

    kinds = [event.kind for _, event in desk.store.events()]
    assert EventKind.DRAFT_EDITED in kinds
    assert EventKind.DRAFT_DELETED not in kinds


class _SendsAndBreaks:
    """A mail server that takes a reminder; then the process dies."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    async def send(self, raw: bytes) -> None:
        self.sent.append(raw)
        if len(self.sent) == 1:
            raise ArithmeticError("a bug for this test")


@pytest.mark.parametrize("came", [True, False], ids=["it came", "it was lost"])
def test_a_reminder_whose_end_nobody_saw_is_sent_again_only_where_it_did_not_come(
    came: bool, desk: Desk, box: MemoryMailbox, clock: VirtualClock
) -> None:
    desk.sender = sender = _SendsAndBreaks()
    _confirm(desk, box)
    clock.at = local("2026-03-10T08:00")
    with pytest.raises(ArithmeticError):
        asyncio.run(run_cycle(desk))
    if came:
        box.deliver(Folder.INBOX, sender.sent[0], desk.now())
    for _ in range(3):
        clock.at += timedelta(minutes=2)
        asyncio.run(run_cycle(desk))
    assert len(sender.sent) == (1 if came else 2)
    assert not desk.store.claims()


def test_what_is_recorded_of_a_filing_is_recorded_whole_or_not_at_all(
    desk: Desk, box: MemoryMailbox, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(key: str, at: datetime) -> None:
        raise TryLater(f"no room for {key} at {at}")

    _confirm(desk, box)
    clock.at = local("2026-03-10T11:15")
    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "finish", full)
        with pytest.raises(TryLater):
            asyncio.run(run_cycle(desk))
    assert not desk.store.drafts()
    asyncio.run(run_cycle(desk))

    assert [event.kind for _, event in desk.store.events()].count(EventKind.DRAFT_FILED) == 1
    assert len(box.present(Folder.DRAFTS)[1]) == 1
