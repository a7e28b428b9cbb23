"""The pages of options on entry, payments, forecast, transfers and cut-off (OSA, OSP, ORE, OPT, OTC, ORG)."""

from tuicompta.core.settings.checks import check_account_length
from tuicompta.core.settings.declaration import Kind, Link, Page, Setting, Wanted
from tuicompta.core.settings.parts import tick

_ALERTS, _COMFORT, _LENGTHS = "Alertes", "Saisie par journal", "Longueurs"

ENTRY = (
    tick(
        "entry.warn_amounts",
        "Alertes sur les montants",
        Page.ENTRY,
        default=True,
        group=_ALERTS,
        hint="Un montant négatif est signalé, sans bloquer.",
    ),
    tick(
        "entry.warn_accounts",
        "Alertes sur les comptes",
        Page.ENTRY,
        default=True,
        group=_ALERTS,
        hint="Racine non autorisée, type de journal non autorisé ; un compte bloqué est toujours refusé.",
    ),
    tick(
        "entry.warn_duplicate_pieces",
        "Alertes sur les doublons des numéros de pièce",
        Page.ENTRY,
        default=True,
        group=_ALERTS,
        hint="Au kilomètre, en saisie pratique et par guide : annuler, conserver ou renuméroter.",
    ),
    tick(
        "entry.warn_missing_pieces",
        "Alerte sur les pièces absentes",
        Page.ENTRY,
        default=True,
        group=_ALERTS,
        hint="Le fichier des écritures comptables demande une référence.",
    ),
    tick(
        "entry.warn_duplicate_entries",
        "Alerte sur les doublons d'écriture",
        Page.ENTRY,
        default=True,
        group=_ALERTS,
        hint="Achats et ventes : même tiers, même montant, même document (ou même date).",
    ),
    tick(
        "entry.warn_vat",
        "Alertes TVA",
        Page.ENTRY,
        default=True,
        group=_ALERTS,
        hint="Écart entre la TVA et sa base, TVA absente.",
    ),
    tick(
        "entry.autosave",
        "Enregistrement automatique dès l’équilibre de l’écriture",
        Page.ENTRY,
        default=False,
        group=_COMFORT,
        hint="Saisie par journal seulement ; sinon Ctrl+S.",
    ),
    tick(
        "entry.undo",
        "Activer Annuler / Refaire",
        Page.ENTRY,
        default=True,
        group=_COMFORT,
        hint="Toujours inactif au-delà de 5 000 lignes dans le journal et le mois.",
    ),
    Setting(
        "entry.account_length",
        "Longueur des comptes généraux",
        0,
        Kind.NUMBER,
        Page.ENTRY,
        _LENGTHS,
        "0 : libre ; sinon 3 à 10. Les comptes existants ne changent pas.",
        mandatory=True,
        highest=10,
        check=check_account_length,
    ),
    tick(
        "entry.pad_accounts",
        "Compléter à droite par des zéros",
        Page.ENTRY,
        default=False,
        group=_LENGTHS,
        hint="512 devient 512000 avec une longueur de 6. Les comptes existants ne changent pas.",
    ),
    Setting("entry.account_state", "Comptes existants", "", Kind.SHOWN, Page.ENTRY, _LENGTHS),
    Setting(
        "entry.piece_length",
        "Longueur des numéros de pièce",
        5,
        Kind.NUMBER,
        Page.ENTRY,
        _LENGTHS,
        "3 à 10 ; le douzième numéro s'écrit 00012 avec une longueur de 5.",
        mandatory=True,
        lowest=3,
        highest=10,
    ),
)


def _journal(key: str, label: str, page: Page, kind: str, hint: str = "", *, foot: bool = True) -> Setting:
    wanted = Wanted(types=(kind,), default=kind, foot_of_journal=foot)
    return Setting(key, label, None, Kind.LINK, page, hint=hint, link=Link.JOURNAL, wanted=wanted)


_NO_FOOT = "Les journaux en pied de journal ne sont pas proposés."
PRACTICAL = (
    _journal("practical.purchases", "Journal de «Mes achats»", Page.PRACTICAL, "purchases", _NO_FOOT, foot=False),
    _journal("practical.sales", "Journal de «Mes ventes»", Page.PRACTICAL, "sales", _NO_FOOT, foot=False),
    _journal("practical.treasury", "Journal de «Ma trésorerie»", Page.PRACTICAL, "treasury", _NO_FOOT, foot=False),
)

PAYMENTS = (
    Setting(
        "payments.default_method",
        "Moyen de paiement par défaut",
        "CHQ",
        Kind.LINK,
        Page.PAYMENTS,
        hint="Pris par une échéance quand ni le mode de règlement ni le compte n'en donne.",
        link=Link.PAYMENT_METHOD,
    ),
    Setting(
        "payments.default_bank",
        "Banque par défaut",
        None,
        Kind.LINK,
        Page.PAYMENTS,
        hint="Proposée pour les règlements.",
        link=Link.BANK,
    ),
    Setting(
        "payments.cheques",
        "Nombre de chèques par défaut",
        200,
        Kind.NUMBER,
        Page.PAYMENTS,
        hint="Nombre maximum de chèques d'un chéquier.",
        mandatory=True,
        lowest=1,
        highest=9_999,
    ),
)

_PERIODICITIES = (
    ("day", "Jour"),
    ("week", "Semaine"),
    ("ten_days", "Décade"),
    ("month", "Mois"),
    ("quarter", "Trimestre"),
)
_METHODS = (("bank_lines", "Lignes de banque"), ("counterparts", "Lignes d'encaissement/décaissement"))
_COLOURS = (
    ("normal", "Texte"),
    ("quiet", "Estompé"),
    ("accent", "Accent"),
    ("wrong", "Alerte"),
    ("settled", "Accord"),
)


def _colour(key: str, label: str, default: str) -> Setting:
    return Setting(
        f"forecast.{key}",
        label,
        default,
        Kind.CHOICE,
        Page.FORECAST,
        "Couleurs",
        "Couleurs du thème ; le signe ou une lettre dit toujours la même chose.",
        mandatory=True,
        choices=_COLOURS,
    )


FORECAST = (
    Setting(
        "forecast.periodicity",
        "Périodicité par défaut",
        "month",
        Kind.CHOICE,
        Page.FORECAST,
        hint="Proposée à l'ouverture de la prévision de trésorerie.",
        mandatory=True,
        choices=_PERIODICITIES,
    ),
    Setting(
        "forecast.method",
        "Méthode d'importation des encaissements/décaissements divers",
        "counterparts",
        Kind.CHOICE,
        Page.FORECAST,
        hint="Lignes des comptes de banque, ou lignes opposées, chacune à sa date.",
        mandatory=True,
        choices=_METHODS,
    ),
    _colour("negative_colour", "Soldes négatifs", "wrong"),
    _colour("receipt_colour", "Encaissements", "settled"),
    _colour("payment_colour", "Décaissements", "normal"),
)

TRANSFER = (
    tick(
        "import.simulated",
        "Importer les écritures comptables en mode simulation",
        Page.TRANSFER,
        default=False,
        hint="Les écritures importées sont Simulé, sinon Non validé.",
    ),
    Setting(
        "import.folder",
        "Dossier de transfert",
        "",
        Kind.PATH,
        Page.TRANSFER,
        hint="Où se trouvent les lots à importer.",
        length=1000,
    ),
    tick(
        "import.at_opening",
        "Récupérer automatiquement les écritures à l'ouverture du dossier",
        Page.TRANSFER,
        default=False,
        hint="Les lots en attente sont importés à l'ouverture, avec un compte rendu.",
    ),
    Setting(
        "import.lots_kept",
        "Nombre de lots de transfert comptable conservés",
        100,
        Kind.NUMBER,
        Page.TRANSFER,
        hint="Les lots plus anciens quittent l'historique, jamais leurs écritures.",
        mandatory=True,
        lowest=1,
        highest=9_999,
    ),
)

_NOT_TREASURY = Wanted(types=("general", "purchases", "sales"), default="general")


def _cut_off(key: str, label: str, group: str, hint: str) -> Setting:
    link = Link.JOURNAL
    return Setting(key, label, None, Kind.LINK, Page.CUT_OFF, group, hint, link=link, wanted=_NOT_TREASURY)


def _counterpart(key: str, label: str, root: str) -> Setting:
    wanted = Wanted(roots=("1", "2", "3", "4", "5", "6", "7"), default=root)
    return Setting(key, label, None, Kind.LINK, Page.CUT_OFF, _PREPAID, link=Link.ACCOUNT, wanted=wanted)


_PREPAID = "Charges et produits constatés d'avance"
CUT_OFF = (
    _cut_off(
        "cut_off.prepaid_journal",
        "Journal de destination",
        _PREPAID,
        "Régularisation et extourne ; ni trésorerie, ni à-nouveaux.",
    ),
    _counterpart("cut_off.prepaid_charges", "Compte de contrepartie charges constatées d'avance", "486"),
    _counterpart("cut_off.deferred_income", "Compte de contrepartie produits constatés d'avance", "487"),
    _cut_off(
        "cut_off.accrual_journal",
        "Journal",
        "Factures non parvenues ou à émettre",
        "Journal de l'extourne ; ni trésorerie, ni à-nouveaux.",
    ),
)
