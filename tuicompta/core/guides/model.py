"""A guide model as a guided entry follows it (MG-05 to MG-07)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tuicompta.core.entry.model import Column
from tuicompta.core.enums import JournalType, Labelled, Side
from tuicompta.core.guide_formulas import FormulaLine, evaluate_guide
from tuicompta.core.guides.texts import GuideText

GUIDE_COLUMNS: Final = (Column.DATE, Column.ACCOUNT, Column.PIECE, Column.LABEL, Column.DEBIT, Column.CREDIT)
END_OF_MONTH: Final = 32
NUMBER_PREFIXES: Final = {
    JournalType.PURCHASES: "ACH",
    JournalType.SALES: "VEN",
    JournalType.TREASURY: "TRE",
    JournalType.GENERAL: "OD",
}
_COUNTER_LENGTH: Final = 5


class GuidedState(Labelled):
    """What became of a guided entry (SGE-10 to SGE-12)."""

    IN_PROGRESS = "in_progress", "En cours"
    POSTED = "posted", "Comptabilisé"
    CHANGED = "changed", "Modifié en comptabilité"


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A line of a model; `day` 32 is the end of the month, `amount` in cents, `locked` the cells not modifiable."""

    account: str = ""
    side: Side = Side.DEBIT
    day: int | None = None
    piece: GuideText = field(default_factory=GuideText)
    label: GuideText = field(default_factory=GuideText)
    amount: int = 0
    formula: str = ""
    locked: frozenset[Column] = frozenset()


@dataclass(frozen=True, slots=True)
class Guide:
    """A model: its name, its destination journal, its lines."""

    name: str
    journal: str
    type: JournalType
    lines: tuple[GuideLine, ...]

    def evaluate(
        self, accounts: Sequence[str], given: Sequence[int | None], rate_of: Callable[[str], int]
    ) -> list[int]:
        """Return the amounts of the lines, debit − credit in cents, with the VAT rates of the accounts they have."""
        lines = [
            FormulaLine(line.side, line.formula, line.amount, rate_of(account))
            for line, account in zip(self.lines, accounts, strict=True)
        ]
        return evaluate_guide(lines, given)

    def day_in(self, start: date, end: date, today: date) -> date:
        """Return the date proposed in a month: that of the model, else today, else its first day (SGE-15)."""
        day = next((line.day for line in self.lines if line.day), None)
        if day is None:
            return today if start <= today <= end else start
        return min(date(start.year, start.month, min(day, end.day)), end) if day >= start.day else start


def entry_number(kind: JournalType, counter: int) -> str:
    """Return the number of a guided entry: prefix of its type and counter of five digits, `ACH00012` (SGE-08)."""
    return f"{NUMBER_PREFIXES[kind]}{counter:0{_COUNTER_LENGTH}}"
