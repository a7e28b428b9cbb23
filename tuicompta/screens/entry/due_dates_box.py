"""The simplified schedule of an invoice line, opened from an entry grid (KM-20, ECH-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.model import DuePart, GridEntry, GridLine
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section, Tab, amount, day, number, text
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.entries.typing_window import TypingWindow

MOST = 12


async def edit_due_dates(
    frame: Frame, work: TypingWindow, entry: GridEntry, line: GridLine
) -> Sequence[DuePart] | None:
    """Edit the due dates of a line; return them, nothing when the box is closed without.

    Another number of due dates spreads the amount equally over them (ECH-15); the amounts must add up (ECH-13).
    """
    if entry.entry_date is None:
        return None
    total = abs(line.balance)
    parts = list(line.due_parts) or list(work.lookup.due_schedule(line.account, entry.entry_date, total))
    scope = DateScope(work.year.start, work.year.end, YearMonth.of(entry.entry_date), entry.entry_date)
    return await edit_parts(frame, f"{line.account} – {format_amount(total)}", parts, total, scope)


async def edit_parts(
    frame: Frame, head: str, parts: Sequence[DuePart], total: int, scope: DateScope
) -> Sequence[DuePart] | None:
    """Edit due dates that add up to an amount in cents, under a head; nothing when the box is closed without."""
    while True:
        answer = await frame.dialogs.fill("Échéances", _schema(len(parts), scope), _values(parts), text=head)
        if answer is None:
            return None
        count = int(str(answer["count"] or 1))
        edited = _parts(answer, len(parts), scope.today)
        if count != len(parts):
            parts = _spread(edited, count, total)
        elif sum(part.amount for part in edited) != total:
            gap = format_amount(total - sum(part.amount for part in edited))
            await frame.dialogs.tell("Échéances", f"Le total des échéances diffère du montant de la ligne : {gap}.")
            parts = edited
        else:
            return edited


def _schema(count: int, scope: DateScope) -> CardSchema:
    items: list[FieldSpec | Section] = [number("count", "Nombre d'échéances", lowest=1, highest=MOST, mandatory=True)]
    for rank in range(count):
        items += [
            Section(f"Échéance {rank + 1}"),
            day(f"day{rank}", "Date", lambda: scope, mandatory=True),
            amount(f"amount{rank}", "Montant", mandatory=True),
            text(f"method{rank}", "Moyen de paiement", width=6, max_length=6),
        ]
    return CardSchema((Tab("", tuple(items)),))


def _values(parts: Sequence[DuePart]) -> dict[str, object]:
    values: dict[str, object] = {"count": len(parts)}
    for rank, part in enumerate(parts):
        values |= {f"day{rank}": part.due_date, f"amount{rank}": part.amount, f"method{rank}": part.payment_method}
    return values


def _parts(answer: Mapping[str, Any], count: int, default: date) -> list[DuePart]:
    return [
        DuePart(answer[f"day{rank}"] or default, answer[f"amount{rank}"] or 0, str(answer[f"method{rank}"]).upper())
        for rank in range(count)
    ]


def _spread(parts: Sequence[DuePart], count: int, total: int) -> list[DuePart]:
    """Spread an amount equally, the last due date taking the cents left (ECH-15)."""
    share = total // count
    kept = [parts[min(rank, len(parts) - 1)] for rank in range(count)]
    amounts = [share] * (count - 1) + [total - share * (count - 1)]
    return [
        DuePart(part.due_date, cents, part.payment_method, part.bank) for part, cents in zip(kept, amounts, strict=True)
    ]
