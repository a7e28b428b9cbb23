"""Family 5: eight processes on one file, and one that reads all along."""

from pathlib import Path

import pytest

from benchmarks.fec_generator import generate
from tests.attacks.audit import faults_of, read, start
from tuicompta.models.connection import close, connect
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entries
from tuicompta.services.fec.importing import import_fec

pytestmark = pytest.mark.attack

WRITERS = 8
ROUNDS = 9


@pytest.mark.spec("DOSO-05", "NUM-03", "KM-96", "INV-14", "SINV-03", "VAL-11")
def test_eight_writers_lose_nothing_and_share_no_number(victim: Path, attack_factor: int) -> None:
    rounds = ROUNDS * attack_factor
    workers = [start("compete", victim, str(rounds)) for _ in range(WRITERS)]
    reader = connect(victim, readonly=True)
    reader.execute_sql("BEGIN")
    seen = reader.rows("SELECT count(*) FROM entry")
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    answers = [worker.communicate() for worker in workers]
    assert reader.rows("SELECT count(*) FROM entry") == seen == [(0,)]
    reader.execute_sql("COMMIT")
    assert reader.rows("SELECT count(*) FROM entry") == [(WRITERS * rounds,)]
    close(reader)
    assert [error for _, error in answers if error] == []
    assert [worker.returncode for worker in workers] == [0] * WRITERS
    said = [line.split() for output, _ in answers for line in output.splitlines()]
    assert not any("refused" in words for words in said)
    saved = {int(words[1]): (words[2], int(words[3])) for words in said if words[0] == "saved"}
    validated = {int(words[1]): int(words[2]) for words in said if words[0] == "validated"}
    assert len(saved) == WRITERS * rounds
    stored = read(
        victim,
        "SELECT entry.id, entry.piece_number, sum(debit), definitive_number FROM entry"
        " JOIN entry_line ON entry_id = entry.id GROUP BY entry.id",
    )
    assert {number: (piece, debit) for number, piece, debit, _ in stored} == saved
    assert {number: given for number, *_, given in stored if given} == validated
    assert sorted(piece for piece, _ in saved.values()) == [f"{rank:05}" for rank in range(1, len(saved) + 1)]
    assert sorted(validated.values()) == list(range(1, len(validated) + 1))
    assert faults_of(victim) == []


@pytest.mark.spec("FECI-09", "BINV-07")
@pytest.mark.parametrize("known", [False, True], ids=["new accounts", "known accounts"])
def test_one_file_imported_by_three_at_once_is_imported_once(victim: Path, tmp_path: Path, *, known: bool) -> None:
    fec = generate(tmp_path, lines=2500, year=2026)
    if known:
        dossier = open_dossier(victim)
        import_fec(dossier, fec)
        refused = [done for done in delete_entries(dossier, all_entries(dossier)) if done.refusal]
        assert refused == [] or all("lettrée" in str(done.refusal) for done in refused)
        close_dossier(dossier)
    before = read(victim, "SELECT count(*) FROM entry")[0][0]
    answers = [worker.communicate() for worker in [start("import", victim, str(fec)) for _ in range(3)]]
    assert [error for _, error in answers if error] == []
    assert faults_of(victim) == []
    (found,) = read(victim, "SELECT count(*), count(DISTINCT import_key) FROM entry")
    assert found[0] == found[1] > before
    done = [line.split() for output, _ in answers for line in output.splitlines() if line.startswith("done")]
    assert sum(int(words[1]) for words in done) == found[0] - before


def all_entries(dossier: Dossier) -> list[int]:
    return [number for (number,) in dossier.database.rows("SELECT id FROM entry")]
