"""
The tables. `versions/` builds them step by step; `REVISION` names the step that this file shows.

Every row belongs to one mailbox, but for `meta`, which belongs to the installation. What the
core owns is kept as JSON (`codec`); columns of their own have what is searched or ordered by.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

REVISION: Final = "0001"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware time, kept in UTC and given back so; a naive one is refused, as nobody knows when it is."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the port of SQLAlchemy
        """Return the value in UTC without its zone, as SQLite keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the port of SQLAlchemy
        """Return the stored value as aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


meta = Table(
    "meta",
    metadata,
    Column("name", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    PrimaryKeyConstraint("name"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("mailbox", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uidnext", BigInteger, nullable=False),
    PrimaryKeyConstraint("mailbox", "folder"),
)

mails = Table(
    "mails",
    metadata,
    Column("id", Integer, nullable=False),
    Column("mailbox", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("application", Text, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
    Column("verdict", Text),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("mailbox", "key"),
)
Index(None, mails.c.mailbox, mails.c.application)

quarantine = Table(
    "quarantine",
    metadata,
    Column("mailbox", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("mailbox", "folder", "uidvalidity", "uid"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, nullable=False),
    Column("mailbox", Text, nullable=False),
    Column("event", Text, nullable=False),
    PrimaryKeyConstraint("id"),
    sqlite_autoincrement=True,  # a number that was given once is never given again
)
Index(None, events.c.mailbox, events.c.id)

outbox = Table(
    "outbox",
    metadata,
    Column("mailbox", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("mark_uidvalidity", BigInteger),
    Column("mark_uidnext", BigInteger),
    Column("not_before", Instant),
    Column("last_error", Text, nullable=False),
    Column("finished", Instant),
    PrimaryKeyConstraint("mailbox", "key"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("mailbox", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("filed", Instant, nullable=False),
    Column("draft", Text, nullable=False),
    PrimaryKeyConstraint("mailbox", "key"),
)
