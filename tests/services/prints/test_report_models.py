"""Models of reports in a dossier: kept, found, proposed by default, exchanged."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, new_template, open_copy
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.report_models.checks import (
    DoubleModelFieldError,
    NoModelColumnError,
    SystemNameError,
    UnknownModelFieldError,
)
from tuicompta.core.report_models.model import GroupKey, ModelColumn, ReportModel, SortKey
from tuicompta.exchange.report_model_file import NotAReportModelError
from tuicompta.reports.catalogue import UnknownReportError
from tuicompta.reports.models.filters import UnknownModelFilterError
from tuicompta.reports.output import OutputExistsError
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.prints.report_model_files import (
    export_model,
    keep_received,
    proposed_file,
    receive_model,
)
from tuicompta.services.prints.report_model_saving import (
    ModelNameTakenError,
    check_report_model,
    copy_of_system,
    write_model,
)
from tuicompta.services.prints.report_models import (
    ModelUse,
    UnknownModelError,
    default_model,
    default_uses,
    delete_model,
    find_model,
    free_name,
    model_rows,
    read_model,
    set_default,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MODEL = ReportModel(
    "Ma balance",
    "balance",
    (ModelColumn("account"), ModelColumn("debit", title="Débits", width=14)),
    sorts=(SortKey("debit", descending=True),),
    groups=(GroupKey("account", page_break=True),),
    filters={"accounts": "6*", "options": ["racines=1"], "status": "v,nv"},
    head="{societe}\n{du}",
)


@pytest.fixture(scope="session")
def model_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_template(tmp_path_factory.mktemp("models"))


@pytest.fixture
def books(model_template: Path, tmp_path: Path) -> Iterator[Books]:
    yield from open_copy(model_template, tmp_path)


@pytest.mark.spec("EDM-01", "EDM-07")
def test_a_model_is_kept_in_the_dossier_as_it_was_made(books: Books) -> None:
    made = write_model(books.dossier, None, MODEL)
    kept, version = read_model(books.dossier.database, made)
    assert replace(kept, filters={}) == replace(MODEL, filters={})
    assert kept.filters == {"accounts": "6*", "options": ["racines=1"], "status": "nv,v"}
    write_model(books.dossier, made, replace(kept, name="MA BALANCE", logo=True), version=version)
    again, later = read_model(books.dossier.database, made)
    assert (again.name, again.logo, later) == ("MA BALANCE", True, version + 1)
    with pytest.raises(RecordChangedError):
        write_model(books.dossier, made, kept, version=version)
    delete_model(books.dossier, made)
    with pytest.raises(RecordGoneError):
        read_model(books.dossier.database, made)


@pytest.mark.spec("EDM-05")
@pytest.mark.parametrize(
    ("model", "refusal"),
    [
        (replace(MODEL, columns=()), NoModelColumnError),
        (replace(MODEL, columns=(ModelColumn("label"),)), UnknownModelFieldError),
        (replace(MODEL, columns=(ModelColumn("debit"), ModelColumn("debit"))), DoubleModelFieldError),
        (replace(MODEL, report="bilans"), UnknownReportError),
        (replace(MODEL, name="Balance (système)"), SystemNameError),
        (replace(MODEL, filters={"colour": "red"}), UnknownModelFilterError),
        (replace(MODEL, filters={"entry-totals": True}), UnknownModelFilterError),
        (replace(MODEL, filters={"from": "2026-01-01"}), UnknownModelFilterError),
        (replace(MODEL, filters={"status": "x"}), UnknownModelFilterError),
        (replace(MODEL, filters={"status": ["nv"]}), UnknownModelFilterError),
        (replace(MODEL, filters={"columns": "7"}), UnknownModelFilterError),
        (replace(MODEL, filters={"columns": "4,6"}), UnknownModelFilterError),
        (replace(MODEL, filters={"previous": "oui"}), UnknownModelFilterError),
        (replace(MODEL, filters={"options": {"racines": 1}}), UnknownModelFilterError),
        (replace(MODEL, filters={"options": ["racines=9"]}), UnknownModelFilterError),
        (replace(MODEL, filters={"journals": "x" * 201}), UnknownModelFilterError),
    ],
)
def test_a_model_that_cannot_be_kept_leaves_nothing(books: Books, model: ReportModel, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as raised:
        write_model(books.dossier, None, model)
    assert str(raised.value).isprintable()
    assert model_rows(books.dossier.database) == []


@pytest.mark.spec("EDM-05")
def test_the_excess_over_the_page_is_told_and_refuses_nothing(books: Books) -> None:
    wide = [ModelColumn(key, width=60) for key in ("account", "title", "debit", "credit")]
    model = replace(MODEL, columns=tuple(wide))
    assert check_report_model(books.dossier, model) == 4 * 60 + 3 - 194
    assert write_model(books.dossier, None, model)


@pytest.mark.spec("EDM-01")
def test_changing_a_delivered_model_makes_a_copy_under_its_name(books: Books) -> None:
    copied = copy_of_system(books.dossier, "balance")
    assert copied.name == "Balance"
    assert [column.field for column in copied.columns][:2] == ["account", "title"]
    write_model(books.dossier, None, copied)
    assert copy_of_system(books.dossier, "balance").name == "Balance 2"
    assert copy_of_system(books.dossier, "journal").name == "Journal"


def test_two_models_of_a_report_have_two_names_whatever_the_case_and_accents(books: Books) -> None:
    write_model(books.dossier, None, replace(MODEL, name="Été"))
    with pytest.raises(ModelNameTakenError, match="ETE"):
        write_model(books.dossier, None, replace(MODEL, name="ETE "))
    other = replace(MODEL, report="journal", columns=(ModelColumn("debit"),), groups=(), filters={}, name="Été")
    assert write_model(books.dossier, None, other)
    assert free_name(books.dossier.database, "balance", "été") == "été 2"
    assert len(free_name(books.dossier.database, "balance", "x" * 70)) == 60


@pytest.mark.spec("ETCL-03")
def test_a_model_is_found_by_its_name(books: Books) -> None:
    write_model(books.dossier, None, MODEL)
    found = find_model(books.dossier.database, "balance", "Balance", " ma BALANCE")
    assert found is not None
    assert found.columns == MODEL.columns
    assert find_model(books.dossier.database, "balance", "Balance", "balance (systeme)") is None
    with pytest.raises(UnknownModelError) as raised:
        find_model(books.dossier.database, "balance", "Balance", "Autre\x1b[2J")
    expected = "Modèle inconnu de l'état «balance» : «Autre[2J». Modèles : Balance (système), Ma balance."
    assert str(raised.value) == expected
    assert raised.value.exit_code == 2


@pytest.mark.spec("IMP-05")
def test_one_default_model_at_most_for_cards_and_for_lists(books: Books) -> None:
    dossier = books.dossier
    first, second = (write_model(dossier, None, replace(MODEL, name=name)) for name in ("Une", "Deux"))
    assert default_model(dossier.database, "balance", ModelUse.LIST) is None
    set_default(dossier, "balance", ModelUse.LIST, first)
    set_default(dossier, "balance", ModelUse.CARD, first)
    set_default(dossier, "balance", ModelUse.LIST, second)
    assert default_model(dossier.database, "balance", ModelUse.LIST) == "Deux"
    assert default_model(dossier.database, "balance", ModelUse.CARD) == "Une"
    assert default_uses(dossier.database) == {first: [ModelUse.CARD], second: [ModelUse.LIST]}
    set_default(dossier, "balance", ModelUse.CARD, None)
    assert default_model(dossier.database, "balance", ModelUse.CARD) is None
    delete_model(dossier, second)
    assert default_model(dossier.database, "balance", ModelUse.LIST) is None


@pytest.mark.spec("EDM-07")
def test_a_model_goes_to_another_dossier(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "modele.json"
    export_model(MODEL, path, force=False)
    with pytest.raises(OutputExistsError):
        export_model(MODEL, path, force=False)
    received = receive_model(books.dossier, path)
    assert received.known is None
    made = keep_received(books.dossier, received, replacing=False)
    assert read_model(books.dossier.database, made)[0].columns == MODEL.columns


@pytest.mark.spec("EDM-07")
def test_an_existing_name_is_replaced_or_gets_another(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "modele.json"
    export_model(replace(MODEL, title="Du fichier"), path, force=False)
    made = write_model(books.dossier, None, MODEL)
    received = receive_model(books.dossier, path)
    assert received.known == made
    other = keep_received(books.dossier, received, replacing=False)
    assert [row.name for row in model_rows(books.dossier.database)] == ["Ma balance", "Ma balance 2"]
    assert read_model(books.dossier.database, made)[0].title == ""
    assert keep_received(books.dossier, received, replacing=True) == made
    assert read_model(books.dossier.database, made)[0].title == "Du fichier"
    assert read_model(books.dossier.database, other)[0].title == "Du fichier"


@pytest.mark.spec("EDM-07")
@pytest.mark.attack
@pytest.mark.parametrize(
    ("part", "value", "refusal", "named"),
    [
        ("report", "bilan-2030", UnknownReportError, "«bilan-2030»"),
        ("model", {"columns": [{"field": "couleur"}]}, UnknownModelFieldError, "«couleur»"),
        ("model", {"columns": [{"field": "debit"}], "sorts": [{"field": "x"}]}, UnknownModelFieldError, "«x»"),
        ("model", {"columns": [{"field": "debit"}], "filters": {"a\x1b": 1}}, UnknownModelFilterError, "«a»"),
        ("model", {"columns": [{"field": "debit"}], "filters": {"options": ["x\x9b"]}}, UnknownModelFilterError, "x"),
        ("model", {"columns": []}, NoModelColumnError, "au moins une colonne"),
        ("model", None, NotAReportModelError, "pas un objet"),
    ],
)
def test_a_file_that_names_what_is_not_known_is_refused_with_its_name(
    books: Books, tmp_path: Path, part: str, value: object, refusal: type[Exception], named: str
) -> None:
    path = tmp_path / "modele.json"
    export_model(MODEL, path, force=False)
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), part: value}), encoding="utf-8")
    with pytest.raises(refusal) as raised:
        receive_model(books.dossier, path)
    assert named in str(raised.value)
    assert str(raised.value).isprintable()
    assert model_rows(books.dossier.database) == []


def test_the_delivered_model_exported_comes_back_as_one_of_the_user(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "modele.json"
    export_model(replace(MODEL, name="Balance (système)"), path, force=False)
    assert receive_model(books.dossier, path).model.name == "Balance"
    assert proposed_file(replace(MODEL, name="../Ma/balance:*")) == "-Ma-balance--.json"


def test_the_database_refuses_what_the_services_never_write(books: Books) -> None:
    database = books.dossier.database
    insert = "INSERT INTO report_model (report, name, folded_name, content) VALUES (?, ?, ?, ?)"
    right = '{"columns": [{"field": "debit"}]}'
    for cells in (
        ("balance", "", "", right),
        ("balance", " x", "x", right),
        ("balance", "X (système)", "x (systeme)", right),
        ("balance", "x", "x", "[]"),
        ("balance", "x", "x", "{"),
        ("balance", "x", "x", '{"columns": []}'),
        ("balance", "x", "x", '{"columns": 3}'),
        ("balance", "x", "x", '{"columns": [1], "a": "' + "x" * 100_000 + '"}'),
    ):
        with pytest.raises(TuicomptaError):
            database.run(insert, cells)
    made = database.run(insert, ("balance", "x", "x", right))
    with pytest.raises(TuicomptaError):
        database.run("INSERT INTO report_model_default VALUES ('journal', 'card', ?)", (made,))
    with pytest.raises(TuicomptaError):
        database.run("INSERT INTO report_model_default VALUES ('balance', 'both', ?)", (made,))


def test_a_dossier_open_for_consultation_keeps_its_models(books: Books) -> None:
    made = write_model(books.dossier, None, MODEL)
    path = books.path
    reading = open_dossier(path, readonly=True)
    try:
        for act in (
            lambda: write_model(reading, None, replace(MODEL, name="Autre")),
            lambda: delete_model(reading, made),
            lambda: set_default(reading, "balance", ModelUse.CARD, made),
        ):
            with pytest.raises(Exception, match="consultation"):
                act()
    finally:
        close_dossier(reading)
