"""Refusals of the recurring entries."""

from tuicompta.core.errors import TuicomptaError


class NoRecurringLineError(TuicomptaError):
    """A card posts something: a model, or at least two lines (ABO-01)."""

    template = "L'abonnement {code} n'a rien à écrire : choisissez un modèle, ou tapez au moins deux lignes."


class RecurringGapError(TuicomptaError):
    """The amounts of a card balance (INV-01)."""

    template = "Les lignes de l'abonnement {code} ne sont pas équilibrées (écart {gap})."


class RecurringLineError(TuicomptaError):
    """A line of a card has an account and an amount (INV-15)."""

    template = "Ligne {line} de l'abonnement {code} : {missing}."


class RecurringJournalError(TuicomptaError):
    """A card posts in a journal where entries are typed whole, of the type of its model (ABO-01, MG-04)."""

    template = "Le journal {journal} ne convient pas à l'abonnement {code} : {reason}."


class ModelUnavailableError(TuicomptaError):
    """The guide model of a card is inactive, or unknown (ABO-01)."""

    template = "Le modèle «{model}» est inactif ou n'existe plus : l'abonnement {code} n'écrit plus rien avec lui."


class ModelChangedError(TuicomptaError):
    """The guide model has other lines than when the card was saved."""

    template = (
        "Le modèle «{model}» a changé depuis l'enregistrement de l'abonnement {code} : "
        "ouvrez sa fiche, vérifiez ses montants et enregistrez-la."
    )


class CalendarHeldError(TuicomptaError):
    """The occurrences already treated hold the dates of the card (ABO-05, ABO-09)."""

    template = (
        "Les dates de l'abonnement {code} ne changent plus : {count} de ses occurrences sont générées, ignorées ou "
        "modifiées. Arrêtez-le par sa dernière date, et créez-en un autre."
    )


class RecurringUsedError(TuicomptaError):
    """A card with generated occurrences is not deleted (ABO-09)."""

    template = (
        "L'abonnement {code} a produit {count} : il ne peut pas être supprimé. "
        "Décochez «Actif» pour qu'il ne produise plus rien."
    )


class OccurrenceDoneError(TuicomptaError):
    """An occurrence is generated at most once (ABO-05)."""

    template = "Occurrence du {date} de l'abonnement {code} : déjà {state}, peut-être par une autre session."


class EntryStandsError(TuicomptaError):
    """An occurrence whose entry is in the journals does not come back (ABO-05, INVT-01)."""

    template = (
        "L'occurrence du {date} de l'abonnement {code} a son écriture {entry} dans les journaux : "
        "supprimez-la d'abord pour remettre l'occurrence à générer."
    )


class TooManyOccurrencesError(TuicomptaError):
    """A run treats a number of occurrences that a report can tell."""

    template = "Plus de {most} occurrences jusqu'au {date} : choisissez une date plus proche."


class OccurrenceGoneError(TuicomptaError):
    """The card has no such occurrence any more."""

    template = "Cette occurrence n'existe plus : l'abonnement a été modifié ou supprimé. Actualisez la liste."
