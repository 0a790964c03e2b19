"""`afterword run`: the service."""

from pathlib import Path

import click

from afterword.cli.main import config_option


@click.command()
@config_option
@click.option("--dry-run", is_flag=True, help="Look once, print what would be done now, and do none of it.")
def run(config: Path | None, *, dry_run: bool) -> None:
    """Watch the mailbox until stopped. SIGTERM ends it, SIGHUP reads configuration and rules again."""
    from afterword.config.load import default_config_path
    from afterword.service import logs
    from afterword.service.clock import SystemClock
    from afterword.service.daemon import run_daemon
    from afterword.service.wiring import load_all

    path = config or default_config_path()
    loaded = load_all(path)
    logs.configure(loaded.settings.log_level)
    if dry_run:
        from afterword.service.preview import plan

        for line in plan(loaded, SystemClock()) or ["nothing to do now"]:
            click.echo(line)
        return
    run_daemon(path, loaded, SystemClock())
