"""The acts on the lines of a table inside a card, in the order of its Actions menu (MG-08, MR)."""

from typing import Final

ADDED: Final = ("add_line", "insert_line", "remove_row")
ORDERED: Final = (*ADDED, "move_line_up", "move_line_down")
COPIED: Final = (*ORDERED, "cut", "copy", "paste")
