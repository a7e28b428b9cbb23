"""Chequebooks and cheques: their states and the numbers of a chequebook (CHQF)."""

from tuicompta.core.enums import Labelled
from tuicompta.core.errors import TuicomptaError

HIGHEST_NUMBER = 9_999_999
"""Cheque numbers have 1 to 7 digits (CHQF-07)."""


class ChequebookState(Labelled):
    """State of a chequebook; only cheques of current ones are used in payments (CHQF-01, CHQF-03)."""

    CURRENT = "current", "En cours"
    CANCELLED = "cancelled", "Annulé"
    FINISHED = "finished", "Terminé"


class ChequeState(Labelled):
    """State of a cheque (CHQF-11)."""

    AVAILABLE = "available", "Disponible"
    USED = "used", "Utilisé"
    CANCELLED = "cancelled", "Annulé"
    BLOCKED = "blocked", "Bloqué"


class ChequeNumbersError(TuicomptaError):
    """The first and last number of a chequebook do not make a range (CHQF-07)."""

    template = "Numéros de chèques {first} à {last} refusés : de 1 à 7 chiffres, le dernier au moins égal au premier."


class TooManyChequesError(TuicomptaError):
    """A chequebook holds more cheques than the options allow (CHQF-09)."""

    template = (
        "Un chéquier de {count} chèques est refusé : {most} au plus. Changez les numéros, ou le nombre de chèques dans "
        "les options de règlement."
    )


def cheque_numbers(first: int, last: int, most: int) -> range:
    """Return the numbers of a chequebook; raises ChequeNumbersError and TooManyChequesError (CHQF-07, CHQF-09)."""
    if not 1 <= first <= last <= HIGHEST_NUMBER:
        raise ChequeNumbersError(first=first, last=last)
    numbers = range(first, last + 1)
    if len(numbers) > most:
        raise TooManyChequesError(count=len(numbers), most=most)
    return numbers
