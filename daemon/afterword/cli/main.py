"""
The command line: arguments, and the one place where an error becomes a sentence and an exit code.

Exit codes: 0 well, 1 expected failure, 2 usage, 3 bug, 78 configuration, 130 ^C.
"""

import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from afterword import __version__
from afterword.errors import AfterwordError, ConfigError

EXIT_EXPECTED: Final = 1
EXIT_BUG: Final = 3
EXIT_CONFIG: Final = 78
EXIT_INTERRUPTED: Final = 130

_COMMANDS: Final = {
    "run": "run",
    "check": "check",
    "status": "status",
    "replay": "replay",
    "classify": "classify",
    "demo": "demo",
    "timeline": "tell",
    "note": "tell",
    "mark": "tell",
}
"""Each command and the file it lives in; a file is imported when its command is called."""


class _Commands(click.Group):
    """Imports a command's file only when it is needed, so that `--help` and `status` stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"afterword.cli.{_COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101  (the table above is ours)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="afterword")
def afterword() -> None:
    """
    Follow up on job interviews from your own Drafts folder.

    afterword watches your mailbox, keeps track of each application, and leaves the right draft at the right
    time. It never sends anything to anyone but you.
    """


config_option = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The configuration file. Default: afterword/config.yaml in your configuration folder.",
)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(call(sys.argv[1:]))


def call(arguments: list[str]) -> int:
    """Run one command and return its exit code; errors are written to standard error."""
    try:
        result = afterword.main(arguments, prog_name="afterword", standalone_mode=False)
    except ConfigError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        count = len(error.problems)
        click.echo(f"{count} problem{'s' if count != 1 else ''}; nothing was started.", err=True)
        return EXIT_CONFIG
    except AfterwordError as error:
        click.echo(f"afterword: {error}", err=True)
        return EXIT_EXPECTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("afterword: stopped", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away, as `head` does.
        sys.stderr.close()
        return EXIT_EXPECTED
    except Exception as error:  # noqa: BLE001  (the last net: a bug gets its traceback)
        traceback.print_tb(error.__traceback__)
        # The text of an exception may quote a mail, and under a service this goes into the journal.
        said = f": {error}" if sys.stderr.isatty() else ""
        click.echo(f"{type(error).__name__}{said}", err=True)
        click.echo(f"afterword {__version__}: this is a bug; please report the lines above.", err=True)
        return EXIT_BUG
    return result if isinstance(result, int) else 0
