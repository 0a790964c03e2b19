"""`afterword classify`: what the rules say of single mails."""

import json
from datetime import date, datetime
from pathlib import Path

import click

from afterword.cli.main import config_option
from afterword.core.rules import Reader, Rulebook
from afterword.core.verdict import Appointment, Verdict


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@config_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def classify(files: tuple[Path, ...], config: Path | None, *, as_json: bool) -> None:
    """
    Say what each of FILES (.eml) is, and by which rule and words.

    Each is judged alone, as the first mail of its sender. Without a configuration the rules as shipped
    and the zone of this machine are taken.
    """
    rulebook, reader = _judges(config)
    for file in files:
        verdict = judge_file(file, rulebook, reader)
        line = {"file": str(file), **as_line(verdict)}
        if as_json:
            click.echo(json.dumps(line, ensure_ascii=False))
        else:
            words = f"  {', '.join(verdict.words)}" if verdict.words else ""
            click.echo(f"{file}: {verdict.kind} ({verdict.confidence:.2f})  {verdict.rule}{words}")


def _judges(config: Path | None) -> tuple[Rulebook, Reader]:
    from afterword.config.load import default_config_path
    from afterword.service import logs
    from afterword.service.wiring import load_all, shipped_judges

    logs.configure("error")
    path = config or default_config_path()
    if config is None and not path.exists():
        return shipped_judges()
    loaded = load_all(path)
    settings = loaded.settings
    own = frozenset((*settings.owner.addresses, *(m.address for m in settings.mailboxes)))
    return loaded.rulebook, Reader(settings.policy.zone, settings.policy.country, own)


def judge_file(file: Path, rulebook: Rulebook, reader: Reader) -> Verdict:
    """Return what one file is."""
    from afterword.core.classify import classify as judge
    from afterword.mail.parse import parse
    from afterword.service.archive import arrival_of

    raw = file.read_bytes()
    return judge(parse(raw, arrival_of(raw)), rulebook, reader)


def as_line(verdict: Verdict) -> dict[str, object]:
    """Return the JSON value of a verdict: a stable interface (design, section 6)."""
    interview, timeline = verdict.appointment, verdict.timeline
    return {
        "kind": verdict.kind.value,
        "confidence": round(verdict.confidence, 3),
        "rule": verdict.rule,
        "words": list(verdict.words),
        "company": verdict.company or None,
        "role": verdict.role or None,
        "contact": verdict.contact.email if verdict.contact is not None else None,
        "interview": _slot(interview) if interview is not None else None,
        "proposed": [_slot(slot) for slot in verdict.proposed],
        "timeline": {
            "earliest": _day(timeline.earliest),
            "latest": _day(timeline.latest),
            "text": timeline.text,
            "kind": timeline.kind.value,
        }
        if timeline is not None
        else None,
        "language": verdict.language or None,
        "doubts": [doubt.value for doubt in verdict.doubts],
    }


def _slot(slot: Appointment) -> dict[str, str]:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(slot.zone)

    def iso(at: datetime) -> str:
        return at.astimezone(zone).isoformat(timespec="minutes")

    return {"start": iso(slot.start), "end": iso(slot.end), "tz": slot.zone}


def _day(day: date) -> str:
    return day.isoformat()
