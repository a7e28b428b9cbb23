"""The optional columns of «Recherche d'écritures»."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, with_dossier
from tests.services.entries_kit import bank, purchase, save
from tuicompta.core.entry.details import DETAIL_NAMES, Detail
from tuicompta.screens.browsing.search_rows import COLUMNS
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.letter import letter_lines

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def marked(dossier: Dossier) -> None:
    """A purchase validated, lettered with its payment, ticked and with a note."""
    save(dossier, purchase("A1", total=12_000), bank("401DUP", -12_000, key=2))
    validate_entries(dossier, [1])
    letter_lines(dossier, "401DUP", [1, 4])
    dossier.database.run("UPDATE entry_line SET tick_code = 'T1', tick_date = '2026-03-31' WHERE id = 1")
    dossier.database.run("INSERT INTO note (record_kind, record_id, text) VALUES ('entry', 1, 'À classer')")


@pytest.mark.spec("RECH-03")
@played
async def test_a_view_may_show_every_optional_column_of_the_entry_grids(morel: Path) -> None:
    with_dossier(morel, marked)
    titles = {column.title for column in COLUMNS}
    assert titles >= {name for detail, name in DETAIL_NAMES.items() if detail is not Detail.STATUS} | {"Date de pièce"}
    async with program(morel) as driver:
        await driver.run("entry_search")
        row = driver.app.frame.windows.front.list.grid.source.first(9)[0]  # type: ignore[union-attr]
        cells = {column.title: str(cell) for column, cell in zip(COLUMNS, row.values, strict=True)}
        today = with_dossier(morel, lambda dossier: dossier.today().isoformat())
        assert {name: cells[name] for name in ("Date de pièce", "N° définitif", "Date de validation")} == {
            "Date de pièce": "2026-03-15",
            "N° définitif": "1",
            "Date de validation": today,
        }
        assert (cells["Code lettrage"], cells["Date de lettrage"], cells["Code pointage"]) == ("AA", today, "T1")
        assert (cells["Type de ligne"], cells["Intitulé du compte"]) == ("Facture", "Dupont SARL")
        assert (cells["Saisi par"], cells["Saisi le"], cells["Notes"]) == ("ADM", today, "À classer")
        assert cells["Origine"] == "Saisie par journal"
