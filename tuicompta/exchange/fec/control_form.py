"""Controls of form of an accounting file: its name, its first line, its fields (FECV-03 to FECV-05)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import compress
from operator import mul, or_

from tuicompta.core.identifiers import is_siren
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.layout import FIELD_COLUMNS, Layout, Regime
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.naming import read_name
from tuicompta.exchange.fec.writer import SEPARATORS

REQUIRED_COLUMNS = ("EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "EcritureLib", "Debit", "Credit")
_FIRST_YEAR_OF_SEPARATORS = 2013
_MISSING_DATA = ("journal_code", "journal_label", "account_label", "piece", "piece_date", "label", "validation_date")
_MISSING_CASH_DATA = ("piece", "piece_date")
# Fields that may not be blank, those the reading itself refuses aside (entry date, account, amounts).
_FILLED = {
    Regime.BIC: ("number",),
    Regime.COM: ("number",),
    Regime.BA: ("number", "account_label", "label", "validation_date", "payment_date", "payment_method"),
    Regime.BNC: ("number", "account_label", "label", "validation_date", "payment_date", "payment_method"),
}
_THREE_DIGITS = re.compile("[0-9]{3}")


def control_name(name: str, log: FindingLog) -> date | None:
    """Report what is wrong in a file name; return the end of the fiscal year it tells."""
    read = read_name(name)
    if read is None:
        log.add(Rule.FILE_NAME, value=name)
        return None
    if not read.siren:
        log.add(Rule.NAME_WITHOUT_SIREN, value=name)
    elif not is_siren(read.siren):
        log.add(Rule.SIREN_KEY, value=read.siren)
    return read.end


def control_layout(layout: Layout, charset: Charset, regime: Regime, end: date | None, log: FindingLog) -> None:
    """Report the separator, the byte order mark and the columns missing, double or beyond the legal ones.

    Fiscal years that ended before 2013 were free to choose their separator.
    """
    if layout.separator not in SEPARATORS and (end is None or end.year >= _FIRST_YEAR_OF_SEPARATORS):
        log.add(Rule.SEPARATOR, line=1, value=layout.separator)
    if charset is Charset.UTF_8_BOM:
        log.add(Rule.BYTE_ORDER_MARK, line=1)
    required = layout.missing(REQUIRED_COLUMNS)
    for name in layout.missing(regime.columns):
        log.add(Rule.REQUIRED_COLUMN if name in required else Rule.LEGAL_COLUMN, 1, name)
    for name in layout.duplicates:
        log.add(Rule.DUPLICATE_COLUMN, 1, name)
    for name in _extra_names(layout, regime):
        log.add(Rule.EXTRA_COLUMN, 1, name)


def _extra_names(layout: Layout, regime: Regime) -> Iterator[str]:
    legal = {place for field, place in layout.places.items() if layout.column(field) in regime.columns}
    legal |= {layout.places[field] for field in ("amount", "side") if layout.sided}
    for place, name in enumerate(layout.names):
        if place not in legal and name not in layout.duplicates:
            yield name or "(sans nom)"


class FormControl:
    """Controls the fields of a file, block after block."""

    def __init__(self, layout: Layout, regime: Regime, log: FindingLog) -> None:
        self._log = log
        missing = _MISSING_CASH_DATA if regime.cash else _MISSING_DATA
        self._blanks = [(field, Rule.MISSING_DATA) for field in missing if field in layout.places]
        self._blanks += [(field, Rule.BLANK_FIELD) for field in _FILLED[regime] if field in layout.places]

    def feed(self, block: FecBlock) -> None:
        """Control the next block."""
        for field, rule in self._blanks:
            self._control_blank(block, field, rule)
        self._control_accounts(block)
        self._control_sides(block)

    def _control_blank(self, block: FecBlock, field: str, rule: Rule) -> None:
        values: Sequence[str | date | None] = getattr(block, field)
        if not all(values):
            for line in compress(block.lines, [not value for value in values]):
                self._log.add(rule, line, FIELD_COLUMNS[field][0])

    def _control_accounts(self, block: FecBlock) -> None:
        odd = {account for account in set(block.account) if account and not _THREE_DIGITS.match(account)}
        if odd:
            for line, account in zip(block.lines, block.account, strict=True):
                if account in odd:
                    self._log.add(Rule.ACCOUNT_FORM, line, "CompteNum", account)

    def _control_sides(self, block: FecBlock) -> None:
        if any(map(mul, block.debit, block.credit)):
            for line in compress(block.lines, map(mul, block.debit, block.credit)):
                self._log.add(Rule.BOTH_SIDES, line, "Debit, Credit")
        if 0 in map(or_, block.debit, block.credit):
            for line, debit, credit in zip(block.lines, block.debit, block.credit, strict=True):
                if not debit and not credit:
                    self._log.add(Rule.NO_AMOUNT, line, "Debit, Credit")
