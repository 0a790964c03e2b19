"""kill -9 at each point where the daemon acts: after a restart there is one draft, and nothing is lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.scenarios.cast import LEA, OMAR, TO_LEA, TO_OMAR, confirmation, rejection
from tests.scenarios.on_daemon import DaemonStage
from tests.support.accounts import Account

POINTS = ("before claim", "after claim", "after append", "before recording", "after recording")


def _dies(stage: DaemonStage, point: str, when: str) -> None:
    """Run the service to its death at a point, with the clock at an instant."""
    service = stage.service
    service.stop()
    stage.now = stage.now.fromisoformat(when).replace(tzinfo=stage.now.tzinfo)
    service.clock.set(stage.now)
    service.start(kill=point)
    died = service.folder / "died"
    process = service.process
    assert process is not None
    process.wait(20)
    assert died.exists(), f"the service ended before it came to {point}\n{service.log()[-4000:]}"
    assert process.returncode == -9
    died.unlink()


def _lives(stage: DaemonStage) -> None:
    """Start the service again, three minutes later: an APPEND may be under way for two."""
    stage.now += timedelta(minutes=3)
    stage.service.clock.set(stage.now)
    stage.service.start()
    stage.service.wait(lambda: stage.service.ready, "readiness")
    stage.settle()


@pytest.mark.parametrize("point", POINTS)
def test_a_death_while_filing_leaves_exactly_one_draft_for_each(point: str, tmp_path: Path, account: Account) -> None:
    with DaemonStage(tmp_path, account) as stage:
        stage.at("2026-03-05T09:00")
        stage.mail(confirmation("2026-03-10", people=(OMAR, LEA)))
        stage.at("2026-03-10T09:00")
        _dies(stage, point, "2026-03-10T11:15")
        _lives(stage)
        stage.expect_drafts(("T", TO_LEA), ("T", TO_OMAR))
        stage.at("2026-03-10T12:00")
        stage.expect_drafts(("T", TO_LEA), ("T", TO_OMAR))
        stage.send("T")
        stage.expect_state("THANKED")


@pytest.mark.parametrize("point", ["before claim", "after claim"])
def test_three_deaths_before_the_append_still_leave_one_draft(point: str, tmp_path: Path, account: Account) -> None:
    with DaemonStage(tmp_path, account) as stage:
        stage.at("2026-03-05T09:00")
        stage.mail(confirmation("2026-03-10"))
        stage.at("2026-03-10T09:00")
        for minute in (15, 18, 21):
            _dies(stage, point, f"2026-03-10T11:{minute}")
        _lives(stage)
        stage.expect_drafts(("T", TO_OMAR))


def test_a_death_between_append_and_record_with_the_draft_sent_meanwhile_files_no_second(
    tmp_path: Path, account: Account
) -> None:
    with DaemonStage(tmp_path, account) as stage:
        stage.at("2026-03-05T09:00")
        stage.mail(confirmation("2026-03-10"))
        stage.at("2026-03-10T09:00")
        _dies(stage, "after append", "2026-03-10T11:15")
        reader = account.reader()
        (lying,) = reader.folder("Drafts")
        reader.move("Drafts", lying.uid, "Sent")
        reader.close()
        _lives(stage)
        stage.expect_drafts()
        stage.expect_state("THANKED")


def test_a_death_after_a_reminder_went_out_sends_it_only_once_when_it_is_seen(tmp_path: Path, account: Account) -> None:
    with DaemonStage(tmp_path, account) as stage:
        stage.at("2026-03-05T09:00")
        stage.mail(confirmation("2026-03-10"))
        stage.at("2026-03-09T09:00")
        _dies(stage, "after sending a reminder", "2026-03-10T08:00")
        (sent,) = stage.sent()
        account.deliver(sent.raw)
        _lives(stage)
        stage.at("2026-03-10T08:30")
        stage.expect_reminders("ask_timeline", 1)


def test_sigterm_ends_the_service_within_two_seconds_even_while_it_listens(tmp_path: Path, account: Account) -> None:
    with DaemonStage(tmp_path, account) as stage:
        stage.at("2026-03-05T09:00")
        assert stage.service.stop() < 2
        _lives(stage)


def test_a_reply_that_lies_unread_on_the_server_stops_the_draft(tmp_path: Path, account: Account) -> None:
    """The mail comes in while the service is down; the draft fell due in the same time."""
    with DaemonStage(tmp_path, account) as stage:
        stage.at("2026-03-05T09:00")
        stage.mail(confirmation("2026-03-10"))
        stage.at("2026-03-10T09:00")
        stage.service.stop()
        account.deliver(rejection().build(account.user, stage.now, 900))
        stage.now = stage.now.fromisoformat("2026-03-10T11:20").replace(tzinfo=stage.now.tzinfo)
        stage.service.clock.set(stage.now)
        _lives(stage)
        stage.expect_drafts()
        stage.expect_state("REJECTED")
