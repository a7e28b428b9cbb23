"""The groups that automatic lettering proposes: all ticked, lettered by F9 (LAUT-22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, parse_iso
from tuicompta.screens.lettering.beside import Outcome, run_beside
from tuicompta.screens.lettering.outcome_window import LetteringOutcomeWindow
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.lettering.accounts import lettered_account
from tuicompta.services.lettering.chosen import chosen_lines
from tuicompta.services.lettering.proposals import letter_proposals
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.lettering.chosen import ChosenLine
    from tuicompta.services.lettering.proposals import Proposal
    from tuicompta.services.lettering.search import AutomaticRequest
    from tuicompta.widgets.rows import Key

TITLE = "Groupes proposés"
COLUMNS = (
    Column("number", "Compte", ColumnType.CODE, 10, mandatory=True),
    Column("title", "Intitulé", width=9, stretch=True),
    Column("lines", "Lig.", ColumnType.NUMBER, 4),
    Column("start", "Du", ColumnType.DATE, 8),
    Column("end", "Au", ColumnType.DATE, 8),
    Column("debit", "Débit", ColumnType.AMOUNT, 11, total=True),
    Column("credit", "Crédit", ColumnType.AMOUNT, 11, total=True),
    Column("gap", "Écart", ColumnType.AMOUNT, 7),
)


class ProposalsWindow(ListWindow):
    """The groups found: Space unticks one, Enter shows its lines, F9 letters the ticked ones."""

    WANTS_DOSSIER = True
    MAIN = "Lettrer"
    HELP = "automatic_lettering"
    HAS_VIEWS = False
    ABLE = frozenset({"modify"})
    OFFERS: ClassVar[tuple[str, ...]] = (
        "tick",
        "consult",
        *(name for name in ListWindow.OFFERS if name not in {"new", "delete", "duplicate", "print"}),
    )

    def __init__(self, dossier: Dossier, request: AutomaticRequest, found: Sequence[Proposal]) -> None:
        self._dossier = dossier
        self._request = request
        self._found = list(found)
        super().__init__()
        self.list.grid.ticks.tick_all()

    def definition(self) -> ListDefinition:
        """Return the groups."""
        rows = [
            Row(
                rank,
                (
                    found.number,
                    found.title,
                    len(found.lines),
                    found.start,
                    found.end,
                    found.debit,
                    found.credit,
                    found.gap,
                ),
            )
            for rank, found in enumerate(self._found)
        ]
        return ListDefinition("lettering_proposals", TITLE, COLUMNS, MemoryTable(COLUMNS, lambda: rows))

    @property
    def identity(self) -> Hashable:
        """Each search has its list."""
        return type(self), id(self)

    async def do_modify(self) -> None:
        """Show the lines of the group under the cursor, whatever is ticked."""
        row = self.list.grid.current
        if row is not None and not row.heading:
            await self.open_row(row.key)

    async def open_row(self, key: Key) -> None:
        """Show the lines of a group."""
        found = self._found[int(str(key))]
        account = lettered_account(self._dossier.database, found.number)
        lines = chosen_lines(self._dossier.database, account, found.lines).lines
        text = f"{found.title}, écart {format_amount(found.gap)}"
        await self.frame.dialogs.report(f"Compte {found.number}", text, [_line_words(line) for line in lines])

    async def do_main(self) -> None:
        """Letter the ticked groups, then report (LAUT-20)."""
        chosen = [self._found[int(str(key))] for key in self.list.selection()]
        accounts, stopped = await run_beside(
            self.frame,
            self._dossier,
            "Lettrage automatique",
            lambda own, told: letter_proposals(own, self._request, chosen, told),
        )
        frame, dossier = self.frame, self._dossier
        await frame.windows.close(self)
        outcome = Outcome(accounts, stopped)
        await frame.windows.open(LetteringOutcomeWindow(dossier, "Lettrage automatique", outcome))

    def why_not_main(self) -> str | None:
        """Ask for a ticked group."""
        return None if self.list.grid.ticks and self.selected else "Cochez au moins un groupe"

    async def do_consult(self) -> None:
        """Consult the account of the row."""
        row = self.list.grid.current
        if row is not None and not row.heading:
            await self.frame.open("consultation", number=str(row.values[0]))


def _line_words(line: ChosenLine) -> str:
    day = format_date(parse_iso(line.day))
    debit, credit = (format_amount(amount, blank_zero=True) for amount in (line.debit, line.credit))
    return f"{day}  {line.piece:<12.12}  {debit:>13}  {credit:>13}"
