"""The text of a cell: how long it can be, how a value is shown, how it is edited."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tuicompta.core.amounts import MAX_LENGTH, format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.entry.model import CellValue, Column
from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.core.numbering import PIECE_LENGTH

# What is typed to find a value may be longer than the value itself.
_SEARCH_LENGTH: Final = 60
MAX_LENGTHS: Final = {
    Column.JOURNAL: _SEARCH_LENGTH,
    Column.DATE: _SEARCH_LENGTH,
    Column.PIECE: PIECE_LENGTH,
    Column.PIECE_DATE: _SEARCH_LENGTH,
    Column.DOCUMENT: PIECE_LENGTH,
    Column.ACCOUNT: _SEARCH_LENGTH,
    Column.LABEL: LABEL_LENGTH,
    Column.DEBIT: MAX_LENGTH,
    Column.CREDIT: MAX_LENGTH,
    Column.DUE_DATE: len("31/12/2026"),
    Column.PAYMENT_METHOD: _SEARCH_LENGTH,
    Column.CHEQUE: PIECE_LENGTH,
}
NAMES: Final = {
    Column.JOURNAL: "Journal",
    Column.DATE: "Date",
    Column.PIECE: "Pièce",
    Column.PIECE_DATE: "Date de pièce",
    Column.DOCUMENT: "Document",
    Column.ACCOUNT: "Compte",
    Column.LABEL: "Libellé",
    Column.DEBIT: "Débit",
    Column.CREDIT: "Crédit",
    Column.DUE_DATE: "Date d'échéance",
    Column.PAYMENT_METHOD: "Moyen de paiement",
    Column.CHEQUE: "N° de chèque",
}
_LAST_WORD = re.compile(r"\S*\s*$")


def show(value: CellValue) -> str:
    """Return the text of a value: `15/03/2026`, `1 234,56`, nothing for an empty cell (UIX-17)."""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int):
        return format_amount(value, blank_zero=True)
    return value or ""


def day_of(value: CellValue) -> str:
    """Return the day number of a date, where the month is that of the header (SJ-05)."""
    return str(value.day) if isinstance(value, date) else ""


@dataclass(slots=True)
class Editor:
    """A text being typed in a cell: at most `limit` characters, the caret before the character of its rank.

    `original` is the text of the cell when it is edited rather than replaced (KM-49). `whole`: all of it is selected,
    as the value of a cell is when the cursor comes there; what is typed takes its place.
    """

    text: str
    limit: int
    caret: int = -1
    original: str | None = None
    whole: bool = False

    def __post_init__(self) -> None:
        if self.caret < 0:
            self.caret = len(self.text)

    def insert(self, typed: str) -> bool:
        """Insert text at the caret; return whether all of it found room (FLD-04)."""
        self._drop_selection()
        taken = typed[: max(self.limit - len(self.text), 0)]
        self.text = self.text[: self.caret] + taken + self.text[self.caret :]
        self.caret += len(taken)
        return taken == typed

    def replace(self, text: str) -> None:
        """Put another text, caret at its end."""
        self.text = text[: self.limit]
        self.go(len(self.text))

    def select_all(self) -> None:
        """Select the whole text, the caret at its end (KEY-42)."""
        self.caret, self.whole = len(self.text), bool(self.text)

    def go(self, place: int) -> None:
        """Put the caret before the character of a rank, and select nothing."""
        self.caret, self.whole = place, False

    def _drop_selection(self) -> bool:
        """Delete the text when all of it is selected; return whether it was."""
        dropped = self.whole
        if dropped:
            self.text = ""
            self.go(0)
        return dropped

    def backspace(self) -> None:
        """Delete the character before the caret."""
        if not self._drop_selection() and self.caret:
            self.text = self.text[: self.caret - 1] + self.text[self.caret :]
            self.caret -= 1

    def delete(self) -> None:
        """Delete the character after the caret."""
        if not self._drop_selection():
            self.text = self.text[: self.caret] + self.text[self.caret + 1 :]

    def delete_word(self) -> None:
        """Delete the word before the caret (KEY-46)."""
        self.whole = False
        kept = _LAST_WORD.sub("", self.text[: self.caret], count=1)
        self.text = kept + self.text[self.caret :]
        self.caret = len(kept)

    def move(self, by: int) -> None:
        """Move the caret by some characters, within the text; from a selection it goes to the end on that side."""
        if self.whole:
            self.go(0 if by < 0 else len(self.text))
        else:
            self.caret = min(max(self.caret + by, 0), len(self.text))

    @property
    def at_end(self) -> bool:
        """Whether the caret is after the last character."""
        return self.caret == len(self.text)
