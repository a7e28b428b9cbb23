"""The filter page of a report: what it keeps and shows, the command that gives the same, the result (IMP-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import YearMonth
from tuicompta.reports.catalogue import find_report
from tuicompta.reports.command import command_line
from tuicompta.reports.models.modelled import shortest
from tuicompta.screens.accounts.account_choices import COLUMNS as ACCOUNT_COLUMNS
from tuicompta.screens.cards.field_host import FrameHost
from tuicompta.screens.entry.entry_header import EntryHeader
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.dossier_session import DossierSession
from tuicompta.screens.frame.window import Window
from tuicompta.screens.journals.journals import COLUMNS as JOURNAL_COLUMNS
from tuicompta.screens.prints.report_computing import computed
from tuicompta.screens.prints.report_export import EXPORT, export_report
from tuicompta.screens.prints.report_fields import ReportFields
from tuicompta.screens.prints.report_print import print_report
from tuicompta.screens.prints.report_window import ReportWindow
from tuicompta.screens.wizards.wizard_pages import StepCard, Words
from tuicompta.services.journals.journal_card import journal_rows
from tuicompta.services.prints.printing import why_no_printing
from tuicompta.services.prints.report_models import ModelUse, default_model
from tuicompta.services.small_tables.choices import account_choices
from tuicompta.widgets.fields.choice import ChoiceField
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.reports.request import Request
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values

ACTIONS = (
    Action("preview_report", "Aperçu", "L'état à l'écran.", other_way="F9"),
    EXPORT,
    Action("copy_command", "Copier la commande", "La commande qui donne le même état.", ("alt+c",), short="Copier"),
    Action("usual_filters", "Filtres habituels", "Revient aux filtres de départ.", ("alt+r",), short="Habituels"),
)
LISTED = {"journals": "Journaux", "accounts": "Comptes"}


class ReportFiltersWindow(Window):
    """The filters of one report; `given` are those of the place it was asked from, such as `accounts` or `month`.

    `use` is that place, a card or a list: the default model of the report there is proposed (IMP-05).
    """

    MAIN = "Aperçu"
    HELP = "report_filters"
    WANTS_DOSSIER = True
    OFFERS: ClassVar[tuple[str, ...]] = (
        "preview_report",
        "export_report",
        "print",
        "copy_command",
        "usual_filters",
        "open_values",
    )

    def __init__(self, dossier: Dossier, report: str, *, use: str = "", **given: object) -> None:
        super().__init__()
        self._dossier = dossier
        self._given = given
        self.spec = find_report(report)
        self._use = ModelUse(use) if use else None
        self.fields = ReportFields(dossier, self.spec)
        self.usual = {**self.fields.schema().defaults(), **self.fields.defaults()}
        self.header = EntryHeader(self.spec.title)
        self.card = StepCard(self.fields.schema(), {**self.usual, **given})
        self.card.changed = self._changed
        self.command = ""
        self._shown_command = Words()
        self._before: Values = dict(self.card.state.values)

    def compose(self) -> ComposeResult:
        """Put the fields over the command."""
        yield self.header
        yield self.card
        yield self._shown_command

    def on_mount(self) -> None:
        """Propose the last filters of the session (IMP-08)."""
        self.card.set_host(FrameHost(self.frame))
        session = self.frame.session
        last = session.filters.get(self.spec.name) if isinstance(session, DossierSession) else None
        self._load(self._start(last or self.usual))

    def _start(self, values: Values) -> Values:
        """Return values with the model of the place the page was asked from, and what that model proposes."""
        model = self._given.get("model")
        if model is None and self._use:
            model = default_model(self._dossier.database, self.spec.name, self._use)
        elif model is None and values.get("model") in self.fields.models:
            return {**values, **self._given}
        return {**values, **self.fields.proposed(model), **self._given}

    # -- what the frame asks -------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The report."""
        return f"Filtres – {self.spec.title}"

    @property
    def identity(self) -> Hashable:
        """One page a report and place it was asked from."""
        return type(self), self.spec.name, tuple(sorted(self._given.items()))

    @property
    def first_focus(self) -> Widget | None:
        """The first field."""
        return self.card.first_field

    @property
    def zones(self) -> Sequence[Widget]:
        """The tabs and the fields."""
        first = self.card.first_field
        return [self.card.tabs, *([first] if first is not None else [])] if self.card.tabs.display else []

    # -- the fields ----------------------------------------------------------------------------------------------------

    def _load(self, values: Values) -> None:
        month = self._given.get("month")
        placed = self.fields.placed(month) if isinstance(month, YearMonth) else {}
        self.fields.choose_year({**values, **placed})
        self._offer_months()
        self.card.load({**values, **placed})
        self._before = dict(self.card.state.values)
        self._show_command()

    def _changed(self) -> None:
        """Put what follows from a change, and the command."""
        following = self.fields.follow(self._before, self.card.state.values)
        if (model := self.card.state.values["model"]) != self._before["model"]:
            following |= self.fields.proposed(model)
        if following:
            self._offer_months()
            self.card.give(following)
        self._before = dict(self.card.state.values)
        self._show_command()

    def _offer_months(self) -> None:
        month = self.card.fields.get("month")
        if isinstance(month, ChoiceField):
            month.set_options(self.fields.months())

    def _show_command(self) -> None:
        request = shortest(self._dossier, self.spec, self.fields.request(self.card.state.values))
        self.command = command_line(self._dossier.path, self._dossier.user.code, request, self.spec.keys)
        self._shown_command.show(self.command)

    def _settled(self) -> Request | None:
        """Return the request once every field is right, None when a fault is shown."""
        if not self.card.leave_current():
            return None
        faults = self.card.faults()
        self.card.show_faults(faults)
        if faults:
            self.frame.say(faults[0][1], warning=True)
            return None
        session = self.frame.session
        if isinstance(session, DossierSession):
            session.filters[self.spec.name] = dict(self.card.state.values)
        return self.fields.request(self.card.state.values)

    async def do_open_values(self) -> None:
        """Pick journals or accounts, added to those of the field (ETFI-02)."""
        field = getattr(self.frame.focused, "field_name", "")
        if field not in LISTED:
            self.frame.say("Pas de liste dans ce champ")
            return
        self.card.leave_current()
        picked = await self.frame.dialogs.pick(LISTED[field], self._listed(field))
        if picked:
            typed = str(self.card.state.values[field])
            self.card.give({field: ",".join(dict.fromkeys([*filter(None, typed.split(",")), *map(str, picked)]))})
            self._changed()

    def _listed(self, field: str) -> ListDefinition:
        if field == "accounts":
            found = account_choices(self._dossier.database)
            rows = [Row(account.number, (account.number, account.title)) for account in found]
            return ListDefinition(field, LISTED[field], ACCOUNT_COLUMNS, MemoryTable(ACCOUNT_COLUMNS, lambda: rows))
        columns = tuple(column for column in JOURNAL_COLUMNS if column.identifier in {"code", "type", "description"})
        known = journal_rows(self._dossier, inactive=True)
        journals = [Row(row.code, (row.code, row.type.label, row.description)) for row in known]
        return ListDefinition(field, LISTED[field], columns, MemoryTable(columns, lambda: journals))

    # -- the result ----------------------------------------------------------------------------------------------------

    async def do_preview_report(self) -> None:
        """Show the report on the screen."""
        request = self._settled()
        if request is None:
            return
        shown = await computed(self.frame, self._dossier, request)
        again = lambda: computed(self.frame, self._dossier, request)  # noqa: E731
        await self.frame.windows.open(ReportWindow(self._dossier, shown, again))

    do_main = do_accept = do_preview_report

    async def do_export_report(self) -> None:
        """Write the report in a file without showing it."""
        request = self._settled()
        if request is None:
            return
        shown = await computed(self.frame, self._dossier, request)
        try:
            await export_report(self.frame, shown, self._dossier.name)
        finally:
            shown.lines.close()

    async def do_print(self) -> None:
        """Send the report to a printer without showing it (IMP-08)."""
        request = self._settled()
        if request is None:
            return
        shown = await computed(self.frame, self._dossier, request)
        try:
            await print_report(self.frame, shown)
        finally:
            shown.lines.close()

    def why_not_print(self) -> str | None:
        """Ask for a print command (ETSO-09)."""
        return why_no_printing()

    def do_copy_command(self) -> None:
        """Put the command in the clipboard of the terminal (IMP-12)."""
        if self._settled() is not None:
            self.app.copy_to_clipboard(self.command)
            self.frame.say("Commande copiée, si le terminal le permet")

    def do_usual_filters(self) -> None:
        """Return to the filters of the start."""
        self._load(self._start(self.usual))
        self.frame.set_focus(self.first_focus)
