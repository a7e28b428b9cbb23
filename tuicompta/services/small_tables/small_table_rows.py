"""Reading and writing the rows of the small tables (DV)."""

from collections.abc import Mapping
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import capitals, clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.notes import delete_note, store_note
from tuicompta.services.small_tables.coded_records import EmptyFieldError, RecordInUseError
from tuicompta.services.small_tables.small_table_uses import uses_of
from tuicompta.services.small_tables.small_tables import COUNTRIES, DEPARTMENTS, SMALL_TABLES, Cell, SmallTable

ADVICE = {COUNTRIES.name: " ; cochez plutôt «Inactif»"}
_DEPARTMENT_COUNTRY = "-"


class RowExistsError(TuicomptaError):
    """Two rows of a table are never the same one (DV-01 to DV-06)."""

    template = "{record} «{named}» : cette ligne existe déjà."


class CountryCodeError(TuicomptaError):
    """The code of a country has two letters, or three (DV-04)."""

    template = "Code ISO «{code}» refusé : 2 ou 3 lettres."


class UnknownLinkError(TuicomptaError):
    """A cell names a row that is not in its table."""

    template = "«{label}» : «{value}» n'existe pas."


class Choice(NamedTuple):
    """A row as linked fields offer it: `key` is what they hold."""

    key: str
    code: str
    label: str
    hidden: bool


_CHOICES = {
    COUNTRIES.name: "SELECT code, code, name, inactive FROM country ORDER BY folded_name",
    DEPARTMENTS.name: (
        "SELECT country.code || '-' || number, number, department.name, country.inactive FROM department"
        " JOIN country ON country.id = country_id ORDER BY country.code <> 'FR', country.folded_name, number"
    ),
}


def small_table(name: str) -> SmallTable:
    """Return a table by its name."""
    return next(table for table in SMALL_TABLES if table.name == name)


def table_rows(database: Database, table: SmallTable) -> list[tuple[int, tuple[object, ...]]]:
    """Return the rows of a table in its own order: identifier, cells as shown."""
    return [(identifier, tuple(_shown(cells, table))) for identifier, *cells in database.rows(table.every)]


def choices(database: Database, name: str) -> list[Choice]:
    """Return the rows that a link to a table offers; those of inactive countries are hidden (DV-04)."""
    return [Choice(key, code, label, bool(hidden)) for key, code, label, hidden in database.rows(_CHOICES[name])]


def find_row(database: Database, table: SmallTable, text: str) -> int | None:
    """Return the first row of a text: a code, a label, or the key of a link."""
    found: int | None = database.value(table.find, (text,))
    return found


def read_row(database: Database, table: SmallTable, row: int) -> tuple[dict[str, str | bool], int]:
    """Return the cells of a row and its version; raises RecordGoneError."""
    found = database.row(table.one, (row,))
    if found is None:
        raise RecordGoneError(name=table.record)
    cells = {
        cell.name: bool(value) if cell.tick else str(value) for cell, value in zip(table.cells, found, strict=False)
    }
    return cells, int(found[-1])


def write_row(
    dossier: Dossier,
    table: SmallTable,
    known: int | None,
    values: Mapping[str, str | bool],
    *,
    notes: str = "",
    version: int = 0,
) -> int:
    """Store a row, a new one when `known` is None; return its identifier.

    Raises the refusals of this module, `EmptyFieldError`, `RecordGoneError` and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        kept = _checked(database, table, values)
        if database.row(table.same, (*(kept[name] for name in table.key), known or 0)):
            raise RowExistsError(record=table.record, named=caption(table, kept))
        if known is None:
            identifier = database.run(table.insert, table.row(kept))
        else:
            _require_version(database, table, known, version)
            database.run(table.update, (*table.row(kept), known))
            identifier = known
        store_note(database, table.kind, identifier, notes)
    return identifier


def delete_row(dossier: Dossier, table: SmallTable, row: int) -> None:
    """Delete a row that no card names; raises `RecordInUseError` with the count (DV-07)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        if database.row(table.one, (row,)) is None:
            return
        values, _ = read_row(database, table, row)
        if used := uses_of(database, table, row, values):
            reason = f"utilisé par {used}{ADVICE.get(table.name, '')}"
            raise RecordInUseError(name=f"«{caption(table, values)}»", act="supprimé", reason=reason)
        delete_note(database, table.kind, row)
        database.run(table.delete, (row,))


def caption(table: SmallTable, values: Mapping[str, object]) -> str:
    """Return what a row is called: its first two cells at most."""
    return " ".join(str(values[cell.name] or "") for cell in table.cells[:2] if not cell.link).strip()


def country_of(department: str) -> str:
    """Return the country of the key of a department (DV-02)."""
    return department.partition(_DEPARTMENT_COUNTRY)[0]


def _checked(database: Database, table: SmallTable, values: Mapping[str, str | bool]) -> dict[str, str | bool]:
    kept = {cell.name: _cell(database, cell, values.get(cell.name, "")) for cell in table.cells}
    if table is COUNTRIES and not (
        str(kept["code"]).isascii() and str(kept["code"]).isalpha() and len(str(kept["code"])) > 1
    ):
        raise CountryCodeError(code=kept["code"])
    if kept.get("department"):
        kept["country"] = country_of(str(kept["department"]))
    return kept


def _cell(database: Database, cell: Cell, value: str | bool) -> str | bool:  # noqa: FBT001 (a value, not a mode)
    if cell.tick:
        return bool(value)
    text = clean_text(str(value or "")).strip()
    text = capitals(text) if cell.upper else text
    text = text[: cell.length].rstrip() if cell.length else text
    if cell.mandatory and not text:
        raise EmptyFieldError(field=cell.label)
    known = [choice.key for choice in choices(database, cell.link)] if cell.link else [key for key, _ in cell.choices]
    if text and (cell.link or cell.choices) and text not in known:
        raise UnknownLinkError(label=cell.label, value=text)
    return text


def _require_version(database: Database, table: SmallTable, row: int, version: int) -> None:
    _, found = read_row(database, table, row)
    if found != version:
        raise RecordChangedError(name=table.record)


def _shown(cells: list[object], table: SmallTable) -> list[object]:
    return [
        bool(value) if cell.tick else dict(cell.choices).get(str(value), value)
        for cell, value in zip(table.cells, cells, strict=True)
    ]
