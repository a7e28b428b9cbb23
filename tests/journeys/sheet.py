"""The entry grid as it stands on a screen: its lines, and the cell of the cursor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_AMOUNT_WIDTH = 12
_AMOUNT = re.compile(r"-?\d{1,3}( \d{3})*,\d\d")
# The last of the three lines under the grid.
_FOOT = re.compile(r"Débit -?[\d ]+,\d\d +Crédit")
_UNDER_THE_GRID = 3
_RULE = ("───", "---")
# Titles of the columns, in their order; an amount ends under the last letter of its title.
_CELLS = ("Compte", "Libellé", "Débit", "Crédit")
_ALL_TITLES = (("Jnl", "Date", "Pièce", *_CELLS), ("Statut", "Jour", "N° de pièce", *_CELLS))


class Sheet:
    """A grid read once; without a grid on the screen it has no line, and its cursor is nowhere."""

    def __init__(self, screen: Sequence[str], cursor: tuple[int, int]) -> None:
        heading = next((rank for rank, line in enumerate(screen) if _titles(line)), None)
        foot = next((rank for rank, line in enumerate(screen) if _FOOT.search(line)), None)
        self._places: dict[str, tuple[int, int]] = {}
        self._rows: list[str] = []
        self.place = (-1, "")
        if heading is not None and foot is not None:
            self._places = _places(screen[heading])
            self._rows = [line for line in screen[heading + 1 : foot + 1 - _UNDER_THE_GRID] if not self._is_rule(line)]
            self.place = self._place(screen[heading + 1 : cursor[0]], cursor[1])
            self._current = screen[cursor[0]]

    @property
    def lines(self) -> list[str]:
        """The lines that have an amount, as `401DUP C 1 234,56`."""
        found = []
        for row in self._rows:
            debit, credit = self._cell(row, "Débit"), self._cell(row, "Crédit")
            if _AMOUNT.fullmatch(debit):
                found.append(f"{self._cell(row, 'Compte')} D {debit}")
            elif _AMOUNT.fullmatch(credit):
                found.append(f"{self._cell(row, 'Compte')} C {credit}")
        return found

    def cell(self, title: str) -> str:
        """Return the text of a cell of the row of the cursor."""
        return self._cell(self._current, title) if self._places else ""

    def column(self, title: str) -> list[str]:
        """Return the texts of a column, down to the last one that is not empty."""
        texts = [self._cell(row, title) for row in self._rows]
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _place(self, above: Sequence[str], column: int) -> tuple[int, str]:
        titles = [title for title, (first, _) in self._places.items() if first <= column]
        return sum(1 for line in above if not self._is_rule(line)), titles[-1] if titles else ""

    def _cell(self, line: str, title: str) -> str:
        first, end = self._places[title]
        return line[first:end].strip().strip("│┃|").strip()

    def _is_rule(self, line: str) -> bool:
        return any(rule in line[self._places["Compte"][0] :] for rule in _RULE)


def _titles(heading: str) -> tuple[str, ...]:
    return next((titles for titles in _ALL_TITLES if all(title in heading for title in titles)), ())


def _places(heading: str) -> dict[str, tuple[int, int]]:
    titles = _titles(heading)
    starts = [heading.index(title) for title in titles]
    places = dict(zip(titles, zip(starts, [*starts[1:], len(heading)], strict=True), strict=True))
    for title in ("Débit", "Crédit"):
        end = heading.index(title) + len(title)
        places[title] = (end - _AMOUNT_WIDTH, end)
    return places | {"Libellé": (places["Libellé"][0], places["Débit"][0])}
