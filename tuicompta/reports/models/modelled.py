"""Building a report through a model, kept in the dossier or still in the editor (EDM-06, ETCL-03)."""

from tuicompta.core.report_models.model import OWN_GROUPS, ReportModel, is_system
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.model import Picture, Report
from tuicompta.reports.models.fields import report_with
from tuicompta.reports.models.filters import merged, request_of_filters
from tuicompta.reports.models.layout import laid_out
from tuicompta.reports.request import Request
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.prints.report_models import find_model
from tuicompta.services.settings.logo import logo


def build_modelled(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build a report as the model that it names; raises `UnknownModelError` and the refusals of the report."""
    model = find_model(dossier.database, spec.name, spec.title, request.model or "")
    return built_as(dossier, spec, request, model)


def built_as(dossier: Dossier, spec: ReportSpec, request: Request, model: ReportModel | None) -> Report:
    """Build a report as a model, the delivered one being the report itself (EDM-01)."""
    plain = resolved(spec, request, model)
    if model is None or is_system(model.name):
        return report_with(dossier, spec, plain, ())
    named = (key.field for keys in (model.columns, model.sorts, model.groups) for key in keys)
    report = report_with(dossier, spec, plain, {field for field in named if field != OWN_GROUPS})
    kept = logo(dossier.database) if model.logo else None
    return laid_out(report, model, Picture(kept.content, kept.width) if kept else None)


def resolved(spec: ReportSpec, request: Request, model: ReportModel | None) -> Request:
    """Return what a request asks in full, with the filters that its model proposes, and no model any more."""
    if model is not None and not request.own_filters:
        request = merged(request, request_of_filters(spec, model.filters))
    return request._replace(model=None, own_filters=False)


def shortest(dossier: Dossier, spec: ReportSpec, request: Request) -> Request:
    """Return the request that asks the same and leaves to its model the filters that it proposes (IMP-12)."""
    if request.model is None:
        return request
    model = find_model(dossier.database, spec.name, spec.title, request.model)
    wanted = resolved(spec, request, model)
    if model is None or not model.filters:
        return request._replace(own_filters=False)
    proposed = request_of_filters(spec, model.filters)
    usual = Request(spec.name)
    left = {
        name: getattr(usual, name)
        for name in Request._fields
        if name not in {"report", "model", "own_filters", "options"}
        and getattr(request, name) == getattr(proposed, name)
    }
    options = {key: value for key, value in request.options.items() if proposed.options.get(key) != value}
    short = request._replace(**left, options=options, own_filters=False)
    return short if resolved(spec, short, model) == wanted else request
