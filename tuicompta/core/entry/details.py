"""Columns of an entry grid that are only read: the status of the entry, and what is known of a stored line (SW-34)."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tuicompta.core.entry.model import Column


class Detail(StrEnum):
    """A column that no key types in. The status is first in the grids of stored entries (STA)."""

    STATUS = "status"
    DEFINITIVE_NUMBER = "definitive_number"
    VALIDATED_ON = "validated_on"
    LETTERING = "lettering"
    LETTERED_ON = "lettered_on"
    TICK = "tick"
    LINE_TYPE = "line_type"
    ACCOUNT_TITLE = "account_title"
    RUNNING_BALANCE = "running_balance"
    ORIGIN = "origin"
    CREATED_BY = "created_by"
    CREATED_ON = "created_on"
    NOTES = "notes"


Shown = Column | Detail

DETAIL_NAMES: Final = MappingProxyType(
    {
        Detail.STATUS: "Statut",
        Detail.DEFINITIVE_NUMBER: "N° définitif",
        Detail.VALIDATED_ON: "Date de validation",
        Detail.LETTERING: "Code lettrage",
        Detail.LETTERED_ON: "Date de lettrage",
        Detail.TICK: "Code pointage",
        Detail.LINE_TYPE: "Type de ligne",
        Detail.ACCOUNT_TITLE: "Intitulé du compte",
        Detail.RUNNING_BALANCE: "Solde progressif",
        Detail.ORIGIN: "Origine",
        Detail.CREATED_BY: "Saisi par",
        Detail.CREATED_ON: "Saisi le",
        Detail.NOTES: "Notes",
    }
)
MANDATORY_COLUMNS: Final = frozenset(
    {
        *(Detail.STATUS, Column.JOURNAL, Column.DATE),
        *(Column.ACCOUNT, Column.LABEL, Column.DEBIT, Column.CREDIT),
    }
)
"""The columns that no view removes from the window that has them (SW-35, KM-28)."""
