from __future__ import annotations

from datetime import date

import pytest

from tuicompta.core.entry.view import ContextView
from tuicompta.core.text import cell_width
from tuicompta.widgets.entry_paint import context_runs

OWED = ContextView(
    account="401ARDOIS",
    title="SCI des Ardoisières",
    balance=0,
    open_due_count=1,
    open_due_total=3242_76,
    first_due=date(2027, 1, 1),
)
FIGURES = " · solde 0,00 · 1 échéance 3 242,76 au 01/01/2027"


def told(width: int) -> str:
    return "".join(text for text, _ in context_runs(OWED, width))


@pytest.mark.spec("KM-68")
def test_a_title_too_long_for_the_line_is_cut_and_the_figures_are_whole() -> None:
    assert told(100) == f" 401ARDOIS SCI des Ardoisières{FIGURES}"
    assert told(77) == f" 401ARDOIS SCI des Ardoisiè…{FIGURES}"
    assert cell_width(told(77)) == 77
    assert told(66) == " 401ARDOIS SCI des Ardoisières · solde 0,00 · 1 échéance 3 242,76"
    assert told(20) == " 401ARDOIS SCI des… · solde 0,00 · 1 échéance 3 242,76"
