"""Which keys run which actions: the keys of the table, changed as the user wishes (KEY-19)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.actions import Action, ActionTable, Kind
from tuicompta.widgets.keys import is_key_name, is_never_bound, legend, menu_digit, short_legend

if TYPE_CHECKING:
    from collections.abc import Mapping


class KeyTakenError(TuicomptaError):
    """A key asked for a command already runs another one (KEY-19)."""

    template = "La touche {key} est déjà prise par «{command}». Choisissez une autre touche."


class KeyForbiddenError(TuicomptaError):
    """A key asked for a command is one that terminals keep, lose or change (KEY-09)."""

    template = "La touche {key} ne peut pas servir : les terminaux ne l'envoient pas. Choisissez une autre touche."


class KeyTypesError(TuicomptaError):
    """A key asked for a command types a character: it would be missing in every field (KEY-19, KEY-15)."""

    template = "La touche {key} écrit un caractère. Choisissez une touche de fonction, ou une touche avec Ctrl ou Alt."


class KeyMap:
    """The keys in force.

    `own` gives, by identifier of action, the keys that replace those of the table; what no keyboard sends is left out,
    and an action left without any keeps its own.
    Several actions may share a key in the table, for they never meet on the same widget; a key given by the user may
    not be shared.
    """

    def __init__(self, table: ActionTable, own: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._table = table
        usable = {name: tuple(filter(_usable, keys)) for name, keys in (own or {}).items()}
        self._own = {name: keys for name, keys in usable.items() if keys}
        self._by_key: dict[str, list[str]] = {}
        self._known = 0

    def keys_of(self, identifier: str) -> tuple[str, ...]:
        """Return the keys of an action, the one to show first."""
        return self._own.get(identifier, self._table[identifier].keys)

    def actions_of(self, key: str) -> list[str]:
        """Return the identifiers of the actions a key may run, in the order of the table."""
        actions = list(self._table)
        if len(actions) != self._known:
            self._read(actions)
        return self._by_key.get(key, [])

    def legend_of(self, identifier: str, *, short: bool = False) -> str:
        """Return the legend of the first key of an action, or nothing when it has none."""
        shown = "" if identifier in self._own else self._table[identifier].legend_key
        keys = (shown,) if shown else self.keys_of(identifier)
        if not keys:
            return ""
        return short_legend(keys[0]) if short else legend(keys[0])

    def check(self, identifier: str, key: str) -> None:
        """Refuse a key for an action.

        Raises KeyTypesError, KeyForbiddenError, or KeyTakenError, which names the command that has it.
        """
        if not is_key_name(key):
            raise KeyTypesError(key=legend(key) if len(key) == 1 else key)
        if is_never_bound(key):
            raise KeyForbiddenError(key=legend(key))
        for taken in self.actions_of(key):
            if taken != identifier:
                raise KeyTakenError(key=legend(key), command=self._table[taken].label)

    def give(self, identifier: str, keys: tuple[str, ...]) -> None:
        """Replace the keys of an action; raises what `check` does and changes nothing then."""
        for key in keys:
            self.check(identifier, key)
        self._own[identifier] = keys
        self._known = 0

    def restore(self) -> None:
        """Return to the keys of the table («Touches d'origine», OPI-05)."""
        self._own.clear()
        self._known = 0

    @property
    def own(self) -> dict[str, tuple[str, ...]]:
        """The keys the user changed, by action."""
        return dict(self._own)

    def _read(self, actions: list[Action]) -> None:
        by_key: defaultdict[str, list[str]] = defaultdict(list)
        for action in actions:
            for key in self.keys_of(action.identifier):
                by_key[key].append(action.identifier)
        self._by_key = dict(by_key)
        self._known = len(actions)


def _usable(key: str) -> bool:
    return is_key_name(key) and not is_never_bound(key)


def ways_of(action: Action, keymap: KeyMap, menu_path: str) -> list[str]:
    """Return, in French, every way to run an action: its keys, «Ctrl+G 9» for F9, its menu, its other way (KEY-11)."""
    keys = keymap.keys_of(action.identifier)
    ways = [legend(key) for key in keys]
    digit = menu_digit(keys[0]) if keys else None
    if digit:
        ways.append(f"{keymap.legend_of('menu_bar')} puis {digit}")
    if menu_path:
        ways.append(f"menu {menu_path}")
    if action.other_way:
        ways.append(action.other_way)
    if action.kind is Kind.COMMAND:
        ways.append("palette des commandes")
    return ways
