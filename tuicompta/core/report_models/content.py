"""A model as plain values that JSON can hold, and back; whatever the values are, only a model comes out (EDM-07)."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from tuicompta.core.report_models.checks import ReportModelError
from tuicompta.core.report_models.model import (
    OWN_GROUPS,
    Alignment,
    GroupKey,
    ModelColumn,
    Orientation,
    ReportModel,
    SortKey,
)
from tuicompta.core.text import clean_multiline, clean_text, excerpt

_MOST_ITEMS = 200
_Kind = TypeVar("_Kind", bound=StrEnum)
_Item = TypeVar("_Item")


class ModelContentError(ReportModelError):
    """What is read is no model."""

    template = "Modèle illisible : {reason}."


def content_of(model: ReportModel) -> dict[str, object]:
    """Return everything of a model but its name and its report."""
    return {
        "orientation": model.orientation.value,
        "columns": [
            {
                "field": column.field,
                "title": column.title,
                "width": column.width,
                "alignment": column.alignment.value,
                "total": column.total,
                "decimals": column.decimals,
            }
            for column in model.columns
        ],
        "sorts": [{"field": key.field, "descending": key.descending} for key in model.sorts],
        "groups": [
            {"field": key.field, "subtotal": key.subtotal, "page_break": key.page_break} for key in model.groups
        ],
        "filters": dict(model.filters),
        "title": model.title,
        "head": model.head,
        "foot": model.foot,
        "logo": model.logo,
    }


def model_of(name: str, report: str, content: object) -> ReportModel:
    """Return the model of some plain values, its texts cleaned; raises `ModelContentError`, not the refusals of EDM-05.

    A part left out is the usual one; a part that is not known is refused.
    """
    parts = _Parts("le modèle", content)
    model = ReportModel(
        name=clean_text(name).strip(),
        report=report,
        columns=parts.items("columns", _column),
        orientation=parts.among("orientation", Orientation, Orientation.AUTOMATIC),
        sorts=parts.items("sorts", _sort),
        groups=parts.items("groups", _group) if parts.has("groups") else (GroupKey(OWN_GROUPS),),
        filters=parts.mapping("filters"),
        title=clean_text(parts.text("title")).strip(),
        head=clean_multiline(parts.text("head")),
        foot=clean_multiline(parts.text("foot")),
        logo=parts.mark("logo", default=False),
    )
    parts.end()
    return model


def _column(content: object) -> ModelColumn:
    parts = _Parts("une colonne", content)
    column = ModelColumn(
        field=clean_text(parts.text("field")),
        title=clean_text(parts.text("title")).strip(),
        width=parts.number("width", 0),
        alignment=parts.among("alignment", Alignment, Alignment.NATURAL),
        total=parts.mark("total", default=True),
        decimals=parts.number("decimals", 2),
    )
    parts.end()
    return column


def _sort(content: object) -> SortKey:
    parts = _Parts("une clé de tri", content)
    key = SortKey(clean_text(parts.text("field")), parts.mark("descending", default=False))
    parts.end()
    return key


def _group(content: object) -> GroupKey:
    parts = _Parts("un groupe", content)
    marks = parts.mark("subtotal", default=True), parts.mark("page_break", default=False)
    key = GroupKey(clean_text(parts.text("field")), *marks)
    parts.end()
    return key


class _Parts:
    """The parts of an object of the file; each is asked once, and `end` refuses those that nobody asked."""

    def __init__(self, what: str, content: object) -> None:
        if not isinstance(content, dict):
            raise ModelContentError(reason=f"{what} n'est pas un objet")
        self._what = what
        self._content: dict[Any, Any] = content
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Tell whether a part is there."""
        return key in self._content

    def text(self, key: str) -> str:
        """Return a text, empty when it is left out."""
        return self._typed(key, str, "", "un texte")

    def number(self, key: str, default: int) -> int:
        """Return a whole number."""
        return self._typed(key, int, default, "un nombre entier")

    def mark(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        return self._typed(key, bool, default, "vrai ou faux")

    def mapping(self, key: str) -> Mapping[str, object]:
        """Return an object as it is."""
        return dict(self._typed(key, dict, {}, "un objet"))

    def among(self, key: str, kind: type[_Kind], default: _Kind) -> _Kind:
        """Return a word among those of an enumeration."""
        word = self._typed(key, str, default.value, "un mot")
        if word not in set(kind):
            raise self._refusal(key, f"«{excerpt(word)}» n'est pas parmi {', '.join(kind)}")
        return kind(word)

    def items(self, key: str, read: Callable[[object], _Item]) -> tuple[_Item, ...]:
        """Return the items of a list."""
        found = self._typed(key, list, [], "une liste")
        if len(found) > _MOST_ITEMS:
            raise self._refusal(key, "trop d'éléments")
        return tuple(map(read, found))

    def end(self) -> None:
        """Refuse what is not known."""
        for key in self._content:
            if key not in self._asked:
                raise ModelContentError(reason=f"«{excerpt(str(key))}» est inconnu dans {self._what}")

    def _typed(self, key: str, kind: type[_Item], default: _Item, named: str) -> _Item:
        self._asked.add(key)
        value = self._content.get(key, default)
        if type(value) is not kind:  # an exact type: for Python, true is a number
            raise self._refusal(key, f"il faut {named}")
        return value

    def _refusal(self, key: str, reason: str) -> ModelContentError:
        return ModelContentError(reason=f"«{key}» dans {self._what} : {reason}")
