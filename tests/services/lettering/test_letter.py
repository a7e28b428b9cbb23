"""Lettering: code, date, refusals, and the codes that follow one another."""

from datetime import date

import pytest

from tests.services.entries_kit import entry, line
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.lettering.codes import LetteringCodeError
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.lettering.errors import (
    AlreadyLetteredError,
    LetteringCodeTakenError,
    LetteringGapError,
    LetteringNotAllowedError,
    LetteringYearError,
    SimulatedLineError,
    TooFewLinesError,
)
from tuicompta.services.lettering.letter import letter_lines

_OF_ACCOUNT = """
    SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = ? ORDER BY entry_line.id
"""
_GROUPS = """
    SELECT code, lettered_on, complete, count(*), sum(debit) - sum(credit)
      FROM lettering JOIN entry_line ON lettering_id = lettering.id GROUP BY lettering.id ORDER BY lettering.id
"""


def post(dossier: Dossier, *balances: int, account: str = "411MAR", day: date = date(2026, 3, 15)) -> list[int]:
    """Post one entry for each balance of the account and return the lines of the account."""
    entries = []
    for key, cents in enumerate(balances, start=1):
        debit, credit = max(cents, 0), max(-cents, 0)
        entries.append(entry(line(account, debit, credit), line("1068", credit, debit), journal="OD", day=day, key=key))
    save_entries(dossier, entries, EntryOrigin.JOURNAL_WINDOW)
    return [identifier for (identifier,) in dossier.database.rows(_OF_ACCOUNT, (account,))][-len(balances) :]


def next_code(dossier: Dossier, account: str = "411MAR") -> str:
    return str(dossier.database.value("SELECT next_lettering_code FROM account WHERE number = ?", (account,)))


@pytest.mark.spec("LETT-01", "LETT-02", "LETT-03", "LETT-11")
def test_lines_that_settle_each_other_take_the_next_code_and_the_date_of_the_day(dossier: Dossier) -> None:
    assert letter_lines(dossier, "411MAR", post(dossier, 1_000_00, -500_00, -500_00)).code == "AA"
    assert dossier.database.rows(_GROUPS) == [("AA", "2026-03-20", 1, 3, 0)]
    assert next_code(dossier) == "AB"


@pytest.mark.spec("LETT-12")
def test_a_typed_code_is_stored_in_capitals_and_gives_its_successor(dossier: Dossier) -> None:
    assert letter_lines(dossier, "411MAR", post(dossier, 100, -100), "a9").code == "A9"
    assert next_code(dossier) == "B0"


@pytest.mark.spec("LETT-12", "INVL-05")
def test_codes_in_use_are_skipped(dossier: Dossier) -> None:
    letter_lines(dossier, "411MAR", post(dossier, 100, -100), "AB")
    letter_lines(dossier, "411MAR", post(dossier, 200, -200), "AA")
    assert next_code(dossier) == "AC"
    dossier.database.run("UPDATE account SET next_lettering_code = 'AA' WHERE number = '411MAR'")
    assert letter_lines(dossier, "411MAR", post(dossier, 300, -300)).code == "AC"


@pytest.mark.spec("LETT-12")
def test_a_code_of_another_group_is_refused(dossier: Dossier) -> None:
    letter_lines(dossier, "411MAR", post(dossier, 100, -100), "ZZ")
    with pytest.raises(LetteringCodeTakenError, match="Le code lettrage ZZ est déjà utilisé sur le compte 411MAR"):
        letter_lines(dossier, "411MAR", post(dossier, 200, -200), "zz")
    with pytest.raises(LetteringCodeError):
        letter_lines(dossier, "411MAR", post(dossier, 200, -200), "TROPLONG")


@pytest.mark.spec("LETT-13")
def test_codes_belong_to_the_account(dossier: Dossier) -> None:
    assert letter_lines(dossier, "411MAR", post(dossier, 100, -100)).code == "AA"
    assert letter_lines(dossier, "401DUP", post(dossier, 100, -100, account="401DUP")).code == "AA"


@pytest.mark.spec("LETT-08")
def test_what_does_not_balance_is_refused_with_its_difference(dossier: Dossier) -> None:
    with pytest.raises(LetteringGapError, match="écart des lignes cochées est de 0,03"):
        letter_lines(dossier, "411MAR", post(dossier, 120_00, -119_97))
    assert dossier.database.rows(_GROUPS) == []
    assert next_code(dossier) == "AA"


@pytest.mark.spec("LETT-01", "LETT-08")
def test_one_line_or_the_line_of_another_account_is_no_group(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    other = post(dossier, -100, account="401DUP")
    for chosen in ([], lines[:1], [lines[0], lines[0]], [lines[0], *other], [lines[0], 999_999]):
        with pytest.raises(TooFewLinesError):
            letter_lines(dossier, "411MAR", chosen)


@pytest.mark.spec("LETT-08")
def test_a_lettered_line_keeps_its_group(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    letter_lines(dossier, "411MAR", lines)
    with pytest.raises(AlreadyLetteredError):
        letter_lines(dossier, "411MAR", [lines[0], *post(dossier, -100)])


@pytest.mark.spec("LETT-08")
def test_a_simulated_line_is_not_lettered(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    simulate_entry(dossier, dossier.database.value("SELECT entry_id FROM entry_line WHERE id = ?", (lines[0],)))
    with pytest.raises(SimulatedLineError):
        letter_lines(dossier, "411MAR", lines)


@pytest.mark.spec("LETT-01", "LETT-05")
def test_a_group_lies_in_one_open_fiscal_year(dossier: Dossier) -> None:
    lines = post(dossier, 100)
    later = post(dossier, -100, day=date(2027, 1, 10))
    with pytest.raises(LetteringYearError):
        letter_lines(dossier, "411MAR", [*lines, *later])
    both = [*lines, *post(dossier, -100)]
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-02-01' WHERE start_date = '2026-01-01'")
    with pytest.raises(LetteringYearError):
        letter_lines(dossier, "411MAR", both)


@pytest.mark.spec("LETT-05")
def test_an_account_must_allow_lettering(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    dossier.database.run("UPDATE account SET lettering = 0 WHERE number = '411MAR'")
    with pytest.raises(LetteringNotAllowedError, match=r"411MAR \(Martin SA\) n'autorise pas le lettrage"):
        letter_lines(dossier, "411MAR", lines)
    with pytest.raises(UnknownAccountError):
        letter_lines(dossier, "411XXX", lines)
