"""Values made by another process while this one uses them: two processors for the long works of a headless command."""

import marshal
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Any, NoReturn

from tuicompta.core.errors import TuicomptaError

_LENGTH = 8
_VALUE, _REFUSED, _ENDED = 0, 1, 2


class RelayBrokenError(TuicomptaError):
    """The other process stopped before the end."""

    template = "Le traitement s'est interrompu : {reason}. Rien n'est modifié ; recommencez."


def relayed(produce: Callable[[], Iterator[Any]]) -> Iterator[Any]:
    """Yield what a generator makes in a child process; the values are numbers, texts, bytes, tuples, lists, dates not.

    The child must not touch a database open here. With several threads, or a single processor, the generator runs
    here: a process is only copied safely when it has one thread. Raises RelayBrokenError when the child fails.
    """
    if threading.active_count() > 1 or (os.cpu_count() or 1) < 2 or not hasattr(os, "fork"):  # noqa: PLR2004
        yield from produce()
        return
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _produce(produce, writer)
    os.close(writer)
    ended = False
    try:
        with os.fdopen(reader, "rb", buffering=1 << 20) as stream:
            for kind, value in _messages(stream):
                ended = kind == _ENDED
                if kind == _REFUSED:
                    raise RelayBrokenError(reason=value)
                if kind == _VALUE:
                    yield value
        if not ended:
            raise RelayBrokenError(reason="le second processus s'est arrêté")
    finally:
        if not ended:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _messages(stream: IO[bytes]) -> Iterator[tuple[int, Any]]:
    while len(head := stream.read(_LENGTH)) == _LENGTH:
        body = stream.read(int.from_bytes(head, "big"))
        try:
            # Made by this very program a moment ago, never read from a file.
            message: tuple[int, Any] = marshal.loads(body)  # noqa: S302
        except (EOFError, ValueError, TypeError):
            return
        yield message


def _produce(produce: Callable[[], Iterator[Any]], writer: int) -> NoReturn:
    """Run the generator and leave without any of the cleaning up that belongs to the parent."""
    try:
        with os.fdopen(writer, "wb", buffering=1 << 20) as stream:
            try:
                for value in produce():
                    _send(stream, (_VALUE, value))
                _send(stream, (_ENDED, None))
            except BaseException as error:  # noqa: BLE001 - told to the parent, whatever it is
                _send(stream, (_REFUSED, str(error) or type(error).__name__))
    finally:
        os._exit(0)


def _send(stream: IO[bytes], message: tuple[int, Any]) -> None:
    body = marshal.dumps(message)
    stream.write(len(body).to_bytes(_LENGTH, "big"))
    stream.write(body)
