"""Import of accounting files into the open dossier (FECI, CEE-02 to CEE-11)."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

from tuicompta.core.amounts import format_plain
from tuicompta.core.collection import collection_paused
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.rejects import SUFFIX, copy_lines
from tuicompta.exchange.fec.survey import FecSurvey, survey_fec
from tuicompta.models.bulk import bulk_load, keys_checked_last
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.seals import seal_anchor
from tuicompta.services.events import EventKind, record_event
from tuicompta.services.fec.books import prepare_accounts, prepare_journals
from tuicompta.services.fec.choice import entries_aside, known_keys, look_for_duplicates
from tuicompta.services.fec.differences import differences
from tuicompta.services.fec.load import load_entries
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fec.outcome import ImportOutcome, outcome_of
from tuicompta.services.fec.plan import ImportPlan, make_plan
from tuicompta.services.fec.report import fault_lines
from tuicompta.services.fec.targets import attached
from tuicompta.services.fec.years import missing_year
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year
from tuicompta.services.settings.settings import setting

FORMAT = "fec"
# The indexes of the dossier are made again after a bulk load: worth it when the file is no small part of the dossier.
_BULK_SHARE = 4
_BULK_LINES = 2000

_LOT = """
    INSERT INTO import_lot (format, file_name, siren, sha256, imported_at, imported_by, entries, lines)
    VALUES (?, ?, ?, ?, ?, ?, 0, 0)
"""
_LOT_COUNTS = "UPDATE import_lot SET entries = ?, lines = ? WHERE id = ?"


class RejectsExistError(TuicomptaError):
    """The file of the rejected lines would replace another one (INST-13)."""

    template = "Le fichier «{path}» existe déjà : déplacez-le avant d'importer les écritures correctes."


class FecImportRefusedError(TuicomptaError):
    """A file has faults and nothing of it is imported (CEE-07)."""

    template = "Import de «{name}» refusé : {count} anomalie(s), la première : {first}."

    def __init__(self, outcome: ImportOutcome) -> None:
        first = next(fault_lines(outcome), "")
        super().__init__(name=outcome.path.name, count=outcome.fault_count + len(outcome.unreadable), first=first)
        self.outcome = outcome


def import_fec(dossier: Dossier, path: Path, options: ImportOptions | None = None) -> ImportOutcome:
    """Import one file and return its report; nothing is written on a dry run or when a fault refuses the file.

    One transaction, that of the fiscal year to create included: an import that fails leaves the dossier as before
    (CEE-09). Raises FecError subclasses for a file that cannot be read, RejectsExistError, the refusals of a new fiscal
    year, and those of the dossier.
    """
    options = _with_settings(dossier.database, options or ImportOptions())
    if not options.dry_run or options.new_year is not None:
        dossier.require_writable()
    with surveyed(path, options.charset) as survey, attached(dossier.database, survey.stage.path):
        if options.new_year is None:
            return _import(dossier, survey, options)
        with suppress(_NothingWrittenError), transaction(dossier.database):
            create_fiscal_year(dossier.database, options.new_year.start, options.new_year.end)
            outcome = _import(dossier, survey, options)
            outcome.created_year = options.new_year
            _keep_year_if(written=outcome.done)
    return outcome


class _NothingWrittenError(Exception):
    """Undoes the creation of a fiscal year that the import does not use in the end."""


def _keep_year_if(*, written: bool) -> None:
    if not written:
        raise _NothingWrittenError


def _import(dossier: Dossier, survey: FecSurvey, options: ImportOptions) -> ImportOutcome:
    plan = make_plan(dossier.database, survey, options)
    duplicates = look_for_duplicates(plan, known_keys(dossier.database, plan))
    outcome = outcome_of(plan)
    outcome.duplicates = duplicates
    outcome.proposed_year = missing_year(dossier.database, survey, plan.missing_days)
    if options.dry_run or (outcome.refused and not options.partial):
        return outcome
    if outcome.refused:
        _check_rejects(survey.path)
    write_plan(dossier, plan, outcome)
    if outcome.refused:
        outcome.rejects = _write_rejects(plan, outcome)
    return outcome


@contextmanager
def surveyed(path: Path, charset: Charset | None = None) -> Iterator[FecSurvey]:
    """Survey a file and close it afterwards."""
    survey = survey_fec(path, charset)
    try:
        yield survey
    finally:
        survey.close()


def write_plan(dossier: Dossier, plan: ImportPlan, outcome: ImportOutcome) -> None:
    """Write what a plan says in one transaction, and complete the report; its stage is attached to the dossier.

    What is already imported is looked up again: another session may have imported the same file since.
    """
    database = dossier.database
    bulk = _is_bulk(database, plan)
    with keys_checked_last(database) if bulk else transaction(database):
        prepare_journals(dossier, plan)
        outcome.third_parties = prepare_accounts(dossier, plan)
        outcome.lot = _open_lot(dossier, plan)
        aside = entries_aside(plan, known_keys(database, plan), outcome.loaded)
        with collection_paused(), bulk_load(database) if bulk else nullcontext():
            load_entries(dossier, plan, outcome.lot, aside.entries, outcome.loaded, bulk=bulk)
        database.run(_LOT_COUNTS, (outcome.loaded.entries, outcome.loaded.lines, outcome.lot))
        outcome.differences = differences(database, plan, outcome.lot, aside.skipped)
        _record(dossier, plan, outcome)
    outcome.done = True


def _with_settings(database: Database, options: ImportOptions) -> ImportOptions:
    """Take the option OTC-01 of the dossier into account."""
    return replace(options, simulated=True) if setting(database, "import.simulated") else options


def _is_bulk(database: Database, plan: ImportPlan) -> bool:
    stored = int(database.value("SELECT coalesce(max(id), 0) FROM entry_line"))
    large = plan.survey.lines >= _BULK_LINES and plan.survey.lines * _BULK_SHARE >= stored
    return large or plan.options.keep_validation


def _open_lot(dossier: Dossier, plan: ImportPlan) -> int:
    survey = plan.survey
    row = (FORMAT, clean_text(survey.path.name), survey.siren, survey.digest(), dossier.now(), dossier.user.id)
    return dossier.database.run(_LOT, row)


def _record(dossier: Dossier, plan: ImportPlan, outcome: ImportOutcome) -> None:
    loaded = outcome.loaded
    detail: dict[str, object] = {
        "format": FORMAT,
        "lot": outcome.lot,
        "écritures": loaded.entries,
        "lignes": loaded.lines,
        "débit": format_plain(loaded.debit),
        "ignorées": loaded.skipped,
        "refusées": outcome.refused_entries,
    }
    if plan.options.keep_validation:
        detail |= seal_anchor(dossier.database)
    record_event(dossier, EventKind.IMPORT, clean_text(plan.survey.path.name), detail)


def _check_rejects(path: Path) -> None:
    rejects = path.with_name(path.name + SUFFIX)
    if rejects.exists():
        raise RejectsExistError(path=str(rejects))


def _write_rejects(plan: ImportPlan, outcome: ImportOutcome) -> Path:
    """Write the faulty lines unchanged beside the file (CEE-07)."""
    path = plan.survey.path
    rejects = path.with_name(path.name + SUFFIX)
    lines = sorted({*outcome.loaded.rejected, *plan.survey.rejected_lines()})
    with path.open("rb") as source, rejects.open("xb") as target:
        copy_lines(source, target, lines)
    return rejects
