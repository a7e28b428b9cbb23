"""What a report is, whatever the output: a heading, typed columns, and rows that stream.

Amounts are whole cents and dates `datetime.date` up to the renderer, so that every output shows the same figures
(ETSO-01). `Report.parts` starts the stream again at each call: a renderer may measure first and write afterwards.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from enum import Enum
from typing import Final, Literal, NamedTuple

Value = str | int | date | None
Figures = tuple[int, ...]
SEPARATOR: Final = " · "  # between what a heading lists on one line
Side = Literal["left", "center", "right"]
NOTE: Final = "note"  # of a row GROUP that is only words under a row


class ColumnType(Enum):
    """What a column holds; the value is the type named in JSON (ETSO-08)."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    BALANCE = "balance"

    @property
    def is_amount(self) -> bool:
        """Whether its values are cents."""
        return self in {ColumnType.AMOUNT, ColumnType.BALANCE}


_CELLS: Final = {ColumnType.DATE: 10, ColumnType.AMOUNT: 13, ColumnType.BALANCE: 13}


class RowKind(Enum):
    """What a row is. GROUP opens a block, RULE and PAGE are of the paper only, the others carry figures."""

    DETAIL = "detail"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    GROUP = "group"
    RULE = "rule"
    PAGE = "page"


OPENING: Final = "opening"
"""`Row.of` of a balance brought forward: its figures are carried with those of the lines that follow it."""


class Column(NamedTuple):
    """One column: English key (JSON), French title, and its width in the text output.

    `preferred` and `narrowest` are cells, of text columns only: an amount takes what its largest value needs. Texts
    that are `flexible` (labels, titles) are cut before the others (numbers, codes).
    `group` marks a column that files show on each row and paper shows once, above the block of rows it names;
    `carried`, one whose total runs from page to page (ETSO-07); `figures`, texts that are figures already written.
    `series` marks amounts of one kind, month after month, that paper may show in several parts.
    A model may give it a `width` in cells, a `side` to lean on, and the `decimals` shown of its amounts (EDM-04).
    """

    key: str
    title: str
    type: ColumnType = ColumnType.TEXT
    preferred: int = 12
    narrowest: int = 4
    flexible: bool = False
    group: bool = False
    carried: bool = False
    figures: bool = False
    series: bool = False
    width: int = 0
    side: Side | None = None
    decimals: int = 2

    @property
    def leans_right(self) -> bool:
        """Whether its values are figures: never cut, they lean on the right side unless a model says otherwise."""
        return self.figures or self.type.is_amount

    @property
    def cells(self) -> int:
        """The cells it usually takes, before its rows are read."""
        return self.width or (self.preferred if self.type is ColumnType.TEXT else _CELLS[self.type])

    @property
    def leaning(self) -> Side:
        """The side on which its values lean."""
        return self.side or ("right" if self.leans_right else "left")


class Row(NamedTuple):
    """One row: its values in the order of the columns, or the caption of a block or total.

    `of` says in English what a subtotal or total is of (`account`, `month`, `general`…).
    """

    kind: RowKind
    values: tuple[Value, ...] = ()
    caption: str = ""
    of: str = ""


class Details(NamedTuple):
    """Many detail rows at once, held by columns: what a ledger of a million lines is made of."""

    columns: tuple[Sequence[Value], ...]

    def rows(self) -> Iterator[Row]:
        """Yield them one by one."""
        return (Row(RowKind.DETAIL, values) for values in zip(*self.columns, strict=True))


Part = Row | Details


class Company(NamedTuple):
    """The company of the dossier; `identity` lists the numbers it is registered under (SO-04)."""

    name: str
    siren: str
    identity: str = ""


class YearSpan(NamedTuple):
    """Fiscal year of a report, or the consecutive ones it covers.

    `lacking` is the label of the year before, when its balances are meant to be there and are not carried forward.
    """

    start: date
    end: date
    closed: bool
    lacking: str = ""


class Edition(NamedTuple):
    """When and by whom a report is made; no time when the date is imposed (ETCL-07)."""

    day: date
    hour: time | None
    user: str


class Heading(NamedTuple):
    """Heading of a report (ETSO-02): `filters` in words, `marks` such as «Provisoire».

    `above` and `below` are the free lines of a model, over the rows and at the foot of each page; `{page}` and
    `{pages}` in them are filled by what makes the pages (EDM-04).
    """

    company: Company
    title: str
    year: YearSpan | None
    start: date | None
    end: date | None
    filters: tuple[str, ...]
    marks: tuple[str, ...]
    edition: Edition
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


class Picture(NamedTuple):
    """An image on paper, and its width in millimetres."""

    content: bytes
    width: int


class Paper(NamedTuple):
    """What a model wants of the paper: how it lies, None when the columns tell; the image at its head."""

    landscape: bool | None = None
    logo: Picture | None = None


class Report(NamedTuple):
    """A report ready to be rendered; `criteria` are its filters for JSON, `parts` the rows, alone or by many."""

    name: str
    heading: Heading
    columns: tuple[Column, ...]
    parts: Callable[[], Iterable[Part]]
    criteria: Mapping[str, object]
    paper: Paper = Paper()

    def rows(self) -> Iterator[Row]:
        """Yield every row, one by one."""
        for part in self.parts():
            if isinstance(part, Details):
                yield from part.rows()
            else:
                yield part
