"""`afterword check`: are the files right, and does the mailbox answer?"""

from pathlib import Path

import click

from afterword.cli.main import config_option


@click.command()
@config_option
@click.option("--offline", is_flag=True, help="Check the files only; connect to nothing.")
def check(config: Path | None, *, offline: bool) -> None:
    """Check configuration, rules and templates, then log in and look for the folders."""
    from afterword.config.load import default_config_path
    from afterword.core.facts import Folder
    from afterword.service import logs
    from afterword.service.wiring import load_all, open_mailbox

    path = config or default_config_path()
    loaded = load_all(path)
    logs.configure("error")
    click.echo(f"{path}: the configuration holds")
    click.echo(f"rules: {len(loaded.rulebook.rule_ids)} in force; templates: {len(loaded.templates.drafts)}")
    click.echo(f"state: {loaded.settings.state_dir}")
    for account in loaded.settings.mailboxes:
        if offline:
            continue
        mailbox = open_mailbox(loaded.settings, account)
        mailbox.open()
        try:
            counts = {folder: len(mailbox.present(folder)[1]) for folder in Folder}
        finally:
            mailbox.close()
        found = "logged in" if account.imap is not None else f"found in {account.maildir}"
        click.echo(f"{account.address}: {found}; " + ", ".join(f"{f.value} {n} mails" for f, n in counts.items()))
        click.echo(f"{account.address}: reminders " + ("go to you" if account.smtp else "are off (no smtp)"))
