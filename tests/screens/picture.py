"""Draws the picture of the README from the program itself: `python -m tests.screens.picture docs/images`."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from sample_dossier.builder import build
from tests.screens.drive import driven
from tuicompta.screens.program import make_program

FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
KEYS = (
    *("ac⏎", "1503⏎", "panne⏎", "Facture 118⏎", "1234,56⏎", "+"),
    *("bp⏎", "18⏎", "ardois⏎", "⏎"),
)


async def draw(folder: Path) -> None:
    """Type two entries in the demonstration dossier and export the screen."""
    with tempfile.TemporaryDirectory() as place:
        path = build(Path(place) / "Démonstration.compta", clock=datetime.now)
        async with driven(make_program(path, {"TERM": "xterm-256color", "LANG": "fr_FR.UTF-8"}), (100, 28)) as program:
            await program.run("continuous_entry")
            for keys in KEYS:
                for part in re.findall(r"⏎|[^⏎]+", keys):
                    await (program.keys("enter") if part == "⏎" else program.type(part))
            picture = program.app.export_screenshot(title="tuicompta – Saisie au kilomètre")
    folder.mkdir(parents=True, exist_ok=True)
    picture = FONT.sub("", picture).replace("Fira Code", "DejaVu Sans Mono")  # no font fetched from elsewhere
    (folder / "kilometre.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
