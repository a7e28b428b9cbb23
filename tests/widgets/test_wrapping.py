from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.text import cell_width
from tuicompta.widgets.wrapping import wrapped


def test_lines_are_broken_at_spaces() -> None:
    assert wrapped("Terminal trop petit (72×20)", 14) == ["Terminal trop", "petit (72×20)"]


def test_a_long_word_is_cut() -> None:
    assert wrapped("abcdefgh", 3) == ["abc", "def", "gh"]


def test_a_margin_is_kept_on_every_line() -> None:
    assert wrapped("  Jeu de caractères  UTF-8", 40) == ["  Jeu de caractères  UTF-8"]
    assert wrapped("  un deux trois", 9) == ["  un deux", "  trois"]
    assert wrapped("    étroit", 4) == ["étro", "it"]


def test_a_high_sign_never_begins_a_line() -> None:
    assert wrapped("Validée le 31/10 : elle reste. Oui ?", 17) == ["Validée le", "31/10 : elle", "reste. Oui ?"]
    assert wrapped("un :deux", 4) == ["un", ":deu", "x"]


@given(st.text("ab: é漢\n", max_size=60), st.integers(2, 20))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
