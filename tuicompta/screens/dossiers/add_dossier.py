"""Ajouter un dossier existant: a file from elsewhere joins the known dossiers, without being copied (DOSR)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.paths import is_file
from tuicompta.screens.frame.dossier_session import open_in_frame
from tuicompta.screens.frame.sizes import size_label
from tuicompta.screens.wizards import wizard
from tuicompta.screens.wizards.wizard_pages import CardPage
from tuicompta.services.dossiers.dossier_information import dossier_file
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, Tab, Values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuicompta.screens.wizards.wizard_pages import Chosen, WizardPage

ACTIONS = wizard.ACTIONS
WELCOME = (
    "Un fichier de dossier venu d'ailleurs est ajouté à la liste des dossiers récents, puis ouvert. Il n'est ni copié "
    "ni déplacé.\n\n"
    "F9 ou Entrée : suivant. Échap : annuler, rien ne change."
)


class FilePage(CardPage):
    """The step that asks for the file."""

    def __init__(self) -> None:
        schema = CardSchema((Tab("", (card.path("path", "Fichier", mandatory=True, suffix=".compta"),)),), _faults)
        super().__init__("Fichier", schema, hint="Tab complète le chemin, F4 parcourt le répertoire.")

    @property
    def path(self) -> Path:
        """The file chosen."""
        return cast("Path", self.values["path"])

    def chosen(self) -> Sequence[Chosen]:
        """Tell name, company, SIREN, size and version (DOSR-02)."""
        file = dossier_file(self.path)
        return (
            ("Fichier", str(self.path)),
            ("Nom", file.name),
            ("Société", file.company),
            ("SIREN", file.siren or "non renseigné"),
            ("Taille", size_label(file.size)),
            ("Version", str(file.version)),
        )


class AddDossierWindow(wizard.WizardWindow):
    """One step: the path; then the dossier opens (DOSR-03)."""

    TITLE = "Ajouter un dossier existant"
    HELP = "add_dossier"
    OFFERS: ClassVar[tuple[str, ...]] = wizard.WizardWindow.OFFERS

    def welcome(self) -> str:
        """Say that nothing is copied."""
        return WELCOME

    def steps(self) -> Sequence[WizardPage]:
        """Return the only step."""
        self.file = FilePage()
        return (self.file,)

    async def run(self) -> Sequence[str] | None:
        """Open the dossier, which puts it in the list of recent dossiers."""
        frame, path = self.frame, self.file.path
        self.over = True
        if not await open_in_frame(frame, path):
            self.over = False
            return [f"Le dossier n'a pas été ouvert : {path}"]
        if self in frame.windows.all:
            await frame.windows.close(self)
        return None


def _faults(values: Values) -> Sequence[Fault]:
    path = cast("Path", values["path"])
    if not is_file(path):
        return [("path", f"Fichier introuvable : «{path}».")]
    fault = dossier_file(path).fault
    return [("path", fault)] if fault else ()
