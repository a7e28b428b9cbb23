"""What the grid of a guided entry refuses in a cell, with the reason (SGE-16, SGE-20)."""

from tuicompta.core.errors import TuicomptaError


class LockedGuideCellError(TuicomptaError):
    """The model declares the cell not modifiable (MG-07, SGE-20)."""

    template = "Cellule fixée par le modèle : elle n'est pas modifiable ici."


class ReadOnlyGuideError(TuicomptaError):
    """The guided entry cannot be changed (SGE-07, SGE-11, SGE-12)."""

    template = "{reason}"


class NegativeGuideAmountError(TuicomptaError):
    """Amounts of guided entries are zero or positive (SGE-16)."""

    template = "Montant négatif refusé : tapez-le positif, de l'autre côté."


class AccountNotAllowedError(TuicomptaError):
    """The account is not allowed in journals of this type (SGE-15)."""

    template = "Compte {number} non autorisé dans un journal de type {type}. F4 montre les comptes possibles."


class UnknownGuideAccountError(TuicomptaError):
    """The text typed is no account (SGE-15)."""

    template = "Compte inconnu : «{text}». F4 montre les comptes possibles."


class DayOutsideMonthError(TuicomptaError):
    """The day is not one of the month (SGE-05, SGE-15)."""

    template = "Tapez un jour du mois, de {first} à {last}."
