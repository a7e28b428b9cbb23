"""A card whose save may leave warnings: they stay in view once it is written."""

from __future__ import annotations

from tuicompta.screens.cards.record_card import RecordCard


class WarnedCard(RecordCard):
    """`warnings` are gathered while the card is checked and written, and said together when it is."""

    warnings: tuple[str, ...] = ()

    def warn(self, text: str) -> None:
        """Keep a warning to be said once the card is written."""
        self.warnings = (*self.warnings, text)

    async def do_save(self) -> None:  # type: ignore[override]
        """Write without closing."""
        self.warnings = ()
        if await self.saved():
            self._say(or_else="Enregistré")

    async def do_main(self) -> None:
        """Write, then close."""
        self.warnings = ()
        if await self.saved():
            self._say()
            await self.frame.windows.close(self)

    do_save_and_close = do_main

    def _say(self, or_else: str = "") -> None:
        text = " · ".join(self.warnings) or or_else
        if text:
            self.frame.say(text, warning=bool(self.warnings))
