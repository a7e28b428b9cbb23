import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.labels import LABEL_LENGTH, RECURRING_TOKENS, TOKENS, UnknownTokenError, build_label, check_template


@pytest.mark.spec("JF-26")
@pytest.mark.parametrize(
    ("template", "values", "label"),
    [
        ("Fact. {document} {tiers}", {"document": "4521", "tiers": "Dupont SA"}, "Fact. 4521 Dupont SA"),
        ("Fact. {document} {tiers}", {"tiers": "Dupont SA"}, "Fact. Dupont SA"),
        ("Fact. {document} {tiers}", {"document": "", "tiers": ""}, "Fact."),
        ("{tiers}", {}, ""),
        ("Loyer {mois} {aaaa}", {"mois": "mars", "aaaa": "2026"}, "Loyer mars 2026"),
        (
            "{intitule} {compte} {piece} {journal}",
            {"intitule": "a", "compte": "b", "piece": "c", "journal": "d"},
            "a b c d",
        ),
        ("{tiers}", {"tiers": "{compte}", "compte": "401"}, "{compte}"),
        ("50 % {du reste", {}, "50 % {du reste"),
    ],
)
def test_tokens_are_replaced_in_one_pass(template: str, values: dict[str, str], label: str) -> None:
    check_template(template)
    assert build_label(template, values) == label


@pytest.mark.spec("JF-26")
@pytest.mark.parametrize("template", ["{fournisseur}", "{Tiers}", "{}", "{tiers} { tiers}", "{date}", "{\x1b[31m}"])
def test_an_unknown_token_is_refused(template: str) -> None:
    with pytest.raises(UnknownTokenError, match="Repère inconnu"):
        check_template(template)


def test_a_refused_token_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownTokenError) as refusal:
        check_template("Loyer {n}")
    assert str(refusal.value) == (
        "Repère inconnu : «{n}». Repères possibles : "
        "{tiers}, {intitule}, {compte}, {piece}, {document}, {journal}, {mois}, {aaaa}."
    )


def test_recurring_entries_have_two_tokens_more() -> None:
    check_template("Échéance {n} du {date} {tiers}", RECURRING_TOKENS)


@pytest.mark.spec("JF-26")
def test_a_long_label_is_cut_at_100_characters() -> None:
    assert build_label("{tiers}", {"tiers": "é" * 150}) == "é" * 100
    assert build_label("{tiers} fin", {"tiers": "é" * 99}) == "é" * 99


@pytest.mark.spec("JF-26")
@given(
    st.lists(st.sampled_from([f"{{{token}}}" for token in TOKENS] + [" ", "Facture", "n°"])).map("".join),
    st.dictionaries(st.sampled_from(TOKENS), st.text("ab {}é", max_size=120)),
)
def test_a_label_never_passes_its_length_nor_holds_double_spaces(template: str, values: dict[str, str]) -> None:
    label = build_label(template, values)
    assert len(label) <= LABEL_LENGTH
    assert "  " not in label
    assert label == label.strip()
