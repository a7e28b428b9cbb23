"""The report of a run of many accounts: one row each, its balancing entries under it (LAUT-20, DLET-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_amount
from tuicompta.screens.lettering.words import counted
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.wizards.wizard_pages import Words
from tuicompta.services.entries.protection import entry_name
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from textual.app import ComposeResult

    from tuicompta.screens.lettering.beside import Outcome
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.lettering.writing import AccountOutcome
    from tuicompta.widgets.rows import Key

COLUMNS = (
    Column("number", "Compte", ColumnType.CODE, 10, mandatory=True),
    Column("title", "Intitulé", width=14, stretch=True),
    Column("groups", "Groupes", ColumnType.NUMBER, 7, total=True),
    Column("lines", "Lignes", ColumnType.NUMBER, 6, total=True),
    Column("gap", "Écart", ColumnType.AMOUNT, 9, total=True),
    Column("note", "Remarque", width=22),
)


def outcome_words(outcome: Outcome, verb: str = "lettré") -> str:
    """Sum a run up in a sentence (LAUT-20, DLET-12)."""
    skipped = sum(bool(account.skipped) for account in outcome.accounts)
    groups = sum(account.groups for account in outcome.accounts)
    lines = sum(account.lines for account in outcome.accounts)
    posted = [entry for account in outcome.accounts for entry in account.posted]
    parts = [
        counted(len(outcome.accounts), "compte examiné", "comptes examinés")
        + (f", dont {counted(skipped, 'ignoré')}" if skipped else ""),
        f"{counted(groups, 'groupe')} et {counted(lines, 'ligne')} {verb}s",
    ]
    if posted:
        total = sum(abs(entry.gap) for entry in posted)
        parts.append(f"{counted(len(posted), 'écriture')} d'écart, {format_amount(total)}")
    if outcome.stopped:
        parts.append("interrompu : les comptes faits le restent")
    return " · ".join(parts)


class LetteringOutcomeWindow(ListWindow):
    """What became of each account; Enter consults one."""

    WANTS_DOSSIER = True
    MAIN = "Consultation/Lettrage"
    HELP = "automatic_lettering"
    HAS_VIEWS = False
    ABLE = frozenset({"modify"})
    OFFERS: ClassVar[tuple[str, ...]] = (
        "consult",
        *(name for name in ListWindow.OFFERS if name not in {"new", "delete", "duplicate", "print"}),
    )

    def __init__(self, dossier: Dossier, title: str, outcome: Outcome) -> None:
        self._dossier = dossier
        self._named = f"Compte rendu – {title}"
        self._outcome = outcome
        super().__init__()
        self._summary = Words(outcome_words(outcome), voice="strong")

    def compose(self) -> ComposeResult:
        """Put the summary over the accounts."""
        yield self._summary
        yield self.list

    def definition(self) -> ListDefinition:
        """Return the accounts."""
        rows = [row for account in self._outcome.accounts for row in self._rows(account)]
        return ListDefinition(
            "lettering_outcome", self._named, COLUMNS, MemoryTable(COLUMNS, lambda: rows), ticks=False
        )

    @property
    def identity(self) -> Hashable:
        """Each run has its report."""
        return type(self), id(self)

    def _rows(self, account: AccountOutcome) -> Iterator[Row]:
        refused = f"{counted(len(account.refused), 'groupe refusé', 'groupes refusés')}" if account.refused else ""
        note = account.skipped or refused
        voice = "quiet" if account.skipped else "normal"
        yield Row(account.number, (account.number, account.title, account.groups, account.lines, None, note), voice)
        for posted in account.posted:
            name = entry_name(self._dossier.database, posted.entry_id)
            yield Row((account.number, posted.entry_id), ("", f"Écart en {name}", None, None, posted.gap, ""))
        for rank, refusal in enumerate(account.refused):
            yield Row((account.number, "refused", rank), ("", str(refusal), None, None, None, "refusé"), "wrong")

    async def open_row(self, key: Key) -> None:
        """Consult an account, that of a balancing entry too."""
        number = key[0] if isinstance(key, tuple) else key
        await self.frame.open("consultation", number=str(number))

    async def do_main(self) -> None:
        """Consult the account of the row."""
        await self.do_modify()

    do_consult = do_main

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return self.why_not_modify()

    why_not_consult = why_not_main
