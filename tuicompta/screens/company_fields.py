"""The fields of the company: identification, address, the rest; the same wherever they are asked (SO-01 to SO-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.settings import SETTINGS
from tuicompta.widgets import card_schema as card

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.widgets.card_schema import FieldSpec

IDENTITY = {"company.legal_form": 25, "company.name": 60, "company.quality": 40}
ADDRESS = {
    "company.address": 40,
    "company.address_2": 40,
    "company.address_3": 40,
    "company.address_4": 40,
    "company.postal_code": 10,
    "company.town": 35,
    "company.department": 50,
    "company.country": 50,
}
OTHER = {
    "company.phone": 20,
    "company.mobile": 20,
    "company.fax": 20,
    "company.email": 100,
    "company.website": 100,
}
MANDATORY = "company.name"
WIDEST = 46


def company_fields() -> tuple[tuple[FieldSpec, ...], tuple[FieldSpec, ...], tuple[FieldSpec, ...]]:
    """Return the fields of the three groups; their names are those of the settings."""
    return _fields(IDENTITY), _fields(ADDRESS), _fields(OTHER)


def company_values(values: Mapping[str, object]) -> dict[str, str]:
    """Return what is typed in these fields, by setting."""
    return {key: str(values[key] or "") for key in (*IDENTITY, *ADDRESS, *OTHER)}


def _fields(lengths: Mapping[str, int]) -> tuple[FieldSpec, ...]:
    return tuple(
        card.text(key, SETTINGS[key].label, mandatory=key == MANDATORY, width=min(length, WIDEST), max_length=length)
        for key, length in lengths.items()
    )
