"""The header filters of the search of entries: fiscal year, dates, statuses, amount (RECH-02, RECH-08, RECH-19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.amounts import AmountError, format_amount, parse_amount
from tuicompta.core.dates import YearMonth, format_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.screens.browsing.consultation_head import STATUS_WORDS
from tuicompta.services.browse.posted_lines import LineScope
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_years
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, Tab, Values
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

OPEN, ALL = "open", "all"
TOLERANCE = "~"


class ToleranceUnreadableError(TuicomptaError):
    """The filter «Montant» is neither an amount nor an amount with its tolerance (RECH-19)."""

    template = "Montant illisible : «{text}». Écrivez par exemple 1200 ou 1200~5."


def read_tolerance(text: str) -> tuple[int, int] | None:
    """Return an amount and its tolerance in cents, None for a blank text; raises `ToleranceUnreadableError`."""
    clean = clean_text(text).strip()
    if not clean:
        return None
    amount, _, tolerance = clean.partition(TOLERANCE)
    try:
        return parse_amount(amount.strip()), abs(parse_amount(tolerance.strip())) if tolerance.strip() else 0
    except AmountError as error:
        raise ToleranceUnreadableError(text=clean) from error


class SearchFilters:
    """The fields of the header and what they ask for."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.years: Mapping[int, FiscalYear] = {year.id: year for year in fiscal_years(dossier.database)}

    def usual(self) -> Values:
        """Return the filters of the start: the open fiscal years, or the current one when it is closed (RECH-02)."""
        current = current_fiscal_year(self._dossier)
        year: object = current.id if current.closed else OPEN
        start, end = self._bounds(year)
        return {"year": year, "start": start, "end": end, **dict.fromkeys(STATUS_WORDS, True), "amount": ""}

    def schema(self) -> CardSchema:
        """Return the fields."""
        options = [
            *([Option(OPEN, "Exercices ouverts")] if any(not year.closed for year in self.years.values()) else []),
            *(Option(year.id, year.label + (" (clôturé)" if year.closed else "")) for year in self.years.values()),
            Option(ALL, "Tous les exercices"),
        ]
        fields = (
            card.choice("year", "Exercice", options, mandatory=True),
            card.day("start", "Du", self._scope, mandatory=True),
            card.day("end", "Au", self._scope, mandatory=True),
            *(card.tick(letter, word) for letter, word in STATUS_WORDS.items()),
            card.checked(card.text("amount", "Montant", width=20), lambda text: _check(str(text))),
        )
        return CardSchema((Tab("", fields),), self._faults)

    def follow(self, before: Values, after: Values) -> Mapping[str, object]:
        """Return the dates of another fiscal year when it is chosen."""
        if before.get("year") == after["year"]:
            return {}
        start, end = self._bounds(after["year"])
        return {"start": start, "end": end}

    def scope(self, values: Values) -> LineScope:
        """Return what the filters keep."""
        statuses = "".join(letter for letter in STATUS_WORDS if values[letter])
        amount, tolerance = read_tolerance(str(values["amount"])) or (None, 0)
        return LineScope(cast("date", values["start"]), cast("date", values["end"]), statuses, amount, tolerance)

    def words(self, values: Values) -> str:
        """Return the filters as a sentence."""
        year = values["year"]
        known = self.years.get(year) if isinstance(year, int) else None
        name = f"Exercice {known.label}" if known else "Exercices ouverts" if year == OPEN else "Tous les exercices"
        words = [name]
        if (values["start"], values["end"]) != self._bounds(year):
            start, end = cast("date", values["start"]), cast("date", values["end"])
            words.append(f"du {format_date(start)} au {format_date(end)}")
        if not all(values[letter] for letter in STATUS_WORDS):
            kept = ", ".join(word for letter, word in STATUS_WORDS.items() if values[letter])
            words.append(kept or "Aucun statut")
        wanted = read_tolerance(str(values["amount"]))
        if wanted is not None:
            around = f" à {format_amount(wanted[1])} près" if wanted[1] else ""
            words.append(f"montant {format_amount(wanted[0])}{around}")
        return " · ".join(words)

    def _bounds(self, year: object) -> tuple[date, date]:
        if isinstance(year, int):
            known = self.years[year]
            return known.start, known.end
        kept = [known for known in self.years.values() if year == ALL or not known.closed] or list(self.years.values())
        return kept[0].start, kept[-1].end

    def _scope(self) -> DateScope:
        start, end = self._bounds(ALL)
        today = self._dossier.today()
        return DateScope(start, end, YearMonth(today.year, today.month), today)

    def _faults(self, values: Values) -> Sequence[Fault]:
        start, end = cast("date", values["start"]), cast("date", values["end"])
        low, high = self._bounds(values["year"])
        if low <= start <= end <= high:
            return ()
        return [("start", f"Les dates vont du {format_date(low)} au {format_date(high)}")]


def _check(text: str) -> None:
    read_tolerance(text)
