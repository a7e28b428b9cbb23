"""The box of a cheque: its state, and what was typed of a cheque that no entry uses (CHQF-11, CHQF-13)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from tuicompta.core.cheques import ChequeState
from tuicompta.services.banks.chequebook_writing import in_state
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from datetime import date

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.banks.chequebooks import Cheque
    from tuicompta.widgets.card_schema import FieldSpec, Values

STATES = tuple(Option(state.value, state.label) for state in ChequeState)


async def ask_cheque(frame: Frame, cheque: Cheque, today: date) -> Cheque | None:
    """Return the cheque as it was filled, None when the box is closed without. Raises `ChequeTiedError` (CHQF-12)."""
    tied = cheque.line_id is not None
    text = f"Utilisé par l'écriture {cheque.entry}" if tied else ""
    schema = CardSchema((Tab("", _fields(today, tied=tied)),))
    answer = await frame.dialogs.fill(f"Chèque {cheque.number}", schema, _values(cheque), text=text)
    return None if answer is None else _cheque(cheque, answer)


def _fields(today: date, *, tied: bool) -> tuple[FieldSpec, ...]:
    def free(spec: FieldSpec) -> FieldSpec:
        return card.enabled_if(spec, lambda _: not tied)

    return (
        card.choice("state", "État", STATES, mandatory=True),
        free(card.day("paid_on", "Date de paiement", lambda: DateScope.of_year(today))),
        free(card.text("payee", "Ordre", width=46, max_length=60)),
        free(card.text("object", "Objet", width=46, max_length=100)),
        free(card.amount("amount", "Montant")),
        card.text("notes", "Notes", width=46, max_length=200),
    )


def _values(cheque: Cheque) -> dict[str, object]:
    return {
        "state": cheque.state.value,
        "paid_on": cheque.paid_on,
        "payee": cheque.payee,
        "object": cheque.object,
        "amount": cheque.amount,
        "notes": cheque.notes,
    }


def _cheque(cheque: Cheque, values: Values) -> Cheque:
    """Return what was filled; a filled amount uses the cheque, a freed cheque keeps only its notes (CHQF-13)."""
    filled = replace(
        cheque,
        paid_on=cast("date | None", values["paid_on"]),
        payee=str(values["payee"] or ""),
        object=str(values["object"] or ""),
        amount=cast("int | None", values["amount"]) or None,
        notes=str(values["notes"] or ""),
    )
    state = ChequeState(str(values["state"]))
    if state is ChequeState.AVAILABLE and cheque.state is ChequeState.AVAILABLE and filled.amount:
        return replace(filled, state=ChequeState.USED)
    if state is ChequeState.AVAILABLE and cheque.state is ChequeState.AVAILABLE:
        return filled
    return in_state(filled, state)
