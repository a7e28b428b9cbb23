"""A program on screen, timed from the key to the byte."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from tests.journeys.process import PtyProcess
from tests.journeys.replies import State, reply_to
from tests.journeys.sequences import Kind, Splitter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SIZE = (80, 24)
_QUIET = 0.06
_PATIENCE = 60.0


class NothingShownError(Exception):
    """A program did not show what its benchmark waits for."""


@dataclass(frozen=True)
class Echo:
    """What one key gave: seconds until the first and until the last byte, number of bytes."""

    first: float
    last: float
    size: int


class Session:
    """A program in a terminal of 80×24 that answers like a modern one; nothing is drawn, so nothing is slowed."""

    def __init__(self, argv: Sequence[str | Path], **variables: str) -> None:
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **variables}
        self._splitter = Splitter()
        self._started = time.perf_counter()
        self._process = PtyProcess([str(argument) for argument in argv], size=SIZE, env=environment)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Cut the line, which ends a session as it should: one that is killed makes the next opening check the file."""
        self._process.hang_up()
        self._process.wait(_PATIENCE)
        self._process.close()

    def wait_for(self, text: str) -> float:
        """Wait until `text` is sent; return the seconds since the start of the program."""
        wanted, received = text.encode(), b""
        while wanted not in received:
            data = self._receive(_QUIET)
            received += data
            if time.perf_counter() - self._started > _PATIENCE or (not data and self._process.poll() is not None):
                message = f"«{text}» not shown; received {received[-500:]!r}"
                raise NothingShownError(message)
        return time.perf_counter() - self._started

    def settle(self) -> None:
        """Wait until nothing comes any more."""
        while self._receive(_QUIET):
            pass

    def send(self, keys: bytes) -> None:
        """Send keys."""
        self._process.write(keys)

    def press(self, keys: bytes) -> Echo:
        """Send keys, wait for what they give until nothing comes any more."""
        start = time.perf_counter()
        self.send(keys)
        first = last = 0.0
        size = 0
        while data := self._receive(_PATIENCE if not size else _QUIET):
            last = time.perf_counter() - start
            first = first or last
            size += len(data)
        return Echo(first, last, size)

    def _receive(self, timeout: float) -> bytes:
        data = self._process.read(timeout)
        for token in self._splitter.feed(data):
            answer = b"" if token.kind is Kind.TEXT else reply_to(token.data, State(*SIZE))
            if answer:
                self._process.write(answer)
        return data
