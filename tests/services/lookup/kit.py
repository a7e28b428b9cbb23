"""A look-up on a dossier, and the number of statements that an answer costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lookup import DossierLookup


def lookup(dossier: Dossier, year: int = 0) -> DossierLookup:
    return DossierLookup(dossier, fiscal_years(dossier.database)[year])


@dataclass
class Counted:
    number: int = 0


@contextmanager
def count_statements(dossier: Dossier) -> Iterator[Counted]:
    """Count the statements that SQLite runs, those that peewee does not see included."""
    counted = Counted()

    def count(_: str) -> None:
        counted.number += 1

    connection = dossier.database.connection()
    connection.set_trace_callback(count)
    try:
        yield counted
    finally:
        connection.set_trace_callback(None)
