"""Reading a mail: which rules match it, where, and with what words."""

from dataclasses import dataclass

from afterword.core.facts import MessageFacts
from afterword.core.language import Languages, tell_languages
from afterword.core.phrases import Found, Marks, Sought, Span, find_cue, is_conditional
from afterword.core.rules import Meaning, PhraseRule, Rulebook, RuleIndex, Sifted, Sign, Where
from afterword.core.verdict import Evidence
from afterword.core.wording import Wording, reword

PATTERN_SECONDS = 0.05
"""The time one regular expression of a user may take on one mail."""
PASSAGE = 15
"""Sentences within which words are of one matter. A letter is one passage; a digest of forty articles is many."""
_MOST_TIMEOUTS = 4
"""After this many on one mail the remaining patterns are left out: a mail may not stop the others."""
_REPLY = ("re:", "aw:", "sv:", "vs:", "antw:", "ref:", "rv:", "res:", "r:", "odp:", "re ")


_MATTERS = frozenset({Sign.JOB, Sign.SURELY_JOB, Sign.INTERVIEW, Sign.APPLIED, Sign.ASIDE, Sign.ELSEWHERE})
"""Signs of what a mail is about, which the subject of an answer tells as well as any."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds, the sentence, and where its words stand in the normal form."""

    rule: PhraseRule
    sentence: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A mail as its words were read.

    `heading` is the number of sentences the subject takes, `closing` the first that names the sender; `void`
    are matches that a condition, a question or an exception took away; `atoms` has the bits of all atoms;
    `overrun` names rules whose pattern took too long.
    """

    wording: Wording
    heading: int
    closing: int
    languages: Languages
    sentences: dict[int, Found]
    atoms: int
    matches: tuple[Match, ...]
    void: tuple[Match, ...]
    overrun: tuple[str, ...]

    def saying(self, meaning: Meaning) -> tuple[Match, ...]:
        """Return the matches of the rules that say so."""
        return tuple(match for match in self.matches if match.rule.says == meaning)

    def says(self, meaning: Meaning) -> bool:
        """Tell whether any rule says so."""
        return any(match.rule.says == meaning for match in self.matches)

    def beside(self, meaning: Meaning, match: Match) -> bool:
        """Tell whether a rule says so in the passage of a match, or in what frames the mail."""
        return any(self.together(match, other) for other in self.matches if other.rule.says == meaning)

    def together(self, first: Match, second: Match) -> bool:
        """Tell whether two matches stand in one passage; what frames the mail is beside everything."""
        near = abs(first.sentence - second.sentence) <= PASSAGE
        return near or self.frames(first.sentence) or self.frames(second.sentence)

    def frames(self, sentence: int) -> bool:
        """Tell whether a sentence is of the subject or of the sender's name and mailbox."""
        return sentence < self.heading or sentence >= self.closing

    def evidence(self, match: Match) -> Evidence:
        """Return the rule with its words as they stand in the mail."""
        return Evidence(match.rule.id, tuple(self.wording.words(start, end) for start, end in match.spans))


def read(facts: MessageFacts, index: RuleIndex, rulebook: Rulebook, *, hiring: bool = False) -> Reading:
    """
    Read subject, text, calendar text, links and the sender's name, by the rules of the languages spoken.

    *hiring*: the mail is about a job whatever its words, since its sender is known for that.
    The subject of an answer repeats what another mail said, so it tells the matter and nothing else.
    """
    calendar = "\n\n".join(
        part for invite in facts.invites for part in (invite.summary, invite.description) if part not in facts.text
    )
    hosts = "\n\n".join(dict.fromkeys(link.split("?")[0] for link in facts.links))
    mailbox = f"{facts.sender.name}\n\n{facts.sender.local.replace('.', ' ')}"
    wording = reword("\n\n".join((facts.subject or "-", facts.text, calendar, hosts, mailbox)))
    heading = wording.sentence(0)
    subject_length = len(facts.subject or "-")
    while heading < len(wording.ends) and wording.back(wording.bounds(heading)[0]) < subject_length:
        heading += 1
    closing = wording.sentence(len(wording.text) - len(reword(mailbox).text))
    languages = tell_languages(wording, rulebook.common)
    sentences = rulebook.book.scan(wording)
    answer = facts.subject.lower().startswith(_REPLY)
    return _Pass(rulebook, index, wording, heading, closing, languages, sentences, answer, hiring).run()


@dataclass(slots=True)
class _Pass:
    rulebook: Rulebook
    index: RuleIndex
    wording: Wording
    heading: int
    closing: int
    languages: Languages
    sentences: dict[int, Found]
    answer: bool
    hiring: bool
    atoms: int = 0
    jobs: tuple[int, ...] | None = None

    def run(self) -> Reading:
        for code in self.languages.spoken:
            marks = self.rulebook.marks[code]
            for found in self.sentences.values():
                found.drop_idle(marks.idle)
        for found in self.sentences.values():
            self.atoms |= found.atoms
        matches: list[Match] = []
        void: list[Match] = []
        for sentence, found in self.sentences.items():
            leads = {lead for literal in found.literals for lead in self.index.leads.get(literal, ())}
            for number in sorted(leads):
                sifted, sought = self.index.entries[number]
                if sought.atoms & ~found.atoms:
                    continue
                if not self._asked(sifted.rule, sentence):
                    continue
                spans = find_cue(sought, found, self.wording.text, self._marks(sifted.rule))
                if spans is not None:
                    good = self._holds(sifted, sentence, spans)
                    (matches if good else void).append(Match(sifted.rule, sentence, spans))
        overrun = self._patterns(matches, void)
        matches.sort(key=lambda match: (match.sentence, match.spans))
        return Reading(
            self.wording,
            self.heading,
            self.closing,
            self.languages,
            self.sentences,
            self.atoms,
            tuple(matches),
            tuple(void),
            overrun,
        )

    def _patterns(self, matches: list[Match], void: list[Match]) -> tuple[str, ...]:
        overrun: list[str] = []
        for sifted in self.index.regexes:
            if len(overrun) >= _MOST_TIMEOUTS:
                break
            for pattern in sifted.rule.patterns:
                try:
                    found = pattern.search(self.wording.text, timeout=PATTERN_SECONDS)
                except TimeoutError:
                    overrun.append(sifted.rule.id)
                    continue
                if found and found.end() > found.start():
                    sentence, spans = self.wording.sentence(found.start()), (found.span(),)
                    if self._asked(sifted.rule, sentence):
                        good = self._holds(sifted, sentence, spans)
                        (matches if good else void).append(Match(sifted.rule, sentence, spans))
        return tuple(overrun)

    def _asked(self, rule: PhraseRule, sentence: int) -> bool:
        if rule.language and rule.language not in self.languages.spoken:
            return False
        in_subject = sentence < self.heading
        if in_subject and self.answer and rule.says not in _MATTERS:
            return False
        return rule.where is Where.ANYWHERE or in_subject is (rule.where is Where.SUBJECT)

    def _holds(self, sifted: Sifted, sentence: int, spans: tuple[Span, ...]) -> bool:
        rule, marks = sifted.rule, self._marks(sifted.rule)
        found = self.sentences.get(sentence) or Found(self.rulebook.book)
        # A sentence is in one language, a rule of its sister tongue may match it: the condition is the sentence's.
        if not rule.in_condition and any(is_conditional(spans, found, m) for m in (marks, self._main_marks())):
            return False
        if rule.about_job and not self._about_job(sentence):
            return False
        if not rule.in_question and self._is_question(sentence):
            return False
        if any(find_cue(cue, found, self.wording.text, marks) for cue in sifted.unless):
            return False
        if any(self._anywhere(cue, marks) for cue in sifted.unless_anywhere):
            return False
        return not sifted.needs or any(self._beside(cue, marks, sentence) for cue in sifted.needs)

    def _about_job(self, sentence: int) -> bool:
        """Tell whether a passage is about a job: by the sender, by what frames the mail, or by words close by."""
        if self.hiring:
            return True
        if self.jobs is None:
            told = [s for s in self.index.rules if s.rule.says is Sign.JOB and s.rule.language in self.languages.spoken]
            cues = [(cue, self._marks(s.rule)) for s in told for cue in s.when]
            text = self.wording.text
            self.jobs = tuple(
                number
                for number, found in self.sentences.items()
                if any(find_cue(cue, found, text, marks) is not None for cue, marks in cues)
            )
        return any(self._is_beside(number, sentence) for number in self.jobs)

    def _anywhere(self, cue: Sought, marks: Marks) -> bool:
        if cue.atoms & ~self.atoms:
            return False
        return any(find_cue(cue, found, self.wording.text, marks) is not None for found in self.sentences.values())

    def _beside(self, cue: Sought, marks: Marks, sentence: int) -> bool:
        """Tell whether a cue stands in the passage of a sentence, or in what frames the mail."""
        text = self.wording.text
        return any(
            self._is_beside(number, sentence) and find_cue(cue, found, text, marks) is not None
            for number, found in self.sentences.items()
        )

    def _is_beside(self, number: int, sentence: int) -> bool:
        return abs(number - sentence) <= PASSAGE or number < self.heading or number >= self.closing

    def _is_question(self, sentence: int) -> bool:
        start, end = self.wording.bounds(sentence)
        return self.wording.text[start:end].rstrip(" \"')]").endswith("?")

    def _main_marks(self) -> Marks:
        return self.rulebook.marks.get(self.languages.main, Marks())

    def _marks(self, rule: PhraseRule) -> Marks:
        return self.rulebook.marks.get(rule.language, Marks())
