"""Rows of the entries of a file, made without touching the dossier: another process can make them (FECI-04)."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from itertools import chain, compress, repeat
from typing import Any, NamedTuple

from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.whole import EntryBlock, block_of_entries, entry_keys, whole_entries
from tuicompta.models.database import Database, Row
from tuicompta.services.dossier import Dossier
from tuicompta.services.entries.references import AccountRow, References
from tuicompta.services.fec.headers import HeaderMaker, JournalRow
from tuicompta.services.fec.lettering import LetteredGroups
from tuicompta.services.fec.marks import DueDateMaker, VatMaker
from tuicompta.services.fec.plan import ImportPlan
from tuicompta.services.fec.rows import IsoDates, LineColumns, LineMaker

_JOURNALS = "SELECT id, code, type, description FROM journal"
_NEXT_ENTRY = "SELECT coalesce(max(id), 0) + 1 FROM entry"
_NEXT_LINE = "SELECT coalesce(max(id), 0) + 1 FROM entry_line"


@dataclass
class Loaded:
    """What a load does; amounts in cents. «Left out» are the opening entries, on request."""

    entries: int = 0
    lines: int = 0
    debit: int = 0
    credit: int = 0
    skipped: int = 0
    skipped_lines: int = 0
    refused: int = 0
    refused_lines: int = 0
    left_out: int = 0
    left_out_lines: int = 0
    cut: int = 0
    renumbered: int = 0
    letterings: int = 0
    letters_left: int = 0
    recoded: int = 0
    lettered_years: int = 0
    next_codes: list[tuple[str, int]] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)
    """Numbers in the file of the lines of refused entries."""

    @property
    def whole(self) -> bool:
        """Whether every entry of the file was taken, in one fiscal year."""
        return not (self.refused or self.skipped or self.left_out) and self.lettered_years <= 1


class Batch(NamedTuple):
    """Rows of some whole entries, in the order of their insertion; `groups` is the lettered group of each line."""

    letterings: list[Row]
    entries: list[Row]
    lines: list[Row]
    due_dates: list[Row]
    vat_records: list[Row]
    groups: list[int | None]


class EntryBatches:
    """Makes the rows of the entries of one file; accounts and journals are in place."""

    def __init__(
        self, dossier: Dossier, plan: ImportPlan, lot_id: int, known_keys: frozenset[bytes], *, bulk: bool
    ) -> None:
        database = dossier.database
        self._plan, self._bulk, self._known_keys = plan, bulk, known_keys
        self._siren = plan.survey.name.siren if plan.survey.name else ""
        accounts = _accounts(database, plan)
        journals = _journals(database, plan)
        different = list({account.id: account for account in accounts.values()}.values())
        self._lines = LineMaker(accounts, {code: (row.type, row.description) for code, row in journals.items()})
        self._headers = HeaderMaker(dossier, plan, journals, lot_id, posted=bulk)
        self._due_dates, self._vat = DueDateMaker(database, different), VatMaker(different)
        self._groups = LetteredGroups.of(database, dossier.user.id, plan.survey.loose_letters, complete=bulk)
        self._dates = IsoDates()
        self._entry_id, self._line_id = int(database.value(_NEXT_ENTRY)), int(database.value(_NEXT_LINE))
        self.done = Loaded()

    @property
    def can_run_apart(self) -> bool:
        """Whether another process can make the rows: for a large file, read as it is."""
        return self._bulk and not self._plan.survey.stored

    @property
    def first_group(self) -> int:
        """Identifier of the first lettered group to come."""
        return self._groups.first_id

    def batches(self) -> Iterator[tuple[Any, ...]]:
        """Yield the batches of the entries neither refused, left out nor already imported, then what Loaded holds."""
        for entries in whole_entries(self._plan.survey.blocks()):
            keys = entry_keys(entries, self._siren)
            chosen = self._chosen(entries, keys)
            if any(chosen):
                kept = entries if all(chosen) else block_of_entries(entries, chosen)
                yield tuple(self._batch(kept, list(compress(keys, chosen))))
        done, groups = self.done, self._groups
        done.cut, done.renumbered = self._lines.cut, self._headers.validations.renumbered
        done.letterings, done.letters_left, done.recoded = groups.count, len(groups.left), groups.recoded
        done.lettered_years, done.next_codes = groups.years, groups.next_codes()
        yield astuple(done)

    def _chosen(self, entries: EntryBlock, keys: Sequence[bytes]) -> list[bool]:
        """Tell which entries are to be written, counting the others."""
        plan = self._plan
        if not (plan.refused_days or plan.left_out_days or plan.refused_accounts or self._known_keys):
            return [True] * len(keys)
        return [
            self._is_chosen(entries.lines, start, end, key)
            for start, end, key in zip(entries.starts, entries.ends, keys, strict=True)
        ]

    def _is_chosen(self, lines: FecBlock, start: int, end: int, key: bytes) -> bool:
        day, done, count = (lines.journal_code[start], lines.entry_date[start]), self.done, end - start
        pairs = set(zip(lines.account[start:end], lines.auxiliary[start:end], strict=True))
        if day in self._plan.left_out_days:
            done.left_out += 1
            done.left_out_lines += count
        elif key in self._known_keys:
            done.skipped += 1
            done.skipped_lines += count
        elif day in self._plan.refused_days or pairs & self._plan.refused_accounts:
            done.refused += 1
            done.refused_lines += count
            done.rejected += lines.lines[start:end]
        else:
            return True
        return False

    def _batch(self, entries: EntryBlock, keys: Sequence[bytes]) -> Batch:
        lines, columns = entries.lines, self._lines.columns(entries.lines)
        counts = [end - start for start, end in zip(entries.starts, entries.ends, strict=True)]
        _own_piece_dates(entries, columns, counts, self._dates)
        first_entry, first_line = self._entry_id, self._line_id
        headers = list(self._headers.rows(entries, columns, keys, first_entry))
        groups = self._lettered(columns, headers, counts)
        rows = zip(
            range(first_line, first_line + len(lines)),
            chain.from_iterable(map(repeat, range(first_entry, first_entry + len(keys)), counts)),
            chain.from_iterable(range(1, count + 1) for count in counts),
            columns.ids,
            map(self._dates.__getitem__, lines.entry_date),
            *(columns.pieces, columns.documents, columns.piece_dates, columns.labels, columns.folded),
            *(lines.debit, lines.credit, columns.kind_values),
            groups if self._bulk else repeat(None, len(lines)),
            strict=True,
        )
        batch = Batch(
            self._groups.take_rows(),
            headers,
            list(rows),
            list(self._due_dates.rows(columns, first_line)),
            list(self._vat.rows(columns, entries, first_line)),
            [] if self._bulk else groups,
        )
        self._count(lines, len(keys))
        return batch

    def _lettered(
        self, columns: LineColumns, headers: Sequence[tuple[Any, ...]], counts: Sequence[int]
    ) -> list[int | None]:
        """Return the lettered group of each line."""
        lines = columns.lines
        if self._plan.options.simulated or not any(lines.lettering):
            return [None] * len(lines)
        years = list(
            chain.from_iterable(repeat(header[1], count) for header, count in zip(headers, counts, strict=True))
        )
        groups: list[int | None] = [None] * len(lines)
        for index in compress(range(len(lines)), lines.lettering):
            key = lines.account[index], lines.auxiliary[index], lines.lettering[index]
            day = lines.lettering_date[index] or lines.entry_date[index]
            groups[index] = self._groups.group(key, columns.accounts[index], years[index], day)
        return groups

    def _count(self, lines: FecBlock, count: int) -> None:
        self._entry_id += count
        self._line_id += len(lines)
        self.done.entries += count
        self.done.lines += len(lines)
        self.done.debit += sum(lines.debit)
        self.done.credit += sum(lines.credit)


def _own_piece_dates(entries: EntryBlock, columns: LineColumns, counts: Sequence[int], dates: IsoDates) -> None:
    """Leave a piece date on the lines only where it differs from that of the entry."""
    lines = entries.lines
    of_entry = [dates[lines.piece_date[start] or lines.entry_date[start]] for start in entries.starts]
    repeated = chain.from_iterable(map(repeat, of_entry, counts))
    columns.piece_dates = [
        None if own == common else own for own, common in zip(columns.piece_dates, repeated, strict=True)
    ]


def _journals(database: Database, plan: ImportPlan) -> dict[str, JournalRow]:
    rows = {code: JournalRow(number, code, kind, text) for number, code, kind, text in database.rows(_JOURNALS)}
    return {source: rows[code] for source, code in plan.codes.items() if code in rows}


def _accounts(database: Database, plan: ImportPlan) -> dict[tuple[str, str], AccountRow]:
    references = References(database)
    return {
        key: references.account(mapped.number)
        for key, mapped in plan.accounts.items()
        if key not in plan.refused_accounts
    }
