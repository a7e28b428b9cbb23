"""Types of third-party lines, and what each can be matched with (TL)."""

from tuicompta.core.enums import JournalType, LineType, Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import is_customer, is_supplier, is_third_party

# Types by journal: on the side of invoices (debit of a customer, credit of a supplier), then on the other side.
_OWN_JOURNAL = "own"
_INVOICE_SIDE = {
    _OWN_JOURNAL: LineType.INVOICE,
    JournalType.GENERAL: LineType.INVOICE,
    JournalType.OPENING: LineType.INVOICE,
    JournalType.TREASURY: LineType.REFUND,
}
_OTHER_SIDE = {
    _OWN_JOURNAL: LineType.CREDIT_NOTE,
    JournalType.OPENING: LineType.CREDIT_NOTE,
    JournalType.GENERAL: LineType.PAYMENT,
    JournalType.TREASURY: LineType.PAYMENT,
}
_MATCHED_WITH = {
    LineType.INVOICE: frozenset[LineType](),
    LineType.CREDIT_NOTE: frozenset({LineType.INVOICE}),
    LineType.PAYMENT: frozenset({LineType.INVOICE, LineType.CREDIT_NOTE}),
    LineType.REFUND: frozenset({LineType.INVOICE, LineType.CREDIT_NOTE}),
}


class NothingLeftError(TuicomptaError):
    """What is left of a credit note or payment is nil (TL-08, TL-12)."""

    template = "Le reste à affecter est nul."


class CreditNoteFirstError(TuicomptaError):
    """A refund is matched with invoices only once credit notes pay for them (TL-18)."""

    template = "Pointez d'abord un avoir."


def counts_as(side: Side, amount: int) -> Side:
    """Return the side an amount counts on: a negative debit counts as a credit and the reverse (TL-01)."""
    return side.opposite if amount < 0 else side


def in_customer_column(number: str, general_side: Side | None) -> bool:
    """Tell whether a third-party account uses the customer column, else the supplier one (TL-19).

    `general_side` is the side of its card for journals of type Opérations Diverses.
    """
    return is_customer(number) or (not is_supplier(number) and general_side is Side.DEBIT)


def line_type(
    number: str, journal_type: JournalType, side: Side, amount: int, general_side: Side | None = None
) -> LineType | None:
    """Return the type of a line, None when it has none (TL-01 to TL-19).

    `amount` is signed, in cents; `general_side` is the side of the account card for journals of type Opérations
    Diverses, which settles the column of other third parties.
    """
    if not is_third_party(number):
        return None
    customer = in_customer_column(number, general_side)
    own = JournalType.SALES if customer else JournalType.PURCHASES
    invoice_side = Side.DEBIT if customer else Side.CREDIT
    types = _INVOICE_SIDE if counts_as(side, amount) is invoice_side else _OTHER_SIDE
    return types.get(_OWN_JOURNAL if journal_type is own else journal_type)


def matched_with(source: LineType) -> frozenset[LineType]:
    """Return the types of lines whose due dates are offered to match with a line (TL-04, TL-07, TL-11, TL-16)."""
    return _MATCHED_WITH[source]


def check_matching(source: LineType, target: LineType, unallocated: int) -> None:
    """Refuse a new matching that the rest of the source, in cents, does not allow (TL-08, TL-12, TL-13, TL-17, TL-18).

    Raises NothingLeftError or CreditNoteFirstError.
    """
    if target is LineType.CREDIT_NOTE or unallocated > 0:
        return
    raise CreditNoteFirstError if source is LineType.REFUND else NothingLeftError
