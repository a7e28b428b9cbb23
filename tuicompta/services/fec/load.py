"""Entries of a file written in the dossier: in bulk, or through the gate when the dossier is the larger of the two."""

from tuicompta.models.database import Database
from tuicompta.services.fec.batches import Batch, EntryBatches, Loaded
from tuicompta.services.fec.headers import INSERT_ENTRY
from tuicompta.services.fec.lettering import INSERT_GROUP, finish_letterings
from tuicompta.services.fec.marks import INSERT_DUE_DATE, INSERT_VAT_RECORD
from tuicompta.services.relay import relayed

INSERT_LINE = """
    INSERT INTO entry_line (id, entry_id, position, account_id, entry_date, piece_number, document_number, piece_date,
                            label, folded_label, debit, credit, line_type, lettering_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_POST = "UPDATE entry SET posted = 1 WHERE id BETWEEN ? AND ?"


def load_entries(database: Database, maker: EntryBatches, *, bulk: bool) -> Loaded:
    """Insert the rows that `maker` makes; call it inside the transaction, and inside `bulk_load` when `bulk`.

    The rows of a large file are made by another process. Returns what was done; groups undone because entries were
    left out are counted with those left without code.
    """
    later: list[tuple[int, int]] = []
    done: Loaded | None = None
    for item in relayed(maker.batches) if maker.can_run_apart else maker.batches():
        if len(item) == len(Batch._fields):
            later += _insert(database, Batch(*item), bulk=bulk)
        else:
            done = Loaded(*item)
    done = done or Loaded()
    broken = finish_letterings(database, maker.first_group, done.next_codes, later, whole=done.whole)
    done.letterings -= broken
    done.letters_left += broken
    return done


def _insert(database: Database, batch: Batch, *, bulk: bool) -> list[tuple[int, int]]:
    """Insert the rows of a batch; return the group and the line of what is to be lettered later."""
    database.run_many(INSERT_GROUP, batch.letterings)
    database.run_many(INSERT_ENTRY, batch.entries)
    database.run_many(INSERT_LINE, batch.lines)
    database.run_many(INSERT_DUE_DATE, batch.due_dates)
    database.run_many(INSERT_VAT_RECORD, batch.vat_records)
    if bulk:
        return []
    database.run(_POST, (batch.entries[0][0], batch.entries[-1][0]))
    lines = (row[0] for row in batch.lines)
    return [(group, line) for group, line in zip(batch.groups, lines, strict=True) if group is not None]
