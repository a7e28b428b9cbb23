"""What the linked fields of practical entry offer: third parties, natures, accounts of the treasury."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.services.practical.parties import party_choice, party_choices
from tuicompta.services.practical.proposals import natures
from tuicompta.widgets.choices import LazyChoices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.core.practical.kinds import PracticalKind
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.practical.parties import PartyChoice
    from tuicompta.widgets.rows import Key, RowSource

PARTIES = (
    Column("account", "Compte", ColumnType.CODE, 10),
    Column("name", "Nom", width=36),
    Column("code", "Code", ColumnType.CODE, 8),
)
ACCOUNTS = (Column("account", "Compte", ColumnType.CODE, 10), Column("title", "Intitulé", width=46))


class LinkedAccounts(LazyChoices):
    """Accounts read the first time they are wanted; F2 opens the card of one (FLD-01)."""

    card = "account_card"

    def __init__(self, columns: tuple[Column, ...], read: Callable[[], Iterable[tuple[tuple[str, ...], bool]]]) -> None:
        self._stopped: set[str] = set()
        super().__init__(columns, lambda: self._rows_of(read()), blocked=lambda row: str(row.key) in self._stopped)

    def _rows_of(self, found: Iterable[tuple[tuple[str, ...], bool]]) -> list[Row]:
        rows = list(found)
        self._stopped = {values[0] for values, blocked in rows if blocked}
        return [Row(values[0], values) for values, _ in rows]


def party_accounts(read: Callable[[], Iterable[PartyChoice]]) -> LinkedAccounts:
    """Return third parties, found by account, name or code (SP-04)."""
    return LinkedAccounts(PARTIES, lambda: [((row.account, row.name, row.code), row.blocked) for row in read()])


class PartyChoices:
    """Third parties searched in the dossier at each character: thousands of them cost what ten do.

    Implements `widgets.choices.Choices`; F2 opens the card of the account of one (FLD-01).
    """

    card = "account_card"

    def __init__(self, dossier: Dossier, *, suppliers: bool) -> None:
        self._dossier = dossier
        self._suppliers = suppliers
        self.columns: tuple[Column, ...] = PARTIES

    def search(self, text: str) -> RowSource:
        """Return the third parties found by a text, by account, name or code (SP-04)."""
        found = party_choices(self._dossier.database, suppliers=self._suppliers, text=text)
        return MemoryRows(PARTIES, [_party(choice) for choice in found])

    def find(self, key: Key) -> Row | None:
        """Return a third party, blocked or not."""
        choice = party_choice(self._dossier.database, str(key))
        return None if choice is None else _party(choice)

    def why_not(self, text: str) -> str:  # noqa: ARG002 (part of the protocol)
        """Return nothing: a third party that is not offered is not found."""
        return ""

    def reload(self) -> None:
        """Do nothing: third parties are read at each search."""


def _party(choice: PartyChoice) -> Row:
    return Row(choice.account, (choice.account, choice.name, choice.code))


def nature_accounts(dossier: Dossier, kind: PracticalKind) -> LinkedAccounts:
    """Return the natures of a kind of invoice (SP-06)."""
    return LinkedAccounts(
        ACCOUNTS, lambda: [((row.account, row.title), row.blocked) for row in natures(dossier.database, kind)]
    )


def plain_accounts(read: Callable[[], Iterable[tuple[str, str]]]) -> LinkedAccounts:
    """Return accounts given by number and title."""
    return LinkedAccounts(ACCOUNTS, lambda: [((number, title), False) for number, title in read()])
