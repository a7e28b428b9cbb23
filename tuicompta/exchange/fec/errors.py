"""Why an accounting file cannot be read at all; faults of one line are findings (`findings.py`), not errors."""

from tuicompta.core.errors import TuicomptaError


class FecError(TuicomptaError):
    """An accounting file is refused as a whole."""

    template = "Fichier des écritures illisible."


class EmptyFecError(FecError):
    """The file holds nothing."""

    template = "Le fichier est vide : la première ligne doit donner les noms des champs."


class Utf16FecError(FecError):
    """The file is UTF-16 or UTF-32 (FECI-03 reads neither)."""

    template = "Le fichier est en UTF-16 ou UTF-32 : enregistrez-le en UTF-8 ou en ISO 8859-15."


class NulByteError(FecError):
    """The file holds NUL bytes: it is not a text."""

    template = "Ligne {line} : octet nul, ce n'est pas un fichier texte."


class MixedCharsetError(FecError):
    """Some lines are UTF-8, others are not."""

    template = "Ligne {line} : le fichier mêle l'UTF-8 et un autre jeu de caractères, aucun ne le lit sans faute."


class CharsetMismatchError(FecError):
    """The bytes are not those of the charset."""

    template = "Ligne {line} : octet {byte:#04x} étranger au jeu de caractères {charset}."


class LineTooLongError(FecError):
    """A line is longer than any entry line can be."""

    template = "Ligne {line} : plus de {limit} octets sans fin de ligne, ce n'est pas une ligne d'écriture."


class XmlFecError(FecError):
    """The file is the XML variant."""

    template = "Le fichier est au format XML : seul le fichier à plat (un champ par colonne) est lu."


class NoSeparatorError(FecError):
    """The first line does not hold the names of the fields (FECV-03)."""

    template = "Ligne 1 : aucun séparateur reconnu (tabulation, «|», «;» ou «,») entre les noms des champs : «{line}»."


class MissingColumnsError(FecError):
    """Columns without which no entry can be read are missing."""

    template = "Ligne 1 : colonnes absentes : {columns}."


class TooManyBadLinesError(FecError):
    """Reading stopped: the file is no accounting file."""

    template = "Ligne {line} : lecture arrêtée après {limit} lignes qui n'ont pas le nombre de champs de la première."


class TotalTooLargeError(FecError):
    """The amounts of the file add up beyond what can be counted exactly."""

    template = "Ligne {line} : les montants du fichier dépassent ensemble {limit} €, aucune comptabilité n'y arrive."


class WriteOrderError(FecError):
    """Lines were given in an order that FECX-05 forbids."""

    template = "Ordre du fichier : {journal} n° {number} : {reason}."
