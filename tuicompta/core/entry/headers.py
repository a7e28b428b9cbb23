"""What is proposed at the start of an entry: journal, working month, date, piece number."""

from datetime import date

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.book import GridBook
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.entry.profile import GridProfile
from tuicompta.core.enums import NumberingMode
from tuicompta.core.numbering import increment


class Headers:
    """Gives the journal, date and piece number proposed for the entry at a position of the grid."""

    def __init__(self, facts: Facts, book: GridBook, profile: GridProfile) -> None:
        self._facts = facts
        self._book = book
        self._grid = book.grid
        self._profile = profile

    def offered(self) -> list[JournalInfo]:
        """Return the journals that can be entered in this window, by code (KM-09, INV-08)."""
        journals = self._facts.journals()
        return [journal for journal in journals if self._profile.offers(journal.type, journal.counterpart_mode)]

    def journal(self, position: int) -> str:
        """Return the journal of the entry above, else the user's last one, "" when it is not offered (KM-45)."""
        if self._grid.journal:
            return self._grid.journal
        above = self._above(position)
        code = above.journal if above and above.journal else self._facts.last_journal()
        journal = self._facts.journal(code)
        return code if journal and self._profile.offers(journal.type, journal.counterpart_mode) else ""

    def journal_info(self, position: int) -> JournalInfo | None:
        """Return the journal of an entry, or the one proposed while it has none."""
        return self._facts.journal(self._book.entries[position].journal or self.journal(position))

    def working_month(self, position: int) -> YearMonth:
        """Return the month that completes a day typed in the entry at a position (KM-42)."""
        if self._grid.working_month:
            return self._grid.working_month
        above = self._dated_above(position)
        if above and above.entry_date:
            return YearMonth.of(above.entry_date)
        last = self._facts.last_entry_date(self._grid.start, self._grid.end)
        return YearMonth.of(last) if last else self.current_month()

    def current_month(self) -> YearMonth:
        """Return the month of today, or the month of the fiscal year nearest to it (SJL-06, SJL-07)."""
        return YearMonth.of(min(max(self._facts.today(), self._grid.start), self._grid.end))

    def entry_date(self, position: int) -> date | None:
        """Return the date of the entry above, else today or the first day of the working month (KM-10).

        Nothing when the journal has no «Reprise de date». A month chosen in the header counts as a fresh start.
        """
        journal = self.journal_info(position)
        if self._grid.entry_date or journal is None or not journal.repeats_date:
            return self._grid.entry_date
        above = self._dated_above(position)
        if above and not self._grid.working_month:
            return above.entry_date
        month = self.working_month(position)
        today = self._facts.today()
        day = today if YearMonth.of(today) == month else month.first
        return min(max(day, self._grid.start), self._grid.end)

    def piece(self, position: int, entry: GridEntry) -> str:
        """Return the number proposed on the first line of an entry (NUM-01, KM-57)."""
        journal = self._facts.journal(entry.journal) or self.journal_info(position)
        day = entry.entry_date or self.entry_date(position) or self.working_month(position).first
        if journal is None:
            return ""
        if journal.numbering is not NumberingMode.MANUAL:
            return self._book.pieces.proposal(position, journal, day)
        above = self._book.traces.last_of_journal(journal.code, position)
        last = above.piece if above else self._facts.last_piece(journal.code, day)
        return increment(last) if last else ""

    def _above(self, position: int) -> GridEntry | None:
        return self._book.entries[position - 1] if position else None

    def _dated_above(self, position: int) -> GridEntry | None:
        """Return the nearest entry above that has a date in the fiscal year of the header."""
        for rank in range(position - 1, -1, -1):
            day = self._book.entries[rank].entry_date
            if day and self._grid.start <= day <= self._grid.end:
                return self._book.entries[rank]
        return None
