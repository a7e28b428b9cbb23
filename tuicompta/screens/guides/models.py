"""Modèles de guide: the list of the models (MG-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_amount
from tuicompta.core.guide_formulas import NAMED
from tuicompta.screens.frame.actions import Action, some_row, writable
from tuicompta.screens.guides.model_card import GuideModelWindow
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.services.guides.models import delete_model, model_rows, read_model, switch_model
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.detailed_rows import Detail
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.screens.frame.actions import Context
    from tuicompta.widgets.rows import Key


def _change_some(context: Context) -> str | None:
    return writable(context) or some_row(context)


ACTIONS = (
    Action(
        "guide_model_active",
        "Activer / Désactiver",
        "Propose les modèles choisis, ou non.",
        condition=_change_some,
    ),
)
LINE_COLUMNS = (
    Column("rank", "L", ColumnType.NUMBER, 3),
    Column("account", "Compte", width=9),
    Column("label", "Libellé", width=30),
    Column("debit", "Débit", width=20),
    Column("credit", "Crédit", width=20),
)


class GuideModelsWindow(RecordList):
    """The guide models, by type and name."""

    TITLE = "Modèles de guide"
    HELP = "guide_models"
    NAME = "guide_models"
    CARD = GuideModelWindow
    COLUMNS = (
        Column("type", "Type", width=19),
        Column("name", "Nom", width=22, stretch=True, mandatory=True),
        Column("code", "Code court", ColumnType.CODE, 10),
        Column("journal", "Journal de destination", ColumnType.CODE, 10),
        Column("inactive", "Inactif", ColumnType.TICK, 7),
    )
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "delete",
        "duplicate",
        "guide_model_active",
        "guide_definitions",
        "guide_formulas",
        *(name for name in RecordList.OFFERS if name not in {"new", "modify", "delete", "duplicate"}),
    )

    def details(self) -> tuple[Detail, ...]:
        """Return the lines of a model."""
        return (Detail("lines", "Lignes", LINE_COLUMNS, self._lines),)

    def read_rows(self) -> Iterable[Row]:
        """Return the models; an inactive one is quiet."""
        for found in model_rows(self.dossier.database):
            cells = (found.type.label, found.name, found.code, found.journal, found.inactive)
            yield Row(found.id, cells, voice="quiet" if found.inactive else "normal")

    def delete_row(self, key: Key) -> None:
        """Delete a model that nothing was made from (MG-09)."""
        if isinstance(key, int):
            delete_model(self.dossier, key)

    def do_guide_model_active(self) -> None:
        """Make the selected models inactive, or active again (MG-04)."""
        keys = [key for key in self.list.selection() if isinstance(key, int)]
        for key in keys:
            switch_model(self.dossier, key)
        self.refresh_rows(keys[0] if len(keys) == 1 else None)

    def _called(self, key: Key) -> str:
        row = self.list.grid.source.row(key)
        return str(row.values[1]) if row is not None else str(key)

    def _lines(self, key: Key) -> Iterable[Row]:
        model = read_model(self.dossier.database, int(str(key)))[0]
        for rank, line in enumerate(model.lines, start=1):
            amount = NAMED.get(line.formula, line.formula) or (format_amount(line.amount) if line.amount else "…")
            sides = (amount, "") if line.side == "D" else ("", amount)
            yield Row(rank, (rank, line.account or "…", line.label, *sides))
