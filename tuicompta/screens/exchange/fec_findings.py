"""What a control found in an accounting file, one row each, and its summary (FECV-02, FECV-07)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from tuicompta.exchange.fec.findings import KEPT_PER_RULE, Level
from tuicompta.exchange.fec.rendering import json_lines, ordered_rules, summary_lines, text_lines, verdict
from tuicompta.reports.output import write_file
from tuicompta.screens.frame.actions import Action, some_row
from tuicompta.screens.frame.ask_file import ask_new_file
from tuicompta.screens.frame.text_window import TextWindow
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.wizards.wizard_pages import Words
from tuicompta.services.folders import Folder, default_folder, ensure_folder
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.popup import MenuItem
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from pathlib import Path

    from textual.app import ComposeResult

    from tuicompta.exchange.fec.control import FecReport
    from tuicompta.exchange.fec.findings import Finding
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("fec_summary", "Résumé du contrôle", "Séparateur, totaux, journaux, verdict.", ("alt+s",), short="Résumé"),
    Action(
        "fec_report", "Exporter le rapport", "Toutes les lignes, en texte ou en JSON.", ("alt+e",), short="Exporter"
    ),
)
COLUMNS = (
    Column("level", "Niveau", width=14),
    Column("rule", "Règle", width=26, stretch=True),
    Column("line", "Ligne", ColumnType.NUMBER, 9),
    Column("column", "Colonne", width=13),
    Column("value", "Valeur", width=14, stretch=True),
)
FORMS = {"txt": "Texte", "json": "JSON"}


class FecFindingsWindow(ListWindow):
    """The findings of a control; Enter shows one in full."""

    HELP = "fec_check"
    MAIN = "Détail"
    HAS_VIEWS = False
    ABLE: ClassVar[frozenset[str]] = frozenset()
    OFFERS: ClassVar[tuple[str, ...]] = ("fec_summary", "fec_report", *ListWindow.OFFERS)

    def __init__(self, report: FecReport, path: Path) -> None:
        self.report = report
        self._path = path
        self._findings = list(_kept(report))
        super().__init__()
        self._verdict = Words(self._told(), voice="settled" if report.conforming else "wrong")

    def compose(self) -> ComposeResult:
        """Put the verdict over the findings."""
        yield self._verdict
        yield self.list

    def definition(self) -> ListDefinition:
        """Return the findings, the heaviest first."""
        rows = [
            Row(
                rank,
                (finding.rule.level.label, finding.rule.label, finding.line or None, finding.column, finding.value),
            )
            for rank, finding in enumerate(self._findings)
        ]
        title = f"Contrôle – {self._path.name}"
        return ListDefinition("fec_findings", title, COLUMNS, MemoryTable(COLUMNS, lambda: rows), ticks=False)

    @property
    def identity(self) -> Hashable:
        """Each control has its window."""
        return type(self), id(self)

    def on_unmount(self) -> None:
        """Delete the temporary files of the findings."""
        self.report.close()

    def _told(self) -> str:
        """Return the verdict, then how many findings of each level, and those that are not in the list."""
        counts = (f"{level.label} : {count}" for level in Level if (count := self.report.log.count(level)))
        hidden = sum(self.report.log.counts.values()) - len(self._findings)
        more = f"{hidden} autres lignes dans le rapport exporté ({KEPT_PER_RULE} par règle ici)" if hidden else ""
        return " · ".join(filter(None, (verdict(self.report), *counts, more)))

    async def open_row(self, key: Key) -> None:
        """Show a finding in full."""
        finding = self._findings[int(str(key))]
        place = f"Ligne {finding.line}" if finding.line else "Le fichier lui-même"
        parts = {"Colonne": finding.column, "Valeur": finding.value}
        lines = [finding.rule.label, "", place, *(f"{name} : {text}" for name, text in parts.items() if text)]
        await self.frame.dialogs.tell(finding.rule.level.label, "\n".join(lines))

    async def do_main(self) -> None:
        """Show the finding under the cursor in full."""
        await self.do_modify()

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    def why_not_modify(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    async def do_fec_summary(self) -> None:
        """Show the summary (FECV-07)."""
        await self.frame.windows.open(TextWindow(f"Résumé – {self._path.name}", "\n".join(summary_lines(self.report))))

    async def do_fec_report(self) -> None:
        """Write the whole report, every row of every rule."""
        chosen = await self.frame.dialogs.choose([MenuItem(*form) for form in FORMS.items()], title="Exporter")
        if chosen is None:
            return
        form = chosen.identifier
        folder = ensure_folder(default_folder(Folder.EXPORTS))
        day = datetime.now().astimezone().date()
        proposed = folder / f"controle_{self._path.stem}_{day:%Y%m%d}.{form}"
        path = await ask_new_file(
            self.frame.dialogs, "Exporter le rapport", proposed, lambda typed: typed.with_suffix(f".{form}")
        )
        if path is not None:
            lines = (json_lines if form == "json" else text_lines)(self.report)
            write_file(path, (f"{line}\n".encode() for line in lines), force=True)
            self.frame.say(f"Rapport écrit : {path}")


def _kept(report: FecReport) -> Iterator[Finding]:
    for rule in ordered_rules(report):
        yield from report.log.kept(rule)
