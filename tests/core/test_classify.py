"""The traps of hiring mail, one sentence each."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.letters import READER, judged, letter, rulebook

from afterword.config.rulefiles import load_rulebook
from afterword.core.classify import classify
from afterword.core.facts import Address, Automation, DeliveryReport
from afterword.core.verdict import Doubt, Kind

BAR = 0.7


@pytest.mark.parametrize(
    "text",
    [
        "If you are not selected for an interview, we will let you know by email about the role.",
        "Should we decide not to move forward with your application, you will hear from us.",
        "In case we proceed with other candidates for the position, we will write to you.",
        "We have received your application. Unfortunately, due to volume we can only contact shortlisted candidates.",
        "We are excited to be moving forward with you for the Analyst role!",
        "We have not yet decided whether to move forward with your application.",
        "Please assume you have been unsuccessful if you have not heard from us about the role in four weeks.",
        "We will not be able to move forward with your application until you upload your transcript.",
        "It was great talking to you about the role. Your experience is impressive. We'll be in touch!",
        "We are still interviewing other candidates for the position.",
        "Your application for the Analyst position was not only received, it is moving forward.",
        "There is no problem moving forward with your application, let's talk about the interview.",
    ],
)
def test_words_of_refusal_that_refuse_nobody_are_no_rejection(text: str) -> None:
    assert judged(text).kind is not Kind.REJECTION


@pytest.mark.parametrize(
    "text",
    [
        "Unfortunately I can't make Tuesday.",
        "I'm afraid I don't know the answer, but HR will.",
        "Sorry for the delay, unfortunately the panel is still travelling.",
        "Unfortunately parking is limited, so come a bit early.",
    ],
)
def test_regret_about_something_else_is_no_rejection(text: str) -> None:
    assert judged(text, known=True).kind is not Kind.REJECTION


def test_a_refusal_without_a_word_of_regret_is_a_rejection() -> None:
    verdict = judged("We decided to go in a different direction for this role. All the best, Jane", known=True)
    assert verdict.kind is Kind.REJECTION
    assert verdict.confidence >= BAR


def test_two_weak_words_of_different_themes_decide_and_one_does_not() -> None:
    pair = judged("Unfortunately we have no good news about the role. We wish you every success in your search.")
    single = judged("Unfortunately there is something I must tell you about the role.", known=True)
    assert pair.kind is Kind.REJECTION
    assert single.kind is Kind.EMPLOYER_REPLY


def test_a_lone_word_of_regret_from_a_machine_is_a_question() -> None:
    verdict = judged("Regrettably we write to you about the Analyst position.", sender="no-reply@us.greenhouse-mail.io")
    assert verdict.kind is Kind.REJECTION
    assert verdict.confidence < BAR
    assert Doubt.BELOW_BAR in verdict.doubts


def test_the_subject_of_a_receipt_may_stand_over_a_rejection() -> None:
    verdict = judged(
        "Dear Sam, we regret to tell you that you have not been selected for this requisition.",
        "Thank you for applying to Acme",
        sender="acme@myworkday.com",
    )
    assert verdict.kind is Kind.REJECTION


def test_the_subject_of_an_answer_counts_for_nothing() -> None:
    verdict = judged("Thanks, got it.", "Re: We have decided not to move forward with your application", known=True)
    assert verdict.kind is Kind.EMPLOYER_REPLY


def test_quoted_text_does_not_count() -> None:
    verdict = judged("Sounds good!", known=True, quoted="We have decided not to move forward with your application.")
    assert verdict.kind is Kind.EMPLOYER_REPLY


def test_the_acknowledgement_of_a_withdrawal_is_no_rejection() -> None:
    verdict = judged(
        "Hi Sam, we respect your decision not to continue with your application and have withdrawn it. Sorry to see "
        "you go!",
        known=True,
    )
    assert verdict.kind is Kind.EMPLOYER_REPLY


def test_refusing_one_role_and_inviting_to_another_is_a_question() -> None:
    verdict = judged(
        "We have decided not to move forward with your application for Analyst. However, we would like to invite you "
        "to an interview for the Associate role. Are you available next week?"
    )
    assert Doubt.TWO_DECISIONS in verdict.doubts
    assert verdict.confidence < BAR


def test_an_offer_that_cannot_be_made_is_a_rejection() -> None:
    assert judged("I am sorry that we are unable to offer you the position.").kind is Kind.REJECTION


@pytest.mark.parametrize(
    "text",
    [
        "We offer great benefits for this position: health care, a gym, free lunch.",
        "All job offers are contingent on a background check.",
        "We are pleased to offer you an interview slot for the role.",
        "We hope to extend an offer for the role by the end of next week.",
        "Your mortgage offer letter is attached, please sign it.",
    ],
)
def test_words_of_offering_that_offer_no_job_are_no_offer(text: str) -> None:
    assert judged(text).kind is not Kind.OFFER


def test_a_filled_post_is_a_rejection_and_a_wish_to_fill_one_is_not() -> None:
    assert judged("The position has been filled.", known=True).kind is Kind.REJECTION
    assert judged("We hope to fill this role quickly.", known=True).kind is not Kind.REJECTION


def test_a_post_on_hold_is_no_rejection() -> None:
    verdict = judged("Because of a hiring freeze the role is on hold until the summer.", known=True)
    assert verdict.kind is Kind.POSITION_ON_HOLD


def test_news_behind_a_login_is_a_question_about_what_it_says() -> None:
    verdict = judged(
        "There is an update on your application. Log in to your candidate portal to view it.",
        sender="acme@myworkday.com",
    )
    assert verdict.kind is Kind.EMPLOYER_REPLY
    assert Doubt.CONTENT_UNKNOWN in verdict.doubts
    assert verdict.confidence < BAR


def test_a_mail_that_failed_dmarc_moves_nothing() -> None:
    verdict = judged("We decided not to move forward with your application.", dmarc="fail")
    assert verdict.kind is Kind.REJECTION
    assert Doubt.FAILED_DMARC in verdict.doubts
    assert verdict.confidence < BAR


def test_a_failed_dmarc_on_a_newsletter_is_no_question() -> None:
    assert judged("Spring sale! Everything must go.", dmarc="fail").doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for the thorough assessment of our product, the role of the team was great.",
        "We have started the assessment of your application.",
        "Thank you for completing the coding challenge for the Analyst role. We will review it.",
    ],
)
def test_an_assessment_that_asks_nothing_is_no_assessment(text: str) -> None:
    assert judged(text).kind is not Kind.ASSESSMENT


def test_completing_an_application_or_a_passcode_is_no_receipt() -> None:
    assert judged("Complete your application for Analyst.", "Finish applying").kind is Kind.NOT_JOB_RELATED
    assert judged("Your passcode is 331920.", "Your verification code").kind is Kind.NOT_JOB_RELATED


def test_every_confirmation_says_how_to_cancel_and_is_none() -> None:
    verdict = judged(
        "Your interview is confirmed for Tuesday, March 17, 2026 at 2:00 PM EDT. Need to reschedule or cancel? Click "
        "the link below."
    )
    assert verdict.kind is Kind.INTERVIEW_CONFIRMED
    assert verdict.appointment is not None
    assert verdict.appointment.start == datetime(2026, 3, 17, 18, tzinfo=UTC)


def test_several_times_are_proposals_and_confirm_nothing() -> None:
    verdict = judged(
        "Your interview can be scheduled: Tuesday, March 17 at 10:00 AM EDT or Wednesday, March 18 at 3:00 PM EDT. "
        "Which works best for you?"
    )
    assert verdict.kind is Kind.INTERVIEW_INVITATION
    assert verdict.appointment is None
    assert len(verdict.proposed) == 2


def test_a_question_confirms_nothing() -> None:
    assert judged("Does Thursday March 19 at 2pm work for you?", known=True).kind is not Kind.INTERVIEW_CONFIRMED


def test_an_accepted_time_in_prose_is_a_confirmed_interview() -> None:
    verdict = judged("Thursday March 19 at 2pm works for me. Call me on 555 0100.", known=True)
    assert verdict.kind is Kind.INTERVIEW_CONFIRMED
    assert verdict.appointment is not None


def test_a_time_in_the_past_confirms_nothing() -> None:
    verdict = judged("Your interview was confirmed for Tuesday, March 10, 2026 at 2:00 PM EDT.", known=True)
    assert verdict.kind is not Kind.INTERVIEW_CONFIRMED


def test_a_moved_interview_names_its_new_time_only() -> None:
    verdict = judged(
        "Your interview has been rescheduled from Tuesday, March 17 at 10:00 AM EDT to Friday, March 20 at 3:00 PM EDT."
    )
    assert verdict.kind is Kind.INTERVIEW_RESCHEDULED
    assert verdict.appointment is not None
    assert verdict.appointment.start == datetime(2026, 3, 20, 19, tzinfo=UTC)


def test_a_moved_interview_without_a_new_time_has_no_appointment() -> None:
    verdict = judged("Something came up, I need to reschedule our interview. Which days suit you?", known=True)
    assert verdict.kind is Kind.INTERVIEW_RESCHEDULED
    assert verdict.appointment is None


def test_private_mail_with_the_same_words_is_not_about_a_job() -> None:
    for text in (
        "See you on Friday at 7pm for dinner!",
        "Unfortunately I can't make Tuesday, can we move it to Thursday at 7?",
        "We decided to go with another photographer for the wedding.",
        "Your appointment is confirmed for Tuesday, March 17 at 10:00 AM.",
    ):
        assert judged(text).kind is Kind.NOT_JOB_RELATED, text


def test_cold_mail_is_outreach_only_from_somebody_unknown() -> None:
    text = "I came across your profile. I'm hiring for an exciting role, are you open to a new opportunity?"
    assert judged(text).kind is Kind.RECRUITER_OUTREACH
    assert judged(text, known=True).kind is not Kind.RECRUITER_OUTREACH


def test_a_bounce_quotes_our_mail_and_is_still_a_bounce() -> None:
    report = Automation(
        report_type="delivery-status", reports=(DeliveryReport("dana@acme.example", "failed", "5.1.1"),)
    )
    text = "Your message could not be delivered. We decided not to move forward with your application."
    assert judged(text, sender="mailer-daemon@example.net", automation=report).kind is Kind.BOUNCE


def test_a_delay_of_delivery_is_no_bounce() -> None:
    report = Automation(report_type="delivery-status", reports=(DeliveryReport("dana@acme.example", "delayed"),))
    assert judged("Still trying.", sender="mailer-daemon@example.net", automation=report).kind is Kind.AUTO_REPLY


def test_an_absence_in_our_thread_is_no_reply_and_names_the_day_of_return() -> None:
    verdict = judged(
        "I am out of the office until 23 March.",
        "Automatic reply: Thank you",
        known=True,
        in_reply_to="ours@example.net",
        automation=Automation(auto_submitted="auto-replied"),
    )
    assert verdict.kind is Kind.AUTO_REPLY
    assert not verdict.human
    assert verdict.away_until == date(2026, 3, 23)


def test_a_refusal_sent_by_a_machine_is_still_a_refusal() -> None:
    verdict = judged(
        "You have not been selected for this position.",
        sender="no-reply@us.greenhouse-mail.io",
        automation=Automation(auto_submitted="auto-generated", list_unsubscribe=True, precedence="bulk"),
    )
    assert verdict.kind is Kind.REJECTION
    assert not verdict.human


def test_the_wish_of_a_sender_for_no_auto_answers_makes_nobody_a_machine() -> None:
    assert judged("Thanks, talk soon.", known=True).human


def test_a_calendar_notice_in_a_persons_name_is_not_human() -> None:
    relay = Address("calendar-notification@google.com")
    assert not judged("You have been invited to an interview.", relayed_by=relay, known=True).human


def test_a_reply_of_a_known_person_without_any_cue_is_a_reply() -> None:
    verdict = judged("You can park behind the store.", known=True)
    assert verdict.kind is Kind.EMPLOYER_REPLY
    assert verdict.human
    assert verdict.confidence >= BAR


def test_a_courtesy_reply_keeps_the_timeline_it_states() -> None:
    verdict = judged("Thanks for your note! We will make a decision by Friday March 20.", known=True)
    assert verdict.kind is Kind.EMPLOYER_REPLY
    assert verdict.timeline is not None
    assert verdict.timeline.latest == date(2026, 3, 20)


def test_a_known_sender_in_a_language_without_rules_is_a_question() -> None:
    verdict = judged("Kiitos hakemuksestasi, palaamme asiaan ensi viikolla kun olemme käsitelleet kaikki.", known=True)
    assert Doubt.CONTENT_UNKNOWN in verdict.doubts


def test_words_stand_in_the_verdict_as_they_stand_in_the_mail() -> None:
    verdict = judged("We have DECIDED  not to\nmove   forward with Your Application.")
    assert verdict.words == ("DECIDED", "not", "move forward")


def test_a_pattern_of_a_user_that_runs_away_is_stopped_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "phrases"
    folder.mkdir()
    (folder / "mine.yaml").write_text(
        "says: offer\nlanguage: en\nrules:\n  - id: offer.en/mine\n    regex: ['(a|aa)+$']\n"
        "    why: A pattern that never ends.\n    hits: [x]\n    near_misses: [y]\n",
        encoding="utf-8",
    )
    mine = load_rulebook(tmp_path)
    verdict = classify(letter("hello " + "a" * 60 + "b"), mine, READER)
    assert "offer.en/mine" in {near.rule for near in verdict.near if near.words == ("took too long",)}


def test_the_verdict_says_what_nearly_matched() -> None:
    verdict = judged("If we decide not to move forward with your application you will hear from us about the role.")
    assert "rejection.en/not-moving-forward" in {near.rule for near in verdict.near}


def test_every_kind_in_the_order_has_a_rule() -> None:
    says = {sifted.rule.says for sifted in rulebook().incoming.rules} | {g.rule.kind for g in rulebook().guards}
    assert set(rulebook().order) <= says


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_has_a_verdict(text: str, subject: str) -> None:
    assert 0 < judged(text, subject, known=True).confidence <= 1


def test_hostile_repetition_takes_no_time_out_of_proportion() -> None:
    for piece in (
        "not ",
        "if you ",
        "we will not ",
        "((((",
        "a.",
        "?\n",
        "https://x ",
        "not move forward ",
        "not but ",
        "if but ",
        "if you have any questions ",
    ):
        assert judged(piece * 3000 + "and so on " * 30 + "with your application for the role").confidence > 0
