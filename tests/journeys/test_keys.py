from __future__ import annotations

import pytest

from tests.journeys.keys import key_bytes, kitty_bytes


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("a", b"a"),
        ("É", "É".encode()),
        ("+", b"+"),
        ("F12", b"\x1b[24~"),
        ("f1", b"\x1bOP"),
        ("shift+f1", b"\x1b[1;2P"),
        ("shift+f6", b"\x1b[17;2~"),
        ("ctrl+s", b"\x13"),
        ("ctrl+space", b"\0"),
        ("ctrl+home", b"\x1b[1;5H"),
        ("ctrl+pagedown", b"\x1b[6;5~"),
        ("shift+tab", b"\x1b[Z"),
        ("alt+w", b"\x1bw"),
        ("up", b"\x1b[A"),
        ("enter", b"\r"),
        ("backspace", b"\x7f"),
        ("kp_enter", b"\x1bOM"),
        ("kp_7", b"\x1bOw"),
        ("kp_comma", b"\x1bOl"),
    ],
)
def test_xterm(name: str, sent: bytes) -> None:
    assert key_bytes(name) == sent


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("a", b"\x1b[97;;97u"),
        ("A", b"\x1b[97;2;65u"),
        ("é", b"\x1b[233;;233u"),
        ("space", b"\x1b[32;;32u"),
        ("enter", b"\x1b[13u"),
        ("shift+tab", b"\x1b[9;2u"),
        ("ctrl+enter", b"\x1b[13;5u"),
        ("ctrl+s", b"\x1b[115;5u"),
        ("escape", b"\x1b[27u"),
        ("f1", b"\x1b[P"),
        ("f3", b"\x1b[13~"),
        ("f12", b"\x1b[24~"),
        ("ctrl+up", b"\x1b[1;5A"),
        ("kp_plus", b"\x1b[57413;;43u"),
    ],
)
def test_kitty(name: str, sent: bytes) -> None:
    assert kitty_bytes(name) == sent


@pytest.mark.parametrize("name", ["ctrl+enter", "ctrl+1", "shift+enter", "hyper+a", "f13", "ctrl+"])
def test_what_no_terminal_sends_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"no terminal sends|unknown key"):
        key_bytes(name)
