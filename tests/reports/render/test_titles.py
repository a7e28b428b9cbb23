"""Titles of columns that are too narrow for their words."""

from __future__ import annotations

import pytest

from tuicompta.reports.render.titles import narrowest_words, title_words, widest_word


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("Ouverture débit", 15, ["Ouverture débit"]),
        ("Ouverture débit", 9, ["Ouverture", "débit"]),
        ("Ouverture débit", 6, ["Ouv.", "débit"]),
        ("Solde N-1", 5, ["Solde", "N-1"]),
        ("Journal", 3, ["Jnl"]),
        ("Montant", 4, ["Montant"]),
    ],
)
def test_a_word_takes_its_short_form_when_it_does_not_fit(title: str, width: int, lines: list[str]) -> None:
    assert title_words(title, width) == lines


def test_the_cells_of_words_and_of_their_short_forms() -> None:
    assert (widest_word("Ouverture débit"), narrowest_words("Ouverture débit")) == (9, 5)
    assert (widest_word("Montant"), narrowest_words("Montant")) == (7, 7)
    assert (widest_word(""), narrowest_words("")) == (1, 1)
