"""The side and amount proposed on a line (KM-16, KM-72, KM-73, KM-77, KM-78, KM-83, KM-86)."""

from dataclasses import replace

from tuicompta.core.entry.book import GridBook
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.ghost import Ghost, balancing
from tuicompta.core.entry.ghosts import GhostLines, same_sign
from tuicompta.core.entry.headers import Headers
from tuicompta.core.entry.model import AMOUNT_OF, GridEntry, GridLine, Provenance
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.entry.roles import card_side, is_reversed, taxed, third_party_line, vat_of_account
from tuicompta.core.entry.vat_split import net_proposal, remainder
from tuicompta.core.enums import JournalType, Side
from tuicompta.core.natures import is_third_party
from tuicompta.core.sides import proposed_side

_REMEMBERED = 8


class Amounts:
    """Gives the side and amount proposed on any line, and remembers the ghost lines of the entries last asked about."""

    def __init__(self, facts: Facts, book: GridBook, headers: Headers, ghost_lines: GhostLines) -> None:
        self._facts = facts
        self._book = book
        self._headers = headers
        self._ghost_lines = ghost_lines
        self._known: list[tuple[GridEntry, int, tuple[Ghost, ...]]] = []
        self._without: tuple[GridEntry, int, GridEntry] | None = None

    def forget(self) -> None:
        """Compute everything again: the answers of the outside world may have changed."""
        self._known.clear()

    def ghosts(self, position: int, entry: GridEntry) -> tuple[Ghost, ...]:
        """Return the ghost lines of an entry at a position."""
        for known, at, ghosts in self._known:
            if known is entry and at == position:
                return ghosts
        found = self._ghost_lines.of(entry, position)
        self._known = [(entry, position, found), *self._known[: _REMEMBERED - 1]]
        return found

    def side(self, position: int, index: int, line: GridLine) -> Side:
        """Return the side that the cursor lands on: that of the amount, else the one proposed (KM-16, KM-77, KM-78)."""
        if line.side:
            return line.side
        journal = self._headers.journal_info(position)
        others = self._others(position, index)
        ghost = self._ghost_of(line.account, position, others)
        if ghost:
            return ghost.side
        if journal is None or not line.account:
            return Side.DEBIT
        return self._side(journal, others, index, line.account)

    def _side(self, journal: JournalInfo, others: GridEntry, index: int, account: str) -> Side:
        left = remainder(taxed(self._facts, others.lines, others.declined), others.declined)
        return proposed_side(
            account,
            journal.type,
            card_side=card_side(self._facts, journal, account),
            counterpart=journal.counterpart_account or None,
            difference=-left or others.difference,
            reversed_entry=index > 0 and is_reversed(self._facts, journal, others),
        )

    def amount(self, position: int, index: int, line: GridLine) -> Ghost | None:
        """Return the amount proposed on a line that has none, with its side (KM-72, KM-73, KM-83, KM-86)."""
        journal = self._headers.journal_info(position)
        if journal is None or not line.account or line.side or self._book.entries[position].template:
            return None
        if Provenance.CLEARED in (line.provenance(column) for column in AMOUNT_OF.values()):
            return None
        others = self._others(position, index)
        if not any(other.balance for other in others.lines):
            return self._amount_due(position, index, line, journal)
        ghost = self._ghost_of(line.account, position, others)
        return ghost or self._balance(journal, others, index, line.account)

    def _amount_due(self, position: int, index: int, line: GridLine, journal: JournalInfo) -> Ghost | None:
        """Return what is due first on a third party, on the first line of a Trésorerie journal (KM-73)."""
        if journal.type is not JournalType.TREASURY or not is_third_party(line.account):
            return None
        dues = self._facts.open_due_dates(line.account)
        return Ghost(line.account, self.side(position, index, line), dues[0].remaining) if dues else None

    def _balance(self, journal: JournalInfo, others: GridEntry, index: int, account: str) -> Ghost | None:
        """Return the net part of the total left, or what balances, if the side proposed is the one for it."""
        left = remainder(taxed(self._facts, others.lines, others.declined), others.declined)
        side = self._side(journal, others, index, account)
        vat = vat_of_account(self._facts, account, others.declined)
        if vat and third_party_line(others):
            net = net_proposal(left, vat)
            cents = net if side is Side.DEBIT else -net
            return Ghost(account, side, cents) if same_sign(cents, others) else None
        found = balancing(account, left)
        return found if found and found.side is side else None

    def _ghost_of(self, account: str, position: int, others: GridEntry) -> Ghost | None:
        """Return the ghost line that a line on this account stands for, if it has an amount."""
        ghosts = self.ghosts(position, others) if account else ()
        return next((ghost for ghost in ghosts if ghost.account == account and ghost.cents), None)

    def _others(self, position: int, index: int) -> GridEntry:
        """Return the entry as if the line were not there."""
        entry = self._book.entries[position]
        if index >= len(entry.lines):
            return entry
        if self._without is None or self._without[0] is not entry or self._without[1] != index:
            others = replace(entry, lines=entry.lines[:index] + entry.lines[index + 1 :], complete=False)
            self._without = entry, index, others
        return self._without[2]
