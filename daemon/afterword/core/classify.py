"""
What a mail is: guards, calendar parts, language, phrases, in this order; and how sure that is.

A wrong "rejected" is the costliest error, since it ends the schedule of an application for
good. So a decision needs a strong cue, or two weak ones of different themes and nothing that
speaks against it; whatever contradicts itself is a question to the user.
"""

from dataclasses import dataclass, replace

from afterword.core.appointments import Calendar, CalendarSays, Times, read_calendar, read_times, times_contradict
from afterword.core.employer import Employer, name_employer
from afterword.core.facts import MessageFacts
from afterword.core.guards import Asked, first_guard
from afterword.core.reading import Reading, read
from afterword.core.rules import Reader, Rulebook, Sign, Weight
from afterword.core.senders import is_own, is_robot
from afterword.core.timeline import find_return_day, find_timeline
from afterword.core.verdict import Appointment, Doubt, Evidence, Kind, OwnKind, Verdict
from afterword.core.weighing import (
    DOUBTED,
    MEETINGS,
    PAIR,
    SINGLE,
    STRONG,
    Finding,
    is_hiring_vendor,
    is_titled,
    may_be_interview,
    score,
    surely_about_job,
)

_MOST_NEAR = 8

DECISIONS = frozenset({Kind.REJECTION, Kind.OFFER})
MOVES_STATE = DECISIONS | {
    Kind.INTERVIEW_INVITATION,
    Kind.INTERVIEW_CONFIRMED,
    Kind.INTERVIEW_RESCHEDULED,
    Kind.INTERVIEW_CANCELLED,
    Kind.POSITION_ON_HOLD,
    Kind.ASSESSMENT,
    Kind.INFO_REQUEST,
}
_GOES_ON = frozenset({Kind.OFFER, Kind.INTERVIEW_INVITATION, Kind.INTERVIEW_CONFIRMED, Kind.ASSESSMENT})
_MAY_STATE_TIMELINE = (
    frozenset(Kind)
    - DECISIONS
    - {
        Kind.NOT_JOB_RELATED,
        Kind.JOB_ALERT,
        Kind.BOUNCE,
        Kind.RECRUITER_OUTREACH,
    }
)
_NOT_HIRING = frozenset({Kind.NOT_JOB_RELATED, Kind.JOB_ALERT, Kind.BOUNCE})


def classify(
    facts: MessageFacts, rulebook: Rulebook, reader: Reader, *, known: bool = False, colleague: bool = False
) -> Verdict:
    """
    Say what one mail is.

    *known*: its sender is a contact of an application, or it stands in a thread of one; *colleague*: it comes from
    the domain of a contact, or of a firm that the user has applied to. Never fails, whatever the mail; a user's
    pattern that took too long is named in `near` with the words "took too long".
    """
    human = is_human(facts, known=known)
    hiring = known or (colleague and human) or is_hiring_vendor(facts, rulebook)
    reading = read(facts, rulebook.incoming, rulebook, hiring=hiring or is_titled(facts, rulebook))
    asked = Asked(facts, reading, rulebook, reader, known, hiring)
    guard = first_guard(asked, firm=True)
    if guard is not None:
        rule, evidence = guard
        return _fill(
            asked, Finding(rule.kind, rule.confidence, evidence), human=False, calendar=Calendar(), times=Times()
        )
    calendar = read_calendar(facts, reader)
    sure = {kind: found for kind in rulebook.order if (found := score(kind, asked)) is not None}
    times = Times()
    if not MEETINGS.isdisjoint(sure):  # to read times costs more than to read the rest
        times = read_times(facts, reading.languages.main, rulebook, reader)
    finding = _Judge(asked, sure, calendar, times, human=human).decide()
    return _fill(asked, finding, human=human, calendar=calendar, times=times)


def classify_own(facts: MessageFacts, rulebook: Rulebook) -> tuple[OwnKind, Evidence]:
    """Say what a mail of the user's own is to an application; a condition or a negation takes a cue away."""
    reading = read(replace(facts, subject="", invites=()), rulebook.own, rulebook)
    for kind in (OwnKind.WITHDRAWAL, OwnKind.THANKS, OwnKind.CHECK_IN):
        found = reading.saying(kind)
        strong = [match for match in found if match.rule.weight is Weight.STRONG]
        if strong or len({match.rule.theme for match in found}) > 1:
            return kind, reading.evidence((strong or list(found))[0])
    return OwnKind.OTHER, Evidence("")


def is_human(facts: MessageFacts, *, known: bool) -> bool:
    """
    Tell whether a person could have written a mail.

    RFC 3834 section 5, RFC 2919, and addresses that nobody reads. A calendar's notice bears a
    person's name in From, so the relaying Sender decides there. List-Unsubscribe alone is no proof: recruiting
    tools add it to letters of one person.
    """
    mark = facts.automation
    relay = facts.relayed_by
    return not (
        is_robot(facts.sender)
        or mark.auto_submitted not in {"", "no"}
        or mark.auto_reply
        or mark.null_sender
        or mark.list_id
        or mark.precedence in {"bulk", "junk", "list", "auto_reply"}
        or mark.report_type
        or (mark.list_unsubscribe and not known)
        or (relay is not None and relay.local == "calendar-notification")
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    asked: Asked
    sure: dict[Kind, Finding]
    calendar: Calendar
    times: Times
    human: bool

    @property
    def reading(self) -> Reading:
        return self.asked.reading

    def decide(self) -> Finding:
        strong = self.sure
        if self.calendar.says is not CalendarSays.NOTHING:
            found = self._by_calendar(strong)
            if found is not None:
                return found
        found = self._by_words(strong)
        if found is not None:
            return self._doubted(found, strong)
        return self._by_default()

    def _by_calendar(self, sure: dict[Kind, Finding]) -> Finding | None:
        calendar, method = self.calendar, Evidence(f"calendar/{self.calendar.says}", self._summary())
        if not (may_be_interview(self.asked) or any(kind in sure for kind in MEETINGS)):
            return Finding(Kind.NOT_JOB_RELATED, 0.85, method)
        if calendar.says is CalendarSays.CANCELLED:
            if Kind.REJECTION in sure:
                return sure[Kind.REJECTION]
            if Kind.INTERVIEW_RESCHEDULED in sure:
                return Finding(Kind.INTERVIEW_RESCHEDULED, STRONG, method)
            return Finding(Kind.INTERVIEW_CANCELLED, 0.97, method)
        if calendar.says is CalendarSays.COUNTERED:
            return Finding(Kind.INTERVIEW_INVITATION, PAIR, method)
        if calendar.says is CalendarSays.BEGUN:  # whatever else the words say is newer than this interview
            said = [found for kind, found in sure.items() if kind not in MEETINGS]
            kind = Kind.INTERVIEW_RESCHEDULED if calendar.newer else Kind.INTERVIEW_CONFIRMED
            return None if said else Finding(kind, 0.98, method)
        if Kind.REJECTION in sure and sure[Kind.REJECTION].confidence >= STRONG:
            return Finding(Kind.REJECTION, DOUBTED, sure[Kind.REJECTION].evidence, (Doubt.TWO_DECISIONS,))
        if calendar.says is CalendarSays.HELD:
            return Finding(Kind.INTERVIEW_INVITATION, 0.85, method)
        doubts = calendar.doubts
        if calendar.appointment is not None and times_contradict(
            self.asked.facts, calendar.appointment, self.reading.languages.main, self.asked.rulebook, self.asked.reader
        ):
            doubts += (Doubt.TIMES_CONTRADICT,)
        moved = calendar.newer or Kind.INTERVIEW_RESCHEDULED in sure
        kind = Kind.INTERVIEW_RESCHEDULED if moved else Kind.INTERVIEW_CONFIRMED
        return Finding(kind, DOUBTED if doubts else 0.98, method, doubts)

    def _summary(self) -> tuple[str, ...]:
        invite = self.calendar.invite
        return (invite.summary,) if invite is not None and invite.summary else ()

    def _by_words(self, sure: dict[Kind, Finding]) -> Finding | None:
        for kind, finding in sure.items():
            if kind is Kind.INTERVIEW_CONFIRMED and self.times.fixed is None:
                if self.times.open:
                    return replace(finding, kind=Kind.INTERVIEW_INVITATION)
                continue
            if kind is Kind.INTERVIEW_CANCELLED and Kind.INTERVIEW_RESCHEDULED in sure:
                continue
            if kind is Kind.EMPLOYER_REPLY and self._is_receipt(sure):
                continue  # the receipt of a form says "we will review" too
            if kind is Kind.RECRUITER_OUTREACH and any(k in sure for k in (Kind.REJECTION, Kind.OFFER)):
                continue
            return finding
        return self._unfixed(sure)

    def _is_receipt(self, sure: dict[Kind, Finding]) -> bool:
        received = sure.get(Kind.APPLICATION_RECEIVED)
        return received is not None and received.confidence >= STRONG and not self.asked.known

    def _unfixed(self, sure: dict[Kind, Finding]) -> Finding | None:
        """A confirmation without its time is no appointment, yet a person said that there will be one."""
        found = sure.get(Kind.INTERVIEW_CONFIRMED)
        if found is None or not surely_about_job(self.reading.saying(Kind.INTERVIEW_CONFIRMED), self.asked):
            return None
        return replace(found, kind=Kind.INTERVIEW_INVITATION, confidence=PAIR)

    def _doubted(self, found: Finding, sure: dict[Kind, Finding]) -> Finding:
        doubts = list(found.doubts)
        if found.kind is Kind.REJECTION and self._goes_on(sure):
            doubts.append(Doubt.TWO_DECISIONS)
        if found.kind in {Kind.INTERVIEW_CONFIRMED, Kind.INTERVIEW_RESCHEDULED} and self.times.fixed is not None:
            doubts += self.times.doubts
        if found.kind in {Kind.EMPLOYER_REPLY, Kind.APPLICATION_RECEIVED} and self.reading.says(Sign.PORTAL):
            return self._behind_login(found)
        return replace(found, confidence=DOUBTED, doubts=tuple(doubts)) if doubts else found

    def _goes_on(self, sure: dict[Kind, Finding]) -> bool:
        """Tell whether another sentence than the refusal's decides to go on, and not with some other post."""
        aside = {match.sentence for match in self.reading.saying(Kind.REJECTION)}
        aside |= {match.sentence for match in self.reading.saying(Sign.OTHER_POST)}
        return any(
            match.rule.weight is Weight.STRONG and match.sentence not in aside
            for kind in _GOES_ON
            if kind in sure
            for match in self.reading.saying(kind)
        )

    def _behind_login(self, found: Finding) -> Finding:
        evidence = self.reading.evidence(self.reading.saying(Sign.PORTAL)[0])
        return Finding(Kind.EMPLOYER_REPLY, DOUBTED, evidence, (*found.doubts, Doubt.CONTENT_UNKNOWN))

    def _by_default(self) -> Finding:
        if self.reading.says(Sign.PORTAL):
            return self._behind_login(Finding(Kind.EMPLOYER_REPLY, DOUBTED, Evidence("")))
        guard = first_guard(self.asked, firm=False)
        if guard is not None:
            return Finding(guard[0].kind, guard[0].confidence, guard[1])
        if self.asked.known and self.reading.languages.foreign:
            return Finding(Kind.EMPLOYER_REPLY, DOUBTED, Evidence("default/unread"), (Doubt.CONTENT_UNKNOWN,))
        weak = self.reading.saying(Kind.REJECTION)
        if (
            weak
            and not self.human
            and self.reading.says(Sign.JOB)
            and (self.asked.known or is_hiring_vendor(self.asked.facts, self.asked.rulebook))
        ):
            return Finding(Kind.REJECTION, SINGLE, self.reading.evidence(weak[0]))
        if self.asked.known and self.human:
            return Finding(Kind.EMPLOYER_REPLY, 0.8, Evidence("default/known-human"))
        return Finding(Kind.NOT_JOB_RELATED, 0.8, Evidence("default/no-cue"))


def _fill(asked: Asked, finding: Finding, *, human: bool, calendar: Calendar, times: Times) -> Verdict:
    facts, rulebook, reader = asked.facts, asked.rulebook, asked.reader
    doubts = list(finding.doubts)
    confidence = finding.confidence
    if facts.dmarc == "fail" and finding.kind in MOVES_STATE:
        doubts.append(Doubt.FAILED_DMARC)
        confidence = min(confidence, DOUBTED)
    if confidence < rulebook.bar and not doubts:
        doubts.append(Doubt.BELOW_BAR)
    timeline = away = None
    language = asked.reading.languages.main
    if finding.kind is Kind.AUTO_REPLY:
        away = find_return_day(facts.text, language, facts.date, reader.zone, reader.country, rulebook.timelines)
    elif finding.kind in _MAY_STATE_TIMELINE and not is_own(facts.sender, reader.own):
        timeline = find_timeline(facts.text, language, facts.date, reader.zone, reader.country, rulebook.timelines)
    employer = Employer()
    if finding.kind not in _NOT_HIRING:
        employer = name_employer(facts, rulebook.senders, reader.own)
    appointment, proposed = _appointments(finding.kind, calendar, times)
    return Verdict(
        kind=finding.kind,
        confidence=confidence,
        rule=finding.evidence.rule,
        words=finding.evidence.words,
        language=language,
        human=human and finding.kind not in _NOT_HIRING,
        company=employer.company,
        role=employer.role,
        requisition=employer.requisition,
        contact=employer.contact,
        agency=employer.agency,
        appointment=appointment,
        proposed=proposed,
        timeline=timeline,
        away_until=away,
        doubts=tuple(dict.fromkeys(doubts)),
        near=_near(asked.reading, finding),
    )


def _appointments(kind: Kind, calendar: Calendar, times: Times) -> tuple[Appointment | None, tuple[Appointment, ...]]:
    if kind not in MEETINGS:
        return None, ()
    if kind is Kind.INTERVIEW_CANCELLED:
        return calendar.appointment, ()
    if calendar.says in {CalendarSays.FIXED, CalendarSays.BEGUN}:
        return calendar.appointment, ()
    if kind is Kind.INTERVIEW_INVITATION:
        held = (calendar.appointment,) if calendar.appointment is not None else ()
        return None, held or times.open
    fixed = times.fixed
    return fixed, () if fixed is not None else times.open


def _near(reading: Reading, finding: Finding) -> tuple[Evidence, ...]:
    decided = finding.evidence.rule.split("+")
    others = [
        m for m in (*reading.void, *reading.matches) if isinstance(m.rule.says, Kind) and m.rule.id not in decided
    ]
    seen = {match.rule.id: reading.evidence(match) for match in reversed(others)}
    late = tuple(Evidence(rule, ("took too long",)) for rule in reading.overrun)
    return (*late, *list(reversed(seen.values()))[:_MOST_NEAR])
