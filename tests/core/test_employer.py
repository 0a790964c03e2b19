"""What a mail says of its employer: short mails of many shapes, then whole ones as they come over the wire."""

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest
import yaml

from afterword.config.rulefiles import shipped_rules
from afterword.config.senderfiles import load_senders
from afterword.core.employer import Employer, interviewers, name_employer
from afterword.core.facts import Address, Attendee, Invite, MessageFacts
from afterword.core.roles import same_requisition, same_role
from afterword.core.senders import SenderTable
from afterword.mail.parse import parse

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
OWN = frozenset({"jo.seeker@gmail.com"})
USER = Address("jo.seeker@gmail.com", "Jo Seeker")
MAILS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("employer_mails.yaml").read_text("utf-8"))


@pytest.fixture(scope="session")
def senders() -> SenderTable:
    return load_senders(shipped_rules())


def address(text: str) -> Address:
    shown, _, email = text.rpartition("<")
    name, plain = parseaddr(text)
    return Address(email.strip("> ").lower(), shown.strip(' "')) if shown else Address(plain or text, name)


def mail(sender: str, subject: str = "", text: str = "", signature: str = "", **more: Any) -> MessageFacts:
    facts = MessageFacts("m@x.example", NOON, address(sender), subject, text, to=(USER,), signature=signature)
    return replace(facts, **more)


def employer_of(facts: MessageFacts, senders: SenderTable) -> Employer:
    return name_employer(facts, senders, OWN)


@pytest.mark.parametrize("case", MAILS, ids=lambda case: f"{case['company'] or 'nobody'}: {case['subject']}"[:60])
def test_a_mail_names_its_employer_and_role(case: dict[str, Any], senders: SenderTable) -> None:
    found = employer_of(mail(case["from"], case["subject"], case["text"], case.get("signature", "")), senders)

    assert (found.company, found.role) == (case["company"], case["role"])
    assert found.agency == case.get("agency", False)
    if "requisition" in case:
        assert same_requisition(found.requisition, case["requisition"])
    if "contact" in case:
        assert found.contact is not None
        assert found.contact.email == case["contact"]


@pytest.mark.parametrize(
    "sender",
    [
        "LinkedIn <jobs-noreply@linkedin.com>",
        "Greenhouse <no-reply@us.greenhouse-mail.io>",
        "Workday <otp@otp.workday.com>",
        "Indeed <noreply@indeed.com>",
        "Zoom <no-reply@zoom.us>",
        "Jane <jane.doe@gmail.com>",
        "Calendly <notifications@calendly.com>",
        "HackerRank Team <support@hackerrankforwork.com>",
        "Google Calendar <calendar-notification@google.com>",
    ],
)
def test_a_vendor_a_board_or_a_free_mail_host_is_never_the_employer(sender: str, senders: SenderTable) -> None:
    found = employer_of(mail(sender, "Your interview", "Hi Jo, see you on Tuesday at ten."), senders)

    assert found.company == ""
    assert found.contact is None or found.contact.email == "jane.doe@gmail.com"


@pytest.mark.parametrize(
    ("sender", "token"),
    [
        ("acme@myworkday.com", "acme"),
        ("noreply@acme.myworkday.com", "acme"),
        ("acme+autoreply@talent.icims.com", "acme"),
        ("acme+email+1x2y@talent.icims.com", "acme"),
        ("acme-jobs@m-personio.com", "acme"),
        ("no-reply@acme.breezy-mail.com", "acme"),
        ("jane.doe@acme.na.teamtailor-mail.com", "acme"),
        ("no-reply@us.greenhouse-mail.io", ""),
        ("noreply@talent.icims.com", ""),
        ("acme@notmyworkday.com", ""),
        ("acme@myworkday.com.evil.example", ""),
        ("candidate-1@message.teamtailor.com", ""),
    ],
)
def test_an_address_holds_the_tenant_where_its_vendor_puts_it(sender: str, token: str, senders: SenderTable) -> None:
    assert senders.tenant(Address(sender)) == token


@pytest.mark.parametrize(
    ("link", "slug"),
    [
        ("https://jobs.lever.co/acme/123-456", "acme"),
        ("https://boards.greenhouse.io/acme/jobs/1?gh_src=x", "acme"),
        ("https://acme.wd5.myworkdayjobs.com/en-US/Careers", "acme"),
        ("https://acme.breezy.hr/p/1", "acme"),
        ("https://jobs.ashbyhq.com/Acme", "acme"),
        ("https://lever.co/acme", ""),
        ("https://jobs.lever.co.evil.example/acme", ""),
        ("https://app.breezy.hr/x", ""),
        ("not a link", ""),
    ],
)
def test_a_career_page_names_its_employer(link: str, slug: str, senders: SenderTable) -> None:
    assert senders.tenant_of_link(link) == slug


def test_a_career_page_is_the_last_resort(senders: SenderTable) -> None:
    link = ("https://jobs.lever.co/copper-kettle/1",)
    bare = mail("no-reply@hire.lever.co", "Your application", "We received it.", links=link)
    named = mail("no-reply@hire.lever.co", "Thank you for applying to Copper Kettle Tea", links=link)

    assert employer_of(bare, senders).company == "Copper Kettle"
    assert employer_of(named, senders).company == "Copper Kettle Tea"


def test_the_mail_of_a_company_from_the_recruiters_mailbox_names_the_system_behind_it(senders: SenderTable) -> None:
    facts = mail("Jane Doe <jane@acme-robotics.com>", "Hello", relayed_by=Address("bounce@mail.greenhouse.io"))
    found = employer_of(facts, senders)

    assert (found.company, found.vendor, found.domain) == ("Acme Robotics", "Greenhouse", "acme-robotics.com")


@pytest.mark.parametrize(
    ("sender", "reply_to", "contact"),
    [
        ("no-reply@us.greenhouse-mail.io", "Lena Vogt <lena@acme.de>", "lena@acme.de"),
        ("no-reply@us.greenhouse-mail.io", "", None),
        (
            "Acme <acme+autoreply@talent.icims.com>",
            "acme+email+9f3@talent.icims.com",
            "acme+email+9f3@talent.icims.com",
        ),
        ("Acme <acme+autoreply@talent.icims.com>", "", None),
        (
            "Acme <no-reply@acme.teamtailor-mail.com>",
            "candidate-77@message.teamtailor.com",
            "candidate-77@message.teamtailor.com",
        ),
        ("Jane Doe <jane@acme.com>", "", "jane@acme.com"),
        ("Jane Doe <jane@acme.com>", "careers@acme.com", "jane@acme.com"),
        ("Jane Doe <jane@acme.com>", "Sam Fox <sam@acme.com>", "sam@acme.com"),
        ("Jane Doe <jane@acme.com>", "jo.seeker+acme@gmail.com", "jane@acme.com"),
        ("Careers <careers@acme.com>", "", "careers@acme.com"),
        ("Acme <noreply@acme.com>", "", None),
        ("Acme <notifications@acme.com>", "", None),
        ("Workday <workday-noreply@acme.com>", "", None),
        ("Ben via LinkedIn <inmail-hit-reply@linkedin.com>", "", None),
        ("Acme <xy12@indeedemail.com>", "", "xy12@indeedemail.com"),
        ("Mail Delivery System <mailer-daemon@acme.com>", "", None),
    ],
)
def test_a_contact_is_somebody_who_reads(sender: str, reply_to: str, contact: str | None, senders: SenderTable) -> None:
    replies = (address(reply_to),) if reply_to else ()
    found = employer_of(mail(sender, "Hello", reply_to=replies), senders).contact

    assert (found.email if found else None) == contact


def test_a_reply_token_carries_the_name_of_the_person_who_wrote(senders: SenderTable) -> None:
    facts = mail(
        "Anna Berg - Fjordlys <anna@fjordlys.teamtailor-mail.com>",
        reply_to=(Address("candidate-1@message.teamtailor.com"),),
    )

    assert employer_of(facts, senders).contact == Address("candidate-1@message.teamtailor.com", "Anna Berg")


def test_a_contact_is_called_as_they_sign(senders: SenderTable) -> None:
    facts = mail("Lopez, Jennifer <jlopez@acme.com>", signature="Thanks,\nJenny\nRecruiter")

    assert employer_of(facts, senders).contact == Address("jlopez@acme.com", "Jenny Lopez")


def test_an_address_in_the_signature_helps_where_the_sender_reads_nothing(senders: SenderTable) -> None:
    facts = mail("Acme <noreply@acme.com>", signature="Questions? Write to jane.doe@acme.com or jo@evil.example")
    found = employer_of(facts, senders).contact

    assert found == Address("jane.doe@acme.com")


def invite(*attendees: Attendee, organizer: Address | None = None, summary: str = "Interview") -> Invite:
    return Invite("REQUEST", "u1", organizer=organizer, attendees=attendees, summary=summary, start=NOON, end=NOON)


DANA = Address("dana@acme.com", "Dana Whitfield")
PRIYA = Address("priya@acme.com", "Priya Raman")


def test_interviewers_are_the_people_of_the_invite(senders: SenderTable) -> None:
    facts = mail(
        "Acme <no-reply@us.greenhouse-mail.io>",
        invites=(
            invite(
                Attendee(USER),
                Attendee(Address("jo.seeker+acme@gmail.com")),
                Attendee(PRIYA),
                Attendee(Address("priya@acme.com")),
                Attendee(Address("room4@acme.com", "Room 4"), kind="ROOM"),
                Attendee(Address("c_1@resource.calendar.google.com", "Board Room")),
                Attendee(Address("fred@fireflies.ai", "Fireflies Notetaker")),
                Attendee(Address("notes@otter.ai", "Otter")),
                Attendee(Address("no-reply@goodtime.io")),
                Attendee(Address("interviews@acme.com", "Acme Interviews")),
                Attendee(Address("lee@acme.com", "Lee Wong"), answer="DECLINED"),
                organizer=DANA,
            ),
        ),
    )

    assert interviewers(facts, OWN, senders) == (DANA, PRIYA)


def test_without_an_invite_the_person_who_writes_is_the_interviewer(senders: SenderTable) -> None:
    from_person = mail("Dana Whitfield <dana@acme.com>")
    through_ats = mail("Acme <no-reply@us.greenhouse-mail.io>", reply_to=(DANA,))
    from_robot = mail("Acme <no-reply@us.greenhouse-mail.io>")

    assert interviewers(from_person, OWN, senders) == (DANA,)
    assert interviewers(through_ats, OWN, senders) == (DANA,)
    assert interviewers(from_robot, OWN, senders) == ()


def test_a_calendar_system_as_organizer_is_nobody(senders: SenderTable) -> None:
    facts = mail(
        "x@acme.com", invites=(invite(Attendee(PRIYA), organizer=Address("calendar-notification@google.com")),)
    )

    assert interviewers(facts, OWN, senders) == (PRIYA,)


def test_an_invite_names_company_and_role_in_its_title(senders: SenderTable) -> None:
    title = "Interview: Data Engineer at Lumen Optics"
    facts = mail("Dana <dana@gmail.com>", "Invitation: x @ Thu Mar 12, 2026", invites=(invite(summary=title),))
    found = employer_of(facts, senders)

    assert (found.company, found.role) == ("Lumen Optics", "Data Engineer")


def test_the_user_is_never_the_company(senders: SenderTable) -> None:
    facts = mail("Dana Whitfield <dana@lumen-optics.com>", "Interview with Jo Seeker - Data Engineer")

    assert employer_of(facts, senders).company == "Lumen Optics"


def test_a_mail_the_user_forwarded_is_read_for_its_words(senders: SenderTable) -> None:
    text = "From: Dana <dana@lumen.example>\n\nThank you for applying to Lumen Optics as Data Engineer."
    facts = mail("Jo Seeker <jo.seeker@gmail.com>", "Fwd: hello", text, forwarded=True)
    found = employer_of(facts, senders)

    assert (found.company, found.role, found.contact) == ("Lumen Optics", "Data Engineer", None)


def test_the_users_own_mail_is_about_the_one_it_goes_to(senders: SenderTable) -> None:
    facts = mail("Jo Seeker <jo.seeker@gmail.com>", "Thank you", to=(Address("dana@lumen-optics.com"),))

    assert employer_of(facts, senders).company == "Lumen Optics"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Req ID: R-12345", "R-12345"),
        ("job number 200456", "200456"),
        ("for the role (JR-1002)", "JR-1002"),
        ("Requisition #88213BR", "88213BR"),
        ("Kennziffer: 2026/14", "2026/14"),
        ("Référence : A1234", "A1234"),
        ("Job ID 55871", "55871"),
        ("Call me on +1 555 0100 before 12:30", ""),
        ("We received 12000 applications since 2019", ""),
        ("The salary is (70000 EUR)", ""),
        ("class of (2024)", ""),
    ],
)
def test_a_requisition_number_is_told_from_other_figures(text: str, number: str, senders: SenderTable) -> None:
    facts = mail("Dana <dana@lumen-optics.com>", "Hello", f"Hi Jo, {text}. Best, Dana")

    assert employer_of(facts, senders).requisition == number


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Senior Data Engineer", "Sr. Data Engineer"),
        ("Data Engineer (m/w/d)", "Data Engineer"),
        ("Engineer, Data", "Data Engineer"),
        ("Ingénieur logiciel (H/F)", "ingenieur logiciel"),
        ("Data Engineer (Remote)", "Data Engineer"),
        ("Data Engineer (Req 1234)", "Data Engineer"),
        ("Data Engineer - R-20931", "Data Engineer"),
    ],
)
def test_one_title_in_two_spellings(a: str, b: str) -> None:
    assert same_role(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Data Engineer", "Data Analyst"), ("Senior Engineer", "Engineer"), ("", ""), ("C++ Developer", "C Developer")],
)
def test_two_titles(a: str, b: str) -> None:
    assert not same_role(a, b)


RAW = """\
From: =?utf-8?q?L=C3=A9a_Martin?= <lea.martin@novalys.fr>
To: jo.seeker@gmail.com
Subject: =?utf-8?q?Re=3A_Votre_candidature_=E2=80=93_Ing=C3=A9nieure_r=C3=A9seau?=
Message-ID: <1@novalys.fr>
Date: Mon, 9 Mar 2026 10:00:00 +0100
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Bonjour Jo,

merci pour votre candidature, nous aimerions vous rencontrer la semaine prochaine.

Bien cordialement,
Léa Martin
Chargée de recrutement, Novalys SAS

Le lun. 2 mars 2026, Jo Seeker a écrit :
> Je travaille chez Initech et je postule chez Globex comme comptable.
"""


def test_a_whole_mail_is_read_without_what_it_quotes(senders: SenderTable) -> None:
    found = employer_of(parse(RAW.encode(), NOON), senders)

    assert (found.company, found.role) == ("Novalys", "Ingénieure réseau")
    assert found.contact == Address("lea.martin@novalys.fr", "Léa Martin")


@pytest.mark.parametrize(
    "piece", ["application to Acme ", "A" * 50 + " team ", "the role the role ", "at Acme at Acme, "]
)
def test_a_text_of_a_megabyte_takes_no_longer_than_a_page(piece: str, senders: SenderTable) -> None:
    facts = mail("Dana <dana@lumen-optics.com>", piece * 200, piece * (1_000_000 // len(piece)))

    assert employer_of(facts, senders).domain == "lumen-optics.com"


def test_a_mail_of_nothing_names_nobody(senders: SenderTable) -> None:
    assert employer_of(MessageFacts("x", NOON, Address("")), senders) == Employer()
