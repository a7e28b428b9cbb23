from __future__ import annotations

import pytest

from tests.journeys.raw import HOSTILE_TEXTS, assert_harmless, faults

# What these change is the place of the text or its reading as markup, not the state of the terminal.
INNOCENT = {"markup", "newline", "carriage"}


@pytest.mark.parametrize("name", sorted(HOSTILE_TEXTS.keys() - INNOCENT))
def test_every_hostile_text_is_seen(name: str) -> None:
    assert faults(HOSTILE_TEXTS[name].encode())


@pytest.mark.parametrize("name", sorted(INNOCENT))
def test_text_without_control_is_not_a_fault(name: str) -> None:
    assert_harmless(HOSTILE_TEXTS[name].encode(), plain=True)


@pytest.mark.parametrize("style", ["8", "1;5", "38;2;1;2;3;6", "48;5;17;8"])
def test_styles_that_hide_or_blink_are_faults(style: str) -> None:
    sequence = f"\x1b[{style}m".encode()
    assert faults(sequence) == [f"sequence {sequence!r}"]


@pytest.mark.parametrize("style", ["", "0", "1;7", "38;2;8;5;6", "48;5;8", "38;5;5;48;2;5;6;8;4"])
def test_colours_are_not_faults(style: str) -> None:
    assert_harmless(f"\x1b[{style}m".encode())


def test_a_headless_output_has_no_sequence_at_all() -> None:
    assert faults(b"\x1b[1mtotal\x1b[0m\r\n", plain=True)
    assert_harmless("total 1 234,56 €\r\n".encode(), plain=True)


def test_bytes_that_are_not_utf8_are_a_fault() -> None:
    assert faults(b"caf\xe9") == ["not UTF-8: b'\\xe9'"]
