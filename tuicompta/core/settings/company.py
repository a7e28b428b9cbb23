"""The pages of the company (SO, SA, ST, LG, XP)."""

from typing import Final

from tuicompta.core.enums import VatBasis, VatTerritory
from tuicompta.core.settings.checks import digits, siret_warning, vat_number_warning
from tuicompta.core.settings.declaration import Kind, Link, Page, Setting, Wanted
from tuicompta.core.settings.parts import address, contact, email, proposed, telephones, text

_TERRITORIES = tuple((place.value, place.label) for place in VatTerritory if place.is_domestic)
_BASES = tuple((basis.value, basis.label) for basis in VatBasis)
_PROFITS = (
    ("bic", "BIC/IS réel normal"),
    ("bic_simplified", "BIC/IS réel simplifié"),
    ("bnc", "BNC"),
    ("ba", "BA"),
    ("association", "Association"),
    ("other", "Autre"),
)
VAT_REGIMES: Final = (
    ("FB", "FB – Franchise en base"),
    ("RM", "RM – Réel normal mensuel"),
    ("RT", "RT – Réel normal trimestriel"),
    ("ST", "ST – Simplifié annuel"),
)
_CREDIT_NOTES = (("compensated", "Compensés"), ("adjustment", "En régularisation"))
_IDENTITY, _ADDRESS, _OTHER = "Identification", "Adresse", "Téléphone et internet"

ADDRESS = (
    proposed("company.legal_form", "Forme juridique ou civilité", Page.ADDRESS, 25, _IDENTITY, Link.TITLE),
    text("company.name", "Nom – Raison sociale", Page.ADDRESS, 60, _IDENTITY, mandatory=True),
    text("company.quality", "Qualité de la personne", Page.ADDRESS, 40, _IDENTITY),
    *address("company", Page.ADDRESS, _ADDRESS),
    *telephones("company", Page.ADDRESS, _OTHER),
    text("company.website", "Site web", Page.ADDRESS, 100, _OTHER),
)


def _administration(key: str, label: str, length: int, hint: str = "") -> Setting:
    return text(f"company.{key}", label, Page.ADMINISTRATION, length, hint=hint)


ADMINISTRATION = (
    Setting(
        "company.siret",
        "SIRET",
        "",
        page=Page.ADMINISTRATION,
        length=18,
        check=digits("SIRET", 14),
        warning=siret_warning,
        hint="14 chiffres ; les 9 premiers sont le SIREN.",
    ),
    Setting("company.siren", "SIREN", "", Kind.SHOWN, Page.ADMINISTRATION, hint="Les 9 premiers chiffres du SIRET."),
    Setting("company.naf", "Code NAF/APE", "", Kind.LINK, Page.ADMINISTRATION, link=Link.NAF_CODE),
    _administration("msa", "MSA", 50),
    _administration("rcs", "N° RCS", 200),
    Setting(
        "company.rne",
        "N° RNE",
        "",
        page=Page.ADMINISTRATION,
        length=13,
        hint="Registre national des entreprises, ancien Répertoire des Métiers.",
    ),
    Setting("company.capital", "Capital", None, Kind.CAPITAL, Page.ADMINISTRATION),
    Setting(
        "company.vat_number",
        "N° de TVA intracommunautaire",
        "",
        page=Page.ADMINISTRATION,
        length=20,
        warning=vat_number_warning,
        hint="Vide : calculé d'après le SIREN.",
    ),
    Setting(
        "company.profit_regime",
        "Régime d'imposition des bénéfices",
        "bic",
        Kind.CHOICE,
        Page.ADMINISTRATION,
        mandatory=True,
        choices=_PROFITS,
        hint="Décide des colonnes du fichier des écritures comptables.",
    ),
    Setting("company.currency", "Devise de tenue", "EUR", Kind.SHOWN, Page.ADMINISTRATION),
)


def _account(key: str, label: str, root: str) -> Setting:
    wanted = Wanted(roots=(root,), default=root)
    return Setting(key, label, None, Kind.LINK, Page.VAT, "Écriture de liquidation", link=Link.ACCOUNT, wanted=wanted)


VAT = (
    Setting(
        "company.territory",
        "Territorialité",
        "mainland",
        Kind.CHOICE,
        Page.VAT,
        mandatory=True,
        choices=_TERRITORIES,
        hint="Décide des taux de TVA proposés ; les comptes existants gardent les leurs.",
    ),
    Setting(
        "vat.basis",
        "Mode de calcul de la TVA",
        "debits",
        Kind.CHOICE,
        Page.VAT,
        mandatory=True,
        choices=_BASES,
        hint="Proposé à chaque nouveau compte de TVA ; celui du compte est seul lu par la déclaration.",
    ),
    Setting(
        "vat.regime",
        "Régime de TVA",
        None,
        Kind.CHOICE,
        Page.VAT,
        "Régime",
        choices=VAT_REGIMES,
        hint="Décide des déclarations et des périodes proposées.",
    ),
    Setting("vat.regime_start", "Date de début du régime", None, Kind.DATE, Page.VAT, "Régime"),
    Setting("vat.regime_history", "Régimes précédents", "", Kind.SHOWN, Page.VAT, "Régime"),
    Setting(
        "vat.return_day",
        "Jour d'échéance des déclarations",
        24,
        Kind.NUMBER,
        Page.VAT,
        "Déclarations",
        mandatory=True,
        lowest=15,
        highest=24,
    ),
    Setting(
        "vat.first_period",
        "Première période traitée",
        None,
        Kind.DATE,
        Page.VAT,
        "Déclarations",
        hint="Vide : la première période du premier exercice.",
    ),
    Setting(
        "vat.credit_notes",
        "Avoirs en régularisation",
        "compensated",
        Kind.CHOICE,
        Page.VAT,
        "Déclarations",
        mandatory=True,
        choices=_CREDIT_NOTES,
        hint="Compensés : les avoirs diminuent les cases. En régularisation : ils vont toujours aux cases prévues.",
    ),
    text("vat.contact_name", "Nom du contact", Page.VAT, 60, "Contact"),
    text("vat.contact_phone", "Téléphone du contact", Page.VAT, 20, "Contact"),
    email("vat.contact_email", Page.VAT, "Contact"),
    Setting(
        "vat.journal",
        "Journal de liquidation",
        None,
        Kind.LINK,
        Page.VAT,
        "Écriture de liquidation",
        link=Link.JOURNAL,
        wanted=Wanted(types=("general",), default="general"),
    ),
    _account("vat.account_due", "Compte de TVA à décaisser", "44551"),
    _account("vat.account_credit", "Compte de crédit de TVA", "44567"),
    _account("vat.account_refund", "Compte de remboursement demandé", "44583"),
    _account("vat.rounding_charge", "Compte d'arrondi, charge", "658"),
    _account("vat.rounding_income", "Compte d'arrondi, produit", "758"),
    text("einvoicing.platform", "Plateforme agréée", Page.VAT, 60, "Facturation électronique"),
    text("einvoicing.address", "Adresse électronique", Page.VAT, 100, "Facturation électronique"),
    Setting(
        "einvoicing.start", "Début d'émission", None, Kind.DATE, Page.VAT, "Facturation électronique", "Informatif."
    ),
)


def _office(prefix: str, group: str) -> tuple[Setting, ...]:
    return (
        text(f"{prefix}.name", "Nom", Page.TAX_OFFICE, 60, group),
        *address(prefix, Page.TAX_OFFICE, group),
        text(f"{prefix}.phone", "Téléphone", Page.TAX_OFFICE, 20, group),
        email(f"{prefix}.email", Page.TAX_OFFICE, group),
    )


_SIE = "S.I.E. – Service des impôts des entreprises"
TAX_OFFICE = (
    *_office("tax_centre", "Centre des impôts"),
    *_office("sie", _SIE),
    text("sie.file_number", "N° de dossier", Page.TAX_OFFICE, 6, _SIE),
    text("sie.key", "Clé", Page.TAX_OFFICE, 2, _SIE),
    text("sie.cdi_code", "Code CDI", Page.TAX_OFFICE, 4, _SIE),
    text("sie.service_code", "Code service", Page.TAX_OFFICE, 4, _SIE),
    text("sie.collector", "Recette", Page.TAX_OFFICE, 7, _SIE),
)

LOGO = (
    Setting(
        "logo.path",
        "Fichier du logo",
        "",
        Kind.PATH,
        Page.LOGO,
        length=1000,
        hint="PNG, JPEG, GIF ou BMP ; l'image est copiée dans le dossier à l'enregistrement.",
    ),
    Setting(
        "logo.width",
        "Largeur (mm)",
        40,
        Kind.NUMBER,
        Page.LOGO,
        mandatory=True,
        lowest=5,
        highest=200,
        hint="La hauteur suit, dans les proportions de l'image.",
    ),
    Setting("logo.image", "Image gardée dans le dossier", "", Kind.SHOWN, Page.LOGO),
    Setting("logo.document", "Document de l'image", None, Kind.SHOWN),
)

_FIRM = "Cabinet"
ACCOUNTANT = (
    proposed("accountant.legal_form", "Forme juridique ou civilité", Page.ACCOUNTANT, 25, _FIRM, Link.TITLE),
    text("accountant.name", "Nom / Raison sociale", Page.ACCOUNTANT, 60, _FIRM),
    Setting(
        "accountant.siret",
        "SIRET",
        "",
        page=Page.ACCOUNTANT,
        group=_FIRM,
        length=18,
        check=digits("SIRET", 14),
        warning=siret_warning,
    ),
    *address("accountant", Page.ACCOUNTANT, _FIRM),
    text("accountant.website", "Site web", Page.ACCOUNTANT, 100, _FIRM),
    *contact("accountant.expert", Page.ACCOUNTANT, "Expert-comptable"),
    *contact("accountant.assistant", Page.ACCOUNTANT, "Collaborateur"),
)
