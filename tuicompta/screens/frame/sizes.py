"""Sizes of files in words."""

from __future__ import annotations

STEP = 1024
UNITS = ("octets", "Ko", "Mo", "Go", "To")


def size_label(size: int) -> str:
    """Return a number of bytes in the unit that reads best: `12,3 Mo`."""
    rank, whole = 0, size
    while whole >= STEP and rank < len(UNITS) - 1:
        whole //= STEP
        rank += 1
    if rank == 0:
        return f"{size} {UNITS[0]}"
    tenths = size * 10 // STEP**rank
    return f"{tenths // 10},{tenths % 10} {UNITS[rank]}"
