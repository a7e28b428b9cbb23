"""A dossier whose texts attack the terminal, put there behind the back of the program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING

from tests.journeys import books
from tests.journeys.raw import HOSTILE_TEXTS
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.entries.save import save_entries

if TYPE_CHECKING:
    from pathlib import Path

# Free texts of the dossier, by table. Keys, codes and dates are left alone.
TEXTS = {
    "account": ("title", "folded_title"),
    "third_party": ("name", "folded_name", "legal_form", "siren", "vat_number"),
    "journal": ("description",),
    "payment_method": ("label",),
    "payment_term": ("label",),
    "vat_operation": ("label",),
    "label_model": ("label",),
    "guide_model": ("name",),
    "guide_model_line": ("label",),
    "entry": ("piece_number",),
    "entry_line": ("label", "folded_label", "piece_number", "document_number"),
    "user": ("name",),
    "event": ("object",),
}
# Their texts are unique: the identifier of the row follows.
UNIQUE = frozenset({"guide_model"})
COMPANY = ("company.name", "company.address", "company.town", "company.siren")
FILE_NAME = "Mor\x1b]0;VOLÉ\x07el \u202eSARL\u202c [b]x[link=y].compta"


def hostile_book(folder: Path) -> Path:
    """Build the dossier of the journeys with entries enough for each hostile text, and put those texts everywhere."""
    path = books.morel(folder / "Morel.compta")
    dossier = open_dossier(path, clock=lambda: books.TODAY)
    amounts = [100 * rank for rank in range(1, len(HOSTILE_TEXTS) + 1)]
    accounts = ("6064",) * len(amounts) + ("401DUP",)
    entries = [
        books.posted("AC", date(2026, 3, 5), accounts, (*amounts, -sum(amounts)), piece="00003"),
        *(
            books.posted("OD", date(2026, 3, day), ("6064", "421"), (5000, -5000), piece=f"{day:05}")
            for day in range(1, len(HOSTILE_TEXTS) + 1)
        ),
    ]
    save_entries(dossier, entries, EntryOrigin.JOURNAL_WINDOW)
    close_dossier(dossier)
    with closing(sqlite3.connect(path)) as connection, connection:
        _drop_the_gate(connection)
        _poison(connection)
    return path.rename(folder / FILE_NAME)


def _drop_the_gate(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA ignore_check_constraints = 1")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")


def _poison(connection: sqlite3.Connection) -> None:
    texts = cycle(HOSTILE_TEXTS.values())
    connection.create_function("poison", 0, lambda: next(texts))
    for table, columns in TEXTS.items():
        text = "poison() || ' ' || id" if table in UNIQUE else "poison()"
        changes = ", ".join(f"{column} = {text}" for column in columns)
        connection.execute(f"UPDATE {table} SET {changes}")  # noqa: S608 - names of tables and columns, written above
    for key in COMPANY:
        connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, json_quote(poison()))"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key,),
        )
