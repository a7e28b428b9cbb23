"""Small books for the tests of reports, written by SQL: any journal, any status, any label, quickly."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from tuicompta.core.text import fold
from tuicompta.models.transaction import transaction
from tuicompta.reports.catalogue import build_report
from tuicompta.reports.model import Row, RowKind
from tuicompta.reports.request import Request
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tuicompta.reports.model import Report

ACCOUNTS = {
    "101000": "Capital",
    "401DUP": "Dupont SARL",
    "401MAR": "Martin SA",
    "404IMM": "Immo SAS",
    "411ABC": "Client ABC",
    "411ZED": "Zed & Cie",
    "421000": "Personnel",
    "445660": "TVA déductible",
    "512000": "Banque Populaire",
    "530000": "Caisse du siège",
    "606400": "Fournitures administratives",
    "613500": "Locations mobilières",
    "706000": "Prestations de services",
    "890000": "Bilan d'ouverture",
}
_SET_CONTROL = "UPDATE account SET control_account_id = (SELECT id FROM account WHERE number = ?) WHERE number = ?"
_INSERT_ENTRY = """
    INSERT INTO entry (fiscal_year_id, period_id, journal_id, entry_date, piece_date, piece_number, origin, created_by,
                       created_at)
    VALUES (?, ?, ?, ?, ?, ?, 'single_entry', 1, ?)
"""
_INSERT_LINE = """
    INSERT INTO entry_line (entry_id, position, account_id, entry_date, piece_number, document_number, label,
                            folded_label, debit, credit)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_DUE_DATE = """
    INSERT INTO due_date (entry_line_id, position, account_id, side, due_on, amount, share)
    VALUES (?, 1, ?, ?, ?, ?, 10000)
"""
_VALIDATE = """
    UPDATE entry SET status = 'V', validated_at = ?, validated_by = 1, seal = ?,
           seal_number = (SELECT 1 + coalesce(max(seal_number), 0) FROM entry),
           definitive_number = (SELECT 1 + coalesce(max(definitive_number), 0) FROM entry
                                 WHERE journal_id = ? AND fiscal_year_id = ?)
     WHERE id = ?
"""
CONTROLS = {"401DUP": "401", "401MAR": "401", "404IMM": "404", "411ABC": "411", "411ZED": "411"}


def clock() -> datetime:
    return datetime(2026, 3, 31, 10, 12, 30)  # noqa: DTZ001 - the program works on local time


def day(text: str) -> date:
    """Return a date written JJ/MM/AAAA."""
    number, month, year = text.split("/")
    return date(int(year), int(month), int(number))


class Line(NamedTuple):
    """One line: account, amount (debit positive), and what is shown of it."""

    account: str
    amount: int
    label: str = "Facture"
    document: str = ""
    due: date | None = None
    piece: str | None = None
    side: str = ""

    @property
    def debit(self) -> int:
        if self.side == "C":
            return 0
        return self.amount if self.side == "D" else max(self.amount, 0)

    @property
    def credit(self) -> int:
        if self.side == "D":
            return 0
        return -self.amount if self.side == "C" else max(-self.amount, 0)


@dataclass
class Books:
    """An open dossier with its accounts, and how to fill it."""

    dossier: Dossier
    accounts: dict[str, int] = field(default_factory=dict)
    journals: dict[str, int] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.dossier.path

    def prepare(self) -> None:
        database = self.dossier.database
        with transaction(database):
            for number, title in ACCOUNTS.items():
                self.add_account(number, title)
            for number, control in CONTROLS.items():
                database.run(_SET_CONTROL, (control, number))
            for code, kind, name in (("AN", "opening", "À nouveaux"), ("RAN", "opening", "Reprise")):
                database.run("INSERT INTO journal (code, type, description) VALUES (?, ?, ?)", (code, kind, name))
        self.load()

    def load(self) -> None:
        database = self.dossier.database
        self.accounts = dict(database.rows("SELECT number, id FROM account"))
        self.journals = dict(database.rows("SELECT code, id FROM journal"))

    def add_account(self, number: str, title: str) -> None:
        self.dossier.database.run(
            "INSERT INTO account (number, title, folded_title) VALUES (?, ?, ?)", (number, title, fold(title))
        )

    def set_account(self, number: str, *, centralised: bool = False, third_party: str = "") -> None:
        database = self.dossier.database
        with transaction(database):
            database.run("UPDATE account SET centralised = ? WHERE number = ?", (centralised, number))
            if third_party:
                database.run(
                    "INSERT INTO third_party (code, name, folded_name, account_id) VALUES (?, ?, ?, ?)",
                    (number, third_party, fold(third_party), self.accounts[number]),
                )

    def post(
        self,
        journal: str,
        when: str | date,
        *lines: Line,
        status: str = "N",
        piece: str = "",
        entered: str = "2026-03-15T09:00:00",
        validated: str = "2026-03-20T18:00:00",
    ) -> int:
        """Write a balanced entry and return its identifier; `validated` is when, for status V."""
        database = self.dossier.database
        on = (day(when) if isinstance(when, str) else when).isoformat()
        with transaction(database):
            period, year = database.rows(
                "SELECT id, fiscal_year_id FROM period WHERE ? BETWEEN start_date AND end_date", (on,)
            )[0]
            header = (year, period, self.journals[journal], on, on, piece, entered)
            entry = database.run(_INSERT_ENTRY, header)
            for position, line in enumerate(lines, start=1):
                self._write(entry, position, on, piece, line)
            database.run("UPDATE entry SET posted = 1 WHERE id = ?", (entry,))
            if status == "V":
                self._validate(entry, year, journal, validated)
            elif status == "S":
                database.run("UPDATE entry SET status = 'S' WHERE id = ?", (entry,))
        return entry

    def _write(self, entry: int, position: int, on: str, piece: str, line: Line) -> None:
        database = self.dossier.database
        shown = piece if line.piece is None else line.piece
        row = (entry, position, self.accounts[line.account], on, shown, line.document, line.label, fold(line.label))
        number = database.run(_INSERT_LINE, (*row, line.debit, line.credit))
        if line.due:
            side = "D" if line.amount >= 0 else "C"
            due = (number, self.accounts[line.account], side, line.due.isoformat(), abs(line.amount))
            database.run(_INSERT_DUE_DATE, due)

    def _validate(self, entry: int, year: int, journal: str, validated: str) -> None:
        values = (validated, bytes(32), self.journals[journal], year, entry)
        self.dossier.database.run(_VALIDATE, values)

    def letter(self, code: str, when: str, entries: Sequence[int], account: str, *, partial: bool = False) -> None:
        """Letter the lines that some entries have on an account."""
        database = self.dossier.database
        with transaction(database):
            year = database.value("SELECT fiscal_year_id FROM entry WHERE id = ?", (entries[0],))
            group = database.run(
                "INSERT INTO lettering (account_id, fiscal_year_id, code, lettered_on, partial) VALUES (?, ?, ?, ?, ?)",
                (self.accounts[account], year, code, day(when).isoformat(), partial),
            )
            for entry in entries:
                database.run(
                    "UPDATE entry_line SET lettering_id = ? WHERE entry_id = ? AND account_id = ?",
                    (group, entry, self.accounts[account]),
                )
            database.run("UPDATE lettering SET complete = 1 WHERE id = ?", (group,))

    def close_year(self, when: str) -> None:
        """Close the fiscal year that ends on a day."""
        with transaction(self.dossier.database):
            self.dossier.database.run(
                "UPDATE fiscal_year SET closed_at = '2026-03-01T08:00:00' WHERE end_date = ?", (day(when).isoformat(),)
            )

    def report(self, name: str, **criteria: object) -> Report:
        """Build a report on what is in the books now."""
        return build_report(self.dossier, Request(name, **criteria))  # type: ignore[arg-type]


def new_template(folder: Path) -> Path:
    """Create the dossier that the others are copies of: fiscal years 2025 and 2026, both open."""
    path = create_dossier(
        folder / "Morel.compta",
        NewDossier("MOREL SARL", date(2025, 1, 1), date(2025, 12, 31), siren="732829320"),
        clock=clock,
    )
    dossier = open_dossier(path, clock=clock)
    Books(dossier).prepare()
    close_dossier(dossier)
    return path


def open_copy(template: Path, folder: Path) -> Iterator[Books]:
    """Yield books on a copy of the template."""
    path = folder / template.name
    shutil.copyfile(template, path)
    dossier = open_dossier(path, clock=clock)
    dossier.database.pragma("synchronous", 0)  # a copy that no test cuts the power of
    books = Books(dossier)
    books.load()
    yield books
    close_dossier(dossier)


def details(report: Report) -> list[dict[str, object]]:
    """Return the detail rows of a report by the keys of its columns."""
    return [_keyed(report, row) for row in report.rows() if row.kind is RowKind.DETAIL]


def of(report: Report, what: str) -> list[dict[str, object]]:
    """Return the subtotals and totals of a kind, with their caption."""
    return [{**_keyed(report, row), "caption": row.caption} for row in report.rows() if row.of == what]


def _keyed(report: Report, row: Row) -> dict[str, object]:
    return {column.key: value for column, value in zip(report.columns, row.values, strict=True)}


def pick(rows: Iterable[dict[str, object]], *keys: str) -> list[tuple[object, ...]]:
    """Return some values of rows."""
    return [tuple(row[key] for key in keys) for row in rows]
