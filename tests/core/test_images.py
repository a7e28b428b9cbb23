"""What image files are, from their first bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.images import ImageSize, UnreadableImageError, image_size


def png(width: int, height: int) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x06\x00\x00\x00" + bytes(4)
    )


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00"


def bmp(width: int, height: int) -> bytes:
    return b"BM" + bytes(12) + struct.pack("<Iii", 40, width, height) + bytes(8)


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe\x00\x06abcd"
    return b"\xff\xd8" + comment + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + bytes(10)


@given(width=st.integers(1, 65_535), height=st.integers(1, 65_535))
def test_the_size_of_each_kind(width: int, height: int) -> None:
    assert image_size(png(width, height), "a") == ImageSize("image/png", width, height)
    assert image_size(gif(width, height), "a") == ImageSize("image/gif", width, height)
    assert image_size(bmp(width, -height), "a") == ImageSize("image/bmp", width, height)
    assert image_size(jpeg(width, height), "a") == ImageSize("image/jpeg", width, height)


@pytest.mark.attack
@given(
    content=st.binary(max_size=60), start=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"\xff\xd8"])
)
def test_any_bytes_are_an_image_or_a_refusal(content: bytes, start: bytes) -> None:
    try:
        found = image_size(start + content, "logo")
    except UnreadableImageError:
        return
    assert found.width > 0
    assert found.height > 0


def test_a_cut_file_is_refused() -> None:
    for whole in (png(3, 4), gif(3, 4), bmp(3, 4), jpeg(3, 4)):
        with pytest.raises(UnreadableImageError):
            image_size(whole[:9], "logo")
