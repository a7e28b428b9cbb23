"""Lettrage automatique: one page of choices, then the run or its proposals (LAUT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.dates import YearMonth
from tuicompta.core.lettering.methods import Method
from tuicompta.screens.cards.field_host import FrameHost
from tuicompta.screens.entry.entry_header import EntryHeader
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.window import Window
from tuicompta.screens.lettering.beside import Outcome, run_beside
from tuicompta.screens.lettering.outcome_window import LetteringOutcomeWindow
from tuicompta.screens.lettering.proposals_window import ProposalsWindow
from tuicompta.screens.lettering.range_fields import RangeFields
from tuicompta.screens.wizards.wizard_pages import CardPage
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_years
from tuicompta.services.lettering.automatic import automatic_lettering
from tuicompta.services.lettering.gap import DEFAULT_LABEL
from tuicompta.services.lettering.proposals import proposals
from tuicompta.services.lettering.ranges import AccountKind, kind_of
from tuicompta.services.lettering.search import AutomaticRequest
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Fault, Values

ACTIONS = (Action("cancel_automatic", "Annuler", "Ferme sans lettrer.", legend_key="escape"),)


def _approximate(values: Values) -> bool:
    return bool(values["approximate"]) and _may_leave_a_gap(values)


def _may_leave_a_gap(values: Values) -> bool:
    return Method(str(values["method"])).may_leave_a_gap


class AutomaticLetteringWindow(Window):
    """The choices of a run; `number` limits it to one account (LAUT-01)."""

    TITLE = "Lettrage automatique"
    MAIN = "Démarrer"
    HELP = "automatic_lettering"
    WANTS_DOSSIER = True
    OFFERS: ClassVar[tuple[str, ...]] = ("cancel_automatic", "open_values")

    def __init__(self, dossier: Dossier, number: str = "") -> None:
        super().__init__()
        self._dossier = dossier
        self._number = number
        self._range = RangeFields(dossier)
        self.header = EntryHeader(self.TITLE)
        self.header.show(f"Compte {number}" if number else "")
        self.page = CardPage("Choix", self._schema(), self._values())
        self.page.card.changed = self._changed
        self._before: Values = dict(self.page.values)

    def compose(self) -> ComposeResult:
        """Put the fields."""
        yield self.header
        yield self.page

    def on_mount(self) -> None:
        """Let the fields talk to the program."""
        self.page.set_host(FrameHost(self.frame))

    @property
    def identity(self) -> Hashable:
        """One page an account."""
        return type(self), self._number

    @property
    def first_focus(self) -> Widget | None:
        """The first field."""
        return self.page.first_focus

    def _schema(self) -> CardSchema:
        methods = [Option(method.value, method.value) for method in Method]
        fields: tuple[FieldSpec | Section, ...] = (
            *self._range.specs(),
            card.day("start", "Période du", self._scope, mandatory=True),
            card.day("end", "au", self._scope, mandatory=True),
            card.choice("method", "Méthode", methods, mandatory=True),
            card.tick("N", "Non validées", default=True),
            card.tick("V", "Validées", default=True),
            card.tick("propose", "Proposer sans lettrer"),
            Section("Régularisation"),
            card.enabled_if(card.tick("approximate", "Autoriser le lettrage approché"), _may_leave_a_gap),
            card.enabled_if(card.text("piece", "N° de pièce", width=16, max_length=30), _approximate),
            card.enabled_if(card.text("label", "Libellé", width=40, max_length=90), _approximate),
        )
        return CardSchema((Tab("", fields),), self._faults)

    def _values(self) -> dict[str, object]:
        year = current_fiscal_year(self._dossier)
        kind = kind_of(self._number) if self._number else AccountKind.CUSTOMERS_AND_SUPPLIERS
        return {
            **self._range.values(kind, self._number),
            "start": year.start,
            "end": year.end,
            "method": Method.PIECE.value,
            "label": DEFAULT_LABEL,
        }

    def _scope(self) -> DateScope:
        years, current = fiscal_years(self._dossier.database), current_fiscal_year(self._dossier)
        month = YearMonth(current.end.year, current.end.month)
        return DateScope(years[0].start, years[-1].end, month, self._dossier.today())

    def _faults(self, values: Values) -> Sequence[Fault]:
        if cast("date", values["end"]) < cast("date", values["start"]):
            return [("end", "La seconde date précède la première")]
        if not values["N"] and not values["V"]:
            return [("N", "Cochez au moins un statut")]
        return self._range.faults(values)

    def _changed(self) -> None:
        """Propose the range of another type."""
        following = self._range.followed(self._before, self.page.values)
        if following:
            self.page.card.give(following)
        self._before = dict(self.page.values)

    @property
    def request(self) -> AutomaticRequest:
        """The choices as the service takes them."""
        values = self.page.values
        return AutomaticRequest(
            cast("date", values["start"]),
            cast("date", values["end"]),
            self._range.read(values),
            Method(str(values["method"])),
            "".join(letter for letter in "NV" if values[letter]),
            _approximate(values),
            str(values["piece"] or ""),
            str(values["label"] or ""),
        )

    # -- acts ----------------------------------------------------------------------------------------------------------

    async def do_main(self) -> None:
        """Run, or show what would be lettered (LAUT-17, LAUT-22)."""
        if not self.page.settle(self.frame):
            return
        request = self.request
        if self.page.values["propose"]:
            await self._propose(request)
            return
        accounts, stopped = await run_beside(
            self.frame, self._dossier, self.TITLE, lambda own, told: automatic_lettering(own, request, told)
        )
        await self.frame.windows.open(LetteringOutcomeWindow(self._dossier, self.TITLE, Outcome(accounts, stopped)))

    def do_accept(self) -> None:
        """Say which key runs, from the last field."""
        self.frame.say("F9 pour démarrer")

    async def _propose(self, request: AutomaticRequest) -> None:
        found, stopped = await run_beside(
            self.frame, self._dossier, "Recherche des groupes", lambda own, told: proposals(own, request, told)
        )
        if not found:
            self.frame.say("Recherche interrompue" if stopped else "Aucun groupe trouvé", warning=True)
            return
        await self.frame.windows.open(ProposalsWindow(self._dossier, request, found))

    def why_not_main(self) -> str | None:
        """Ask for a dossier that can be changed."""
        return "Lecture seule" if self._dossier.readonly else None

    async def do_cancel_automatic(self) -> None:
        """Close without running."""
        await self.frame.windows.close(self)
