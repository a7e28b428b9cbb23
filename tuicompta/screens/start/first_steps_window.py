"""«Premiers pas»: what to fill in a new dossier, in order, with a tick once data exist there (WEL-03, SET-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.dashboard.first_steps import STEPS, steps_done
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

COLUMNS = (
    Column("step", "Étape", width=40, stretch=True, mandatory=True),
    Column("done", "Fait", ColumnType.TICK, 5),
)


class FirstStepsWindow(ListWindow):
    """The steps; Enter opens the screen of one."""

    WANTS_DOSSIER = True
    MAIN = "Ouvrir"
    HELP = "first_steps"
    HAS_VIEWS = False
    OFFERS: ClassVar[tuple[str, ...]] = ("main", "search", "refresh_data")
    ABLE = frozenset({"modify"})

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the steps."""
        return ListDefinition("first_steps", "Premiers pas", COLUMNS, MemoryTable(COLUMNS, self._read), ticks=False)

    def _read(self) -> list[Row]:
        done = steps_done(self._dossier)
        return [Row(rank, (_label(rank), done[rank]), level=step.level) for rank, step in enumerate(STEPS)]

    def shown(self) -> None:
        """Read again on coming back from a step."""
        self.refresh_rows()

    do_main = ListWindow.do_modify

    async def open_row(self, key: Key) -> None:
        """Open the screen of a step."""
        step = STEPS[int(str(key))]
        if step.function in self.frame.table:
            await self.frame.open(step.function)
        else:
            self.frame.say(f"{step.label} : rien à régler dans cette version", warning=True)


def _label(rank: int) -> str:
    """Return the label of a step with its number; what a step is made of has none."""
    step = STEPS[rank]
    if step.level:
        return step.label
    return f"{sum(1 for other in STEPS[: rank + 1] if not other.level)}. {step.label}"
