"""Lines of one customer, in an account that accepts a gap of 5 cents when asked."""

from collections.abc import Sequence
from datetime import date

from tests.services.entries_kit import entry, line
from tests.services.typing_kit import Desk
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.approximate_lettering import Approximation
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries

_OF_ACCOUNT = """
    SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = ? ORDER BY entry_line.id
"""
_CODES = """
    SELECT entry_line.id, coalesce(code, '') FROM entry_line LEFT JOIN lettering ON lettering.id = lettering_id
      JOIN account ON account.id = entry_line.account_id WHERE number = ? ORDER BY entry_line.id
"""
# What INVL-01 and INVL-02 say no lettered group may be.
_FAULTY = """
    SELECT lettering.id FROM lettering LEFT JOIN entry_line ON lettering_id = lettering.id
      LEFT JOIN entry ON entry.id = entry_id GROUP BY lettering.id
    HAVING count(entry_line.id) < 2 OR complete = 0 OR count(DISTINCT entry_line.account_id) <> 1
        OR count(DISTINCT entry.fiscal_year_id) <> 1 OR (partial = 0 AND sum(debit) <> sum(credit))
        OR max(entry_line.account_id) <> lettering.account_id OR max(entry.fiscal_year_id) <> lettering.fiscal_year_id
"""


def post(
    dossier: Dossier,
    *balances: int,
    account: str = "411MAR",
    day: date = date(2026, 3, 15),
    days: Sequence[date] = (),
    pieces: Sequence[str] = (),
    documents: Sequence[str] = (),
) -> list[int]:
    """Post one entry for each balance of the account and return the lines of the account."""
    entries = []
    for rank, cents in enumerate(balances):
        debit, credit = max(cents, 0), max(-cents, 0)
        cells = {"piece": pieces[rank] if pieces else "", "document": documents[rank] if documents else ""}
        own = line(account, debit, credit, **cells)
        when = days[rank] if days else day
        entries.append(entry(own, line("1068", credit, debit, **cells), journal="OD", day=when, key=rank + 1))
    save_entries(dossier, entries, EntryOrigin.JOURNAL_WINDOW)
    return [identifier for (identifier,) in dossier.database.rows(_OF_ACCOUNT, (account,))][-len(balances) :]


def codes(dossier: Dossier, account: str = "411MAR") -> list[str]:
    """The codes of the lines of an account, in their order."""
    return [code for _, code in dossier.database.rows(_CODES, (account,))]


def codes_of(dossier: Dossier, lines: Sequence[int], account: str = "411MAR") -> list[str]:
    """The codes of some lines of an account."""
    known: dict[int, str] = dict(dossier.database.rows(_CODES, (account,)))
    return [known[found] for found in lines]


def next_code(dossier: Dossier, account: str = "411MAR") -> str:
    return str(dossier.database.value("SELECT next_lettering_code FROM account WHERE number = ?", (account,)))


def faulty_groups(dossier: Dossier) -> list[int]:
    """The groups that break INVL-01 or INVL-02."""
    return [group for (group,) in dossier.database.rows(_FAULTY)]


def accept_gap(dossier: Dossier, most: int = 5, *, account: str = "411MAR", journal: str = "OD") -> None:
    """Let an account accept gaps, posted in a journal between 6588 and 7588."""
    values = Approximation(most, "6588", "7588", journal)
    Desk(dossier).account(account, lettering=True, approximate_lettering=True, approximation=values)


def balance_of(dossier: Dossier, account: str = "411MAR") -> int:
    """The balance of an account in cents, as the kept totals know it."""
    query = "SELECT sum(debit - credit) FROM balance_total JOIN account ON account.id = account_id WHERE number = ?"
    return int(dossier.database.value(query, (account,)) or 0)


def entry_lines(dossier: Dossier, entry_id: int | None) -> list[tuple[str, int, int, str]]:
    """Account, debit, credit and label of the lines of an entry."""
    query = (
        "SELECT number, debit, credit, label FROM entry_line JOIN account ON account.id = account_id"
        " WHERE entry_id = ? ORDER BY position"
    )
    return [
        (number, debit, credit, label) for number, debit, credit, label in dossier.database.rows(query, (entry_id,))
    ]
