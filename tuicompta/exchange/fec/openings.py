"""Which journals of an accounting file hold the opening balances (FECI-07)."""

import re

from tuicompta.core.text import fold
from tuicompta.exchange.fec.lines import FecBlock

_CODES = frozenset({"AN", "RAN"})
_PREFIXES = ("ANOUV", "OUV")
_WORDS = re.compile(r"\ba[ -]nouveaux?\b|\bouverture\b|\breprise\b")


def is_opening_code(code: str) -> bool:
    """Tell whether a journal code says opening: `AN`, `RAN`, `ANOUV…`, `OUV…`."""
    normal = code.upper()
    return normal in _CODES or normal.startswith(_PREFIXES)


def is_opening_text(text: str) -> bool:
    """Tell whether a label says opening: «À nouveau», «Balance d'ouverture», «Reprise des soldes»."""
    return bool(_WORDS.search(fold(text)))


class OpeningLines:
    """Finds the journals of a file of which every line says opening, by its label or by that of the journal."""

    def __init__(self) -> None:
        self._others: set[str] = set()
        self._seen: set[str] = set()

    @property
    def journals(self) -> set[str]:
        """Codes of these journals."""
        return self._seen - self._others

    def feed(self, block: FecBlock) -> None:
        """Take the next block; a journal is no longer looked at once a line says something else."""
        codes = set(block.journal_code)
        self._seen |= codes
        for code in codes - self._others:
            self._look_at(code, block)

    def _look_at(self, code: str, block: FecBlock) -> None:
        lines = zip(block.journal_code, block.journal_label, block.label, strict=True)
        texts = {(journal, label) for own, journal, label in lines if own == code}
        if not all(is_opening_text(journal) or is_opening_text(label) for journal, label in texts):
            self._others.add(code)
