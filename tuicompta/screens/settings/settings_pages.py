"""Société, options comptables, numérotation: every page of settings of the dossier in one window (SET, SO to ONU)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Horizontal

from tuicompta.core.settings import SETTINGS, Page, settings_of_page
from tuicompta.core.text import fold
from tuicompta.screens.cards.address_completion import complete_addresses
from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.settings.setting_fields import field_values, page_tab, setting_values
from tuicompta.services.settings.setting_changes import change_settings, setting_faults
from tuicompta.services.settings.setting_notices import pages_to_complete, warnings_of
from tuicompta.services.settings.settings import setting
from tuicompta.services.settings.typed_identifiers import identifiers_following
from tuicompta.widgets.card import Card
from tuicompta.widgets.card_schema import CardSchema
from tuicompta.widgets.foot_lines import FootLines
from tuicompta.widgets.page_list import PageEntry, PageList
from tuicompta.widgets.question import NO, YES
from tuicompta.widgets.window_head import UNSAVED

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.core.settings import Value
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Fault, Values
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("settings_list", "Liste des pages", "Toutes les pages de réglages, avec leur recherche."),
    Action("default_environment", "Remettre l'environnement par défaut", "Les couleurs et l'aspect de la page."),
)
NO_RECORD = "Des réglages ne se créent, ne se copient ni ne se suppriment"
COMPANY, OPTIONS = "Société", "Options comptables"
TO_COMPLETE = " (à compléter)"
PAGES = tuple(Page)
LOOKS = {
    Page.FORECAST: ("forecast.negative_colour", "forecast.receipt_colour", "forecast.payment_colour"),
    Page.ENVIRONMENT: tuple(one.key for one in settings_of_page(Page.ENVIRONMENT)),
}
"""What «Remettre l'environnement par défaut» gives back its first value, by page."""
ALONE = 1
"""The identifier of the one record that the settings of a dossier are, for its lock."""


class SettingsCard(Card):
    """The fields of all the pages; `turned` receives the place of the page shown."""

    def __init__(self, schema: CardSchema, values: Mapping[str, object]) -> None:
        self.turned: Callable[[int], None] = lambda _: None
        super().__init__(schema, values)
        self.tabs.display = False

    def show_tab(self, rank: int) -> None:
        """Show a page."""
        super().show_tab(rank)
        self.turned(rank)


class SettingsPages(RecordCard):
    """The pages at left, the fields of one at right; one save for all of them (SET-01)."""

    PAGE: ClassVar[Page] = Page.ADDRESS
    RECORD = COMPANY
    KIND = "settings"
    FIELDS = SettingsCard
    HELP = "settings"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "undo",
        "redo",
        "undo_all",
        "settings_list",
        "default_environment",
    )

    def __init__(self, dossier: Dossier) -> None:
        self._read: dict[str, Value] = {}
        self._to_complete: frozenset[Page] = frozenset()
        super().__init__(dossier, ALONE)
        complete_addresses(self.card, self._changed)
        self.list = PageList(_entries())
        self.list.chosen = self._show_page
        cast("SettingsCard", self.card).turned = self.list.go
        self.list.entered = self._enter
        self._mark_pages()
        self.foot = FootLines()

    # -- what a card is ------------------------------------------------------------------------------------------------

    def schema(self) -> CardSchema:
        """Return one tab a page."""
        return CardSchema(tuple(page_tab(self.dossier, page) for page in PAGES), self._faults)

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read every setting; their own values tell whether one changed meanwhile."""
        del key
        shown = [one for page in PAGES for one in settings_of_page(page)]
        self._read = {one.key: setting(self.dossier.database, one.key) for one in shown}
        self._to_complete = pages_to_complete(self.dossier.database)
        if hasattr(self, "list"):
            self._mark_pages()
        return field_values(self._read), 0

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Store what changed, and say what looks wrong in it."""
        del version
        typed = setting_values(self._changes(values))
        changed = change_settings(self.dossier, typed, read=self._read)
        for text in warnings_of(changed):
            self.frame.say(text, warning=True)
        return ALONE

    def make_host(self) -> FieldHost:
        """Let the fields open and create linked records."""
        return CardHost(self.frame)

    @property
    def title(self) -> str:
        """The page shown, under its heading."""
        return f"{OPTIONS if self.page.is_option else COMPANY} – {self.page.label}"

    @property
    def page(self) -> Page:
        """The page shown."""
        return PAGES[self.card.tabs.place] if hasattr(self, "list") else self.PAGE

    @property
    def identity(self) -> Hashable:
        """There is one window for all the pages."""
        return SettingsPages

    def asked_again(self, other: object) -> None:
        """Show the page that was asked for."""
        if isinstance(other, SettingsPages):
            self._open_page(other.PAGE)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Put the pages at left, the fields at right, what is said of the field under them."""
        yield self.head
        with Horizontal(id="settings"):
            yield self.list
            yield self.card
        yield self.foot

    def on_mount(self) -> None:
        """Show the page asked for; the base classes take the record and the fields."""
        self._open_page(self.PAGE)
        self.acted()

    @property
    def zones(self) -> Sequence[Widget]:
        """The pages and the fields."""
        first = self.card.first_field
        return [self.list, *([first] if first is not None else [])]

    @property
    def first_focus(self) -> Widget | None:
        """The first field of a page of the company, the list of pages for the options."""
        return self.list if self.PAGE.is_option else self.card.first_field or self.list

    def acted(self) -> None:
        """Tell of the page, of what is not saved, of the field under the cursor."""
        mark = TO_COMPLETE if self.page in self._to_complete else ""
        self.head.show(f"{self.title}{mark}", UNSAVED if self.card.modified else "")
        field = self.card.current
        if field is not None and field.error:
            self.foot.show(field.error, "wrong")
        else:
            self.foot.show(SETTINGS[field.field_name].hint if field is not None else "")

    def shown(self) -> None:
        """Read again the records that fields may take: one may have been created in another window."""
        for field in self.card.fields.values():
            reload = getattr(getattr(field, "choices", None), "reload", None)
            if reload is not None:
                reload()

    def _mark_pages(self) -> None:
        self.list.marks = frozenset(rank for rank, page in enumerate(PAGES) if page in self._to_complete)
        self.list.repaint()

    def _show_page(self, place: int) -> None:
        self.card.show_tab(place)
        self.acted()

    def _open_page(self, page: Page) -> None:
        self.card.show_tab(PAGES.index(page))
        self.frame.set_focus(self.list if page.is_option else self.card.first_field or self.list)

    def _enter(self) -> None:
        """Go to the first field of the page, or to the one that has the words searched (SET-05)."""
        words = fold(self.list.search).split()
        found = (
            self.card.fields[one.key]
            for one in settings_of_page(self.page)
            if words and all(word in fold(one.named) for word in words) and self.card.fields[one.key].enabled
        )
        field = next(found, self.card.first_field)
        if field is not None:
            self.card.focus_field(field)

    # -- actions -------------------------------------------------------------------------------------------------------

    def do_settings_list(self) -> None:
        """Go to the list of pages."""
        if self.card.leave_current():
            self.frame.set_focus(self.list)

    async def do_back(self) -> None:
        """Go from the fields to the list of pages, then close (KEY-06)."""
        if self.card.current is not None:
            self.do_settings_list()
            return
        await self.do_close_window()

    def do_default_environment(self) -> None:
        """Give the colours of the forecast, or the look of the grids, back their first values (OPT-03, OEN-01)."""
        for key in LOOKS[self.page]:
            self.card.state.set(key, SETTINGS[key].default)
        self.card.give({})
        for key in LOOKS[self.page]:
            self.card.fields[key].value = SETTINGS[key].default
        self._changed()

    def why_not_default_environment(self) -> str | None:
        """Ask for a page that has an environment."""
        if self.page in LOOKS:
            return None
        return "Dans les pages «Prévision de trésorerie» et «Environnement de saisie» seulement"

    def why_not_new(self) -> str | None:
        """Refuse what is for records."""
        return NO_RECORD

    why_not_save_and_new = why_not_duplicate = why_not_delete = why_not_new

    async def do_save(self) -> None:  # type: ignore[override]
        """Write every page, leaving the warnings of the save in view."""
        changes = setting_values(self._changes(self.card.state.values))
        if await self.saved() and not any(warnings_of(changes)):
            self.frame.say("Enregistré")

    async def prepare(self) -> bool:
        """Ask before another territory: the accounts keep their rates (ST-08)."""
        values, saved = self.card.state.values, self.card.state.saved
        if values["company.territory"] == saved["company.territory"]:
            return True
        text = "Les comptes de TVA existants gardent leurs taux ; les nouveaux prendront ceux de la territorialité."
        return await self.frame.dialogs.ask("Changer la territorialité ?", text, (YES, NO), default=1) == YES.value

    # -- what follows from the fields ----------------------------------------------------------------------------------

    def _changes(self, values: Values) -> dict[str, object]:
        saved = self.card.state.saved
        return {key: value for key, value in values.items() if value != saved.get(key)}

    def _faults(self, values: Values) -> Sequence[Fault]:
        typed = setting_values(self._changes(values))
        return [(key, str(refusal)) for key, refusal in setting_faults(self.dossier, typed)]

    def _changed(self) -> None:
        """Bring the SIREN and the VAT number after the SIRET (SA-01, SA-02); warn of a wrong key at once."""
        values = self.card.state.values
        self.card.give(identifiers_following(values, self.card.state.saved))
        field = self.card.current if self.is_attached else None
        if field is not None and (warning := SETTINGS[field.field_name].warning) is not None:
            text = warning(str(values[field.field_name] or ""))
            if text:
                self.frame.say(text, warning=True)
        super()._changed()


def _entries() -> list[PageEntry]:
    """Return the lines of the list of pages: those of the company, the options under their title, the numbering."""
    entries: list[PageEntry] = []
    for rank, page in enumerate(PAGES):
        if page is Page.ENTRY:
            entries.append(PageEntry(OPTIONS, None))
        words = " ".join(one.named for one in settings_of_page(page))
        entries.append(PageEntry(page.label, rank, int(page.is_option), words))
    return entries


class CompanyAddressPage(SettingsPages):
    """Coordonnées (SO)."""


class CompanyAdministrationPage(SettingsPages):
    """Informations administratives (SA)."""

    PAGE = Page.ADMINISTRATION


class CompanyVatPage(SettingsPages):
    """Informations de TVA (ST)."""

    PAGE = Page.VAT


class TaxOfficePage(SettingsPages):
    """Trésor Public (ST-03, ST-04)."""

    PAGE = Page.TAX_OFFICE


class CompanyLogoPage(SettingsPages):
    """Logo (LG)."""

    PAGE = Page.LOGO


class AccountantPage(SettingsPages):
    """Expert (XP)."""

    PAGE = Page.ACCOUNTANT


class AccountingOptionsPage(SettingsPages):
    """Options comptables (OSA to OSC)."""

    PAGE = Page.ENTRY


class NumberingPage(SettingsPages):
    """Numérotation (ONU)."""

    PAGE = Page.NUMBERING


class EntryEnvironmentPage(SettingsPages):
    """Environnement de saisie (OEN)."""

    PAGE = Page.ENVIRONMENT
