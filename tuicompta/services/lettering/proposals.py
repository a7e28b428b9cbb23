"""The groups that a run of automatic lettering would write, shown first and written on request (LAUT-22)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.lettering.lines import FoundGroup
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.lettering.accounts import LetteredAccount, lettered_account
from tuicompta.services.lettering.gap import DEFAULT_LABEL, GapEntries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.lettering.search import AutomaticRequest, Search, Told
from tuicompta.services.lettering.writing import AccountOutcome, Posted


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group found and not written; `gap` in cents, debits − credits (LAUT-22)."""

    number: str
    title: str
    lines: Sequence[int]
    debit: int
    credit: int
    start: date
    end: date

    @property
    def gap(self) -> int:
        """Debits − credits."""
        return self.debit - self.credit


def proposals(dossier: Dossier, request: AutomaticRequest, told: Told = lambda *_: None) -> Iterator[Proposal]:
    """Yield the groups that a run would write; nothing is written (LAUT-22)."""
    search = Search(dossier.database, request, told)
    for known in search.accounts():
        if known.allowed:
            account = lettered_account(dossier.database, known.number)
            for groups in search.found(account).groups.values():
                yield from (_proposal(account, group) for group in groups)


def letter_proposals(
    dossier: Dossier, request: AutomaticRequest, chosen: Sequence[Proposal], told: Told = lambda *_: None
) -> Iterator[AccountOutcome]:
    """Letter the groups chosen among proposals, account by account; one that changed meanwhile is refused and left."""
    dossier.require_writable()
    gaps = GapEntries(request.piece, request.label or DEFAULT_LABEL)
    by_account: dict[str, list[Proposal]] = {}
    for proposal in chosen:
        by_account.setdefault(proposal.number, []).append(proposal)
    for done, (number, groups) in enumerate(by_account.items()):
        told(done, len(by_account), f"Compte {number}")
        with transaction(dossier.database):
            results = [(proposal, _try_to_letter(dossier, proposal, gaps)) for proposal in groups]
        made = [proposal for proposal, result in results if not isinstance(result, TuicomptaError)]
        yield AccountOutcome(
            number,
            groups[0].title,
            len(made),
            sum(len(proposal.lines) for proposal in made),
            [result for _, result in results if isinstance(result, Posted)],
            refused=[result for _, result in results if isinstance(result, TuicomptaError)],
        )


def _try_to_letter(dossier: Dossier, proposal: Proposal, gaps: GapEntries) -> Posted | TuicomptaError | None:
    try:
        done = letter_lines(dossier, proposal.number, proposal.lines, gaps=gaps)
    except TuicomptaError as refusal:
        return refusal
    return Posted(done.gap_entry, done.gap) if done.gap_entry is not None else None


def _proposal(account: LetteredAccount, group: FoundGroup) -> Proposal:
    balances = [line.balance for line in group.lines]
    return Proposal(
        account.number,
        account.title,
        [line.id for line in group.lines],
        sum(balance for balance in balances if balance > 0),
        -sum(balance for balance in balances if balance < 0),
        date.fromordinal(group.lines[0].day),
        date.fromordinal(group.lines[-1].day),
    )
