"""«Créer un modèle depuis cette écriture»: a new model filled with the lines of an entry (MG-13)."""

from tuicompta.core.enums import JournalType, Side
from tuicompta.models.database import Database
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.guides.lines import GuideModelLine
from tuicompta.services.guides.models import GuideModelCard

_ENTRY = "SELECT code, type FROM entry JOIN journal ON journal.id = journal_id WHERE entry.id = ?"
_LINES = """
    SELECT number, label, debit - credit FROM entry_line JOIN account ON account.id = account_id
     WHERE entry_id = ? ORDER BY position
"""
_TOKEN_SIGNS = str.maketrans("{}", "()")


def model_from_entry(database: Database, entry_id: int) -> GuideModelCard:
    """Return the card of a new model with the accounts, labels and sides of an entry, amounts left open (MG-13).

    Braces of labels, which would be tokens, become parentheses. Raises `EntryGoneError`.
    """
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        raise EntryGoneError
    journal, kind = row
    lines = tuple(
        GuideModelLine(number, label.translate(_TOKEN_SIGNS), Side.DEBIT if balance > 0 else Side.CREDIT)
        for number, label, balance in database.rows(_LINES, (entry_id,))
    )
    usable = JournalType(kind) if kind != JournalType.OPENING else JournalType.GENERAL
    return GuideModelCard(usable, "", "", journal if usable == kind else "", lines=lines)
