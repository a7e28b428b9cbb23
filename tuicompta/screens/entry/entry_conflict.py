"""An entry that another user changed since it was read: who, when, and reading it again (SW-39)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.question import Choice

if TYPE_CHECKING:
    from tuicompta.core.errors import TuicomptaError
    from tuicompta.screens.entry.entry_window import EntryWindow

KEEP_TYPING, RELOAD = Choice("Continuer la saisie", "continue"), Choice("Recharger l'écriture", "reload")


async def offer_reload(window: EntryWindow, refusal: TuicomptaError) -> None:
    """Say why a save is refused; offer to read again what another user changed, validated or deleted (SW-39)."""
    outdated = window.outdated()
    if not outdated:
        await window.frame.failed(refusal)
    elif await window.frame.dialogs.ask("Écriture modifiée", str(refusal), (KEEP_TYPING, RELOAD)) == RELOAD.value:
        for key in outdated:
            window.forget_changes(key)
        window.reload_entries()
        window.draft.now()
        window.frame.say("Écriture rechargée")
