"""What the rules say one mail is: its kind, how sure they are, and the words that decided it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from afterword.core.facts import Address


class Kind(StrEnum):
    """What a mail is. A stable interface: `classify --json` and `replay --json` print these words."""

    APPLICATION_RECEIVED = "application_received"
    INTERVIEW_INVITATION = "interview_invitation"
    INTERVIEW_CONFIRMED = "interview_confirmed"
    INTERVIEW_RESCHEDULED = "interview_rescheduled"
    INTERVIEW_CANCELLED = "interview_cancelled"
    ASSESSMENT = "assessment"
    REJECTION = "rejection"
    POSITION_ON_HOLD = "position_on_hold"
    OFFER = "offer"
    EMPLOYER_REPLY = "employer_reply"
    INFO_REQUEST = "info_request"
    RECRUITER_OUTREACH = "recruiter_outreach"
    JOB_ALERT = "job_alert"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    NOT_JOB_RELATED = "not_job_related"


class OwnKind(StrEnum):
    """What a mail of the user's own, seen in Sent, is to an application."""

    THANKS = "own_thanks"
    CHECK_IN = "own_check_in"
    WITHDRAWAL = "own_withdrawal"
    OTHER = "own_other"


class Doubt(StrEnum):
    """Why afterword is not sure; each becomes a question to the user."""

    BELOW_BAR = "below_bar"
    TWO_DECISIONS = "two_decisions"
    TWO_APPLICATIONS = "two_applications"
    MAYBE_ANOTHERS = "maybe_anothers"
    FAILED_DMARC = "failed_dmarc"
    WEEKDAY_CONTRADICTS_DATE = "weekday_contradicts_date"
    TIMES_CONTRADICT = "times_contradict"
    ZONE_UNKNOWN = "zone_unknown"
    CONTENT_UNKNOWN = "content_unknown"
    AFTER_FINAL = "after_final"
    BOUNCED = "bounced"
    LATE = "late"
    FAR_TIMELINE = "far_timeline"
    UNFIT_DRAFT = "unfit_draft"
    LOST_DRAFT = "lost_draft"


@dataclass(frozen=True, slots=True)
class Appointment:
    """
    A fixed interview time.

    `start` and `end` are aware and in UTC; `zone` is the IANA name the sender
    meant, for showing. `uid`, `sequence` and `stamp` order the versions of one
    calendar event (RFC 5546 section 2.1.5) and are empty for a time found in prose,
    whose missing end is taken as one hour after the start.
    """

    start: datetime
    end: datetime
    zone: str
    uid: str = ""
    sequence: int = 0
    stamp: datetime | None = None


class TimelineKind(StrEnum):
    """How binding a stated timeline is (domain facts, table 5.1)."""

    STATED = "stated"
    SOFT = "soft"
    IMPLICIT_NO = "implicit_no"
    NOT_BEFORE = "not_before"


@dataclass(frozen=True, slots=True)
class Timeline:
    """
    When the employer said a decision will come, as local days, both inclusive.

    `text` is the quote it was read from and `stated_on` the local day it was written.
    """

    earliest: date
    latest: date
    text: str
    kind: TimelineKind
    stated_on: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """A rule and the words of the mail that it matched, as they stand in the mail."""

    rule: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What one mail is.

    `confidence` runs from 0 to 1; below the rulebook's bar the verdict is a
    question, not an answer. `rule` and `words` say why. `human` is true where a
    person could have written the mail, which is not the same as no machine having
    sent it. `near` lists what nearly matched, for `rules test`.
    """

    kind: Kind
    confidence: float
    rule: str
    words: tuple[str, ...] = ()
    language: str = ""
    human: bool = False
    company: str = ""
    role: str = ""
    requisition: str = ""
    contact: Address | None = None
    agency: bool = False
    appointment: Appointment | None = None
    proposed: tuple[Appointment, ...] = ()
    timeline: Timeline | None = None
    away_until: date | None = None
    doubts: tuple[Doubt, ...] = ()
    near: tuple[Evidence, ...] = ()
