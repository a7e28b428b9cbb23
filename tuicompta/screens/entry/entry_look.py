"""How the entry grids look in a dossier (OEN-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.services.settings.settings import setting, text_setting
from tuicompta.widgets.entry_grid import EntryLook

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier


def look_of(dossier: Dossier) -> EntryLook:
    """Return the look that the page «Environnement de saisie» asks for."""
    database = dossier.database
    separation = text_setting(database, "environment.separation")
    return EntryLook(
        rules=separation == "lines",
        shading=separation == "shading",
        frame=bool(setting(database, "environment.frame")),
        columns=bool(setting(database, "environment.columns")),
        tinted=text_setting(database, "environment.ground") == "tinted",
        unbalanced=text_setting(database, "environment.unbalanced"),
    )
