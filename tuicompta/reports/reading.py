"""One consistent state of the dossier for the whole of a report (ETCL-06)."""

from collections.abc import Iterator
from contextlib import contextmanager

from tuicompta.services.dossiers.dossier import Dossier


@contextmanager
def one_state(dossier: Dossier) -> Iterator[None]:
    """Read in one transaction: what other sessions write meanwhile is not seen, and they are not held up.

    Rows are to be consumed inside.
    """
    with dossier.database.transaction("DEFERRED"):
        yield
