"""A dossier made like another one: its settings, no entry, nothing of its identity."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import purchase, save
from tuicompta.core.enums import CounterpartMode, DueDateMode, JournalType
from tuicompta.models.connection import DossierMissingError
from tuicompta.models.failures import DossierUnreadableError
from tuicompta.services.accounts.account_card import Associated, read_account
from tuicompta.services.accounts.account_writing import write_account
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.journals.journal_card import default_settings, read_journal
from tuicompta.services.journals.journal_writing import write_journal
from tuicompta.services.journals.journals import journal_id
from tuicompta.services.settings.setting_changes import change_settings
from tuicompta.services.settings.settings import setting

YEAR = date(2027, 1, 1), date(2027, 12, 31)


def account(dossier: Dossier, number: str) -> object:
    identifier = account_id(dossier.database, number)
    assert identifier is not None
    return read_account(dossier.database, identifier)[0]


def journal(dossier: Dossier, code: str) -> object:
    identifier = journal_id(dossier.database, code)
    assert identifier is not None
    return read_journal(dossier, identifier)[0]


@pytest.mark.spec("DOSN-12")
def test_journals_accounts_and_options_are_copied_and_neither_identity_nor_banks_nor_entries(
    dossier: Dossier, tmp_path: Path
) -> None:
    settings = replace(
        default_settings(JournalType.TREASURY),
        code="BQ2",
        description="Banque",
        prefix="B-",
        next_number=40,
        counterpart_mode=CounterpartMode.LINE_BY_LINE,
        counterpart_account="5124",
    )
    write_journal(dossier, None, settings)
    write_bank(dossier, None, Bank("BNQ", "La Banque", "5124", "BQ2"))
    identifier = account_id(dossier.database, "401DUP")
    assert identifier is not None
    card, version = read_account(dossier.database, identifier)
    own = replace(card, due_date_mode=DueDateMode.AUTOMATIC, payment_term="VI60", associated=(Associated("6064"),))
    write_account(dossier, identifier, own, version=version)
    options: dict[str, str | int | None] = {
        "entry.account_length": 8,
        "payments.default_method": "VIR",
        "payments.default_bank": "BNQ",
    }
    change_settings(dossier, {**options, "company.email": "a@b.fr", "accountant.name": "Cabinet"})
    dossier.database.run(
        "INSERT INTO report_model (report, name, folded_name, content)"
        " VALUES ('balance', 'Ma balance', 'ma balance', ?)",
        ('{"columns": [{"column": "account"}]}',),
    )
    dossier.database.run("UPDATE journal_year SET next_number = 40")
    save(dossier, purchase("00040"))

    new = NewDossier("AUTRE", *YEAR, siren="552100554", like=dossier.path)
    made = open_dossier(create_dossier(tmp_path / "Autre.compta", new, clock=fixed_clock), clock=fixed_clock)
    assert check_dossier(made.database) == []
    assert made.database.rows("PRAGMA foreign_key_check") == []
    assert account(made, "401DUP") == own
    assert journal(made, "BQ2") == replace(settings, next_number=1)
    asked = ("company.siren", "company.email", "accountant.name", *options)
    assert [setting(made.database, key) for key in asked] == ["552100554", "", "", 8, "VIR", None]
    assert made.database.rows("SELECT report, name FROM report_model") == [("balance", "Ma balance")]
    for table in ("entry", "bank", "due_date", "balance_total", "draft"):
        assert made.database.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 - names above
    kinds = made.database.rows("SELECT kind, detail FROM event")
    assert len(kinds) == 1
    assert dossier.path.stem in kinds[0][1]
    save(made, purchase(day=date(2027, 3, 15)))
    close_dossier(made)


@pytest.mark.spec("DOSN-12", "DOSN-13")
def test_a_dossier_to_copy_that_is_not_there_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(DossierMissingError):
        create_dossier(tmp_path / "Neuf.compta", NewDossier("X", *YEAR, like=tmp_path / "absent.compta"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.spec("DOSN-12", "DOSN-13")
def test_a_file_without_the_tables_of_a_dossier_is_refused_and_leaves_no_file(
    dossier_path: Path, tmp_path: Path
) -> None:
    (folder := tmp_path / "new").mkdir()
    with sqlite3.connect(dossier_path) as connection:
        connection.execute("DROP TABLE label_model")
    connection.close()
    with pytest.raises(DossierUnreadableError, match="n'a pas la structure d'un dossier"):
        create_dossier(folder / "Neuf.compta", NewDossier("X", *YEAR, like=dossier_path))
    assert list(folder.iterdir()) == []
