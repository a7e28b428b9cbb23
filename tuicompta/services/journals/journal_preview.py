"""What the next entry of a journal would begin with, from the settings of its card (JF-29)."""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import month_name, parse_iso
from tuicompta.core.enums import JournalType, LabelRule, Side
from tuicompta.core.labels import TOKENS, build_label
from tuicompta.core.sides import proposed_side
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import Period, periods_of
from tuicompta.services.journals.journal_card import JournalSettings, current_scope, next_piece

_LAST_DAY = "SELECT max(entry_date) FROM entry WHERE journal_id = ? AND period_id = ?"
_COUNTERS = "SELECT period_id, next_number FROM journal_period WHERE journal_id = ?"
# The root of the account that a first line usually has.
_FIRST_ROOTS = {JournalType.PURCHASES: "40", JournalType.SALES: "41"}


@dataclass(frozen=True, slots=True)
class Preview:
    """Date, None when it is left to type, piece number, label with the tokens that depend on the account, side."""

    day: date | None
    piece: str
    label: str
    side: Side


def preview(dossier: Dossier, journal_id: int | None, settings: JournalSettings) -> Preview:
    """Return what the next entry of the current period would receive with these settings."""
    _, period = current_scope(dossier)
    day = _next_day(dossier, journal_id, period)
    piece = next_piece(dossier, settings)
    side = proposed_side(_FIRST_ROOTS.get(settings.type, ""), settings.type)
    return Preview(day if settings.repeat_date else None, piece, _label(settings, day, piece), side)


def next_numbers(dossier: Dossier, journal_id: int) -> list[tuple[Period, int]]:
    """Return «Prochain numéro» of each period of the current fiscal year, for a numbering by period (JF-12)."""
    year, _ = current_scope(dossier)
    known: dict[int, int] = dict(dossier.database.rows(_COUNTERS, (journal_id,)))
    return [(period, known.get(period.id, 1)) for period in periods_of(dossier.database, year)]


def _next_day(dossier: Dossier, journal_id: int | None, period: Period) -> date:
    last = dossier.database.value(_LAST_DAY, (journal_id, period.id)) if journal_id is not None else None
    if last is not None:
        return parse_iso(last)
    today = dossier.today()
    return today if period.start <= today <= period.end else period.start


def _label(settings: JournalSettings, day: date, piece: str) -> str:
    if settings.label_rule is LabelRule.ACCOUNT_TITLE:
        return "{intitule}"
    if settings.label_rule is not LabelRule.BUILT:
        return ""
    kept = {token: f"{{{token}}}" for token in TOKENS}
    known = {"journal": settings.description, "piece": piece, "mois": month_name(day), "aaaa": str(day.year)}
    return build_label(settings.label_template, {**kept, **known, "document": ""})
