"""One suite for every mailbox: each sentence of the port `Mailbox`, on memory, on Maildirs and on real IMAP."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.contracts.mailbox_worlds import ImapWorld, MaildirWorld, MemoryWorld, World, a_mail, id_of
from tests.support.accounts import fresh_account
from tests.support.dovecot import Dovecot, is_available

from afterword.core.facts import Folder
from afterword.core.mailbox import Cursor, Glimpse, Place

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=400)
DAY = timedelta(days=1)
MIB = 1024 * 1024

PLAIN = {Folder.INBOX: "INBOX", Folder.DRAFTS: "Drafts", Folder.SENT: "Sent", Folder.TRASH: "Trash"}
MAILDIR_PP = {Folder.INBOX: "", Folder.DRAFTS: ".Drafts", Folder.SENT: ".Sent", Folder.TRASH: ".Trash"}
GMAIL_BY_MBSYNC = {
    Folder.INBOX: "Inbox",
    Folder.DRAFTS: "[Gmail]/Drafts",
    Folder.SENT: "[Gmail]/Sent Mail",
    Folder.TRASH: "[Gmail]/Bin",
}
GERMAN = {Folder.INBOX: "INBOX", Folder.DRAFTS: "Entwürfe", Folder.SENT: "Gesendet", Folder.TRASH: "Papierkorb"}
BELOW_INBOX = {role: name if name == "INBOX" else f"INBOX.{name}" for role, name in PLAIN.items()}

POOR = "protocol imap {\n  imap_capability = IMAP4rev1 LITERAL+\n}\n"
CPANEL = (
    "protocol imap {\n  imap_capability = IMAP4rev1 LITERAL+ IDLE UIDPLUS NAMESPACE CHILDREN\n}\n"
    "namespace inbox {\n  prefix = INBOX.\n  separator = .\n}\n"
)


@pytest.fixture(scope="module")
def poor_dovecot() -> Iterator[Dovecot]:
    """A server of the smallest kind, German: no MOVE, UIDPLUS, SPECIAL-USE or IDLE."""
    if not is_available():
        pytest.skip("no Dovecot here")
    with Dovecot(POOR, {name: "" for name in GERMAN.values() if name != "INBOX"}) as server:
        yield server


@pytest.fixture(scope="module")
def cpanel_dovecot() -> Iterator[Dovecot]:
    """A server as many web hosts run it: all folders below INBOX, UIDPLUS but no MOVE."""
    if not is_available():
        pytest.skip("no Dovecot here")
    with Dovecot(CPANEL, {"Drafts": "", "Sent": "", "Trash": ""}) as server:
        yield server


def _imap(request: pytest.FixtureRequest, fixture: str, names: Mapping[Folder, str]) -> Iterator[World]:
    world = ImapWorld(fresh_account(request.getfixturevalue(fixture)), names)
    yield world
    world.reader.close()


def _maildir(request: pytest.FixtureRequest, paths: Mapping[Folder, str]) -> Iterator[World]:
    tmp_path: Path = request.getfixturevalue("tmp_path")
    yield MaildirWorld(tmp_path / "mail", tmp_path / "state" / "uids", paths)


BUILDERS: dict[str, Callable[[pytest.FixtureRequest], Iterator[World]]] = {
    "memory": lambda request: iter([MemoryWorld()]),
    "maildir++": lambda request: _maildir(request, MAILDIR_PP),
    "maildir-plain": lambda request: _maildir(request, PLAIN),
    "maildir-gmail": lambda request: _maildir(request, GMAIL_BY_MBSYNC),
    "maildir-german": lambda request: _maildir(request, GERMAN),
    "imap": lambda request: _imap(request, "dovecot", PLAIN),
    "imap-poor-german": lambda request: _imap(request, "poor_dovecot", GERMAN),
    "imap-cpanel": lambda request: _imap(request, "cpanel_dovecot", BELOW_INBOX),
}


@pytest.fixture(params=BUILDERS)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """One mailbox after the other, open."""
    for built in BUILDERS[request.param](request):
        built.mailbox.open()
        yield built
        built.mailbox.close()


def ids(glimpses: tuple[Glimpse, ...]) -> list[str]:
    return [id_of(glimpse.header) for glimpse in glimpses]


def lines(raw: bytes | None) -> bytes:
    """Return a mail with the line ends of the wire; on disk they may be those of the disk."""
    assert raw is not None
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def the_only(world: World, folder: Folder) -> Place:
    (glimpse,), _ = world.mailbox.glimpse(folder, None, LONG_AGO)
    return glimpse.place


# glimpse


def test_the_first_look_shows_what_came_since_a_day_and_nothing_older(world: World) -> None:
    world.deliver(Folder.INBOX, a_mail("old@x"), NOON - 30 * DAY)
    world.deliver(Folder.INBOX, a_mail("just@x"), NOON)
    world.deliver(Folder.INBOX, a_mail("new@x"), NOON + DAY)

    glimpses, cursor = world.mailbox.glimpse(Folder.INBOX, None, NOON)

    assert ids(glimpses) == ["just@x", "new@x"]
    assert world.mailbox.glimpse(Folder.INBOX, cursor, NOON) == ((), cursor)


def test_a_glimpse_tells_the_place_the_time_of_arrival_the_flags_and_the_whole_header(world: World) -> None:
    raw = a_mail("flagged@x")
    world.deliver(Folder.INBOX, raw, NOON, r"\Flagged", r"\Seen")

    (glimpse,), cursor = world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO)

    assert glimpse.place == Place(Folder.INBOX, cursor.uidvalidity, glimpse.place.uid)
    assert glimpse.place.uid < cursor.uidnext
    assert glimpse.received == NOON
    assert glimpse.received.tzinfo == UTC
    assert glimpse.flags == {r"\Flagged", r"\Seen"}
    assert lines(glimpse.header) == raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert len(glimpse.header) < glimpse.size <= len(raw)


def test_a_later_look_shows_only_what_came_after_the_cursor(world: World) -> None:
    world.deliver(Folder.INBOX, a_mail("one@x"), NOON)
    _, cursor = world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
    world.deliver(Folder.INBOX, a_mail("two@x"), NOON + DAY)
    world.deliver(Folder.INBOX, a_mail("three@x"), NOON + 2 * DAY)

    glimpses, after = world.mailbox.glimpse(Folder.INBOX, cursor, LONG_AGO)

    assert ids(glimpses) == ["two@x", "three@x"]
    assert after.uidnext > cursor.uidnext


def test_with_a_cursor_even_mail_that_is_dated_before_since_is_shown(world: World) -> None:
    _, cursor = world.mailbox.glimpse(Folder.INBOX, None, NOON)
    world.deliver(Folder.INBOX, a_mail("late@x"), NOON - 30 * DAY)

    glimpses, _ = world.mailbox.glimpse(Folder.INBOX, cursor, NOON)

    assert ids(glimpses) == ["late@x"]


def test_under_another_uidvalidity_the_folder_is_read_anew(world: World) -> None:
    world.deliver(Folder.INBOX, a_mail("old@x"), NOON - 30 * DAY)
    world.deliver(Folder.INBOX, a_mail("one@x"), NOON)
    _, cursor = world.mailbox.glimpse(Folder.INBOX, None, NOON)
    stale = Cursor(cursor.uidvalidity + 1, cursor.uidnext + 1000)

    glimpses, after = world.mailbox.glimpse(Folder.INBOX, stale, NOON)

    assert ids(glimpses) == ["one@x"]
    assert after == cursor


def test_many_mails_come_all_in_order_of_uid(world: World) -> None:
    expected = [f"m{number}@x" for number in range(230)]
    for number, message_id in enumerate(expected):
        world.deliver(Folder.SENT, a_mail(message_id), NOON + number * timedelta(minutes=1))

    glimpses, cursor = world.mailbox.glimpse(Folder.SENT, None, LONG_AGO)

    uids = [glimpse.place.uid for glimpse in glimpses]
    assert ids(glimpses) == expected
    assert uids == sorted(set(uids))
    assert world.mailbox.present(Folder.SENT) == (cursor.uidvalidity, frozenset(uids))


def test_whatever_happens_between_looks_nothing_is_missed_and_nothing_comes_twice(world: World) -> None:
    dice = random.Random(7)
    cursor: Cursor | None = None
    alive: set[str] = set()
    shown: list[str] = []
    for step in range(40):
        match dice.choice(["deliver", "deliver", "remove", "look", "reopen"]):
            case "deliver":
                world.deliver(Folder.INBOX, a_mail(f"s{step}@x"), NOON + step * timedelta(minutes=1))
                alive.add(f"s{step}@x")
            case "remove" if alive:
                victim = dice.choice(sorted(alive))
                world.remove(Folder.INBOX, victim)
                alive.remove(victim)
            case "look":
                glimpses, cursor = world.mailbox.glimpse(Folder.INBOX, cursor, LONG_AGO)
                shown += ids(glimpses)
            case "reopen":
                world.mailbox.close()
                world.mailbox.open()
    glimpses, cursor = world.mailbox.glimpse(Folder.INBOX, cursor, LONG_AGO)
    shown += ids(glimpses)

    assert len(shown) == len(set(shown))
    assert alive <= set(shown)


def test_two_mails_with_one_message_id_are_two(world: World) -> None:
    world.deliver(Folder.INBOX, a_mail("twin@x"), NOON)
    world.deliver(Folder.INBOX, a_mail("twin@x"), NOON)

    glimpses, _ = world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO)

    assert len({glimpse.place for glimpse in glimpses}) == 2


# present and read


def test_present_shows_what_lies_there_now(world: World) -> None:
    world.deliver(Folder.INBOX, a_mail("stays@x"), NOON)
    world.deliver(Folder.INBOX, a_mail("goes@x"), NOON + DAY)
    (stays, goes), _ = world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
    both = {stays.place.uid, goes.place.uid}

    assert world.mailbox.present(Folder.INBOX) == (stays.place.uidvalidity, frozenset(both))
    world.remove(Folder.INBOX, "goes@x")
    assert world.mailbox.present(Folder.INBOX) == (stays.place.uidvalidity, frozenset({stays.place.uid}))


def test_an_empty_folder_shows_nothing(world: World) -> None:
    glimpses, cursor = world.mailbox.glimpse(Folder.SENT, None, LONG_AGO)

    assert glimpses == ()
    assert world.mailbox.present(Folder.SENT)[1] == frozenset()
    assert world.mailbox.glimpse(Folder.SENT, cursor, LONG_AGO) == ((), cursor)


def test_read_gives_the_whole_message(world: World) -> None:
    raw = a_mail("whole@x")
    world.deliver(Folder.SENT, raw, NOON)

    assert lines(world.mailbox.read(the_only(world, Folder.SENT))) == raw


def test_of_a_big_message_read_gives_the_first_mebibyte(world: World) -> None:
    raw = a_mail("big@x", "0123456789abcdef\r\n" * 150_000)
    world.deliver(Folder.INBOX, raw, NOON)

    read = world.mailbox.read(the_only(world, Folder.INBOX))

    assert read is not None
    assert len(read) == MIB
    assert lines(raw).startswith(lines(read)[: MIB // 2])


def test_what_is_gone_reads_as_none(world: World) -> None:
    world.deliver(Folder.INBOX, a_mail("gone@x"), NOON)
    place = the_only(world, Folder.INBOX)
    world.remove(Folder.INBOX, "gone@x")

    assert world.mailbox.read(place) is None


def test_a_place_under_another_uidvalidity_reads_as_none(world: World) -> None:
    world.deliver(Folder.INBOX, a_mail("here@x"), NOON)
    place = the_only(world, Folder.INBOX)

    assert world.mailbox.read(Place(place.folder, place.uidvalidity + 1, place.uid)) is None


def test_looking_and_reading_leave_every_flag_as_it_was(world: World) -> None:
    world.deliver(Folder.INBOX, a_mail("unread@x"), NOON)
    world.deliver(Folder.INBOX, a_mail("starred@x"), NOON, r"\Flagged")
    before = world.lying(Folder.INBOX)

    glimpses, _ = world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
    for glimpse in glimpses:
        world.mailbox.read(glimpse.place)
    world.mailbox.present(Folder.INBOX)

    assert world.lying(Folder.INBOX) == before == {"unread@x": frozenset(), "starred@x": {r"\Flagged"}}


# drafts


def test_a_filed_draft_lies_in_drafts_flagged_as_a_draft_that_was_read(world: World) -> None:
    raw = a_mail("draft@x")

    place = world.mailbox.file_draft(raw, NOON)

    assert world.lying(Folder.DRAFTS) == {"draft@x": {r"\Draft", r"\Seen"}}
    (glimpse,), _ = world.mailbox.glimpse(Folder.DRAFTS, None, LONG_AGO)
    assert glimpse.place == place
    assert glimpse.received == NOON
    assert lines(world.mailbox.read(glimpse.place)) == raw


def test_filing_a_draft_moves_the_cursor_of_drafts_by_one_message(world: World) -> None:
    _, cursor = world.mailbox.glimpse(Folder.DRAFTS, None, LONG_AGO)
    place = world.mailbox.file_draft(a_mail("draft@x"), NOON)

    (glimpse,), after = world.mailbox.glimpse(Folder.DRAFTS, cursor, LONG_AGO)

    assert glimpse.place == place
    assert world.mailbox.glimpse(Folder.DRAFTS, after, LONG_AGO) == ((), after)


def test_an_untouched_draft_is_withdrawn_to_trash(world: World) -> None:
    raw = a_mail("draft@x")
    place = world.mailbox.file_draft(raw, NOON)
    asked: list[bytes] = []

    def untouched(found: bytes) -> bool:
        asked.append(found)
        return True

    assert place is not None
    assert world.mailbox.withdraw(place, untouched)
    assert [lines(found) for found in asked] == [raw]
    assert not still_there(world, "draft@x")
    assert "draft@x" in world.lying(Folder.TRASH)
    (trashed,), _ = world.mailbox.glimpse(Folder.TRASH, None, LONG_AGO)
    assert lines(world.mailbox.read(trashed.place)) == raw


def test_a_changed_draft_is_never_withdrawn(world: World) -> None:
    place = world.mailbox.file_draft(a_mail("draft@x"), NOON)
    assert place is not None

    assert not world.mailbox.withdraw(place, lambda found: False)
    assert world.lying(Folder.DRAFTS) == {"draft@x": {r"\Draft", r"\Seen"}}
    assert world.lying(Folder.TRASH) == {}


def test_a_draft_that_the_user_removed_is_not_withdrawn_and_nobody_is_asked_about_it(world: World) -> None:
    place = world.mailbox.file_draft(a_mail("draft@x"), NOON)
    assert place is not None
    world.remove(Folder.DRAFTS, "draft@x")
    world.deliver(Folder.DRAFTS, a_mail("saved-again@x"), NOON, r"\Draft")

    assert not world.mailbox.withdraw(place, must_not_be_asked)
    assert world.lying(Folder.DRAFTS) == {"saved-again@x": {r"\Draft"}}


def test_under_another_uidvalidity_nothing_is_withdrawn(world: World) -> None:
    place = world.mailbox.file_draft(a_mail("draft@x"), NOON)
    assert place is not None

    assert not world.mailbox.withdraw(Place(place.folder, place.uidvalidity + 1, place.uid), must_not_be_asked)
    assert "draft@x" in world.lying(Folder.DRAFTS)


def test_what_the_user_marked_as_deleted_survives_a_withdrawal(world: World) -> None:
    world.deliver(Folder.DRAFTS, a_mail("marked@x"), NOON, r"\Deleted")
    world.deliver(Folder.DRAFTS, a_mail("other@x"), NOON, r"\Flagged")
    place = world.mailbox.file_draft(a_mail("draft@x"), NOON)
    assert place is not None

    assert world.mailbox.withdraw(place, lambda found: True)
    world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO)  # leaves Drafts; that must not expunge either
    world.mailbox.close()

    lying = world.lying(Folder.DRAFTS)
    lying.pop("draft@x", None)
    assert lying == {"marked@x": {r"\Deleted"}, "other@x": {r"\Flagged"}}


def test_of_two_drafts_only_the_named_one_is_withdrawn(world: World) -> None:
    first = world.mailbox.file_draft(a_mail("first@x"), NOON)
    second = world.mailbox.file_draft(a_mail("second@x"), NOON)
    assert first is not None
    assert first != second

    assert world.mailbox.withdraw(first, lambda found: True)
    assert not still_there(world, "first@x")
    assert world.lying(Folder.DRAFTS)["second@x"] == {r"\Draft", r"\Seen"}
    if not world.lying(Folder.DRAFTS).get("first@x"):  # where it can be marked only, it is still found
        assert not world.mailbox.withdraw(first, lambda found: True)


# open, close, watch


def test_open_and_close_may_be_said_twice(world: World) -> None:
    world.mailbox.open()
    world.deliver(Folder.INBOX, a_mail("one@x"), NOON)
    before = world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO)
    world.mailbox.close()
    world.mailbox.close()
    world.mailbox.open()

    assert world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO) == before


def test_listening_can_be_begun_and_ended_again_and_again(world: World) -> None:
    cursor: Cursor | None = None
    for number in range(3):
        descriptor = world.mailbox.watch()
        assert descriptor is None or descriptor > 0
        world.deliver(Folder.INBOX, a_mail(f"n{number}@x"), NOON)
        glimpses, cursor = world.mailbox.glimpse(Folder.INBOX, cursor, LONG_AGO)
        assert ids(glimpses) == [f"n{number}@x"]
        world.mailbox.unwatch()
    world.mailbox.unwatch()


def test_abort_between_calls_does_no_lasting_harm(world: World) -> None:
    world.mailbox.abort()
    world.mailbox.close()
    world.mailbox.open()

    assert world.mailbox.glimpse(Folder.INBOX, None, LONG_AGO)[0] == ()


def still_there(world: World, message_id: str) -> bool:
    r"""Tell whether a draft still lies there for the user; where nothing better is offered, \\Deleted hides it."""
    flags = world.lying(Folder.DRAFTS).get(message_id)
    return flags is not None and r"\Deleted" not in flags


def must_not_be_asked(found: bytes) -> bool:
    raise AssertionError(f"asked about {len(found)} octets that are not ours")
