"""
Reads `rules/templates/`: the user's own files first, then the shipped ones they do not replace.

A file named `<step>.<language>.yaml` is a draft, formal where the language knows two forms of address, and
`<step>.<language>.informal.yaml` the other; the keys within decide. `calendar.yaml` says how days are written;
`reminders.yaml` holds the mails to the user.
"""

from collections.abc import Iterator
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal

from jinja2 import TemplateSyntaxError, meta
from pydantic import Field

from afterword.config.yamlfile import FileModel, KeyPath, Placed, collect, load_placed
from afterword.core.actions import Topic
from afterword.core.application import Step
from afterword.core.compose import ENVIRONMENT, Calendar, Templates, Wording
from afterword.errors import ConfigError, Problem

DRAFT_NAMES: Final = frozenset(
    {"recipient", "full_name", "company", "role", "interview_day", "signer", "phone", "agency", "met", "again", "notes"}
)
"""What a draft's template may say; `note` is the loop's own."""

REMINDER_NAMES: Final = frozenset(
    {"company", "role", "name", "day", "time", "people", "recipient", "question", "draft_subject", "state", "when"}
)
"""What a reminder's template may say."""

_LARGEST: Final = 20_000  # characters; a template is a letter, not a program


class _DraftFile(FileModel):
    step: Literal["T", "F"]
    language: str = Field(pattern=r"^[a-z]{2}$")
    formal: bool = False
    subject: str = Field(min_length=1, max_length=500)
    body: str = Field(min_length=1, max_length=_LARGEST)


class _CalendarEntry(FileModel):
    weekdays: tuple[str, ...] = Field(min_length=7, max_length=7)
    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    pattern: str
    pattern_us: str = ""
    first: str = "1"
    ageing: tuple[str, ...] = ()


class _CalendarFile(FileModel):
    languages: dict[str, _CalendarEntry]


class _Letter(FileModel):
    subject: str = Field(min_length=1, max_length=500)
    body: str = Field(min_length=1, max_length=_LARGEST)


class _RemindersFile(FileModel):
    topics: dict[Topic, _Letter]


def load_templates(shipped: Traversable, user: Path | None = None) -> Templates:
    """
    Return every template; a file of the user's folder replaces the shipped one of its name.

    Raises:
        ConfigError: all mistakes of all files, each with its place.
    """
    files: dict[str, Traversable] = {f.name: f for f in shipped.iterdir() if f.name.endswith(".yaml")}
    if user is not None and user.is_dir():
        files |= {f.name: f for f in sorted(user.iterdir()) if f.name.endswith(".yaml")}
    calendar, reminders = files.pop("calendar.yaml"), files.pop("reminders.yaml")
    drafts = collect([partial(_load_draft, files[name]) for name in sorted(files)])
    _refuse_twins(sorted(files), drafts)
    days = load_placed(calendar, _CalendarFile).value
    letters = _load_reminders(reminders)
    return Templates(
        drafts={(Step(d.step), d.language, d.formal): Wording(d.subject, d.body) for d in drafts},
        reminders={topic: Wording(letter.subject, letter.body) for topic, letter in letters.topics.items()},
        calendars={
            language: Calendar(
                entry.weekdays, entry.months, entry.pattern, entry.pattern_us or entry.pattern, entry.first
            )
            for language, entry in days.languages.items()
        },
        ageing={language: entry.ageing for language, entry in days.languages.items()},
    )


def _refuse_twins(names: list[str], drafts: list[_DraftFile]) -> None:
    """Two files for the same step, language and form: one of them would never be used, and nobody would see which."""
    first: dict[tuple[str, str, bool], str] = {}
    problems = []
    for name, draft in zip(names, drafts, strict=True):
        known = first.setdefault((draft.step, draft.language, draft.formal), name)
        if known != name:
            what = f"is for the same step, language and form as {known}"
            problems.append(Problem(name, 0, 0, "", what, "take one of the two away, or change its `formal`"))
    if problems:
        raise ConfigError(tuple(problems))


def _load_draft(file: Traversable) -> _DraftFile:
    placed = load_placed(file, _DraftFile)
    problems = [
        problem
        for key in ("subject", "body")
        for problem in _lint(placed, (key,), getattr(placed.value, key), DRAFT_NAMES)
    ]
    if problems:
        raise ConfigError(tuple(problems))
    return placed.value


def _load_reminders(file: Traversable) -> _RemindersFile:
    placed = load_placed(file, _RemindersFile)
    problems: list[Problem] = []
    for topic in Topic:
        letter = placed.value.topics.get(topic)
        if letter is None:
            problems.append(placed.problem(("topics",), f"the topic {topic.value} is missing"))
            continue
        for key in ("subject", "body"):
            problems += _lint(placed, ("topics", topic.value, key), getattr(letter, key), REMINDER_NAMES)
    if problems:
        raise ConfigError(tuple(problems))
    return placed.value


def _lint(
    placed: Placed[_DraftFile] | Placed[_RemindersFile], path: KeyPath, source: str, known: frozenset[str]
) -> Iterator[Problem]:
    try:
        names = meta.find_undeclared_variables(ENVIRONMENT.parse(source))
    except TemplateSyntaxError as error:
        yield placed.problem(path, f"the template does not parse, in its line {error.lineno}: {error.message}")
        return
    for name in sorted(names - known):
        yield placed.problem(path, f"there is no {name!r} here", f"write one of {', '.join(sorted(known))}")
