"""The acts of the lettering windows: letter, letter partially, unletter, complete, show a group (LETT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tuicompta.core.amounts import format_amount
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.lettering.selection import Act
from tuicompta.screens.frame.actions import Action, writable
from tuicompta.screens.lettering.ranges import ask_codes, ask_dates
from tuicompta.screens.lettering.words import (
    counted,
    kept_words,
    lettered_words,
    partial_words,
    undone_words,
    unlettered_words,
)
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.lettering.chosen import group_of_line, undone_groups
from tuicompta.services.lettering.letter import letter_lines, letter_partially
from tuicompta.services.lettering.open_lines import lines_to_complete
from tuicompta.services.lettering.unletter import (
    GroupRange,
    gap_entries_of,
    groups_in,
    unletter_groups,
    unletter_lines,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.screens.lettering.desk import LetteringDesk
    from tuicompta.services.browse.account_lines import LineFilter
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.lettering.accounts import LetteredAccount

PARTIAL = Action(
    "letter_partially",
    "Lettrer partiellement",
    "Un code en minuscules.",
    ("alt+p",),
    condition=writable,
    short="Partiel",
)
COMPLETE = Action(
    "complete_selection",
    "Compléter la sélection",
    "Coche les lignes qui annulent l'écart.",
    ("alt+c",),
    condition=writable,
    short="Compléter",
)
SHOW_GROUP = Action("show_group", "Voir le groupe", "Les lignes du même code, cochées.", ("alt+g",), short="Groupe")
ACTIONS = (
    PARTIAL,
    COMPLETE,
    SHOW_GROUP,
    Action("unletter_account", "Délettrer par compte", "Tous les groupes de l'exercice.", condition=writable),
    Action("unletter_codes", "Délettrer par code", "De tel code à tel code.", condition=writable),
    Action("unletter_dates", "Délettrer par date", "Lettrés entre deux dates.", condition=writable),
)
LETTERING_OFFERS = (
    "letter_partially",
    "complete_selection",
    "show_group",
    "unletter_account",
    "unletter_codes",
    "unletter_dates",
)


class LetteringHost(Protocol):
    """What the acts need of the window that shows the lines."""

    desk: LetteringDesk

    @property
    def frame(self) -> Frame:
        """The frame around it."""

    @property
    def dossier(self) -> Dossier:
        """The open dossier."""

    @property
    def filters(self) -> LineFilter:
        """What is shown."""

    @property
    def chosen(self) -> Sequence[int]:
        """The ticked lines, else the one under the cursor."""

    @property
    def current_line(self) -> int | None:
        """The line under the cursor."""

    async def relettered(self) -> None:
        """Read the lines again, none ticked, the cursor on the first line after those that were."""

    def tick_lines(self, lines: Sequence[int]) -> bool:
        """Tick more lines; False when one of them is not shown."""

    async def show_only(self, group: int) -> None:
        """Show the lines of a group alone, ticked."""


class LetteringActs:
    """Does the acts on the lines of a host; the window calls them."""

    def __init__(self, host: LetteringHost) -> None:
        self._host = host

    async def main(self) -> None:
        """Letter or unletter the selection (LETT-08, LETT-09, LETT-33, LETT-34)."""
        act = self._host.desk.selection.act
        if act in {Act.LETTER, Act.LETTER_WITH_GAP}:
            await self._letter()
        elif act is Act.GROW:
            await self.letter_partially()
        elif act is Act.NOTHING:
            self._say("Aucune ligne lettrée", warning=True)
        else:
            await self._unletter()

    async def _letter(self) -> None:
        """Show the code, then letter (LETT-10 to LETT-12)."""
        host, desk = self._host, self._host.desk
        field = card.text("code", "Code lettrage", mandatory=True, width=6, max_length=5)
        schema = CardSchema((Tab("", (field,)),))
        selection = desk.selection
        lines = counted(selection.lines + selection.others, "ligne")
        text = f"{lines} du compte {self._account.number}."
        if selection.whole:
            text += f"\nUne écriture passe l'écart de {format_amount(selection.whole)} en {self._account.gap_journal}."
        answer = await host.frame.dialogs.fill("Lettrer", schema, {"code": desk.code}, text=text)
        if answer is None:
            return
        typed = str(answer["code"])
        # A code that was only accepted may have been taken meanwhile by another session: the next one is then as good.
        code = "" if typed == desk.code else typed
        done = letter_lines(host.dossier, self._account.number, host.chosen, code)
        entry = entry_name(host.dossier.database, done.gap_entry) if done.gap_entry else ""
        await host.relettered()
        self._say(lettered_words(done, entry))

    async def letter_partially(self) -> None:
        """Give the lines a code in small letters (LETT-31, LETT-33)."""
        done = letter_partially(self._host.dossier, self._account.number, self._host.chosen)
        await self._host.relettered()
        self._say(partial_words(done))

    def why_not_partially(self) -> str | None:
        """Ask for unlettered lines that do not balance (LETT-31)."""
        if self._host.desk.why_not:
            return self._host.desk.why_not
        ok = self._host.desk.selection.may_be_partial
        return None if ok else "Cochez au moins deux lignes non lettrées qui ne s'équilibrent pas"

    async def _unletter(self) -> None:
        """Undo the groups of the selection once it is confirmed: nothing is undone because a key was pressed twice.

        Ask about their balancing entries (LETT-14, LETT-15, LETT-26, LETT-34).
        """
        host = self._host
        lines = host.chosen
        undone = undone_groups(host.dossier.database, lines)
        text = undone_words(self._account.number, undone)
        if undone and await host.frame.dialogs.ask("Délettrer ?", text, (YES, NO), default=1) != YES.value:
            return
        entries = gap_entries_of(host.dossier.database, lines)
        delete = False
        if entries:
            names = "\n".join(entry_name(host.dossier.database, entry) for entry in entries)
            question = "Supprimer aussi l'écriture d'écart ?" if len(entries) == 1 else "Supprimer aussi les écarts ?"
            delete = await host.frame.dialogs.ask(question, names, (YES, NO), default=1) == YES.value
        done = unletter_lines(host.dossier, self._account.number, lines, delete_gaps=delete)
        await host.relettered()
        self._say(unlettered_words(done))
        if done.kept:
            await host.frame.dialogs.tell("Écriture d'écart gardée", kept_words(done))

    def complete(self) -> None:
        """Tick the lines that bring the difference of the selection to zero (LETT-28)."""
        host = self._host
        found = lines_to_complete(host.dossier.database, self._account, list(host.chosen), host.filters)
        if found is None:
            self._say("Aucune ligne ne complète la sélection", warning=True)
        elif host.tick_lines(found):
            self._say(f"{counted(len(found), 'ligne ajoutée', 'lignes ajoutées')} à la sélection")
        else:
            self._say("Des lignes trouvées sont cachées par le filtre", warning=True)

    def why_not_complete(self) -> str | None:
        """Ask for open lines that do not balance (LETT-28)."""
        if self._host.desk.why_not:
            return self._host.desk.why_not
        selection = self._host.desk.selection
        if not selection.lines or selection.lettered or selection.simulated:
            return "Cochez d'abord une ligne non lettrée"
        return None if selection.whole else "La sélection s'équilibre déjà"

    async def show_group(self) -> None:
        """Show the group of the line alone (LETT-29)."""
        line = self._host.current_line
        group = group_of_line(self._host.dossier.database, line) if line is not None else None
        if group is None:
            self._say("Aucune ligne lettrée", warning=True)
        else:
            await self._host.show_only(group.id)

    async def unletter_account(self) -> None:
        """Undo every group of the account in the fiscal year (LETT-18)."""
        await self._unletter_groups(GroupRange())

    async def unletter_codes(self) -> None:
        """Undo the groups of some codes (LETT-19)."""
        wanted = await ask_codes(self._host.frame)
        if wanted is not None:
            await self._unletter_groups(wanted)

    async def unletter_dates(self) -> None:
        """Undo the groups lettered between two dates (LETT-20)."""
        wanted = await ask_dates(self._host.frame, self._host.dossier)
        if wanted is not None:
            await self._unletter_groups(wanted)

    async def _unletter_groups(self, wanted: GroupRange) -> None:
        host, year = self._host, self._host.filters.year
        count = len(groups_in(host.dossier.database, self._account.id, wanted, year.id))
        if not count:
            self._say("Aucun groupe lettré à défaire", warning=True)
            return
        text = f"Compte {self._account.number}, exercice {year.label} : {counted(count, 'groupe')}."
        if await host.frame.dialogs.ask("Délettrer ?", text, (YES, NO), default=1) == YES.value:
            done = unletter_groups(host.dossier, self._account.number, wanted, year.id)
            await host.relettered()
            self._say(unlettered_words(done))

    @property
    def _account(self) -> LetteredAccount:
        account = self._host.desk.account
        if account is None:
            raise NoAccountError
        return account

    def _say(self, text: str, *, warning: bool = False) -> None:
        self._host.frame.say(text, warning=warning)


class NoAccountError(TuicomptaError):
    """No account is consulted."""

    template = "Choisissez d'abord un compte."
