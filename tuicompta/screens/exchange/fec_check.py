"""Contrôler un FEC: the file to control, then what was found in it (FECV); no dossier is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.screens.cards.field_host import FrameHost
from tuicompta.screens.entry.entry_header import EntryHeader
from tuicompta.screens.exchange.fec_fields import (
    charset_field,
    check_readable,
    chosen_charset,
    chosen_regime,
    file_field,
    regime_field,
)
from tuicompta.screens.exchange.fec_findings import FecFindingsWindow
from tuicompta.screens.frame.window import Window
from tuicompta.screens.wizards.wizard_pages import StepCard, Words
from tuicompta.services.fec.checking import check_accounting_file
from tuicompta.widgets.card_schema import CardSchema, Tab

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.widget import Widget

HINT = (
    "Le fichier, fait par ce programme ou par un autre, est lu et n'est jamais modifié. Tab complète le chemin, F4 "
    "parcourt le répertoire. F9 contrôle."
)


class FecCheckWindow(Window):
    """Asks for the file, its regime and its charset; F9 controls it."""

    TITLE = "Contrôler un FEC"
    MAIN = "Contrôler"
    HELP = "fec_check"
    OFFERS: ClassVar[tuple[str, ...]] = ("open_values",)

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.header = EntryHeader(self.TITLE)
        fields = (file_field("path", "Fichier", mandatory=True), regime_field(), charset_field())
        self.card = StepCard(CardSchema((Tab("", fields),)), {"path": path} if path is not None else {})
        self._fault = Words(voice="wrong")

    def compose(self) -> ComposeResult:
        """Put the words over the fields, and what is wrong under them."""
        yield self.header
        yield Words(HINT)
        yield self.card
        yield self._fault

    def on_mount(self) -> None:
        """Let the fields talk to the program."""
        self.card.set_host(FrameHost(self.frame))

    @property
    def first_focus(self) -> Widget | None:
        """The file."""
        return self.card.first_field

    async def do_main(self) -> None:
        """Control the file, and show what was found."""
        if not self._settled():
            return
        values = self.card.state.values
        path, regime, charset = cast("Path", values["path"]), chosen_regime(values), chosen_charset(values)
        check_readable(path)
        report = await self.frame.dialogs.work(
            f"Contrôle de {path.name}", lambda _: check_accounting_file(path, regime, charset), stoppable=False
        )
        await self.frame.windows.open(FecFindingsWindow(report, path))

    do_accept = do_main

    def _settled(self) -> bool:
        if not self.card.leave_current():
            self._fault.show(self.card.current.error if self.card.current is not None else "")
            return False
        faults = self.card.faults()
        self.card.show_faults(faults)
        self._fault.show(faults[0][1] if faults else "")
        return not faults
