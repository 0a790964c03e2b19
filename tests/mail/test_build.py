"""Drafts and reminders as bytes: what any client must be able to read, edit and send."""

import email
import email.policy
from datetime import datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.core.facts import Address
from afterword.mail.build import build_draft, build_reminder
from afterword.mail.headers import SYNTHETIC_DOMAIN
from afterword.mail.parse import parse

ME = Address("me@example.org", "Jörg Müller")
ANNA = Address("anna@acme.example", "Schmidt, Anna")
NOW = datetime(2026, 3, 17, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def draft(
    *,
    sender: Address = ME,
    to: Address = ANNA,
    subject: str = "Re: Talk",
    text: str = "Hello\n",
    message_id: str = "d1@example.org",
    parent: str = "p@acme.example",
    references: tuple[str, ...] = (),
) -> bytes:
    return build_draft(
        sender=sender,
        to=to,
        subject=subject,
        text=text,
        date=NOW,
        message_id=message_id,
        marker="k1@example.org",
        parent=parent,
        references=references,
    )


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_reads_back_as_it_was_written() -> None:
    raw = draft(
        subject="Re: Gespräch über die Stelle als Ingenieurin für sehr lange Bezeichnungen in Köln",
        text="Grüße\nJörg\n",
    )
    facts = parse(raw, NOW)

    assert (facts.sender, facts.to) == (ME, (ANNA,))
    assert facts.subject == "Re: Gespräch über die Stelle als Ingenieurin für sehr lange Bezeichnungen in Köln"
    assert facts.message_id == "d1@example.org"
    assert facts.date == NOW
    assert read(raw).get_content().replace("\r\n", "\n") == "Grüße\nJörg\n"
    assert facts.defects == ()
    assert read(raw)["Date"] == "Tue, 17 Mar 2026 12:00:00 +0100"


def test_the_marker_stands_before_the_parent_and_the_parent_last() -> None:
    facts = parse(draft(references=("r1@x.example", "r2@x.example", "p@acme.example")), NOW)

    assert facts.in_reply_to == "p@acme.example"
    assert facts.references == ("r1@x.example", "r2@x.example", "k1@example.org", "p@acme.example")


def test_without_a_parent_the_marker_stands_alone() -> None:
    message = read(draft(parent=""))

    assert message["References"] == "<k1@example.org>"
    assert message["In-Reply-To"] is None


def test_ids_that_no_mail_may_carry_are_not_cited() -> None:
    message = read(draft(parent=f"abc@{SYNTHETIC_DOMAIN}", references=("no-at", "ü@x.example", "good@x.example")))

    assert message["References"] == "<good@x.example> <k1@example.org>"
    assert message["In-Reply-To"] is None


def test_long_ids_are_folded_between_ids_and_never_encoded() -> None:
    long = tuple(f"{'x' * 150}{number}@mail.acme.example" for number in range(30))
    raw = draft(references=long)

    assert b"=?" not in raw.partition(b"\r\n\r\n")[0].partition(b"References:")[2]
    facts = parse(raw, NOW)
    assert (long[0], *long[-19:], "k1@example.org", "p@acme.example") == facts.references


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Talk\r\nBcc: all@acme.example"},
        {"to": Address("a@b.example", "Anna\nBcc: x@y.example")},
        {"to": Address("a@b.example\r\nBcc: x@y.example")},
        {"sender": Address("me@example.org", "me\rX: y")},
        {"message_id": "d@x\r\nBcc: y@z"},
        {"to": Address("")},
        {"to": Address("nobody")},
        {"to": Address("jürgen@acme.example")},
    ],
)
def test_what_cannot_be_written_into_a_header_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever of the checks strikes first
        draft(**wrong)  # type: ignore[arg-type]


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        build_reminder(owner=ME, subject="s", text="t", date=datetime(2026, 3, 17), message_id="r@example.org")  # noqa: DTZ001 - that is the point


def test_a_domain_in_another_script_is_written_in_ascii() -> None:
    assert b"anna@xn--mller-kva.example" in draft(to=Address("anna@müller.example"))


def test_a_reminder_goes_from_the_user_to_the_user_and_says_that_a_machine_wrote_it() -> None:
    raw = build_reminder(
        owner=ME, subject="Ask for the timeline", text="Today is the day.", date=NOW, message_id="r1@example.org"
    )
    facts = parse(raw, NOW)

    assert (facts.sender.email, facts.to[0].email) == ("me@example.org", "me@example.org")
    assert (facts.automation.auto_submitted, facts.message_id) == ("auto-generated", "r1@example.org")
    assert facts.text == "Today is the day."


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=600))
def test_any_text_survives_and_no_line_is_too_long(text: str) -> None:
    raw = draft(text=text)

    assert all(len(line) <= 998 and b"\n" not in line and b"\r" not in line for line in raw.split(b"\r\n"))
    assert raw == raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    written = "\n".join(text.splitlines()).rstrip("\n")
    assert written == read(raw).get_content().replace("\r\n", "\n").rstrip("\n")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_any_subject_of_one_line_survives(subject: str) -> None:
    try:
        raw = draft(subject=subject)
    except ValueError:
        assert subject.splitlines() != [subject]
    else:
        assert " ".join(subject.split()) == " ".join(str(read(raw)["Subject"]).split())
        assert {b"From", b"To", b"Subject"} <= {line.partition(b":")[0] for line in raw.split(b"\r\n")}
