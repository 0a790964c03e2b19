"""Reads what the user does in a rehearsal: a file of JSON lines."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from afterword.core.application import Step
from afterword.errors import ConfigError, Problem
from afterword.service.rehearsal import Act


class _ActLine(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    at: datetime
    act: Literal["send", "edit", "delete", "timeline"]
    application: str
    step: Step | None = None
    text: str = ""
    recipient: str = ""

    @model_validator(mode="after")
    def _complete(self) -> "_ActLine":
        if self.act == "timeline" and not self.text:
            raise ValueError('a timeline needs "text"')
        if self.act != "timeline" and self.step is None:
            raise ValueError(f'{self.act} needs "step": "T" or "F"')
        return self


def read_acts(path: Path, zone: ZoneInfo) -> list[Act]:
    """Return the acts of a file; a time without an offset is in the user's *zone*. Raises `ConfigError`."""
    acts: list[Act] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            read = _ActLine.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            problems.append(Problem(str(path), number, error.colno, "", f"is not JSON: {error.msg}"))
        except ValidationError as error:
            for fault in error.errors():
                key = ".".join(str(part) for part in fault["loc"])
                problems.append(Problem(str(path), number, 1, key, fault["msg"]))
        else:
            at = read.at if read.at.tzinfo else read.at.replace(tzinfo=zone)
            acts.append(Act(at.astimezone(UTC), read.act, read.application, read.step, read.text, read.recipient))
    if problems:
        raise ConfigError(tuple(problems))
    return acts
