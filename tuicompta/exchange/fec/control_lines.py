"""Accounting controls that look at one line at a time, and the result of the file (FECV-06)."""

from datetime import date
from itertools import compress
from operator import gt, ne, sub

from tuicompta.core.dates import format_date
from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.lines import FecBlock


class LineControl:
    """Controls the dates and the lettering of lines, block after block, and adds up charges and income."""

    def __init__(self, log: FindingLog) -> None:
        self._log = log
        self.result = 0
        """Classes 7 minus 6 in cents: a profit is positive."""

    def feed(self, block: FecBlock) -> None:
        """Control the next block."""
        self._add_result(block)
        self._control_piece_dates(block)
        self._control_lettering(block)

    def _add_result(self, block: FecBlock) -> None:
        of_result = [account.startswith(("6", "7")) for account in block.account]
        self.result -= sum(compress(map(sub, block.debit, block.credit), of_result))

    def _control_piece_dates(self, block: FecBlock) -> None:
        pieces = [day or date.min for day in block.piece_date]
        for index in compress(range(len(block)), map(gt, pieces, block.entry_date)):
            value = f"{format_date(pieces[index])} > {format_date(block.entry_date[index])}"
            self._log.add(Rule.PIECE_AFTER_ENTRY, block.lines[index], "PieceDate", value)

    def _control_lettering(self, block: FecBlock) -> None:
        lettered, dated = map(bool, block.lettering), map(bool, block.lettering_date)
        for index in compress(range(len(block)), map(ne, lettered, dated)):
            if block.lettering[index]:
                self._log.add(Rule.LETTERING_WITHOUT_DATE, block.lines[index], "DateLet", block.lettering[index])
            else:
                self._log.add(Rule.DATE_WITHOUT_LETTERING, block.lines[index], "EcritureLet")
