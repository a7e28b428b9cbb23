"""The typing of one entry: its header has one piece number, which every line of it carries (SE-09)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tuicompta.core.entry.ports import JournalInfo
from tuicompta.services.entries.typing_window import TypingWindow
from tuicompta.services.lookup import DossierLookup


@dataclass
class SingleLookup(DossierLookup):
    """The dossier as the machine asks it, where every journal repeats the piece number of the header."""

    def journals(self) -> Sequence[JournalInfo]:
        """Return the active journals by code."""
        return [replace(journal, repeats_piece=True) for journal in super().journals()]

    def journal(self, code: str) -> JournalInfo | None:
        """Return a journal by its exact code."""
        found = super().journal(code)
        return None if found is None else replace(found, repeats_piece=True)


class SingleTyping(TypingWindow):
    """The typing of one entry."""

    def __post_init__(self) -> None:
        self.lookup = SingleLookup(self.dossier, self.year)
