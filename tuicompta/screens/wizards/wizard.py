"""The frame of every wizard: a welcome, steps, a summary, the run, a report (WZ-01).

A subclass says what it will do (`welcome`), which steps it asks (`steps`), and does the work (`run`, which raises the
refusals of the rules and returns the lines of the report). Nothing is done before «Lancer».
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.cards.field_host import FrameHost
from tuicompta.screens.entry.entry_header import EntryHeader
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.window import Window
from tuicompta.screens.wizards.wizard_pages import TextPage, WizardPage, summary_text
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

ACTIONS = (
    Action("previous_step", "Précédent", "Revient à l'étape d'avant, ce qui est tapé reste.", ("alt+p",)),
    Action("cancel_wizard", "Annuler", "Ferme l'assistant sans rien faire.", legend_key="escape"),
)
WELCOME, SUMMARY, REPORT = "Présentation", "Récapitulatif", "Compte rendu"


class WizardWindow(Window):
    """A wizard: each page in turn, F9 to go on."""

    OFFERS: ClassVar[tuple[str, ...]] = ("previous_step", "cancel_wizard")
    RUN: ClassVar[str] = "Lancer"

    def __init__(self) -> None:
        super().__init__()
        self.header = EntryHeader(self.TITLE)
        self.asked = list(self.steps())
        self.summary = TextPage(SUMMARY)
        self.report = TextPage(REPORT)
        self.pages: list[WizardPage] = [TextPage(WELCOME, self.welcome()), *self.asked, self.summary, self.report]
        self.place = 0
        self.over = False

    def welcome(self) -> str:
        """Return what the first page says: what will be done."""
        raise NotImplementedError

    def steps(self) -> Sequence[WizardPage]:
        """Return the steps, in their order."""
        raise NotImplementedError

    async def run(self) -> Sequence[str] | None:
        """Do the work; return the lines of the report, None when the wizard has closed by itself."""
        raise NotImplementedError

    async def leave_step(self, page: WizardPage) -> bool:  # noqa: ARG002 (for subclasses)
        """Act on going on from a step whose fields are right: read a file, ask; False stays on it."""
        return True

    def summary_of(self) -> str:
        """Return the text of the summary page."""
        return f"{summary_text(self.needed_steps)}\n\nF9 pour lancer, rien n'est fait avant."

    # -- what the frame asks -------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Put the header over the pages."""
        yield self.header
        for page in self.pages:
            page.display = page is self.page
            yield page

    def on_mount(self) -> None:
        """Let the fields talk to the program."""
        for page in self.pages:
            page.set_host(FrameHost(self.frame))
        self._show_place()

    @property
    def page(self) -> WizardPage:
        """The page shown."""
        return self.pages[self.place]

    @property
    def needed_steps(self) -> list[WizardPage]:
        """The steps that the answers so far call for."""
        return [page for page in self.asked if page.needed]

    @property
    def first_focus(self) -> Widget | None:
        """The first field of the page, or its text."""
        return self.page.first_focus

    @property
    def main_label(self) -> str:
        """What F9 does on this page."""
        if self.page is self.report:
            return "Fermer"
        return self.RUN if self.page is self.summary else "Suivant"

    @property
    def offers(self) -> Sequence[str]:
        """The moves of the wizard; nothing to go back to once it has run."""
        return () if self.over else self.OFFERS

    def unsaved(self) -> str:
        """Name the wizard while something is typed in it and not run."""
        return self.TITLE if not self.over and any(page.modified for page in self.needed_steps) else ""

    def save_everything(self) -> bool:
        """Save nothing: a wizard is run or given up."""
        self.frame.say(f"{self.TITLE} : lancez ou annulez l'assistant", warning=True)
        return False

    async def may_close(self) -> bool:
        """Ask before giving up what is typed."""
        if not self.unsaved():
            return True
        answer = await self.frame.dialogs.ask(
            "Abandonner ?", f"{self.TITLE} : rien ne sera fait.", (YES, NO), default=1
        )
        return answer == YES.value

    # -- moves ---------------------------------------------------------------------------------------------------------

    async def do_main(self) -> None:
        """Go on to the next page, run, or close."""
        if self.page is self.report:
            await self.frame.windows.close(self)
        elif self.page is self.summary:
            await self._run()
        elif self.page.settle(self.frame) and await self.leave_step(self.page):
            self._go(self._beside(1))

    async def do_accept(self) -> None:
        """Go on; the run itself is only asked by F9."""
        if self.page is self.summary:
            self.frame.say("F9 pour lancer")
        else:
            await self.do_main()

    def do_previous_step(self) -> None:
        """Go back to the page before; what is typed stays."""
        self._go(self._beside(-1))

    def why_not_previous_step(self) -> str | None:
        """Go back from a step only."""
        return "Première page de l'assistant" if self.place == 0 else None

    async def do_cancel_wizard(self) -> None:
        """Close without doing anything."""
        await self.frame.windows.close(self)

    async def _run(self) -> None:
        try:
            lines = await self.run()
        except TuicomptaError as refusal:
            self._tell([f"Rien n'a été fait. {refusal}"])
            return
        self.over = True
        if lines is not None:
            self._tell(lines)

    def _tell(self, lines: Sequence[str]) -> None:
        self.report.view.show("\n".join(lines))
        self._go(len(self.pages) - 1)

    def _beside(self, way: int) -> int:
        """Return the place of the next page, or of the one before, that is needed."""
        place = self.place + way
        while not self.pages[place].needed:
            place += way
        return place

    def _go(self, place: int) -> None:
        self.place = place
        if self.page is self.summary:
            self.summary.view.show(self.summary_of())
        for page in self.pages:
            page.display = page is self.page
        target = self.first_focus
        self.frame.set_focus(target)
        if target is not None:  # a page left far down is shown from there, and had no layout while it was hidden
            target.call_after_refresh(target.scroll_visible, animate=False, immediate=True)
        self._show_place()
        self.frame.acted()

    def _show_place(self) -> None:
        steps = self.needed_steps
        here = f"Étape {steps.index(self.page) + 1} sur {len(steps)} : " if self.page in steps else ""
        self.header.show(f"{here}{self.page.name_on_screen}")
