"""What a selection of lines of one account allows: lettering, growing a partial group, undoing (LETT-08, LETT-33)."""

from dataclasses import dataclass
from enum import Enum

FEWEST = 2


class Act(Enum):
    """What F9 does with a selection."""

    LETTER = "letter"
    LETTER_WITH_GAP = "letter_with_gap"
    GROW = "grow"
    """Add unlettered lines to a partial group, or merge partial groups: the whole does not balance yet."""
    LEAVE = "leave"
    """Take lines out of their partial group."""
    UNLETTER = "unletter"
    NOTHING = "nothing"
    """«Délettrer» without any lettered line."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Figures of a selection, amounts in cents.

    `lettered` counts its lettered lines, those whose carried-forward copy is lettered in a later fiscal year included;
    `simulated` its simulated ones; `loose` those that are in no group at all; `partials` are the codes of the partial
    groups it touches, the oldest first. `others` lines of these groups, of balance `rest`, are not selected:
    they follow the ones that are. `maximum_gap` is zero where the account does not allow approximate lettering.
    """

    lines: int = 0
    debit: int = 0
    credit: int = 0
    lettered: int = 0
    simulated: int = 0
    loose: int = 0
    partials: tuple[str, ...] = ()
    others: int = 0
    rest: int = 0
    maximum_gap: int = 0

    @property
    def difference(self) -> int:
        """Debits − credits of the lines selected (LETT-07)."""
        return self.debit - self.credit

    @property
    def whole(self) -> int:
        """The same with the rest of the partial groups touched, which no act splits but «Délettrer»."""
        return self.difference + self.rest

    @property
    def may_be_lettered(self) -> bool:
        """Whether nothing of it forbids a group, whatever its difference (LETT-08)."""
        return self.lines >= FEWEST and not self.lettered and not self.simulated

    @property
    def grows(self) -> bool:
        """Whether it brings lines to a partial group, or merges several (LETT-33)."""
        return bool(self.partials) and (bool(self.loose) or len(self.partials) > 1)

    @property
    def may_be_partial(self) -> bool:
        """Whether «Lettrer partiellement» has something to do: it does not balance (LETT-31)."""
        new = not self.partials and self.loose >= FEWEST
        return self.may_be_lettered and self.whole != 0 and (new or self.grows)

    @property
    def act(self) -> Act:
        """What F9 does with it (LETT-08, LETT-09, LETT-33, LETT-34)."""
        if self.lettered:
            return Act.UNLETTER
        if self.may_be_lettered:
            if self.whole == 0:
                return Act.LETTER
            if abs(self.whole) <= self.maximum_gap:
                return Act.LETTER_WITH_GAP
            if self.grows:
                return Act.GROW
        return Act.LEAVE if self.partials else Act.NOTHING
