"""Deleting a record known by its code: refused while something uses it, its notes go with it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.notes import delete_note
from tuicompta.services.small_tables.coded_records import RecordInUseError


class CodedTable(NamedTuple):
    """How the records of a table are deleted.

    `kind` names its notes, `name` and `deleted` its records in a refusal («La banque», «supprimée»), `code` is the
    query of the code of a record, `reasons` gives what keeps a record from its identifier and code, `removal` are the
    statements that delete it, in their order.
    """

    kind: str
    name: str
    deleted: str
    code: str
    reasons: Callable[[Database, int, str], Iterable[str]]
    removal: tuple[str, ...]


def delete_coded(dossier: Dossier, table: CodedTable, identifier: int) -> None:
    """Delete a record that nothing uses; one that is gone already is no fault. Raises `RecordInUseError`."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        code = database.value(table.code, (identifier,))
        if code is None:
            return
        for reason in table.reasons(database, identifier, code):
            raise RecordInUseError(name=f"{table.name} {code}", act=table.deleted, reason=reason)
        delete_note(database, table.kind, identifier)
        for statement in table.removal:
            database.run(statement, (identifier,))
