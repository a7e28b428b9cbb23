"""Tolerant reading of an accounting file, in blocks of columns and bounded memory (FECI-03)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import compress
from pathlib import Path
from typing import Any, BinaryIO

from tuicompta.exchange.fec.charset import Charset, check_charset, detect_charset
from tuicompta.exchange.fec.chunks import line_chunks
from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.grid import Grid, GridReader
from tuicompta.exchange.fec.layout import Layout, read_layout
from tuicompta.exchange.fec.lines import FecBlock, FecLine, RefusedLine
from tuicompta.exchange.fec.values import StrictDates, read_amounts, read_dates, read_side, strict_amounts
from tuicompta.models.held_files import open_source

DATE_FIELDS = ("entry_date", "piece_date", "lettering_date", "validation_date", "payment_date", "due_date")
AMOUNT_FIELDS = ("debit", "credit")
TEXT_FIELDS = tuple(name for name in FecLine._fields if name not in {*DATE_FIELDS, *AMOUNT_FIELDS})


def open_fec(path: Path) -> BinaryIO:
    """Open an accounting file to read it; raises OSError, and HeldFileError for a dossier that the program has open."""
    return open_source(path)


class FecReader:
    """An accounting file whose charset and columns are known; its lines can be read several times.

    Raises FecError subclasses when the file cannot be read at all (FECI-03).
    """

    def __init__(self, stream: BinaryIO, charset: Charset | None = None) -> None:
        """Detect the charset of a seekable stream, or check the one chosen by the user, and read the first line."""
        self._stream = stream
        if charset is None:
            self.charset = detect_charset(stream)
        else:
            check_charset(stream, charset)
            self.charset = charset
        first = next(line_chunks(stream)).partition(b"\n")[0]
        self.layout: Layout = read_layout(first.decode(self.charset.codec))
        self._dates = StrictDates()

    def blocks(self, log: FindingLog, *, blank_account: bool = False) -> Iterator[FecBlock]:
        """Yield the lines in blocks, what is odd or refused going to the log.

        A line with a field too many or too few, an unreadable amount, side or date, no date or no account (unless
        `blank_account`) is left out and named in `FecBlock.refused`.
        Raises MissingColumnsError, LineTooLongError or TooManyBadLinesError.
        """
        required = ("entry_date",) if blank_account else ("entry_date", "account")
        self.layout.check_essential()
        grids = GridReader(self.layout, self.charset.codec, log, first_line=2)
        chunks = line_chunks(self._stream)
        grids_read = (grids.read(chunk) for chunk in _without_first_line(chunks))
        for grid in grids_read:
            yield _BlockBuilder(grid, self.layout, self._dates, log).build(required)


def _without_first_line(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = next(chunks).partition(b"\n")[2]
    if rest:
        yield rest
    yield from chunks


class _BlockBuilder:
    """Turns the fields of one grid into values."""

    def __init__(self, grid: Grid, layout: Layout, dates: StrictDates, log: FindingLog) -> None:
        self._grid = grid
        self._layout = layout
        self._dates = dates
        self._log = log
        self._refused: set[int] = set()

    def build(self, required: Sequence[str]) -> FecBlock:
        """Return the block of the lines that could be read and whose required fields are filled."""
        columns: dict[str, Sequence[Any]] = {field: self._texts(field) for field in TEXT_FIELDS}
        columns["debit"], columns["credit"] = self._sided_amounts() if self._layout.sided else self._amounts()
        for field in DATE_FIELDS:
            columns[field] = self._days(field)
        for field in required:
            self._refuse_blank(field, columns[field])
        lines, refused = self._grid.lines, self._grid.refused
        if self._refused:
            refused = [*refused, *self._refused_lines(columns)]
            kept = [index not in self._refused for index in range(len(lines))]
            lines = list(compress(lines, kept))
            columns = {field: list(compress(values, kept)) for field, values in columns.items()}
        return FecBlock(lines, refused, **columns)

    def _texts(self, field: str) -> Sequence[str]:
        place = self._layout.places.get(field)
        return ("",) * len(self._grid.lines) if place is None else self._grid.column(place)

    def _days(self, field: str) -> Sequence[date | None]:
        place = self._layout.places.get(field)
        if place is None:
            return (None,) * len(self._grid.lines)
        texts = self._grid.column(place)
        try:
            return list(map(self._dates.__getitem__, texts))
        except KeyError:
            return read_dates(texts, lambda index, rule, text: self._remark(field, index, rule, text))

    def _amounts(self) -> tuple[Sequence[int | None], Sequence[int | None]]:
        return self._cents("debit"), self._cents("credit")

    def _cents(self, field: str) -> Sequence[int | None]:
        texts = self._texts(field)
        strict = strict_amounts(texts) if texts else []
        if strict is not None:
            return strict
        return read_amounts(texts, lambda index, rule, text: self._remark(field, index, rule, text))

    def _sided_amounts(self) -> tuple[Sequence[int | None], Sequence[int | None]]:
        amounts, debits, credits_ = self._cents("amount"), [], []
        for index, (cents, side) in enumerate(zip(amounts, self._texts("side"), strict=True)):
            sign = read_side(side)
            if sign is None:
                self._remark("side", index, Rule.UNREADABLE_SIDE, side)
            debits.append(cents if sign == 1 else 0)
            credits_.append(cents if sign == -1 else 0)
        return debits, credits_

    def _remark(self, field: str, index: int, rule: Rule, text: str) -> None:
        self._log.add(rule, self._grid.lines[index], self._layout.column(field), text)
        if rule in {Rule.IMPOSSIBLE_DATE, Rule.UNREADABLE_AMOUNT, Rule.UNREADABLE_SIDE}:
            self._refused.add(index)

    def _refuse_blank(self, field: str, values: Sequence[Any]) -> None:
        if "" not in values and None not in values:
            return
        for index, value in enumerate(values):
            if not value and index not in self._refused:
                self._log.add(Rule.BLANK_FIELD, self._grid.lines[index], self._layout.column(field))
                self._refused.add(index)

    def _refused_lines(self, columns: dict[str, Sequence[Any]]) -> list[RefusedLine]:
        return [
            RefusedLine(self._grid.lines[index], columns["journal_code"][index], columns["number"][index])
            for index in sorted(self._refused)
        ]
