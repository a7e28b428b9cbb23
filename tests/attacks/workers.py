"""Programs that work on a dossier until they are killed: `python -m tests.attacks.workers VERB FILE [ARGUMENT]…`.

Each act is acknowledged by one line on the standard output, after it is done.
"""

import os
import resource
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.services.entries_kit import entry, numbered, purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.bulk import bulk_load
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.reverse import propose_reversal, reverse_entry
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.transfer import transfer_entry
from tuicompta.services.entries.validate import unvalidated_entries, validate_entries
from tuicompta.services.fec.importing import import_fec
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years, period_of
from tuicompta.services.lookup import DossierLookup

DAY = date(2026, 3, 15)
ENTRIES_OF_A_LOAD = 200
ENTRY = (
    "INSERT INTO entry (id, fiscal_year_id, period_id, journal_id, entry_date, piece_date, posted, origin, created_by,"
    " created_at) VALUES (?, 1, 3, 3, '2026-03-15', '2026-03-15', 1, 'import', 1, 'x')"
)
LINE = (
    "INSERT INTO entry_line (entry_id, position, account_id, entry_date, label, folded_label, debit, credit)"
    " VALUES (?, ?, (SELECT id FROM account WHERE number = ?), '2026-03-15', 'x', 'x', ?, ?)"
)


def acknowledge(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def proposed_purchase(dossier: Dossier, amount: int) -> tuple[int, str]:
    """Save a purchase under the number that is proposed, and return its identifier and number."""
    counter = DossierLookup(dossier, fiscal_years(dossier.database)[0]).next_piece_counter("AC", DAY)
    piece = f"{counter:05}"
    typed = entry(numbered("401DUP", piece, credit=amount), numbered("6064", piece, amount), day=DAY)
    (saved,) = save_entries(dossier, [typed], EntryOrigin.CONTINUOUS_ENTRY)
    return saved.entry_id, saved.pieces[0]


def save(dossier: Dossier) -> None:
    amount = 0
    while True:
        amount += 1
        acknowledge(*proposed_purchase(dossier, amount), amount)


def change_and_delete(dossier: Dossier) -> None:
    """Save three entries together and delete the one in the middle: an act of two transactions."""
    number = 0
    while True:
        number += 1
        typed = [purchase(f"{os.getpid()}.{number}-{rank}", total=1200 * rank, key=rank) for rank in (1, 2, 3)]
        saved = save_entries(dossier, typed, EntryOrigin.JOURNAL_WINDOW)
        delete_entry(dossier, saved[1].entry_id)
        acknowledge(saved[0].entry_id, saved[2].entry_id)


def validate(dossier: Dossier) -> None:
    while True:
        made = [proposed_purchase(dossier, 100)[0] for _ in range(3)]
        done = validate_entries(dossier, made)
        acknowledge(*(one.definitive_number for one in done))


def move(dossier: Dossier) -> None:
    """Transfer one of three entries, reverse and letter another, then validate the whole month."""
    april = period_of(dossier.database, date(2026, 4, 15))
    assert april is not None
    while True:
        first, second, _ = [proposed_purchase(dossier, 100)[0] for _ in range(3)]
        transfer_entry(dossier, first, 1, "OD", april)
        proposed = propose_reversal(dossier.database, second).reversal
        reverse_entry(dossier, second, replace(proposed, letter=True))
        done = validate_entries(dossier, unvalidated_entries(dossier.database, 1, 3))
        acknowledge(len(done))


def load(dossier: Dossier) -> None:
    while True:
        with bulk_load(dossier.database):
            first = int(dossier.database.value("SELECT coalesce(max(id), 0) + 1 FROM entry"))
            numbers = range(first, first + ENTRIES_OF_A_LOAD)
            dossier.database.run_many(ENTRY, [(number,) for number in numbers])
            lines = [
                line
                for number in numbers
                for line in ((number, 1, "6064", number, 0), (number, 2, "401DUP", 0, number))
            ]
            dossier.database.run_many(LINE, lines)
        acknowledge(first, first + ENTRIES_OF_A_LOAD - 1)


def import_file(dossier: Dossier, path: str, kilobytes: str = "") -> None:
    """Import an accounting file once, with so much more memory than the program has already, when it is given."""
    if kilobytes:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + (int(kilobytes) << 10)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    outcome = import_fec(dossier, Path(path))
    acknowledge("done", outcome.loaded.entries, outcome.loaded.lines, outcome.loaded.skipped)


def compete(dossier: Dossier, rounds: str) -> None:
    """Save and validate beside other processes; every answer is acknowledged."""
    sys.stdin.readline()  # all start together
    for amount in range(1, int(rounds) + 1):
        entry_id, piece = proposed_purchase(dossier, amount)
        acknowledge("saved", entry_id, piece, amount)
        if amount % 3 == 0:
            done = validate_entries(dossier, [entry_id])
            acknowledge("validated", entry_id, done[0].definitive_number)


VERBS: dict[str, Callable[..., None]] = {
    "save": save,
    "delete": change_and_delete,
    "validate": validate,
    "move": move,
    "load": load,
    "import": import_file,
    "compete": compete,
}


def main(verb: str, path: str, *arguments: str) -> int:
    dossier = open_dossier(Path(path))
    acknowledge("open")
    try:
        VERBS[verb](dossier, *arguments)
    except TuicomptaError as refusal:
        acknowledge("refused", refusal)
        return refusal.exit_code
    except MemoryError:
        return 71
    finally:
        close_dossier(dossier)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
