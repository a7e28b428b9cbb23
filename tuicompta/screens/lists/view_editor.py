"""What the view of a list is made of: columns, sums, conditions, sorts, groups, filters (VUE-07 to VUE-12).

Each change shows at once in the list; it is kept by «Enregistrer», here or there, and lasts otherwise until the list is
closed (VUE-03).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.actions import Action, one_row, some_row
from tuicompta.screens.lists import view_elements
from tuicompta.screens.lists.conditions import ask_filter
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.lists.view_elements import Element, Kind, clauses_of, column_of, elements
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.arrangement import Clause, Clauses, Filter, ShownColumn
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column, ColumnType, Summary
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.popup import MenuItem
from tuicompta.widgets.rows import Row
from tuicompta.widgets.shown_columns import NUMERIC
from tuicompta.widgets.view_layout import LONGEST_TITLE, NARROWEST, WIDEST

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuicompta.screens.lists.list_views import ListViews
    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.detailed_rows import Detail
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("add_column", "Ajouter une colonne", "À droite des autres."),
    Action("add_sum", "Ajouter une somme", "Total, nombre, minimum, maximum ou moyenne."),
    Action("add_condition", "Ajouter une condition", "Garde les lignes qui la remplissent."),
    Action("add_detail", "Ajouter un détail", "Une liste qui se déplie sous les lignes, par →."),
    Action("add_group_of_conditions", "Ajouter un groupe de conditions", "Réunies par Et ou par Ou."),
)
COLUMNS = (
    Column("kind", "Élément", width=12, mandatory=True),
    Column("text", "Contenu", width=30, stretch=True),
    Column("title", "Titre montré", width=16),
    Column("width", "Largeur", ColumnType.NUMBER, 7),
)
ADDED = ("add_column", "add_sum", "add_condition", "add_group_of_conditions", "add_detail")
ALL, ANY = Option(value=True, label="Toutes (Et)"), Option(value=False, label="Au moins une (Ou)")


class ViewEditor(ListWindow):
    """The elements of the view that the list `origin` shows."""

    HELP = "views"
    HAS_VIEWS = False
    ABLE = frozenset({"new", "modify", "delete"})
    OFFERS: ClassVar[tuple[str, ...]] = ("save", *ADDED, "modify", "delete", "move_line_up", "move_line_down")

    def __init__(self, origin: ListViews) -> None:
        self.origin = origin
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the elements."""
        table = MemoryTable(COLUMNS, self._read)
        return ListDefinition("view_elements", self._of_view, COLUMNS, table, ticks=False)

    @property
    def _of_view(self) -> str:
        return f"Vue «{self.origin.list.view_name}» de la liste «{self.origin.title}»"

    def shown(self) -> None:
        """Say which view it is, and whether it was changed."""
        self._title()

    def _read(self) -> list[Row]:
        self._elements = {element.key: element for element in elements(self._arrangement, self._columns, self._details)}
        return [self._row(element) for element in self._elements.values()]

    def _row(self, element: Element) -> Row:
        title, width = "", None
        if element.kind is Kind.COLUMN:
            shown = column_of(self._arrangement, self._columns, str(element.name))
            title, width = shown.title, shown.width or None
        text = f"{'  ' * element.level}{element.text}"
        return Row(element.key, (element.kind.value, text, title, width))

    @property
    def identity(self) -> Hashable:
        """One editor a list."""
        return type(self), self.origin.identity

    @property
    def _arrangement(self) -> Arrangement:
        return self.origin.list.arrangement

    @property
    def _columns(self) -> tuple[Column, ...]:
        return self.origin.list.definition.columns

    @property
    def _details(self) -> tuple[Detail, ...]:
        return self.origin.list.definition.details

    # -- adding --------------------------------------------------------------------------------------------------------

    async def open_new(self) -> None:
        """Ask what to add."""
        await self.frame.menus.offer(ADDED, title="Ajouter")

    async def do_add_column(self) -> None:
        """Choose columns among those the view does not show (VUE-07)."""
        shown = {element.name for element in self._elements.values() if element.kind is Kind.COLUMN}
        for column in await self._pick([column for column in self._columns if column.identifier not in shown]):
            arrangement = view_elements.with_column(self._arrangement, self._columns, ShownColumn(column.identifier))
            self._apply(arrangement, (Kind.COLUMN.name, column.identifier))

    def why_not_add_column(self) -> str | None:
        """Ask for a column that is not shown."""
        shown = [element for element in self._elements.values() if element.kind is Kind.COLUMN]
        return "Toutes les colonnes sont déjà dans la vue" if len(shown) == len(self._columns) else None

    async def do_add_sum(self) -> None:
        """Choose a numeric column of the view and what its foot says (VUE-12)."""
        shown = {element.name for element in self._elements.values() if element.kind is Kind.COLUMN}
        numeric = [column for column in self._columns if column.type in NUMERIC and column.identifier in shown]
        for column in (await self._pick(numeric))[:1]:
            await self._ask_sum(column.identifier)

    def why_not_add_sum(self) -> str | None:
        """Ask for a numeric column."""
        numeric = any(column.type in NUMERIC for column in self._columns)
        return None if numeric else "Aucune colonne numérique dans cette liste"

    async def do_add_condition(self) -> None:
        """Choose a column, then its condition; it goes in the group under the cursor (VUE-08)."""
        for column in (await self._pick(self._columns))[:1]:
            wanted = await ask_filter(self.frame.dialogs, "Condition", column)
            if wanted is not None:
                self._apply(view_elements.added(self._arrangement, self._place, clauses_of(wanted, column.identifier)))

    async def do_add_group_of_conditions(self) -> None:
        """Choose how the conditions of a new group are joined, then its first one (VUE-08)."""
        every = await self._ask_join("Nouveau groupe de conditions", every=False)
        if every is None:
            return
        for column in (await self._pick(self._columns))[:1]:
            wanted = await ask_filter(self.frame.dialogs, "Condition", column)
            if wanted is not None:
                group = Clauses((clauses_of(wanted, column.identifier),), every)
                self._apply(view_elements.added(self._arrangement, self._place, group))

    async def do_add_detail(self) -> None:
        """Choose the list that unfolds under the rows (VUE-09)."""
        items = [MenuItem(detail.identifier, detail.title) for detail in self._details]
        chosen = await self.frame.dialogs.choose(items, title="Détail")
        if chosen is not None:
            arrangement = replace(self._arrangement, detail=chosen.identifier, opened=frozenset())
            self._apply(arrangement, (Kind.DETAIL.name, chosen.identifier))

    def why_not_add_detail(self) -> str | None:
        """Ask for a list that has details."""
        return None if self._details else "Cette liste n'a pas de détail"

    # -- changing ------------------------------------------------------------------------------------------------------

    async def open_row(self, key: Key) -> None:
        """Change an element."""
        element = self._elements[key]  # type: ignore[index]
        name = str(element.name)
        match element.kind:
            case Kind.COLUMN:
                await self._ask_column(name)
            case Kind.SUM:
                await self._ask_sum(name)
            case Kind.FILTER:
                wanted = await ask_filter(
                    self.frame.dialogs, "Filtre", self._named(name), self._arrangement.filters.get(name)
                )
                if wanted is not None:
                    self._apply(self._arrangement.filtered(name, wanted), key)
            case Kind.CLAUSE | Kind.CLAUSES:
                await self._ask_clause(element.name, key)
            case _:
                self.frame.say("Se change dans la liste elle-même")

    async def _ask_column(self, name: str) -> None:
        known = column_of(self._arrangement, self._columns, name)
        fields = (
            card.text("title", "Titre", max_length=LONGEST_TITLE),
            card.number("width", "Largeur (0 : automatique)", highest=WIDEST),
        )
        values = await self.frame.dialogs.fill(
            f"Colonne {self._named(name).title}",
            CardSchema((Tab("", fields),)),
            {"title": known.title, "width": known.width},
        )
        if values is not None:
            width = values["width"] if isinstance(values["width"], int) else 0
            width = max(width, NARROWEST) if width else 0
            changed = replace(known, title=str(values["title"] or "").strip(), width=width)
            arrangement = view_elements.with_column(self._arrangement, self._columns, changed)
            self._apply(arrangement, (Kind.COLUMN.name, name))

    async def _ask_sum(self, name: str) -> None:
        items = [MenuItem(summary.name, summary.value) for summary in Summary]
        chosen = await self.frame.dialogs.choose(items, title=self._named(name).title)
        if chosen is not None:
            summary = Summary[chosen.identifier]
            arrangement = view_elements.with_sum(self._arrangement, self._columns, name, summary)
            self._apply(arrangement, (Kind.SUM.name, name))

    async def _ask_clause(self, path: object, key: Key) -> None:
        if not isinstance(path, tuple):
            raise TypeError(path)
        part = view_elements.part_at(self._arrangement.clauses, path)
        if isinstance(part, Clause):
            known = Filter((part.condition,))
            wanted = await ask_filter(self.frame.dialogs, "Condition", self._named(part.column), known)
            if wanted is not None:
                self._apply(view_elements.changed(self._arrangement, path, clauses_of(wanted, part.column)), key)
            return
        every = await self._ask_join("Groupe de conditions", every=part.every)
        if every is not None:
            self._apply(view_elements.changed(self._arrangement, path, replace(part, every=every)), key)

    async def _ask_join(self, title: str, *, every: bool) -> bool | None:
        field = card.choice("every", "Lignes qui remplissent", (ALL, ANY), mandatory=True)
        values = await self.frame.dialogs.fill(title, CardSchema((Tab("", (field,)),)), {"every": every})
        return None if values is None else bool(values["every"])

    def delete_row(self, key: Key) -> None:
        """Take an element out of the view (VUE-10)."""
        element = self._elements[key]  # type: ignore[index]
        self._apply(view_elements.without(self._arrangement, element, self._columns))

    async def do_delete(self) -> None:
        """Take the element out: nothing is lost that the list cannot show again."""
        self.delete_row(self.list.selection()[0])

    def do_move_line_up(self) -> None:
        """Move the column one place to the left."""
        self._move(-1)

    def do_move_line_down(self) -> None:
        """Move the column one place to the right."""
        self._move(1)

    def why_not_move_line_up(self) -> str | None:
        """Ask for a column."""
        reason = one_row(self)
        if reason is None and self._current.kind is not Kind.COLUMN:
            reason = "Seules les colonnes se déplacent"
        return reason

    why_not_move_line_down = why_not_move_line_up

    def do_save(self) -> None:
        """Write the view (VUE-03)."""
        self.origin.do_save()
        self._title()

    def why_not_save(self) -> str | None:
        """Ask for a change."""
        return self.origin.why_not_save()

    # -- inside --------------------------------------------------------------------------------------------------------

    @property
    def _current(self) -> Element:
        return self._elements[self.list.selection()[0]]  # type: ignore[index]

    @property
    def _place(self) -> tuple[int, ...]:
        """The place of the condition under the cursor; the outermost group elsewhere."""
        name = self._current.name if some_row(self) is None else ()
        return name if isinstance(name, tuple) else ()

    def _named(self, name: str) -> Column:
        return next(column for column in self._columns if column.identifier == name)

    def _move(self, way: int) -> None:
        name = str(self._current.name)
        self._apply(view_elements.moved(self._arrangement, self._columns, name, way), (Kind.COLUMN.name, name))

    async def _pick(self, columns: tuple[Column, ...] | list[Column]) -> list[Column]:
        title = Column("title", "Colonne", width=30, stretch=True)
        rows = [Row(column.identifier, (column.title,)) for column in columns]
        definition = ListDefinition("columns", "Colonnes", (title,), MemoryTable((title,), lambda: rows))
        picked = await self.frame.dialogs.pick("Choisir une colonne", definition)
        return [column for column in columns if column.identifier in (picked or ())]

    def _apply(self, arrangement: Arrangement, keep: Key | None = None) -> None:
        """Show the view changed, in its list and here."""
        self.origin.list.present(arrangement)
        self.list.reload(keep)
        self._title()

    def _title(self) -> None:
        self.list.head.title = self._of_view
        self.list.head.show("", "", "", self.origin.list.head.band)
