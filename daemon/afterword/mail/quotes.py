"""
New text apart from quoted mail: one scanner over lines, linear, for every client and language.

Two ways of quoting exist. Behind ">" the quoted lines are marked one by one and answers may
stand between them. Below a heading (Outlook's block, "Original Message") all the rest is old.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from afterword.mail import marks
from afterword.mail.footers import split_footers
from afterword.mail.subject import is_forward, is_reply

_LITTLE: Final = 600
"""Characters a person writes above a mail that they merely pass on."""
_BLOCK_LINES: Final = 12
_NESTED: Final = 5


class _Kind(StrEnum):
    ATTRIBUTION = "attribution"
    BLOCK = "block"
    ORIGINAL = "original"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where quoting begins: lines `first` up to `end`, exclusive, are its heading; `subject` is what that names."""

    kind: _Kind
    first: int
    end: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """A body taken apart. A forwarded mail's heading is in `quoted`, its text in `text`."""

    text: str
    quoted: str = ""
    signature: str = ""
    forwarded: bool = False


def split_quotes(text: str, subject: str = "") -> Split:
    r"""
    Take *text* (cleaned, lines ending in "\\n") apart; *subject* tells whether the mail passes another one on.

    Quoted mail goes to `quoted`, signature and disclaimers to `signature`. A mail that
    forwards another and says little itself keeps the forwarded text, `forwarded` set.
    """
    return _split(text.split("\n"), subject, _NESTED)


def _split(lines: list[str], subject: str, levels: int) -> Split:
    own, old, mark = _own_lines(lines)
    written, signature = split_footers(own)
    if is_forward(subject) and mark is None:
        mark = _forward_inside_quotes(lines)
    if mark and levels and _passes_on(mark, subject, written):
        return _forwarded(lines, mark, written, signature, levels)
    return Split(written, _joined(old), signature)


def _own_lines(lines: list[str]) -> tuple[list[str], list[str], _Mark | None]:
    """Return the lines that are new, those that are old, and the heading under which all the rest is old."""
    own: list[str] = []
    old: list[str] = []
    at = 0
    while at < len(lines):
        if lines[at].startswith(">"):
            old.append(lines[at])
            at += 1
            continue
        mark = _mark_at(lines, at)
        if mark is None:
            own.append(lines[at])
            at += 1
            continue
        end = _end_of_headings(lines, mark)
        follows = _next_line(lines, end)
        if mark.kind is not _Kind.FORWARD and follows is not None and lines[follows].startswith(">"):
            old += lines[at:follows]
            at = follows
            continue
        return own, old + lines[at:], mark
    return own, old, None


def _passes_on(mark: _Mark, subject: str, written: str) -> bool:
    if len(written) > _LITTLE:
        return False
    if mark.kind is _Kind.FORWARD or is_forward(subject):
        return True
    # Some clients forward without a word in the subject; an empty answer is rarer than that.
    return not written and mark.kind in {_Kind.BLOCK, _Kind.ORIGINAL} and not is_reply(subject)


def _forwarded(lines: list[str], mark: _Mark, written: str, signature: str, levels: int) -> Split:
    tail = _bared(lines[mark.first :])
    named, end = _headings(tail)
    inner = _split(_bared(tail[end:]), named, levels - 1)
    return Split(
        text="\n\n".join(part for part in (written, inner.text) if part),
        quoted="\n\n".join(part for part in (_joined(tail[:end]), inner.quoted) if part),
        signature=inner.signature or signature,
        forwarded=True,
    )


def _bared(lines: list[str]) -> list[str]:
    """Take one ">" off where every line has one: that is how Apple and Proton pass a mail on."""
    if all(line.startswith(">") or not line.strip() for line in lines):
        return [line.removeprefix(">").removeprefix(" ") for line in lines]
    return lines


def _headings(tail: list[str]) -> tuple[str, int]:
    """Return the subject that the headings at the start of *tail* name, and where they end."""
    subject, at = "", 0
    while (following := _next_line(tail, at)) is not None:
        mark = _mark_at(tail, following)
        if mark is None or (mark.kind is _Kind.ATTRIBUTION and at):
            break
        subject, at = subject or mark.subject, mark.end
    return subject, at


def _forward_inside_quotes(lines: list[str]) -> _Mark | None:
    # Apple puts even "Begin forwarded message:" behind ">".
    bare = [line.lstrip("> ") for line in lines]
    for at, line in enumerate(bare):
        if lines[at].startswith(">") and line:
            mark = _mark_at(bare, at)
            return _Mark(mark.kind, at, mark.end, mark.subject) if mark else None
    return None


def _end_of_headings(lines: list[str], mark: _Mark) -> int:
    end = mark.end
    for _ in range(3):
        following = _next_line(lines, end)
        again = _mark_at(lines, following) if following is not None else None
        if again is None:
            break
        end = again.end
    return end


def _mark_at(lines: list[str], at: int) -> _Mark | None:
    line = lines[at][: marks.LINE_LIMIT].strip()
    if not line:
        return None
    if line[0] in marks.DASHES or marks.has_colon(line):
        if marks.FORWARD.match(line):
            return _Mark(_Kind.FORWARD, at, at + 1)
        if marks.ORIGINAL.match(line) or marks.RETURNED.match(line):
            return _Mark(_Kind.ORIGINAL, at, at + 1)
        block = _block_at(lines, at)
        if block:
            return block
    if marks.UNDERSCORES.match(line):
        following = _next_line(lines, at + 1)
        block = _block_at(lines, following) if following is not None and following <= at + 3 else None
        return _Mark(_Kind.BLOCK, at, block.end, block.subject) if block else None
    return _attribution_at(lines, at, line)


def _attribution_at(lines: list[str], at: int, line: str) -> _Mark | None:
    if not any(marks.has_colon(near) for near in lines[at : at + 3]) or not marks.may_open_attribution(line):
        return None
    joined = line
    for more in range(3):
        if marks.is_attribution(joined):
            return _Mark(_Kind.ATTRIBUTION, at, at + more + 1)
        if marks.ENDS_COLON.search(joined):
            return None
        following = lines[at + more + 1][: marks.LINE_LIMIT].strip() if at + more + 1 < len(lines) else ""
        if not following or following.startswith(">"):
            return None
        joined = f"{joined} {following}"
    return None


def _block_at(lines: list[str], at: int) -> _Mark | None:
    """
    Return the block of From, Sent, To and Subject lines that starts at *at*.

    An interview may be announced in such lines too ("Date: / From: 14:00 / To: 15:00"), so a
    time behind From ends the matter, and an address or a Sent line with a subject must be there.
    """
    found: dict[str, str] = {}
    end = at
    for end in range(at, min(len(lines), at + _BLOCK_LINES)):
        label = marks.LABEL.match(lines[end][: marks.LINE_LIMIT])
        kind = marks.LABELS.get(label[1].strip().casefold()) if label else None
        if label is None or kind is None:
            if not found or not _continues(lines[end], found):
                break
            continue
        if not found and kind not in {"from", "sent", "subject", "to"}:
            return None
        found.setdefault(kind, label[2].strip())
    else:
        end = min(len(lines), at + _BLOCK_LINES)
    sender = found.get("from", "")
    if "from" not in found or marks.TIME_OF_DAY.match(sender) or len(found) < 3:
        return None
    first_label = next(iter(found))
    addressed = any(marks.ADDRESS.search(value) for value in found.values())
    complete = "sent" in found and "subject" in found
    if addressed or (complete and first_label == "from"):
        return _Mark(_Kind.BLOCK, at, end, found.get("subject", ""))
    return None


def _continues(line: str, found: dict[str, str]) -> bool:
    # A long list of recipients or a long subject goes on in the next line.
    last = next(reversed(found))
    return bool(line.strip()) and last in {"to", "copy"} and ("@" in line or ";" in line)


def _next_line(lines: list[str], at: int) -> int | None:
    for index in range(at, min(len(lines), at + _BLOCK_LINES)):
        if lines[index].strip():
            return index
    return None


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")
