"""What a model of a report may be; every refusal names what is wrong (EDM-05)."""

from collections.abc import Iterable, Sequence
from typing import Final

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.labels import check_template
from tuicompta.core.report_models.model import OWN_GROUPS, ModelColumn, ReportField, ReportModel, is_system
from tuicompta.core.report_models.texts import TITLE_TOKENS, TOKENS
from tuicompta.core.text import clean_multiline, clean_text, excerpt

NAME_LENGTH: Final = 60
TITLE_LENGTH: Final = 100
TEXT_LENGTH: Final = 500
TEXT_LINES: Final = 5
NARROWEST, WIDEST = 3, 60
MOST_DECIMALS: Final = 2
MOST_COLUMNS, MOST_SORTS, MOST_GROUPS = 60, 10, 5


class ReportModelError(TuicomptaError):
    """A model that cannot be kept."""


class ModelNameError(ReportModelError):
    """A model has a name of 1 to 60 characters."""

    template = "Nom du modèle : de 1 à 60 caractères."


class SystemNameError(ReportModelError):
    """The word of the delivered models is theirs."""

    template = "«(système)» est réservé aux modèles livrés : donnez un autre nom à «{name}»."


class NoModelColumnError(ReportModelError):
    """A model shows at least one column."""

    template = "Un modèle a au moins une colonne : ajoutez un champ de l'état."


class UnknownModelFieldError(ReportModelError):
    """The report has no such field."""

    template = "Champ inconnu de l'état «{report}» : «{field}». Champs possibles : {known}."


class DoubleModelFieldError(ReportModelError):
    """A field is in one column, one sort key and one group key at most."""

    template = "Le champ «{field}» est deux fois dans {where} : retirez l'un des deux."


class MixedGroupsError(ReportModelError):
    """The blocks of the report and those of the model do not go together."""

    template = "Les groupes de l'état ne se mêlent pas à d'autres : gardez les uns ou les autres."


class ModelBoundError(ReportModelError):
    """A number, a text or a list is outside its bounds."""

    template = "{what} : {bounds}."


def check_model(model: ReportModel, fields: Sequence[ReportField]) -> None:
    """Refuse a model that cannot be kept, with the first fault found; raises `ReportModelError`s (EDM-04, EDM-05)."""
    check_name(model.name)
    if not model.columns:
        raise NoModelColumnError
    known = {field.key: field for field in fields}
    named = {
        "les colonnes": [column.field for column in model.columns],
        "le tri": [key.field for key in model.sorts],
        "les groupes": [key.field for key in model.groups if key.field != OWN_GROUPS],
    }
    for where, keys in named.items():
        _check_fields(model.report, keys, known)
        _check_once(keys, where, known)
    if model.own_groups and len(model.groups) > 1:
        raise MixedGroupsError
    _bound("Colonnes", len(model.columns), 1, MOST_COLUMNS)
    _bound("Clés de tri", len(model.sorts), 0, MOST_SORTS)
    _bound("Groupes", len(model.groups), 0, MOST_GROUPS)
    for column in model.columns:
        _check_column(column)
    _check_texts(model)


def check_name(name: str) -> None:
    """Refuse an empty or long name, or one of the delivered models; raises ModelNameError, SystemNameError."""
    if not 0 < len(clean_text(name).strip()) <= NAME_LENGTH:
        raise ModelNameError
    if is_system(name):
        raise SystemNameError(name=excerpt(name))


def _check_fields(report: str, keys: Iterable[str], known: Iterable[str]) -> None:
    offered = list(known)
    for key in keys:
        if key not in offered:
            raise UnknownModelFieldError(report=report, field=excerpt(key), known=", ".join(offered))


def _check_once(keys: Sequence[str], where: str, known: dict[str, ReportField]) -> None:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise DoubleModelFieldError(field=known[key].title, where=where)


def _check_column(column: ModelColumn) -> None:
    if column.width:
        _bound("Largeur d'une colonne", column.width, NARROWEST, WIDEST)
    _bound("Décimales", column.decimals, 0, MOST_DECIMALS)
    _length("Titre d'une colonne", column.title, NAME_LENGTH)


def _check_texts(model: ReportModel) -> None:
    check_template(model.title, TITLE_TOKENS)
    _length("Titre", model.title, TITLE_LENGTH)
    for what, text in {"En-tête": model.head, "Pied": model.foot}.items():
        check_template(text, TOKENS)
        _length(what, text, TEXT_LENGTH)
        if len(clean_multiline(text).split("\n")) > TEXT_LINES:
            raise ModelBoundError(what=what, bounds=f"{TEXT_LINES} lignes au plus")


def _bound(what: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise ModelBoundError(what=what, bounds=f"de {least} à {most}")


def _length(what: str, text: str, most: int) -> None:
    if len(text) > most:
        raise ModelBoundError(what=what, bounds=f"{most} caractères au plus")
