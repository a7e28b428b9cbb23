"""Abonnements: the recurring entries, their dates unfolded under them (ABO)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.actions import Action, some_row, writable
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.screens.recurring.card import RecurringCard
from tuicompta.services.recurring.listing import listed_occurrences, recurring_rows
from tuicompta.services.recurring.writing import delete_recurring_entry, switch_recurring_entries
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.detailed_rows import Detail
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.screens.frame.actions import Context
    from tuicompta.widgets.rows import Key


def _change_some(context: Context) -> str | None:
    return writable(context) or some_row(context)


ACTIONS = (Action("recurring_active", "Activer / Désactiver", "Les abonnements choisis.", condition=_change_some),)
COLUMNS = (
    Column("code", "Code", ColumnType.CODE, 8, mandatory=True),
    Column("label", "Libellé", width=12, stretch=True),
    Column("journal", "Jnl", ColumnType.CODE, 4),
    Column("period", "Périodicité", width=13, stretch=True),
    Column("next", "Prochaine", ColumnType.DATE, 10),
    Column("amount", "Montant", ColumnType.AMOUNT, 11),
    Column("generated", "Gén.", ColumnType.NUMBER, 4),
    Column("active", "Actif", ColumnType.TICK, 5),
)
OCCURRENCES = (
    Column("day", "Date", ColumnType.DATE, 10),
    Column("state", "État", width=10),
    Column("entry", "Écriture", width=34),
)
RECORDS = ("new", "modify", "delete", "duplicate")


class RecurringEntriesWindow(RecordList):
    """The recurring entries by code; inactive ones stay in the list."""

    TITLE = "Abonnements"
    HELP = "recurring_entries"
    NAME = "recurring_entries"
    CARD = RecurringCard
    COLUMNS = COLUMNS
    OFFERS: ClassVar[tuple[str, ...]] = (
        "generate_recurring",
        *RECORDS,
        "recurring_active",
        *(name for name in RecordList.OFFERS if name not in RECORDS),
    )

    def details(self) -> tuple[Detail, ...]:
        """Return the occurrences treated of a card."""
        return (Detail("occurrences", "Occurrences", OCCURRENCES, self._occurrences),)

    def read_rows(self) -> Iterable[Row]:
        """Return the cards."""
        for row in recurring_rows(self.dossier.database):
            yield Row(row.id, row[1:], voice="normal" if row.active else "quiet")

    def delete_row(self, key: Key) -> None:
        """Delete a card that generated nothing (ABO-09)."""
        if isinstance(key, int):
            delete_recurring_entry(self.dossier, key)

    def do_recurring_active(self) -> None:
        """Make the selected cards active, or no more (ABO-09)."""
        keys = [key for key in self.list.selection() if isinstance(key, int)]
        switch_recurring_entries(self.dossier, keys)
        self.refresh_rows(keys[0] if len(keys) == 1 else None)

    def _occurrences(self, key: Key) -> Iterable[Row]:
        for rank, row in enumerate(listed_occurrences(self.dossier.database, int(str(key)))):
            yield Row(rank, row)
