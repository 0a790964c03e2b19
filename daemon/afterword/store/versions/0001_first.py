"""The first tables."""

import sqlalchemy as sa
from alembic import op

from afterword.store.schema import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "cursors",
        sa.Column("mailbox", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("uidvalidity", sa.BigInteger, nullable=False),
        sa.Column("uidnext", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder", name="pk_cursors"),
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("mailbox", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("uidvalidity", sa.BigInteger, nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("application", sa.Text, nullable=False),
        sa.Column("own", sa.Boolean, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("mailbox", "key", name="uq_mails_mailbox_key"),
    )
    op.create_index("ix_mails_mailbox_application", "mails", ["mailbox", "application"])
    op.create_table(
        "quarantine",
        sa.Column("mailbox", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("uidvalidity", sa.BigInteger, nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder", "uidvalidity", "uid", name="pk_quarantine"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("mailbox", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_mailbox_id", "events", ["mailbox", "id"])
    op.create_table(
        "outbox",
        sa.Column("mailbox", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("mark_uidvalidity", sa.BigInteger),
        sa.Column("mark_uidnext", sa.BigInteger),
        sa.Column("not_before", Instant),
        sa.Column("last_error", sa.Text, nullable=False),
        sa.Column("finished", Instant),
        sa.PrimaryKeyConstraint("mailbox", "key", name="pk_outbox"),
    )
    op.create_table(
        "drafts",
        sa.Column("mailbox", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("filed", Instant, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "key", name="pk_drafts"),
    )
