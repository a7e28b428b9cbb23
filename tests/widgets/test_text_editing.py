import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.line_editor import LineEditor
from tuicompta.widgets.text_buffer import TextBuffer


def typed(text: str, limit: int = 50) -> LineEditor:
    editor = LineEditor(limit=limit)
    for character in text:
        editor.insert(character)
    return editor


@pytest.mark.spec("FLD-15")
def test_the_first_character_typed_replaces_the_value() -> None:
    editor = LineEditor()
    editor.load("Dupont")
    editor.insert("M")
    assert editor.text == "M"


@pytest.mark.spec("FLD-15")
def test_an_arrow_or_end_edits_the_value() -> None:
    editor = LineEditor()
    editor.load("Dupont")
    editor.go(len(editor.text))
    editor.insert("s")
    assert editor.text == "Duponts"


@pytest.mark.spec("FLD-04")
def test_the_length_is_enforced_while_typing_and_pasting() -> None:
    editor = typed("abcdef", limit=4)
    assert editor.text == "abcd"
    assert not editor.insert("x")
    other = LineEditor(limit=4)
    assert not other.insert("abcdefgh")
    assert other.text == "abcd"


@pytest.mark.spec("FIC-10")
def test_undo_goes_back_word_by_word_and_redo_returns() -> None:
    editor = typed("un deux")
    assert editor.undo()
    assert editor.text == "un "
    editor.undo()
    editor.undo()
    assert editor.text == ""
    assert not editor.undo()
    for _ in range(3):
        editor.redo()
    assert editor.text == "un deux"


@pytest.mark.spec("KEY-46")
def test_erasing_the_word_before_the_caret() -> None:
    editor = typed("Facture Dupont ")
    editor.erase_word()
    assert editor.text == "Facture "


EDITS = st.lists(
    st.one_of(
        st.text("ab ", min_size=1, max_size=3).map(lambda text: ("insert", text)),
        st.sampled_from(["erase", "delete", "erase_word", "left", "right", "home", "end", "all"]).map(
            lambda n: (n, "")
        ),
    ),
    max_size=40,
)


@given(EDITS)
def test_undoing_everything_gives_the_first_text_back_and_redoing_the_last(edits: list[tuple[str, str]]) -> None:
    editor = LineEditor(limit=20)
    editor.load("abc")
    moves = {"left": lambda: editor.move(-1), "right": lambda: editor.move(1), "home": lambda: editor.go(0)}
    for name, text in edits:
        if name == "insert":
            editor.insert(text)
        elif name in {"erase", "delete", "erase_word"}:
            getattr(editor, name)()
        elif name == "all":
            editor.select_all()
        else:
            moves.get(name, lambda: editor.go(20))()
        assert 0 <= editor.caret <= len(editor.text) <= 20
    last = editor.text
    while editor.undo():
        pass
    assert editor.text == "abc"
    while editor.redo():
        pass
    assert editor.text == last


@pytest.mark.spec("FLD-05")
def test_moves_in_several_lines() -> None:
    buffer = TextBuffer()
    buffer.insert("un\ndeux\ntrois")
    buffer.line_start()
    assert buffer.place == (2, 0)
    buffer.move_lines(-1)
    buffer.line_end()
    assert buffer.place == (1, 4)
    buffer.caret = 0
    assert not buffer.move_lines(-1)


def test_several_lines_keep_their_line_feeds_and_nothing_dangerous() -> None:
    buffer = TextBuffer()
    buffer.insert("a\r\nb\x1b[31mc\u202e")
    assert buffer.text == "a\nb[31mc"


@given(st.text("ab\n", max_size=20), st.integers(0, 25), st.integers(0, 25))
def test_going_to_a_place_stays_in_the_text(text: str, line: int, column: int) -> None:
    buffer = TextBuffer()
    buffer.insert(text)
    wanted = min(line, len(buffer.lines) - 1)
    buffer.go(wanted, column)
    assert buffer.place == (wanted, min(column, len(buffer.lines[wanted])))
