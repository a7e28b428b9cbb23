"""Closed lists of the trade. The value is what is stored, `label` is what the screen shows."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A closed list: stored values with their French labels."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member of the pair that declares it; the value alone finds it again."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class JournalType(Labelled):
    """What a journal is for; drives proposals and line types (JO-06)."""

    PURCHASES = "purchases", "Achats"
    SALES = "sales", "Ventes"
    TREASURY = "treasury", "Trésorerie"
    GENERAL = "general", "Opérations Diverses"
    OPENING = "opening", "À nouveaux"


class CounterpartMode(Labelled):
    """How a treasury journal balances its lines (JF-18)."""

    NONE = "none", "Aucune"
    LINE_BY_LINE = "line_by_line", "Ligne à ligne"
    FOOT_OF_JOURNAL = "foot_of_journal", "En pied de journal"


class NumberingMode(Labelled):
    """How a journal numbers its pieces (JF-10)."""

    MANUAL = "manual", "Manuelle"
    PER_PERIOD = "per_period", "Automatique, continue sur la période"
    PER_YEAR = "per_year", "Automatique, continue sur l'exercice"


class EntryStatus(Labelled):
    """State of an entry, common to all its lines (STA)."""

    UNVALIDATED = "N", "Non validé"
    SIMULATED = "S", "Simulé"
    VALIDATED = "V", "Validé"

    @property
    def mark(self) -> str:
        """Letter of the column «Statut», blank for an unvalidated entry (STA-02, STA-03, STA-05)."""
        return "" if self is EntryStatus.UNVALIDATED else self.value


class AccountType(Labelled):
    """Whether an account receives lines or only gives subtotals (FC-19)."""

    DETAIL = "D", "Détail"
    ROOT = "R", "Racine"


class Side(Labelled):
    """Side of an amount."""

    DEBIT = "D", "Débit"
    CREDIT = "C", "Crédit"

    @property
    def opposite(self) -> "Side":
        """The other side."""
        return Side.CREDIT if self is Side.DEBIT else Side.DEBIT


class LineType(Labelled):
    """Derived type of a third-party line (TL)."""

    INVOICE = "invoice", "Facture"
    CREDIT_NOTE = "credit_note", "Avoir"
    PAYMENT = "payment", "Règlement"
    REFUND = "refund", "Remboursement"


class EntryOrigin(Labelled):
    """Screen or treatment that produced an entry (RECH-04)."""

    JOURNAL_WINDOW = "journal_window", "Saisie par journal"
    SINGLE_ENTRY = "single_entry", "Saisie par écriture"
    CONTINUOUS_ENTRY = "continuous_entry", "Saisie au kilomètre"
    PRACTICAL_PURCHASES = "practical_purchases", "Mes achats"
    PRACTICAL_SALES = "practical_sales", "Mes ventes"
    PRACTICAL_TREASURY = "practical_treasury", "Ma trésorerie"
    GUIDED_ENTRY = "guided_entry", "Saisie par guide"
    RECURRING_ENTRY = "recurring_entry", "Abonnement"
    PAYMENT = "payment", "Règlement"
    BANK_STATEMENT = "bank_statement", "Relevé bancaire"
    CUT_OFF = "cut_off", "Régularisation"
    ACCRUAL_REVERSAL = "accrual_reversal", "Extourne"
    REVERSAL = "reversal", "Contrepassation"
    LETTERING_GAP = "lettering_gap", "Régularisation de lettrage"
    VAT = "vat", "TVA"
    CARRY_FORWARD = "carry_forward", "À nouveaux"
    OPENING_BALANCE = "opening_balance", "Balance d'ouverture"
    IMPORT = "import", "Import"


class DocumentKind(Labelled):
    """What produced an entry, or hangs on it: what «Voir document» opens (SW-16).

    All but the last two are stored in `entry.source_kind`.
    """

    GUIDED_ENTRY = "guided_entry", "Saisie par guide"
    PRACTICAL_ENTRY = "practical_entry", "Saisie pratique"
    RECURRING_ENTRY = "recurring_entry", "Abonnement"
    PAYMENT = "payment", "Règlement"
    BANK_STATEMENT = "bank_statement", "Relevé bancaire"
    CUT_OFF_ITEM = "cut_off_item", "Régularisation"
    IMPORT_LOT = "import_lot", "Lot importé"
    ENTRY = "entry", "Écriture"
    FILE = "file", "Fichier joint"


class DueDateMode(Labelled):
    """How due dates are entered on a third-party account (FC-27)."""

    NONE = "none", "Aucun"
    SCHEDULE = "schedule", "Échéancier"
    AUTOMATIC = "automatic", "Échéancier automatique en saisie"


class VatBasis(Labelled):
    """When VAT is due: with the invoice or with the payment (ST-06)."""

    DEBITS = "debits", "Débits"
    RECEIPTS = "receipts", "Encaissements"


class VatTerritory(Labelled):
    """Where VAT is due: the territory of a dossier, or one of the three foreign ones (DOSN-06, TX-01)."""

    MAINLAND = "mainland", "France continentale"
    CORSICA = "corsica", "Corse"
    OVERSEAS = "overseas", "DOM (Guadeloupe, Martinique, La Réunion)"
    GUIANA_MAYOTTE = "guiana_mayotte", "Guyane et Mayotte"
    MONACO = "monaco", "Monaco"
    INTRA_COMMUNITY = "intra_community", "Intracommunautaire"
    OUTSIDE_FRANCE = "outside_france", "Assujetti hors de France"
    IMPORT = "import", "Importation"

    @property
    def is_domestic(self) -> bool:
        """Whether a company may be established there."""
        return self not in {VatTerritory.INTRA_COMMUNITY, VatTerritory.OUTSIDE_FRANCE, VatTerritory.IMPORT}


class VatDirection(Labelled):
    """Direction of a VAT record (TVAP-04, TVAP-05)."""

    COLLECTED = "collected", "TVA collectée"
    DEDUCTIBLE = "deductible", "TVA déductible"
    EXEMPT = "exempt", "Exonéré"


class LabelRule(Labelled):
    """What the label cell proposes (JF-25)."""

    NONE = "none", "Aucun"
    REPEAT = "repeat", "Reprise"
    ACCOUNT_TITLE = "account_title", "Intitulé du compte"
    BUILT = "built", "Construit"


class ReconciliationMode(Labelled):
    """How a bank account is reconciled (FC-26)."""

    NONE = "none", "Aucun"
    BY_ACCOUNT = "by_account", "Par compte"
    BY_JOURNAL = "by_journal", "Par journal"
