"""Journals and accounts of the file made ready in the dossier (CEE-02, CEE-03, FECI-05 to FECI-07)."""

from tuicompta.core.accounts import ControlAccountError, check_control_account, control_account_of
from tuicompta.core.enums import JournalType
from tuicompta.core.text import clean_text, fold
from tuicompta.exchange.fec.journals import OPENING_CODE
from tuicompta.models.database import Database
from tuicompta.services.accounts.account_batch import TITLE_LENGTH
from tuicompta.services.accounts.accounts import account_id, create_accounts
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fec.plan import ImportPlan
from tuicompta.services.journals.journals import DESCRIPTION_LENGTH, create_journal
from tuicompta.services.opening.opening_balance import ensure_opening_journal

_SET_CONTROL = """
    UPDATE account SET control_account_id = (SELECT id FROM account WHERE number = ?) WHERE number = ?
"""
_DETAIL = "UPDATE account SET type = 'D' WHERE type = 'R' AND number LIKE ? || '%' AND length(number) >= 3"
_UNUSED_JOURNAL = """
    SELECT type FROM journal WHERE code = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE journal_id = journal.id)
"""
_RENAME_ACCOUNT = "UPDATE account SET title = ?, folded_title = ? WHERE number = ?"
_RENAME_JOURNAL = "UPDATE journal SET description = ? WHERE code = ?"
_FORGET_JOURNAL = (
    (
        "DELETE FROM guide_model_line WHERE guide_model_id IN (SELECT guide_model.id FROM guide_model JOIN journal"
        " ON journal.id = journal_id WHERE code = ?)"
    ),
    "DELETE FROM guide_model WHERE journal_id = (SELECT id FROM journal WHERE code = ?)",
    "DELETE FROM journal_year WHERE journal_id = (SELECT id FROM journal WHERE code = ?)",
    "DELETE FROM journal WHERE code = ?",
)


def prepare_journals(dossier: Dossier, plan: ImportPlan) -> None:
    """Create the journals that are missing; in a new dossier, those delivered take what the file says of them."""
    database = dossier.database
    if plan.options.new_dossier:
        _adapt_journals(database, plan)
    for journal in plan.new_journals:
        create_journal(database, journal.code, journal.type, journal.description)
    opening_days = {t.day for t in plan.survey.days if plan.types[t.journal] is JournalType.OPENING}
    for year in {plan.periods[day].fiscal_year_id for day in opening_days if day in plan.periods}:
        ensure_opening_journal(database, year)


def _adapt_journals(database: Database, plan: ImportPlan) -> None:
    """Give the delivered journals the label and the type of the file, as long as they hold no entry."""
    for journal in plan.survey.journals:
        code, kind = plan.codes[journal.code], plan.types[journal.code]
        found = database.row(_UNUSED_JOURNAL, (code,))
        if found is None or code == OPENING_CODE:
            continue
        label = clean_text(journal.label).strip()[:DESCRIPTION_LENGTH]
        if found[0] != kind:
            for statement in _FORGET_JOURNAL:
                database.run(statement, (code,))
            create_journal(database, code, kind, label or code)
        elif label:
            database.run(_RENAME_JOURNAL, (label, code))


def prepare_accounts(dossier: Dossier, plan: ImportPlan) -> int:
    """Create the accounts that are missing, with their third parties; return how many third parties that made."""
    database = dossier.database
    if plan.options.new_dossier:
        _adapt_accounts(database, plan)
    before = _third_parties(database)
    missing = [account for account in plan.new_accounts if account_id(database, account.number) is None]
    create_accounts(dossier, [(account.number, account.title, account.type) for account in missing])
    controls = [(_accepted_control(account.number, account.control), account.number) for account in missing]
    database.run_many(_SET_CONTROL, controls)
    return _third_parties(database) - before


def _accepted_control(number: str, control: str) -> str:
    """Return the collective account told by the file when FC-40 accepts it.

    `401000` is the default one of `401FRS` when accounts have six characters: they have as many as this one.
    """
    if not control:
        return ""
    try:
        check_control_account(number, control, control_account_of(number, len(control), pad=True))
    except ControlAccountError:
        return ""
    return control


def _adapt_accounts(database: Database, plan: ImportPlan) -> None:
    """Give the delivered accounts the titles and collective accounts of the file; those it posts on receive lines."""
    known: dict[str, str] = dict(database.rows("SELECT number, type FROM account"))
    for facts in plan.survey.accounts:
        mapped = plan.accounts[facts.account, facts.auxiliary]
        if known.get(mapped.number) == "R":
            database.run(_DETAIL, (mapped.number,))
        titles = {mapped.number: facts.auxiliary_label if mapped.control else facts.account_label}
        if mapped.control:
            titles[mapped.control] = facts.account_label
        for number in titles.keys() & known.keys():
            shown = clean_text(titles[number]).strip()[:TITLE_LENGTH]
            if shown:
                database.run(_RENAME_ACCOUNT, (shown, fold(shown), number))
        if mapped.number in known:
            database.run(_SET_CONTROL, (_accepted_control(mapped.number, mapped.control), mapped.number))


def _third_parties(database: Database) -> int:
    return int(database.value("SELECT count(*) FROM third_party"))
