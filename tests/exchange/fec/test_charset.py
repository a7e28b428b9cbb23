from __future__ import annotations

from io import BytesIO

import pytest

from tuicompta.exchange.fec.charset import Charset, check_charset, detect_charset
from tuicompta.exchange.fec.errors import (
    CharsetMismatchError,
    EmptyFecError,
    MixedCharsetError,
    NulByteError,
    Utf16FecError,
)

TEXT = "JournalCode\tÉcritureLib\r\nVE\tÎle à 5 €, œuvre\r\n"
FILLER = b"x" * 60 + b"\n"


def detected(data: bytes) -> Charset:
    return detect_charset(BytesIO(data))


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize(
    ("codec", "charset"),
    [
        ("utf-8", Charset.UTF_8),
        ("utf-8-sig", Charset.UTF_8_BOM),
        ("cp1252", Charset.WINDOWS_1252),
        ("iso8859-15", Charset.ISO_8859_15),
    ],
)
def test_charset_is_detected(codec: str, charset: Charset) -> None:
    assert detected(TEXT.encode(codec)) is charset


def test_ascii_is_utf_8() -> None:
    assert detected(b"JournalCode\n") is Charset.UTF_8


@pytest.mark.parametrize("at", [(1 << 20) - 1, 1 << 20, (1 << 20) + 1])
def test_letter_across_two_pieces_of_the_reading(at: int) -> None:
    data = b"x" * at + "é\n".encode()
    assert detected(data) is Charset.UTF_8


def test_letters_far_from_the_start_count() -> None:
    assert detected(FILLER * 40_000 + "été\n".encode("cp1252")) is Charset.ISO_8859_15


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_wide_characters_are_refused(codec: str) -> None:
    with pytest.raises(Utf16FecError, match="UTF-16"):
        detected(TEXT.encode(codec))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf"])
def test_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyFecError):
        detected(data)


def test_nul_byte_is_refused_with_its_line() -> None:
    with pytest.raises(NulByteError, match="Ligne 3 "):
        detected(b"JournalCode\nVE\nV\x00E\n")


def test_mixed_charsets_are_refused_with_the_line() -> None:
    data = "Libellé\nété\n".encode() + "été\n".encode("cp1252")
    with pytest.raises(MixedCharsetError, match="Ligne 3 "):
        detected(data)


def test_an_odd_pair_of_letters_in_a_long_text_is_no_utf_8() -> None:
    text = "Société générale, réglé à échéance\n" * 3
    assert detected((text + "Â¡\n").encode("iso8859-15")) is Charset.ISO_8859_15
    with pytest.raises(MixedCharsetError):
        detected((text * 30).encode("cp1252") + "été réglé\n".encode())


def test_french_quotes_after_a_letter_are_not_taken_for_utf_8() -> None:
    # In cp1252, `é` followed by a no-break space and `»` is also a valid sequence of three bytes in UTF-8.
    assert detected("Libell\u00e9\u00a0\u00bb à part".encode("cp1252")) is Charset.ISO_8859_15


def test_byte_of_no_charset_is_refused_with_its_line() -> None:
    with pytest.raises(CharsetMismatchError, match=r"Ligne 2 : octet 0x81 .* Windows-1252"):
        detected(b"Libell\xe9\nabc\x81\n")


def test_truncated_last_letter_is_not_utf_8() -> None:
    with pytest.raises(MixedCharsetError, match="Ligne 1 "):
        detected("été".encode()[:-1])


@pytest.mark.spec("FECI-03")
def test_chosen_charset_is_checked() -> None:
    data = "Libellé\nété\n".encode("cp1252")
    check_charset(BytesIO(data), Charset.WINDOWS_1252)
    with pytest.raises(CharsetMismatchError, match="Ligne 1 : octet 0xe9 étranger au jeu de caractères UTF-8"):
        check_charset(BytesIO(data), Charset.UTF_8)
