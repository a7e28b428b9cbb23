"""What is done with a model of a report from the print window and from the list of the models (IMP-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tuicompta.core.report_models.model import system_name
from tuicompta.reports.catalogue import find_report
from tuicompta.screens.frame.actions import Action, one_writable_row
from tuicompta.services.prints.report_models import ModelUse, default_uses, model_rows, read_model, set_default

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.services.dossiers.dossier import Dossier

CARD_DEFAULT = Action(
    "card_default",
    "Modèle par défaut des fiches",
    "Proposé quand l'état est demandé depuis une fiche.",
    condition=one_writable_row,
)
LIST_DEFAULT = Action(
    "list_default",
    "Modèle par défaut des listes",
    "Proposé quand l'état est demandé depuis une liste.",
    condition=one_writable_row,
)
_MARK = "#"


class ModelKey(NamedTuple):
    """A model as a key of a row: its report and its number, None for the delivered one."""

    report: str
    model: int | None = None

    @classmethod
    def of(cls, key: object) -> ModelKey:
        """Return what the key of a row says."""
        report, _, model = str(key).partition(_MARK)
        return cls(report, int(model) if model else None)

    def __str__(self) -> str:
        return self.report if self.model is None else f"{self.report}{_MARK}{self.model}"


def uses_of(dossier: Dossier) -> Mapping[ModelKey, str]:
    """Return in words what the models are the default of."""
    reports = {row.id: row.report for row in model_rows(dossier.database)}
    found = default_uses(dossier.database)
    return {ModelKey(reports[model], model): ", ".join(use.label for use in uses) for model, uses in found.items()}


def make_default(dossier: Dossier, key: ModelKey, use: ModelUse) -> str:
    """Make a model the default one of the cards or of the lists of its report; return what is said of it."""
    set_default(dossier, key.report, use, key.model)
    title = find_report(key.report).title
    name = system_name(title) if key.model is None else read_model(dossier.database, key.model)[0].name
    return f"«{name}» : modèle par défaut des {use.label} pour l'état «{title}»"
