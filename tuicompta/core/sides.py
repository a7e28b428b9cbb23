"""The side proposed on a line (KM-77, KM-78, JF-27)."""

from tuicompta.core.enums import JournalType, Side

_OF_THIRD_PARTIES = {
    ("40", JournalType.PURCHASES): Side.CREDIT,
    ("40", JournalType.SALES): Side.CREDIT,
    ("40", JournalType.TREASURY): Side.DEBIT,
    ("41", JournalType.PURCHASES): Side.DEBIT,
    ("41", JournalType.SALES): Side.DEBIT,
    ("41", JournalType.TREASURY): Side.CREDIT,
}
_DEBITED = ("2", "6")
_CREDITED = ("7",)
_DEDUCTIBLE_VAT = ("4456",)
_COLLECTED_VAT = ("4452", "4457")


def balancing_side(difference: int) -> Side | None:
    """Return the side that reduces a difference, debits minus credits in cents; None when there is none."""
    if difference == 0:
        return None
    return Side.CREDIT if difference > 0 else Side.DEBIT


def usual_side(number: str, journal_type: JournalType, counterpart: str | None = None) -> Side | None:
    """Return the side of the table by root and journal type, None where it says «side that balances» (KM-77)."""
    if journal_type is JournalType.OPENING or (journal_type is JournalType.TREASURY and number == counterpart):
        return None
    if number.startswith(_DEBITED):
        return Side.DEBIT
    if number.startswith(_CREDITED):
        return Side.CREDIT
    if journal_type is not JournalType.GENERAL and number.startswith(_DEDUCTIBLE_VAT):
        return Side.DEBIT
    if journal_type is not JournalType.GENERAL and number.startswith(_COLLECTED_VAT):
        return Side.CREDIT
    return _OF_THIRD_PARTIES.get((number[:2], journal_type))


def proposed_side(
    number: str,
    journal_type: JournalType,
    *,
    card_side: Side | None = None,
    counterpart: str | None = None,
    difference: int = 0,
    reversed_entry: bool = False,
) -> Side:
    """Return the side where the cursor lands (JF-27): that of the card, of the table, what balances, else Débit.

    `card_side` is the side of the account card for this journal type, `counterpart` the counterpart account of the
    journal, `difference` the debits minus the credits of the entry in cents. In a reversed entry, whose first line was
    typed on the other side than proposed, the fixed sides are swapped; what balances is not (KM-78).
    """
    fixed = card_side or usual_side(number, journal_type, counterpart)
    if fixed:
        return fixed.opposite if reversed_entry else fixed
    return balancing_side(difference) or Side.DEBIT
