"""Partial groups: a mark that holds nothing, grows, and is lettered for good when it balances."""

from datetime import date

import pytest

from tests.services.entries_kit import change, reread, save
from tests.services.lettering.kit import balance_of, codes, codes_of, faulty_groups, next_code, post
from tuicompta.core.entry.model import Column
from tuicompta.core.lettering.selection import Act
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.lettering.accounts import account_to_letter
from tuicompta.services.lettering.errors import LetteringCodeTakenError, PartialBalancedError
from tuicompta.services.lettering.letter import letter_lines, letter_partially, selection_of
from tuicompta.services.lettering.unletter import unletter_lines

ENTRY = "SELECT entry_id FROM entry_line WHERE id = ?"


@pytest.mark.spec("LETT-31", "INVL-08")
def test_an_invoice_and_a_part_of_its_payment_take_small_letters(dossier: Dossier) -> None:
    letter_lines(dossier, "411MAR", post(dossier, 5, -5))
    lines = post(dossier, 1000_00, -400_00)
    before = balance_of(dossier)
    done = letter_partially(dossier, "411MAR", lines)
    assert (done.code, done.lines, done.rest) == ("ab", 2, 600_00)
    assert codes(dossier) == ["AA", "AA", "ab", "ab"]
    assert next_code(dossier) == "AC"
    assert balance_of(dossier) == before == 600_00
    with pytest.raises(PartialBalancedError):
        letter_partially(dossier, "411MAR", post(dossier, 7, -7))
    with pytest.raises(LetteringCodeTakenError):
        letter_lines(dossier, "411MAR", post(dossier, 7, -7), "AB")


@pytest.mark.spec("LETT-33")
def test_a_group_that_balances_is_lettered_with_the_same_code_in_capitals(dossier: Dossier) -> None:
    invoice, first, second, third = post(dossier, 1000, -400, -500, -100)
    letter_partially(dossier, "411MAR", [invoice, first])
    assert letter_partially(dossier, "411MAR", [first, second]) == ("aa", 3, 100)
    account = account_to_letter(dossier.database, "411MAR")
    selection = selection_of(dossier.database, account, [second, third])
    assert (selection.difference, selection.whole, selection.act) == (-600, 0, Act.LETTER)
    assert letter_lines(dossier, "411MAR", [second, third]).code == "AA"
    assert codes(dossier) == ["AA"] * 4
    assert next_code(dossier) == "AB"
    assert faulty_groups(dossier) == []


@pytest.mark.spec("LETT-33")
def test_two_partial_groups_merge_under_the_older_code(dossier: Dossier) -> None:
    one, paid, other, part = post(dossier, 1000, -400, 300, -200)
    letter_partially(dossier, "411MAR", [other, part])
    letter_partially(dossier, "411MAR", [one, paid])
    assert codes(dossier) == ["ab", "ab", "aa", "aa"]
    assert letter_partially(dossier, "411MAR", [paid, part]) == ("aa", 4, 700)
    assert codes(dossier) == ["aa"] * 4
    assert dossier.database.value("SELECT count(*) FROM lettering") == 1


@pytest.mark.spec("LETT-34", "INVL-02")
def test_lines_leave_a_partial_group_and_one_alone_does_not_stay(dossier: Dossier) -> None:
    lines = post(dossier, 1000, -400, -500)
    letter_partially(dossier, "411MAR", lines)
    assert unletter_lines(dossier, "411MAR", lines[1:2]).left == 1
    assert codes(dossier) == ["aa", "", "aa"]
    assert unletter_lines(dossier, "411MAR", lines[:1]).left == 1
    assert codes(dossier) == ["", "", ""]
    assert dossier.database.value("SELECT count(*) FROM lettering") == 0


@pytest.mark.spec("LETT-32", "LETT-34", "INVL-04")
def test_a_change_of_amount_keeps_the_line_and_changes_what_remains(dossier: Dossier) -> None:
    lines = post(dossier, 1000, -400)
    letter_partially(dossier, "411MAR", lines)
    shown = reread(dossier, dossier.database.value(ENTRY, (lines[0],)))
    save(dossier, change(shown, (0, Column.DEBIT, 900), (1, Column.CREDIT, 900)))
    assert codes(dossier) == ["aa", "aa"]
    account = account_to_letter(dossier.database, "411MAR")
    assert selection_of(dossier.database, account, lines).difference == 500
    save(dossier, change(reread(dossier, shown.entry_id or 0), (0, Column.DEBIT, 400), (1, Column.CREDIT, 400)))
    assert selection_of(dossier.database, account, lines).act is Act.LETTER
    assert letter_lines(dossier, "411MAR", lines).code == "AA"


@pytest.mark.spec("LETT-32")
def test_a_line_of_a_partial_group_may_change_account_be_simulated_or_deleted(dossier: Dossier) -> None:
    lines = post(dossier, 1000, -400, -300, -200)
    letter_partially(dossier, "411MAR", lines)
    simulate_entry(dossier, dossier.database.value(ENTRY, (lines[1],)))
    delete_entry(dossier, dossier.database.value(ENTRY, (lines[2],)))
    assert codes_of(dossier, [lines[0], lines[1], lines[3]]) == ["aa", "", "aa"]
    shown = reread(dossier, dossier.database.value(ENTRY, (lines[3],)))
    save(dossier, change(shown, (0, Column.ACCOUNT, "401DUP")))
    assert codes(dossier) == ["", ""]
    assert dossier.database.value("SELECT count(*) FROM lettering") == 0


@pytest.mark.spec("LETT-31", "LETT-01")
def test_a_partial_group_lies_in_one_fiscal_year_too(dossier: Dossier) -> None:
    lines = [*post(dossier, 1000), *post(dossier, -400, day=date(2027, 1, 4))]
    with pytest.raises(Exception, match="un seul exercice ouvert"):
        letter_partially(dossier, "411MAR", lines)
