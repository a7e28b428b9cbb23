"""What a guide model must be before it is stored (MG-04, MG-12, MG-14)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tuicompta.core.enums import CounterpartMode, JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guide_formulas import FormulaLine, formula_faults
from tuicompta.core.guides.model import END_OF_MONTH
from tuicompta.models.database import Database
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.entries.errors import UnknownJournalError
from tuicompta.services.guides.lines import GuideModelLine

SHORT_CODE_LENGTH: Final = 6
_SHORT_CODE = re.compile(rf"[0-9A-Z]{{1,{SHORT_CODE_LENGTH}}}")
_FEWEST_LINES: Final = 2
_MOST_LINES: Final = 99


class GuideModelFaultsError(TuicomptaError):
    """The lines of a model have faults; `faults` are sentences, each with its line (MG-14)."""

    template = "Modèle refusé : {first}{others}"

    def __init__(self, faults: Sequence[str]) -> None:
        others = f" Et {len(faults) - 1} autre{'s' if len(faults) > 2 else ''}." if len(faults) > 1 else ""  # noqa: PLR2004
        super().__init__(first=faults[0], others=others)
        self.faults = tuple(faults)


class GuideShortCodeError(TuicomptaError):
    """A short code has 1 to 6 letters or digits (MG-12)."""

    template = "Code court «{code}» refusé : 1 à 6 lettres ou chiffres."


class GuideModelExistsError(TuicomptaError):
    """Names and short codes of models are unique (MG-04, MG-12)."""

    template = "{field} «{text}» est déjà celui du modèle «{name}». Choisissez-en un autre."


class GuideJournalError(TuicomptaError):
    """The destination journal of a model is of its type, with its counterpart on each line or none (MG-04)."""

    template = "Le journal {code} ne peut pas être la destination du modèle : {reason}."


def checked_short_code(text: str) -> str | None:
    """Return a short code in capitals, nothing when it is empty; raises `GuideShortCodeError`."""
    code = text.strip().upper()
    if code and not _SHORT_CODE.fullmatch(code):
        raise GuideShortCodeError(code=text)
    return code or None


def check_unique(database: Database, known: int | None, name: str, code: str | None) -> None:
    """Refuse the name or the short code of another model; raises `GuideModelExistsError`."""
    for field, column, text in (("Le nom", "name", name), ("Le code court", "short_code", code)):
        query = {
            "name": "SELECT name FROM guide_model WHERE name = ? AND id IS NOT ?",
            "short_code": "SELECT name FROM guide_model WHERE short_code = ? AND id IS NOT ?",
        }[column]
        if text and (other := database.value(query, (text, known))):
            raise GuideModelExistsError(field=field, text=text, name=other)


def destination(database: Database, code: str, kind: JournalType | None = None) -> tuple[int, str]:
    """Return the identifier and type of a journal that a model may post in (MG-04).

    Raises `UnknownJournalError`, or `GuideJournalError` for another type, a foot-of-journal or an À nouveaux journal.
    """
    row = database.row("SELECT id, type FROM journal WHERE code = ?", (code,))
    if row is None:
        raise UnknownJournalError(code=code)
    if row[1] == JournalType.OPENING:
        raise GuideJournalError(code=code, reason="il est géré par le programme")
    if kind is not None and row[1] != kind:
        raise GuideJournalError(code=code, reason=f"il n'est pas de type {kind.label}")
    query = "SELECT count(*) FROM journal_year WHERE journal_id = ? AND counterpart_mode = ?"
    if database.value(query, (row[0], CounterpartMode.FOOT_OF_JOURNAL.value)):
        raise GuideJournalError(code=code, reason="sa contrepartie est en pied de journal")
    return int(row[0]), str(row[1])


def check_lines(database: Database, lines: Sequence[GuideModelLine]) -> None:
    """Refuse lines with all their faults at once; raises `GuideModelFaultsError` (MG-14)."""
    if faults := list(_faults(database, lines)):
        raise GuideModelFaultsError(faults)


def _faults(database: Database, lines: Sequence[GuideModelLine]) -> Iterator[str]:
    if len(lines) < _FEWEST_LINES:
        yield "Un modèle a au moins deux lignes."
    if len(lines) > _MOST_LINES:
        yield "Un modèle a au plus 99 lignes."
    days = [line.day for line in lines if line.day]
    for rank, line in enumerate(lines, start=1):
        for reason in _line_faults(database, line):
            yield f"Ligne {rank} : {reason}"
        if line.day and line.day != days[0]:
            first = "fin de mois" if days[0] == END_OF_MONTH else days[0]
            yield f"Ligne {rank} : une écriture n'a qu'une date, et une ligne au-dessus dit {first}."
    yield from (str(fault) for fault in formula_faults(formula_lines(lines)))


def _line_faults(database: Database, line: GuideModelLine) -> Iterator[str]:
    if line.account:
        row = database.row("SELECT type, blocked FROM account WHERE number = ?", (line.account,))
        if row is None:
            yield str(UnknownAccountError(number=line.account))
        elif row[0] == "R":
            yield f"le compte {line.account} est un compte Racine, il ne reçoit pas d'écriture."
        elif row[1]:
            yield f"le compte {line.account} est bloqué."
    if line.amount < 0:
        yield "le montant fixe est négatif, mettez-le de l'autre côté."


def formula_lines(lines: Sequence[GuideModelLine]) -> list[FormulaLine]:
    """Return lines as their formulas see them."""
    return [FormulaLine(line.side, line.formula, line.amount, line.rate) for line in lines]
