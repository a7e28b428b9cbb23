"""What the tests of the settings look at: what is stored, what a field holds, what the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.program import with_dossier
from tuicompta.services.settings.settings import setting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven


def stored(path: Path, *keys: str) -> list[object]:
    found: list[object] = with_dossier(path, lambda dossier: [setting(dossier.database, key) for key in keys])
    return found


def page(driver: Driven) -> str:
    """The words of the page at right of the list of pages."""
    return " ".join(" ".join(line[29:] for line in driver.lines[2:20]).split())


def field_value(driver: Driven, name: str) -> object:
    return driver.app.frame.windows.all[0].card.fields[name].value  # type: ignore[attr-defined]
