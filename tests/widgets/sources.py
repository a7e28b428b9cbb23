"""Row sources for the tests: as many rows as one likes, none of them stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuicompta.widgets.rows import Key


class Numbers:
    """`size` rows made on demand: number, label, amount in cents. Remembers how often it was asked."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.asked: list[str] = []
        self.counted = 0

    def at(self, index: int) -> Row:
        return Row(index, (f"{index:07}", f"Libellé {index}", index * 100))

    def _rows(self, name: str, start: int, stop: int) -> Sequence[Row]:
        self.asked.append(name)
        return [self.at(index) for index in range(max(start, 0), min(stop, self.size))]

    def first(self, size: int) -> Sequence[Row]:
        return self._rows("first", 0, size)

    def last(self, size: int) -> Sequence[Row]:
        return self._rows("last", self.size - size, self.size)

    def after(self, key: Key, size: int) -> Sequence[Row]:
        assert isinstance(key, int)
        return self._rows("after", key + 1, key + 1 + size)

    def before(self, key: Key, size: int) -> Sequence[Row]:
        assert isinstance(key, int)
        return self._rows("before", key - size, key)

    def row(self, key: Key) -> Row | None:
        return self.at(key) if isinstance(key, int) and 0 <= key < self.size else None

    def count(self) -> int:
        self.counted += 1
        return self.size

    def total(self) -> int:
        self.counted += 1
        return self.size

    def locate(self, prefix: str) -> Key | None:
        return int(prefix) if prefix.isdigit() and int(prefix) < self.size else None

    def totals(self) -> Mapping[str, int]:
        self.counted += 1
        return {"amount": 100 * self.size * (self.size - 1) // 2}
