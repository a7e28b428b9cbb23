"""What is proposed in each cell of a line while it is empty (KM-72 to KM-78, KM-81)."""

from dataclasses import replace

from tuicompta.core.entry.amounts import Amounts
from tuicompta.core.entry.book import GridBook
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.ghost import Ghost
from tuicompta.core.entry.ghosts import GhostLines
from tuicompta.core.entry.headers import Headers
from tuicompta.core.entry.labels import Labels
from tuicompta.core.entry.model import AMOUNT_OF, AMOUNTS, CellValue, Column, GridEntry, GridLine, Provenance
from tuicompta.core.entry.profile import GridProfile
from tuicompta.core.entry.repeats import next_line
from tuicompta.core.entry.settlements import Settlements


class Proposals:
    """Gives what is proposed in any cell of the grid."""

    def __init__(self, facts: Facts, book: GridBook, profile: GridProfile) -> None:
        self.headers = Headers(facts, book, profile)
        self.labels = Labels(facts, book.traces)
        self.settlements = Settlements(facts, book, self.headers)
        self.amounts = Amounts(facts, book, self.headers, GhostLines(facts, book.traces, profile))
        self._book = book

    def ghosts(self, position: int) -> tuple[Ghost, ...]:
        """Return the ghost lines of the entry at a position."""
        return self.amounts.ghosts(position, self._book.entries[position])

    def line_at(self, position: int, index: int) -> GridLine:
        """Return the line shown at a row of an entry: a real one, a ghost one, or the empty one to come."""
        entry = self._book.entries[position]
        if index < len(entry.lines):
            return entry.lines[index]
        ghosts = self.ghosts(position)
        rank = index - len(entry.lines)
        return self.accepted(position, ghosts[rank]) if rank < len(ghosts) else self.empty_line(position)

    def empty_line(self, position: int) -> GridLine:
        """Return the next line of an entry, with what it repeats of the first one, or its piece number."""
        entry = self._book.entries[position]
        journal = self.headers.journal_info(position)
        if journal is None:
            return GridLine()
        if entry.lines:
            return next_line(entry, journal)
        number = self.headers.piece(position, entry)
        return GridLine().with_value(Column.PIECE, number, Provenance.ACCEPTED) if number else GridLine()

    def accepted(self, position: int, ghost: Ghost) -> GridLine:
        """Return the real line that a ghost line becomes: account, label and amount (KM-82)."""
        line = self.bare(position, ghost)
        return line.with_amount(ghost.side, ghost.cents, Provenance.ACCEPTED) if ghost.cents else line

    def bare(self, position: int, ghost: Ghost) -> GridLine:
        """Return the real line that a ghost line becomes when its account alone is accepted (KM-82)."""
        line = self.empty_line(position).with_value(Column.ACCOUNT, ghost.account, Provenance.ACCEPTED)
        if line.label:
            return line
        label = self.label(position, len(self._book.entries[position].lines), line)
        return line.with_value(Column.LABEL, label, Provenance.ACCEPTED) if label else line

    def value(self, position: int, index: int, column: Column, line: GridLine | None = None) -> CellValue:
        """Return what is proposed in an empty cell, nothing when the cell holds a value or was emptied."""
        entry = self._book.entries[position]
        shown = line or self.line_at(position, index)
        if column is Column.JOURNAL:
            return "" if entry.journal else self.headers.journal(position)
        if column is Column.DATE:
            return None if entry.entry_date else self.headers.entry_date(position)
        if shown.value(column) or shown.provenance(column) is Provenance.CLEARED:
            return None
        return self._of_line(position, index, column, shown)

    def _of_line(self, position: int, index: int, column: Column, line: GridLine) -> CellValue:
        if column is Column.PIECE:
            return "" if index else self.headers.piece(position, self._book.entries[position])
        if column is Column.LABEL:
            return self.label(position, index, line)
        if column in AMOUNTS:
            proposed = self.amounts.amount(position, index, line)
            return proposed.cents if proposed and column is AMOUNT_OF[proposed.side] else 0
        if column is Column.DUE_DATE:
            return self.settlements.due_date(position, line)
        if column is Column.PAYMENT_METHOD:
            return self.settlements.payment_method(position, line)
        return self.settlements.cheque(position, line) if column is Column.CHEQUE else ""

    def label(self, position: int, index: int, line: GridLine) -> str:
        """Return the label of the rule of the journal, else what was used last on the account (KM-15, KM-69)."""
        journal = self.headers.journal_info(position)
        if journal is None:
            return ""
        ruled = self.rule_label(position, index, line)
        return ruled or self.labels.of_memory(line, journal, position)

    def rule_label(self, position: int, index: int, line: GridLine) -> str:
        """Return the label that the rule of the journal gives, "" when it leaves the cell empty."""
        journal = self.headers.journal_info(position)
        entry = self._dated(position)
        return self.labels.of_rule(entry, index, line, journal) if journal else ""

    def _dated(self, position: int) -> GridEntry:
        """Return an entry with the date proposed, which the tokens of a label may need."""
        entry = self._book.entries[position]
        return entry if entry.entry_date else replace(entry, entry_date=self.headers.entry_date(position))
