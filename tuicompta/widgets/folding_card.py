"""A card that takes away the fields that do not apply, where others grey them: it grows with what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Callable


class FoldingCard(Card):
    """`hides` tells which fields are not shown for now; a field that is not shown is never stopped at."""

    hides: Callable[[str], bool] | None = None

    def fold(self) -> None:
        """Show and hide the fields as `hides` says now."""
        self._enable()

    def _enable(self) -> None:
        super()._enable()
        for name, field in self.fields.items():
            hidden = self.hides is not None and self.hides(name)
            field.display = not hidden
            if hidden:
                field.enable(enabled=False)
