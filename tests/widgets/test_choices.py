import pytest

from tuicompta.widgets.choices import MemoryChoices
from tuicompta.widgets.columns import Column
from tuicompta.widgets.rows import Row

COLUMNS = (Column("code", "Code", width=8), Column("label", "Libellé", width=20))
ROWS = [
    Row(1, ("401MAR", "Société Dupont")),
    Row(2, ("DUPLI", "Martin")),
    Row(3, ("411ZED", "Dupuis")),
    Row(4, ("411BLO", "Dupré")),
]
CHOICES = MemoryChoices(COLUMNS, lambda: ROWS, blocked=lambda row: row.key == 4)


@pytest.mark.spec("DDL-04")
def test_code_first_then_label_then_anywhere_case_and_accents_ignored() -> None:
    assert [row.key for row in CHOICES.search("DÙP").first(9)] == [2, 3, 1]


@pytest.mark.spec("DDL-04")
def test_words_are_found_in_any_order() -> None:
    assert [row.key for row in CHOICES.search("dupont soc").first(9)] == [1]


@pytest.mark.spec("DDL-16")
def test_blocked_records_are_not_listed_but_can_be_shown() -> None:
    assert [row.key for row in CHOICES.search("").first(9)] == [1, 2, 3]
    assert CHOICES.find(4) == ROWS[3]
    assert CHOICES.is_blocked(4)


@pytest.mark.spec("DDL-06")
def test_no_match_is_an_empty_list() -> None:
    assert CHOICES.search("xyz").first(9) == []
