"""Due dates and VAT records of imported lines, as a save would make them (ECH-08, ECH-26, TVL-01)."""

from collections.abc import Iterator, Sequence
from typing import Any

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.enums import VatBasis, VatDirection
from tuicompta.core.payment_terms import WHOLE, TermLine, schedule
from tuicompta.core.vat import tax_base
from tuicompta.models.database import Database
from tuicompta.services.entries.due_dates import term_lines
from tuicompta.services.fec.targets import EXEMPT, Targets
from tuicompta.services.settings.settings import text_setting

_DUE_DATE = "due_date (entry_line_id, position, account_id, side, due_on, amount, share, payment_method_id, edited)"
_SIDE = "iif(own.debit < own.credit, 'C', 'D')"
_STORED = """
    FROM main.entry_line AS own CROSS JOIN fec.line ON line.id = own.id - ?
    CROSS JOIN temp.fec_account AS target ON target.place = line.account
   WHERE own.id BETWEEN ? AND ?
"""
# A credit note falls due on its day, an invoice on the day that the file says, else on its own.
_ONE_DUE_DATE = f"""
    INSERT INTO {_DUE_DATE}
    SELECT own.id, 1, own.account_id, {_SIDE},
           iif(line_type = 'invoice', coalesce(due_day, entry_date), entry_date),
           abs(own.debit - own.credit), {WHOLE}, iif(line_type = 'invoice', ?, NULL),
           line_type = 'invoice' AND due_day IS NOT NULL
    {_STORED} AND (line_type = 'credit_note' OR (line_type = 'invoice' AND (due_day IS NOT NULL OR NOT termed)))
"""
# The invoices whose payment terms tell their due dates.
_WITH_TERMS = f"""
    SELECT own.id, line.account, own.account_id, {_SIDE}, entry_date, abs(own.debit - own.credit)
    {_STORED} AND line_type = 'invoice' AND due_day IS NULL AND termed
"""
_INSERT_DUE_DATE = f"INSERT INTO {_DUE_DATE} VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)"  # noqa: S608 - likewise
# The lines with VAT data, each with what its entry holds besides: the net amount, and how many lines of its direction.
_VAT_LINES = """
    SELECT line.id + ?, line.account, target.vat, line.debit - line.credit,
           sum(iif(seen.net, other.debit - other.credit, 0)), sum(seen.vat IS target.vat)
      FROM fec.line CROSS JOIN temp.fec_account AS target ON target.place = line.account
      CROSS JOIN fec.entry AS staged ON staged.ordinal = line.run
      CROSS JOIN main.entry AS own ON own.id = line.run + ?
      CROSS JOIN temp.fec_journal AS journal ON journal.id = own.journal_id
      CROSS JOIN fec.line AS other ON other.id BETWEEN staged.first AND staged.first + staged.lines - 1
      CROSS JOIN temp.fec_account AS seen ON seen.place = other.account
     WHERE line.id BETWEEN ? AND ? AND target.vat IS NOT NULL AND journal.type <> 'opening' GROUP BY line.id
"""
_INSERT_VAT_RECORD = """
    INSERT INTO vat_record (entry_line_id, kind, direction, territory, vat_operation_id, rate, vat_account_id, base,
                            tax)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_TERMED = "UPDATE temp.fec_account SET termed = 1 WHERE place = ?"
_Terms = Sequence[tuple[TermLine, int | None]]


class Marks:
    """Inserts the due dates and VAT records of lines that were just written."""

    def __init__(self, database: Database, targets: Targets, first_entry: int, first_line: int) -> None:
        """Read the payment terms; entries and lines have the identifiers of the stage added to the two first ones."""
        methods: dict[str, int] = dict(database.rows("SELECT code, id FROM payment_method"))
        self._default = methods.get(text_setting(database, "payments.default_method"))
        self._database, self._targets = database, targets
        self._first_entry, self._first_line = first_entry, first_line
        self._terms: dict[int, _Terms] = {}
        for place, account in targets.accounts.items():
            lines = term_lines(database, account.payment_term_id)
            if lines:
                self._terms[place] = [(line, methods.get(method, self._default)) for line, method in lines]
        database.run_many(_TERMED, ((place,) for place in self._terms))

    def insert(self, first: int, last: int) -> None:
        """Insert the marks of the lines of some whole entries, given by their places in the stage."""
        self._insert_due_dates(self._first_line, self._first_line + first, self._first_line + last)
        found = self._database.stream(_VAT_LINES, (self._first_line, self._first_entry, first, last))
        self._database.run_many(_INSERT_VAT_RECORD, (_vat_record(self._targets, *row) for row in found))

    def _insert_due_dates(self, *lines: int) -> None:
        self._database.run(_ONE_DUE_DATE, (self._default, *lines))
        if self._terms:
            for line_id, place, *due in self._database.rows(_WITH_TERMS, lines):
                self._database.run_many(_INSERT_DUE_DATE, _scheduled(self._terms[place], line_id, *due))


def _scheduled(
    terms: _Terms, line_id: int, account_id: int, side: str, day: str, amount: int
) -> Iterator[tuple[Any, ...]]:
    """Yield the due dates that payment terms give to an invoice."""
    dues = schedule([line for line, _ in terms], parse_iso(day), amount)
    for rank, (due, (line, method)) in enumerate(zip(dues, terms, strict=True), start=1):
        yield line_id, rank, account_id, side, iso(due.date), due.amount, line.percent, method


def _vat_record(
    targets: Targets, line_id: int, place: int, direction: str, balance: int, net: int, alike: int
) -> tuple[Any, ...]:
    account = targets.accounts[place]
    common = account.vat_territory, account.vat_operation_id
    if direction == EXEMPT:
        base = -balance if account.number.startswith("7") else balance
        return line_id, EXEMPT, VatDirection.EXEMPT.value, *common, None, None, base, 0
    sign = 1 if direction == VatDirection.DEDUCTIBLE else -1
    rate = account.vat_rate or 0
    base = tax_base(sign * balance, rate, sign * net if alike == 1 else None)
    kind = account.vat_basis or VatBasis.DEBITS.value
    return line_id, kind, direction, *common, rate, account.id, base, sign * balance
