"""Who is of the employer's side, and whose mail counts as theirs."""

from afterword.core.application import Application
from afterword.core.facts import Address
from afterword.core.provenance import is_of_their_side

JANE = Address("jane@brightloom.com", "Jane Doe")
APP = Application(
    "brightloom", "Brightloom", "Brightloom", contacts=(JANE,), message_ids=frozenset({"1@brightloom.com"})
)


def test_a_colleague_of_a_known_person_is_of_their_side_and_a_stranger_is_not() -> None:
    assert is_of_their_side(APP, Address("omar@brightloom.com", "Omar Haddad"), "brightloom.com")
    assert not is_of_their_side(APP, Address("bea@friendly.example", "Bea"), "friendly.example")


def test_two_people_of_one_free_mail_host_are_no_colleagues() -> None:
    freelancer = Application("a", "A", "A", contacts=(Address("jane.doe@gmail.com", "Jane Doe"),))
    assert not is_of_their_side(freelancer, Address("somebody.else@gmail.com", "Somebody Else"), "")
