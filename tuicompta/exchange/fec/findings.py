"""What a reading or a control finds in an accounting file, kept in bounded memory (FECV-02)."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from tempfile import TemporaryFile
from typing import IO, NamedTuple, Self

from tuicompta.core.enums import Labelled
from tuicompta.core.text import clean_text, cut

KEPT_PER_RULE = 1000
VALUE_WIDTH = 80


class Level(Labelled):
    """How much a finding weighs: the first two make a file non-conforming (FECV-02)."""

    ERROR = "error", "Erreur"
    MISSING = "missing", "Donnée absente"
    ALERT = "alert", "Alerte"
    INFORMATION = "information", "Information"


class Rule(StrEnum):
    """One thing that can be found; the value is the stable key of the JSON report."""

    level: Level
    label: str

    def __new__(cls, value: str, level: Level, label: str) -> Self:
        """Build a member from its key, its level and its French label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.level = level
        member.label = label
        return member

    # Errors of form (FECV-03).
    FILE_NAME = "file_name", Level.ERROR, "Nom sans FEC<AAAAMMJJ> ou à la date impossible"
    UNREADABLE_FILE = "unreadable_file", Level.ERROR, "Fichier illisible"
    SEPARATOR = "separator", Level.ERROR, "Séparateur autre que la tabulation ou |"
    REQUIRED_COLUMN = "required_column", Level.ERROR, "Colonne obligatoire absente"
    LEGAL_COLUMN = "legal_column", Level.ERROR, "Colonne réglementaire absente"
    DUPLICATE_COLUMN = "duplicate_column", Level.ERROR, "Colonne en double"
    FIELD_COUNT = "field_count", Level.ERROR, "Nombre de champs différent de celui de la première ligne"
    BLANK_FIELD = "blank_field", Level.ERROR, "Champ obligatoire vide"
    UNREADABLE_AMOUNT = "unreadable_amount", Level.ERROR, "Montant illisible"
    DECIMAL_POINT = "decimal_point", Level.ERROR, "Point décimal au lieu de la virgule"
    UNREADABLE_SIDE = "unreadable_side", Level.ERROR, "Sens illisible (D, C, +1 ou -1)"
    IMPOSSIBLE_DATE = "impossible_date", Level.ERROR, "Date impossible"
    # Missing data (FECV-04).
    MISSING_DATA = "missing_data", Level.MISSING, "Donnée absente"
    # Alerts of form (FECV-05).
    ACCOUNT_FORM = "account_form", Level.ALERT, "Compte ne commençant pas par trois chiffres"
    BOTH_SIDES = "both_sides", Level.ALERT, "Débit et crédit tous deux remplis"
    NO_AMOUNT = "no_amount", Level.ALERT, "Débit et crédit tous deux à zéro"
    EMPTY_LINE = "empty_line", Level.ALERT, "Ligne vide"
    BYTE_ORDER_MARK = "byte_order_mark", Level.ALERT, "Marque d'ordre des octets (BOM) en tête de fichier"
    EXTRA_COLUMN = "extra_column", Level.ALERT, "Colonne supplémentaire"
    DATE_FORM = "date_form", Level.ALERT, "Date écrite autrement que AAAAMMJJ"
    YEAR_RANGE = "year_range", Level.ALERT, "Année hors de 1900–2099"
    NAME_WITHOUT_SIREN = "name_without_siren", Level.ALERT, "Nom ne commençant pas par neuf chiffres"
    SIREN_KEY = "siren_key", Level.ALERT, "Clé du SIREN fausse"
    # Accounting controls (FECV-06).
    ENTRY_UNBALANCED = "entry_unbalanced", Level.ERROR, "Écriture non équilibrée"
    FILE_UNBALANCED = "file_unbalanced", Level.ERROR, "Fichier non équilibré"
    OUTSIDE_FISCAL_YEAR = "outside_fiscal_year", Level.ERROR, "Date d'écriture hors de l'exercice"
    SEVERAL_DATES = "several_dates", Level.ALERT, "Plusieurs dates pour un numéro d'écriture"
    SEVERAL_VALIDATIONS = "several_validations", Level.ALERT, "Plusieurs dates de validation pour un numéro d'écriture"
    SEVERAL_JOURNALS = "several_journals", Level.ALERT, "Numéro d'écriture présent dans plusieurs journaux"
    SCATTERED_ENTRY = "scattered_entry", Level.ALERT, "Lignes d'une écriture dispersées"
    NUMBER_REPEATED = "number_repeated", Level.ALERT, "Numéro d'écriture répété"
    SEQUENCE_GAP = "sequence_gap", Level.ALERT, "Rupture de la suite des numéros"
    OPENING_NOT_FIRST = "opening_not_first", Level.ALERT, "À nouveaux après d'autres écritures"
    VALIDATION_BACKWARDS = "validation_backwards", Level.ALERT, "Date de validation antérieure à la précédente"
    LETTERING_WITHOUT_DATE = "lettering_without_date", Level.ALERT, "Lettrage sans date"
    DATE_WITHOUT_LETTERING = "date_without_lettering", Level.ALERT, "Date de lettrage sans lettrage"
    LETTERING_UNBALANCED = "lettering_unbalanced", Level.ALERT, "Groupe lettré non équilibré"
    TWO_TITLES = "two_titles", Level.ALERT, "Compte à plusieurs intitulés"
    NUMBER_FORM = "number_form", Level.INFORMATION, "Numéro sans chiffres : suite non contrôlée"
    PIECE_AFTER_ENTRY = "piece_after_entry", Level.INFORMATION, "Date de pièce postérieure à l'écriture"
    UNKNOWN_ACCOUNT = "unknown_account", Level.INFORMATION, "Compte inconnu du plan comptable de l'exercice"


class Finding(NamedTuple):
    """One row of a report; line 0 is the file itself, an empty column the whole line."""

    rule: Rule
    line: int
    column: str
    value: str


class FindingLog:
    """Findings counted by rule; the first of each rule are kept, the next ones go to a temporary file or are dropped.

    `spill` keeps every finding for the exported report (FECV-02); without it only the count grows beyond `keep`.
    """

    def __init__(self, *, keep: int = KEPT_PER_RULE, spill: bool = False) -> None:
        self.counts: Counter[Rule] = Counter()
        self._keep = keep
        self._spill = spill
        self._kept: dict[Rule, list[Finding]] = {}
        self._spilled: dict[Rule, IO[str]] = {}

    def add(self, rule: Rule, line: int = 0, column: str = "", value: str = "") -> None:
        """Record one finding; the value is cleaned and cut, it comes from the file."""
        self.counts[rule] += 1
        if self.counts[rule] <= self._keep:
            self._kept.setdefault(rule, []).append(Finding(rule, line, column, _shown(value)))
        elif self._spill:
            self._spill_file(rule).write(f"{line}\t{column}\t{_shown(value)}\n")

    def count(self, level: Level) -> int:
        """Return how many findings have that level."""
        return sum(count for rule, count in self.counts.items() if rule.level is level)

    def kept(self, rule: Rule) -> list[Finding]:
        """Return the first findings of a rule."""
        return self._kept.get(rule, [])

    def every(self, rule: Rule) -> Iterator[Finding]:
        """Yield the findings of a rule, those of the temporary file included."""
        yield from self.kept(rule)
        file = self._spilled.get(rule)
        if file is not None:
            file.seek(0)
            for row in file:
                line, column, value = row.rstrip("\n").split("\t", 2)
                yield Finding(rule, int(line), column, value)

    def close(self) -> None:
        """Delete the temporary files."""
        for file in self._spilled.values():
            file.close()
        self._spilled.clear()

    def _spill_file(self, rule: Rule) -> IO[str]:
        if rule not in self._spilled:
            # Open as long as the log: `close` ends it.
            self._spilled[rule] = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        return self._spilled[rule]


def _shown(value: str) -> str:
    return cut(clean_text(value[: 2 * VALUE_WIDTH]), VALUE_WIDTH)
