"""The lines of a fiscal year as those of an accounting file, in its order (FECX-04 to FECX-06, FECX-08, FECX-10)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from tuicompta.core.dates import iso, parse_iso
from tuicompta.exchange.fec.lines import NO_PIECE, FecBlock
from tuicompta.exchange.fec.notice import NumberGap
from tuicompta.exchange.fec.order import DRAFT_PREFIX
from tuicompta.models.database import Database, Row

if TYPE_CHECKING:
    from sqlite3 import Cursor

_LINES_OF_BLOCK = 250
_SPECIAL_REASON = "écriture des seules classes 8 et 9"

# Entries made only of classes 8 and 9 (FECX-06): few accounts, hence few entries, have to be looked at.
_SPECIAL = """
    CREATE TEMP TABLE fec_special AS
    SELECT entry.id AS entry_id FROM entry
     WHERE fiscal_year_id = ? AND entry.id IN (
               SELECT entry_id FROM entry_line WHERE account_id IN (SELECT id FROM account WHERE number >= '8'))
       AND NOT EXISTS (SELECT 1 FROM entry_line JOIN account ON account.id = account_id
                        WHERE entry_id = entry.id AND number < '8')
"""
# Entries in the order of FECX-05, which the rowid keeps: their lines need no sort.
_ORDER = """
    CREATE TEMP TABLE fec_entry AS
    SELECT entry.id AS entry_id, journal.code, journal.description, entry_date, piece_date,
           substr(validated_at, 1, 10) AS validation_date, definitive_number AS number
      FROM entry JOIN journal ON journal.id = journal_id
     WHERE fiscal_year_id = ? AND ((status = 'V' AND ?) OR (status = 'N' AND ?))
       AND entry.id NOT IN (SELECT entry_id FROM fec_special)
       AND entry_date BETWEEN ? AND ? AND (? IS NULL OR journal.code IN (SELECT value FROM json_each(?)))
     ORDER BY journal.type <> 'opening', journal.type = 'opening' AND journal.code <> 'AN', status <> 'V',
              validated_at, journal.code, definitive_number, entry_date, entry.id
"""
# Unvalidated entries are P1, P2… (FECX-08).
_NUMBER_DRAFTS = """
    UPDATE fec_entry SET number = ? || rank
      FROM (SELECT rowid AS place, row_number() OVER (ORDER BY rowid) AS rank FROM fec_entry WHERE number IS NULL)
     WHERE fec_entry.rowid = place
"""
_DROP = ("DROP TABLE IF EXISTS temp.fec_special", "DROP TABLE IF EXISTS temp.fec_entry")
# What all the lines of an entry bear is read once for each entry: half of the time of a line is that of its columns.
_ENTRIES = """
    SELECT code, description, CAST(number AS TEXT), entry_date, validation_date FROM fec_entry ORDER BY rowid
"""
_LINES = """
    SELECT fec_entry.rowid, entry_line.account_id, coalesce(nullif(piece_number, ''), nullif(document_number, ''), ?),
           coalesce(entry_line.piece_date, fec_entry.piece_date), label, debit, credit, lettering.code, lettered_on,
           entry_line.id
      FROM fec_entry CROSS JOIN entry_line ON entry_line.entry_id = fec_entry.entry_id
      LEFT JOIN lettering ON lettering.id = lettering_id AND partial = 0
     ORDER BY fec_entry.rowid, position
"""
_ACCOUNTS = """
    SELECT account.id, coalesce(control.number, account.number), coalesce(control.title, account.title),
           iif(control.id IS NULL, '', account.number), iif(control.id IS NULL, '', account.title)
      FROM account LEFT JOIN account AS control ON control.id = account.control_account_id
"""
# The payment matched or lettered with a line, the earliest when several (FECX-10).
_PAYMENTS = """
    SELECT line.id, min(payment.entry_date), payment_method.label
      FROM fec_entry JOIN entry_line AS line ON line.entry_id = fec_entry.entry_id
      JOIN entry_line AS payment
        ON payment.id IN (SELECT source_line_id FROM due_date JOIN matching ON due_date_id = due_date.id
                           WHERE due_date.entry_line_id = line.id)
        OR (payment.lettering_id = line.lettering_id AND payment.id <> line.id
            AND payment.line_type IN ('payment', 'refund'))
      LEFT JOIN payment_method ON payment_method.id = payment.payment_method_id
     WHERE line.line_type IN ('invoice', 'credit_note') GROUP BY line.id
"""
_METHODS = """
    SELECT entry_line.id, payment_method.label FROM fec_entry
      JOIN entry_line ON entry_line.entry_id = fec_entry.entry_id
      JOIN payment_method ON payment_method.id = payment_method_id
"""
_SPECIAL_NUMBERS = """
    SELECT code, definitive_number FROM fec_special JOIN entry ON entry.id = entry_id
      JOIN journal ON journal.id = journal_id WHERE status = 'V' ORDER BY code, definitive_number
"""
_UNVALIDATED = """
    SELECT code, count(*) FROM entry JOIN journal ON journal.id = journal_id
     WHERE fiscal_year_id = ? AND status = 'N' GROUP BY code ORDER BY code
"""


def unvalidated_entries(database: Database, year_id: int) -> dict[str, int]:
    """Return how many entries of each journal are still unvalidated in a fiscal year (FECX-07)."""
    return dict(database.rows(_UNVALIDATED, (year_id,)))


@dataclass(frozen=True, slots=True)
class _Payment:
    """When and how a line was paid."""

    day: date
    method: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What is kept of a fiscal year for the accountant: dates, codes of journals, statuses (CEE-04)."""

    start: date = date.min
    end: date = date.max
    journals: tuple[str, ...] | None = None
    validated: bool = True

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()


class FecLines:
    """The lines of a fiscal year; read them inside one transaction, so that they are of one state of the dossier."""

    def __init__(
        self, database: Database, year_id: int, *, draft: bool, cash: bool, kept: Selection | None = None
    ) -> None:
        """Sort the entries: validated ones, and with `draft` the others after them; `cash` adds the payments."""
        kept = kept or Selection()
        journals = None if kept.journals is None else json.dumps(kept.journals)
        self._database = database
        self._cursors: list[Cursor] = []
        self.close()
        database.run(_SPECIAL, (year_id,))
        asked = int(kept.validated), int(draft), iso(kept.start), iso(kept.end), journals, journals
        database.run(_ORDER, (year_id, *asked))
        if draft:
            database.run(_NUMBER_DRAFTS, (DRAFT_PREFIX,))
        self.entries = int(database.value("SELECT count(*) FROM fec_entry"))
        self._accounts: dict[int, Row] = {row[0]: row[1:] for row in database.rows(_ACCOUNTS)}
        self._cash = cash
        self._payments = {line: _Payment(parse_iso(day), method or "") for line, day, method in self._rows(_PAYMENTS)}
        self._methods: dict[int, str] = dict(self._rows(_METHODS))
        self._days = _Days()

    def _rows(self, query: str) -> Sequence[Row]:
        return self._database.rows(query) if self._cash else ()

    def journals(self) -> list[str]:
        """Return the codes of the journals of the file."""
        return [code for (code,) in self._database.rows("SELECT DISTINCT code FROM fec_entry ORDER BY code")]

    def gaps(self) -> list[NumberGap]:
        """Return the numbers of the validated entries left out, of classes 8 and 9 alone (FECX-06)."""
        gaps: list[NumberGap] = []
        for code, number in self._database.rows(_SPECIAL_NUMBERS):
            last = gaps[-1] if gaps else None
            if last is not None and last.journal == code and last.last == number - 1:
                gaps[-1] = NumberGap(code, last.first, number, _SPECIAL_REASON)
            else:
                gaps.append(NumberGap(code, number, number, _SPECIAL_REASON))
        return gaps

    def blocks(self) -> Iterator[FecBlock]:
        """Yield the lines in the order of the file."""
        cursor, stored = self._cursors = [
            self._database.execute_sql(_LINES, (NO_PIECE,)),
            self._database.execute_sql(_ENTRIES),
        ]
        # The entries of a block and the rank of the first one; the last may go on in the next block.
        entries: list[Row] = []
        first, rank = 2, 1
        while rows := cursor.fetchmany(_LINES_OF_BLOCK):
            entries += islice(map(self._entry, stored), rows[-1][0] + 1 - rank - len(entries))
            entries = entries[rows[0][0] - rank :]
            rank = rows[0][0]
            yield self._block(rows, [entries[row[0] - rank] for row in rows], range(first, first + len(rows)))
            first += len(rows)

    def close(self) -> None:
        """Forget the order of the entries; lines that were not all read are read no further."""
        for cursor in self._cursors:
            cursor.close()
        for statement in _DROP:
            self._database.run(statement)

    def _entry(self, row: Row) -> Row:
        code, text, number, day, validation = row
        return code, text, number, self._days[day], self._days[validation]

    def _block(self, rows: Sequence[Row], entries: Sequence[Row], lines: range) -> FecBlock:
        columns: Any = zip(*rows, strict=True)
        _, accounts, pieces, piece_days, labels, debits, credits_, letters, letter_days, ids = columns
        codes, texts, numbers, entry_dates, validations = zip(*entries, strict=True)
        account, account_label, auxiliary, auxiliary_label = zip(
            *map(self._accounts.__getitem__, accounts), strict=True
        )
        blank, nothing = ("",) * len(lines), (None,) * len(lines)
        payments = [self._payment(line, day) for line, day in zip(ids, entry_dates, strict=True)] if self._cash else ()
        return FecBlock(
            lines=lines,
            refused=(),
            journal_code=codes,
            journal_label=texts,
            number=numbers,
            entry_date=entry_dates,
            account=account,
            account_label=account_label,
            auxiliary=auxiliary,
            auxiliary_label=auxiliary_label,
            piece=pieces,
            piece_date=self._dates(piece_days),
            label=labels,
            debit=debits,
            credit=credits_,
            lettering=[code or "" for code in letters],
            lettering_date=self._dates(letter_days),
            validation_date=validations,
            currency_amount=blank,
            currency=blank,
            payment_date=[payment.day for payment in payments] or nothing,
            payment_method=[payment.method for payment in payments] or blank,
            operation_nature=blank,
            client=blank,
            due_date=nothing,
            document=blank,
            file=blank,
        )

    def _dates(self, texts: Sequence[str | None]) -> list[Any]:
        return list(map(self._days.__getitem__, texts))

    def _payment(self, line: int, day: date) -> _Payment:
        """Return the payment of a line, else its own date and payment method."""
        found = self._payments.get(line)
        method = (found and found.method) or self._methods.get(line) or NO_PIECE
        return _Payment(found.day if found else day, method)


class _Days(dict[str | None, date | None]):
    """Dates from their stored form, worked out once for each."""

    def __missing__(self, text: str | None) -> date | None:
        self[text] = None if text is None else parse_iso(text)
        return self[text]
