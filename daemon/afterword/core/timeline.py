"""
When the employer says a decision or a word will come.

A span of time counts only where its sentence says that they will decide or get in touch: "by Friday" may
as well be the day by which the reader has to answer. Phrases and resolutions: domain facts, table 5.1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from afterword.core import periods
from afterword.core.absences import find_return_day
from afterword.core.datetokens import Reader, Sense
from afterword.core.periods import Period
from afterword.core.terms import Term, read_term
from afterword.core.timelinetables import Moment, TimelineTables
from afterword.core.verdict import Timeline, TimelineKind
from afterword.core.workdays import first_working_day

__all__ = ["TimelineTables", "find_return_day", "find_timeline", "parse_timeline"]

_NOON = time(12)
_QUOTE = 240
_CUES = (
    Sense.DECIDES,
    Sense.USER_ACTS,
    Sense.OTHER_EVENT,
    Sense.NOT_HEARD,
    Sense.CONDITION,
    Sense.ASK_THEN,
    Sense.NEGATION,
    Sense.AFTERWARDS,
    Sense.MILESTONE,
    Sense.AFTER,
)
_BREAKS = frozenset({",", ";", ":", "(", ")", "\u2013", "\u2014"})
_BULLETS = frozenset("-*\u2022")
_NEAR = 2
_MILESTONE_REACH = 8
_MOST_MARKS = 60


@dataclass(frozen=True, slots=True)
class _Mark:
    """A cue or a span of time, with the clause it stands in."""

    at: int
    end: int
    clause: int
    sense: Sense | None
    value: int = 0
    term: Term | None = None


@dataclass(slots=True)
class _Sentence:
    begin: int
    end: int
    marks: list[_Mark] = field(default_factory=list)

    def silent(self) -> bool:
        """Tell whether it speaks of what silence means; "we will not get back to you" alone does not."""
        silence = self.having(Sense.NOT_HEARD)
        return any(mark.value for mark in silence) or bool(silence and self.having(Sense.CONDITION))

    def having(self, sense: Sense, clause: int | None = None) -> list[_Mark]:
        """Return the marks of a sense, in one clause or all."""
        return [m for m in self.marks if m.sense is sense and clause in {None, m.clause}]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A possible timeline; `decides` where the words speak of a decision, not just of a contact."""

    period: Period
    kind: TimelineKind
    decides: bool
    sentence: _Sentence


def find_timeline(
    text: str, language: str, written: datetime, zone: ZoneInfo, country: str, tables: TimelineTables
) -> Timeline | None:
    """
    Return when the writer says a decision or a word will come, or None.

    *written* is the date of the mail, aware; *zone* and *country* (ISO 3166-1) are the user's own.
    Of several statements the one about the decision counts, and of these the latest.
    """
    local = written.astimezone(zone)
    moment = Moment(local.date(), local.time() < _NOON, country)
    found = _find(tables.reader(text, language), moment)
    if found is None and tables.reader("", language).lexicon is not tables.lexicons["en"]:
        found = _find(tables.reader(text, "en"), moment)
    return found


def parse_timeline(text: str, language: str, stated_on: date, country: str, tables: TimelineTables) -> Timeline | None:
    """
    Return the timeline in a user's own words, "two weeks" or "by 12 June", or None.

    No cue is needed here, since nothing else was asked; *stated_on* is the local day on which the employer said it.
    """
    moment = Moment(stated_on, morning=False, country=country)
    for code in dict.fromkeys((language, "en")):
        reader = tables.reader(text, code)
        claim = _find(reader, moment)
        if claim:
            return claim
        marks = [mark for sentence in _sentences(reader, moment) for mark in sentence.marks]
        spans = [mark.term.period for mark in marks if mark.term and mark.term.period.latest >= stated_on]
        if spans:
            last = max(spans, key=lambda period: period.latest)
            return _timeline(last, TimelineKind.SOFT if last.soft else TimelineKind.STATED, text.strip(), stated_on)
    return None


def _timeline(period: Period, kind: TimelineKind, quote: str, stated_on: date) -> Timeline:
    return Timeline(period.earliest, period.latest, " ".join(quote.split())[:_QUOTE], kind, stated_on)


def _find(reader: Reader, moment: Moment) -> Timeline | None:
    claims = [claim for sentence in _sentences(reader, moment) for claim in _claims(sentence, moment)]
    if not claims:
        return None
    best = max(claims, key=_rank)
    quote = reader.text[reader.lexemes[best.sentence.begin].begin : reader.lexemes[best.sentence.end - 1].finish]
    return _timeline(best.period, best.kind, quote, moment.day)


def _rank(claim: _Claim) -> tuple[bool, bool, bool, date]:
    """A promise outranks a limit, a decision outranks a contact, a date outranks a vague word."""
    promise = claim.kind in {TimelineKind.STATED, TimelineKind.SOFT}
    return promise, claim.decides, claim.kind is not TimelineKind.SOFT, claim.period.latest


def _sentences(reader: Reader, moment: Moment) -> Iterator[_Sentence]:
    """Cut the text into sentences and mark the cues and the spans in each."""
    sentence, clause, i = _Sentence(0, 0), 0, 0
    while i < len(reader):
        if _ends(reader, i) or len(sentence.marks) == _MOST_MARKS:
            sentence.end = i
            if sentence.marks:
                yield sentence
            sentence, clause, i = _Sentence(i + 1, i + 1), 0, i + 1
            continue
        mark = _mark(reader, i, clause, moment)
        if mark:
            sentence.marks.append(mark)
            i = mark.end
            continue
        hit = reader.find(i, Sense.CLAUSE)
        if (hit or reader.word(i) in _BREAKS) and sentence.marks and sentence.marks[-1].clause == clause:
            clause += 1
        i = hit[1] if hit else i + 1
    sentence.end = len(reader)
    if sentence.marks:
        yield sentence


def _ends(reader: Reader, i: int) -> bool:
    word = reader.word(i)
    if word == "\n" or (word in _BULLETS and reader.lexemes[i].line):
        return True
    if word not in {".", "!", "?"} or reader.glued(i + 1):
        return False
    behind = i + 1
    return behind >= len(reader) or reader.lexemes[behind].capital or not reader.word(behind).isalpha()


def _mark(reader: Reader, i: int, clause: int, moment: Moment) -> _Mark | None:
    if reader.word(i) not in reader.lexicon.phrases and reader.lexemes[i].number < 0 and reader.word(i) != "q":
        return None
    hit = reader.find(i, *_CUES)
    if hit is None or hit[0].sense is Sense.AFTER or len(hit[0].words) == 1:
        term = read_term(reader, i, moment)
        if term:
            return _Mark(i, term.end, clause, None, term=term)
    if hit is None:
        return None
    return _Mark(i, hit[1], clause, hit[0].sense, hit[0].value)


def _claims(sentence: _Sentence, moment: Moment) -> Iterator[_Claim]:
    decides = any(mark.value for mark in sentence.having(Sense.DECIDES))
    terms = [mark for mark in sentence.marks if mark.term]
    silence = sentence.silent()
    for mark in terms:
        term = mark.term
        if term is None or not (term.sure or silence) or term.period.latest < moment.day:
            continue
        if silence:
            welcome = sentence.having(Sense.ASK_THEN)
            kind = TimelineKind.STATED if welcome else TimelineKind.IMPLICIT_NO
            yield _Claim(term.period, kind, decides=False, sentence=sentence)
            continue
        after = _afterwards(sentence, mark)
        if after:
            yield _Claim(periods.after(term.period, moment.country), TimelineKind.SOFT, decides, sentence)
        elif _is_theirs(sentence, mark):
            yield _stated(sentence, mark, term, moment, decides=decides)
    if not terms and sentence.having(Sense.DECIDES) and _waits_for_milestone(sentence):
        yield _Claim(periods.after_event(moment.day), TimelineKind.SOFT, decides, sentence)


def _stated(sentence: _Sentence, mark: _Mark, term: Term, moment: Moment, *, decides: bool) -> _Claim:
    period, lead = term.period, term.lead
    denials = sentence.having(Sense.NEGATION, mark.clause) + sentence.having(Sense.NOT_HEARD, mark.clause)
    denied = any(m.at < mark.at for m in denials)
    if lead is Sense.NOT_BEFORE or (denied and lead in {Sense.BEFORE, Sense.BY}):
        first = period.earliest if period.earliest.day == 1 else period.latest
        return _Claim(Period(first, first), TimelineKind.NOT_BEFORE, decides, sentence)
    if denied:
        first = first_working_day(period.latest + timedelta(days=1), moment.country)
        return _Claim(Period(first, first), TimelineKind.NOT_BEFORE, decides, sentence)
    return _Claim(period, TimelineKind.SOFT if period.soft else TimelineKind.STATED, decides, sentence)


def _afterwards(sentence: _Sentence, mark: _Mark) -> bool:
    """'Once the panel has met on Tuesday', 'interviews run until Friday and we decide after that'."""
    if any(m.at > mark.at for m in sentence.having(Sense.AFTERWARDS)) and sentence.having(Sense.DECIDES):
        return True
    term = mark.term
    if _waits_for_milestone(sentence) and sentence.having(Sense.OTHER_EVENT, mark.clause):
        return True
    events = [m for m in sentence.having(Sense.AFTER, mark.clause) if m.at < mark.at]
    return bool(term and events and term.lead is not Sense.AFTER and sentence.having(Sense.DECIDES))


def _is_theirs(sentence: _Sentence, mark: _Mark) -> bool:
    """Tell whether the span says when the employer will speak, by the cue nearest to it."""
    if any(m.end <= mark.at <= m.end + _NEAR for m in sentence.having(Sense.OTHER_EVENT, mark.clause)):
        return False
    for clause in (mark.clause, mark.clause + 1, mark.clause - 1):
        theirs = sentence.having(Sense.DECIDES, clause) + sentence.having(Sense.NOT_HEARD, clause)
        yours = sentence.having(Sense.USER_ACTS, clause)
        if theirs and yours:
            return _distance(theirs, mark) < _distance(yours, mark)
        if theirs:
            return True
        if yours or sentence.having(Sense.OTHER_EVENT, clause):
            return False
    return False


def _distance(marks: Sequence[_Mark], to: _Mark) -> int:
    return min(to.at - m.end if m.at < to.at else m.at - to.end for m in marks)


def _waits_for_milestone(sentence: _Sentence) -> bool:
    events = sentence.having(Sense.MILESTONE)
    return any(
        0 < event.at - after.at <= _MILESTONE_REACH for after in sentence.having(Sense.AFTER) for event in events
    )
