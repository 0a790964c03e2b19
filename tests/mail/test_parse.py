"""Whole mails, as they come, to facts."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from afterword.core.facts import Address, DeliveryReport
from afterword.mail.headers import SYNTHETIC_DOMAIN
from afterword.mail.parse import parse, parse_header

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "mail").glob("*.eml"))
Sample = Callable[[str], bytes]


def mail(*header: str, body: str = "Hello.", charset: str = "utf-8") -> bytes:
    return "\r\n".join((*header, "", body)).encode(charset)


def test_a_reply_says_who_when_what_and_to_which_mail(sample: Sample) -> None:
    facts = parse(sample("gmail-reply"), NOW)

    assert Address("anna.schmidt@acme.example", "Anna Müller-Schmidt") == facts.sender
    assert (Address("me@example.org", "Me, Myself"),) == facts.to
    assert (Address("bob@acme.example", "Bob Lee"),) == facts.cc
    assert datetime(2026, 3, 18, 9, 12, 33, tzinfo=UTC) == facts.date
    assert facts.subject == "Re: Gespräch / Product Manager"
    assert facts.message_id == "CAF1a2b3c@mail.google.example"
    assert facts.references == ("r0@acme.example", "k7@example.org", "d1@example.org")
    assert facts.parents == ("d1@example.org", "k7@example.org", "r0@acme.example")
    assert facts.dmarc == "pass"
    assert facts.defects == ()


def test_only_what_the_sender_wrote_this_time_is_text(sample: Sample) -> None:
    facts = parse(sample("gmail-reply"), NOW)

    assert facts.text.startswith("Hi,\n\nthank you for your note.")
    assert facts.text.endswith("see https://jobs.acme.example/req/100.")
    assert "unfortunately I forgot" in facts.quoted
    assert facts.signature.startswith("Best regards,\nAnna\n\nAnna Müller-Schmidt")
    assert {"https://jobs.acme.example/req/100", "https://jobs.acme.example/req/100?src=mail"} == set(facts.links)


def test_outlooks_html_is_read_like_text(sample: Sample) -> None:
    facts = parse(sample("outlook-reply-html"), NOW)

    assert facts.text == (
        "Dear candidate,\n\nunfortunately we have decided to move forward with another candidate \N{EN DASH} "
        "it\N{RIGHT SINGLE QUOTATION MARK}s no reflection on you."
    )
    assert facts.signature == "Kind regards,\n\nAnna Schmidt | Talent Partner"
    assert "congratulations on the offer" in facts.quoted
    assert "From: Me Myself <me@example.org>" in facts.quoted
    assert not facts.forwarded


def test_a_suppress_header_is_no_sign_of_a_machine(sample: Sample) -> None:
    automation = parse(sample("outlook-reply-html"), NOW).automation

    assert (automation.auto_submitted, automation.auto_reply) == ("", False)


def test_an_invitation_carried_twice_is_one(sample: Sample) -> None:
    facts = parse(sample("google-invite"), NOW)

    (invite,) = facts.invites
    assert ("REQUEST", "abc123@google.example", datetime(2026, 3, 17, 10, tzinfo=UTC), "UTC") == (
        invite.method,
        invite.uid,
        invite.start,
        invite.zone,
    )
    assert [attendee.kind for attendee in invite.attendees] == ["INDIVIDUAL", "RESOURCE"]
    assert Address("calendar-notification@google.example", "Google Calendar") == facts.relayed_by
    assert "We look forward to meeting you." in facts.text


def test_an_invitation_from_exchange_has_its_windows_zone_and_the_rooms_of_teams_stay_text(sample: Sample) -> None:
    facts = parse(sample("exchange-invite"), NOW)

    (invite,) = facts.invites
    assert datetime(2026, 3, 17, 9, tzinfo=ZoneInfo("America/Los_Angeles")) == invite.start
    assert invite.zone == "America/Los_Angeles"
    assert "Microsoft Teams meeting" in facts.text
    assert facts.links == ("https://teams.example/l/meetup-join/19",)


def test_a_bounce_reports_each_recipient_and_the_mail_it_returns(sample: Sample) -> None:
    facts = parse(sample("bounce-postfix"), NOW)

    assert (
        DeliveryReport("carl@acme.example", "failed", "5.1.1"),
        DeliveryReport("dora@acme.example", "delayed", "4.4.1"),
    ) == facts.automation.reports
    assert (
        facts.automation.report_type,
        facts.automation.reported_id,
        facts.automation.null_sender,
        facts.automation.auto_submitted,
    ) == ("delivery-status", "d2@example.org", True, "auto-replied")
    assert "gladly accept" not in facts.text
    assert Address("mailer-daemon@mx.example.org", "Mail Delivery System") == facts.sender


def test_a_bounce_without_a_report_names_its_recipients_and_the_mail_too() -> None:
    raw = mail(
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        "X-Failed-Recipients: Carl@acme.example, dora@acme.example",
        body="Delivery failed.\r\n\r\n------ This is a copy of the message, including all the headers. ------\r\n\r\n"
        "Message-ID: <d2@example.org>\r\n\r\nThank you for the offer.",
    )
    facts = parse(raw, NOW)

    assert facts.automation.failed_recipients == ("carl@acme.example", "dora@acme.example")
    assert (facts.automation.reported_id, facts.text) == ("d2@example.org", "Delivery failed.")


def test_a_read_receipt_is_a_report_of_its_own_type() -> None:
    raw = mail(
        'Content-Type: multipart/report; report-type="disposition-notification"; boundary=b',
        body="--b\r\n\r\nYour message was read.\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\n"
        "Disposition: manual-action; displayed\r\n--b--",
    )

    assert parse(raw, NOW).automation.report_type == "disposition-notification"


def test_a_mail_the_user_passes_on_to_themself_keeps_its_text(sample: Sample) -> None:
    facts = parse(sample("gmail-forward"), NOW)

    assert facts.forwarded
    assert facts.text == "Dear candidate,\n\nwe would like to invite you to an interview."
    assert "From: Acme Recruiting <no-reply@ats.example>" in facts.quoted
    assert "https://ats.example/acme/book" in facts.links


def test_a_mail_passed_on_as_an_attachment_keeps_its_text_and_its_invitation(sample: Sample) -> None:
    raw = mail(
        "From: me@example.org",
        "Subject: Fwd: Interview",
        'Content-Type: multipart/mixed; boundary="outer"',
        body="--outer\r\n\r\nsee below\r\n--outer\r\nContent-Type: message/rfc822\r\n\r\n"
        + sample("exchange-invite").decode()
        + "\r\n--outer--",
    )
    facts = parse(raw, NOW)

    assert facts.forwarded
    assert facts.text.startswith("see below\n\nHi,\nlooking forward to our talk.")
    assert "From: Bob Lee <bob.lee@acme.example>" in facts.quoted
    assert [invite.uid for invite in facts.invites] == ["04000000820" + "0E00"]


def test_html_of_an_ats_is_read_without_its_preheader_and_footer(sample: Sample) -> None:
    facts = parse(sample("ats-html"), NOW)

    assert facts.text == (
        "Your application\n\nHello there,\n\nafter careful consideration we have decided not to move forward with your "
        "application for Product Manager.\nDate: 18 March\n\n- Keep an eye on our careers page\n\nclick x"
    )
    assert "You are receiving this email because you applied at Acme." in facts.signature
    assert facts.links == ("https://acme.example/careers", "HTTPS://ats.example/x", "https://ats.example/u/1")
    assert Address("no-reply@ats.example", "Acme: Hiring Team") == facts.sender
    assert (Address("candidate-8f3a@replies.ats.example", "Acme Hiring"),) == facts.reply_to
    assert (facts.automation.list_unsubscribe, facts.automation.precedence) == (True, "bulk")


def test_an_out_of_office_says_so_in_its_header(sample: Sample) -> None:
    facts = parse(sample("vacation"), NOW)

    automation = facts.automation
    assert (
        automation.auto_submitted,
        automation.auto_reply,
        automation.precedence,
        automation.null_sender,
    ) == ("auto-replied", True, "auto_reply", True)
    assert facts.subject == "Automatische Antwort: Danke für das Gespräch"
    assert "In dringenden Faellen wenden Sie sich an Bob." in facts.text
    assert facts.signature == "Anna Schmidt"


def test_a_subject_folded_behind_an_encoded_word_keeps_its_space() -> None:
    raw = b"Subject: Einladung zum =?utf-8?q?Gespr=C3=A4ch?=\r\n Softwareentwickler\r\nFrom: a@b.example\r\n\r\nHallo"
    assert parse(raw, NOW).subject == "Einladung zum Gespräch Softwareentwickler"


def test_raw_letters_of_windows_are_read(sample: Sample) -> None:
    facts = parse(sample("raw-latin1"), NOW)

    assert (facts.sender.name, facts.subject) == ("Jürgen Groß", "Grüße aus Köln \N{EN DASH} Ihr Gespräch")
    assert (
        facts.text
        == "Schöne Grüße \N{EN DASH} bis \N{DOUBLE LOW-9 QUOTATION MARK}Dienstag\N{LEFT DOUBLE QUOTATION MARK}."
    )


def test_the_line_ends_of_a_maildir_change_nothing(sample: Sample) -> None:
    for path in SAMPLES:
        assert parse(path.read_bytes(), NOW) == parse(sample(path.stem), NOW)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_header_alone_says_what_it_says_in_the_whole(path: Path) -> None:
    raw = path.read_bytes()
    whole, alone = parse(raw, NOW), parse_header(raw.partition(b"\n\n")[0] + b"\n\n", NOW)

    for name in ("message_id", "date", "sender", "subject", "to", "cc", "reply_to", "relayed_by", "parents", "dmarc"):
        assert getattr(whole, name) == getattr(alone, name)
    assert whole.automation.auto_submitted == alone.automation.auto_submitted
    assert alone.text == ""


@pytest.mark.parametrize(
    "line",
    [
        "X-No-Date: 1",
        "Date: soon",
        "Date: Thu, 1 Jan 1970 00:00:00 +0000",
        "Date: Sat, 21 Mar 2026 00:00:00 +0000",
        "Date:",
    ],
)
def test_a_missing_or_wild_date_is_the_time_of_arrival(line: str) -> None:
    facts = parse(mail(line), NOW.astimezone(ZoneInfo("Asia/Tokyo")))

    assert (facts.date, facts.date.tzinfo) == (NOW, UTC)
    assert "date" in facts.defects


@pytest.mark.parametrize(
    "value",
    [
        *(
            "Tue, 17 Mar 2026 10:00:00 +0100",
            "17 Mar 2026 09:00:00 GMT",
            "Tue, 17 Mar 2026 09:00:00",
            "17 Mar 2026 05:00 EDT",
        ),
        *("Tue Mar 17 09:00:00 2026", "Mon, 17 Mar 2026 10:00:00 +0100 (CET)"),
    ],
)
def test_dates_in_the_forms_that_mail_has_are_one_instant(value: str) -> None:
    assert datetime(2026, 3, 17, 9, tzinfo=UTC) == parse(mail(f"Date: {value}"), NOW).date


def test_mail_without_an_id_gets_the_same_one_each_time_and_another_than_other_mail() -> None:
    one, other = mail("From: a@b.example", "Subject: one"), mail("From: a@b.example", "Subject: two")

    assert parse(one, NOW).message_id == parse(one.replace(b"\r\n", b"\n"), NOW + timedelta(days=1)).message_id
    assert parse(one, NOW).message_id != parse(other, NOW).message_id
    assert parse(one, NOW).message_id.endswith(f"@{SYNTHETIC_DOMAIN}")


@pytest.mark.parametrize(
    ("line", "email", "name"),
    [
        ("From: Acme: Jobs <jobs@acme.example>", "jobs@acme.example", "Acme: Jobs"),
        ("From: Anna <anna@acme.example", "anna@acme.example", "Anna"),
        ('From: "Anna <Anna@acme.example>', "anna@acme.example", "Anna"),
        ("From: 'Anna S' <a@acme.example>", "a@acme.example", "Anna S"),
        ("From: a@acme.example <a@acme.example>", "a@acme.example", ""),
        ("From: =?utf-8?q?Schmidt=2C_Anna?= <a@acme.example>", "a@acme.example", "Schmidt, Anna"),
        ("From: MAILER-DAEMON (Mail Delivery System)", "mailer-daemon", "Mail Delivery System"),
        ('From: "=?utf-8?q?J=C3=BCrgen?=" <j@acme.example>', "j@acme.example", "Jürgen"),
        ("From: =?utf-8?q?J=C3?= =?utf-8?q?=BCrgen?= <j@acme.example>", "j@acme.example", "Jürgen"),
        ("From: =?iso-8859-1?q?O=92Neil?= <o@acme.example>", "o@acme.example", "O\N{RIGHT SINGLE QUOTATION MARK}Neil"),
        ("From: a@acme.example (Anna)", "a@acme.example", "Anna"),
        ("From:", "", ""),
    ],
)
def test_senders_written_in_odd_ways_are_found(line: str, email: str, name: str) -> None:
    assert Address(email, name) == parse(mail(line), NOW).sender


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("mx.example.org; dmarc=pass header.from=acme.example", "pass"),
        ("mx.example.org; spf=pass; dmarc=FAIL (p=none) header.from=acme.example", "fail"),
        ("mx.example.org; dmarc=none", ""),
        ("mx.example.org; dmarc=bestguesspass", ""),
        ("mx.example.org; spf=fail (reason; dmarc=pass) smtp.mailfrom=x; dmarc=fail", "fail"),
        ('mx.example.org; spf=fail smtp.mailfrom="x; dmarc=pass"@evil.example', ""),
        ("mx.example.org 1; none", ""),
    ],
)
def test_the_providers_own_verdict_counts_and_nothing_a_sender_wrote(value: str, verdict: str) -> None:
    below = "Authentication-Results: mx.example.org; dmarc=pass"
    assert verdict == parse(mail(f"Authentication-Results: {value}", below), NOW).dmarc


def test_two_senders_are_named_as_damage() -> None:
    assert "two-senders" in parse(mail("From: a@b.example", "From: c@d.example"), NOW).defects


@pytest.mark.parametrize(
    ("charset", "octets", "text"),
    [
        ("iso-8859-1", "it\N{RIGHT SINGLE QUOTATION MARK}s".encode("cp1252"), "it\N{RIGHT SINGLE QUOTATION MARK}s"),
        ("us-ascii", "Grüße".encode(), "Grüße"),
        ("iso-8859-1", "Grüße".encode(), "Grüße"),
        ("utf-8", "Grüße".encode("cp1252"), "Grüße"),
        ("no-such-charset", "Grüße".encode(), "Grüße"),
        ("gb2312", "面试".encode("gb18030"), "面试"),
        ("shift_jis", "面接".encode("cp932"), "面接"),
        ("iso-2022-jp", "面接".encode("iso-2022-jp"), "面接"),
        ("utf-16", "Grüße".encode("utf-16"), "Grüße"),
        ("punycode", b"abc", "abc"),
    ],
)
def test_letters_are_right_under_right_and_wrong_charsets(charset: str, octets: bytes, text: str) -> None:
    encoded = base64.b64encode(octets)
    raw = mail(f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: base64", body="") + encoded

    assert text == parse(raw, NOW).text


@pytest.mark.parametrize(
    ("content_type", "defect"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data", "encrypted"),
        ('multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b', "encrypted"),
        ("application/ms-tnef; name=winmail.dat", "winmail"),
        ("text/calendar; method=REQUEST", "calendar"),
    ],
)
def test_what_could_not_be_read_is_said(content_type: str, defect: str) -> None:
    raw = mail(f"Content-Type: {content_type}", body="BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n")

    assert defect in parse(raw, NOW).defects
