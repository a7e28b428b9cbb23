from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from tuicompta.core.errors import TuicomptaError
from tuicompta.services.relay import RelayBrokenError, relayed

if TYPE_CHECKING:
    from collections.abc import Iterator


class RefusedForTestError(TuicomptaError):
    template = "Refusé pour l'essai."


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def children() -> int:
    """Return how many children are waited for."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0] + 1
    except ChildProcessError:
        return 0


def test_values_come_in_their_order_from_another_process() -> None:
    def produce() -> Iterator[object]:
        yield os.getpid()
        for number in range(5000):
            yield (number, "é" * 100, None, [b"x", -(10**20)], number % 2 == 0)

    pid, *rest = relayed(produce)
    assert pid != os.getpid()
    assert rest == [(n, "é" * 100, None, [b"x", -(10**20)], n % 2 == 0) for n in range(5000)]
    assert children() == 0


def test_with_several_threads_the_values_are_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert list(relayed(lambda: iter([os.getpid()]))) == [os.getpid()]


def test_refusal_of_the_other_process_is_told() -> None:
    def produce() -> Iterator[int]:
        yield 1
        raise RefusedForTestError

    values = relayed(produce)
    assert next(values) == 1
    with pytest.raises(RelayBrokenError, match="Refusé pour l'essai"):
        next(values)
    assert children() == 0


def test_other_process_killed_half_way_is_noticed() -> None:
    def produce() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)
        yield 2

    with pytest.raises(RelayBrokenError, match="arrêté"):
        list(relayed(produce))
    assert children() == 0


def test_giving_up_half_way_ends_the_other_process() -> None:
    def produce() -> Iterator[int]:
        number = 0
        while True:
            yield number
            number += 1

    values = relayed(produce)
    assert [next(values) for _ in range(3)] == [0, 1, 2]
    values.close()  # type: ignore[attr-defined]
    assert children() == 0
