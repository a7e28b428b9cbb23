"""The accounts that still have lines to letter (LSIM-13)."""

from tuicompta.core.natures import nature_of
from tuicompta.models.database import Database
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

_OPEN = """
    SELECT 1 FROM entry_line JOIN entry ON entry.id = entry_id LEFT JOIN lettering ON lettering.id = lettering_id
     WHERE entry_line.account_id = account.id AND entry.fiscal_year_id = ? AND status <> 'S'
       AND coalesce(partial, 1) = 1
"""
_NEXT = f"""
    SELECT number FROM account
     WHERE type = 'D' AND lettering = 1 AND number > ? AND EXISTS ({_OPEN} AND debit > credit)
       AND EXISTS ({_OPEN} AND debit < credit)
     ORDER BY number
"""  # noqa: S608 - both parts are constants of this module
_ANY = f"SELECT EXISTS ({_OPEN}) FROM account WHERE number = ?"  # noqa: S608 - as above


def has_lines_to_letter(database: Database, number: str, year: FiscalYear) -> bool:
    """Tell whether an account has an open line in a fiscal year."""
    return bool(database.value(_ANY, (year.id, number)))


def next_to_letter(database: Database, number: str, year: FiscalYear) -> str | None:
    """Return the next account of the same nature that has open lines on both sides, nothing when there is none."""
    nature = nature_of(number)
    rows = database.rows(_NEXT, (number, year.id, year.id))
    return next((found for (found,) in rows if nature_of(found) is nature), None)
