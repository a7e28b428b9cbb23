"""Headers of imported entries, with the seal of those taken as validated (FECI-02, CEE-06).

They are made from the stage alone, so that another process can do it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import Any

from tuicompta.core.enums import EntryOrigin, EntryStatus, JournalType
from tuicompta.exchange.fec.normaliser import shown_number
from tuicompta.exchange.fec.runs import NO_DAY
from tuicompta.exchange.fec.staged_entries import DayTexts, EntryKeys, StagedBatch, StagedEntry, staged_batches
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.seals import FrozenHeader
from tuicompta.services.fec.plan import ImportPlan
from tuicompta.services.fec.targets import JournalRow, Targets
from tuicompta.services.fec.validation import Validations

INSERT_ENTRY = """
    INSERT INTO entry (id, fiscal_year_id, period_id, journal_id, entry_date, piece_date, piece_number, status,
                       definitive_number, validated_at, validated_by, seal_number, seal, posted, origin, import_lot_id,
                       import_number, import_key, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_VALIDATED = EntryStatus.VALIDATED.value


@dataclass(frozen=True, slots=True)
class _Place:
    """A journal and a day of the file in the dossier."""

    journal: JournalRow
    ids: tuple[int, int, int]
    """Fiscal year, period, journal."""


class HeaderMaker:
    """Makes the headers of entries one after the other, in the order of the file."""

    def __init__(
        self, dossier: Dossier, plan: ImportPlan, targets: Targets, aside: Collection[int], lot_id: int, *, posted: bool
    ) -> None:
        self._stage, self._aside, self._places = plan.survey.stage.path, aside, _places(plan, targets)
        self._keys, self._days = EntryKeys(plan.survey.siren, plan.survey.accounts), DayTexts()
        self._numbers = defaultdict(str, {place: account.number for place, account in targets.accounts.items()})
        self._user = dossier.user
        self._origin = int(posted), EntryOrigin.IMPORT.value, lot_id
        self._created = dossier.user.id, dossier.now()
        status = EntryStatus.SIMULATED if plan.options.simulated else EntryStatus.UNVALIDATED
        self._unsealed = (status.value, None, None, None, None, None)
        self._keep_validation = plan.options.keep_validation and not plan.options.simulated
        self._validations = Validations(dossier.database, dossier.user.code)

    def batches(self, first_id: int) -> Iterator[tuple[Any, ...]]:
        """Yield the headers of some entries with the first and the last of their lines, then how many were renumbered.

        The identifier of an entry is `first_id` and its ordinal in the stage.
        """
        for batch in staged_batches(self._stage):
            yield list(self._rows(batch, first_id)), batch.first, batch.last
        yield (self._validations.renumbered,)

    def _rows(self, batch: StagedBatch, first_id: int) -> Iterator[tuple[Any, ...]]:
        lines, keys = batch.lines, self._keys.of(batch)
        days = [
            lines.piece_days[start] or self._days[entry.day]
            for entry, start in zip(batch.entries, batch.starts, strict=True)
        ]
        sealed = self._sealed(batch, days) if self._keep_validation else ()
        for entry, key, piece_day, start, end in zip(batch.entries, keys, days, batch.starts, batch.ends, strict=True):
            if entry.ordinal in self._aside:
                continue
            place = self._places[entry.journal, entry.day]
            dates = self._days[entry.day], piece_day, lines.pieces[start]
            validated: tuple[Any, ...] = self._unsealed
            if sealed and entry.validation != NO_DAY:
                validated = self._validated(entry, place, dates, sealed[start:end])
            trace = shown_number(entry.number), key
            yield first_id + entry.ordinal, *place.ids, *dates, *validated, *self._origin, *trace, *self._created

    def _sealed(self, batch: StagedBatch, days: Sequence[str]) -> list[bytes]:
        """Return the lines as they enter the seals of their entries; a piece date is theirs where it differs."""
        lines, numbers = batch.lines, self._numbers
        of_entry = chain.from_iterable(map(repeat, days, (entry.lines for entry in batch.entries)))
        own_days = [None if own == common else own for own, common in zip(lines.piece_days, of_entry, strict=True)]
        labels = lines.labels if "" not in lines.labels else self._labels(batch)
        amounts = lines.debits, lines.credits
        accounts = [numbers[place] for place in lines.accounts]
        return self._validations.sealed_lines((accounts, labels, *amounts, lines.pieces, lines.documents, own_days))

    def _labels(self, batch: StagedBatch) -> list[str]:
        """Return the labels of the lines, those of their journal where they have none."""
        places = [self._places.get((entry.journal, entry.day)) for entry in batch.entries]
        texts = ["" if place is None else place.journal.description for place in places]
        of_entry = chain.from_iterable(map(repeat, texts, (entry.lines for entry in batch.entries)))
        return [label or text for label, text in zip(batch.lines.labels, of_entry, strict=True)]

    def _validated(
        self, entry: StagedEntry, place: _Place, dates: tuple[str, str, str], lines: Sequence[bytes]
    ) -> tuple[Any, ...]:
        journal, given = place.journal, self._validations
        number = given.next_number(journal.id, place.ids[0], entry.number)
        opening = journal.type == JournalType.OPENING
        moment = given.moment(date.fromordinal(entry.validation), journal.code, number, opening=opening)
        header = FrozenHeader(journal.code, number, *dates, moment, self._user.code)
        return _VALIDATED, number, moment, self._user.id, *given.seal(header, lines)


def _places(plan: ImportPlan, targets: Targets) -> dict[tuple[str, int], _Place]:
    """Return the places of the days of the file that lie in a period of the dossier."""
    places = {}
    for totals in plan.survey.days:
        period, journal = plan.periods.get(totals.day), targets.journals.get(totals.journal)
        if period is not None and journal is not None:
            ids = period.fiscal_year_id, period.id, journal.id
            places[totals.journal, totals.day.toordinal()] = _Place(journal, ids)
    return places
