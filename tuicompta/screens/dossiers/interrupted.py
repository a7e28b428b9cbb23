"""Input that was interrupted: offered again to the user who typed it (DOSO-10, KM-97)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, parse_iso
from tuicompta.services.dossiers.drafts import DraftSummary, discard_draft, interrupted_drafts
from tuicompta.widgets.question import NO, YES, Choice

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

LATER = Choice("Plus tard", "later")


def waiting_drafts(dossier: Dossier, screen: str = "") -> list[DraftSummary]:
    """Return the interrupted inputs of the user, of one screen or of all; none where nothing can be changed."""
    if dossier.readonly:
        return []
    return [draft for draft in interrupted_drafts(dossier) if screen in {"", draft.screen}]


async def choose_draft(frame: Frame, dossier: Dossier, screen: str = "") -> DraftSummary | None:
    """Ask about each interrupted input; return the one to resume, and erase those that are given up."""
    for draft in waiting_drafts(dossier, screen):
        answer = await frame.dialogs.ask("Saisie interrompue", draft_question(draft), (YES, NO, LATER))
        if answer == NO.value:
            discard_draft(dossier, draft.id)
        elif answer == YES.value:
            return draft
    return None


async def resume(frame: Frame, draft: DraftSummary) -> None:
    """Open the window of an interrupted input where it was left; the draft names the function that opens it."""
    await frame.open(draft.screen, draft=draft.id)


def draft_question(draft: DraftSummary) -> str:
    """Return the question of the recovery of an input, with its number of entries and totals."""
    day, hour = format_date(parse_iso(draft.updated_at[:10]))[:5], draft.updated_at[11:16]
    entries = "1 écriture" if draft.entries == 1 else f"{draft.entries} écritures"
    totals = f"débit {format_amount(draft.debit)}, crédit {format_amount(draft.credit)}"
    return f"Reprendre la saisie interrompue du {day} à {hour} ?\n{entries}, {totals}"
