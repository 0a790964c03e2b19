"""HTML as mail programs and applicant tracking systems write it, to lines of text."""

import pytest

from afterword.mail.html import QUOTE_LINE, links_in_html, read_html
from afterword.mail.quotes import split_quotes


def text(html: str) -> str:
    return read_html(html)[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("we have deci<b>ded</b> to", "we have decided to"),
        ("we have<br>decided", "we have\ndecided"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("one<br><br>two", "one\n\ntwo"),
        (
            "<table><tr><td>Date:</td><td>17 March</td></tr><tr><td>Time:</td><td>10:00</td></tr></table>",
            "Date: 17 March\nTime: 10:00",
        ),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("  white \n\t space&nbsp;and&#160;more  ", "white space and more"),
        ("a&zwnj;b&shy;c&#8203;d", "abcd"),
        ("1 &lt; 2 &amp; 3 &gt; 2", "1 < 2 & 3 > 2"),
        ("<style>p {}</style><script>x()</script><title>t</title>seen", "seen"),
        ("<!--[if mso]>old<![endif]-->seen", "seen"),
        ("<p style='DISPLAY: none'>not</p><p hidden>not</p><p style='visibility:hidden'>not</p>seen", "seen"),
        ("<div style='display:none'>not<div style='display:none'>not</div></div>seen", "seen"),
        ("<p style='opacity:0.9'>seen</p>", "seen"),
        ("", ""),
        ("<html><frameset></frameset></html>", ""),
    ],
)
def test_text_reads_as_it_looks(html: str, expected: str) -> None:
    assert text(html) == expected


NEW = "That suits us."
QUOTED = {
    "gmail": "<div dir=ltr>{new}</div><br><div class='gmail_quote gmail_quote_container'><div dir=ltr class=gmail_attr>"
    "{attribution}<br></div><blockquote class=gmail_quote style='margin:0'>{old}</blockquote></div>",
    "apple": "{new}<div><br><blockquote type=cite><div>{attribution}</div><br><div>{old}</div></blockquote></div>",
    "thunderbird": "<p>{new}</p><div class=moz-cite-prefix>{attribution}<br></div>"
    "<blockquote type=cite cite=mid:1>{old}</blockquote>",
    "yahoo": "<div>{new}</div><div class=yahoo_quoted><div>{attribution}</div><div>{old}</div></div>",
    "proton": "<div>{new}</div><div class=protonmail_quote>{attribution}<br>"
    "<blockquote class=protonmail_quote type=cite>{old}</blockquote></div>",
    "outlook on the web": "<div>{new}</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg dir=ltr>"
    "<b>{label}:</b> A &lt;a@b.example&gt;<br><b>{label}:</b> Tuesday</div><div>{old}</div>",
    "outlook": "<p>{new}</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>{label}:</b> A</p></div>"
    "<p>{old}</p>",
}


@pytest.mark.parametrize("name", QUOTED)
@pytest.mark.parametrize(
    ("attribution", "label"),
    [
        ("On Tue, 10 Mar 2026 at 10:00, Anna &lt;a@b.example&gt; wrote:", "From"),
        ("2026年3月10日(火) 10:00 Anna &lt;a@b.example&gt;", "差出人"),
    ],
)
def test_quoted_mail_is_known_by_its_markup_in_any_language(name: str, attribution: str, label: str) -> None:
    html = QUOTED[name].format(new=NEW, old="We could not meet.", attribution=attribution, label=label)
    split = split_quotes(text(html), "Re: Talk")

    assert "We could not meet." in split.quoted
    assert "We could not meet." not in split.text
    if name != "apple":  # its attribution stands inside the quote
        assert split.text == NEW


def test_a_line_above_a_block_that_is_no_heading_is_only_a_line() -> None:
    html = '<p>Dear you,</p><div style="border-top:solid #E1E1E1 1pt"><p>we would like to meet you.</p></div>'

    assert QUOTE_LINE not in text(html)


def test_a_block_quote_of_the_senders_own_is_text() -> None:
    assert split_quotes(text("<blockquote>Tuesday, 10:00</blockquote>")).text == "Tuesday, 10:00"


def test_a_marked_signature_is_no_text() -> None:
    html = f"<div>{NEW}</div><br><div class=gmail_signature>Anna Schmidt<br>Acme GmbH</div>"
    split = split_quotes(text(html))

    assert (split.text, split.signature) == (NEW, "Anna Schmidt\nAcme GmbH")


def test_links_are_those_of_the_web_each_once_in_order() -> None:
    html = (
        "<a href='https://b.example/x'>x</a><a href=' http://a.example '>y</a><a href='https://b.example/x'>z</a>"
        "<a href='javascript:x'>j</a><a href='mailto:a@b.example'>m</a><a>n</a><a href>o</a>"
    )

    assert read_html(html)[1] == ("https://b.example/x", "http://a.example")
    assert links_in_html(html) == read_html(html)[1]
