"""The actions on the entry under the cursor, as every window that offers them names them (VAL, CPS, TRF, CTX, SW)."""

from __future__ import annotations

from typing import Final

from tuicompta.screens.frame.actions import Action, dossier_open, writable

VALIDATE_MONTH: Final = Action(
    "validate_month", "Valider tout", "Les écritures non validées du journal/mois.", condition=writable
)
STATUS: Final = (
    Action("simulate_entry", "Simuler l'écriture", "Non validé devient Simulé.", condition=writable),
    Action("confirm_entry", "Confirmer l'écriture", "Simulé devient Non validé.", condition=writable),
    Action("validate_entry", "Valider l'écriture courante", "Elle ne changera plus.", condition=writable),
    VALIDATE_MONTH,
)
MOVES: Final = (
    Action("reverse_entry", "Contrepasser l'écriture", "La même, de sens contraire.", condition=writable),
    Action("transfer_entry", "Transférer l'écriture", "Vers un autre journal ou un autre mois.", condition=writable),
    Action("duplicate_entry", "Dupliquer l'écriture", "Une copie, à la date proposée.", condition=writable),
    Action("invert_entry", "Inverser le sens", "Le débit devient crédit, le crédit débit.", condition=writable),
)
DELETE_ENTRY: Final = Action("delete_entry", "Supprimer l'écriture", "Avec toutes ses lignes.", condition=writable)
GUIDE_FROM_ENTRY: Final = Action(
    "guide_from_entry", "Créer un modèle depuis cette écriture", "Un guide, montants ouverts.", condition=writable
)
DUE_DATES: Final = (
    Action("invoice_schedule", "Échéancier de la facture", "De la ligne de facture.", condition=writable),
    Action("line_matchings", "Pointages", "De l'avoir, du règlement, du remboursement.", condition=writable),
)
LINKS: Final = (
    Action("modify_guided_entry", "Modifier la saisie guidée", "La rend modifiable ici.", condition=writable),
    Action("unlink_entry", "Délier", "Rend modifiable une écriture importée.", condition=writable),
)
VIEW_DOCUMENT: Final = Action(
    "view_document",
    "Voir document",
    "Ce qui a produit l'écriture, ou s'y rapporte.",
    ("alt+d",),
    condition=dossier_open,
    short="Document",
)
SHOWN: Final = (
    VIEW_DOCUMENT,
    Action("attached_files", "Fichiers joints", "Joindre, ouvrir, retirer des fichiers.", condition=dossier_open),
    Action("entry_notes", "Notes de l'écriture", "Texte libre, même une fois validée.", condition=writable),
    Action("vat_information", "Infos TVA", "La TVA enregistrée sur la ligne.", condition=dossier_open),
)
ENTRY_ACTIONS: Final = (*STATUS, *MOVES, *DUE_DATES, *LINKS, *SHOWN)
ENTRY_OFFERS: Final = tuple(action.identifier for action in ENTRY_ACTIONS)

TITLES: Final = tuple(
    (title, tuple(action.identifier for action in actions))
    for title, actions in (
        ("Traitement sur les écritures", (*STATUS, *MOVES, DELETE_ENTRY)),
        ("Échéances et pointages", DUE_DATES),
        ("Documents", (*LINKS, *SHOWN, GUIDE_FROM_ENTRY)),
    )
)
GROUPS: Final = {identifier: title for title, identifiers in TITLES for identifier in identifiers}
