"""One look at the folders: what is taken in, what is set aside, what counts as the same mail."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.scenarios.cast import confirmation, invitation, rejection
from tests.scenarios.stage import local
from tests.service.conftest import ME

from afterword.core.application import State, StepStatus
from afterword.core.facts import Folder
from afterword.core.mailbox import Cursor
from afterword.core.records import MailRecord
from afterword.core.verdict import Kind
from afterword.errors import TryLater
from afterword.memory import MemoryMailbox
from afterword.service.cycle import run_cycle
from afterword.service.desk import Desk
from afterword.service.intake import look
from afterword.service.rehearsal import VirtualClock
from afterword.service.wiring import Loaded, offline_desk


def _at(text: str) -> datetime:
    return local(text)


def test_the_same_mail_under_a_new_uidvalidity_is_one_event(desk: Desk, box: MemoryMailbox) -> None:
    box.deliver(Folder.INBOX, invitation().build(ME, _at("2026-03-04T09:00"), 1), _at("2026-03-04T09:00"))
    asyncio.run(look(desk))
    before = desk.store.events()
    desk.store.set_cursor(Folder.INBOX, Cursor(uidvalidity=424242, uidnext=7))

    assert asyncio.run(look(desk)) is False
    assert desk.store.events() == before


def test_a_mail_that_breaks_something_is_set_aside_and_the_next_one_is_taken_in(
    desk: Desk, box: MemoryMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = desk.store.add_mail

    def add_or_break(record: MailRecord) -> None:
        if record.verdict is not None and record.verdict.kind is Kind.INTERVIEW_INVITATION:
            raise ArithmeticError("a bug for this test")
        add(record)

    monkeypatch.setattr(desk.store, "add_mail", add_or_break)
    box.deliver(Folder.INBOX, invitation().build(ME, _at("2026-03-04T09:00"), 1), _at("2026-03-04T09:00"))
    box.deliver(Folder.INBOX, confirmation("2026-03-10").build(ME, _at("2026-03-04T10:00"), 2), _at("2026-03-04T10:00"))

    asyncio.run(look(desk))

    assert [item.reason for item in desk.store.quarantined()] == ["ArithmeticError"]
    (app,) = desk.applications.values()
    assert app.state is State.SCHEDULED


def test_nothing_of_other_peoples_mail_is_kept(desk: Desk, box: MemoryMailbox) -> None:
    private = invitation()
    private.sender, private.subject, private.text = "Mum <mum@family.example>", "Sunday", "Lunch at one? Bring cake.\n"
    box.deliver(Folder.INBOX, private.build(ME, _at("2026-03-04T09:00"), 1), _at("2026-03-04T09:00"))
    asyncio.run(look(desk))
    assert desk.store.mails() == []
    assert desk.store.events() == []


def test_mail_that_came_while_the_machine_slept_meets_the_state_of_its_own_time(
    desk: Desk, box: MemoryMailbox, clock: VirtualClock
) -> None:
    """A week of sleep: the interview, its end and the no all lie behind when the first look comes."""
    box.deliver(Folder.INBOX, confirmation("2026-03-10").build(ME, _at("2026-03-05T08:00"), 1), _at("2026-03-05T08:00"))
    asyncio.run(run_cycle(desk))
    box.deliver(Folder.INBOX, rejection().build(ME, _at("2026-03-11T08:00"), 2), _at("2026-03-11T08:00"))
    clock.at = _at("2026-03-12T09:00")

    asyncio.run(run_cycle(desk))

    (app,) = desk.applications.values()
    assert app.state is State.REJECTED
    assert app.rounds[0].ended
    assert not box.present(Folder.DRAFTS)[1]


def test_an_address_with_a_tag_is_the_users_own(desk: Desk, box: MemoryMailbox) -> None:
    letter = replace(rejection(), sender=f"Alice Seeker <alice+jobs@{ME.partition('@')[2]}>")
    box.deliver(Folder.INBOX, letter.build(ME, _at("2026-03-04T09:00"), 1), _at("2026-03-04T09:00"))
    asyncio.run(look(desk))
    assert desk.store.events() == []


def test_a_restart_reads_nothing_again(desk: Desk, box: MemoryMailbox, clock: VirtualClock, loaded: Loaded) -> None:
    box.deliver(Folder.INBOX, invitation().build(ME, _at("2026-03-04T09:00"), 1), _at("2026-03-04T09:00"))
    asyncio.run(run_cycle(desk))
    clock.at += timedelta(minutes=1)
    again = offline_desk(loaded, clock, mailbox=box)
    again.store = desk.store
    asyncio.run(run_cycle(again))
    assert again.applications == desk.applications
    assert desk.store.cursor(Folder.INBOX) == again.mailbox.glimpse(Folder.INBOX, None, clock.at)[1]


def test_mail_in_sent_is_the_users_own_from_whatever_address_they_wrote_it(desk: Desk, box: MemoryMailbox) -> None:
    """Somebody hands a no of another firm on, from an address that the configuration does not know."""
    box.deliver(Folder.INBOX, confirmation("2026-03-10").build(ME, _at("2026-03-04T10:00"), 1), _at("2026-03-04T10:00"))
    letter = replace(rejection(), sender="Alice Seeker <alice@other.example>", subject="Fwd: Your application")
    box.deliver(Folder.SENT, letter.build("friend@family.example", _at("2026-03-04T11:00"), 2), _at("2026-03-04T11:00"))
    asyncio.run(look(desk))
    (app,) = desk.applications.values()
    assert app.state is State.SCHEDULED
    assert not app.questions


def test_mails_are_judged_in_the_order_of_their_dates_not_of_their_arrival(desk: Desk, box: MemoryMailbox) -> None:
    box.deliver(Folder.INBOX, rejection().build(ME, _at("2026-03-04T18:00"), 1), _at("2026-03-04T18:00"))
    box.deliver(Folder.INBOX, invitation().build(ME, _at("2026-03-04T09:00"), 2), _at("2026-03-04T18:01"))
    asyncio.run(look(desk))
    (app,) = desk.applications.values()
    assert app.state is State.REJECTED


def test_a_mail_that_could_not_be_written_down_is_read_again(
    desk: Desk, box: MemoryMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(record: MailRecord) -> None:
        raise TryLater(f"The database is in use by another program; {record.key} waits.")

    box.deliver(Folder.INBOX, invitation().build(ME, _at("2026-03-04T09:00"), 1), _at("2026-03-04T09:00"))
    with monkeypatch.context() as patched:
        patched.setattr(desk.store, "add_mail", busy)
        with pytest.raises(TryLater):
            asyncio.run(look(desk))
    assert asyncio.run(look(desk))
    (app,) = desk.applications.values()
    assert app.state is State.INVITED


def test_an_answer_to_a_draft_proves_that_it_was_sent_even_where_no_copy_lies_in_sent(
    desk: Desk, box: MemoryMailbox, clock: VirtualClock
) -> None:
    box.deliver(Folder.INBOX, confirmation("2026-03-10").build(ME, _at("2026-03-05T08:00"), 1), _at("2026-03-05T08:00"))
    asyncio.run(run_cycle(desk))
    clock.at = _at("2026-03-10T11:15")
    asyncio.run(run_cycle(desk))
    (draft,) = desk.store.drafts()
    assert draft.place is not None
    box.remove(draft.place)
    letter = replace(confirmation("2026-03-10"), subject=f"Re: {draft.subject}", text="Thank you for your kind note.\n")
    letter = replace(letter, invite=None, message_id="", headers={"In-Reply-To": f"<{draft.message_id}>"})
    box.deliver(Folder.INBOX, letter.build(ME, _at("2026-03-10T11:20"), 3), _at("2026-03-10T11:20"))
    clock.at = _at("2026-03-10T11:21")
    asyncio.run(run_cycle(desk))
    (draft,) = desk.store.drafts()
    assert draft.status is StepStatus.SENT
