"""The filters of the ledger and of the balance on screen (GLI-02 to GLI-07, BALI-02 to BALI-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.dates import YearMonth, format_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.interactive.filters import CENTRALISING, BookFilter, BookNature, check_range, read_bound
from tuicompta.screens.browsing.consultation_head import STATUS_WORDS
from tuicompta.services.browse.account_lines import COUNTED, LineKind
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_years
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, FieldSpec, Tab, Values
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

LOW, HIGH = "low", "high"
BOUNDS = (LOW, HIGH)
SUPPLIERS, CUSTOMERS = "one_supplier_line", "one_customer_line"
LONGEST = 20


class BookFilters:
    """The fields over the ledger or the balance; `own` are those of that screen alone, with their first values."""

    def __init__(self, dossier: Dossier, own: Sequence[FieldSpec], first: Values) -> None:
        self._dossier = dossier
        self._own = own
        self._first = first
        self.years: Mapping[int, FiscalYear] = {year.id: year for year in fiscal_years(dossier.database)}

    def usual(self) -> Values:
        """Return the filters of the start: the current fiscal year, every account (GLI-02 to GLI-05)."""
        current = current_fiscal_year(self._dossier)
        return {
            "year": current.id,
            "start": current.start,
            "end": current.end,
            "nature": BookNature.ALL,
            LOW: "",
            HIGH: "",
            SUPPLIERS: False,
            CUSTOMERS: False,
            **{letter: letter in COUNTED for letter in STATUS_WORDS},
            **self._first,
        }

    def schema(self) -> CardSchema:
        """Return the fields."""
        years = [Option(year.id, year.label + (" (clôturé)" if year.closed else "")) for year in self.years.values()]
        fields = (
            card.choice("year", "Exercice", years, mandatory=True),
            card.day("start", "Du", self._scope, mandatory=True),
            card.day("end", "Au", self._scope, mandatory=True),
            card.choice("nature", "Natures", [Option(nature, nature.value) for nature in BookNature], mandatory=True),
            card.text(LOW, "Du compte", width=LONGEST, max_length=LONGEST),
            card.text(HIGH, "Au compte", width=LONGEST, max_length=LONGEST),
            card.enabled_if(card.tick(SUPPLIERS, "Centraliser les fournisseurs"), _suppliers),
            card.enabled_if(card.tick(CUSTOMERS, "Centraliser les clients"), _customers),
            *(card.tick(letter, word) for letter, word in STATUS_WORDS.items()),
            *self._own,
        )
        return CardSchema((Tab("", fields),), self._faults)

    def follow(self, before: Values, after: Values) -> Mapping[str, object]:
        """Return the dates of another fiscal year, and untick what another nature does not allow."""
        following: dict[str, object] = {}
        if before.get("year") != after["year"]:
            year = self.years[cast("int", after["year"])]
            following |= {"start": year.start, "end": year.end}
        if before.get("nature") != after["nature"]:
            allowed = {SUPPLIERS: _suppliers(after), CUSTOMERS: _customers(after)}
            following |= {name: False for name, kept in allowed.items() if not kept and after[name]}
        return following

    def asked(self, values: Values) -> BookFilter:
        """Return what the fields ask for."""
        return BookFilter(
            year=self.years[cast("int", values["year"])],
            start=cast("date", values["start"]),
            end=cast("date", values["end"]),
            nature=BookNature(str(values["nature"])),
            low=str(values[LOW]).strip().upper(),
            high=str(values[HIGH]).strip().upper(),
            one_supplier_line=bool(values[SUPPLIERS]),
            one_customer_line=bool(values[CUSTOMERS]),
            statuses="".join(letter for letter in STATUS_WORDS if values[letter]),
            kind=LineKind(str(values.get("kind", LineKind.ALL))),
            moved_only=bool(values.get("moved_only", True)),
        )

    def words(self, values: Values) -> str:
        """Return the filters as a sentence."""
        asked = self.asked(values)
        words = [f"Exercice {asked.year.label}"]
        if (asked.start, asked.end) != (asked.year.start, asked.year.end):
            words.append(f"du {format_date(asked.start)} au {format_date(asked.end)}")
        if asked.nature is not BookNature.ALL:
            words.append(asked.nature.value)
        if asked.low or asked.high:
            words.append(f"comptes {asked.low or '…'} à {asked.high or '…'}")
        if asked.statuses != COUNTED:
            kept = ", ".join(word for letter, word in STATUS_WORDS.items() if letter in asked.statuses)
            words.append(kept or "Aucun statut")
        if asked.kind is not LineKind.ALL:
            words.append(asked.kind.value)
        return " · ".join(words)

    def _scope(self) -> DateScope:
        years = list(self.years.values())
        today = self._dossier.today()
        return DateScope(years[0].start, years[-1].end, YearMonth(today.year, today.month), today)

    def _faults(self, values: Values) -> Sequence[Fault]:
        year = self.years[cast("int", values["year"])]
        start, end = cast("date", values["start"]), cast("date", values["end"])
        if not year.start <= start <= end <= year.end:
            return [("start", f"Les dates vont du {format_date(year.start)} au {format_date(year.end)}")]
        nature = BookNature(str(values["nature"]))
        bounds: dict[str, str] = {}
        for name in BOUNDS:
            try:
                bounds[name] = read_bound(str(values[name]), nature)
            except TuicomptaError as refusal:
                return [(name, str(refusal))]
        try:
            check_range(bounds[LOW], bounds[HIGH])
        except TuicomptaError as refusal:
            return [(LOW, str(refusal))]
        return ()


def _suppliers(values: Values) -> bool:
    return values["nature"] in CENTRALISING - {BookNature.CUSTOMERS}


def _customers(values: Values) -> bool:
    return values["nature"] in CENTRALISING - {BookNature.SUPPLIERS}
