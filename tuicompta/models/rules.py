"""The rules that the database itself enforces, and their French sentences.

A service checks first and names the object; these sentences only show when something got past the services.
"""

from tuicompta.core.errors import TuicomptaError

SENTENCES = {
    "account_blocked": "Compte bloqué : il ne reçoit plus de ligne.",
    "account_is_root": "Compte de type Racine : il ne reçoit pas d'écriture.",
    "account_used": "Ce compte porte des lignes d'écriture : il ne peut être ni supprimé ni renuméroté.",
    "already_there": "Cet enregistrement existe déjà : il ne peut pas être remplacé.",
    "definitive_number_gap": "Le n° définitif doit suivre le dernier du journal et de l'exercice.",
    "entry_exported": "Écriture exportée : débloquez-la avant de la modifier.",
    "entry_linked": "Écriture liée à ce qui l'a produite : elle se modifie là, ou une fois le lien rompu.",
    "entry_of_one_line": "Une écriture comporte au moins deux lignes.",
    "entry_opens_empty": "Une écriture est enregistrée avec ses lignes, puis contrôlée.",
    "entry_outside_period": "La date de l'écriture sort de sa période ou de son exercice.",
    "entry_posted": "Une écriture enregistrée se modifie en entier, par la saisie.",
    "entry_unbalanced": "Écriture non équilibrée.",
    "entry_validated": "Écriture validée : elle ne peut être ni modifiée ni supprimée. Contrepassez-la.",
    "event_append_only": "Le journal des événements ne se modifie pas.",
    "event_without_gap": "Les événements se suivent sans trou.",
    "fiscal_year_closed": "Exercice clôturé : aucune écriture n'y est possible.",
    "fiscal_year_contiguous": "Les exercices se suivent sans trou ni chevauchement.",
    "foot_of_one_day": "Contrepartie en pied de journal : une écriture et une contrepartie par jour.",
    "foot_validated": "Journal/mois validé en entier : il ne reçoit plus de ligne.",
    "foreign_key": "Cet enregistrement est utilisé ailleurs, ou une écriture est restée ouverte.",
    "guide_model_used": "Modèle déjà utilisé par une écriture guidée : dupliquez-le pour changer ses lignes.",
    "guide_part_used": "Définition ou formule utilisée par un modèle de guide : elle ne change plus.",
    "guided_entry_posted": "Écriture guidée comptabilisée : elle n'est plus ni modifiable ni supprimable.",
    "identity_frozen": "L'identité d'un enregistrement ne change pas.",
    "journal_identity_frozen": "Le code et le type d'un journal ne changent plus après son premier enregistrement.",
    "journal_period_closed": "Mois clôturé pour ce journal.",
    "journal_used": "Ce journal porte des écritures : il ne peut pas être supprimé.",
    "lettering_across_accounts": "Un lettrage réunit des lignes d'un seul compte et d'un seul exercice, non simulées.",
    "lettering_complete": "Lignes lettrées : délettrez-les d'abord.",
    "lettering_of_one_line": "Un lettrage réunit au moins deux lignes.",
    "lettering_opens_empty": "Un lettrage est enregistré avec ses lignes, puis contrôlé.",
    "lettering_unbalanced": "Le lettrage n'est pas équilibré.",
    "line_date_differs": "Toutes les lignes d'une écriture portent sa date.",
    "line_inserted_new": "Une ligne est créée neuve, sans lettrage.",
    "line_protected": "Ligne lettrée, pointée ou déclarée : défaites d'abord ce lien.",
    "occurrence_generated": "Occurrence d'abonnement déjà traitée : elle ne revient pas, ses dates ne changent plus.",
    "line_simulated": "Écriture simulée : confirmez-la avant de pointer ses lignes en banque.",
    "period_inside_its_year": "Une période est comprise dans son exercice.",
    "period_used": "Cet exercice ou cette période porte des écritures : sa suppression est impossible.",
    "seal_gap": "Les sceaux se suivent sans trou.",
    "status_transition": "Changement de statut impossible.",
    "user_code_frozen": "Le code d'un utilisateur ne change plus après son premier enregistrement.",
}


class RuleRefusedError(TuicomptaError):
    """A rule kept by the database refuses the act; `rule` is its name."""

    template = "{sentence}"

    def __init__(self, *, rule: str, sentence: str) -> None:
        super().__init__(rule=rule, sentence=sentence)
        self.rule = rule

    @classmethod
    def named(cls, rule: str) -> "RuleRefusedError":
        """Return the refusal of the rule of that name."""
        return cls(rule=rule, sentence=SENTENCES[rule])
