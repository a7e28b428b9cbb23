"""Balances of a file against those of its entries in the dossier, account by account (FECI-11)."""

from collections.abc import Collection, Iterable, Iterator

from tuicompta.models.database import Database
from tuicompta.services.fec.outcome import Difference
from tuicompta.services.fec.plan import ImportPlan

# The entries of a lot are the last ones: one index gives their lines without reading them.
_IMPORTED = """
    SELECT number, balance FROM account JOIN (
        SELECT account_id, sum(debit) - sum(credit) AS balance FROM entry_line INDEXED BY line_of_account
         WHERE entry_id >= (SELECT min(id) FROM entry WHERE import_lot_id = ?) GROUP BY account_id)
        ON account_id = account.id
"""
_BEFORE = """
    SELECT import_key, number, sum(debit) - sum(credit) FROM entry_line JOIN entry ON entry.id = entry_id
      JOIN account ON account.id = account_id JOIN import_lot ON import_lot.id = import_lot_id
     WHERE import_key IS NOT NULL AND siren = ? AND import_lot_id <> ? GROUP BY entry_id, account_id
"""


def differences(database: Database, plan: ImportPlan, lot: int, skipped: Collection[bytes]) -> list[Difference]:
    """Return the accounts whose balance in the file is not that of its entries in the dossier; cents.

    These are the entries of the lot, and those of earlier imports that the lot skipped, as they are now: `skipped` are
    their keys.
    """
    in_file: dict[str, int] = {}
    for facts in plan.survey.accounts:
        mapped = plan.accounts[facts.account, facts.auxiliary]
        _add(in_file, [(mapped.number or facts.auxiliary or facts.account, facts.balance)])
    in_dossier: dict[str, int] = {}
    _add(in_dossier, database.rows(_IMPORTED, (lot,)))
    if skipped:
        _add(in_dossier, _before(database, plan, lot, skipped))
    pairs = (
        (number, in_file.get(number, 0), in_dossier.get(number, 0)) for number in in_file.keys() | in_dossier.keys()
    )
    return sorted(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _add(balances: dict[str, int], rows: Iterable[tuple[str, int]]) -> None:
    for number, balance in rows:
        balances[number] = balances.get(number, 0) + balance


def _before(database: Database, plan: ImportPlan, lot: int, skipped: Collection[bytes]) -> Iterator[tuple[str, int]]:
    """Yield the balances, by entry, of the entries of the file that were imported before."""
    for key, number, balance in database.stream(_BEFORE, (plan.survey.siren, lot)):
        if key in skipped:
            yield number, balance
