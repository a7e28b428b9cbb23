"""What the fields of an address and of a contact propose: postal codes, towns, names of the small tables (ADR)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.settings import Link
from tuicompta.services.third_parties.addresses import Place, places, proposals
from tuicompta.widgets.choices import LazyChoices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.choices import Choices
    from tuicompta.widgets.rows import Key, RowSource

_CODE = Column("code", "Code postal", ColumnType.CODE, 10)
_TOWN = Column("town", "Ville", width=26)
_DEPARTMENT = Column("department", "Département", width=22)
_LABEL = (Column("label", "Libellé", width=40),)
_CARDS = {Link.TITLE: "title_card", Link.DEPARTMENT: "department_card", Link.COUNTRY: "country_card"}


class PlaceChoices:
    """Implements `widgets.choices.Choices`: the known postal codes, found by code or by town when they are searched."""

    def __init__(self, dossier: Dossier, *, by_town: bool) -> None:
        self.card = "" if by_town else "postal_code_card"
        self._dossier = dossier
        self._by_town = by_town
        self.columns: tuple[Column, ...] = (_TOWN, _CODE, _DEPARTMENT) if by_town else (_CODE, _TOWN, _DEPARTMENT)

    def search(self, text: str) -> RowSource:
        """Return the postal codes found by a text, those that begin with it first."""
        found = places(self._dossier.database, text, by_town=self._by_town)
        return MemoryRows(self.columns, [self._row(place) for place in found])

    def find(self, key: Key) -> Row | None:
        """Return a postal code."""
        return self._row(key) if isinstance(key, Place) else None

    def reload(self) -> None:
        """Forget nothing: the table is read at each search."""

    def why_not(self, text: str) -> str:  # noqa: ARG002 (part of the protocol)
        """Return nothing: any text may be kept."""
        return ""

    def _row(self, place: Place) -> Row:
        first = (place.town, place.code) if self._by_town else (place.code, place.town)
        return Row(place, (*first, place.department))


class NameChoices(LazyChoices):
    """The names of a small table; `card` opens a new one (ADR-06)."""

    def __init__(self, dossier: Dossier, link: Link) -> None:
        self.card = _CARDS[link]
        super().__init__(_LABEL, lambda: [Row(name, (name,)) for name in proposals(dossier.database, link)])


def address_choices(dossier: Dossier, link: Link) -> Choices:
    """Return what a field of an address proposes."""
    if link in {Link.POSTAL_CODE, Link.TOWN}:
        return PlaceChoices(dossier, by_town=link is Link.TOWN)
    return NameChoices(dossier, link)
