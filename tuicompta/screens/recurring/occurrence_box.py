"""The box of an occurrence: another date, other amounts, for this once (ABO-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.services.recurring.errors import RecurringGapError
from tuicompta.services.recurring.models import amounts_of
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.box import FormBox
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.recurring.occurrences import Due
    from tuicompta.services.recurring.records import RecurringEntry

DEBIT, CREDIT = "débit", "crédit"


async def ask_occurrence(frame: Frame, dossier: Dossier, due: Due) -> tuple[date, Mapping[int, int]] | None:
    """Return the date and the amounts that differ from the card, by position; None when the box is closed without.

    Raises the refusals of the guide model; amounts that do not balance are refused in the box.
    """
    entry, occurrence = due
    plain = amounts_of(dossier.database, entry)
    now = amounts_of(dossier.database, entry, dict(occurrence.amounts))
    typed = _typed_positions(entry)
    day = card.day("day", "Date", lambda: DateScope.of_year(occurrence.day), mandatory=True)
    fields = (day, *(_amount_field(entry, position, now[position - 1]) for position in typed))
    values: dict[str, object] = {"day": occurrence.day}
    values |= {_name(position): abs(now[position - 1]) for position in typed}
    title = f"{entry.code} : occurrence du {format_date(occurrence.planned)}"
    box = FormBox(title, CardSchema((Tab("", fields),)), values, text="Pour cette fois ; la fiche ne change pas.")

    def changed(answer: Mapping[str, object]) -> dict[int, int]:
        found = {
            position: _signed(cast("int | None", answer[_name(position)]) or 0, now[position - 1]) for position in typed
        }
        return {position: amount for position, amount in found.items() if amount != plain[position - 1]}

    def check(answer: Mapping[str, object]) -> None:
        if gap := sum(amounts_of(dossier.database, entry, changed(answer))):
            raise RecurringGapError(code=entry.code, gap=format_amount(gap))

    box.check = check
    box.set_host(frame.field_host)
    answer = await frame.dialogs.show(box)
    return None if answer is None else (cast("date", answer["day"]), changed(answer))


def _typed_positions(entry: RecurringEntry) -> list[int]:
    """Return the positions of the lines whose amount no formula gives."""
    return [position for position, line in enumerate(entry.lines, start=1) if line.amount is not None]


def _amount_field(entry: RecurringEntry, position: int, amount: int) -> FieldSpec:
    side = CREDIT if amount < 0 else DEBIT
    return card.amount(_name(position), f"{entry.lines[position - 1].account} au {side}")


def _name(position: int) -> str:
    return f"amount_{position}"


def _signed(typed: int, before: int) -> int:
    """Return what was typed on the side of the line; a negative amount goes to the other side."""
    return -typed if before < 0 else typed
