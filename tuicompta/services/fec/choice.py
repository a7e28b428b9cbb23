"""Which entries of a file an import leaves aside: left out on request, already imported, refused (CEE-07, FECI-09)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.dates import format_date
from tuicompta.core.enums import JournalType
from tuicompta.exchange.fec.staged_entries import EntryKeys, StagedBatch, staged_batches
from tuicompta.models.database import Database
from tuicompta.services.fec.loaded import Loaded
from tuicompta.services.fec.plan import ImportPlan

_OPENING_THERE = "cet exercice a déjà des à-nouveaux ou une balance d'ouverture"
_KNOWN_KEYS = """
    SELECT import_key FROM entry JOIN import_lot ON import_lot.id = import_lot_id
     WHERE import_key IS NOT NULL AND siren = ?
"""
_ENTRIES_OF_ACCOUNT = "SELECT DISTINCT run FROM line WHERE account = ?"
_LINES_OF_ENTRY = "SELECT line FROM line WHERE run = ? ORDER BY id"


@dataclass
class Aside:
    """Entries of the stage that are not written, by their ordinal, and the keys of those already imported."""

    entries: set[int] = field(default_factory=set)
    skipped: set[bytes] = field(default_factory=set)


def known_keys(database: Database, plan: ImportPlan) -> frozenset[bytes]:
    """Return the keys of the entries imported from files of the same company."""
    return frozenset(key for (key,) in database.stream(_KNOWN_KEYS, (plan.survey.siren,)))


def look_for_duplicates(plan: ImportPlan, known: Collection[bytes]) -> int:
    """Count the entries already imported; refuse opening entries on top of others (FECI-09, FECI-10)."""
    refused, duplicates = _clashing(plan), 0
    if known:
        clashing, refused = refused, set()
        for batch, keys in _with_keys(plan):
            for entry, key in zip(batch.entries, keys, strict=True):
                place = entry.journal, date.fromordinal(entry.day)
                if key in known:
                    duplicates += 1
                elif place in clashing:
                    refused.add(place)
    for totals in plan.survey.days:
        if (totals.journal, totals.day) in refused:
            subject = f"journal {plan.codes[totals.journal]}, {format_date(totals.day)}"
            plan.faults.add(totals.line, subject, _OPENING_THERE, totals.entries)
            plan.refused_days.add((totals.journal, totals.day))
    return duplicates


def entries_aside(plan: ImportPlan, known: Collection[bytes], done: Loaded) -> Aside:
    """Return the entries to leave aside, counted in `done`."""
    aside = Aside()
    if plan.refused_days or plan.left_out_days or plan.refused_accounts or known:
        refused = set(_on_refused_accounts(plan))
        for batch, keys in _with_keys(plan):
            for entry, key in zip(batch.entries, keys, strict=True):
                place = entry.journal, date.fromordinal(entry.day)
                if place in plan.left_out_days:
                    done.left_out += 1
                    done.left_out_lines += entry.lines
                elif key in known:
                    done.skipped += 1
                    done.skipped_lines += entry.lines
                    aside.skipped.add(key)
                elif place in plan.refused_days or entry.ordinal in refused:
                    done.refused += 1
                    done.refused_lines += entry.lines
                    done.rejected += _lines(plan, entry.ordinal)
                else:
                    continue
                aside.entries.add(entry.ordinal)
    return aside


def _clashing(plan: ImportPlan) -> set[tuple[str, date]]:
    """Return the days of opening entries in fiscal years that had some before."""
    return {
        (totals.journal, totals.day)
        for totals in plan.survey.days
        if plan.types[totals.journal] is JournalType.OPENING
        and (totals.journal, totals.day) not in plan.left_out_days
        and totals.day in plan.periods
        and plan.periods[totals.day].fiscal_year_id in plan.opening_years
    }


def _with_keys(plan: ImportPlan) -> Iterator[tuple[StagedBatch, list[bytes]]]:
    keys = EntryKeys(plan.survey.siren, plan.survey.accounts)
    for batch in staged_batches(plan.survey.stage.path):
        yield batch, keys.of(batch)


def _on_refused_accounts(plan: ImportPlan) -> Iterator[int]:
    """Yield the entries with a line on an account that is refused."""
    for place, facts in enumerate(plan.survey.accounts):
        if (facts.account, facts.auxiliary) in plan.refused_accounts:
            yield from (run for (run,) in plan.survey.stage.scratch.rows(_ENTRIES_OF_ACCOUNT, (place,)))


def _lines(plan: ImportPlan, ordinal: int) -> Iterator[int]:
    """Yield the numbers in the file of the lines of an entry."""
    return (line for (line,) in plan.survey.stage.scratch.rows(_LINES_OF_ENTRY, (ordinal,)))
