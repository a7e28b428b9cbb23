"""Fichier des écritures comptables: the wizard that writes the accounting file of a fiscal year (FECX)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.amounts import format_amount, format_count
from tuicompta.core.paths import exists
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.naming import NoSirenError, file_name
from tuicompta.exchange.fec.rendering import verdict
from tuicompta.exchange.fec.writer import CHARSETS
from tuicompta.screens.exchange.fec_findings import FecFindingsWindow
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.wizards import wizard
from tuicompta.screens.wizards.wizard_pages import CardPage
from tuicompta.services.dossiers.apart import opened_apart
from tuicompta.services.fec.exporting import (
    ExportOptions,
    FecExport,
    accept_export,
    company_number,
    export_fec,
    validate_year,
)
from tuicompta.services.fec.query import unvalidated_entries
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_years
from tuicompta.services.folders import Folder, default_folder, ensure_folder
from tuicompta.services.settings.settings import text_setting
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.question import CANCEL, NO, Choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tuicompta.exchange.fec.charset import Charset
    from tuicompta.screens.wizards.wizard_pages import WizardPage
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

ACTIONS = (
    *wizard.ACTIONS,
    Action("exported_findings", "Voir le contrôle", "Ce que le contrôle du fichier a trouvé.", ("alt+v",)),
)
WELCOME = (
    "Le fichier des écritures comptables (FEC) est celui que l'administration demande : toutes les écritures validées "
    "d'un exercice, dans l'ordre de leur validation, sous un nom imposé.\n\n"
    "Le fichier écrit est relu et contrôlé ; une notice qui décrit ses colonnes est écrite à côté de lui.\n\n"
    "F9 ou Entrée : suivant. Échap : annuler, rien n'est écrit."
)
VALIDATE, VALIDATED, DRAFT, GIVE_UP = "validate", "validated", "draft", "cancel"
TREATMENTS = {
    VALIDATE: "Valider puis exporter",
    VALIDATED: "Exporter les écritures validées",
    DRAFT: "Projet",
    GIVE_UP: "Annuler",
}
COMPANY = Choice("Ouvrir la société", "company")
REPLACE = Choice("Remplacer", "replace")
KEEP, ACCEPT = Choice("Garder «_erreurs»", "keep"), Choice("Accepter le fichier", "accept")
_CASH = {"bnc": Regime.BNC, "ba": Regime.BA}


class FecExportWindow(wizard.WizardWindow):
    """Fiscal year and form, what to do with unvalidated entries, the folder; then the file, its control, its notice."""

    TITLE = "Fichier des écritures comptables"
    HELP = "fec_export"
    WANTS_DOSSIER = True

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._years = {year.id: year for year in fiscal_years(dossier.database)}
        self._cash = _CASH.get(text_setting(dossier.database, "company.profit_regime"))
        self._force = False
        self._export: FecExport | None = None
        self._validated = 0
        super().__init__()

    def welcome(self) -> str:
        """Say what the file is."""
        return WELCOME

    def steps(self) -> Sequence[WizardPage]:
        """Return form, unvalidated entries, folder."""
        self.form = CardPage("Exercice et forme", self._form_schema(), {"year": current_fiscal_year(self._dossier).id})
        treatments = [Option(value, label) for value, label in TREATMENTS.items()]
        # Nothing is proposed: a validation is for ever.
        field = card.starting(card.choice("treatment", "Que faire", treatments, mandatory=True), None)
        self.pending = CardPage("Écritures non validées", CardSchema((Tab("", (field,)),)))
        folder = card.path("folder", "Répertoire", mandatory=True, folders=True)
        values = {"folder": default_folder(Folder.EXPORTS)}
        self.place_page = CardPage("Fichier", CardSchema((Tab("", (folder,)),)), values)
        return self.form, self.pending, self.place_page

    def _form_schema(self) -> CardSchema:
        years = [Option(year.id, year.label + " (clôturé)" * year.closed) for year in self._years.values()]
        separators = [Option("\t", "Tabulation"), Option("|", "Barre verticale |")]
        charsets = [Option(charset, charset.label) for charset in CHARSETS]
        cash = card.enabled_if(card.tick("cash", "Comptabilité de trésorerie"), lambda _: self._cash is not None)
        fields = (
            card.choice("year", "Exercice", years, mandatory=True),
            card.choice("separator", "Séparateur", separators, mandatory=True),
            card.choice("charset", "Jeu de caractères", charsets, mandatory=True),
            cash,
        )
        return CardSchema((Tab("", fields),))

    # -- what is chosen ------------------------------------------------------------------------------------------------

    @property
    def year(self) -> FiscalYear:
        """The fiscal year chosen."""
        return self._years[cast("int", self.form.values["year"])]

    @property
    def treatment(self) -> str:
        """What is done with the unvalidated entries, when there are some (FECX-07)."""
        return str(self.pending.values["treatment"]) if self.pending.needed else VALIDATED

    @property
    def file(self) -> Path:
        """The file that is written, by its legal name (FECX-02)."""
        name = file_name(company_number(self._dossier), self.year.end, draft=self.treatment == DRAFT)
        return cast("Path", self.place_page.values["folder"]) / name

    @property
    def options(self) -> ExportOptions:
        """The choices as the service takes them."""
        values = self.form.values
        return ExportOptions(
            separator=str(values["separator"]),
            charset=cast("Charset", values["charset"]),
            regime=self._cash if self._cash is not None and values["cash"] else Regime.BIC,
            draft=self.treatment == DRAFT,
            force=self._force,
        )

    async def leave_step(self, page: WizardPage) -> bool:
        """Ask for a SIREN, count the unvalidated entries, ask before replacing a file."""
        if page is self.form:
            return await self._named() and self._count_pending()
        if page is self.pending:
            return await self._treated()
        return await self._may_write() if page is self.place_page else True

    async def _treated(self) -> bool:
        """Close on «Annuler»; else show the name of the file, which says whether it is a draft."""
        if self.treatment == GIVE_UP:
            self.over = True
            await self.frame.windows.close(self)
            return False
        self.place_page.hint.show(self.file.name)
        return True

    async def _named(self) -> bool:
        """Tell whether the file can be named; offer the company page when it cannot (FECX-02)."""
        try:
            self.place_page.hint.show(self.file.name)
        except NoSirenError as refusal:
            offered = (COMPANY, CANCEL) if "company_address" in self.frame.table else (CANCEL,)
            if await self.frame.dialogs.ask("SIREN absent", str(refusal), offered) == COMPANY.value:
                await self.frame.open("company_address")
            return False
        return True

    def _count_pending(self) -> bool:
        counts = unvalidated_entries(self._dossier.database, self.year.id)
        self.pending.needed = bool(counts)
        total = sum(counts.values())
        waiting = "1 écriture non validée" if total == 1 else f"{format_count(total)} écritures non validées"
        listed = ", ".join(f"{code} {format_count(count)}" for code, count in sorted(counts.items()))
        self.pending.hint.show(
            f"L'exercice {self.year.label} contient {waiting}, par journal : "
            f"{listed}. Elles ne sont jamais dans le fichier définitif ; un projet les contient, pour l'expert."
        )
        return True

    async def _may_write(self) -> bool:
        self._force = False
        folder = cast("Path", self.place_page.values["folder"])
        if folder == default_folder(Folder.EXPORTS):
            ensure_folder(folder)
        if exists(self.file):
            text = f"{self.file.name}\n{folder}"
            answer = await self.frame.dialogs.ask("Remplacer ce fichier ?", text, (REPLACE, NO), default=1)
            self._force = answer == REPLACE.value
            return self._force
        return True

    # -- the run -------------------------------------------------------------------------------------------------------

    async def run(self) -> Sequence[str] | None:
        """Validate if asked, write, control; a file with errors keeps its suffix until it is accepted (FECX-11)."""
        export = await self.frame.dialogs.work(f"Export de {self.file.name}", lambda _: self._write(), stoppable=False)
        self._export = export
        if export.has_errors:
            text = f"{verdict(export.report)}.\nLe fichier reste nommé {export.path.name} tant qu'il n'est pas accepté."
            if await self.frame.dialogs.ask("Erreurs dans le fichier", text, (KEEP, ACCEPT)) == ACCEPT.value:
                accept_export(export)
        return list(self._told(export))

    def _write(self) -> FecExport:
        """Export beside the screen, on a connection of its own."""
        with opened_apart(self._dossier) as own:
            self._validated = validate_year(own, self.year) if self.treatment == VALIDATE else 0
            return export_fec(own, self.year, self.file.parent, self.options)

    def _told(self, export: FecExport) -> Iterator[str]:
        written = export.written
        yield f"Fichier écrit : {export.path}"
        yield f"Notice : {export.notice_path.name}"
        yield f"Contrôle : {verdict(export.report)}"
        yield f"Écritures : {format_count(export.entries)}, lignes : {format_count(written.lines)}"
        yield f"Débit {format_amount(written.debit)}, crédit {format_amount(written.credit)}"
        yield f"SHA-256 : {written.sha256.hex()}"
        for count, words in (
            (self._validated, "Écritures validées avant l'export"),
            (sum(export.unvalidated.values()), "Écritures non validées, absentes du fichier"),
            (export.left_out, "Écritures des classes 8 et 9, laissées de côté"),
            (written.replaced, "Caractères absents du jeu de caractères, remplacés"),
        ):
            if count:
                yield f"{words} : {format_count(count)}"
        if export.earlier is not None:
            when = export.earlier.when.replace("T", " à ")
            yield f"Ce fichier diffère de celui du même exercice exporté le {when} par {export.earlier.user}."

    @property
    def offers(self) -> Sequence[str]:
        """The moves of the wizard, then the control of the file."""
        return ("exported_findings",) if self._export is not None else super().offers

    async def do_exported_findings(self) -> None:
        """Show what the control of the file found (FECX-11)."""
        if self._export is not None:
            await self.frame.windows.open(FecFindingsWindow(self._export.report, self._export.path))

    def why_not_exported_findings(self) -> str | None:
        """Ask for a file written."""
        return None if self._export is not None else "Aucun fichier n'est écrit encore"

    def on_unmount(self) -> None:
        """Delete the temporary files of the control."""
        if self._export is not None:
            self._export.report.close()
