"""How much work is waiting, in figures, for the boxes of the start pages (START-08)."""

from dataclasses import dataclass

from tuicompta.core.dates import iso
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year

_UNVALIDATED = """
    SELECT count(*) FROM entry WHERE status = 'N' AND period_id IN (SELECT id FROM period WHERE end_date < ?)
"""
# A month is open as long as one of the journals that moved in it is.
_TO_CLOSE = """
    SELECT count(DISTINCT period.id)
      FROM period JOIN balance_total ON balance_total.period_id = period.id
      LEFT JOIN journal_period ON journal_period.period_id = period.id
                              AND journal_period.journal_id = balance_total.journal_id
     WHERE fiscal_year_id = ? AND end_date < ? AND journal_period.closed_at IS NULL
"""
_TO_RECONCILE = """
    SELECT count(*) FROM entry_line JOIN entry ON entry.id = entry_id JOIN account ON account.id = account_id
     WHERE account_id IN (SELECT id FROM account WHERE reconciliation <> 'none')
       AND entry_line.entry_date BETWEEN ? AND ? AND tick_code IS NULL AND status <> 'S'
"""
# The open due dates are counted in their own index; the few of simulated entries are taken off.
_OVERDUE = """
    SELECT count(*) FROM account CROSS JOIN due_date ON due_date.account_id = account.id
     WHERE number >= ? AND number < ? AND matched < amount AND due_on < ?
"""
_SIMULATED = """
    SELECT count(*) FROM entry CROSS JOIN entry_line ON entry_id = entry.id
      CROSS JOIN due_date ON entry_line_id = entry_line.id JOIN account ON account.id = due_date.account_id
     WHERE entry.status <> 'V' AND entry.status = 'S'
       AND number >= ? AND number < ? AND matched < amount AND due_on < ?
"""
_SUPPLIERS, _CUSTOMERS = ("40", "41"), ("41", "42")


@dataclass(frozen=True, slots=True)
class WorkFigures:
    """What is to do at the system date; simulated entries are left out (STA-10).

    The entries to validate are those of ended months, as on the dashboard (TDB-09); months and lines to reconcile are
    those of the current fiscal year.
    """

    unvalidated_entries: int
    months_to_close: int
    lines_to_reconcile: int
    customers_overdue: int
    suppliers_overdue: int

    @property
    def overdue(self) -> int:
        """The due dates that are over, of customers and of suppliers."""
        return self.customers_overdue + self.suppliers_overdue


def work_figures(dossier: Dossier) -> WorkFigures:
    """Count what is to do (START-08)."""
    database, year, today = dossier.database, current_fiscal_year(dossier), iso(dossier.today())

    def overdue(roots: tuple[str, str]) -> int:
        return int(database.value(_OVERDUE, (*roots, today))) - int(database.value(_SIMULATED, (*roots, today)))

    return WorkFigures(
        int(database.value(_UNVALIDATED, (today,))),
        int(database.value(_TO_CLOSE, (year.id, today))),
        int(database.value(_TO_RECONCILE, (iso(year.start), iso(year.end)))),
        overdue(_CUSTOMERS),
        overdue(_SUPPLIERS),
    )
