"""The boxes that ask which groups to undo: codes, lettering dates (LETT-19, LETT-20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.dates import YearMonth
from tuicompta.core.lettering.codes import check_code
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lettering.unletter import GroupRange
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, FieldSpec, Tab, Values
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier


async def ask_codes(frame: Frame) -> GroupRange | None:
    """Return the codes chosen, none for no bound; None when the box is closed without."""
    answer = await frame.dialogs.fill("Délettrer par code", CardSchema((Tab("", code_fields()),)))
    return None if answer is None else GroupRange(str(answer["first_code"] or ""), str(answer["last_code"] or ""))


async def ask_dates(frame: Frame, dossier: Dossier) -> GroupRange | None:
    """Return the lettering dates chosen; None when the box is closed without."""
    schema = CardSchema((Tab("", day_fields(dossier)),), day_faults)
    answer = await frame.dialogs.fill("Délettrer par date", schema)
    if answer is None:
        return None
    return GroupRange(lettered_from=cast("date", answer["start"]), lettered_to=cast("date", answer["end"]))


def code_fields() -> tuple[FieldSpec, ...]:
    """Return the two bounds of a range of codes, empty for no bound."""
    texts = (("first_code", "Du code"), ("last_code", "Au code"))
    fields = (card.text(name, label, width=6, max_length=5) for name, label in texts)
    return tuple(card.checked(field, _check) for field in fields)


def day_fields(dossier: Dossier) -> tuple[FieldSpec, ...]:
    """Return the two bounds of a range of dates, of whatever fiscal year."""

    def scope() -> DateScope:
        years, today = fiscal_years(dossier.database), dossier.today()
        return DateScope(years[0].start, max(years[-1].end, today), YearMonth(today.year, today.month), today)

    return card.day("start", "Du", scope, mandatory=True), card.day("end", "Au", scope, mandatory=True)


def day_faults(values: Values) -> Sequence[Fault]:
    """Refuse dates in the wrong order."""
    start, end = cast("date | None", values["start"]), cast("date | None", values["end"])
    return [("end", "La seconde date précède la première")] if start and end and end < start else ()


def _check(value: object) -> None:
    if value:
        check_code(str(value))
