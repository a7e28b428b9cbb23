"""The lines of a guided entry: what the user typed, and what the model gives everywhere else (SGL-04, MG-06)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tuicompta.core.entry.model import AMOUNTS, SIDE_OF, Column
from tuicompta.core.enums import Side
from tuicompta.core.guides.model import Guide
from tuicompta.core.guides.texts import Known
from tuicompta.core.numbering import PIECE_LENGTH


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line, amounts in cents and never negative; `typed` are the cells the user filled: no rule replaces them."""

    account: str = ""
    piece: str = ""
    label: str = ""
    debit: int = 0
    credit: int = 0
    typed: frozenset[Column] = frozenset()

    @property
    def balance(self) -> int:
        """Debit − credit in cents."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a guided entry, in the order of its model, and its day; `day_typed`: the user chose it."""

    lines: tuple[BodyLine, ...] = ()
    day: date | None = None
    day_typed: bool = False

    @property
    def debit(self) -> int:
        """Sum of the debits in cents."""
        return sum(line.debit for line in self.lines)

    @property
    def credit(self) -> int:
        """Sum of the credits in cents."""
        return sum(line.credit for line in self.lines)

    @property
    def difference(self) -> int:
        """Debits − credits in cents."""
        return self.debit - self.credit

    @property
    def is_filled(self) -> bool:
        """Whether the user filled a cell: the header is then only read (SGE-14)."""
        return self.day_typed or any(line.typed for line in self.lines)


@dataclass(frozen=True, slots=True)
class Header:
    """What the lines follow: the model, the month, and what the texts may tell.

    `next_piece` is the number that the journal proposes, `label` the free text of the header (SGE-01). `rate_of` gives
    the rate of a VAT account in hundredths of a percent, `title_of` the title of an account.
    """

    guide: Guide
    start: date
    end: date
    today: date
    number: str = ""
    label: str = ""
    next_piece: str = ""
    rate_of: Callable[[str], int] = lambda _: 0
    title_of: Callable[[str], str] = lambda _: ""


def followed(header: Header, body: Body) -> Body:
    """Return a body with everything that was not typed proposed again by the model (SGL-04, MG-06)."""
    guide = header.guide
    lines = body.lines or tuple(BodyLine() for _ in guide.lines)
    kept = body.day is not None and header.start <= body.day <= header.end
    day = body.day if kept else guide.day_in(header.start, header.end, header.today)
    accounts = [
        line.account if Column.ACCOUNT in line.typed else rule.account
        for line, rule in zip(lines, guide.lines, strict=True)
    ]
    given = [line.balance if line.typed & set(AMOUNTS) else None for line in lines]
    amounts = guide.evaluate(accounts, given, header.rate_of)
    told = [_texts(header, rank, day, accounts, lines) for rank in range(len(lines))]
    made = [
        replace(line, account=account, piece=piece, label=label, debit=max(amount, 0), credit=max(-amount, 0))
        for line, account, amount, (piece, label) in zip(lines, accounts, amounts, told, strict=True)
    ]
    return Body(tuple(made), day, kept and body.day_typed)


def _texts(
    header: Header, rank: int, day: date | None, accounts: Sequence[str], lines: Sequence[BodyLine]
) -> tuple[str, str]:
    """Return the piece number and the label of a line: typed, else of the model, else of the header or first line.

    Where nothing else tells, the label is the title of the account of the first line, which is the third party's.
    """
    rule, line, account = header.guide.lines[rank], lines[rank], accounts[rank]
    known = Known(
        day=day,
        piece=header.next_piece,
        number=header.number,
        model=header.guide.name,
        journal=header.guide.journal,
        account=account,
        title=header.title_of(account),
    )
    piece = line.piece if Column.PIECE in line.typed else ""
    if not piece and Column.PIECE not in line.typed:
        first = lines[0].piece if rank and Column.PIECE in lines[0].typed else ""
        piece = rule.piece.build(known) if not rule.piece.is_empty else first or header.next_piece
    first_label = lines[0].label if Column.LABEL in lines[0].typed else header.title_of(accounts[0])
    proposed = rule.label.build(known) or header.label or first_label
    return piece[:PIECE_LENGTH], line.label if Column.LABEL in line.typed else proposed


def with_day(header: Header, body: Body, day: date | None) -> Body:
    """Return a body at a day typed, or at the one proposed again when it is None."""
    return followed(header, replace(body, day=day, day_typed=day is not None))


def with_text(header: Header, body: Body, rank: int, column: Column, text: str) -> Body:
    """Return a body with an account, a piece number or a label typed on a line; an empty one is proposed again."""
    line = body.lines[rank]
    typed = line.typed | {column} if text else line.typed - {column}
    changed = _line_with(replace(line, typed=typed), column, text)
    return followed(header, replace(body, lines=_put(body, rank, changed)))


def with_amount(header: Header, body: Body, rank: int, column: Column, cents: int | None) -> Body:
    """Return a body with an amount typed on a side of a line, in cents; None lets the model propose it again."""
    line = body.lines[rank]
    if cents is None:
        changed = replace(line, debit=0, credit=0, typed=line.typed - set(AMOUNTS))
    else:
        debit = cents if SIDE_OF[column] is Side.DEBIT else 0
        changed = replace(line, debit=debit, credit=cents - debit, typed=line.typed - set(AMOUNTS) | {column})
    return followed(header, replace(body, lines=_put(body, rank, changed)))


def emptied(header: Header) -> Body:
    """Return the body that the model gives when nothing is typed: the header can change again (SGE-14)."""
    return followed(header, Body())


def _put(body: Body, rank: int, line: BodyLine) -> tuple[BodyLine, ...]:
    return (*body.lines[:rank], line, *body.lines[rank + 1 :])


def _line_with(line: BodyLine, column: Column, text: str) -> BodyLine:
    if column is Column.ACCOUNT:
        return replace(line, account=text)
    return replace(line, piece=text) if column is Column.PIECE else replace(line, label=text)
