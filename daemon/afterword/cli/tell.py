"""`afterword timeline`, `note` and `mark`: what the user knows and mail does not say."""

from collections.abc import Callable
from pathlib import Path

import click

from afterword.cli.main import config_option
from afterword.core.application import Application
from afterword.service.desk import Desk


def _tell(config: Path | None, name: str, what: Callable[[Desk, Application], None]) -> Application:
    from afterword.config.load import default_config_path
    from afterword.service.clock import SystemClock
    from afterword.service.search import find_application
    from afterword.service.wiring import load_all, store_desk

    loaded = load_all(config or default_config_path())
    desks = [store_desk(loaded, account, SystemClock()) for account in loaded.settings.mailboxes]
    try:
        everywhere = [app for desk in desks for app in desk.applications.values()]
        app = find_application(everywhere, name)
        desk = next(desk for desk in desks if desk.applications.get(app.id) is app)
        what(desk, app)
        return desk.applications[app.id]
    finally:
        for desk in desks:
            desk.store.close()


@click.command()
@click.argument("application")
@click.argument("text")
@config_option
def timeline(application: str, text: str, config: Path | None) -> None:
    """
    Say when APPLICATION will decide, in your words.

    For example: afterword timeline Acme "two weeks"
    """
    from afterword.service.words import give_timeline

    app = _tell(config, application, lambda desk, found: give_timeline(desk, found, text))
    stated = app.round.timeline if app.round is not None else None
    if stated is None:
        click.echo(f"{app.name}: noted; it counts as soon as an interview is fixed")
    else:
        click.echo(f"{app.name}: they decide between {stated.earliest} and {stated.latest}")


@click.command()
@click.argument("application")
@click.argument("text")
@config_option
def note(application: str, text: str, config: Path | None) -> None:
    """Keep a sentence for the next thank-you of APPLICATION; it goes into the draft as you write it."""
    from afterword.service.words import give_note

    app = _tell(config, application, lambda desk, found: give_note(desk, found, text))
    click.echo(f"{app.name}: the sentence goes into the next thank-you")


@click.command()
@click.argument("application")
@click.argument("what", type=click.Choice([
    "rejection", "offer", "reply", "on-hold", "withdrawn", "no-show", "thanked", "checked-in", "go-on", "skip",
]))  # fmt: skip
@config_option
def mark(application: str, what: str, config: Path | None) -> None:
    """Say what APPLICATION has come to, or answer a question about it. Your word outranks the rules."""
    from afterword.service.words import Mark
    from afterword.service.words import mark as put_mark

    app = _tell(config, application, lambda desk, found: put_mark(desk, found, Mark(what)))
    click.echo(f"{app.name}: {app.state}")
