from __future__ import annotations

from datetime import date

from tuicompta.screens.browsing.consultation_head import PreviewPanel
from tuicompta.services.browse.consultation import EntryPreview, PreviewLine

LINES = (
    PreviewLine("401DUP", "Dupont SARL", "Achat", 0, 120_00),
    PreviewLine("6064", "Fournitures", "Achat", 120_00, 0),
)


def test_a_panel_made_smaller_has_nothing_under_its_sentence() -> None:
    panel = PreviewPanel()
    panel._entry, panel._account = EntryPreview("AC", date(2026, 3, 15), "00001", LINES, 1, 1), "401DUP"
    shown = ["".join(text for text, _ in panel.paint(y, 76)).strip() for y in range(8)]
    assert shown[0].startswith("AC 00001 du 15/03/2026")
    assert shown[1] == "6064 120,00 D"
    assert shown[2:] == [""] * 6
