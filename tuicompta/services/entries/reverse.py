"""Reversing an entry: a new one with the sides swapped, the original untouched (CPS)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import month_label
from tuicompta.core.destinations import day_in, reversal_month
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import EntryOrigin, EntryStatus, JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import ClosedYearError, EntryGoneError
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.places import EntryPlace, is_closed, moves_freely, open_journals, place_of
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.references import JournalRow, References
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years.fiscal_years import Period, periods_of
from tuicompta.services.lettering.letter import letter_lines

PREFIX = "Contrepassation "

_REVERSING = "SELECT id FROM entry WHERE reversed_entry_id = ? ORDER BY id DESC LIMIT 1"
_LETTERABLE = """
    SELECT number, entry_line.id FROM entry_line JOIN account ON account.id = account_id
     WHERE entry_line.id = ? AND account.lettering = 1 AND lettering_id IS NULL
"""


class ReversalRefusedError(TuicomptaError):
    """Entries of foot-of-journal and opening journals are not reversed (CPS-03, CTP-04)."""

    template = "L'écriture {entry} ne peut pas être contrepassée : {reason}. Saisissez l'écriture de correction."


class ReversalJournalError(TuicomptaError):
    """A reversing entry goes to the original journal or to one of type Opérations Diverses (CPS-05)."""

    template = (
        "L'écriture {entry} ne peut pas être contrepassée dans le journal {journal} : choisissez son journal "
        "ou un journal de type Opérations Diverses."
    )


class NoOpenMonthError(TuicomptaError):
    """No month of the fiscal year is open in the destination journal (CPS-06)."""

    template = (
        "L'écriture {entry} ne peut pas être contrepassée : aucun mois de l'exercice {year} n'est ouvert dans le "
        "journal {journal}. Choisissez un autre journal ou déclôturez un mois."
    )


class ReversalDateError(TuicomptaError):
    """The date of a reversing entry lies in the destination month (CPS-06, INV-04)."""

    template = "La contrepassation de l'écriture {entry} se fait en {month} : choisissez une date de ce mois."


class AlreadyReversedError(TuicomptaError):
    """Reversing an entry again wants to be confirmed (CPS-12)."""

    template = "L'écriture {entry} est déjà contrepassée par {reversal} : confirmez pour la contrepasser de nouveau."


@dataclass(frozen=True, slots=True)
class Reversal:
    """What the user chooses of a reversal; `piece_typed`: the number is his own, not the one proposed (CPS-02)."""

    journal: str
    day: date
    piece: str
    label: str
    letter: bool = False
    piece_typed: bool = False


@dataclass(frozen=True, slots=True)
class ReversalProposal:
    """What the dialog begins with, and the month that its date stays in; `may_letter`: its lines can be lettered."""

    name: str
    reversal: Reversal
    month: Period
    may_letter: bool


def refusal_to_reverse(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why an entry cannot be reversed, nothing when it can (CPS-03, CPS-04)."""
    references = References(database)
    try:
        place = place_of(references, entry_id)
        _check_source(references, place)
    except TuicomptaError as refusal:
        return refusal
    return None


def reversal_journals(database: Database, entry_id: int) -> list[JournalRow]:
    """Return the journals offered: that of the entry first, then those of type Opérations Diverses (CPS-05)."""
    references = References(database)
    own = place_of(references, entry_id)
    others = open_journals(references, own.period.fiscal_year_id)
    general = [journal for journal in others if journal.type is JournalType.GENERAL and journal.id != own.journal.id]
    return [own.journal, *general]


def propose_reversal(database: Database, entry_id: int, journal: str = "") -> ReversalProposal:
    """Return what the dialog proposes in a journal, that of the entry unless said (CPS-02, CPS-06, CPS-09).

    Raises the refusals of this module.
    """
    references = References(database)
    place = place_of(references, entry_id)
    _check_source(references, place)
    target = _target(references, place, journal or place.journal.code)
    month = _month(references, place, target)
    day = day_in(place.day, month)
    piece = PieceScope(database, target, month, day).proposed()
    label = reversal_label(_stored(database, entry_id).lines[0].label)
    proposed = Reversal(target.code, day, piece, label)
    return ReversalProposal(place.name, proposed, month, place.status is not EntryStatus.SIMULATED)


def reversing_entry(database: Database, entry_id: int) -> str:
    """Return the name of the last entry that reverses another, "" when none does (CPS-12)."""
    found = database.value(_REVERSING, (entry_id,))
    return "" if found is None else entry_name(database, found)


def reverse_entry(dossier: Dossier, entry_id: int, wanted: Reversal, *, again: bool = False) -> int:
    """Create the reversing entry and return its identifier, in one transaction (CPS-01).

    It has the status of a new entry, simulated when the original is (CPS-07, CPS-08). Raises the refusals of this
    module and those of a save; `AlreadyReversedError` unless `again`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        if not again and (reversal := reversing_entry(database, entry_id)):
            raise AlreadyReversedError(entry=entry_name(database, entry_id), reversal=reversal)
        proposal = propose_reversal(database, entry_id, wanted.journal)
        if not proposal.month.start <= wanted.day <= proposal.month.end:
            raise ReversalDateError(entry=proposal.name, month=month_label(proposal.month.start))
        original = _stored(database, entry_id)
        reversing = _reversing(original, wanted, keeps_labels=wanted.label == proposal.reversal.label)
        simulated = original.status is EntryStatus.SIMULATED
        made = save_entries(dossier, [reversing], EntryOrigin.REVERSAL, simulated=simulated)[0]
        database.run("UPDATE entry SET reversed_entry_id = ? WHERE id = ?", (entry_id, made.entry_id))
        if wanted.letter and not simulated:
            _letter_both(dossier, original.lines, made.line_ids)
    return made.entry_id


def reversal_label(label: str) -> str:
    """Return the label of a reversing line, cut at the length of labels (CPS-02)."""
    return f"{PREFIX}{label}"[:LABEL_LENGTH].strip()


def _check_source(references: References, place: EntryPlace) -> None:
    if reason := moves_freely(place.journal):
        raise ReversalRefusedError(entry=place.name, reason=reason)
    year = references.year(place.period.fiscal_year_id)
    if year.closed:
        raise ClosedYearError(entry=place.name, year=year.label)


def _target(references: References, place: EntryPlace, code: str) -> JournalRow:
    target = references.journal(code, place.period.fiscal_year_id)
    if target.id != place.journal.id and target.type is not JournalType.GENERAL:
        raise ReversalJournalError(entry=place.name, journal=code)
    return target


def _month(references: References, place: EntryPlace, target: JournalRow) -> Period:
    database, year = references.database, references.year(place.period.fiscal_year_id)
    months = periods_of(database, year)
    closed = [month for month in months if is_closed(database, target.id, month.id)]
    found = reversal_month(months, closed, place.period)
    if found is None:
        raise NoOpenMonthError(entry=place.name, year=year.label, journal=target.code)
    return found


def _stored(database: Database, entry_id: int) -> GridEntry:
    found = read_entry(database, entry_id)
    if found is None:
        raise EntryGoneError
    return found


def _reversing(original: GridEntry, wanted: Reversal, *, keeps_labels: bool) -> GridEntry:
    """Return the reversing entry; each line has its own label behind the prefix, unless another one was typed."""
    mark = Provenance.TYPED if wanted.piece_typed else Provenance.ACCEPTED
    lines = [
        GridLine(
            piece=wanted.piece,
            document=line.document,
            account=line.account,
            label=reversal_label(line.label) if keeps_labels else wanted.label,
            debit=line.credit,
            credit=line.debit,
            payment_method=line.payment_method,
            marks={Column.PIECE: mark},
        )
        for line in original.lines
    ]
    return GridEntry(1, wanted.journal, wanted.day, lines=tuple(lines))


def _letter_both(dossier: Dossier, originals: Sequence[GridLine], reverses: Sequence[int]) -> None:
    """Letter each line with its reverse where the account allows it and neither is lettered (CPS-11)."""
    for original, reverse in zip(originals, reverses, strict=True):
        found = dossier.database.row(_LETTERABLE, (original.line_id,))
        if found is not None:
            letter_lines(dossier, found[0], [found[1], reverse])
