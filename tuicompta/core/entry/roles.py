"""What a line is for in its entry: the third party, a net amount, its VAT, the counterpart (KM-77, KM-83)."""

from collections.abc import Sequence

from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.model import GridEntry, GridLine
from tuicompta.core.entry.ports import JournalInfo, VatProposal
from tuicompta.core.entry.vat_split import TaxedLine
from tuicompta.core.enums import CounterpartMode, JournalType, LineType, Side
from tuicompta.core.line_types import line_type
from tuicompta.core.natures import AccountNature, is_of, is_third_party
from tuicompta.core.sides import usual_side

_NET_CLASSES = ("2", "6", "7")


def is_net(number: str) -> bool:
    """Tell whether an account takes net amounts: classes 2, 6 and 7 (KM-89)."""
    return number.startswith(_NET_CLASSES)


def is_vat(number: str) -> bool:
    """Tell whether an account is of nature «Taxes sur le chiffre d'affaires»."""
    return is_of(number, AccountNature.TURNOVER_TAXES)


def counterpart_of(journal: JournalInfo) -> str:
    """Return the account that balances a Trésorerie journal line by line, "" when it has none (CTP-01)."""
    line_by_line = journal.counterpart_mode is CounterpartMode.LINE_BY_LINE
    return journal.counterpart_account if journal.type is JournalType.TREASURY and line_by_line else ""


def vat_of_account(facts: Facts, number: str, declined: Sequence[str] = ()) -> VatProposal | None:
    """Return «TVA proposée» of an account (KM-85), nothing when the user dropped the tax it proposes."""
    account = facts.account(number)
    vat = account.vat if account else None
    return vat if vat and (vat.is_reverse_charge or vat.account not in declined) else None


def taxed(facts: Facts, lines: Sequence[GridLine], declined: Sequence[str] = ()) -> list[TaxedLine]:
    """Return lines with what their accounts propose as VAT."""
    return [(line, vat_of_account(facts, line.account, declined)) for line in lines]


def fixed_side(facts: Facts, journal: JournalInfo, number: str) -> Side | None:
    """Return the side of the account card or of the table by root, nothing when it is what balances (KM-77)."""
    return card_side(facts, journal, number) or usual_side(number, journal.type, journal.counterpart_account or None)


def card_side(facts: Facts, journal: JournalInfo, number: str) -> Side | None:
    """Return the side set on the account card for this type of journal (FC-33)."""
    account = facts.account(number)
    return account.sides.get(journal.type, (True, None))[1] if account else None


def is_reversed(facts: Facts, journal: JournalInfo, entry: GridEntry) -> bool:
    """Tell whether the first line was typed on the other side than proposed (KM-78).

    Only a side that the card or the table gives can be reversed: on an account without one, no side was proposed.
    """
    first = entry.lines[0] if entry.lines else None
    if first is None or first.side is None:
        return False
    proposed = fixed_side(facts, journal, first.account)
    return proposed is not None and first.side is not proposed


def third_party_line(entry: GridEntry) -> GridLine | None:
    """Return the first line of the entry on a third-party account, if it has its amount (KM-83)."""
    return next((line for line in entry.lines if line.balance and is_third_party(line.account)), None)


def type_of_line(facts: Facts, journal: JournalInfo, line: GridLine) -> LineType | None:
    """Return the type of a line, nothing when it has none or no amount yet (TL-01)."""
    account = facts.account(line.account)
    if line.side is None or account is None:
        return None
    general_side = account.sides.get(JournalType.GENERAL, (True, None))[1]
    amount = line.debit or line.credit
    return line_type(line.account, journal.type, line.side, amount, general_side)
