"""Control of an accounting file with the delivered chart of its year; no dossier is needed (FECV)."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.control import FecReport, check_fec
from tuicompta.exchange.fec.layout import Regime
from tuicompta.services.dossiers.delivered import chart_accounts


def check_accounting_file(path: Path, regime: Regime | None = None, charset: Charset | None = None) -> FecReport:
    """Control a file; `FecReport.close()` ends the report. Raises OSError when the file cannot be opened."""
    return check_fec(path, regime, charset=charset, chart=_chart)


def _chart(start: date) -> Collection[str]:
    return chart_accounts("pcg", start).keys()
