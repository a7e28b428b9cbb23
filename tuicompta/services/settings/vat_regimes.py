"""The VAT regimes of the company, one after the other: the regime of a period is that of its first day (ST-05)."""

from datetime import date

from tuicompta.core.dates import format_date, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database

_LAST = "SELECT start_date, regime FROM vat_regime ORDER BY start_date DESC LIMIT 2"
_ON = "SELECT regime FROM vat_regime WHERE start_date <= ? ORDER BY start_date DESC LIMIT 1"
_ADD = "INSERT INTO vat_regime (start_date, regime) VALUES (?, ?)"
_REMOVE = "DELETE FROM vat_regime WHERE start_date = ?"


class RegimeStartError(TuicomptaError):
    """A regime begins some day, after the one before it (ST-05)."""

    template = "Date de début du régime de TVA : {reason}."


def regime_on(database: Database, day: date) -> str | None:
    """Return the regime in force a day, nothing before the first one."""
    found: str | None = database.value(_ON, (day.isoformat(),))
    return found


def last_regime(database: Database) -> str | None:
    """Return the last regime."""
    row = database.row(_LAST)
    return row[1] if row else None


def last_start(database: Database) -> str | None:
    """Return the ISO date of the first day of the last regime."""
    row = database.row(_LAST)
    return row[0] if row else None


def history_text(database: Database) -> str:
    """Return the regimes before the last one: «RM depuis le 01/01/2025»."""
    rows = database.rows("SELECT start_date, regime FROM vat_regime ORDER BY start_date DESC")[1:]
    return ", ".join(f"{regime} depuis le {format_date(parse_iso(start))}" for start, regime in rows)


def check_regime(database: Database, regime: str | None, start: str | None) -> None:
    """Refuse a regime without first day, a first day without regime, or one not after the regime before.

    Raises RegimeStartError.
    """
    if (regime is None) is not (start is None):
        raise RegimeStartError(reason="le régime et sa date vont ensemble")
    before = _before(database, regime, start)
    if start is not None and before is not None and start <= before:
        day = format_date(parse_iso(before))
        raise RegimeStartError(reason=f"elle doit suivre celle du régime précédent, le {day}")


def set_regime(database: Database, regime: str | None, start: str | None) -> None:
    """Store the last regime: another one from another day is added, else the last one is corrected.

    Raises the refusals of `check_regime`. Call it inside the transaction of the page.
    """
    check_regime(database, regime, start)
    last = database.row(_LAST)
    if last is not None and not _is_added(last, regime, start):
        database.run(_REMOVE, (last[0],))
    if regime is not None:
        database.run(_ADD, (start, regime))


def _is_added(last: tuple[str, str], regime: str | None, start: str | None) -> bool:
    return regime is not None and regime != last[1] and start != last[0]


def _before(database: Database, regime: str | None, start: str | None) -> str | None:
    """Return the first day of the regime that the one to store comes after."""
    rows = database.rows(_LAST)
    if rows and _is_added(rows[0], regime, start):
        return str(rows[0][0])
    return str(rows[1][0]) if len(rows) > 1 else None
