"""What can be typed in the cells of text"""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.entry.ledger import END, START, Typist, small_ledger
from tuicompta.core.entry.effects import (
    CardKind,
    Message,
    OpenCard,
    OpenCheques,
    OpenConsultation,
    OpenDueDates,
)
from tuicompta.core.entry.model import Column, DuePart
from tuicompta.core.entry.ports import CodeInfo, LabelModelInfo, PastLine
from tuicompta.core.entry.profile import EntryOptions
from tuicompta.core.enums import DueDateMode, JournalType, LabelRule, NumberingMode

# Labels


@pytest.mark.spec("KM-15", "JF-25")
def test_the_label_rule_of_the_journal_gives_the_proposal() -> None:
    assert Typist().type("⏎15⏎dup⏎").cell(Column.LABEL) == "Dupont SARL"
    ledger = small_ledger()
    ledger.add_journal("OI", "Intitulés", JournalType.GENERAL, label_rule=LabelRule.ACCOUNT_TITLE)
    typist = Typist(ledger, journal="OI").type("⏎15⏎6411⏎⏎100⏎421⏎")
    assert typist.at == (1, Column.CREDIT)
    typist.type("⏎")
    assert [line.label for line in typist.machine.entries[0].lines] == ["Salaires", "Personnel, rémunérations dues"]


@pytest.mark.spec("KM-15", "INV-11")
def test_another_account_gives_another_proposal_unless_the_label_was_typed() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⏎<ctrl+home>").to(Column.ACCOUNT).type("401dup⏎")
    assert typist.machine.entries[0].lines[0].label == "Dupont SARL"
    typist.to(Column.ACCOUNT).type("new⏎⏎⏎")
    assert typist.machine.entries[0].lines[0].label == "Neuville et fils"
    typist = Typist().type("⏎15⏎dup⏎loyer⏎100⏎<ctrl+home>").to(Column.ACCOUNT).type("new⏎⏎⏎")
    assert typist.machine.entries[0].lines[0].label == "loyer"


@pytest.mark.spec("KM-15", "SJ-18")
def test_a_label_has_at_most_100_characters() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎" + "x" * 120 + "⏎")
    assert typist.machine.entries[0].lines[0].label == "x" * 100


@pytest.mark.spec("KM-69")
def test_an_empty_label_shows_the_last_one_of_the_account_then_its_title() -> None:
    ledger = small_ledger()
    typist = Typist(ledger, journal="OD").type("⏎15⏎6411⏎")
    assert typist.cell(Column.LABEL) == "Salaires"
    assert typist.machine.row(0).cells[Column.LABEL].voice == "ghost"
    ledger.add_entry("OD", date(2026, 2, 28), "1", PastLine("6411", "Paie février", debit=1), PastLine("421", credit=1))
    assert Typist(ledger, journal="OD").type("⏎15⏎6411⏎").cell(Column.LABEL) == "Paie février"
    typist = Typist(ledger, journal="OD").type("⏎15⏎6411⏎paie mars⏎1⏎421⏎⇤⇤net⏎⏎⏎6411⏎")
    assert typist.cell(Column.LABEL) == "paie mars"
    typist.type("⏎")
    assert typist.machine.entries[1].lines[0].label == "paie mars"


@pytest.mark.spec("KM-69")
def test_suppr_drops_the_ghost_label() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎⌦")
    assert typist.cell(Column.LABEL) == ""
    typist.type("⏎100⏎")
    assert typist.machine.entries[0].lines[0].label == ""
    assert "missing_cell" in [error.kind for error in typist.machine.pending().errors]


@pytest.mark.spec("KM-70")
def test_following_lines_carry_the_first_label_and_follow_it() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎6451⏎20⏎421⏎⇤⇤").type("net⏎⏎")
    labels = [line.label for line in typist.machine.entries[0].lines]
    assert labels == ["paie", "paie", "net"]
    typist.type("<ctrl+home>").to(Column.LABEL).type("paie mars⏎")
    assert [line.label for line in typist.machine.entries[0].lines] == ["paie mars", "paie mars", "net"]


@pytest.mark.spec("KM-71")
def test_a_label_is_suggested_while_typing_and_enter_keeps_what_is_typed() -> None:
    typist = Typist().type("⏎15⏎dup⏎fac")
    cell = typist.machine.row(0).cells[Column.LABEL]
    assert (cell.text, cell.suggestion) == ("fac", "ture Dupont")
    typist.type("⏎")
    assert typist.machine.entries[0].lines[0].label == "fac"
    for key in ("→", "<end>"):
        typist = Typist().type(f"⏎15⏎dup⏎fac{key}⏎")
        assert typist.machine.entries[0].lines[0].label == "Facture Dupont"


@pytest.mark.spec("KM-71")
def test_the_most_recent_label_may_be_in_the_grid_else_in_a_label_model() -> None:
    ledger = small_ledger()
    ledger.label_list = {JournalType.PURCHASES: [LabelModelInfo("LOY", "Loyer {mois}")]}
    typist = Typist(ledger).type("⏎15⏎dup⏎Facture 12⏎120⏎+⏎dup⏎f")
    assert typist.machine.row(3).cells[Column.LABEL].suggestion == "acture 12"
    typist.type("<escape>loy")
    assert typist.machine.row(3).cells[Column.LABEL].suggestion == "er {mois}"


@pytest.mark.spec("SJ-19", "ML-05")
def test_f4_lists_the_label_models_and_the_one_picked_replaces_the_proposal() -> None:
    ledger = small_ledger()
    models = [LabelModelInfo("LOY", "Loyer {mois} {aaaa}"), LabelModelInfo("FAC", "Facture {tiers}")]
    ledger.label_list = {JournalType.PURCHASES: models}
    typist = Typist(ledger).type("⏎15⏎dup⏎<f4>")
    shown = typist.machine.open_list()
    assert shown is not None
    assert [row.code for row in shown.rows] == ["LOY", "FAC"]
    typist.type("tie⏎")
    assert typist.machine.entries[0].lines[0].label == "Facture Dupont SARL"
    typist = Typist(ledger).type("⏎15⏎dup⏎<f4>⏎")
    assert typist.machine.entries[0].lines[0].label == "Loyer mars 2026"


# Document and piece


@pytest.mark.spec("KM-12")
def test_the_document_is_repeated_on_the_lines() -> None:
    typist = Typist().type("⏎15⇥⇥F4471⏎dup⏎⏎120⏎+")
    assert [line.document for line in typist.machine.entries[0].lines] == ["F4471"] * 3
    assert [line.piece for line in typist.machine.entries[0].lines] == ["00042"] * 3


@pytest.mark.spec("KM-12", "SJ-08", "SJ-11")
def test_piece_and_document_have_at_most_30_characters() -> None:
    typist = Typist().type("⏎15⇥" + "p" * 40 + "⇥" + "d" * 40 + "⏎dup⏎")
    line = typist.machine.entries[0].lines[0]
    assert (line.piece, line.document) == ("p" * 30, "d" * 30)


# Due dates


@pytest.mark.spec("KM-18", "SJ-28")
@pytest.mark.parametrize(
    ("journal", "keys", "is_enterable"),
    [
        ("AC", "dup⏎⏎100", True),
        ("AC", "dup⏎⏎/100", False),
        ("AC", "dup⏎⏎-100", False),
        ("VE", "mar⏎⏎-100", False),
        ("AC", "dup⏎⏎/-100", True),
        ("VE", "mar⏎⏎100", True),
        ("BP", "dup⏎⏎100", False),
        ("AC", "6064⏎⏎100", False),
        ("AC", "467⏎⏎/100", False),
    ],
)
def test_the_due_date_is_enterable_on_invoice_lines(journal: str, keys: str, *, is_enterable: bool) -> None:
    typist = Typist(journal=journal).type(f"⏎15⏎{keys}⇥")
    if typist.at == (0, Column.CREDIT):
        typist.type("⇥")
    assert (typist.at == (0, Column.DUE_DATE)) is is_enterable


@pytest.mark.spec("KM-19")
@pytest.mark.parametrize(
    ("typed", "due"),
    [("10", date(2026, 4, 10)), ("3004", date(2026, 4, 30)), ("20", date(2026, 3, 20)), ("150127", date(2027, 1, 15))],
)
def test_a_due_date_is_the_first_one_on_or_after_the_entry(typed: str, due: date) -> None:
    typist = Typist().type(f"⏎15⏎dup⏎⏎100⇥{typed}⏎")
    assert typist.machine.entries[0].lines[0].due_date == due


@pytest.mark.spec("KM-19")
def test_the_due_date_comes_from_the_payment_terms_and_follows_the_date() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⏎")
    assert typist.machine.entries[0].lines[0].due_date == date(2026, 4, 14)
    typist.type("<ctrl+home>").to(Column.DATE).type("20⏎")
    assert typist.machine.entries[0].lines[0].due_date == date(2026, 4, 19)


@pytest.mark.spec("KM-19", "INV-11")
def test_a_typed_due_date_does_not_follow_the_date() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⇥10⏎<ctrl+home><home>→20⏎")
    assert typist.machine.entries[0].lines[0].due_date == date(2026, 4, 10)


@pytest.mark.spec("KM-20", "KM-93")
def test_the_due_date_window_opens_with_plus_or_by_itself() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⇥+")
    key = typist.machine.entries[0].key
    assert OpenDueDates(key, 0) in typist.effects
    ledger = small_ledger()
    ledger.add_account("401AUT", "Automatique", due_date_mode=DueDateMode.AUTOMATIC)
    typist = Typist(ledger).type("⏎15⏎aut⏎⏎100⏎")
    assert OpenDueDates(key, 0, automatic=True) in typist.effects
    assert typist.at == (1, Column.ACCOUNT)


@pytest.mark.spec("KM-20", "ECH-13")
def test_the_due_dates_of_the_window_must_make_the_amount() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⏎")
    key = typist.machine.entries[0].key
    parts = [DuePart(date(2026, 5, 31), 6000, "VIR"), DuePart(date(2026, 4, 30), 4000)]
    typist.effects = typist.machine.set_due_parts(key, 0, parts[:1])
    assert typist.errors == ["Le total des échéances s'écarte de -40,00 du montant de la ligne."]
    typist.machine.set_due_parts(key, 0, parts)
    line = typist.machine.entries[0].lines[0]
    assert line.due_parts == (parts[1], parts[0])
    assert line.due_date == date(2026, 4, 30)


@pytest.mark.spec("ECH-24", "ECH-03")
def test_due_dates_follow_the_amount_and_the_cell() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⏎")
    key = typist.machine.entries[0].key
    typist.machine.set_due_parts(key, 0, [DuePart(date(2026, 4, 30), 3333), DuePart(date(2026, 5, 31), 6667)])
    typist.type("<ctrl+home>").to(Column.CREDIT).type("200⇥")
    assert [part.amount for part in typist.machine.entries[0].lines[0].due_parts] == [6666, 13334]
    typist.type("2004⏎")
    assert [part.due_date for part in typist.machine.entries[0].lines[0].due_parts] == [
        date(2026, 4, 20),
        date(2026, 5, 31),
    ]


@pytest.mark.spec("KM-93")
def test_operators_in_a_due_date() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⇥-")
    assert typist.machine.entries[0].lines[0].due_date == date(2026, 4, 13)
    typist.type("/")
    assert typist.errors == ["«/» n'a pas de sens dans cette cellule."]
    typist.type("⏎").type("new⏎50⇥*")
    assert typist.machine.entries[0].lines[1].due_date == date(2026, 4, 13)


# Payments


@pytest.mark.spec("KM-21", "SJ-32")
def test_the_payment_method_is_proposed_on_third_parties_of_a_treasury_journal() -> None:
    ledger = small_ledger()
    ledger.add_account("401DUP", "Dupont SARL", payment_method="VIR")
    typist = Typist(ledger, journal="BP").type("⏎15⏎dup⏎⏎100⏎")
    assert typist.machine.entries[0].lines[0].payment_method == "VIR"
    typist = Typist(ledger, journal="BP").type("⏎15⏎dup⏎⏎100⇥⇥")
    assert typist.at == (0, Column.PAYMENT_METHOD)
    typist.type("carte⏎")
    assert typist.machine.entries[0].lines[0].payment_method == "CB"
    typist = Typist(ledger, journal="BP").type("⏎15⏎6161⏎x⏎100⇥⇥")
    assert typist.at == (1, Column.ACCOUNT)


@pytest.mark.spec("KM-21")
def test_an_unknown_payment_method_is_refused() -> None:
    typist = Typist(journal="BP").type("⏎15⏎dup⏎⏎100⇥⇥zz⏎")
    assert typist.errors[0].startswith("Moyen de paiement inconnu : «zz».")


@pytest.mark.spec("KM-22", "CHQ-03")
def test_the_next_cheque_is_proposed_for_a_payment_by_cheque() -> None:
    ledger = small_ledger()
    bank = ledger.journal_cards["BP"]
    ledger.add_journal(
        "BP",
        bank.description,
        bank.type,
        has_chequebook=True,
        counterpart_mode=bank.counterpart_mode,
        counterpart_account="512",
        label_rule=LabelRule.REPEAT,
    )
    ledger.cheques = {"BP": [CodeInfo("1001", "BP001"), CodeInfo("1002", "BP001")]}
    ledger.add_account("401DUP", "Dupont SARL", payment_method="CHQ")
    typist = Typist(ledger, journal="BP").type("⏎15⏎dup⏎⏎100⏎⏎⏎dup⏎⏎50⏎⏎")
    assert [entry.lines[0].cheque for entry in typist.machine.entries if entry.lines] == ["1001", "1002"]
    assert typist.machine.entries[0].lines[1].cheque == ""
    ledger.refused_cheques = {"BP 77": "Le chèque 77 n'est dans aucun chéquier de la banque."}
    typist = Typist(ledger, journal="BP").type("⏎15⏎dup⏎⏎100⇥⇥⇥")
    assert typist.at == (0, Column.CHEQUE)
    typist.type("77⏎")
    assert typist.errors == ["Le chèque 77 n'est dans aucun chéquier de la banque."]
    typist.type("⎋<f4>")
    assert OpenCheques("BP") in typist.effects
    typist.machine.fill("1002")
    assert typist.machine.entries[0].lines[0].cheque == "1002"


@pytest.mark.spec("KM-22")
def test_no_cheque_without_chequebook() -> None:
    ledger = small_ledger()
    ledger.add_account("401DUP", "Dupont SARL", payment_method="CHQ")
    typist = Typist(ledger, journal="BP").type("⏎15⏎dup⏎⏎100⇥⇥⇥")
    assert typist.at == (1, Column.ACCOUNT)


# Cards, lists and clearing


@pytest.mark.spec("KM-50")
def test_f2_opens_the_card_of_the_cell_and_f7_the_consultation() -> None:
    typist = Typist().type("⏎15⏎dup⏎⇤")
    assert typist.at == (0, Column.ACCOUNT)
    assert OpenCard(CardKind.ACCOUNT, "401DUP") in typist.type("<f2>").effects
    assert OpenCard(CardKind.ACCOUNT, "401DUP") in typist.type("<ctrl+o>").effects
    assert OpenConsultation("401DUP") in typist.type("<f7>").effects
    assert OpenConsultation("401DUP") in typist.type("<ctrl+l>").effects
    assert OpenCard(CardKind.JOURNAL, "AC") in typist.type("<home><f2>").effects
    typist.type("→→→<f2>")
    assert Message("Aucune fiche") in typist.effects
    assert OpenCard(CardKind.ACCOUNT, "6061") in Typist().type("⏎15⏎606<f2>").effects


@pytest.mark.spec("KM-50")
def test_suppr_empties_a_cell() -> None:
    typist = Typist().type("⏎15⇥⇥F1⏎dup⏎⏎100⏎<ctrl+home><home>→→→⌦")
    assert [line.document for line in typist.machine.entries[0].lines] == [""]
    typist.type("←⌦")
    assert typist.machine.entries[0].lines[0].piece == ""
    assert typist.cell(Column.PIECE) == ""
    typist.to(Column.CREDIT).type("⌦")
    assert typist.machine.totals().credit == 0


@pytest.mark.spec("NUM-09")
def test_with_reprise_de_piece_off_the_following_lines_start_empty() -> None:
    ledger = small_ledger()
    ledger.add_journal("OM", "Manuel", JournalType.GENERAL, numbering=NumberingMode.MANUAL, repeats_piece=False)
    typist = Typist(ledger, journal="OM").type("⏎15⏎P1⏎6411⏎paie⏎100⏎421⏎⏎⏎")
    assert [line.piece for line in typist.machine.entries[0].lines] == ["P1", ""]


def test_the_fiscal_year_of_the_tests_is_a_calendar_year() -> None:
    assert (START.year, END.year) == (2026, 2026)
    assert EntryOptions().piece_length == 5
