"""A new dossier made from accounting files (FECI-02, DOSN-12, DOSN-13)."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from tuicompta.core.dates import format_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import Span
from tuicompta.exchange.fec.survey import FecSurvey
from tuicompta.models.building import building
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fec.closed_years import close_imported_year
from tuicompta.services.fec.importing import FecImportRefusedError, surveyed, write_plan
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fec.outcome import ImportOutcome, outcome_of
from tuicompta.services.fec.plan import make_plan
from tuicompta.services.fec.targets import attached
from tuicompta.services.fec.years import span_of
from tuicompta.services.fiscal_years.fiscal_years import MOST_OPEN, create_fiscal_year, fiscal_years


class YearsApartError(TuicomptaError):
    """The files are not those of consecutive fiscal years (FECI-02, EX-05)."""

    template = "«{name}» : l'exercice du {start} au {end} ne suit pas celui du fichier précédent ({expected} attendu)."


@dataclass(frozen=True, slots=True)
class CreatedDossier:
    """The path of a new dossier and the report of each file, oldest fiscal year first."""

    path: Path
    outcomes: Sequence[ImportOutcome]


def dossier_from_fec(
    path: Path,
    company: str,
    files: Sequence[Path],
    *,
    siren: str = "",
    span: Span | None = None,
    options: ImportOptions | None = None,
    model: NewDossier | None = None,
    clock: Callable[[], datetime] = datetime.now,
) -> CreatedDossier:
    """Create a dossier and import files of consecutive fiscal years in it; all of it or nothing (DOSN-13).

    The SIREN and the fiscal year come from the names and the dates of the files unless given (`span` is that of the
    first file); `model` gives the other settings of the dossier. Two fiscal years at most are open (EX-03): the years
    before the last two keep their validation and are closed. Raises FecImportRefusedError, UnvalidatedOldYearError, the
    refusals of this module, of a reading and of a creation.
    """
    options = replace(options or ImportOptions(), new_dossier=True, partial=False, dry_run=False)
    with ExitStack() as stack:
        surveys = [stack.enter_context(surveyed(file, options.charset)) for file in files]
        spans = [(span_of(survey), survey) for survey in surveys]
        spans.sort(key=lambda pair: pair[0].start)
        if span is not None:
            spans[0] = (span, spans[0][1])
        _check_consecutive(spans)
        new = _new_dossier(company, siren, spans, model)
        outcomes: list[ImportOutcome] = []

        def fill(dossier: Dossier) -> None:
            with building(dossier.database, dossier.path):
                for rank, (year, survey) in enumerate(spans):
                    closes = rank < len(spans) - MOST_OPEN
                    outcomes.append(_import(dossier, year, survey, options, closes=closes))

        create_dossier(path, new, clock=clock, then=fill)
    return CreatedDossier(path, outcomes)


def _check_consecutive(spans: Sequence[tuple[Span, FecSurvey]]) -> None:
    for (before, _), (span, survey) in pairwise(spans):
        expected = date.fromordinal(before.end.toordinal() + 1)
        if span.start != expected:
            bounds = {"start": format_date(span.start), "end": format_date(span.end)}
            raise YearsApartError(name=survey.path.name, expected=format_date(expected), **bounds)


def _new_dossier(
    company: str, siren: str, spans: Sequence[tuple[Span, FecSurvey]], model: NewDossier | None
) -> NewDossier:
    first, survey = spans[0]
    siren = siren or (survey.name.siren if survey.name else "")
    base = model or NewDossier(company, first.start, first.end)
    next_year = base.next_year and len(spans) == 1
    return replace(base, company=company, start=first.start, end=first.end, siren=siren, next_year=next_year)


def _import(dossier: Dossier, span: Span, survey: FecSurvey, options: ImportOptions, *, closes: bool) -> ImportOutcome:
    known = (year for year in fiscal_years(dossier.database) if year.start == span.start)
    year = next(known, None) or create_fiscal_year(dossier.database, span.start, span.end)
    plan = make_plan(dossier.database, survey, replace(options, keep_validation=options.keep_validation or closes))
    outcome = outcome_of(plan)
    if outcome.refused:
        raise FecImportRefusedError(outcome)
    with attached(dossier.database, survey.stage.path):
        write_plan(dossier, plan, outcome)
    if closes:
        close_imported_year(dossier, year, survey.path.name)
        outcome.closed_year = year.label
    return outcome
