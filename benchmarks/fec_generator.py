"""Generate realistic accounting files (FEC, 18 columns) of any size; the same seed gives the same bytes.

``python -m benchmarks.fec_generator --lines 1000000 --seed 1 out/``

The file is one that a firm of 5 000 third parties could hand over: nine journals, entries of 2 to 8 lines that
balance, gapless numbers by journal, weekly validations, invoices with VAT, payments lettered with them. It is
written week by week, in the order that the law asks: memory holds one week and the payments to come.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fec_books import Books, Entry
from benchmarks.fec_chart import JOURNALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

SIREN = "732829320"
COLUMNS = (
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\t"
    "PieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise"
)
_WEEK = 7


def generate(place: Path, *, lines: int = 1000, seed: int = 1, year: int = 2025, siren: str = SIREN) -> Path:
    """Write an accounting file of `lines` lines for the calendar year and return its path.

    `place` is the file, or the folder where it gets its legal name. UTF-8, tabulations, CRLF. ValueError below 2 lines.
    """
    if lines < 2:  # noqa: PLR2004
        message = "an entry has at least two lines"
        raise ValueError(message)
    path = place / f"{siren}FEC{year}1231.txt" if place.is_dir() else place
    with path.open("w", encoding="utf-8", newline="", buffering=1 << 20) as file:
        file.write(COLUMNS + "\r\n")
        _Writer(file, year).write(Books(lines, seed, year).entries())
    return path


class _Writer:
    """Numbers the entries and writes them week by week, opening first, then by journal."""

    def __init__(self, file: TextIO, year: int) -> None:
        self._file = file
        self._first = date(year, 1, 1)
        self._numbers = dict.fromkeys(JOURNALS, 0)
        self._week: dict[str, list[Entry]] = {}

    def write(self, entries: Iterator[Entry]) -> None:
        last = 0
        for entry in entries:
            # A payment made on an earlier day than the last one seen is validated with the week in progress.
            week = max(last, entry.day // _WEEK)
            if week > last:
                self._flush(last)
                last = week
            self._week.setdefault(entry.journal, []).append(entry)
        self._flush(last)

    def _flush(self, week: int) -> None:
        validated = self._day((week + 1) * _WEEK)
        for journal in sorted(self._week, key=lambda code: (code != "AN", code)):
            self._file.writelines(self._text(entry, validated) for entry in self._week[journal])
        self._week.clear()

    def _text(self, entry: Entry, validated: str) -> str:
        self._numbers[entry.journal] += 1
        number = self._numbers[entry.journal]
        head = f"{entry.journal}\t{JOURNALS[entry.journal]}\t{number}\t{self._day(entry.day)}\t"
        middle = f"\t{entry.piece}\t{self._day(entry.piece_day)}\t{entry.label}\t"
        return "".join(
            f"{head}{columns}{middle}{debit // 100},{debit % 100:02}\t{credit // 100},{credit % 100:02}"
            f"\t{code}\t{code_date}\t{validated}\t\t\r\n"
            for columns, debit, credit, code, code_date in entry.lines
        )

    def _day(self, days: int) -> str:
        return f"{self._first + timedelta(days):%Y%m%d}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Generate the file asked on the command line and print its path."""
    parser = argparse.ArgumentParser(description="Generate a realistic accounting file (FEC).")
    parser.add_argument("place", type=Path, help="file, or folder (created) where it gets its legal name")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--siren", default=SIREN)
    options = parser.parse_args(arguments)
    if options.place.suffix == "":
        options.place.mkdir(parents=True, exist_ok=True)
    print(generate(**vars(options)))


if __name__ == "__main__":
    main()
