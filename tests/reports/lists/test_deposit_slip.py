"""The remittance slips of cheques."""

from datetime import date
from pathlib import Path

import pytest

from tests.services.entries_kit import entry, line, save
from tuicompta.core.practical.cash import ChequeDeposit
from tuicompta.reports.catalogue import build_report, find_report
from tuicompta.reports.model import RowKind
from tuicompta.reports.reading import one_state
from tuicompta.reports.request import Request
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.practical.deposits import describe_cheques, save_deposit, waiting_cheques

DAY = date(2026, 3, 15)
Found = list[tuple[RowKind, object, object]]


def deposit(dossier: Dossier, day: date, *amounts: int) -> int:
    for amount in amounts:
        save(dossier, entry(line("411MAR", credit=amount), line("5112", amount), journal="OD", day=day))
    cheques = tuple(cheque for cheque, _ in waiting_cheques(dossier.database, day))
    return save_deposit(dossier, ChequeDeposit(day, "5121", "R1", "", cheques))


def slips(dossier: Dossier, **cells: object) -> Found:
    request = Request("remise-cheques", **cells)  # type: ignore[arg-type]
    with one_state(dossier):
        report = build_report(dossier, request)
        return [
            (row.kind, row.values[2:] if row.kind is RowKind.DETAIL else row.caption, row.of) for row in report.rows()
        ]


@pytest.mark.spec("ETCH-03")
def test_each_deposit_lists_its_cheques_their_number_their_total_and_the_account(tmp_path: Path) -> None:
    new = NewDossier("MOREL SARL", date(2026, 1, 1), date(2026, 12, 31), siren="732829320")
    dossier = open_dossier(create_dossier(tmp_path / "Morel.compta", new))
    create_account(dossier, "411MAR", "Martin SA")
    write_bank(dossier, None, Bank("B", "Crédit du Nord", "5121", "BP", iban="FR1420041010050500013M02606"))
    first = deposit(dossier, DAY, 10_000, 2050)
    cheques = waiting_cheques(dossier.database, DAY)
    assert cheques == []
    deposit(dossier, date(2026, 4, 2), 500)
    stored = slips(dossier)
    assert stored == [
        (RowKind.GROUP, "Remise du 15/03/2026 à Crédit du Nord, pièce R1", ""),
        (RowKind.GROUP, "Compte à créditer : FR14 2004 1010 0505 0001 3M02 606", "note"),
        (RowKind.DETAIL, ("Martin SA", "", "", 10_000), ""),
        (RowKind.DETAIL, ("Martin SA", "", "", 2050), ""),
        (RowKind.SUBTOTAL, "2 chèques", "deposit"),
        (RowKind.GROUP, "Remise du 02/04/2026 à Crédit du Nord, pièce R1", ""),
        (RowKind.GROUP, "Compte à créditer : FR14 2004 1010 0505 0001 3M02 606", "note"),
        (RowKind.DETAIL, ("Martin SA", "", "", 500), ""),
        (RowKind.SUBTOTAL, "1 chèque", "deposit"),
        (RowKind.TOTAL, "3 chèques", "general"),
    ]
    assert slips(dossier, start=date(2026, 4, 1), end=date(2026, 4, 30)) == stored[5:9]
    assert slips(dossier, accounts="530") == []
    assert first > 0
    describe_cheques(dossier, first, ())
    assert find_report("remise-cheques").title == "Bordereau de remise de chèques"
    close_dossier(dossier)
