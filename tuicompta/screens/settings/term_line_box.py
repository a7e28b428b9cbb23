"""The box of a line of a payment term (MR-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.payment_terms import TermLine, TermType
from tuicompta.screens.cards.record_choices import method_choices
from tuicompta.services.small_tables.payment_terms import MethodLine
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab, Values
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

TYPES = tuple(Option(kind.value, kind.label) for kind in TermType)


async def ask_term_line(frame: Frame, dossier: Dossier, line: MethodLine) -> MethodLine | None:
    """Return the line filled, None when the box is closed without."""
    answer = await frame.dialogs.fill("Ligne du mode de règlement", _schema(dossier), _values(line))
    return None if answer is None else _line(answer)


def _schema(dossier: Dossier) -> CardSchema:
    delayed = _delayed
    fields = (
        card.amount("percent", "%", mandatory=True),
        card.choice("type", "Type de règlement", TYPES, mandatory=True),
        card.enabled_if(card.number("days", "Nbre de jours", highest=365), delayed),
        card.enabled_if(card.number("day", "Jour de règlement", lowest=1, highest=31, mandatory=True), _on_a_day),
        card.enabled_if(card.tick("in_months", "Mois comptable"), delayed),
        card.linked("method", "Moyen de paiement", method_choices(dossier)),
    )
    return CardSchema((Tab("", fields),))


def _delayed(values: Values) -> bool:
    return values["type"] != TermType.CASH


def _on_a_day(values: Values) -> bool:
    return TermType(str(values["type"])).needs_day


def _values(line: MethodLine) -> dict[str, object]:
    percent, days, kind, day, in_months = line.line
    return {
        "percent": percent,
        "days": days,
        "type": kind.value,
        "day": day,
        "in_months": in_months,
        "method": line.method or None,
    }


def _line(values: Values) -> MethodLine:
    """Return what was typed; what does not go with the type is empty."""
    kind = TermType(str(values["type"]))
    delayed = kind is not TermType.CASH
    line = TermLine(
        percent=cast("int | None", values["percent"]) or 0,
        days=(cast("int | None", values["days"]) or 0) if delayed else 0,
        type=kind,
        day=cast("int | None", values["day"]) if kind.needs_day else None,
        in_months=delayed and bool(values["in_months"]),
    )
    return MethodLine(line, str(values["method"] or ""))
