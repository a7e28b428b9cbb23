"""Records found by a part of their code or name, for the command palette (NAV-16)."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import month_label, parse_iso
from tuicompta.core.text import fold
from tuicompta.models.database import Database, Row

MOST = 20
_WORDS = 4
_SEVERAL = re.compile(r"[^\w]+")

# One LIKE a word: more words than that only narrow what is read.
_ACCOUNTS = """
    SELECT id, number, title FROM account
     WHERE lower(number) || ' ' || folded_title LIKE ? ESCAPE '\\'
       AND lower(number) || ' ' || folded_title LIKE ? ESCAPE '\\'
       AND lower(number) || ' ' || folded_title LIKE ? ESCAPE '\\'
       AND lower(number) || ' ' || folded_title LIKE ? ESCAPE '\\'
       AND type = 'D'
     ORDER BY number LIKE ? ESCAPE '\\' DESC, number LIMIT ?
"""
_THIRD_PARTIES = """
    SELECT third_party.id, code, name, number FROM third_party JOIN account ON account.id = account_id
     WHERE lower(code) || ' ' || folded_name LIKE ? ESCAPE '\\' AND lower(code) || ' ' || folded_name LIKE ? ESCAPE '\\'
       AND lower(code) || ' ' || folded_name LIKE ? ESCAPE '\\' AND lower(code) || ' ' || folded_name LIKE ? ESCAPE '\\'
     ORDER BY code LIKE ? ESCAPE '\\' DESC, code LIMIT ?
"""
_JOURNALS = "SELECT id, code, description FROM journal ORDER BY code"
_PERIODS = """
    SELECT period.id, period.start_date FROM period JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
     ORDER BY period.start_date
"""


class FoundRecord(NamedTuple):
    """A record: its identifier, its code, its name; `account` is the number of the account of a third party."""

    id: int
    code: str
    name: str
    account: str = ""


def find_accounts(database: Database, words: Sequence[str]) -> list[FoundRecord]:
    """Return the Détail accounts whose number or title holds every word, those of that number first."""
    return [FoundRecord(*row) for row in database.rows(_ACCOUNTS, _patterns(words))]


def find_third_parties(database: Database, words: Sequence[str]) -> list[FoundRecord]:
    """Return the third parties whose code or name holds every word, those of that code first."""
    return [FoundRecord(*row) for row in database.rows(_THIRD_PARTIES, _patterns(words))]


def find_journals(database: Database, words: Sequence[str]) -> list[FoundRecord]:
    """Return the journals whose code or description holds every word."""
    return _holding([FoundRecord(*row) for row in database.rows(_JOURNALS)], words)


def find_periods(database: Database, words: Sequence[str]) -> list[FoundRecord]:
    """Return the periods whose name holds every word: «mars 2026», or 03/2026."""
    return _holding([_period(row) for row in database.rows(_PERIODS)], words)


def day_of(period: FoundRecord) -> date:
    """Return the first day of a period found."""
    return parse_iso(f"{period.code[3:]}-{period.code[:2]}-01")


def _period(row: Row) -> FoundRecord:
    start = parse_iso(row[1])
    return FoundRecord(row[0], f"{start:%m/%Y}", month_label(start))


def _holding(records: Sequence[FoundRecord], words: Sequence[str]) -> list[FoundRecord]:
    texts = [(fold(f"{record.code} {record.name}"), record) for record in records]
    return [record for text, record in texts if all(word in text for word in words)][:MOST]


def _patterns(words: Sequence[str]) -> tuple[object, ...]:
    escaped = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words]
    patterns = [f"%{word}%" for word in escaped[:_WORDS]]
    return (*patterns, *["%"] * (_WORDS - len(patterns)), f"{escaped[0] if escaped else ''}%", MOST)
