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

FOREIGN = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)  # fonts fetched from elsewhere
KEYS = (
    *("ac⏎", "1503⏎", "panne⏎", "Facture 118⏎", "1234,56⏎", "+"),
    *("bp⏎", "18⏎", "ardois⏎", "⏎"),
)


async def draw() -> str:
    """Type two entries in the demonstration dossier and return the screen as SVG."""
    with tempfile.TemporaryDirectory() as place:
        path = build(Path(place) / "Démonstration.compta", clock=datetime.now)
        async with driven(make_program(path, {"TERM": "xterm-256color", "LANG": "fr_FR.UTF-8"}), (100, 28)) as program:
            await program.run("continuous_entry")
            for keys in KEYS:
                for part in re.findall(r"⏎|[^⏎]+", keys):
                    await (program.keys("enter") if part == "⏎" else program.type(part))
            picture = program.app.export_screenshot(title="tuicompta – Saisie au kilomètre")
    return FOREIGN.sub("", picture).replace("Fira Code", "DejaVu Sans Mono")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kilometre.svg").write_text(asyncio.run(draw()), encoding="utf-8")
