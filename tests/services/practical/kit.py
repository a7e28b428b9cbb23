"""Invoices and cash operations as the forms give them to the services."""

from datetime import date
from typing import Any

from tuicompta.core.practical.invoice import Invoice, NetLine, VatBlock
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.services.dossiers.dossier import Dossier

DAY = date(2026, 3, 15)
PURCHASE, SALE = PracticalKind.PURCHASE, PracticalKind.SALE


def block(rate: int | None, vat: int, *lines: tuple[str, int]) -> VatBlock:
    return VatBlock(rate, vat, tuple(NetLine(*line) for line in lines))


def purchase(total: int = 12_000, *blocks: VatBlock, day: date = DAY, piece: str = "F1", **cells: object) -> Invoice:
    """Return a purchase at 20 % unless its rates are given."""
    net = round(total / 1.2)
    kept = blocks or (block(2000, total - net, ("6064", net)),)
    given: dict[str, Any] = {"third_party": "401DUP", "description": "Papier", **cells}
    return Invoice(PURCHASE, day, piece, total=total, blocks=kept, **given)


def sale(total: int = 12_000, *blocks: VatBlock, day: date = DAY, piece: str = "V1", **cells: object) -> Invoice:
    net = round(total / 1.2)
    kept = blocks or (block(2000, total - net, ("707", net)),)
    given: dict[str, Any] = {"third_party": "411MAR", "description": "Livraison", **cells}
    return Invoice(SALE, day, piece, total=total, blocks=kept, **given)


def lines_of(dossier: Dossier, entry: int) -> list[tuple[str, int, int]]:
    query = """
        SELECT number, debit, credit FROM entry_line JOIN account ON account.id = account_id
         WHERE entry_id = ? ORDER BY position
    """
    return [tuple(row) for row in dossier.database.rows(query, (entry,))]


def entry_of(dossier: Dossier, operation: int) -> int:
    query = "SELECT entry_id FROM practical_operation WHERE id = ?"
    return int(dossier.database.value(query, (operation,)))


def contents(dossier: Dossier) -> list[list[tuple[Any, ...]]]:
    """Return all that an operation writes, to tell that a refusal left everything as it was."""
    tables = ("practical_operation", "practical_block", "practical_line", "practical_cheque", "entry", "entry_line")
    return [dossier.database.rows(f"SELECT * FROM {table}") for table in (*tables, "lettering", "matching")]  # noqa: S608
