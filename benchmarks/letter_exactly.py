"""Letter the customers and the suppliers of a dossier by exact amount, one debit with one credit.

``python -m benchmarks.letter_exactly DOSSIER``
"""

from __future__ import annotations

import sys
from pathlib import Path

from tuicompta.core.lettering.methods import Method
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lettering.automatic import automatic_lettering
from tuicompta.services.lettering.ranges import AccountRange
from tuicompta.services.lettering.search import AutomaticRequest


def letter(path: Path) -> int:
    """Letter every account and return how many lines took a code."""
    dossier = open_dossier(path)
    try:
        years = fiscal_years(dossier.database)
        request = AutomaticRequest(years[0].start, years[-1].end, AccountRange(), Method.EXACT_AMOUNT, largest=2)
        return sum(outcome.lines for outcome in automatic_lettering(dossier, request))
    finally:
        close_dossier(dossier)


if __name__ == "__main__":
    sys.stdout.write(f"{letter(Path(sys.argv[1]))}\n")
