"""A card whose save may leave warnings: they stay in view once it is written."""

from __future__ import annotations

from tuicompta.screens.cards.record_card import RecordCard


class WarnedCard(RecordCard):
    """`warnings` are gathered while the card is checked and written, and said together when it is."""

    warnings: tuple[str, ...] = ()

    def warn(self, text: str) -> None:
        """Keep a warning to be said once the card is written."""
        self.warnings = (*self.warnings, text)

    async def saved(self) -> bool:
        """Write, the warnings of the save before forgotten."""
        self.warnings = ()
        return await super().saved()

    def tell_saved(self, text: str = "") -> None:
        """Say the warnings instead of what is said when there is none."""
        if self.warnings:
            self.frame.say(" · ".join(self.warnings), warning=True)
        else:
            super().tell_saved(text)
