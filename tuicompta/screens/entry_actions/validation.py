"""Simulating, confirming, validating: one entry, or all those of a journal/month (VAL)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.dates import month_label
from tuicompta.services.dossiers.apart import opened_apart
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.entries.validate import unvalidated_entries, validate_entries
from tuicompta.services.journals.journal_periods import journal_period
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.validate import ValidatedEntry
    from tuicompta.widgets.progress import Progress

FOREVER = "Une écriture validée ne change plus."


async def ask_validation(frame: Frame, dossier: Dossier, entry_id: int) -> bool:
    """Validate an entry after a confirmation (VAL-03)."""
    if not await _sure(frame, "Valider l'écriture ?", entry_name(dossier.database, entry_id)):
        return False
    (done,) = validate_entries(dossier, [entry_id])
    frame.say(f"Écriture validée sous le n° {done.journal} {done.definitive_number}")
    return True


async def ask_validation_of_month(frame: Frame, dossier: Dossier, journal_id: int, period_id: int) -> bool:
    """Validate every unvalidated entry of a journal/month after one confirmation with their number (VAL-07)."""
    row = journal_period(dossier.database, journal_id, period_id)
    entries = unvalidated_entries(dossier.database, journal_id, period_id)
    if row is None or not entries:
        frame.say("Aucune écriture à valider dans ce journal/mois")
        return False
    if not await _sure(frame, "Valider tout ?", f"{row.journal}, {month_label(row.start)} : {_entries(len(entries))}."):
        return False
    done = await frame.dialogs.work("Validation", lambda progress: _validated(dossier, entries, progress))
    left = f", {row.simulated} simulée{'s' * (row.simulated > 1)} laissée{'s' * (row.simulated > 1)}"
    frame.say(f"{_entries(len(done))} validée{'s' * (len(done) > 1)}{left if row.simulated else ''}")
    return True


def _validated(dossier: Dossier, entries: Sequence[int], progress: Progress) -> list[ValidatedEntry]:
    with opened_apart(dossier) as own:
        return validate_entries(own, entries, progress.tell)


async def _sure(frame: Frame, question: str, text: str) -> bool:
    return await frame.dialogs.ask(question, f"{text}\n{FOREVER}", (YES, NO), default=1) == YES.value


def _entries(count: int) -> str:
    return "1 écriture" if count == 1 else f"{count} écritures"
