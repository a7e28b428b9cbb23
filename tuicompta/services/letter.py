"""Lettering: one code on lines of one account and one fiscal year that settle each other (LETT)."""

import json
from collections.abc import Sequence

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import iso
from tuicompta.core.enums import EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.lettering.codes import check_code, next_free
from tuicompta.models.database import Database, Row
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts import UnknownAccountError
from tuicompta.services.dossier import Dossier
from tuicompta.services.fiscal_years import FiscalYear, fiscal_years

_ACCOUNT = "SELECT id, number, title, lettering, next_lettering_code FROM account WHERE number = ?"
_LINES = """
    SELECT account_id, fiscal_year_id, status, lettering_id, debit - credit FROM entry_line
      JOIN entry ON entry.id = entry_id WHERE entry_line.id IN (SELECT value FROM json_each(?))
"""
# A partial group keeps its code for the day it balances (LETT-33).
_USED = """
    SELECT upper(code), fiscal_year_id FROM lettering JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
     WHERE account_id = ? AND closed_at IS NULL
"""
_OPEN_GROUP = (
    "INSERT INTO lettering (account_id, fiscal_year_id, code, lettered_on, lettered_by) VALUES (?, ?, ?, ?, ?)"
)
_ADD_LINES = "UPDATE entry_line SET lettering_id = ? WHERE id IN (SELECT value FROM json_each(?))"


class LetteringNotAllowedError(TuicomptaError):
    """The account does not allow lettering (LETT-05)."""

    template = "Le compte {number} ({title}) n'autorise pas le lettrage : changez ce réglage sur sa fiche."


class TooFewLinesError(TuicomptaError):
    """A lettered group has at least two lines (LETT-01)."""

    template = "Lettrage du compte {number} refusé : cochez au moins deux lignes du compte."


class LetteringYearError(TuicomptaError):
    """The lines belong to several fiscal years, or to a closed one (LETT-01, LETT-05)."""

    template = "Lettrage du compte {number} refusé : les lignes doivent être d'un seul exercice ouvert."


class AlreadyLetteredError(TuicomptaError):
    """One of the lines is lettered (LETT-08)."""

    template = "Lettrage du compte {number} refusé : une des lignes est déjà lettrée. Délettrez-la d'abord."


class SimulatedLineError(TuicomptaError):
    """One of the lines belongs to a simulated entry (LETT-08)."""

    template = "Lettrage du compte {number} refusé : une des lignes est simulée. Confirmez son écriture d'abord."


class LetteringGapError(TuicomptaError):
    """Debits and credits of the lines differ (LETT-08)."""

    template = "Lettrage du compte {number} refusé : l'écart des lignes cochées est de {gap}."


class LetteringCodeTakenError(TuicomptaError):
    """Another group of the account bears the code in the fiscal year (LETT-12)."""

    template = "Le code lettrage {code} est déjà utilisé sur le compte {number} dans l'exercice {year}."


def letter_lines(dossier: Dossier, account: str, line_ids: Sequence[int], code: str = "") -> str:
    """Letter lines of an account, dated today, and return their code (LETT-01, LETT-03, LETT-08).

    Without a typed code, the group takes «Prochain code lettrage» of the account, codes in use skipped; the next code
    stored on the account is its successor, never in use in an open fiscal year (LETT-10 to LETT-12, INVL-05). Raises
    the refusals of this module.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        row = database.row(_ACCOUNT, (account,))
        if row is None:
            raise UnknownAccountError(number=account)
        identifier, number, title, allowed, proposed = row
        if not allowed:
            raise LetteringNotAllowedError(number=number, title=title)
        year = _checked_year(database, identifier, number, line_ids)
        used = database.rows(_USED, (identifier,))
        in_use = {found for found, _ in used}
        in_year = {found for found, year_id in used if year_id == year.id}
        given = _typed(code, number, year, in_year) if code else _free(proposed, in_use)
        _store(dossier, identifier, year, given, line_ids)
        following = next_free(given, in_use)
        database.run("UPDATE account SET next_lettering_code = ? WHERE id = ?", (following, identifier))
    return given


def _checked_year(database: Database, account_id: int, number: str, line_ids: Sequence[int]) -> FiscalYear:
    """Return the fiscal year of the lines once nothing stands against their lettering."""
    rows = [row for row in database.rows(_LINES, (json.dumps(list(line_ids)),)) if row[0] == account_id]
    if len(rows) < max(2, len(set(line_ids))):
        raise TooFewLinesError(number=number)
    years = {row[1] for row in rows}
    year = next(year for year in fiscal_years(database) if year.id in years)
    if len(years) > 1 or year.closed:
        raise LetteringYearError(number=number)
    _check_marks(number, rows)
    return year


def _check_marks(number: str, rows: Sequence[Row]) -> None:
    if any(row[2] == EntryStatus.SIMULATED.value for row in rows):
        raise SimulatedLineError(number=number)
    if any(row[3] is not None for row in rows):
        raise AlreadyLetteredError(number=number)
    if gap := sum(row[4] for row in rows):
        raise LetteringGapError(number=number, gap=format_amount(gap))


def _free(proposed: str, used: set[str]) -> str:
    return next_free(proposed, used) if proposed in used else proposed


def _typed(text: str, number: str, year: FiscalYear, used: set[str]) -> str:
    code = check_code(text)
    if code in used:
        raise LetteringCodeTakenError(code=code, number=number, year=year.label)
    return code


def _store(dossier: Dossier, account_id: int, year: FiscalYear, code: str, line_ids: Sequence[int]) -> None:
    """Write the group by the three moves that the database checks: opened, filled, completed."""
    database = dossier.database
    group = database.run(_OPEN_GROUP, (account_id, year.id, code, iso(dossier.today()), dossier.user.id))
    database.run(_ADD_LINES, (group, json.dumps(list(line_ids))))
    database.run("UPDATE lettering SET complete = 1 WHERE id = ?", (group,))
