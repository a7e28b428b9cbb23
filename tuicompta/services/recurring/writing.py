"""Writing recurring entries: what a card must be, what its occurrences hold of it (ABO-01, ABO-09)."""

from collections.abc import Iterable

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import iso
from tuicompta.core.labels import LABEL_LENGTH, RECURRING_TOKENS, check_template
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.core.recurrence import check_recurrence
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.entries.references import References
from tuicompta.services.journals.journals import journal_id
from tuicompta.services.notes import delete_note, store_note
from tuicompta.services.recurring.errors import (
    CalendarHeldError,
    NoRecurringLineError,
    RecurringGapError,
    RecurringLineError,
    RecurringUsedError,
)
from tuicompta.services.recurring.journals import check_journal
from tuicompta.services.recurring.models import amounts_of, guide_model
from tuicompta.services.recurring.records import (
    CODE_LENGTH,
    KIND,
    RecurringEntry,
    RecurringLine,
    read_recurring_entry,
)
from tuicompta.services.small_tables.coded_records import CodeTakenError, checked_code, checked_label, counted

_FEWEST_LINES = 2
_INSERT = """
    INSERT INTO recurring_entry (code, label, guide_model_id, journal_id, piece, step, unit, first_date, last_date,
                                 occurrences, month_end, status, active)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
    UPDATE recurring_entry SET code = ?, label = ?, guide_model_id = ?, journal_id = ?, piece = ?, step = ?, unit = ?,
           first_date = ?, last_date = ?, occurrences = ?, month_end = ?, status = ?, active = ?, version = version + 1
     WHERE id = ?
"""
_LINE = "INSERT INTO recurring_line (recurring_entry_id, position, account_id, label, amount) VALUES (?, ?, ?, ?, ?)"
_TREATED = "SELECT count(*) FROM recurring_occurrence WHERE recurring_entry_id = ?"
_GENERATED = "SELECT count(*) FROM recurring_occurrence WHERE recurring_entry_id = ? AND state = 'generated'"
_PENDING_AMOUNTS = """
    SELECT id FROM recurring_occurrence WHERE recurring_entry_id = ? AND state = 'pending'
       AND EXISTS (SELECT 1 FROM recurring_amount WHERE recurring_occurrence_id = recurring_occurrence.id)
"""
_REMOVAL = (
    """DELETE FROM recurring_amount WHERE recurring_occurrence_id IN
       (SELECT id FROM recurring_occurrence WHERE recurring_entry_id = ?)""",
    "DELETE FROM recurring_occurrence WHERE recurring_entry_id = ?",
    "DELETE FROM recurring_line WHERE recurring_entry_id = ?",
    "DELETE FROM recurring_entry WHERE id = ?",
)


def write_recurring_entry(
    dossier: Dossier, known: int | None, entry: RecurringEntry, *, notes: str = "", version: int = 0
) -> int:
    """Store a card, a new one when `known` is None; return its identifier. No entry changes with it (ABO-09, INVT-04).

    The amounts changed for single occurrences are forgotten when the card has other lines. Raises the refusals of this
    package, of the code, label, tokens and accounts, and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        stored = _stored(database, known, version)
        card = _cleaned(entry)
        _check(database, card, known)
        if known is None:
            identifier = database.run(_INSERT, _cells(database, card))
        else:
            identifier = known
            _check_calendar(database, known, stored, card)
            if pending_amounts(database, known, card):
                _forget_amounts(database, known)
            database.run(_UPDATE, (*_cells(database, card), known))
        _store_lines(database, identifier, card.lines)
        store_note(database, KIND, identifier, notes)
    return identifier


def pending_amounts(database: Database, card_id: int, card: RecurringEntry) -> int:
    """Return how many pending occurrences have amounts of their own that these lines of the card would not fit."""
    stored, _ = read_recurring_entry(database, card_id)
    same = [line.account for line in stored.lines] == [line.account for line in card.lines]
    if same and stored.model == card.model:
        return 0
    return len(database.rows(_PENDING_AMOUNTS, (card_id,)))


def delete_recurring_entry(dossier: Dossier, identifier: int) -> None:
    """Delete a card that generated nothing; raises `RecurringUsedError` (ABO-09)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        code = database.value("SELECT code FROM recurring_entry WHERE id = ?", (identifier,))
        if code is None:
            return
        if generated := generated_count(database, identifier):
            raise RecurringUsedError(code=code, count=counted(generated, "écriture", "écritures"))
        delete_note(database, KIND, identifier)
        for statement in _REMOVAL:
            database.run(statement, (identifier,))


def switch_recurring_entries(dossier: Dossier, identifiers: Iterable[int]) -> None:
    """Make cards active, or no more: an inactive card has no occurrence to generate (ABO-09)."""
    dossier.require_writable()
    with transaction(dossier.database):
        for identifier in identifiers:
            query = "UPDATE recurring_entry SET active = 1 - active, version = version + 1 WHERE id = ?"
            dossier.database.run(query, (identifier,))


def generated_count(database: Database, identifier: int) -> int:
    """Return how many occurrences of a card were generated."""
    return int(database.value(_GENERATED, (identifier,)))


def _stored(database: Database, known: int | None, version: int) -> RecurringEntry | None:
    if known is None:
        return None
    stored, found = read_recurring_entry(database, known)
    if found != version:
        raise RecordChangedError(name=f"L'abonnement {stored.code}")
    return stored


def _cleaned(entry: RecurringEntry) -> RecurringEntry:
    lines = tuple(
        RecurringLine(line.account, clean_text(line.label).strip()[:LABEL_LENGTH], line.amount) for line in entry.lines
    )
    return RecurringEntry(
        code=checked_code(entry.code, CODE_LENGTH),
        label=checked_label("Libellé", entry.label, LABEL_LENGTH),
        journal=entry.journal,
        recurrence=entry.recurrence,
        model=entry.model,
        piece=clean_text(entry.piece).strip()[:PIECE_LENGTH],
        status=entry.status,
        active=entry.active,
        lines=lines,
    )


def _check(database: Database, card: RecurringEntry, known: int | None) -> None:
    row = database.row("SELECT id, label FROM recurring_entry WHERE code = ?", (card.code,))
    if row is not None and row[0] != known:
        raise CodeTakenError(code=card.code, label=row[1])
    check_recurrence(card.recurrence)
    for template in (card.label, card.piece, *(line.label for line in card.lines if not card.model)):
        check_template(template, RECURRING_TOKENS)
    kind = guide_model(database, card.model, card.code).type if card.model else None
    check_journal(database, card.journal, card.code, kind)
    _check_lines(database, card)


def _check_lines(database: Database, card: RecurringEntry) -> None:
    """Refuse lines that can post nothing; raises the refusals of this package and those of the accounts."""
    references = References(database)
    amounts = amounts_of(database, card)
    for rank, (line, amount) in enumerate(zip(card.lines, amounts, strict=True), start=1):
        if not line.account:
            raise RecurringLineError(code=card.code, line=rank, missing="son compte manque")
        references.postable_account(line.account)
        if not amount and not card.model:
            raise RecurringLineError(code=card.code, line=rank, missing="son montant manque")
    if sum(1 for amount in amounts if amount) < _FEWEST_LINES:
        raise NoRecurringLineError(code=card.code)
    if gap := sum(amounts):
        raise RecurringGapError(code=card.code, gap=format_amount(gap))


def _check_calendar(database: Database, known: int, stored: RecurringEntry | None, card: RecurringEntry) -> None:
    """Refuse other dates once an occurrence is treated: its rank would be another day (ABO-05)."""
    treated = int(database.value(_TREATED, (known,)))
    if stored is not None and treated and _calendar(stored) != _calendar(card):
        raise CalendarHeldError(code=card.code, count=treated)


def _calendar(card: RecurringEntry) -> tuple[object, ...]:
    recurrence = card.recurrence
    return recurrence.first, recurrence.every, recurrence.unit, recurrence.month_end


def _forget_amounts(database: Database, known: int) -> None:
    for (identifier,) in database.rows(_PENDING_AMOUNTS, (known,)):
        database.run("DELETE FROM recurring_amount WHERE recurring_occurrence_id = ?", (identifier,))


def _cells(database: Database, card: RecurringEntry) -> tuple[object, ...]:
    recurrence = card.recurrence
    model = database.value("SELECT id FROM guide_model WHERE name = ?", (card.model,)) if card.model else None
    last = iso(recurrence.last) if recurrence.last else None
    dates = (recurrence.every, recurrence.unit.value, iso(recurrence.first), last, recurrence.occurrences)
    texts = card.code, card.label, model, journal_id(database, card.journal), card.piece
    return (*texts, *dates, int(recurrence.month_end), card.status.value, int(card.active))


def _store_lines(database: Database, identifier: int, lines: Iterable[RecurringLine]) -> None:
    references = References(database)
    database.run("DELETE FROM recurring_line WHERE recurring_entry_id = ?", (identifier,))
    rows = [
        (identifier, position, references.account(line.account).id, line.label, line.amount)
        for position, line in enumerate(lines, start=1)
    ]
    database.run_many(_LINE, rows)
