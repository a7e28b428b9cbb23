"""What a view is made of, element by element: each may be deleted, some moved or changed (VUE-07 to VUE-12).

Pure functions on arrangements: they never touch the screen nor the dossier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.lists.conditions import condition_in_words, in_words
from tuicompta.widgets.arrangement import Clause, Clauses, Filter, ShownColumn
from tuicompta.widgets.shown_columns import shown_columns, viewed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.columns import Column, Summary
    from tuicompta.widgets.detailed_rows import Detail

Path = tuple[int, ...]
"""Where a condition stands: its rank in each group, from the outermost; empty for the whole."""


class Kind(Enum):
    """What an element is; the value is its name on screen."""

    COLUMN = "Colonne"
    SUM = "Somme"
    SORT = "Tri"
    GROUP = "Regroupement"
    FILTER = "Filtre"
    CLAUSE = "Condition"
    CLAUSES = "Conditions"
    DETAIL = "Détail"


class MandatoryColumnError(TuicomptaError):
    """The list asks that a column stays in all its views (VUE-07)."""

    template = "La colonne «{column}» reste dans toutes les vues de cette liste."


class LastColumnError(TuicomptaError):
    """A view shows at least one column."""

    template = "La colonne «{column}» est la dernière de la vue : ajoutez-en une autre d'abord."


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its kind, what names it (a column, or the place of a condition), and how it is told."""

    kind: Kind
    name: str | Path
    text: str
    level: int = 0

    @property
    def key(self) -> tuple[str, str | Path]:
        """What names the element in its list."""
        return self.kind.name, self.name


def elements(
    arrangement: Arrangement, columns: tuple[Column, ...], details: tuple[Detail, ...] = ()
) -> Iterator[Element]:
    """Yield the elements of a view of a list in the order of its editor."""
    own = {column.identifier: column.title for column in columns}
    known = {column.identifier: column for column in viewed(columns, arrangement)}
    shown = shown_columns(columns, arrangement)
    for column in shown:
        yield Element(Kind.COLUMN, column.identifier, own[column.identifier])
    for column in shown:
        if column.summary is not None:
            title = known[column.identifier].title
            yield Element(Kind.SUM, column.identifier, f"{title} : {column.summary.value}")
    for sort in arrangement.sorts:
        order = "décroissant" if sort.descending else "croissant"
        yield Element(Kind.SORT, sort.column, f"{known[sort.column].title}, {order}")
    for name in arrangement.groups:
        yield Element(Kind.GROUP, name, known[name].title)
    for name, wanted in arrangement.filters.items():
        yield Element(Kind.FILTER, name, in_words(wanted, known[name]))
    for detail in details:
        if detail.identifier == arrangement.detail:
            yield Element(Kind.DETAIL, detail.identifier, detail.title)
    if arrangement.clauses.parts:
        yield from _clauses(arrangement.clauses, known, ())


def _clauses(clauses: Clauses, columns: Mapping[str, Column], path: Path) -> Iterator[Element]:
    text = "Toutes ces conditions (Et)" if clauses.every else "Au moins une de ces conditions (Ou)"
    yield Element(Kind.CLAUSES, path, text, len(path))
    for rank, part in enumerate(clauses.parts):
        here = (*path, rank)
        if isinstance(part, Clauses):
            yield from _clauses(part, columns, here)
        else:
            text = condition_in_words(part.condition, columns[part.column])
            yield Element(Kind.CLAUSE, here, text, len(here))


def without(arrangement: Arrangement, element: Element, columns: tuple[Column, ...]) -> Arrangement:
    """Return a view without an element (VUE-10).

    Raises `MandatoryColumnError` and `LastColumnError`.
    """
    if not isinstance(element.name, str):
        return replace(arrangement, clauses=_changed(arrangement.clauses, element.name, None))
    name = element.name
    without_it: dict[Kind, Callable[[], Arrangement]] = {
        Kind.COLUMN: lambda: _without_column(arrangement, name, columns),
        Kind.SUM: lambda: with_column(
            arrangement, columns, replace(column_of(arrangement, columns, name), summary=None)
        ),
        Kind.SORT: lambda: replace(arrangement, sorts=tuple(sort for sort in arrangement.sorts if sort.column != name)),
        Kind.GROUP: lambda: replace(arrangement, groups=tuple(group for group in arrangement.groups if group != name)),
        Kind.DETAIL: lambda: replace(arrangement, detail="", opened=frozenset()),
        Kind.FILTER: lambda: arrangement.filtered(name, None),
    }
    return without_it[element.kind]()


def column_of(arrangement: Arrangement, columns: tuple[Column, ...], name: str) -> ShownColumn:
    """Return a column of the view."""
    return next(shown for shown in shown_columns(columns, arrangement) if shown.identifier == name)


def with_column(arrangement: Arrangement, columns: tuple[Column, ...], column: ShownColumn) -> Arrangement:
    """Return a view with a column changed, or added at the right."""
    shown = shown_columns(columns, arrangement)
    if all(known.identifier != column.identifier for known in shown):
        return replace(arrangement, columns=(*shown, column))
    changed = tuple(column if known.identifier == column.identifier else known for known in shown)
    return replace(arrangement, columns=changed)


def with_sum(arrangement: Arrangement, columns: tuple[Column, ...], name: str, summary: Summary) -> Arrangement:
    """Return a view whose foot says something of a column (VUE-12)."""
    return with_column(arrangement, columns, replace(column_of(arrangement, columns, name), summary=summary))


def moved(arrangement: Arrangement, columns: tuple[Column, ...], name: str, way: int) -> Arrangement:
    """Return a view with a column one place to the left (-1) or to the right (1), as it was at an end."""
    shown = list(shown_columns(columns, arrangement))
    place = next(rank for rank, column in enumerate(shown) if column.identifier == name)
    target = place + way
    if 0 <= target < len(shown):
        shown[place], shown[target] = shown[target], shown[place]
    return replace(arrangement, columns=tuple(shown))


def added(arrangement: Arrangement, path: Path, part: Clause | Clauses) -> Arrangement:
    """Return a view with a condition, or a group of them, at the end of the group of a place (VUE-08)."""
    found = part_at(arrangement.clauses, path)
    if isinstance(found, Clause):
        return added(arrangement, path[:-1], part)
    return changed(arrangement, path, replace(found, parts=(*found.parts, part)))


def changed(arrangement: Arrangement, path: Path, part: Clause | Clauses) -> Arrangement:
    """Return a view with another condition, or group, at a place."""
    return replace(arrangement, clauses=_changed(arrangement.clauses, path, part))


def part_at(clauses: Clauses, path: Path) -> Clause | Clauses:
    """Return the condition or the group of a place."""
    part: Clause | Clauses = clauses
    for rank in path:
        if isinstance(part, Clause):
            raise TypeError(path)
        part = part.parts[rank]
    return part


def clauses_of(wanted: Filter, column: str) -> Clause | Clauses:
    """Return what a box of conditions answered as a part of a view."""
    parts = tuple(Clause(column, condition) for condition in wanted.conditions)
    return parts[0] if len(parts) == 1 else Clauses(parts, wanted.every)


def _without_column(arrangement: Arrangement, name: str, columns: tuple[Column, ...]) -> Arrangement:
    column = next(column for column in columns if column.identifier == name)
    if column.mandatory:
        raise MandatoryColumnError(column=column.title)
    kept = tuple(shown for shown in shown_columns(columns, arrangement) if shown.identifier != name)
    if not kept:
        raise LastColumnError(column=column.title)
    return replace(arrangement, columns=kept)


def _changed(clauses: Clauses, path: Path, part: Clause | Clauses | None) -> Clauses:
    """Return conditions with a part replaced, or removed when None; a group left empty goes with its last part."""
    if not path:
        return part if isinstance(part, Clauses) else Clauses()
    inside = clauses.parts[path[0]]
    new = part if len(path) == 1 else _changed(inside, path[1:], part) if isinstance(inside, Clauses) else inside
    if isinstance(new, Clauses) and not new.parts and part is None:
        new = None
    kept = (*clauses.parts[: path[0]], *(() if new is None else (new,)), *clauses.parts[path[0] + 1 :])
    return replace(clauses, parts=kept)
