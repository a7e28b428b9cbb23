"""A small program for the tests: a home page, two lists, on the frame of the real one. Started as a module, it runs."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from tuicompta.tui import prepare_environment, run

VARIABLES = prepare_environment()

from tests.widgets.typing_model import ACCOUNTS, TypingModel  # noqa: E402
from tuicompta.core.entry.effects import CloseRequested, Effect, Message  # noqa: E402
from tuicompta.core.entry.model import COLUMNS as COLUMNS_OF_ENTRIES  # noqa: E402
from tuicompta.core.errors import TuicomptaError  # noqa: E402
from tuicompta.screens.app import TuicomptaApp  # noqa: E402 (the environment comes first)
from tuicompta.screens.cards.card_window import CardWindow  # noqa: E402
from tuicompta.screens.frame.actions import Action, always  # noqa: E402
from tuicompta.screens.frame.dispatcher import Command  # noqa: E402
from tuicompta.screens.frame.window import Window  # noqa: E402
from tuicompta.screens.lists.list_window import ListWindow  # noqa: E402
from tuicompta.screens.registry import Function, build_table  # noqa: E402
from tuicompta.widgets import card_schema as card  # noqa: E402
from tuicompta.widgets.card_schema import CardSchema, Fault, Tab, Values  # noqa: E402
from tuicompta.widgets.choices import MemoryChoices  # noqa: E402
from tuicompta.widgets.columns import Column, ColumnType, amount_column  # noqa: E402
from tuicompta.widgets.entry_grid import EntryGrid  # noqa: E402
from tuicompta.widgets.fields.choice import Option  # noqa: E402
from tuicompta.widgets.fields.date import DateScope  # noqa: E402
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable  # noqa: E402
from tuicompta.widgets.rows import Key, Row  # noqa: E402

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tuicompta.widgets.columns import Value
    from tuicompta.widgets.progress import Progress

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


class Store:
    """The records of the demonstration list, in memory."""

    def __init__(self, count: int = 300) -> None:
        self.rows = {row.key: row.values for row in rows(count)}
        self.notes: dict[Key, str] = {}
        self.locked: set[Key] = {7}

    def read(self) -> list[Row]:
        return [Row(key, values) for key, values in self.rows.items()]


STORE = Store()


class LockedError(TuicomptaError):
    template = "La ligne {code} est verrouillée. Choisissez-en une autre."


class Journals(ListWindow):
    IS_LIST = True
    MAIN = "Valider"
    OFFERS: ClassVar[tuple[str, ...]] = (*ListWindow.OFFERS, "demo_act", "demo_crash", "demo_work", "demo_fill")

    def definition(self) -> ListDefinition:
        return ListDefinition("journals", "Journaux", COLUMNS, MemoryTable(COLUMNS, STORE.read))

    async def open_row(self, key: Key) -> None:
        await self.frame.windows.open(Sheet(key, origin=self))

    async def open_new(self) -> None:
        await self.frame.windows.open(Sheet(origin=self))

    async def open_copy(self, key: Key) -> None:
        await self.frame.windows.open(Sheet(origin=self, copy_of=key))

    def delete_row(self, key: Key) -> None:
        if key in STORE.locked:
            raise LockedError(code=STORE.rows[key][0])
        del STORE.rows[key]

    def do_demo_act(self) -> None:
        self.frame.say("Fait")

    def do_demo_crash(self) -> None:
        raise RuntimeError("boum")

    async def do_demo_work(self) -> None:
        def job(progress: Progress) -> int:
            for step in range(100):
                time.sleep(0.05)
                progress.tell(step, 100, "Lecture")
            return 1

        await self.frame.dialogs.work("Travail", job)
        self.frame.say("Travail fini")

    async def do_demo_fill(self) -> None:
        values = await self.frame.dialogs.fill("Essai", SCHEMA)
        self.frame.say(str(values))


CHOICES = MemoryChoices(
    (Column("code", "Code", width=8), Column("label", "Libellé", width=24)),
    lambda: [Row(code, (code, label)) for code, label in ACCOUNTS],
    blocked=lambda row: row.key == "401DUMA",
)


def no_holiday(value: object) -> None:
    if value == date(2026, 1, 1):
        raise LockedError(code="01/01/2026")


def debit_or_credit(values: Values) -> list[Fault]:
    if values["debit"] and values["credit"]:
        return [("debit", "Débit ou crédit, pas les deux"), ("credit", "Débit ou crédit, pas les deux")]
    return []


SCHEMA = CardSchema(
    (
        Tab(
            "Général",
            (
                card.text("code", "Code", mandatory=True, width=8, max_length=8),
                card.checked(card.day("date", "Date", lambda: DateScope.of_year(date(2026, 3, 15))), no_holiday),
                card.text("label", "Libellé", mandatory=True),
                card.Section("Montants"),
                card.amount("debit", "Débit"),
                card.enabled_if(card.amount("credit", "Crédit"), lambda values: values["kind"] != "debit"),
                card.choice(
                    "kind", "Sens", [Option("both", "Les deux"), Option("debit", "Débit seul")], mandatory=True
                ),
                card.tick("blocked", "Bloqué"),
                card.linked("account", "Compte", CHOICES, creatable=True),
                card.linked("accounts", "Comptes", CHOICES, several=True),
                card.number("days", "Jours", highest=31),
                card.path("file", "Fichier"),
            ),
        ),
        Tab("Notes", (card.multiline("notes", "Notes"),)),
    ),
    debit_or_credit,
)


class Sheet(CardWindow):
    RECORD = "Fiche"

    def schema(self) -> CardSchema:
        return SCHEMA

    def read(self, key: Key) -> dict[str, object]:
        code, day, label, debit, credit = STORE.rows[key]
        notes = STORE.notes.get(key, "")
        return {"code": code, "date": day, "label": label, "debit": debit, "credit": credit, "notes": notes}

    def write(self, values: Values) -> Key:
        code = str(values["code"])
        taken = any(row[0] == code for key, row in STORE.rows.items() if key != self.key)
        if taken:
            raise LockedError(code=code)
        key = self.key if self.key is not None else max(k for k in STORE.rows if isinstance(k, int)) + 1
        STORE.rows[key] = tuple(cast("Value", values[column.identifier]) for column in COLUMNS)
        STORE.notes[key] = str(values["notes"])
        return key

    def remove_record(self, key: Key) -> None:
        if key in STORE.locked:
            raise LockedError(code=STORE.rows[key][0])
        del STORE.rows[key]

    def reset_in_copy(self, values: Values) -> dict[str, object]:
        return {"code": "", "label": values["label"]}


class Entries(Window):
    TITLE = "Saisie au kilomètre"
    MAIN = "Enregistrer et Fermer"
    OFFERS: ClassVar[tuple[str, ...]] = ("balance", "accept_ghosts", "open_values", "save", "delete", "insert_line")

    def compose(self) -> ComposeResult:
        self.model = TypingModel()
        self.grid = EntryGrid(self.model, COLUMNS_OF_ENTRIES)
        self.grid.effect = self.act
        yield self.grid

    def keep_draft(self) -> None:
        texts = [text for row in self.model.rows for text in row.values() if text != "·"]
        if DRAFT is not None:
            DRAFT.write_text("\n".join(texts), "utf-8")

    def act(self, effect: Effect) -> None:
        if isinstance(effect, Message):
            self.grid.tell(effect.text, error=effect.is_error)
        elif isinstance(effect, CloseRequested):
            self.frame.dispatcher.feed(Command("close_window"))


ACTIONS = (
    Action("demo_act", "Agir", "Une action de cet écran.", ("shift+f5",), "essai", always),
    Action("demo_crash", "Casser", "Une erreur que rien ne prévoit."),
    Action("demo_work", "Travailler", "Un long travail."),
    Action("demo_fill", "Remplir", "Une boîte de champs."),
)

FUNCTIONS = (
    Function("start_daily", "tuicompta.screens.start.start_window:StartDaily", condition=always),
    Function("start_settings", "tuicompta.screens.start.start_window:StartSettings", condition=always),
    Function("journal_months", "tests.screens.demo:Home", condition=always),
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
    dossier: object = None

    def may(self, right: str) -> bool:
        return right != "forbidden"


MODERN = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "fr_FR.UTF-8"}


def make_app(**arguments: Any) -> TuicomptaApp:  # noqa: ANN401 (those of the program)
    options: dict[str, Any] = {
        "home": Home,
        "variables": MODERN,
        "session": DemoSession(),
        "table": build_table(FUNCTIONS),
    } | arguments
    return TuicomptaApp(**options)


HOSTILE = "A\x1b]52;c;eA==\x07\x1b]0;x\x07\x1b[31m\x9b31m\x1b[6n\u202eb [annulé] [/b] [link=http://x]"


class Hostile(Journals):
    def definition(self) -> ListDefinition:
        columns = tuple(replace(column, title=HOSTILE[:9]) for column in COLUMNS)
        read = [Row(n, (HOSTILE[-30:], None, HOSTILE, 100, 0)) for n in range(3)]
        STORE.rows = {row.key: row.values for row in read}
        return ListDefinition("journals", HOSTILE, columns, MemoryTable(columns, lambda: read))


HOMES = {"home": Home, "journals": Journals, "entries": Entries, "hostile": Hostile}
DRAFT: Path | None = None

if __name__ == "__main__":
    DRAFT = Path(sys.argv[2]).with_name("draft.txt")
    sys.exit(run(make_app(home=HOMES[sys.argv[1]], log=Path(sys.argv[2]), variables=VARIABLES)))
