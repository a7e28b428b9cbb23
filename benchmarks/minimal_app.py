"""The least that a Textual program can be: one input. What ours is compared with."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input

MARK = "Prêt"


class MinimalApp(App[None]):
    """One input with a word in it, so that its first frame is recognised."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Show the input."""
        yield Input(MARK)


if __name__ == "__main__":
    MinimalApp().run()
