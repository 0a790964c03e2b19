"""
Logs: the name of an event and ids, never the text of a mail and never an address.

`log.info("draft.filed", application="acme", step="thank_you")`. What should not be there in the
first place is hidden here once more, in every value: whatever looks like an address or a message
id, line breaks, and all beyond a few hundred characters. An exception is told by its type and its
place in the code; its message may quote a mail and is told only where afterword worded it.
"""

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.types import EventDict, Processor

from afterword.errors import AfterwordError
from afterword.service.clock import SystemClock

LEVELS: Final = ("debug", "info", "warning", "error")
STYLES: Final = ("auto", "pretty", "logfmt", "journal", "json")

HIDDEN: Final = "<hidden>"
LONGEST: Final = 300  # characters of one value
LONGEST_SEARCHED: Final = 2000  # far more than is shown, so that a cut cannot leave half an address
FRAMES: Final = 6

# Syslog priorities (RFC 5424 6.2.1), which systemd takes off the head of a line (sd-daemon(3)).
PRIORITIES: Final[Mapping[str, int]] = MappingProxyType(
    {"critical": 2, "exception": 3, "error": 3, "warning": 4, "info": 6, "debug": 7}
)

# Libraries that say more than a log may hold: imapclient logs whole commands at DEBUG; mail-parser
# logs an ERROR for each part of a type it does not know, text/calendar among them.
QUIET: Final[Mapping[str, int]] = MappingProxyType(
    {"imapclient": logging.WARNING, "mailparser": logging.CRITICAL, "stamina": logging.CRITICAL}
)

_ATOM: Final = r"[^\s<>()\[\]{},;:\"'=]+"
_PRIVATE: Final = re.compile(rf"<[^<>\s]+>|(?:\"[^\"]*\"|{_ATOM})?(?:@|%40|\uff20){_ATOM}", re.IGNORECASE)
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def configure(level: str, style: str = "auto") -> None:
    """
    Send every log of this process to standard error, in one style, from now on; may be called again.

    *level* is one of LEVELS and holds for afterword itself; libraries speak from WARNING on.
    *style* is one of STYLES; "auto" is "journal" where standard error leads to systemd's journal,
    "pretty" on a terminal, else "logfmt".
    """
    chosen = _fitting_style(sys.stderr, os.environ) if style == "auto" else style
    to_stderr = logging.StreamHandler(sys.stderr)
    to_stderr.setFormatter(
        ProcessorFormatter(
            processors=[ProcessorFormatter.remove_processors_meta, tell_exception, hide_private, *_rendering(chosen)],
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, shorten_foreign],
            use_get_message=False,  # the arguments of a library's message may be anything
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [to_stderr]
    root.setLevel(logging.WARNING)
    logging.getLogger("afterword").setLevel(logging.getLevelNamesMapping()[level.upper()])
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # a reload may change the level
    )


def tell_exception(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its type, its causes' types and the lines of code it came through."""
    told = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if told is True:
        told = sys.exception()
    error = told[1] if isinstance(told, tuple) else told
    if not isinstance(error, BaseException):
        return event
    event["error"] = " from ".join(type(one).__name__ for one in _causes(error))
    event["at"] = " > ".join(_frames(error))
    if isinstance(error, AfterwordError):
        event["says"] = str(error)
    return event


def hide_private(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Hide whatever looks like an address or a message id, in every value at any depth."""
    return {key: _hidden(value) for key, value in event.items()}


def shorten_foreign(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Keep the first line of a library's message; asyncio puts the text of exceptions into the next ones."""
    event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _hidden(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(_hidden(key)): _hidden(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_hidden(inner) for inner in value]
    if isinstance(value, bytes | bytearray):
        return f"({len(value)} bytes)"
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    shown = _CONTROLS.sub(" ", _PRIVATE.sub(HIDDEN, text[:LONGEST_SEARCHED]))
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in seen:
        yield one
        seen.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _frames(error: BaseException) -> list[str]:
    """Return file, line and function of the last frames, the innermost last; no values, no source text."""
    return [
        f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name.strip('<>')}"
        for frame in traceback.extract_tb(error.__traceback__)[-FRAMES:]
    ]


def _fitting_style(stream: TextIO, environ: Mapping[str, str]) -> str:
    try:
        place = os.fstat(stream.fileno())
    except (OSError, ValueError):  # a stream without a file
        return "logfmt"
    # JOURNAL_STREAM names the journal's socket; it is inherited, so it counts only if it is this one (systemd.exec(5))
    if environ.get("JOURNAL_STREAM") == f"{place.st_dev}:{place.st_ino}":
        return "journal"
    return "pretty" if stream.isatty() else "logfmt"


def _rendering(style: str) -> list[Processor]:
    order = ["timestamp", "level", "event"]
    if style == "pretty":
        return [_stamp, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), sort_keys=False, pad_event_to=24)]
    if style == "json":
        return [_stamp, structlog.processors.JSONRenderer()]
    logfmt = structlog.processors.LogfmtRenderer(key_order=order, drop_missing=True, bool_as_flag=False)
    if style == "logfmt":
        return [_stamp, logfmt]
    return [_with_priority(logfmt)]


def _stamp(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {"timestamp": SystemClock().now().isoformat(timespec="milliseconds"), **event}


def _with_priority(render: structlog.processors.LogfmtRenderer) -> Processor:
    """Render for the journal, which adds the time itself and reads the level from the head of the line."""

    def line(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
        return f"<{PRIORITIES.get(event.pop('level', 'info'), 6)}>{render(logger, method, event)}"

    return line
