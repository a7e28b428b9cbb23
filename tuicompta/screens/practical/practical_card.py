"""What the forms of practical entry share: the proposed number, what holds an operation, the question after a save."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.dates import YearMonth, format_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.practical.boxes import show_preview
from tuicompta.services.practical.duplicates import free_piece, piece_used
from tuicompta.services.practical.invoice_saving import KIND
from tuicompta.services.practical.invoices import check_current_year, refusal_of
from tuicompta.services.practical.journals import journal_of_account
from tuicompta.services.practical.proposals import days_in_years, proposed_piece
from tuicompta.services.practical.vat_accounts import new_vat_account, vat_account
from tuicompta.widgets.fields.date import DateScope
from tuicompta.widgets.folding_card import FoldingCard
from tuicompta.widgets.question import CANCEL, NO, YES, Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.core.entry.model import GridLine
    from tuicompta.screens.frame.window import Window
    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Fault, Values
    from tuicompta.widgets.rows import Key

PREVIEW = Action(
    "preview_entry", "Aperçu de l'écriture", "Ce qui sera enregistré en comptabilité.", ("alt+e",), short="Aperçu"
)
REST = tuple(name for name in RecordCard.OFFERS if name not in {"save", "print"})
"""The actions of every form, after its own."""
KEEP, RENUMBER = Choice("Conserver", "keep"), Choice("Renuméroter", "renumber")


class PracticalCard(RecordCard):
    """One operation of practical entry, whose entry follows it."""

    HELP = "practical_entry"
    KIND = KIND
    FIELDS = FoldingCard
    ANOTHER: ClassVar[str] = "Saisir une autre opération ?"

    def __init__(
        self, dossier: Dossier, key: Key = None, *, origin: ListWindow | None = None, copy_of: Key = None
    ) -> None:
        self.refusal: TuicomptaError | None = None
        self._just_saved = False
        self._starting: Mapping[str, object] = {}
        if key is None:
            check_current_year(dossier)
        super().__init__(dossier, key, origin=origin, copy_of=copy_of)
        if key is None:
            self.refusal = None  # what holds the operation copied does not hold its copy
        cast("FoldingCard", self.card).hides = self.hides

    def begin(self) -> None:
        """Take what was just read as what is typed; the form shows another record, or the same one saved."""
        self.fold()

    def hides(self, name: str) -> bool:  # noqa: ARG002 (for subclasses)
        """Tell whether a field is out of use."""
        return False

    def starting(self, values: dict[str, object]) -> dict[str, object]:
        """Remember the values that a form begins with: its fields look at them while they are made."""
        self._starting = values
        return values

    @property
    def typed_values(self) -> Mapping[str, object]:
        """The values of the fields."""
        return self.card.state.values if hasattr(self, "card") else self._starting

    def day_typed(self) -> date:
        """Return the date typed, today while there is none."""
        return cast("date | None", self.typed_values.get("day")) or self.dossier.today()

    def treasury_piece(self, treasury: str, day: date) -> str:
        """Return the number that the journal of a treasury account proposes, "" without a journal (SPT-03)."""
        journal = journal_of_account(self.dossier.database, treasury, day)
        return proposed_piece(self.dossier.database, journal, day) if journal else ""

    def foreseen_vat_account(
        self, nature: str, rate: int | None, created: list[str], *, collected: bool | None = None
    ) -> str:
        """Return the VAT account that a save will take; one that it will make is added to `created` (SP-23)."""
        sold = nature.startswith("7") if collected is None else collected
        known = vat_account(self.dossier.database, nature, rate or 0, collected=sold)
        if known is not None:
            return known
        number = new_vat_account(self.dossier.database, nature, rate or 0, collected=sold)
        created.extend([number] if number not in created else [])
        return number

    def fold(self) -> None:
        """Show the fields in use."""
        cast("FoldingCard", self.card).fold()

    @property
    def number(self) -> int | None:
        """The stored operation, nothing for a new one."""
        return cast("int | None", self.key)

    # -- what is typed -------------------------------------------------------------------------------------------------

    def check_typed(self) -> None:
        """Raise what is wrong between the fields."""
        raise NotImplementedError

    def faulty_field(self, values: Values) -> str:
        """Return the field under which that is told."""
        raise NotImplementedError

    def faults(self, values: Values) -> Sequence[Fault]:
        """Return what is wrong between the fields, once there is a date (FLD-14)."""
        if values["day"] is None:
            return ()
        try:
            self.check_typed()
        except TuicomptaError as refusal:
            return [(self.faulty_field(values), str(refusal))]
        return ()

    def foreseen(self, created: list[str]) -> Sequence[tuple[str, Sequence[GridLine]]]:
        """Return the lines of the entries that a save would post, each with its journal.

        The VAT accounts that it would make first are added to `created`.
        """
        raise NotImplementedError

    async def do_preview_entry(self) -> None:
        """Show the entries that will be posted (SP-23)."""
        if self.card.leave_current():
            self.check_typed()
            created: list[str] = []
            entries = self.foreseen(created)
            await show_preview(self.frame, self.dossier, entries, created)

    def another(self) -> Window:
        """Return the form that comes after this one."""
        raise NotImplementedError

    # -- what holds the operation --------------------------------------------------------------------------------------

    def look_for_refusal(self, key: Key) -> None:
        """Look for what makes the operation read-only (SP-14, SP-19)."""
        self.refusal = refusal_of(self.dossier, cast("int", key))

    def why_not_save(self) -> str | None:
        """Say what holds the operation."""
        return str(self.refusal) if self.refusal is not None else super().why_not_save()

    why_not_main = why_not_delete = why_not_save

    def _lock(self) -> None:
        super()._lock()
        if self.key is not None and self.refusal is not None:
            self.card.set_read_only(read_only=True)
            if not self._just_saved:
                self.frame.say(str(self.refusal), warning=True)
        self._just_saved = False

    def save(self) -> bool:
        """Write; what holds the operation from now on, such as a due date it settles, is not told at once."""
        self._just_saved = super().save()
        if self._just_saved:
            self.begin()
        return self._just_saved

    async def _step(self, way: int) -> None:
        await super()._step(way)
        self.begin()

    async def _settle(self, text: str) -> bool:
        done = await super()._settle(text)
        self.begin()
        return done

    # -- saving --------------------------------------------------------------------------------------------------------

    async def do_main(self) -> None:
        """Write, then ask for another one after a new one (SP-08, SPT-06)."""
        new = self.key is None
        if not await self.saved():
            return
        if new and await self.frame.dialogs.ask(self.ANOTHER, "", (YES, NO)) == YES.value:
            await self.frame.windows.open(self.another())
        await self.frame.windows.close(self)

    do_save_and_close = do_main

    async def settle_piece(self, journal: str, entry_id: int | None) -> bool:
        """Ask what to do of a number that another entry bears (SP-15, NUM-05)."""
        values = self.card.state.values
        day, piece = cast("date", values["day"]), str(values["piece"] or "")
        used = piece_used(self.dossier.database, journal, day, piece, entry_id)
        if used is None:
            return True
        row = f"{used.journal} {used.piece} du {format_date(used.day)} : {used.label}"
        text = "Ce numéro de pièce existe déjà :"
        answer, _ = await self.frame.dialogs.report("Doublons", text, [row], (CANCEL, KEEP, RENUMBER))
        if answer == RENUMBER.value:
            self.card.give({"piece": free_piece(self.dossier.database, journal, day, used.piece)})
        return answer != CANCEL.value

    def scope(self) -> DateScope:
        """Return what completes a date: the open years, the month of the date typed (SP-13)."""
        start, end = days_in_years(self.dossier.database)
        return DateScope(start, end, YearMonth.of(self.day_typed()), self.dossier.today())
