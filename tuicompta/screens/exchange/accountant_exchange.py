"""Communication Entreprise-Expert: receive entries in accounting files, or send them (CEE)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.exchange.fec.errors import FecError
from tuicompta.screens.exchange.exchange_pages import (
    MEANS,
    RECEIVE,
    PreviewPage,
    direction_page,
    files_page,
    import_options,
    options_page,
    preview_text,
    report_lines,
)
from tuicompta.screens.exchange.exchange_sending import send_page, wanted_exports
from tuicompta.screens.exchange.fec_fields import files_of
from tuicompta.screens.exchange.fec_mapping import ask_journal_types, ask_numbers
from tuicompta.screens.exchange.missing_records import create_by_hand
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.wizards import wizard
from tuicompta.services.dossiers.apart import opened_apart
from tuicompta.services.fec.exporting import export_fec, exported_name
from tuicompta.services.fec.importing import import_fec
from tuicompta.services.folders import Folder, default_folder, ensure_folder
from tuicompta.widgets.question import NO, YES, Choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tuicompta.core.enums import JournalType
    from tuicompta.core.fiscal_years import Span
    from tuicompta.screens.wizards.wizard_pages import WizardPage
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fec.exporting import FecExport
    from tuicompta.services.fec.options import ImportOptions
    from tuicompta.services.fec.outcome import ImportOutcome

ACTIONS = (
    *wizard.ACTIONS,
    Action("journal_types", "Types des journaux", "Ceux que l'import va créer.", ("alt+j",)),
    Action("account_numbers", "Numéros des comptes", "Ceux que l'import change.", ("alt+n",)),
)
WELCOME = (
    "Les écritures s'échangent avec l'expert dans des fichiers des écritures comptables (FEC).\n\n"
    f"{MEANS}\n\n"
    "Un import montre d'abord ce qu'il va faire ; rien n'est écrit avant «Lancer». Un fichier importé deux fois "
    "n'ajoute rien.\n\n"
    "F9 ou Entrée : suivant. Échap : annuler, rien ne change."
)
REPLACE = Choice("Remplacer", "replace")
BACKUP = "Sauvegarder d'abord ?"


class FileRefusedError(TuicomptaError):
    """One of the files cannot be read."""

    template = "«{name}» : {reason}"


class AccountantExchangeWindow(wizard.WizardWindow):
    """The direction first, then the steps of that direction (CEE-01)."""

    TITLE = "Communication Entreprise-Expert"
    HELP = "accountant_exchange"
    WANTS_DOSSIER = True

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._types: dict[str, JournalType] = {}
        self._numbers: dict[tuple[str, str], str] = {}
        self._years: dict[Path, Span] = {}
        self._outcomes: list[ImportOutcome] = []
        self._force = False
        super().__init__()

    def welcome(self) -> str:
        """Say what is exchanged, and what its format carries (CEE-05)."""
        return WELCOME

    def steps(self) -> Sequence[WizardPage]:
        """Return the direction, then the steps of both."""
        self.direction = direction_page()
        self.files = files_page()
        self.choices = options_page()
        self.preview = PreviewPage()
        self.send = send_page(self._dossier)
        self.send.needed = False
        return self.direction, self.files, self.choices, self.preview, self.send

    @property
    def receives(self) -> bool:
        """Whether entries are received."""
        return self.direction.values["direction"] == RECEIVE

    @property
    def offers(self) -> Sequence[str]:
        """The moves of the wizard; what can be changed on the preview."""
        changes = ("journal_types", "account_numbers") if self.page is self.preview else ()
        return (*changes, *super().offers)

    async def leave_step(self, page: WizardPage) -> bool:
        """Choose the steps of a direction, look at the files, ask before replacing a file."""
        if page is self.direction:
            for step in (self.files, self.choices, self.preview):
                step.needed = self.receives
            self.send.needed = not self.receives
            return not self.receives or await self._backed_up()
        if page is self.choices:
            return await self._looked() and await self._created_by_hand()
        return await self._may_write() if page is self.send else True

    async def _backed_up(self) -> bool:
        """Offer the backup before an import (CEE-10)."""
        if "backup" in self.frame.table and await self.frame.dialogs.ask(BACKUP, "", (YES, NO)) == YES.value:
            await self.frame.open("backup")
        return True

    # -- receiving -----------------------------------------------------------------------------------------------------

    def _options(self, path: Path, *, dry_run: bool) -> ImportOptions:
        return import_options(self.choices.values, self._types, self._numbers, self._years.get(path), dry_run=dry_run)

    async def _looked(self) -> bool:
        """Read the files and show what their import would do (CEE-08)."""
        paths = files_of(self.files.values)
        self._years = {path: span for path, span in self._years.items() if path in paths}
        self._outcomes = await self._each(paths, dry_run=True)
        for outcome in self._outcomes:
            if outcome.proposed_year is not None and await self._creates(outcome):
                self._years[outcome.path] = outcome.proposed_year
        if self._years:
            self._outcomes = await self._each(paths, dry_run=True)
        self.preview.show(preview_text(self._outcomes))
        return True

    async def _creates(self, outcome: ImportOutcome) -> bool:
        """Ask whether to create the fiscal year that a file needs (FECI-01)."""
        text = f"L'exercice {outcome.proposed_year} n'existe pas dans ce dossier.\n{clean_text(outcome.path.name)}"
        return await self.frame.dialogs.ask("Créer l'exercice ?", text, (YES, NO)) == YES.value

    async def _created_by_hand(self) -> bool:
        """Open the card of each account and journal to create, where it is not automatic (CEE-02, CEE-03)."""
        values = self.choices.values
        accounts = [] if values["create_accounts"] else [new for found in self._outcomes for new in found.accounts]
        journals = [] if values["create_journals"] else [new for found in self._outcomes for new in found.journals]
        if not accounts and not journals:
            return True
        if not await create_by_hand(self.frame, self._dossier, accounts, journals):
            self.over, frame = True, self.frame
            await frame.windows.close(self)
            frame.say("Import abandonné : rien n'est importé", warning=True)
            return False
        return await self._looked()

    async def _each(self, paths: Sequence[Path], *, dry_run: bool) -> list[ImportOutcome]:
        """Import the files one after the other beside the screen, on a connection of its own."""
        dossier = self._dossier

        def job() -> list[ImportOutcome]:
            with opened_apart(dossier) as own:
                return [_imported(own, path, self._options(path, dry_run=dry_run)) for path in paths]

        title = "Lecture des fichiers" if dry_run else "Import des écritures"
        return await self.frame.dialogs.work(title, lambda _: job(), stoppable=False)

    async def do_journal_types(self) -> None:
        """Change the types of the journals to create (FECI-07)."""
        changed = await ask_journal_types(self.frame, [new for found in self._outcomes for new in found.journals])
        if changed:
            self._types |= changed
            await self._looked()

    async def do_account_numbers(self) -> None:
        """Change the numbers given to accounts of the files (FECI-05)."""
        changed = await ask_numbers(self.frame, [mapped for found in self._outcomes for mapped in found.mapped])
        if changed:
            self._numbers |= changed
            await self._looked()

    def why_not_journal_types(self) -> str | None:
        """Ask for journals to create."""
        return None if any(found.journals for found in self._outcomes) else "Aucun journal à créer"

    def why_not_account_numbers(self) -> str | None:
        """Ask for numbers that change."""
        return None if any(found.mapped for found in self._outcomes) else "Aucun numéro de compte ne change"

    # -- sending -------------------------------------------------------------------------------------------------------

    @property
    def _folder(self) -> Path:
        return cast("Path", self.send.values["folder"])

    async def _may_write(self) -> bool:
        """Ask once before replacing files; raises the refusal of a company without SIREN."""
        self._force = False
        if self._folder == default_folder(Folder.EXPORTS):
            ensure_folder(self._folder)
        wanted = wanted_exports(self._dossier, self.send.values, force=False)
        names = [exported_name(self._dossier, year, options) for year, options in wanted]
        there = [name for name in names if (self._folder / name).exists()]
        if not there:
            return True
        text = "\n".join([str(self._folder), *there])
        answer = await self.frame.dialogs.ask("Remplacer les fichiers ?", text, (REPLACE, NO), default=1)
        self._force = answer == REPLACE.value
        return self._force

    def _sent(self) -> list[FecExport]:
        with opened_apart(self._dossier) as own:
            wanted = wanted_exports(own, self.send.values, force=self._force)
            return [export_fec(own, year, self._folder, options) for year, options in wanted]

    # -- the run -------------------------------------------------------------------------------------------------------

    async def run(self) -> Sequence[str] | None:
        """Import or export, and tell of each file."""
        if self.receives:
            return await self._imported()
        exports = await self.frame.dialogs.work("Export des écritures", lambda _: self._sent(), stoppable=False)
        for export in exports:
            export.report.close()
        return [line for export in exports for line in _told(export)]

    async def _imported(self) -> list[str]:
        lines: list[str] = []
        for path in files_of(self.files.values):
            try:
                (outcome,) = await self._each([path], dry_run=False)
            except TuicomptaError as refusal:
                lines += [f"# {clean_text(path.name)}", f"Rien n'est importé. {refusal}", ""]
            else:
                lines += report_lines(outcome)
        return lines


def _imported(dossier: Dossier, path: Path, options: ImportOptions) -> ImportOutcome:
    try:
        return import_fec(dossier, path, options)
    except FecError as refusal:
        raise FileRefusedError(name=clean_text(path.name), reason=str(refusal)) from None


def _told(export: FecExport) -> Iterator[str]:
    yield f"Fichier écrit : {export.path}"
    yield f"Écritures : {export.entries}, lignes : {export.written.lines}"
    if export.unvalidated:
        yield f"Écritures non validées, absentes du fichier : {sum(export.unvalidated.values())}"
    yield ""
