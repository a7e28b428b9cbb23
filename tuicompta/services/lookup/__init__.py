"""The dossier as the keystroke machine asks it: proposals, completion, what is closed (core.entry.ports)."""

from dataclasses import dataclass, field
from datetime import date

from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear
from tuicompta.services.lookup.accounts import AccountLookup
from tuicompta.services.lookup.journals import JournalLookup
from tuicompta.services.lookup.memory import MemoryLookup
from tuicompta.services.lookup.pieces import PieceLookup
from tuicompta.services.lookup.tables import TableLookup


@dataclass
class DossierLookup(AccountLookup, JournalLookup, PieceLookup, MemoryLookup, TableLookup):
    """Implements `core.entry.ports.EntryLookup` for one dossier and the fiscal year of the grid."""

    dossier: Dossier
    year: FiscalYear
    labels: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def today(self) -> date:
        """Return the system date."""
        return self.dossier.today()
