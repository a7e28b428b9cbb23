"""Bulk load of entries: the same rules as the gate, checked over the whole set instead of row by row.

A million lines through row triggers would take minutes. Inside one transaction the insertion triggers and the indexes
are taken away, the caller inserts posted entries with `executemany`, then the rules below are checked on everything
that was added, the totals are added up once, and indexes and triggers come back. A crash or a refusal undoes all of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tuicompta.models.database import Database
from tuicompta.models.rules import RuleRefusedError
from tuicompta.models.schema import close_gate, create_indexes, open_gate
from tuicompta.models.transaction import transaction

# What was added, by account, period, journal and status: judged by the rules on these, then added to the totals.
_ADD_UP = """
    CREATE TEMP TABLE bulk_total AS
    SELECT account_id, period_id, journal_id, status, sum(debit) AS debit, sum(credit) AS credit,
           sum(debit <> 0) AS debit_lines, sum(credit <> 0) AS credit_lines,
           sum(entry_line.entry_date <> entry.entry_date) AS strayed
      FROM entry_line CROSS JOIN entry ON entry.id = entry_id
     WHERE entry_line.id > ? AND entry_id > ? GROUP BY account_id, period_id, journal_id, status
"""
_ADD_TOTALS = """
    INSERT INTO balance_total
    SELECT account_id, period_id, journal_id, status, debit, credit, debit_lines, credit_lines FROM temp.bulk_total
     WHERE true
    ON CONFLICT DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit,
        debit_lines = debit_lines + excluded.debit_lines, credit_lines = credit_lines + excluded.credit_lines
"""
# Each query returns a row when its rule is broken by what was added above the mark of its table.
_ENTRY_CHECKS = {
    "entry_of_one_line": """
        SELECT 1 FROM entry WHERE id > ?
           AND NOT EXISTS (SELECT 1 FROM entry_line WHERE entry_id = entry.id LIMIT 1 OFFSET 1)""",
    "entry_unbalanced": """
        SELECT 1 FROM entry_line WHERE entry_id > ? GROUP BY entry_id HAVING sum(debit) <> sum(credit)""",
    "entry_outside_period": """
        SELECT 1 FROM entry LEFT JOIN period ON period.id = period_id AND period.fiscal_year_id = entry.fiscal_year_id
                                            AND entry_date BETWEEN start_date AND end_date
         WHERE entry.id > ? AND period.id IS NULL""",
    "definitive_number_gap": """
        SELECT 1 FROM entry
         WHERE definitive_number IS NOT NULL
           AND (journal_id, fiscal_year_id) IN (SELECT journal_id, fiscal_year_id FROM entry WHERE id > ?)
         GROUP BY journal_id, fiscal_year_id
        HAVING max(definitive_number) <> count(*) OR count(DISTINCT definitive_number) <> count(*)""",
    "seal_gap": """
        SELECT 1 FROM (SELECT max(seal_number) AS last, count(*) AS sealed, count(DISTINCT seal_number) AS different
                         FROM entry WHERE seal_number IS NOT NULL)
         WHERE (last <> sealed OR different <> sealed) AND (SELECT max(id) FROM entry) > ?""",
    "lettering_across_accounts": """
        SELECT 1 FROM entry_line JOIN lettering ON lettering.id = lettering_id JOIN entry ON entry.id = entry_id
         WHERE lettering_id IS NOT NULL AND entry_id > ?
           AND (entry_line.account_id <> lettering.account_id
                OR entry.fiscal_year_id <> lettering.fiscal_year_id OR status = 'S')""",
}
_TOTAL_CHECKS = {
    "line_date_differs": "SELECT 1 FROM temp.bulk_total WHERE strayed > 0",
    "fiscal_year_closed": """
        SELECT 1 FROM temp.bulk_total JOIN period ON period.id = period_id
          JOIN fiscal_year ON fiscal_year.id = fiscal_year_id WHERE closed_at IS NOT NULL""",
    "journal_period_closed": """
        SELECT 1 FROM temp.bulk_total JOIN journal_period USING (journal_id, period_id) WHERE closed_at IS NOT NULL""",
    "account_is_root": "SELECT 1 FROM temp.bulk_total JOIN account ON account.id = account_id WHERE type = 'R'",
    "account_blocked": """
        SELECT 1 FROM temp.bulk_total JOIN account ON account.id = account_id JOIN journal ON journal.id = journal_id
         WHERE blocked = 1 AND journal.type <> 'opening'""",
}
_LETTERING_CHECKS = {
    "lettering_of_one_line": """
        SELECT 1 FROM lettering WHERE id > ?
           AND NOT EXISTS (SELECT 1 FROM entry_line WHERE lettering_id = lettering.id LIMIT 1 OFFSET 1)""",
    "lettering_unbalanced": """
        SELECT 1 FROM entry_line JOIN lettering ON lettering.id = lettering_id
         WHERE lettering_id > ? AND partial = 0 GROUP BY lettering_id HAVING sum(debit) <> sum(credit)""",
}


class _Mark(NamedTuple):
    """The last row of a table before the load, and how many rows it had."""

    last: int
    rows: int


_MARKS = {
    "entry": "SELECT coalesce(max(id), 0), count(*) FROM entry",
    "entry_line": "SELECT coalesce(max(id), 0), count(*) FROM entry_line",
    "lettering": "SELECT coalesce(max(id), 0), count(*) FROM lettering",
}
_ADDED = {
    "entry": "SELECT count(*) FROM entry WHERE id > ?",
    "entry_line": "SELECT count(*) FROM entry_line WHERE id > ?",
    "lettering": "SELECT count(*) FROM lettering WHERE id > ?",
}
_OLD_ENTRY_GROWN = "SELECT 1 FROM entry_line WHERE id > ? AND entry_id <= ?"
_OLD_GROUP_GROWN = "SELECT 1 FROM entry_line WHERE entry_id > ? AND lettering_id <= ?"


@contextmanager
def bulk_load(database: Database) -> Iterator[None]:
    """Insert entries with posted = 1, their lines and complete lettering groups directly; all is checked at the end.

    New rows take identifiers above those of their tables, and nothing is added to an older entry or group. Raises
    `RuleRefusedError` for the first rule broken; nothing is then loaded.
    """
    with transaction(database):
        before = _marks(database)
        open_gate(database)
        yield
        create_indexes(database)
        _check_what_was_there(database, before)
        for rule, query in _ENTRY_CHECKS.items():
            _refuse_if(database, rule, query, before["entry"].last)
        database.run(_ADD_UP, (before["entry_line"].last, before["entry"].last))
        for rule, query in _TOTAL_CHECKS.items():
            _refuse_if(database, rule, query)
        for rule, query in _LETTERING_CHECKS.items():
            _refuse_if(database, rule, query, before["lettering"].last)
        database.run(_ADD_TOTALS)
        database.run("DROP TABLE temp.bulk_total")
        close_gate(database)


@contextmanager
def keys_checked_last(database: Database) -> Iterator[None]:
    """Run a transaction whose foreign keys are checked once over the whole dossier at its end, not row by row.

    Inside another transaction they are checked row by row. Raises `RuleRefusedError`; nothing is then written.
    """
    if database.in_transaction():
        with transaction(database):
            yield
        return
    database.pragma("foreign_keys", 0)
    try:
        with transaction(database):
            yield
            _refuse_if(database, "foreign_key", "PRAGMA foreign_key_check")
    finally:
        database.pragma("foreign_keys", 1)


def _marks(database: Database) -> dict[str, _Mark]:
    return {table: _Mark(*(database.row(query) or (0, 0))) for table, query in _MARKS.items()}


def _check_what_was_there(database: Database, before: dict[str, _Mark]) -> None:
    """Refuse a row slipped among older ones, where the checks of what was added would not see it."""
    after = _marks(database)
    for table, (last, rows) in before.items():
        if after[table].rows != rows + int(database.value(_ADDED[table], (last,))):
            raise RuleRefusedError.named("already_there")
    _refuse_if(database, "entry_posted", _OLD_ENTRY_GROWN, before["entry_line"].last, before["entry"].last)
    _refuse_if(database, "lettering_complete", _OLD_GROUP_GROWN, before["entry"].last, before["lettering"].last)


def _refuse_if(database: Database, rule: str, query: str, *marks: int) -> None:
    if database.row(query, marks):
        raise RuleRefusedError.named(rule)
