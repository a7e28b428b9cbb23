"""The fields of the company where no dossier is open yet: those of the page «Coordonnées» (DOSN-05, SO-01 to SO-03)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tuicompta.core.settings import Link, Page, Setting, settings_of_page
from tuicompta.screens.cards.address_completion import proposed_among
from tuicompta.services.dossiers.delivered_tables import delivered_names, delivered_places
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.choices import LazyChoices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.widgets.card_schema import FieldSpec
    from tuicompta.widgets.choices import Choices

WIDEST = 46
_CODE, _TOWN = Column("code", "Code postal", ColumnType.CODE, 10), Column("town", "Ville", width=26)
_LABEL = (Column("label", "Libellé", width=40),)


def company_fields() -> tuple[tuple[FieldSpec, ...], ...]:
    """Return the fields of each group of the page, in its order; their names are those of the settings."""
    groups = groupby(settings_of_page(Page.ADDRESS), key=lambda setting: setting.group)
    return tuple(tuple(_field(setting) for setting in settings) for _, settings in groups)


def company_values(values: Mapping[str, object]) -> dict[str, str]:
    """Return what is typed in these fields, by setting."""
    return {setting.key: str(values[setting.key] or "") for setting in settings_of_page(Page.ADDRESS)}


def _field(setting: Setting) -> FieldSpec:
    width, length = min(setting.length, WIDEST), setting.length
    if setting.link is not None:
        choices = _choices(setting.link)
        return proposed_among(choices, setting.key, setting.label, setting.link, length=length, width=width)
    return card.text(setting.key, setting.label, mandatory=setting.mandatory, width=width, max_length=length)


def _choices(link: Link) -> Choices:
    """Return what the tables of the new dossier will hold; nothing is created in them from here."""
    if link in {Link.POSTAL_CODE, Link.TOWN}:
        by_town = link is Link.TOWN
        return LazyChoices((_TOWN, _CODE) if by_town else (_CODE, _TOWN), lambda: _places(by_town=by_town))
    return LazyChoices(_LABEL, lambda: [Row(name, (name,)) for name in delivered_names(link)])


def _places(*, by_town: bool) -> list[Row]:
    return [
        Row(place, (place.town, place.code) if by_town else (place.code, place.town)) for place in delivered_places()
    ]
