"""What usually follows the first line of an entry: the accounts of the last one of the third party (KM-89)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.model import GridEntry, GridLine
from tuicompta.core.entry.ports import JournalInfo, PastLine, VatProposal
from tuicompta.core.entry.roles import is_net, is_vat, third_party_line, vat_of_account
from tuicompta.core.entry.traces import Traces
from tuicompta.core.enums import AccountType, Side


@dataclass(frozen=True, slots=True)
class Plan:
    """Accounts expected after those of the entry.

    `net` is the only net account of the whole entry, whose amount then comes from the total, with the VAT `vat`, as
    last time or none if there was none. It is "" with several net lines: their amounts are to be typed. `sides` are
    those of last time, turned as the third-party line is now, for the accounts that no rule gives a side.
    """

    accounts: tuple[str, ...]
    net: str
    vat: VatProposal | None
    sides: Mapping[str, Side] = field(default_factory=dict)


class UsualEntries:
    """Finds what to expect after the first line of an entry."""

    def __init__(self, facts: Facts, traces: Traces) -> None:
        self._facts = facts
        self._traces = traces

    def plan(self, entry: GridEntry, position: int, journal: JournalInfo) -> Plan | None:
        """Return the accounts expected after a first line on a third party, nothing when nothing is known."""
        third_party = third_party_line(entry)
        if third_party is None or third_party is not entry.lines[0]:
            return None
        usual = self._lines(third_party.account, position, journal)
        return self._left(entry, usual) if usual else self._associated(entry, third_party.account)

    def _lines(self, third_party: str, position: int, journal: JournalInfo) -> Sequence[GridLine | PastLine]:
        """Return the lines of the latest entry: of the grid, of the journal, else of a journal of the same type."""
        same = self._traces.last_with_account(third_party, [journal.code], position)
        if same:
            return same.lines
        stored = self._facts.usual_entry(third_party, journal.code)
        if stored is None or stored.journal != journal.code:
            alike = [other.code for other in self._facts.journals() if other.type is journal.type]
            near = self._traces.last_with_account(third_party, alike, position)
            if near:
                return near.lines
        return stored.lines if stored else ()

    def _left(self, entry: GridEntry, lines: Sequence[GridLine | PastLine]) -> Plan:
        """Return what the entry does not have yet of the accounts of a usual one."""
        usual = [line.account for line in lines]
        nets = [account for account in usual if is_net(account)]
        left = Counter(usual) - Counter([*(line.account for line in entry.lines), *entry.declined])
        accounts = []
        for account in self._enterable(usual):
            if left[account] > 0:
                left[account] -= 1
                accounts.append(account)
        net = nets[0] if len(nets) == 1 else ""
        vat = self._vat(entry, net, usual) if net else None
        return Plan(tuple(accounts), net, vat, _sides(entry.lines[0], lines))

    def _associated(self, entry: GridEntry, third_party: str) -> Plan | None:
        """Return the first net account among the associated accounts of the third party."""
        account = self._facts.account(third_party)
        nets = [row.account for row in account.associated if is_net(row.account)] if account else []
        if not nets or nets[0] in entry.declined or any(is_net(line.account) for line in entry.lines):
            return None
        vat = vat_of_account(self._facts, nets[0], entry.declined)
        return Plan(tuple(self._enterable(nets[:1])), nets[0], vat)

    def _vat(self, entry: GridEntry, net: str, usual: Sequence[str]) -> VatProposal | None:
        """Return the VAT of a usual net line: that of its account, or of the VAT line it had, or none (KM-85)."""
        vat = vat_of_account(self._facts, net, entry.declined)
        taxes = [account for account in usual if is_vat(account) and account not in entry.declined]
        if not taxes or (vat and vat.account in taxes):
            return vat if taxes else None
        account = self._facts.account(taxes[0])
        return VatProposal(account.tax_rate, taxes[0]) if account and account.tax_rate else vat

    def _enterable(self, numbers: Iterable[str]) -> Iterator[str]:
        for number in numbers:
            account = self._facts.account(number)
            if account and account.type is AccountType.DETAIL and not account.blocked:
                yield number


def _sides(third_party: GridLine, lines: Sequence[GridLine | PastLine]) -> dict[str, Side]:
    """Return the sides of a usual entry, the other way round when its third party was on the other side (KM-78)."""
    then = next((_side(line) for line in lines if line.account == third_party.account), None)
    turned = then is not _side(third_party)
    return {line.account: _side(line).opposite if turned else _side(line) for line in lines}


def _side(line: GridLine | PastLine) -> Side:
    return Side.DEBIT if line.debit else Side.CREDIT
