"""Family 8: any frozen cell of any validated entry, changed by somebody who puts everything else right."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.attacks.audit import faults_of, read
from tests.services.conftest import fixed_clock
from tests.services.entries_kit import bank, purchase, sale, save
from tests.services.tampering import tamper
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.entries.seals import seal_of
from tuicompta.services.entries.validate import validate_entries

pytestmark = [pytest.mark.attack, pytest.mark.spec("VAL-12", "MT-15")]

ROUNDS = 40
ENTRIES = 12
# Column of a validated entry or of its lines -> another value for it, made of the present one where that matters.
HEADER = {
    "journal_id": "1 + journal_id % 3",
    "entry_date": "date(entry_date, '-1 day')",
    "piece_date": "date(piece_date, '+1 day')",
    "piece_number": "piece_number || '0'",
    "definitive_number": "definitive_number + 1",
    "validated_at": "'2026-03-20T14:05:01'",
    "validated_by": "2",
    "seal_number": "seal_number + 100",
    "seal": "randomblob(32)",
}
LINE = {
    "account_id": "(SELECT id FROM account WHERE number = '6063')",
    "label": "label || ' '",
    "(debit, credit)": "(debit + 100 * (debit <> 0), credit + 100 * (credit <> 0))",
    "piece_number": "'X' || piece_number",
    "document_number": "document_number || 'D'",
    "piece_date": "'2026-03-01'",
}
CHOSEN = {"entry": "id = :id", "entry_line": "id = (SELECT max(id) FROM entry_line WHERE entry_id = :id)"}
# What a careful hand puts right: the other amounts of the entry, its lines, its period, its marks, the totals.
RIGHT = """
    UPDATE entry_line
       SET credit = credit + (SELECT sum(debit) - sum(credit) FROM entry_line AS l WHERE l.entry_id = :id)
     WHERE id = (SELECT min(id) FROM entry_line WHERE entry_id = :id AND credit <> 0)
       AND (SELECT sum(debit) > sum(credit) FROM entry_line AS l WHERE l.entry_id = :id);
    UPDATE entry_line SET debit = debit + (SELECT sum(credit) - sum(debit) FROM entry_line AS l WHERE l.entry_id = :id)
     WHERE id = (SELECT min(id) FROM entry_line WHERE entry_id = :id AND debit <> 0)
       AND (SELECT sum(credit) > sum(debit) FROM entry_line AS l WHERE l.entry_id = :id);
    UPDATE entry_line SET entry_date = (SELECT entry_date FROM entry WHERE id = :id) WHERE entry_id = :id;
    DELETE FROM due_date WHERE entry_line_id IN (SELECT id FROM entry_line WHERE entry_id = :id);
    DELETE FROM balance_total;
    INSERT INTO balance_total
    SELECT account_id, period_id, journal_id, status, sum(debit), sum(credit), sum(debit <> 0), sum(credit <> 0)
      FROM entry_line JOIN entry ON entry.id = entry_id GROUP BY account_id, period_id, journal_id, status;
"""


@pytest.fixture
def sealed(victim: Path) -> Path:
    dossier = open_dossier(victim, clock=fixed_clock)
    dossier.database.run("INSERT INTO user (id, code, name) VALUES (2, 'EVE', 'Eve')")
    for number in range(ENTRIES // 3):
        made = save(dossier, purchase(f"P{number}", key=1), sale(key=2), bank("401DUP", -500 - number, key=3))
        validate_entries(dossier, [one.entry_id for one in made])
    close_dossier(dossier)
    return victim


def sentences(path: Path) -> list[str]:
    return [str(fault) for fault in faults_of(path)]


def name(path: Path, entry_id: int) -> str:
    query = "SELECT code, piece_number FROM entry JOIN journal ON journal.id = journal_id WHERE entry.id = ?"
    with closing(sqlite3.connect(path)) as connection:
        journal, piece = connection.execute(query, (entry_id,)).fetchone()
    return f"{journal} {piece or 'sans pièce'} du "


def test_every_change_of_a_frozen_cell_is_found_and_its_entry_named(
    sealed: Path, chance: Random, attack_factor: int
) -> None:
    whole = sealed.read_bytes()
    changes = [("entry", *pair) for pair in HEADER.items()] + [("entry_line", *pair) for pair in LINE.items()]
    for round_ in range(max(ROUNDS * attack_factor, len(changes))):
        table, column, value = changes[round_] if round_ < len(changes) else chance.choice(changes)
        entry_id = chance.randrange(1, ENTRIES + 1)
        script = f"UPDATE {table} SET {column} = {value} WHERE {CHOSEN[table]}; {RIGHT}"  # noqa: S608 - the attack
        sealed.write_bytes(whole)
        tamper(sealed, script.replace(":id", str(entry_id)))
        found = sentences(sealed)
        assert any(fault.startswith(f"Sceau – {name(sealed, entry_id)}") for fault in found), (table, column, found)


def forge(path: Path, entry_id: int) -> None:
    """Change an entry and seal it again, as somebody who knows how seals are made."""
    tamper(path, f"UPDATE entry_line SET label = 'Falsifié' WHERE entry_id = {entry_id}")  # noqa: S608 - the attack
    dossier = open_dossier(path, clock=fixed_clock)
    number, given, when = dossier.database.row(
        "SELECT seal_number, definitive_number, validated_at FROM entry WHERE id = ?", (entry_id,)
    ) or (0, 0, "")
    previous = dossier.database.value("SELECT seal FROM entry WHERE seal_number = ?", (number - 1,)) or bytes(32)
    forged = seal_of(dossier.database, entry_id, previous, given, when, "ADM").hex()
    close_dossier(dossier)
    tamper(path, f"UPDATE entry SET seal = x'{forged}' WHERE id = {entry_id}")  # noqa: S608 - the attack


def test_a_seal_made_again_breaks_that_of_the_next_entry(sealed: Path) -> None:
    forge(sealed, 5)
    after = read(sealed, "SELECT id FROM entry WHERE seal_number = 1 + (SELECT seal_number FROM entry WHERE id = 5)")
    assert any(fault.startswith(f"Sceau – {name(sealed, after[0][0])}") for fault in sentences(sealed))


def test_the_last_seal_made_again_is_not_that_of_its_validation(sealed: Path) -> None:
    (last,) = read(sealed, "SELECT id FROM entry ORDER BY seal_number DESC LIMIT 1")
    forge(sealed, last[0])
    (fault,) = sentences(sealed)
    assert re.fullmatch(rf"Sceau – n° {ENTRIES}, événement n° \d+ : l'écriture scellée a disparu ou a changé", fault)


@pytest.mark.parametrize("last", [1, 2, 5])
def test_entries_cut_off_the_end_are_missed(sealed: Path, last: int) -> None:
    cut = f"SELECT id FROM entry WHERE seal_number > {ENTRIES - last}"  # noqa: S608
    lines = f"SELECT id FROM entry_line WHERE entry_id IN ({cut})"  # noqa: S608
    tamper(
        sealed,
        f"DELETE FROM due_date WHERE entry_line_id IN ({lines});"  # noqa: S608 - the attack
        f"DELETE FROM vat_record WHERE entry_line_id IN ({lines});"
        f"DELETE FROM entry_line WHERE entry_id IN ({cut}); DELETE FROM entry WHERE id IN ({cut});"
        + RIGHT.replace(":id", "0"),
    )
    assert any("l'écriture scellée a disparu ou a changé" in fault for fault in sentences(sealed))
