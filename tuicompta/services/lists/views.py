"""The views of lists kept in the dossier: created, changed, shared, deleted; which one each user opens with (VUE).

What a view shows is plain values here (`layout`): only the list it belongs to can read them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text, fold
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.user_state import state, store_state

SYSTEM = "(système)"
LONGEST_NAME = 60
ADMINISTRATOR = "ADM"
_DEFAULT = "default_view:"

_VIEWS = """
    SELECT view.id, view.name, owner_id, coalesce(user.code, ''), private, layout, view.version
      FROM view LEFT JOIN user ON user.id = owner_id
     WHERE list = ? AND (private = 0 OR owner_id = ?)
     ORDER BY view.id
"""
_INSERT = "INSERT INTO view (list, name, owner_id, private, layout) VALUES (?, ?, ?, ?, ?)"
_LAYOUT = "UPDATE view SET layout = ?, version = version + 1 WHERE id = ? AND version = ?"
_NAME = "UPDATE view SET name = ?, version = version + 1 WHERE id = ?"
_PRIVATE = "UPDATE view SET private = ?, version = version + 1 WHERE id = ?"
_DELETE = "DELETE FROM view WHERE id = ?"


class ViewNameError(TuicomptaError):
    """A view has a name of 1 to 60 characters, without what names the views of the program (VUE-02)."""

    template = "Nom de vue «{name}» refusé : 1 à 60 caractères, sans «(système)»."


class ViewExistsError(TuicomptaError):
    """Two views of a list that a user sees have different names."""

    template = "Une vue de cette liste s'appelle déjà «{name}». Choisissez un autre nom."


class ViewNotYoursError(TuicomptaError):
    """Only its author or ADM deletes a view, or keeps it for one user alone (VUE-13)."""

    template = "La vue «{name}» est de {owner} : seul son auteur ou ADM peut la supprimer ou la rendre privée."
    exit_code: ClassVar[int] = 3


class ViewChangedError(TuicomptaError):
    """Another session changed or deleted the view since it was shown (FIC-19)."""

    template = "La vue «{name}» a été modifiée ou supprimée entre-temps. Enregistrez la vôtre sous un autre nom."


@dataclass(frozen=True, slots=True)
class StoredView:
    """A view of a list: `layout` is what it shows, `owner` the code of its author."""

    id: int
    name: str
    owner_id: int | None
    owner: str
    private: bool
    layout: Mapping[str, Any]
    version: int


def views_of(dossier: Dossier, of_list: str) -> list[StoredView]:
    """Return the views of a list that the user sees: the shared ones and his own (VUE-13)."""
    rows = dossier.database.rows(_VIEWS, (of_list, dossier.user.id))
    return [
        StoredView(identifier, name, owner_id, owner, bool(private), json.loads(layout), version)
        for identifier, name, owner_id, owner, private, layout, version in rows
    ]


def create_view(
    dossier: Dossier, of_list: str, name: str, layout: Mapping[str, object], *, private: bool = False
) -> StoredView:
    """Store a new view of the user and return it; raises `ViewNameError` and `ViewExistsError`."""
    dossier.require_writable()
    with transaction(dossier.database):
        checked = _free_name(dossier, of_list, name)
        identifier = dossier.database.run(_INSERT, (of_list, checked, dossier.user.id, int(private), _text(layout)))
        return _view(dossier, of_list, identifier)


def save_layout(dossier: Dossier, of_list: str, view: StoredView, layout: Mapping[str, object]) -> StoredView:
    """Write what a view shows and return the view as it is now; raises `ViewChangedError`."""
    dossier.require_writable()
    with transaction(dossier.database):
        if not dossier.database.changed(_LAYOUT, (_text(layout), view.id, view.version)):
            raise ViewChangedError(name=view.name)
        return _view(dossier, of_list, view.id)


def rename_view(dossier: Dossier, of_list: str, view: StoredView, name: str) -> StoredView:
    """Give a view another name; raises `ViewNameError`, `ViewExistsError` and `ViewChangedError`."""
    dossier.require_writable()
    with transaction(dossier.database):
        if not dossier.database.changed(_NAME, (_free_name(dossier, of_list, name, but=view.id), view.id)):
            raise ViewChangedError(name=view.name)
        return _view(dossier, of_list, view.id)


def share_view(dossier: Dossier, of_list: str, view: StoredView, *, private: bool) -> StoredView:
    """Keep a view for its author alone, or show it to all (VUE-13); raises `ViewNotYoursError` and `ViewChangedError`.

    A view that loses its privacy needs a name that no other shared view has: raises `ViewExistsError`.
    """
    dossier.require_writable()
    _require_own(dossier, view)
    with transaction(dossier.database):
        if not private:
            _free_name(dossier, of_list, view.name, but=view.id)
        if not dossier.database.changed(_PRIVATE, (int(private), view.id)):
            raise ViewChangedError(name=view.name)
        return _view(dossier, of_list, view.id)


def delete_view(dossier: Dossier, view: StoredView) -> None:
    """Delete a view; raises `ViewNotYoursError` (VUE-13). One that is already gone is no fault."""
    dossier.require_writable()
    _require_own(dossier, view)
    with transaction(dossier.database):
        dossier.database.run(_DELETE, (view.id,))


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name without «(système)», followed by « 2», « 3»… when it is taken (VUE-04)."""
    base = clean_text(name).replace(SYSTEM, "").strip()[: LONGEST_NAME - 4].strip() or "Vue"
    known = {fold(other) for other in taken}
    names = [base, *(f"{base} {rank}" for rank in range(2, len(known) + 3))]
    return next(found for found in names if fold(found) not in known)


def default_view(dossier: Dossier, of_list: str) -> int | str | None:
    """Return the view a list opens with for this user: its identifier, or the name of a system view (VUE-05)."""
    stored = state(dossier, _DEFAULT + of_list)
    return stored if isinstance(stored, int | str) else None


def set_default_view(dossier: Dossier, of_list: str, view: int | str) -> None:
    """Open the list with that view from now on, for this user alone (VUE-05)."""
    store_state(dossier, _DEFAULT + of_list, view)


def _view(dossier: Dossier, of_list: str, identifier: int) -> StoredView:
    return next(view for view in views_of(dossier, of_list) if view.id == identifier)


def _free_name(dossier: Dossier, of_list: str, name: str, *, but: int | None = None) -> str:
    checked = clean_text(name).strip()
    if not 1 <= len(checked) <= LONGEST_NAME or fold(SYSTEM) in fold(checked):
        raise ViewNameError(name=checked[:LONGEST_NAME])
    taken = {fold(view.name) for view in views_of(dossier, of_list) if view.id != but}
    if fold(checked) in taken:
        raise ViewExistsError(name=checked)
    return checked


def _require_own(dossier: Dossier, view: StoredView) -> None:
    if view.owner_id not in {dossier.user.id, None} and dossier.user.code != ADMINISTRATOR:
        raise ViewNotYoursError(name=view.name, owner=view.owner)


def _text(layout: Mapping[str, object]) -> str:
    return json.dumps(layout, ensure_ascii=False)
