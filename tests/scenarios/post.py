"""Letters as real clients write them: HTML bodies, quoted threads, invitations of two calendars, reports of failure."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from zoneinfo import ZoneInfo

from tests.scenarios.stage import Letter


@dataclass
class Event:
    """A calendar event; times are local to `zone`, an IANA name."""

    uid: str
    start: str
    end: str
    organizer: str
    people: tuple[str, ...] = ()
    summary: str = "Interview"
    zone: str = "Europe/London"
    sequence: int = 0
    stamp: str = "2026-01-05T08:00"
    method: str = "REQUEST"
    place: str = ""
    invites_me: bool = True

    def _utc(self, when: str) -> str:
        at = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(self.zone))
        return at.astimezone(ZoneInfo("UTC")).strftime("%Y%m%dT%H%M%SZ")

    def _guests(self, to: str) -> list[tuple[str, str]]:
        me = [("", to)] if self.invites_me else []
        return me + [parseaddr(p) for p in self.people]

    def google(self, to: str) -> str:
        """Return the object that Google Calendar sends: times in UTC, folded lines, everybody an ATTENDEE."""
        name, email = parseaddr(self.organizer)
        guests = [(name, email, "ACCEPTED")] + [(n or e, e, "NEEDS-ACTION") for n, e in self._guests(to)]
        lines = [
            "BEGIN:VCALENDAR",
            "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
            "VERSION:2.0",
            "CALSCALE:GREGORIAN",
            f"METHOD:{self.method}",
            "BEGIN:VEVENT",
            f"DTSTART:{self._utc(self.start)}",
            f"DTEND:{self._utc(self.end)}",
            f"DTSTAMP:{self._utc(self.stamp)}",
            f"ORGANIZER;CN={name}:mailto:{email}",
            f"UID:{self.uid}",
        ]
        for n, e, answer in guests:
            lines.append(
                f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP=TRUE\r\n"
                f" ;CN={n};X-NUM-GUESTS=0:mailto:{e}"
            )
        lines += [
            f"CREATED:{self._utc(self.stamp)}",
            "DESCRIPTION:Join with Google Meet: https://meet.google.example/abc-defg-hij\\n\\nPlease do not",
            "  edit this section.",
            f"LAST-MODIFIED:{self._utc(self.stamp)}",
            f"LOCATION:{self.place}",
            f"SEQUENCE:{self.sequence}",
            f"STATUS:{'CANCELLED' if self.method == 'CANCEL' else 'CONFIRMED'}",
            f"SUMMARY:{self.summary}",
            "TRANSP:OPAQUE",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        return "\r\n".join(lines)

    def outlook(self, to: str, windows_zone: str, rules: str = "") -> str:
        """Return the object that Exchange sends: a Windows zone with its VTIMEZONE, quoted names."""
        name, email = parseaddr(self.organizer)
        lines = [
            "BEGIN:VCALENDAR",
            f"METHOD:{self.method}",
            "PRODID:Microsoft Exchange Server 2010",
            "VERSION:2.0",
            "BEGIN:VTIMEZONE",
            f"TZID:{windows_zone}",
            *(rules or _EUROPE).splitlines(),
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
            f'ORGANIZER;CN="{name}":mailto:{email}',
        ]
        for n, e in self._guests(to):
            lines.append(f'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="{n or e}"\r\n :mailto:{e}')
        lines += [
            "DESCRIPTION;LANGUAGE=en-US:\\n________________________________________________________________________",
            " ________\\nMicrosoft Teams meeting\\nJoin on your computer\\, mobile app or room device\\n",
            f"UID:{self.uid}",
            f"SUMMARY;LANGUAGE=en-US:{self.summary}",
            f'DTSTART;TZID="{windows_zone}":{_compact(self.start)}',
            f'DTEND;TZID="{windows_zone}":{_compact(self.end)}',
            "CLASS:PUBLIC",
            "PRIORITY:5",
            f"DTSTAMP:{self._utc(self.stamp)}",
            "TRANSP:OPAQUE",
            f"STATUS:{'CANCELLED' if self.method == 'CANCEL' else 'CONFIRMED'}",
            f"SEQUENCE:{self.sequence}",
            f"LOCATION;LANGUAGE=en-US:{self.place or 'Microsoft Teams Meeting'}",
            "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
            "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
            "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
            "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE",
            "BEGIN:VALARM",
            "DESCRIPTION:REMINDER",
            "TRIGGER;RELATED=START:-PT15M",
            "ACTION:DISPLAY",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        return "\r\n".join(lines)


_EUROPE = """BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT"""

PACIFIC = """BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT"""

LONDON = """BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT"""


def _compact(when: str) -> str:
    return datetime.fromisoformat(when).strftime("%Y%m%dT%H%M%S")


@dataclass
class Post(Letter):
    """
    A letter with everything clients add.

    `html` beside or, with an empty `text`, instead of the plain part; `event` in the manner of
    `calendar`: "google", or "outlook" with the Windows name in `windows_zone`. `parents` are the
    References of a thread. `zone` is where its writer sits: the Date header is written there.
    """

    html: str = ""
    cc: str = ""
    event: Event | None = None
    calendar: str = "google"
    windows_zone: str = "GMT Standard Time"
    zone_rules: str = ""
    parents: tuple[str, ...] = ()
    flowed: bool = False
    zone: str = ""
    report: str = ""
    returned: str = ""

    def build(self, to: str, at: datetime, number: int) -> bytes:
        """Return the bytes."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = self.to or to
        if self.cc:
            message["Cc"] = self.cc
        message["Subject"] = self.subject
        message["Date"] = format_datetime(at.astimezone(ZoneInfo(self.zone)) if self.zone else at)
        host = parseaddr(self.sender)[1].partition("@")[2]
        self.message_id = self.message_id or f"<{number:04d}.{abs(hash(self.subject)) % 10**8}@{host}>"
        message["Message-ID"] = self.message_id
        chain = self.chain()
        if chain:
            message["In-Reply-To"] = chain[-1]
            message["References"] = " ".join(chain)
        for name, value in self.headers.items():
            message[name] = value
        if self.report:
            return self._as_report(message)
        self._fill(message, to)
        return message.as_bytes()

    def chain(self) -> tuple[str, ...]:
        """Return the References: the whole thread up to the letter answered."""
        if self.parents or self.answers is None:
            return self.parents
        earlier = self.answers.chain() if isinstance(self.answers, Post) else ()
        return (*earlier, self.answers.message_id)

    def _fill(self, message: EmailMessage, to: str) -> None:
        if self.text:
            message.set_content(self.text)
            if self.flowed:
                message.set_param("format", "flowed")
            if self.html:
                message.add_alternative(self.html, subtype="html")
        else:
            message.set_content(self.html, subtype="html")
        if self.event is None:
            return
        google = self.calendar == "google"
        ics = self.event.google(to) if google else self.event.outlook(to, self.windows_zone, self.zone_rules)
        part = ics.encode()
        message.add_alternative(part, "text", "calendar", params={"method": self.event.method, "charset": "UTF-8"})
        if google:  # Google sends the object twice: to read, and to save
            message.add_attachment(part, "application", "ics", filename="invite.ics")

    def _as_report(self, message: EmailMessage) -> bytes:
        """Build a delivery report by hand: the library writes no multipart/report (RFC 6522, RFC 3464)."""
        lines = [f"{name}: {value}" for name, value in message.items()]
        edge = "C41D0A2B.1774"
        lines += [
            "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/report; report-type=delivery-status; boundary="{edge}"',
            "",
            f"--{edge}",
            "Content-Type: text/plain; charset=us-ascii",
            "",
            self.text,
            f"--{edge}",
            "Content-Type: message/delivery-status",
            "",
            self.report,
            f"--{edge}",
            "Content-Type: text/rfc822-headers",
            "",
            self.returned,
            f"--{edge}--",
            "",
        ]
        return "\r\n".join("\n".join(lines).splitlines()).encode() + b"\r\n"


def delivery_report(me: str, to: str, action: str, note_ids: tuple[str, ...], note_subject: str) -> Post:
    """Return what a Postfix says of a mail it could not deliver, or not yet."""
    failed = action == "failed"
    told = (
        "This is the mail system at host mx1.mailhost.example.\n\n"
        "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. "
        f"It's attached below.\n\n<{to}>: host mx.{to.partition('@')[2]}[192.0.2.25] said: 550 5.1.1\n"
        f"    <{to}>: Recipient address rejected: User unknown\n"
        if failed
        else "This is the mail system at host mx1.mailhost.example.\n\n"
        "####################################################################\n"
        "# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n"
        "####################################################################\n\n"
        f"Your message could not be delivered for more than 4 hour(s).\nIt will be retried until it is 5 day(s) old.\n"
        "\n"
        f"<{to}>: connect to mx.{to.partition('@')[2]}[192.0.2.25]:25: Connection timed out\n"
    )
    status = "5.1.1" if failed else "4.4.1"
    return Post(
        "Mail Delivery System <MAILER-DAEMON@mx1.mailhost.example>",
        "Undelivered Mail Returned to Sender" if failed else "Delayed Mail (still being retried)",
        told,
        headers={"Return-Path": "<>"},
        report=(
            "Reporting-MTA: dns; mx1.mailhost.example\nX-Postfix-Queue-ID: 4WxYz12\n\n"
            f"Final-Recipient: rfc822; {to}\nOriginal-Recipient: rfc822;{to}\nAction: {action}\nStatus: {status}\n"
            f"Remote-MTA: dns; mx.{to.partition('@')[2]}\nDiagnostic-Code: smtp; 550 {status} User unknown\n"
        ),
        returned=f"From: {me}\nTo: {to}\nSubject: {note_subject}\n"
        + (f"Message-ID: {note_ids[-1]}\n" if note_ids else ""),
    )


def as_quoted(letter: Letter, when: str) -> str:
    """Return a letter as Gmail quotes it below a reply."""
    name, email = parseaddr(letter.sender)
    body = "\n".join(f"> {line}".rstrip() for line in letter.text.splitlines())
    return f"\nOn {when} {formataddr((name, email))} wrote:\n\n{body}\n"


def outlook_html(*paragraphs: str, quoted: str = "") -> str:
    """Return a body as Outlook writes it."""
    body = "".join(
        f"<p class=MsoNormal>{p}<o:p></o:p></p>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n" for p in paragraphs
    )
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        "<head><meta http-equiv=Content-Type content='text/html; charset=utf-8'>"
        "<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt; font-family:Calibri} --></style></head>"
        f"<body lang=EN-GB link=blue vlink=purple><div class=WordSection1>{body}{quoted}</div></body></html>"
    )


def outlook_quote(sender: str, sent: str, to: str, subject: str, text: str) -> str:
    """Return an earlier mail as Outlook hangs it below a reply."""
    return (
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>"
        f"<b>From:</b> {sender}<br><b>Sent:</b> {sent}<br><b>To:</b> {to}<br><b>Subject:</b> {subject}"
        f"<o:p></o:p></p></div><p class=MsoNormal>{text}<o:p></o:p></p>"
    )


def gmail_html(*paragraphs: str, quote: str = "", quoted_from: str = "") -> str:
    """Return a body as Gmail writes it."""
    body = "<div><br></div>".join(f"<div>{p}</div>" for p in paragraphs)
    history = (
        f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On {quoted_from} wrote:<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
        f'padding-left:1ex">{quote}</blockquote></div>'
        if quote
        else ""
    )
    return f'<div dir="ltr">{body}</div>{history}'
