"""Options of `--option CLE[=VALEUR]`: declared by each report, read in one place (ETCL-05)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tuicompta.core.dates import ImpossibleDateError, parse_full_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text

if TYPE_CHECKING:
    from tuicompta.reports.request import OptionValue


class UnknownOptionError(TuicomptaError):
    """The report has no option of this key."""

    template = "Option «{key}» inconnue de cet état. Clés acceptées : {known}."
    exit_code: ClassVar[int] = 2


class OptionValueError(TuicomptaError):
    """The value of an option is not accepted."""

    template = "Valeur «{value}» refusée pour l'option «{key}». Valeurs acceptées : {known}."
    exit_code: ClassVar[int] = 2


class OptionGivenTwiceError(TuicomptaError):
    """The same key comes twice."""

    template = "L'option «{key}» est donnée deux fois."
    exit_code: ClassVar[int] = 2


class OptionKind(Enum):
    """How the value of an option is read."""

    MARK = auto()
    CHOICE = auto()
    CHOICES = auto()
    DAY = auto()
    CODE = auto()


OWN_FILTERS = "filtres-usuels"
"""Key of the option that leaves out the filters proposed by a model."""
_COLUMN = "colonne "
_WORDS = {OptionKind.DAY: "D", OptionKind.CODE: "CODE"}


class Option(NamedTuple):
    """One key of `--option`, its French help and the values it takes; `most` bounds the length of a list (0: free)."""

    key: str
    help: str
    kind: OptionKind
    values: tuple[str, ...] = ()
    default: str = ""
    most: int = 0

    @property
    def adds_column(self) -> bool:
        """Whether it only adds a column to the report; its help then says which."""
        return self.kind is OptionKind.MARK and self.help.startswith(_COLUMN)

    @property
    def syntax(self) -> str:
        """How it is written on the command line."""
        if self.kind is OptionKind.MARK:
            return self.key
        if self.kind in _WORDS:
            return f"{self.key}={_WORDS[self.kind]}"
        listed = "|".join(self.values)
        return f"{self.key}={listed}" + ("[,…]" if self.kind is OptionKind.CHOICES else "")

    def read(self, value: str | None) -> "OptionValue":
        """Return the typed value; raises `OptionValueError`."""
        if self.kind is OptionKind.MARK:
            if value is not None:
                raise OptionValueError(key=self.key, value=value, known="aucune, la clé suffit")
            return True
        if self.kind is OptionKind.DAY:
            return self._day(value or "")
        if self.kind is OptionKind.CODE:
            return self._code(value or "")
        chosen = tuple((value or "").split(","))
        most = self.most or len(self.values)
        if not set(chosen) <= set(self.values) or len(set(chosen)) < len(chosen) or len(chosen) > most:
            raise OptionValueError(key=self.key, value=value or "", known=", ".join(self.values))
        return chosen

    def _code(self, value: str) -> tuple[str, ...]:
        code = clean_text(value).strip().upper()
        if not code:
            raise OptionValueError(key=self.key, value=value, known="un code")
        return (code,)

    def _day(self, value: str) -> date:
        try:
            return parse_full_date(value)
        except ImpossibleDateError:
            raise OptionValueError(key=self.key, value=value, known="une date AAAA-MM-JJ ou JJ/MM/AAAA") from None


def mark(key: str, text: str) -> Option:
    """Declare an option that is present or not."""
    return Option(key, text, OptionKind.MARK)


def choice(key: str, text: str, values: tuple[str, ...], *, default: str) -> Option:
    """Declare an option with one value among a few."""
    return Option(key, text, OptionKind.CHOICE, values, default, most=1)


def choices(key: str, text: str, values: tuple[str, ...], *, default: str = "", most: int = 0) -> Option:
    """Declare an option with a list of values among a few."""
    return Option(key, text, OptionKind.CHOICES, values, default, most)


def day(key: str, text: str) -> Option:
    """Declare an option whose value is a date."""
    return Option(key, text, OptionKind.DAY)


def code(key: str, text: str) -> Option:
    """Declare an option whose value is the code of a record."""
    return Option(key, text, OptionKind.CODE)


def read_options(declared: Iterable[Option], texts: Iterable[str]) -> Mapping[str, "OptionValue"]:
    """Return the options given as `CLE` or `CLE=VALEUR`; raises the refusals of this module."""
    known = {option.key: option for option in declared}
    found: dict[str, OptionValue] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if key not in known:
            raise UnknownOptionError(key=key, known=", ".join(known) or "aucune")
        if key in found:
            raise OptionGivenTwiceError(key=key)
        found[key] = known[key].read(value if equals else None)
    return found
