"""The open lines as the methods see them, beside a query that looks every line and every entry up."""

from datetime import date
from random import Random

import pytest

from tests.services.lettering.kit import post
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.letter import letter_lines, letter_partially
from tuicompta.services.lettering.open_lines import open_lines

ENTRY = "SELECT entry_id FROM entry_line WHERE id = ?"
ACCOUNT = "SELECT id FROM account WHERE number = '411MAR'"
PLAIN = """
    SELECT line.id, piece_number, document_number FROM entry_line AS line
     WHERE account_id = ? AND entry_date BETWEEN ? AND ?
       AND instr(?, (SELECT status FROM entry WHERE id = line.entry_id)) > 0
       AND (lettering_id IS NULL OR (? AND (SELECT partial FROM lettering WHERE id = line.lettering_id) = 1))
     ORDER BY entry_date, entry_id, position
"""


def furnish(dossier: Dossier, random: Random, *, simulated: bool) -> None:
    """Post forty lines of all statuses, some in a whole group, some in a partial one."""
    balances = [random.choice((100, 250, -100, -250)) for _ in range(40)]
    days = [date(2026, random.randint(1, 6), 15) for _ in balances]
    pieces, documents = ([f"{kind}{rank}" for rank in range(40)] for kind in "PD")
    lines = post(dossier, *balances, days=days, pieces=pieces, documents=documents)
    entries = [int(dossier.database.value(ENTRY, (line,))) for line in lines]
    validate_entries(dossier, [entry for entry in entries if random.random() < 0.5])
    by_balance: dict[int, list[int]] = {}
    for line, balance in zip(lines, balances, strict=True):
        by_balance.setdefault(balance, []).append(line)
    for amount in (100, 250):
        owed, paid = by_balance[amount], by_balance[-amount]
        letter_lines(dossier, "411MAR", [owed.pop(), paid.pop()])
        letter_partially(dossier, "411MAR", [owed.pop(), owed.pop(), paid.pop()])
    if simulated:
        left = {line for lines_left in by_balance.values() for line in lines_left}
        for line, entry in zip(lines, entries, strict=True):
            if line in left and dossier.database.value("SELECT status FROM entry WHERE id = ?", (entry,)) == "N":
                simulate_entry(dossier, entry)


@pytest.mark.spec("LAUT-18")
@pytest.mark.parametrize("statuses_there", ["NV", "NVS"])
@pytest.mark.parametrize("seed", range(4))
def test_what_the_index_and_the_totals_give_is_what_every_line_says(
    dossier: Dossier, seed: int, statuses_there: str
) -> None:
    furnish(dossier, Random(seed), simulated="S" in statuses_there)  # noqa: S311 - not for secrets
    account, start, end = int(dossier.database.value(ACCOUNT)), date(2026, 2, 1), date(2026, 6, 30)
    for statuses in ("NV", "N", "V", "SNV"):
        for partial in (False, True):
            asked = (account, start.isoformat(), end.isoformat(), statuses.replace("S", ""), partial)
            expected = dossier.database.rows(PLAIN, asked)
            for place, reference in enumerate(("piece", "document"), start=1):
                found = open_lines(
                    dossier.database, account, start, end, statuses, reference=reference, partial=partial
                )
                assert [(line.id, line.reference) for line in found] == [(row[0], row[place]) for row in expected]
            bare = open_lines(dossier.database, account, start, end, statuses, reference="", partial=partial)
            assert [(line.id, line.reference) for line in bare] == [(row[0], "") for row in expected]
    assert dossier.database.rows(PLAIN, (account, "2026-01-01", "2026-12-31", "NV", True))
