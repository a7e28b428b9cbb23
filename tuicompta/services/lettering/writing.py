"""Writing the groups that a run found, those of several accounts at once (LAUT-14, LAUT-20, LETT-17)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.lettering.lines import FoundGroup
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import SavedEntry
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear
from tuicompta.services.lettering.accounts import LetteredAccount
from tuicompta.services.lettering.codes import Codes, store_codes
from tuicompta.services.lettering.gap import GapEntries
from tuicompta.services.lettering.groups import NewGroup, leave_partial_groups, partial_lines, write_groups


class Posted(NamedTuple):
    """A balancing entry of a run: its identifier, the gap that it takes (debits − credits, cents)."""

    entry_id: int
    gap: int


@dataclass(frozen=True, slots=True)
class AccountOutcome:
    """What a run did of an account; `skipped` says why it was left out, `refused` which groups could not be written."""

    number: str
    title: str
    groups: int = 0
    lines: int = 0
    posted: Sequence[Posted] = ()
    skipped: str = ""
    refused: Sequence[TuicomptaError] = ()


@dataclass
class Writing:
    """The groups of one commit: balancing entries are posted as groups are taken, the groups written together."""

    dossier: Dossier
    gaps: GapEntries
    groups: list[NewGroup] = field(default_factory=list)
    codes: list[Codes] = field(default_factory=list)

    def take(self, account: LetteredAccount, found: Mapping[FiscalYear, Sequence[FoundGroup]]) -> AccountOutcome:
        """Take the groups of an account, in the order of their oldest lines; one whose gap is refused stays open."""
        groups = lines = 0
        posted: list[Posted] = []
        refused: list[TuicomptaError] = []
        following = account
        for year, of_year in found.items():
            codes = Codes(self.dossier.database, following, year)
            for group in of_year:
                code = codes.proposed()
                try:
                    saved = self._post_gap(account, year, group, code)
                except TuicomptaError as refusal:
                    refused.append(refusal)
                    continue
                posted += [Posted(saved.entry_id, group.gap)] if saved else []
                codes.take(code)
                taken = [line.id for line in group.lines]
                self.groups.append(
                    NewGroup(account.id, year.id, code, [*taken, *(saved.line_ids[:1] if saved else ())])
                )
                groups, lines = groups + 1, lines + len(taken)
            self.codes.append(codes)
            following = replace(account, next_code=codes.following)
        return AccountOutcome(account.number, account.title, groups, lines, posted, refused=refused)

    def write(self) -> None:
        """Write everything taken; the lines leave their partial groups first."""
        if partial := set(partial_lines(self.dossier.database)):
            taken = {line for group in self.groups for line in group.lines}
            leave_partial_groups(self.dossier, taken & partial)
        write_groups(self.dossier, self.groups)
        store_codes(self.dossier.database, self.codes)

    def _post_gap(self, account: LetteredAccount, year: FiscalYear, group: FoundGroup, code: str) -> SavedEntry | None:
        if not group.gap:
            return None
        last = date.fromordinal(group.lines[-1].day)
        return self.gaps.post(self.dossier, account, year, group.gap, code, last)
