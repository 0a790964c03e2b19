"""Whether a draft is untouched, after what mail clients do to it when they save it again."""

import email
import email.policy
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.core.facts import Address
from afterword.mail.build import build_draft
from afterword.mail.fingerprint import fingerprint

NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)
TEXT = (
    "Dear Anna,\n\nthank you for the talk on 17 March \N{EN DASH} I enjoyed hearing how your team in Köln plans "
    "the move, and I would gladly be part of it.\n\nPlease let me know if you need anything else.\n\n"
    "Best regards,\nJörg\n\n-- \nJörg Müller\n"
)


def draft(text: str = TEXT, to: str = "anna@acme.example", subject: str = "Re: Talk", at: datetime = NOW) -> bytes:
    return build_draft(
        sender=Address("me@example.org", "Jörg"),
        to=Address(to, "Anna Schmidt"),
        subject=subject,
        text=text,
        date=at,
        message_id=f"d{at.minute}@example.org",
        marker="k1@example.org",
        parent="p1@acme.example",
    )


def saved_again(text: str, charset: str = "utf-8", cte: str = "quoted-printable") -> EmailMessage:
    message = EmailMessage(email.policy.SMTP)
    message["From"] = "Jörg M <me@example.org>"
    message["To"] = "ANNA@acme.example"
    message["Subject"] = "Re:  Talk"
    message["X-Mozilla-Draft-Info"] = "internal/draft; vcard=0"
    message["Message-ID"] = "<other@example.org>"
    message.set_content(text, charset=charset, cte=cte)
    return message


def flowed(text: str) -> bytes:
    rows = []
    for line in text.split("\n"):
        row = ""
        for word in line.split(" "):
            if len(row) + len(word) > 60:
                rows.append(row)
                row = ""
            row += f"{word} "
        rows.append(row[:-1] if line != "-- " else "-- ")
    stuffed = [f" {row}" if row[:1] in {" ", ">"} or row.startswith("From ") else row for row in rows]
    message = saved_again("x")
    message.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    del message["Content-Transfer-Encoding"]
    message["Content-Transfer-Encoding"] = "8bit"
    return message.as_bytes().partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + "\r\n".join(stuffed).encode()


@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
def test_another_transfer_encoding_is_no_edit(cte: str) -> None:
    assert fingerprint(draft()) == fingerprint(saved_again(TEXT, cte=cte).as_bytes())


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_another_charset_is_no_edit(charset: str) -> None:
    assert fingerprint(draft()) == fingerprint(saved_again(TEXT, charset=charset, cte="base64").as_bytes())


def test_flowed_lines_are_no_edit() -> None:
    assert fingerprint(draft()) == fingerprint(flowed(TEXT))


def test_hard_wrapped_lines_are_no_edit() -> None:
    wrapped = TEXT.replace(" I would ", "\nI would ").replace(" the move,", "\nthe move,")
    assert fingerprint(draft()) == fingerprint(saved_again(wrapped).as_bytes())


def test_a_multipart_around_the_one_text_is_no_edit() -> None:
    message = saved_again(TEXT)
    message.make_mixed()
    assert b"multipart/mixed" in message.as_bytes()
    assert fingerprint(draft()) == fingerprint(message.as_bytes())


def test_an_html_alternative_beside_the_text_is_no_edit() -> None:
    message = saved_again(TEXT)
    message.add_alternative("<p>Dear Anna,</p>", subtype="html")
    assert fingerprint(draft()) == fingerprint(message.as_bytes())


def test_another_date_and_id_and_the_line_ends_of_a_maildir_are_no_edit() -> None:
    later = draft(at=NOW + timedelta(minutes=5))
    assert fingerprint(draft()) == fingerprint(later)
    assert fingerprint(draft()) == fingerprint(draft().replace(b"\r\n", b"\n"))


@pytest.mark.parametrize(
    "edited",
    [
        draft(TEXT.replace("gladly", "not")),
        draft(TEXT.replace("Please let", "please let")),
        draft(TEXT + "PS: see you\n"),
        draft(TEXT.replace("Jörg Müller", "Jörg Mueller")),
        draft(to="bob@acme.example"),
        draft(subject="Re: Talks"),
    ],
)
def test_a_changed_word_recipient_or_subject_is_an_edit(edited: bytes) -> None:
    assert fingerprint(draft()) != fingerprint(edited)


def test_an_added_copy_is_an_edit() -> None:
    assert fingerprint(draft()) != fingerprint(b"Cc: bob@acme.example\r\n" + draft())


def test_a_word_changed_below_a_quote_is_an_edit_too() -> None:
    quoted = TEXT + "\nOn Tue, 10 Mar 2026 at 10:00, Anna <anna@acme.example> wrote:\n> old words\n"
    assert fingerprint(draft(quoted)) != fingerprint(draft(quoted.replace("old", "new")))


WORDS = st.lists(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=10), min_size=1, max_size=60)


@settings(deadline=None)
@given(WORDS, st.sampled_from(["quoted-printable", "base64"]), st.integers(0, 59))
def test_only_words_count(words: list[str], cte: str, place: int) -> None:
    text = " ".join(words)
    rewrapped = "".join(word + ("\n" if number % 7 == 6 else "  ") for number, word in enumerate(words))
    same = fingerprint(saved_again(rewrapped, cte=cte).as_bytes())
    assert fingerprint(draft(text)) == same

    changed = [*words]
    changed[place % len(words)] += "x"
    assert fingerprint(draft(" ".join(changed))) != same


@settings(deadline=None)
@given(st.binary(max_size=500))
def test_any_octets_have_a_fingerprint(raw: bytes) -> None:
    assert fingerprint(raw) == fingerprint(raw)
