"""Finds and reads the rules: the shipped ones, and before them those of the user."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import regex

from afterword.config.datefiles import load_dates, load_timelines
from afterword.config.ruleshapes import (
    ConditionsEntry,
    GuardEntry,
    GuardFile,
    OrderFile,
    PhraseEntry,
    PhraseFile,
    WordsFile,
)
from afterword.config.senderfiles import load_senders
from afterword.config.yamlfile import FileModel, KeyPath, Placed, load_placed
from afterword.core.cues import Cue, CueError, Families, read_atom, read_cue
from afterword.core.phrases import BREAK, CONDITION, IDLE, PLEA
from afterword.core.rules import Conditions, GuardRule, Language, PhraseRule, Rulebook
from afterword.core.verdict import Kind
from afterword.core.wording import reword
from afterword.errors import ConfigError, Problem

F = TypeVar("F", bound=FileModel)


def shipped_rules() -> Traversable:
    """Return the folder of the shipped rules: inside the wheel, or beside `daemon/` in a source tree."""
    packaged = files("afterword") / "rules"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[3] / "rules"


def load_rulebook(user_dir: Path | None) -> Rulebook:
    """
    Read all rules and compile them.

    A rule in the user's folder comes before the shipped ones and takes the place of
    one with the same id; `off` in the user's `order.yaml` switches shipped rules off; the families
    of a user's words file are added to the shipped ones. Raises `ConfigError` with all mistakes of all files.
    """
    return _Reading(shipped_rules(), user_dir).rulebook()


@dataclass
class _Reading:
    """One reading of both folders; gathers the problems of all files before it gives up."""

    shipped: Traversable
    user_dir: Path | None
    problems: list[Problem] = field(default_factory=list)
    families: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    common: dict[str, set[str]] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def rulebook(self) -> Rulebook:
        folders: list[Traversable] = [self.shipped]
        if self.user_dir is not None:
            if not self.user_dir.is_dir():
                cure = "create it, or take rules_dir out of the configuration"
                raise ConfigError((Problem(str(self.user_dir), 0, 0, "", "there is no such folder", cure),))
            folders.insert(0, self.user_dir)
        for folder in folders:
            self._read_words(folder)
        guards: list[GuardRule] = []
        phrases: list[PhraseRule] = []
        own: list[PhraseRule] = []
        for folder in folders:
            mine: set[str] = set()
            guards += self._guards(folder, mine)
            phrases += self._phrases(folder, "phrases", mine)
            own += self._phrases(folder, "own", mine)
            self.seen |= dict.fromkeys(mine, str(folder))
        order, bar, off = self._orders(folders)
        if self.problems:
            raise ConfigError(tuple(self.problems))
        return Rulebook.compile(
            [rule for rule in phrases if rule.id not in off],
            [rule for rule in own if rule.id not in off],
            [guard for guard in guards if guard.id not in off],
            order=order,
            bar=bar,
            languages=self._languages(),
            dates=load_dates(self.shipped),
            timelines=load_timelines(self.shipped),
            senders=load_senders(self.shipped, self.user_dir),
        )

    def _read(self, path: Traversable, model: type[F]) -> Placed[F] | None:
        try:
            return load_placed(path, model)
        except ConfigError as error:
            self.problems += error.problems
            return None

    def _read_words(self, folder: Traversable) -> None:
        for path in _yaml_in(folder, "phrases"):
            if not path.name.startswith("words."):
                continue
            placed = self._read(path, WordsFile)
            if placed is None:
                continue
            language = placed.value.language
            known = self.families.setdefault(language, {})
            for name, members in placed.value.families.items():
                known[name] = known.get(name, ()) + tuple(members)
            words = self.common.setdefault(language, set())
            words.update(word for line in placed.value.common for word in reword(line).text.split())
            for name, members in placed.value.families.items():
                self._check_family(placed, language, name, members)

    def _check_family(self, placed: Placed[WordsFile], language: str, name: str, members: tuple[str, ...]) -> None:
        for number, member in enumerate(members):
            if member.strip().startswith("{"):
                continue  # may name a family that stands further down; the cues that use it are checked
            try:
                read_atom((member,), self._known(language))
            except CueError as error:
                self.problems.append(placed.problem(("families", name, number), str(error)))

    def _known(self, language: str) -> Families:
        return self.families.get("any", {}) | self.families.get(language, {})

    def _languages(self) -> dict[str, Language]:
        return {
            code: Language(
                frozenset(self.common.get(code, ())),
                *(read_atom(families.get(name, ()), families) for name in (CONDITION, BREAK, IDLE, PLEA)),
            )
            for code in self.families
            if code != "any"
            for families in [self._known(code)]
        }

    def _guards(self, folder: Traversable, mine: set[str]) -> Iterator[GuardRule]:
        for path in _yaml_in(folder, "guards"):
            placed = self._read(path, GuardFile)
            if placed is None:
                continue
            for number, entry in enumerate(placed.value.guards):
                if self._is_new(placed, ("guards", number, "id"), entry.id, mine):
                    yield self._guard(placed, ("guards", number), entry, self._known(placed.value.language))

    def _guard(self, placed: Placed[GuardFile], at: KeyPath, entry: GuardEntry, families: Families) -> GuardRule:
        def asked(name: str, entries: tuple[ConditionsEntry, ...]) -> tuple[Conditions, ...]:
            return tuple(self._conditions(placed, (*at, name, i), each, families) for i, each in enumerate(entries))

        return GuardRule(
            id=entry.id,
            kind=entry.kind,
            firm=entry.firm,
            when=asked("when", entry.when),
            unless=asked("unless", entry.unless),
            why=entry.why,
            confidence=entry.confidence,
        )

    def _conditions(
        self, placed: Placed[GuardFile], at: KeyPath, entry: ConditionsEntry, families: Families
    ) -> Conditions:
        given: dict[str, Any] = entry.model_dump(exclude={"subject", "text"})
        return Conditions(
            **given,
            subject=self._cues(placed, (*at, "subject"), entry.subject, families),
            text=self._cues(placed, (*at, "text"), entry.text, families),
        )

    def _phrases(self, folder: Traversable, section: str, mine: set[str]) -> Iterator[PhraseRule]:
        for path in _yaml_in(folder, section):
            if path.name.startswith("words."):
                continue
            placed = self._read(path, PhraseFile)
            if placed is None:
                continue
            for number, entry in enumerate(placed.value.rules):
                at = ("rules", number)
                if self._is_new(placed, (*at, "id"), entry.id, mine):
                    rule = self._phrase(placed, at, entry)
                    if rule is not None:
                        yield rule

    def _phrase(self, placed: Placed[PhraseFile], at: KeyPath, entry: PhraseEntry) -> PhraseRule | None:
        file = placed.value
        says = entry.says or file.says
        if says is None:
            write = "write `says:` with a kind at the top of the file or in the rule"
            self.problems.append(placed.problem(at, "says nothing", write))
            return None
        if not entry.when and not entry.regex:
            self.problems.append(placed.problem(at, "can never match", "write `when:` with at least one cue"))
            return None
        families = self._known(file.language)

        def cues(name: str, written: tuple[str, ...]) -> tuple[Cue, ...]:
            return self._cues(placed, (*at, name), written, families)

        return PhraseRule(
            id=entry.id,
            says=says,
            language="" if file.language == "any" else file.language,
            weight=entry.weight,
            theme=entry.theme or entry.id,
            when=cues("when", entry.when),
            why=entry.why,
            patterns=self._patterns(placed, at, entry.regex),
            unless=cues("unless", entry.unless),
            unless_anywhere=cues("unless_anywhere", entry.unless_anywhere),
            needs=cues("needs", entry.needs),
            about_job=entry.about_job,
            where=entry.where,
            in_condition=file.in_condition if entry.in_condition is None else entry.in_condition,
            in_question=file.in_question if entry.in_question is None else entry.in_question,
        )

    def _patterns(
        self, placed: Placed[PhraseFile], at: KeyPath, written: tuple[str, ...]
    ) -> tuple[regex.Pattern[str], ...]:
        found = []
        for number, text in enumerate(written):
            try:
                found.append(regex.compile(text, regex.IGNORECASE | regex.V1))
            except regex.error as error:
                what = f"is no regular expression: {error}"
                self.problems.append(placed.problem((*at, "regex", number), what))
        return tuple(found)

    def _cues(self, placed: Placed[F], at: KeyPath, written: tuple[str, ...], families: Families) -> tuple[Cue, ...]:
        found = []
        for number, text in enumerate(written):
            try:
                found.append(read_cue(text, families))
            except CueError as error:
                self.problems.append(placed.problem((*at, number), str(error)))
        return tuple(found)

    def _is_new(self, placed: Placed[F], at: KeyPath, rule: str, mine: set[str]) -> bool:
        """Tell whether the id is not taken; a shipped rule steps back silently for the user's of the same id."""
        if rule in mine:
            write = "give each rule an id of its own"
            self.problems.append(placed.problem(at, f"the id {rule} stands twice", write))
            return False
        mine.add(rule)
        return rule not in self.seen

    def _orders(self, folders: list[Traversable]) -> tuple[tuple[Kind, ...], float, frozenset[str]]:
        order: tuple[Kind, ...] = ()
        bar: float | None = None
        off: set[str] = set()
        for folder in folders:
            path = folder / "order.yaml"
            placed = self._read(path, OrderFile) if path.is_file() else None
            if placed is None:
                continue
            order = order or tuple(placed.value.kinds)
            bar = bar if bar is not None else placed.value.bar
            for number, rule in enumerate(placed.value.off):
                off.add(rule)
                if rule not in self.seen and not self.problems:
                    write = "look up the ids with `afterword rules list`"
                    self.problems.append(placed.problem(("off", number), f"no rule is called {rule}", write))
        return order, bar or 0.7, frozenset(off)


def _yaml_in(folder: Traversable, section: str) -> list[Traversable]:
    inside = folder / section
    if not inside.is_dir():
        return []
    return sorted((path for path in inside.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
