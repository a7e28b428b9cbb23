"""The welcome screen: four choices, and the dossiers opened last (WEL)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import format_date, parse_iso
from tuicompta.core.text import fit
from tuicompta.screens.frame.actions import Action, always
from tuicompta.screens.frame.dossier_session import open_in_frame
from tuicompta.screens.frame.window import Window
from tuicompta.services.dossiers.demonstration import demonstration_dossier
from tuicompta.services.dossiers.recent import RecentDossier, forget_dossier, last_dossier, recent_dossiers
from tuicompta.services.folders import Folder, default_folder, ensure_folder
from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.widgets.painted import Run

ACTIONS = (
    Action("open_last", "Ouvrir le dernier dossier", condition=always),
    Action("open_demonstration", "Ouvrir le dossier de démonstration", condition=always),
)
CHOICES = ("open_last", "new_dossier", "open_demonstration", "help")
LABELS = ("Ouvrir le dernier dossier", "Créer un nouveau dossier", "Ouvrir le dossier de démonstration", "Aide")
INDENT = "    "


class WelcomeList(Painted, can_focus=True):
    """The four choices, then the recent dossiers; `chosen` receives the rank of a line."""

    DEFAULT_CSS = "WelcomeList { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.recent: list[RecentDossier] = []
        self.place = 0
        self.chosen: Callable[[int], None] = lambda _: None
        self.removed: Callable[[RecentDossier], None] = lambda _: None

    def show(self, recent: list[RecentDossier]) -> None:
        """Show the recent dossiers, the cursor on the first choice that is possible."""
        self.recent = recent
        self.place = min(self.place if recent or self.place else 1, len(CHOICES) + len(recent) - 1)
        self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint the title, a choice or a dossier."""
        head = 3
        if y == 1:
            return [(f"{INDENT}Bienvenue dans tuicompta", "strong")]
        if head <= y < head + len(CHOICES):
            return [(INDENT, "normal"), *self._choice(y - head)]
        rank = y - head - len(CHOICES) - 2
        if rank == -1 and self.recent:
            return [(f"{INDENT}Dossiers récents", "quiet")]
        if 0 <= rank < len(self.recent):
            return [(INDENT, "normal"), *self._dossier(rank, width - 2 * len(INDENT))]
        return ()

    def _choice(self, rank: int) -> Iterable[Run]:
        last = last_dossier(self.recent) if rank == 0 else None
        name = f" ({last.name})" if last else ""
        possible = rank > 0 or last is not None
        voice = "row" if rank == self.place and self.has_focus else "normal" if possible else "quiet"
        yield fit(f"{rank + 1}  {LABELS[rank]}{name}", 60), voice

    def _dossier(self, rank: int, width: int) -> Iterable[Run]:
        recent = self.recent[rank]
        here = rank + len(CHOICES) == self.place and self.has_focus
        when = format_date(parse_iso(recent.opened_at[:10])) if recent.exists else "introuvable"
        text = f"{fit(recent.name, 24)} {fit(recent.path, max(width - 37, 10))} {when:>11}"
        yield text, "row" if here else "normal" if recent.exists else "quiet"

    def do_up(self) -> None:
        """Go to the line above."""
        self._move(-1)

    def do_down(self) -> None:
        """Go to the line below."""
        self._move(1)

    def do_accept(self) -> None:
        """Choose the line."""
        self.chosen(self.place)

    def do_delete_key(self) -> bool:
        """Take a recent dossier off the list, its file untouched (WEL-04)."""
        rank = self.place - len(CHOICES)
        if rank < 0:
            return False
        self.removed(self.recent[rank])
        return True

    def typed(self, character: str) -> bool:
        """Choose by number."""
        if character in "1234":
            self.place = int(character) - 1
            self.repaint()
            self.chosen(self.place)
            return True
        return False

    def _move(self, step: int) -> None:
        self.place = (self.place + step) % (len(CHOICES) + len(self.recent))
        self.repaint()


class WelcomeWindow(Window):
    """What is shown while no dossier is open."""

    TITLE = "Bienvenue"
    HELP = "welcome"
    MAIN = "Choisir"
    OFFERS: ClassVar[tuple[str, ...]] = ("open_last", "new_dossier", "open_dossier", "open_demonstration")

    def __init__(self) -> None:
        super().__init__()
        self.list = WelcomeList()
        self.list.chosen = lambda rank: self.frame.dispatcher.start(self._choose(rank))
        self.list.removed = self._forget

    def compose(self) -> ComposeResult:
        """Put the list."""
        yield self.list

    @property
    def first_focus(self) -> Widget:
        """The list."""
        return self.list

    def shown(self) -> None:
        """Read the recent dossiers again."""
        self.list.show(recent_dossiers())

    async def do_open_last(self) -> None:
        """Open the dossier opened last."""
        last = last_dossier(recent_dossiers())
        if last is None:
            self.frame.say("Aucun dossier récent", warning=True)
            return
        await open_in_frame(self.frame, Path(last.path))

    async def do_open_demonstration(self) -> None:
        """Open the demonstration dossier, made when it is not there yet (INST-04)."""
        folder = ensure_folder(default_folder(Folder.DOSSIERS))
        path = await self.frame.dialogs.work(
            "Dossier de démonstration", lambda _: demonstration_dossier(folder), stoppable=False
        )
        await open_in_frame(self.frame, path)

    async def _choose(self, rank: int) -> None:
        if rank >= len(CHOICES):
            await open_in_frame(self.frame, Path(self.list.recent[rank - len(CHOICES)].path))
            return
        await [self.do_open_last, self._new, self.do_open_demonstration, self._help][rank]()

    async def _new(self) -> None:
        await self.frame.open("new_dossier")

    async def _help(self) -> None:
        await self.frame.do_help_contents()

    def _forget(self, recent: RecentDossier) -> None:
        forget_dossier(recent.path)
        self.shown()
