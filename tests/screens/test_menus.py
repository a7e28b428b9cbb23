import pytest

from tuicompta.screens import menus
from tuicompta.screens.menus import MENUS, PANEL_MENUS, Group, Menu
from tuicompta.screens.registry import build_table, complete
from tuicompta.widgets.letters import assign_letters


def written(menu: Menu) -> str:
    """The menu as the specification writes it: groups between asterisks."""
    parts = []
    for item in menu.items:
        if isinstance(item, Group):
            parts.append(f"*{item.title}*: " + ", ".join(entry.label for entry in item.entries))
        else:
            parts.append(item.label)
    return "; ".join(parts)


TABLE = complete(build_table())


@pytest.mark.parametrize(
    ("menu", "expected"),
    [
        pytest.param(
            menus.DAILY,
            "Démarrer une tâche; Saisie par journal; Nouvelle écriture comptable; Saisie pratique; Saisie par guide; "
            "Abonnements; Saisie au kilomètre; Plan comptable entreprise; Recherche d'écritures; "
            "Consultation/Lettrage; "
            "Relevés bancaires; Rapprochement bancaire; Déclaration de TVA; Écritures de régularisation; "
            "Prévision de trésorerie; Exercices; Impressions",
        ),
        pytest.param(
            menus.CONSULTATION,
            "Démarrer une tâche; Consultation/Lettrage; Consultation de compte; Lettrage simplifié; "
            "Lettrage automatique; Délettrage automatique; Grand Livre interactif; Balance interactive; Impressions",
            marks=pytest.mark.spec("NAV-06"),
        ),
        pytest.param(
            menus.TREASURY,
            "Démarrer une tâche; Consultation/Lettrage; Lettrage automatique; *Clients*: Échéancier interactif, "
            "Règlements clients, Prélèvements; *Fournisseurs et Autres Tiers*: Échéancier interactif, "
            "Règlements fournisseurs, Virements; *Trésorerie*: Banques, Chéquiers, Relevés bancaires, "
            "Rapprochement bancaire, Prévision de trésorerie; *Données*: Moyens de paiement, Modes de règlement; "
            "Impressions",
        ),
        pytest.param(
            menus.CLOSING,
            "Démarrer une tâche; Exercices; Gestionnaire de journaux; Clôture annuelle; "
            "Charges / Produits constatés d'avance; Factures non parvenues ou à émettre; Impressions",
        ),
        pytest.param(
            menus.SETTINGS,
            "Démarrer une tâche; Journaux; Plan comptable entreprise; PCG; Banques; Liste des Tiers; "
            "Natures de comptes; Modèles de guide; Modèles de libellé; *Taxes*: Taux de TVA, Types d'opération, "
            "Régimes de TVA, Déclarations; *Divers*: Civilités, Codes postaux, Départements, Pays, "
            "Moyens de paiement, Modes de règlement, Codes NAF; *Société*: Coordonnées, "
            "Informations administratives, Informations de TVA, Trésor Public, Logo, Expert, Options comptables, "
            "Numérotation, Export, Environnement de saisie; *Utilisateurs*: Utilisateurs, "
            "Groupes d'utilisateurs, Modifier les droits d'accès; Export des écritures comptables; Impressions",
        ),
        pytest.param(
            menus.FILE,
            "Nouveau dossier; Ouvrir un dossier; Ajouter un dossier existant; Fermer le dossier; "
            "Informations sur le dossier; Changer d'utilisateur; Nouveau; Dupliquer; Enregistrer; "
            "Enregistrer et Nouveau; Enregistrer et Fermer; Supprimer; Imprimer; Fermer; Quitter",
        ),
        pytest.param(
            menus.EDIT,
            "Annuler; Refaire; Annuler tout; Couper; Copier; Coller; Sélectionner tout; Rechercher; Rechercher suivant",
            marks=pytest.mark.spec("NAV-13"),
        ),
        pytest.param(
            menus.VIEW,
            "Tableau de bord; Écran de démarrage; Volet de navigation; Réduire les menus du volet; Barre des touches; "
            "Messages; Fiche précédente; Fiche suivante; Liste précédente; Liste suivante; Rafraîchir",
            marks=pytest.mark.spec("NAV-13"),
        ),
        pytest.param(menus.WINDOW, "Liste des fenêtres; Fermer tout", marks=pytest.mark.spec("NAV-13")),
        pytest.param(menus.HELP, "Aide; Premiers pas; Touches; Commandes; À propos", marks=pytest.mark.spec("NAV-13")),
    ],
)
def test_a_menu_is_the_one_of_the_specification(menu: Menu, expected: str, request: pytest.FixtureRequest) -> None:
    """The menu on screen leaves out entries without function: only a menu shown whole is marked as proven."""
    assert written(menu) == expected
    if request.node.get_closest_marker("spec"):
        assert written(menu.only(lambda identifier: identifier in TABLE)) == expected


def test_the_tools_are_those_of_the_specification() -> None:
    alone = [item.label for item in menus.TOOLS.items if not isinstance(item, Group)]
    assert "; ".join(alone) == (
        "Sauvegarde; Sauvegarde rapide; Restauration; Historique de sauvegarde; Exporter les liasses fiscales; "
        "Mise à jour des infos TVA; Maintenance sur les journaux; Supprimer la balance d'ouverture; "
        "Réimputation d'écritures; Purger les écritures; Purger le plan comptable; Purger les relevés bancaires; "
        "Plan de regroupement; Éditeur de modèles; Import/Export de la configuration; Archivage; "
        "Journal des événements; Outil de requêtage; Exporter le schéma de l'application; Maintenance de données; "
        "Supprimer un dossier; Options"
    )
    assert [item.title for item in menus.TOOLS.items if isinstance(item, Group)] == ["Échanges"]


@pytest.mark.spec("UIX-01")
def test_the_bar_has_the_eleven_menus_in_their_order() -> None:
    assert [menu.title for menu in MENUS] == [
        "Fichier",
        "Édition",
        "Affichage",
        "Quotidien",
        "Consultation",
        "Échéancier/Trésorerie",
        "Exercices/Clôtures",
        "Paramètres",
        "Outils",
        "Fenêtre",
        "?",
    ]


@pytest.mark.spec("NAV-11")
def test_the_initials_of_the_panel() -> None:
    assert [menu.initial for menu in PANEL_MENUS] == ["Q", "C", "É", "X", "P"]


@pytest.mark.spec("NAV-10")
def test_the_five_menus_of_the_panel_begin_with_their_start_page() -> None:
    for menu in PANEL_MENUS:
        first = menu.items[0]
        assert not isinstance(first, Group)
        assert first.label == "Démarrer une tâche"


@pytest.mark.spec("NAV-15")
def test_letters_are_unique_inside_each_menu() -> None:
    for menu in MENUS:
        letters = [letter for letter in assign_letters([entry.label for _, entry in menu.entries()]) if letter]
        assert len(set(letters)) == len(letters)


def test_an_entry_without_function_and_a_group_left_empty_are_not_shown() -> None:
    kept = menus.TREASURY.only(lambda identifier: identifier in {"banks", "prints"})
    assert written(kept) == "*Trésorerie*: Banques; Impressions"
