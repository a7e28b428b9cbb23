"""The open list of a cell: what it offers for the text typed, and the highlighted row (KM-60 to KM-65, DDL)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from tuicompta.core.entry.model import Column
from tuicompta.core.entry.ports import CodeInfo, GuideModel
from tuicompta.core.text import fold


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the list: what picking it puts in the cell, a code and a label to show."""

    value: str
    code: str
    label: str


@dataclass(slots=True)
class OpenList:
    """The rows offered in a column, and the highlighted one.

    `whole`: opened by F4 or Space, it shows all that the text leaves; else it follows what is typed. `moved`: the user
    chose a row with the arrows, Enter takes it whatever the text.
    """

    column: Column
    rows: Sequence[Choice]
    highlighted: int = 0
    whole: bool = False
    moved: bool = False
    models: bool = False

    def move(self, by: int) -> None:
        """Highlight another row."""
        self.highlighted = min(max(self.highlighted + by, 0), max(len(self.rows) - 1, 0))
        self.moved = True

    @property
    def picked(self) -> Choice | None:
        """The highlighted row, nothing in an empty list."""
        return self.rows[self.highlighted] if self.rows else None


class LazyRows(Sequence[Choice]):
    """Rows made when they are looked at: a whole chart opens without being described."""

    def __init__(self, values: Sequence[str], describe: Callable[[str], Choice]) -> None:
        self._values = values
        self._describe = describe

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> Choice: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Choice]: ...

    def __getitem__(self, index: int | slice) -> Choice | Sequence[Choice]:
        """Return a row, or some of them, described."""
        if isinstance(index, slice):
            return [self._describe(value) for value in self._values[index]]
        return self._describe(self._values[index])


def by_code_then_label(text: str, rows: Iterable[Choice]) -> list[Choice]:
    """Return the rows whose code begins with a text, then those with a word of the label that does (KM-09)."""
    typed = fold(text.strip())
    of_code, of_label = [], []
    for row in rows:
        if fold(row.code).startswith(typed):
            of_code.append(row)
        elif f" {typed}" in f" {fold(row.label)}":
            of_label.append(row)
    return sorted(of_code, key=lambda row: fold(row.code) != typed) + of_label


def of_codes(codes: Iterable[CodeInfo]) -> list[Choice]:
    """Return payment methods or cheques as rows."""
    return [Choice(info.code, info.code, info.label) for info in codes]


def of_models(text: str, models: Iterable[GuideModel]) -> list[Choice]:
    """Return the guide models whose short code or name starts with a text (KM-91)."""
    typed = fold(text)
    found = [model for model in models if fold(model.code).startswith(typed) or fold(model.name).startswith(typed)]
    found.sort(key=lambda model: (fold(model.code) != typed, not fold(model.code).startswith(typed)))
    return [Choice(template_id(model), model.code, model.name) for model in found]


def template_id(model: GuideModel) -> str:
    """Return what identifies a guide model in an entry: its short code, else its name, both unique (MG-04, MG-12)."""
    return model.code or model.name
