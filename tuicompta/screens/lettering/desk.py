"""What the lettering windows know of the account and of the ticked lines (LETT-05 to LETT-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.lettering.selection import Act, Selection
from tuicompta.screens.lettering.words import act_label, partial_line, rule_runs, selection_runs
from tuicompta.services.lettering.accounts import lettered_account
from tuicompta.services.lettering.chosen import chosen_lines, group_of_line
from tuicompta.services.lettering.codes import proposed_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear
    from tuicompta.services.lettering.accounts import LetteredAccount
    from tuicompta.widgets.painted import Run

READ_ONLY = "Dossier ouvert en consultation : le lettrage n'est pas possible"


class LetteringDesk:
    """The account on screen, the selection, and what both allow; read again only when one of them changes."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._lines: tuple[int, ...] = ()
        self.account: LetteredAccount | None = None
        self.year: FiscalYear | None = None
        self.selection = Selection()
        self.code = ""
        """The code that «Lettrer» proposes."""

    def follow(self, number: str, year: FiscalYear) -> None:
        """Look at an account in a fiscal year, as they are stored now; the selection is looked at again."""
        self.account = lettered_account(self._dossier.database, number)
        self.year = year
        self.choose(self._lines, again=True)

    @property
    def why_not(self) -> str:
        """Why lines can be neither lettered nor unlettered, "" when they can (LETT-05)."""
        if self.account is None or self.year is None:
            return "Choisissez un compte"
        if self._dossier.readonly:
            return READ_ONLY
        if self.account.refusal is not None:
            return f"Compte {self.account.number} : «Autoriser le lettrage» n'est pas coché sur sa fiche"
        return f"Exercice {self.year.label} clôturé : le lettrage n'y change plus" if self.year.closed else ""

    def choose(self, lines: Sequence[int], *, again: bool = False) -> None:
        """Look at another selection of lines."""
        if tuple(lines) == self._lines and not again:
            return
        self._lines = tuple(lines)
        self.selection, self.code = Selection(), ""
        if self.account is None or self.year is None or self.why_not:
            return
        chosen = chosen_lines(self._dossier.database, self.account, self._lines)
        self.selection = chosen.selection(self.account.maximum_gap)
        partial = next(iter(self.selection.partials), "")
        self.code = partial.upper() or proposed_code(self._dossier.database, self.account, self.year)

    @property
    def main_label(self) -> str:
        """What F9 does (LETT-08, LETT-09)."""
        return act_label(self.selection, self.code)

    @property
    def undoes(self) -> bool:
        """Whether F9 unletters."""
        return self.selection.act in {Act.UNLETTER, Act.LEAVE, Act.NOTHING}

    def noted(self, width: int, legend: str, *, ticked: bool, line: int | None) -> list[Run]:
        """Return what the line under the lines says: totals of the ticked ones, the group of the line, or why not."""
        if self.account is None:
            return []
        if self.why_not:
            return rule_runs(self.why_not, width)
        if ticked:
            return selection_runs(self.selection, self.code, legend, width)
        group = group_of_line(self._dossier.database, line) if line is not None else None
        return rule_runs(partial_line(group), width) if group is not None and group.partial else []
