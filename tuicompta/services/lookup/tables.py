"""Small tables for the entry grids: label models, payment methods, cheques, guide models."""

from collections.abc import Sequence

from tuicompta.core.entry.ports import CodeInfo, GuideModel, LabelModelInfo
from tuicompta.core.enums import JournalType
from tuicompta.services.entries.cheques import cheque_refusal
from tuicompta.services.guides import active_guide_models
from tuicompta.services.lookup.base import Lookup, database_of

_LABEL_MODELS = """
    SELECT code, label FROM label_model WHERE active = 1 AND (journal_type IS NULL OR journal_type = ?) ORDER BY code
"""
_CHEQUES = """
    SELECT cheque.number, chequebook.code FROM cheque JOIN chequebook ON chequebook.id = chequebook_id
      JOIN bank ON bank.id = cheque.bank_id
     WHERE bank.journal_id = (SELECT id FROM journal WHERE code = ?) AND cheque.state = 'available'
       AND chequebook.state = 'current'
     ORDER BY main DESC, chequebook.code, number LIMIT 500
"""


class TableLookup(Lookup):
    """Label models, payment methods, cheques and guide models."""

    def label_models(self, journal_type: JournalType) -> Sequence[LabelModelInfo]:
        """Return the active label models of this type and of «Tous», by code (ML-05)."""
        rows = database_of(self).rows(_LABEL_MODELS, (journal_type.value,))
        return [LabelModelInfo(code, label) for code, label in rows]

    def payment_methods(self) -> Sequence[CodeInfo]:
        """Return the payment methods, by code."""
        rows = database_of(self).rows("SELECT code, label FROM payment_method ORDER BY code")
        return [CodeInfo(code, label) for code, label in rows]

    def is_cheque_method(self, payment_method: str) -> bool:
        """Return whether a payment method is of nature «Chèque» (CHQ-03)."""
        nature = database_of(self).value("SELECT nature FROM payment_method WHERE code = ?", (payment_method,))
        return bool(nature == "cheque")

    def available_cheques(self, journal: str) -> Sequence[CodeInfo]:
        """Return the available cheques of the bank of the journal, main chequebook first (CHQ-03 to CHQ-05)."""
        return [CodeInfo(str(number), book) for number, book in database_of(self).rows(_CHEQUES, (journal,))]

    def cheque_refusal(self, journal: str, number: str) -> str:
        """Return why a cheque number cannot be used in this journal (CHQ-07, CHQ-08), or "" when it can."""
        database = database_of(self)
        journal_id = database.value("SELECT id FROM journal WHERE code = ?", (journal,))
        return cheque_refusal(database, journal_id or 0, number)

    def guide_models(self) -> Sequence[GuideModel]:
        """Return the active guide models, by code then name (KM-91)."""
        return active_guide_models(database_of(self))
