"""Ghost lines: what the machine proposes below the lines of an entry (KM-81 to KM-90, KM-74, SJ-17).

They are computed from the real lines each time these change and never stored: accepting one makes it a real line, a
line of the user's own moves them down, and what no longer fits is simply proposed no more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tuicompta.core.entry import chains
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.ghost import Ghost, balancing, of_owed
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.entry.profile import GridProfile
from tuicompta.core.entry.roles import counterpart_of, fixed_side, is_net, is_reversed, is_vat, taxed, third_party_line
from tuicompta.core.entry.traces import Traces
from tuicompta.core.entry.usual import Plan, UsualEntries
from tuicompta.core.entry.vat_split import TaxedLine, net_proposal, owed_vat, remainder
from tuicompta.core.enums import CounterpartMode, Side


class GhostLines:
    """Computes the ghost lines of an entry at its position in the grid."""

    def __init__(self, facts: Facts, traces: Traces, profile: GridProfile) -> None:
        self._facts = facts
        self._profile = profile
        self._usual = UsualEntries(facts, traces)

    def of(self, entry: GridEntry, position: int) -> tuple[Ghost, ...]:
        """Return the ghost lines of an entry; none before its first line is whole, nor once it is complete."""
        journal = self._facts.journal(entry.journal)
        closed = entry.complete or entry.read_only or entry.template
        if journal is None or journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL:
            return ()
        if closed or not entry.lines or not entry.lines[0].is_whole:
            return ()
        lines = taxed(self._facts, entry.lines, entry.declined)
        found = _pairs(lines, entry) if entry.is_balanced else self._proposed(entry, position, journal, lines)
        waiting = Counter(line.account for line in entry.lines if not line.balance)
        return tuple(_without(found, waiting))

    def _proposed(
        self, entry: GridEntry, position: int, journal: JournalInfo, lines: list[TaxedLine]
    ) -> Iterable[Ghost]:
        counterpart = counterpart_of(journal)
        if counterpart:
            return _with_counterpart(entry, counterpart, lines)
        chain = chains.pending(self._facts, entry) if self._profile.associated_accounts else []
        if chain:
            return chain
        plan = self._usual.plan(entry, position, journal)
        if plan is None:
            return [of_owed(vat) for vat in owed_vat(lines, entry.declined)]
        return _Planner(self._facts, journal, entry, plan).ghosts(lines)


@dataclass(frozen=True)
class _Planner:
    """Gives their amounts to the accounts of a plan, each computed as if those before it were accepted (KM-89)."""

    facts: Facts
    journal: JournalInfo
    entry: GridEntry
    plan: Plan

    def ghosts(self, lines: Sequence[TaxedLine]) -> list[Ghost]:
        """Return the lines of the plan, then the taxes that it does not hold."""
        ghosts: list[Ghost] = []
        simulated = [self._awaited(pair, lines) for pair in lines]
        for rank, account in enumerate(self.plan.accounts):
            ghost = self._line(account, simulated, is_last=rank == len(self.plan.accounts) - 1)
            if ghost.cents or not self._is_computed(account):
                ghosts.append(ghost)
                simulated.append((ghost.line(), self.plan.vat if is_net(account) else None))
        planned = {ghost.account for ghost in ghosts}
        owed = owed_vat(simulated, self.entry.declined)
        return ghosts + [of_owed(vat) for vat in owed if vat.account not in planned]

    def _awaited(self, pair: TaxedLine, lines: Sequence[TaxedLine]) -> TaxedLine:
        """Return the single net line being typed with the amount proposed on it."""
        line = pair[0]
        if line.balance or not self.plan.net or line.account != self.plan.net:
            return pair
        return self._net(line.account, lines).line(), self.plan.vat

    def _is_computed(self, account: str) -> bool:
        """Tell whether the amount of an account follows from the total: without any left, the line is not proposed."""
        return bool(self.plan.net) and (is_net(account) or is_vat(account))

    def _line(self, account: str, lines: Sequence[TaxedLine], *, is_last: bool) -> Ghost:
        if account == self.plan.net:
            return self._net(account, lines)
        owed = {vat.account: vat for vat in owed_vat(lines, self.entry.declined)}
        if account in owed and (self.plan.net or not is_last):
            return of_owed(owed[account])
        side = self._side(account)
        if is_last and not self._is_computed(account):
            taxes = sum(vat.amount for vat in owed.values() if vat.account != account)
            last = balancing(account, -sum(line.balance for line, _ in lines) - taxes)
            if last and side in {None, last.side}:
                return last
        return Ghost(account, side or self.plan.sides.get(account, Side.DEBIT))

    def _net(self, account: str, lines: Sequence[TaxedLine]) -> Ghost:
        side = self._side(account) or Side.DEBIT
        amount = net_proposal(remainder(lines, self.entry.declined), self.plan.vat)
        cents = amount if side is Side.DEBIT else -amount
        return Ghost(account, side, cents if same_sign(cents, self.entry) else 0)

    def _side(self, account: str) -> Side | None:
        side = fixed_side(self.facts, self.journal, account)
        return side.opposite if side and is_reversed(self.facts, self.journal, self.entry) else side


def same_sign(cents: int, entry: GridEntry) -> bool:
    """Tell whether an amount on its side has the sign of that of the third-party line: a split keeps it (KM-83)."""
    third_party = third_party_line(entry)
    typed = (third_party.debit or third_party.credit) if third_party else 0
    return cents * typed > 0


def _pairs(lines: Sequence[TaxedLine], entry: GridEntry) -> list[Ghost]:
    """Return the taxes that balance by themselves, those of a reverse charge (KM-88)."""
    owed = owed_vat(lines, entry.declined)
    return [] if sum(vat.amount for vat in owed) else [of_owed(vat) for vat in owed]


def _with_counterpart(entry: GridEntry, counterpart: str, lines: Sequence[TaxedLine]) -> Iterator[Ghost]:
    """Return the taxes, then the counterpart of all the lines, unless it was just typed (CTP-01, CTP-06)."""
    yield from (of_owed(vat) for vat in owed_vat(lines, entry.declined))
    last = balancing(counterpart, remainder(lines, entry.declined))
    if last and counterpart not in (entry.lines[-1].account, *entry.declined):
        yield last


def _without(ghosts: Iterable[Ghost], waiting: Counter[str]) -> Iterator[Ghost]:
    """Return the ghosts whose account is not already on a real line that waits for its amount."""
    for ghost in ghosts:
        if waiting[ghost.account] > 0:
            waiting[ghost.account] -= 1
        else:
            yield ghost
