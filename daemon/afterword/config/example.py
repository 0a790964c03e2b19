"""
Writes config.example.yaml and docs/configuration.md from the shape of the configuration.

`python -m afterword.config.example` prints the example; with `--write` it brings both files of a
source tree up to date. A test compares them, so no key can go without its words.
"""

import sys
import textwrap
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from afterword.config.rulefiles import shipped_rules
from afterword.config.schema import ConfigShape, FoldersShape, MailboxShape, SecretShape, ServerShape

_COMMAND = "python -m afterword.config.example --write"

_HEAD = f"""\
# The configuration of afterword, with every key it knows. Made by `{_COMMAND}`.
# Copy it to ~/.config/afterword/config.yaml and change what is yours. A line such as `#key: value` is
# switched off and shows an example; take its # away to use it.
"""

_DOC_HEAD = f"""\
<!-- Made by `{_COMMAND}`: change daemon/afterword/config/schema.py or example.py instead. -->
# Configuration

afterword reads `~/.config/afterword/config.yaml` (on a Mac `~/Library/Application Support/afterword/config.yaml`),
or the file that `--config` names. [config.example.yaml](../config.example.yaml) has every key. Enough for Gmail:

```yaml
name: Alice Seeker
country: US
time_zone: America/New_York
mailboxes:
  - address: alice@gmail.com
    imap: imap.gmail.com
    smtp: smtp.gmail.com
    password: {{command: "pass show gmail-app-password"}}
```

All mistakes are shown at once, each with file, line, column and what to write instead. The file is YAML 1.2: `22:00`,
`on` and `NO` are texts, a key may stand once, anchors are not read. Paths are relative to the file itself; `~` is your
home. Passwords are never in the file, only the place they are read from.
"""

_PARTS: tuple[tuple[str, type[BaseModel], str], ...] = (
    ("Keys", ConfigShape, ""),
    ("Each of `mailboxes`", MailboxShape, "`imap` or `maildir` must be there, not both. `password` goes with `imap`."),
    (
        "`imap` and `smtp` as a group",
        ServerShape,
        (
            "A host name alone means TLS from the first byte on port 993 or 465, and STARTTLS on 587 for the smtp "
            "hosts of Microsoft and Apple, which have nothing else. Certificates are always checked."
        ),
    ),
    ("`password`", SecretShape, "Exactly one of these, read anew at each login."),
    ("`folders`", FoldersShape, "Most servers say which folder is which; name them where yours does not."),
)

_DOC_CADENCE = """\
## When things are due

The figures are in `rules/cadence.yaml`. To change some, put a `cadence.yaml` with only these into your `rules_dir`.

```yaml
"""


def example_text() -> str:
    """Return config.example.yaml: valid as it stands, every key with its meaning, default and an example."""
    lines = [_HEAD]
    for name, field in ConfigShape.model_fields.items():
        if name == "mailboxes":
            lines += [*_comment(field, ""), "mailboxes:", *_mailbox_lines(), ""]
        else:
            lines += [*_comment(field, ""), _setting(name, field), ""]
    return "\n".join(lines).rstrip() + "\n"


def documentation_text() -> str:
    """Return docs/configuration.md."""
    parts = [_DOC_HEAD]
    for title, shape, text in _PARTS:
        parts += [f"## {title}\n", *([f"{text}\n"] if text else []), _table(shape)]
    cadence = (shipped_rules() / "cadence.yaml").read_text(encoding="utf-8")
    return "\n".join([*parts, f"{_DOC_CADENCE}{cadence}```\n"])


def _mailbox_lines() -> list[str]:
    lines = []
    for position, (name, field) in enumerate(MailboxShape.model_fields.items()):
        first = position == 0
        lines += _comment(field, "  " if first else "    ")
        lines.append(f"  - {_setting(name, field)}" if first else f"    {_setting(name, field)}")
    return lines


def _setting(name: str, field: FieldInfo) -> str:
    shown = field.is_required() or _extra(field).get("shown")
    return f"{'' if shown else '#'}{name}: {_examples(field)[0]}"


def _comment(field: FieldInfo, indent: str) -> list[str]:
    default = _default(field)
    text = f"{field.description} {f'Default: {default}.' if default else ''}"
    return textwrap.wrap(text, 110, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")


def _table(shape: type[BaseModel]) -> str:
    rows = ["| Key | Meaning | Default | Example |", "| --- | --- | --- | --- |"]
    for name, field in shape.model_fields.items():
        examples = " ".join(f"`{example}`" for example in _examples(field))
        default = "**needed**" if field.is_required() else _default(field) or "-"
        rows.append(f"| `{name}` | {field.description} | {default} | {examples or 'see below'} |")
    return "\n".join(rows) + "\n"


def _default(field: FieldInfo) -> str:
    said = _extra(field).get("default") or (None if field.is_required() else field.default)
    return "" if said is None else str(said)


def _examples(field: FieldInfo) -> list[str]:
    return [str(example) for example in field.examples or []]


def _extra(field: FieldInfo) -> dict[str, object]:
    return dict(field.json_schema_extra) if isinstance(field.json_schema_extra, dict) else {}


def main(arguments: list[str]) -> None:
    """Print the example, or with `--write` bring the generated files of the source tree up to date."""
    if arguments == ["--write"]:
        root = Path(__file__).resolve().parents[3]
        (root / "config.example.yaml").write_text(example_text(), encoding="utf-8")
        (root / "docs").mkdir(exist_ok=True)
        (root / "docs" / "configuration.md").write_text(documentation_text(), encoding="utf-8")
    else:
        sys.stdout.write(example_text())


if __name__ == "__main__":
    main(sys.argv[1:])
