"""`afterword replay`: what afterword would have done with mail that lies on disk."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from afterword.cli.main import config_option


@click.command()
@click.argument("mails", type=click.Path(path_type=Path))
@config_option
@click.option("--until", required=True, help="Play up to this instant: ISO 8601, in your zone where it names none.")
@click.option("--acts", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="What you do: JSON lines.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def replay(mails: Path, config: Path | None, until: str, acts: Path | None, *, as_json: bool) -> None:
    """
    Play MAILS (a Maildir, an mbox or a folder of .eml files) through the whole service, offline.

    A folder named Sent is your own mail. No network is touched and nothing is kept.
    """
    from afterword.config.load import default_config_path
    from afterword.memory import MemoryMailbox
    from afterword.service import logs
    from afterword.service.acts import read_acts
    from afterword.service.archive import learn_own_addresses, read_archive
    from afterword.service.rehearsal import VirtualClock, rehearse
    from afterword.service.reporting import Line, in_words, report
    from afterword.service.wiring import load_all, offline_desk

    logs.configure("error")
    loaded = load_all(config or default_config_path())
    zone = loaded.settings.policy.zone
    end = parse_instant(until, zone)
    posts = read_archive(mails)
    doings = read_acts(acts, zone) if acts is not None else []
    box = MemoryMailbox()
    first = min([p.at for p in posts] + [a.at for a in doings])
    clock = VirtualClock(first - timedelta(seconds=1))
    desk = offline_desk(loaded, clock, learn_own_addresses(posts), box)

    def tell(line: Line) -> None:
        click.echo(json.dumps(line, ensure_ascii=False) if as_json else in_words(line))

    report(desk, tell)
    asyncio.run(rehearse(desk, clock, box, posts, doings, end))


def parse_instant(text: str, zone: ZoneInfo) -> datetime:
    """Return an instant in UTC. Raises a usage error for anything but ISO 8601."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no ISO 8601 time; write for example 2026-04-30T18:00") from None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
