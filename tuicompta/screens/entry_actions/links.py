"""The questions of «Délier» and «Modifier la saisie guidée» (CTX-05, CTX-11, CTX-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.services.entries.unlink import break_guided_link, link_of, unlink_entry
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier


async def ask_unlink(frame: Frame, dossier: Dossier, entry_id: int) -> bool:
    """Unlink an imported entry after a confirmation that counts the matchings lost; tell whether it was."""
    link = link_of(dossier.database, entry_id)
    lost = "" if link is None or not link.matchings else f"\n{_count(link.matchings)} de ses échéances sera perdu."
    if link is not None and link.matchings > 1:
        lost = f"\n{_count(link.matchings)} de ses échéances seront perdus."
    name = "" if link is None else link.name
    text = f"{name}\nElle se modifiera et se supprimera comme une écriture saisie ici.{lost}"
    if await frame.dialogs.ask("Délier l'écriture importée ?", text, (YES, NO), default=1) != YES.value:
        return False
    removed = unlink_entry(dossier, entry_id)
    frame.say("Écriture déliée" + (f", {_count(removed)} supprimé{'s' * (removed > 1)}" if removed else ""))
    return True


async def ask_guided(frame: Frame, dossier: Dossier, entry_id: int) -> bool:
    """Let an entry posted from a guide change here after a confirmation; tell whether it may."""
    link = link_of(dossier.database, entry_id)
    name = "" if link is None else link.name
    text = (
        f"{name}\nElle se modifiera et se supprimera dans le journal. La saisie guidée garde son contenu, à l'état "
        "«Modifié en comptabilité»."
    )
    if await frame.dialogs.ask("Modifier la saisie guidée ?", text, (YES, NO), default=1) != YES.value:
        return False
    break_guided_link(dossier, entry_id)
    frame.say("L'écriture se modifie maintenant dans le journal")
    return True


def _count(matchings: int) -> str:
    return "1 pointage" if matchings == 1 else f"{matchings} pointages"
