"""Refusals of the acts on entries."""

from tuicompta.core.errors import TuicomptaError


class UnknownJournalError(TuicomptaError):
    """No journal has this code."""

    template = "Le journal {code} n'existe pas dans le dossier. Choisissez-en un dans la liste des journaux."


class IncompleteEntryError(TuicomptaError):
    """A mandatory cell of an entry is empty (KM-37)."""

    template = "L'écriture {entry} ne peut pas être enregistrée : {cell} manque. Complétez-la."


class UnbalancedEntryError(TuicomptaError):
    """Debits and credits of an entry differ, or it has a single line (INV-01)."""

    template = "L'écriture {entry} n'est pas équilibrée (écart {gap}). Équilibrez-la avant d'enregistrer."


class SingleLineEntryError(TuicomptaError):
    """An entry has at least two lines (INV-01)."""

    template = "L'écriture {entry} a moins de deux lignes. Ajoutez sa contrepartie avant d'enregistrer."


class LineAmountError(TuicomptaError):
    """The amounts of a line cannot be stored (INV-15, FLD-09)."""

    template = "La ligne {line} de l'écriture {entry} est refusée : {reason}. Corrigez son montant."


class NoOpenYearError(TuicomptaError):
    """The date of an entry lies in no open fiscal year (KM-37)."""

    template = "Le {date} n'est dans aucun exercice ouvert : l'écriture {entry} n'est pas enregistrée. Changez sa date."


class ClosedYearError(TuicomptaError):
    """The fiscal year of an entry is closed (INV-05)."""

    template = (
        "L'exercice {year} est clôturé : l'écriture {entry} ne change plus. "
        "Saisissez une écriture dans l'exercice ouvert."
    )


class ClosedMonthError(TuicomptaError):
    """The journal/month of an entry is closed (INV-04)."""

    template = (
        "Mois clôturé pour ce journal : {journal}, {month}. L'écriture {entry} n'est pas modifiée ; "
        "choisissez un mois ouvert, ou déclôturez celui-ci."
    )


class AccountNotEnterableError(TuicomptaError):
    """An account receives no line (SINV-04)."""

    template = "Le compte {number} ({title}) ne reçoit pas d'écriture : {reason}. Choisissez un autre compte."


class ReservedJournalError(TuicomptaError):
    """The journal is kept by the program, or balances at its foot (INV-07, INV-08)."""

    template = "Le journal {code} ne se saisit pas ici : {reason}."


class EntryGoneError(TuicomptaError):
    """Another session deleted the entry meanwhile."""

    template = "L'écriture n'existe plus : une autre session l'a supprimée. Actualisez l'écran."


class EntryChangedError(TuicomptaError):
    """Another user changed the entry since it was read (SW-39)."""

    template = "L'écriture {entry} a été modifiée par {user} le {when}. Rechargez-la avant de la modifier."


class ValidatedEntryError(TuicomptaError):
    """A validated entry does not change (VAL-06)."""

    template = (
        "L'écriture {entry} est validée depuis le {when} : elle ne peut être ni modifiée ni supprimée. Contrepassez-la."
    )


class ExportedEntryError(TuicomptaError):
    """An exported entry does not change (DOLI-05)."""

    template = "Écriture exportée (export n° {number}) : débloquez-la avant de la modifier ou de la supprimer."


class LinkedEntryError(TuicomptaError):
    """A linked import does not change until it is unlinked (CTX-10)."""

    template = "Écriture importée : utilisez Délier."


class GuidedEntryError(TuicomptaError):
    """An entry posted from a guide changes once its link is broken (CTX-04)."""

    template = "L'écriture {entry} vient d'une saisie guidée : choisissez «Modifier la saisie guidée» pour la modifier."


class PracticalEntryError(TuicomptaError):
    """An entry posted from practical entry changes in its screen of origin (INV-09)."""

    template = "L'écriture {entry} vient de la saisie pratique : ouvrez-la par «Voir document» pour la modifier."


class ProtectedLineError(TuicomptaError):
    """A mark holds a line (SJ-38)."""

    template = "La ligne {line} de l'écriture {entry} est {mark} : {undo} avant de la modifier ou de la supprimer."


class MatchedLineError(TuicomptaError):
    """The type of a matched line does not change (TL-20)."""

    template = "Cette ligne est pointée : dépointez-la d'abord. (Ligne {line} de l'écriture {entry}.)"


class OpeningEntryError(TuicomptaError):
    """Entries of the carry-forward belong to the program (AN-15, VAL-13)."""

    template = "L'écriture {entry} appartient au journal {journal}, géré par le programme : {reason}."


class NotValidatableError(TuicomptaError):
    """Only an unvalidated entry is validated (VAL-04)."""

    template = "L'écriture {entry} ne peut pas être validée : {reason}."


class StatusTransitionError(TuicomptaError):
    """The status does not allow this transition (STA-08)."""

    template = "L'écriture {entry} est au statut «{status}» : elle ne peut pas passer à «{target}»."


class ChequeRefusedError(TuicomptaError):
    """A cheque cannot be used (CHQ-07, CHQ-08)."""

    template = "Chèque {number} refusé : {reason}."
