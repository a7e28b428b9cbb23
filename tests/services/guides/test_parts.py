"""Definitions and own formulas (SGF-02 to SGF-04)."""

from datetime import date

import pytest

from tests.services.guides_kit import filled, header, new_model
from tuicompta.core.enums import Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guide_formulas import BALANCE, UnreadableFormulaError
from tuicompta.core.guides.texts import Definition, GuideText, Known, Prefix
from tuicompta.core.labels import UnknownTokenError
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.guides.lines import GuideModelLine, Part
from tuicompta.services.guides.parts import (
    FormulaUse,
    OwnFormula,
    PartExistsError,
    PartUsedError,
    definition_rows,
    delete_definition,
    delete_formula,
    formula_rows,
    read_definition,
    read_formula,
    write_definition,
    write_formula,
)
from tuicompta.services.small_tables.coded_records import EmptyFieldError

KNOWN = Known(date(2026, 3, 5), "00042", "OD00007", "Paie", "OD", "421", "Personnel")


@pytest.mark.spec("SGF-03")
@pytest.mark.parametrize(
    ("definition", "text"),
    [
        (Definition("x", Prefix.MONTH_NAME, suffix=" 2026"), "mars 2026"),
        (Definition("x", Prefix.NEXT_PIECE), "00042"),
        (Definition("x", Prefix.ENTRY_NUMBER, suffix="-A"), "OD00007-A"),
        (Definition("x", Prefix.MODEL_NAME), "Paie"),
        (Definition("x", Prefix.ACCOUNT_TITLE), "Personnel"),
        (Definition("x", Prefix.MONTH_NUMBER, suffix="/26"), "03/26"),
        (Definition("x", Prefix.YEAR), "2026"),
        (Definition("x", Prefix.DATE), "05/03/2026"),
        (Definition("x", Prefix.TEXT, text="Loyer", suffix=" mars"), "Loyer mars"),
    ],
)
def test_a_definition_tells_its_prefix_and_its_suffix(definition: Definition, text: str) -> None:
    assert GuideText(definition=definition).build(KNOWN) == text
    unknown = GuideText(definition=definition).build(Known())
    assert unknown == (text if definition.prefix is Prefix.TEXT else "")


@pytest.mark.spec("SGF-03")
def test_definitions_are_stored_once_at_their_lengths(dossier: Dossier) -> None:
    made = Definition("Nom" * 20, Prefix.TEXT, "t" * 50, "s" * 20)
    key = write_definition(dossier, None, made)
    stored, version = read_definition(dossier.database, key)
    assert (len(stored.name), len(stored.text), len(stored.suffix)) == (30, 30, 10)
    with pytest.raises(PartExistsError, match="La définition «Date» existe déjà"):
        write_definition(dossier, None, Definition("Date", Prefix.YEAR))
    with pytest.raises(EmptyFieldError, match="Texte fixe"):
        write_definition(dossier, None, Definition("Sans texte", Prefix.TEXT))
    write_definition(dossier, key, Definition("Autre", Prefix.YEAR), version=version)
    assert read_definition(dossier.database, key)[0] == Definition("Autre", Prefix.YEAR)
    with pytest.raises(RecordChangedError):
        write_definition(dossier, key, Definition("Autre", Prefix.YEAR), version=version)
    delete_definition(dossier, key)
    with pytest.raises(RecordGoneError):
        read_definition(dossier.database, key)


@pytest.mark.spec("SGF-02", "MG-05")
def test_own_formulas_give_amounts_and_texts(dossier: Dossier) -> None:
    share = write_formula(dossier, None, OwnFormula("Part salariale", FormulaUse.AMOUNT, "arrondi(L1*22%)"))
    text = write_formula(dossier, None, OwnFormula("Paie du mois", FormulaUse.TEXT, "Paie {mois} {aaaa}"))
    assert [made.name for _, made, _ in formula_rows(dossier.database)] == ["Paie du mois", "Part salariale"]
    model = new_model(
        dossier,
        GuideModelLine("6411", "", Side.DEBIT, label_part=Part(formula=text)),
        GuideModelLine("431", "x", Side.CREDIT, formula="arrondi(L1*22%)", own_formula=share),
        GuideModelLine("421", "x", Side.CREDIT, formula=BALANCE),
    )
    body = filled(header(dossier, model), {1: 100_005})
    assert [line.balance for line in body.lines] == [100_005, -22_001, -78_004]
    assert body.lines[0].label == "Paie mars 2026"


@pytest.mark.spec("SGF-02", "SGF-10")
@pytest.mark.parametrize(
    ("made", "error"),
    [
        (OwnFormula("X", FormulaUse.AMOUNT, "L1*/2"), UnreadableFormulaError),
        (OwnFormula("X", FormulaUse.AMOUNT, "min(L1)"), UnreadableFormulaError),
        (OwnFormula("X", FormulaUse.AMOUNT, "balance"), UnreadableFormulaError),
        (OwnFormula("X", FormulaUse.TEXT, "Paie {moi}"), UnknownTokenError),
        (OwnFormula("", FormulaUse.AMOUNT, "L1"), EmptyFieldError),
        (OwnFormula("X", FormulaUse.AMOUNT, " "), EmptyFieldError),
    ],
)
def test_a_wrong_formula_is_refused(dossier: Dossier, made: OwnFormula, error: type[TuicomptaError]) -> None:
    with pytest.raises(error):
        write_formula(dossier, None, made)
    assert formula_rows(dossier.database) == []


@pytest.mark.spec("SGF-04")
def test_what_a_model_uses_neither_changes_nor_goes(dossier: Dossier) -> None:
    half = write_formula(dossier, None, OwnFormula("Moitié", FormulaUse.AMOUNT, "L1/2"))
    month = next(key for key, made, _ in definition_rows(dossier.database) if made.name == "Mois en lettres")
    new_model(
        dossier,
        GuideModelLine("6411", "", Side.DEBIT, piece_part=Part(definition=month)),
        GuideModelLine("421", "x", Side.CREDIT, formula="L1/2", own_formula=half),
        name="Utilisateur",
    )
    sentence = "est utilisée par le modèle «Utilisateur» : elle ne peut être ni modifiée ni supprimée"
    for act in (
        lambda: write_definition(dossier, month, Definition("Mois", Prefix.YEAR), version=1),
        lambda: delete_definition(dossier, month),
        lambda: write_formula(dossier, half, OwnFormula("Moitié", FormulaUse.AMOUNT, "L1/3"), version=1),
        lambda: delete_formula(dossier, half),
    ):
        with pytest.raises(PartUsedError, match=sentence):
            act()
    with pytest.raises(RuleRefusedError):
        dossier.database.run("UPDATE guide_formula SET formula = 'L1/3'")
    assert read_formula(dossier.database, half)[0].formula == "L1/2"
    assert [model for key, _, model in definition_rows(dossier.database) if key == month] == ["Utilisateur"]
