"""Interrupted input: kept, offered, taken over once, erased (DOSO-10, KM-97)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import entry, line, purchase
from tuicompta.core.entry.drafts import of_entry
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY
from tuicompta.core.entry.saving import DraftChanges
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.dossiers.drafts import (
    DraftEntry,
    DraftTakenError,
    discard_draft,
    draft_context,
    interrupted_drafts,
    keep_draft,
    start_draft,
    take_over_draft,
)
from tuicompta.services.dossiers.sessions import close_session, open_session
from tuicompta.services.entries.errors import UnbalancedEntryError
from tuicompta.services.entries.typing_window import TypingWindow, open_typing_window


def kept(dossier: Dossier, *numbers: int, screen: str = "continuous_entry") -> int:
    draft = start_draft(dossier, screen, {"month": [2026, 3]})
    rows = [DraftEntry(number, {"key": number, "label": "Été «100 %»"}, 100 * number, 50) for number in numbers]
    keep_draft(dossier, draft, rows)
    return draft


def later(dossier: Dossier, *, user: str = "ADM") -> Dossier:
    """Return the dossier opened by another session, the first one being gone."""
    close_session(dossier)
    again = open_dossier(dossier.path, user_code=user, clock=fixed_clock)
    open_session(again)
    return again


@pytest.mark.spec("DOSO-10", "KM-97")
def test_what_a_lost_session_typed_is_offered_to_the_same_user(dossier: Dossier) -> None:
    open_session(dossier)
    draft = kept(dossier, 3, 1, 2)
    assert interrupted_drafts(dossier) == []
    dossier.database.run("INSERT INTO user (code, name) VALUES ('EVE', 'Eve')")
    stranger = later(dossier, user="EVE")
    assert interrupted_drafts(stranger) == []
    close_dossier(stranger)
    again = later(dossier)
    (found,) = interrupted_drafts(again)
    assert (found.id, found.screen, dict(found.context), found.updated_at) == (
        draft,
        "continuous_entry",
        {"month": [2026, 3]},
        "2026-03-20T14:05:00",
    )
    assert (found.entries, found.debit, found.credit) == (3, 600, 150)
    assert [content["key"] for content in take_over_draft(again, draft)] == [1, 2, 3]
    assert interrupted_drafts(again) == []
    close_dossier(again)


def test_only_what_changed_is_written_and_what_is_gone_is_forgotten(dossier: Dossier) -> None:
    open_session(dossier)
    draft = kept(dossier, 1, 2, 3)
    keep_draft(dossier, draft, [DraftEntry(2, {"key": 2, "label": "Neuf"}, 7, 7)], [1, 9], {"order": [3, 2]})
    rows = dossier.database.rows("SELECT position, debit FROM draft_entry ORDER BY position")
    assert rows == [(2, 7), (3, 300)]
    assert draft_context(dossier, draft) == {"order": [3, 2]}
    assert draft_context(dossier, 99) == {}


@pytest.mark.spec("KM-97")
def test_drafts_count_in_no_figure(dossier: Dossier) -> None:
    kept(dossier, 1, 2)
    for table in ("entry", "entry_line", "balance_total", "account_usage"):
        assert dossier.database.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608


def test_an_empty_draft_is_not_offered(dossier: Dossier) -> None:
    start_draft(dossier, "continuous_entry", {})
    again = later(dossier)
    assert interrupted_drafts(again) == []
    close_dossier(again)


@pytest.mark.spec("DOSO-10")
def test_two_sessions_never_take_over_the_same_input(dossier: Dossier) -> None:
    open_session(dossier)
    draft = kept(dossier, 1)
    first = later(dossier)
    second = open_dossier(dossier.path, clock=fixed_clock)
    open_session(second)
    assert [one.id for one in interrupted_drafts(first)] == [one.id for one in interrupted_drafts(second)] == [draft]
    take_over_draft(first, draft)
    with pytest.raises(DraftTakenError, match="a déjà été reprise ou effacée par une autre session"):
        take_over_draft(second, draft)
    discard_draft(first, draft)
    with pytest.raises(DraftTakenError):
        take_over_draft(second, draft)
    close_session(second)
    close_dossier(second)
    close_dossier(first)


@pytest.mark.spec("DOSO-10")
def test_the_input_given_up_is_erased(dossier: Dossier) -> None:
    draft = kept(dossier, 1, 2)
    discard_draft(dossier, draft)
    assert dossier.database.rows("SELECT * FROM draft") == dossier.database.rows("SELECT * FROM draft_entry") == []


# --- the draft of an entry window


def window_with(dossier: Dossier, *entries: GridEntry) -> TypingWindow:
    open_session(dossier)
    window = open_typing_window(dossier, CONTINUOUS_ENTRY, EntryOrigin.CONTINUOUS_ENTRY)
    written = {typed.key: of_entry(typed) for typed in entries}
    window.keep(DraftChanges(written, frozenset(), tuple(written), None), entries, None)
    return window


@pytest.mark.spec("KM-97", "KM-96")
def test_an_entry_leaves_the_draft_in_the_transaction_of_its_save(dossier: Dossier) -> None:
    """After a crash just behind the save nothing that is stored is offered again."""
    half = entry(line("401DUP", credit=5), key=2)
    window = window_with(dossier, purchase(key=1), half)
    window.save([purchase(key=1)])
    assert dossier.database.rows("SELECT position FROM draft_entry") == [(2,)]
    again = later(dossier)
    assert [(found.entries, found.credit) for found in interrupted_drafts(again)] == [(1, 5)]
    close_dossier(again)


def test_a_refused_save_keeps_the_draft_whole(dossier: Dossier) -> None:
    wrong = replace(purchase(key=1), lines=(line("401DUP", credit=5), line("6064", 4)))
    window = window_with(dossier, wrong)
    with pytest.raises(UnbalancedEntryError):
        window.save([wrong])
    assert dossier.database.rows("SELECT position, debit, credit FROM draft_entry") == [(1, 4, 5)]


@pytest.mark.spec("KM-97", "DOSO-10")
def test_an_interrupted_grid_is_as_it_was(dossier: Dossier) -> None:
    typed = purchase(key=4, day=date(2026, 2, 3)), entry(line("401DUP", credit=5), key=9)
    window = window_with(dossier, *typed)
    assert window.draft_id
    again = later(dossier)
    taken = open_typing_window(again, CONTINUOUS_ENTRY, EntryOrigin.CONTINUOUS_ENTRY, window.draft_id)
    assert taken.grid(window.draft_id).entries == list(typed)
    taken.forget_draft()
    assert again.database.rows("SELECT * FROM draft") == []
    close_dossier(again)
