"""Whose mail it is, from thread to domain; the near misses matter most."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from afterword.core.application import Application, Round, State
from afterword.core.attribution import Known, New, Nobody, Unsure, attribute, same_company
from afterword.core.employer import Employer
from afterword.core.facts import Address, Attendee, Automation, DeliveryReport, Invite, MessageFacts
from afterword.core.verdict import Appointment, Kind

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
OWN = frozenset({"jo@seeker.example"})
JANE = Address("jane@brightloom.com", "Jane Doe")
ATS = Address("no-reply@us.greenhouse-mail.io", "Brightloom")

DATA = Application(
    "brightloom",
    "Brightloom",
    "Brightloom",
    "Data Engineer",
    "R-100",
    State.WAITING,
    contacts=(JANE,),
    message_ids=frozenset({"data-1@brightloom.com", "marker-data@seeker.example"}),
    rounds=(Round(1, NOON, Appointment(NOON, NOON + timedelta(hours=1), "UTC", uid="uid-data")),),
)
PLATFORM = Application(
    "brightloom-2",
    "Brightloom/Platform Engineer",
    "Brightloom",
    "Platform Engineer",
    "R-200",
    State.SCHEDULED,
    contacts=(JANE,),
    message_ids=frozenset({"platform-1@brightloom.com"}),
)
OTHER = Application("vandelay", "Vandelay", "Vandelay Industries", "Data Engineer", "", State.APPLIED)


def mail(sender: Address = JANE, **fields: Any) -> MessageFacts:
    return replace(MessageFacts("new@mail.example", NOON, sender, to=(Address("jo@seeker.example"),)), **fields)


def at_brightloom(**fields: Any) -> Employer:
    return replace(Employer("Brightloom", evidence="subject", domain="brightloom.com"), **fields)


def through_ats(**fields: Any) -> Employer:
    return replace(Employer("Brightloom", evidence="tenant", vendor="Greenhouse"), **fields)


def whose(facts: MessageFacts, employer: Employer, kind: Kind, *applications: Application) -> object:
    return attribute(facts, employer, kind, applications, OWN)


def id_of(found: object) -> str:
    return found.application_id if isinstance(found, Known) else f"not known: {found}"


@pytest.mark.parametrize("parent", ["data-1@brightloom.com", "marker-data@seeker.example"])
def test_a_reply_in_a_thread_belongs_to_the_thread(parent: str) -> None:
    found = whose(mail(in_reply_to=parent), at_brightloom(), Kind.EMPLOYER_REPLY, DATA, PLATFORM, OTHER)

    assert found == Known("brightloom", "thread")


def test_an_id_deep_in_references_is_enough() -> None:
    facts = mail(references=("data-1@brightloom.com", "x@y", "z@y"), in_reply_to="z@y")

    assert id_of(whose(facts, at_brightloom(), Kind.REJECTION, DATA, PLATFORM)) == "brightloom"


def test_the_answer_of_a_friend_to_whom_the_invitation_was_passed_on_is_not_in_the_thread() -> None:
    friend = Address("bea@friendly.example", "Bea")
    parent = "fwd@seeker.example"
    passed_on = mail(friend, references=("data-1@brightloom.com", parent), in_reply_to=parent)

    assert whose(passed_on, Employer(), Kind.EMPLOYER_REPLY, DATA) == Nobody()


def test_a_stranger_who_answers_what_was_written_to_the_employer_is_in_the_thread() -> None:
    assistant = Address("pat@brightloom-group.example", "Pat")

    answer = mail(assistant, in_reply_to="marker-data@seeker.example")

    assert id_of(whose(answer, Employer(), Kind.EMPLOYER_REPLY, DATA)) == "brightloom"


def test_a_reply_in_one_thread_never_touches_the_other_application_of_the_recruiter() -> None:
    facts = mail(in_reply_to="platform-1@brightloom.com")

    assert id_of(whose(facts, at_brightloom(), Kind.EMPLOYER_REPLY, DATA, PLATFORM)) == "brightloom-2"


def test_a_rejection_in_one_thread_that_names_the_other_role_is_a_question() -> None:
    facts = mail(in_reply_to="platform-1@brightloom.com")
    found = whose(facts, at_brightloom(role="Data Engineer"), Kind.REJECTION, DATA, PLATFORM)

    assert isinstance(found, Unsure)
    assert set(found.application_ids) == {"brightloom", "brightloom-2"}


def test_a_role_of_another_firm_does_not_make_a_thread_doubtful() -> None:
    facts = mail(in_reply_to="platform-1@brightloom.com")
    found = whose(
        facts, at_brightloom(role="Data Engineer", company="Brightloom"), Kind.EMPLOYER_REPLY, PLATFORM, OTHER
    )

    assert id_of(found) == "brightloom-2"


def test_a_known_calendar_event_belongs_to_its_application_whoever_sends_it() -> None:
    stranger = Address("scheduler@goodtime.io")
    facts = mail(stranger, invites=(Invite("CANCEL", "uid-data"),))

    assert whose(facts, Employer(), Kind.INTERVIEW_CANCELLED, DATA, PLATFORM) == Known("brightloom", "calendar")


def test_a_recruiter_with_two_open_roles_and_no_role_named_is_a_question() -> None:
    found = whose(mail(), at_brightloom(), Kind.REJECTION, DATA, PLATFORM)

    assert isinstance(found, Unsure)
    assert set(found.application_ids) == {"brightloom", "brightloom-2"}
    assert "Brightloom/Platform Engineer" in found.why


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"requisition": "R-100"}, "brightloom"),
        ({"requisition": "r200"}, "brightloom-2"),
        ({"requisition": "100", "role": "Platform Engineer"}, "brightloom-2"),
        ({"role": "Data Engineer"}, "brightloom"),
        ({"role": "data engineer (m/w/d)"}, "brightloom"),
        ({"role": "Platform Engineer, Remote"}, "brightloom-2"),
    ],
)
@pytest.mark.parametrize("sender", [JANE, ATS])
def test_what_a_mail_names_decides_between_two_roles(sender: Address, named: dict[str, str], expected: str) -> None:
    employer = at_brightloom(**named) if sender is JANE else through_ats(**named)

    assert id_of(whose(mail(sender), employer, Kind.REJECTION, DATA, PLATFORM, OTHER)) == expected


def test_a_rejection_by_the_ats_in_a_new_thread_finds_its_company() -> None:
    found = whose(mail(ATS), through_ats(role="Data Engineer"), Kind.REJECTION, DATA, OTHER)

    assert id_of(found) == "brightloom"


def test_a_rejection_by_the_ats_without_a_role_is_a_question_when_two_are_open() -> None:
    assert isinstance(whose(mail(ATS), through_ats(), Kind.REJECTION, DATA, PLATFORM), Unsure)


def test_a_closed_application_stands_back_behind_the_open_one() -> None:
    closed = replace(PLATFORM, state=State.REJECTED)

    assert id_of(whose(mail(ATS), through_ats(), Kind.REJECTION, DATA, closed)) == "brightloom"


def test_a_rejection_for_a_role_nobody_knows_is_never_given_to_another_role() -> None:
    found = whose(mail(ATS), through_ats(role="Office Manager"), Kind.REJECTION, DATA)

    assert isinstance(found, Unsure)


def test_a_rejection_of_a_company_nobody_applied_to_is_nobodys() -> None:
    employer = Employer("Globex", role="Data Engineer", vendor="Lever", evidence="subject")

    assert whose(mail(ATS), employer, Kind.REJECTION, DATA, OTHER) == Nobody()


def test_a_number_two_firms_share_does_not_join_them() -> None:
    employer = Employer("Globex", requisition="R-100", vendor="Lever", evidence="subject")

    assert whose(mail(ATS), employer, Kind.REJECTION, DATA) == Nobody()


def test_the_first_receipt_opens_an_application() -> None:
    found = whose(mail(ATS), through_ats(role="Data Engineer", requisition="R-1"), Kind.APPLICATION_RECEIVED)

    assert found == New("Brightloom", "Data Engineer", "R-1")


@pytest.mark.parametrize("kind", [Kind.INTERVIEW_INVITATION, Kind.INTERVIEW_CONFIRMED, Kind.APPLICATION_RECEIVED])
def test_a_mail_for_another_role_at_the_company_opens_another_application(kind: Kind) -> None:
    found = whose(mail(ATS), through_ats(role="Office Manager"), kind, DATA)

    assert found == New("Brightloom", "Office Manager", "")


def test_another_role_by_the_same_recruiter_opens_another_application() -> None:
    found = whose(mail(), at_brightloom(role="Office Manager"), Kind.INTERVIEW_INVITATION, DATA)

    assert found == New("Brightloom", "Office Manager", "")


def test_a_second_receipt_of_the_same_role_is_the_same_application() -> None:
    found = whose(mail(ATS), through_ats(role="Senior Data Engineer"), Kind.APPLICATION_RECEIVED, DATA)

    assert id_of(found) == "brightloom"


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
@pytest.mark.parametrize("named", [{"role": "Data Engineer"}, {"requisition": "R-100"}, {}])
def test_a_receipt_after_the_end_opens_the_application_anew(state: State, named: dict[str, str]) -> None:
    ended = replace(DATA, state=state, contacts=())
    found = whose(mail(ATS), through_ats(**named), Kind.APPLICATION_RECEIVED, ended)

    assert isinstance(found, New)


def test_an_invitation_after_the_end_belongs_to_the_old_application() -> None:
    ended = replace(DATA, state=State.REJECTED)
    found = whose(mail(ATS), through_ats(role="Data Engineer"), Kind.INTERVIEW_INVITATION, ended)

    assert id_of(found) == "brightloom"


def test_a_moved_interview_opens_an_application_only_with_a_time() -> None:
    timed = mail(invites=(Invite("REQUEST", "u9", start=NOON, end=NOON),))

    assert whose(mail(), at_brightloom(), Kind.INTERVIEW_RESCHEDULED) == Nobody()
    assert isinstance(whose(timed, at_brightloom(), Kind.INTERVIEW_RESCHEDULED), New)


@pytest.mark.parametrize(
    "kind", [Kind.REJECTION, Kind.OFFER, Kind.EMPLOYER_REPLY, Kind.ASSESSMENT, Kind.RECRUITER_OUTREACH, Kind.AUTO_REPLY]
)
def test_nothing_but_a_receipt_or_an_interview_opens_an_application(kind: Kind) -> None:
    assert whose(mail(), at_brightloom(), kind) == Nobody()


@pytest.mark.parametrize("kind", [Kind.JOB_ALERT, Kind.NOT_JOB_RELATED])
def test_adverts_and_other_mail_belong_to_nobody_even_from_a_known_person(kind: Kind) -> None:
    assert whose(mail(), at_brightloom(), kind, DATA) == Nobody()


def test_an_offer_of_another_role_by_a_recruiter_of_the_company_is_nobodys() -> None:
    stranger = Address("sam@brightloom.com")
    found = whose(mail(stranger), at_brightloom(role="Sales Director"), Kind.RECRUITER_OUTREACH, DATA)

    assert found == Nobody()


def test_another_person_of_the_company_is_known_by_company_and_domain() -> None:
    stranger = Address("hr@brightloom.com")

    assert id_of(whose(mail(stranger), at_brightloom(), Kind.INFO_REQUEST, DATA, OTHER)) == "brightloom"


def test_a_mail_that_names_no_company_is_known_by_the_domain_of_a_contact() -> None:
    stranger = Address("sam@brightloom.com")
    employer = Employer(domain="brightloom.com")

    assert whose(mail(stranger), employer, Kind.EMPLOYER_REPLY, DATA, OTHER) == Known("brightloom", "domain")


def test_a_recruiter_of_an_agency_with_another_client_opens_another_application() -> None:
    tom = Address("tom@talentfinders.io")
    client = replace(OTHER, agency=True, contacts=(tom,))
    employer = Employer("Globex", agency=True, evidence="client")

    assert whose(mail(tom), employer, Kind.INTERVIEW_INVITATION, client) == New("Globex", "", "")
    assert whose(mail(tom), employer, Kind.REJECTION, client) == Nobody()


def test_a_recruiter_of_an_agency_with_one_client_needs_to_name_nobody() -> None:
    tom = Address("tom@talentfinders.io")
    client = replace(OTHER, agency=True, contacts=(tom,))

    assert id_of(whose(mail(tom), Employer(agency=True), Kind.EMPLOYER_REPLY, client, DATA)) == "vandelay"


def test_a_recruiter_whose_mail_shows_only_the_own_firm_means_the_client_it_mentions() -> None:
    tom = Address("tom@talentfinders.io")
    first = replace(OTHER, agency=True, contacts=(tom,))
    second = replace(DATA, agency=True, contacts=(tom,))
    own_firm = Employer("Talentfinders", evidence="domain", domain="talentfinders.io")

    sadly = mail(tom, text="Sadly Vandelay Industries will not take things further.")
    assert id_of(whose(sadly, own_firm, Kind.REJECTION, first, second)) == "vandelay"
    assert isinstance(whose(mail(tom, text="Sadly it is a no."), own_firm, Kind.REJECTION, first, second), Unsure)
    assert id_of(whose(mail(tom, text="Sadly it is a no."), own_firm, Kind.REJECTION, first)) == "vandelay"
    assert whose(mail(tom, text="A new post came in."), own_firm, Kind.RECRUITER_OUTREACH, first) == Nobody()


def test_the_domain_of_an_agency_ties_nothing_together() -> None:
    client = replace(OTHER, agency=True, contacts=(Address("tom@talentfinders.io"),))
    colleague = mail(Address("ann@talentfinders.io"))
    employer = Employer("Globex", agency=True, evidence="client")

    assert whose(colleague, employer, Kind.REJECTION, client) == Nobody()


def test_an_address_with_another_plus_tag_is_the_same_person() -> None:
    tagged = Address("jane+jobs@brightloom.com")

    assert whose(mail(tagged), at_brightloom(), Kind.EMPLOYER_REPLY, DATA) == Known("brightloom", "contact")


def test_a_bounce_is_known_by_the_note_it_returns() -> None:
    daemon = Address("mailer-daemon@seeker.example")
    by_id = mail(daemon, automation=Automation(reported_id="marker-data@seeker.example"))
    by_person = mail(daemon, automation=Automation(reports=(DeliveryReport("jane@brightloom.com", "failed"),)))

    assert id_of(whose(by_id, Employer(), Kind.BOUNCE, DATA, OTHER)) == "brightloom"
    assert id_of(whose(by_person, Employer(), Kind.BOUNCE, DATA, OTHER)) == "brightloom"


def test_the_user_in_an_invite_is_no_contact() -> None:
    own = Address("jo@seeker.example")
    odd = replace(DATA, contacts=(own,))
    facts = mail(Address("x@y.example"), reply_to=(own,), invites=(Invite("REQUEST", "q", attendees=(Attendee(own),)),))

    assert whose(facts, Employer("Globex", domain="y.example"), Kind.EMPLOYER_REPLY, odd) == Nobody()


@pytest.mark.parametrize("domain", ["brightloom-careers.co", "brightloorn.com", "brightlooom.com", "brightloom.co"])
@pytest.mark.parametrize("kind", [Kind.REJECTION, Kind.OFFER, Kind.INTERVIEW_CONFIRMED])
def test_a_domain_that_looks_like_a_known_one_is_a_question(domain: str, kind: Kind) -> None:
    employer = at_brightloom(domain=domain, role="Data Engineer")
    found = whose(mail(Address(f"hr@{domain}")), employer, kind, DATA)

    assert isinstance(found, Unsure)
    assert found.application_ids == ("brightloom",)
    assert domain in found.why


def test_the_same_firm_under_its_country_is_no_impostor() -> None:
    found = whose(mail(Address("hr@brightloom.de")), at_brightloom(domain="brightloom.de"), Kind.EMPLOYER_REPLY, DATA)

    assert id_of(found) == "brightloom"


@pytest.mark.parametrize(
    "facts", [mail(dmarc="fail"), mail(ATS, dmarc="fail"), mail(in_reply_to="data-1@brightloom.com", dmarc="fail")]
)
def test_a_mail_that_fails_dmarc_moves_nothing(facts: MessageFacts) -> None:
    found = whose(facts, at_brightloom(), Kind.REJECTION, DATA)

    assert isinstance(found, Unsure)
    assert "DMARC" in found.why


def test_a_free_mailbox_that_names_a_known_company_is_a_question() -> None:
    stranger = Address("brightloom.hiring@gmail.com")
    found = whose(mail(stranger), Employer("Brightloom", evidence="body"), Kind.OFFER, DATA)

    assert isinstance(found, Unsure)
    assert "gmail.com" in found.why


def test_a_firm_of_nearly_the_same_name_is_a_question_for_a_rejection() -> None:
    employer = Employer("Brightloom Dental", evidence="domain", domain="brightloomdental.com")
    found = whose(mail(Address("hr@brightloomdental.com")), employer, Kind.REJECTION, DATA)

    assert isinstance(found, Unsure)


def test_a_shorter_name_of_the_firm_is_known_by_the_role() -> None:
    full = replace(DATA, company="Brightloom Analytics", contacts=())
    found = whose(mail(ATS), through_ats(role="Data Engineer"), Kind.REJECTION, full, OTHER)

    assert id_of(found) == "brightloom"


def test_a_rejection_without_a_company_asks_about_every_open_application() -> None:
    found = whose(mail(ATS), Employer(vendor="Greenhouse"), Kind.REJECTION, DATA, OTHER)

    assert isinstance(found, Unsure)
    assert set(found.application_ids) == {"brightloom", "vandelay"}


def test_a_role_alone_asks_and_never_decides() -> None:
    found = whose(mail(ATS), Employer(vendor="Greenhouse", role="Platform Engineer"), Kind.REJECTION, PLATFORM, OTHER)

    assert isinstance(found, Unsure)
    assert found.application_ids == ("brightloom-2",)


def test_a_receipt_without_a_company_opens_an_application_when_there_is_none() -> None:
    assert whose(mail(ATS), Employer(vendor="Greenhouse"), Kind.APPLICATION_RECEIVED) == New("", "", "")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Acme Robotics", "ACME Robotics, Inc."),
        ("Acme Robotics", "AcmeRobotics"),
        ("Müller Maschinenbau GmbH & Co. KG", "Mueller Maschinenbau"),
        ("Müller", "Muller GmbH"),
        ("Nestlé S.A.", "nestle"),
        ("Marlowe & Fox", "Marlowe and Fox LLP"),
        ("The Rusty Spoon", "Rusty Spoon"),
        ("Ferranti S.p.A.", "Ferranti"),
        ("Acme Group", "Acme"),
        ("Acme Deutschland GmbH", "Acme"),
        ("Booking.com", "Booking"),
        ("Café Olé", "Cafe Ole B.V."),
    ],
)
def test_one_firm_under_two_spellings(a: str, b: str) -> None:
    assert same_company(a, b)
    assert same_company(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Acme", "Acme Robotics"),
        ("Delta", "Delta Dental"),
        ("Sage", "Message"),
        ("Meta", "Metabase"),
        ("", ""),
        ("Acme", ""),
        ("Northwind Traders", "Northwind Bank"),
        ("Inc", "Ltd"),
        ("Bank of Lindau", "Bank of Landau"),
    ],
)
def test_two_firms_of_nearly_one_name(a: str, b: str) -> None:
    assert not same_company(a, b)
