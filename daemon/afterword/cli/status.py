"""`afterword status`: where every application stands, and what comes next."""

import json
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from afterword.cli.main import config_option
from afterword.core.application import Application
from afterword.core.policy import Policy


@click.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def status(config: Path | None, *, as_json: bool) -> None:
    """Show every application: its state, since when, what comes next and what waits for you."""
    from afterword.config.load import default_config_path, load_settings
    from afterword.core.machine import fold
    from afterword.service.clock import SystemClock
    from afterword.store.sqlite import SqliteStore

    # Rules and templates are not read: what a mail was taken for stands in the journal.
    settings = load_settings(config or default_config_path(), os.environ)
    now, policy = SystemClock().now(), settings.policy
    for account in settings.mailboxes:
        store = SqliteStore(settings.database, account.address)
        try:
            applications = fold(event for _, event in store.events())
            rows = [_row(app, now, policy, reminds=account.smtp is not None) for app in applications.values()]
            if as_json:
                for row in rows:
                    click.echo(json.dumps({"mailbox": account.address, **row}, ensure_ascii=False))
            else:
                _print(account.address, rows, len(store.quarantined()), policy.zone)
        finally:
            store.close()


def _row(app: Application, now: datetime, policy: Policy, *, reminds: bool) -> dict[str, object]:
    from afterword.core.outlook import next_step
    from afterword.core.questions import explain_question

    upcoming = next_step(app, now, policy, reminds=reminds)
    return {
        "application": app.name,
        "company": app.company,
        "role": app.role,
        "state": app.state.value,
        "since": _iso(app.since, policy.zone),
        "next": upcoming.what if upcoming is not None else None,
        "at": _iso(upcoming.at, policy.zone) if upcoming is not None else None,
        "questions": [explain_question(q) for q in app.questions],
        "drafts": [
            {"step": r.ref.step.value, "to": r.ref.recipient, "status": r.status.value}
            for a_round in app.rounds
            for r in a_round.records
        ],
    }


def _iso(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).isoformat(timespec="minutes") if at is not None else None


def _short(at: str) -> str:
    return f"{datetime.fromisoformat(at):%a %d %b %H:%M}"


def _print(address: str, rows: list[dict[str, object]], aside: int, zone: ZoneInfo) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not rows:
        console.print(f"{address}: no applications yet. afterword opens one when a receipt or an invitation comes in.")
    else:
        table = Table(title=f"{address} (times in {zone.key})", title_justify="left")
        for heading in ("Company", "Role", "State", "Since", "Next", "Waits for you"):
            table.add_column(heading, overflow="fold")
        for row in rows:
            questions = row["questions"]
            drafts = row["drafts"]
            waiting = [str(q) for q in questions] if isinstance(questions, list) else []
            if isinstance(drafts, list):
                waiting += [f"draft {d['step']} to {d['to']}" for d in drafts if d["status"] in {"filed", "edited"}]
            upcoming = f"{row['next']}\n{_short(str(row['at']))}" if row["next"] else ""
            table.add_row(
                str(row["company"]), str(row["role"]), str(row["state"]), str(row["since"] or "")[:10], upcoming,
                "\n".join(waiting),
            )  # fmt: skip
        console.print(table)
    if aside:
        console.print(f"{aside} mail(s) could not be read and were set aside; see the log for the reasons.")
