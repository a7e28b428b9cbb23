"""The balancing entry of approximate lettering (LETT-17, LETT-23 to LETT-25)."""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import CounterpartMode, EntryOrigin, JournalType, NumberingMode
from tuicompta.core.numbering import increment
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.references import JournalRow, References
from tuicompta.services.entries.save import SavedEntry, save_entries
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear
from tuicompta.services.lettering.accounts import LetteredAccount
from tuicompta.services.lettering.errors import GapEntryError

DEFAULT_LABEL = "Écart de lettrage"

_INACTIVE = "SELECT inactive FROM journal WHERE id = ?"
_FIRST_OPEN = """
    SELECT max(period.start_date, ?) FROM period
      LEFT JOIN journal_period ON journal_period.period_id = period.id AND journal_id = ?
     WHERE fiscal_year_id = ? AND end_date >= ? AND journal_period.closed_at IS NULL
     ORDER BY period.start_date LIMIT 1
"""


@dataclass
class GapEntries:
    """How the balancing entries of one act are numbered and named.

    `piece` is the number typed for the first one, used where the journal is numbered by hand, and the next ones follow
    it (LAUT-15); `label` is copied on all of them, the code added to the usual one (LAUT-16, LETT-24).
    """

    piece: str = ""
    label: str = DEFAULT_LABEL

    def post(
        self, dossier: Dossier, account: LetteredAccount, year: FiscalYear, gap: int, code: str, day: date
    ) -> SavedEntry:
        """Post the entry that takes a gap (debits − credits, cents) off the account; its first line is on the account.

        Raises `GapEntryError`, and the refusals of a save.
        """
        other = account.gap_debit if gap > 0 else account.gap_credit
        journal, when = _place(dossier.database, account, year, day, other)
        piece = self._piece_of(dossier.database, journal, when)
        label = f"{self.label} {code}" if self.label == DEFAULT_LABEL else self.label
        loss, gain = max(gap, 0), max(-gap, 0)
        marks = {Column.PIECE: Provenance.ACCEPTED} if piece else {}
        lines = (
            GridLine(piece=piece, account=account.number, label=label, debit=gain, credit=loss, marks=marks),
            GridLine(piece=piece, account=other, label=label, debit=loss, credit=gain, marks=marks),
        )
        entry = GridEntry(key=1, journal=journal.code, entry_date=when, lines=lines)
        saved = save_entries(dossier, [entry], EntryOrigin.LETTERING_GAP)[0]
        if self.piece and journal.numbering is NumberingMode.MANUAL:
            self.piece = increment(self.piece)
        return saved

    def _piece_of(self, database: Database, journal: JournalRow, when: date) -> str:
        if self.piece and journal.numbering is NumberingMode.MANUAL:
            return self.piece
        period = References(database).open_period(when, journal.code)
        scope = PieceScope(database, journal, period, when)
        if journal.numbering is NumberingMode.MANUAL:
            return increment(scope.last())
        return scope.number(scope.next_free_counter())


def _place(
    database: Database, account: LetteredAccount, year: FiscalYear, day: date, other: str
) -> tuple[JournalRow, date]:
    """Return the journal of the entry, and its date: that of the latest line, or the first open day after (LETT-24)."""
    if not account.gap_journal or not other:
        missing = "compte" if account.gap_journal else "journal"
        raise _refusal(account, f"aucun {missing} de régularisation n'est choisi sur la fiche du compte")
    journal = References(database).journal(account.gap_journal, year.id)
    if journal.type is JournalType.OPENING:
        raise _refusal(account, f"le journal {journal.code} est de type {journal.type.label}")
    if journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL:
        raise _refusal(account, f"le journal {journal.code} est en pied de journal")
    if database.value(_INACTIVE, (journal.id,)):
        raise _refusal(account, f"le journal {journal.code} est inactif")
    found = database.value(_FIRST_OPEN, (iso(day), journal.id, year.id, iso(day)))
    if found is None:
        raise _refusal(account, f"le journal {journal.code} n'a plus de mois ouvert dans l'exercice {year.label}")
    return journal, parse_iso(found)


def _refusal(account: LetteredAccount, reason: str) -> GapEntryError:
    return GapEntryError(number=account.number, reason=reason)
