"""Bulk load of entries: the same rules as the gate, checked over the whole set instead of row by row.

A million lines through row triggers would take minutes. Inside one transaction the gate and the indexes are taken
away, the caller inserts posted entries with `executemany`, then the rules below are checked on everything that was
added, the totals are added up once, and indexes and gate come back. A crash or a refusal undoes all of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tuicompta.models.database import Database
from tuicompta.models.rules import RuleRefusedError
from tuicompta.models.schema import create_gate, create_indexes, drop_gate_and_indexes
from tuicompta.models.transaction import transaction

# Each query returns a row when its rule is broken by an entry added since the mark.
_ENTRY_CHECKS = {
    "entry_of_one_line": """
        SELECT 1 FROM entry WHERE id > ?
           AND NOT EXISTS (SELECT 1 FROM entry_line WHERE entry_id = entry.id AND position = 2)""",
    "entry_unbalanced": """
        SELECT 1 FROM entry_line WHERE entry_id > ? GROUP BY entry_id HAVING sum(debit) <> sum(credit)""",
    "entry_outside_period": """
        SELECT 1 FROM entry LEFT JOIN period ON period.id = period_id AND period.fiscal_year_id = entry.fiscal_year_id
                                            AND entry_date BETWEEN start_date AND end_date
         WHERE entry.id > ? AND period.id IS NULL""",
    "fiscal_year_closed": """
        SELECT 1 FROM fiscal_year
         WHERE closed_at IS NOT NULL AND id IN (SELECT fiscal_year_id FROM entry WHERE id > ?)""",
    "journal_period_closed": """
        SELECT 1 FROM journal_period
         WHERE closed_at IS NOT NULL
           AND (journal_id, period_id) IN (SELECT journal_id, period_id FROM entry WHERE id > ?)""",
    "line_date_differs": """
        SELECT 1 FROM entry_line JOIN entry ON entry.id = entry_id
         WHERE entry_id > ? AND entry_line.entry_date <> entry.entry_date""",
    "account_is_root": """
        SELECT 1 FROM account WHERE type = 'R' AND id IN (SELECT account_id FROM entry_line WHERE entry_id > ?)""",
    "account_blocked": """
        SELECT 1 FROM account
         WHERE blocked = 1 AND id IN (SELECT account_id FROM entry_line JOIN entry ON entry.id = entry_id
                                                        JOIN journal ON journal.id = journal_id
                                       WHERE entry_id > ? AND journal.type <> 'opening')""",
    "definitive_number_gap": """
        SELECT 1 FROM entry
         WHERE definitive_number IS NOT NULL
           AND (journal_id, fiscal_year_id) IN (SELECT journal_id, fiscal_year_id FROM entry WHERE id > ?)
         GROUP BY journal_id, fiscal_year_id
        HAVING max(definitive_number) <> count(*) OR count(DISTINCT definitive_number) <> count(*)""",
    "seal_gap": """
        SELECT 1 FROM entry WHERE seal_number IS NOT NULL AND (SELECT max(id) FROM entry) > ?
        HAVING max(seal_number) <> count(*) OR count(DISTINCT seal_number) <> count(*)""",
}

_LETTERING_CHECKS = {
    "lettering_of_one_line": """
        SELECT 1 FROM entry_line WHERE lettering_id > ? GROUP BY lettering_id HAVING count(*) < 2""",
    "lettering_unbalanced": """
        SELECT 1 FROM entry_line JOIN lettering ON lettering.id = lettering_id
         WHERE lettering_id > ? AND partial = 0 GROUP BY lettering_id HAVING sum(debit) <> sum(credit)""",
    "lettering_across_accounts": """
        SELECT 1 FROM entry_line JOIN lettering ON lettering.id = lettering_id JOIN entry ON entry.id = entry_id
         WHERE lettering_id > ? AND (entry_line.account_id <> lettering.account_id
                                     OR entry.fiscal_year_id <> lettering.fiscal_year_id OR status = 'S')""",
}

_ADD_TOTALS = """
    INSERT INTO balance_total
    SELECT account_id, period_id, journal_id, status, sum(debit), sum(credit), sum(debit <> 0), sum(credit <> 0)
      FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE entry_id > ? GROUP BY account_id, period_id, journal_id, status
    ON CONFLICT DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit,
        debit_lines = debit_lines + excluded.debit_lines, credit_lines = credit_lines + excluded.credit_lines
"""


@contextmanager
def bulk_load(database: Database) -> Iterator[None]:
    """Insert entries with posted = 1, lines and complete lettering groups directly; everything is checked at the end.

    Raises `RuleRefusedError` for the first rule broken; the owner of the transaction then undoes it.
    """
    with transaction(database):
        last_entry = _last(database, "SELECT coalesce(max(id), 0) FROM entry")
        last_lettering = _last(database, "SELECT coalesce(max(id), 0) FROM lettering")
        drop_gate_and_indexes(database)
        yield
        create_indexes(database)
        _check(database, _ENTRY_CHECKS, last_entry)
        _check(database, _LETTERING_CHECKS, last_lettering)
        database.run(_ADD_TOTALS, (last_entry,))
        create_gate(database)


def _last(database: Database, query: str) -> int:
    return int(database.value(query))


def _check(database: Database, checks: dict[str, str], mark: int) -> None:
    for rule, query in checks.items():
        if database.row(query, (mark,)):
            raise RuleRefusedError.named(rule)
