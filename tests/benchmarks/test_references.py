"""What the references read is what the file holds."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from benchmarks.bare_import import import_rows
from benchmarks.fec_generator import generate
from benchmarks.journals import to_beancount, to_ledger, transactions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def fec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("fec"), lines=3000, seed=5)


@pytest.fixture(scope="module")
def balances(fec: Path) -> Counter[str]:
    totals: Counter[str] = Counter()
    for line in fec.read_text(encoding="utf-8").splitlines()[1:]:
        values = line.split("\t")
        totals[values[6] or values[4]] += int(values[11].replace(",", "")) - int(values[12].replace(",", ""))
    return totals


def posted(journal: Path, pattern: str) -> Counter[str]:
    totals: Counter[str] = Counter()
    for account, amount in re.findall(pattern, journal.read_text(encoding="utf-8"), re.MULTILINE):
        totals[account] += int(amount.replace(".", ""))
    return totals


def test_a_ledger_journal_holds_the_same_balances(fec: Path, balances: Counter[str], tmp_path: Path) -> None:
    to_ledger(fec, tmp_path / "journal")
    assert posted(tmp_path / "journal", r"^    (\w+)  (-?\d+\.\d\d) EUR$") == balances


def test_a_beancount_journal_opens_its_accounts_and_holds_the_same_balances(
    fec: Path, balances: Counter[str], tmp_path: Path
) -> None:
    to_beancount(fec, tmp_path / "journal")
    assert posted(tmp_path / "journal", r"^  [A-Z][a-z]+:(\w+)  (-?\d+\.\d\d) EUR$") == balances
    text = (tmp_path / "journal").read_text(encoding="utf-8")
    opened = re.findall(r"^1900-01-01 open ([A-Z]\w+):(\w+)$", text, re.MULTILINE)
    assert {account for _, account in opened} == set(balances)
    assert ("Income", "707101") in opened


def test_every_transaction_keeps_its_day_and_code(fec: Path) -> None:
    entries = list(transactions(fec))
    assert (entries[0].day, entries[0].code, entries[0].label) == ("2025-01-01", "AN1", "À nouveaux")
    assert len({entry.code for entry in entries}) == len(entries)
    assert sum(len(entry.postings) for entry in entries) == 3000


def test_the_bare_database_holds_the_same_balances(fec: Path, balances: Counter[str], tmp_path: Path) -> None:
    import_rows(fec, tmp_path / "bare.db")
    with closing(sqlite3.connect(tmp_path / "bare.db")) as connection:
        query = "SELECT iif(auxiliary = '', account, auxiliary), sum(debit - credit) FROM line GROUP BY 1"
        assert Counter(dict(connection.execute(query))) == balances
