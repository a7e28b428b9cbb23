"""The panel of the entry under the lines, at any size."""

from __future__ import annotations

from datetime import date

import pytest
from textual.geometry import Size

from tuicompta.core.enums import EntryStatus
from tuicompta.screens.browsing.entry_panel import EntryPanel
from tuicompta.services.browse.consultation import EntryPreview, PreviewLine

LINES = (
    PreviewLine("401DUP", "Dupont SARL", "Achat", 0, 120_00),
    *(PreviewLine(f"606{rank}", "Fournitures", "Achat", 10_00, 0) for rank in range(12)),
)


class Sized(EntryPanel):
    """A panel of a given height."""

    height = 2

    @property
    def content_size(self) -> Size:
        """The size of its content."""
        return Size(76, self.height)


def shown(height: int, lines: int) -> list[str]:
    """What a panel says of an entry of so many lines."""
    panel = Sized()
    panel.height = height
    panel.legend = "Alt+E"
    panel._entry = EntryPreview("AC", date(2026, 3, 15), "00001", LINES[:lines], 1, 1, EntryStatus.VALIDATED, lines)
    panel._account, panel._label = "401DUP", "Achat de mars"
    return ["".join(text for text, _ in panel.paint(y, 76)).strip() for y in range(8)]


def test_a_panel_made_smaller_has_nothing_under_its_sentence() -> None:
    found = shown(2, 2)
    assert found[0] == "AC 00001 du 15/03/2026 · validée · Achat de mars"
    assert found[1] == "6060 10,00 D"
    assert found[2:] == [""] * 6


@pytest.mark.spec("CONS-25")
@pytest.mark.parametrize("lines", range(2, 14))
def test_the_lines_that_a_sentence_leaves_out_are_counted(lines: int) -> None:
    sentence = shown(2, lines)[1]
    named = sentence.count(" D")
    left = lines - 1 - named
    assert sentence.endswith(f"… {left} autre{'s' if left > 1 else ''} ligne{'s' if left > 1 else ''} : Alt+E") is (
        left > 0
    )
    assert named >= 1


@pytest.mark.spec("CONS-25")
@pytest.mark.parametrize("lines", range(2, 14))
def test_a_tall_panel_shows_the_lines_or_counts_the_others(lines: int) -> None:
    found = [text for text in shown(7, lines)[1:7] if text]
    accounts = [text.split()[0] for text in found if text[0] != "…"]
    assert accounts == [line.account for line in LINES[: len(accounts)]]
    if lines <= 6:
        assert len(found) == lines
    else:
        assert found[5] == f"… {lines - 5} autres lignes : Alt+E"
