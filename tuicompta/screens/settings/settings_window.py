"""The window of a card of settings: there is one of each, which is never new, copied nor deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.cards.card_window import CardWindow

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.rows import Key

NO_RECORD = "Des réglages ne se créent, ne se copient ni ne se suppriment"


class SettingsWindow(CardWindow):
    """Settings shown by `values` and kept by `keep`, which raises the refusals of the rules."""

    OFFERS: ClassVar[tuple[str, ...]] = ("save", "undo", "redo", "undo_all")

    def __init__(self) -> None:
        super().__init__()
        self.key = type(self).__name__

    def values(self) -> Mapping[str, object]:
        """Return what is in force, once the window is in the program."""
        raise NotImplementedError

    def keep(self, values: Values) -> None:
        """Keep what was asked; raises the refusals of the rules."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """The name of the window."""
        return self.TITLE

    @property
    def identity(self) -> Hashable:
        """There is one."""
        return type(self)

    def on_mount(self) -> None:
        """Show what is in force; the base class has its own too."""
        self.card.load(self.values())
        self.acted()

    def read(self, key: Key) -> Mapping[str, object]:
        """Read again what was just kept."""
        del key
        return self.values()

    def write(self, values: Values) -> Key:
        """Keep what was asked."""
        self.keep(values)
        return self.key

    def why_not_new(self) -> str | None:
        """Refuse what is for records."""
        return NO_RECORD

    why_not_save_and_new = why_not_duplicate = why_not_delete = why_not_new
