"""Drive a program the way a person does: keys in, screen out, in a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import sys
import time
from typing import TYPE_CHECKING, Self

import pyte

from tests.journeys.keys import key_bytes, kitty_bytes, paste_bytes
from tests.journeys.process import PtyProcess
from tests.journeys.replies import State, reply_to
from tests.journeys.sequences import Kind, Splitter, Token

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

# Only bounds a wait that would never end; a busy machine may need most of it.
PATIENCE = 60.0

_PRIVATE_MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_INHERITED = ("PATH", "PYTHONPATH", "VIRTUAL_ENV")
_ALTERNATE_SCREEN = 1049
_SYNCHRONISED_UPDATE = 2026
_KITTY_PUSH = re.compile(rb"\x1b\[>\d+u")
_KITTY_POP = b"\x1b[<u"
_TYPED = {"\r": "enter", "\t": "tab"}
_DEFAULT_MODES = frozenset({7, 25})


class NotOnScreenError(AssertionError):
    """What a journey waited for did not come; the message holds the screen."""


def program(*arguments: str | Path) -> list[str]:
    """Return the command that runs tuicompta as a user would."""
    return [sys.executable, "-m", "tuicompta", *map(str, arguments)]


def environment(home: Path, **variables: str) -> dict[str, str]:
    """Return the environment of a modern terminal, for a user whose home is `home`."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return inherited | {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        **variables,
    }


class Terminal:
    """A program in a terminal of `size` (columns, rows) that answers like a modern one.

    With `kitty` the keys are sent as the kitty protocol does once the program has asked for it, else as xterm does.

    Nothing is read between two calls: every wait is on the screen or on the process, none on the clock.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
        cwd: Path | None = None,
        kitty: bool = False,
    ) -> None:
        self.size = size
        self.raw = b""
        self.modes = set(_DEFAULT_MODES)
        self._mark = 0
        self._kitty = kitty
        self._splitter = Splitter()
        self._screens = {alternate: pyte.Screen(*size) for alternate in (False, True)}
        self._shown: dict[pyte.Screen, dict[int, str]] = {}
        self._streams = {alternate: pyte.ByteStream(screen) for alternate, screen in self._screens.items()}
        self._undrawn: list[tuple[pyte.ByteStream, bytes]] = []
        self._process = PtyProcess(argv, size=size, env=env, cwd=cwd)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the terminal; the program does not outlive it."""
        self._process.close()

    # --- keys

    def send(self, text: str) -> None:
        r"""Type `text`, all at once: ``send("15\r")``."""
        if self._encode is kitty_bytes:
            self._process.write(b"".join(kitty_bytes(_TYPED.get(character, character)) for character in text))
        else:
            self._process.write(text.encode())

    def send_bytes(self, data: bytes) -> None:
        """Send bytes that no keyboard sends."""
        self._process.write(data)

    def keys(self, *names: str) -> None:
        """Press keys by name: ``keys("F12", "ctrl+s", "shift+tab", "kp_enter", "é")``."""
        for name in names:
            self._process.write(self._encode(name))

    def paste(self, text: str) -> None:
        """Paste `text` as terminals do when the program asked for bracketed paste."""
        self._process.write(paste_bytes(text))

    @property
    def _encode(self) -> Callable[[str], bytes]:
        self._pump(0)
        return kitty_bytes if self._kitty and self._asks_for_kitty else key_bytes

    @property
    def _asks_for_kitty(self) -> bool:
        return len(_KITTY_PUSH.findall(self.raw)) > self.raw.count(_KITTY_POP)

    # --- screen

    @property
    def screen(self) -> list[str]:
        """Return the lines of the screen, without the spaces at their ends."""
        self._pump(0)
        return [line.rstrip() for line in self._display]

    @property
    def text(self) -> str:
        """Return the screen as one text."""
        return "\n".join(self.screen)

    @property
    def cursor(self) -> tuple[int, int]:
        """Return the row and the column of the cursor, from 0."""
        self._pump(0)
        return self._current.cursor.y, self._current.cursor.x

    def cell(self, row: int, column: int) -> pyte.screens.Char:
        """Return a cell with its colours and attributes."""
        self._pump(0)
        return self._current.buffer[row][column]

    @property
    def _current(self) -> pyte.Screen:
        return self._screens[_ALTERNATE_SCREEN in self.modes]

    @property
    def _display(self) -> list[str]:
        """The lines of the screen; the emulator puts nothing in the second cell of a wide sign."""
        screen = self._current
        shown = self._shown.setdefault(screen, {})
        for y in screen.dirty:
            shown[y] = "".join(screen.buffer[y][x].data for x in range(screen.columns))
        screen.dirty.clear()
        return [shown[y] for y in range(screen.lines)]

    def mark(self) -> None:
        """Count the bytes received from here on."""
        self._pump(0)
        self._mark = len(self.raw)

    def bytes_since_mark(self) -> bytes:
        """Return what the program has sent since `mark`, or since it started."""
        self._pump(0)
        return self.raw[self._mark :]

    # --- waits

    def wait_for(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until `text` stands on one line of the screen."""
        self.wait_until(lambda: any(text in line for line in self._display), f"«{text}»", timeout)

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until `text` is on no line of the screen."""
        self.wait_until(lambda: not any(text in line for line in self._display), f"no «{text}»", timeout)

    def wait_until(self, condition: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
        """Wait until `condition` holds; it is asked again after each thing received."""
        deadline = time.monotonic() + timeout
        while not condition():
            ended = self._process.poll() is not None
            if not self._pump(0.05) and (ended or time.monotonic() > deadline):
                if condition():
                    return
                state = f"program ended with {self.exit_status}" if ended else f"not after {timeout:g} s"
                raise NotOnScreenError(self._picture(f"waited for {what}: {state}"))

    def wait_idle(self, quiet: float = 0.1, timeout: float = PATIENCE) -> None:
        """Wait until every key is read, every thread of the program asleep and nothing sent, for `quiet` seconds."""
        deadline = time.monotonic() + timeout
        since = time.monotonic()
        while time.monotonic() - since < quiet:
            if self._pump(quiet / 10) or not self._process.is_asleep():
                since = time.monotonic()
            if time.monotonic() > deadline:
                raise NotOnScreenError(self._picture(f"never idle in {timeout:g} s"))

    def sent(self) -> bytes:
        """Return all that the program sent, once it rests or has ended: asked earlier, a sequence may be cut."""
        if self._process.poll() is None:
            self.wait_idle()
        return self.raw

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Wait for the end of the program and return its exit status (minus the signal that killed it)."""
        deadline = time.monotonic() + timeout
        while self._process.poll() is None:
            self._pump(0.01)
            if time.monotonic() > deadline:
                raise NotOnScreenError(self._picture(f"still running after {timeout:g} s"))
        while self._pump(0):
            pass
        self._draw()
        return self._process.status if self._process.status is not None else 0

    # --- process

    @property
    def pid(self) -> int:
        """Return the process number of the program."""
        return self._process.pid

    @property
    def exit_status(self) -> int | None:
        """Return the exit status, minus the signal that killed the program, or None while it runs."""
        return self._process.poll()

    @property
    def memory(self) -> int:
        """Return the resident size of the running program, in KiB."""
        return self._process.memory

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal, as when its window is dragged."""
        self._pump(0)
        self.size = (columns, rows)
        for screen in self._screens.values():
            screen.resize(rows, columns)
        self._process.resize(columns, rows)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.signal(number)

    def kill(self) -> None:
        """Kill the program (SIGKILL) and wait for its end."""
        self._process.kill()

    def hang_up(self) -> None:
        """Cut the line (SIGHUP), as a lost SSH connection does."""
        self._pump(0)
        self._process.hang_up()

    @property
    def is_restored(self) -> bool:
        """Tell whether the program has given the terminal back as it found it: modes, screen, echo, keyboard."""
        self._pump(0)
        keyboard = self.raw.count(b"\x1b[<u") >= len(re.findall(rb"\x1b\[>\d+u", self.raw))
        return (
            self.modes == _DEFAULT_MODES and keyboard and self._process.attributes == self._process.initial_attributes
        )

    # --- inside

    def _pump(self, timeout: float) -> bool:
        """Receive once, answer what is asked; return whether something came."""
        data = self._process.read(timeout)
        self.raw += data
        for token in self._splitter.feed(data):
            self._receive(token)
        return bool(data)

    def _receive(self, token: Token) -> None:
        modes = _PRIVATE_MODES.fullmatch(token.data)
        if modes:
            self._set_modes({int(mode) for mode in modes[1].split(b";")}, on=modes[2] == b"h")
        if token.kind is Kind.TEXT or _is_drawn(token):
            self._undrawn.append((self._streams[_ALTERNATE_SCREEN in self.modes], token.data))
            if _SYNCHRONISED_UPDATE not in self.modes:
                self._draw()
            return
        cursor = self._current.cursor
        answer = reply_to(token.data, State(*self.size, cursor.y, cursor.x))
        if answer:
            self._process.write(answer)

    def _draw(self) -> None:
        """Show what was received: an update is shown when it is all there, as terminals do."""
        for stream, data in self._undrawn:
            stream.feed(data)
        self._undrawn.clear()

    def _set_modes(self, modes: set[int], *, on: bool) -> None:
        if on and _ALTERNATE_SCREEN in modes - self.modes:
            self._screens[True].reset()
        self.modes = self.modes | modes if on else self.modes - modes
        if not on and _SYNCHRONISED_UPDATE in modes:
            self._draw()

    def _picture(self, message: str) -> str:
        frame = "\n".join(f"|{line:{self.size[0]}}|" for line in self._display)
        return f"{message}\n{frame}"


def _is_drawn(token: Token) -> bool:
    """Tell whether the emulator understands a sequence: it would print the end of the others as text."""
    if token.kind is Kind.CSI:
        return (
            token.data[2:3] not in b"<=>" and not re.search(rb"[ -/]", token.data) and token.data[-1:] not in b"cnqtu"
        )
    return token.kind is Kind.ESCAPE and token.data in {b"\x1b7", b"\x1b8", b"\x1bM", b"\x1bD", b"\x1bE", b"\x1bc"}
