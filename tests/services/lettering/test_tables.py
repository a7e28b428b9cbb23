"""The two tables of the simplified lettering, and the accounts that still have lines to letter."""

from dataclasses import replace

import pytest

from tests.services.entries_kit import bank, entry, line, sale, save
from tests.services.lettering.kit import post
from tuicompta.services.accounts.accounts import account_id, create_account
from tuicompta.services.browse.account_lines import LineFilter
from tuicompta.services.browse.scanned_lines import ScannedLines
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lettering.letter import letter_lines, letter_partially
from tuicompta.services.lettering.to_letter import has_lines_to_letter, next_to_letter


def amounts(dossier: Dossier, number: str, table: str, *, debit_left: bool = True) -> list[int]:
    """The balances of the lines of a table, whose running balance ends with their sum."""
    shown = replace(LineFilter.of_year(fiscal_years(dossier.database)[0]), table=table, debit_left=debit_left)
    found = ScannedLines(dossier.database, account_id(dossier.database, number) or 0, shown).read(dossier.database)
    rows = found.first(50)
    balances = [values[7] - values[8] for _, values in rows]
    assert found.sums.balance == sum(balances) == (rows[-1][1][-1] if rows else 0)
    return balances


@pytest.mark.spec("LSIM-08", "LSIM-09")
def test_lines_go_by_their_type_and_without_type_by_their_side(dossier: Dossier) -> None:
    credit_note = entry(line("707", 500), line("411MAR", credit=500), journal="VE", key=3)
    save(dossier, sale(1200), bank("411MAR", 900, key=2), credit_note, bank("411MAR", -300, key=4))
    assert amounts(dossier, "411MAR", "left") == [1200, 300]
    assert amounts(dossier, "411MAR", "right") == [-900, -500]
    # Whatever the side: only the type counts where there is one.
    assert amounts(dossier, "411MAR", "left", debit_left=False) == [1200, 300]
    assert amounts(dossier, "5121", "left") == [900]
    assert amounts(dossier, "5121", "right") == [-300]
    assert amounts(dossier, "5121", "left", debit_left=False) == [-300]
    assert amounts(dossier, "5121", "right", debit_left=False) == [900]


@pytest.mark.spec("LSIM-13")
def test_the_next_account_to_letter_is_of_the_same_nature_with_open_lines_on_both_sides(dossier: Dossier) -> None:
    year = fiscal_years(dossier.database)[0]
    for number in ("411NON", "411OUI", "411SEUL"):
        create_account(dossier, number, number.title())
    lines = post(dossier, 10, -10)
    post(dossier, 20, account="411SEUL")
    refused = post(dossier, 30, -30, account="411NON")
    post(dossier, 40, -45, account="411OUI")
    assert has_lines_to_letter(dossier.database, "411MAR", year)
    letter_lines(dossier, "411MAR", lines)
    assert not has_lines_to_letter(dossier.database, "411MAR", year)
    assert next_to_letter(dossier.database, "411MAR", year) == "411NON"
    letter_lines(dossier, "411NON", refused)
    assert next_to_letter(dossier.database, "411MAR", year) == "411OUI"
    assert next_to_letter(dossier.database, "411OUI", year) is None
    assert next_to_letter(dossier.database, "401DUP", year) is None
    partial = post(dossier, 7, -3, account="411NON")
    letter_partially(dossier, "411NON", partial)
    assert next_to_letter(dossier.database, "411MAR", year) == "411NON"
    dossier.database.run("UPDATE account SET lettering = 0 WHERE number = '411NON'")
    assert next_to_letter(dossier.database, "411MAR", year) == "411OUI"
