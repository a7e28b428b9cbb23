"""Guide models as the entry grids call them (SGF, MG, KM-91)."""

from datetime import date

import pytest

from tuicompta.core.enums import JournalType, Side
from tuicompta.core.guide_formulas import BALANCE, NET_OF_TOTAL, VAT_OF_NET, VAT_OF_TOTAL
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import UnknownJournalError
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.guides import GuideModelLine, StoredGuideModel, active_guide_models, create_guide_model
from tuicompta.services.guides.checks import GuideModelFaultsError
from tuicompta.services.lookup import DossierLookup

D, C = Side.DEBIT, Side.CREDIT


def model(
    dossier: Dossier, *lines: GuideModelLine, name: str = "Test", code: str = "TEST", journal: str = "OD"
) -> StoredGuideModel:
    create_guide_model(dossier.database, name=name, code=code, journal=journal, lines=lines)
    return next(found for found in active_guide_models(dossier.database) if found.name == name)


@pytest.mark.spec("SGF-06", "SGF-07", "SGF-08", "SGF-09", "SGF-05", "SGF-10")
@pytest.mark.parametrize(
    ("lines", "typed", "amounts"),
    [
        (
            [("6064", D, ""), ("44566", D, VAT_OF_NET), ("401DUP", C, BALANCE)],
            [100_000, None, None],
            [100_000, 20_000, -120_000],
        ),
        (
            [("401DUP", C, ""), ("44566", D, VAT_OF_TOTAL), ("6064", D, BALANCE)],
            [-120_000, None, None],
            [-120_000, 20_000, 100_000],
        ),
        (
            [("401DUP", C, ""), ("6064", D, NET_OF_TOTAL), ("44566", D, BALANCE)],
            [-120_000, None, None],
            [-120_000, 100_000, 20_000],
        ),
        (
            [("6411", D, ""), ("6451", D, "L1*22%"), ("421", C, BALANCE)],
            [300_000, None, None],
            [300_000, 66_000, -366_000],
        ),
        (
            [("6411", D, ""), ("6451", D, "arrondi(L1/12)"), ("421", C, BALANCE)],
            [100_000, None, None],
            [100_000, 8_333, -108_333],
        ),
        (
            [("6411", D, ""), ("6451", D, "min(L1;500)"), ("421", C, BALANCE)],
            [100_000, None, None],
            [100_000, 50_000, -150_000],
        ),
        (
            [("6411", D, ""), ("6451", D, "max(L1;1500)+(L1-200)/2"), ("421", C, BALANCE)],
            [100_000, None, None],
            [100_000, 190_000, -290_000],
        ),
        (
            [("6411", D, ""), ("6451", D, "L1*22%"), ("421", C, BALANCE)],
            [300_000, 70_000, None],
            [300_000, 70_000, -370_000],
        ),
        ([("6411", D, ""), ("6451", D, "L1*22%"), ("421", C, BALANCE)], [None, None, None], [0, 0, 0]),
    ],
)
def test_formulas(
    dossier: Dossier, lines: list[tuple[str, Side, str]], typed: list[int | None], amounts: list[int]
) -> None:
    made = model(
        dossier, *(GuideModelLine(account, "Libellé", side, formula=formula) for account, side, formula in lines)
    )
    assert made.evaluate(typed) == amounts


@pytest.mark.spec("SGF-11")
def test_a_negative_result_goes_to_the_other_side(dossier: Dossier) -> None:
    made = model(
        dossier,
        GuideModelLine("6411", "x", D),
        GuideModelLine("6451", "x", D, formula="100-L1"),
        GuideModelLine("421", "x", C, formula=BALANCE),
    )
    assert made.evaluate([30_000, None, None]) == [30_000, -20_000, -10_000]


@pytest.mark.spec("SGF-06", "SGF-11")
def test_the_rate_is_that_of_the_vat_account_of_today(dossier: Dossier) -> None:
    lines = GuideModelLine("6064", "x", D), GuideModelLine("44566", "x", D, formula=VAT_OF_NET)
    model(dossier, *lines)
    dossier.database.run("UPDATE account SET vat_rate = 550 WHERE number = '44566'")
    made = next(found for found in active_guide_models(dossier.database) if found.name == "Test")
    assert made.evaluate([1_000, None]) == [1_000, 55]
    assert made.model_lines[0].rate == 0


@pytest.mark.spec("KM-91", "MG-12")
def test_active_models_come_with_a_short_code_first(dossier: Dossier) -> None:
    dossier.database.run("UPDATE guide_model SET inactive = 1")
    pair = GuideModelLine("6411", "x", D, amount=5), GuideModelLine("421", "x", C, amount=5)
    for name, code in [("Zèbre", "B"), ("Sans code", ""), ("Paie", "a"), ("Autre", ""), ("Éteint", "C")]:
        model(dossier, *pair, name=name, code=code, journal="AC")
    dossier.database.run("UPDATE guide_model SET inactive = 1 WHERE name = 'Éteint'")
    lookup = DossierLookup(dossier, fiscal_years(dossier.database)[0])
    assert [(found.code, found.name) for found in lookup.guide_models()] == [
        ("A", "Paie"),
        ("B", "Zèbre"),
        ("", "Autre"),
        ("", "Sans code"),
    ]
    assert {(found.journal, found.type) for found in lookup.guide_models()} == {("AC", JournalType.PURCHASES)}


@pytest.mark.spec("SGF-03", "KM-91")
def test_labels_take_the_month_the_year_and_the_piece(dossier: Dossier) -> None:
    made = model(
        dossier,
        GuideModelLine("6411", "Paie {mois} {aaaa} n° {piece}", D, amount=5),
        GuideModelLine("", "{date} {mm}", C, formula=BALANCE),
    )
    first, second = made.lines(date(2026, 3, 31), "P7")
    assert (first.label, first.account, first.amount, first.computed) == ("Paie mars 2026 n° P7", "6411", 5, False)
    assert (second.label, second.account, second.side, second.computed) == ("31/03/2026 03", "", C, True)
    assert [line.label for line in made.lines(None, "")] == ["Paie n°", ""]


@pytest.mark.spec("SGF-10", "SGF-08", "MG-14")
@pytest.mark.parametrize(
    ("lines", "sentences"),
    [
        (
            [("6411", "L1*2"), ("421", BALANCE)],
            ["Ligne 1 du modèle : formule «L1*2» refusée, L1 est sa propre ligne."],
        ),
        (
            [("6411", "L2"), ("6451", "")],
            ["Ligne 1 du modèle : formule «L2» refusée, L2 est une ligne plus bas sans montant."],
        ),
        (
            [("6411", ""), ("6451", "L3")],
            ["Ligne 2 du modèle : formule «L3» refusée, L3 n'est pas une ligne du modèle."],
        ),
        (
            [("6411", "L2"), ("6451", "L1+1")],
            [
                "Ligne 1 du modèle : formule «L2» refusée, elle dépend d'elle-même.",
                "Ligne 2 du modèle : formule «L1+1» refusée, elle dépend d'elle-même.",
            ],
        ),
        (
            [("6411", "L2"), ("6451", BALANCE)],
            [
                "Ligne 1 du modèle : formule «L2» refusée, elle dépend d'elle-même.",
                "Ligne 2 du modèle : formule «Solde» refusée, elle dépend d'elle-même.",
            ],
        ),
        ([("6411", VAT_OF_NET), ("6451", "")], ["formule «TVA à partir du HT» refusée, aucune ligne au-dessus."]),
        ([("6411", ""), ("6451", "L1*/2")], ["elle est illisible"]),
        ([("6411", ""), ("6451", "__import__('os')")], ["elle est illisible"]),
        (
            [("6411", BALANCE), ("6451", BALANCE)],
            ["Ligne 2 du modèle : formule «Solde» refusée, une seule ligne Solde"],
        ),
        ([("6411", "")], ["Un modèle a au moins deux lignes."]),
        (
            [("999", ""), ("401", "")],
            ["Ligne 1 : Le compte 999 n'existe pas", "Ligne 2 : le compte 401 est un compte Racine"],
        ),
        ([("6063", ""), ("421", "")], ["Ligne 1 : le compte 6063 est bloqué."]),
    ],
)
def test_a_refused_model_names_all_its_faults_and_leaves_nothing(
    dossier: Dossier, lines: list[tuple[str, str]], sentences: list[str]
) -> None:
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6063'")
    before = [found.name for found in active_guide_models(dossier.database)]
    with pytest.raises(GuideModelFaultsError) as refused:
        model(dossier, *(GuideModelLine(account, "x", D, formula=formula) for account, formula in lines))
    assert len(refused.value.faults) == len(sentences)
    for fault, sentence in zip(refused.value.faults, sentences, strict=True):
        assert sentence in fault
    assert str(refused.value).startswith(f"Modèle refusé : {refused.value.faults[0]}")
    pair = GuideModelLine("6411", "x", D), GuideModelLine("421", "x", C)
    with pytest.raises(UnknownJournalError, match="Le journal ZZ n'existe pas"):
        model(dossier, *pair, journal="ZZ")
    assert [found.name for found in active_guide_models(dossier.database)] == before


@pytest.mark.spec("SGF-10")
def test_a_later_line_with_an_amount_may_be_looked_at(dossier: Dossier) -> None:
    made = model(
        dossier,
        GuideModelLine("6411", "x", D, formula="l3 * 2"),
        GuideModelLine("6451", "x", D, formula="L1/4"),
        GuideModelLine("421", "x", C, amount=10_000),
        GuideModelLine("437", "x", C, formula=BALANCE),
    )
    assert made.evaluate([None] * 4) == [20_000, 5_000, -10_000, -15_000]


@pytest.mark.spec("SGF-11")
def test_what_is_too_large_for_an_amount_is_left_out(dossier: Dossier) -> None:
    made = model(
        dossier,
        GuideModelLine("6411", "x", D),
        GuideModelLine("6451", "x", D, formula="L1*999999999999"),
        GuideModelLine("421", "x", C, formula=BALANCE),
    )
    assert made.evaluate([999_999_999_999, None, None]) == [999_999_999_999, 0, -999_999_999_999]
