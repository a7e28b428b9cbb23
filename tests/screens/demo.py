"""A small program for the tests: a home page, two lists, on the frame of the real one. Started as a module, it runs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tuicompta.tui import prepare_environment, run

VARIABLES = prepare_environment()

from tuicompta.screens.app import TuicomptaApp  # noqa: E402 (the environment comes first)
from tuicompta.screens.actions import Action, always  # noqa: E402
from tuicompta.screens.registry import Function, build_table  # noqa: E402
from tuicompta.screens.window import Window  # noqa: E402
from tuicompta.widgets.columns import Column, ColumnType, amount_column  # noqa: E402
from tuicompta.widgets.memory_rows import MemoryRows  # noqa: E402
from tuicompta.widgets.paged_grid import PagedGrid  # noqa: E402
from tuicompta.widgets.rows import Row  # noqa: E402

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

    def compose(self):
        self.grid = PagedGrid(COLUMNS, MemoryRows(COLUMNS, rows(300)))
        yield self.grid

    def do_demo_act(self) -> None:
        self.frame.say("Fait")

    def do_new(self) -> None:
        self.frame.say("Nouveau")


ACTIONS = (Action("demo_act", "Agir", "Une action de cet écran.", ("shift+f5",), "essai", always),)

FUNCTIONS = (
    Function("journals", "tests.screens.demo:Journals", condition=always),
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


def make_app(**arguments) -> TuicomptaApp:
    options = {"home": Home, "session": DemoSession(), "table": build_table(FUNCTIONS)} | arguments
    return TuicomptaApp(**options)


if __name__ == "__main__":
    log = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.exit(run(make_app(log=log, variables=VARIABLES)))
