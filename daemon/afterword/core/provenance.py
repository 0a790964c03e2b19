"""
Whether a mail's sender may be somebody else than it says.

Three signs of it: a failed DMARC, a domain that imitates a known one, a company named from a mailbox
that is nobody's there.
"""

from collections.abc import Iterable

from afterword.core.application import Application
from afterword.core.companies import fits_token
from afterword.core.domains import imitates, label, registrable, same_employer_domain
from afterword.core.employer import Employer
from afterword.core.facts import Address, MessageFacts
from afterword.core.senders import SenderTable


def people_of(app: Application) -> tuple[Address, ...]:
    """Return everybody known on the employer's side of an application, some perhaps twice."""
    main = (app.main_contact,) if app.main_contact else ()
    return (*app.contacts, *main, *(person for rnd in app.rounds for person in rnd.interviewers))


def has_person_at(app: Application, domain: str) -> bool:
    """Tell whether somebody known has a mailbox of the same employer as this domain."""
    return any(same_employer_domain(person.domain, domain) for person in people_of(app))


def is_colleague(address: Address, applications: Iterable[Application], senders: SenderTable) -> bool:
    """Tell whether an address is of a firm's own domain where somebody of an application has a mailbox; no agency's."""
    domain = senders.own_domain(address)
    return bool(domain) and any(has_person_at(app, domain) for app in applications if not app.agency)


def is_of_their_side(app: Application, address: Address, home: str) -> bool:
    """
    Tell whether an address is of the employer's side as far as known: a person, a counterpart, a colleague.

    *home* is the address's domain where that is a firm's own, "" where anybody can have a mailbox.
    """
    known = {person.email for person in people_of(app)} | {thread.counterpart.email for thread in app.threads}
    return address.email in known or (bool(home) and has_person_at(app, home))


def sender_doubt(facts: MessageFacts, employer: Employer, app: Application, *, by_name: bool, role_agrees: bool) -> str:
    """
    Return why the sender may not be this application's employer, as the end of a sentence; "" for no doubt.

    *by_name* says that nothing but the company's name ties the mail to the application.
    """
    if facts.dmarc == "fail":
        return "its sender could not be verified (DMARC failed)"
    sender = registrable(facts.sender.domain)
    known = {registrable(person.domain) for person in people_of(app)} - {""}
    if sender in known:
        return ""
    near = next((domain for domain in sorted(known) if imitates(sender, domain)), "") if employer.domain else ""
    if near:
        return f"it came from {sender}, which looks like {near} and is another domain"
    if not by_name or employer.vendor or employer.agency or app.agency:
        return ""
    if not employer.domain:
        return f"it names {app.company} and came from {sender}, where anybody can have a mailbox"
    ours = fits_token(employer.company, label(sender)) or has_person_at(app, sender)
    if not ours and known and not role_agrees:
        return f"it names {app.company} and came from {sender}, where nobody is known so far"
    return ""
