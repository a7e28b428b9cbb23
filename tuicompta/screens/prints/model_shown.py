"""The model of a computed report, shown before it is printed or written (FIC-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.report_models.model import system_name
from tuicompta.widgets import card_schema as card

if TYPE_CHECKING:
    from tuicompta.reports.model import Report
    from tuicompta.widgets.card_schema import FieldSpec


def model_name(report: Report) -> str:
    """Return the name of the model that laid a report out."""
    return str(report.criteria.get("model") or system_name(report.heading.title))


def shown_model() -> FieldSpec:
    """Describe the field that shows it."""
    return card.enabled_if(card.text("model", "Modèle", width=44, max_length=120), lambda _: False)
