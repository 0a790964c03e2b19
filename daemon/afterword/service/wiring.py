"""The one place that builds adapters from settings and puts them on a desk."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from afterword.config.load import load_settings
from afterword.config.rulefiles import load_rulebook, shipped_rules
from afterword.config.secrets import read_secret
from afterword.config.templatefiles import load_templates
from afterword.config.yamlfile import collect
from afterword.core.compose import Templates
from afterword.core.rules import Reader, Rulebook
from afterword.errors import UserMustAct
from afterword.memory import MemoryMailbox
from afterword.service.desk import Desk, Worker, at_once
from afterword.service.ports import Clock, Mailbox, Sender
from afterword.service.rehearsal import Collector
from afterword.settings import MailboxSettings, Settings


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything people write in files, read and checked: configuration, rules, templates."""

    settings: Settings
    rulebook: Rulebook
    templates: Templates


def load_all(config: Path) -> Loaded:
    """Read configuration, rules and templates. Raises `ConfigError` with the mistakes of all of them."""
    settings = load_settings(config, os.environ)
    return load_rules(settings)


def load_rules(settings: Settings) -> Loaded:
    """Read rules and templates for settings that are there already."""
    user = settings.rules_dir
    both: list[Callable[[], object]] = [
        lambda: load_rulebook(user),
        lambda: load_templates(shipped_rules() / "templates", user / "templates" if user is not None else None),
    ]
    rulebook, templates = collect(both)
    assert isinstance(rulebook, Rulebook)  # noqa: S101  (collect loses the types of its two calls)
    assert isinstance(templates, Templates)  # noqa: S101
    return Loaded(settings, rulebook, templates)


def shipped_judges() -> tuple[Rulebook, Reader]:
    """Return the rules as shipped, and a reader in this machine's zone and in the United States."""
    from tzlocal import get_localzone_name  # noqa: PLC0415  (asked for only here)

    return load_rulebook(None), Reader(ZoneInfo(get_localzone_name()), "US", frozenset())


def open_mailbox(settings: Settings, account: MailboxSettings) -> Mailbox:
    """Return the adapter of a mailbox, not yet connected."""
    if account.maildir is not None:
        from afterword.maildir import MaildirMailbox  # noqa: PLC0415  (only one of the two adapters is needed)

        name = account.address.replace("/", "_")
        return MaildirMailbox(account, settings.state_dir / f"maildir-{name}.uids")
    from afterword.imap import ImapMailbox  # noqa: PLC0415

    return ImapMailbox(account, _password(account))


def open_sender(account: MailboxSettings) -> Sender | None:
    """Return the way of reminders, None where the user wants none."""
    if account.smtp is None:
        return None
    from afterword.smtp import SmtpSender  # noqa: PLC0415

    return SmtpSender(account.smtp, account.address, _password(account))


def _password(account: MailboxSettings) -> Callable[[], str]:
    source = account.secret
    if source is None:

        def missing() -> str:
            raise UserMustAct(f"{account.address}: the configuration names no password")

        return missing
    return partial(read_secret, source, os.environ)


def real_desk(loaded: Loaded, account: MailboxSettings, clock: Clock, worker: Worker = at_once) -> Desk:
    """Return a desk on the real mailbox, the real store and the real way of reminders."""
    from afterword.store.sqlite import SqliteStore  # noqa: PLC0415  (SQLAlchemy takes 0.1 s; --help must not wait for it)

    return Desk(
        settings=loaded.settings,
        account=account,
        mailbox=open_mailbox(loaded.settings, account),
        store=SqliteStore(loaded.settings.database, account.address),
        clock=clock,
        rulebook=loaded.rulebook,
        templates=loaded.templates,
        sender=open_sender(account),
        worker=worker,
    )


def store_desk(loaded: Loaded, account: MailboxSettings, clock: Clock) -> Desk:
    """Return a desk on the real store alone, folded and ready to read or to write events: for the command line."""
    from afterword.store.sqlite import SqliteStore  # noqa: PLC0415

    desk = Desk(
        settings=loaded.settings,
        account=account,
        mailbox=MemoryMailbox(),
        store=SqliteStore(loaded.settings.database, account.address),
        clock=clock,
        rulebook=loaded.rulebook,
        templates=loaded.templates,
    )
    desk.refresh()
    return desk


def offline_desk(
    loaded: Loaded, clock: Clock, own: frozenset[str] = frozenset(), mailbox: Mailbox | None = None
) -> Desk:
    """Return a desk that keeps nothing and reaches nothing: everything in memory. *own* adds addresses of the user."""
    from afterword.store.sqlite import SqliteStore  # noqa: PLC0415

    settings = loaded.settings
    owner = replace(settings.owner, addresses=tuple(sorted({*settings.owner.addresses, *own})))
    account = settings.mailboxes[0]
    return Desk(
        settings=replace(settings, owner=owner),
        account=account,
        mailbox=mailbox if mailbox is not None else MemoryMailbox(),
        store=SqliteStore(":memory:", account.address),
        clock=clock,
        rulebook=loaded.rulebook,
        templates=loaded.templates,
        sender=Collector(),
    )
