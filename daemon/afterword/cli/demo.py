"""`afterword demo`: six weeks of a made-up job search, in seconds, on a Maildir of its own."""

import asyncio
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import click

from afterword.errors import UserMustAct

_MARK = ".afterword-demo"


@click.command()
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-mailbox"), show_default=True,
    help="The Maildir to make; one of an earlier demo is replaced.",
)  # fmt: skip
def demo(into: Path) -> None:
    """Show the whole job on sample mail: what comes in, what is understood and why, which drafts are filed."""
    from afterword.core.outlook import tell_steps
    from afterword.service import logs
    from afterword.service.hands import MaildirHands
    from afterword.service.rehearsal import VirtualClock, rehearse
    from afterword.service.reporting import Line, in_words, report
    from afterword.service.sample import ACTS, CONFIG, UNTIL, sample_posts
    from afterword.service.wiring import load_all, offline_desk, open_mailbox

    logs.configure("error")
    _make_room(into)
    with tempfile.TemporaryDirectory(prefix="afterword-demo-") as folder:
        config = Path(folder) / "config.yaml"
        config.write_text(CONFIG.format(maildir=into.resolve(), state=folder), encoding="utf-8")
        loaded = load_all(config)
        box = open_mailbox(loaded.settings, loaded.settings.mailboxes[0])
        posts = sample_posts()
        hands = MaildirHands(into, box)
        box.open()
        clock = VirtualClock(posts[0].at - timedelta(seconds=1))
        desk = offline_desk(loaded, clock, mailbox=box)
        shown: set[str] = set()

        def tell(line: Line) -> None:
            click.echo(in_words(line))
            if line["type"] == "draft" and str(line["step"]) not in shown:
                shown.add(str(line["step"]))
                click.echo("".join(f"      | {row}\n" for row in str(line["body"]).splitlines()), nl=False)

        click.echo("Alice looks for a job. Six weeks of her mail, with a virtual clock:\n")
        report(desk, tell)
        asyncio.run(rehearse(desk, clock, hands, posts, ACTS, UNTIL))
        click.echo("\nWhere her applications stand:\n")
        for app in desk.applications.values():
            click.echo(f"  {app.name:<20} {app.role:<20} {app.state}{'   waits for your answer' if app.review else ''}")
            for step in tell_steps(app):
                click.echo(f"      {step}")
        box.close()
    click.echo(f"\nThe mailbox is in {into}; open it in any mail client, for example: neomutt -f {into}")


def _make_room(into: Path) -> None:
    if into.exists() and not (into / _MARK).exists() and any(into.iterdir()):
        raise UserMustAct(f"{into} is there already and not from a demo; name another folder with --into")
    if into.exists():
        shutil.rmtree(into)
    for part in ("cur", "new", "tmp"):
        (into / part).mkdir(parents=True)
    (into / _MARK).touch()
