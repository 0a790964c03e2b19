"""The text of drafts: complete as it stands, saying nothing that afterword does not know."""

from dataclasses import replace
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from tests.support.makers import (
    ADA,
    GERMAN_POLICY,
    POLICY,
    RITA,
    SIGNER,
    a_round,
    a_thread,
    an_application,
    an_appointment,
    at,
)

from afterword.config.templatefiles import load_templates
from afterword.core.actions import FileDraft, Topic
from afterword.core.application import Application, Round, State, Step, StepRef
from afterword.core.compose import DraftText, Signer, Templates, UnfitError, Wording, write_draft, write_reminder
from afterword.core.facts import Address

TEMPLATES = load_templates(Path(__file__).parents[2] / "rules" / "templates")
ACME = an_application(rounds=(a_round(),))


def a_draft(
    step: Step = Step.THANK_YOU,
    app: Application = ACME,
    to: Address = ADA,
    *,
    number: int = 1,
    templates: Templates = TEMPLATES,
    signer: Signer = SIGNER,
    others: tuple[Application, ...] = (),
) -> DraftText:
    action = FileDraft(app.id, StepRef(number, step, to.email), at("2026-03-10T11:15"))
    return write_draft(app, action, templates, signer, POLICY, others)


def with_round(**fields: object) -> Application:
    return replace(ACME, rounds=(a_round(**fields),))  # type: ignore[arg-type]


def with_template(body: str, subject: str = "Thank you", step: Step = Step.THANK_YOU) -> Templates:
    return replace(TEMPLATES, drafts={(step, "en", False): Wording(subject, body)})


def why_unfit(**how: object) -> str:
    with pytest.raises(UnfitError) as error:
        a_draft(**how)  # type: ignore[arg-type]
    return str(error.value)


# As a person reads them.


def test_a_thank_you_reads_like_this() -> None:
    draft = a_draft(app=with_round(notes=("Your walk through the data platform stayed with me.",)))
    assert draft.subject == "Thank you for the interview for the Data Engineer position"
    assert draft.body == (
        "Dear Ada,\n"
        "\n"
        "Thank you for taking the time to speak with me on Tuesday, March 10 about the Data Engineer position at Acme. "
        "I enjoyed our conversation, and I came away from it looking forward to the work even more.\n"
        "\n"
        "Your walk through the data platform stayed with me.\n"
        "\n"
        "If there is anything else you would like to know or see, please just say so. I would be glad to send it.\n"
        "\n"
        "Kind regards,\n"
        "Jo Seeker\n"
        "+1 555 0100\n"
    )


def test_a_check_in_reads_like_this() -> None:
    draft = a_draft(Step.CHECK_IN, to=RITA)
    assert draft.subject == "Following up on the Data Engineer position"
    assert draft.body == (
        "Dear Rita,\n"
        "\n"
        "I am Jo Seeker, and I interviewed for the Data Engineer position at Acme on Tuesday, March 10. "
        "I enjoyed the conversation, and I remain very interested in the role.\n"
        "\n"
        "May I ask how the process is coming along? If anything else from my side would help with the decision, "
        "such as references, examples of my work or answers to further questions, I would be glad to send it.\n"
        "\n"
        "Thank you for your time and consideration.\n"
        "\n"
        "Kind regards,\n"
        "Jo Seeker\n"
        "+1 555 0100\n"
    )


# Complete, whatever is known.

KNOWN = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["", "Data Engineer", "VP, Sales & Marketing (m/f/d)"]),
        "company": st.sampled_from(["Acme", "Acme Inc.", "Unknown company"]),
        "agency": st.booleans(),
    }
)
PEOPLE = st.sampled_from(
    [ADA, Address(ADA.email), Address(ADA.email, "Acme Hiring Team"), Address(ADA.email, "J. Doe")]
)


@given(KNOWN, PEOPLE, st.booleans(), st.booleans(), st.sampled_from([Step.THANK_YOU, Step.CHECK_IN]), st.booleans())
def test_every_draft_is_whole_and_short_and_never_pushy(
    known: dict[str, object], to: Address, noted: bool, met: bool, step: Step, phone: bool
) -> None:
    notes = ("The garden was a surprise.",) if noted else ()
    rounds = (a_round(interviewers=(to,) if met else (), notes=notes),)
    app = an_application(rounds=rounds, contacts=(to,), main_contact=to, **known)
    draft = a_draft(step, app, to, signer=replace(SIGNER, phone="+1 555 0100" if phone else ""))
    words = len(draft.body.split())
    assert (60 <= words <= 120) if step is Step.CHECK_IN else (40 <= words < 200)
    assert draft.body.startswith(("Dear ", "Hello,\n"))
    assert draft.body.endswith("+1 555 0100\n" if phone else "Jo Seeker\n")
    assert draft.body.count("Jo Seeker") == (1 if step is Step.THANK_YOU else 2)
    assert ("garden" in draft.body) == (noted and step is Step.THANK_YOU)
    text = f"{draft.subject}\n{draft.body}"
    assert not regex.search(r"[{}\[\]<>]|  |\n\n\n| [,.]|\.\.|Unknown|None", text)
    assert not regex.search(
        r"\b(today|still have not|haven't heard|no reply|silence|as soon as possible|deadline)\b", text
    )
    assert "\n" not in draft.subject
    assert all(line[:1].isupper() or line[:1] in {"", "+"} for line in draft.body.splitlines())


def test_without_a_known_name_nobody_is_greeted_by_a_made_up_one() -> None:
    stranger = Address(ADA.email)
    assert a_draft(app=with_round(interviewers=(stranger,)), to=stranger).body.startswith("Hello,\n")


def test_who_arranged_the_interview_is_not_told_we_spoke() -> None:
    assert "speak with me" not in a_draft(app=with_round(interviewers=()), to=RITA).body
    recruiter = replace(with_round(interviewers=(RITA,)), recruiters=frozenset({RITA.email}))
    assert "speak with me" not in a_draft(app=recruiter, to=RITA).body


def two_rounds(first: Round) -> Application:
    second = a_round(an_appointment("2026-03-24T10:00", uid="u2"), number=2)
    return replace(ACME, rounds=(first, second))


def test_whoever_held_an_earlier_interview_is_thanked_for_speaking_again() -> None:
    assert "speak with me again" in a_draft(app=two_rounds(a_round()), number=2).body
    for never_met in (
        a_round(interviewers=(RITA,)),
        a_round(stopped="no_show"),
        a_round(ended=False, stopped="position_on_hold"),
    ):
        assert "again" not in a_draft(app=two_rounds(never_met), number=2).body


def test_an_agency_is_thanked_for_arranging_it() -> None:
    assert "for arranging the interview" in a_draft(app=replace(ACME, agency=True), to=RITA).body
    assert "which you kindly arranged" in a_draft(Step.CHECK_IN, replace(ACME, agency=True), RITA).body


def test_a_company_that_ends_in_a_stop_ends_the_sentence() -> None:
    body = a_draft(app=replace(ACME, company="Acme Inc.")).body
    assert "at Acme Inc. I enjoyed" in body


def test_the_day_is_written_as_the_users_country_does() -> None:
    action = FileDraft("acme", StepRef(1, Step.THANK_YOU, ADA.email), at("2026-03-10T11:15"))
    body = write_draft(ACME, action, TEMPLATES, SIGNER, GERMAN_POLICY).body
    assert "on Tuesday, 10 March about" in body


# Threads.


def test_a_draft_answers_the_newest_mail_a_person_wrote_from_that_address() -> None:
    old, new = a_thread(ADA, "2026-03-04T09:00"), a_thread(ADA, "2026-03-06T09:00", subject="Tuesday")
    robot = a_thread(ADA, "2026-03-09T09:00", human=False)
    draft = a_draft(app=replace(ACME, threads=(new, old, robot, a_thread(RITA, "2026-03-09T10:00"))))
    assert (draft.parent, draft.subject) == (new, "Tuesday")


def test_into_a_machines_thread_nothing_is_answered() -> None:
    draft = a_draft(app=replace(ACME, threads=(a_thread(ADA, human=False),)))
    assert (draft.parent, draft.subject) == (None, "Thank you for the interview for the Data Engineer position")


def test_the_name_of_the_recipient_is_the_best_that_is_known() -> None:
    nameless = Address(ADA.email)
    app = replace(with_round(interviewers=(nameless,)), contacts=(ADA,))
    assert a_draft(app=app, to=nameless).to == ADA


def test_language_and_formality_are_those_of_the_counterparts_last_mail() -> None:
    wordings = {
        (Step.THANK_YOU, "fi", formal): Wording("Kiitos", f"{{{{ recipient }}}} {formal}") for formal in (True, False)
    }
    finnish = replace(TEMPLATES, drafts={**TEMPLATES.drafts, **wordings})
    for formal in (True, False):
        app = replace(ACME, threads=(a_thread(ADA, language="fi", formal=formal), a_thread(RITA, "2026-03-09T09:00")))
        draft = a_draft(app=app, templates=finnish)
        assert (draft.language, draft.body) == ("fi", f"Ada {formal}\n")


def test_one_formality_stands_in_for_the_other() -> None:
    finnish = replace(TEMPLATES, drafts={(Step.THANK_YOU, "fi", True): Wording("Kiitos", "{{ recipient }}")})
    app = replace(ACME, threads=(a_thread(ADA, language="fi", formal=False),))
    assert a_draft(app=app, templates=finnish).body == "Ada\n"


# Hard checks (domain facts 7.4).


@pytest.mark.parametrize("role", ["[Job Title]", "{{ role }}", "<role>", "TODO", "Role {name}", "XXX"])
def test_a_placeholder_out_of_a_mail_is_never_filed(role: str) -> None:
    assert "placeholder" in why_unfit(app=replace(ACME, role=role))


def test_the_subject_that_is_answered_may_hold_brackets() -> None:
    thread = a_thread(ADA, subject="[Acme #12] Your interview for {Job Title}")
    assert a_draft(app=replace(ACME, threads=(thread,))).subject == thread.subject


def test_a_name_with_a_line_break_stays_one_line() -> None:
    person = Address(ADA.email, "Ada\nBcc: all@x.example")
    draft = a_draft(app=with_round(interviewers=(person,)), to=person)
    assert draft.body.splitlines()[0] in {"Hello,", "Dear Ada,"}
    assert "Bcc" not in draft.body
    assert "\n" not in a_draft(app=replace(ACME, role="Data\nEngineer")).subject


BETA = an_application(id="beta", company="Beta Works", role="Analyst", state=State.WAITING)


@pytest.mark.parametrize("where", ["template", "subject"])
def test_another_open_applications_company_is_never_named(where: str) -> None:
    how: dict[str, object] = {
        "template": {"templates": with_template("Dear {{ recipient }},\nI look forward to Beta Works.")},
        "subject": {"templates": with_template("Dear {{ recipient }},\nThanks.", "Beta Works")},
    }[where]  # type: ignore[assignment]
    assert "another application" in why_unfit(others=(ACME, BETA), **how)


def test_names_of_other_companies_are_no_trouble_otherwise() -> None:
    a_draft(others=(ACME, BETA))
    a_draft(templates=with_template("{{ recipient }}, Beta Works"), others=(replace(BETA, state=State.REJECTED),))
    a_draft(app=replace(ACME, role="Salesforce Developer"), others=(replace(BETA, company="Salesforce"),))
    a_draft(app=replace(ACME, company="Beta Works Berlin"), others=(BETA,))
    a_draft(others=(replace(BETA, company="Time"), replace(BETA, company="Conversation")))


def test_a_users_own_note_may_name_whom_it_likes() -> None:
    a_draft(app=with_round(notes=("As I said today [laughing], Beta Works taught me that.",)), others=(BETA,))


@pytest.mark.parametrize("word", ["today", "Yesterday", "this\nmorning"])
def test_a_template_that_says_a_moving_day_is_never_filed(word: str) -> None:
    assert "moves" in why_unfit(templates=with_template(f"Dear {{{{ recipient }}}},\nthank you for {word}."))
    assert "moves" in why_unfit(templates=with_template("Dear {{ recipient }},\nthank you.", f"Thanks for {word}"))


def test_a_company_called_by_a_day_is_no_moving_day() -> None:
    assert "USA Today" in a_draft(app=replace(ACME, company="USA Today")).body


def test_a_language_without_template_is_never_filed_in_another() -> None:
    assert "'fi'" in why_unfit(app=replace(ACME, threads=(a_thread(ADA, language="fi"),)))
    assert "'fi'" in why_unfit(app=replace(ACME, language="fi"))


def test_a_stranger_is_never_written_to() -> None:
    assert "does not belong" in why_unfit(to=Address("stranger@x.example"))


def test_a_template_that_greets_nobody_is_never_filed() -> None:
    assert "greeting" in why_unfit(templates=with_template("Dear all,\nthank you."))


def test_a_template_that_fails_is_never_filed() -> None:
    assert "fails" in why_unfit(templates=with_template("{{ nothing_known }}"))


def test_every_fault_is_named_at_once_and_no_mail_text_told() -> None:
    said = why_unfit(app=replace(ACME, role="[Secret Role]"), templates=with_template("{{ role }} today"))
    assert ("placeholder" in said, "moves" in said, "greeting" in said, "Secret" in said) == (True, True, True, False)


HOSTILE = ["{{ 7 * 7 }}", "{% for x in y %}", "{{ self.__class__ }}", "{# gone #}", "{{ signer }}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_mail_says_is_never_run_as_a_template(text: str) -> None:
    for app in (replace(ACME, role=text), replace(ACME, company=text)):
        assert "placeholder" in why_unfit(app=app)
    person = Address(ADA.email, text)
    assert a_draft(app=with_round(interviewers=(person,)), to=person).body.startswith("Hello,")
    assert text in a_draft(app=with_round(notes=(text,))).body


# Reminders.

NAMES: dict[str, object] = {
    "company": "Acme", "role": "Data Engineer", "name": "Acme", "day": "Tuesday, March 10", "time": "10:00",
    "people": "Ada Lovelace", "recipient": ADA.email, "question": "A mail came in.", "draft_subject": "Thank you",
    "state": "rejected", "when": "thank-you",
}  # fmt: skip


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("role", ["Data Engineer", ""])
def test_every_reminder_is_whole(topic: Topic, role: str) -> None:
    subject, body = write_reminder(topic, TEMPLATES, {**NAMES, "role": role})
    assert "Acme" in subject
    assert "\n" not in subject
    assert not regex.search(r"[{}\[\]<>]|\n\n\n|\(\)", body)
