"""Views kept in a dossier: who sees them, who changes them, what they never touch."""

import hashlib
from pathlib import Path

import pytest

from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.lists.views import (
    ViewChangedError,
    ViewExistsError,
    ViewNameError,
    ViewNotYoursError,
    create_view,
    default_view,
    delete_view,
    free_name,
    rename_view,
    save_layout,
    set_default_view,
    share_view,
    views_of,
)

LIST = "journals"
LAYOUT = {"columns": [{"column": "code"}]}


@pytest.fixture
def other(dossier: Dossier, dossier_path: Path) -> Dossier:
    """The same dossier, opened by a second user who is not ADM."""
    dossier.database.run("INSERT INTO user (code, name) VALUES ('LEA', 'Léa Morel')")
    return open_dossier(dossier_path, user_code="LEA", clock=dossier.clock)


def names(dossier: Dossier) -> list[str]:
    return [view.name for view in views_of(dossier, LIST)]


@pytest.mark.spec("VUE-01")
def test_views_are_created_renamed_and_deleted_list_by_list(dossier: Dossier) -> None:
    view = create_view(dossier, LIST, "  Mes journaux ", LAYOUT)
    create_view(dossier, "accounts", "Mes journaux", LAYOUT)
    assert (view.name, view.owner, view.private, view.layout) == ("Mes journaux", "ADM", False, LAYOUT)
    view = rename_view(dossier, LIST, view, "Achats")
    assert names(dossier) == ["Achats"]
    delete_view(dossier, view)
    assert names(dossier) == []
    assert [found.name for found in views_of(dossier, "accounts")] == ["Mes journaux"]


@pytest.mark.spec("VUE-02")
@pytest.mark.parametrize("name", ["", " ", "Standard (système)", "x (SYSTEME) y", "n" * 61])
def test_a_view_of_the_user_never_has_the_name_of_a_system_one(dossier: Dossier, name: str) -> None:
    with pytest.raises(ViewNameError):
        create_view(dossier, LIST, name, LAYOUT)
    view = create_view(dossier, LIST, "Achats", LAYOUT)
    with pytest.raises(ViewNameError):
        rename_view(dossier, LIST, view, name)
    assert names(dossier) == ["Achats"]


def test_two_views_of_a_list_have_two_names_whatever_case_and_accents(dossier: Dossier) -> None:
    create_view(dossier, LIST, "Été", LAYOUT)
    with pytest.raises(ViewExistsError):
        create_view(dossier, LIST, "ete", LAYOUT)


@pytest.mark.spec("VUE-04")
def test_a_copy_takes_the_name_without_system_then_a_number() -> None:
    assert free_name("Standard (système)", []) == "Standard"
    assert free_name("Standard (système)", ["standard"]) == "Standard 2"
    assert free_name("Standard", ["Standard", "Standard 2"]) == "Standard 3"
    assert len(free_name("n" * 60, ["n" * 56])) <= 60


@pytest.mark.spec("VUE-13")
def test_a_private_view_is_seen_by_its_author_alone(dossier: Dossier, other: Dossier) -> None:
    create_view(dossier, LIST, "À moi", LAYOUT, private=True)
    create_view(dossier, LIST, "À tous", LAYOUT)
    create_view(other, LIST, "À elle", LAYOUT, private=True)
    assert names(dossier) == ["À moi", "À tous"]
    assert names(other) == ["À tous", "À elle"]
    close_dossier(other)


@pytest.mark.spec("VUE-13")
def test_only_its_author_or_adm_deletes_a_view(dossier: Dossier, other: Dossier) -> None:
    mine, hers = create_view(dossier, LIST, "D'ADM", LAYOUT), create_view(other, LIST, "De Léa", LAYOUT)
    with pytest.raises(ViewNotYoursError, match=r"La vue «D'ADM» est de ADM"):
        delete_view(other, mine)
    with pytest.raises(ViewNotYoursError):
        share_view(other, LIST, mine, private=True)
    assert names(dossier) == ["D'ADM", "De Léa"]
    delete_view(dossier, hers)
    assert names(other) == ["D'ADM"]
    close_dossier(other)


@pytest.mark.spec("VUE-13")
def test_a_view_becomes_private_then_shared_again(dossier: Dossier, other: Dossier) -> None:
    view = share_view(dossier, LIST, create_view(dossier, LIST, "Achats", LAYOUT), private=True)
    assert (view.private, names(other)) == (True, [])
    view = share_view(dossier, LIST, view, private=False)
    assert (view.private, names(other)) == (False, ["Achats"])
    close_dossier(other)


@pytest.mark.spec("VUE-05")
def test_the_default_view_is_each_user_s_own(dossier: Dossier, other: Dossier) -> None:
    view = create_view(dossier, LIST, "Achats", LAYOUT)
    assert default_view(dossier, LIST) is None
    set_default_view(dossier, LIST, view.id)
    set_default_view(other, LIST, "Standard (système)")
    assert default_view(dossier, LIST) == view.id
    assert default_view(other, LIST) == "Standard (système)"
    close_dossier(other)


@pytest.mark.spec("FIC-19", "VUE-03")
def test_a_change_never_overwrites_the_one_of_another_session_unseen(dossier: Dossier) -> None:
    seen = create_view(dossier, LIST, "Achats", LAYOUT)
    now = save_layout(dossier, LIST, seen, {"columns": []})
    with pytest.raises(ViewChangedError):
        save_layout(dossier, LIST, seen, LAYOUT)
    assert views_of(dossier, LIST) == [now]
    delete_view(dossier, now)
    with pytest.raises(ViewChangedError):
        save_layout(dossier, LIST, now, LAYOUT)


@pytest.mark.spec("UINV-06")
def test_views_change_no_record(dossier: Dossier) -> None:
    before = records(dossier)
    view = create_view(dossier, LIST, "Achats", LAYOUT)
    view = rename_view(dossier, LIST, save_layout(dossier, LIST, view, {"groups": ["type"]}), "Ventes")
    set_default_view(dossier, LIST, view.id)
    share_view(dossier, LIST, view, private=True)
    delete_view(dossier, view)
    assert records(dossier) == before


def records(dossier: Dossier) -> str:
    """A digest of everything in the dossier but views and what users left as it was."""
    lines = (line for line in dossier.database.connection().iterdump() if not line.startswith(PLACES_OF_VIEWS))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


PLACES_OF_VIEWS = ('INSERT INTO "view"', 'INSERT INTO "user_state"')


@pytest.mark.spec("DOSO-09")
def test_a_dossier_open_for_consultation_keeps_no_view(dossier: Dossier, dossier_path: Path) -> None:
    view = create_view(dossier, LIST, "Achats", LAYOUT)
    reader = open_dossier(dossier_path, readonly=True)
    for act in (
        lambda: create_view(reader, LIST, "Autre", LAYOUT),
        lambda: save_layout(reader, LIST, view, {}),
        lambda: rename_view(reader, LIST, view, "Autre"),
        lambda: share_view(reader, LIST, view, private=True),
        lambda: delete_view(reader, view),
    ):
        with pytest.raises(ReadOnlyDossierError):
            act()
    assert views_of(reader, LIST) == [view]
    close_dossier(reader)
