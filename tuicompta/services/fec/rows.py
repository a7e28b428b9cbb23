"""Rows of the dossier made from the entries of a file, many at a time (FECI-04 to FECI-08)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import sub

from tuicompta.core.dates import iso
from tuicompta.core.enums import JournalType, LineType, Side
from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.core.line_types import line_type
from tuicompta.core.natures import is_third_party
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.core.text import fold
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.services.entries.references import AccountRow

NO_PIECE = "-"
"""Written in the file where there is no piece (FECX-04)."""


class IsoDates(dict[date, str]):
    """Stored forms of dates, worked out once for each."""

    def __missing__(self, day: date) -> str:
        """Work out a date seen for the first time."""
        self[day] = iso(day)
        return self[day]


class LineTypes(dict[tuple[int, str, bool, bool], LineType | None]):
    """Types of lines (TL-01), worked out once for each account, type of journal, side and sign."""

    def __init__(self, accounts: Iterable[AccountRow]) -> None:
        super().__init__()
        self._accounts = {account.id: account for account in accounts if is_third_party(account.number)}

    def __missing__(self, key: tuple[int, str, bool, bool]) -> LineType | None:
        """Work out a case seen for the first time: account, type of journal, debit or not, negative or not."""
        account_id, journal_type, debit, negative = key
        account = self._accounts[account_id]
        side, amount = Side.DEBIT if debit else Side.CREDIT, -1 if negative else 1
        self[key] = line_type(account.number, JournalType(journal_type), side, amount, account.general_side)
        return self[key]

    def of(
        self, ids: Sequence[int], journal_types: Sequence[str], debits: Sequence[int], credits_: Sequence[int]
    ) -> list[LineType | None]:
        """Return the types of lines; only those of third parties have one."""
        known = self._accounts
        return [
            self[number, kind, debit != 0, debit < 0 or credit < 0] if number in known else None
            for number, kind, debit, credit in zip(ids, journal_types, debits, credits_, strict=True)
        ]


@dataclass
class LineColumns:
    """The lines of some entries as columns of the dossier."""

    lines: FecBlock
    accounts: Sequence[AccountRow]
    ids: Sequence[int]
    journal_types: Sequence[str]
    pieces: Sequence[str]
    documents: Sequence[str]
    piece_dates: Sequence[str | None]
    labels: Sequence[str]
    folded: Sequence[str]
    balances: Sequence[int]
    kinds: Sequence[LineType | None]

    @property
    def kind_values(self) -> list[str | None]:
        """The types of the lines as they are stored."""
        return [kind and kind.value for kind in self.kinds]

    @property
    def sealed(self) -> Sequence[Sequence[str | int | None]]:
        """The columns that the seal of an entry covers, in its order."""
        numbers = [account.number for account in self.accounts]
        amounts = self.lines.debit, self.lines.credit
        return numbers, self.labels, *amounts, self.pieces, self.documents, self.piece_dates


class LineMaker:
    """Turns lines of the file into columns, cutting what is too long (SJ-08, SJ-11, SJ-18)."""

    def __init__(self, accounts: dict[tuple[str, str], AccountRow], journals: dict[str, tuple[str, str]]) -> None:
        """Know the accounts of the file, and the type and description of its journals."""
        self._accounts = accounts
        self._journals = journals
        self._types = LineTypes(accounts.values())
        self._dates = IsoDates()
        self.cut = 0
        """Texts that were cut."""

    def columns(self, lines: FecBlock) -> LineColumns:
        """Return the columns of some lines."""
        dates = self._dates
        accounts = list(map(self._accounts.__getitem__, zip(lines.account, lines.auxiliary, strict=True)))
        ids = [account.id for account in accounts]
        labels = self._cut(lines.label, LABEL_LENGTH)
        if "" in labels:
            descriptions = [self._journals[code][1] for code in lines.journal_code]
            labels = [label or text for label, text in zip(labels, descriptions, strict=True)]
        folded = {label: fold(label) for label in set(labels)}
        kinds = [self._journals[code][0] for code in lines.journal_code]
        return LineColumns(
            lines=lines,
            accounts=accounts,
            ids=ids,
            journal_types=kinds,
            pieces=self._pieces(lines.piece),
            documents=self._cut(lines.document, PIECE_LENGTH),
            piece_dates=[None if day is None else dates[day] for day in lines.piece_date],
            labels=labels,
            folded=list(map(folded.__getitem__, labels)),
            balances=list(map(sub, lines.debit, lines.credit)),
            kinds=self._types.of(ids, kinds, lines.debit, lines.credit),
        )

    def _pieces(self, pieces: Sequence[str]) -> Sequence[str]:
        pieces = self._cut(pieces, PIECE_LENGTH)
        return ["" if piece == NO_PIECE else piece for piece in pieces] if NO_PIECE in pieces else pieces

    def _cut(self, texts: Sequence[str], length: int) -> Sequence[str]:
        if max(map(len, texts)) <= length:
            return texts
        self.cut += sum(len(text) > length for text in texts)
        return [text[:length].rstrip() for text in texts]
