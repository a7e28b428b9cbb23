"""«Outils – Options»: what the user likes on this machine (OPI-04); the keys have a window of their own (OPI-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.environment import first_theme
from tuicompta.screens.frame.preferences import NARROW, NORMAL, WIDE
from tuicompta.screens.frame.themes import THEME_LABELS
from tuicompta.screens.settings.settings_window import SettingsWindow
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Section, Tab
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.frame.preferences import Preferences
    from tuicompta.widgets.card_schema import Values

ACTIONS = (Action("keyboard", "Clavier", "Les touches de chaque commande, à changer."),)
SUGGESTED = "suggested"
PANEL_WIDTHS = (Option(NARROW, "Étroit"), Option(NORMAL, "Moyen"), Option(WIDE, "Large"))


class OptionsWindow(SettingsWindow):
    """The appearance of the program; what is saved shows at once."""

    TITLE = "Options"
    HELP = "options"
    OFFERS: ClassVar[tuple[str, ...]] = ("save", "keyboard", "undo", "redo", "undo_all")

    def schema(self) -> CardSchema:
        """Return the page «Apparence»."""
        themes = [Option(SUGGESTED, "Celui que le terminal suggère")]
        themes += [Option(name, label) for name, label in THEME_LABELS.items()]
        fields = (
            card.choice("theme", "Thème", themes, mandatory=True),
            card.tick("ascii_drawing", "Dessin en ASCII (au prochain démarrage)"),
            card.tick("mouse", "Souris (au prochain démarrage)"),
            Section("À l'ouverture"),
            card.tick("dashboard", "Afficher le tableau de bord"),
            card.tick("key_bar", "Barre des touches"),
            card.tick("panel_reduced", "Volet de navigation réduit"),
            card.choice("panel_width", "Largeur du volet", PANEL_WIDTHS, mandatory=True),
        )
        return CardSchema((Tab("Apparence", fields),))

    def values(self) -> Mapping[str, object]:
        """Return the preferences in force."""
        likes = self._preferences
        found = {spec.name: getattr(likes, spec.name) for spec in self.card.schema.fields}
        return {**found, "theme": likes.theme or SUGGESTED}

    def keep(self, values: Values) -> None:
        """Show what is asked and keep it; raises the refusals of the file of settings."""
        theme = str(values["theme"])
        for name, value in {**values, "theme": "" if theme == SUGGESTED else theme}.items():
            setattr(self._preferences, name, value)
        application = self.frame.application
        application.theme = self._preferences.theme or first_theme(application.variables)
        self.frame.keys.display = self._preferences.key_bar
        self.frame.panel_desk.reduce()
        application.keep_preferences()

    @property
    def _preferences(self) -> Preferences:
        return self.frame.application.preferences

    def why_not_save(self) -> str | None:
        """Never refuse: these settings belong to no dossier."""
        return None

    why_not_main = why_not_save

    async def do_keyboard(self) -> None:
        """Show the keys (OPI-05)."""
        await self.frame.do_keys_page()
