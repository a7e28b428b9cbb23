"""Saving new entries: what is stored, what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import bank, change, entry, line, purchase, sale, save, saved
from tuicompta.core.amounts import MAX_CENTS
from tuicompta.core.entry.model import Column, GridEntry
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.settings import SETTINGS
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.errors import (
    AccountNotEnterableError,
    ClosedMonthError,
    IncompleteEntryError,
    LineAmountError,
    NoOpenYearError,
    ReservedJournalError,
    SingleLineEntryError,
    UnbalancedEntryError,
    UnknownJournalError,
)
from tuicompta.services.settings.settings import set_settings

TOTALS = """
    SELECT account.number, journal.code, period.start_date, status, debit, credit, debit_lines, credit_lines
      FROM balance_total JOIN account ON account.id = account_id JOIN journal ON journal.id = journal_id
      JOIN period ON period.id = period_id ORDER BY account.number, journal.code, period.start_date, status
"""
STORED = "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM entry_line), (SELECT count(*) FROM balance_total)"


@pytest.mark.spec("STA-02", "SW-40", "INV-01", "INV-15")
def test_what_is_typed_is_what_is_stored(dossier: Dossier) -> None:
    made = save(dossier, replace(purchase(), piece_date=date(2026, 3, 10)), origin=EntryOrigin.CONTINUOUS_ENTRY)
    assert [(one.key, one.entry_id, one.version, one.pieces) for one in made] == [(1, 1, 1, ("00001",) * 3)]
    header = (
        "SELECT journal.code, period.start_date, entry_date, piece_date, piece_number, status, posted, origin,"
        " entry.version, user.code, created_at, changed_at, definitive_number FROM entry"
        " JOIN journal ON journal.id = journal_id JOIN period ON period.id = period_id"
        " JOIN user ON user.id = created_by"
    )
    day, made_by = "2026-03-15", ("ADM", "2026-03-20T14:05:00", None, None)
    assert dossier.database.rows(header) == [
        ("AC", "2026-03-01", day, "2026-03-10", "00001", "N", 1, "continuous_entry", 1, *made_by)
    ]
    lines = (
        "SELECT entry_line.id, position, number, entry_date, piece_number, label, folded_label, debit, credit,"
        " line_type FROM entry_line JOIN account ON account.id = account_id ORDER BY position"
    )
    assert dossier.database.rows(lines) == [
        (1, 1, "401DUP", day, "00001", "Facture", "facture", 0, 123_456, "invoice"),
        (2, 2, "6064", day, "00001", "Facture", "facture", 102_880, 0, None),
        (3, 3, "44566", day, "00001", "Facture", "facture", 20_576, 0, None),
    ]
    assert made[0].line_ids == (1, 2, 3)


@pytest.mark.spec("SW-40")
def test_the_piece_date_is_the_entry_date_unless_typed(dossier: Dossier) -> None:
    save(dossier, purchase(day=date(2026, 3, 15)))
    assert dossier.database.value("SELECT piece_date FROM entry") == "2026-03-15"


@pytest.mark.spec("SJL-18", "INV-06")
def test_totals_are_those_of_the_lines_in_every_open_year(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2), bank("401DUP", -100), purchase(day=date(2027, 1, 31)))
    assert dossier.database.rows(TOTALS) == [
        ("401DUP", "AC", "2026-03-01", "N", 0, 246_912, 0, 2),
        ("401DUP", "AC", "2027-01-01", "N", 0, 123_456, 0, 1),
        ("401DUP", "BP", "2026-03-01", "N", 100, 0, 1, 0),
        ("44566", "AC", "2026-03-01", "N", 41_152, 0, 2, 0),
        ("44566", "AC", "2027-01-01", "N", 20_576, 0, 1, 0),
        ("5121", "BP", "2026-03-01", "N", 0, 100, 0, 1),
        ("6064", "AC", "2026-03-01", "N", 205_760, 0, 2, 0),
        ("6064", "AC", "2027-01-01", "N", 102_880, 0, 1, 0),
    ]
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SJ-24")
def test_negative_amounts_are_kept_on_their_side(dossier: Dossier) -> None:
    save(dossier, entry(line("401DUP", credit=-500), line("6064", -500)))
    assert dossier.database.rows("SELECT debit, credit, line_type FROM entry_line ORDER BY id") == [
        (0, -500, "credit_note"),
        (-500, 0, None),
    ]


def test_the_largest_amount_is_exact(dossier: Dossier) -> None:
    save(dossier, entry(line("401DUP", credit=MAX_CENTS), line("6064", MAX_CENTS)))
    assert dossier.database.value("SELECT max(debit) FROM balance_total") == 999_999_999_999_999


@pytest.mark.spec("SJ-08", "SJ-11", "SJ-18")
def test_texts_are_cleaned_and_cut_wherever_they_are_stored(dossier: Dossier) -> None:
    hostile = "A\x1b]52;c;eA==\x07\u202eB\tC"
    cells = {"piece": hostile + "p" * 40, "document": hostile + "d" * 40, "label": " " + hostile + "l" * 120}
    made = save(dossier, entry(line("401DUP", credit=100, **cells), line("6064", 100, **cells)))  # type: ignore[arg-type]
    clean = "A]52;c;eA==B C"
    piece, label = (clean + "p" * 40)[:30], (clean + "l" * 120)[:100]
    assert made[0].pieces == (piece, piece)
    assert dossier.database.rows("SELECT piece_number FROM entry") == [(piece,)]
    texts = "SELECT piece_number, document_number, label, folded_label FROM entry_line"
    assert dossier.database.rows(texts) == [(piece, (clean + "d" * 40)[:30], label, label.lower())] * 2


def test_usage_counts_the_lines_typed_not_those_corrected(dossier: Dossier) -> None:
    shown = saved(dossier, entry(line("401DUP", credit=300), line("6064", 100), line("6064", 200)))
    save(dossier, change(shown, (0, Column.LABEL, "Corrigé")))
    usage = "SELECT number, month, lines FROM account_usage JOIN account ON account.id = account_id ORDER BY number"
    assert dossier.database.rows(usage) == [("401DUP", "2026-03", 1), ("6064", "2026-03", 2)]


# --- refusals


def blocked(dossier: Dossier) -> GridEntry:
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6064'")
    return purchase()


def closed_month(dossier: Dossier) -> GridEntry:
    dossier.database.run("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 3, 'x')")
    return purchase()


def closed_year(dossier: Dossier) -> GridEntry:
    dossier.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1")
    return purchase()


def opening(code: str) -> Callable[[Dossier], GridEntry]:
    def prepare(dossier: Dossier) -> GridEntry:
        dossier.database.run("INSERT INTO journal (code, type, description) VALUES (?, 'opening', 'x')", (code,))
        return replace(purchase(), journal=code)

    return prepare


def at_foot(dossier: Dossier) -> GridEntry:
    dossier.database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")
    return replace(bank("411MAR", 100), journal="CA")


def plain(typed: GridEntry) -> Callable[[Dossier], GridEntry]:
    return lambda _: typed


def edited(index: int, **cells: object) -> Callable[[Dossier], GridEntry]:
    typed = purchase()
    lines = list(typed.lines)
    lines[index] = replace(lines[index], **cells)  # type: ignore[arg-type]
    return plain(replace(typed, lines=tuple(lines)))


NAMED = "AC 00001 du 15/03/2026"
REFUSED: list[tuple[Callable[[Dossier], GridEntry], type[TuicomptaError], str]] = [
    (
        plain(replace(purchase(), entry_date=None)),
        IncompleteEntryError,
        "L'écriture AC ne peut pas .* la date manque. Complétez-la",
    ),
    (edited(0, account=""), IncompleteEntryError, f"{NAMED} .* le compte de la ligne 1 manque"),
    (edited(1, label=" "), IncompleteEntryError, f"{NAMED} .* le libellé de la ligne 2 manque"),
    (edited(1, label="\u200b\x1b"), IncompleteEntryError, f"{NAMED} .* le libellé de la ligne 2 manque"),
    (edited(2, debit=0), IncompleteEntryError, f"{NAMED} .* le montant de la ligne 3 manque"),
    (edited(1, credit=5), LineAmountError, f"ligne 2 de l'écriture {NAMED} .* au débit ou au crédit, jamais aux deux"),
    (edited(1, debit=MAX_CENTS + 1), LineAmountError, f"ligne 2 de l'écriture {NAMED} .* au plus 13 chiffres"),
    (edited(1, debit=2**63), LineAmountError, "au plus 13 chiffres avant la virgule"),
    (edited(1, debit=102_881), UnbalancedEntryError, f"{NAMED} n'est pas équilibrée \\(écart 0,01\\). Équilibrez-la"),
    (
        plain(entry(line("401DUP", credit=1))),
        SingleLineEntryError,
        "AC sans pièce du 15/03/2026 a moins de deux lignes",
    ),
    (plain(entry()), SingleLineEntryError, "a moins de deux lignes. Ajoutez sa contrepartie"),
    (plain(purchase(day=date(2025, 12, 31))), NoOpenYearError, "31/12/2025 n'est dans aucun exercice ouvert"),
    (plain(purchase(day=date(2028, 1, 1))), NoOpenYearError, "01/01/2028 n'est dans aucun .* Changez sa date"),
    (closed_year, NoOpenYearError, f"15/03/2026 n'est dans aucun exercice ouvert : l'écriture {NAMED}"),
    (closed_month, ClosedMonthError, f"^Mois clôturé pour ce journal : AC, mars 2026. L'écriture {NAMED}"),
    (plain(replace(purchase(), journal="ZZ")), UnknownJournalError, "Le journal ZZ n'existe pas.*Choisissez-en un"),
    (edited(1, account="6099999"), UnknownAccountError, "Le compte 6099999 n'existe pas"),
    (edited(1, account="606"), AccountNotEnterableError, "Le compte 606 \\(.*\\) ne reçoit .* c'est un compte Racine"),
    (blocked, AccountNotEnterableError, "Le compte 6064 \\(.*\\) .*: compte bloqué. Choisissez un autre compte"),
    (opening("AN"), ReservedJournalError, "Le journal AN ne se saisit pas ici : il est géré par le programme"),
    (opening("RAN"), ReservedJournalError, "Le journal RAN ne se saisit pas ici"),
]


@pytest.mark.spec("INV-01", "INV-04", "INV-05", "INV-16", "SINV-04", "SJ-26", "FC-05")
@pytest.mark.parametrize("options", ["on", "off"])
@pytest.mark.parametrize(("prepare", "error", "sentence"), REFUSED)
def test_a_refusal_names_the_entry_and_stores_nothing(
    dossier: Dossier,
    prepare: Callable[[Dossier], GridEntry],
    error: type[TuicomptaError],
    sentence: str,
    options: str,
) -> None:
    """Switching every option off weakens no refusal; the correct entry saved along is not stored either."""
    alerts = {key: options == "on" for key, setting in SETTINGS.items() if setting.default is True}
    set_settings(dossier.database, alerts)
    typed = prepare(dossier)
    with pytest.raises(error, match=sentence):
        save(dossier, sale(key=7, day=date(2027, 5, 5)), typed, origin=EntryOrigin.CONTINUOUS_ENTRY)
    assert dossier.database.row(STORED) == (0, 0, 0)
    assert (
        dossier.database.value("SELECT next_number FROM journal_year WHERE journal_id = 2 AND fiscal_year_id = 1") == 1
    )
    assert not dossier.database.in_transaction()


@pytest.mark.spec("CTP-03", "INV-07")
def test_a_foot_of_journal_is_entered_in_the_journal_window_only(dossier: Dossier) -> None:
    typed = at_foot(dossier)
    for origin in (
        EntryOrigin.CONTINUOUS_ENTRY,
        EntryOrigin.SINGLE_ENTRY,
        EntryOrigin.GUIDED_ENTRY,
        EntryOrigin.IMPORT,
    ):
        with pytest.raises(
            ReservedJournalError, match="CA ne se saisit pas ici : sa contrepartie est en pied de journal"
        ):
            save(dossier, typed, origin=origin)
    save(dossier, typed, origin=EntryOrigin.JOURNAL_WINDOW)


@pytest.mark.spec("DOSO-09")
def test_nothing_is_saved_in_a_dossier_open_for_consultation(dossier_path: Path) -> None:
    dossier = open_dossier(dossier_path, readonly=True, clock=fixed_clock)
    with pytest.raises(ReadOnlyDossierError, match=r"^Lecture seule"):
        save(dossier, purchase())
    close_dossier(dossier)


@pytest.mark.spec("KM-96")
def test_entries_are_stored_in_the_order_of_the_grid(dossier: Dossier) -> None:
    made = save(
        dossier, purchase(day=date(2026, 3, 20), key=5), sale(day=date(2026, 1, 2), key=9), bank("411MAR", 5, key=2)
    )
    assert [(one.key, one.entry_id) for one in made] == [(5, 1), (9, 2), (2, 3)]
