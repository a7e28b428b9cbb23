"""A program of a few lines, to try the harness on: an input, what was entered, the keys that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import App, ComposeResult
from textual.widgets import Input, Label

if TYPE_CHECKING:
    from typing import ClassVar

    from textual.binding import BindingType


class TinyApp(App[int]):
    """Shows what it receives; ctrl+q ends it with 7, F2 shows hostile text as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "leave", "Quitter"), ("f2", "hostile", "Hostile")]
    ENABLE_COMMAND_PALETTE = False
    CSS = "Input { border: none; height: 1; }"

    def compose(self) -> ComposeResult:
        yield Label("Prêt", id="title")
        yield Input(id="input")
        yield Label("", id="entered")
        yield Label("", id="key")
        yield Label("", id="size")

    @on(Input.Submitted)
    def show_entered(self, event: Input.Submitted) -> None:
        self.query_one("#entered", Label).update(f"Saisi : {event.value}")
        event.input.clear()

    async def on_event(self, event: events.Event) -> None:
        # Before any widget takes it.
        if isinstance(event, events.Key):
            self.query_one("#key", Label).update(f"Touche : {event.key}")
        await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#size", Label).update(f"Taille : {event.size.width}x{event.size.height}")

    def action_hostile(self) -> None:
        self.query_one("#title", Label).update("\x1b]0;VOL\x07\u202e")

    def action_leave(self) -> None:
        self.exit(7, return_code=7)


if __name__ == "__main__":
    app = TinyApp()
    app.run()
    raise SystemExit(app.return_code)
