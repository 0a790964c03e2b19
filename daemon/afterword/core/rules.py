"""The rulebook: everything that is data about mail, compiled once and never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

import regex

from afterword.core.cues import Atom, Cue
from afterword.core.datetokens import DateTables
from afterword.core.phrases import Marks, Phrasebook, Sought
from afterword.core.senders import SenderTable
from afterword.core.timeline import TimelineTables
from afterword.core.verdict import Kind, OwnKind


class Sign(StrEnum):
    """What words may say about a mail besides its kind; the kinds lean on these."""

    JOB = "job"
    """It is about a job: an interview, an application, a vacancy."""
    SURELY_JOB = "surely_job"
    """It is about a job and nothing else one may apply for."""
    INTERVIEW = "interview"
    """It speaks of an interview, by whoever of whomever."""
    APPLIED = "applied"
    """It speaks of the reader's own application."""
    ASIDE = "aside"
    """It speaks of jobs and means no application of the reader's: sales, research, fairs, planning among colleagues."""
    ELSEWHERE = "elsewhere"
    """It is about another sort of application or offer: a loan, a flat, a visa."""
    NEXT_STEP = "next_step"
    """The sender means to go on, which a rejection built of weak cues cannot stand beside."""
    ASKS_TIMES = "asks_times"
    """It asks for times that suit, or gives a page on which to choose one."""
    TENTATIVE = "tentative"
    """A time is only held, not fixed."""
    OTHER_POST = "other_post"
    """It is about another post than the one applied for."""
    PORTAL = "portal"
    """The news is behind a login, and the mail does not say what it is."""
    AWAY = "away"
    """The writer is absent."""


Meaning = Kind | Sign | OwnKind


class Weight(StrEnum):
    """Strong cues decide alone; weak ones need a second of another theme."""

    STRONG = "strong"
    WEAK = "weak"


class Where(StrEnum):
    """The part of the mail in which a rule may match."""

    ANYWHERE = "anywhere"
    SUBJECT = "subject"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """
    A rule about words. `when`: one of these cues, or of the `patterns`, stands in a sentence.

    The match is void where a cue of `unless` stands in the same sentence, one of
    `unless_anywhere` in the mail, none of `needs` in the mail, nothing says that the mail is
    about a job (`about_job`; a known sender is enough), a condition governs it
    (`in_condition` false), or the sentence is a question (`in_question` false).
    `theme` tells weak cues apart; it is the id where a rule names none.
    """

    id: str
    says: Meaning
    language: str
    weight: Weight
    theme: str
    when: tuple[Cue, ...]
    why: str
    patterns: tuple[regex.Pattern[str], ...] = ()
    unless: tuple[Cue, ...] = ()
    unless_anywhere: tuple[Cue, ...] = ()
    needs: tuple[Cue, ...] = ()
    about_job: bool = False
    where: Where = Where.ANYWHERE
    in_condition: bool = False
    in_question: bool = True

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Every cue the rule holds, for compiling."""
        return self.when + self.unless + self.unless_anywhere + self.needs


@dataclass(frozen=True, slots=True)
class Conditions:
    """
    What a guard asks of a mail; every condition that is given must hold, None and () ask nothing.

    `senders` are patterns of addresses (`*` for anything), `vendor_kinds` words of the sender
    table, `actions` those of a delivery report, `methods` those of calendar parts.
    """

    auto_submitted: tuple[str, ...] = ()
    auto_reply: bool | None = None
    precedence: tuple[str, ...] = ()
    report_type: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    null_sender: bool | None = None
    listed: bool | None = None
    failed_recipients: bool | None = None
    forwarded: bool | None = None
    own: bool | None = None
    answers: bool | None = None
    known: bool | None = None
    job: bool | None = None
    alert_sender: bool | None = None
    senders: tuple[str, ...] = ()
    vendor_kinds: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    subject: tuple[Cue, ...] = ()
    text: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class GuardRule:
    """
    A rule about headers and senders: the mail is `kind` where all of one of `when` hold and none of `unless`.

    A firm guard speaks before any phrase is asked; the others only where no phrase decided.
    """

    id: str
    kind: Kind
    firm: bool
    when: tuple[Conditions, ...]
    unless: tuple[Conditions, ...]
    why: str
    confidence: float = 0.95

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Every cue the guard holds, for compiling."""
        return tuple(cue for asked in self.when + self.unless for cue in asked.subject + asked.text)


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language that have a meaning of their own to every rule."""

    common: frozenset[str]
    condition: Atom
    stop: Atom
    idle: Atom
    plea: Atom


@dataclass(frozen=True, slots=True)
class Sifted:
    """A phrase rule with its cues by number."""

    rule: PhraseRule
    when: tuple[Sought, ...]
    unless: tuple[Sought, ...]
    unless_anywhere: tuple[Sought, ...]
    needs: tuple[Sought, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """Conditions of a guard with their cues by number."""

    asks: Conditions
    subject: tuple[Sought, ...]
    text: tuple[Sought, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard, ready to be asked."""

    rule: GuardRule
    when: tuple[Watch, ...]
    unless: tuple[Watch, ...]


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """
    Phrase rules with a way in.

    `leads` names, for each phrase, the `entries` (a rule and one of its cues) whose lightest
    atom holds it. `regexes` are the rules that have patterns.
    """

    rules: tuple[Sifted, ...]
    entries: tuple[tuple[Sifted, Sought], ...] = field(repr=False)
    leads: Mapping[int, tuple[int, ...]] = field(repr=False)
    regexes: tuple[Sifted, ...] = field(repr=False)

    @classmethod
    def compile(cls, rules: Iterable[PhraseRule], book: Phrasebook) -> Self:
        """Sort the rules by what leads to them."""
        sifted = tuple(_sift(rule, book) for rule in rules)
        entries = tuple((each, sought) for each in sifted for sought in each.when)
        leads: dict[int, list[int]] = {}
        for number, (_, sought) in enumerate(entries):
            for literal in book.members[sought.lead]:
                leads.setdefault(literal, []).append(number)
        frozen = {literal: tuple(numbers) for literal, numbers in leads.items()}
        return cls(sifted, entries, frozen, tuple(each for each in sifted if each.rule.patterns))


@dataclass(frozen=True, slots=True)
class Rulebook:
    """
    All that is known about hiring mail.

    `order` says which kind wins where several are sure; below `bar` a verdict is a question.
    Made by `Rulebook.compile`; the fields from `book` on follow from the others.
    """

    incoming: RuleIndex
    own: RuleIndex
    guards: tuple[Guard, ...]
    order: tuple[Kind, ...]
    bar: float
    common: Mapping[str, frozenset[str]]
    marks: Mapping[str, Marks]
    dates: DateTables
    timelines: TimelineTables
    senders: SenderTable
    book: Phrasebook = field(repr=False)

    @property
    def rule_ids(self) -> frozenset[str]:
        """The ids of all rules in force: phrases, the user's own words, guards."""
        sifted = (*self.incoming.rules, *self.own.rules)
        return frozenset([s.rule.id for s in sifted] + [guard.rule.id for guard in self.guards])

    @classmethod
    def compile(
        cls,
        rules: Iterable[PhraseRule],
        own: Iterable[PhraseRule],
        guards: Iterable[GuardRule],
        *,
        order: tuple[Kind, ...],
        bar: float,
        languages: Mapping[str, Language],
        dates: DateTables,
        timelines: TimelineTables,
        senders: SenderTable,
    ) -> Self:
        """Compile all phrases of all rules into one automaton."""
        rules, own, guards = tuple(rules), tuple(own), tuple(guards)
        cues = [cue for rule in (*rules, *own) for cue in rule.cues] + [cue for guard in guards for cue in guard.cues]
        atoms = [atom for cue in cues for group in cue.groups for atom in group.atoms]
        for words in languages.values():
            atoms += (words.condition, words.stop, words.idle, words.plea)
        book = Phrasebook.compile(atoms, frozenset().union(*(words.common for words in languages.values())))
        marks = {
            code: Marks(*(book.numbers[atom] for atom in (words.condition, words.stop, words.idle, words.plea)))
            for code, words in languages.items()
        }
        return cls(
            incoming=RuleIndex.compile(rules, book),
            own=RuleIndex.compile(own, book),
            guards=tuple(_watch(guard, book) for guard in guards),
            order=order,
            bar=bar,
            common={code: words.common for code, words in languages.items()},
            marks=marks,
            dates=dates,
            timelines=timelines,
            senders=senders,
            book=book,
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the user's zone and country (ISO 3166-1 alpha-2), and every address that is theirs, lower case."""

    zone: ZoneInfo
    country: str
    own: frozenset[str]


def _watch(rule: GuardRule, book: Phrasebook) -> Guard:
    def ready(asked: tuple[Conditions, ...]) -> tuple[Watch, ...]:
        return tuple(
            Watch(each, tuple(map(book.seek, each.subject)), tuple(map(book.seek, each.text))) for each in asked
        )

    return Guard(rule, ready(rule.when), ready(rule.unless))


def _sift(rule: PhraseRule, book: Phrasebook) -> Sifted:
    cues = (rule.when, rule.unless, rule.unless_anywhere, rule.needs)
    return Sifted(rule, *(tuple(map(book.seek, each)) for each in cues))
