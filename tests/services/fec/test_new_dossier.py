from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import RECEIPT, SALE, entry
from tests.services.fec.kit import KEEP, balances, entries, groups, new_dossier, opened, write_fec
from tuicompta.core.fiscal_years import FiscalYearLengthError, Span
from tuicompta.exchange.fec.errors import MixedCharsetError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import close_dossier
from tuicompta.services.fec.closed_years import UnvalidatedOldYearError
from tuicompta.services.fec.importing import FecImportRefusedError
from tuicompta.services.fec.new_dossier import YearsApartError
from tuicompta.services.fec.report import outcome_lines
from tuicompta.services.fec.years import EmptyFileError
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.settings.settings import text_setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fec.options import ImportOptions

    Build = Callable[..., Dossier]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """Create and open a dossier made from one file."""
    made: list[Dossier] = []

    def of(*bodies: str, options: ImportOptions | None = None) -> Dossier:
        folder = tmp_path / str(len(made))
        created = new_dossier(folder, write_fec(folder, *bodies), options=options)
        made.append(opened(created.path))
        return made[-1]

    yield of
    for dossier in made:
        assert check_dossier(dossier.database) == []
        close_dossier(dossier)


@pytest.mark.spec("FECI-02", "DOSN-12", "DOSN-13")
def test_company_year_journals_accounts_third_parties_and_entries_come_from_the_file(build: Build) -> None:
    dossier = build(SALE, RECEIPT)
    database = dossier.database
    assert text_setting(database, "company.siren") == "732829320"
    assert fiscal_years(database)[0].span == Span(date(2025, 1, 1), date(2025, 12, 31))
    assert entries(dossier) == [
        ("VE", "2025-01-15", "F-1", "N", None),
        ("BP", "2025-02-10", "R-1", "N", None),
    ]
    assert balances(dossier) == {"411DUPONT": 0, "707000": -10000, "445710": -2000, "512000": 12000}
    rows = database.rows("SELECT code, type, description FROM journal WHERE code IN ('VE', 'BP') ORDER BY code")
    assert rows == [("BP", "treasury", "Banque"), ("VE", "sales", "Ventes")]
    assert database.rows("SELECT name FROM third_party") == [("Dupont SA",)]


@pytest.mark.spec("FECI-05", "FECI-06")
def test_auxiliary_account_its_collective_account_and_its_third_party(build: Build) -> None:
    database = build(SALE).database
    assert database.value("SELECT type FROM account WHERE number = '411000'") == "R"
    assert database.row(
        "SELECT account.title, control.number, control.title, name FROM account"
        " JOIN account AS control ON control.id = account.control_account_id"
        " JOIN third_party ON account_id = account.id WHERE account.number = '411DUPONT'"
    ) == ("Dupont SA", "411000", "Clients", "Dupont SA")


@pytest.mark.spec("FECI-02")
def test_validation_is_taken_on_request(build: Build) -> None:
    dossier = build(entry("1"), entry("2", validation="20250228"), options=KEEP)
    rows = dossier.database.rows(
        "SELECT status, definitive_number, substr(validated_at, 1, 10), import_number FROM entry ORDER BY id"
    )
    assert rows == [("V", 1, "2025-01-31", "1"), ("V", 2, "2025-02-28", "2")]


@pytest.mark.spec("FECI-02")
def test_entries_without_validation_date_stay_unvalidated(build: Build) -> None:
    dossier = build(entry("1"), entry("2", validation=""), options=KEEP)
    assert [row[3:] for row in entries(dossier)] == [("V", 1), ("N", None)]


def test_numbers_that_are_no_sequence_by_journal_are_given_anew_and_told(tmp_path: Path) -> None:
    file = write_fec(tmp_path, entry("7"), entry("8", journal="AC"), entry("9"))
    created = new_dossier(tmp_path, file, options=KEEP)
    assert created.outcomes[0].loaded.renumbered == 3
    dossier = opened(created.path)
    numbers = dossier.database.rows("SELECT definitive_number, import_number FROM entry ORDER BY id")
    close_dossier(dossier)
    assert numbers == [(1, "7"), (1, "8"), (2, "9")]


@pytest.mark.spec("FECI-10")
def test_opening_entries_become_journal_ran(build: Build) -> None:
    dossier = build(entry("1", "20250101", journal="AN"), entry("1"), options=KEEP)
    assert [row[0] for row in entries(dossier)] == ["RAN", "OD"]
    assert dossier.database.value("SELECT type FROM journal WHERE code = 'RAN'") == "opening"


@pytest.mark.spec("FECI-08")
def test_lettering_is_taken_and_the_next_code_follows(build: Build) -> None:
    dossier = build(SALE, RECEIPT)
    assert groups(dossier) == {("411DUPONT", "AA"): [("2025-02-10", 12000), ("2025-02-10", -12000)]}
    database = dossier.database
    assert database.value("SELECT next_lettering_code FROM account WHERE number = '411DUPONT'") == "AB"


@pytest.mark.spec("FECI-08")
def test_group_that_does_not_balance_is_left_without_code(tmp_path: Path) -> None:
    file = write_fec(tmp_path, SALE, RECEIPT.replace("120,00", "100,00"))
    created = new_dossier(tmp_path, file)
    assert (created.outcomes[0].loaded.letterings, created.outcomes[0].loaded.letters_left) == (0, 1)
    dossier = opened(created.path)
    assert groups(dossier) == {}
    close_dossier(dossier)


@pytest.mark.spec("FECI-02")
def test_files_of_consecutive_years_at_once_in_any_order(tmp_path: Path) -> None:
    first = write_fec(tmp_path, entry("1", "20240115"), name="732829320FEC20241231.txt")
    second = write_fec(tmp_path, entry("1", "20250101", journal="AN"), entry("1"))
    created = new_dossier(tmp_path, second, first, options=KEEP)
    dossier = opened(created.path)
    assert [year.label for year in fiscal_years(dossier.database)] == ["2024", "2025"]
    assert [row[:2] for row in entries(dossier)] == [("OD", "2024-01-15"), ("RAN", "2025-01-01"), ("OD", "2025-01-15")]
    assert check_dossier(dossier.database) == []
    close_dossier(dossier)


def years_of_files(folder: Path, *years: int, validation: str = "20260131") -> list[Path]:
    """Write the files of consecutive fiscal years, of one entry each."""
    return [
        write_fec(folder, entry("1", f"{year}0115", validation=validation), name=f"732829320FEC{year}1231.txt")
        for year in years
    ]


@pytest.mark.spec("FECI-02", "EX-03")
def test_years_before_the_last_two_keep_their_validation_and_are_closed(tmp_path: Path) -> None:
    created = new_dossier(tmp_path, *years_of_files(tmp_path, 2022, 2023, 2024, 2025))
    assert [outcome.closed_year for outcome in created.outcomes] == ["2022", "2023", "", ""]
    assert "Exercice 2022 : validation reprise, exercice clôturé" in list(outcome_lines(created.outcomes[0]))
    dossier = opened(created.path)
    database = dossier.database
    assert [(year.label, year.closed) for year in fiscal_years(database)] == [
        ("2022", True),
        ("2023", True),
        ("2024", False),
        ("2025", False),
    ]
    assert [row[3] for row in entries(dossier)] == ["V", "V", "N", "N"]
    assert database.value("SELECT count(*) FROM journal_period WHERE closed_at IS NULL") == 0
    assert database.rows("SELECT object FROM event WHERE kind = 'Clôture annuelle' ORDER BY id") == [
        ("Exercice 2022",),
        ("Exercice 2023",),
    ]
    assert check_dossier(database) == []
    close_dossier(dossier)


@pytest.mark.spec("FECI-02", "DOSN-13")
def test_an_old_year_that_cannot_be_closed_refuses_the_dossier(tmp_path: Path) -> None:
    files = years_of_files(tmp_path, 2023, validation="") + years_of_files(tmp_path, 2024, 2025)
    with pytest.raises(UnvalidatedOldYearError, match=r"exercice 2023 doit être clôturé.* 1 écriture"):
        new_dossier(tmp_path, *files)
    assert not (tmp_path / "Dossier.compta").exists()


@pytest.mark.spec("FECI-02")
def test_years_that_do_not_follow_are_refused(tmp_path: Path) -> None:
    first = write_fec(tmp_path, entry("1", "20230115"), name="732829320FEC20231231.txt")
    with pytest.raises(YearsApartError, match=r"\(01/01/2024 attendu\)"):
        new_dossier(tmp_path, first, write_fec(tmp_path, entry("1")))
    assert not (tmp_path / "Dossier.compta").exists()


@pytest.mark.spec("DOSN-13")
def test_span_and_siren_given_win_over_those_of_the_file(tmp_path: Path) -> None:
    span = Span(date(2024, 7, 1), date(2025, 12, 31))
    created = new_dossier(tmp_path, write_fec(tmp_path, SALE), siren="552100554", span=span)
    dossier = opened(created.path)
    assert text_setting(dossier.database, "company.siren") == "552100554"
    assert fiscal_years(dossier.database)[0].span == span
    close_dossier(dossier)


@pytest.mark.spec("EX-08", "DOSN-13")
def test_fiscal_year_longer_than_two_years_leaves_no_file(tmp_path: Path) -> None:
    span = Span(date(2023, 12, 31), date(2025, 12, 31))
    with pytest.raises(FiscalYearLengthError):
        new_dossier(tmp_path, write_fec(tmp_path, SALE), span=span)
    assert [path.name for path in tmp_path.iterdir()] == ["732829320FEC20251231.txt"]


@pytest.mark.spec("DOSN-13", "CEE-07", "CEE-09")
def test_faulty_file_leaves_no_dossier(tmp_path: Path) -> None:
    file = write_fec(tmp_path, SALE.replace("100,00", "99,00"))
    with pytest.raises(FecImportRefusedError, match=r"ligne 2 : écriture VE n° 1 : non équilibrée"):
        new_dossier(tmp_path, file)
    assert list(tmp_path.iterdir()) == [file]


def test_unreadable_and_empty_files_leave_no_dossier(tmp_path: Path) -> None:
    mixed = tmp_path / "732829320FEC20251231.txt"
    mixed.write_bytes("été\n".encode() + "été\n".encode("cp1252"))
    with pytest.raises(MixedCharsetError):
        new_dossier(tmp_path, mixed)
    with pytest.raises(EmptyFileError):
        new_dossier(tmp_path, write_fec(tmp_path, name="ecritures.txt"))
    assert not (tmp_path / "Dossier.compta").exists()


def test_account_that_the_chart_delivers_as_a_root_receives_the_lines_of_the_file(build: Build) -> None:
    dossier = build(entry("1").replace("512000|Banque", "512|Banques"))
    assert balances(dossier) == {"512": 1000, "120000": -1000}
    assert dossier.database.row("SELECT type, title FROM account WHERE number = '512'") == ("D", "Banques")


def test_delivered_journal_of_another_type_takes_that_of_the_file(build: Build) -> None:
    dossier = build(SALE.replace("VE|Ventes", "CA|Caisse enregistreuse"))
    row = dossier.database.row("SELECT type, description FROM journal WHERE code = 'CA'")
    assert row == ("sales", "Caisse enregistreuse")


def test_too_long_texts_are_cut_and_counted(tmp_path: Path) -> None:
    file = write_fec(tmp_path, entry("1").replace("Essai", "E" * 101).replace("P-1", "P" * 31))
    created = new_dossier(tmp_path, file)
    assert created.outcomes[0].loaded.cut == 4
    dossier = opened(created.path)
    row = dossier.database.row("SELECT max(length(label)), max(length(piece_number)) FROM entry_line")
    close_dossier(dossier)
    assert row == (100, 30)
