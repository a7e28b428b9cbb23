"""Refusals of lettering and unlettering."""

from tuicompta.core.errors import TuicomptaError


class LetteringNotAllowedError(TuicomptaError):
    """The account does not allow lettering (LETT-05)."""

    template = "Le compte {number} ({title}) n'autorise pas le lettrage : changez ce réglage sur sa fiche."


class RootNotLetteredError(TuicomptaError):
    """A Racine account has no lines (LETT-05)."""

    template = "Le compte {number} ({title}) est de type Racine : il n'a pas de lignes à lettrer."


class TooFewLinesError(TuicomptaError):
    """A lettered group has at least two lines (LETT-01)."""

    template = "Lettrage du compte {number} refusé : cochez au moins deux lignes du compte."


class LetteringYearError(TuicomptaError):
    """The lines belong to several fiscal years, or to a closed one (LETT-01, LETT-05)."""

    template = "Lettrage du compte {number} refusé : les lignes doivent être d'un seul exercice ouvert."


class AlreadyLetteredError(TuicomptaError):
    """One of the lines is lettered (LETT-08)."""

    template = "Lettrage du compte {number} refusé : une des lignes est déjà lettrée. Délettrez-la d'abord."


class LetteredLaterError(TuicomptaError):
    """The carried-forward copy of a line is lettered in a later fiscal year (LETT-21)."""

    template = (
        "Compte {number} : une des lignes est reportée et lettrée dans l'exercice du {start} au {end}. "
        "Délettrez-la depuis cet exercice."
    )


class SimulatedLineError(TuicomptaError):
    """One of the lines belongs to a simulated entry (LETT-08)."""

    template = "Lettrage du compte {number} refusé : une des lignes est simulée. Confirmez son écriture d'abord."


class LetteringGapError(TuicomptaError):
    """Debits and credits of the lines differ (LETT-08)."""

    template = "Lettrage du compte {number} refusé : l'écart des lignes cochées est de {gap}."


class GapTooLargeError(TuicomptaError):
    """The difference is above what the account accepts (LETT-17, OLA-03)."""

    template = "Lettrage du compte {number} refusé : l'écart de {gap} dépasse l'écart maximum du compte, {most}."


class GapEntryError(TuicomptaError):
    """The balancing entry cannot be posted: nothing is written (LETT-25)."""

    template = "Écart de lettrage du compte {number} : {reason}. Le lettrage est refusé, rien n'est écrit."


class LetteringCodeTakenError(TuicomptaError):
    """Another group of the account bears the code in the fiscal year (LETT-12)."""

    template = "Le code lettrage {code} est déjà utilisé sur le compte {number} dans l'exercice {year}."


class NothingLetteredError(TuicomptaError):
    """No line of the selection is lettered (LETT-09)."""

    template = "Aucune ligne lettrée"


class PartialBalancedError(TuicomptaError):
    """The lines settle each other: nothing would remain (LETT-31)."""

    template = "Lettrage partiel du compte {number} refusé : ces lignes s'équilibrent, lettrez-les."


class AccountRangeError(TuicomptaError):
    """A bound lies outside the accounts that the type proposes (LAUT-07, DLET-08)."""

    template = "Le compte {number} est hors des comptes proposés, de {first} à {last}."


class ClosedDatesError(TuicomptaError):
    """A date of the range lies in a closed fiscal year (DLET-06)."""

    template = "Le {date} est dans l'exercice {year}, clôturé : il ne se délettre plus."
