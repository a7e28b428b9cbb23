from datetime import date

import pytest

from tuicompta.widgets.arrangement import Arrangement
from tuicompta.widgets.columns import Column, ColumnType, amount_column, cell_text, natural_width, widths
from tuicompta.widgets.grid_paint import heading_runs

LABEL = Column("label", "Libellé", width=20, stretch=True)
DAY = Column("day", "Date", ColumnType.DATE, 10)
DEBIT = amount_column("debit", "Débit")
BALANCE = amount_column("balance", "Solde", signed=True)


@pytest.mark.spec("UIX-17")
def test_amounts_and_dates_are_written_the_french_way() -> None:
    assert cell_text(-123456789, BALANCE) == "-1 234 567,89"
    assert cell_text(date(2026, 3, 5), DAY) == "05/03/2026"


@pytest.mark.spec("UIX-17")
def test_a_zero_debit_is_blank_and_a_zero_balance_is_not() -> None:
    assert cell_text(0, DEBIT) == ""
    assert cell_text(0, BALANCE) == "0,00"


@pytest.mark.spec("FLD-11")
def test_a_tick_is_a_box() -> None:
    column = Column("blocked", "Bloqué", ColumnType.TICK, 6)
    assert [cell_text(True, column), cell_text(False, column), cell_text(None, column)] == ["[x]", "[ ]", ""]


def test_stretch_columns_take_what_the_others_leave_and_no_more() -> None:
    assert widths((DAY, LABEL, DEBIT), 77) == [10, 52, 13]
    assert sum(widths((DAY, LABEL, DEBIT), 77)) + 2 == 77


def test_a_stretch_column_never_goes_under_its_width() -> None:
    assert widths((DAY, LABEL, DEBIT), 30) == [10, 20, 13]


def test_a_width_of_the_user_is_kept() -> None:
    assert widths((DAY, LABEL, DEBIT), 77, {"label": 30}) == [10, 30, 13]


PIECE = Column("piece", "Pièce", width=14, least=12)
NARROW_LABEL = Column("label", "Libellé", width=20, stretch=True, least=8)
DOCUMENT = Column("document", "Document", width=10, optional=True)
CHEQUE = Column("cheque", "Chèque", width=12, optional=True)
NARROW = (PIECE, NARROW_LABEL, DEBIT, DOCUMENT, CHEQUE)


@pytest.mark.parametrize(
    ("available", "sizes"),
    [(20, [12, 8, 13]), (40, [12, 13, 13]), (47, [12, 20, 13]), (49, [14, 20, 13]), (55, [14, 26, 13])],
)
def test_the_label_takes_back_its_width_before_the_piece_and_both_before_optional_columns(
    available: int, sizes: list[int]
) -> None:
    assert widths(NARROW, available) == [*sizes, 10, 12]


def test_optional_columns_that_fit_whole_have_their_place_and_the_label_what_is_left() -> None:
    assert widths(NARROW, 14 + 20 + 13 + 10 + 3 + 5) == [14, 25, 13, 10, 12]
    assert sum(widths(NARROW, 200)) + len(NARROW) - 1 == 200


def test_an_optional_column_that_a_view_sets_among_the_others_is_one_of_them() -> None:
    assert widths((DOCUMENT, NARROW_LABEL, DEBIT), 50) == [10, 25, 13]


def test_a_date_that_has_shrunk_has_the_short_year() -> None:
    assert cell_text(date(2026, 3, 5), DAY, 8) == "05/03/26"


@pytest.mark.spec("COL-06")
def test_the_natural_width_is_the_widest_text_at_most_half_the_screen() -> None:
    assert natural_width(LABEL, ["court", "un peu plus long"], 80) == 16
    assert natural_width(LABEL, ["x" * 70], 80) == 40


def test_a_heading_has_its_brief_form_where_its_title_has_no_room() -> None:
    column = Column("lines", "Lignes au débit", ColumnType.NUMBER, 8, brief="Lignes D")
    written = {width: "".join(text for text, _ in heading_runs(column, width, Arrangement(), "")) for width in (8, 16)}
    assert written == {8: "Lignes D", 16: " Lignes au débit"}
