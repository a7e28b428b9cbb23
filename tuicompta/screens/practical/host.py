"""What the fields of practical entry talk to: they create third parties and natures in one box (SP-04, SP-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.card_host import CardHost
from tuicompta.screens.practical.boxes import ask_new_nature, ask_new_party

if TYPE_CHECKING:
    from tuicompta.screens.frame import Frame
    from tuicompta.services.dossier import Dossier
    from tuicompta.widgets.fields.base import Field

PARTY = "party"


class PracticalHost(CardHost):
    """The host of a form of practical entry."""

    def __init__(self, frame: Frame, dossier: Dossier, kind: PracticalKind) -> None:
        super().__init__(frame)
        self._dossier = dossier
        self._kind = kind

    async def create(self, field: Field, text: str) -> object:
        """Create a third party or a nature and return its account, None when the box is given up."""
        if field.field_name == PARTY:
            supplier = self._kind in {PracticalKind.PURCHASE, PracticalKind.EXPENSE}
            return await ask_new_party(self._frame, self._dossier, text, supplier=supplier)
        return await ask_new_nature(self._frame, self._dossier, self._kind, text)
