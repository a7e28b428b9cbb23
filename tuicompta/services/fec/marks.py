"""Due dates and VAT records of imported lines, as a save would make them (ECH-08, ECH-26, TVL-01)."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, groupby
from typing import Any

from tuicompta.core.dates import iso
from tuicompta.core.enums import JournalType, LineType, Side, VatBasis, VatDirection
from tuicompta.core.payment_terms import WHOLE, TermLine, schedule
from tuicompta.core.vat import tax_base
from tuicompta.exchange.fec.whole import EntryBlock
from tuicompta.models.database import Database
from tuicompta.services.entries.due_dates import term_lines
from tuicompta.services.entries.references import AccountRow
from tuicompta.services.fec.rows import LineColumns
from tuicompta.services.settings import text_setting

INSERT_DUE_DATE = """
    INSERT INTO due_date (entry_line_id, position, account_id, side, due_on, amount, share, payment_method_id, edited)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
INSERT_VAT_RECORD = """
    INSERT INTO vat_record (entry_line_id, kind, direction, territory, vat_operation_id, rate, vat_account_id, base,
                            tax)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NET_CLASSES = ("2", "6", "7")
_Terms = Sequence[tuple[TermLine, int | None]]


class DueDateMaker:
    """Makes the due dates of invoice and credit-note lines: that of the file, else those of the payment terms."""

    def __init__(self, database: Database, accounts: Sequence[AccountRow]) -> None:
        """Read the payment terms of the accounts and the default payment method."""
        methods: dict[str, int] = dict(database.rows("SELECT code, id FROM payment_method"))
        self._default = methods.get(text_setting(database, "payments.default_method"))
        self._terms: Mapping[int, _Terms] = {
            account.id: [
                (line, methods.get(method, self._default))
                for line, method in term_lines(database, account.payment_term_id)
            ]
            for account in accounts
            if account.payment_term_id
        }

    def rows(self, columns: LineColumns, first_id: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the due dates of some lines, whose identifiers follow one another."""
        lines = columns.lines
        for index in compress(range(len(lines)), columns.kinds):
            kind = columns.kinds[index]
            if kind is LineType.INVOICE:
                yield from self._invoice(columns, index, first_id + index)
            elif kind is LineType.CREDIT_NOTE:
                amount = abs(columns.balances[index])
                day = iso(lines.entry_date[index])
                side = _side(columns.balances[index])
                yield (first_id + index, 1, columns.accounts[index].id, side, day, amount, WHOLE, None, 0)

    def _invoice(self, columns: LineColumns, index: int, line_id: int) -> Iterator[tuple[Any, ...]]:
        account, day = columns.accounts[index], columns.lines.entry_date[index]
        amount, typed = abs(columns.balances[index]), columns.lines.due_date[index]
        side = _side(columns.balances[index])
        if typed is not None:
            yield (line_id, 1, account.id, side, iso(typed), amount, WHOLE, self._default, 1)
            return
        terms = self._terms.get(account.id)
        if not terms:
            yield (line_id, 1, account.id, side, iso(day), amount, WHOLE, self._default, 0)
            return
        dues = schedule([line for line, _ in terms], day, amount)
        for rank, (due, (line, method)) in enumerate(zip(dues, terms, strict=True), start=1):
            yield (line_id, rank, account.id, side, iso(due.date), due.amount, line.percent, method, 0)


def _side(balance: int) -> str:
    return Side.CREDIT.value if balance < 0 else Side.DEBIT.value


class VatMaker:
    """Makes the VAT records of entries (TVL-01, TVL-16)."""

    def __init__(self, accounts: Sequence[AccountRow]) -> None:
        """Know which accounts have VAT data."""
        self._nets = {a.id for a in accounts if _is_net(a)}
        self._taxed = {a.id: a for a in accounts if a.vat_direction and a.vat_rate}
        self._exempt = {a.id: a for a in accounts if a.vat_exempt and a.id not in self._taxed and _is_net(a)}

    def rows(self, columns: LineColumns, entries: EntryBlock, first_id: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the VAT records of some whole entries."""
        marked = self._taxed.keys() | self._exempt.keys()
        places = [place for place, number in enumerate(columns.ids) if number in marked] if marked else []
        for start, group in groupby(places, key=lambda place: entries.starts[bisect(entries.starts, place) - 1]):
            if columns.journal_types[start] != JournalType.OPENING:
                end = entries.ends[bisect(entries.starts, start) - 1]
                yield from self._entry(columns, range(start, end), list(group), first_id)

    def _entry(
        self, columns: LineColumns, lines: range, places: Sequence[int], first_id: int
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the records of an entry, of which these places have one."""
        directions = [self._direction(columns, place) for place in places]
        for place, direction in zip(places, directions, strict=True):
            account, balance = columns.accounts[place], columns.balances[place]
            common = account.vat_territory, account.vat_operation_id
            if direction is None:
                base = -balance if account.number.startswith("7") else balance
                yield (first_id + place, "exempt", VatDirection.EXEMPT.value, *common, None, None, base, 0)
                continue
            sign = 1 if direction == VatDirection.DEDUCTIBLE else -1
            net = sign * self._net(columns, lines) if directions.count(direction) == 1 else None
            rate = account.vat_rate or 0
            base = tax_base(sign * balance, rate, net)
            kind = account.vat_basis or VatBasis.DEBITS.value
            yield (first_id + place, kind, direction, *common, rate, account.id, base, sign * balance)

    def _direction(self, columns: LineColumns, place: int) -> str | None:
        account = self._taxed.get(columns.ids[place])
        return None if account is None else account.vat_direction

    def _net(self, columns: LineColumns, lines: range) -> int:
        """Return the balance of the charges, income and fixed assets of an entry, those exempt aside."""
        return sum(
            columns.balances[line]
            for line in lines
            if columns.ids[line] in self._nets and columns.ids[line] not in self._exempt
        )


def _is_net(account: AccountRow) -> bool:
    return account.number.startswith(_NET_CLASSES)
