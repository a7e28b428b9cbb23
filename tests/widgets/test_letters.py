import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.letters import assign_letters


@pytest.mark.spec("UIX-15")
def test_each_answer_has_the_first_letter_of_its_name_not_yet_taken() -> None:
    fixed = {"Oui": "O", "Non": "N", "Annuler": "A"}
    assert assign_letters(["Oui", "Non", "Annuler"], fixed) == ["O", "N", "A"]
    assert assign_letters(["Enregistrer", "Écraser", "Abandonner", "Annuler"], fixed) == ["E", "C", "B", "A"]


@pytest.mark.spec("NAV-15", "ACT-03")
@given(st.lists(st.text(max_size=12), max_size=26))
def test_a_letter_is_unique_inside_a_menu(labels: list[str]) -> None:
    letters = assign_letters(labels)
    assert len(letters) == len(labels)
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 and "A" <= letter <= "Z" for letter in letters)


def test_past_the_alphabet_entries_have_no_letter() -> None:
    assert assign_letters(["x"] * 28)[26:] == ["", ""]
