"""Where pages end: the same reckoning counts them first and lays them out afterwards.

Heights are in tenths of a point, whole, so that both readings agree to the last line.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tuicompta.reports.render.pdf.strips import StripKind

_AFTER_A_GROUP: Final = 2  # a heading stays with the two rows that follow it
_LINES = frozenset({StripKind.LINES, StripKind.INNER, StripKind.WORDS})
_TOTALS = frozenset({StripKind.INNER, StripKind.TOTAL, StripKind.GENERAL})
# The part of a row left blank above some rows, for the eye and for the rule above a total.
_ABOVE_A_GROUP, _ABOVE_A_TOTAL, _ABOVE_LINES = 2, 4, 3
_RULE = 3
_WITH_TOTALS, _FEW = 2, 4  # lines that go with the totals of the last page, out of as many at least


class Break(NamedTuple):
    """A page that begins: `continued` repeats the heading of the block, `carried` its totals so far (ETSO-07)."""

    continued: bool = False
    carried: bool = False

    @property
    def rows(self) -> int:
        """Rows that it takes at the head of the page."""
        return self.continued + self.carried


class Piece(NamedTuple):
    """Rows that stand together on the current page, `top` under the head of its body; a page may begin with them.

    `air` is what is left blank above them.
    """

    rows: int
    top: int = 0
    air: int = 0
    begins: Break | None = None


class Pagination:
    """Places the strips of a report one after the other.

    `room` is the height of the body of a page and `line` that of a row; `carries`: the report has running totals, and
    the last row of each page is kept for «À reporter». `turn` is the number of lines after which a page begins, room or
    not; 0 for none.
    """

    def __init__(self, room: int, line: int, *, carries: bool, turn: int = 0) -> None:
        self._line = line
        self._room = room - (line + line // _ABOVE_A_TOTAL) * carries
        self._carries = carries
        self._used = 0
        self._before = StripKind.PAGE
        self._grouped = self._started = self._awaited = False
        self._turn = turn
        self._lines = self._run = 0
        self._run_after = StripKind.PAGE
        self._only_totals = False
        self.pages = 1

    @property
    def better_turn(self) -> int:
        """The number of lines after which to turn the page so that the last one is not of totals alone; 0 for none.

        Two lines go with them, or the few that stand alone.
        """
        if not self._only_totals or self.pages == 1 or not self._run:
            return 0
        if self._run >= _FEW:
            return self._lines - _WITH_TOTALS
        return 0 if self._run_after is StripKind.GROUP else self._lines - self._run

    def place(self, kind: StripKind, count: int = 1) -> Iterator[Piece]:
        """Yield the pieces of a strip of `count` rows; a rule at the foot of a page is left out."""
        if kind is StripKind.PAGE:
            if self._used:
                yield Piece(0, begins=self._begin(Break()))
        elif kind is StripKind.RULE:
            if self._used + self._line // _RULE <= self._room:
                yield self._piece(1, self._line // _RULE, 0)
        elif kind is StripKind.GROUP:
            yield self._group()
        else:
            yield from self._rows(kind, count)
        self._before = kind

    def _group(self) -> Piece:
        """Place a heading, with some air above when it is not at the head of the page."""
        needed = self._air(StripKind.GROUP) + self._line * (1 + _AFTER_A_GROUP)
        begins = self._begin(Break()) if self._used + needed > self._room else None
        self._grouped, self._started, self._awaited, self._only_totals = True, False, False, False
        return self._piece(1, self._line, self._air(StripKind.GROUP), begins)

    def _rows(self, kind: StripKind, count: int) -> Iterator[Piece]:
        left = count
        if kind is StripKind.LINES and self._before is not kind:
            self._run, self._run_after = 0, self._before
        while left:
            begins = None
            turned = kind is StripKind.LINES and 0 < self._turn == self._lines and self._used > 0
            if turned or self._used + self._air(kind) + self._line > self._room:
                begins = self._begin(self._break_before(kind))
            air = self._air(kind)
            rows = min(left, (self._room - self._used - air) // self._line)
            if kind is StripKind.LINES:
                rows = self._counted(rows)
            yield self._piece(rows, rows * self._line, air, begins)
            left -= rows
            self._only_totals = self._only_totals and kind in _TOTALS
            self._before = kind
            self._started = self._started or kind is StripKind.LINES
            self._awaited = kind in _LINES

    def _counted(self, rows: int) -> int:
        """Count lines, those before the page turned when it comes among them; return their number."""
        if self._lines < self._turn < self._lines + rows:
            rows = self._turn - self._lines
        self._lines += rows
        self._run += rows
        return rows

    def _break_before(self, kind: StripKind) -> Break:
        """Tell what the next page repeats: nothing when the block is over."""
        inside = kind in _LINES or self._awaited
        return Break(inside and self._grouped, inside and self._started and self._carries)

    def _begin(self, begins: Break) -> Break:
        self.pages += 1
        self._used = begins.rows * self._line
        self._only_totals = True
        return begins

    def _piece(self, rows: int, height: int, air: int, begins: Break | None = None) -> Piece:
        top = self._used + air
        self._used = top + height
        return Piece(rows, top, air, begins)

    def _air(self, kind: StripKind) -> int:
        """Return what is left blank above rows, nothing at the head of a page."""
        if not self._used:
            return 0
        if kind is StripKind.GROUP:
            return self._line // _ABOVE_A_GROUP
        if kind is StripKind.LINES:
            return self._line // _ABOVE_LINES if self._before in _TOTALS else 0
        under_lines = kind in _TOTALS and self._before is StripKind.LINES
        general = kind is StripKind.GENERAL and self._before is not StripKind.GENERAL
        return self._line // _ABOVE_A_TOTAL if under_lines or general else 0
