"""The reports of the program: names, titles, what each accepts. Building one imports its module and no other.

The command line, its help, the lists of reports and the filter pages derive from this table (ETCL-02, ETCL-10).
"""

from importlib import import_module
from typing import ClassVar, Final, NamedTuple

from tuicompta.core.enums import EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.model import Report
from tuicompta.reports.options import OWN_FILTERS, Option, choice, choices, code, day, mark
from tuicompta.reports.request import COUNTED, Request
from tuicompta.services.dossiers.dossier import Dossier

PERIOD: Final = ("year", "from", "to", "period")
FILTERS: Final = (*PERIOD, "journals", "accounts", "nature", "status", "lettering")

_DATE_OF_LETTERING = day("lettrage-au", "date à laquelle le lettrage est apprécié (fin de la période)")
_ROOTS_HELP = "sous-totaux par nombre de chiffres du compte, trois niveaux au plus"
_ROOTS = choices("racines", _ROOTS_HELP, ("0", "1", "2", "3", "4"), default="0", most=3)
_CLASSES = choices("racines", _ROOTS_HELP, ("0", "1", "2", "3", "4"), default="1", most=3)
_ROOT_ACCOUNTS = mark("comptes-racines", "sous-totaux des comptes de type Racine")
_ACCOUNTS_SHOWN = choice(
    "comptes", "comptes imprimés", ("mouvementes", "tous", "non-soldes", "soldes"), default="mouvementes"
)
_CENTRALISED = choices("centraliser", "natures réduites à une ligne", ("clients", "fournisseurs"))
_DOCUMENT = mark("document", "colonne Document")
_DUE_DATE = mark("echeance", "colonne Échéance")
_STATUS = mark("statut", "colonne Statut")
_ACCOUNTS = (_DATE_OF_LETTERING, _ACCOUNTS_SHOWN, _CENTRALISED, _ROOT_ACCOUNTS)
_BALANCES = (*_ACCOUNTS, _CLASSES)
_LEDGERS = (
    *_ACCOUNTS,
    _ROOTS,
    _DOCUMENT,
    _DUE_DATE,
    mark("contrepartie", "colonne Contrepartie"),
    _STATUS,
    choice("saut", "saut de page", ("aucun", "compte"), default="aucun"),
)


_WITHOUT_FILTERS = mark(OWN_FILTERS, "avec --model : sans les filtres que le modèle propose")


class UnknownReportError(TuicomptaError):
    """No report has this name."""

    template = "État inconnu : «{name}». États : {known}."
    exit_code: ClassVar[int] = 2


class ReportSpec(NamedTuple):
    """One report: what it is called and what it accepts.

    `flags` are the flags of the common filters and its own ones; `sorts` and `groups` the values of --sort and --group,
    the first sort being the default; `statuses` the ticks on by default. `crosses_years`: the period may leave the
    fiscal year (ETCL-04). `cumulates`: its balances begin with those carried forward from the year before. `due_range`:
    the dates are those of due dates, tied to no fiscal year (ETEC-02).
    """

    name: str
    title: str
    module: str
    flags: tuple[str, ...] = FILTERS
    options: tuple[Option, ...] = ()
    sorts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    statuses: frozenset[EntryStatus] = COUNTED
    crosses_years: bool = False
    cumulates: bool = False
    due_range: bool = False

    @property
    def keys(self) -> tuple[Option, ...]:
        """The keys of `--option`: its own ones, and the one that goes with `--model`."""
        return (*self.options, _WITHOUT_FILTERS)

    @property
    def own_flags(self) -> tuple[str, ...]:
        """Flags that are not those of the common filters."""
        return tuple(flag for flag in self.flags if flag not in FILTERS)


SPECS: Final = (
    ReportSpec(
        "brouillard",
        "Brouillard de saisie",
        "books.unvalidated_book",
        flags=(*FILTERS, "sort", "entry-totals", "entered-by", "entered-from", "entered-to"),
        options=(_DATE_OF_LETTERING,),
        sorts=("saisie", "date"),
        statuses=frozenset({EntryStatus.UNVALIDATED, EntryStatus.SIMULATED}),
    ),
    ReportSpec(
        "journal",
        "Journal",
        "books.journal",
        flags=(*FILTERS, "sort", "entry-totals", "no-opening"),
        options=(
            _DATE_OF_LETTERING,
            _DOCUMENT,
            _DUE_DATE,
            mark("lettrage", "colonne Lettrage"),
            mark("definitif", "colonne N° définitif"),
            _STATUS,
            mark("livre-journal", "tous les journaux ensemble, dans l'ordre de validation"),
            choice("saut", "saut de page", ("journal", "mois", "aucun"), default="journal"),
        ),
        sorts=("date", "piece"),
    ),
    ReportSpec(
        "journal-centralisateur",
        "Journal centralisateur",
        "books.centralising_journal",
        flags=(*FILTERS, "group", "detail"),
        options=(_DATE_OF_LETTERING, mark("tous", "journaux sans mouvement aussi")),
        groups=("journal",),
    ),
    ReportSpec(
        "grand-livre",
        "Grand Livre",
        "ledgers.ledger",
        flags=(*FILTERS, "group"),
        options=_LEDGERS,
        groups=("lettering",),
        crosses_years=True,
        cumulates=True,
    ),
    ReportSpec(
        "grand-livre-tiers",
        "Grand Livre auxiliaire",
        "ledgers.subsidiary_ledger",
        flags=(*FILTERS, "group"),
        options=(*_LEDGERS, mark("autres-tiers", "avec les autres tiers (42 à 46, sauf 445)")),
        groups=("lettering",),
        crosses_years=True,
        cumulates=True,
    ),
    ReportSpec(
        "balance",
        "Balance",
        "balances.balance",
        flags=(*FILTERS, "columns", "previous"),
        options=_BALANCES,
        cumulates=True,
    ),
    ReportSpec(
        "balance-mensuelle",
        "Balance mensuelle",
        "balances.periodic_balance",
        flags=(*FILTERS, "cumulated", "no-opening"),
        options=_BALANCES,
        cumulates=True,
    ),
    ReportSpec(
        "balance-trimestrielle",
        "Balance trimestrielle",
        "balances.periodic_balance",
        flags=(*FILTERS, "cumulated", "no-opening"),
        options=_BALANCES,
        cumulates=True,
    ),
    ReportSpec(
        "balance-tiers",
        "Balance auxiliaire",
        "balances.subsidiary_balance",
        flags=(*FILTERS, "sort", "columns", "previous"),
        options=(
            _DATE_OF_LETTERING,
            _ACCOUNTS_SHOWN,
            mark("anormaux", "clients créditeurs et fournisseurs débiteurs seulement"),
        ),
        sorts=("compte", "nom", "solde"),
        cumulates=True,
    ),
    ReportSpec(
        "comparatif",
        "Comparatif N / N-1",
        "balances.comparison",
        flags=(*FILTERS, "level", "compare"),
        options=(
            _DATE_OF_LETTERING,
            _ACCOUNTS_SHOWN,
            mark("produits-negatifs", "comptes de produits négatifs au crédit, comme les autres comptes"),
        ),
        cumulates=True,
    ),
    ReportSpec(
        "plan-comptable",
        "Plan comptable",
        "lists.chart_of_accounts",
        flags=("year", "accounts", "nature"),
        options=(choice("comptes", "comptes imprimés", ("tous", "mouvementes", "non-mouvementes"), default="tous"),),
    ),
    ReportSpec("plan-journaux", "Plan des journaux", "lists.journal_list", flags=("year", "journals")),
    ReportSpec("tiers", "Liste des tiers", "lists.third_parties", flags=("year", "accounts", "nature")),
    ReportSpec(
        "echeancier",
        "Échéancier",
        "lists.due_dates",
        flags=("from", "to", "journals", "accounts", "nature", "status", "sort"),
        options=(
            choice(
                "reglement",
                "échéances selon leur règlement",
                ("non-reglees", "reglees", "toutes"),
                default="non-reglees",
            ),
            choice("terme", "échéances selon leur terme", ("toutes", "echues", "a-echoir"), default="toutes"),
            choices("type", "types d'échéance", ("facture", "avoir")),
            code("moyen", "moyen de paiement"),
            code("banque", "banque"),
            choice("sous-total", "sous-total du tri par échéance", ("mois", "semaine", "jour"), default="mois"),
        ),
        sorts=("echeance", "compte", "moyen"),
        due_range=True,
    ),
    ReportSpec(
        "avancement",
        "Avancement de la saisie",
        "lists.entry_progress",
        flags=(*PERIOD, "journals", "status"),
        statuses=frozenset(EntryStatus),
    ),
    ReportSpec(
        "suivi",
        "Suivi des écritures",
        "lists.entry_follow_up",
        flags=(*PERIOD, "journals", "status", "entered-by", "entered-from", "entered-to", "origin"),
        statuses=frozenset(EntryStatus),
    ),
    ReportSpec(
        "remise-cheques",
        "Bordereau de remise de chèques",
        "lists.deposit_slip",
        flags=("year", "from", "to", "period", "accounts"),
    ),
)
_BY_NAME: Final = {spec.name: spec for spec in SPECS}


def find_report(name: str) -> ReportSpec:
    """Return the report of that name; raises `UnknownReportError`."""
    if name not in _BY_NAME:
        raise UnknownReportError(name=name, known=", ".join(_BY_NAME))
    return _BY_NAME[name]


def build_report(dossier: Dossier, request: Request) -> Report:
    """Build a report on an open dossier, inside the read transaction of the caller; laid out by its model."""
    spec = find_report(request.report)
    if request.model is not None:
        modelled: Report = import_module("tuicompta.reports.models.modelled").build_modelled(dossier, spec, request)
        return modelled
    report: Report = import_module(f"tuicompta.reports.{spec.module}").build(dossier, spec, request)
    return report
