"""VAT data frozen on the lines (TVL, TVAP)."""

from dataclasses import replace

import pytest

from tests.services.entries_kit import change, entry, line, purchase, reread, sale, save, saved
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry

RECORDS = """
    SELECT position, kind, direction, territory, rate, base, tax FROM vat_record
      JOIN entry_line ON entry_line.id = entry_line_id ORDER BY entry_id, position
"""


def records(dossier: Dossier) -> list[tuple[object, ...]]:
    return dossier.database.rows(RECORDS)


def amounts(dossier: Dossier) -> list[tuple[object, ...]]:
    return [row[-2:] for row in records(dossier)]


def exempt(dossier: Dossier, number: str, operation: str = "export") -> None:
    sql = (
        "UPDATE account SET vat_exempt = 1, vat_operation_id = (SELECT id FROM vat_operation WHERE code = ?)"
        " WHERE number = ?"
    )
    dossier.database.run(sql, (operation, number))


def bought(net: int, vat: int, *others: tuple[str, int]) -> object:
    more = [line(account, amount) for account, amount in others]
    total = net + vat + sum(amount for _, amount in others)
    return entry(line("6064", net), line("44566", vat), *more, line("401DUP", credit=total))


@pytest.mark.spec("TVL-01", "TVAP-06", "TVL-06", "TVL-05", "TVAP-04")
def test_a_vat_line_copies_the_settings_of_its_account(dossier: Dossier) -> None:
    save(dossier, purchase(total=120_000), sale(key=2))
    assert records(dossier) == [
        (3, "debits", "deductible", "mainland", 2000, 100_000, 20_000),
        (3, "debits", "collected", "mainland", 2000, 100_000, 20_000),
    ]
    operation = (
        "SELECT DISTINCT vat_operation.code, number FROM vat_record JOIN vat_operation"
        " ON vat_operation.id = vat_record.vat_operation_id JOIN account ON account.id = vat_account_id ORDER BY 2"
    )
    assert dossier.database.rows(operation) == [("goods_services", "44566"), ("goods_services", "44571")]


@pytest.mark.spec("TVL-16")
@pytest.mark.parametrize(
    ("net", "vat", "base"),
    [
        (9_999, 2_000, 9_999),  # the example: within a cent of tax
        (10_005, 2_000, 10_005),
        (10_006, 2_000, 10_000),
        (9_995, 2_000, 9_995),
        (9_994, 2_000, 10_000),
        (0, 2_000, 10_000),
    ],
)
def test_the_base_is_the_net_amount_typed_within_a_cent_of_tax(dossier: Dossier, net: int, vat: int, base: int) -> None:
    save(dossier, bought(net, vat) if net else entry(line("44566", vat), line("401DUP", credit=vat)))  # type: ignore[arg-type]
    assert amounts(dossier) == [(base, vat)]


@pytest.mark.spec("TVL-16")
@pytest.mark.parametrize(
    ("rate", "vat", "base"), [(550, 550, 10_000), (550, 1, 18), (210, 100, 4_762), (850, 333, 3_918)]
)
def test_the_base_is_tax_over_rate_rounded(dossier: Dossier, rate: int, vat: int, base: int) -> None:
    dossier.database.run("UPDATE account SET vat_rate = ? WHERE number = '44566'", (rate,))
    save(dossier, entry(line("44566", vat), line("401DUP", credit=vat)))
    assert amounts(dossier) == [(base, vat)]


@pytest.mark.spec("TVL-16", "TVAP-17")
def test_with_two_vat_lines_of_a_direction_each_base_is_computed(dossier: Dossier) -> None:
    dossier.database.run("UPDATE account SET type = 'R' WHERE number = '44566'")
    create_account(dossier, "445660", "TVA 20 %")
    create_account(dossier, "445661", "TVA 5,5 %")
    dossier.database.run("UPDATE account SET vat_rate = 550 WHERE number = '445661'")
    lines = line("6064", 9_999), line("445660", 2_000), line("6061", 1_000), line("445661", 55)
    save(dossier, entry(*lines, line("401DUP", credit=13_054)))
    assert amounts(dossier) == [(10_000, 2_000), (1_000, 55)]


@pytest.mark.spec("TVL-16", "TVAP-15", "TVAP-17", "TVAP-05")
def test_exempt_lines_have_their_own_record_and_are_no_part_of_the_base(dossier: Dossier) -> None:
    exempt(dossier, "6063", "vat_free_purchase")
    save(dossier, bought(9_999, 2_000, ("6063", 5_000)))  # type: ignore[arg-type]
    assert records(dossier) == [
        (2, "debits", "deductible", "mainland", 2000, 9_999, 2_000),
        (3, "exempt", "exempt", None, None, 5_000, 0),
    ]


@pytest.mark.spec("TVAP-15")
def test_an_exempt_sale_counts_on_its_credit_and_a_refund_of_it_below_zero(dossier: Dossier) -> None:
    exempt(dossier, "707")
    export = entry(line("411MAR", 700), line("707", credit=700), journal="VE")
    back = entry(line("411MAR", credit=300), line("707", 300), journal="VE", key=2)
    save(dossier, export, back)
    assert amounts(dossier) == [(700, 0), (-300, 0)]


@pytest.mark.spec("TVAP-04")
def test_a_credit_note_counts_below_zero(dossier: Dossier) -> None:
    lines = line("401DUP", 12_000), line("6064", credit=10_000), line("44566", credit=2_000)
    save(dossier, entry(*lines))
    assert amounts(dossier) == [(-10_000, -2_000)]


@pytest.mark.spec("TVAP-24")
def test_opening_entries_and_accounts_without_settings_have_none(dossier: Dossier) -> None:
    dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'x')")
    opening = entry(line("44566", 2_000), line("401DUP", credit=2_000), journal="RAN")
    save(dossier, opening, origin=EntryOrigin.OPENING_BALANCE)
    save(dossier, entry(line("44551", 500), line("5121", credit=500), journal="BP"))
    assert records(dossier) == []


@pytest.mark.spec("TVAP-06", "TVL-03", "FC-15", "VINV-01")
def test_a_later_change_of_the_account_rewrites_nothing(dossier: Dossier) -> None:
    exempt(dossier, "6063", "vat_free_purchase")
    shown = saved(dossier, bought(100_000, 20_000, ("6063", 5_000)))  # type: ignore[arg-type]
    before = dossier.database.rows("SELECT * FROM vat_record")
    dossier.database.run(
        "UPDATE account SET vat_rate = 550, vat_basis = 'receipts', vat_territory = 'corsica', vat_exempt = 0"
    )
    save(dossier, change(shown, (1, Column.LABEL, "Relu")))
    assert dossier.database.rows("SELECT * FROM vat_record") == before
    changed = (0, Column.DEBIT, 50_000), (1, Column.DEBIT, 10_000), (3, Column.CREDIT, 65_000)
    save(dossier, change(reread(dossier, 1), *changed))
    assert records(dossier) == [
        (2, "debits", "deductible", "mainland", 2000, 50_000, 10_000),
        (3, "exempt", "exempt", None, None, 5_000, 0),
    ]


@pytest.mark.spec("TVL-01")
def test_another_account_on_the_line_makes_its_record_again(dossier: Dossier) -> None:
    shown = saved(dossier, bought(100_000, 20_000))  # type: ignore[arg-type]
    dossier.database.run("UPDATE vat_record SET rate = 550, modified_at = 'x'")
    save(dossier, change(shown, (1, Column.ACCOUNT, "44562")))
    assert records(dossier) == [(2, "debits", "deductible", "mainland", 2000, 100_000, 20_000)]
    save(dossier, change(reread(dossier, 1), (1, Column.ACCOUNT, "471")))
    assert records(dossier) == []
    save(dossier, change(reread(dossier, 1), (1, Column.ACCOUNT, "44566")))
    assert len(records(dossier)) == 1


@pytest.mark.spec("TVL-08", "TVL-13")
def test_a_rate_corrected_on_the_line_stays_when_its_amount_changes(dossier: Dossier) -> None:
    shown = saved(dossier, bought(100_000, 20_000))  # type: ignore[arg-type]
    dossier.database.run("UPDATE vat_record SET rate = 1000, modified_at = 'x', modified_by = 1")
    changed = (1, Column.DEBIT, 1_000), (2, Column.CREDIT, 101_000)
    save(dossier, change(shown, *changed))
    assert records(dossier) == [(2, "debits", "deductible", "mainland", 1000, 10_000, 1_000)]


@pytest.mark.spec("TVL-16")
def test_a_line_added_or_dropped_beside_changes_the_base(dossier: Dossier) -> None:
    shown = saved(dossier, bought(9_999, 2_000))  # type: ignore[arg-type]
    more = line("6063", 5_000), line("401DUP", credit=5_000)
    save(dossier, replace(shown, lines=(*shown.lines, *more)))
    assert amounts(dossier) == [(10_000, 2_000)]
    again = reread(dossier, 1)
    save(dossier, replace(again, lines=again.lines[:3]))
    assert amounts(dossier) == [(9_999, 2_000)]


def test_records_go_with_their_lines(dossier: Dossier) -> None:
    save(dossier, purchase(), sale(key=2))
    delete_entry(dossier, 1)
    assert [row[2] for row in records(dossier)] == ["collected"]
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("TVL-18", "TVL-19")
def test_records_of_a_payment_are_left_to_their_own_screens(dossier: Dossier) -> None:
    paid = entry(line("411MAR", credit=12_000), line("5121", 12_000), journal="BP")
    shown = saved(dossier, paid)
    dossier.database.run(
        "INSERT INTO vat_record (entry_line_id, kind, direction, rate, base, tax, vat_account_id)"
        " SELECT 1, 'receipts', 'collected', 2000, 10000, 2000, id FROM account WHERE number = '44571'"
    )
    save(dossier, change(shown, (0, Column.CREDIT, 6_000), (1, Column.DEBIT, 6_000)))
    assert amounts(dossier) == [(10_000, 2_000)]
    save(dossier, change(reread(dossier, 1), (0, Column.ACCOUNT, "467")))
    assert amounts(dossier) == [(10_000, 2_000)]
