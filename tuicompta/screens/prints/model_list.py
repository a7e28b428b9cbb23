"""Éditeur de modèles: the delivered models of the reports and those of the users (EDM-01, EDM-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.report_models.model import system_name
from tuicompta.reports.catalogue import SPECS, find_report
from tuicompta.reports.models.fields import system_model
from tuicompta.screens.frame.actions import Action, one_row, writable
from tuicompta.screens.frame.ask_file import ask_file, ask_new_file
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.screens.prints.model_acts import CARD_DEFAULT, LIST_DEFAULT, ModelKey, make_default, uses_of
from tuicompta.screens.prints.model_card import ReportModelCard
from tuicompta.services.folders import Folder, default_folder
from tuicompta.services.lists.list_export import make_folder
from tuicompta.services.prints.report_model_files import export_model, keep_received, proposed_file, receive_model
from tuicompta.services.prints.report_models import ModelUse, delete_model, model_rows, read_model
from tuicompta.widgets.columns import Column
from tuicompta.widgets.question import CANCEL, Choice
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.core.report_models.model import ReportModel
    from tuicompta.widgets.rows import Key

ACTIONS = (
    CARD_DEFAULT,
    LIST_DEFAULT,
    Action("export_model", "Écrire dans un fichier", "Le modèle, dans un fichier .json.", condition=one_row),
    Action("import_model", "Lire un fichier", "Un modèle écrit dans un fichier .json.", condition=writable),
)
REPLACE, RENAME = Choice("Remplacer", "replace"), Choice("Renommer", "rename")
READ_ONLY = "Un modèle (système) ne se supprime pas"


class ReportModelsWindow(RecordList):
    """The models of every report; changing a delivered one makes a copy."""

    TITLE = "Modèles d'état"
    HELP = "report_models"
    NAME = "report_models"
    CARD = ReportModelCard
    COLUMNS = (
        Column("name", "Modèle", width=32, stretch=True, mandatory=True),
        Column("report", "État", width=24),
        Column("default", "Par défaut", width=16),
    )
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "delete",
        "duplicate",
        "card_default",
        "list_default",
        "export_model",
        "import_model",
        *(name for name in RecordList.OFFERS if name not in {"new", "modify", "delete", "duplicate"}),
    )

    def read_rows(self) -> Iterable[Row]:
        """Return the delivered model of each report, then those of the users."""
        uses = uses_of(self.dossier)
        for spec in SPECS:
            key = ModelKey(spec.name)
            yield Row(str(key), (system_name(spec.title), spec.title, uses.get(key, "")), voice="quiet")
            for row in model_rows(self.dossier.database, spec.name):
                own = ModelKey(spec.name, row.id)
                yield Row(str(own), (row.name, spec.title, uses.get(own, "")))

    # -- cards ---------------------------------------------------------------------------------------------------------

    async def open_row(self, key: Key) -> None:
        """Open a model, or a copy of a delivered one (EDM-01)."""
        found = ModelKey.of(key)
        await self.frame.windows.open(ReportModelCard(self.dossier, found.model, origin=self, report=found.report))

    async def open_copy(self, key: Key) -> None:
        """Open a copy."""
        found = ModelKey.of(key)
        card = ReportModelCard(self.dossier, origin=self, copy_of=found.model, report=found.report)
        await self.frame.windows.open(card)

    def refresh_rows(self, keep: Key | None = None) -> None:
        """Read again; a card names its row by the number of the model."""
        if isinstance(keep, int):
            keep = next(
                (str(ModelKey(row.report, row.id)) for row in model_rows(self.dossier.database) if row.id == keep), None
            )
        super().refresh_rows(keep)

    def delete_row(self, key: Key) -> None:
        """Delete a model of the users."""
        found = ModelKey.of(key)
        if found.model is not None:
            delete_model(self.dossier, found.model)

    def why_not_delete(self) -> str | None:
        """Ask for a model of the users."""
        delivered = any(ModelKey.of(key).model is None for key in self.list.selection())
        return super().why_not_delete() or (READ_ONLY if delivered else None)

    # -- acts ----------------------------------------------------------------------------------------------------------

    def do_card_default(self) -> None:
        """Propose the model where its report is asked from a card (IMP-05)."""
        self._make_default(ModelUse.CARD)

    def do_list_default(self) -> None:
        """Propose the model where its report is asked from a list."""
        self._make_default(ModelUse.LIST)

    def _make_default(self, use: ModelUse) -> None:
        key = self.list.selection()[0]
        self.frame.say(make_default(self.dossier, ModelKey.of(key), use))
        self.refresh_rows(key)

    async def do_export_model(self) -> None:
        """Write the model in a `.json` file (EDM-07)."""
        model = self._model(ModelKey.of(self.list.selection()[0]))
        proposed = default_folder(Folder.EXPORTS) / proposed_file(model)
        path = await ask_new_file(self.frame.dialogs, "Écrire le modèle dans un fichier", proposed)
        if path is not None:
            make_folder(path)
            export_model(model, path, force=True)
            self.frame.say(f"Modèle «{model.name}» écrit dans {path}")

    async def do_import_model(self) -> None:
        """Read a model from a `.json` file; a name that is there is replaced, or the model gets another (EDM-07)."""
        path = await ask_file(self.frame.dialogs, "Lire un modèle", default_folder(Folder.EXPORTS), ".json")
        if path is None:
            return
        received = receive_model(self.dossier, path)
        replacing = False
        if received.known is not None:
            question = f"Un modèle «{received.model.name}» existe déjà."
            answer = await self.frame.dialogs.ask(question, "", (REPLACE, RENAME, CANCEL), default=1)
            if answer == CANCEL.value:
                return
            replacing = answer == REPLACE.value
        kept = keep_received(self.dossier, received, replacing=replacing)
        self.refresh_rows(kept)
        self.frame.say(f"Modèle «{read_model(self.dossier.database, kept)[0].name}» lu")

    def _model(self, key: ModelKey) -> ReportModel:
        if key.model is None:
            return system_model(self.dossier, find_report(key.report))
        return read_model(self.dossier.database, key.model)[0]
