"""The firm that the generated accounting files describe: its journals, its chart, its third parties."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

JOURNALS = {
    "AN": "À nouveaux",
    "AC": "Achats",
    "VE": "Ventes",
    "BP": "Banque Populaire",
    "CM": "Crédit Mutuel",
    "CA": "Caisse",
    "OD": "Opérations diverses",
    "PA": "Paie",
    "NF": "Notes de frais",
}

SITES = (
    "Paris",
    "Lyon",
    "Marseille",
    "Lille",
    "Bordeaux",
    "Nantes",
    "Strasbourg",
    "Rennes",
    "Toulouse",
    "Nîmes",
    "Saint-Étienne",
    "Besançon",
    "Orléans",
)

# Four digits; one account of six digits per site is made from each.
_PURCHASES = {
    "6011": "Matières premières",
    "6022": "Fournitures consommables",
    "6061": "Eau, gaz, électricité",
    "6063": "Petit équipement",
    "6064": "Fournitures administratives",
    "6071": "Achats de marchandises",
    "6110": "Sous-traitance générale",
    "6132": "Locations immobilières",
    "6135": "Locations mobilières",
    "6140": "Charges locatives",
    "6152": "Entretien des bâtiments",
    "6155": "Entretien du matériel",
    "6156": "Maintenance",
    "6226": "Honoraires",
    "6227": "Frais d'actes",
    "6231": "Annonces et insertions",
    "6241": "Transports sur achats",
    "6242": "Transports sur ventes",
    "6257": "Réceptions",
    "6261": "Affranchissements",
    "6262": "Téléphone et internet",
}
_EXEMPT_PURCHASES = {
    "6161": "Assurance multirisques",
    "6181": "Documentation générale",
    "6281": "Cotisations professionnelles",
}
_EXPENSES = {"6251": "Voyages et déplacements", "6256": "Missions"}
_SALES = {
    "7011": "Ventes de produits finis",
    "7040": "Travaux",
    "7060": "Prestations de services",
    "7071": "Ventes de marchandises",
    "7085": "Ports facturés",
}
_EXEMPT_SALES = {"7072": "Livraisons intracommunautaires"}
_MISCELLANEOUS = {
    "6351": "Contribution économique territoriale",
    "6580": "Charges de gestion courante",
    "6811": "Dotations aux amortissements",
    "7580": "Produits de gestion courante",
}
FAMILIES = {
    "purchases": _PURCHASES,
    "exempt purchases": _EXEMPT_PURCHASES,
    "expenses": _EXPENSES,
    "sales": _SALES,
    "exempt sales": _EXEMPT_SALES,
    "miscellaneous": _MISCELLANEOUS,
    "salaries": {"6411": "Salaires et appointements"},
    "social charges": {"6451": "Cotisations à l'Urssaf"},
    "pension charges": {"6453": "Cotisations de retraite"},
}

OTHERS = {
    "101300": "Capital souscrit appelé, versé",
    "106100": "Réserve légale",
    "110000": "Report à nouveau",
    "164000": "Emprunts auprès des établissements de crédit",
    "205000": "Concessions et droits similaires, brevets, licences",
    "213500": "Installations générales, agencements",
    "215400": "Matériel industriel",
    "218200": "Matériel de transport",
    "218300": "Matériel de bureau et matériel informatique",
    "281540": "Amortissements du matériel industriel",
    "281820": "Amortissements du matériel de transport",
    "370000": "Stocks de marchandises",
    "401000": "Fournisseurs",
    "411000": "Clients",
    "421000": "Personnel – rémunérations dues",
    "431000": "Sécurité sociale",
    "437000": "Autres organismes sociaux",
    "442100": "Prélèvements à la source",
    "445660": "TVA déductible sur autres biens et services",
    "445710": "TVA collectée à 20 %",
    "445711": "TVA collectée à 10 %",
    "445712": "TVA collectée à 5,5 %",
    "467000": "Autres comptes débiteurs ou créditeurs",
    "512100": "Banque Populaire",
    "512200": "Crédit Mutuel",
    "531000": "Caisse",
    "580000": "Virements internes",
    "627000": "Services bancaires",
    "661000": "Charges d'intérêts",
}
VAT_ACCOUNTS = {2000: "445710", 1000: "445711", 550: "445712"}

_TRADES = (
    "Ateliers",
    "Boulangerie",
    "Cabinet",
    "Électricité",
    "Établissements",
    "Garage",
    "Imprimerie",
    "Librairie",
    "Menuiserie",
    "Papeterie",
    "Pépinières",
    "Transports",
)
_FAMILIES = (
    "André",
    "Bézier",
    "Bœuf",
    "Chaumeil",
    "Delaunay",
    "Dupré",
    "Fèvre",
    "François",
    "Gaëtan",
    "Girardin",
    "Hébrard",
    "Joly",
    "Kerléo",
    "Lacaze",
    "Lefèvre",
    "L'Hénoret",
    "Maçon",
    "Mérieux",
    "Noël",
    "Océane",
    "Pâquet",
    "Quéré",
    "Raphaël",
    "Rivière",
    "Sauvêtre",
    "Thépaut",
    "Vallée",
    "Vîgneron",
    "d'Aubigné",
    "de La Tour",
    "Ménard & fils",
    "Prévôt sœurs",
    "Roussel",
    "Saint-Père",
    "Théry",
    "Urbain",
    "Véron",
    "Weber",
    "Zimmermann",
)


@dataclass(frozen=True)
class Account:
    """An account of the file: number and title; for a third party, those of its auxiliary account too."""

    number: str
    title: str
    auxiliary: str = ""
    auxiliary_title: str = ""

    @property
    def columns(self) -> str:
        """Return the columns CompteNum to CompAuxLib."""
        return f"{self.number}\t{self.title}\t{self.auxiliary}\t{self.auxiliary_title}"


def by_site(families: str) -> list[Account]:
    """Return one account per family and site: 6061 gives 606101 «Eau, gaz, électricité – Paris»."""
    return [
        Account(f"{family}{rank:02}", f"{title} – {site}")
        for (family, title), (rank, site) in product(FAMILIES[families].items(), enumerate(SITES, 1))
    ]


def third_parties(count: int, root: str, letter: str) -> list[Account]:
    """Return `count` third parties of a collective account, 401F00001, 401F00002…, in the order of their names."""
    control = f"{root}000"
    # One line of names for each letter, so that no customer bears the name of a supplier.
    names = (
        f"{trade} {family}, {site}" for site, family, trade in product(SITES, _FAMILIES[letter == "F" :: 2], _TRADES)
    )
    return [
        Account(control, OTHERS[control], f"{root}{letter}{rank:05}", name)
        for rank, name in zip(range(1, count + 1), names, strict=False)
    ]
