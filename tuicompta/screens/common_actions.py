"""The actions common to all screens: the table of keys KEY-20 to KEY-52, and the keys that move."""

from __future__ import annotations

from tuicompta.screens.actions import Action, Kind, dossier_open, writable


def _move(identifier: str, label: str, *keys: str) -> Action:
    return Action(identifier, label, keys=keys, kind=Kind.MOVE)


COMMANDS = (
    Action("main", "Action principale", "OK, Suivant, Lancer, Enregistrer et Fermer, Lettrer…", ("f9",)),
    Action("help", "Aide", "La page de l'écran en cours.", ("f1",)),
    Action("modify", "Modifier", "La fiche de la ligne ou de la valeur.", ("f2", "ctrl+o")),
    Action("search", "Rechercher", "Dans la liste, la grille ou le texte.", ("ctrl+f",), "taper dans une liste"),
    Action("search_next", "Rechercher suivant", "Reprend au début après la fin.", ("f3",), "Entrée dans la recherche"),
    Action(
        "open_values",
        "Liste des valeurs",
        "Ouvre ou ferme la liste ou le calendrier.",
        ("f4",),
        "↓ dans un champ · Espace tapé en premier",
        short="Liste",
    ),
    Action("refresh_data", "Rafraîchir", "Relit les données et redessine l'écran.", ("f5",)),
    Action("next_zone", "Zone suivante", "Volet, en-tête, onglets, liste, pied.", ("f6",)),
    Action("previous_zone", "Zone précédente", "Volet, en-tête, onglets, liste, pied.", ("shift+f6",)),
    Action(
        "consult",
        "Consultation/Lettrage",
        "Le compte de la ligne ou du champ.",
        ("f7", "ctrl+l"),
        short="Consulter",
    ),
    Action("actions_menu", "Actions", "Les actions possibles ici.", ("f8", "ctrl+t", "shift+f10")),
    Action("menu_bar", "Menus", "Ouvre la barre des menus.", ("f10", "ctrl+g")),
    Action("balance", "Équilibrer", "Met ce qui équilibre.", ("f12", "ctrl+e"), "* tapé en premier dans un montant"),
    Action("palette", "Commandes", "Trouve une commande par son nom.", ("ctrl+k",)),
    Action("save_and_new", "Enregistrer et Nouveau", "Enregistre puis ouvre une fiche vierge.", ("ctrl+n",)),
    Action("new", "Nouveau", "Ouvre une fiche vierge.", ("insert", "ctrl+n"), condition=writable),
    Action("insert_line", "Insérer", "Insère une ligne au-dessus.", ("insert",)),
    Action("add_line", "Ajouter", "Ajoute à la fin.", ("ctrl+n",)),
    Action("delete", "Supprimer", "La fiche ou les lignes choisies.", ("ctrl+d",), "Suppr sur une ligne de liste"),
    Action("save", "Enregistrer", "Enregistre et reste.", ("ctrl+s",)),
    Action("accept_ghosts", "Accepter les propositions", "Accepte les lignes proposées.", other_way="+ sur le pavé"),
    Action("first_open_day", "Reporter au premier jour ouvert", "La date tapée reste date de pièce."),
    Action("save_and_close", "Enregistrer et Fermer", "Enregistre puis ferme.", other_way="F9 dans une fiche"),
    Action("duplicate", "Dupliquer", "Une copie à compléter.", ("ctrl+r",), "* tapé en premier dans une cellule"),
    Action("print", "Imprimer", "Imprime la fiche ou la liste.", ("ctrl+p",)),
    Action("undo", "Annuler", "Défait le dernier changement.", ("ctrl+z",)),
    Action("redo", "Refaire", "Refait ce qui a été annulé.", ("ctrl+y",)),
    Action("undo_all", "Annuler tout", "Revient au dernier enregistrement.", ("ctrl+u",)),
    Action("cut", "Couper", "Retire et garde ce qui est choisi.", ("ctrl+x",)),
    Action("copy", "Copier", "Garde ce qui est choisi.", ("ctrl+c",)),
    Action("paste", "Coller", "Met ce qui a été gardé.", ("ctrl+v",), "collage du terminal"),
    Action("select_all", "Sélectionner tout", "Les lignes de la liste ou le texte du champ.", ("ctrl+a",)),
    Action("tick", "Cocher", "Coche ou décoche et passe à la suivante.", ("ctrl+space",), "Espace", legend_key="space"),
    Action("tick_up", "Étendre les coches vers le haut", keys=("shift+up",), other_way="Espace répété"),
    Action("tick_down", "Étendre les coches vers le bas", keys=("shift+down",), other_way="Espace répété"),
    Action("windows", "Liste des fenêtres", "Les fenêtres ouvertes.", ("alt+w",)),
    Action("close_all", "Fermer tout", "Ferme toutes les listes et fiches."),
    Action("close_window", "Fermer", "Ferme la fenêtre.", ("ctrl+w",), "Échap"),
    Action("close_dossier", "Fermer le dossier", "L'écran d'accueil revient.", condition=dossier_open),
    Action("quit", "Quitter", "Termine le programme.", ("ctrl+q",)),
    Action("previous_tab", "Onglet précédent", keys=("ctrl+pageup",), other_way="F6 puis ←"),
    Action("next_tab", "Onglet suivant", keys=("ctrl+pagedown",), other_way="F6 puis →"),
    Action("previous_record", "Fiche précédente", "Dans l'ordre de la liste.", ("pageup",)),
    Action("next_record", "Fiche suivante", "Dans l'ordre de la liste.", ("pagedown",)),
    Action("previous_list", "Liste précédente", "La liste vue avant.", ("ctrl+left",)),
    Action("next_list", "Liste suivante", "La liste vue après.", ("ctrl+right",)),
    Action("move_line_up", "Monter", "Monte la ligne dans son écriture.", ("ctrl+up",)),
    Action("move_line_down", "Descendre", "Descend la ligne dans son écriture.", ("ctrl+down",)),
    Action("navigation_panel", "Volet de navigation", "Réduit ou agrandit le volet."),
    Action("panel_headings", "Réduire les menus du volet", "Montre les menus par leur initiale."),
    Action("key_bar", "Barre des touches", "Montre ou cache la barre des touches."),
    Action("messages", "Messages", "Les derniers messages, avec leur heure."),
    Action("keys_page", "Touches", "Les touches en vigueur, l'écran en cours d'abord."),
    Action("help_contents", "Sommaire de l'aide", "Toutes les pages ; taper cherche dans leur texte."),
    Action("help_index", "Index de l'aide", "Les mots expliqués, chacun avec sa page."),
)

MOVES = (
    _move("accept", "Valider, ouvrir, passer à la suite", "enter"),
    _move("next_field", "Champ suivant", "tab"),
    _move("previous_field", "Champ précédent", "shift+tab"),
    _move("back", "Revenir d'un niveau", "escape"),
    _move("up", "Vers le haut", "up"),
    _move("down", "Vers le bas", "down"),
    _move("left", "Vers la gauche", "left"),
    _move("right", "Vers la droite", "right"),
    _move("line_start", "Début de la ligne, première colonne", "home"),
    _move("line_end", "Fin de la ligne, dernière colonne", "end"),
    _move("page_up", "Page précédente", "pageup"),
    _move("page_down", "Page suivante", "pagedown"),
    _move("first", "Première ligne, début du texte", "ctrl+home"),
    _move("last", "Dernière ligne, fin du texte", "ctrl+end"),
    _move("erase", "Effacer le caractère d'avant", "backspace"),
    _move("erase_word", "Effacer le mot d'avant", "ctrl+w"),
    _move("tick_space", "Cocher, quand rien n'est recherché", "space"),
    _move("delete_key", "Effacer, vider la cellule, supprimer la ligne", "delete"),
)

COMMON = COMMANDS + MOVES
