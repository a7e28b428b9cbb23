"""«? – Touches»: every command with its keys and its other ways, those of the present screen first (KEY-19, KEY-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.actions import Action, Kind, one_row
from tuicompta.screens.frame.keymap import ways_of
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.menus import labels_of_entries, path_of
from tuicompta.screens.registry import complete
from tuicompta.widgets.columns import Column
from tuicompta.widgets.key_catcher import HEIGHT, WIDTH, KeyCatcher
from tuicompta.widgets.keys import legend
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.popup import MenuItem
from tuicompta.widgets.question import NO, YES
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.screens.frame.keymap import KeyMap

ACTIONS = (
    Action("change_key", "Changer la touche", "La commande n'a plus que la touche montrée.", condition=one_row),
    Action("add_key", "Ajouter une touche", "La commande garde aussi les siennes.", condition=one_row),
    Action("remove_key", "Retirer une touche", "La commande garde les autres.", condition=one_row),
    Action("original_keys", "Touches d'origine", "Toutes les commandes reprennent les touches livrées."),
)
COLUMNS = (
    Column("command", "Commande", width=27, mandatory=True),
    Column("keys", "Touches", width=17),
    Column("ways", "Autres façons", width=18, stretch=True),
    Column("screen", "Où", width=9),
)
HERE, EVERYWHERE = "cet écran", "partout"


class KeysWindow(ListWindow):
    """The table of keys in force; F9 gives the command under the cursor another key."""

    MAIN = "Changer la touche"
    HELP = "keys"
    ABLE: ClassVar[frozenset[str]] = frozenset({"modify"})
    OFFERS: ClassVar[tuple[str, ...]] = (*(action.identifier for action in ACTIONS), *ListWindow.OFFERS)

    def __init__(self, frame: Frame) -> None:
        self._here = frame.offers()
        self._table = complete(frame.table)
        self._keymap = frame.keymap
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the list of the commands."""
        table = MemoryTable(COLUMNS, lambda: list(key_rows(self._table, self._keymap, self._here)))
        return ListDefinition("keys", "Touches", COLUMNS, table, ticks=False)

    # -- changing ------------------------------------------------------------------------------------------------------

    async def do_change_key(self) -> None:
        """Give the command the key shown, in the place of its own (KEY-19)."""
        key = await self._ask()
        if key is not None:
            self._give((key,))

    do_main = do_modify = do_change_key

    async def do_add_key(self) -> None:
        """Give the command one more key."""
        key = await self._ask()
        if key is not None:
            self._give(tuple(dict.fromkeys((*self._keys, key))))

    async def do_remove_key(self) -> None:
        """Take a key from the command, which keeps another one."""
        items = [MenuItem(key, legend(key)) for key in self._keys]
        chosen = await self.frame.dialogs.choose(items, title="Retirer")
        if chosen is not None:
            self._give(tuple(key for key in self._keys if key != chosen.identifier))

    async def do_original_keys(self) -> None:
        """Return to the keys of the program (OPI-05)."""
        question = "Reprendre les touches d'origine ?"
        if (
            await self.frame.dialogs.ask(question, "Vos propres touches sont perdues.", (YES, NO), default=1)
            == YES.value
        ):
            self._keymap.restore()
            self._keep()

    def why_not_change_key(self) -> str | None:
        """Ask for a command: the keys that move are those of every program."""
        reason = one_row(self)
        if reason is None and self._table[self._command].kind is Kind.MOVE:
            reason = "Les touches de déplacement ne changent pas"
        return reason

    why_not_main = why_not_modify = why_not_add_key = why_not_change_key

    def why_not_remove_key(self) -> str | None:
        """Leave every command a key: another one may take its place."""
        reason = self.why_not_change_key()
        if reason is None and len(self._keys) < 2:  # noqa: PLR2004 (one to take, one to keep)
            reason = "La dernière touche d'une commande ne se retire pas : changez-la"
        return reason

    def why_not_original_keys(self) -> str | None:
        """Ask for a change."""
        return None if self._keymap.own else "Toutes les touches sont celles d'origine"

    # -- inside --------------------------------------------------------------------------------------------------------

    @property
    def _command(self) -> str:
        return str(self.list.selection()[0])

    @property
    def _keys(self) -> Sequence[str]:
        return self._keymap.keys_of(self._command)

    async def _ask(self) -> str | None:
        if not self.list.selection():  # a search may have hidden every command
            return None
        key: str | None = await self.frame.dialogs.place(KeyCatcher(self._table[self._command].label), WIDTH, HEIGHT)
        return key

    def _give(self, keys: tuple[str, ...]) -> None:
        self._keymap.give(self._command, keys)
        self._keep()

    def _keep(self) -> None:
        self.frame.application.preferences.keys = self._keymap.own
        self.frame.application.keep_preferences()
        self.refresh_rows()
        self.frame.refresh_menus()


def key_rows(table: Iterable[Action], keymap: KeyMap, here: Sequence[str]) -> Iterable[Row]:
    """Return a row per action: those of the screen `here`, the others, the keys that move, what has no key."""
    labels = labels_of_entries()
    order = {name: rank for rank, name in enumerate(here)}

    def place(action: Action) -> tuple[int, bool, bool]:
        keyless = not keymap.keys_of(action.identifier)
        return (order.get(action.identifier, len(order)), keyless, action.kind is Kind.MOVE)

    offered = [action for action in table if action.kind is not Kind.CALLED]
    for action in sorted(offered, key=place):
        keys = [legend(key) for key in keymap.keys_of(action.identifier)]
        others = [way for way in ways_of(action, keymap, path_of(action.identifier)) if way not in keys]
        label = labels.get(action.identifier, action.label)
        where = HERE if action.identifier in order else EVERYWHERE
        yield Row(action.identifier, (label, ", ".join(keys), " · ".join(others), where))
