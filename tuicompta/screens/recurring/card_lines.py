"""Between the lines of a recurring card and those of its table, with what a guide model gives them (ABO-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.recurring.line_box import CardLine
from tuicompta.services.recurring.models import amounts_of, guide_model, lines_of_model, open_accounts
from tuicompta.services.recurring.records import RecurringLine

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.recurring.records import RecurringEntry


def stored_lines(lines: tuple[CardLine, ...]) -> tuple[RecurringLine, ...]:
    """Return the lines of the table as the card keeps them; the labels of a model stay its own."""
    return tuple(
        RecurringLine(line.account, "" if line.fixed else line.label, None if line.computed else line.amount)
        for line in lines
    )


def shown_lines(dossier: Dossier, entry: RecurringEntry) -> tuple[CardLine, ...]:
    """Return the lines of a card as the table shows them, without amounts where its model is not available."""
    if not entry.model:
        return tuple(CardLine(line.account, line.label, line.amount or 0) for line in entry.lines)
    try:
        amounts = amounts_of(dossier.database, entry)
        model = guide_model(dossier.database, entry.model, entry.code)
    except TuicomptaError:  # said when an occurrence is generated, and when the card is saved
        lines = [(line, line.amount or 0, line.label, False) for line in entry.lines]
    else:
        labels = [line.label for line in lines_of_model(model)]
        lines = list(zip(entry.lines, amounts, labels, open_accounts(model), strict=True))
    return tuple(
        CardLine(line.account, label, amount, line.amount is None, fixed=True, open_account=opened)
        for line, amount, label, opened in lines
    )
