"""Domains: whose they are, and whose they only look like."""

import pytest

from afterword.core.domains import imitates, is_within, label, registrable, same_employer_domain


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("jobs.acme.co.uk", "acme.co.uk"),
        ("jane@mail.acme.com", "acme.com"),
        ("ACME.com.", "acme.com"),
        ("co.uk", ""),
        ("localhost", ""),
        ("10.0.0.1", ""),
        ("[::1]", ""),
        ("", ""),
    ],
)
def test_the_registrable_domain_is_one_label_above_the_public_suffix(host: str, domain: str) -> None:
    assert registrable(host) == domain


def test_a_label_in_punycode_is_read_as_people_read_it() -> None:
    assert label("jobs.xn--mller-kva.de") == "müller"


def test_a_host_is_within_a_domain_by_labels_not_by_letters() -> None:
    assert is_within("us.greenhouse-mail.io", "greenhouse-mail.io")
    assert not is_within("notgreenhouse-mail.io", "greenhouse-mail.io")
    assert not is_within("greenhouse-mail.io.evil.example", "greenhouse-mail.io")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("jobs.acme.com", "acme.com", True),
        ("northwind.com", "northwind.de", True),
        ("northwind.com", "northwind.co.uk", True),
        ("northwind.com", "northwind.co", False),
        ("abb.com", "abb.de", False),
        ("acme.com", "acme-robotics.com", False),
        ("sage.com", "message.com", False),
        ("", "", False),
    ],
)
def test_two_hosts_of_one_employer(a: str, b: str, same: bool) -> None:
    assert same_employer_domain(a, b) is same
    assert same_employer_domain(b, a) is same


@pytest.mark.parametrize(
    "host",
    ["acme-careers.co", "acmecareers.com", "acme.co", "acme-hr.com", "careers-acme.com", "acme.xyz"],
)
def test_a_domain_that_puts_hiring_words_around_a_known_one_imitates_it(host: str) -> None:
    assert imitates(host, "acme.com")


@pytest.mark.parametrize(
    "host", ["northvvind.com", "n0rthwind.com", "northwlnd.com", "nortwhind.com", "northwinds.com"]
)
def test_a_domain_one_glance_away_imitates(host: str) -> None:
    assert imitates(host, "northwind.com")


@pytest.mark.parametrize(
    "host",
    ["northwind.com", "jobs.northwind.com", "northwind.de", "southwind.com", "globex.com", "northwind-traders.com", ""],
)
def test_another_or_the_same_domain_imitates_nobody(host: str) -> None:
    assert not imitates(host, "northwind.com")
