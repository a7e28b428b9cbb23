from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.text import cell_width
from tuicompta.widgets.painted import changed_span, simplified

RUNS = st.lists(st.tuples(st.text("ab é漢", max_size=4), st.sampled_from(["normal", "quiet", "cursor"])), max_size=6)


def flat(runs: tuple[tuple[str, str], ...]) -> str:
    return "".join(text for text, _ in runs)


def test_runs_of_one_voice_are_joined_and_the_line_is_filled() -> None:
    assert simplified([("a", "quiet"), ("b", "quiet"), ("c", "cursor")], 5) == (
        ("ab", "quiet"),
        ("c", "cursor"),
        ("  ", "normal"),
    )


def test_blanks_between_words_of_the_same_ground_change_no_style() -> None:
    assert simplified([("a", "wrong"), ("  ", "normal"), ("b", "wrong")], 4) == (("a  b", "wrong"),)


def test_blanks_that_show_keep_their_voice() -> None:
    assert simplified([("a", "normal"), ("  ", "cursor")], 3) == (("a", "normal"), ("  ", "cursor"))


def test_nothing_dangerous_is_ever_painted() -> None:
    runs = simplified([("a\x1b]52;c;eA==\x07b\u202ec\x9b31m", "normal")], 40)
    assert flat(runs).rstrip() == "a]52;c;eA==bc31m"


def test_brackets_are_text() -> None:
    assert flat(simplified([("Avoir [annulé] 12 [/b]", "normal")], 30)).rstrip() == "Avoir [annulé] 12 [/b]"


@given(RUNS, st.integers(0, 12))
def test_a_line_always_has_its_width(runs: list[tuple[str, str]], width: int) -> None:
    assert cell_width(flat(simplified(runs, width))) == width


@given(RUNS, RUNS, st.integers(1, 12))
def test_what_is_outside_the_changed_span_is_the_same(
    before: list[tuple[str, str]], after: list[tuple[str, str]], width: int
) -> None:
    old, new = simplified(before, width), simplified(after, width)
    if old == new:
        return
    first, last = changed_span(old, new)
    cells = [
        [(char, voice) for text, voice in line for char in text for _ in range(cell_width(char))] for line in (old, new)
    ]
    assert 0 <= first < last <= width
    assert cells[0][:first] == cells[1][:first]
    assert cells[0][last:] == cells[1][last:]
