"""The dossiers of the journeys, built by the services, and what is stored in them as any other tool reads it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tests.services.entries_kit import entry, numbered
from tuicompta.core.amounts import format_amount
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, set_current_fiscal_year

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.core.entry.model import GridEntry

COMPANY = "MOREL SARL"
TODAY = datetime(2026, 3, 10, 9, 30)  # noqa: DTZ001 - the program works on local time
# The last entry of the user, which gives the journal and the month proposed; it is no entry of Dupont nor of Martin.
_LAST = {
    "AC": (("401EDF", "6061", "44566"), (-72_00, 60_00, 12_00)),
    "VE": (("411DUR", "707", "44571"), (120_00, -100_00, -20_00)),
    "BP": (("6278", "512"), (18_50, -18_50)),
    "OD": (("6411", "421"), (50_00, -50_00)),
}


def morel(path: Path, *, journal: str = "AC", usual: bool = True) -> Path:
    """Build the dossier of KM-99: working month mars 2026, `journal` proposed, usual entries known or not."""
    new = NewDossier(COMPANY, date(2026, 1, 1), date(2026, 12, 31), siren="732829320")
    create_dossier(path, new, clock=lambda: TODAY)
    dossier = open_dossier(path, clock=lambda: TODAY)
    set_current_fiscal_year(dossier, current_fiscal_year(dossier))
    _make_accounts(dossier)
    if usual:
        _post(dossier, "AC", date(2026, 2, 12), ("401DUP", "6064", "44566"), (-1234_56, 1028_80, 205_76))
        _post(dossier, "VE", date(2026, 2, 20), ("411MAR", "707", "44571"), (240_00, -200_00, -40_00))
    _post(dossier, journal, date(2026, 3, 2), *_LAST[journal])
    close_dossier(dossier)
    return path


def _make_accounts(dossier: Dossier) -> None:
    for number, title in (
        ("401DUP", "Dupont SARL"),
        ("401EDF", "Électricité de France"),
        ("411MAR", "Martin SA"),
        ("411DUR", "Durand et fils"),
    ):
        create_account(dossier, number, title)
    run = dossier.database.run
    run(
        "UPDATE account SET payment_term_id = (SELECT id FROM payment_term WHERE code = 'VI30')"
        " WHERE number GLOB '4?1???'"
    )
    run("UPDATE account SET type = 'D' WHERE number = '512'")
    run(
        "UPDATE journal_year SET counterpart_account_id = (SELECT id FROM account WHERE number = '512')"
        " WHERE journal_id = (SELECT id FROM journal WHERE code = 'BP')"
    )


def _post(dossier: Dossier, journal: str, day: date, accounts: tuple[str, ...], amounts: tuple[int, ...]) -> None:
    save_entries(dossier, [posted(journal, day, accounts, amounts)], EntryOrigin.JOURNAL_WINDOW)


def posted(
    journal: str, day: date, accounts: tuple[str, ...], amounts: tuple[int, ...], *, piece: str = "00001"
) -> GridEntry:
    """Return an entry as a grid gives it; amounts are debit − credit in cents; the piece number is a proposal."""
    lines = (
        numbered(account, piece, max(amount, 0), max(-amount, 0))
        for account, amount in zip(accounts, amounts, strict=True)
    )
    return entry(*lines, journal=journal, day=day)


def query(path: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return rows of the file, read beside the program."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, parameters).fetchall()


def execute(path: Path, sql: str, *parameters: object) -> None:
    """Change the file as any other tool would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql, parameters)


def entries_stored(path: Path) -> int:
    """Return how many entries are stored."""
    return int(query(path, "SELECT count(*) FROM entry")[0][0])


def lines_stored(path: Path, *, last: int = 1) -> list[str]:
    """Return the lines of the last entries, as `401DUP C 1 234,56`."""
    found = query(
        path,
        "SELECT number, debit, credit FROM entry_line JOIN account ON account.id = account_id"
        " WHERE entry_id IN (SELECT id FROM entry ORDER BY id DESC LIMIT ?) ORDER BY entry_id, position",
        last,
    )
    return [
        f"{number} D {format_amount(debit)}" if debit else f"{number} C {format_amount(credit)}"
        for number, debit, credit in found
    ]
