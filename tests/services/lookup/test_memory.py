"""What was entered before, and the small tables, as the entry grids ask for them."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import bank, entry, line, numbered, purchase, sale, save
from tests.services.lookup.kit import count_statements, lookup
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.entry.ports import CodeInfo, EntryLookup, LabelModelInfo, PastEntry, PastLine
from tuicompta.core.enums import CounterpartMode, EntryOrigin, JournalType, LabelRule, NumberingMode
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entry

MARCH = date(2026, 3, 15)


def test_a_dossier_answers_everything_that_the_machine_asks(dossier: Dossier) -> None:
    asked: EntryLookup = lookup(dossier)
    assert asked.today() == date(2026, 3, 20)


def labelled(journal: str, label: str, account: str = "401DUP", *, day: date = MARCH, key: int = 1) -> GridEntry:
    return entry(
        line(account, credit=100, label=label), line("6064", 100, label=label), journal=journal, day=day, key=key
    )


def test_the_last_journal_and_date_are_those_of_the_user(dossier: Dossier) -> None:
    asked = lookup(dossier)
    assert (asked.last_journal(), asked.last_entry_date(asked.year.start, asked.year.end)) == ("", None)
    save(dossier, purchase(), sale(key=2, day=date(2026, 2, 2)))
    dossier.database.run("INSERT INTO user (code, name) VALUES ('EVE', 'Eve')")
    other = open_dossier(dossier.path, user_code="EVE", clock=dossier.clock)
    save(other, bank("411MAR", 5, day=date(2026, 5, 5)))
    assert (asked.last_journal(), asked.last_entry_date(asked.year.start, asked.year.end)) == ("VE", date(2026, 2, 2))
    assert lookup(other).last_journal() == "BP"
    assert lookup(dossier, year=1).last_entry_date(MARCH, MARCH) is None
    close_dossier(other)


def test_the_journals_of_the_program_are_never_the_last_one(dossier: Dossier) -> None:
    save(dossier, purchase())
    dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'x')")
    save(dossier, replace(purchase(), journal="RAN"), origin=EntryOrigin.OPENING_BALANCE)
    assert lookup(dossier).last_journal() == "AC"


def test_the_last_entry_of_a_journal_with_its_lines(dossier: Dossier) -> None:
    assert lookup(dossier).last_entry("AC") is None
    lines = numbered("401DUP", "7", credit=300), line("6064", 300, label="Papier", document="D1", piece="7")
    save(dossier, purchase(day=date(2026, 5, 5)), entry(*lines, key=2))
    assert lookup(dossier).last_entry("AC") == PastEntry(
        "AC", MARCH, "7", (PastLine("401DUP", "Facture", 0, 300), PastLine("6064", "Papier", 300, 0, "D1"))
    )


@pytest.mark.spec("KM-89")
def test_the_usual_entry_is_the_latest_in_the_journal_else_in_one_of_its_type(dossier: Dossier) -> None:
    asked = lookup(dossier)
    assert asked.usual_entry("401DUP", "AC") is None
    dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('AB', 'purchases', 'x')")
    dossier.database.run(
        "INSERT INTO journal_year (journal_id, fiscal_year_id) SELECT id, 1 FROM journal WHERE code = 'AB'"
    )
    save(dossier, labelled("AB", "Ailleurs", day=date(2026, 6, 1)), labelled("OD", "Autre type", day=date(2026, 7, 1)))
    found = asked.usual_entry("401DUP", "AC")
    assert found
    assert (found.journal, found.lines[0].label) == ("AB", "Ailleurs")
    save(dossier, labelled("AC", "Ici", day=date(2026, 1, 2)), labelled("AC", "Plus tard", day=date(2026, 1, 3)))
    found = asked.usual_entry("401DUP", "AC")
    assert found
    assert [one.label for one in found.lines] == ["Plus tard", "Plus tard"]
    assert asked.usual_entry("401DUP", "ZZ") is None


@pytest.mark.spec("KM-69")
def test_the_last_label_of_an_account_in_a_journal(dossier: Dossier) -> None:
    save(dossier, labelled("AC", "Premier", day=date(2026, 1, 2)), labelled("AC", "Second"), labelled("OD", "Ailleurs"))
    asked = lookup(dossier)
    assert (asked.last_label("401DUP", "AC"), asked.last_label("401DUP", "VE")) == ("Second", "")
    delete_entry(dossier, 2)
    assert asked.last_label("401DUP", "AC") == "Premier"


@pytest.mark.spec("KM-71")
def test_a_recent_label_is_found_by_its_beginning_without_case_nor_accents(dossier: Dossier) -> None:
    save(
        dossier,
        labelled("AC", "Électricité février"),
        labelled("AC", "Électricité mars"),
        labelled("OD", "Électricité OD"),
    )
    asked = lookup(dossier)
    assert asked.recent_label("AC", "elec") == "Électricité mars"
    assert asked.recent_label("AC", "ÉLECTRICITÉ F") == "Électricité février"
    assert asked.recent_label("AC", "gaz") == ""
    with count_statements(dossier) as counted:
        asked.recent_label("AC", "électricité m")
    assert counted.number == 0
    save(dossier, labelled("AC", "Gaz"))
    asked.forget_labels()
    assert asked.recent_label("AC", "gaz") == "Gaz"


@pytest.mark.spec("OSA-11")
def test_a_similar_entry_has_the_same_party_amount_and_document_or_date(dossier: Dossier) -> None:
    lines = line("401DUP", credit=300, document="F-12", piece="9"), line("6064", 300, piece="9")
    save(dossier, entry(*lines))
    asked = lookup(dossier)
    kind, other_day = JournalType.PURCHASES, date(2026, 9, 9)
    assert asked.similar_entry("401DUP", -300, "F-12", other_day, kind, None) == "AC 9 du 15/03/2026"
    assert asked.similar_entry("401DUP", -300, "", MARCH, kind, None) == "AC 9 du 15/03/2026"
    for account, amount, document, day, journal in [
        ("401DUP", 300, "F-12", MARCH, kind),
        ("411MAR", -300, "F-12", MARCH, kind),
        ("401DUP", -300, "F-13", MARCH, kind),
        ("401DUP", -300, "", other_day, kind),
        ("401DUP", -300, "F-12", MARCH, JournalType.SALES),
    ]:
        assert asked.similar_entry(account, amount, document, day, journal, None) == ""
    assert asked.similar_entry("401DUP", -300, "F-12", other_day, kind, 1) == ""
    dossier.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1")
    assert asked.similar_entry("401DUP", -300, "F-12", MARCH, kind, None) == ""


# --- journals and small tables


@pytest.mark.spec("JF-18", "JF-25", "JF-28", "JF-11")
def test_journals_with_their_settings_of_the_year(dossier: Dossier) -> None:
    asked = lookup(dossier)
    assert [journal.code for journal in asked.journals()] == ["AC", "BP", "CA", "OD", "VE"]
    bank_journal = asked.journal("BP")
    assert bank_journal
    assert (bank_journal.type, bank_journal.counterpart_mode, bank_journal.counterpart_account) == (
        JournalType.TREASURY,
        CounterpartMode.LINE_BY_LINE,
        "5121",
    )
    purchases = asked.journal("AC")
    assert purchases
    assert (purchases.numbering, purchases.forbidden_roots) == (NumberingMode.PER_YEAR, ("41", "70"))
    assert (purchases.label_rule, purchases.label_template, purchases.description) == (
        LabelRule.BUILT,
        "{tiers}",
        "Achats",
    )
    sql = "UPDATE journal_year SET prefix = '{aa}-', repeat_date = 0, repeat_piece = 0 WHERE journal_id = 1"
    dossier.database.run(sql + " AND fiscal_year_id = 2")
    unchanged, next_year = asked.journal("AC"), lookup(dossier, year=1).journal("AC")
    assert unchanged == purchases
    assert next_year
    assert (next_year.prefix, next_year.repeats_date, next_year.repeats_piece) == ("{aa}-", False, False)
    dossier.database.run("UPDATE journal SET inactive = 1 WHERE code = 'OD'")
    assert [journal.code for journal in asked.journals()] == ["AC", "BP", "CA", "VE"]
    assert asked.journal("ZZ") is None


@pytest.mark.spec("KM-56")
def test_what_is_closed(dossier: Dossier) -> None:
    asked, february = lookup(dossier), date(2026, 2, 10)
    close = "INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, ?, 'x')"
    dossier.database.run_many(close, [(1,), (2,)])
    assert asked.is_closed("AC", february)
    assert not asked.is_closed("AC", MARCH)
    assert not asked.is_closed("VE", february)
    assert asked.first_open_day("AC", february) == date(2026, 3, 1)
    assert asked.first_open_day("VE", february) == date(2026, 1, 1)
    assert asked.first_open_day("AC", date(2030, 1, 1)) is None
    assert asked.is_in_open_year(MARCH)
    assert not asked.is_in_open_year(date(2025, 12, 31))
    dossier.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1")
    assert not asked.is_in_open_year(MARCH)
    assert asked.is_in_open_year(date(2027, 1, 1))


@pytest.mark.spec("ML-05", "MOYP-03", "CHQ-03")
def test_label_models_and_payment_methods(dossier: Dossier) -> None:
    rows = [
        ("B", "Pour tous", None, 1),
        ("A", "Achat {mois}", "purchases", 1),
        ("C", "Éteint", None, 0),
        ("D", "Vente", "sales", 1),
    ]
    dossier.database.run_many("INSERT INTO label_model (code, label, journal_type, active) VALUES (?, ?, ?, ?)", rows)
    asked = lookup(dossier)
    assert asked.label_models(JournalType.PURCHASES) == [
        LabelModelInfo("A", "Achat {mois}"),
        LabelModelInfo("B", "Pour tous"),
    ]
    assert asked.payment_methods()[:3] == [
        CodeInfo("AUT", "Autre"),
        CodeInfo("BOR", "Billet à ordre"),
        CodeInfo("CB", "Carte bancaire"),
    ]
    assert [asked.is_cheque_method(code) for code in ("CHQ", "VIR", "")] == [True, False, False]


def test_a_day_outside_every_year_proposes_from_one(dossier: Dossier) -> None:
    asked = lookup(dossier)
    assert asked.next_piece_counter("AC", date(2030, 1, 1)) == 1
    assert asked.next_piece_counter("ZZ", MARCH) == 1
    assert asked.last_piece("AC", date(2030, 1, 1)) == ""
