"""The menus of an entry window: the headings under which its actions stand in the Actions menu (SW-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuicompta.core.entry.model import Column
from tuicompta.screens.entry_actions.table import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MENUS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "Actions",
        ("balance", "accept_ghosts", "open_values", "first_open_day", "working_month", "entry_year", "entry_stops"),
    ),
    *((f"Actions – {title}", names) for title, names in TITLES),
    (
        "Fichier",
        (
            "save",
            "save_and_close",
            "recap",
            "print_draft",
            "previous_month",
            "next_month",
            "choose_period",
            "choose_journal",
            "delete_opening_balance",
            "print",
            "refresh_data",
            "close_window",
        ),
    ),
    (
        "Édition",
        (
            "add_line",
            "insert_line",
            "delete",
            "duplicate",
            "undo",
            "redo",
            "cut",
            "copy",
            "paste",
            "select_all",
            "move_line_up",
            "move_line_down",
            "search",
            "search_next",
            "modify",
            "consult",
        ),
    ),
    ("Vues", ("edit_entry_views", "change_view")),
    ("?", ("help", "keys_page")),
)
_OF_SOME: Final = frozenset(
    {
        *(name for _, names in TITLES for name in names),
        *("working_month", "entry_year", "entry_stops"),
        *("previous_month", "next_month", "choose_period", "choose_journal", "delete_opening_balance"),
        *("print", "refresh_data"),
    }
)
GROUPS: Final = {name: title for title, names in _MENUS for name in names}
_ORDER: Final = tuple(GROUPS)
COMMON_OFFERS: Final = tuple(name for name in _ORDER if name not in _OF_SOME)
"""The actions that every entry window has."""

NO_LIST: Final[Mapping[str, str | None]] = {"open_values": None}
CALENDAR: Final[Mapping[str, str | None]] = {"open_values": "Calendrier"}
CARD: Final[Mapping[str, str | None]] = {"open_values": "", "modify": "Fiche"}
KEYS_OF_CELLS: Final[Mapping[Column, Mapping[str, str | None]]] = {
    Column.JOURNAL: CARD,
    Column.DATE: CALENDAR,
    Column.PIECE: NO_LIST,
    Column.PIECE_DATE: CALENDAR,
    Column.DOCUMENT: NO_LIST,
    Column.ACCOUNT: {**CARD, "consult": ""},
    Column.LABEL: {"open_values": "Modèles"},
    Column.DEBIT: {"balance": "", **NO_LIST},
    Column.CREDIT: {"balance": "", **NO_LIST},
    Column.DUE_DATE: CALENDAR,
    Column.PAYMENT_METHOD: CARD,
    Column.CHEQUE: {"open_values": "Chèques"},
}
"""What the key bar shows first in each cell, with its label there (SW-03)."""


def in_menus(offered: Iterable[str]) -> tuple[str, ...]:
    """Return actions in the order of the menus: those of use at each line first, which the key bar then shows."""
    return tuple(sorted(offered, key=_ORDER.index))
