"""The checks of a save over the whole grid (KM-33 to KM-37, KM-94, KM-100)."""

from collections.abc import Collection, Iterator, Sequence

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.entry import warnings
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.facts import piece_scope
from tuicompta.core.entry.model import Column, GridEntry, Provenance
from tuicompta.core.entry.pending import Issue, IssueKind, Pending, errors_of
from tuicompta.core.entry.pieces import is_proposed
from tuicompta.core.entry.ports import JournalInfo, VatProposal
from tuicompta.core.entry.repeats import with_first
from tuicompta.core.entry.roles import is_vat, taxed, third_party_line
from tuicompta.core.enums import JournalType, NumberingMode
from tuicompta.core.numbering import increment
from tuicompta.core.vat import vat_of

_VAT_TOLERANCE = 5
_INVOICED = (JournalType.PURCHASES, JournalType.SALES)
_MOST_INCREMENTS = 10_000


def pending(desk: Desk, keys: Collection[int] | None = None) -> Pending:
    """Return what waits for a save: entries ready in the order of the grid, their warnings, errors of the others."""
    unsaved = [entry for entry in desk.book.entries.waiting() if keys is None or entry.key in keys]
    errors = [issue for entry in unsaved for issue in errors_of(desk.facts.lookup, entry)]
    faulty = {issue.entry_key for issue in errors}
    ready = tuple(entry for entry in unsaved if entry.key not in faulty)
    return Pending(ready, tuple(errors), tuple(_warnings(desk, ready)))


def _warnings(desk: Desk, ready: Sequence[GridEntry]) -> Iterator[Issue]:
    options = desk.options
    for entry in ready:
        journal = desk.facts.journal(entry.journal)
        if journal is None:
            continue
        yield from _of_lines(desk, entry, journal)
        if journal.type is JournalType.OPENING:  # balances taken over have neither piece number nor VAT to declare
            continue
        if options.missing_piece_alerts:
            yield from _missing_pieces(entry)
        if options.vat_alerts:
            yield from _vat(desk, entry)
    if desk.profile.checks_duplicates and options.duplicate_piece_alerts:
        yield from _duplicates(desk, ready)
    if options.duplicate_entry_alerts:
        yield from _similar(desk, ready)


def _of_lines(desk: Desk, entry: GridEntry, journal: JournalInfo) -> Iterator[Issue]:
    for index, line in enumerate(entry.lines):
        if desk.options.negative_alerts:
            for text in warnings.of_amount(line):
                column = Column.DEBIT if line.debit else Column.CREDIT
                yield Issue(IssueKind.NEGATIVE_AMOUNT, entry.key, index, column, text)
        if desk.options.account_alerts:
            for text in warnings.of_account(desk.facts, journal, line.account):
                yield Issue(IssueKind.UNUSUAL_ACCOUNT, entry.key, index, Column.ACCOUNT, text)


def _missing_pieces(entry: GridEntry) -> Iterator[Issue]:
    """Return the first line without piece number (OSA-10)."""
    index = next((rank for rank, line in enumerate(entry.lines) if not line.piece), None)
    if index is not None:
        yield Issue(IssueKind.MISSING_PIECE, entry.key, index, Column.PIECE, "Ligne sans numéro de pièce")


def _vat(desk: Desk, entry: GridEntry) -> Iterator[Issue]:
    """Return the rates whose VAT is not that of the net lines, and net lines without any VAT (OSA-12, TVL-17)."""
    nets: dict[VatProposal, int] = {}
    first: dict[VatProposal, int] = {}
    for index, (line, vat) in enumerate(taxed(desk.facts, entry.lines)):
        if vat:
            nets[vat] = nets.get(vat, 0) + line.balance
            first.setdefault(vat, index)
    has_vat = any(is_vat(line.account) for line in entry.lines)
    for vat, net in nets.items():
        found = sum(line.balance for line in entry.lines if line.account == vat.account)
        expected = vat_of(net, vat.rate)
        if abs(found - expected) <= _VAT_TOLERANCE or (found == 0 and has_vat):
            continue
        text = f"TVA du compte {vat.account} : {format_amount(found)} au lieu de {format_amount(expected)}"
        missing = f"Aucune ligne de TVA pour le compte {entry.lines[first[vat]].account}"
        yield Issue(IssueKind.VAT, entry.key, first[vat], Column.ACCOUNT, text if has_vat else missing)


def _duplicates(desk: Desk, ready: Sequence[GridEntry]) -> Iterator[Issue]:
    """Return the piece numbers borne by another entry, stored or above in the grid (NUM-04, KM-35)."""
    seen: dict[tuple[str, object, str], GridEntry] = {}
    for entry in ready:
        journal, day, piece = desk.facts.journal(entry.journal), entry.entry_date, entry.piece
        if journal is None or day is None or not piece:
            continue
        other = seen.setdefault((journal.code, piece_scope(journal, day), piece), entry)
        used = None if is_proposed(entry) else desk.facts.lookup.piece_use(journal.code, day, piece)
        if other is not entry and other.entry_date:
            yield _duplicate(entry, f"{format_date(other.entry_date)} {other.lines[0].label}")
        elif used:
            yield _duplicate(entry, f"{format_date(used.entry_date)} {used.label}")


def _duplicate(entry: GridEntry, other: str) -> Issue:
    text = f"Pièce {entry.piece} déjà utilisée dans le journal {entry.journal} : {other}"
    return Issue(IssueKind.DUPLICATE_PIECE, entry.key, 0, Column.PIECE, text)


def _similar(desk: Desk, ready: Sequence[GridEntry]) -> Iterator[Issue]:
    """Return the invoices that look like another one, stored or above in the grid (OSA-11)."""
    seen: set[tuple[str, int, object]] = set()
    for entry in ready:
        journal, line = desk.facts.journal(entry.journal), third_party_line(entry)
        if journal is None or line is None or entry.entry_date is None or journal.type not in _INVOICED:
            continue
        likeness = (line.account, line.balance, line.document or entry.entry_date)
        named = desk.facts.lookup.similar_entry(
            line.account, line.balance, line.document, entry.entry_date, journal.type, entry.entry_id
        )
        if named or likeness in seen:
            text = f"Doublon probable : {named or 'une autre écriture de cette saisie'}"
            yield Issue(IssueKind.SIMILAR_ENTRY, entry.key, entry.lines.index(line), Column.ACCOUNT, text)
        seen.add(likeness)


def renumber(desk: Desk, keys: set[int]) -> None:
    """Give the next free numbers of their journal to the entries of these keys (NUM-05, «Renuméroter»)."""
    for position, entry in desk.book.entries.own():
        if entry.key in keys and entry.lines and not entry.saved:
            desk.put(
                with_first(entry, Column.PIECE, _free_number(desk, entry), Provenance.ACCEPTED, spread=False), position
            )


def _free_number(desk: Desk, entry: GridEntry) -> str:
    """Return the next free number in manual numbering; automatic numbering gives its own to a number left empty."""
    journal, day = desk.facts.journal(entry.journal), entry.entry_date
    if journal is None or day is None or journal.numbering is not NumberingMode.MANUAL:
        return ""
    taken = {other.piece for _, other in desk.book.entries.own() if other.journal == entry.journal}
    number = entry.piece
    for _ in range(_MOST_INCREMENTS):
        number = increment(number)
        if number not in taken and desk.facts.lookup.piece_use(journal.code, day, number) is None:
            return number
    return entry.piece
