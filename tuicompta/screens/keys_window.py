"""«? – Touches»: every command with its keys and its other ways, those of the present screen first (KEY-19, KEY-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.actions import Kind
from tuicompta.screens.keymap import ways_of
from tuicompta.screens.list_window import ListWindow
from tuicompta.screens.menus import labels_of_entries, path_of
from tuicompta.widgets.columns import Column
from tuicompta.widgets.keys import legend
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.screens.actions import Action
    from tuicompta.screens.frame import Frame

COLUMNS = (
    Column("command", "Commande", width=27),
    Column("keys", "Touches", width=17),
    Column("ways", "Autres façons", width=18, stretch=True),
    Column("screen", "Où", width=9),
)


class KeysWindow(ListWindow):
    """The table of keys in force."""

    HELP = "keys"
    ABLE: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, frame: Frame) -> None:
        self._rows = list(key_rows(frame))
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the list of the commands."""
        return ListDefinition("keys", "Touches", COLUMNS, MemoryTable(COLUMNS, lambda: self._rows), ticks=False)


def key_rows(frame: Frame) -> Iterable[Row]:
    """Return a row per action: those of the window in front first, then the others, then the keys that move."""
    here = frame.offers()
    labels = labels_of_entries()
    actions = [action for action in frame.table if frame.keymap.keys_of(action.identifier)]
    order = {name: rank for rank, name in enumerate(here)}

    def place(action: Action) -> tuple[int, int]:
        return (order.get(action.identifier, len(order)), action.kind is Kind.MOVE)

    for action in sorted(actions, key=place):
        keys = [legend(key) for key in frame.keymap.keys_of(action.identifier)]
        others = [way for way in ways_of(action, frame.keymap, path_of(action.identifier)) if way not in keys]
        label = labels.get(action.identifier, action.label)
        where = "cet écran" if action.identifier in order else "partout"
        yield Row(action.identifier, (label, ", ".join(keys), " · ".join(others), where))
