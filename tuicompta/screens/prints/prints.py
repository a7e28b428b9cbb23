"""Impressions: categories, the reports of one, a sample of one; Enter opens its filters (IMP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical

from tuicompta.reports.catalogue import SPECS, build_report
from tuicompta.reports.models.fields import report_with
from tuicompta.reports.models.layout import laid_out
from tuicompta.reports.render.on_screen import compute
from tuicompta.reports.request import Request
from tuicompta.reports.sample import sample_of
from tuicompta.screens.frame.actions import Action, one_row, one_writable_row, some_row, writable
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.prints.model_acts import CARD_DEFAULT, LIST_DEFAULT, ModelKey, make_default, uses_of
from tuicompta.screens.prints.model_card import ReportModelCard
from tuicompta.screens.prints.print_categories import Category, categories
from tuicompta.screens.prints.report_filters import ReportFiltersWindow
from tuicompta.screens.prints.report_head import ReportHead
from tuicompta.screens.prints.report_view import ReportView
from tuicompta.screens.prints.report_words import ABOUT
from tuicompta.services.prints.print_keywords import LONGEST, assign_keywords, create_keyword, delete_keyword, keywords
from tuicompta.services.prints.report_models import ModelUse, model_rows, read_model
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.page_list import PageEntry, PageList
from tuicompta.widgets.question import NO, YES
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.reports.model import Report
    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("choose_report", "Imprimer", "Les filtres de l'état, puis l'état.", condition=some_row, other_way="Entrée"),
    Action("assign_keyword", "Affecter un mot-clé", "Chaque mot-clé est une catégorie.", condition=one_row),
    Action("modify_model", "Modifier le modèle", "Ses colonnes, son ordre, ses textes.", condition=one_row),
    CARD_DEFAULT,
    LIST_DEFAULT,
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
        "modify_model",
        "assign_keyword",
        "card_default",
        "list_default",
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
        """Return the reports of the category, each with the models made of it; a key word holds single ones."""
        every, wanted = dict(self._every()), self._category.reports
        if self._searching:
            return list(every.values())
        if self._category.keyed:
            return [row for key, row in every.items() if str(key) in wanted]
        return [row for name in wanted for key, row in every.items() if key.report == name]

    def _every(self) -> Iterator[tuple[ModelKey, Row]]:
        """Yield every report, then the models made of it."""
        uses = uses_of(self._dossier)
        own = model_rows(self._dossier.database)
        for spec in SPECS:
            yield ModelKey(spec.name), Row(spec.name, (spec.title, ABOUT.get(spec.name, "")))
            for row in own:
                if row.report == spec.name:
                    key = ModelKey(spec.name, row.id)
                    default = f", par défaut des {uses[key]}" if key in uses else ""
                    yield key, Row(str(key), (row.name, f"Modèle de «{spec.title}»{default}"))

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
            self._show_sample(name)

    def _show_sample(self, name: str) -> None:
        self._shown = name
        self.sample_head.show(self._sample(name).report.heading)
        self.sample.show(self._sample(name))

    def _sample(self, name: str) -> ShownReport:
        """Return the layout of a report, or of a model of it, on sample data (IMP-07)."""
        if name not in self._samples:
            self._samples[name] = compute(self._laid_out(ModelKey.of(name)), lambda _: None)
        return self._samples[name]

    def _laid_out(self, key: ModelKey) -> Report:
        if key.model is None:
            return sample_of(build_report(self._dossier, Request(key.report)))
        model, _ = read_model(self._dossier.database, key.model)
        wanted = {column.field for column in model.columns}
        plain = report_with(self._dossier, _BY_NAME[key.report], Request(key.report), wanted)
        return laid_out(sample_of(plain), model)

    def shown(self) -> None:
        """Read the models again on coming back: one may have been made, changed or deleted."""
        for name in [name for name in self._samples if ModelKey.of(name).model is not None]:
            if name != self._shown:
                self._samples.pop(name).lines.close()
        current = self.list.current
        self.list.reload()
        if current is not None and ModelKey.of(current.key).model is not None:
            self._show_again(str(current.key))

    def _show_again(self, name: str) -> None:
        """Show the sample of a model again, as it is now."""
        former = self._samples.pop(name, None)
        current = self.list.current
        self._shown = ""
        if current is not None:
            self._show_sample(str(current.key))
        if former is not None:
            former.lines.close()

    # -- acts ----------------------------------------------------------------------------------------------------------

    async def open_row(self, key: Key) -> None:
        """Open the filters of a report, or of a model of it."""
        found = ModelKey.of(key)
        given = {} if found.model is None else {"model": read_model(self._dossier.database, found.model)[0].name}
        await self.frame.windows.open(ReportFiltersWindow(self._dossier, found.report, **given))

    async def do_choose_report(self) -> None:
        """Open the filters of the report under the cursor."""
        for key in self.list.selection():
            await self.open_row(key)

    do_main = do_modify = do_choose_report

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    why_not_modify = why_not_main

    async def do_modify_model(self) -> None:
        """Open the editor on the model, on a copy of it when it is a delivered one (IMP-06, EDM-02)."""
        found = ModelKey.of(self.list.selection()[0])
        await self.frame.windows.open(ReportModelCard(self._dossier, found.model, report=found.report))

    def why_not_modify_model(self) -> str | None:
        """Ask for a model, in a dossier that can be changed."""
        return one_writable_row(self)

    def do_card_default(self) -> None:
        """Propose the model where its report is asked from a card (IMP-05)."""
        self._make_default(ModelUse.CARD)

    def do_list_default(self) -> None:
        """Propose the model where its report is asked from a list."""
        self._make_default(ModelUse.LIST)

    def _make_default(self, use: ModelUse) -> None:
        self.frame.say(make_default(self._dossier, ModelKey.of(self.list.selection()[0]), use))
        self.list.reload()

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
        picked = await self.frame.dialogs.pick(f"Mots-clés de «{self._called(report)}»", definition, ticked=ticked)
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
