"""Undo and redo of the acts on the grid (SW-07, SW-08)."""

from typing import Final

from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.history import Change

UNDO_LIMIT: Final = 5_000


def refusal(desk: Desk) -> str:
    """Return why nothing is undone here, "" when it is: the option, or the size of the journal (SW-08, OSA-08)."""
    if not desk.profile.undo_is_optional:
        return ""
    if not desk.options.undo:
        return "L'option «Activer Annuler / Refaire» n'est pas cochée"
    return "Annuler et Refaire s'arrêtent à 5 000 lignes" if desk.book.lines > UNDO_LIMIT else ""


def _can_undo(desk: Desk) -> bool:
    return not refusal(desk)


def undo(desk: Desk) -> None:
    """Give the cell being typed its value back, else take back the last act (SW-07)."""
    if desk.editor:
        desk.stop_editing()
        return
    step = desk.history.undo() if _can_undo(desk) else None
    if step:
        _restore(desk, [change.inverse for change in reversed(step.changes)])
        desk.return_to(step.before)


def redo(desk: Desk) -> None:
    """Do again the last act taken back (SW-07)."""
    step = desk.history.redo() if _can_undo(desk) and not desk.editor else None
    if step:
        _restore(desk, list(step.changes))
        desk.return_to(step.after)


def _restore(desk: Desk, changes: list[Change]) -> None:
    desk.book.restore(changes)
    for change in changes:
        desk.follow(change)
    if any(change.before is None or change.after is None for change in changes):
        desk.measure_own(min(change.position for change in changes))
    for change in changes:
        if change.position < len(desk.book):
            desk.measure(change.position)
