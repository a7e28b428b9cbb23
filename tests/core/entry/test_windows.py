"""The journal window and the single entry: the same machine with other stops and rules (SJ-39)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.entry.ledger import Ledger, Typist, small_ledger
from tuicompta.core.entry.effects import CloseRequested, Message
from tuicompta.core.entry.model import Column, Grid, GridEntry, GridLine, Provenance
from tuicompta.core.entry.ports import AssociatedAccount, AssociatedAmount
from tuicompta.core.entry.profile import JOURNAL_WINDOW, SINGLE_ENTRY, EntryOptions
from tuicompta.core.entry.saving import SavedEntry

CHAIN = (
    AssociatedAccount("6063", AssociatedAmount.NET_OF_TOTAL),
    AssociatedAccount("44566", AssociatedAmount.VAT_OF_TOTAL),
)


def window(journal: str = "AC", ledger: Ledger | None = None, *entries: GridEntry) -> Typist:
    grid = Grid(date(2026, 3, 1), date(2026, 3, 31), list(entries), journal=journal)
    return Typist(ledger, profile=JOURNAL_WINDOW, grid=grid, journal=journal)


def chained(*rows: AssociatedAccount) -> Ledger:
    ledger = small_ledger()
    ledger.add_account("401DUP", "Dupont SARL", associated=rows)
    return ledger


@pytest.mark.spec("SJ-39")
def test_the_journal_is_given_by_the_header() -> None:
    typist = window()
    assert typist.at == (0, Column.DATE)
    typist.type("15⏎dup⏎⏎120⏎+")
    assert typist.machine.entries[0].journal == "AC"
    assert typist.machine.entries[0].complete
    typist.type("x⏎")
    assert typist.errors
    assert typist.at == (3, Column.DATE)


@pytest.mark.spec("SJ-05", "SJ-39")
@pytest.mark.parametrize("typed", ["1503", "15/3", "150326"])
def test_jour_takes_the_day_only(typed: str) -> None:
    assert window().type(f"{typed}⏎").errors == ["Tapez le jour seul, du 01/03/2026 au 31/03/2026."]
    assert window().type("32⏎").errors == ["Date impossible"]


@pytest.mark.spec("SJ-17", "FC-36", "FC-37")
def test_associated_accounts_are_proposed_in_their_order() -> None:
    typist = window("AC", chained(*CHAIN)).type("15⏎dup⏎⏎1200⏎")
    assert typist.ghosts() == ["6063 D 1 000,00", "44566 D 200,00"]
    typist.type("⏎⏎")
    assert typist.lines() == ["401DUP C 1 200,00", "6063 D 1 000,00", "44566 D 200,00"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("SJ-17")
def test_a_line_of_the_chain_left_untouched_is_not_saved() -> None:
    typist = window("AC", chained(*CHAIN)).type("15⏎dup⏎⏎1200⏎6161⏎1200⏎")
    assert typist.lines() == ["401DUP C 1 200,00", "6161 D 1 200,00"]
    (ready,) = typist.machine.pending().entries
    assert [line.account for line in ready.lines] == ["401DUP", "6161"]


@pytest.mark.spec("FC-35", "FC-37")
def test_a_chain_knows_percentages_and_the_balance() -> None:
    rows = (
        AssociatedAccount("6161", AssociatedAmount.PERCENTAGE, 2550),
        AssociatedAccount("6411", AssociatedAmount.NONE),
        AssociatedAccount("467", AssociatedAmount.BALANCE),
    )
    typist = window("AC", chained(*rows)).type("15⏎dup⏎⏎100,01⏎")
    assert typist.ghosts() == ["6161 D 25,50", "6411", "467 D 74,51"]


@pytest.mark.spec("SJ-17")
def test_suppr_drops_a_line_of_the_chain_and_esc_the_rest() -> None:
    typist = window("AC", chained(*CHAIN)).type("15⏎dup⏎⏎1200⏎⌦")
    assert typist.ghosts() == ["44566 D 200,00"]
    typist = window("AC", chained(*CHAIN)).type("15⏎dup⏎⏎1200⏎⎋")
    assert typist.machine.entries[0].declined == ("6063", "44566")
    assert len(typist.lines()) == 1


@pytest.mark.spec("SJ-17", "FC-36")
def test_a_chained_line_never_opens_its_own_chain() -> None:
    ledger = chained(AssociatedAccount("6161", AssociatedAmount.BALANCE))
    ledger.add_account("6161", "Multirisques", associated=(AssociatedAccount("6411"),))
    typist = window("AC", ledger).type("15⏎dup⏎⏎100⏎⇥⇥60⏎")
    assert typist.lines() == ["401DUP C 100,00", "6161 D 60,00"]
    assert "6411" not in " ".join(typist.ghosts())


@pytest.mark.spec("KM-14")
def test_chains_are_ignored_in_the_kilometre_screen() -> None:
    ledger = chained(*CHAIN)
    ledger.entries.clear()
    rows = (AssociatedAccount("467", AssociatedAmount.BALANCE),)
    ledger.add_account("401DUP", "Dupont SARL", associated=rows)
    assert Typist(ledger).type("⏎15⏎dup⏎⏎1200⏎").ghosts() == []


@pytest.mark.spec("SJ-16", "SJ-25", "SJ-39")
def test_warnings_show_while_typing() -> None:
    typist = window().type("15⏎411mar⏎")
    texts = [effect.text for effect in typist.effects if isinstance(effect, Message)]
    assert texts == [
        "Le compte 411MAR fait partie des racines non autorisées du journal AC",
        "Le compte 411MAR n'est pas autorisé dans un journal de type Achats",
    ]
    assert typist.at == (0, Column.LABEL)
    typist.type("⏎-5⏎")
    assert Message("Montant négatif : -5,00") in typist.effects


@pytest.mark.spec("SJ-14", "SJ-25")
def test_no_warning_shows_when_its_option_is_off() -> None:
    grid = Grid(date(2026, 3, 1), date(2026, 3, 31), journal="AC")
    options = EntryOptions(negative_alerts=False, account_alerts=False)
    typist = Typist(profile=JOURNAL_WINDOW, grid=grid, options=options).type("15⏎411mar⏎")
    assert not [effect for effect in typist.effects if isinstance(effect, Message)]
    typist.type("⏎-5⏎")
    assert not [effect for effect in typist.effects if isinstance(effect, Message)]


@pytest.mark.spec("SW-22", "SW-23")
def test_inser_on_the_first_line_inserts_an_entry_and_elsewhere_a_line() -> None:
    typist = window("OD").type("15⏎6411⏎paie⏎100⏎421⏎⏎<ctrl+home><insert>")
    assert [len(entry.lines) for entry in typist.machine.entries] == [0, 2, 0]
    assert typist.at == (0, Column.DATE)
    typist.type("3⏎6161⏎prime⏎50⏎421⏎⏎")
    assert [entry.piece for entry in typist.machine.entries[:2]] == ["00005", "00006"]
    typist.type("<ctrl+home>↓<insert>")
    assert [len(entry.lines) for entry in typist.machine.entries] == [3, 2, 0]


@pytest.mark.spec("SW-23")
def test_an_inserted_line_has_the_date_the_numbers_and_the_label_of_its_entry() -> None:
    typist = window("OD").type("15⏎⇤⇤").to(Column.DOCUMENT).type("D7⏎6411⏎paie⏎100⏎421⏎⏎<ctrl+home>↓<insert>431⏎")
    entry = typist.machine.entries[0]
    assert [line.account for line in entry.lines] == ["6411", "431", "421"]
    inserted = entry.lines[1]
    assert (inserted.piece, inserted.document, inserted.label) == ("00005", "D7", "paie")
    assert typist.machine.row(1).cells[Column.DATE].text == "·"
    assert entry.entry_date == date(2026, 3, 15)


@pytest.mark.spec("SW-20", "SW-22")
@pytest.mark.parametrize("key", ["<ctrl+n>", "<ctrl+home><insert>"])
def test_a_new_entry_has_the_date_the_number_and_the_label_that_the_journal_proposes(key: str) -> None:
    ledger = small_ledger()
    ledger.add_account("401NEW", "Neuville et fils", third_party_name="Neuville et fils")
    typist = window("AC", ledger).type("15⏎dup⏎f⏎120⏎+" + key)
    assert typist.at[1] is Column.DATE
    place = typist.at[0]
    texts = {column: cell.text for column, cell in typist.machine.row(place).cells.items()}
    above = {"<ctrl+n>": "15", "<ctrl+home><insert>": "10"}
    assert (texts[Column.DATE], texts[Column.PIECE]) == (above[key], {"<ctrl+n>": "00043"}.get(key, "00042"))
    typist.type("⏎new⏎")
    assert typist.cell(Column.LABEL) == "Neuville et fils"


def test_protected_cells_are_locked_with_their_reason() -> None:
    reason = "Ligne lettrée AB : délettrez-la d'abord."
    locked = frozenset({Column.ACCOUNT, Column.DEBIT, Column.CREDIT})
    marks = {Column.ACCOUNT: Provenance.TYPED, Column.LABEL: Provenance.TYPED, Column.CREDIT: Provenance.TYPED}
    first = GridLine("00001", "", "401DUP", "Facture", credit=100, marks=marks, locked=locked, lock_reason=reason)
    second = GridLine("00001", "", "6064", "Facture", debit=90, marks={Column.DEBIT: Provenance.TYPED})
    entry = GridEntry(1, "AC", date(2026, 3, 2), lines=(first, second), complete=True, saved=True, entry_id=9)
    typist = window("AC", None, entry).type("<ctrl+home>").to(Column.CREDIT)
    typist.type("5")
    assert typist.errors == [reason]
    assert typist.machine.row(0).cells[Column.CREDIT].voice == "locked"
    for keys in ("<ctrl+d>", "<f12>", "⌦", "/", "<ctrl+x>", "<ctrl+down>"):
        assert typist.type(keys).errors == [reason]
    typist.to(Column.LABEL).type("autre⏎")
    assert typist.machine.entries[0].lines[0].label == "autre"


def test_a_line_that_protects_the_date_locks_it_for_the_entry() -> None:
    locked = GridLine(
        "1", "", "512", "x", 5, 0, locked=frozenset({Column.DATE}), lock_reason="Ligne pointée en banque."
    )
    entry = GridEntry(
        1, "OD", date(2026, 3, 2), lines=(GridLine("1", "", "6411", "x", 0, 5), locked), entry_id=1, saved=True
    )
    typist = window("OD", None, entry).type("<ctrl+home>").to(Column.DATE).type("5")
    assert typist.errors == ["Ligne pointée en banque."]


def test_the_calendar_gives_a_day_to_the_journal_window() -> None:
    typist = window()
    typist.machine.fill(date(2026, 3, 21))
    assert typist.machine.entries[0].entry_date == date(2026, 3, 21)


def test_saved_entries_stay_open_in_the_journal_window() -> None:
    typist = window("OD").type("15⏎6411⏎paie⏎100⏎421⏎⏎")
    typist.machine.mark_saved({typist.machine.entries[0].key: SavedEntry(1)})
    typist.type("<ctrl+home>").to(Column.LABEL).type("prime⏎")
    entry = typist.machine.entries[0]
    assert entry.lines[0].label == "prime"
    assert not entry.saved
    assert entry.entry_id == 1
    assert entry.piece == "00005"
    assert CloseRequested() in typist.type("⎋").effects


@pytest.mark.spec("SJ-36")
def test_the_foot_of_the_journal_window_counts_every_line() -> None:
    typist = window("OD").type("15⏎6411⏎paie⏎100⏎421⏎⏎")
    typist.machine.mark_saved({typist.machine.entries[0].key: SavedEntry(1)})
    typist.type("⏎6161⏎prime⏎30⏎")
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit) == (13000, 10000)


@pytest.mark.spec("JF-17")
def test_each_line_of_a_foot_of_journal_journal_ends_its_piece() -> None:
    typist = window("CA").type("15⏎6161⏎timbres⏎10⏎⏎mar⏎acompte⏎50⏎")
    assert typist.lines(0) == ["6161 D 10,00"]
    assert typist.lines(1) == ["411MAR C 50,00"]
    assert [entry.piece for entry in typist.machine.entries[:2]] == ["00001", "00002"]
    assert not typist.machine.pending().errors
    assert not any(row.unbalanced for row in typist.machine.rows())


@pytest.mark.spec("SW-08", "OSA-08")
def test_undo_is_off_above_five_thousand_lines() -> None:
    lines = tuple(
        GridLine("1", "", "6411" if rank % 2 else "421", "x", *((0, 1), (1, 0))[rank % 2]) for rank in range(5_000)
    )
    entry = GridEntry(1, "OD", date(2026, 3, 2), lines=lines, complete=True, saved=True, entry_id=1)
    typist = window("OD", None, entry).type("15⏎")
    assert typist.type("<ctrl+z>").machine.entries[1].entry_date is None
    typist.type("15⏎6411⏎<ctrl+z>")
    assert typist.machine.entries[1].lines


def test_lines_read_from_the_journal_keep_their_own_labels() -> None:
    lines = (GridLine("1", "", "6411", "paie", 5, 0), GridLine("1", "", "421", "net", 0, 5))
    entry = GridEntry(1, "OD", date(2026, 3, 2), lines=lines, complete=True, saved=True, entry_id=1)
    typist = window("OD", None, entry).type("<ctrl+home>").to(Column.LABEL).type("salaire⏎")
    assert [line.label for line in typist.machine.entries[0].lines] == ["salaire", "net"]


@pytest.mark.spec("SE-05")
def test_the_single_entry_holds_one_entry_and_its_header_outside() -> None:
    typist = Typist(profile=SINGLE_ENTRY, journal="")
    assert typist.at == (0, Column.JOURNAL)
    typist.type("od⏎4/3⏎6411⏎paie⏎100⏎421⏎⏎")
    entry = typist.machine.entries[0]
    assert (len(typist.machine.entries), entry.complete) == (1, True)
    assert (entry.journal, entry.entry_date) == ("OD", date(2026, 3, 4))
    assert [line.piece for line in entry.lines] == ["00005", "00005"]


@pytest.mark.spec("SE-05", "SW-37")
def test_the_foot_of_the_single_entry_is_that_of_its_entry_stored_or_not_and_begins_again_after_it() -> None:
    typist = Typist(profile=SINGLE_ENTRY, journal="").type("od⏎4/3⏎6411⏎paie⏎100⏎")
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.remainder, totals.lines) == (100_00, 0, 100_00, 1)
    typist.type("421⏎⏎")
    entry = typist.machine.entries[0]
    typist.machine.mark_saved({entry.key: SavedEntry(7, "00005", 1, (1, 2))})
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.remainder, totals.lines) == (100_00, 100_00, 0, 2)
    typist.machine.start_again("OD")
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.remainder, totals.lines) == (0, 0, 0, 0)


@pytest.mark.spec("SE-09")
def test_the_header_of_the_single_entry_is_typed_on_its_first_line_only() -> None:
    typist = Typist(profile=SINGLE_ENTRY, journal="").type("od⏎4/3⇥F12⇥27⏎")
    assert typist.at == (0, Column.ACCOUNT)
    typist.type("6411⏎paie⏎100⏎")
    for column in SINGLE_ENTRY.header:
        assert typist.to(column).at[1] is not column
    typist.type("<ctrl+end>421⏎⏎")
    lines = typist.machine.entries[0].lines
    assert [(line.piece, line.piece_date) for line in lines] == [("F12", date(2026, 3, 27))] * 2


@pytest.mark.parametrize("journal", ["AC", "VE", "BP", "OD"])
def test_the_same_keys_give_the_same_entry_in_both_grids(journal: str) -> None:
    keys = {"AC": "dup⏎⏎1234,56⏎+", "VE": "mar⏎⏎2400⏎+", "BP": "dup⏎⏎⏎⏎", "OD": "6411⏎x⏎100⏎421⏎⏎"}[journal]
    kilometre = Typist(journal=journal).type(f"⏎15⏎{keys}").machine.entries[0]
    journal_window = window(journal).type(f"15⏎{keys}").machine.entries[0]
    assert kilometre.lines == journal_window.lines
    assert (kilometre.journal, kilometre.entry_date) == (journal_window.journal, journal_window.entry_date)
