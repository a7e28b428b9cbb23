"""Piece numbers: proposed, taken, given back (NUM, JF)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import entry, line, numbered, purchase, reread, sale, save
from tuicompta.core.entry.model import Column, GridEntry, Provenance
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entries, delete_entry
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lookup import DossierLookup
from tuicompta.services.settings.settings import set_settings

MARCH, APRIL, NEXT = date(2026, 3, 15), date(2026, 4, 1), date(2027, 1, 2)


def lookup(dossier: Dossier) -> DossierLookup:
    return DossierLookup(dossier, fiscal_years(dossier.database)[0])


def numbering(dossier: Dossier, mode: str, *, prefix: str = "", journal: int = 1) -> None:
    sql = "UPDATE journal_year SET numbering = ?, prefix = ? WHERE journal_id = ?"
    dossier.database.run(sql, (mode, prefix, journal))


def typed(piece: str, *, day: date = MARCH, key: int = 1) -> GridEntry:
    marks = {Column.PIECE: Provenance.TYPED}
    lines = line("401DUP", credit=100, piece=piece, marks=marks), line("6064", 100, piece=piece)
    return entry(*lines, day=day, key=key)


def proposed(piece: str, *, day: date = MARCH, key: int = 1) -> GridEntry:
    return entry(numbered("401DUP", piece, credit=100), numbered("6064", piece, 100), day=day, key=key)


def pieces(dossier: Dossier) -> list[str]:
    return [piece for (piece,) in dossier.database.rows("SELECT piece_number FROM entry ORDER BY id")]


def following(dossier: Dossier, day: date = MARCH, journal: str = "AC") -> int:
    return lookup(dossier).next_piece_counter(journal, day)


@pytest.mark.spec("JF-13", "JF-06")
def test_saving_the_proposed_number_takes_it(dossier: Dossier) -> None:
    assert following(dossier) == 1
    save(dossier, proposed("00001"))
    assert following(dossier) == 2
    save(dossier, proposed("00002"))
    assert following(dossier) == 3


@pytest.mark.spec("NUM-02", "JF-13")
@pytest.mark.parametrize(
    ("piece", "after"),
    [("00042", 43), ("42", 43), ("00003", 10), ("FA-7", 10), ("2026-9", 10), ("", 10), ("9999999999", 10_000_000_000)],
)
def test_a_higher_number_is_the_new_base_and_a_lower_one_or_another_form_changes_nothing(
    dossier: Dossier, piece: str, after: int
) -> None:
    dossier.database.run("UPDATE journal_year SET next_number = 10 WHERE journal_id = 1 AND fiscal_year_id = 1")
    save(dossier, typed(piece))
    assert following(dossier) == after
    assert pieces(dossier) == [piece]


def test_the_number_of_somebody_else_is_no_counter(dossier: Dossier) -> None:
    save(dossier, typed("9" * 30))
    assert (pieces(dossier), following(dossier)) == (["9" * 30], 1)


@pytest.mark.spec("NUM-03", "KM-96", "SINV-03")
def test_a_proposed_number_taken_meanwhile_is_replaced_on_all_its_lines(dossier: Dossier) -> None:
    other = open_dossier(dossier.path, clock=fixed_clock)
    save(other, proposed("00001"))
    made = save(dossier, proposed("00001"), proposed("00002", key=2))
    assert [one.pieces for one in made] == [("00002", "00002"), ("00003", "00003")]
    assert pieces(dossier) == ["00001", "00002", "00003"]
    assert dossier.database.rows("SELECT DISTINCT piece_number FROM entry_line WHERE entry_id = 2") == [("00002",)]
    close_dossier(other)


@pytest.mark.spec("KM-96", "NUM-06")
def test_a_typed_number_is_kept_even_when_taken(dossier: Dossier) -> None:
    save(dossier, proposed("00001"))
    save(dossier, typed("00001"))
    assert pieces(dossier) == ["00001", "00001"]


def test_only_the_lines_that_bore_the_number_take_the_new_one(dossier: Dossier) -> None:
    save(dossier, proposed("00001"))
    lines = numbered("401DUP", "00001", credit=100), line("6064", 60, piece="OTHER"), numbered("6064", "00001", 40)
    made = save(dossier, entry(*lines))
    assert made[0].pieces == ("00002", "OTHER", "00002")


def test_a_change_keeps_the_number_of_its_own_entry(dossier: Dossier) -> None:
    save(dossier, proposed("00001"), proposed("00002", key=2))
    shown = reread(dossier, 1)
    accepted = tuple(one.with_value(Column.PIECE, "00001", Provenance.ACCEPTED) for one in shown.lines)
    assert save(dossier, replace(shown, lines=accepted))[0].pieces == ("00001", "00001")


def test_another_holder_is_seen_behind_the_entry_itself(dossier: Dossier) -> None:
    save(dossier, typed("00001"), typed("00001", key=2))
    shown = reread(dossier, 2)
    accepted = tuple(one.with_value(Column.PIECE, "00001", Provenance.ACCEPTED) for one in shown.lines)
    assert save(dossier, replace(shown, lines=accepted))[0].pieces == ("00002", "00002")


@pytest.mark.spec("JF-13", "SINV-03")
def test_the_proposal_skips_the_numbers_already_saved(dossier: Dossier) -> None:
    for number in (2, 3, 5):
        save(dossier, typed(f"0000{number}"))
        dossier.database.run("UPDATE journal_year SET next_number = 1")
    assert following(dossier) == 1
    save(dossier, proposed("00001"))
    assert following(dossier) == 4
    save(dossier, proposed("00001"))
    assert pieces(dossier)[-1] == "00004"
    assert following(dossier) == 6


@pytest.mark.spec("JF-13")
def test_the_last_number_is_given_back_a_hole_stays(dossier: Dossier) -> None:
    save(dossier, *(proposed(f"0000{number}", key=number) for number in (1, 2, 3)))
    delete_entry(dossier, 2)
    assert following(dossier) == 4
    delete_entry(dossier, 3)
    assert following(dossier) == 3
    bearers = [one.entry_id for one in save(dossier, proposed("00003"), typed("00003", key=2))]
    delete_entries(dossier, bearers[:1])
    assert following(dossier) == 4
    delete_entries(dossier, bearers[1:])
    assert following(dossier) == 3


@pytest.mark.spec("JF-16", "JF-12")
def test_each_fiscal_year_and_each_journal_has_its_counter(dossier: Dossier) -> None:
    save(dossier, proposed("00001"), proposed("00002", key=2, day=APRIL), sale(key=3))
    assert (following(dossier), following(dossier, APRIL)) == (3, 3)
    assert (following(dossier, NEXT), following(dossier, MARCH, "VE")) == (1, 1)
    assert save(dossier, proposed("00001", day=NEXT))[0].pieces[0] == "00001"


@pytest.mark.spec("JF-16", "JF-10", "NUM-04")
def test_in_period_mode_each_month_starts_at_one(dossier: Dossier) -> None:
    numbering(dossier, "per_period")
    save(dossier, proposed("00001"), proposed("00002", key=2), proposed("00001", day=APRIL, key=3))
    assert pieces(dossier) == ["00001", "00002", "00001"]
    assert (following(dossier), following(dossier, APRIL), following(dossier, date(2026, 5, 1))) == (3, 2, 1)
    delete_entry(dossier, 3)
    assert (following(dossier), following(dossier, APRIL)) == (3, 1)
    use = lookup(dossier).piece_use("AC", MARCH, "00001")
    assert use
    assert (use.journal, use.piece, use.entry_date, use.label) == ("AC", "00001", MARCH, "Facture")
    assert lookup(dossier).piece_use("AC", APRIL, "00001") is None


@pytest.mark.spec("NUM-04")
def test_a_duplicate_is_looked_for_in_the_journal_and_the_year(dossier: Dossier) -> None:
    save(dossier, typed("X1"))
    asked = lookup(dossier)
    assert asked.piece_use("AC", APRIL, "X1") is not None
    for journal, day, piece in [
        ("VE", MARCH, "X1"),
        ("AC", NEXT, "X1"),
        ("AC", MARCH, "X2"),
        ("AC", MARCH, ""),
        ("ZZ", MARCH, "X1"),
    ]:
        assert asked.piece_use(journal, day, piece) is None


@pytest.mark.spec("NUM-08", "JF-10")
def test_in_manual_mode_nothing_counts_and_a_taken_proposal_is_increased(dossier: Dossier) -> None:
    numbering(dossier, "manual")
    save(dossier, typed("FA0099"))
    assert lookup(dossier).last_piece("AC", APRIL) == "FA0099"
    assert (lookup(dossier).last_piece("AC", NEXT), lookup(dossier).last_piece("VE", MARCH)) == ("", "")
    assert save(dossier, proposed("FA0099"))[0].pieces[0] == "FA0100"
    assert save(dossier, proposed("FA0099"))[0].pieces[0] == "FA0101"
    assert dossier.database.value("SELECT max(next_number) FROM journal_year WHERE journal_id = 1") == 1
    delete_entry(dossier, 3)
    assert dossier.database.value("SELECT max(next_number) FROM journal_year WHERE journal_id = 1") == 1
    save(dossier, typed("SANS"))
    assert save(dossier, proposed("SANS"))[0].pieces[0] == "SANS"


@pytest.mark.spec("JF-11", "JF-06", "JF-13")
def test_a_prefix_is_part_of_the_number(dossier: Dossier) -> None:
    numbering(dossier, "per_year", prefix="{journal}{aa}{mm}-")
    set_settings(dossier.database, {"entry.piece_length": 4})
    save(dossier, typed("AC2603-0007"))
    assert following(dossier) == 8
    save(dossier, typed("00042"))
    assert following(dossier) == 8
    assert save(dossier, proposed("AC2603-0007"))[0].pieces[0] == "AC2603-0008"
    delete_entry(dossier, 3)
    assert following(dossier) == 8


def test_a_purchase_of_the_kit_is_balanced() -> None:
    assert purchase().is_balanced
