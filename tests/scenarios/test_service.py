"""The service as a process: reload, a wrong password, a server that goes away, what its log gives away."""

import re
import signal
from pathlib import Path

from tests.scenarios.cast import OMAR, TO_OMAR, confirmation, invitation, receipt, rejection
from tests.scenarios.on_daemon import DaemonStage, Service
from tests.scenarios.scripts import plain_silence
from tests.scenarios.stage import Letter, local
from tests.support.accounts import Account, fresh_account
from tests.support.dovecot import Dovecot


def test_sighup_with_a_mistake_keeps_the_old_configuration_and_says_where_it_is(
    tmp_path: Path, account: Account
) -> None:
    with DaemonStage(tmp_path, account) as stage:
        service = stage.service
        stage.at("2026-03-05T09:00")
        stage.mail(confirmation("2026-03-10"))
        good = service.config.read_text()
        service.config.write_text(good.replace("country: DE", "country: Atlantis"))
        assert service.process is not None
        service.process.send_signal(signal.SIGHUP)
        service.wait(lambda: "reload.refused" in service.log(), "the refusal")
        assert "config.yaml:2:10" in service.log()

        stage.at("2026-03-10T11:20")
        stage.expect_drafts(("T", TO_OMAR))


def test_sighup_takes_a_new_configuration_into_use(tmp_path: Path, account: Account) -> None:
    with DaemonStage(tmp_path, account) as stage:
        service = stage.service
        stage.at("2026-03-05T09:00")
        stage.mail(confirmation("2026-03-10"))
        service.config.write_text(service.config.read_text().replace("name: Alice Seeker", "name: Alice B. Seeker"))
        assert service.process is not None
        service.process.send_signal(signal.SIGHUP)
        service.wait(lambda: "reload.done" in service.log(), "the reload")
        stage.at("2026-03-10T11:20")
        reader = account.reader()
        (lying,) = reader.folder("Drafts")
        reader.close()
        assert "Alice B. Seeker" in lying.message.get_content()


def test_the_log_of_a_whole_run_holds_no_address_and_no_word_of_a_mail(tmp_path: Path, account: Account) -> None:
    with DaemonStage(tmp_path, account, "") as stage:
        stage.service.config.write_text(stage.service.config.read_text().replace("log_level: info", "log_level: debug"))
        stage.restart()
        plain_silence(stage)
        log = stage.service.log()
    assert "mail.handled" in log
    assert "draft.filed" in log
    assert not re.findall(r"[\w.+-]+@[\w-]+", log)
    for secret in ("hannah", "omar", "Data Engineer", "availability", "Thank you", account.password):
        assert secret.casefold() not in log.casefold(), secret


def test_a_wrong_password_is_told_once_and_not_tried_again_at_once(tmp_path: Path, account: Account) -> None:
    wrong = Account(account.dovecot, account.user, "not the password")
    service = Service(tmp_path, wrong, None)
    service.clock.set(local("2026-03-05T09:00"))
    try:
        service.start()
        service.wait(lambda: "mailbox.needs_you" in service.log(), "the complaint")
        service.wait(lambda: service.ready, "readiness")
        assert service.process is not None
        assert service.process.poll() is None
        assert service.log().count("mailbox.needs_you") == 1
        assert service.stop() < 2
    finally:
        service.close()


def test_a_server_that_went_away_is_found_again_and_nothing_is_missed(tmp_path: Path) -> None:
    with Dovecot() as server:
        account = fresh_account(server)
        service = Service(tmp_path, account, None)
        service.clock.set(local("2026-03-05T09:00"))
        try:
            service.start()
            service.wait(lambda: service.ready, "readiness")
            server.stop()
            service.wait(lambda: "mailbox.try_later" in service.log(), "the loss")
            server.start()
            account.deliver(invitation().build(account.user, local("2026-03-05T09:05"), 1))
            service.wait(lambda: "kind=interview_invitation" in service.log(), "the mail")
            assert service.stop() < 2
        finally:
            service.close()


def test_the_users_own_mail_in_sent_is_never_taken_for_a_reply(tmp_path: Path, account: Account) -> None:
    """The user forwards the rejection of another firm to the interviewer: words of a no, in a mail of their own."""
    with DaemonStage(tmp_path, account) as stage:
        stage.at("2026-03-05T09:00")
        stage.mail(confirmation("2026-03-10"))
        stage.at("2026-03-10T10:30")
        stage.own_note(
            Letter(
                f"Alice Seeker <{stage.address}>",
                "Fwd: Your application",
                "For the record, what the others wrote:\n\nAfter careful consideration we have decided not to move "
                "forward with your application.\n",
                to=OMAR,
            )
        )
        stage.expect_state("SCHEDULED")
        stage.at("2026-03-10T11:20")
        stage.expect_drafts(("T", TO_OMAR))


def test_two_mails_of_one_instant_are_both_taken_in(tmp_path: Path, account: Account) -> None:
    with DaemonStage(tmp_path, account) as stage:
        stage.at("2026-03-05T09:00")
        stage.mail(receipt(), rejection())
        stage.expect_state("REJECTED")
