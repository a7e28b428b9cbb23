"""Where the journals, accounts and labels of the grid are, so that proposals read no entry in vain."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tuicompta.core.entry.entries import own_entries
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.text import fold

_LAST = chr(0x10FFFF)
_FEW = 32


def _before(positions: Sequence[int], position: int) -> int | None:
    """Return the last of sorted positions that is under this one."""
    rank = bisect_left(positions, position)
    return positions[rank - 1] if rank else None


class Traces:
    """Positions of the entries that have lines, by journal, by account in a journal, by label in a journal."""

    def __init__(self, entries: Sequence[GridEntry]) -> None:
        self._entries = entries
        self._journals: defaultdict[str, list[int]] = defaultdict(list)
        self._accounts: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._labels: defaultdict[str, list[tuple[str, int, str]]] = defaultdict(list)
        self._cheques: Counter[tuple[str, str]] = Counter()
        self.rebuild()

    def rebuild(self) -> None:
        """Read all the entries again: their positions have changed."""
        for index in (self._journals, self._accounts, self._labels, self._cheques):
            index.clear()
        for position, entry in own_entries(self._entries):
            self.note(position, entry)

    def note(self, position: int, entry: GridEntry) -> None:
        """Take note of an entry."""
        if not entry.lines:
            return
        insort(self._journals[entry.journal], position)
        for account in {line.account for line in entry.lines}:
            insort(self._accounts[entry.journal, account], position)
        for label in {line.label for line in entry.lines}:
            insort(self._labels[entry.journal], (fold(label), position, label))
        self._cheques.update(_cheques(entry))

    def forget(self, position: int, entry: GridEntry) -> None:
        """Forget an entry as it was noted."""
        if not entry.lines:
            return
        _remove(self._journals[entry.journal], position)
        for account in {line.account for line in entry.lines}:
            _remove(self._accounts[entry.journal, account], position)
        labels = self._labels[entry.journal]
        for label in {line.label for line in entry.lines}:
            del labels[bisect_left(labels, (fold(label), position, label))]
        self._cheques.subtract(_cheques(entry))

    def last_of_journal(self, journal: str, position: int) -> GridEntry | None:
        """Return the nearest entry of a journal above a position."""
        found = _before(self._journals[journal], position)
        return None if found is None else self._entries[found]

    def last_with_account(self, account: str, journals: Iterable[str], position: int) -> GridEntry | None:
        """Return the nearest entry above a position that balances and has a line on an account, in these journals."""
        best = -1
        for journal in journals:
            held = self._accounts.get((journal, account), [])
            found = _before(held, position)
            while found is not None and not self._entries[found].is_balanced:
                found = _before(held, found)
            best = max(best, -1 if found is None else found)
        return self._entries[best] if best >= 0 else None

    def last_label(self, account: str, journal: str, position: int) -> str:
        """Return the last label of an account in a journal, above a position."""
        found = _before(self._accounts.get((journal, account), []), position)
        lines = () if found is None else reversed(self._entries[found].lines)
        return next((line.label for line in lines if line.account == account), "")

    def recent_label(self, journal: str, beginning: str, position: int) -> str:
        """Return the most recent label of a journal above a position that starts so, case and accents ignored.

        Few labels start so: the latest of them is taken. Many do: one comes soon, going up the entries.
        """
        start = fold(beginning)
        labels = self._labels[journal]
        first, last = bisect_left(labels, (start,)), bisect_left(labels, (start + _LAST,))
        if last - first > _FEW:
            return self._nearest_label(journal, start, position)
        above = (item for item in labels[first:last] if item[1] < position)
        return max(above, key=lambda item: item[1], default=("", -1, ""))[2]

    def _nearest_label(self, journal: str, start: str, position: int) -> str:
        positions = self._journals[journal]
        for rank in range(bisect_left(positions, position) - 1, -1, -1):
            for line in reversed(self._entries[positions[rank]].lines):
                if fold(line.label).startswith(start):
                    return line.label
        return ""

    def uses_cheque(self, journal: str, cheque: str) -> bool:
        """Tell whether an unsaved line of the grid bears a cheque number."""
        return self._cheques[journal, cheque] > 0


def _cheques(entry: GridEntry) -> list[tuple[str, str]]:
    return [] if entry.saved else [(entry.journal, line.cheque) for line in entry.lines if line.cheque]


def _remove(positions: list[int], position: int) -> None:
    del positions[bisect_left(positions, position)]
