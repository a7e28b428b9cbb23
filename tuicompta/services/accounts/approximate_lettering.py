"""Approximate lettering of accounts: its ceiling, where the difference is posted, what it begins with (FC-24, OLA)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tuicompta.core.account_fields import may_be_lettered
from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.settings import SETTINGS
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.settings.setting_links import check_link, journals_for
from tuicompta.services.settings.settings import number_setting, text_setting
from tuicompta.services.small_tables.choices import Coded

LOWEST_GAP = 1
_KEYS = ("lettering.gap_account_debit", "lettering.gap_account_credit", "lettering.gap_journal")

_ACCOUNTS = "SELECT id, number, type, approximate_lettering FROM account WHERE id = ?"
_SWITCH_ON = """
    UPDATE account
       SET lettering = 1, approximate_lettering = 1, maximum_gap = ?,
           gap_account_debit_id = (SELECT id FROM account AS other WHERE other.number = ?),
           gap_account_credit_id = (SELECT id FROM account AS other WHERE other.number = ?),
           gap_journal_id = (SELECT id FROM journal WHERE code = ?),
           version = version + 1, changed_by = ?, changed_at = ?
     WHERE id = ?
"""
_SWITCH_OFF = """
    UPDATE account
       SET approximate_lettering = 0, maximum_gap = NULL, gap_account_debit_id = NULL, gap_account_credit_id = NULL,
           gap_journal_id = NULL, version = version + 1, changed_by = ?, changed_at = ?
     WHERE id = ?
"""


class ApproximationMissingError(TuicomptaError):
    """Approximate lettering needs its ceiling, its two accounts and its journal (OLA-06)."""

    template = "Lettrage approché : «{label}» est obligatoire."


@dataclass(frozen=True, slots=True)
class Approximation:
    """The four values of approximate lettering; the ceiling is in cents, the rest numbers and a code."""

    maximum_gap: int | None = None
    gap_account_debit: str | None = None
    gap_account_credit: str | None = None
    gap_journal: str | None = None


class Switched(NamedTuple):
    """What a change on several accounts did: accounts switched on, switched off, skipped (PC-09)."""

    on: Sequence[str]
    off: Sequence[str]
    skipped: Sequence[str]


def default_approximation(database: Database) -> Approximation:
    """Return the values of the options, that an account copies (OLA-01); what is empty there is empty here."""
    codes = [text_setting(database, key) or None for key in _KEYS]
    return Approximation(number_setting(database, "lettering.maximum_gap"), *codes)


def gap_journals(database: Database) -> list[Coded]:
    """Return the journals in which a difference may be posted (OLA-05)."""
    return [Coded(found.code, found.description) for found in journals_for(database, SETTINGS[_KEYS[-1]])]


def check_approximation(database: Database, values: Approximation) -> None:
    """Refuse an empty value and a record that the options would not accept.

    Raises `ApproximationMissingError` (OLA-06) and `SettingRefusedError` (OLA-04, OLA-05).
    """
    if values.maximum_gap is None or values.maximum_gap < LOWEST_GAP:
        raise ApproximationMissingError(label=SETTINGS["lettering.maximum_gap"].label)
    codes = (values.gap_account_debit, values.gap_account_credit, values.gap_journal)
    for key, code in zip(_KEYS, codes, strict=True):
        if not code:
            raise ApproximationMissingError(label=SETTINGS[key].label)
        check_link(database, SETTINGS[key], code)


def switch_approximation(dossier: Dossier, accounts: Sequence[int]) -> Switched:
    """Turn approximate lettering over on accounts; those that cannot be lettered are skipped (PC-09).

    Switching on allows lettering too and copies the options. Raises the refusals of `check_approximation`.
    """
    dossier.require_writable()
    database = dossier.database
    on: list[str] = []
    off: list[str] = []
    skipped: list[str] = []
    with transaction(database):
        values = default_approximation(database)
        stamp = (dossier.user.id, dossier.now())
        for identifier, number, kind, approximate in _found(database, accounts):
            if not may_be_lettered(number, AccountType(kind)):
                skipped.append(number)
            elif approximate:
                database.run(_SWITCH_OFF, (*stamp, identifier))
                off.append(number)
            else:
                check_approximation(database, values)
                database.run(_SWITCH_ON, (*_columns(values), *stamp, identifier))
                on.append(number)
    return Switched(on, off, skipped)


def begin_approximation(dossier: Dossier, accounts: Iterable[tuple[int, str, AccountType]]) -> None:
    """Allow approximate lettering on new accounts when the option says so and the options are filled (OFC-04)."""
    database = dossier.database
    values = default_approximation(database)
    if text_setting(database, "accounts.lettering") != "approximate" or None in _columns(values):
        return
    stamp = (dossier.user.id, dossier.now())
    lettered = [key for key, number, kind in accounts if may_be_lettered(number, kind)]
    database.run_many(_SWITCH_ON, [(*_columns(values), *stamp, key) for key in lettered])


def kept_approximation(values: Approximation, *, allowed: bool) -> Approximation:
    """Return the values as they are stored: none where approximate lettering is not allowed."""
    return values if allowed else replace(values, **dict.fromkeys(values.__slots__))


def _found(database: Database, accounts: Sequence[int]) -> list[tuple[int, str, str, int]]:
    rows = [database.row(_ACCOUNTS, (identifier,)) for identifier in accounts]
    return [(row[0], row[1], row[2], row[3]) for row in rows if row is not None]


def _columns(values: Approximation) -> tuple[int | str | None, ...]:
    return values.maximum_gap, values.gap_account_debit, values.gap_account_credit, values.gap_journal
