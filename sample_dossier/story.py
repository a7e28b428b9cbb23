"""The entries of the sources, as plain values."""

from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.enums import EntryOrigin
from tuicompta.core.labels import build_label


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line: its balance (debit − credit) in cents, and the documents of the same account that it settles."""

    account: str
    label: str
    balance: int
    document: str = ""
    settles: tuple[str, ...] = ()
    due: str = ""
    method: str = ""
    cheque: str = ""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """An entry of a journal; the counterpart of a treasury journal is not among its lines."""

    journal: str
    day: date
    lines: tuple[SourceLine, ...]
    origin: EntryOrigin
    simulated: bool = False

    @property
    def balance(self) -> int:
        """Debits − credits in cents."""
        return sum(line.balance for line in self.lines)


@dataclass(slots=True)
class EntryDraft:
    """An entry being read, its lines one after the other; `values` holds what the tokens of its texts stand for."""

    journal: str
    day: date
    origin: EntryOrigin
    values: dict[str, str]
    document: str = ""
    label: str = ""
    simulated: bool = False
    lines: list[SourceLine] = field(default_factory=list)

    def add(self, account: str, balance: int, *, label: str = "", settles: str = "", **cells: str) -> None:
        """Add a line, with the label and document of the entry unless it has its own; an amount of nil adds none."""
        if not balance:
            return
        text = build_label(label or self.label, self.values)
        document = build_label(cells.pop("document", "") or self.document, self.values)
        settled = tuple(build_label(settles, self.values).split())
        self.lines.append(SourceLine(account, text, balance, document, settled, **cells))

    def entry(self) -> SourceEntry:
        """Return the entry."""
        return SourceEntry(self.journal, self.day, tuple(self.lines), self.origin, self.simulated)
