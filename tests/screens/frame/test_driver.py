import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.text import cell_width, clean_text
from tuicompta.screens.frame.driver import TerminalFile, plain


@pytest.mark.spec("INST-16")
def test_boxes_and_marks_become_ascii() -> None:
    assert plain("┌─ é ✓ ▲▼ │ … ┘", "utf-8") == "+- é x ^v | … +"


@pytest.mark.spec("INST-16")
def test_what_the_terminal_has_not_is_written_with_what_it_has() -> None:
    assert plain("Écriture «n° 1» à 5 € … œuvre", "ascii") == 'Ecriture "n? 1" a 5 E ~ ouvre'
    assert plain("Écriture à 5 €", "iso8859-1") == "Écriture à 5 E"
    assert plain("Écriture à 5 €", "iso8859-15") == "Écriture à 5 €"


@given(st.text(max_size=20).map(clean_text), st.sampled_from(["ascii", "iso8859-15", "utf-8"]))
def test_nothing_moves_and_everything_can_be_sent(text: str, encoding: str) -> None:
    sent = plain(text, encoding)
    assert sent.encode(encoding).decode(encoding) == sent
    assert cell_width(sent) == cell_width(text)


class Broken:
    """A terminal that is gone."""

    def __init__(self) -> None:
        self.buffer = self
        self.written = 0

    def write(self, data: bytes) -> int:
        self.written += len(data)
        raise OSError

    def flush(self) -> None:
        raise OSError


@pytest.mark.spec("UIX-20")
def test_writing_to_a_lost_terminal_fails_nothing_and_stops() -> None:
    broken = Broken()
    file = TerminalFile(broken, "utf-8")  # type: ignore[arg-type]
    assert file.write("abc") == 3
    file.flush()
    assert file.write("def") == 3
    assert (file.lost, broken.written) == (True, 3)
