"""Changing what an import proposes: types of journals, numbers of accounts (FECI-05, FECI-07)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from tuicompta.core.accounts import NUMBER_LENGTH
from tuicompta.core.enums import JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text, cut
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.exchange.fec.accounts import MappedAccount
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.fec.plan import NewJournal

MOST = 100
_NUMBER = re.compile(rf"[1-9][0-9]{{2}}[0-9A-Z]{{0,{NUMBER_LENGTH - 3}}}")
_LABEL = 24


class AccountNumberError(TuicomptaError):
    """A number typed for an account of a file is none of the dossier's."""

    template = "«{number}» : un numéro de compte a trois chiffres, puis jusqu'à sept chiffres ou majuscules."


async def ask_journal_types(frame: Frame, journals: Sequence[NewJournal]) -> dict[str, JournalType] | None:
    """Ask for the types of journals to create; return those that changed, by code in the file."""
    kinds = [Option(kind, kind.label) for kind in JournalType]
    asked = {journal.source: journal.type for journal in journals[:MOST]}
    labels = {journal.source: f"{journal.code} {cut(clean_text(journal.description), _LABEL)}" for journal in journals}
    fields = tuple(card.choice(source, labels[source], kinds, mandatory=True) for source in asked)
    answer = await frame.dialogs.fill("Types des journaux à créer", CardSchema((Tab("", fields),)), dict(asked))
    if answer is None:
        return None
    return {source: cast("JournalType", answer[source]) for source in asked if answer[source] != asked[source]}


async def ask_numbers(frame: Frame, mapped: Sequence[MappedAccount]) -> dict[tuple[str, str], str] | None:
    """Ask for the numbers of accounts that the import changes; return those typed, by account and auxiliary account."""
    asked = {(found.account, found.auxiliary): found.number for found in mapped[:MOST]}
    names = {str(rank): key for rank, key in enumerate(asked)}
    fields = tuple(
        card.checked(
            card.text(name, cut(clean_text(" ".join(filter(None, key))), _LABEL), width=12, max_length=NUMBER_LENGTH),
            _check_number,
        )
        for name, key in names.items()
    )
    values = {name: asked[key] for name, key in names.items()}
    answer = await frame.dialogs.fill("Numéros des comptes", CardSchema((Tab("", fields),)), values)
    if answer is None:
        return None
    typed = {key: str(answer[name]).upper() for name, key in names.items()}
    return {key: number for key, number in typed.items() if number and number != asked[key]}


def _check_number(value: object) -> None:
    if not _NUMBER.fullmatch(str(value).upper()):
        raise AccountNumberError(number=str(value))
