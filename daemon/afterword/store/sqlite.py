"""One mailbox's memory in an SQLite file. Meets the `Store` port; used from one thread."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from afterword.core.events import Event
from afterword.core.facts import Folder, MessageFacts
from afterword.core.ledger import Draft
from afterword.core.mailbox import Cursor, Place
from afterword.core.records import Claim, MailRecord, Quarantined
from afterword.core.verdict import Verdict
from afterword.store.codec import Codec
from afterword.store.opening import errors_in_words, open_engine
from afterword.store.schema import cursors, drafts, events, mails, meta, outbox, quarantine

_EVENT = Codec(Event)
_FACTS = Codec(MessageFacts)
_VERDICT = Codec(Verdict)
_DRAFT = Codec(Draft)


class SqliteStore:
    """
    The `Store` port on SQLite, in a file or in memory (`":memory:"`).

    Every method raises `TryLater` where the database is locked or the disk is full, and
    `UserMustAct` where the file is not usable. Naive times raise an error: they are a bug.
    """

    def __init__(self, path: Path | str, mailbox: str, wait_ms: int = 5000) -> None:
        self._path = path
        self._mailbox = mailbox
        self._engine = open_engine(path, wait_ms)
        self._connection = self._engine.connect()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Write everything inside at its end, or nothing on an exception.

        Inside another one it is written with the other; an exception that leaves only the inner
        one takes back only what that one wrote.
        """
        with self._writing():
            yield

    def cursor(self, folder: Folder) -> Cursor | None:
        """Return how far the folder has been read, or None before the first look."""
        query = select(cursors.c.uidvalidity, cursors.c.uidnext).where(
            cursors.c.mailbox == self._mailbox, cursors.c.folder == folder
        )
        row = next(iter(self._rows(query)), None)
        return None if row is None else Cursor(row.uidvalidity, row.uidnext)

    def set_cursor(self, folder: Folder, cursor: Cursor) -> None:
        """Record how far the folder has been read."""
        place = {"uidvalidity": cursor.uidvalidity, "uidnext": cursor.uidnext}
        command = insert(cursors).values(mailbox=self._mailbox, folder=folder, **place)
        self._write(command.on_conflict_do_update(index_elements=["mailbox", "folder"], set_=place))

    def knows_mail(self, key: str) -> bool:
        """Tell whether a mail of this key was judged before."""
        return bool(self._rows(select(mails.c.id).where(mails.c.mailbox == self._mailbox, mails.c.key == key)))

    def add_mail(self, record: MailRecord) -> None:
        """Record a judged mail; a second one under the same key changes nothing."""
        command = insert(mails).values(
            mailbox=self._mailbox,
            key=record.key,
            **_columns(record.place),
            at=record.facts.date,
            application=record.application,
            own=record.own,
            facts=_FACTS.dump(record.facts),
            verdict=None if record.verdict is None else _VERDICT.dump(record.verdict),
        )
        self._write(command.on_conflict_do_nothing(index_elements=["mailbox", "key"]))

    def mails(self, application: str | None = None) -> list[MailRecord]:
        """Return the judged mails, of one application or all, oldest first."""
        query = select(mails).where(mails.c.mailbox == self._mailbox).order_by(mails.c.at, mails.c.id)
        if application is not None:
            query = query.where(mails.c.application == application)
        return [_mail_record(row) for row in self._rows(query)]

    def quarantine(self, item: Quarantined) -> None:
        """Record a mail that could not be handled; the same place again replaces its reason."""
        said = {"at": item.at, "reason": item.reason}
        command = insert(quarantine).values(mailbox=self._mailbox, **_columns(item.place), **said)
        self._write(command.on_conflict_do_update(index_elements=list(quarantine.primary_key), set_=said))

    def quarantined(self) -> list[Quarantined]:
        """Return the mails that could not be handled, oldest first."""
        query = select(quarantine).where(quarantine.c.mailbox == self._mailbox)
        rows = self._rows(query.order_by(quarantine.c.at, quarantine.c.folder, quarantine.c.uid))
        return [Quarantined(_place(row), row.at, row.reason) for row in rows]

    def append(self, events_: Sequence[Event]) -> None:
        """Write events behind the journal; the journal is never changed otherwise."""
        if events_:
            self._write(insert(events), [{"mailbox": self._mailbox, "event": _EVENT.dump(event)} for event in events_])

    def events(self, after: int = 0) -> list[tuple[int, Event]]:
        """Return the journal from sequence number *after*, exclusive, in order."""
        query = select(events.c.id, events.c.event).where(events.c.mailbox == self._mailbox, events.c.id > after)
        return [(row.id, _EVENT.load(row.event)) for row in self._rows(query.order_by(events.c.id))]

    def claim(self, key: str, action: str, at: datetime, mark: Cursor | None = None) -> bool:
        """
        Take an action in hand; False where it is done or in hand already.

        A claim that was put off may be claimed again from its `not_before` on.
        """
        taken = {
            "action": action,
            "at": at,
            "mark_uidvalidity": mark.uidvalidity if mark else None,
            "mark_uidnext": mark.uidnext if mark else None,
            "not_before": None,
        }
        command = insert(outbox).values(mailbox=self._mailbox, key=key, attempts=1, last_error="", **taken)
        again = command.on_conflict_do_update(
            index_elements=["mailbox", "key"],
            set_={**taken, "attempts": outbox.c.attempts + 1},
            where=and_(outbox.c.finished.is_(None), outbox.c.not_before <= at),
        )
        return self._write(again) == 1

    def put_off(self, key: str, until: datetime, error: str) -> None:
        """Release a claim that failed, until a later time."""
        self._write(update(outbox).where(self._open(key)).values(not_before=until, last_error=error))

    def finish(self, key: str, at: datetime) -> None:
        """Record that the action is done; it can never be claimed again, even where it never was."""
        command = insert(outbox).values(
            mailbox=self._mailbox, key=key, action="", at=at, attempts=0, last_error="", finished=at
        )
        done = command.on_conflict_do_update(
            index_elements=["mailbox", "key"], set_={"finished": at}, where=outbox.c.finished.is_(None)
        )
        self._write(done)

    def release(self, key: str) -> None:
        """Forget a claim whose act is known not to have happened; it may be claimed again at once."""
        self._write(delete(outbox).where(self._open(key)))

    def claims(self) -> list[Claim]:
        """Return the actions in hand or put off, oldest first."""
        query = select(outbox).where(outbox.c.mailbox == self._mailbox, outbox.c.finished.is_(None))
        return [_claim(row) for row in self._rows(query.order_by(outbox.c.at, outbox.c.key))]

    def is_finished(self, key: str) -> bool:
        """Tell whether the action is done."""
        query = select(outbox.c.finished).where(outbox.c.mailbox == self._mailbox, outbox.c.key == key)
        return any(row.finished is not None for row in self._rows(query))

    def put_draft(self, draft: Draft) -> None:
        """Insert or replace a line of the ledger, by its key."""
        line = {"filed": draft.filed, "draft": _DRAFT.dump(draft)}
        command = insert(drafts).values(mailbox=self._mailbox, key=draft.key, **line)
        self._write(command.on_conflict_do_update(index_elements=["mailbox", "key"], set_=line))

    def drafts(self) -> list[Draft]:
        """Return the whole ledger, oldest first."""
        query = select(drafts.c.draft).where(drafts.c.mailbox == self._mailbox)
        return [_DRAFT.load(row.draft) for row in self._rows(query.order_by(drafts.c.filed, drafts.c.key))]

    def secret(self) -> bytes:
        """Return this installation's own random key, made on first use; markers are derived from it."""
        query = select(meta.c.value).where(meta.c.name == "secret")
        rows = self._rows(query)
        if not rows:
            made = insert(meta).values(name="secret", value=secrets.token_bytes(32))
            self._write(made.on_conflict_do_nothing())  # another program may have been faster: its key counts
            rows = self._rows(query)
        value: bytes = rows[0].value
        return value

    def close(self) -> None:
        """Let go of the database; a second call does nothing."""
        self._connection.close()
        self._engine.dispose()

    def _open(self, key: str) -> Any:
        return and_(outbox.c.mailbox == self._mailbox, outbox.c.key == key, outbox.c.finished.is_(None))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        connection = self._connection
        with errors_in_words(self._path):
            if connection.in_transaction():
                with connection.begin_nested():
                    yield connection
            else:
                connection.execution_options(reads=False)
                with connection.begin():
                    yield connection

    def _write(self, command: Any, rows: list[dict[str, Any]] | None = None) -> int:
        """Carry out one command and return how many rows it changed; alone it is a transaction of its own."""
        with self._writing() as connection:
            return int(connection.execute(command, rows).rowcount)

    def _rows(self, query: Any) -> Sequence[Row[Any]]:
        connection = self._connection
        with errors_in_words(self._path):
            if connection.in_transaction():
                return connection.execute(query).all()
            connection.execution_options(reads=True)
            with connection.begin():
                return connection.execute(query).all()


def _columns(place: Place) -> dict[str, Any]:
    return {"folder": place.folder, "uidvalidity": place.uidvalidity, "uid": place.uid}


def _place(row: Row[Any]) -> Place:
    return Place(Folder(row.folder), row.uidvalidity, row.uid)


def _mail_record(row: Row[Any]) -> MailRecord:
    verdict = None if row.verdict is None else _VERDICT.load(row.verdict)
    return MailRecord(row.key, _place(row), _FACTS.load(row.facts), verdict, row.application, row.own)


def _claim(row: Row[Any]) -> Claim:
    mark = None if row.mark_uidvalidity is None else Cursor(row.mark_uidvalidity, row.mark_uidnext)
    return Claim(row.key, row.action, row.at, row.attempts, mark, row.not_before, row.last_error)
