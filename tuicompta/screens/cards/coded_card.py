"""The card of a record known by its code: another screen opens it by that code (FLD-01, DDL-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.services.notes import note
from tuicompta.services.small_tables.coded_records import checked_code
from tuicompta.widgets import card_schema as card

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widget import Widget

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import FieldSpec
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.rows import Key


def code_field(label: str, length: int) -> FieldSpec:
    """Describe the code of a record: letters and digits, checked when it is left (FLD-14)."""
    field = card.text("code", label, mandatory=True, width=length + 2, max_length=length)
    return card.checked(field, lambda value: _right(str(value), length))


def _right(text: str, length: int) -> None:
    checked_code(text, length)


class CodedCard(RecordCard):
    """One record; `code` opens the card of a code, or a blank one that begins with it in the field `CODE`."""

    CODE: ClassVar[str] = "code"

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        code: str = "",
    ) -> None:
        self._code = self.typed_code(code)
        if code and key is None:
            key = self.find(dossier, self._code)
        super().__init__(dossier, key, origin=origin, copy_of=copy_of)

    def typed_code(self, text: str) -> str:
        """Return a code as it is written in the card."""
        return text.upper()

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the key of the record of a code, None when there is none."""
        raise NotImplementedError

    def blank(self) -> Mapping[str, object]:
        """Begin with the code asked for."""
        return {self.CODE: self._code} if self._code else {}

    @property
    def first_focus(self) -> Widget | None:
        """Begin after the code that another screen gave: on the first field still to be filled."""
        first = super().first_focus
        if self.key is not None or not self._code:
            return first
        fields = self.card.fields.values()
        return next((field for field in fields if field.enabled and field.mandatory and field.is_empty), first)

    def make_host(self) -> FieldHost:
        """Let the fields open and create linked records."""
        return CardHost(self.frame)

    def notes_of(self, key: Key) -> str:
        """Return the notes of the record."""
        return note(self.dossier.database, self.KIND, cast("int", key))
