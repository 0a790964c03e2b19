"""Brings a database to the tables this program knows, with Alembic as a library. Imported only when there is need."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from afterword.errors import UserMustAct
from afterword.store.schema import metadata


def scripts() -> ScriptDirectory:
    """Return the revisions that come with this program."""
    return ScriptDirectory(str(Path(__file__).parent))


def upgrade(connection: Connection) -> None:
    """
    Run the missing revisions inside the transaction that *connection* is in.

    Raises `UserMustAct` where the database was written by a newer afterword.
    """
    known = scripts()
    stored = MigrationContext.configure(connection).get_current_revision()
    if stored not in {None, *(script.revision for script in known.walk_revisions())}:
        raise UserMustAct(
            f"The database was written by a newer afterword (its revision is {stored}). "
            "Update afterword, or give it another state_dir."
        )
    with EnvironmentContext(
        Config(),
        known,
        fn=lambda revision, _: known._upgrade_revs("head", revision),  # noqa: SLF001 - as alembic.command does
    ) as environment:
        environment.configure(
            connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=True
        )
        with environment.begin_transaction():
            environment.run_migrations()
