"""pytest plugin: results compared with a file kept beside the test, for reports and screens.

``recorded("balance.csv", text)`` compares with ``recorded/<module>/balance.csv``; with ``TUICOMPTA_RECORD=1`` it writes
that file instead, for git to show what changes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from pathlib import Path


class Recorded(Protocol):
    """Compares a result with the one kept under a name."""

    def __call__(self, name: str, result: str | bytes) -> None: ...


@pytest.fixture
def recorded(request: pytest.FixtureRequest) -> Recorded:
    """Return what compares a result with the recorded one."""
    folder: Path = request.path.parent / "recorded" / request.path.stem.removeprefix("test_")

    def compare(name: str, result: str | bytes) -> None:
        path = folder / name
        data = result if isinstance(result, bytes) else result.encode()
        if os.environ.get("TUICOMPTA_RECORD") == "1":
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        expected = path.read_bytes()
        if isinstance(result, bytes):
            assert data == expected
        else:
            assert result == expected.decode()

    return compare
