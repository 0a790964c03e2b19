"""Opens the SQLite file: who may read it, how it is written, which tables it has, what its errors mean."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as RawConnection
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from afterword.errors import AfterwordError, TryLater, UserMustAct
from afterword.store.schema import REVISION, metadata

MEMORY: Final = ":memory:"

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # NORMAL may lose the last commits at a power cut, and a draft that is forgotten is filed twice.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)


def open_engine(path: Path | str, wait_ms: int) -> Engine:
    """
    Return an engine with one connection, its tables made or brought up to date.

    A new file is readable by its owner only, as is its directory. *wait_ms* is how long a
    locked database is waited for. Raises `UserMustAct` or `TryLater`.
    """
    in_memory = str(path) == MEMORY
    with errors_in_words(path):
        if not in_memory:
            _make_private(Path(path))
        engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=StaticPool)
        event.listen(engine, "connect", lambda raw, _: _prepare(raw, wait_ms))
        event.listen(engine, "begin", _begin)
        try:
            with engine.connect() as connection:
                if in_memory:
                    metadata.create_all(connection)
                    connection.commit()
                else:
                    _bring_up_to_date(connection)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def errors_in_words(path: Path | str) -> Iterator[None]:
    """Turn what SQLite raises into a sentence and into what must happen next; other errors pass."""
    try:
        yield
    except DBAPIError as error:
        known = _sentence(str(getattr(error.orig, "sqlite_errorname", "")), path)
        if known is None:
            raise
        raise known from error


def _prepare(raw: RawConnection, wait_ms: int) -> None:
    raw.isolation_level = None  # the driver begins no transaction of its own; `_begin` does
    raw.execute(f"PRAGMA busy_timeout = {wait_ms:d}")
    for pragma in _PRAGMAS:
        raw.execute(pragma)


def _begin(connection: Connection) -> None:
    # A transaction that begins as a reader and then writes fails at once when another writer was
    # faster, whatever the timeout; one that begins as a writer waits for its turn.
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives the files beside it (-wal, -shm) the rights of this one.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise UserMustAct(f"The database {path} cannot be opened: {error.strerror or error}.") from error


def _bring_up_to_date(connection: Connection) -> None:
    connection.execution_options(reads=True)
    stored = None
    if inspect(connection).has_table("alembic_version"):
        stored = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    connection.rollback()
    if stored == REVISION:
        return
    from afterword.store.migrate import upgrade  # noqa: PLC0415 - Alembic costs 70 ms and is needed once a release

    connection.execution_options(reads=False)
    with connection.begin():  # a second program waits here, and then finds nothing left to do
        upgrade(connection)


def _sentence(name: str, path: Path | str) -> AfterwordError | None:
    for sign, error in (
        ("SQLITE_BUSY", TryLater(f"The database {path} is in use by another program.")),
        ("SQLITE_LOCKED", TryLater(f"The database {path} is in use by another program.")),
        ("SQLITE_FULL", TryLater(f"There is no room left on the disk of {path}: make room.")),
        ("SQLITE_IOERR", TryLater(f"The disk of {path} did not read or write: look at it.")),
        ("SQLITE_READONLY", UserMustAct(f"The database {path} cannot be written: check who owns it.")),
        ("SQLITE_CANTOPEN", UserMustAct(f"The database {path} cannot be opened: check who owns it and its directory.")),
        ("SQLITE_NOTADB", UserMustAct(f"{path} is not a database: move it away, or name another state_dir.")),
        ("SQLITE_CORRUPT", UserMustAct(f"The database {path} is damaged: put a backup in its place.")),
    ):
        if name.startswith(sign):
            return error
    return None
