"""Accounting warnings: they inform and never block (KM-33, KM-34, SJ-16, SJ-25)."""

from collections.abc import Iterator

from tuicompta.core.amounts import format_amount
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.model import AMOUNTS, Column, GridLine
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.entry.profile import EntryOptions
from tuicompta.core.enums import JournalType

_OF_RESULT = ("6", "7")


def of_account(facts: Facts, journal: JournalInfo, number: str) -> Iterator[str]:
    """Return what is unusual in an account of this journal: a forbidden root, a type of journal not allowed (KM-34).

    An account that the general chart of the fiscal year no longer has is told too (PCG-07).
    """
    if journal.forbidden_roots and number.startswith(journal.forbidden_roots):
        yield f"Le compte {number} fait partie des racines non autorisées du journal {journal.code}"
    account = facts.account(number)
    if account and not account.sides.get(journal.type, (True, None))[0]:
        yield f"Le compte {number} n'est pas autorisé dans un journal de type {journal.type.label}"
    if account and account.warning:
        yield account.warning


def of_amount(line: GridLine) -> Iterator[str]:
    """Return the warning of a negative amount (KM-33)."""
    typed = line.debit or line.credit
    if typed < 0:
        yield f"Montant négatif : {format_amount(typed)}"


def of_cell(facts: Facts, options: EntryOptions, journal: JournalInfo, line: GridLine, column: Column) -> Iterator[str]:
    """Return the warnings shown at once after a cell, in the windows that do so (SJ-39, BO-12)."""
    if column is Column.ACCOUNT and journal.type is JournalType.OPENING and line.account.startswith(_OF_RESULT):
        yield "Compte de gestion dans une balance d'ouverture"
    if column is Column.ACCOUNT and line.account and options.account_alerts:
        yield from of_account(facts, journal, line.account)
    if column in AMOUNTS and options.negative_alerts:
        yield from of_amount(line)
