"""The one table of named actions: what the user can do, under which name, with which keys.

Menus, command palette, key bar, help page «Touches» and key remapping all derive from this table. A widget or a window
performs the action ``save`` by having a method ``do_save``; it refuses it for now, saying why, by a method
``why_not_save``. No widget names a key: that is what lets the user change them.

The table holds the actions common to all screens (`common_actions`), one action per function of the menus
(`registry`), and the actions that the module of a screen declares in its tuple ``ACTIONS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Context(Protocol):
    """What a condition may look at: the state of the program when an action is offered."""

    @property
    def dossier_open(self) -> bool:
        """Whether a dossier is open."""

    @property
    def read_only(self) -> bool:
        """Whether the open dossier refuses every change (DOSO-09)."""

    @property
    def selected(self) -> int:
        """How many rows an action on rows would act on: the ticked rows, else the row under the cursor."""


Condition = Callable[[Context], str | None]
"""Gives the reason why an action is impossible now, or None when it is possible."""


def always(_: Context) -> str | None:
    """Give no reason: the action is always possible."""
    return None


def dossier_open(context: Context) -> str | None:
    """Ask for an open dossier."""
    return None if context.dossier_open else "Ouvrez d'abord un dossier"


def writable(context: Context) -> str | None:
    """Ask for an open dossier that can be changed."""
    return dossier_open(context) or ("Lecture seule" if context.read_only else None)


def some_row(context: Context) -> str | None:
    """Ask for at least one selected row."""
    return None if context.selected else "Aucune ligne choisie"


def one_row(context: Context) -> str | None:
    """Ask for exactly one selected row (ACT-02)."""
    return some_row(context) or (None if context.selected == 1 else "Une seule ligne à la fois")


def one_writable_row(context: Context) -> str | None:
    """Ask for exactly one selected row, in a dossier that can be changed."""
    return writable(context) or one_row(context)


class Kind(Enum):
    """Where an action is offered."""

    COMMAND = "command"
    """In the menus, the palette and the page of remapping."""
    MOVE = "move"
    """By its keys only: moving the cursor, erasing a character."""
    CALLED = "called"
    """By other windows only, on one of their records."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do.

    `keys` are names of `widgets.keys`, the first one being shown; `other_way` tells in French of a way that is neither
    a key nor a menu; `right` names the right asked, empty for none; `opens` is the ``module:Class`` of the window that
    a function of the menus opens.
    """

    identifier: str
    label: str
    help: str = ""
    keys: tuple[str, ...] = ()
    other_way: str = ""
    condition: Condition = always
    right: str = ""
    kind: Kind = Kind.COMMAND
    opens: str = ""
    short: str = ""
    """Label of the key bar when the whole one is long."""
    legend_key: str = ""
    """The key shown, when it is not the first of `keys`: one that only sometimes means this action."""


class ActionTable:
    """All the actions, by identifier, in the order they were declared."""

    def __init__(self, actions: Iterable[Action] = ()) -> None:
        self._actions: dict[str, Action] = {}
        self.extend(actions)

    def extend(self, actions: Iterable[Action]) -> None:
        """Add actions; declaring again the very same one is harmless, another under a known identifier is a mistake."""
        for action in actions:
            known = self._actions.setdefault(action.identifier, action)
            if known != action:
                raise ValueError(f"two actions are named {action.identifier}")

    def __getitem__(self, identifier: str) -> Action:
        return self._actions[identifier]

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._actions

    def __iter__(self) -> Iterator[Action]:
        return iter(self._actions.values())
