"""The year of a firm as a stream of balanced entries; the same seed gives the same year.

Invoices and their payments, cash, expenses, payroll, sundry entries, in the order of the days. Memory holds the
payments to come, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from heapq import heappop, heappush
from random import Random
from typing import TYPE_CHECKING

from benchmarks import fec_chart as chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.fec_chart import Account

CUSTOMERS = 3000
SUPPLIERS = 2000
MOST_LINES = 8  # in one entry

_LETTERED = 0.375  # of the invoices, leads to 40 % of the lines of third parties
_PAID = 0.95
_JOINS = 0.3
_BANK_FEE = 150
_PAYMENT_WITH_FEE = 3  # lines
_SEVERAL_PRODUCTS = 0.42

Line = tuple[str, int, int, str, str]  # columns of the account, debit and credit in cents, code, lettering date


@dataclass(frozen=True, slots=True)
class Entry:
    """A balanced entry of one journal; dates count days from the first of the year."""

    journal: str
    day: int
    piece: str
    piece_day: int
    label: str
    lines: Sequence[Line]


@dataclass(slots=True)
class Settlement:
    """What one payment will settle: an account, signed cents (a customer owes > 0), a lettering code or none."""

    account: int
    cents: int
    code: str
    day: int


@dataclass(slots=True)
class ThirdParties:
    """One side of the trade: accounts, payments to come by day, by account the group that may take an invoice more."""

    accounts: list[str]
    names: list[str]
    due: list[tuple[int, int, Settlement]] = field(default_factory=list)
    open_groups: dict[int, Settlement] = field(default_factory=dict)
    codes: dict[int, int] = field(default_factory=dict)
    lettered_due: int = 0

    def plan(self, settlement: Settlement, order: int) -> None:
        """Keep a payment to make; `order` decides between those of one day."""
        heappush(self.due, (settlement.day, order, settlement))
        self.lettered_due += bool(settlement.code)

    def next_due(self) -> Settlement:
        """Return the payment to make first, no longer to come."""
        settlement = heappop(self.due)[2]
        if settlement.code:
            self.lettered_due -= 1
        if self.open_groups.get(settlement.account) is settlement:
            del self.open_groups[settlement.account]
        return settlement

    def new_code(self, account: int) -> str:
        """Return the next lettering code of an account."""
        rank = self.codes.get(account, 0)
        self.codes[account] = rank + 1
        return lettering_code(rank)


def _third_parties(accounts: Sequence[Account]) -> ThirdParties:
    return ThirdParties([account.columns for account in accounts], [account.auxiliary_title for account in accounts])


@cache
def lettering_code(rank: int) -> str:
    """Return the code of the group of this rank on its account: AA, AB… ZZ, AAA."""
    code, length = "", 2
    while rank >= 26**length:
        rank -= 26**length
        length += 1
    for _ in range(length):
        rank, letter = divmod(rank, 26)
        code = chr(ord("A") + letter) + code
    return code


def _vat(net: int, rate: int) -> int:
    """Return the VAT of a net amount in cents, rate in hundredths of a percent, half away from zero."""
    return (net * rate + 5000) // 10000


class Books:
    """The entries of a year, in the order in which they are made; `random` is the only source of chance."""

    def __init__(self, lines: int, seed: int, year: int) -> None:
        self._random = Random(seed).random  # the only method whose figures no version of Python changes
        self._remaining = lines
        self._lines = lines
        self._days = date(year, 12, 31).timetuple().tm_yday
        self._year = year
        self._day = 0
        self._orders = 0
        self._dates = [(date(year, 1, 1) + timedelta(days)).strftime("%Y%m%d") for days in range(self._days)]
        self._customers = _third_parties(chart.third_parties(CUSTOMERS, "411", "C"))
        self._suppliers = _third_parties(chart.third_parties(SUPPLIERS, "401", "F"))
        self._others = {number: chart.Account(number, title).columns for number, title in chart.OTHERS.items()}
        self._by_site = {
            families: [account.columns for account in chart.by_site(families)] for families in chart.FAMILIES
        }

    def entries(self) -> Iterator[Entry]:
        """Yield entries until the number of lines asked is reached, to the line."""
        if self._remaining > 20 * MOST_LINES:
            yield from map(self._count, self._opening())
        while self._remaining >= 2 * self._lettered_due + MOST_LINES + 4:
            self._day = min(self._days - 1, (self._lines - self._remaining) * self._days // self._lines)
            side = self._side_due()
            yield self._count(self._payment(side) if side else self._operation())
        yield from map(self._count, self._last_payments())
        while self._remaining:
            size = min(self._remaining, MOST_LINES)
            yield self._count(self._filler(size - (self._remaining - size == 1)))

    def _count(self, entry: Entry) -> Entry:
        self._remaining -= len(entry.lines)
        self._day = max(self._day, entry.day)
        return entry

    # --- chance

    def _below(self, bound: int) -> int:
        return int(self._random() * bound)

    def _account(self, families: str) -> str:
        accounts = self._by_site[families]
        return accounts[self._below(len(accounts))]

    def _third_party(self, side: ThirdParties) -> int:
        """Return the rank of a third party; the first ones trade far more than the last ones."""
        return int(self._random() ** 3 * len(side.accounts))

    def _amount(self) -> int:
        """Return an amount from 5 € to some 15 000 €, small ones far more often."""
        return 500 + int(self._random() ** 4 * 1_500_000)

    # --- payments

    @property
    def _lettered_due(self) -> int:
        return self._customers.lettered_due + self._suppliers.lettered_due

    def _side_due(self) -> ThirdParties | None:
        sides = [side for side in (self._customers, self._suppliers) if side.due and side.due[0][0] <= self._day]
        return min(sides, key=lambda side: side.due[0][:2], default=None)

    def _payment(self, side: ThirdParties, fee: int = 0) -> Entry:
        """Return the payments due on the first day where some are: one customer, or a run of suppliers."""
        batch = [side.next_due()]
        if side is self._suppliers and not fee:
            while len(batch) < MOST_LINES - 1 and side.due and side.due[0][0] == batch[0].day:
                batch.append(side.next_due())
        day = batch[0].day
        total = sum(settlement.cents for settlement in batch)
        bank, journal = ("512100", "BP") if batch[0].account % 3 else ("512200", "CM")
        lines = [
            self._sided(side.accounts[paid.account], -paid.cents, paid.code, self._dates[day] if paid.code else "")
            for paid in batch
        ]
        lines.append(self._sided(self._others[bank], total - fee))
        if fee:
            lines.append(self._sided(self._others["627000"], fee))
        self._orders += 1
        piece = f"REG{self._orders:07}"
        who = side.names[batch[0].account] if len(batch) == 1 else f"{len(batch)} fournisseurs"
        return Entry(journal, day, piece, day, f"Règlement {who}", lines)

    def _last_payments(self) -> Iterator[Entry]:
        """Pay what is lettered and not yet paid; the last one takes the odd line that no other entry could."""
        for side in (self._customers, self._suppliers):
            side.due = [due for due in side.due if due[2].code]
            side.due.sort()
        while self._lettered_due:
            side = min((s for s in (self._customers, self._suppliers) if s.due), key=lambda s: s.due[0][:2])
            odd = self._lettered_due == 1 and self._remaining == _PAYMENT_WITH_FEE
            yield self._payment(side, fee=_BANK_FEE if odd else 0)

    def _sided(self, columns: str, cents: int, code: str = "", code_date: str = "") -> Line:
        return (columns, cents, 0, code, code_date) if cents > 0 else (columns, 0, -cents, code, code_date)

    # --- operations

    def _operation(self) -> Entry:
        makers = (
            (0.46, self._sale),
            (0.83, self._purchase),
            (0.88, self._cash_sale),
            (0.92, self._expense_claim),
            (0.95, self._payroll),
            (1.0, self._miscellaneous),
        )
        chance = self._random()
        return next(make for limit, make in makers if chance < limit)()

    def _sale(self) -> Entry:
        rate = (2000, 2000, 2000, 1000, 550, 0)[self._below(6)]
        families = "sales" if rate else "exempt sales"
        lines = [self._sided(self._account(families), -self._amount()) for _ in range(self._products(rate))]
        net = sum(line[2] for line in lines)
        if rate:
            lines.append(self._sided(self._others[chart.VAT_ACCOUNTS[rate]], -_vat(net, rate)))
        self._orders += 1
        return self._invoice(self._customers, "VE", f"F{self._year}-{self._orders:07}", self._day, lines)

    def _purchase(self) -> Entry:
        rate = (2000, 2000, 2000, 2000, 0)[self._below(5)]
        families = "purchases" if rate else "exempt purchases"
        lines = [self._sided(self._account(families), self._amount()) for _ in range(self._products(rate))]
        net = sum(line[1] for line in lines)
        if rate:
            lines.append(self._sided(self._others["445660"], _vat(net, rate)))
        piece = f"{self._below(9_000_000) + 1_000_000}"
        return self._invoice(self._suppliers, "AC", piece, max(0, self._day - self._below(6)), lines)

    def _products(self, rate: int) -> int:
        """Return the number of lines of income or charge of an invoice: most often one."""
        return 1 + self._below(3) if rate and self._random() < _SEVERAL_PRODUCTS else 1

    def _invoice(self, side: ThirdParties, journal: str, piece: str, piece_day: int, lines: list[Line]) -> Entry:
        cents = sum(line[2] - line[1] for line in lines)
        account = self._third_party(side)
        code, code_day = self._settle(side, account, cents)
        third_party = self._sided(side.accounts[account], cents, code, self._dates[code_day] if code else "")
        return Entry(
            journal, self._day, piece, piece_day, f"Facture {piece} {side.names[account]}", (third_party, *lines)
        )

    def _settle(self, side: ThirdParties, account: int, cents: int) -> tuple[str, int]:
        """Plan the payment of an invoice; return its lettering code, if any, and its day."""
        group = side.open_groups.get(account)
        if group and self._random() < _JOINS:
            del side.open_groups[account]
            group.cents += cents
            return group.code, group.day
        chance = self._random()
        day = self._day + 10 + self._below(50)
        if side is self._suppliers:
            day += -day % 5  # suppliers are paid in runs
        if chance > _PAID or day >= self._days:
            return "", 0
        lettered = chance < _LETTERED
        settlement = Settlement(account, cents, side.new_code(account) if lettered else "", day)
        if lettered:
            side.open_groups[account] = settlement
        self._orders += 1
        side.plan(settlement, self._orders)
        return settlement.code, day

    def _cash_sale(self) -> Entry:
        net = 500 + self._below(20000)
        vat = _vat(net, 2000)
        lines = [
            self._sided(self._others["531000"], net + vat),
            self._sided(self._account("sales"), -net),
            self._sided(self._others["445710"], -vat),
        ]
        return self._entry("CA", "Ventes au comptoir", lines)

    def _expense_claim(self) -> Entry:
        lines = [self._sided(self._account("expenses"), 200 + self._below(30000)) for _ in range(1 + self._below(3))]
        lines.append(self._sided(self._others["467000"], -sum(line[1] for line in lines)))
        return self._entry("NF", "Note de frais", lines)

    def _payroll(self) -> Entry:
        gross = 150_000 + self._below(5_000_000)
        urssaf, pension = gross * 3 // 10, gross // 10
        withheld, tax = gross * 22 // 100, gross // 20
        return self._entry(
            "PA",
            "Salaires du mois",
            [
                self._sided(self._account("salaries"), gross),
                self._sided(self._account("social charges"), urssaf),
                self._sided(self._account("pension charges"), pension),
                self._sided(self._others["431000"], -urssaf - withheld),
                self._sided(self._others["437000"], -pension),
                self._sided(self._others["442100"], -tax),
                self._sided(self._others["421000"], withheld + tax - gross),
            ],
        )

    def _miscellaneous(self) -> Entry:
        return self._filler(2 + self._below(3))

    def _filler(self, size: int) -> Entry:
        lines = [self._sided(self._account("miscellaneous"), self._amount()) for _ in range(size - 1)]
        lines.append(self._sided(self._others["467000"], -sum(line[1] for line in lines)))
        return self._entry("OD", "Répartition de charges", lines)

    def _entry(self, journal: str, label: str, lines: Sequence[Line]) -> Entry:
        self._orders += 1
        return Entry(journal, self._day, f"{journal}{self._orders:07}", self._day, label, lines)

    # --- opening

    def _opening(self) -> Iterator[Entry]:
        """Yield the balances brought forward, as three entries."""
        for assets, balancing in (
            ({"205000": 1_250_000, "213500": 8_400_000, "215400": 21_730_000, "218200": 6_512_050}, "101300"),
            ({"218300": 1_947_499, "370000": 9_876_543, "281540": -7_200_000, "281820": -2_104_350}, "106100"),
            ({"512100": 15_403_217, "512200": 4_120_833, "531000": 52_010, "164000": -12_000_000}, "110000"),
        ):
            lines = [self._sided(self._others[number], cents) for number, cents in assets.items()]
            lines.append(self._sided(self._others[balancing], -sum(assets.values())))
            yield Entry("AN", 0, f"AN{self._year}", 0, "À nouveaux", lines)
