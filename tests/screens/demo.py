"""A small program for the tests: a home page, two lists, on the frame of the real one. Started as a module, it runs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from tuicompta.tui import prepare_environment, run

VARIABLES = prepare_environment()

from tests.widgets.typing_model import TypingModel  # noqa: E402
from tuicompta.core.entry.effects import CloseRequested, Effect, Message  # noqa: E402
from tuicompta.core.entry.model import COLUMNS as COLUMNS_OF_ENTRIES  # noqa: E402
from tuicompta.screens.actions import Action, always  # noqa: E402
from tuicompta.screens.app import TuicomptaApp  # noqa: E402 (the environment comes first)
from tuicompta.screens.dispatcher import Command  # noqa: E402
from tuicompta.screens.registry import Function, build_table  # noqa: E402
from tuicompta.screens.window import Window  # noqa: E402
from tuicompta.widgets.columns import Column, ColumnType, amount_column  # noqa: E402
from tuicompta.widgets.entry_grid import EntryGrid  # noqa: E402
from tuicompta.widgets.memory_rows import MemoryRows  # noqa: E402
from tuicompta.widgets.paged_grid import PagedGrid  # noqa: E402
from tuicompta.widgets.rows import Row  # noqa: E402

if TYPE_CHECKING:
    from textual.app import ComposeResult

COLUMNS = (
    Column("code", "Code", ColumnType.CODE, 8, mandatory=True),
    Column("date", "Date", ColumnType.DATE, 10),
    Column("label", "Libellé", width=20, stretch=True),
    amount_column("debit", "Débit"),
    amount_column("credit", "Crédit"),
)


def rows(count: int) -> list[Row]:
    start = date(2026, 1, 1)
    return [
        Row(
            number,
            (
                f"C{number:05}",
                start + timedelta(days=number % 365),
                f"Facture {number} École {'très ' * (number % 9)}longue",
                number * 100 if number % 2 else 0,
                0 if number % 2 else number * 100,
            ),
        )
        for number in range(count)
    ]


class Home(Window):
    TITLE = "Accueil"


class Journals(Window):
    TITLE = "Journaux"
    IS_LIST = True
    MAIN = "Valider"
    OFFERS: ClassVar[tuple[str, ...]] = ("new", "modify", "delete", "tick", "select_all", "demo_act")

    def compose(self) -> ComposeResult:
        self.grid = PagedGrid(COLUMNS, MemoryRows(COLUMNS, rows(300)))
        yield self.grid

    def do_demo_act(self) -> None:
        self.frame.say("Fait")

    def do_new(self) -> None:
        self.frame.say("Nouveau")


class Entries(Window):
    TITLE = "Saisie au kilomètre"
    MAIN = "Enregistrer et Fermer"
    OFFERS: ClassVar[tuple[str, ...]] = ("balance", "accept_ghosts", "open_values", "save", "delete", "insert_line")

    def compose(self) -> ComposeResult:
        self.model = TypingModel()
        self.grid = EntryGrid(self.model, COLUMNS_OF_ENTRIES)
        self.grid.effect = self.act
        yield self.grid

    def act(self, effect: Effect) -> None:
        if isinstance(effect, Message):
            self.grid.tell(effect.text, error=effect.is_error)
        elif isinstance(effect, CloseRequested):
            self.frame.dispatcher.feed(Command("close_window"))


ACTIONS = (Action("demo_act", "Agir", "Une action de cet écran.", ("shift+f5",), "essai", always),)

FUNCTIONS = (
    Function("journals", "tests.screens.demo:Journals", condition=always),
    Function("continuous_entry", "tests.screens.demo:Entries", condition=always),
    Function("dashboard", "tests.screens.demo:Home", condition=always),
)


@dataclass
class DemoSession:
    dossier_open: bool = True
    dossier_name: str = "MOREL SARL"
    fiscal_year: str = "2026"
    user: str = "ADM"
    read_only: bool = False

    def may(self, right: str) -> bool:
        return right != "forbidden"


def make_app(**arguments: Any) -> TuicomptaApp:  # noqa: ANN401 (those of the program)
    options: dict[str, Any] = {"home": Home, "session": DemoSession(), "table": build_table(FUNCTIONS)} | arguments
    return TuicomptaApp(**options)


HOMES = {"home": Home, "journals": Journals, "entries": Entries}

if __name__ == "__main__":
    sys.exit(run(make_app(home=HOMES[sys.argv[1]], log=Path(sys.argv[2]), variables=VARIABLES)))
