"""Unlettering: whole groups, by lines, codes and dates; what closed and later fiscal years refuse."""

from datetime import date, datetime

import pytest

from tests.services.lettering.kit import codes, codes_of, faulty_groups, next_code, post
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lettering.accounts import account_to_letter
from tuicompta.services.lettering.errors import (
    LetteredLaterError,
    LetteringNotAllowedError,
    LetteringYearError,
    NothingLetteredError,
    RootNotLetteredError,
)
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.lettering.unletter import GroupRange, groups_in, unletter_groups, unletter_lines

LINES = "SELECT * FROM entry_line ORDER BY id"
OPEN = "UPDATE entry SET posted = 0 WHERE id = (SELECT entry_id FROM entry_line WHERE id = ?)"


@pytest.mark.spec("LETT-14", "LETT-15", "LETT-16", "INVL-06", "INVL-02")
def test_one_line_unletters_its_whole_group_and_leaves_the_next_code(dossier: Dossier) -> None:
    lines = post(dossier, 1000, -400, -600, 50)
    before = dossier.database.rows(LINES)
    letter_lines(dossier, "411MAR", lines[:3])
    assert codes(dossier) == ["AA", "AA", "AA", ""]
    done = unletter_lines(dossier, "411MAR", lines[1:2])
    assert (done.groups, done.lines) == (1, 3)
    assert dossier.database.rows(LINES) == before
    assert next_code(dossier) == "AB"
    assert dossier.database.value("SELECT count(*) FROM lettering") == 0


@pytest.mark.spec("LETT-09")
def test_without_a_lettered_line_there_is_nothing_to_undo(dossier: Dossier) -> None:
    lines = post(dossier, 100, -99)
    with pytest.raises(NothingLetteredError, match=r"^Aucune ligne lettrée$"):
        unletter_lines(dossier, "411MAR", lines)


@pytest.mark.spec("LETT-18", "LETT-19", "DLET-03")
def test_codes_are_compared_by_length_then_alphabetically(dossier: Dossier) -> None:
    for code in ("Z", "AB", "AZ", "BC", "AAA"):
        letter_lines(dossier, "411MAR", post(dossier, 100, -100), code)
    account = account_to_letter(dossier.database, "411MAR")
    following = next_code(dossier)
    assert len(groups_in(dossier.database, account.id, GroupRange())) == 5
    assert unletter_groups(dossier, "411MAR", GroupRange("ab", "az")).groups == 2
    assert sorted(set(codes(dossier))) == ["", "AAA", "BC", "Z"]
    assert unletter_groups(dossier, "411MAR", GroupRange(last_code="B")).lines == 0
    assert unletter_groups(dossier, "411MAR", GroupRange(first_code="AA")).groups == 2
    assert unletter_groups(dossier, "411MAR", GroupRange()).groups == 1
    assert set(codes(dossier)) == {""}
    assert next_code(dossier) == following


@pytest.mark.spec("LETT-20", "DLET-06", "DLET-07")
def test_ranges_of_lettering_dates_and_of_entry_dates(dossier: Dossier) -> None:
    early = post(dossier, 100, -100, days=[date(2026, 1, 5), date(2026, 2, 20)])
    letter_lines(dossier, "411MAR", early)
    dossier.clock = lambda: datetime(2026, 4, 2, 9, 0)  # noqa: DTZ001 - the program works on local time
    late = post(dossier, 100, -100, days=[date(2026, 2, 20), date(2026, 3, 9)])
    letter_lines(dossier, "411MAR", late)
    account = account_to_letter(dossier.database, "411MAR")

    def found(wanted: GroupRange) -> int:
        return len(groups_in(dossier.database, account.id, wanted))

    assert found(GroupRange(lettered_from=date(2026, 3, 21))) == 1
    assert found(GroupRange(lettered_to=date(2026, 3, 20))) == 1
    assert found(GroupRange(entered_from=date(2026, 2, 20), entered_to=date(2026, 2, 20))) == 2
    assert found(GroupRange(entered_to=date(2026, 1, 31))) == 1
    assert unletter_groups(dossier, "411MAR", GroupRange(lettered_from=date(2026, 4, 1))).groups == 1
    assert codes_of(dossier, [*early, *late]) == ["AA", "AA", "", ""]
    assert faulty_groups(dossier) == []


@pytest.mark.spec("LETT-05", "FC-23")
def test_an_account_without_lettering_keeps_its_codes(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    letter_lines(dossier, "411MAR", lines)
    dossier.database.run("UPDATE account SET lettering = 0 WHERE number = '411MAR'")
    with pytest.raises(LetteringNotAllowedError, match="411MAR"):
        unletter_lines(dossier, "411MAR", lines)
    with pytest.raises(LetteringNotAllowedError):
        unletter_groups(dossier, "411MAR", GroupRange())
    assert codes(dossier) == ["AA", "AA"]
    with pytest.raises(RootNotLetteredError, match=r"401 .* est de type Racine"):
        unletter_groups(dossier, "401", GroupRange())


@pytest.mark.spec("LETT-05", "DLET-01")
def test_a_closed_fiscal_year_keeps_its_groups(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    letter_lines(dossier, "411MAR", lines)
    later = post(dossier, 70, -70, day=date(2027, 2, 1))
    letter_lines(dossier, "411MAR", later)
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-02-01' WHERE start_date = '2026-01-01'")
    with pytest.raises(LetteringYearError):
        unletter_lines(dossier, "411MAR", lines)
    assert unletter_groups(dossier, "411MAR", GroupRange()).groups == 1
    assert codes_of(dossier, [*lines, *later]) == ["AA", "AA", "", ""]


@pytest.mark.spec("LETT-18")
def test_an_account_is_unlettered_in_one_fiscal_year(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    letter_lines(dossier, "411MAR", lines)
    later = post(dossier, 70, -70, day=date(2027, 2, 1))
    letter_lines(dossier, "411MAR", later)
    year = fiscal_years(dossier.database)[0]
    assert unletter_groups(dossier, "411MAR", GroupRange(), year.id).groups == 1
    assert codes_of(dossier, [*lines, *later]) == ["", "", "AB", "AB"]


@pytest.mark.spec("LETT-21", "CONS-12")
def test_a_line_lettered_in_a_later_year_is_undone_only_there(dossier: Dossier) -> None:
    origin, payment = post(dossier, 500, -500)
    carried, paid = post(dossier, 500, -500, day=date(2027, 1, 1))
    with transaction(dossier.database):
        dossier.database.run(OPEN, (carried,))
        dossier.database.run("UPDATE entry_line SET carried_line_id = ? WHERE id = ?", (origin, carried))
        dossier.database.run("UPDATE entry SET posted = 1 WHERE posted = 0")
    letter_lines(dossier, "411MAR", [carried, paid])
    with pytest.raises(LetteredLaterError, match="dans l'exercice du 01/01/2027 au 31/12/2027"):
        unletter_lines(dossier, "411MAR", [origin])
    with pytest.raises(LetteredLaterError):
        letter_lines(dossier, "411MAR", [origin, payment])
    assert unletter_lines(dossier, "411MAR", [carried]).lines == 2
    assert letter_lines(dossier, "411MAR", [origin, payment]).code == "AB"


@pytest.mark.spec("LETT-05", "DOSO-09")
def test_a_dossier_in_consultation_changes_nothing(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    dossier.readonly = True
    with pytest.raises(ReadOnlyDossierError):
        letter_lines(dossier, "411MAR", lines)
    with pytest.raises(ReadOnlyDossierError):
        unletter_groups(dossier, "411MAR", GroupRange())
