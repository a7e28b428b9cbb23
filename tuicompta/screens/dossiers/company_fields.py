"""The fields of the company where no dossier is open yet: those of the page «Coordonnées» (DOSN-05, SO-01 to SO-03)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tuicompta.core.settings import Page, Setting, settings_of_page
from tuicompta.widgets import card_schema as card

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.widgets.card_schema import FieldSpec

WIDEST = 46


def company_fields() -> tuple[tuple[FieldSpec, ...], ...]:
    """Return the fields of each group of the page, in its order; their names are those of the settings."""
    groups = groupby(settings_of_page(Page.ADDRESS), key=lambda setting: setting.group)
    return tuple(tuple(_field(setting) for setting in settings) for _, settings in groups)


def company_values(values: Mapping[str, object]) -> dict[str, str]:
    """Return what is typed in these fields, by setting."""
    return {setting.key: str(values[setting.key] or "") for setting in settings_of_page(Page.ADDRESS)}


def _field(setting: Setting) -> FieldSpec:
    width, length = min(setting.length, WIDEST), setting.length
    return card.text(setting.key, setting.label, mandatory=setting.mandatory, width=width, max_length=length)
