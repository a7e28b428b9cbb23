"""The keys that the last row shows: those valid at this moment on what has the cursor (UIX-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.key_bar import KeyItem

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame

ALWAYS = ("actions_menu", "menu_bar", "palette", "help")


def key_items(frame: Frame) -> list[KeyItem]:
    """Return F9 first, then the actions of the window in their order, each key once; of a box while it waits."""
    top = frame.dialogs.top
    if top is not None:
        names = {"main": getattr(top, "MAIN", "OK"), "back": "Annuler"}
        return [item for name, label in names.items() if (item := _item(frame, name, label))]
    window = frame.windows.front
    here = window.keys_of_cursor if window is not None else {}
    labels = {"main": window.main_label if window is not None else "", **here}
    names = dict.fromkeys(["main", *here, *frame.offers(), *ALWAYS])
    left_out = {name for name, label in labels.items() if label is None}
    shown = (name for name in names if name not in left_out)
    items = [item for name in shown if (item := _item(frame, name, labels.get(name) or ""))]
    kept: dict[str, KeyItem] = {}
    for item in items:
        kept.setdefault(item.legend, item)
    return list(kept.values())


def _item(frame: Frame, name: str, label: str) -> KeyItem | None:
    """Return a key of the bar, None when its action has no key or cannot be done now."""
    legend = frame.keymap.legend_of(name, short=True)
    if not legend or frame.why_not(name) is not None:
        return None
    action = frame.table[name]
    return KeyItem(legend, label or action.short or action.label, name)
