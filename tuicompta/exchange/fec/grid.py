"""A chunk of lines cut into fields: all at once when every line has its fields, line by line else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tuicompta.core.text import clean_text
from tuicompta.exchange.fec.errors import TooManyBadLinesError
from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.layout import QUOTED_SEPARATORS, Layout, split_quoted
from tuicompta.exchange.fec.lines import RefusedLine

# A file with that many lines out of shape is no accounting file: reading it further would only cost time.
MAX_BAD_LINES = 1_000_000

_LETTERS = bytes([*b"\t\n", *range(0x20, 0x7F), 0xC3, 0xC5, *range(0x80, 0xC0)])
_SIGNS = b"\xc2\xe2"
# Among the signs in two or three bytes, those that `clean_text` changes or that need a closer look. Two patterns: each
# begins with one byte, which is searched ten times faster than an alternative.
_UNCLEAN_SIGNS = (re.compile(rb"\xc2[\x80-\xa0\xad]"), re.compile(rb"\xe2(?!\x82\xac|\x80[\x93-\x9e\xa6])"))


@dataclass(frozen=True, slots=True)
class Grid:
    """Fields of the well-formed lines of a chunk, line after line, cleaned; and the lines left out."""

    lines: Sequence[int]
    fields: Sequence[str]
    width: int
    refused: Sequence[RefusedLine]

    def column(self, place: int) -> Sequence[str]:
        """Return the fields of one column."""
        return self.fields[place :: self.width]


def is_clean(raw: bytes) -> bool:
    """Tell whether UTF-8 bytes surely hold nothing that `clean_text` changes, tabs and line feeds apart.

    Letters of Latin-1 and Latin Extended-A are composed and visible: only the other characters are looked at.
    """
    signs = raw.translate(None, _LETTERS)
    if not signs:
        return True
    return not signs.translate(None, _SIGNS) and not any(pattern.search(raw) for pattern in _UNCLEAN_SIGNS)


class GridReader:
    """Cuts chunks into grids, counting the lines of the file and reporting those out of shape."""

    def __init__(self, layout: Layout, codec: str, log: FindingLog, first_line: int) -> None:
        self._layout = layout
        self._codec = codec
        self._log = log
        self._line = first_line
        separator = layout.separator.encode()
        self._not_marks = bytes(set(range(256)) - set(separator) - set(b"\n"))
        self._shape = separator * (layout.width - 1) + b"\n"
        marks = b"[" + re.escape(separator) + b"\n]"
        # Looks at the spaces only, which are rarer than the separators.
        self._padding = re.compile(b" (?:(?<=" + marks + b" )|(?=" + marks + b"))")
        self._quoted = layout.separator in QUOTED_SEPARATORS
        self._bad_lines = 0

    def read(self, chunk: bytes) -> Grid:
        """Return the grid of the next chunk of whole lines; raises TooManyBadLinesError."""
        first = self._line
        marks = chunk.translate(None, self._not_marks)
        count = marks.count(b"\n")
        self._line += count
        if marks != self._shape * count or (self._quoted and b'"' in chunk):
            grid = self._line_by_line(chunk, first)
        else:
            text = chunk.decode(self._codec).replace("\n", self._layout.separator)
            fields = text.split(self._layout.separator)
            fields.pop()
            grid = Grid(range(first, first + count), fields, self._layout.width, ())
        return self._cleaned(grid, chunk)

    def _cleaned(self, grid: Grid, chunk: bytes) -> Grid:
        raw = chunk if self._codec == "utf-8" else chunk.decode(self._codec).encode()
        padded = chunk.startswith(b" ") or self._padding.search(chunk)
        if not padded and is_clean(raw):
            return grid
        return Grid(grid.lines, [clean_text(field).strip() for field in grid.fields], grid.width, grid.refused)

    def _line_by_line(self, chunk: bytes, first: int) -> Grid:
        lines: list[int] = []
        fields: list[str] = []
        refused: list[RefusedLine] = []
        for number, text in self._filled(chunk, first):
            cut = split_quoted(text, self._layout.separator) if self._quoted else text.split(self._layout.separator)
            if len(cut) == self._layout.width:
                lines.append(number)
                fields += cut
            else:
                refused.append(self._refuse(number, cut))
        return Grid(lines, fields, self._layout.width, refused)

    def _filled(self, chunk: bytes, first: int) -> Iterator[tuple[int, str]]:
        """Yield the lines that hold something; a run of empty lines is one finding."""
        blank = self._layout.separator + " \u00a0"
        expected = first
        texts = chunk.decode(self._codec).split("\n") if chunk.strip() else []
        for number, text in enumerate(texts, first):
            if text.strip(blank):
                self._report_empty(expected, number)
                expected = number + 1
                yield number, text
        self._report_empty(expected, self._line)

    def _report_empty(self, line: int, end: int) -> None:
        if line < end:
            self._log.add(Rule.EMPTY_LINE, line, value=f"{end - line} lignes" if end - line > 1 else "")

    def _refuse(self, line: int, fields: Sequence[str]) -> RefusedLine:
        self._log.add(Rule.FIELD_COUNT, line, value=f"{len(fields)} au lieu de {self._layout.width}")
        self._bad_lines += 1
        if self._bad_lines >= MAX_BAD_LINES:
            raise TooManyBadLinesError(line=line, limit=MAX_BAD_LINES)
        places = (self._layout.places.get("journal_code"), self._layout.places.get("number"))
        journal, number = (fields[p] if p is not None and p < len(fields) else "" for p in places)
        return RefusedLine(line, clean_text(journal).strip(), clean_text(number).strip())
