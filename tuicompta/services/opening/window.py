"""What the window of the opening balance needs of the dossier: journal RAN before it exists, its place, its saves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tuicompta.core.entry.model import GridEntry
from tuicompta.core.entry.ports import JournalInfo, Stub
from tuicompta.core.enums import CounterpartMode, JournalType, LabelRule, NumberingMode
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.month import StoredMonth
from tuicompta.services.entries.saved import SavedEntry
from tuicompta.services.entries.typing_window import TypingWindow
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, periods_of
from tuicompta.services.journals.journal_month import JournalMonth
from tuicompta.services.journals.journal_periods import JournalPeriodRow, journal_period
from tuicompta.services.journals.journals import journal_id
from tuicompta.services.lookup import DossierLookup
from tuicompta.services.opening.opening_balance import DESCRIPTION, JOURNAL, opening_year, save_opening_entries

_NOT_YET = JournalInfo(
    code=JOURNAL,
    description=DESCRIPTION,
    type=JournalType.OPENING,
    counterpart_mode=CounterpartMode.NONE,
    counterpart_account="",
    numbering=NumberingMode.MANUAL,
    prefix="",
    repeats_date=True,
    repeats_piece=False,
    label_rule=LabelRule.REPEAT,
    label_template="",
    has_chequebook=False,
    forbidden_roots=(),
)


@dataclass
class OpeningLookup(DossierLookup):
    """The dossier as the machine asks it, with journal RAN even before its first entry (BO-07)."""

    def journal(self, code: str) -> JournalInfo | None:
        """Return a journal by its exact code."""
        found = super().journal(code)
        return _NOT_YET if found is None and code == JOURNAL else found


class OpeningEntries(StoredMonth):
    """The stored entries of the opening balance, none while journal RAN does not exist."""

    def __init__(self, dossier: Dossier, period_id: int) -> None:
        super().__init__(dossier.database, 0, period_id)
        self._dossier = dossier

    def outline(self) -> Sequence[Stub]:
        """Return all the entries in their order."""
        self._find()
        return super().outline()

    def totals(self) -> tuple[int, int]:
        """Return the totals in cents."""
        self._find()
        return super().totals()

    def found(self, text: str) -> Sequence[tuple[int, int]]:
        """Return the entries and ranks of the lines that may hold a text."""
        self._find()
        return super().found(text)

    def _find(self) -> None:
        self._place = journal_id(self._database, JOURNAL) or 0, self._place[1]


class OpeningTyping(TypingWindow):
    """The typing of the opening balance: journal, period and day are imposed at the save too (BO-03 to BO-05)."""

    def __post_init__(self) -> None:
        self.lookup = OpeningLookup(self.dossier, self.year)

    def store(self, entries: Sequence[GridEntry]) -> list[SavedEntry]:
        """Store entries; journal RAN appears with the first one (BO-07)."""
        return save_opening_entries(self.dossier, entries)


def opening_month(dossier: Dossier) -> JournalMonth:
    """Return where the opening balance is typed: RAN, first period of the first open fiscal year (BO-03, BO-04).

    Raises the refusals of `opening_year`.
    """
    year = opening_year(dossier.database)
    period = periods_of(dossier.database, year)[0]
    row = _row(dossier, year, period)
    journal = OpeningLookup(dossier, year).journal(JOURNAL) or _NOT_YET
    return JournalMonth(row, journal, year, _refusal(dossier, row))


def _row(dossier: Dossier, year: FiscalYear, period: Period) -> JournalPeriodRow:
    ran = journal_id(dossier.database, JOURNAL)
    found = journal_period(dossier.database, ran, period.id) if ran is not None else None
    empty = JournalPeriodRow(
        ran or 0, JOURNAL, DESCRIPTION, period.id, period.start, period.end, None, None, None, None, False, 0, 0
    )
    return replace(found or empty, start=year.start, end=year.start)


def _refusal(dossier: Dossier, row: JournalPeriodRow) -> str:
    if dossier.readonly:
        return "Lecture seule : le dossier est ouvert en lecture seule."
    return "Lecture seule : le mois de la balance d'ouverture est clôturé." if row.closed else ""
