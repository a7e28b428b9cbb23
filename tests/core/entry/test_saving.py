"""What waits for a save, what blocks it, what it changes, and the drafts kept until then."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.core.entry.ledger import END, START, Ledger, Typist, payroll_model, small_ledger
from tuicompta.core.dates import YearMonth
from tuicompta.core.entry import drafts
from tuicompta.core.entry.model import Column, DuePart, Grid, Provenance
from tuicompta.core.entry.pending import Issue, IssueKind
from tuicompta.core.entry.ports import PastLine
from tuicompta.core.entry.profile import JOURNAL_WINDOW, EntryOptions
from tuicompta.core.entry.saving import SavedEntry
from tuicompta.core.enums import AccountType, JournalType, NumberingMode

INVOICE = "15⏎dup⏎⏎120⏎+"


def kinds(issues: tuple[Issue, ...]) -> list[str]:
    return [issue.kind.value for issue in issues]


def warnings_of(ledger: Ledger, journal: str, keys: str, **options: bool) -> list[str]:
    quiet = dict.fromkeys(
        [
            "negative_alerts",
            "account_alerts",
            "duplicate_piece_alerts",
            "missing_piece_alerts",
            "duplicate_entry_alerts",
            "vat_alerts",
        ],
        False,
    )
    given = EntryOptions(**{**quiet, **options})  # type: ignore[arg-type]
    typist = Typist(ledger, journal=journal, options=given).type("⏎" + keys)
    assert not typist.machine.pending().errors
    return [issue.text for issue in typist.machine.pending().warnings]


# Blocking errors


@pytest.mark.spec("KM-37")
def test_an_unbalanced_entry_blocks_and_names_its_difference() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎421⏎/30⏎")
    (error,) = typist.machine.pending().errors
    assert (error.kind, error.text) == (IssueKind.UNBALANCED, "Écriture non équilibrée, différence 130,00")
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎421⏎30⏎")
    assert typist.machine.pending().errors[0].text == "Écriture non équilibrée, différence 70,00"


@pytest.mark.spec("KM-37")
def test_a_single_line_blocks_even_when_it_balances_nothing() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎")
    assert "single_line" in kinds(typist.machine.pending().errors)
    assert "missing_cell" in kinds(typist.machine.pending().errors)


@pytest.mark.spec("KM-37", "KM-67")
def test_an_account_blocked_or_gone_meanwhile_blocks() -> None:
    typist = Typist().type("⏎" + INVOICE)
    assert not typist.machine.pending().errors
    typist.ledger.add_account("6064", "Fournitures", blocked=True)
    (error,) = typist.machine.pending().errors
    assert (error.kind, error.line, error.text) == (IssueKind.BLOCKED_ACCOUNT, 1, "Compte bloqué : 6064")
    typist.ledger.add_account("6064", "Fournitures", type=AccountType.ROOT)
    assert kinds(typist.machine.pending().errors) == ["root_account"]
    del typist.ledger.account_cards["6064"]
    assert kinds(typist.machine.pending().errors) == ["unknown_account"]


@pytest.mark.spec("KM-37")
def test_a_month_closed_meanwhile_blocks() -> None:
    typist = Typist().type("⏎" + INVOICE)
    typist.ledger.closed.add(("AC", YearMonth(2026, 3)))
    assert kinds(typist.machine.pending().errors) == ["closed_month"]


@pytest.mark.spec("KM-37")
def test_a_fiscal_year_closed_meanwhile_blocks() -> None:
    typist = Typist().type("⏎" + INVOICE)
    typist.ledger.closed_years.add(2026)
    assert kinds(typist.machine.pending().errors) == ["out_of_year"]


@pytest.mark.spec("KM-37")
def test_a_missing_label_blocks_and_enter_goes_to_the_cell() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎⌦⏎100⏎421⏎⌦⏎⏎")
    pending = typist.machine.pending()
    assert [(error.line, error.text) for error in pending.errors] == [
        (0, "Libellé obligatoire"),
        (1, "Libellé obligatoire"),
    ]
    typist.machine.go_to(pending.errors[1])
    assert typist.at == (1, Column.LABEL)


@pytest.mark.spec("KM-94", "KM-96")
def test_correct_entries_are_ready_in_the_order_of_the_grid() -> None:
    typist = Typist().type("⏎" + INVOICE + INVOICE + "15⏎dup⏎⏎99⏎")
    first, second, third = typist.machine.entries
    pending = typist.machine.pending()
    assert [entry.key for entry in pending.entries] == [first.key, second.key]
    assert {error.entry_key for error in pending.errors} == {third.key}
    typist.machine.mark_saved({first.key: SavedEntry(1), second.key: SavedEntry(2)})
    assert [entry.saved for entry in typist.machine.entries[:3]] == [True, True, False]
    assert typist.at[0] == 7


@pytest.mark.spec("KM-37", "INV-16")
def test_switching_every_alert_off_keeps_every_error() -> None:
    off = EntryOptions(False, False, False, False, False, False)
    typist = Typist(journal="OD", options=off).type("⏎15⏎6411⏎paie⏎100⏎421⏎30⏎")
    typist.ledger.closed.add(("OD", YearMonth(2026, 3)))
    assert kinds(typist.machine.pending().errors) == ["unbalanced", "closed_month"]


@pytest.mark.spec("KM-32")
def test_accounting_warnings_wait_for_the_save() -> None:
    typist = Typist().type("⏎15⏎")
    for keys in ("mar⏎", "⏎", "-100⏎", "411mar⏎", "/-100⏎"):
        typist.type(keys)
        assert not [effect for effect in typist.effects if hasattr(effect, "text")]
    assert "negative_amount" in kinds(typist.machine.pending().warnings)
    assert "unusual_account" in kinds(typist.machine.pending().warnings)


# Warnings


@pytest.mark.spec("KM-36", "KM-94")
def test_an_entry_that_cannot_be_saved_asks_nothing_beside_its_errors() -> None:
    typist = Typist().type("⏎" + INVOICE + "15⏎mar⏎x⏎-99⏎")
    pending = typist.machine.pending()
    assert len(pending.entries) == 1
    assert {issue.entry_key for issue in pending.errors} == {typist.machine.entries[1].key}
    assert pending.warnings == ()


@pytest.mark.spec("KM-33")
def test_negative_amounts_are_listed_if_the_option_is_on() -> None:
    keys = "15⏎6161⏎x⏎-100⏎421⏎⏎"
    assert warnings_of(small_ledger(), "OD", keys, negative_alerts=True) == ["Montant négatif : -100,00"]
    assert warnings_of(small_ledger(), "OD", keys) == []


@pytest.mark.spec("KM-34", "JF-09")
def test_unusual_accounts_are_listed_if_the_option_is_on() -> None:
    keys = "15⏎411mar⏎x⏎100⏎6161⏎/100⏎"
    assert warnings_of(small_ledger(), "AC", keys, account_alerts=True) == [
        "Le compte 411MAR fait partie des racines non autorisées du journal AC",
        "Le compte 411MAR n'est pas autorisé dans un journal de type Achats",
    ]
    assert warnings_of(small_ledger(), "AC", keys) == []


@pytest.mark.spec("KM-35", "NUM-04", "NUM-05", "NUM-06")
def test_duplicate_numbers_are_listed_with_the_entry_that_has_them() -> None:
    ledger = small_ledger()
    keys = INVOICE + "16⇥00041⏎dup⏎⏎50⏎+" + "17⇥00042⏎dup⏎⏎60⏎+"
    assert warnings_of(ledger, "AC", keys, duplicate_piece_alerts=True) == [
        "Pièce 00041 déjà utilisée dans le journal AC : 12/02/2026 Facture Dupont",
        "Pièce 00042 déjà utilisée dans le journal AC : 15/03/2026 Dupont SARL",
    ]
    assert warnings_of(small_ledger(), "AC", keys) == []


@pytest.mark.spec("NUM-05", "KM-35")
def test_duplicates_can_be_renumbered() -> None:
    typist = Typist().type("⏎" + INVOICE + "16⇥00041⏎dup⏎⏎50⏎+17⇥00042⏎dup⏎⏎60⏎+")
    keys = [issue.entry_key for issue in typist.machine.pending().duplicates]
    typist.machine.renumber(keys)
    assert [entry.piece for entry in typist.machine.entries[:3]] == ["00042", "00043", "00044"]
    assert all(line.piece == entry.piece for entry in typist.machine.entries for line in entry.lines)
    assert not typist.machine.pending().duplicates


@pytest.mark.spec("NUM-05", "NUM-08")
def test_duplicates_of_a_manual_journal_take_the_next_free_number() -> None:
    ledger = small_ledger()
    ledger.add_journal("AM", "Manuel", JournalType.PURCHASES, numbering=NumberingMode.MANUAL)
    ledger.add_entry("AM", date(2026, 1, 5), "F2", PastLine("401DUP", "x", credit=1), PastLine("6064", "x", debit=1))
    typist = Typist(ledger, journal="AM").type("⏎15⏎F1⏎dup⏎⏎120⏎+16⏎F1⏎dup⏎⏎50⏎6161⏎50⏎")
    keys = [issue.entry_key for issue in typist.machine.pending().duplicates]
    typist.machine.renumber(keys)
    assert [entry.piece for entry in typist.machine.entries[:2]] == ["F1", "F3"]


@pytest.mark.spec("NUM-04")
def test_a_number_may_come_back_in_another_period_when_numbered_by_period() -> None:
    ledger = small_ledger()
    ledger.add_journal("AP", "Achats", JournalType.PURCHASES, numbering=NumberingMode.PER_PERIOD)
    typist = Typist(ledger, journal="AP").type("⏎15⏎dup⏎⏎120⏎+1504⏎dup⏎⏎50⏎+")
    assert [entry.piece for entry in typist.machine.entries[:2]] == ["00001", "00001"]
    assert not typist.machine.pending().duplicates


@pytest.mark.spec("NUM-07")
def test_the_journal_window_never_looks_for_duplicates() -> None:
    grid = Grid(date(2026, 3, 1), date(2026, 3, 31), journal="AC")
    typist = Typist(profile=JOURNAL_WINDOW, grid=grid).type("15⇥00041⏎dup⏎⏎120⏎+")
    assert typist.machine.entries[0].piece == "00041"
    assert not typist.machine.pending().duplicates


@pytest.mark.spec("KM-100", "OSA-10")
def test_a_line_without_piece_number_is_listed() -> None:
    keys = "15⇥⌦⏎6411⏎x⏎100⏎421⏎⏎"
    assert warnings_of(small_ledger(), "OD", keys, missing_piece_alerts=True) == ["Ligne sans numéro de pièce"]
    assert warnings_of(small_ledger(), "OD", keys) == []


@pytest.mark.spec("KM-100", "OSA-11")
def test_a_probable_duplicate_entry_is_named() -> None:
    ledger = small_ledger()
    lines = (PastLine("401DUP", "x", credit=12000, document="F1"), PastLine("6064", "x", debit=12000))
    ledger.add_entry("AC", date(2026, 1, 5), "00030", *lines)
    keys = "15⇥⇥F1⏎dup⏎⏎120⏎+"
    assert warnings_of(ledger, "AC", keys, duplicate_entry_alerts=True) == ["Doublon probable : AC 00030"]
    assert warnings_of(ledger, "AC", keys) == []
    twice = warnings_of(small_ledger(), "AC", INVOICE + INVOICE, duplicate_entry_alerts=True)
    assert twice == ["Doublon probable : une autre écriture de cette saisie"]


@pytest.mark.spec("KM-100", "OSA-12", "TVL-17")
def test_an_incoherent_vat_is_listed() -> None:
    ledger = small_ledger()
    ledger.entries.clear()
    keys = "15⏎dup⏎⏎120⏎6064⏎99⏎⇥⇥21⏎"
    assert warnings_of(ledger, "AC", keys, vat_alerts=True) == ["TVA du compte 44566 : 21,00 au lieu de 19,80"]
    assert warnings_of(ledger, "AC", keys) == []
    without = "15⏎dup⏎⏎120⏎6064⏎120⏎"
    assert warnings_of(ledger, "AC", without, vat_alerts=True) == ["Aucune ligne de TVA pour le compte 6064"]
    assert warnings_of(small_ledger(), "AC", INVOICE, vat_alerts=True) == []


def test_the_cursor_can_go_to_the_first_warning() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6161⏎x⏎-100⏎421⏎⏎")
    typist.machine.go_to(typist.machine.pending().warnings[0])
    assert typist.at == (0, Column.DEBIT)


# After the save


@pytest.mark.spec("KM-05", "KM-38")
def test_saved_lines_stay_dimmed_and_leave_the_totals() -> None:
    typist = Typist().type("⏎" + INVOICE + INVOICE)
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.remainder) == (24000, 24000, 0)
    assert (totals.typed_entries, totals.saved_entries) == (2, 0)
    typist.machine.mark_saved({typist.machine.entries[0].key: SavedEntry(7)})
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.typed_entries, totals.saved_entries) == (12000, 12000, 2, 1)
    assert typist.machine.entries[0].entry_id == 7
    assert typist.machine.row_count == 7
    typist.type("16⏎dup⏎⏎50⏎")
    assert typist.machine.totals().remainder == -5000


@pytest.mark.spec("KM-38")
def test_totals_follow_each_change() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎x⏎100⏎421⏎70⏎")
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.remainder) == (10000, 7000, 3000)
    typist.type("↑<ctrl+d>")
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.remainder) == (10000, 0, 10000)


@pytest.mark.spec("KM-39")
def test_the_recap_sums_by_journal_and_month_saved_lines_included() -> None:
    typist = Typist().type("⏎" + INVOICE + "0204⏎dup⏎⏎50⏎+")
    typist.machine.mark_saved({typist.machine.entries[0].key: SavedEntry(7)})
    typist.type("o⏎5⏎6411⏎x⏎100⏎")
    rows = [(row.journal, row.month, row.debit, row.credit, row.balance) for row in typist.machine.recap()]
    assert rows == [
        ("AC", YearMonth(2026, 3), 12000, 12000, 0),
        ("AC", YearMonth(2026, 4), 5000, 5000, 0),
        ("OD", YearMonth(2026, 4), 10000, 0, 10000),
    ]


@pytest.mark.spec("KM-07")
def test_the_fiscal_year_changes_only_without_unsaved_lines() -> None:
    typist = Typist().type("⏎" + INVOICE)
    typist.effects = typist.machine.set_fiscal_year(date(2027, 1, 1), date(2027, 12, 31))
    assert typist.errors[0].startswith("Enregistrez ou supprimez d'abord les lignes saisies")
    typist.machine.mark_saved({typist.machine.entries[0].key: SavedEntry(1)})
    typist.effects = typist.machine.set_fiscal_year(date(2027, 1, 1), date(2027, 12, 31))
    assert not typist.errors
    assert typist.machine.header().start == date(2027, 1, 1)
    typist.type("0503⏎")
    assert typist.machine.entries[-1].entry_date == date(2027, 3, 5)


def test_what_is_unsaved_is_known_before_closing() -> None:
    typist = Typist()
    assert typist.machine.pending().is_empty
    typist.type("⏎15⏎dup⏎⏎120⏎")
    pending = typist.machine.pending()
    assert not pending.is_empty
    assert pending.errors[0].text == "Écriture non équilibrée, différence -120,00"


# Drafts


def test_a_draft_gives_the_entries_back() -> None:
    ledger = small_ledger()
    ledger.models = [payroll_model()]
    typist = Typist(ledger).type("⏎" + INVOICE + "16⇥⇥F1⏎dup⏎x⏎50⏎/p⏎31⏎3000⏎")
    key = typist.machine.entries[1].key
    typist.machine.set_due_parts(key, 0, [DuePart(date(2026, 5, 1), 5000, "VIR", "BP")])
    changes = typist.machine.take_draft_changes()
    kept = json.loads(json.dumps([changes.written[key] for key in changes.order]))
    entries = [drafts.to_entry(draft) for draft in kept]
    assert entries == [entry for entry in typist.machine.entries if entry.lines]
    again = Typist(small_ledger(), grid=Grid(START, END, entries))
    assert again.machine.totals().debit == typist.machine.totals().debit
    assert [entry.piece for entry in again.machine.entries if entry.lines] == ["00042", "00043"]


def test_only_what_changed_is_written_again() -> None:
    typist = Typist().type("⏎" + INVOICE + INVOICE)
    first, second = (entry.key for entry in typist.machine.entries[:2])
    changes = typist.machine.take_draft_changes()
    assert set(changes.written) == {first, second}
    typist.type("<ctrl+home>").to(Column.LABEL).type("x⏎")
    changes = typist.machine.take_draft_changes()
    assert set(changes.written) == {first}
    assert not changes.removed
    typist.machine.mark_saved({first: SavedEntry(1)})
    changes = typist.machine.take_draft_changes()
    assert changes.removed >= {first}
    assert changes.order == (second,)


def test_the_text_being_typed_is_part_of_the_draft() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie de ma")
    changes = typist.machine.take_draft_changes()
    assert changes.typing is not None
    entries = [drafts.to_entry(changes.written[key]) for key in changes.order]
    again = Typist(small_ledger(), journal="OD", grid=Grid(START, END, entries))
    again.machine.resume_typing(changes.typing)
    again.type("rs⏎")
    assert again.machine.entries[0].lines[0].label == "paie de mars"
    assert again.machine.entries[0].lines[0].provenance(Column.LABEL) is Provenance.TYPED


def test_a_text_is_not_resumed_in_a_locked_cell() -> None:
    typist = Typist().type("⏎" + INVOICE)
    key = typist.machine.entries[0].key
    typist.machine.mark_saved({key: SavedEntry(1)})
    typist.effects = typist.machine.resume_typing((key, 0, "label", "text"))
    assert typist.errors
    assert not typist.machine.is_editing


def test_lines_once_saved_show_the_stored_ones() -> None:
    typist = Typist().type("od⏎15⏎6411⏎paie⏎100⏎421⏎⏎")
    typist.machine.mark_saved({typist.machine.entries[0].key: SavedEntry(7, line_ids=(31, 32))})
    assert [line.line_id for line in typist.machine.entries[0].lines] == [31, 32]
