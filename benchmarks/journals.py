"""The entries of an accounting file as the journals of plain-text accounting programs, streamed from file to file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BEANCOUNT_ROOTS = {"1": "Equity", "2": "Assets", "3": "Assets", "4": "Liabilities", "5": "Assets"}
_BEANCOUNT_ROOTS |= {"6": "Expenses", "7": "Income"}
_JOURNAL, _NUMBER, _DAY, _ACCOUNT, _AUXILIARY, _LABEL, _DEBIT, _CREDIT = 0, 2, 3, 4, 6, 10, 11, 12


@dataclass(frozen=True)
class Transaction:
    """An entry: ISO day, code (AC12), label, and signed amounts with a decimal point by account."""

    day: str
    code: str
    label: str
    postings: list[tuple[str, str]]


def transactions(fec: Path) -> Iterator[Transaction]:
    """Yield the entries of a file whose lines of one entry stand together."""
    with fec.open(encoding="utf-8", newline="") as file:
        next(file)
        rows = (line.rstrip("\r\n").split("\t") for line in file)
        for (journal, number), lines in groupby(rows, key=lambda row: (row[_JOURNAL], row[_NUMBER])):
            group = list(lines)
            day = group[0][_DAY]
            postings = [(row[_AUXILIARY] or row[_ACCOUNT], _amount(row[_DEBIT], row[_CREDIT])) for row in group]
            yield Transaction(f"{day[:4]}-{day[4:6]}-{day[6:]}", journal + number, group[0][_LABEL], postings)


def to_ledger(fec: Path, journal: Path) -> None:
    """Write a journal that hledger and ledger read."""
    with journal.open("w", encoding="utf-8") as file:
        for entry in transactions(fec):
            file.write(f"{entry.day} ({entry.code}) {entry.label.replace(';', ',')}\n")
            file.writelines(f"    {account}  {amount} EUR\n" for account, amount in entry.postings)
            file.write("\n")


def to_beancount(fec: Path, journal: Path) -> None:
    """Write a journal that beancount reads; it wants every account opened, in any place of the file."""
    accounts: dict[str, str] = {}
    with journal.open("w", encoding="utf-8") as file:
        file.write('option "operating_currency" "EUR"\n')
        for entry in transactions(fec):
            label = entry.label.replace('"', "'")
            file.write(f'{entry.day} * "{entry.code}" "{label}"\n')
            for account, amount in entry.postings:
                name = accounts.setdefault(account, f"{_BEANCOUNT_ROOTS[account[0]]}:{account}")
                file.write(f"  {name}  {amount} EUR\n")
            file.write("\n")
        file.writelines(f"1900-01-01 open {name}\n" for name in accounts.values())


def _amount(debit: str, credit: str) -> str:
    return f"-{credit}".replace(",", ".") if debit == "0,00" else debit.replace(",", ".")
