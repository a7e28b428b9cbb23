"""What an image file is and how large, from its first bytes: PNG, JPEG, GIF, BMP (LG-01)."""

from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError

_PNG, _BMP = b"\x89PNG\r\n\x1a\n", b"BM"
_GIFS = (b"GIF87a", b"GIF89a")
_JPEG = b"\xff\xd8"
# Markers of a JPEG that begin a frame, whose header has the size: all of C0 to CF but DHT, JPG and DAC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class UnreadableImageError(TuicomptaError):
    """The file is no image that can be read (LG-01)."""

    template = "Image «{name}» illisible : un fichier PNG, JPEG, GIF ou BMP est attendu."


class ImageSize(NamedTuple):
    """The media type of an image, its width and its height in pixels."""

    media_type: str
    width: int
    height: int


def image_size(content: bytes, name: str) -> ImageSize:
    """Return the kind and the size of an image; raises UnreadableImageError, which names the file."""
    found = _size(content)
    if found is None or not (found.width and found.height):
        raise UnreadableImageError(name=name)
    return found


def _size(content: bytes) -> ImageSize | None:
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 33:  # noqa: PLR2004 (a whole IHDR)
        return ImageSize("image/png", _big(content[16:20]), _big(content[20:24]))
    if content.startswith(_GIFS) and len(content) > 10:  # noqa: PLR2004 (the header of a GIF)
        return ImageSize("image/gif", _little(content[6:8]), _little(content[8:10]))
    if content.startswith(_BMP) and len(content) > 26:  # noqa: PLR2004 (up to the height)
        height = int.from_bytes(content[22:26], "little", signed=True)
        return ImageSize("image/bmp", _little(content[18:22]), abs(height))
    return _jpeg_size(content) if content.startswith(_JPEG) else None


def _jpeg_size(content: bytes) -> ImageSize | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 (every marker begins with FF)
        marker = content[place + 1]
        if marker in _FRAMES:
            return ImageSize("image/jpeg", _big(content[place + 7 : place + 9]), _big(content[place + 5 : place + 7]))
        place += 2 if marker in _ALONE else 2 + max(_big(content[place + 2 : place + 4]), 2)
    return None


def _big(digits: bytes) -> int:
    return int.from_bytes(digits, "big")


def _little(digits: bytes) -> int:
    return int.from_bytes(digits, "little")
