"""A model of a report: columns, order, groups, texts. It holds no figure and changes none (EDM-04, EDM-08)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from tuicompta.core.text import fold

SYSTEM: Final = "(système)"
OWN_GROUPS: Final = "report"
"""The field of the group that stands for the blocks and subtotals of the report itself."""
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class Orientation(StrEnum):
    """How the paper lies; AUTOMATIC follows the columns."""

    AUTOMATIC = "automatic"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"

    @property
    def label(self) -> str:
        """The French word."""
        return _ORIENTATIONS[self]


class Alignment(StrEnum):
    """Where the values of a column lean; NATURAL is that of what it holds."""

    NATURAL = "natural"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"

    @property
    def label(self) -> str:
        """The French word."""
        return _ALIGNMENTS[self]


_ORIENTATIONS = {
    Orientation.AUTOMATIC: "Selon les colonnes",
    Orientation.PORTRAIT: "Portrait",
    Orientation.LANDSCAPE: "Paysage",
}
_ALIGNMENTS = {
    Alignment.NATURAL: "Habituel",
    Alignment.LEFT: "À gauche",
    Alignment.CENTRE: "Au centre",
    Alignment.RIGHT: "À droite",
}


class FieldKind(StrEnum):
    """What a field of a report holds; COUNT is a figure that is no amount."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    COUNT = "count"


class ReportField(NamedTuple):
    """A field that a report offers: its key, its usual title, what it holds, the cells it usually takes."""

    key: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    cells: int = 12


@dataclass(frozen=True, slots=True)
class ModelColumn:
    """A column: empty `title` and `width` 0 are those of the report; `decimals` are of the amounts that are shown."""

    field: str
    title: str = ""
    width: int = 0
    alignment: Alignment = Alignment.NATURAL
    total: bool = True
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class SortKey:
    """A field that orders the lines."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class GroupKey:
    """A field whose values keep lines together, or `OWN_GROUPS`; with a subtotal, on a new page."""

    field: str
    subtotal: bool = True
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class ReportModel:
    """A named layout of a report; `filters` are the ones proposed with it, `head` and `foot` texts of a few lines."""

    name: str
    report: str
    columns: tuple[ModelColumn, ...]
    orientation: Orientation = Orientation.AUTOMATIC
    sorts: tuple[SortKey, ...] = ()
    groups: tuple[GroupKey, ...] = (GroupKey(OWN_GROUPS),)
    filters: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    title: str = ""
    head: str = ""
    foot: str = ""
    logo: bool = False

    @property
    def own_groups(self) -> GroupKey | None:
        """The group of the report itself, None when the model has its own or none."""
        return next((group for group in self.groups if group.field == OWN_GROUPS), None)


def system_name(title: str) -> str:
    """Return the name of the model delivered with a report, «Balance (système)» (EDM-01)."""
    return f"{title} {SYSTEM}"


def is_system(name: str) -> bool:
    """Tell whether a name is one of the delivered models."""
    return fold(name.rstrip()).endswith(fold(SYSTEM))


def own_name(name: str) -> str:
    """Return a name without the word of the delivered models."""
    return name[: -len(SYSTEM)].rstrip() if is_system(name) else name
