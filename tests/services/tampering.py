"""A dossier changed outside the program by somebody who covers his tracks: no trigger, no foreign key in the way."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.services.entries_kit import bank, purchase, sale, save
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.matching.matching import match_lines

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def tamper(path: Path, script: str) -> None:
    """Run a script without the triggers of the schema, which are put back afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute(TRIGGERS).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(script)
        for _, sql in triggers:
            connection.execute(sql)


def fill(dossier: Dossier) -> None:
    """Write what can be tampered with.

    Entries 1 to 3: purchases validated as AC 1 to 3, of the lines 1 to 9. Entry 4: a sale (lines 10 to 12), lettered
    and matched with the payment of entry 5 (lines 13 and 14). Entry 6: an ordinary purchase (lines 15 to 17).
    """
    bought = [purchase(f"0000{number}", key=number) for number in (1, 2, 3)]
    save(dossier, *bought, sale(key=4), bank("411MAR", 120_000, key=5), purchase("00006", key=6))
    validate_entries(dossier, [1, 2, 3])
    letter_lines(dossier, "411MAR", [10, 13])
    match_lines(dossier, [10, 13])
