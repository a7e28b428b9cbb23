"""Guided entries filled as the form fills them, without its screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tuicompta.core.entry.model import Column
from tuicompta.core.enums import JournalType, Side
from tuicompta.core.guides import body as bodies
from tuicompta.services.guides.entries import GuidedEntry, period_on, read_guided_entry, write_guided_entry
from tuicompta.services.guides.headers import accounts_of, as_mapping, header_of
from tuicompta.services.guides.models import GuideModelCard, model_rows, write_model

if TYPE_CHECKING:
    from tuicompta.core.guides.body import Body, Header
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.guides.lines import GuideModelLine

DAY = date(2026, 3, 15)
AMOUNTS = {Side.DEBIT: Column.DEBIT, Side.CREDIT: Column.CREDIT}


def model_of(dossier: Dossier, code: str) -> int:
    return next(row.id for row in model_rows(dossier.database) if code in {row.code, row.name})


def new_model(
    dossier: Dossier,
    *lines: GuideModelLine,
    name: str = "Essai",
    code: str = "",
    kind: JournalType = JournalType.GENERAL,
    journal: str = "OD",
) -> int:
    return write_model(dossier, None, GuideModelCard(kind, name, code, journal, lines=lines))


def header(dossier: Dossier, model: int, day: date = DAY, *, number: str = "", label: str = "") -> Header:
    period = period_on(dossier.database, day)
    assert period is not None
    found = header_of(dossier, model, period, as_mapping(accounts_of(dossier)), number=number, label=label)
    assert found is not None
    return found


def filled(followed: Header, amounts: dict[int, int], accounts: dict[int, str] | None = None, day: date = DAY) -> Body:
    """Type accounts and amounts (in cents, on the side of the model) in the lines of these ranks, from 1."""
    body = bodies.with_day(followed, bodies.emptied(followed), day)
    for rank, account in (accounts or {}).items():
        body = bodies.with_text(followed, body, rank - 1, Column.ACCOUNT, account)
    for rank, cents in amounts.items():
        column = AMOUNTS[followed.guide.lines[rank - 1].side]
        body = bodies.with_amount(followed, body, rank - 1, column, cents)
    return body


def shown(body: Body) -> list[str]:
    """The lines with an amount: `401DUP C 1200.00`."""
    return [
        f"{line.account} {'D' if line.debit else 'C'} {(line.debit or line.credit) / 100:.2f}"
        for line in body.lines
        if line.debit or line.credit
    ]


def guided(
    dossier: Dossier,
    code: str,
    amounts: dict[int, int],
    accounts: dict[int, str] | None = None,
    *,
    day: date = DAY,
    label: str = "",
) -> int:
    """Store a guided entry «En cours» made from a model and return its identifier."""
    model = model_of(dossier, code)
    body = filled(header(dossier, model, day, label=label), amounts, accounts, day)
    period = period_on(dossier.database, day)
    assert period is not None
    return write_guided_entry(dossier, None, GuidedEntry(model, period, label, body))


def number_of(dossier: Dossier, identifier: int) -> str:
    return read_guided_entry(dossier.database, identifier)[0].number


def lines_of(dossier: Dossier, entry_id: int) -> list[tuple[Any, ...]]:
    return dossier.database.rows(
        "SELECT number, debit, credit, label, piece_number, document_number FROM entry_line"
        " JOIN account ON account.id = account_id WHERE entry_id = ? ORDER BY position",
        (entry_id,),
    )
