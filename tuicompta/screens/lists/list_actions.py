"""The actions that every list has beside those common to all screens (LST, COL, FLT)."""

from __future__ import annotations

from tuicompta.screens.frame.actions import Action, some_row

ROW_ACTIONS = (
    Action("filter_value", "Filtrer sur cette valeur", "Garde les lignes qui ont cette valeur.", condition=some_row),
    Action("exclude_value", "Exclure cette valeur", "Cache les lignes qui ont cette valeur.", condition=some_row),
    Action("clear_filters", "Supprimer les filtres", "Montre de nouveau toutes les lignes."),
    Action("filter_editor", "Éditeur de filtres", "Les filtres de la liste, un par ligne."),
    Action("copy_rows", "Copier la sélection", "Dans le presse-papiers du terminal.", condition=some_row),
    Action("change_view", "Changer de vue", "Une autre vue de la liste."),
    Action("edit_view", "Modifier la vue", "Colonnes, sommes, conditions de ce qui est montré."),
    Action("views", "Éditeur de vues", "Crée, renomme, partage, supprime des vues."),
    Action("export_selection", "Exporter la sélection", "Les lignes choisies, dans un fichier.", condition=some_row),
    Action("export_all", "Exporter tout", "Toutes les lignes et toutes les colonnes."),
    Action("export_view", "Exporter la vue", "Les lignes et les colonnes telles qu'elles sont montrées."),
    Action("print_list", "Imprimer la liste", "La liste telle qu'elle est montrée."),
)

COLUMN_ACTIONS = (
    Action("sort_up", "Trier par ordre croissant"),
    Action("sort_down", "Trier par ordre décroissant"),
    Action("sort_add", "Ajouter au tri"),
    Action("unsort", "Annuler le tri"),
    Action("group_column", "Grouper sur cette colonne"),
    Action("grouping_panel", "Panneau de regroupement"),
    Action("filter_column", "Filtrer"),
    Action("custom_filter", "Filtre personnalisé"),
    Action("fit_column", "Ajustement automatique"),
    Action("fit_columns", "Ajustement automatique de toutes les colonnes"),
)

LIST_ACTIONS = ROW_ACTIONS + COLUMN_ACTIONS
RECORD_ACTIONS = frozenset({"new", "modify", "delete", "duplicate"})
LIST_OFFERS = (
    "new",
    "modify",
    "delete",
    "duplicate",
    "print",
    "tick",
    "select_all",
    "search",
    "refresh_data",
    *(action.identifier for action in ROW_ACTIONS),
    "quick_backup",
)
COLUMN_OFFERS = (*(action.identifier for action in COLUMN_ACTIONS), "clear_filters")
