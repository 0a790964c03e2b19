"""What a mail means for the applications, as events."""

from dataclasses import replace
from datetime import date

import pytest
from tests.support.makers import (
    ADA,
    LEE,
    ME,
    RITA,
    a_judged_mail,
    a_mail,
    a_note,
    a_round,
    a_thread,
    a_timeline,
    an_application,
    an_appointment,
    at,
)

from afterword.core.application import State, Step, StepRecord, StepRef, StepStatus
from afterword.core.attribution import Known, New, Nobody, Unsure
from afterword.core.decide import JudgedMail, on_mail, on_own_mail
from afterword.core.events import Event, EventKind
from afterword.core.facts import Address, Automation, DeliveryReport
from afterword.core.machine import advance
from afterword.core.verdict import Doubt, Kind, OwnKind

BAR = 0.8
ACME = an_application(state=State.WAITING, rounds=(a_round(),), contacts=(RITA, ADA))
APPS = {"acme": ACME}


def kinds(mail: JudgedMail, apps: dict[str, object] | None = None) -> list[EventKind]:
    return [e.kind for e in on_mail(mail, APPS if apps is None else apps, BAR)]  # type: ignore[arg-type]


def doubts(events: tuple[Event, ...]) -> list[tuple[str, Doubt | None]]:
    return [(e.application, e.doubt) for e in events if e.kind is EventKind.ASKED]


# Sure.


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.JOB_ALERT, Kind.NOT_JOB_RELATED, Kind.BOUNCE}))
def test_a_sure_mail_becomes_the_event_of_its_kind(kind: Kind) -> None:
    fixed = {Kind.INTERVIEW_CONFIRMED, Kind.INTERVIEW_RESCHEDULED}
    mail = a_judged_mail(kind, appointment=an_appointment("2026-03-20T10:00") if kind in fixed else None)
    assert kinds(mail) == [EventKind(kind.value)]


@pytest.mark.parametrize("kind", [Kind.JOB_ALERT, Kind.NOT_JOB_RELATED])
def test_what_is_not_about_an_application_means_nothing(kind: Kind) -> None:
    assert kinds(a_judged_mail(kind, confidence=0.1, doubts=(Doubt.BELOW_BAR,))) == []


def test_a_mail_of_nobody_means_nothing() -> None:
    assert kinds(a_judged_mail(Kind.REJECTION, attribution=Nobody())) == []


def test_the_event_carries_what_the_mail_says() -> None:
    facts = a_mail("2026-03-11T12:00", references=("r@x",), subject="Next steps")
    timeline = a_timeline("2026-03-20")
    mail = a_judged_mail(
        Kind.EMPLOYER_REPLY,
        facts=facts,
        timeline=timeline,
        away_until=date(2026, 3, 12),
        words=("we decide by",),
        language="en",
    )
    (event,) = on_mail(mail, APPS, BAR)
    assert (event.at, event.application, event.source) == (at("2026-03-11T12:00"), "acme", mail.key)
    assert (event.timeline, event.until, event.words, event.human) == (
        timeline,
        date(2026, 3, 12),
        ("we decide by",),
        True,
    )
    assert event.thread == a_thread(
        RITA,
        "2026-03-11T12:00",
        message_id=facts.message_id,
        subject="Next steps",
        references=("r@x",),
        language="en",
    )


def test_a_time_not_fixed_is_an_invitation_or_a_delay() -> None:
    assert kinds(a_judged_mail(Kind.INTERVIEW_CONFIRMED)) == [EventKind.INTERVIEW_INVITATION]
    assert kinds(a_judged_mail(Kind.INTERVIEW_RESCHEDULED)) == [EventKind.INTERVIEW_POSTPONED]


def test_interviewers_are_those_of_a_fixed_time_only() -> None:
    fixed = a_judged_mail(Kind.INTERVIEW_CONFIRMED, appointment=an_appointment(), interviewers=(ADA, LEE))
    assert on_mail(fixed, APPS, BAR)[0].interviewers == (ADA, LEE)
    assert on_mail(a_judged_mail(Kind.EMPLOYER_REPLY, interviewers=(ADA,)), APPS, BAR)[0].interviewers == ()


def test_a_reply_goes_where_the_mail_says_it_should() -> None:
    token = Address("candidate-77@ats.example")
    facts = a_mail(sender=Address("no-reply@ats.example"), reply_to=(token,))
    (event,) = on_mail(a_judged_mail(Kind.EMPLOYER_REPLY, facts=facts, contact=None), APPS, BAR)
    assert event.thread is not None
    assert event.thread.counterpart == token


# Doubts (design, decision 5).


@pytest.mark.parametrize("doubt", sorted(set(Doubt) - {Doubt.BELOW_BAR}))
def test_a_doubt_becomes_a_question_and_nothing_else_happens(doubt: Doubt) -> None:
    events = on_mail(a_judged_mail(Kind.REJECTION, doubts=(doubt,)), APPS, BAR)
    assert doubts(events) == [("acme", doubt)]
    assert len(events) == 1


def test_below_the_bar_the_user_is_asked() -> None:
    events = on_mail(a_judged_mail(Kind.REJECTION, confidence=BAR - 0.01), APPS, BAR)
    assert doubts(events) == [("acme", Doubt.BELOW_BAR)]
    assert kinds(a_judged_mail(Kind.REJECTION, confidence=BAR)) == [EventKind.REJECTION]


def test_a_question_moves_no_state_and_stops_nothing_until_it_is_answered() -> None:
    (event,) = on_mail(a_judged_mail(Kind.REJECTION, confidence=0.3, timeline=a_timeline("2026-03-20")), APPS, BAR)
    after = advance(ACME, event)
    assert (after.state, after.rounds, after.review) == (ACME.state, ACME.rounds, True)


@pytest.mark.parametrize("kind", [Kind.APPLICATION_RECEIVED, Kind.AUTO_REPLY])
def test_a_doubt_about_what_changes_nothing_is_no_question(kind: Kind) -> None:
    assert kinds(a_judged_mail(kind, confidence=0.2)) == [EventKind(kind.value)]


def test_the_same_mail_asks_the_same_question() -> None:
    mail = a_judged_mail(Kind.REJECTION, confidence=0.3)
    once, again = on_mail(mail, APPS, BAR), on_mail(mail, APPS, BAR)
    assert advance(advance(ACME, once[0]), again[0]) == advance(ACME, once[0])


def test_an_invitation_after_a_no_is_a_question() -> None:
    rejected = {"acme": replace(ACME, state=State.REJECTED)}
    events = on_mail(a_judged_mail(Kind.INTERVIEW_INVITATION), rejected, BAR)
    assert doubts(events) == [("acme", Doubt.AFTER_FINAL)]
    fixed = a_judged_mail(Kind.INTERVIEW_CONFIRMED, appointment=an_appointment("2026-03-20T10:00", uid="u2"))
    assert kinds(fixed, dict(rejected)) == [EventKind.INTERVIEW_CONFIRMED]


# Whose mail.


def test_a_mail_that_fits_two_applications_asks_about_both() -> None:
    both = {"acme": ACME, "acme-2": replace(ACME, id="acme-2", name="Acme/Analyst")}
    unsure = Unsure(("acme", "acme-2"), "it fits both")
    events = on_mail(a_judged_mail(Kind.REJECTION, attribution=unsure), both, BAR)
    assert doubts(events) == [("acme", Doubt.TWO_APPLICATIONS), ("acme-2", Doubt.TWO_APPLICATIONS)]
    assert all(advance(both[e.application], e).state is State.WAITING for e in events)


def test_a_forged_sender_is_named_as_the_doubt() -> None:
    mail = a_judged_mail(Kind.OFFER, attribution=Unsure(("acme",), "DMARC"), doubts=(Doubt.FAILED_DMARC,))
    assert doubts(on_mail(mail, APPS, BAR)) == [("acme", Doubt.FAILED_DMARC)]


@pytest.mark.parametrize("kind", [Kind.APPLICATION_RECEIVED, Kind.AUTO_REPLY, Kind.BOUNCE])
def test_it_does_not_matter_whose_a_harmless_mail_is(kind: Kind) -> None:
    assert kinds(a_judged_mail(kind, attribution=Unsure(("acme",), "?"))) == []


def opened(new: New, apps: dict[str, object], kind: Kind = Kind.APPLICATION_RECEIVED) -> Event:
    events = on_mail(a_judged_mail(kind, attribution=new), apps, BAR)  # type: ignore[arg-type]
    assert [e.kind for e in events[:2]] == [EventKind.OPENED, EventKind(kind.value)]
    assert len({e.application for e in events}) == 1
    return events[0]


def test_a_new_application_opens_with_its_name() -> None:
    event = opened(New("Beta Corp", "Analyst", "R-7"), dict(APPS))
    assert (event.application, event.name, event.company) == ("beta-corp", "Beta Corp", "Beta Corp")
    assert (event.role, event.requisition, event.contact) == ("Analyst", "R-7", RITA)


def test_a_second_application_at_one_company_is_called_by_its_role() -> None:
    event = opened(New("Acme", "Analyst", ""), dict(APPS))
    assert (event.application, event.name) == ("acme-2", "Acme/Analyst")


def test_no_two_applications_share_a_name_or_an_id() -> None:
    apps: dict[str, object] = dict(APPS)
    names = set()
    for role in ("Analyst", "Analyst", "", "", "analyst"):
        event = opened(New("ACME", role, ""), apps)
        assert event.application not in apps
        names.add(event.name.casefold())
        apps[event.application] = advance(None, event)
    assert len(names) == 5
    assert "acme" not in names


def test_a_company_without_letters_still_gets_an_id() -> None:
    assert opened(New("", "", ""), {}).application == "unknown"
    assert opened(New("東京", "", ""), {}).application == "東京"


def test_a_doubtful_first_mail_opens_and_asks() -> None:
    mail = a_judged_mail(Kind.INTERVIEW_INVITATION, attribution=New("Beta", "", ""), confidence=0.4)
    assert kinds(mail) == [EventKind.OPENED, EventKind.ASKED]


# Bounces.


def a_bounce(*recipients: str, action: str = "failed") -> JudgedMail:
    reports = tuple(DeliveryReport(r, action, "5.1.1") for r in recipients)
    facts = a_mail("2026-03-10T12:05", sender=Address("mailer-daemon@x"), automation=Automation(reports=reports))
    return a_judged_mail(Kind.BOUNCE, facts=facts, attribution=Known("acme", "thread"), human=False, contact=None)


def after_thanks(*statuses: StepStatus) -> dict[str, object]:
    people = (ADA, LEE)[: len(statuses)]
    records = tuple(
        StepRecord(StepRef(1, Step.THANK_YOU, p.email), s, at("2026-03-10T12:00"))
        for p, s in zip(people, statuses, strict=True)
    )
    return {"acme": replace(ACME, state=State.THANKED, rounds=(a_round(interviewers=people, records=records),))}


def test_a_bounce_touches_only_the_note_of_its_recipient_and_asks() -> None:
    apps = after_thanks(StepStatus.SENT, StepStatus.SENT)
    events = on_mail(a_bounce(LEE.email), apps, BAR)  # type: ignore[arg-type]
    assert [(e.kind, e.step and e.step.recipient) for e in events] == [
        (EventKind.BOUNCE, LEE.email),
        (EventKind.ASKED, None),
    ]


def test_a_bounce_counts_before_the_copy_in_sent_is_seen() -> None:
    assert kinds(a_bounce(ADA.email), after_thanks(StepStatus.FILED)) == [EventKind.BOUNCE, EventKind.ASKED]


@pytest.mark.parametrize("mail", [a_bounce(ADA.email, action="delayed"), a_bounce("stranger@x.example"), a_bounce()])
def test_a_delay_or_a_strangers_bounce_means_nothing(mail: JudgedMail) -> None:
    assert kinds(mail, after_thanks(StepStatus.SENT)) == []


def test_a_second_report_of_one_bounce_means_nothing() -> None:
    assert kinds(a_bounce(ADA.email), after_thanks(StepStatus.BOUNCED)) == []


# The user's own mail.


def own(note: object, kind: OwnKind = OwnKind.OTHER, apps: dict[str, object] | None = None) -> list[tuple[str, str]]:
    events = on_own_mail(note, kind, "key", apps or APPS)  # type: ignore[arg-type]
    return [(e.kind.value, e.step.recipient if e.step else "") for e in events]


def test_the_users_own_mail_is_never_a_reply_of_the_employers() -> None:
    for kind in OwnKind:
        for event in on_own_mail(a_note("2026-03-11T12:00", RITA), kind, "key", APPS):
            assert event.kind in {EventKind.OWN_MAIL, EventKind.THANKED, EventKind.CHECKED_IN, EventKind.WITHDRAWN}
            assert not event.human


def test_thanks_after_the_end_settle_the_thank_you_of_each_recipient() -> None:
    note = a_note("2026-03-10T11:05", ADA, RITA)
    assert own(note, OwnKind.THANKS) == [("thanked", ADA.email), ("thanked", RITA.email)]


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        (a_note("2026-03-10T09:40", ADA), OwnKind.THANKS),  # before the end
        (a_note("2026-03-10T11:05", ADA), OwnKind.OTHER),  # "running late"
    ],
)
def test_neither_words_before_the_end_nor_other_words_are_thanks(note: object, kind: OwnKind) -> None:
    assert own(note, kind) == [("own_mail", "")]


def test_a_note_settles_the_draft_that_was_filed_for_it() -> None:
    filed = StepRecord(StepRef(1, Step.THANK_YOU, ADA.email, 2), StepStatus.FILED, at("2026-03-10T11:15"))
    apps = {"acme": replace(ACME, rounds=(a_round(records=(filed,)),))}
    (event,) = on_own_mail(a_note("2026-03-10T13:00", ADA), OwnKind.THANKS, "key", apps)
    assert event.step == filed.ref


def test_a_check_in_of_the_users_own_is_the_second_note() -> None:
    assert own(a_note("2026-03-13T12:00", RITA), OwnKind.CHECK_IN) == [("checked_in", RITA.email)]


def test_unasked_mail_a_week_after_the_interview_is_the_second_note_whatever_it_says() -> None:
    assert own(a_note("2026-03-18T12:00", RITA), OwnKind.OTHER) == [("checked_in", RITA.email)]
    answered = replace(ACME, rounds=(a_round(stopped="employer_reply", stopped_at=at("2026-03-17T12:00")),))
    assert own(a_note("2026-03-18T12:00", RITA), OwnKind.OTHER, {"acme": answered}) == [("own_mail", "")]


def test_a_note_is_about_the_last_interview_by_time() -> None:
    sooner = a_round(an_appointment("2026-03-10T10:00", uid="sooner"), number=2)
    later = a_round(an_appointment("2026-03-10T14:00", uid="later"), number=1)
    apps = {"acme": replace(ACME, rounds=(later, sooner))}
    (event,) = on_own_mail(a_note("2026-03-10T16:00", ADA), OwnKind.THANKS, "key", apps)
    assert event.step == StepRef(1, Step.THANK_YOU, ADA.email)


def test_the_user_withdraws_by_mail() -> None:
    (event,) = on_own_mail(a_note("2026-03-11T12:00", RITA), OwnKind.WITHDRAWAL, "key", APPS)
    assert advance(ACME, event).state is State.WITHDRAWN


def test_a_withdrawal_that_may_be_from_one_of_two_is_a_question() -> None:
    apps = {"acme": ACME, "acme-2": replace(ACME, id="acme-2")}
    events = on_own_mail(a_note("2026-03-11T12:00", RITA), OwnKind.WITHDRAWAL, "key", apps)
    assert doubts(events) == [("acme", Doubt.TWO_APPLICATIONS), ("acme-2", Doubt.TWO_APPLICATIONS)]


def test_an_invitation_forwarded_to_a_friend_is_no_second_note() -> None:
    apps = {"acme": replace(ACME, message_ids=frozenset({"p@acme.example"}))}
    forwarded = a_note("2026-03-18T12:00", LEE, in_reply_to="p@acme.example")
    assert own(forwarded, OwnKind.OTHER, dict(apps)) == [("own_mail", "")]


def test_a_mail_to_a_stranger_is_about_no_application() -> None:
    assert own(a_note("2026-03-11T12:00", LEE), OwnKind.THANKS) == []
    assert own(a_note("2026-03-11T12:00"), OwnKind.WITHDRAWAL) == []


def test_the_thread_says_which_application_is_meant() -> None:
    other = replace(ACME, id="acme-2", message_ids=frozenset({"p@acme.example"}))
    note = a_note("2026-03-10T12:00", ADA, in_reply_to="p@acme.example")
    events = on_own_mail(note, OwnKind.THANKS, "key", {"acme": ACME, "acme-2": other})
    assert [e.application for e in events] == ["acme-2"]


def test_of_two_applications_of_one_contact_the_one_still_running_is_meant_or_none() -> None:
    other = replace(ACME, id="acme-2")
    note = a_note("2026-03-10T12:00", ADA)
    assert on_own_mail(note, OwnKind.THANKS, "key", {"acme": ACME, "acme-2": other}) == ()
    events = on_own_mail(note, OwnKind.THANKS, "key", {"acme": replace(ACME, state=State.REJECTED), "acme-2": other})
    assert [e.application for e in events] == ["acme-2"]


def test_a_mail_to_oneself_means_nothing() -> None:
    assert own(a_note("2026-03-11T12:00", ME), OwnKind.OTHER) == []
