"""What became of a draft, by what lies in the folders: rules measured with seven mail clients (imap-reality 2.1)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.makers import ADA, LEE, ME, a_mail, at

from afterword.core.application import Step, StepRef, StepStatus
from afterword.core.events import EventKind
from afterword.core.facts import Folder, MessageFacts
from afterword.core.ledger import GRACE, Draft, Presence, Sighting, is_this, judge
from afterword.core.mailbox import Place

NOW = at("2026-03-10T12:00")
HASH = "the text as filed"


def in_drafts(uid: int, uidvalidity: int = 7) -> Place:
    return Place(Folder.DRAFTS, uidvalidity, uid)


DRAFT = Draft(
    key="file:acme:1:T:ada@acme.example:0",
    application="acme",
    ref=StepRef(1, Step.THANK_YOU, ADA.email),
    marker="k@seeker.example",
    message_id="m@seeker.example",
    parent="parent@acme.example",
    to=ADA.email,
    subject="Re: Your interview",
    text_hash=HASH,
    filed=at("2026-03-10T11:15"),
    place=in_drafts(40),
)
HERE = Presence(7, frozenset({12, 40}))
GONE = Presence(7, frozenset({12}))
SENT = Sighting(Place(Folder.SENT, 3, 100))
TRASHED = Sighting(Place(Folder.TRASH, 5, 9))


def look(
    draft: Draft = DRAFT, *seen: Sighting, folder: Presence = HERE, later: timedelta = timedelta()
) -> tuple[Draft, EventKind | None]:
    return judge(draft, seen, folder, NOW + later)


def saved(uid: int, text: str = HASH, uidvalidity: int = 7) -> Sighting:
    return Sighting(in_drafts(uid, uidvalidity), text)


# Which message is our draft.


def as_filed(**fields: object) -> MessageFacts:
    given = {
        "message_id": DRAFT.message_id,
        "sender": ME,
        "to": (ADA,),
        "subject": DRAFT.subject,
        "in_reply_to": DRAFT.parent,
        "references": ("root@acme.example", DRAFT.marker, DRAFT.parent),
    }
    return a_mail("2026-03-10T11:15", **(given | fields))


@pytest.mark.parametrize(
    "kept",
    [
        as_filed(),
        as_filed(references=(), in_reply_to="", subject="changed"),  # Message-ID alone: mutt, Claws, Roundcube, aerc
        as_filed(message_id="new@client", subject="changed", to=(LEE,)),  # Thunderbird, Alpine, K-9
        as_filed(message_id="new@client", in_reply_to=""),  # Claws drops In-Reply-To in a saved draft
        as_filed(message_id="new@client", references=(), in_reply_to=DRAFT.marker),  # no parent: Thunderbird made one
        as_filed(message_id="new@client", references=()),
        as_filed(message_id="new@client", references=(), subject="RE:  your interview"),
    ],
)
def test_a_draft_is_known_by_any_id_a_client_leaves(kept: MessageFacts) -> None:
    assert is_this(DRAFT, kept)


@pytest.mark.parametrize(
    "other",
    [
        as_filed(message_id="new@client", references=(), to=(LEE,)),
        as_filed(message_id="new@client", references=(), subject="References"),
        as_filed(message_id="new@client", references=(), in_reply_to="other@acme.example"),
        as_filed(message_id="new@client", references=(), in_reply_to=""),
    ],
)
def test_a_message_that_only_resembles_it_is_not_it(other: MessageFacts) -> None:
    assert not is_this(DRAFT, other)


def test_a_letter_of_the_users_own_in_the_same_thread_is_not_our_draft() -> None:
    own = as_filed(message_id="own@client", references=("root@acme.example", DRAFT.parent))
    assert not is_this(DRAFT, own)


def test_without_a_parent_a_missing_id_matches_nothing() -> None:
    alone = replace(DRAFT, parent="")
    assert not is_this(alone, as_filed(message_id="new@client", references=(), in_reply_to=""))


# The table.


def test_same_uid_is_untouched() -> None:
    assert look() == (DRAFT, None)
    assert look(DRAFT, saved(40)) == (DRAFT, None)


def test_another_uid_with_the_same_text_was_only_saved_again() -> None:
    after, happened = look(DRAFT, saved(41), folder=Presence(7, frozenset({41})))
    assert (after, happened) == (replace(DRAFT, place=in_drafts(41)), None)


def test_another_uid_with_another_text_was_edited() -> None:
    after, happened = look(DRAFT, saved(41, "changed"), folder=Presence(7, frozenset({41})))
    assert happened is EventKind.DRAFT_EDITED
    assert (after.status, after.place) == (StepStatus.EDITED, in_drafts(41))


def test_an_edit_is_told_once_and_never_unsaid() -> None:
    edited, _ = look(DRAFT, saved(41, "changed"))
    again, happened = look(edited, saved(42, "changed more"), folder=Presence(7, frozenset({42})))
    assert (again.status, again.place, happened) == (StepStatus.EDITED, in_drafts(42), None)
    undone, happened = look(again, saved(43, HASH), folder=Presence(7, frozenset({43})))
    assert (undone.status, happened) == (StepStatus.EDITED, None)


def test_of_two_copies_the_newest_uid_counts() -> None:
    """The client aerc leaves the old one beside the new until the user confirms; autosave does so, too."""
    after, happened = look(DRAFT, saved(41, "changed"), saved(40), folder=Presence(7, frozenset({40, 41})))
    assert (after.place, happened) == (in_drafts(41), EventKind.DRAFT_EDITED)
    older, nothing = look(after, saved(40), folder=Presence(7, frozenset({40, 41})))
    assert (older, nothing) == (after, None)


@pytest.mark.parametrize(("step", "told"), [(Step.THANK_YOU, EventKind.THANKED), (Step.CHECK_IN, EventKind.CHECKED_IN)])
def test_a_match_in_sent_is_sent_whatever_else_is_seen(step: Step, told: EventKind) -> None:
    draft = replace(DRAFT, ref=StepRef(1, step, ADA.email))
    after, happened = look(draft, TRASHED, saved(41, "changed"), SENT)
    assert (after.status, after.place, happened) == (StepStatus.SENT, None, told)
    assert look(after, SENT, saved(50)) == (after, None)


@pytest.mark.parametrize("status", [StepStatus.EDITED, StepStatus.DELETED, StepStatus.WITHDRAWN])
def test_it_can_be_sent_from_an_open_window_whatever_became_of_it(status: StepStatus) -> None:
    after, happened = look(replace(DRAFT, status=status, place=None), SENT, folder=GONE)
    assert (after.status, happened) == (StepStatus.SENT, EventKind.THANKED)


def test_in_trash_and_no_more_in_drafts_was_deleted_by_the_user() -> None:
    after, happened = look(DRAFT, TRASHED, folder=GONE)
    assert (after.status, after.place, happened) == (StepStatus.DELETED, None, EventKind.DRAFT_DELETED)


def test_a_copy_in_trash_means_nothing_while_the_draft_is_in_drafts() -> None:
    assert look(DRAFT, TRASHED) == (DRAFT, None)


def test_a_client_that_trashes_the_old_version_did_not_delete_the_draft() -> None:
    after, happened = look(DRAFT, TRASHED, saved(41, "changed"), folder=Presence(7, frozenset({41})))
    assert (after.status, happened) == (StepStatus.EDITED, EventKind.DRAFT_EDITED)


def test_absence_means_nothing_until_the_grace_time_is_over() -> None:
    missing, happened = look(folder=GONE)
    assert (missing, happened) == (replace(DRAFT, missing_since=NOW), None)
    assert look(missing, folder=GONE, later=GRACE - timedelta(seconds=1)) == (missing, None)
    after, happened = look(missing, folder=GONE, later=GRACE)
    assert (after.status, happened) == (StepStatus.DELETED, EventKind.DRAFT_DELETED)


def test_a_draft_that_its_editor_took_out_and_put_back_was_never_gone() -> None:
    """NeoMutt expunges a draft when it is opened."""
    missing, _ = look(folder=GONE)
    back = Presence(7, frozenset({41}))
    after, happened = look(missing, saved(41), folder=back, later=timedelta(minutes=10))
    assert (after, happened) == (replace(DRAFT, place=in_drafts(41)), None)


def test_a_deletion_is_undone_by_a_later_sighting() -> None:
    deleted, _ = look(replace(DRAFT, missing_since=NOW), folder=GONE, later=GRACE)
    after, happened = look(deleted, saved(41), folder=Presence(7, frozenset({41})), later=timedelta(hours=5))
    assert (after.status, after.place, happened) == (StepStatus.EDITED, in_drafts(41), EventKind.DRAFT_RETURNED)


def test_what_was_withdrawn_under_an_open_editor_comes_back_as_the_users_own() -> None:
    withdrawn = replace(DRAFT, status=StepStatus.WITHDRAWN, place=None)
    assert look(withdrawn, TRASHED, folder=GONE) == (withdrawn, None)
    after, happened = look(withdrawn, saved(41, "changed"), folder=Presence(7, frozenset({41})))
    assert (after.status, happened) == (StepStatus.EDITED, EventKind.DRAFT_RETURNED)


def test_a_folder_made_anew_says_nothing_by_absence() -> None:
    """Alpine deletes and creates the folder: another UIDVALIDITY."""
    after, happened = look(folder=Presence(8, frozenset()), later=timedelta(days=2))
    assert (after, happened) == (replace(DRAFT, place=None), None)
    patient, happened = look(after, folder=Presence(8, frozenset()), later=timedelta(days=2))
    assert (patient.missing_since, happened) == (NOW + timedelta(days=2), None)


def test_in_a_folder_made_anew_the_draft_is_found_under_its_new_name() -> None:
    after, happened = look(DRAFT, saved(1, HASH, 8), folder=Presence(8, frozenset({1})))
    assert (after, happened) == (replace(DRAFT, place=in_drafts(1, 8)), None)
    edited, happened = look(DRAFT, saved(1, "changed", 8), folder=Presence(8, frozenset({1})))
    assert (edited.status, happened) == (StepStatus.EDITED, EventKind.DRAFT_EDITED)


def test_a_server_that_told_no_uid_is_asked_by_sight() -> None:
    untold = replace(DRAFT, place=None)
    assert look(untold, saved(40)) == (DRAFT, None)


def test_a_draft_that_is_seen_again_in_its_place_is_missed_no_more() -> None:
    assert look(replace(DRAFT, missing_since=NOW)) == (DRAFT, None)
