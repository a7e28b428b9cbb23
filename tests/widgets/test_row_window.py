import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.sources import Numbers
from tuicompta.widgets.row_window import PAGE, PAGES_KEPT, RowWindow

MOVES = st.one_of(
    st.tuples(st.just("move"), st.integers(-40, 40)),
    st.tuples(st.just("page"), st.integers(-3, 3)),
    st.tuples(st.just("go"), st.integers(0, 2000)),
    st.tuples(st.just("resize"), st.integers(1, 200)),
    st.tuples(st.sampled_from(["first", "last"]), st.just(0)),
)


def apply(window: RowWindow, name: str, number: int) -> None:
    match name:
        case "move":
            window.move(number)
        case "page":
            window.page(number)
        case "go":
            window.go_to(number)
        case "resize":
            window.resize(number)
        case "first":
            window.first()
        case "last":
            window.last()


@given(st.integers(0, 2000), st.integers(1, 60), st.lists(MOVES, max_size=60))
def test_the_window_is_always_a_full_stretch_of_the_source_with_the_cursor_in_it(
    size: int, height: int, moves: list[tuple[str, int]]
) -> None:
    window = RowWindow(Numbers(size), height)
    for name, number in moves:
        before = window.current
        apply(window, name, number)
        keys = [row.key for row in window.visible]
        assert len(keys) == min(window.height, size)
        if size == 0:
            assert window.current is None
            continue
        start = keys[0]
        assert isinstance(start, int)
        assert keys == list(range(start, start + len(keys)))
        current = window.current
        assert current is not None
        assert current is window.visible[window.line]
        if name == "move":
            assert before is not None
            assert isinstance(before.key, int)
            assert current.key == min(max(before.key + number, 0), size - 1)
        if name == "go":
            assert number >= size or current.key == number
        assert len(window._rows) <= 6 * PAGE + 4 * window.height


def test_leaving_the_window_jumps_by_half_of_it() -> None:
    window = RowWindow(Numbers(1000), 16)
    window.move(15)
    assert window.top == 0
    window.move(1)
    assert (window.visible[0].key, window.line) == (8, 8)
    window.move(-9)
    assert (window.visible[0].key, window.line) == (0, 7)


@pytest.mark.spec("LST-15")
def test_a_million_rows_are_opened_and_ended_with_one_page_each() -> None:
    source = Numbers(1_000_000)
    window = RowWindow(source, 16)
    assert source.asked == ["first"]
    window.last()
    assert source.asked == ["first", "last"]
    assert window.current == source.at(999_999)


def test_scrolling_far_keeps_a_bounded_number_of_rows() -> None:
    source = Numbers(1_000_000)
    window = RowWindow(source, 16)
    for _ in range(3000):
        window.page(1)
    assert window.current == source.at(48_000)
    assert len(window._rows) <= 4 * PAGE
    assert len(window.pages._pages) <= PAGES_KEPT
    assert len(source.asked) <= 3000 * 16 / PAGE + 4


def test_going_back_and_forth_reads_each_page_once() -> None:
    source = Numbers(100_000)
    window = RowWindow(source, 16)
    for _ in range(20):
        window.move(40)
        window.move(-40)
    assert len(source.asked) <= 2


def test_the_top_line_survives_a_smaller_then_larger_terminal() -> None:
    window = RowWindow(Numbers(500), 16)
    window.move(10)
    window.resize(12)
    window.resize(16)
    assert (window.visible[0].key, window.line) == (0, 10)


def test_rows_read_again_keep_the_cursor_on_its_line() -> None:
    for key, line in ((3, 2), (3, 9), (250, 0), (250, 15), (499, 15), (499, 3)):
        window = RowWindow(Numbers(500), 16)
        window.go_to(key)
        window.put_on_line(line)
        assert window.current == Numbers(500).at(key)
        # at the ends there is nothing to scroll to
        assert window.line == min(max(line, key - 484), key)
