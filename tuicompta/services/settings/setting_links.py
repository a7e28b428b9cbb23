"""Records that settings name: which ones a setting accepts, which one it takes by default, which settings name one."""

import json
from datetime import date
from typing import NamedTuple

from tuicompta.core.enums import JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.settings import SETTINGS, Kind, Link, Setting
from tuicompta.core.text import excerpt
from tuicompta.models.database import Database

_JOURNALS = """
    SELECT code, description, type, inactive,
           EXISTS (SELECT 1 FROM journal_year JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
                    WHERE journal_id = journal.id AND counterpart_mode = 'foot_of_journal' AND closed_at IS NULL)
      FROM journal WHERE type <> 'opening' ORDER BY code
"""
_ACCOUNT = "SELECT type, blocked FROM account WHERE number = ?"
_FIRST_ACCOUNT = """
    SELECT number FROM account WHERE type = 'D' AND blocked = 0 AND number >= ? AND number < ? || '~'
       AND (? = '' OR number NOT GLOB ? || '*')
     ORDER BY number LIMIT 1
"""
_EXISTS = {
    Link.PAYMENT_METHOD: "SELECT 1 FROM payment_method WHERE code = ?",
    Link.BANK: "SELECT 1 FROM bank WHERE code = ?",
    Link.NAF_CODE: "SELECT 1 FROM naf_code WHERE code = ?",
}
_NAF_CODES = "SELECT code, label FROM naf_code ORDER BY nomenclature = ? DESC, code"
_NAF_2025 = date(2027, 1, 1)
_STORED = "SELECT key, value FROM setting"


class SettingRefusedError(TuicomptaError):
    """A setting does not take this value."""

    template = "«{label}» : {reason}."


class JournalFound(NamedTuple):
    """A journal as settings look at it."""

    code: str
    description: str
    type: str
    inactive: bool
    foot_of_journal: bool


def journals_for(database: Database, setting: Setting) -> list[JournalFound]:
    """Return the active journals that a setting accepts, by code (OSP-02, ORG-01, OLA-05)."""
    return [journal for journal in _journals(database) if not _journal_refusal(setting, journal)]


def default_code(database: Database, setting: Setting) -> str | None:
    """Return the record that a setting takes until one is chosen: the first that it accepts (OSP-01, ORG-02, OLA-04).

    Nothing when the dossier has none.
    """
    wanted = setting.wanted
    if setting.link is Link.ACCOUNT:
        found: str | None = database.value(_FIRST_ACCOUNT, (wanted.default, wanted.default, wanted.but, wanted.but))
        return found
    return next((found.code for found in journals_for(database, setting) if found.type == wanted.default), None)


def check_link(database: Database, setting: Setting, code: str) -> None:
    """Refuse a record that does not exist or that the setting does not accept; raises SettingRefusedError."""
    reason = ""
    if setting.link is Link.JOURNAL:
        known = next((journal for journal in _journals(database) if journal.code == code), None)
        reason = f"le journal {excerpt(code)} n'existe pas" if known is None else _journal_refusal(setting, known)
    elif setting.link is Link.ACCOUNT:
        reason = _account_refusal(database, setting, code)
    elif setting.link in _EXISTS and database.row(_EXISTS[setting.link], (code,)) is None:
        reason = f"«{excerpt(code)}» n'existe pas"
    if reason:
        raise SettingRefusedError(label=setting.label, reason=reason)


def naf_codes(database: Database, day: date) -> list[tuple[str, str]]:
    """Return the activity codes with their labels; those of NAF 2025 come first from 01/01/2027 (DV-06)."""
    newest = "naf_2025" if day >= _NAF_2025 else "naf_2"
    return [(code, label) for code, label in database.rows(_NAF_CODES, (newest,))]


def settings_naming(database: Database, link: Link, code: str) -> list[str]:
    """Return the labels of the settings in which this record was chosen: it can be neither deleted nor put away."""
    stored = {key: json.loads(value) for key, value in database.rows(_STORED)}
    return [
        setting.label
        for setting in SETTINGS.values()
        if setting.kind is Kind.LINK and setting.link is link and stored.get(setting.key) == code
    ]


def _journals(database: Database) -> list[JournalFound]:
    rows = database.rows(_JOURNALS)
    return [JournalFound(code, text, kind, bool(off), bool(foot)) for code, text, kind, off, foot in rows]


def _journal_refusal(setting: Setting, journal: JournalFound) -> str:
    if journal.inactive:
        return f"le journal {journal.code} est inactif"
    if journal.type not in setting.wanted.types:
        return f"un journal de type {JournalType(journal.type).label} n'est pas accepté"
    if journal.foot_of_journal and not setting.wanted.foot_of_journal:
        return f"le journal {journal.code} est en pied de journal"
    return ""


def _account_refusal(database: Database, setting: Setting, number: str) -> str:
    row = database.row(_ACCOUNT, (number,))
    if row is None:
        return f"le compte {excerpt(number)} n'existe pas"
    if row[0] != "D":
        return f"le compte {number} est de type Racine"
    if row[1]:
        return f"le compte {number} est bloqué"
    if not number.startswith(setting.wanted.roots):
        return f"un compte de racine {' ou '.join(setting.wanted.roots)} est attendu"
    return ""
