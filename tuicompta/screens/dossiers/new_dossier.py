"""Nouveau dossier: the wizard that creates a dossier and opens it (DOSN)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.enums import VatBasis, VatTerritory
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import check_length, exceeds_a_year, twelve_months
from tuicompta.core.identifiers import SirenError, is_siren
from tuicompta.core.paths import is_file, is_folder
from tuicompta.screens.cards.address_completion import complete_addresses
from tuicompta.screens.dossiers.company_fields import company_fields, company_values
from tuicompta.screens.dossiers.new_dossier_fec import FROM_FEC, LIKE, FecSteps, starting_point
from tuicompta.screens.frame.dossier_session import open_in_frame
from tuicompta.screens.frame.text_window import TextWindow
from tuicompta.screens.wizards import wizard
from tuicompta.screens.wizards.wizard_pages import CardPage
from tuicompta.services.dossiers.create_dossier import NewDossier, check_name, check_place, create_dossier, default_span
from tuicompta.services.dossiers.delivered import CHARTS
from tuicompta.services.dossiers.dossier import EXTENSION
from tuicompta.services.dossiers.dossier_information import dossier_file
from tuicompta.services.folders import Folder, default_folder, ensure_folder
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, Section, Tab, Values
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from tuicompta.screens.wizards.wizard_pages import WizardPage

ACTIONS = wizard.ACTIONS
WELCOME = (
    "Un dossier contient la comptabilité d'une société dans un seul fichier.\n\n"
    "L'assistant demande son emplacement, la société, la TVA et le premier exercice, puis crée le fichier avec le plan "
    "comptable, les journaux et les tables de base. Tout pourra être changé ensuite dans «Paramètres».\n\n"
    "F9 ou Entrée : suivant. Échap : annuler, rien n'est créé."
)
MODEL_HINT = (
    "Journaux, comptes, options, modèles et vues de ce dossier sont copiés, avec sa territorialité et son plan "
    "comptable ; aucune écriture ne l'est. Tab complète le chemin, F4 parcourt le répertoire."
)
CHECK_SETTINGS = "Vérifiez les informations de la société et les options comptables"


class NewDossierWindow(wizard.WizardWindow):
    """Four steps, the creation, then the dossier opens by itself."""

    TITLE = "Nouveau dossier"
    HELP = "new_dossier"
    RUN: ClassVar[str] = "Lancer"

    def welcome(self) -> str:
        """Say what a dossier is and what will be asked."""
        return WELCOME

    def steps(self) -> Sequence[WizardPage]:
        """Return place, company, territory and VAT, fiscal year and chart."""
        folder = {"folder": default_folder(Folder.DOSSIERS)}
        self.where = CardPage("Emplacement", place_schema(), folder, first="name")
        self.company = CardPage("Société", company_schema(), hint="Seul le nom est obligatoire ici.")
        complete_addresses(self.company.card, lambda: None)
        self.tax = CardPage("Territorialité et TVA", tax_schema())
        start, end = default_span(today())
        self.year = CardPage("Exercice et plan comptable", self._year_schema(), {"start": start, "end": end})
        self._start: date | None = start
        self.year.card.changed = self._follow_start
        self.model = CardPage("Dossier à copier", model_schema(), hint=MODEL_HINT)
        self.model.needed = False
        self.fec = FecSteps()
        self.fec.need(needed=False)
        return self.where, *self.fec.pages, self.model, self.company, self.tax, self.year

    @property
    def from_files(self) -> bool:
        """Whether accounting files fill the dossier (DOSN-12)."""
        return self.where.values["from"] == FROM_FEC

    @property
    def like(self) -> Path | None:
        """The dossier whose settings are copied, None when there is none (DOSN-12)."""
        return cast("Path", self.model.values["model"]) if self.where.values["from"] == LIKE else None

    @property
    def path(self) -> Path:
        """The file to create."""
        values = self.where.values
        return cast("Path", values["folder"]) / f"{values['name']}{EXTENSION}"

    async def leave_step(self, page: WizardPage) -> bool:
        """Read accounting files; tell of a long first fiscal year, which is allowed (EX-08)."""
        values = self.year.values
        if page is self.where:
            self._propose_name()
            origin = self.where.values["from"]
            self.fec.need(needed=self.from_files)
            self.year.needed = not self.from_files
            self.model.needed = origin == LIKE
            self.tax.needed = origin != LIKE
            self.year.card.give({})
        if page is self.fec.files:
            await self.fec.read(self.frame)
            self._propose_siren()
        if page is self.year and exceeds_a_year(cast("date", values["start"]), cast("date", values["end"])):
            self.frame.say("Exercice de plus de 12 mois : admis pour un premier exercice, jusqu'à 24 mois")
        return True

    async def run(self) -> Sequence[str] | None:
        """Create the file, then open it (DOSN-10); what the user must check comes next (DOSN-11, WEL-03)."""
        new = self._new()
        path = self.path
        ensure_folder(path.parent)
        report = await self.frame.dialogs.work(
            f"Création de {path.stem}", lambda _: self._create(path, new), stoppable=False
        )
        self.over = True
        frame = self.frame
        if not await open_in_frame(frame, path):
            return [f"Dossier créé : {path}", *report]
        if self in frame.windows.all:  # opening a dossier closes the windows of the one that was open, this one too
            await frame.windows.close(self)
        for function in ("first_steps", "company_address"):
            if function in frame.table:
                await frame.open(function)
        if report:
            await frame.windows.open(TextWindow(f"Import dans {path.stem}", "\n".join(report)))
        frame.say(CHECK_SETTINGS)
        return None

    def _year_schema(self) -> CardSchema:
        """Return the last step: first fiscal year, the next one, chart unless another dossier gives it (DOSN-09)."""
        scope = partial(DateScope.of_year, today())
        charts = [Option(code, label) for code, label in CHARTS.items()]
        chart = card.choice("chart", "Plan comptable", charts, mandatory=True)
        fields = (
            card.day("start", "Début de l'exercice", scope, mandatory=True),
            card.day("end", "Fin de l'exercice", scope, mandatory=True),
            card.tick("next_year", "Créer aussi l'exercice suivant", default=True),
            card.enabled_if(chart, lambda _: self.where.values["from"] != LIKE),
        )
        return CardSchema((Tab("", fields),), _year_faults)

    def _follow_start(self) -> None:
        """Keep the end twelve months after the start until another end is typed."""
        values = self.year.values
        before, self._start = self._start, cast("date | None", values["start"])
        if before and self._start and before != self._start and values["end"] == twelve_months(before).end:
            self.year.card.give({"end": twelve_months(self._start).end})

    def _create(self, path: Path, new: NewDossier) -> Sequence[str]:
        if self.from_files:
            return self.fec.create(path, new)
        create_dossier(path, new)
        return ()

    def _propose_name(self) -> None:
        """Propose the name of the dossier for the company."""
        if not self.company.values["company.name"]:
            self.company.card.give({"company.name": self.where.values["name"]})

    def _propose_siren(self) -> None:
        """Propose the SIREN of the first file that names one."""
        siren = next((told.siren for told in self.fec.told if is_siren(told.siren)), "")
        if siren and not self.company.values["company.siren"]:
            self.company.card.give({"company.siren": siren})

    def _new(self) -> NewDossier:
        company, tax, year = self.company.values, self.tax.values, self.year.values
        return NewDossier(
            company=str(company["company.name"]),
            start=cast("date", year["start"]),
            end=cast("date", year["end"]),
            siren=str(company["company.siren"]),
            next_year=bool(year["next_year"]),
            territory=str(tax["territory"]),
            vat_basis=str(tax["vat_basis"]),
            chart=str(year["chart"]),
            details=company_values(company),
            like=self.like,
        )


def today() -> date:
    """Return the system date."""
    return datetime.now().date()  # noqa: DTZ005 - local date


def place_schema() -> CardSchema:
    """Return the first step: folder and name (DOSN-02, DOSN-04)."""
    fields = (
        card.path("folder", "Répertoire", mandatory=True, folders=True),
        card.checked(card.text("name", "Nom du dossier", mandatory=True), lambda name: check_name(str(name))),
        starting_point(),
    )
    return CardSchema((Tab("", fields),), _place_faults)


def _place_faults(values: Values) -> Sequence[Fault]:
    folder, name = cast("Path", values["folder"]), str(values["name"])
    try:
        if folder == default_folder(Folder.DOSSIERS):
            ensure_folder(folder)
        check_place(folder / f"{name}{EXTENSION}")
    except TuicomptaError as refusal:
        return [("folder" if not is_folder(folder) else "name", str(refusal))]
    return ()


def company_schema() -> CardSchema:
    """Return the second step: the company (DOSN-05)."""
    siren = card.checked(card.text("company.siren", "SIREN", width=12, max_length=14), _check_siren)
    identity, address, other = company_fields()
    return CardSchema(
        (
            Tab(
                "",
                (*identity, siren, Section("Coordonnées postales"), *address, Section("Téléphone et internet"), *other),
            ),
        )
    )


def _check_siren(value: object) -> None:
    if not is_siren(str(value)):
        raise SirenError(siren=str(value))


def tax_schema() -> CardSchema:
    """Return the third step: territory and VAT calculation option (DOSN-06, DOSN-07)."""
    territories = [Option(place.value, place.label) for place in VatTerritory if place.is_domestic]
    bases = [Option(basis.value, basis.label) for basis in VatBasis]
    fields = (
        card.starting(card.choice("territory", "Territorialité", territories, mandatory=True), None),
        card.choice("vat_basis", "Option de calcul de la TVA", bases, mandatory=True),
    )
    return CardSchema((Tab("", fields),))


def model_schema() -> CardSchema:
    """Return the step that asks for the dossier whose settings are copied (DOSN-12)."""
    return CardSchema((Tab("", (card.path("model", "Dossier", mandatory=True, suffix=EXTENSION),)),), _model_faults)


def _model_faults(values: Values) -> Sequence[Fault]:
    path = cast("Path", values["model"])
    if not is_file(path):
        return [("model", f"Fichier introuvable : «{path}».")]
    fault = dossier_file(path).fault
    return [("model", fault)] if fault else ()


def _year_faults(values: Values) -> Sequence[Fault]:
    try:
        check_length(cast("date", values["start"]), cast("date", values["end"]))
    except TuicomptaError as refusal:
        return [("end", str(refusal))]
    return ()
