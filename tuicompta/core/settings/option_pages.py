"""The pages of options on accounts, lettering, carry-forward, statements and numbering (OFC, OLA, OAN, OSC, ONU)."""

from typing import Final

from tuicompta.core.enums import DueDateMode, ReconciliationMode
from tuicompta.core.settings.checks import tokens
from tuicompta.core.settings.declaration import Kind, Link, Page, Setting, Wanted
from tuicompta.core.settings.parts import tick

_NEW_ONLY = "Pour les nouveaux comptes ; chaque fiche peut en décider autrement."
_RECONCILIATIONS = tuple((mode.value, mode.label) for mode in ReconciliationMode)
_SCHEDULES = tuple((mode.value, mode.label) for mode in DueDateMode)
_LETTERINGS = (("none", "Aucun"), ("exact", "Lettrage"), ("approximate", "Lettrage approché"))

ACCOUNTS = (
    Setting(
        "accounts.reconciliation",
        "Rapprochement bancaire",
        "by_account",
        Kind.CHOICE,
        Page.ACCOUNTS,
        hint=_NEW_ONLY,
        mandatory=True,
        choices=_RECONCILIATIONS,
    ),
    Setting(
        "accounts.due_dates",
        "Échéancier",
        "schedule",
        Kind.CHOICE,
        Page.ACCOUNTS,
        hint=_NEW_ONLY,
        mandatory=True,
        choices=_SCHEDULES,
    ),
    Setting(
        "accounts.lettering",
        "Lettrage",
        "exact",
        Kind.CHOICE,
        Page.ACCOUNTS,
        hint=_NEW_ONLY,
        mandatory=True,
        choices=_LETTERINGS,
    ),
    tick(
        "accounts.hierarchy",
        "Respecter les règles de création de comptes de type Racine/Détail",
        Page.ACCOUNTS,
        default=True,
        hint="Un compte Racine ne commence jamais par le numéro d'un compte Détail.",
    ),
)

_COPIED = "Copié sur un compte quand le lettrage approché y est autorisé."


def _gap_account(key: str, label: str, root: str, first: str) -> Setting:
    wanted = Wanted(roots=(root,), default=first)
    return Setting(key, label, None, Kind.LINK, Page.LETTERING, hint=_COPIED, link=Link.ACCOUNT, wanted=wanted)


LETTERING = (
    Setting(
        "lettering.maximum_gap",
        "Écart maximum",
        100,
        Kind.AMOUNT,
        Page.LETTERING,
        hint="0,01 au moins ; un écart plus grand est refusé. Copié sur le compte.",
        mandatory=True,
        lowest=1,
    ),
    _gap_account("lettering.gap_account_debit", "Compte de régularisation au débit", "6", "658"),
    _gap_account("lettering.gap_account_credit", "Compte de régularisation au crédit", "7", "758"),
    Setting(
        "lettering.gap_journal",
        "Journal de régularisation",
        None,
        Kind.LINK,
        Page.LETTERING,
        hint="Ni à-nouveaux, ni journal en pied de journal.",
        link=Link.JOURNAL,
        wanted=Wanted(types=("general", "purchases", "sales", "treasury"), default="general", foot_of_journal=False),
    ),
)

_DETAILS = (
    ("third_parties", "Avec détails des tiers"),
    ("all", "Avec détails"),
    ("none", "Sans détails"),
)
_GENERATIONS = (("closing", "À la clôture d'un exercice"), ("creation", "À la création d'un exercice"))
_UPDATES = (("manual", "Manuelle"), ("automatic", "Automatique au changement d'exercice courant"))


def _result(key: str, label: str, root: str, but: str = "") -> Setting:
    wanted = Wanted(roots=(root,), default=root, but=but)
    return Setting(key, label, None, Kind.LINK, Page.CARRY_FORWARD, link=Link.ACCOUNT, wanted=wanted)


def _carry_choice(key: str, label: str, choices: tuple[tuple[str, str], ...], hint: str = "") -> Setting:
    key = f"carry_forward.{key}"
    return Setting(
        key, label, choices[0][0], Kind.CHOICE, Page.CARRY_FORWARD, hint=hint, mandatory=True, choices=choices
    )


CARRY_FORWARD = (
    _carry_choice("detail", "Type d'À nouveaux", _DETAILS, "Donne sa valeur aux nouveaux comptes, à aucun autre."),
    _carry_choice("generation", "Mode de génération", _GENERATIONS),
    _carry_choice("update", "Mode de mise à jour", _UPDATES, "Manuelle : par «Générer les À nouveaux» seulement."),
    _result("carry_forward.profit_account", "Compte de bénéfice", "120", but="1209"),
    _result("carry_forward.loss_account", "Compte de perte", "129"),
)

STATEMENT_TOKENS: Final = ("tiers", "compte", "solde", "echu", "date")
DUNNING_TOKENS: Final = (*STATEMENT_TOKENS, "penalites", "indemnite")


def _text(key: str, label: str, group: str, default: str, known: tuple[str, ...]) -> Setting:
    words = " ".join(f"{{{token}}}" for token in known)
    return Setting(
        f"statements.{key}",
        label,
        default,
        Kind.LINES,
        Page.STATEMENTS,
        group,
        f"Repères possibles : {words}",
        length=1000,
        check=tokens(known),
    )


def _statement(side: str, group: str, opening: str) -> tuple[Setting, ...]:
    ending = "Nous vous prions d'agréer, Madame, Monsieur, nos salutations distinguées."
    return (
        _text(f"{side}_introduction", "Texte d'introduction", group, opening, STATEMENT_TOKENS),
        _text(f"{side}_conclusion", "Texte de conclusion", group, ending, STATEMENT_TOKENS),
        _text(f"{side}_signature", "Texte de signature", group, "Le service comptable", STATEMENT_TOKENS),
    )


_CUSTOMERS = (
    "Madame, Monsieur,\nVoici la situation de votre compte {compte} au {date}. Il présente un solde de {solde}, dont "
    "{echu} à échéance dépassée."
)
_SUPPLIERS = (
    "Madame, Monsieur,\nVoici la situation de votre compte {compte} dans nos livres au {date} : {solde}. Merci de nous "
    "signaler toute différence avec les vôtres."
)
_FIRST_REMINDER = (
    "Madame, Monsieur,\nSauf erreur de notre part, la somme de {echu} reste due au {date}. Nous vous remercions de "
    "bien vouloir la régler."
)
_SECOND_REMINDER = (
    "Madame, Monsieur,\nMalgré notre rappel, la somme de {echu} reste due au {date}. Merci de la régler sous huit "
    "jours. Les pénalités de retard s'élèvent à {penalites} et l'indemnité forfaitaire à {indemnite}."
)
_FORMAL_NOTICE = (
    "Madame, Monsieur,\nNous vous mettons en demeure de régler sous huit jours la somme de {echu}, augmentée de "
    "{penalites} de pénalités de retard et de l'indemnité forfaitaire de {indemnite}."
)
_REMINDERS = (_FIRST_REMINDER, _SECOND_REMINDER, _FORMAL_NOTICE)

STATEMENTS = (
    *_statement("customer", "Situations des clients", _CUSTOMERS),
    *_statement("supplier", "Situations des fournisseurs et autres tiers", _SUPPLIERS),
    *(
        _text(f"dunning_{level}", f"Niveau {level} – {name}", "Relances", _REMINDERS[level - 1], DUNNING_TOKENS)
        for level, name in enumerate(("rappel", "relance", "mise en demeure"), start=1)
    ),
    Setting(
        "statements.penalty_rate",
        "Taux des pénalités de retard (%)",
        None,
        Kind.RATE,
        Page.STATEMENTS,
        "Relances",
        "Vide : trois fois le taux d'intérêt légal en vigueur.",
    ),
    Setting(
        "statements.indemnity",
        "Indemnité forfaitaire",
        4000,
        Kind.AMOUNT,
        Page.STATEMENTS,
        "Relances",
        "40,00 € par facture payée en retard entre professionnels.",
        mandatory=True,
    ),
)


def _next(key: str, label: str, letter: str) -> Setting:
    return Setting(
        f"numbering.{key}",
        label,
        1,
        Kind.NUMBER,
        Page.NUMBERING,
        hint=f"{letter} et 5 chiffres ; un numéro déjà porté est sauté.",
        mandatory=True,
        lowest=1,
    )


NUMBERING = (
    _next("customer", "Prochain numéro de la fiche clients", "C"),
    _next("supplier", "Prochain numéro de la fiche fournisseurs", "F"),
    _next("other", "Prochain numéro de la fiche autres tiers", "T"),
    tick(
        "numbering.extra_characters",
        "Autoriser les caractères supplémentaires",
        Page.NUMBERING,
        default=False,
        hint="Codes des tiers : espace - \\ / ( ) _ en plus de A–Z et 0–9.",
    ),
)
