"""Keys as the machine receives them, the commands they stand for, and the default table (KM-50).

Keys that type are told by their character, since the names of the operator keys depend on the terminal. Every command
can also be run by itself, from a menu or the palette, and the user may give it another key (KEY-19).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """A key: its normalised name (`enter`, `shift+tab`, `ctrl+up`, `f12`), and the character it types, if any."""

    name: str
    character: str = ""


class Command(StrEnum):
    """What can be asked of an entry grid."""

    ENTER = "enter"
    TAB = "tab"
    BACK_TAB = "back_tab"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    HOME = "home"
    END = "end"
    FIRST_ROW = "first_row"
    LAST_ROW = "last_row"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"
    ESCAPE = "escape"
    BACKSPACE = "backspace"
    SELECT_ALL = "select_all"
    CLOSE = "close"
    CLEAR_CELL = "clear_cell"
    OPEN_CARD = "open_card"
    OPEN_LIST = "open_list"
    CONSULT = "consult"
    OPEN_ACTIONS = "open_actions"
    SAVE = "save"
    SAVE_AND_CLOSE = "save_and_close"
    BALANCE = "balance"
    ACCEPT_ALL = "accept_all"
    INSERT = "insert"
    NEW_ENTRY = "new_entry"
    DELETE_LINE = "delete_line"
    REPEAT = "repeat"
    CUT_LINE = "cut_line"
    COPY_LINE = "copy_line"
    PASTE_LINE = "paste_line"
    MOVE_LINE_UP = "move_line_up"
    MOVE_LINE_DOWN = "move_line_down"
    UNDO = "undo"
    REDO = "redo"
    FIND = "find"
    FIND_NEXT = "find_next"
    FIRST_OPEN_DAY = "first_open_day"


KEYMAP: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "enter": Command.ENTER,
        "ctrl+j": Command.ENTER,
        "tab": Command.TAB,
        "shift+tab": Command.BACK_TAB,
        "up": Command.UP,
        "down": Command.DOWN,
        "left": Command.LEFT,
        "right": Command.RIGHT,
        "home": Command.HOME,
        "end": Command.END,
        "ctrl+home": Command.FIRST_ROW,
        "ctrl+end": Command.LAST_ROW,
        "pageup": Command.PAGE_UP,
        "pagedown": Command.PAGE_DOWN,
        "escape": Command.ESCAPE,
        "backspace": Command.BACKSPACE,
        "ctrl+a": Command.SELECT_ALL,
        "ctrl+w": Command.CLOSE,
        "delete": Command.CLEAR_CELL,
        "f2": Command.OPEN_CARD,
        "ctrl+o": Command.OPEN_CARD,
        "f4": Command.OPEN_LIST,
        "f7": Command.CONSULT,
        "ctrl+l": Command.CONSULT,
        "f8": Command.OPEN_ACTIONS,
        "ctrl+t": Command.OPEN_ACTIONS,
        "f9": Command.SAVE_AND_CLOSE,
        "f12": Command.BALANCE,
        "ctrl+e": Command.BALANCE,
        "insert": Command.INSERT,
        "ctrl+n": Command.NEW_ENTRY,
        "ctrl+d": Command.DELETE_LINE,
        "ctrl+r": Command.REPEAT,
        "ctrl+x": Command.CUT_LINE,
        "ctrl+c": Command.COPY_LINE,
        "ctrl+v": Command.PASTE_LINE,
        "ctrl+up": Command.MOVE_LINE_UP,
        "ctrl+down": Command.MOVE_LINE_DOWN,
        "ctrl+z": Command.UNDO,
        "ctrl+y": Command.REDO,
        "ctrl+f": Command.FIND,
        "f3": Command.FIND_NEXT,
        "ctrl+s": Command.SAVE,
    }
)
