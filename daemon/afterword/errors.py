"""
Every failure afterword expects, named by what must happen next.

A failure that none of these names is a bug: it gets a traceback and exit code 3.
"""

from dataclasses import dataclass


class AfterwordError(Exception):
    """An expected failure; its text is a sentence for the person at the keyboard."""


class UserMustAct(AfterwordError):
    """Trying again changes nothing until somebody does something (a wrong password)."""


class TryLater(AfterwordError):
    """The same call may succeed later (network down, server busy): back off and repeat."""


class GiveUpThis(AfterwordError):
    """This one item can never succeed; record the reason and go on with the next."""


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One mistake in a file a person wrote.

    Line and column count from 1, as editors do; 0 means the whole file.
    """

    file: str
    line: int
    column: int
    key: str
    what: str
    write: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        hint = f"\n    {self.write}" if self.write else ""
        return f"{place}:{key} {self.what}{hint}"


class ConfigError(UserMustAct):
    """The configuration or the rules do not hold; carries all problems at once. Exit code 78."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
