"""What the entry grids refuse: one error per rule, whose sentence is shown under the grid."""

from tuicompta.core.dates import DateOutsideFiscalYearError
from tuicompta.core.errors import TuicomptaError


class UnknownJournalError(TuicomptaError):
    """No journal that can be entered here matches what was typed (KM-09)."""

    template = "Journal inconnu : «{text}». F4 montre les journaux."


class OtherFiscalYearError(DateOutsideFiscalYearError):
    """The date is in another fiscal year that is open, and that this window may take (KM-07, KM-55)."""

    template = f"{DateOutsideFiscalYearError.template}. F8 «Exercice de la saisie» en change."


class UnknownAccountError(TuicomptaError):
    """No account bears these words (KM-61)."""

    template = "Compte inconnu : «{text}». Tapez un numéro pour créer un compte, F4 pour voir le plan."


class BlockedAccountError(TuicomptaError):
    """The account refuses any new line (SJ-15, KM-67)."""

    template = "Compte bloqué : {number} {title}."


class RootAccountError(TuicomptaError):
    """A Racine account receives no line (SJ-12, KM-67)."""

    template = "Le compte {number} est de type Racine : il ne reçoit pas d'écritures."


class ZeroAmountError(TuicomptaError):
    """A line holds an amount (SJ-23, KM-80)."""

    template = "Montant nul interdit"


class UnknownPaymentMethodError(TuicomptaError):
    """No payment method matches what was typed (SJ-33)."""

    template = "Moyen de paiement inconnu : «{text}». F4 montre les moyens de paiement."


class ChequeError(TuicomptaError):
    """A cheque number cannot be used (CHQ-07, CHQ-08)."""

    template = "{reason}"


class UnknownTemplateError(TuicomptaError):
    """No active guide model begins so (KM-91)."""

    template = "Aucun modèle de guide actif ne commence par «{text}»."


class UnknownLabelModelError(TuicomptaError):
    """No active label model matches what was typed in the list (ML-05)."""

    template = "Aucun modèle de libellé ne correspond à «{text}»."


class DayOnlyError(TuicomptaError):
    """The cell takes the day of the period only (SJ-05)."""

    template = "Tapez le jour seul, du {start:%d/%m/%Y} au {end:%d/%m/%Y}."


class LockedCellError(TuicomptaError):
    """A saved entry or a protected line cannot change (KM-05, SJ-38)."""

    template = "{reason}"


class CellNotEnterableError(TuicomptaError):
    """The line has no such cell (KM-18, KM-21, KM-22)."""

    template = "{reason}"


class MissingCellError(TuicomptaError):
    """A mandatory cell is empty (KM-23)."""

    template = "{name} obligatoire"


class NoGhostLineError(TuicomptaError):
    """There is nothing to accept (KM-90)."""

    template = "Aucune ligne proposée à accepter."


class OperatorRefusedError(TuicomptaError):
    """An operator key has no meaning in this cell (KM-93)."""

    template = "«{key}» n'a pas de sens dans cette cellule."


class NothingToRepeatError(TuicomptaError):
    """There is no line above, or no entry to copy (KM-92, KM-93)."""

    template = "Rien à reprendre : aucune {what}."


class NoDateError(TuicomptaError):
    """A date to move is missing (FLD-08)."""

    template = "Aucune date à déplacer : tapez d'abord une date."


class NoOpenMonthError(TuicomptaError):
    """The journal has no open month left in the fiscal year (KM-56)."""

    template = "Le journal {journal} n'a plus de mois ouvert dans l'exercice."


class UnsavedLinesError(TuicomptaError):
    """The fiscal year of the header cannot change while lines wait for a save (KM-07)."""

    template = (
        "Enregistrez ou supprimez d'abord les lignes saisies : l'exercice ne change pas avec des lignes en attente."
    )


class NotDueError(TuicomptaError):
    """The line has no due date to edit (ECH-02, TL-06)."""

    template = "Pas d'échéance sur cette ligne : une échéance se saisit sur une facture d'un compte qui l'autorise."


class DuePartsError(TuicomptaError):
    """The due dates of a line do not add up to its amount (ECH-13)."""

    template = "Le total des échéances s'écarte de {difference} du montant de la ligne."


class TextNotFoundError(TuicomptaError):
    """Nothing in the grid holds the text (SJ-40)."""

    template = "«{text}» introuvable dans la grille."


class PasteInterruptedError(TuicomptaError):
    """A pasted text was refused on the way (KEY-18)."""

    template = "Collage interrompu à «{text}» : {reason} ({left} caractères non collés)"
