"""Refusals of guided entries (SGE)."""

from tuicompta.core.errors import TuicomptaError


class GuidedEntryStateError(TuicomptaError):
    """A guided entry posted, or changed in the journal since, is only read (SGE-11, SGE-12)."""

    template = (
        "L'écriture guidée {number} est à l'état «{state}» : elle ne peut pas être {act} ici. "
        "Si elle est comptabilisée, passez par «Modifier la saisie guidée» dans le journal."
    )


class GuidedYearClosedError(TuicomptaError):
    """No guided entry is created or changed in a closed fiscal year (SGE-06, SGE-07)."""

    template = "{month} n'est pas un mois d'un exercice ouvert : choisissez un autre mois."


class GuidedYearError(TuicomptaError):
    """The number of a guided entry belongs to its fiscal year and to its type (SGE-08)."""

    template = "L'écriture guidée {number} garde son exercice et son type : créez-en une autre."


class InactiveGuideError(TuicomptaError):
    """An inactive model gives no new guided entry (MG-04, SGE-02)."""

    template = "Le modèle «{name}» est inactif : choisissez-en un autre, ou rendez-le actif."


class EmptyGuidedEntryError(TuicomptaError):
    """A guided entry without amount cannot be posted (SGE-18)."""

    template = "L'écriture guidée {number} n'a aucun montant : saisissez-la avant de la comptabiliser."
