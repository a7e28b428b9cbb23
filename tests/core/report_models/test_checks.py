"""What a model of a report may be, and what it is in plain values."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.amounts import format_amount, format_rounded
from tuicompta.core.labels import UnknownTokenError
from tuicompta.core.report_models.checks import (
    DoubleModelFieldError,
    MixedGroupsError,
    ModelBoundError,
    ModelNameError,
    NoModelColumnError,
    ReportModelError,
    SystemNameError,
    UnknownModelFieldError,
    check_model,
)
from tuicompta.core.report_models.content import ModelContentError, content_of, model_of
from tuicompta.core.report_models.model import (
    OWN_GROUPS,
    Alignment,
    FieldKind,
    GroupKey,
    ModelColumn,
    Orientation,
    ReportField,
    ReportModel,
    SortKey,
    is_system,
    own_name,
    system_name,
)
from tuicompta.core.report_models.page_width import overflow, total_width
from tuicompta.core.report_models.texts import filled, lines_of

FIELDS = (
    ReportField("account", "Compte", cells=10),
    ReportField("title", "Intitulé", cells=40),
    ReportField("date", "Date", FieldKind.DATE, 10),
    ReportField("debit", "Débit", FieldKind.AMOUNT, 13),
)
MODEL = ReportModel("Courte", "balance", (ModelColumn("account"), ModelColumn("debit")))


def columns(*fields: str) -> tuple[ModelColumn, ...]:
    return tuple(ModelColumn(field) for field in fields)


@pytest.mark.spec("EDM-05")
@pytest.mark.parametrize(
    ("model", "refusal", "words"),
    [
        (replace(MODEL, columns=()), NoModelColumnError, "au moins une colonne"),
        (replace(MODEL, columns=columns("account", "nope")), UnknownModelFieldError, "«nope»"),
        (replace(MODEL, columns=columns("debit", "account", "debit")), DoubleModelFieldError, "«Débit»"),
        (replace(MODEL, sorts=(SortKey("nope"),)), UnknownModelFieldError, "«nope»"),
        (replace(MODEL, sorts=(SortKey("date"), SortKey("date"))), DoubleModelFieldError, "le tri"),
        (replace(MODEL, groups=(GroupKey("nope"),)), UnknownModelFieldError, "«nope»"),
        (replace(MODEL, groups=(GroupKey("date"), GroupKey("date"))), DoubleModelFieldError, "les groupes"),
        (replace(MODEL, groups=(GroupKey(OWN_GROUPS), GroupKey("date"))), MixedGroupsError, "ne se mêlent pas"),
        (replace(MODEL, name="  "), ModelNameError, "60 caractères"),
        (replace(MODEL, name="x" * 61), ModelNameError, "60 caractères"),
        (replace(MODEL, name="Balance (SYSTÈME) "), SystemNameError, "réservé"),
        (replace(MODEL, title="{pages}"), UnknownTokenError, "{pages}"),
        (replace(MODEL, foot="{prix}"), UnknownTokenError, "{prix}"),
        (replace(MODEL, title="x" * 101), ModelBoundError, "100 caractères"),
        (replace(MODEL, head="x" * 501), ModelBoundError, "500 caractères"),
        (replace(MODEL, head="a\n" * 6), ModelBoundError, "5 lignes"),
        *(
            (replace(MODEL, columns=(ModelColumn("debit", width=width),)), ModelBoundError, "de 3 à 60")
            for width in (-1, 1, 2, 61, 10**30)
        ),
        *(
            (replace(MODEL, columns=(ModelColumn("debit", decimals=decimals),)), ModelBoundError, "de 0 à 2")
            for decimals in (-1, 3)
        ),
    ],
)
def test_a_model_that_cannot_be_kept_says_why(model: ReportModel, refusal: type[Exception], words: str) -> None:
    with pytest.raises(refusal) as raised:
        check_model(model, FIELDS)
    assert words in str(raised.value)


@pytest.mark.parametrize("width", [0, 3, 60])
def test_the_bounds_themselves_are_kept(width: int) -> None:
    check_model(replace(MODEL, name="x" * 60, columns=(ModelColumn("debit", width=width, decimals=0),)), FIELDS)


@pytest.mark.spec("EDM-05")
def test_what_goes_beyond_the_page_is_counted() -> None:
    wide = replace(MODEL, columns=(ModelColumn("account", width=60), ModelColumn("title", width=60), *columns("debit")))
    assert total_width(wide, FIELDS) == 60 + 1 + 60 + 1 + 13
    assert overflow(replace(wide, orientation=Orientation.PORTRAIT), FIELDS) == 3
    assert overflow(wide, FIELDS) == overflow(replace(wide, orientation=Orientation.LANDSCAPE), FIELDS) == 0
    assert overflow(replace(MODEL, orientation=Orientation.PORTRAIT), FIELDS) == 0


@pytest.mark.spec("EDM-04")
def test_tokens_are_replaced_once() -> None:
    values = {"societe": "{date} & Fils", "date": "31/12/2026"}
    assert filled("{societe}, {date}, {page}, {}", values) == "{date} & Fils, 31/12/2026, {page}, {}"
    assert lines_of("\nune\x1b[31m\n\ndeux\n") == ("une[31m", "", "deux")
    assert lines_of(" \n ") == ()


@pytest.mark.spec("EDM-01")
def test_the_name_of_a_delivered_model() -> None:
    assert system_name("Grand Livre") == "Grand Livre (système)"
    assert is_system("Grand Livre (système)")
    assert is_system("grand livre (SYSTEME)")
    assert own_name("Grand Livre (système)") == "Grand Livre"
    assert own_name("Mon grand livre") == "Mon grand livre"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20).map(str.strip)
KEYS = st.sampled_from(["account", "title", "date", "debit"])
MODELS = st.builds(
    ReportModel,
    name=st.just("Essai"),
    report=st.just("balance"),
    columns=st.lists(
        st.builds(
            ModelColumn,
            KEYS,
            width=st.integers(0, 60),
            alignment=st.sampled_from(Alignment),
            total=st.booleans(),
            decimals=st.integers(0, 2),
        ),
        max_size=5,
    ).map(tuple),
    orientation=st.sampled_from(Orientation),
    sorts=st.lists(st.builds(SortKey, KEYS, st.booleans()), max_size=3).map(tuple),
    groups=st.lists(st.builds(GroupKey, KEYS, st.booleans(), st.booleans()), max_size=3).map(tuple),
    filters=st.dictionaries(st.sampled_from(["journals", "detail"]), st.one_of(st.just("AC"), st.just(1)), max_size=2),
    logo=st.booleans(),
)


@pytest.mark.spec("EDM-07")
@given(MODELS)
def test_a_model_written_then_read_is_the_same(model: ReportModel) -> None:
    assert model_of(model.name, model.report, json.loads(json.dumps(content_of(model)))) == model


def test_parts_left_out_are_the_usual_ones() -> None:
    assert model_of("Courte", "balance", {"columns": [{"field": "account"}, {"field": "debit"}]}) == MODEL


COLUMN = {"field": "debit"}


@pytest.mark.spec("EDM-07")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([], "n'est pas un objet"),
        (None, "n'est pas un objet"),
        ({"columns": {}}, "il faut une liste"),
        ({"columns": ["debit"]}, "une colonne n'est pas un objet"),
        ({"columns": [{**COLUMN, "width": "12"}]}, "«width» dans une colonne : il faut un nombre entier"),
        ({"columns": [{**COLUMN, "width": True}]}, "«width» dans une colonne"),
        ({"columns": [{**COLUMN, "width": 1.5}]}, "«width» dans une colonne"),
        ({"columns": [{**COLUMN, "total": 1}]}, "«total» dans une colonne : il faut vrai ou faux"),
        ({"columns": [{**COLUMN, "alignment": "diagonal"}]}, "«diagonal» n'est pas parmi natural, left"),
        ({"columns": [{**COLUMN, "colour": "red"}]}, "«colour» est inconnu dans une colonne"),
        ({"columns": [{"field": 3}]}, "«field» dans une colonne : il faut un texte"),
        ({"columns": [COLUMN] * 201}, "trop d'éléments"),
        ({"columns": [COLUMN], "orientation": "round"}, "«round»"),
        ({"columns": [COLUMN], "sorts": [[]]}, "une clé de tri n'est pas un objet"),
        ({"columns": [COLUMN], "groups": [{"field": None}]}, "«field» dans un groupe"),
        ({"columns": [COLUMN], "filters": []}, "«filters» dans le modèle"),
        ({"columns": [COLUMN], "logo": "oui"}, "«logo»"),
        ({"columns": [COLUMN], "\x1b]0;x\x07": 1}, "«]0;x» est inconnu"),
    ],
)
def test_what_is_no_model_is_refused_with_the_part_that_is_wrong(content: object, words: str) -> None:
    with pytest.raises(ModelContentError) as raised:
        model_of("Courte", "balance", content)
    assert words in str(raised.value)
    assert str(raised.value).isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)
PARTS = st.sampled_from(["columns", "sorts", "groups", "filters", "orientation", "title", "head", "foot", "logo"])


@pytest.mark.attack
@given(st.dictionaries(PARTS, JSON | st.just([COLUMN]), max_size=5))
def test_whatever_is_read_gives_a_model_or_a_refusal(content: dict[str, Any]) -> None:
    with suppress(ReportModelError, UnknownTokenError):
        model = model_of("Essai", "balance", content)
        check_model(model, FIELDS)
        assert model_of("Essai", "balance", content_of(model)) == model


def test_texts_are_cleaned_of_what_a_terminal_obeys() -> None:
    content = {"columns": [{"field": "debit", "title": "D\x1b[2Jé\u202ebit"}], "title": "T\x07", "foot": "a\x9b\nb"}
    model = model_of("N\x1bom", "balance", content)
    texts = [model.name, model.title, model.columns[0].title, *lines_of(model.foot)]
    assert all(text.isprintable() for text in texts)
    assert lines_of(model.foot) == ("a", "b")


@pytest.mark.parametrize(
    ("cents", "decimals", "expected"),
    [
        (123_456_50, 0, "123 457"),
        (123_456_49, 0, "123 456"),
        (-123_456_50, 0, "-123 457"),
        (49, 0, "0"),
        (-49, 0, "0"),
        (105, 1, "1,1"),
        (-105, 1, "-1,1"),
        (105, 2, "1,05"),
    ],
)
def test_amounts_are_shown_with_fewer_decimals(cents: int, decimals: int, expected: str) -> None:
    assert format_rounded(cents, decimals) == expected


def test_a_zero_stays_blank_and_what_is_rounded_to_it_does_not() -> None:
    assert format_rounded(0, 0, blank_zero=True) == ""
    assert format_rounded(12, 0, blank_zero=True) == "0"
    assert format_rounded(12, 2, blank_zero=True) == format_amount(12)
