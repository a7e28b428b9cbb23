"""Faults of a file before its import: what refuses an entry, with the line of the file (CEE-07)."""

from collections import Counter
from typing import NamedTuple

SHOWN = 1000


class Fault(NamedTuple):
    """Why something of the file is refused; line 0 is the whole file."""

    line: int
    subject: str
    reason: str

    def __str__(self) -> str:
        place = f"ligne {self.line}" if self.line else "fichier"
        return f"{place} : {self.subject} : {self.reason}"


class FaultList:
    """The faults of a file: the first ones kept, all of them counted."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.count = 0
        self.entries = 0
        """Entries refused by these faults."""
        self._seen: Counter[tuple[str, str]] = Counter()

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, line: int, subject: str, reason: str, entries: int = 0) -> None:
        """Record a fault once; the same one again only counts its entries."""
        self.entries += entries
        if self._seen[subject, reason]:
            return
        self.count += 1
        if len(self.kept) < SHOWN:
            self._seen[subject, reason] = 1
            self.kept.append(Fault(line, subject, reason))
