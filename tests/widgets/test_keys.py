import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from tuicompta.widgets.keys import (
    KeyPress,
    function_key_of,
    is_never_bound,
    learn_application_keypad,
    legend,
    normalise,
    short_legend,
)


def keys_of(bytes_typed: str) -> list[KeyPress | None]:
    """What the terminal library makes of these characters, in our names."""
    learn_application_keypad()
    parser = XTermParser()
    return [normalise(event) for event in parser.feed(bytes_typed) if isinstance(event, Key)]


@pytest.mark.spec("KEY-14")
@pytest.mark.parametrize(
    ("sequence", "character"),
    [*zip("jkmnopqrstuvwxy", "*+-./0123456789", strict=True), ("l", ",")],
)
def test_application_keypad_types_its_character(sequence: str, character: str) -> None:
    assert keys_of(f"\x1bO{sequence}") == [KeyPress(character, character)]


@pytest.mark.spec("KEY-14", "KEY-10")
def test_all_the_enters_are_one_key() -> None:
    for sequence in ("\r", "\n", "\x1bOM", "\x1b[13u", "\x1b[57414u"):
        pressed = keys_of(sequence)
        assert [press.name for press in pressed if press] == ["enter"], sequence


@pytest.mark.spec("KEY-15")
@pytest.mark.parametrize("character", "éèçàù€²œÉ@")
def test_accents_are_ordinary_characters(character: str) -> None:
    assert keys_of(character) == [KeyPress(character, character)]


def test_keypad_operators_of_the_kitty_protocol_are_their_character() -> None:
    assert normalise(Key("add", "+")) == normalise(Key("plus", "+")) == KeyPress("+", "+")


def test_space_types_a_space() -> None:
    assert keys_of(" ") == [KeyPress("space", " ")]


def test_alt_letter_types_nothing() -> None:
    assert normalise(Key("alt+w", "w")) == KeyPress("alt+w")


def test_alt_backspace_is_control_w() -> None:
    assert keys_of("\x1b\x7f") == [KeyPress("ctrl+w")]


def test_shifted_function_keys_of_both_terminal_families() -> None:
    assert keys_of("\x1b[21;2~") == [KeyPress("shift+f10")]
    assert normalise(Key("f18", None)) == KeyPress("shift+f6")


def test_unknown_codes_are_no_key() -> None:
    assert normalise(Key("\x19", "\x19")) is None
    assert normalise(Key("caps_lock", None)) is None


@pytest.mark.spec("KEY-09")
@pytest.mark.parametrize(
    "key",
    "ctrl+i ctrl+m ctrl+h ctrl+[ ctrl+b f11 shift+f11 ctrl+enter shift+enter ctrl+shift+s ctrl+1 ctrl+/ ctrl+underscore"
    " alt+1 alt+b alt+f alt+o alt+enter alt+up alt+left shift+f3 alt+f3 menu".split(),
)
def test_forbidden_keys(key: str) -> None:
    assert is_never_bound(key)


@pytest.mark.parametrize("key", "ctrl+j ctrl+s f1 f12 shift+f6 alt+w ctrl+up ctrl+space ctrl+home insert".split())
def test_keys_that_may_be_bound(key: str) -> None:
    assert not is_never_bound(key)


@pytest.mark.spec("KEY-54")
@pytest.mark.parametrize(
    ("key", "french"),
    [
        ("enter", "Entrée"),
        ("escape", "Échap"),
        ("space", "Espace"),
        ("tab", "Tab"),
        ("insert", "Inser"),
        ("delete", "Suppr"),
        ("home", "Début"),
        ("end", "Fin"),
        ("pageup", "PgPréc"),
        ("pagedown", "PgSuiv"),
        ("shift+f6", "Maj+F6"),
        ("ctrl+s", "Ctrl+S"),
        ("ctrl+pageup", "Ctrl+PgPréc"),
        ("+", "+"),
    ],
)
def test_french_legends(key: str, french: str) -> None:
    assert legend(key) == french


def test_short_legends_of_the_key_bar() -> None:
    assert short_legend("ctrl+s") == "^S"
    assert short_legend("f9") == "F9"


@pytest.mark.spec("KEY-12")
def test_digits_stand_for_function_keys() -> None:
    assert [function_key_of(digit) for digit in "1290"] == ["f1", "f2", "f9", "f10"]
    assert [function_key_of(character) for character in "&é\"'(-è_çà)="] == [f"f{n}" for n in range(1, 13)]
    assert function_key_of("q") is None
