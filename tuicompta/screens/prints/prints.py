"""Impressions: categories, the reports of one, a sample of one; Enter opens its filters (IMP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from tuicompta.reports.catalogue import SPECS, build_report
from tuicompta.reports.render.on_screen import compute
from tuicompta.reports.request import Request
from tuicompta.reports.sample import sample_of
from tuicompta.screens.frame.actions import Action, one_row, some_row, writable
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.prints.print_categories import Category, categories
from tuicompta.screens.prints.report_filters import ReportFiltersWindow
from tuicompta.screens.prints.report_head import ReportHead
from tuicompta.screens.prints.report_view import ReportView
from tuicompta.screens.prints.report_words import ABOUT
from tuicompta.services.prints.print_keywords import LONGEST, assign_keywords, create_keyword, delete_keyword, keywords
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.page_list import PageEntry, PageList
from tuicompta.widgets.question import NO, YES
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("choose_report", "Imprimer", "Les filtres de l'état, puis l'état.", condition=some_row, other_way="Entrée"),
    Action("assign_keyword", "Affecter un mot-clé", "Chaque mot-clé est une catégorie.", condition=one_row),
    Action("new_keyword", "Nouveau mot-clé", "Une catégorie à soi.", condition=writable),
    Action("delete_keyword", "Supprimer le mot-clé", "Ses états restent.", condition=writable),
)
COLUMNS = (
    Column("title", "État", width=22, mandatory=True),
    Column("about", "Ce qu'il montre", width=26, stretch=True),
)
WORD = Column("word", "Mot-clé", width=LONGEST, stretch=True)
_BY_NAME = {spec.name: spec for spec in SPECS}


class PrintsWindow(ListWindow):
    """Three zones: the tree of the categories, the reports of one, the sample of one (IMP-01)."""

    WANTS_DOSSIER = True
    MAIN = "Filtres"
    HELP = "prints"
    HAS_VIEWS = False
    ABLE: ClassVar[frozenset[str]] = frozenset()
    OFFERS: ClassVar[tuple[str, ...]] = (
        "choose_report",
        "search",
        "search_next",
        "assign_keyword",
        "new_keyword",
        "delete_keyword",
    )

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._samples: dict[str, ShownReport] = {}
        self._shown = ""
        self._searching = False
        self._categories = list(categories(keywords(dossier)))
        self._category = self._categories[0]
        self.tree_of_categories = PageList(self._entries())
        self.tree_of_categories.chosen = self._chosen
        self.tree_of_categories.entered = lambda: self.frame.set_focus(self.list.grid)
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the reports of the category; what is searched is searched in all of them (IMP-03)."""
        return ListDefinition("prints", "Impressions", COLUMNS, MemoryTable(COLUMNS, self._rows), ticks=False)

    def compose(self) -> ComposeResult:
        """Put the categories at left, the reports over the sample at right."""
        first = self._sample(SPECS[0].name)
        self.sample_head, self.sample = ReportHead(first.report.heading), ReportView(first, has_foot=False)
        with Horizontal(id="prints"):
            yield self.tree_of_categories
            with Vertical(id="prints-right"):
                yield self.list
                yield self.sample_head
                yield self.sample

    def on_unmount(self) -> None:
        """Give back the room of the samples."""
        for shown in self._samples.values():
            shown.lines.close()

    @property
    def zones(self) -> Sequence[Widget]:
        """The categories, the reports, the sample."""
        return self.tree_of_categories, self.list.grid, self.sample

    # -- categories ----------------------------------------------------------------------------------------------------

    def _entries(self) -> list[PageEntry]:
        return [PageEntry(one.label, rank, one.level) for rank, one in enumerate(self._categories)]

    def _chosen(self, place: int) -> None:
        self._category = self._categories[place]
        self.list.reload()

    def _rows(self) -> list[Row]:
        names = tuple(_BY_NAME) if self._searching else self._category.reports
        specs = (_BY_NAME[name] for name in names if name in _BY_NAME)
        return [Row(spec.name, (spec.title, ABOUT.get(spec.name, ""))) for spec in specs]

    def _again(self, wanted: Category) -> None:
        """Show the tree again, on a category when it is still there."""
        self._categories = list(categories(keywords(self._dossier)))
        same = (one for one in self._categories if (one.label, one.keyword) == (wanted.label, wanted.keyword))
        self._category = next(same, self._categories[0])
        self.tree_of_categories.set_entries(self._entries(), self._categories.index(self._category))
        self.list.reload()

    # -- the sample ----------------------------------------------------------------------------------------------------

    def acted(self) -> None:
        """Search everywhere while something is searched; show the sample of the report under the cursor."""
        searching = bool(self.list.arrangement.search)
        if searching != self._searching:
            self._searching = searching
            self.list.reload()
        current = self.list.current
        name = str(current.key) if current is not None else ""
        if name and name != self._shown:
            self._shown = name
            self.sample_head.show(self._sample(name).report.heading)
            self.sample.show(self._sample(name))

    def _sample(self, name: str) -> ShownReport:
        """Return the layout of a report on sample data (IMP-07)."""
        if name not in self._samples:
            report = build_report(self._dossier, Request(name))
            self._samples[name] = compute(sample_of(report), lambda _: None)
        return self._samples[name]

    # -- acts ----------------------------------------------------------------------------------------------------------

    async def open_row(self, key: Key) -> None:
        """Open the filters of a report."""
        await self.frame.windows.open(ReportFiltersWindow(self._dossier, str(key)))

    async def do_choose_report(self) -> None:
        """Open the filters of the report under the cursor."""
        for key in self.list.selection():
            await self.open_row(key)

    do_main = do_modify = do_choose_report

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    why_not_modify = why_not_main

    async def do_assign_keyword(self) -> None:
        """Choose the key words of the report under the cursor; the first one is asked for (IMP-04)."""
        report = str(self.list.selection()[0])
        known = keywords(self._dossier)
        if not known:
            word = await self._asked_word()
            if word is not None:
                assign_keywords(self._dossier, report, [word])
                self._again(self._category)
            return
        rows = [Row(word, (word,)) for word in known]
        definition = ListDefinition("keywords", "Mots-clés", (WORD,), MemoryTable((WORD,), lambda: rows))
        ticked = [word for word, reports in known.items() if report in reports]
        picked = await self.frame.dialogs.pick(f"Mots-clés de «{_BY_NAME[report].title}»", definition, ticked=ticked)
        if picked is not None:
            assign_keywords(self._dossier, report, [str(word) for word in picked])
            self._again(self._category)

    async def do_new_keyword(self) -> None:
        """Create a key word, which is a category at once."""
        word = await self._asked_word()
        if word is not None:
            self._again(Category(word, (), keyword=True))

    async def _asked_word(self) -> str | None:
        field = card.text("word", "Mot-clé", mandatory=True, width=LONGEST, max_length=LONGEST)
        answer = await self.frame.dialogs.fill("Nouveau mot-clé", CardSchema((Tab("", (field,)),)))
        return None if answer is None else create_keyword(self._dossier, str(answer["word"]))

    async def do_delete_keyword(self) -> None:
        """Delete the key word of the category; its reports stay."""
        word = self._category.label
        question = f"Supprimer le mot-clé «{word}» ?"
        if await self.frame.dialogs.ask(question, "Ses états restent.", (YES, NO), default=1) == YES.value:
            delete_keyword(self._dossier, word)
            self._again(self._categories[0])

    def why_not_delete_keyword(self) -> str | None:
        """Ask for a key word in the tree."""
        return writable(self) or (None if self._category.keyword else "Choisissez un mot-clé dans les catégories")
