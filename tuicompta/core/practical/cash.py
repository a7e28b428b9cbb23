"""Cash operations typed without sides, and the lines of the entries that they make (SPT).

Amounts are cents above zero; the kind of operation and its category say on which sides they go.
"""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.amounts import format_amount
from tuicompta.core.entry.model import Column, GridLine, Provenance
from tuicompta.core.enums import Side
from tuicompta.core.practical.categories import Category, Shape
from tuicompta.core.practical.errors import NoChequeError, PartAmountError, PositiveAmountError, SameAccountError
from tuicompta.core.practical.kinds import PracticalKind


@dataclass(frozen=True, slots=True)
class CashOperation:
    """An «Encaissement» or a «Décaissement»; `treasury` and `account` are account numbers.

    `extra` is the part of a second account: charge on bills, interest of an instalment. `due_dates` names those that
    the operation settles (SPT-11).
    """

    category: Category
    day: date
    treasury: str
    piece: str
    description: str
    amount: int
    account: str
    rate: int | None = None
    vat: int = 0
    extra: int = 0
    cheque: str = ""
    payment_method: str = ""
    due_dates: tuple[int, ...] = ()
    proposed_piece: bool = False

    @property
    def kind(self) -> PracticalKind:
        """Whether money comes in or goes out."""
        return self.category.kind

    @property
    def vat_nature(self) -> str:
        """The account that the VAT goes with: the charge on bills, else the other account."""
        return "627" if self.category.shape is Shape.BILLS else self.account


@dataclass(frozen=True, slots=True)
class BankTransfer:
    """Money that goes from one account of the company to another (SPT-08)."""

    day: date
    source: str
    target: str
    piece: str
    description: str
    amount: int
    proposed_piece: bool = False


@dataclass(frozen=True, slots=True)
class ReceivedCheque:
    """A received cheque taken to the bank: its line on account 5112, its amount, what its drawer wrote (ETCH-03)."""

    line_id: int
    account: str
    amount: int
    drawer: str
    bank: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class ChequeDeposit:
    """Received cheques taken to the bank (SPT-09)."""

    day: date
    bank: str
    piece: str
    description: str
    cheques: tuple[ReceivedCheque, ...]
    proposed_piece: bool = False

    @property
    def total(self) -> int:
        """Sum of the cheques in cents."""
        return sum(cheque.amount for cheque in self.cheques)


def check_operation(operation: CashOperation) -> None:
    """Refuse an amount that is not above zero, and parts that are not inside it (SPT-03, SPT-05)."""
    _check_amount(operation.amount, operation.kind)
    amount = operation.amount
    for label, part in (("Montant TVA", operation.vat), (operation.category.extra_label, operation.extra)):
        if not 0 <= part <= amount:
            raise PartAmountError(label=label, part=format_amount(part), amount=format_amount(amount))
    left = amount - operation.vat - operation.extra
    if left < 0:
        parts = format_amount(operation.vat + operation.extra)
        raise PartAmountError(label="TVA comprise", part=parts, amount=format_amount(amount))


def check_transfer(transfer: BankTransfer) -> None:
    """Refuse a transfer of nothing, or to the account it comes from (SPT-08)."""
    _check_amount(transfer.amount, PracticalKind.TRANSFER)
    if transfer.source == transfer.target:
        raise SameAccountError(account=transfer.source)


def check_deposit(deposit: ChequeDeposit) -> None:
    """Refuse a deposit of no cheque (SPT-09)."""
    if not deposit.cheques:
        raise NoChequeError


_OTHER_WAY = {
    PracticalKind.RECEIPT: "un décaissement",
    PracticalKind.EXPENSE: "un encaissement",
    PracticalKind.TRANSFER: "un virement du second compte au premier",
}


def _check_amount(amount: int, kind: PracticalKind) -> None:
    if amount <= 0:
        raise PositiveAmountError(amount=format_amount(amount), other=_OTHER_WAY[kind])


def operation_lines(operation: CashOperation, vat_account: str, extra_account: str) -> tuple[GridLine, ...]:
    """Return the lines of the entry: the accounts of the category, then the account of the treasury (SPT-02).

    Parts of no amount have no line (SPT-05). `vat_account` and `extra_account` serve only the parts there are.
    """
    receipt = operation.kind is PracticalKind.RECEIPT
    away = Side.CREDIT if receipt else Side.DEBIT
    bills = operation.category.shape is Shape.BILLS
    main, treasury = operation.amount, operation.amount
    charges = ((extra_account, operation.extra), (vat_account, operation.vat))
    if bills:
        treasury -= operation.extra + operation.vat
    else:
        main -= operation.extra + operation.vat
    parts = [(operation.account, main, away)]
    parts += [(account, amount, Side.DEBIT if bills else away) for account, amount in charges]
    parts.append((operation.treasury, treasury, away.opposite))
    lines = [_line(operation, *part) for part in parts if part[1]]
    if operation.cheque:
        lines[0] = lines[0].with_value(Column.CHEQUE, operation.cheque, Provenance.TYPED)
    if operation.payment_method:
        lines[0] = lines[0].with_value(Column.PAYMENT_METHOD, operation.payment_method, Provenance.TYPED)
    return tuple(lines)


def transfer_lines(transfer: BankTransfer, through: str | None) -> tuple[tuple[GridLine, ...], ...]:
    """Return the lines of the entries: two through the account of transfers, one without it (SPT-08)."""
    source, target, amount = transfer.source, transfer.target, transfer.amount
    if through is None:
        return (_pair(transfer, source, target, amount),)
    return _pair(transfer, source, through, amount), _pair(transfer, through, target, amount)


def deposit_lines(deposit: ChequeDeposit) -> tuple[GridLine, ...]:
    """Return the lines of the entry: the bank, then one line a cheque (SPT-09)."""
    cheques = [_line(deposit, cheque.account, cheque.amount, Side.CREDIT) for cheque in deposit.cheques]
    return (_line(deposit, deposit.bank, deposit.total, Side.DEBIT), *cheques)


def _pair(transfer: BankTransfer, credited: str, debited: str, amount: int) -> tuple[GridLine, ...]:
    return _line(transfer, credited, amount, Side.CREDIT), _line(transfer, debited, amount, Side.DEBIT)


def _line(operation: CashOperation | BankTransfer | ChequeDeposit, account: str, amount: int, side: Side) -> GridLine:
    mark = Provenance.ACCEPTED if operation.proposed_piece else Provenance.TYPED
    line = GridLine(account=account, label=operation.description)
    line = line.with_value(Column.PIECE, operation.piece, mark) if operation.piece else line
    return line.with_amount(side, amount, Provenance.TYPED)
