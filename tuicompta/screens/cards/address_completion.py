"""The address rule on any card: a known postal code, or a known town, completes the rest (ADR-01 to ADR-06).

The fields of an address are named alike, `company.postal_code` or `address_town`, but for what comes before.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuicompta.core.settings import Link
from tuicompta.screens.cards.address_choices import address_choices
from tuicompta.services.third_parties.addresses import Place
from tuicompta.widgets.card_schema import FieldSpec, text
from tuicompta.widgets.fields.proposed import ProposedField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card import Card
    from tuicompta.widgets.choices import Choices
    from tuicompta.widgets.rows import Row

TITLE = "title"
CELLS = {
    "postal_code": Link.POSTAL_CODE,
    "town": Link.TOWN,
    "department": Link.DEPARTMENT,
    "country": Link.COUNTRY,
}
POSTAL_CODE, TOWN = "postal_code", "town"


def address_text(dossier: Dossier, name: str, label: str, *, length: int, width: int) -> FieldSpec:
    """Describe a text of an address or of a contact, proposed where a small table has such texts."""
    cells = {TITLE: Link.TITLE, **CELLS}
    link = next((link for cell, link in cells.items() if name.endswith(cell)), None)
    if link is None:
        return text(name, label, width=width, max_length=length)
    return proposed_text(dossier, name, label, link, length=length, width=width)


def proposed_text(dossier: Dossier, name: str, label: str, link: Link, *, length: int, width: int) -> FieldSpec:
    """Describe a text for which the rows of a small table are proposed; Inser adds one there (ADR-03, ADR-06)."""
    return proposed_among(address_choices(dossier, link), name, label, link, length=length, width=width)


def proposed_among(choices: Choices, name: str, label: str, link: Link, *, length: int, width: int) -> FieldSpec:
    """Describe a text for which these choices are proposed."""
    completes = link not in {Link.POSTAL_CODE, Link.TOWN}
    make = partial(ProposedField, name, label, choices, width=width, max_length=length, completes=completes)
    return FieldSpec(name, make, default="")


def complete_addresses(card: Card, changed: Callable[[], None]) -> None:
    """Let the postal codes and the towns of a card complete their address; `changed` is told of it.

    A town of several codes asks which one only while no code is typed.
    """

    def picked(field: ProposedField, row: Row) -> None:
        card.give(completed(field.field_name, row.key, card.state.values))
        changed()

    for field in card.fields.values():
        if isinstance(field, ProposedField):
            field.picked = picked
            if field.field_name.endswith(TOWN):
                field.asks = partial(_lacks_code, card, field.field_name)


def _lacks_code(card: Card, town: str) -> bool:
    return not card.state.values.get(town.removesuffix(TOWN) + POSTAL_CODE)


def completed(name: str, chosen: object, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values that follow from what was chosen in the field of an address.

    A postal code brings its town, département and country. A town brings them where it has the postal code typed, or
    where none is typed.
    """
    cell = next((cell for cell in CELLS if name.endswith(cell)), "")
    if not isinstance(chosen, Place) or not cell:
        return {}
    prefix = name.removesuffix(cell)
    typed = str(values.get(prefix + POSTAL_CODE) or "")
    if cell == TOWN and typed not in {"", chosen.code}:
        return {}
    place = {POSTAL_CODE: chosen.code, TOWN: chosen.town, "department": chosen.department, "country": chosen.country}
    return {prefix + other: value for other, value in place.items() if other != cell}
