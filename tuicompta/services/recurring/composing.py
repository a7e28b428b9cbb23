"""The entry of an occurrence: its date, its piece number, its labels, its amounts (ABO-03, ABO-06)."""

from tuicompta.core.dates import format_date, month_name
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import Side
from tuicompta.core.labels import account_of_party, build_label
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.models.database import Database
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.references import JournalRow, References
from tuicompta.services.recurring.models import amounts_of, labels_of
from tuicompta.services.recurring.occurrences import Occurrence
from tuicompta.services.recurring.records import RecurringEntry


def compose(database: Database, card: RecurringEntry, occurrence: Occurrence) -> GridEntry:
    """Return the entry that an occurrence posts, lines without amount left out.

    Raises the refusals of its date, of its accounts and of its model; nothing is stored.
    """
    references = References(database)
    day = occurrence.day
    period = references.open_period(day, f"{card.code} du {format_date(day)}")
    journal = references.journal(card.journal, period.fiscal_year_id)
    words = _Words(references, card, journal, occurrence)
    typed = build_label(card.piece, words.tokens("", ""))[:PIECE_LENGTH]
    piece = typed or PieceScope(database, journal, period, day).proposed()
    mark = Provenance.TYPED if typed else Provenance.ACCEPTED
    amounts = amounts_of(database, card, dict(occurrence.amounts))
    labels = labels_of(database, card, day, piece)
    lines = tuple(
        _line(line.account, words.label(template or card.label, line.account, piece), amount).with_value(
            Column.PIECE, piece, mark if rank == 0 else Provenance.REPEATED
        )
        for rank, (line, amount, template) in enumerate(zip(card.lines, amounts, labels, strict=True))
        if amount
    )
    return GridEntry(key=occurrence.rank, journal=card.journal, entry_date=day, lines=lines)


def label_of(card: RecurringEntry, occurrence: Occurrence) -> str:
    """Return the label of a card at an occurrence, as lists show it: what depends on a line is left out."""
    return build_label(card.label, _of_occurrence(occurrence))


def _of_occurrence(occurrence: Occurrence) -> dict[str, str]:
    """Return the values of the tokens that the date gives."""
    day = occurrence.day
    return {"mois": month_name(day), "aaaa": str(day.year), "date": format_date(day), "n": str(occurrence.rank)}


class _Words:
    """Evaluates the tokens of a card at one of its occurrences (ABO-03)."""

    def __init__(
        self, references: References, card: RecurringEntry, journal: JournalRow, occurrence: Occurrence
    ) -> None:
        self._references = references
        self._numbers = [line.account for line in card.lines]
        self._journal = journal
        self._occurrence = occurrence

    def label(self, template: str, account: str, piece: str) -> str:
        """Return a label on the line of an account."""
        return build_label(template, self.tokens(account, piece))

    def tokens(self, account: str, piece: str) -> dict[str, str]:
        """Return the values of the tokens of JF-26 on a line, and those of an occurrence."""
        return {
            "tiers": self._title(account_of_party(self._numbers)),
            "intitule": self._title(account) if account else "",
            "compte": account,
            "piece": piece,
            "document": "",
            "journal": self._journal.description,
            **_of_occurrence(self._occurrence),
        }

    def _title(self, number: str) -> str:
        return self._references.account(number).title


def _line(account: str, label: str, amount: int) -> GridLine:
    side = Side.DEBIT if amount > 0 else Side.CREDIT
    line = GridLine(account=account, label=label, marks={Column.LABEL: Provenance.TYPED})
    return line.with_amount(side, abs(amount), Provenance.TYPED)
