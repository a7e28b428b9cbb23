"""The logo at the head of the pages: its place, and what the library draws (LG-01, EDM-04)."""

from io import BytesIO
from typing import Final, NamedTuple

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tuicompta.core.images import UnreadableImageError, image_size
from tuicompta.reports.model import Picture

HIGHEST: Final = 30 * mm
_AFTER: Final = 8.0
_MOST_PIXELS: Final = 40_000_000


class PlacedPicture(NamedTuple):
    """An image that can be drawn, and its size in points."""

    reader: ImageReader
    width: float
    height: float

    @property
    def room(self) -> float:
        """What it takes of the height of the page."""
        return self.height + _AFTER

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it under a place."""
        canvas.drawImage(self.reader, left, top - self.height, self.width, self.height, mask="auto")


def placed_picture(picture: Picture | None, widest: float) -> PlacedPicture | None:
    """Return an image at its size, smaller when it is too large; None without one, or when it cannot be read."""
    if picture is None:
        return None
    try:
        _, across, down = image_size(picture.content, "logo")
        if across * down > _MOST_PIXELS:
            return None
        reader = ImageReader(BytesIO(picture.content))
        reader.getRGBData()  # type: ignore[no-untyped-call]  # reads it whole: a cut image is known now
    except (UnreadableImageError, OSError, ValueError, SyntaxError):
        return None
    width = min(picture.width * mm, widest, HIGHEST * across / down)
    return PlacedPicture(reader, width, width * down / across)
