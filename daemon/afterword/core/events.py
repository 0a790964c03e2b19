"""What happened to an application. The journal keeps these values for ever, append-only; the state is their fold."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from afterword.core.application import StepRef, Thread
from afterword.core.facts import Address
from afterword.core.verdict import Appointment, Doubt, Timeline


class EventKind(StrEnum):
    """
    Every kind of event. Those that a mail causes bear the name of its kind.

    The comment behind each group says which fields of `Event` it carries.
    """

    # From a mail of the employer's side: thread, contact, rule, words and what the kind adds.
    APPLICATION_RECEIVED = "application_received"
    INTERVIEW_INVITATION = "interview_invitation"
    INTERVIEW_CONFIRMED = "interview_confirmed"  # appointment, interviewers
    INTERVIEW_RESCHEDULED = "interview_rescheduled"  # appointment, interviewers
    INTERVIEW_POSTPONED = "interview_postponed"  # rescheduled, and no new time is fixed
    INTERVIEW_CANCELLED = "interview_cancelled"
    ASSESSMENT = "assessment"
    REJECTION = "rejection"
    POSITION_ON_HOLD = "position_on_hold"
    OFFER = "offer"
    EMPLOYER_REPLY = "employer_reply"  # timeline, if the mail states one
    INFO_REQUEST = "info_request"
    RECRUITER_OUTREACH = "recruiter_outreach"
    AUTO_REPLY = "auto_reply"  # until: the day of return, if stated
    BOUNCE = "bounce"  # step
    # From the user: Sent, the drafts, the command line.
    OWN_MAIL = "own_mail"  # thread
    THANKED = "thanked"  # step; our draft or the user's own note
    CHECKED_IN = "checked_in"  # step
    WITHDRAWN = "withdrawn"
    NO_SHOW = "no_show"
    TIMELINE_GIVEN = "timeline_given"  # timeline
    NOTED = "noted"  # text
    ANSWERED = "answered"  # text: the id of the question
    # From the drafts folder: step.
    DRAFT_FILED = "draft_filed"  # message_id; text: the marker
    DRAFT_EDITED = "draft_edited"
    DRAFT_DELETED = "draft_deleted"
    DRAFT_RETURNED = "draft_returned"
    DRAFT_WITHDRAWN = "draft_withdrawn"
    # From the clock.
    INTERVIEW_ENDED = "interview_ended"
    WAITING_BEGAN = "waiting_began"
    STEP_SKIPPED = "step_skipped"  # step, text: why
    WALKED_AWAY = "walked_away"  # text: why
    # From afterword itself.
    OPENED = "opened"  # company, role, requisition, contact: a new application
    REMINDED = "reminded"  # text: the topic key
    ASKED = "asked"  # doubt, text: the id of the question


@dataclass(frozen=True, slots=True)
class Event:
    """
    One thing that happened to one application.

    `at` is when it happened in the world, aware UTC: the date of the mail, the
    due time of a clock event. `source` is the key of the mail that caused it, or
    "user", "clock", "drafts". `recruiter` says that `contact` arranges interviews.
    Unused fields keep their empty defaults, which the store leaves out: a default never changes.
    """

    kind: EventKind
    at: datetime
    application: str
    source: str = ""
    message_id: str = ""
    rule: str = ""
    words: tuple[str, ...] = ()
    human: bool = False
    name: str = ""
    company: str = ""
    role: str = ""
    requisition: str = ""
    agency: bool = False
    contact: Address | None = None
    recruiter: bool = False
    thread: Thread | None = None
    appointment: Appointment | None = None
    interviewers: tuple[Address, ...] = ()
    timeline: Timeline | None = None
    step: StepRef | None = None
    until: date | None = None
    doubt: Doubt | None = None
    text: str = ""
