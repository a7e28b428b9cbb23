"""The line to the terminal: it survives what terminals send, and what happens to them."""

from __future__ import annotations

import asyncio
import codecs
import os
import selectors
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tuicompta.core.text import cell_width, unaccent
from tuicompta.widgets.keys import learn_application_keypad
from tuicompta.widgets.pasted import PasteCleaner

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import TextIOWrapper

    from textual.app import App

BETWEEN_LOOKS = 0.1
"""Seconds between two looks at whether the program ends, while nothing is typed."""

_BOXES = {
    "-": "─━╌═–",
    "|": "│┃║▏▎▍▌▋▊▉",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝",
    "#": "█▇▆▅▄",
    ".": "░▒▃▂▁·",
    "^": "▲↑",
    "v": "▼↓",
    "<": "←",
    ">": "→",
    "x": "✓",
    "*": "•",
    "=": "☰",
}
DRAWN_WITH_ASCII = str.maketrans({drawn: sign for sign, drawings in _BOXES.items() for drawn in drawings})
"""What stands for each drawing character and each mark, one for one so that nothing moves (INST-16)."""

_STAND_INS = {"…": "~", "«": '"', "»": '"', "’": "'", "œ": "o", "Œ": "O", "€": "E", "≤": "<", "≥": ">", "≠": "#"}


def plain(text: str, encoding: str) -> str:
    """Return text in which every character can be sent, each in its own cell: `é` becomes `e` where there is none."""
    drawn = text.translate(DRAWN_WITH_ASCII)
    if drawn.isascii():
        return drawn
    return "".join(char if _sendable(char, encoding) else _stand_in(char) for char in drawn)


def _sendable(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _stand_in(char: str) -> str:
    found = _STAND_INS.get(char) or unaccent(char)
    return found if len(found) == 1 and found.isascii() else "?" * cell_width(char)


class TerminalLost(Message):
    """The terminal went away: nothing more will be typed."""


class TerminalFile:
    """The file behind the screen, in the encoding of the terminal.

    Once the terminal is gone, what is written goes nowhere, and nothing fails.
    """

    def __init__(self, file: TextIO, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self.lost = False

    def write(self, text: str) -> int:
        """Write to the terminal, while there is one."""
        self._try(lambda: self._file.buffer.write(text.encode(self._encoding, "replace")))
        return len(text)

    def flush(self) -> None:
        """Send what is written, while there is a terminal."""
        self._try(self._file.buffer.flush)

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._file.fileno()

    def _try(self, act: Callable[[], object]) -> None:
        if not self.lost:
            try:
                act()
            except OSError:
                self.lost = True


class TerminalDriver(LinuxDriver):
    """The terminal of the user, with its own encoding, whose loss ends the session cleanly (UIX-20)."""

    def __init__(
        self, app: App[int], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        learn_application_keypad()
        self._encoding: str = getattr(app, "charset", "utf-8")
        self._file = cast("TextIOWrapper[Any]", TerminalFile(sys.__stderr__ or sys.stderr, self._encoding))
        self._ascii: bool = getattr(app, "draws_with_ascii", False)

    def write(self, data: str) -> None:
        """Send a text, drawn with what the terminal has."""
        super().write(plain(data, self._encoding) if self._ascii else data)

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again after a stop, one stop after the other."""
        with suppress(RuntimeError):  # the program begins or ends: the terminal is not in its hands
            asyncio.get_running_loop().call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        """Take the terminal again, and only once.

        A stop that no program can catch (SIGSTOP) left it in our hands; without giving it back first, the library would
        listen twice, and hand our own settings to the shell at the end.
        """
        if self._auto_restart and not self._must_signal_resume:
            self._must_signal_resume = True
            self.suspend_application_mode()
        super()._sigcont_application()

    def run_input_thread(self) -> None:
        """Read the keyboard until the end: bytes that are no text in the encoding of the terminal stop nothing."""
        decoder = codecs.getincrementaldecoder(self._encoding)(errors="replace")
        parser, pasted = XTermParser(self._debug), PasteCleaner()
        selector = selectors.DefaultSelector()
        selector.register(self.fileno, selectors.EVENT_READ)
        while not self.exit_event.is_set():
            begun = parser._timeout_time is not None  # noqa: SLF001 (no public way) - an Esc, or the start of a sequence
            if selector.select(ESCAPE_DELAY if begun else BETWEEN_LOOKS):
                data = self._read()
                if not data:
                    self.send_message(TerminalLost())
                    break
                for event in parser.feed(pasted.clean(decoder.decode(data))):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
        selector.close()

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""
