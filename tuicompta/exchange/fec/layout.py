"""Columns of the accounting file: the legal lists, and what the first line of a file says."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuicompta.core.enums import Labelled
from tuicompta.core.text import clean_text, cut, fold
from tuicompta.exchange.fec.errors import MissingColumnsError, NoSeparatorError, XmlFecError

SEPARATORS = "\t|;,"
# Programs that separate by these write quotes around a value that holds the separator.
QUOTED_SEPARATORS = ";,"
_LEAST_NAMES = 3

ACCRUAL_COLUMNS = (
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib"),
    *("CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit"),
    *("EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"),
)
_FARM_COLUMNS = ("DateRglt", "ModeRglt", "NatOp")
_SIDED_AMOUNT = {"Debit": "Montant", "Credit": "Sens"}

# Field of FecLine → names of its column, the legal one first, then those of other programs.
FIELD_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "journal_code": ("JournalCode",),
    "journal_label": ("JournalLib",),
    "number": ("EcritureNum",),
    "entry_date": ("EcritureDate",),
    "account": ("CompteNum",),
    "account_label": ("CompteLib",),
    "auxiliary": ("CompAuxNum",),
    "auxiliary_label": ("CompAuxLib",),
    "piece": ("PieceRef",),
    "piece_date": ("PieceDate",),
    "label": ("EcritureLib",),
    "debit": ("Debit",),
    "credit": ("Credit",),
    "amount": ("Montant",),
    "side": ("Sens",),
    "lettering": ("EcritureLet",),
    "lettering_date": ("DateLet",),
    "validation_date": ("ValidDate",),
    "currency_amount": ("Montantdevise",),
    "currency": ("Idevise",),
    "payment_date": ("DateRglt",),
    "payment_method": ("ModeRglt",),
    "operation_nature": ("NatOp",),
    "client": ("IdClient",),
    "due_date": ("DateLimitReglmt", "DateLimiteReglement", "DateEcheance", "Echeance"),
    "document": ("NumFacture", "NumeroFacture"),
    "file": ("FichierFacture", "FichierPiece"),
}
_FIELD_OF = {name.lower(): field for field, names in FIELD_COLUMNS.items() for name in names}
# Without them no entry can be rebuilt.
_ESSENTIAL = ("entry_date", "account")


class Regime(Labelled):
    """Tax regime, which decides the columns and those that may be blank (FECV)."""

    BIC = "bic", "BIC ou IS"
    COM = "com", "BNC ou BA selon le droit commercial"
    BA = "ba", "BA, comptabilité de trésorerie"
    BNC = "bnc", "BNC, comptabilité de trésorerie"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the legal columns, in their order: 18, 21 (BA) or 22 (BNC)."""
        if self is Regime.BA:
            return ACCRUAL_COLUMNS + _FARM_COLUMNS
        return (*ACCRUAL_COLUMNS, *_FARM_COLUMNS, "IdClient") if self is Regime.BNC else ACCRUAL_COLUMNS

    @property
    def cash(self) -> bool:
        """Whether the books are kept on payments."""
        return self in {Regime.BA, Regime.BNC}


@dataclass(frozen=True, slots=True)
class Layout:
    """What the first line of a file says: separator, names as written, place of each known field."""

    separator: str
    names: tuple[str, ...]
    places: Mapping[str, int]
    duplicates: tuple[str, ...]
    extras: tuple[str, ...]

    @property
    def width(self) -> int:
        """Number of fields of every line."""
        return len(self.names)

    @property
    def sided(self) -> bool:
        """Whether amounts are given as `Montant` and `Sens`."""
        return "amount" in self.places and "side" in self.places and "debit" not in self.places

    def column(self, field: str) -> str:
        """Return the name under which a field is shown to the user."""
        return FIELD_COLUMNS[field][0]

    def regime(self) -> Regime:
        """Return the regime that the columns tell."""
        if "client" in self.places:
            return Regime.BNC
        return Regime.BA if "payment_date" in self.places else Regime.BIC

    def missing(self, columns: Sequence[str]) -> list[str]:
        """Return the names of legal columns that the file has not, amounts taken in the form the file uses."""
        wanted = [_SIDED_AMOUNT.get(name, name) if self.sided else name for name in columns]
        return [name for name in wanted if _FIELD_OF[name.lower()] not in self.places]

    def check_essential(self) -> None:
        """Refuse a file in which no entry can be read; raises MissingColumnsError."""
        amounts = () if self.sided else ("debit", "credit")
        missing = [self.column(field) for field in (*_ESSENTIAL, *amounts) if field not in self.places]
        if missing:
            raise MissingColumnsError(columns=", ".join(missing))


def read_layout(line: str) -> Layout:
    """Return the layout told by the first line of a file (FECI-03): case, accents and no-break spaces ignored.

    Raises XmlFecError or NoSeparatorError.
    """
    if line.lstrip().startswith("<"):
        raise XmlFecError
    candidates = [(separator, _split(line, separator)) for separator in SEPARATORS]
    separator, names = max(candidates, key=lambda candidate: sum(_key(name) in _FIELD_OF for name in candidate[1]))
    keys = [_FIELD_OF.get(_key(name)) for name in names]
    if len(set(keys) - {None}) < _LEAST_NAMES:
        raise NoSeparatorError(line=cut(clean_text(line[:200]), 60))
    return _layout(separator, names, keys)


def _layout(separator: str, names: Sequence[str], keys: Sequence[str | None]) -> Layout:
    places: dict[str, int] = {}
    duplicates = []
    for place, (name, key) in enumerate(zip(names, keys, strict=True)):
        if key in places:
            duplicates.append(name)
        elif key is not None:
            places[key] = place
    extras = [name for name, key in zip(names, keys, strict=True) if key is None]
    return Layout(separator, tuple(names), places, tuple(duplicates), tuple(extras))


def _split(line: str, separator: str) -> list[str]:
    names = split_quoted(line, separator) if separator in QUOTED_SEPARATORS else line.split(separator)
    return [clean_text(name).strip() for name in names]


def _key(name: str) -> str:
    return re.sub("[^a-z0-9]", "", fold(name))


def split_quoted(line: str, separator: str) -> list[str]:
    """Return the fields of a line, quotes around a field taken off when the whole line is quoted rightly."""
    if '"' not in line:
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error:
        return line.split(separator)
