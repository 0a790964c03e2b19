"""
Whose mail it is: which of the known applications a mail belongs to, or that it opens a new one.

Evidence is asked in the order of its strength (domain facts 1.3 and 3): the thread, the calendar event,
a known person, the requisition, company and role, a person's domain. A mail that fits two open
applications equally well is a question, never a guess; so is one whose sender may be somebody else.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from afterword.core.application import FINAL, Application, State
from afterword.core.companies import compact, related, same_company
from afterword.core.domains import label
from afterword.core.employer import Employer
from afterword.core.facts import MessageFacts
from afterword.core.provenance import has_person_at, is_of_their_side, people_of, sender_doubt
from afterword.core.roles import comparable_requisitions, role_includes, same_requisition, same_role
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
    """The mail opens an application; `company` is "" where the mail names none."""

    company: str
    role: str
    requisition: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Only the user can say to which of these applications the mail belongs; `why` is the end of a sentence."""

    application_ids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Nobody:
    """The mail belongs to no application."""


Attribution = Known | New | Unsure | Nobody

_OPENING = frozenset(
    {
        Kind.APPLICATION_RECEIVED,
        Kind.INTERVIEW_INVITATION,
        Kind.INTERVIEW_CONFIRMED,
        Kind.INTERVIEW_RESCHEDULED,
    }
)
_IGNORED = frozenset({Kind.JOB_ALERT, Kind.NOT_JOB_RELATED})
_DECIDING = frozenset({Kind.REJECTION, Kind.OFFER, Kind.POSITION_ON_HOLD, Kind.INTERVIEW_CANCELLED})
_MOST_ASKED = 3
"""A mail that names no company is a question about so many applications; about more it would be noise."""


def attribute(
    facts: MessageFacts, employer: Employer, kind: Kind, applications: Sequence[Application], own: frozenset[str]
) -> Attribution:
    """
    Return whose mail it is. *own* holds the user's addresses in lower case.

    An interview that is moved opens an application only where the mail has an invite with a time.
    """
    if kind in _IGNORED:
        return Nobody()
    found = _Search(facts, employer, kind, applications, own).answer()
    if not isinstance(found, Known) or is_own(facts.sender, own):
        return found
    app = next(app for app in applications if app.id == found.application_id)
    agrees = same_role(app.role, employer.role) or same_requisition(app.requisition, employer.requisition)
    why = sender_doubt(facts, employer, app, by_name=found.evidence == "company", role_agrees=agrees)
    return Unsure((app.id,), why) if why else found


def _spaced(text: str) -> str:
    """Return the words of a text in small letters, a space around each."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


@dataclass(frozen=True, slots=True)
class _Search:
    """One mail against all applications."""

    facts: MessageFacts
    employer: Employer
    kind: Kind
    applications: Sequence[Application]
    own: frozenset[str]

    def answer(self) -> Attribution:
        for evidence, fits in (("thread", self._in_thread), ("calendar", self._in_calendar)):
            matching = [app for app in self.applications if fits(app)]
            if matching:
                return self._settled(matching, evidence)
        known = self._from_known_person()
        return known if known is not None else self._by_name()

    def _in_thread(self, app: Application) -> bool:
        parents = (*self.facts.parents[: None if self._may_join(app) else 1], self.facts.automation.reported_id)
        return any(parent in app.message_ids for parent in parents if parent)

    def _may_join(self, app: Application) -> bool:
        """
        Tell whether the sender may answer anything in the thread; others only what was written to them.

        A friend to whom the user passed an invitation on answers with all its message ids.
        """
        sender = self.facts.sender
        machine = bool(self.employer.vendor or self.facts.automation.null_sender or self.facts.automation.reports)
        return machine or is_own(sender, self.own) or is_of_their_side(app, sender, self.employer.domain)

    def _in_calendar(self, app: Application) -> bool:
        uids = {invite.uid for invite in self.facts.invites if invite.uid}
        times = (time for rnd in app.rounds for time in (rnd.appointment, *rnd.old_appointments))
        return any(time is not None and time.uid in uids for time in times)

    def _settled(self, matching: list[Application], evidence: str) -> Attribution:
        """Return the one application a thread or an event belongs to, unless the mail itself names another."""
        named = self._named(self.applications)
        if len(matching) > 1:
            return self._one_of(matching, evidence)
        others = [app for app in named if app.id != matching[0].id]
        if others and matching[0] not in named and self._is_of(matching[0]):
            ids = (matching[0].id, *(app.id for app in others))
            return Unsure(ids, f"it answers in the thread of {matching[0].name} but names {others[0].name}")
        return Known(matching[0].id, evidence)

    def _is_of(self, app: Application) -> bool:
        return not self.employer.company or same_company(app.company, self.employer.company)

    def _named(self, apps: Sequence[Application]) -> list[Application]:
        """Return the applications whose requisition, or whose very company and role, the mail names."""
        said = self.employer
        by_number = [a for a in apps if same_requisition(a.requisition, said.requisition) and self._may_be(a)]
        by_role = [a for a in apps if same_role(a.role, said.role) and same_company(a.company, said.company)]
        return by_number or by_role

    def _may_be(self, app: Application) -> bool:
        """Tell whether a number may be this employer's: two firms count their posts alike."""
        mine, theirs = app.company, self.employer.company
        return not mine or not theirs or same_company(mine, theirs) or related(mine, theirs)

    def _from_known_person(self) -> Attribution | None:
        """Return the application of a person one knows; what the mail names goes first, since recruiters have many."""
        facts = self.facts
        reports = facts.automation.reports
        written = {facts.sender.email, *(address.email for address in facts.reply_to)}
        written |= {*facts.automation.failed_recipients, *(report.recipient for report in reports)}
        written |= {invite.organizer.email for invite in facts.invites if invite.organizer}
        if is_own(facts.sender, self.own):
            written |= {address.email for address in facts.recipients}
        written = {without_tag(email) for email in written} - self.own
        apps = [app for app in self.applications if any(without_tag(p.email) in written for p in people_of(app))]
        if not apps:
            return None
        named = self._named(apps) or self._named(self.applications)
        if named:
            return self._one_of(named, "contact")
        company = self.employer.company
        same = [app for app in apps if same_company(app.company, company) or related(app.company, company)]
        if company and not same and any(app.agency for app in apps):
            clients = self._clients_of(apps)
            return self._one_of(clients, "contact") if clients else None  # None: a recruiter with another client
        if self._names_another_post(same or apps):
            return self._opened() if self._may_open() else self._unsure(same or apps, "it names another role than")
        return self._one_of(same or apps, "contact")

    def _clients_of(self, apps: list[Application]) -> list[Application]:
        """
        Return which clients of an agency a mail is about that names as its company the agency's own firm only.

        Those that it mentions go first; a recruiter with a new post to offer speaks of none of them.
        """
        if self.employer.evidence != "domain":
            return []
        return self._mentioned(apps) or ([] if self.kind is Kind.RECRUITER_OUTREACH else apps)

    def _mentioned(self, apps: list[Application]) -> list[Application]:
        """Return those whose company stands anywhere in the mail, word by word."""
        said = _spaced(f"{self.facts.subject} {self.facts.text}")
        return [app for app in apps if _spaced(app.company) in said]

    def _names_another_post(self, apps: list[Application]) -> bool:
        return not any(self._post_may_be(app) for app in apps)

    def _post_may_be(self, app: Application) -> bool:
        """Tell whether the mail does not name another post than this one."""
        if comparable_requisitions(app.requisition, self.employer.requisition):
            return same_requisition(app.requisition, self.employer.requisition)
        return not app.role or not self.employer.role or role_includes(app.role, self.employer.role)

    def _one_of(self, apps: Sequence[Application], evidence: str) -> Attribution:
        """Return the one that what the mail names leaves over; open ones go before closed ones."""
        said = self.employer
        left = list(apps)
        tests: tuple[Callable[[Application], bool], ...] = (
            lambda app: same_requisition(app.requisition, said.requisition),
            lambda app: same_role(app.role, said.role),
            lambda app: role_includes(app.role, said.role),
            lambda app: app.state not in FINAL,
            lambda app: app.state is not State.WALKED_AWAY,
        )
        for fits in tests:
            left = [app for app in left if fits(app)] or left
            if len(left) == 1:
                return Known(left[0].id, evidence)
        names = " and ".join(app.name for app in left)
        return Unsure(tuple(app.id for app in left), f"it fits {names} equally well")

    def _by_name(self) -> Attribution:
        said = self.employer
        numbered = [
            a for a in self.applications if same_requisition(a.requisition, said.requisition) and self._may_be(a)
        ]
        if numbered:
            return self._again_or(numbered, "requisition")
        same = [app for app in self.applications if same_company(app.company, said.company)]
        if same:
            return self._within_company(same, "company")
        kin = [app for app in self.applications if related(app.company, said.company)]
        neighbours = [a for a in self.applications if said.domain and not a.agency and has_person_at(a, said.domain)]
        if neighbours and (not said.company or said.evidence == "domain" or any(app in kin for app in neighbours)):
            return self._within_company(neighbours, "domain")
        if neighbours:
            return self._of_one_house(neighbours)
        return self._of_kin(kin) if kin else self._of_strangers()

    def _again_or(self, apps: list[Application], evidence: str) -> Attribution:
        """Return the application, or a new one where a receipt comes after the old one has ended."""
        if self.kind is Kind.APPLICATION_RECEIVED and all(app.state in FINAL for app in apps):
            return self._opened()
        return self._one_of(apps, evidence)

    def _within_company(self, same: list[Application], evidence: str) -> Attribution:
        """Return which application of one company is meant, or that this is another one there."""
        fitting = [app for app in same if self._post_may_be(app)]
        if fitting:
            if self.kind is Kind.RECRUITER_OUTREACH and not self.employer.role:
                return self._unsure(fitting, "somebody writes of a post that may be that of")
            return self._again_or(fitting, evidence)
        if self._may_open():
            return self._opened()
        if self.kind is Kind.RECRUITER_OUTREACH:
            return Nobody()
        return self._unsure(same, "it names another role than")

    def _of_one_house(self, apps: list[Application]) -> Attribution:
        """Return what a mail is that comes from a known domain and names a company that is not known there."""
        named = [app for app in apps if role_includes(app.role, self.employer.role)]
        if named:
            return self._one_of(named, "domain")
        if self._may_open() and self._names_another_post(apps):
            return self._opened()
        return self._unsure(apps, f"it names {self.employer.company} and comes from the domain of")

    def _of_kin(self, kin: list[Application]) -> Attribution:
        """Return what a mail of `Acme` is to an application at `Acme Robotics`: one firm or two of a name."""
        named = [app for app in kin if role_includes(app.role, self.employer.role)]
        if named:
            return self._one_of(named, "company and role")
        if self._may_open() and self._names_another_post(kin):
            return self._opened()
        domain = label(self.employer.domain).replace("-", "") if self.employer.domain else ""
        if (
            len(kin) == 1
            and self.kind not in _DECIDING
            and domain in {compact(kin[0].company), compact(self.employer.company)}
        ):
            return Known(kin[0].id, "company")
        if self.kind is Kind.RECRUITER_OUTREACH:
            return Nobody()
        return self._unsure(kin, f"it is from {self.employer.company}, which may be another firm than that of")

    def _of_strangers(self) -> Attribution:
        """Return what a mail is that fits no known company: the first of a new application, or nothing of ours."""
        if self.employer.company:
            return self._opened() if self._may_open() else Nobody()
        still = [app for app in self.applications if app.state not in FINAL]
        mentioned = self._mentioned(still) if self.employer.vendor else []
        if len(mentioned) == 1:
            return Known(mentioned[0].id, "company")
        by_role = [app for app in still if same_role(app.role, self.employer.role)]
        if by_role:
            return self._unsure(by_role, "it names the role and no company; it may belong to")
        if self.kind in _DECIDING and still:
            return self._unsure(still, "it names no company; it may belong to")
        if not self._may_open():
            return Nobody()
        return (
            self._unsure(still, "it names no company; it may belong to")
            if 0 < len(still) <= _MOST_ASKED
            else self._opened()
        )

    def _may_open(self) -> bool:
        if self.kind is Kind.INTERVIEW_RESCHEDULED:
            return any(invite.start or invite.floating for invite in self.facts.invites)
        return self.kind in _OPENING

    def _opened(self) -> New:
        return New(self.employer.company, self.employer.role, self.employer.requisition)

    def _unsure(self, apps: Sequence[Application], why: str) -> Unsure:
        names = " or ".join(dict.fromkeys(app.name for app in apps))
        return Unsure(tuple(app.id for app in apps), f"{why} {names}")
