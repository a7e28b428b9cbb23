"""What every look-up works on."""

from typing import Protocol

from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear


class Lookup(Protocol):
    """A dossier and the fiscal year of the grid."""

    dossier: Dossier
    year: FiscalYear


def database_of(lookup: Lookup) -> Database:
    """Return the database of a look-up."""
    return lookup.dossier.database
