"""What was typed in an entry window, saved or not, as lines of a book of entries (KM-40)."""

from collections.abc import Iterable, Iterator

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.model import GridEntry
from tuicompta.reports.books.draft_book import UNSAVED, BookLine
from tuicompta.services.dossiers.dossier import Dossier

_NO_JOURNAL = "Sans journal"


def typed_lines(dossier: Dossier, entries: Iterable[GridEntry], month: YearMonth) -> list[BookLine]:
    """Return the lines by journal and month; those without a date are in the working month."""
    journals: dict[str, str] = dict(dossier.database.rows("SELECT code, description FROM journal"))
    titles: dict[str, str] = dict(dossier.database.rows("SELECT number, title FROM account"))

    def place(entry: GridEntry) -> tuple[str, YearMonth]:
        return entry.journal, YearMonth.of(entry.entry_date) if entry.entry_date else month

    def lines_of(entry: GridEntry) -> Iterator[BookLine]:
        status = entry.status.mark if entry.saved else UNSAVED
        block = f"{entry.journal} – {journals.get(entry.journal, '')}" if entry.journal else _NO_JOURNAL
        for line in entry.lines:
            yield BookLine(
                journal=entry.journal,
                block=block,
                month=place(entry)[1],
                entry=entry.key,
                day=entry.entry_date,
                piece=line.piece,
                document=line.document,
                account=line.account,
                title=titles.get(line.account, ""),
                label=line.label,
                debit=line.debit,
                credit=line.credit,
                due_on=line.due_date,
                status=status,
                entered_by=dossier.user.code,
                entered_on=dossier.today(),
            )

    return [line for entry in sorted(entries, key=place) for line in lines_of(entry)]
