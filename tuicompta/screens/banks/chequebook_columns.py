"""Chequebooks and cheques as lists and cards show them (CHQL-04, CHQF-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.services.banks.chequebooks import Cheque, ChequebookRow, cheques_of
from tuicompta.widgets.columns import Column, ColumnType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.columns import Value

CHEQUEBOOKS = (
    Column("code", "Code", ColumnType.CODE, 10, mandatory=True),
    Column("title", "Intitulé", width=10, stretch=True),
    Column("state", "État", width=8),
    Column("main", "Principal", ColumnType.TICK, 9),
    Column("first", "Premier", ColumnType.NUMBER, 7),
    Column("last", "Dernier", ColumnType.NUMBER, 7),
    Column("available", "Disponibles", ColumnType.NUMBER, 11),
)
CHEQUES = (
    Column("number", "N°", ColumnType.NUMBER, 7),
    Column("state", "État", width=10),
    Column("day", "Paiement", ColumnType.DATE, 8),
    Column("payee", "Ordre", width=20, stretch=True),
    Column("amount", "Montant", ColumnType.AMOUNT, 11),
    Column("object", "Objet", width=12, stretch=True),
    Column("notes", "Notes", width=12, stretch=True),
)


def chequebook_cells(book: ChequebookRow) -> Sequence[Value]:
    """Return the cells of a chequebook."""
    return book.code, book.title, book.state.label, book.main, book.first, book.last, book.available


def cheque_cells(cheque: Cheque) -> Sequence[Value]:
    """Return the cells of a cheque."""
    rest = cheque.payee, cheque.amount, cheque.object, cheque.notes
    return cheque.number, cheque.state.label, cheque.paid_on, *rest


def cheque_lines(dossier: Dossier, chequebook_id: int) -> list[str]:
    """Return the cheques of a chequebook, a line each, as they unfold under it."""
    return [cheque_line(cheque) for cheque in cheques_of(dossier.database, chequebook_id)] or ["Aucun chèque"]


def cheque_line(cheque: Cheque) -> str:
    """Return a cheque in words: number, state, then what it paid."""
    day = format_date(cheque.paid_on) if cheque.paid_on else ""
    amount = format_amount(cheque.amount) if cheque.amount else ""
    parts = (str(cheque.number), cheque.state.label, day, cheque.payee, cheque.object, amount)
    return " · ".join(part for part in parts if part)
