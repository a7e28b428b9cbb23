"""The flags of the command line, declared once (INST-17): reading, checks and help derive from this table."""

from typing import Final, NamedTuple

from tuicompta.cli.values import Reader, code, day, decimal, delimiter, month, number, one_of, some_of, text
from tuicompta.reports.forms import ENCODINGS, FORMATS, NARROWEST, WIDEST, WITHOUT_TERMINAL
from tuicompta.reports.selection import NATURES, ORIGINS

REGIMES: Final = ("bic", "com", "ba", "bnc")


class Flag(NamedTuple):
    """One flag: its value in the help (none for a mark), its French meaning, how its value is read.

    `commands` are those it belongs to, itself when it is one; none: it goes with everything. `own` flags of a report
    are accepted by the reports that name them. `arguments` is the number of values, `repeated` allows several flags.
    """

    name: str
    help: str
    metavar: str = ""
    read: Reader = text
    commands: tuple[str, ...] = ()
    own: bool = False
    arguments: int = 1
    repeated: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether the flag takes no value."""
        return not self.metavar

    @property
    def shown(self) -> str:
        """The flag as it is typed."""
        return f"--{self.name} {self.metavar}".rstrip()


_REPORT = ("report",)
_LISTS = ("report", "list-reports", "check-fec", "check")
_WRITING = ("report", "export")

SECTIONS: Final[dict[str, tuple[Flag, ...]]] = {
    "Démarrage": (
        Flag("demo", "ouvre le dossier de démonstration", commands=("demo",)),
        Flag("user", "utilisateur qui se connecte, avec ou sans écran", "CODE"),
        Flag("create", "crée le dossier FICHIER.compta et s'arrête", commands=("create",)),
        Flag("company", "nom de la société du dossier créé", "NOM", commands=("create",)),
        Flag("siren", "SIREN de la société du dossier créé", "N", commands=("create",)),
        Flag("start", "premier jour du premier exercice (défaut : 1er janvier)", "D", day, ("create",)),
        Flag("end", "dernier jour du premier exercice (défaut : 31 décembre)", "D", day, ("create",)),
        Flag("from-fec", "reprend un fichier des écritures comptables (FEC)", "FICHIER", commands=("create",)),
        Flag("like", "copie les paramètres d'un autre dossier, sans écriture", "DOSSIER", commands=("create",)),
        Flag("keep-validation", "avec --from-fec : reprend la validation", commands=("create",)),
        Flag("version", "affiche la version et s'arrête", commands=("version",)),
        Flag("help", "affiche cette aide ; après une commande, les options de cette commande"),
    ),
    "États": (
        Flag("report", "imprime un état", "NOM", commands=_REPORT),
        Flag("list-reports", "liste les états et leurs options", commands=("list-reports",)),
        Flag("batch", "imprime plusieurs états, décrits un par ligne", "FICHIER", commands=("batch",)),
        Flag(
            "format",
            "forme du résultat (défaut : celle du fichier, sinon txt)",
            "|".join(FORMATS),
            one_of(*FORMATS),
            _LISTS,
        ),
        Flag("output", "fichier du résultat (défaut : la sortie standard)", "CHEMIN", commands=_WRITING),
        Flag("force", "remplace un fichier de sortie qui existe", commands=_WRITING),
        Flag(
            "width",
            f"largeur du texte (défaut : celle du terminal, {WITHOUT_TERMINAL} sans terminal)",
            "N",
            number(NARROWEST, WIDEST),
            _REPORT,
        ),
        Flag("model", "modèle de l'état (défaut : celui du système)", "NOM", commands=_REPORT),
        Flag("delimiter", "séparateur du CSV (défaut : ;)", "C", delimiter, _REPORT),
        Flag("decimal", "marque décimale du CSV (défaut : ,)", "C", decimal, _REPORT),
        Flag(
            "encoding",
            "codage du CSV (défaut : utf-8-sig)",
            "NOM",
            one_of(*ENCODINGS),
            _REPORT,
        ),
        Flag("safe-csv", "protège le CSV des formules de tableur", commands=_REPORT),
        Flag(
            "year",
            "exercice : libellé, date, N, N-1 ou N+1 (défaut : exercice courant)",
            "X",
            commands=_WRITING,
            own=True,
        ),
        Flag("from", "début de la période", "D", day, _REPORT, own=True),
        Flag("to", "fin de la période", "D", day, _REPORT, own=True),
        Flag("period", "un seul mois", "AAAA-MM", month, _REPORT, own=True),
        Flag("journals", "journaux : AC,VE ou A..B ou A*", "LISTE", commands=_REPORT, own=True),
        Flag("accounts", "comptes : 401..411,512*", "LISTE", commands=_REPORT, own=True),
        Flag(
            "status",
            "statuts : non validé, validé, simulé (défaut de la plupart des états : nv,v)",
            "nv,v,s",
            some_of("nv", "v", "s"),
            _REPORT,
            own=True,
        ),
        Flag(
            "lettering",
            "lignes toutes, non lettrées ou lettrées",
            "all|open|closed",
            one_of("all", "open", "closed"),
            _REPORT,
            own=True,
        ),
        Flag("nature", "natures de comptes", "|".join(NATURES), some_of(*NATURES), _REPORT, own=True),
        Flag("sort", "ordre, parmi ceux de l'état", "V", commands=_REPORT, own=True),
        Flag("group", "regroupement, parmi ceux de l'état", "V", commands=_REPORT, own=True),
        Flag("entered-by", "saisies de cet utilisateur", "CODE", code, _REPORT, own=True),
        Flag("entered-from", "saisies à partir de cette date", "D", day, _REPORT, own=True),
        Flag("entered-to", "saisies jusqu'à cette date", "D", day, _REPORT, own=True),
        Flag("origin", "origines des écritures", "LISTE", some_of(*ORIGINS), _REPORT, own=True),
        Flag("entry-totals", "total de chaque écriture", commands=_REPORT, own=True),
        Flag("no-opening", "sans les à-nouveaux", commands=_REPORT, own=True),
        Flag("cumulated", "soldes cumulés", commands=_REPORT, own=True),
        Flag("previous", "avec les soldes de l'exercice précédent", commands=_REPORT, own=True),
        Flag("detail", "détail sous chaque ligne", commands=_REPORT, own=True),
        Flag(
            "columns",
            "nombre de colonnes de la balance (défaut : 6)",
            "4|6|8",
            one_of("4", "6", "8"),
            _REPORT,
            own=True,
        ),
        Flag("level", "comptes réunis par leurs premiers chiffres", "2|3", one_of("2", "3"), _REPORT, own=True),
        Flag("compare", "exercice de comparaison (défaut : le précédent)", "X", commands=_REPORT, own=True),
        Flag(
            "option",
            "autre option de l'état, voir --report NOM --help",
            "CLE[=VALEUR]",
            commands=_REPORT,
            repeated=True,
        ),
        Flag("print-date", "date d'édition imprimée", "D", day, _REPORT),
    ),
    "Échanges": (
        Flag("export", "écrit le fichier des écritures comptables", "fec", one_of("fec"), ("export",)),
        Flag("draft", "projet de FEC, avec les écritures non validées", commands=("export",)),
        Flag("import", "importe des écritures", "fec FICHIER", commands=("import",), arguments=2),
        Flag("dry-run", "contrôle le fichier sans rien écrire", commands=("import",)),
        Flag("simulated", "importe en écritures simulées", commands=("import",)),
        Flag("partial", "importe les écritures correctes d'un fichier fautif", commands=("import",)),
        Flag("no-create", "refuse les comptes et journaux inconnus", commands=("import",)),
        Flag("check-fec", "contrôle un fichier des écritures comptables", "FICHIER", commands=("check-fec",)),
        Flag("regime", "régime fiscal du fichier", "|".join(REGIMES), one_of(*REGIMES), ("check-fec",)),
    ),
    "Traitements": (
        Flag("check", "contrôle la cohérence du dossier", commands=("check",)),
        Flag("generate-recurring", "génère les abonnements dus jusqu'à D", "D", day, ("generate-recurring",)),
    ),
}
FLAGS: Final = {flag.name: flag for flags in SECTIONS.values() for flag in flags}
