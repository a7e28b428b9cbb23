"""Délettrage automatique: the wizard that undoes the groups of many accounts (DLET)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.lettering.beside import Outcome, run_beside
from tuicompta.screens.lettering.outcome_window import outcome_words
from tuicompta.screens.lettering.range_fields import RangeFields
from tuicompta.screens.lettering.ranges import code_fields, day_faults, day_fields
from tuicompta.screens.lettering.words import counted
from tuicompta.screens.wizards import wizard
from tuicompta.screens.wizards.wizard_pages import CardPage
from tuicompta.services.lettering.automatic_undoing import (
    UndoingRequest,
    automatic_unlettering,
    check_dates,
    concerned,
)
from tuicompta.services.lettering.ranges import AccountKind
from tuicompta.services.lettering.unletter import GroupRange
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tuicompta.screens.wizards.wizard_pages import WizardPage
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Fault, Values

BACKUP = "backup"
ACTIONS = (
    *wizard.ACTIONS,
    Action(
        "backup_now", "Sauvegarder mon dossier maintenant !", "Avant de défaire des lettrages.", short="Sauvegarder"
    ),
)
WELCOME = (
    "Le délettrage automatique efface le code et la date de lettrage de groupes entiers, sur un ou plusieurs comptes : "
    "ceux qui autorisent le lettrage, dans les exercices ouverts.\n\n"
    "Les écritures d'écart restent dans les journaux et le prochain code lettrage des comptes ne change pas.\n\n"
    "Une sauvegarde du dossier avant de commencer permet de revenir en arrière.\n\n"
    "F9 ou Entrée : suivant. Échap : annuler, rien n'est défait."
)
BY_ENTRY, BY_LETTERING = "entry", "lettering"
METHODS = {BY_ENTRY: "Par date d'écriture", BY_LETTERING: "Par date de lettrage"}


class AutomaticUnletteringWindow(wizard.WizardWindow):
    """Method and dates, accounts, codes; a summary; the run and its report."""

    TITLE = "Délettrage automatique"
    HELP = "automatic_unlettering"
    WANTS_DOSSIER = True

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._range = RangeFields(dossier)
        super().__init__()
        self._accounts.card.changed = self._follow
        self._before: Values = dict(self._accounts.values)

    def welcome(self) -> str:
        """Say what will be done (DLET-05)."""
        return WELCOME

    def steps(self) -> Sequence[WizardPage]:
        """Return method, accounts, codes."""
        methods = [Option(value, label) for value, label in METHODS.items()]
        method = card.choice("method", "Méthode", methods, mandatory=True)
        schema = CardSchema((Tab("", (method, *day_fields(self._dossier))),), self._date_faults)
        self._dates = CardPage("Méthode et dates", schema)
        self._accounts = CardPage(
            "Comptes",
            CardSchema((Tab("", self._range.specs()),), self._range.faults),
            self._range.values(AccountKind.CUSTOMERS_AND_SUPPLIERS),
        )
        hint = "Facultatif : sans code, tous les groupes de la période sont défaits."
        self._codes = CardPage("Codes", CardSchema((Tab("", code_fields()),)), hint=hint)
        return self._dates, self._accounts, self._codes

    def _date_faults(self, values: Values) -> Sequence[Fault]:
        """Refuse dates in the wrong order, and entry dates of a closed fiscal year (DLET-06)."""
        if faults := day_faults(values):
            return faults
        start, end = cast("date", values["start"]), cast("date", values["end"])
        if values["method"] == BY_ENTRY:
            try:
                check_dates(self._dossier.database, start, end)
            except TuicomptaError as refusal:
                return [("start", str(refusal))]
        return ()

    def _follow(self) -> None:
        """Propose the range of another type."""
        following = self._range.followed(self._before, self._accounts.values)
        if following:
            self._accounts.card.give(following)
        self._before = dict(self._accounts.values)

    @property
    def request(self) -> UndoingRequest:
        """The choices as the service takes them."""
        dates, codes = self._dates.values, self._codes.values
        start, end = cast("date", dates["start"]), cast("date", dates["end"])
        first, last = str(codes["first_code"] or ""), str(codes["last_code"] or "")
        if dates["method"] == BY_ENTRY:
            groups = GroupRange(first, last, entered_from=start, entered_to=end)
        else:
            groups = GroupRange(first, last, lettered_from=start, lettered_to=end)
        return UndoingRequest(self._range.read(self._accounts.values), groups)

    def summary_of(self) -> str:
        """Recall the choices, and what they concern (DLET-10)."""
        accounts, groups = concerned(self._dossier.database, self.request)
        found = f"{counted(accounts, 'compte')} et {counted(groups, 'groupe')} concernés."
        return f"{super().summary_of()}\n\n{found}"

    async def run(self) -> Sequence[str]:
        """Undo account by account (DLET-11, DLET-13)."""
        request = self.request
        accounts, stopped = await run_beside(
            self.frame, self._dossier, self.TITLE, lambda own, told: automatic_unlettering(own, request, told)
        )
        lines = [outcome_words(Outcome(accounts, stopped), "délettré"), ""]
        for account in accounts:
            done = f"{counted(account.groups, 'groupe')}, {counted(account.lines, 'ligne')}"
            lines.append(f"{account.number}  {account.title} : {account.skipped or done}")
        return lines

    # -- the backup ----------------------------------------------------------------------------------------------------

    @property
    def offers(self) -> Sequence[str]:
        """The moves of the wizard; a backup on the first page (DLET-05)."""
        return (*super().offers, "backup_now") if self.place == 0 else super().offers

    async def do_backup_now(self) -> None:
        """Open the backup; the wizard waits behind it."""
        await self.frame.open(BACKUP)

    def why_not_backup_now(self) -> str | None:
        """Ask for the function of backups."""
        return (
            None
            if BACKUP in self.frame.table
            else "La sauvegarde se fait hors du programme : copiez le fichier .compta"
        )

    def why_not_main(self) -> str | None:
        """Ask for a dossier that can be changed."""
        return "Lecture seule" if self._dossier.readonly else None
