"""Lines of an accounting file: one by one, and in columns for files of a million lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

NO_PIECE = "-"
"""Written in the file where there is no piece (FECX-04)."""


class FecLine(NamedTuple):
    """One line of an accounting file; amounts in cents, blank texts empty, blank dates None.

    `extra` columns of other programs follow the legal ones: due date, document number, attached file.
    """

    journal_code: str
    journal_label: str
    number: str
    entry_date: date
    account: str
    account_label: str
    auxiliary: str
    auxiliary_label: str
    piece: str
    piece_date: date | None
    label: str
    debit: int
    credit: int
    lettering: str = ""
    lettering_date: date | None = None
    validation_date: date | None = None
    currency_amount: str = ""
    currency: str = ""
    payment_date: date | None = None
    payment_method: str = ""
    operation_nature: str = ""
    client: str = ""
    due_date: date | None = None
    document: str = ""
    file: str = ""


class RefusedLine(NamedTuple):
    """A line that could not be read, and the entry it seems to belong to."""

    line: int
    journal_code: str
    number: str


@dataclass(frozen=True, slots=True)
class FecBlock:
    """Some consecutive lines, in columns of the same length; the fields are those of FecLine.

    `lines` are the line numbers in the file, the first line being 1. Columns cost a third of the time of rows.
    """

    lines: Sequence[int]
    refused: Sequence[RefusedLine]
    journal_code: Sequence[str]
    journal_label: Sequence[str]
    number: Sequence[str]
    entry_date: Sequence[date]
    account: Sequence[str]
    account_label: Sequence[str]
    auxiliary: Sequence[str]
    auxiliary_label: Sequence[str]
    piece: Sequence[str]
    piece_date: Sequence[date | None]
    label: Sequence[str]
    debit: Sequence[int]
    credit: Sequence[int]
    lettering: Sequence[str]
    lettering_date: Sequence[date | None]
    validation_date: Sequence[date | None]
    currency_amount: Sequence[str]
    currency: Sequence[str]
    payment_date: Sequence[date | None]
    payment_method: Sequence[str]
    operation_nature: Sequence[str]
    client: Sequence[str]
    due_date: Sequence[date | None]
    document: Sequence[str]
    file: Sequence[str]

    def __len__(self) -> int:
        return len(self.lines)

    def rows(self) -> Iterator[FecLine]:
        """Yield the lines one by one."""
        columns = [getattr(self, name) for name in FecLine._fields]
        return map(FecLine._make, zip(*columns, strict=True))


def block_of(lines: Sequence[FecLine], first_line: int = 2) -> FecBlock:
    """Return a block of lines given one by one; the second line of a file is the first entry line."""
    columns = zip(*lines, strict=True) if lines else ((),) * len(FecLine._fields)
    return FecBlock(range(first_line, first_line + len(lines)), (), *columns)


assert tuple(field.name for field in fields(FecBlock))[2:] == FecLine._fields  # noqa: S101
