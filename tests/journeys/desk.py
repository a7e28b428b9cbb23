"""The program on a dossier, driven as its user does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys import books
from tests.journeys.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.journeys.terminal import Terminal

HOME = "Tableau de bord"
"""The window that a dossier opens on (TDB-07)."""

_TYPED = {"⏎": "\r", "⇥": "\t", "⌫": "\x7f"}


class Desk:
    """A user at work: `terminal` shows the program, `path` is the dossier it has open.

    Keys are sent and nothing is waited for; what the screen must then show is waited for by the ``wait`` methods.
    """

    def __init__(self, terminal: Terminal, path: Path) -> None:
        self.terminal = terminal
        self.path = path

    # --- acts

    def type(self, text: str) -> None:
        """Type keys in one burst; `⏎ ⇥ ⌫` are Enter, Tab and Backspace."""
        self.terminal.send("".join(_TYPED.get(key, key) for key in text))

    def keys(self, *names: str) -> None:
        """Press keys by their names; Esc alone, or what follows would be taken for the rest of its sequence."""
        for name in names:
            self.terminal.keys(name)
            if name == "escape":
                self.terminal.wait_idle(quiet=0.15)

    def run(self, command: str) -> None:
        """Run a command by words of its name, from the palette."""
        self.keys("ctrl+k")
        self.wait_for("Commandes")
        self.type(f"{command}⏎")

    def open_months(self) -> None:
        """Open «Saisie par journal» from the dashboard, on the current month."""
        self.wait_for(HOME)
        self.run("saisie par journal")
        self.wait_for("Mois en cours")

    def open_grid(self) -> None:
        """Open «Saisie au kilomètre» and wait until it takes keys."""
        self.wait_for(HOME)
        self.run("saisie au kilom")
        self.wait_at(0, "Jnl")

    def begin(self) -> None:
        """Open the grid and accept the journal proposed: the cursor is in Date of a new entry."""
        self.open_grid()
        self.type("⏎")
        self.wait_at(0, "Date")

    def quit(self) -> int:
        """Leave the program, when nothing is unsaved, and return its exit code."""
        self.keys("ctrl+q")
        return self.terminal.wait_exit()

    def quit_and_drop(self) -> int:
        """Leave the program, giving up what is not saved, and return its exit code."""
        self.keys("ctrl+q")
        self.wait_for("Enregistrer les modifications ?")
        self.type("n")
        return self.terminal.wait_exit()

    # --- waits

    def wait_for(self, text: str) -> None:
        """Wait until a text stands on one line of the screen."""
        self.terminal.wait_for(text)

    def wait_gone(self, text: str) -> None:
        """Wait until a text is on no line of the screen."""
        self.terminal.wait_gone(text)

    def wait_lines(self, *lines: str) -> None:
        """Wait until the grid holds exactly these lines, as `401DUP C 1 234,56`."""
        self.terminal.wait_until(lambda: self.sheet.lines == list(lines), f"the lines {lines}")

    def wait_last_lines(self, *lines: str) -> None:
        """Wait until the grid, however far it has moved on, ends with these lines."""
        self.terminal.wait_until(lambda: self.sheet.lines[-len(lines) :] == list(lines), f"the last lines {lines}")

    def wait_column(self, title: str) -> None:
        """Wait until the cursor is in a column, by its title, on whatever row."""
        self.terminal.wait_until(lambda: self.sheet.place[1] == title, f"the cursor in {title}")

    def wait_at(self, row: int, title: str) -> None:
        """Wait until the cursor is on a row of the grid, from 0, and in a column, by its title."""
        self.terminal.wait_until(lambda: self.sheet.place == (row, title), f"the cursor on row {row}, {title}")

    def wait_cell(self, title: str, text: str) -> None:
        """Wait until a cell of the row of the cursor shows a text."""
        self.terminal.wait_until(lambda: self.sheet.cell(title) == text, f"{title} «{text}»")

    def wait_stored(self, rows: Sequence[tuple[object, ...]], sql: str) -> None:
        """Wait until a query on the dossier gives these rows."""
        self.terminal.wait_until(lambda: books.query(self.path, sql) == list(rows), f"{rows} from {sql}")

    def wait_idle(self) -> None:
        """Wait until the program has nothing left to do."""
        self.terminal.wait_idle()

    # --- what is seen

    @property
    def text(self) -> str:
        """The screen as one text."""
        return self.terminal.text

    @property
    def sheet(self) -> Sheet:
        """The entry grid as it stands now."""
        return Sheet(self.terminal.screen, self.terminal.cursor)
