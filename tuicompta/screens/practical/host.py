"""What the fields of practical entry talk to: they create third parties and natures in one box (SP-04, SP-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.practical.boxes import ask_new_nature, ask_new_party
from tuicompta.widgets.fields.linked import LinkedField

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
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
        number = await ask_new_nature(self._frame, self._dossier, self._kind, text)
        return number if number is None or self._is_offered(field, number) else None

    def _is_offered(self, field: Field, number: str) -> bool:
        """Tell whether a field takes an account just created; say so when it does not."""
        if not isinstance(field, LinkedField):
            return False
        field.choices.reload()
        if field.choices.find(number) is None:
            self._frame.say(f"Compte {number} créé ; il n'est pas proposé ici", warning=True)
            return False
        return True
