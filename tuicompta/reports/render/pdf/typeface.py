"""The fonts of the documents, which the program ships: their texts, how wide they are, the characters they lack."""

from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate
from typing import Final

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tuicompta.core.text import ELLIPSIS
from tuicompta.reports.render.cells import safe
from tuicompta.reports.render.pdf.carried import TO_CARRY

REGULAR: Final = "RobotoCondensed-Regular"
BOLD: Final = "RobotoCondensed-Bold"
_LACKING = "\N{REPLACEMENT CHARACTER}"
_ALWAYS = ELLIPSIS + TO_CARRY + _LACKING


@cache
def font(name: str) -> TTFont:
    """Return a font that the program ships, known to the library under its name."""
    with as_file(files("tuicompta.data").joinpath("fonts", f"{name}.ttf")) as path:
        loaded = TTFont(name, str(path))
    registerFont(loaded)
    return loaded


class Typeface:
    """One font of one document. A character that the font lacks shows as a lozenge.

    Every text of a document goes through `text` before its first page: `embed` then gives each part of it the same
    glyphs in the same order, so that all the parts share one font.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.missing: set[str] = set()
        self._font = font(name)
        self._shown = _Shown(self._font, self.missing)
        self._widths = _Widths(self._font)
        self.text(_ALWAYS)

    def text(self, raw: str) -> str:
        """Return a text as the font can show it."""
        return raw if raw.isascii() and raw.isprintable() else safe(raw).translate(self._shown)

    def width(self, text: str) -> float:
        """Return the width of a text, in thousandths of its size."""
        return sum(map(self._widths.__getitem__, text))

    def fitted(self, text: str, width: float) -> tuple[str, float]:
        """Return a text in at most that width, and the width that it takes; what is cut ends with `…`."""
        taken = self.width(text)
        if taken <= width:
            return text, taken
        left = width - self.width(ELLIPSIS)
        kept = sum(end <= left for end in accumulate(map(self._widths.__getitem__, text)))
        shown = text[:kept].rstrip() + ELLIPSIS if left >= 0 else ""
        return shown, self.width(shown)

    def embed(self, canvas: Canvas) -> None:
        """Give the canvas of a part the glyphs of the whole document; any other one is then a fault."""
        document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - the key of the library's own states
        self._font.splitString("".join(map(chr, sorted(self._shown))), document)
        self._font.getSubsetInternalName(0, document)
        self._font.state[document].frozen = True


class _Shown(dict[int, int | str]):
    """What shows each character that is not of ASCII."""

    def __init__(self, source: TTFont, missing: set[str]) -> None:
        super().__init__()
        self._known = source.face.charToGlyph
        self._missing = missing

    def __missing__(self, code: int) -> int | str:
        """Meet a character for the first time."""
        if code not in self._known:
            self._missing.add(chr(code))
        self[code] = shown = code if code in self._known else _LACKING
        return shown


class _Widths(dict[str, float]):
    """Width of each character, in thousandths of the size of the text."""

    def __init__(self, source: TTFont) -> None:
        super().__init__()
        self._known: dict[int, float] = source.face.charWidths

    def __missing__(self, char: str) -> float:
        """Measure a character for the first time."""
        self[char] = width = self._known[ord(char)]
        return width
