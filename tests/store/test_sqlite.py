"""The file: private, whole after any end of the process, shared between processes, and of the right age."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from afterword.core.events import Event, EventKind
from afterword.core.facts import Folder
from afterword.core.mailbox import Cursor
from afterword.errors import TryLater, UserMustAct
from afterword.store.migrate import scripts
from afterword.store.schema import REVISION, metadata
from afterword.store.sqlite import SqliteStore

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ALICE = "alice@example.org"


def note(number: int) -> Event:
    return Event(EventKind.NOTED, NOON + timedelta(minutes=number), "app", "user", text=f"note {number}")


def python(code: str, *arguments: Path | str) -> "subprocess.Popen[str]":
    """Start a process that runs this code with a store open on the first argument."""
    head = (
        "import sys, os, time\nfrom datetime import datetime, UTC\n"
        "from afterword.store.sqlite import SqliteStore\nfrom afterword.core.events import Event, EventKind\n"
        f"NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)\nstore = SqliteStore(sys.argv[1], {ALICE!r}, 20000)\n"
    )
    command = [sys.executable, "-c", head + code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def layout(path: Path | str) -> dict[str, object]:
    """Return what SQLite says of every table and index, but for Alembic's own."""
    found: dict[str, object] = {}
    with SqliteStore(path, ALICE)._engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY name").all()
        for kind, name, sql in names:
            if "alembic" not in name:
                detail = "table_info" if kind == "table" else "index_info"
                rows = connection.exec_driver_sql(f"PRAGMA {detail}('{name}')").all()
                found[name] = ("AUTOINCREMENT" in (sql or ""), [tuple(row) for row in rows])
    return found


def test_file_and_folder_are_the_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = SqliteStore(tmp_path / "new" / "a.db", ALICE)
        store.append([note(1)])
        rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
        assert rights == {"a.db": 0o600, "a.db-wal": 0o600, "a.db-shm": 0o600}
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
        store.close()
    finally:
        os.umask(before)


def test_a_file_that_others_could_read_is_made_private(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch(mode=0o644)
    SqliteStore(path, ALICE).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_written_through_to_the_disk(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "a.db", ALICE)
    values = {}
    with store._engine.connect() as connection:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
            values[pragma] = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    store.close()


def test_all_is_there_after_reopening(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "a.db", ALICE)
    first.append([note(1)])
    first.claim("k", "file", NOON, Cursor(1, 2))
    first.set_cursor(Folder.INBOX, Cursor(7, 8))
    secret = first.secret()
    first.close()
    again = SqliteStore(tmp_path / "a.db", ALICE)
    assert [event for _, event in again.events()] == [note(1)]
    assert [(claim.key, claim.mark) for claim in again.claims()] == [("k", Cursor(1, 2))]
    assert again.cursor(Folder.INBOX) == Cursor(7, 8)
    assert again.secret() == secret
    again.close()


def test_numbers_of_the_journal_are_never_given_twice(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "a.db", ALICE)
    store.append([note(1)])
    last = store.events()[-1][0]
    with store._writing() as connection:
        connection.exec_driver_sql("DELETE FROM events")
    store.append([note(2)])
    assert store.events()[-1][0] > last
    store.close()


def test_two_mailboxes_in_one_file_see_their_own_only(tmp_path: Path) -> None:
    alice = SqliteStore(tmp_path / "a.db", ALICE)
    alice.append([note(1)])
    alice.claim("k", "file", NOON)
    alice.set_cursor(Folder.INBOX, Cursor(7, 8))
    other = SqliteStore(tmp_path / "a.db", "work@example.org")
    assert (other.events(), other.claims(), other.cursor(Folder.INBOX)) == ([], [], None)
    assert other.claim("k", "file", NOON)
    other.release("k")
    assert len(alice.claims()) == 1
    assert other.secret() == alice.secret()
    alice.close()
    other.close()


def test_of_two_processes_one_gets_each_claim(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    SqliteStore(path, ALICE).close()
    code = (
        "print('ready', flush=True); sys.stdin.readline()\n"
        "print(*[n for n in range(100) if store.claim(f'k{n}', 'file', NOON)])\n"
    )
    processes = [python(code, path) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    won = [set(process.communicate(timeout=60)[0].split()) for process in processes]
    assert won[0] | won[1] == {str(number) for number in range(100)}
    assert won[0] & won[1] == set()


def test_two_processes_can_make_the_same_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    code = "store.append([Event(EventKind.NOTED, NOON, 'app')]); print(store.secret().hex())\n"
    processes = [python(code, path) for _ in range(3)]
    secrets = {process.communicate(timeout=60)[0] for process in processes}
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(secrets) == 1
    store = SqliteStore(path, ALICE)
    assert len(store.events()) == 3
    store.close()


def test_a_process_killed_inside_a_transaction_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    code = (
        "store.append([Event(EventKind.NOTED, NOON, 'app', text='whole')])\n"
        "with store.transaction():\n"
        "    store.append([Event(EventKind.NOTED, NOON, 'app', text='half')] * 500)\n"
        "    store.claim('k', 'file', NOON)\n"
        "    print('inside', flush=True)\n"
        "    time.sleep(60)\n"
    )
    process = python(code, path)
    assert process.stdout is not None
    assert process.stdout.readline() == "inside\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    store = SqliteStore(path, ALICE)
    assert [event.text for _, event in store.events()] == ["whole"]
    assert store.claims() == []
    assert store.claim("k", "file", NOON)
    store.close()


def test_a_claim_outlives_a_kill_right_after_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    process = python("store.claim('k', 'file', NOON); os.kill(os.getpid(), 9)\n", path)
    process.communicate(timeout=60)
    store = SqliteStore(path, ALICE)
    assert [claim.key for claim in store.claims()] == ["k"]
    assert not store.claim("k", "file", NOON)
    store.close()


def test_a_reader_sees_what_was_there_while_another_writes(tmp_path: Path) -> None:
    writer = SqliteStore(tmp_path / "a.db", ALICE)
    writer.append([note(1)])
    reader = SqliteStore(tmp_path / "a.db", ALICE, wait_ms=100)
    with writer.transaction():
        writer.append([note(2)])
        assert len(reader.events()) == 1
    assert len(reader.events()) == 2
    writer.close()
    reader.close()


def test_a_locked_database_is_for_later_and_then_works(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    holder = SqliteStore(path, ALICE)
    store = SqliteStore(path, ALICE, wait_ms=50)
    with holder.transaction():
        with pytest.raises(TryLater, match="in use by another program"):
            store.append([note(1)])
        with pytest.raises(TryLater, match="in use by another program"), store.transaction():
            pass
    store.append([note(1)])
    assert len(store.events()) == 1
    holder.close()
    store.close()


def test_a_full_disk_is_for_later_and_leaves_nothing_half(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "a.db", ALICE)
    store.append([note(1)])
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(TryLater, match="no room left"):
        store.append([note(n) for n in range(2000)])
    assert [event for _, event in store.events()] == [note(1)]
    store.close()


def test_what_is_no_database_is_for_the_user(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("These are my notes, and no database at all.\n" * 100)
    with pytest.raises(UserMustAct, match="is not a database"):
        SqliteStore(path, ALICE)
    path.unlink()
    path.mkdir()
    with pytest.raises(UserMustAct, match="cannot be opened"):
        SqliteStore(path, ALICE)


def test_a_database_of_a_newer_afterword_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    SqliteStore(path, ALICE).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(UserMustAct, match=r"newer afterword \(its revision is 9999\)"):
        SqliteStore(path, ALICE)


def test_the_revisions_end_where_the_tables_are() -> None:
    assert scripts().get_heads() == [REVISION]


def test_the_revisions_make_the_same_tables_as_memory_has(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert layout(path) == layout(":memory:")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_database_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "a.db", ALICE).close()
    process = python("print('alembic' in sys.modules)\n", tmp_path / "a.db")
    assert process.communicate(timeout=60)[0] == "False\n"


@pytest.mark.bench
def test_bench_ten_thousand_events(capsys: pytest.CaptureFixture[str]) -> None:
    import time

    store = SqliteStore(":memory:", ALICE)
    store.append([note(number) for number in range(10_000)])
    start = time.perf_counter()
    store.events()
    with capsys.disabled():
        sys.stdout.write(f"\n10,000 events read in {(time.perf_counter() - start) * 1000:.0f} ms\n")
    store.close()
