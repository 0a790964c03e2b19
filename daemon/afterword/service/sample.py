"""
A made-up job search of six weeks, for the demo: the mails that come in, and what Alice does.

Five employers: one stays silent, one names a date and then says no, one says no before
the thank-you was sent, one moves the interview, one has news that only its portal shows.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from afterword.core.application import Step
from afterword.core.facts import Folder
from afterword.service.archive import Posted
from afterword.service.rehearsal import Act

HOME = ZoneInfo("America/New_York")
ALICE = "alice@example.org"
UNTIL = datetime(2026, 4, 14, 12, tzinfo=HOME).astimezone(UTC)

CONFIG = f"""\
name: Alice Seeker
country: US
time_zone: America/New_York
mailboxes:
  - address: {ALICE}
    maildir: {{maildir}}
state_dir: {{state}}
"""


@dataclass(frozen=True, slots=True)
class _Letter:
    at: str
    sender: str
    subject: str
    text: str
    answers: str = ""
    invite: tuple[str, str, str, tuple[str, ...]] | None = None
    automatic: bool = False


def _local(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=HOME)


_LETTERS = (
    _Letter(
        "2026-03-02T09:12", "Acme Robotics Hiring Team <no-reply@us.greenhouse-mail.io>",
        "Thank you for applying to Acme Robotics",
        "Hi Alice,\n\nThank you for applying to the Data Engineer position at Acme Robotics. We have received your"
        " application and our team will review it shortly.\n\nAcme Robotics Hiring Team\n",
        automatic=True,
    ),
    _Letter(
        "2026-03-03T16:40", "Hannah Ruiz <hannah.ruiz@acme-robotics.example>",
        "Interview for Data Engineer at Acme Robotics",
        "Hi Alice,\n\nI enjoyed reading your application for the Data Engineer role at Acme Robotics. We would like to"
        " invite you to an interview with two people of the team. Could you let me know your availability next week?"
        "\n\nBest regards,\nHannah Ruiz\nTalent Acquisition, Acme Robotics\n",
    ),
    _Letter(
        "2026-03-05T11:05", "Hannah Ruiz <hannah.ruiz@acme-robotics.example>",
        "Invitation: Interview Data Engineer, Acme Robotics",
        "Hi Alice,\n\nThe interview is confirmed, the invitation is attached.\n\nBest regards,\nHannah Ruiz\n"
        "Talent Acquisition, Acme Robotics\n",
        invite=("acme-1", "2026-03-10T10:00", "2026-03-10T11:00",
                ("Omar Haddad <omar.haddad@acme-robotics.example>", "Lea Brandt <lea.brandt@acme-robotics.example>")),
    ),
    _Letter(
        "2026-03-06T08:00", "Job Alerts <alerts@ziprecruiter.com>", "12 new Data Engineer jobs in New York",
        "New jobs that match your search. Apply now!\n\nUnsubscribe from these alerts.\n", automatic=True,
    ),
    _Letter(
        "2026-03-06T14:30", "Grace Kim <grace.kim@birchpartners.example>", "Interview with Birch Partners: Analyst",
        "Dear Alice,\n\nthank you for your application for the Analyst position at Birch Partners. Your interview is"
        " confirmed for Thursday, March 12 at 2:00 PM ET and will take about 45 minutes.\n\nKind regards,\nGrace Kim\n"
        "Birch Partners\n",
    ),
    _Letter(
        "2026-03-09T10:15", "Priya Nair <priya.nair@cobalthealth.example>",
        "Invitation: Interview, Cobalt Health, Platform Engineer",
        "Hi Alice,\n\nyour interview for the Platform Engineer role at Cobalt Health is confirmed, see the invitation."
        "\n\nPriya Nair\nCobalt Health\n",
        invite=("cobalt-1", "2026-03-16T15:00", "2026-03-16T15:45", ("Jon Ek <jon.ek@cobalthealth.example>",)),
    ),
    _Letter(
        "2026-03-13T17:20", "Grace Kim <grace.kim@birchpartners.example>", "Re: Interview with Birch Partners: Analyst",
        "Dear Alice,\n\nthank you for coming in yesterday. We will let you know our decision by the end of next week."
        "\n\nKind regards,\nGrace Kim\n",
        answers="grace",
    ),
    _Letter(
        "2026-03-17T09:30", "Cobalt Health Careers <no-reply@hire.lever.co>", "Your application to Cobalt Health",
        "Dear Alice,\n\nthank you for your time and your interest in the Platform Engineer position at Cobalt Health."
        " After careful consideration we have decided not to move forward with your application.\n\nWe wish you all"
        " the best in your search.\n\nCobalt Health Recruiting\n",
        automatic=True,
    ),
    _Letter(
        "2026-03-18T12:00", "Tom Weaver <tom.weaver@deltalogistics.example>",
        "Invitation: Interview Delta Logistics, Data Analyst",
        "Hi Alice,\n\nlooking forward to speaking with you about the Data Analyst position at Delta Logistics."
        "\n\nTom Weaver\n",
        invite=("delta-1", "2026-03-24T13:00", "2026-03-24T13:30", ("Tom Weaver <tom.weaver@deltalogistics.example>",)),
    ),
    _Letter(
        "2026-03-23T08:10", "Tom Weaver <tom.weaver@deltalogistics.example>",
        "Updated invitation: Interview Delta Logistics, Data Analyst",
        "Hi Alice,\n\nsorry, something came up here. I have moved our interview to Wednesday at the same time."
        "\n\nTom Weaver\n",
        invite=("delta-1", "2026-03-25T13:00", "2026-03-25T13:30", ("Tom Weaver <tom.weaver@deltalogistics.example>",)),
    ),
    _Letter(
        "2026-03-26T16:45", "Grace Kim <grace.kim@birchpartners.example>", "Re: Interview with Birch Partners: Analyst",
        "Dear Alice,\n\nthank you for your patience. I am sorry to tell you that we have chosen another candidate for"
        " the Analyst position. We were impressed by your work and wish you every success.\n\nKind regards,\nGrace Kim"
        "\n",
        answers="grace",
    ),
    _Letter(
        "2026-03-30T07:00", "Tom Weaver <tom.weaver@deltalogistics.example>", "Automatic reply: Thank you",
        "I am out of the office until Thursday, April 9 and will answer when I am back.\n", automatic=True,
    ),
    _Letter(
        "2026-03-31T10:00", "Everhart Foods Careers <notifications@smartrecruiters.com>",
        "Thank you for applying to Everhart Foods",
        "Hello Alice,\n\nwe have received your application for the Reporting Analyst position at Everhart Foods."
        "\n\nEverhart Foods Careers\n",
        automatic=True,
    ),
    _Letter(
        "2026-04-02T10:00", "Everhart Foods Careers <notifications@smartrecruiters.com>",
        "There is an update on your application to Everhart Foods",
        "Hello Alice,\n\nthere is an update on your application for the Reporting Analyst position. Please log in to"
        " the candidate portal to view it.\n\nEverhart Foods Careers\n",
        automatic=True,
    ),
)  # fmt: skip

ACTS = tuple(
    Act(_local(at).astimezone(UTC), act, application, step, text)
    for at, act, application, step, text in (
        ("2026-03-10T12:20", "send", "Acme Robotics", Step.THANK_YOU, ""),
        ("2026-03-12T15:30", "send", "Birch Partners", Step.THANK_YOU, ""),
        ("2026-03-20T17:10", "send", "Acme Robotics", Step.CHECK_IN, ""),
        ("2026-03-25T14:05", "edit", "Delta Logistics", Step.THANK_YOU, "The warehouse tour was a treat."),
        ("2026-03-25T14:10", "send", "Delta Logistics", Step.THANK_YOU, ""),
    )
)


def sample_posts() -> list[Posted]:
    """Return the mails of the demo as they would lie in an inbox, oldest first."""
    return [_post(number, letter) for number, letter in enumerate(_LETTERS, 1)]


def _post(number: int, letter: _Letter) -> Posted:
    at = _local(letter.at)
    message = EmailMessage()
    message["From"] = letter.sender
    message["To"] = f"Alice Seeker <{ALICE}>"
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    host = letter.sender.rpartition("@")[2].rstrip(">")
    message["Message-ID"] = f"<sample-{number}@{host}>"
    if letter.answers:
        first = next(i for i, older in enumerate(_LETTERS, 1) if older.sender.casefold().startswith(letter.answers))
        message["In-Reply-To"] = f"<sample-{first}@{host}>"
        message["References"] = f"<sample-{first}@{host}>"
    if letter.automatic:
        message["Auto-Submitted"] = "auto-replied" if letter.subject.startswith("Automatic") else "auto-generated"
    message.set_content(letter.text)
    if letter.invite is not None:
        part = _calendar(letter).encode()
        message.add_alternative(part, "text", "calendar", params={"method": "REQUEST", "charset": "utf-8"})
    return Posted(at.astimezone(UTC), Folder.INBOX, message.as_bytes(), f"sample-{number}")


def _calendar(letter: _Letter) -> str:
    uid, start, end, people = letter.invite or ("", "", "", ())
    name, _, email = letter.sender.rstrip(">").rpartition(" <")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sample//EN", "METHOD:REQUEST", "BEGIN:VEVENT",
        f"UID:{uid}@sample", f"SEQUENCE:{int(letter.subject.startswith('Updated'))}",
        f"DTSTAMP:{_local(letter.at).astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID=America/New_York:{start.replace('-', '').replace(':', '')}00",
        f"DTEND;TZID=America/New_York:{end.replace('-', '').replace(':', '')}00",
        f"SUMMARY:{letter.subject.partition(': ')[2]}", "STATUS:CONFIRMED", f"ORGANIZER;CN={name}:mailto:{email}",
        f"ATTENDEE;CN=Alice Seeker:mailto:{ALICE}",
    ]  # fmt: skip
    for person in people:
        cn, _, address = person.rstrip(">").rpartition(" <")
        lines.append(f"ATTENDEE;CN={cn}:mailto:{address}")
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])
