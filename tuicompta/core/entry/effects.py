"""What the machine asks of the screen that holds it, as plain data. The screen runs them in their order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CardKind(StrEnum):
    """Cards that F2 opens from a cell (KM-50)."""

    ACCOUNT = "account"
    JOURNAL = "journal"
    PAYMENT_METHOD = "payment_method"


@dataclass(frozen=True, slots=True)
class LinesChanged:
    """Rows to paint again, from `first` to `last` included; to the foot of the grid when `last` is None."""

    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Message:
    """A line to show under the grid; `is_error` when something was refused (KM-32)."""

    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class SaveRequested:
    """Save what `EntryMachine.pending` gives, then close if `then_close` (KM-04, KM-50)."""

    then_close: bool = False


@dataclass(frozen=True, slots=True)
class CloseRequested:
    """Close the window, with the question of KM-95 when `EntryMachine.pending` is not empty."""


@dataclass(frozen=True, slots=True)
class DeleteRequested:
    """Delete the stored entry under the cursor: its last line is taken away (SW-25, SW-26)."""


@dataclass(frozen=True, slots=True)
class OpenCard:
    """Open the card of what a cell holds, then come back to the cell (FLD-01)."""

    kind: CardKind
    code: str


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """Open the consultation of an account, then come back to the line (KM-50)."""

    account: str


@dataclass(frozen=True, slots=True)
class OpenActions:
    """Open the menu «Actions»."""


@dataclass(frozen=True, slots=True)
class OpenCalendar:
    """Open the calendar on a day; `EntryMachine.fill` takes the day picked (FLD-08)."""

    day: date


@dataclass(frozen=True, slots=True)
class OpenCheques:
    """Open the list of cheques of a journal; `EntryMachine.fill` takes the number picked (CHQ-04 to CHQ-06)."""

    journal: str


@dataclass(frozen=True, slots=True)
class OpenDueDates:
    """Open the simplified schedule of a line; `EntryMachine.set_due_parts` takes what it gives (KM-20).

    `automatic` when the account card opens it by itself.
    """

    entry_key: int
    line: int
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class CreateAccount:
    """Open the box «Créer le compte …» on this number; `EntryMachine.account_created` takes the account (KM-66)."""

    number: str


@dataclass(frozen=True, slots=True)
class OpenFind:
    """Ask for the text to find; `EntryMachine.find` takes it (SJ-40)."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A line was copied: its cells as one line of text, for the clipboard of the terminal (KM-30)."""

    text: str


Effect = (
    LinesChanged
    | Message
    | SaveRequested
    | CloseRequested
    | DeleteRequested
    | OpenCard
    | OpenConsultation
    | OpenActions
    | OpenCalendar
    | OpenCheques
    | OpenDueDates
    | CreateAccount
    | OpenFind
    | Copied
)
