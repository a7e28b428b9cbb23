from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tuicompta.screens.frame.tight import codes_of, written

CONSOLE = Console(color_system="truecolor", force_terminal=True)


def test_a_style_is_written_where_it_changes_and_taken_away_at_the_end() -> None:
    red = Style.parse("bold #ff0000")
    strip = Strip([Segment("a", red), Segment("b", red), Segment("c", Style.parse("reverse")), Segment("d", None)])
    assert written(strip, CONSOLE) == "\x1b[1;38;2;255;0;0mab\x1b[0;7mc\x1b[0md"


def test_the_default_colours_are_not_named() -> None:
    assert codes_of(Style.parse("reverse default on default"), ColorSystem.TRUECOLOR) == "7"
    assert written(Strip([Segment("abc", Style.parse("default on default"))]), CONSOLE) == "abc"


def test_colours_whose_parts_look_like_defaults_are_kept() -> None:
    assert codes_of(Style.parse("#273139"), ColorSystem.TRUECOLOR) == "38;2;39;49;57"
