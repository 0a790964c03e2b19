"""
Whose mail it is: which of the known applications a mail belongs to, or that it opens a new one.

Evidence is asked in the order of its strength (domain facts 1.3 and 3): the thread, the calendar event,
a known person, the requisition, company and role, a person's domain. A mail that fits two open
applications equally well is a question, never a guess; so is one whose sender may be somebody else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from afterword.core.application import FINAL, Application, State
from afterword.core.clues import fits_token
from afterword.core.companies import related, same_company
from afterword.core.domains import imitates, label, registrable, same_employer_domain
from afterword.core.employer import Employer
from afterword.core.facts import Address, MessageFacts
from afterword.core.roles import role_includes, same_requisition, same_role
from afterword.core.senders import is_own, without_tag
from afterword.core.verdict import Kind

__all__ = ["Attribution", "Known", "New", "Nobody", "Unsure", "attribute", "same_company"]


@dataclass(frozen=True, slots=True)
class Known:
    """The mail belongs to this application; `evidence` is the kind of evidence that said so."""

    application_id: str
    evidence: str


@dataclass(frozen=True, slots=True)
class New:
    """The mail opens an application."""

    company: str
    role: str
    requisition: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """
    Only the user can say. `application_ids` are those it may belong to, none where the doubt is about the sender alone.

    `why` is a sentence for the user.
    """

    application_ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Nobody:
    """The mail belongs to no application."""


Attribution = Known | New | Unsure | Nobody

_OPENING = frozenset(
    {Kind.APPLICATION_RECEIVED, Kind.INTERVIEW_INVITATION, Kind.INTERVIEW_CONFIRMED, Kind.INTERVIEW_RESCHEDULED}
)
_IGNORED = frozenset({Kind.JOB_ALERT, Kind.NOT_JOB_RELATED})
_DECIDING = frozenset({Kind.REJECTION, Kind.OFFER, Kind.POSITION_ON_HOLD, Kind.INTERVIEW_CANCELLED})
_REOPENING = frozenset({State.REJECTED, State.WITHDRAWN, State.OFFER})


def attribute(
    facts: MessageFacts, employer: Employer, kind: Kind, applications: Sequence[Application], own: frozenset[str]
) -> Attribution:
    """
    Return whose mail it is. *own* holds the user's addresses in lower case.

    An interview that is moved opens an application only where the mail has an invite with a time.
    """
    if kind in _IGNORED:
        return Nobody()
    found = _by_evidence(facts, employer, kind, applications, own)
    return _doubted(found, facts, employer, applications, own)


def _by_evidence(
    facts: MessageFacts, employer: Employer, kind: Kind, applications: Sequence[Application], own: frozenset[str]
) -> Attribution:
    direct: tuple[tuple[str, Callable[[Application], bool]], ...] = (
        ("thread", lambda app: _in_thread(app, facts)),
        ("calendar", lambda app: _in_calendar(app, facts)),
        ("contact", lambda app: _from_contact(app, facts, own)),
    )
    for evidence, fits in direct:
        matching = [app for app in applications if fits(app)]
        if not matching:
            continue
        if evidence == "contact":
            return _from_known_person(matching, employer, kind, applications)
        return _settled(matching, employer, evidence, applications)
    return _by_name(facts, employer, kind, applications)


def _in_thread(app: Application, facts: MessageFacts) -> bool:
    reported = facts.automation.reported_id
    return any(parent in app.message_ids for parent in (*facts.parents, reported) if parent)


def _in_calendar(app: Application, facts: MessageFacts) -> bool:
    uids = {invite.uid for invite in facts.invites if invite.uid}
    known = {a.uid for rnd in app.rounds for a in (rnd.appointment, *rnd.old_appointments) if a is not None and a.uid}
    return bool(uids & known)


def _from_contact(app: Application, facts: MessageFacts, own: frozenset[str]) -> bool:
    reports = facts.automation.reports
    written = {
        facts.sender.email,
        *(a.email for a in facts.reply_to),
        *facts.automation.failed_recipients,
        *(r.recipient for r in reports),
    }
    written |= {invite.organizer.email for invite in facts.invites if invite.organizer}
    if is_own(facts.sender, own):
        written |= {a.email for a in facts.recipients}
    written = {without_tag(email) for email in written if without_tag(email) not in own}
    return any(without_tag(address.email) in written for address in _people(app))


def _people(app: Application) -> tuple[Address, ...]:
    main = (app.main_contact,) if app.main_contact else ()
    return (*app.contacts, *main, *(person for rnd in app.rounds for person in rnd.interviewers))


def _settled(
    matching: list[Application], employer: Employer, evidence: str, everyone: Sequence[Application]
) -> Attribution:
    """Return the one application a thread or an event belongs to, unless the mail itself names another."""
    named = _named(employer, everyone)
    if len(matching) == 1:
        others = [app for app in named if app.id != matching[0].id]
        if others and matching[0] not in named:
            why = f"it answers in the thread of {matching[0].name} but names {others[0].name}"
            return Unsure((matching[0].id, *(app.id for app in others)), why)
        return Known(matching[0].id, evidence)
    return _one_of(matching, employer, evidence)


def _named(employer: Employer, applications: Sequence[Application]) -> list[Application]:
    """Return the applications whose requisition, or whose very company and role, the mail names."""
    by_number = [app for app in applications if same_requisition(app.requisition, employer.requisition)]
    if by_number:
        return by_number
    return [
        app
        for app in applications
        if same_role(app.role, employer.role) and same_company(app.company, employer.company)
    ]


def _from_known_person(
    matching: list[Application], employer: Employer, kind: Kind, everyone: Sequence[Application]
) -> Attribution:
    """Return the application of a person one knows; what the mail names goes first, since recruiters have many."""
    named = _named(employer, matching)
    if named:
        return _one_of(named, employer, "contact")
    if employer.company:
        same = [
            app
            for app in matching
            if same_company(app.company, employer.company) or related(app.company, employer.company)
        ]
        if not same and kind in _OPENING and (employer.agency or any(app.agency for app in matching)):
            return _opened(employer, everyone)
        matching = same or matching
    if kind is Kind.APPLICATION_RECEIVED and _another_role(matching, employer):
        return New(employer.company, employer.role, employer.requisition)
    return _one_of(matching, employer, "contact")


def _another_role(apps: list[Application], employer: Employer) -> bool:
    """Tell whether the mail names a role or a number that none of the applications has."""
    if employer.requisition and all(app.requisition for app in apps):
        return not any(same_requisition(app.requisition, employer.requisition) for app in apps)
    return bool(employer.role) and all(app.role and not role_includes(app.role, employer.role) for app in apps)


def _opened(employer: Employer, everyone: Sequence[Application]) -> Attribution:
    same = [app for app in everyone if same_company(app.company, employer.company)]
    return _one_of(same, employer, "company") if same else New(employer.company, employer.role, employer.requisition)


def _one_of(apps: Sequence[Application], employer: Employer, evidence: str) -> Attribution:
    """Return the one that what the mail names leaves over; open ones go before closed ones."""
    left = list(apps)
    for fits in (
        lambda app: same_requisition(app.requisition, employer.requisition),
        lambda app: same_role(app.role, employer.role),
        lambda app: role_includes(app.role, employer.role),
        lambda app: app.state not in FINAL,
        lambda app: app.state is not State.WALKED_AWAY,
    ):
        narrowed = [app for app in left if fits(app)]
        left = narrowed or left
        if len(left) == 1:
            return Known(left[0].id, evidence)
    names = " and ".join(app.name for app in left)
    return Unsure(tuple(app.id for app in left), f"it fits {names} equally well")


def _by_name(facts: MessageFacts, employer: Employer, kind: Kind, applications: Sequence[Application]) -> Attribution:
    numbered = [
        app
        for app in applications
        if same_requisition(app.requisition, employer.requisition) and _may_be(app, employer)
    ]
    if numbered and not _begins_again(numbered, kind):
        return _one_of(numbered, employer, "requisition")
    same = [app for app in applications if same_company(app.company, employer.company)]
    if same:
        return _within_company(same, employer, kind, facts)
    if employer.domain:
        at_home = [app for app in applications if not app.agency and _has_person_at(app, employer.domain)]
        if at_home and (not employer.company or _company_of_domain(employer, at_home)):
            return _within_company(at_home, employer, kind, facts, evidence="domain")
    kin = [app for app in applications if related(app.company, employer.company)]
    if kin:
        return _of_kin(kin, employer, kind)
    return _of_strangers(facts, employer, kind, applications)


def _may_be(app: Application, employer: Employer) -> bool:
    """Tell whether a number may be this employer's: two firms count their posts alike."""
    if not employer.company or not app.company:
        return True
    return same_company(app.company, employer.company) or related(app.company, employer.company)


def _begins_again(apps: Sequence[Application], kind: Kind) -> bool:
    return kind is Kind.APPLICATION_RECEIVED and all(app.state in _REOPENING for app in apps)


def _within_company(
    same: list[Application], employer: Employer, kind: Kind, facts: MessageFacts, evidence: str = "company"
) -> Attribution:
    """Return which application of one company is meant, or that this is another one there."""
    fitting = [app for app in same if _role_may_be(app, employer)]
    still = [app for app in fitting if app.state not in FINAL]
    if kind is Kind.APPLICATION_RECEIVED and not still:
        return New(employer.company, employer.role, employer.requisition)
    if not fitting:
        if _may_open(kind, facts):
            return New(employer.company, employer.role, employer.requisition)
        if kind is Kind.RECRUITER_OUTREACH:
            return Nobody()
        if len(same) == 1 and not employer.requisition and kind not in _DECIDING:
            return Known(same[0].id, evidence)
        names = " or ".join(app.name for app in same)
        return Unsure(
            tuple(app.id for app in same),
            f"it names the role {employer.role or employer.requisition}, not that of {names}",
        )
    if kind is Kind.RECRUITER_OUTREACH and not employer.role:
        return Unsure(
            tuple(app.id for app in fitting), "somebody of this company writes, and not about a role that is known"
        )
    return _one_of(fitting, employer, f"{evidence} and role" if employer.role else evidence)


def _role_may_be(app: Application, employer: Employer) -> bool:
    """Tell whether the mail does not name another post than this one."""
    if app.requisition and employer.requisition:
        return same_requisition(app.requisition, employer.requisition)
    return not app.role or not employer.role or role_includes(app.role, employer.role)


def _has_person_at(app: Application, domain: str) -> bool:
    return any(same_employer_domain(address.domain, domain) for address in _people(app))


def _company_of_domain(employer: Employer, apps: Sequence[Application]) -> bool:
    """Tell whether the company was only read from the domain, or is a kin of the one known there."""
    return employer.evidence == "domain" or any(related(app.company, employer.company) for app in apps)


def _of_kin(kin: list[Application], employer: Employer, kind: Kind) -> Attribution:
    """Return what a mail of `Acme` is to an application at `Acme Robotics`: theirs if the role agrees or the domain is known."""
    agreeing = [
        app
        for app in kin
        if same_role(app.role, employer.role) or (employer.domain and _has_person_at(app, employer.domain))
    ]
    if len(agreeing) == 1:
        return Known(agreeing[0].id, "company and role")
    if kind is Kind.APPLICATION_RECEIVED and all(app.role and employer.role for app in kin) and not agreeing:
        return New(employer.company, employer.role, employer.requisition)
    if kind is Kind.RECRUITER_OUTREACH:
        return Nobody()
    names = " or ".join(dict.fromkeys(app.company for app in kin))
    return Unsure(tuple(app.id for app in kin), f"it is from {employer.company}, which may be {names} or another firm")


def _may_open(kind: Kind, facts: MessageFacts) -> bool:
    if kind is Kind.INTERVIEW_RESCHEDULED:
        return any(invite.start or invite.floating for invite in facts.invites)
    return kind in _OPENING


def _of_strangers(
    facts: MessageFacts, employer: Employer, kind: Kind, applications: Sequence[Application]
) -> Attribution:
    """Return what a mail is that fits no known company: the first of a new application, or nothing of ours."""
    if employer.company:
        return New(employer.company, employer.role, employer.requisition) if _may_open(kind, facts) else Nobody()
    still = [app for app in applications if app.state not in FINAL]
    by_role = [app for app in still if same_role(app.role, employer.role)]
    if by_role:
        return Unsure(tuple(app.id for app in by_role), "it names the role and no company")
    if kind in _DECIDING | _OPENING and still:
        return Unsure(tuple(app.id for app in still), "it names no company")
    return Unsure((), "it names no company") if _may_open(kind, facts) else Nobody()


def _doubted(
    found: Attribution,
    facts: MessageFacts,
    employer: Employer,
    applications: Sequence[Application],
    own: frozenset[str],
) -> Attribution:
    """Turn an answer into a question where the sender may not be who the mail says."""
    if not isinstance(found, Known | New) or is_own(facts.sender, own):
        return found
    ids = (found.application_id,) if isinstance(found, Known) else ()
    if facts.dmarc == "fail":
        return Unsure(ids, "its sender could not be verified (DMARC failed)")
    sender = registrable(facts.sender.domain)
    for app in applications:
        if ids and app.id not in ids:
            continue
        people = [registrable(address.domain) for address in _people(app)]
        if sender in people or not employer.domain:
            continue
        near = next((domain for domain in people if domain and imitates(sender, domain)), "")
        if near and (ids or same_company(app.company, employer.company)):
            return Unsure((app.id,), f"it came from {sender}, which looks like {near} and is another domain")
    if isinstance(found, Known) and found.evidence.startswith("company") and not employer.vendor:
        return _stranger_names_company(found, sender, employer, applications)
    return found


def _stranger_names_company(
    found: Known, sender: str, employer: Employer, applications: Sequence[Application]
) -> Attribution:
    """Ask where a company is named from a mailbox anybody can open, or from a domain that is nobody's there."""
    app = next(app for app in applications if app.id == found.application_id)
    if employer.agency or app.agency:
        return found
    people = [registrable(address.domain) for address in _people(app)]
    if not employer.domain and sender not in people:
        return Unsure((app.id,), f"it names {employer.company} and came from {sender}, which is nobody's there")
    if fits_token(employer.company, label(sender)) or any(same_employer_domain(sender, domain) for domain in people):
        return found
    if "role" not in found.evidence and people:
        return Unsure((app.id,), f"it names {employer.company} and came from {sender}, which is nobody's there so far")
    return found
