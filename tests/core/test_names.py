"""Names of persons: from signatures and display names, and from nothing else."""

import pytest

from afterword.core.facts import Address
from afterword.core.names import given_name, greeting_name, is_closing, person_name


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("Doe, Jane", "Jane Doe"),
        ("Doe, Jane (Acme)", "Jane Doe"),
        ("Jane Doe (Acme Robotics)", "Jane Doe"),
        ("Jane Doe - Acme Robotics", "Jane Doe"),
        ("Jane Doe | Acme", "Jane Doe"),
        ("Jane Doe @ Acme", "Jane Doe"),
        ("Jane Doe at Acme", "Jane Doe"),
        ("Jane from Acme", "Jane"),
        ("Jane Doe via LinkedIn", "Jane Doe"),
        ("Jane Doe via Calendly", "Jane Doe"),
        ("Dr. Jane Doe", "Jane Doe"),
        ("Prof. Dr. Jürgen Groß", "Jürgen Groß"),
        ("Jane Doe, PhD", "Jane Doe"),
        ("Jane Doe, SHRM-CP", "Jane Doe"),
        ("Herr Wolfgang Müller", "Wolfgang Müller"),
        ("DOE, Jane", "Jane Doe"),
        ("DUPONT Marie", "Marie Dupont"),
        ("JANE DOE", "Jane Doe"),
        ("jane doe", "Jane Doe"),
        ("José Ángel Núñez", "José Ángel Núñez"),
        ("Zoë O'Neill-Grün", "Zoë O'Neill-Grün"),
        ("Jan-Willem van der Berg", "Jan-Willem van der Berg"),
        ("J. Robert Oppenheimer", "J. Robert Oppenheimer"),
        ("'Jane Doe'", "Jane Doe"),
        ("Øystein Bjørnsen", "Øystein Bjørnsen"),
        ("McAllister, Fiona", "Fiona McAllister"),
        ("Li Wei", "Li Wei"),
        ("Jane", "Jane"),
    ],
)
def test_a_display_name_shows_a_person(shown: str, name: str) -> None:
    assert person_name(Address("x.y@mail.example", shown)) == name


@pytest.mark.parametrize(
    ("shown", "email"),
    [
        ("", "jane.doe@acme.com"),
        ("Acme Careers", "careers@acme.com"),
        ("HR Team", "hr@acme.com"),
        ("Acme Hiring Team", "no-reply@us.greenhouse-mail.io"),
        ("Talent Acquisition", "ta@acme.com"),
        ("no-reply", "no-reply@acme.com"),
        ("jane.doe@acme.com", "jane.doe@acme.com"),
        ("Acme Robotics", "hello@acme-robotics.com"),
        ("Acme", "info@acme.com"),
        ("Meeting Room 4", "room4@acme.com"),
        ("Bewerbermanagement", "bewerbung@firma.de"),
        ("Équipe Recrutement", "rh@firme.fr"),
        ("Recursos Humanos", "rrhh@firma.es"),
        ("Acme Notifications", "x@acme.com"),
        ("LinkedIn", "messages-noreply@linkedin.com"),
        ("X", "x@acme.com"),
        ("R2D2", "r2@acme.com"),
        ("Acme GmbH", "kontakt@acme.de"),
    ],
)
def test_a_department_a_firm_or_a_robot_is_no_person(shown: str, email: str) -> None:
    assert person_name(Address(email, shown)) == ""


def test_no_name_is_made_up_from_an_address() -> None:
    assert person_name(Address("jane.doe@acme.com")) == ""


@pytest.mark.parametrize(
    ("shown", "signature", "name"),
    [
        ("Jennifer Lopez-Smith", "Best,\nJenny", "Jenny Lopez-Smith"),
        ("Thomas Berg", "Tom Berg\nHead of Data\nAcme", "Tom Berg"),
        ("", "Best regards,\n\nJane Doe\nSenior Recruiter | Acme", "Jane Doe"),
        ("Doe, Jane", "Viele Grüße\nJane\n--\nAcme GmbH", "Jane Doe"),
        ("Jane Doe", "Acme Robotics\n+1 555 0100", "Jane Doe"),
        ("Jane Doe", "Sent from my iPhone", "Jane Doe"),
        ("Jane Doe", "", "Jane Doe"),
        ("Jane Doe", "Cordialement,\nJane DOE\nChargée de recrutement", "Jane Doe"),
        ("Jane Doe", "Jane Doe (she/her)\nRecruiter", "Jane Doe"),
        ("Jane Doe", "Kind regards\nThe Acme Hiring Team", "Jane Doe"),
    ],
)
def test_people_are_called_as_they_sign(shown: str, signature: str, name: str) -> None:
    assert (
        person_name(Address("jane.doe@acme.com" if "Jan" in shown or not shown else "x@acme.com", shown), signature)
        == name
    )


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Jane Doe", "Jane"),
        ("J. Robert Oppenheimer", "Robert"),
        ("Jean-Pierre Martin", "Jean-Pierre"),
        ("Ángel", "Ángel"),
        ("J. D.", ""),
        ("", ""),
        ("van der Berg", ""),
    ],
)
def test_the_given_name_stands_first_unless_it_is_an_initial(name: str, given: str) -> None:
    assert given_name(name) == given


def test_one_greets_by_the_given_name_of_the_signature() -> None:
    assert greeting_name(Address("jlopez@acme.com", "Jennifer Lopez"), "Thanks,\nJen") == "Jen"
    assert greeting_name(Address("careers@acme.com", "Acme Careers"), "") == ""


@pytest.mark.parametrize("line", ["Best regards,", "Mit freundlichen Grüßen", "Bien à vous,", "Un saludo", "Cheers"])
def test_a_closing_line_holds_nothing_else(line: str) -> None:
    assert is_closing(line)
    assert not is_closing(f"{line} Jane Doe")
