"""The fields of the filter page of a report, from what the report declares; the request they make (IMP-08, ETFI)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from tuicompta.core.dates import YearMonth, month_label, next_day
from tuicompta.core.report_models.model import SYSTEM, system_name
from tuicompta.reports.models.filters import request_of_filters
from tuicompta.reports.options import OptionKind
from tuicompta.reports.request import Lettering, Request
from tuicompta.reports.selection import ORIGINS, select_accounts, select_journals
from tuicompta.screens.prints import report_words as words
from tuicompta.screens.prints.report_values import USUAL_COLUMNS, values_of
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_years
from tuicompta.services.prints.report_codes import account_numbers, journal_codes, users_known
from tuicompta.services.prints.report_models import model_rows, read_model
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, FieldSpec, Section, Tab, Values
from tuicompta.widgets.fields.choice import ChoiceField
from tuicompta.widgets.fields.choice import Option as Choice
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tuicompta.reports.catalogue import ReportSpec
    from tuicompta.reports.options import Option
    from tuicompta.reports.request import OptionValue
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

LETTERING_DAY = "lettrage-au"
NONE = "0"
_LONGEST = 200
_FREE = ("entered_by", "entered_start", "entered_end")


class FilterChoice(ChoiceField):
    """A choice that always has a value, which its label need not say."""

    @property
    def shown_label(self) -> str:
        """The label alone."""
        return self.label


class Span(NamedTuple):
    """The dates of a request, as the command line names them."""

    start: date | None = None
    end: date | None = None
    month: YearMonth | None = None


class ReportFields:
    """The fields of one report on one dossier; `year` is the fiscal year chosen at the moment."""

    def __init__(self, dossier: Dossier, spec: ReportSpec) -> None:
        self._dossier = dossier
        self._spec = spec
        self.years = {year.id: year for year in fiscal_years(dossier.database)}
        self.year = current_fiscal_year(dossier)
        self.models = {row.name: row.id for row in model_rows(dossier.database, spec.name)}

    @property
    def has_dates(self) -> bool:
        """Whether the report is one of a period."""
        return "from" in self._spec.flags and not self._spec.due_range

    # -- fields --------------------------------------------------------------------------------------------------------

    def schema(self) -> CardSchema:
        """Return the fields: what is kept, then how it is presented."""
        kept, shown = tuple(self._kept()), tuple(self._shown())
        return CardSchema((Tab("Filtres", kept), Tab("Présentation", shown)), self._faults)

    def defaults(self) -> dict[str, object]:
        """Return the values a page begins with: the current fiscal year, the defaults of the report."""
        values: dict[str, object] = {"year": self.year.id}
        if self.has_dates:
            values |= {"start": self.year.start, "end": self.year.end}
        values |= {status.name: status in self._spec.statuses for status in words.STATUSES}
        for option in self._spec.options:
            if option.kind is OptionKind.CHOICES:
                values |= {_tick(option, value): value in option.default.split(",") for value in option.values}
            elif option.kind is OptionKind.CHOICE:
                values[option.key] = option.default
        return values

    def months(self) -> list[Choice]:
        """Return the months of the fiscal year."""
        found, day = [], self.year.start
        while day <= self.year.end:
            found.append(Choice(YearMonth.of(day), month_label(day).capitalize()))
            day = next_day(YearMonth.of(day).last)
        return found

    def _kept(self) -> Iterator[FieldSpec]:
        flags = self._spec.flags
        if "year" in flags:
            labels = {year.id: year.label + (" (clôturé)" if year.closed else "") for year in self.years.values()}
            yield _among("year", "Exercice", labels)
        if self.has_dates:
            yield card.choice("month", "Mois", self.months())
            yield card.day("start", "Du", self._scope)
            yield card.day("end", "Au", self._scope)
        if self._spec.due_range:
            yield card.day("start", "Échéances du", self._scope)
            yield card.day("end", "Échéances au", self._scope)
        yield from self._of_lines()
        if "lettering" in flags:
            yield _among("lettering", "Lignes", words.LETTERINGS)
            if any(option.key == LETTERING_DAY for option in self._spec.options):
                day = card.day(LETTERING_DAY, "Lettrage au", self._scope)
                yield card.enabled_if(day, lambda values: values["lettering"] is not Lettering.ALL)
        yield from self._of_typing()

    def _of_lines(self) -> Iterator[FieldSpec]:
        """Yield the year compared, the journals, the accounts, the statuses."""
        flags = self._spec.flags
        if "compare" in flags:
            yield card.choice("compare", "Comparé à", [Choice(year.id, year.label) for year in self.years.values()])
        if "journals" in flags:
            yield card.checked(_list("journals", "Journaux"), self._check_journals)
        if "accounts" in flags:
            yield card.checked(_list("accounts", "Comptes"), self._check_accounts)
        if "nature" in flags:
            yield _among("natures", "Nature", words.NATURES)
        if "status" in flags:
            yield from (card.tick(status.name, f"Écritures {word.lower()}") for status, word in words.STATUSES.items())

    def _of_typing(self) -> Iterator[FieldSpec]:
        """Yield who typed, when, and with which origin."""
        flags = self._spec.flags
        if "entered-by" in flags:
            users = [Choice(code, code) for code in users_known(self._dossier.database)]
            yield card.choice("entered_by", "Saisies de", users)
            yield card.day("entered_start", "Saisies du", self._scope)
            yield card.day("entered_end", "Saisies au", self._scope)
        if "origin" in flags:
            yield card.choice("origins", "Origine", [Choice(word, origin.label) for word, origin in ORIGINS.items()])

    def _shown(self) -> Iterator[FieldSpec | Section]:
        yield _among("model", "Modèle", {SYSTEM: system_name(self._spec.title), **{name: name for name in self.models}})
        if len(self._spec.sorts) > 1:
            yield _among("sort", "Tri", {sort: words.SORTS.get(sort, sort) for sort in self._spec.sorts})
        if self._spec.groups:
            groups = (words.NO_GROUP, *self._spec.groups)
            yield _among("group", "Regroupement", {group: words.GROUPS.get(group, group) for group in groups})
        if "columns" in self._spec.flags:
            yield card.starting(_among("columns", "Colonnes de montants", words.COLUMNS), USUAL_COLUMNS)
        if "level" in self._spec.flags:
            yield _among("level", "Comptes réunis par", words.LEVELS)
        for flag, label in words.MARKS.items():
            if flag in self._spec.flags:
                yield card.tick(flag, label)
        for option in sorted(self._spec.options, key=words.has_section):
            if option.key != LETTERING_DAY:
                yield from self._option(option)

    def _option(self, option: Option) -> Iterator[FieldSpec | Section]:
        label = words.option_label(option)
        match option.kind:
            case OptionKind.MARK:
                yield card.tick(option.key, label)
            case OptionKind.DAY:
                yield card.day(option.key, label, self._scope)
            case OptionKind.CODE:
                yield card.text(option.key, label, width=12, max_length=10)
            case OptionKind.CHOICE:
                yield _among(option.key, label, {value: words.value_label(option, value) for value in option.values})
            case OptionKind.CHOICES:
                if words.has_section(option):
                    yield Section(label)
                for value in option.values:
                    if value != NONE:
                        yield card.tick(_tick(option, value), words.value_label(option, value))

    def _scope(self) -> DateScope:
        year = self.year
        return DateScope(year.start, year.end, YearMonth.of(year.end), self._dossier.today())

    # -- checks --------------------------------------------------------------------------------------------------------

    def _check_journals(self, text: object) -> None:
        select_journals(str(text), journal_codes(self._dossier.database))

    def _check_accounts(self, text: object) -> None:
        details, roots = account_numbers(self._dossier.database)
        select_accounts(str(text), details, roots)

    def _faults(self, values: Values) -> Sequence[Fault]:
        faults = list(self._faults_of_dates(values)) if self.has_dates else []
        if self._spec.due_range and (values["start"] or date.min) > (values["end"] or date.max):  # type: ignore[operator]
            faults.append(("end", "La fin est avant le début"))
        if "status" in self._spec.flags and not any(values[status.name] for status in words.STATUSES):
            faults.append((next(iter(words.STATUSES)).name, "Cochez au moins un statut"))
        for option in self._spec.options:
            if option.most and len(_ticked(option, values)) > option.most:
                last = _tick(option, _ticked(option, values)[-1])
                faults.append((last, f"{option.most} niveaux au plus"))
        return faults

    def _faults_of_dates(self, values: Values) -> Iterator[Fault]:
        start, end = self._bounds(values)
        every = sorted(self.years.values(), key=lambda year: year.start)
        first, last = (every[0], every[-1]) if self._spec.crosses_years else (self.year, self.year)
        if start > end:
            yield "end", "La fin est avant le début"
        elif start < first.start or end > last.end:
            named = "les exercices du dossier vont" if self._spec.crosses_years else "l'exercice va"
            span = f"{first.start:%d/%m/%Y} au {last.end:%d/%m/%Y}"
            yield ("start" if start < first.start else "end"), f"{named} du {span}".capitalize()

    # -- models --------------------------------------------------------------------------------------------------------

    def proposed(self, model: object) -> dict[str, object]:
        """Return the model of a name and the values that it proposes, none when it is the delivered one (EDM-04)."""
        known = self.models.get(str(model))
        if known is None:
            return {"model": SYSTEM}
        kept, _ = read_model(self._dossier.database, known)
        usual, found = Request(self._spec.name), request_of_filters(self._spec, kept.filters)
        names = {name for name in Request._fields if getattr(found, name) != getattr(usual, name)}
        fields = {field.name for field in self.schema().fields}
        values = values_of(self._spec, found) if names else {}
        return {"model": str(model), **{name: value for name, value in values.items() if name in fields}}

    # -- what follows from what is typed -------------------------------------------------------------------------------

    def choose_year(self, values: Values) -> None:
        """Take note of the fiscal year of a page."""
        self.year = self.years[cast("int", values["year"])]

    def follow(self, before: Values, values: Values) -> dict[str, object]:
        """Return the values that follow from a change: the dates of a year or a month, no month for other dates."""
        if not self.has_dates:
            return {}
        if values["year"] != before["year"]:
            self.choose_year(values)
            return {"month": None, "start": self.year.start, "end": self.year.end}
        month = cast("YearMonth | None", values["month"])
        if month != before["month"]:
            return dict(zip(("start", "end"), self._dates(month), strict=True))
        return {"month": None} if month and self._dates(month) != self._bounds(values) else {}

    def _bounds(self, values: Values) -> tuple[date, date]:
        """Return the dates of a page, those of the fiscal year where they are left empty."""
        start, end = cast("date | None", values["start"]), cast("date | None", values["end"])
        return start or self.year.start, end or self.year.end

    def placed(self, month: YearMonth) -> dict[str, object]:
        """Return the fiscal year and the dates of a month."""
        holding = (year for year in self.years.values() if year.start <= month.last and year.end >= month.first)
        self.year = next(holding, self.year)
        return dict(zip(("year", "start", "end"), (self.year.id, *self._dates(month)), strict=True))

    def _dates(self, month: YearMonth | None) -> tuple[date, date]:
        if month is None:
            return self.year.start, self.year.end
        return max(month.first, self.year.start), min(month.last, self.year.end)

    # -- the request ---------------------------------------------------------------------------------------------------

    def request(self, values: Values) -> Request:
        """Return what the fields ask; defaults are left out, so that the command shown is short."""
        flags = self._spec.flags
        fields: dict[str, object] = {"options": dict(self._options(values))}
        if "year" in flags:
            fields["year"] = self._year_text(self.years[cast("int", values["year"])])
        if self.has_dates:
            fields |= self._span(values)._asdict()
        if self._spec.due_range:
            fields |= {name: values[name] for name in ("start", "end")}
        for name in ("journals", "accounts"):
            if name in flags:
                fields[name] = str(values[name]) or None
        if "nature" in flags and values["natures"] != words.EVERY:
            fields["natures"] = tuple(str(values["natures"]).split(","))
        if "status" in flags:
            statuses = frozenset(status for status in words.STATUSES if values[status.name])
            fields["statuses"] = None if statuses == self._spec.statuses else statuses
        if "lettering" in flags:
            fields["lettering"] = values["lettering"]
        fields |= self._of_comparison(values)
        if values.get("origins"):
            fields["origins"] = (str(values["origins"]),)
        own = {"sort": next(iter(self._spec.sorts), None), "group": words.NO_GROUP, "columns": USUAL_COLUMNS}
        own |= dict.fromkeys(_FREE)
        fields |= {name: values[name] for name, usual in own.items() if values.get(name, usual) != usual}
        fields |= {flag.replace("-", "_"): bool(values[flag]) for flag in words.MARKS if flag in flags}
        return Request(self._spec.name, **fields, **_layout(values))  # type: ignore[arg-type]  # the fields are those of the page

    def _of_comparison(self, values: Values) -> dict[str, object]:
        """Return the fiscal year compared and the digits that unite the accounts, where they are chosen."""
        found: dict[str, object] = {}
        if values.get("compare"):
            found["compare"] = self._year_text(self.years[cast("int", values["compare"])])
        if values.get("level"):
            found["level"] = values["level"]
        return found

    def _span(self, values: Values) -> Span:
        start, end = self._bounds(values)
        if (start, end) == (self.year.start, self.year.end):
            return Span()
        month = YearMonth.of(start)
        if self._dates(month) == (start, end):
            return Span(month=month)
        return Span(start if start != self.year.start else None, end if end != self.year.end else None)

    def _year_text(self, year: FiscalYear) -> str:
        alone = sum(known.label == year.label for known in self.years.values()) == 1
        return year.label if alone else year.start.isoformat()

    def _options(self, values: Values) -> Iterator[tuple[str, OptionValue]]:
        for option in self._spec.options:
            value = self._value_of(option, values)
            if value:
                yield option.key, value

    def _value_of(self, option: Option, values: Values) -> OptionValue:
        """Return what the page gives for an option, nothing where it is the default."""
        value = values.get(option.key)
        match option.kind:
            case OptionKind.CHOICES:
                chosen = _ticked(option, values) or ((NONE,) if NONE in option.values else ())
                return False if chosen == tuple(filter(None, option.default.split(","))) else chosen
            case OptionKind.CHOICE:
                return False if value == option.default else (str(value),)
            case OptionKind.CODE:
                return (str(value).upper(),) if value else False
            case OptionKind.DAY:
                asked = option.key != LETTERING_DAY or values["lettering"] is not Lettering.ALL
                return cast("date", value) if asked and value else False
            case OptionKind.MARK:
                return bool(value)


def _layout(values: Values) -> dict[str, Any]:
    """Return the model of a page; the page says everything: what its model proposed is there, or was taken out."""
    model = str(values.get("model", SYSTEM))
    return {} if model == SYSTEM else {"model": model, "own_filters": True}


def _tick(option: Option, value: str) -> str:
    return f"{option.key}={value}"


def _ticked(option: Option, values: Values) -> tuple[str, ...]:
    if option.kind is not OptionKind.CHOICES:
        return ()
    return tuple(value for value in option.values if value != NONE and values[_tick(option, value)])


def _list(name: str, label: str) -> FieldSpec:
    return card.text(name, label, width=44, max_length=_LONGEST)


def _among(name: str, label: str, values: Mapping[Any, str]) -> FieldSpec:
    options = [Choice(value, word) for value, word in values.items()]
    return FieldSpec(name, lambda: FilterChoice(name, label, options, mandatory=True), default=options[0].value)
