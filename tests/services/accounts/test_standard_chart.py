"""The general chart: its versions, what is copied from it, the accounts it lost."""

from datetime import date

import pytest

from tests.services.entries_kit import entry, line, save
from tests.services.typing_kit import Desk
from tuicompta.core.enums import AccountType
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.accounts.standard_chart import (
    Skipped,
    removal_warning,
    removed_accounts,
    replacement_of,
    standard_accounts,
    transfer,
    version_of,
)
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year
from tuicompta.services.settings.settings import set_settings


def numbers(chart: str, version: int) -> set[str]:
    return {found.number for found in standard_accounts(chart, version)}


def stored(dossier: Dossier, number: str, columns: str = "title, type") -> tuple[object, ...] | None:
    return dossier.database.row(f"SELECT {columns} FROM account WHERE number = ?", (number,))  # noqa: S608 - our own names


def clear(dossier: Dossier, *roots: str) -> None:
    for root in roots:
        like = root + "%"
        for statement in (
            """UPDATE account SET proposed_vat_account_id = NULL
                WHERE proposed_vat_account_id IN (SELECT id FROM account WHERE number LIKE ?)""",
            "DELETE FROM account_journal_type WHERE account_id IN (SELECT id FROM account WHERE number LIKE ?)",
            """UPDATE guide_model_line SET account_id = NULL
                WHERE account_id IN (SELECT id FROM account WHERE number LIKE ?)""",
            "DELETE FROM account WHERE number LIKE ?",
        ):
            dossier.database.run(statement, (like,))


@pytest.mark.spec("PCG-01", "PCG-02")
def test_each_version_and_each_list_has_its_accounts() -> None:
    assert {"791", "675", "777"} <= numbers("pcg", 2024)
    assert not {"791", "675", "777"} & numbers("pcg", 2025)
    assert not {"791", "675", "777"} & numbers("pcg-minimal", 2024)
    added = numbers("pcg", 2025) - numbers("pcg", 2024)
    assert "657" in added
    assert numbers("pcg", 2026) - numbers("pcg", 2025)
    assert numbers("pcg-minimal", 2026) < numbers("pcg", 2026)
    first = next(found for found in standard_accounts("pcg", 2026) if found.number == "1011")
    assert (first.title, first.level, first.use) == ("Capital souscrit - non appelé", 4, "Facultatif")


@pytest.mark.spec("PCG-02")
@pytest.mark.parametrize(
    ("start", "version"), [((2019, 7, 1), 2024), ((2024, 12, 31), 2024), ((2025, 1, 1), 2025), ((2031, 1, 1), 2026)]
)
def test_the_version_is_that_of_the_start_of_the_year(start: tuple[int, int, int], version: int) -> None:
    assert version_of(date(*start)) == version


@pytest.mark.spec("PCG-05", "PCG-06")
def test_copied_accounts_are_detail_when_nothing_lies_under_them_and_those_there_stay(dossier: Dossier) -> None:
    clear(dossier, "606")
    dossier.database.run("UPDATE account SET title = 'À moi' WHERE number = '6132'")
    done = transfer(dossier, "pcg", 2026, ["606", "6064", "6132"])
    assert list(done.created) == ["606", "6064"]
    assert list(done.skipped) == [Skipped("6132", "déjà dans le plan comptable entreprise")]
    assert stored(dossier, "606") == ("Achats non stockés de matière et fournitures", "R")
    assert stored(dossier, "6064") == ("Fournitures administratives", "D")
    assert stored(dossier, "6132") == ("À moi", "D")


@pytest.mark.spec("PCG-06")
def test_the_type_is_that_of_the_chart_chosen(dossier: Dossier) -> None:
    clear(dossier, "1011", "1012", "1013", "1018", "101")
    transfer(dossier, "pcg-minimal", 2026, ["101"])
    assert stored(dossier, "101", "type") == ("D",)
    clear(dossier, "101")
    transfer(dossier, "pcg", 2026, ["101"])
    assert stored(dossier, "101", "type") == ("R",)


@pytest.mark.spec("PCG-06", "FC-16")
def test_a_detail_account_is_completed_with_zeros_and_a_short_root_has_its_detail(dossier: Dossier) -> None:
    set_settings(dossier.database, {"entry.account_length": 6, "entry.pad_accounts": True})
    clear(dossier, "6064")
    assert list(transfer(dossier, "pcg", 2026, ["6064"]).created) == ["606400"]
    set_settings(dossier.database, {"entry.account_length": 0, "entry.pad_accounts": False})
    dossier.database.run("UPDATE journal_year SET counterpart_mode = 'none', counterpart_account_id = NULL")
    clear(dossier, "53")
    assert list(transfer(dossier, "pcg", 2026, ["53"]).created) == ["53", "530"]
    assert stored(dossier, "530", "type") == ("D",)


@pytest.mark.spec("PCG-06", "FC-30", "FC-33")
def test_vat_accounts_come_with_their_tax_their_basis_and_their_side(dossier: Dossier) -> None:
    clear(dossier, "44566", "44571", "4456")
    dossier.database.run(
        "DELETE FROM account_journal_type WHERE account_id IN (SELECT id FROM account WHERE number='4457')"
    )
    clear(dossier, "4457")
    set_settings(dossier.database, {"vat.basis": "receipts"})
    transfer(dossier, "pcg", 2026, ["44566", "44571"])
    operation = "(SELECT code FROM vat_operation WHERE id = vat_operation_id)"
    columns = f"vat_direction, vat_territory, vat_rate, vat_basis, {operation}"
    assert stored(dossier, "44566", columns) == ("deductible", "mainland", 2000, "receipts", "goods_services")
    assert stored(dossier, "44571", columns) == ("collected", "mainland", 2000, "receipts", "goods_services")
    sides = "SELECT DISTINCT side FROM account_journal_type JOIN account ON account.id = account_id WHERE number = ?"
    assert {side for (side,) in dossier.database.rows(sides, ("44571",)) if side} == {"C"}


@pytest.mark.spec("FC-30")
@pytest.mark.parametrize(("territory", "rate"), [("corsica", 2000), ("monaco", 2000), ("overseas", 850)])
def test_a_new_vat_account_takes_the_standard_rate_of_the_territory(
    dossier: Dossier, territory: str, rate: int
) -> None:
    clear(dossier, "44571", "4457")
    set_settings(dossier.database, {"company.territory": territory})
    create_account(dossier, "445710", "TVA collectée")
    assert stored(dossier, "445710", "vat_direction, vat_territory, vat_rate, vat_basis") == (
        "collected",
        territory,
        rate,
        "debits",
    )


@pytest.mark.spec("FC-30")
def test_no_rate_where_there_is_no_vat_but_the_basis_of_the_company(dossier: Dossier) -> None:
    clear(dossier, "44571", "4457")
    set_settings(dossier.database, {"company.territory": "guiana_mayotte", "vat.basis": "receipts"})
    create_account(dossier, "445710", "TVA collectée")
    assert stored(dossier, "445710", "vat_direction, vat_rate, vat_basis") == (None, None, "receipts")


@pytest.mark.spec("PCG-05", "FC-21")
def test_what_the_hierarchy_refuses_is_skipped_with_its_reason(dossier: Dossier) -> None:
    clear(dossier, "6132", "6135", "613")
    create_account(dossier, "613", "Locations", AccountType.DETAIL)
    done = transfer(dossier, "pcg", 2024, ["613"])
    assert list(done.created) == []
    assert [skipped.number for skipped in done.skipped] == ["613"]


@pytest.mark.spec("PCG-07")
@pytest.mark.parametrize(
    ("number", "version", "replacement"),
    [
        ("791", 2024, None),
        ("10611", 2025, "1061"),
        ("106110", 2025, "1061"),
        ("6751", 2026, "657"),
        ("675", 2026, ""),
        ("606", 2026, None),
        ("401DUP", 2026, None),
    ],
)
def test_what_replaces_a_removed_account(number: str, version: int, replacement: str | None) -> None:
    assert replacement_of(number, version) == replacement


@pytest.mark.spec("PCG-07")
def test_the_accounts_that_the_version_lost_are_listed_with_balance_and_lines(dossier: Dossier) -> None:
    create_account(dossier, "6751", "Valeur comptable des incorporels cédés")
    save(dossier, entry(line("6751", 5000), line("467", credit=5000), journal="OD"))
    before = dossier.database.rows("SELECT * FROM account ORDER BY id")
    found = {one.number: one for one in removed_accounts(dossier, current_fiscal_year(dossier))}
    one = found["6751"]
    assert (one.title, one.replacement, one.balance, one.lines) == (
        "Valeur comptable des incorporels cédés",
        "657",
        5000,
        1,
    )
    assert "606" not in found
    assert dossier.database.rows("SELECT * FROM account ORDER BY id") == before


@pytest.mark.spec("PCG-07")
def test_using_a_removed_account_warns_without_blocking(dossier: Dossier) -> None:
    create_account(dossier, "6751", "Valeur comptable des incorporels cédés")
    warning = "Le compte 6751 n'est plus au plan comptable général de l'exercice : utilisez 657"
    assert removal_warning("6751", date(2026, 1, 1)) == warning
    assert removal_warning("6751", date(2024, 1, 1)) == ""
    typing = Desk(dossier).type("OD", "15⏎6751⏎")
    assert warning in typing.said
    assert not typing.errors
