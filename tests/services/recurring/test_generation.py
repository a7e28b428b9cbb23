"""Generating the occurrences due: what is posted, what stays pending, never twice."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import change, reread, save
from tests.services.recurring_kit import MARCH, RENT, add, due, posted, rewrite, run
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import EntryStatus
from tuicompta.core.recurrence import Recurrence, RecurrenceUnit
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.dossiers.record_locks import RecordGoneError
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.recurring.errors import EntryStandsError, OccurrenceDoneError, TooManyOccurrencesError
from tuicompta.services.recurring.generation import Outcome, generate
from tuicompta.services.recurring.occurrences import (
    MOST_AT_ONCE,
    OccurrenceState,
    change_occurrence,
    due_occurrences,
    next_occurrence,
    restore_occurrences,
    skip_occurrences,
    treated_occurrences,
)
from tuicompta.services.recurring.records import RecurringLine, read_recurring_entry
from tuicompta.services.recurring.report import outcome_lines, summary
from tuicompta.services.recurring.writing import delete_recurring_entry, switch_recurring_entries


def dates(dossier: Dossier, end: date = MARCH) -> list[str]:
    return [f"{occurrence.day:%d/%m} {card.code}" for card, occurrence in due(dossier, end)]


@pytest.mark.spec("ABO-04", "ABO-03", "STA-02")
def test_a_rent_gives_three_entries_and_then_none(dossier: Dossier) -> None:
    add(dossier)
    assert dates(dossier) == ["05/01 LOYER", "05/02 LOYER", "05/03 LOYER"]
    assert summary(run(dossier)) == "3 écritures générées"
    assert posted(dossier) == [
        line
        for day, piece, month in (
            ("2026-01-05", "00001", "janvier"),
            ("2026-02-05", "00002", "février"),
            ("2026-03-05", "00003", "mars"),
        )
        for line in (
            (day, "BP", piece, "N", "6132", f"Loyer {month} 2026", 100_000, 0),
            (day, "BP", piece, "N", "5121", f"Loyer {month} 2026", 0, 100_000),
        )
    ]
    assert dates(dossier) == []
    assert summary(run(dossier)) == "Aucune occurrence à générer"
    assert len(posted(dossier)) == 6


@pytest.mark.spec("ABO-04")
def test_the_cards_are_mixed_oldest_first(dossier: Dossier) -> None:
    add(dossier)
    add(dossier, code="ASSUR", recurrence=Recurrence(date(2026, 1, 20), unit=RecurrenceUnit.QUARTER))
    add(dossier, code="ARRET", active=False)
    assert dates(dossier, date(2026, 4, 30)) == [
        *("05/01 LOYER", "20/01 ASSUR", "05/02 LOYER", "05/03 LOYER", "05/04 LOYER", "20/04 ASSUR"),
    ]


@pytest.mark.spec("ABO-08", "INVT-01")
def test_a_generated_entry_names_its_card_and_changes_as_any_other(dossier: Dossier) -> None:
    card = add(dossier)
    run(dossier, date(2026, 1, 31))
    row = dossier.database.row("SELECT id, origin, source_kind, source_id, linked FROM entry")
    assert row == (1, "recurring_entry", "recurring_entry", card, 0)
    shown = reread(dossier, 1)
    save(dossier, change(shown, (0, Column.LABEL, "Loyer de janvier")))
    assert reread(dossier, 1).lines[0].label == "Loyer de janvier"
    assert dossier.database.row("SELECT source_kind, source_id FROM entry") == ("recurring_entry", card)


@pytest.mark.spec("ABO-01", "INVT-03")
def test_entries_are_simulated_when_the_card_says_so(dossier: Dossier) -> None:
    add(dossier, status=EntryStatus.SIMULATED)
    run(dossier, date(2026, 1, 31))
    assert [line[3] for line in posted(dossier)] == ["S", "S"]
    assert dossier.database.rows("SELECT DISTINCT status FROM balance_total") == [("S",)]


@pytest.mark.spec("ABO-03")
def test_every_token_is_replaced_in_labels_and_piece_numbers(dossier: Dossier) -> None:
    create_account(dossier, "401BAI", "Bailleur SCI")
    lines = (
        RecurringLine("6132", "{intitule} {compte} {n} du {date}", 100_000),
        RecurringLine("401BAI", "{tiers} {piece} {journal}", -100_000),
    )
    add(dossier, lines=lines, piece="L{aaaa}-{n}", journal="OD")
    run(dossier, date(2026, 2, 28))
    assert [line[2] for line in posted(dossier)] == ["L2026-1"] * 2 + ["L2026-2"] * 2
    assert [line[5] for line in posted(dossier)][2:] == [
        "Locations immobilières 6132 2 du 05/02/2026",
        "Bailleur SCI L2026-2 Opérations Diverses",
    ]


def test_pieces_follow_the_numbering_of_the_journal(dossier: Dossier) -> None:
    add(dossier, journal="OD")
    dossier.database.run("UPDATE journal_year SET numbering = 'per_year', prefix = 'OD' WHERE journal_id = 3")
    run(dossier)
    assert [line[2] for line in posted(dossier)][::2] == ["OD00001", "OD00002", "OD00003"]
    dossier.database.run("UPDATE journal_year SET numbering = 'manual', prefix = '' WHERE journal_id = 3")
    run(dossier, date(2026, 4, 30))
    assert posted(dossier)[-1][2] == "OD00004"


@pytest.mark.spec("ABO-07", "INV-04")
def test_a_closed_month_stays_pending_and_says_why_the_others_go(dossier: Dossier) -> None:
    add(dossier)
    close = """
        INSERT INTO journal_period (journal_id, period_id, closed_at)
        SELECT journal.id, period.id, 'x' FROM journal, period
         WHERE journal.code = 'BP' AND period.start_date = '2026-02-01'
    """
    dossier.database.run(close)
    outcomes = run(dossier)
    closed = (
        "Mois clôturé pour ce journal : BP, février 2026. L'écriture BP 00002 du 05/02/2026 n'est pas modifiée ; "
        "choisissez un mois ouvert, ou déclôturez celui-ci."
    )
    assert outcome_lines(outcomes) == [
        "05/01/2026 LOYER – OK : écriture BP 00001 du 05/01/2026",
        f"05/02/2026 LOYER – Refusée : {closed}",
        "05/03/2026 LOYER – OK : écriture BP 00002 du 05/03/2026",
    ]
    assert summary(outcomes) == "2 écritures générées, 1 occurrence refusée"
    assert dates(dossier) == ["05/02 LOYER"]
    dossier.database.run("UPDATE journal_period SET closed_at = NULL")
    assert summary(run(dossier)) == "1 écriture générée"


@pytest.mark.spec("ABO-07", "INV-05")
def test_a_closed_year_and_no_year_at_all_stay_pending(dossier: Dossier) -> None:
    add(dossier, recurrence=Recurrence(date(2025, 11, 5), unit=RecurrenceUnit.QUARTER, occurrences=11))
    dossier.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE start_date = '2026-01-01'")
    outcomes = run(dossier, date(2028, 12, 31))
    assert [outcome.occurrence.day.year for outcome in outcomes if outcome.entry] == [2027] * 4
    assert "05/11/2025 LOYER – Refusée : Le 05/11/2025 n'est dans aucun exercice ouvert" in outcome_lines(outcomes)[0]
    assert len(due(dossier, date(2028, 12, 31))) == 7


def test_other_refusals_leave_the_occurrence_pending_too(dossier: Dossier) -> None:
    add(dossier)
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6132'")
    (outcome, *_) = run(dossier)
    assert "Le compte 6132 (Locations immobilières) ne reçoit pas d'écriture : compte bloqué" in str(outcome.refusal)
    assert posted(dossier) == []
    assert dossier.database.value("SELECT count(*) FROM recurring_occurrence") == 0
    assert len(due(dossier)) == 3


@pytest.mark.spec("ABO-05")
def test_deleting_the_entry_brings_nothing_back_until_it_is_asked(dossier: Dossier) -> None:
    card = add(dossier)
    run(dossier)
    delete_entry(dossier, 2)
    assert due(dossier) == []
    generated = treated_occurrences(dossier.database, OccurrenceState.GENERATED)
    assert [occurrence.entry_id for _, occurrence in generated] == [3, None, 1]
    with pytest.raises(EntryStandsError) as refused:
        restore_occurrences(dossier, generated[:1])
    assert str(refused.value) == (
        "L'occurrence du 05/03/2026 de l'abonnement LOYER a son écriture BP 00003 du 05/03/2026 dans les "
        "journaux : supprimez-la d'abord pour remettre l'occurrence à générer."
    )
    restore_occurrences(dossier, generated[1:2])
    assert dates(dossier) == ["05/02 LOYER"]
    run(dossier)
    count = "SELECT count(*) FROM entry WHERE source_id = ? AND entry_date = '2026-02-05'"
    assert dossier.database.value(count, (card,)) == 1


@pytest.fixture
def two(dossier_path: Path, dossier: Dossier) -> Iterator[tuple[Dossier, Dossier]]:
    """The same dossier open by two sessions."""
    other = open_dossier(dossier_path, clock=fixed_clock)
    yield dossier, other
    close_dossier(other)


@pytest.mark.spec("ABO-05", "INVT-01")
def test_what_another_session_generated_meanwhile_is_not_generated_again(two: tuple[Dossier, Dossier]) -> None:
    first, second = two
    add(first)
    seen = due(second)
    run(first)
    outcomes = generate(second, seen)
    assert [outcome.done_before for outcome in outcomes] == [True] * 3
    assert not any(outcome.refused for outcome in outcomes)
    assert str(outcomes[0].refusal) == (
        "Occurrence du 05/01/2026 de l'abonnement LOYER : déjà générée, peut-être par une autre session."
    )
    assert len(posted(first)) == 6


@pytest.mark.spec("ABO-05", "INVT-01")
def test_four_sessions_at_once_generate_each_occurrence_once(dossier_path: Path, dossier: Dossier) -> None:
    add(dossier, recurrence=Recurrence(date(2026, 1, 1), unit=RecurrenceUnit.DAY, every=9))
    start, outcomes = Barrier(4), list[Outcome]()

    def work() -> None:
        mine = open_dossier(dossier_path, clock=fixed_clock)
        try:
            found = due_occurrences(mine.database, MARCH)
            start.wait()
            outcomes.extend(generate(mine, found))
        finally:
            close_dossier(mine)

    with ExitStack() as ends:
        for thread in [Thread(target=work) for _ in range(4)]:
            thread.start()
            ends.callback(thread.join)
    assert len(outcomes) == 40
    assert sum(1 for outcome in outcomes if outcome.entry) == 10
    assert dossier.database.rows("SELECT count(*), count(DISTINCT entry_date) FROM entry") == [(10, 10)]
    assert dossier.database.rows("SELECT count(*), count(DISTINCT entry_id) FROM recurring_occurrence") == [(10, 10)]


@pytest.mark.spec("ABO-06")
def test_a_skipped_occurrence_is_offered_no_more_until_it_is_restored(dossier: Dossier) -> None:
    add(dossier)
    skip_occurrences(dossier, due(dossier)[1:2])
    assert dates(dossier) == ["05/01 LOYER", "05/03 LOYER"]
    skipped = treated_occurrences(dossier.database, OccurrenceState.SKIPPED)
    run(dossier)
    assert [line[0] for line in posted(dossier)][::2] == ["2026-01-05", "2026-03-05"]
    with pytest.raises(OccurrenceDoneError, match="déjà ignorée"):
        skip_occurrences(dossier, skipped)
    restore_occurrences(dossier, skipped)
    assert dates(dossier) == ["05/02 LOYER"]


@pytest.mark.spec("ABO-06", "ABO-03")
def test_date_and_amounts_of_one_occurrence_change_without_the_card(dossier: Dossier) -> None:
    card = add(dossier)
    february = due(dossier)[1]
    change_occurrence(dossier, february, date(2026, 4, 2), {1: 90_000, 2: -90_000})
    assert dates(dossier) == ["05/01 LOYER", "05/03 LOYER"]
    assert dates(dossier, date(2026, 4, 4)) == ["05/01 LOYER", "05/03 LOYER", "02/04 LOYER"]
    run(dossier, date(2026, 4, 4))
    assert posted(dossier)[-2:] == [
        ("2026-04-02", "BP", "00003", "N", "6132", "Loyer avril 2026", 90_000, 0),
        ("2026-04-02", "BP", "00003", "N", "5121", "Loyer avril 2026", 0, 90_000),
    ]
    assert read_recurring_entry(dossier.database, card)[0] == RENT
    assert due(dossier, date(2026, 4, 4)) == []


@pytest.mark.spec("ABO-06")
def test_an_occurrence_brought_forward_is_due_sooner_and_may_go_back(dossier: Dossier) -> None:
    card = add(dossier)
    april = due(dossier, date(2026, 4, 30))[3]
    change_occurrence(dossier, april, date(2026, 3, 30), {})
    assert dates(dossier)[-1] == "30/03 LOYER"
    assert next_occurrence(dossier.database, card, RENT) == date(2026, 1, 5)
    change_occurrence(dossier, april, date(2026, 4, 5), {})
    assert dossier.database.value("SELECT count(*) FROM recurring_occurrence") == 0
    assert dates(dossier)[-1] == "05/03 LOYER"


def test_unbalanced_amounts_of_an_occurrence_are_refused_when_it_is_generated(dossier: Dossier) -> None:
    add(dossier)
    change_occurrence(dossier, due(dossier)[0], date(2026, 1, 5), {1: 90_000})
    (first, *_) = run(dossier)
    assert "n'est pas équilibrée (écart -100,00)" in str(first.refusal)
    assert dates(dossier) == ["05/01 LOYER"]


@pytest.mark.spec("ABO-09", "INVT-04")
def test_new_amounts_apply_to_what_is_not_generated_yet(dossier: Dossier) -> None:
    card = add(dossier)
    run(dossier, date(2026, 1, 31))
    before = posted(dossier)
    lines = (RecurringLine("6132", amount=110_000), RecurringLine("5121", amount=-110_000))
    rewrite(dossier, card, lines=lines, label="Loyer révisé")
    assert posted(dossier) == before
    run(dossier, date(2026, 2, 28))
    assert posted(dossier)[:2] == before
    assert [line[5:] for line in posted(dossier)[2:]] == [
        ("Loyer révisé", 110_000, 0),
        ("Loyer révisé", 0, 110_000),
    ]
    switch_recurring_entries(dossier, [card])
    assert due(dossier, date(2026, 12, 31)) == []
    assert len(posted(dossier)) == 4


@pytest.mark.spec("INVT-02")
def test_a_card_and_its_pending_occurrences_count_nowhere(dossier: Dossier) -> None:
    add(dossier)
    change_occurrence(dossier, due(dossier)[0], date(2026, 1, 6), {1: 50_000, 2: -50_000})
    skip_occurrences(dossier, due(dossier)[1:2])
    for table in ("entry", "entry_line", "balance_total", "due_date", "vat_record"):
        assert dossier.database.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 (names of this test)


@pytest.mark.spec("INVT-03", "STA-02")
def test_generated_entries_are_validated_like_the_others(dossier: Dossier) -> None:
    add(dossier)
    run(dossier)
    assert dossier.database.rows("SELECT DISTINCT status FROM entry") == [("N",)]
    validate_entries(dossier, [1, 2, 3])
    assert dossier.database.rows("SELECT definitive_number FROM entry ORDER BY id") == [(1,), (2,), (3,)]


def test_a_run_is_never_longer_than_a_report_can_tell(dossier: Dossier) -> None:
    add(dossier, recurrence=Recurrence(date(1900, 1, 1), unit=RecurrenceUnit.DAY))
    with pytest.raises(TooManyOccurrencesError) as refused:
        due(dossier, date.max)
    assert str(refused.value) == (
        f"Plus de {MOST_AT_ONCE} occurrences jusqu'au 31/12/9999 : choisissez une date plus proche."
    )


def test_an_ended_card_has_no_more_occurrences(dossier: Dossier) -> None:
    card = add(dossier)
    change_occurrence(dossier, due(dossier)[2], date(2026, 3, 9), {})
    rewrite(dossier, card, recurrence=replace(RENT.recurrence, last=date(2026, 2, 28)))
    assert dates(dossier) == ["05/01 LOYER", "05/02 LOYER"]
    run(dossier)
    stored, _ = read_recurring_entry(dossier.database, card)
    assert next_occurrence(dossier.database, card, stored) is None


def test_nothing_is_generated_in_a_dossier_open_for_reading(dossier_path: Path, dossier: Dossier) -> None:
    add(dossier)
    reader = open_dossier(dossier_path, readonly=True, clock=fixed_clock)
    with pytest.raises(ReadOnlyDossierError):
        generate(reader, due(reader))
    close_dossier(reader)
    assert posted(dossier) == []


@pytest.mark.spec("ABO-06", "ABO-07")
def test_the_occurrences_of_a_card_deleted_meanwhile_are_refused_by_its_name(dossier: Dossier) -> None:
    card = add(dossier)
    listed = due(dossier)
    delete_recurring_entry(dossier, card)
    with pytest.raises(RecordGoneError, match="L'abonnement n'existe plus"):
        skip_occurrences(dossier, listed)
    with pytest.raises(RecordGoneError, match="L'abonnement n'existe plus"):
        change_occurrence(dossier, listed[0], listed[0][1].day, {1: 5})
    assert [str(outcome.refusal) for outcome in generate(dossier, listed)] == [
        "L'abonnement n'existe plus : suppression par une autre session. Fermez la fiche."
    ] * 3
    assert posted(dossier) == []
