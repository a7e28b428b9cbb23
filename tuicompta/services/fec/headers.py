"""Headers of imported entries, with the seal of those taken as validated (FECI-02, CEE-06)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tuicompta.core.enums import EntryOrigin, EntryStatus, JournalType
from tuicompta.exchange.fec.normaliser import shown_number
from tuicompta.exchange.fec.whole import EntryBlock
from tuicompta.services.dossier import Dossier
from tuicompta.services.entries.seals import FrozenHeader
from tuicompta.services.fec.plan import ImportPlan
from tuicompta.services.fec.rows import IsoDates, LineColumns
from tuicompta.services.fec.validation import Validated, Validations

INSERT_ENTRY = """
    INSERT INTO entry (id, fiscal_year_id, period_id, journal_id, entry_date, piece_date, piece_number, status, posted,
                       origin, definitive_number, validated_at, validated_by, seal_number, seal, import_lot_id,
                       import_number, import_key, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal of the dossier that receives entries of the file."""

    id: int
    code: str
    type: str
    description: str


class HeaderMaker:
    """Makes the headers of entries one after the other, in the order of the file."""

    def __init__(
        self, dossier: Dossier, plan: ImportPlan, journals: Mapping[str, JournalRow], lot_id: int, *, posted: bool
    ) -> None:
        self._plan, self._journals, self._lot_id, self._posted = plan, journals, lot_id, int(posted)
        self._user, self._now = dossier.user, dossier.now()
        self._status = EntryStatus.SIMULATED if plan.options.simulated else EntryStatus.UNVALIDATED
        self._keep_validation = plan.options.keep_validation and not plan.options.simulated
        self._dates = IsoDates()
        self.validations = Validations(dossier.database, dossier.user.code)

    def rows(
        self, entries: EntryBlock, columns: LineColumns, keys: Sequence[bytes], first_id: int
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the header of each entry; call it once `columns.piece_dates` are those of the lines alone."""
        sealed = self.validations.sealed_lines(columns.sealed) if self._keep_validation else []
        for rank, (start, end, key) in enumerate(zip(entries.starts, entries.ends, keys, strict=True)):
            lines = entries.lines
            day, number = lines.entry_date[start], lines.number[start]
            period, journal = self._plan.periods[day], self._journals[lines.journal_code[start]]
            piece_date = lines.piece_date[start] or day
            dates = self._dates[day], self._dates[piece_date], columns.pieces[start]
            place = period.fiscal_year_id, period.id, journal.id
            validation = lines.validation_date[start] if self._keep_validation else None
            status: tuple[Any, ...] = (self._status.value, None, None, None, None, None)
            if validation is not None:
                found = self._validated(journal, period.fiscal_year_id, number, validation, dates, sealed[start:end])
                status = (
                    EntryStatus.VALIDATED.value,
                    found.number,
                    found.at,
                    self._user.id,
                    found.seal_number,
                    found.seal,
                )
            state, *validated = status
            origin = EntryOrigin.IMPORT.value
            trace = self._lot_id, shown_number(number), key, self._user.id, self._now
            yield (first_id + rank, *place, *dates, state, self._posted, origin, *validated, *trace)

    def _validated(
        self,
        journal: JournalRow,
        year_id: int,
        number: str,
        validation: date,
        dates: tuple[str, str, str],
        lines: Sequence[bytes],
    ) -> Validated:
        definitive = self.validations.next_number(journal.id, year_id, number)
        opening = journal.type == JournalType.OPENING
        moment = self.validations.moment(validation, journal.code, definitive, opening=opening)
        header = FrozenHeader(journal.code, definitive, *dates, moment, self._user.code)
        return self.validations.seal(header, lines)
