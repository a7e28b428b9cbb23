"""Heading of a report: company, fiscal year, period, filters in words, marks, edition (ETSO-02)."""

from collections.abc import Iterable, Mapping
from datetime import date, time

from tuicompta.core.dates import format_date, iso
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.figures import AccountFigures
from tuicompta.reports.model import SEPARATOR, Company, Edition, Heading, YearSpan
from tuicompta.reports.periods import ReportPeriod
from tuicompta.reports.request import STATUS_KEYS, Lettering, Request
from tuicompta.reports.scope import Scope
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.carry_forward import year_not_carried_into
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.settings.stored_texts import stored_texts

PROVISIONAL = "Provisoire"
SIMULATIONS = "Avec simulations"
FINAL = "Définitif"
_COMPANY = ("company.name", "company.siren", "company.siret")
_REGISTERED = {"NAF/APE": "company.naf", "RCS": "company.rcs", "RNE": "company.rne", "MSA": "company.msa"}
COMPANY_KEYS = (*_COMPANY, *_REGISTERED.values())

_STATUS_WORDS = {
    EntryStatus.UNVALIDATED: "non validées",
    EntryStatus.VALIDATED: "validées",
    EntryStatus.SIMULATED: "simulées",
}
_NATURE_WORDS = {
    "tous": "tous",
    "bilan": "bilan",
    "gestion": "gestion",
    "clients": "clients",
    "fournisseurs": "fournisseurs",
    "autres-tiers": "autres tiers",
    "speciaux": "comptes spéciaux",
}
_SHOWN_WORDS = {
    "tous": "Tous les comptes",
    "mouvementes": "Comptes mouvementés",
    "non-mouvementes": "Comptes non mouvementés",
    "non-soldes": "Comptes non soldés",
    "soldes": "Comptes soldés",
}
_LETTERING_WORDS = {Lettering.OPEN: "Lignes non lettrées", Lettering.CLOSED: "Lignes lettrées"}


def company_of(dossier: Dossier) -> Company:
    """Return the company of a dossier, with the numbers that are filled (SO-04)."""
    found = stored_texts(dossier.database, COMPANY_KEYS)
    name, siren, siret = (found[key] for key in _COMPANY)
    numbers = {"SIRET": spaced(siret), "SIREN": "" if siret else spaced(siren)}
    numbers |= {word: found[key] for word, key in _REGISTERED.items()}
    return Company(name, siren, SEPARATOR.join(f"{word} {number}" for word, number in numbers.items() if number))


def spaced(number: str) -> str:
    """Return a SIREN or SIRET as it is printed, `732 829 320 00074`."""
    return " ".join(part for part in (number[:3], number[3:6], number[6:9], number[9:]) if part)


def edition_of(dossier: Dossier, request: Request) -> Edition:
    """Return when and by whom; an imposed date has no time, so that the output can be reproduced (ETCL-07)."""
    if request.print_date:
        return Edition(request.print_date, None, dossier.user.code)
    now = dossier.clock()
    return Edition(now.date(), time(now.hour, now.minute), dossier.user.code)


def heading_of(scope: Scope, figures: Iterable[AccountFigures], extra: Iterable[str] = ()) -> Heading:
    """Return the heading of a report of entries; `figures` are those it shows, `extra` the words of its own filters."""
    period = scope.period
    year = year_span(period)._replace(lacking=_lacking(scope))
    missing = (f"Sans à-nouveaux de {year.lacking}",) if year.lacking else ()
    return Heading(
        company=company_of(scope.dossier),
        title=scope.spec.title,
        year=year,
        start=period.start,
        end=period.end,
        filters=(*_words(scope), *extra),
        marks=(*marks_of(figures, closed=period.closed), *missing),
        edition=edition_of(scope.dossier, scope.request),
    )


def _lacking(scope: Scope) -> str:
    """Return the label of the year before when balances are meant to begin with its own and do not."""
    if not scope.spec.cumulates or scope.request.no_opening or scope.chosen_journals:
        return ""
    before = year_not_carried_into(scope.database, fiscal_years(scope.database), scope.period.years[0])
    return before.label if before else ""


def year_span(period: ReportPeriod) -> YearSpan:
    """Return the fiscal year, or years, of a period."""
    return YearSpan(period.first_day, period.years[-1].end, period.closed)


def marks_of(figures: Iterable[AccountFigures], *, closed: bool) -> tuple[str, ...]:
    """Return the marks of a report that shows some figures."""
    shown = list(figures)
    provisional = any(figure.provisional for figure in shown)
    return marks(provisional=provisional, simulated=any(figure.simulated for figure in shown), closed=closed)


def marks(*, provisional: bool, simulated: bool, closed: bool) -> tuple[str, ...]:
    """Return «Provisoire», «Avec simulations», «Définitif», those that hold."""
    found = {PROVISIONAL: provisional, SIMULATIONS: simulated, FINAL: closed}
    return tuple(mark for mark, holds in found.items() if holds)


def criteria_of(scope: Scope) -> Mapping[str, object]:
    """Return the filters of a report for JSON (ETSO-08); a filter that keeps everything is null."""
    request, period = scope.request, scope.period
    return {
        "from": iso(period.start),
        "to": iso(period.end),
        "journals": scope.chosen_journals and scope.chosen_journals.text,
        "accounts": scope.chosen_accounts and scope.chosen_accounts.text,
        "nature": ",".join(request.natures) or None,
        "status": [key for status, key in STATUS_KEYS.items() if status in scope.statuses],
        "lettering": request.lettering.value,
        "options": {key: _plain(value) for key, value in sorted(request.options.items())},
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return iso(value)
    return list(value) if isinstance(value, tuple) else value


def words_of_accounts(scope: Scope) -> list[str]:
    """Return the filters of accounts in words."""
    words = [f"Comptes {scope.chosen_accounts.text}"] if scope.chosen_accounts else []
    if scope.request.natures:
        words.append("Nature " + ", ".join(_NATURE_WORDS[nature] for nature in scope.request.natures))
    return words + [_SHOWN_WORDS[shown] for shown in scope.chosen("comptes") if shown in _SHOWN_WORDS]


def _words(scope: Scope) -> list[str]:
    request = scope.request
    words = [f"Journaux {scope.chosen_journals.text}"] if scope.chosen_journals else []
    words += words_of_accounts(scope)
    if centralised := scope.chosen("centraliser"):
        words.append("Centralisation des " + " et des ".join(centralised))
    if not scope.every_line:
        words.append(f"{_LETTERING_WORDS[request.lettering]} au {format_date(scope.lettering_day)}")
    return [_statuses(scope.statuses), *words]


def _statuses(statuses: frozenset[EntryStatus]) -> str:
    listed = [word for status, word in _STATUS_WORDS.items() if status in statuses]
    return "Écritures " + ", ".join(listed[:-1]) + (" et " if len(listed) > 1 else "") + listed[-1]
