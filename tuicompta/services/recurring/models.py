"""The guide model of a recurring card: its lines, and the amounts that its formulas give (ABO-01, MG-06)."""

from collections.abc import Sequence
from datetime import date

from tuicompta.core.entry.ports import GuideLine, GuideModel
from tuicompta.models.database import Database
from tuicompta.services.guides import active_guide_models
from tuicompta.services.recurring.errors import ModelChangedError, ModelUnavailableError
from tuicompta.services.recurring.records import RecurringEntry, RecurringLine


def offered_models(database: Database) -> list[GuideModel]:
    """Return the guide models that a card may take: the active ones."""
    return list(active_guide_models(database))


def guide_model(database: Database, name: str, code: str) -> GuideModel:
    """Return the active guide model of that name for a card; raises `ModelUnavailableError`."""
    for model in active_guide_models(database):
        if model.name == name:
            return model
    raise ModelUnavailableError(model=name, code=code)


def lines_of_model(model: GuideModel) -> tuple[RecurringLine, ...]:
    """Return the lines of a card that has just taken a model: what the formulas give is left to them."""
    lines = model.lines(None, "")
    typed = [None if line.computed else _signed(line) for line in lines]
    return tuple(RecurringLine(line.account, line.label, amount) for line, amount in zip(lines, typed, strict=True))


def open_accounts(model: GuideModel) -> list[bool]:
    """Return which lines of a model leave their account to the card."""
    return [not line.account for line in model.lines(None, "")]


def check_same_lines(card: RecurringEntry, lines: Sequence[GuideLine]) -> None:
    """Refuse a model that has other lines than the card; raises `ModelChangedError`."""
    same = len(lines) == len(card.lines) and all(
        not of_model.account or of_model.account == own.account
        for of_model, own in zip(lines, card.lines, strict=False)
    )
    if not same:
        raise ModelChangedError(model=card.model, code=card.code)


def amounts_of(database: Database, card: RecurringEntry, changed: dict[int, int] | None = None) -> list[int]:
    """Return the amounts of the lines of a card, debit − credit in cents, those of an occurrence in their place.

    `changed` is by position from 1. Raises `ModelUnavailableError` and `ModelChangedError`.
    """
    changed = changed or {}
    given = [changed.get(rank, line.amount) for rank, line in enumerate(card.lines, start=1)]
    if not card.model:
        return [amount or 0 for amount in given]
    model = guide_model(database, card.model, card.code)
    check_same_lines(card, model.lines(None, ""))
    return list(model.evaluate(given))


def labels_of(database: Database, card: RecurringEntry, day: date, piece: str) -> list[str]:
    """Return the labels of the lines of a card on a date, before its own tokens; "" where the card gives the label."""
    if not card.model:
        return [line.label for line in card.lines]
    return [line.label for line in guide_model(database, card.model, card.code).lines(day, piece)]


def _signed(line: GuideLine) -> int:
    return line.amount if line.side == "D" else -line.amount
