"""The box «Créer le compte …» of the entry grids: number, title, nature shown (KM-66)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.accounts import check_number
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import nature_of
from tuicompta.services.accounts.accounts import create_account, number_of
from tuicompta.widgets.card_schema import CardSchema, Tab, text

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier


async def ask_new_account(frame: Frame, dossier: Dossier, typed: str) -> str:
    """Ask for the number and title of a new account, create it, and return its number; "" when the user gives up.

    A refusal is shown, and the box comes back with what was typed.
    """
    values: dict[str, object] = {"number": typed.upper(), "title": ""}
    schema = CardSchema(
        (Tab("", (text("number", "Numéro", mandatory=True, max_length=10), text("title", "Intitulé", mandatory=True))),)
    )
    while True:
        answer = await frame.dialogs.fill(
            f"Créer le compte {values['number']}", schema, values, text=_nature(str(values["number"]))
        )
        if answer is None:
            return ""
        try:
            return number_of(dossier.database, create_account(dossier, str(answer["number"]), str(answer["title"])))
        except TuicomptaError as refusal:
            await frame.failed(refusal)
            values = answer


def _nature(number: str) -> str:
    try:
        return f"Nature : {nature_of(check_number(number)).label}"
    except TuicomptaError as refusal:
        return str(refusal)
