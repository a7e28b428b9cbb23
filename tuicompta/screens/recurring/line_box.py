"""The lines of a recurring card: as the table shows them, and the box that fills one (ABO-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from tuicompta.core.labels import LABEL_LENGTH, RECURRING_TOKENS, check_template
from tuicompta.screens.accounts.account_choices import AccountChoices, detail_account
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column, ColumnType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Fault, Values
    from tuicompta.widgets.columns import Value

LINES = (
    Column("account", "Compte", ColumnType.CODE, 9),
    Column("label", "Libellé", width=14, stretch=True),
    Column("debit", "Débit", ColumnType.AMOUNT, 12),
    Column("credit", "Crédit", ColumnType.AMOUNT, 12),
)
BY_MODEL = "Le modèle donne ce qui ne se tape pas ici ; un montant vidé revient à sa formule."


class CardLine(NamedTuple):
    """A line of the table; `amount` is debit − credit in cents.

    `computed`: the formula of the model gives the amount; `fixed` lines are those of a model, `open_account` where it
    leaves the account to the card.
    """

    account: str = ""
    label: str = ""
    amount: int = 0
    computed: bool = False
    fixed: bool = False
    open_account: bool = True


def line_cells(line: CardLine) -> Sequence[Value]:
    """Return the cells of a line."""
    return line.account, line.label, max(line.amount, 0), max(-line.amount, 0)


async def ask_line(frame: Frame, dossier: Dossier, line: CardLine) -> CardLine | None:
    """Return the line as it was filled, None when the box is closed without."""
    account = card.linked("account", "Compte", AccountChoices(dossier, detail_account), mandatory=True, creatable=True)
    label = card.text("label", "Libellé", width=46, max_length=LABEL_LENGTH)
    fields = (
        card.enabled_if(account, lambda _: line.open_account),
        card.enabled_if(
            card.checked(label, lambda value: check_template(str(value), RECURRING_TOKENS)), lambda _: not line.fixed
        ),
        card.amount("debit", "Débit"),
        card.amount("credit", "Crédit"),
    )
    schema = CardSchema((Tab("", fields),), _faults)
    answer = await frame.dialogs.fill("Ligne de l'abonnement", schema, _values(line), text=BY_MODEL * line.fixed)
    return None if answer is None else _filled(line, answer)


def _values(line: CardLine) -> dict[str, object]:
    amounts = {"debit": max(line.amount, 0) or None, "credit": max(-line.amount, 0) or None}
    return {"account": line.account or None, "label": line.label, **amounts}


def _faults(values: Values) -> Sequence[Fault]:
    both = values["debit"] and values["credit"]
    return [("credit", "Un montant au débit ou au crédit, pas les deux")] if both else ()


def _filled(line: CardLine, values: Values) -> CardLine:
    """Return the line; the amount of a computed one is its formula's again until another is typed (MG-06)."""
    debit, credit = cast("int | None", values["debit"]) or 0, cast("int | None", values["credit"]) or 0
    amount = debit - credit
    untouched = line.computed and amount == line.amount
    return line._replace(
        account=str(values["account"] or ""),
        label=str(values["label"] or ""),
        amount=amount,
        computed=line.fixed and (untouched or not amount),
    )
