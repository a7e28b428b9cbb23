"""Family 1: kill -9 at any moment. What was acknowledged is there, nothing is half there."""

import time
from pathlib import Path
from random import Random

import pytest

from benchmarks.fec_generator import generate
from tests.attacks.audit import faults_of, read, start
from tests.attacks.workers import ENTRIES_OF_A_LOAD

pytestmark = pytest.mark.attack

ROUNDS = 7
NUMBERS = "SELECT definitive_number FROM entry WHERE definitive_number IS NOT NULL ORDER BY 1"

VALIDATED = """
    SELECT coalesce(sum(json_extract(detail, '$."écritures"')), 0) FROM event WHERE kind = 'Validation d''écritures'
"""
# A reverse that is not the image of its original, or whose supplier is not lettered with it.
HALF_REVERSED = """
    SELECT entry.id FROM entry JOIN entry_line AS line ON line.entry_id = entry.id
      LEFT JOIN entry_line AS original ON original.entry_id = reversed_entry_id AND original.position = line.position
       AND original.debit = line.credit AND original.credit = line.debit AND original.account_id = line.account_id
     WHERE reversed_entry_id IS NOT NULL
       AND (original.id IS NULL OR line.position = 1 AND line.lettering_id IS NOT original.lettering_id
            OR line.position = 1 AND line.lettering_id IS NULL)
"""


def killed(verb: str, path: Path, chance: Random, *arguments: str, most: int = 40) -> list[list[str]]:
    """Start a worker, kill it at a random moment, and return what it had acknowledged until then."""
    worker = start(verb, path, *arguments)
    assert worker.stdout
    assert worker.stdout.readline() == "open\n"
    acknowledged = [worker.stdout.readline().split() for _ in range(chance.randrange(most))]
    time.sleep(chance.random() * 0.02)
    worker.kill()
    rest = worker.stdout.read()
    worker.communicate()
    acknowledged += [line.split() for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return [words for words in acknowledged if words]


@pytest.mark.spec("INV-01")
def test_each_acknowledged_entry_is_there_and_at_most_one_other(
    victim: Path, chance: Random, attack_factor: int
) -> None:
    expected: dict[int, tuple[str, int]] = {}
    for _ in range(ROUNDS * attack_factor):
        for entry_id, piece, amount in killed("save", victim, chance):
            expected[int(entry_id)] = piece, int(amount)
        assert faults_of(victim) == []
        stored = {
            row[0]: row[1:]
            for row in read(
                victim,
                "SELECT entry_id, entry.piece_number, sum(debit), sum(credit), count(*) FROM entry_line"
                " JOIN entry ON entry.id = entry_id GROUP BY entry_id",
            )
        }
        assert {number: stored[number] for number in expected} == {
            number: (piece, amount, amount, 2) for number, (piece, amount) in expected.items()
        }
        extra = stored.keys() - expected.keys()
        assert len(extra) <= 1
        expected |= {number: (stored[number][0], stored[number][1]) for number in extra}
    pieces = sorted(piece for piece, _ in expected.values())
    assert pieces == [f"{number:05}" for number in range(1, len(pieces) + 1)]
    assert len(expected) > ROUNDS


@pytest.mark.spec("KM-96", "INV-01")
def test_a_group_of_entries_is_whole_or_absent(victim: Path, chance: Random, attack_factor: int) -> None:
    for done in range(1, ROUNDS * attack_factor + 1):
        acknowledged = {int(word) for words in killed("delete", victim, chance, most=15) for word in words}
        assert faults_of(victim) == []
        groups: dict[str, set[str]] = {}
        for entry_id, piece in read(victim, "SELECT id, piece_number FROM entry"):
            acknowledged.discard(entry_id)
            group, _, rank = piece.rpartition("-")
            groups.setdefault(group, set()).add(rank)
        assert acknowledged == set()
        cut_short = [ranks for ranks in groups.values() if ranks != {"1", "3"}]
        assert cut_short == [{"1", "2", "3"}] * len(cut_short)
        assert len(cut_short) <= done


@pytest.mark.spec("VAL-11", "INV-14")
def test_definitive_numbers_follow_without_gap(victim: Path, chance: Random, attack_factor: int) -> None:
    last = 0
    for _ in range(ROUNDS * attack_factor):
        for words in killed("validate", victim, chance, most=12):
            assert [int(word) for word in words] == [int(words[0]) + rank for rank in range(3)]
            assert int(words[0]) > last
            last = int(words[-1])
        assert faults_of(victim) == []
        numbers = [int(number) for (number,) in read(victim, NUMBERS)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) - last in {0, 3}
        last = len(numbers)


@pytest.mark.spec("VAL-11", "VAL-07", "CPS-11", "TRF-01", "INV-14")
def test_a_transfer_a_reversal_and_a_validated_month_are_whole_or_absent(
    victim: Path, chance: Random, attack_factor: int
) -> None:
    for _ in range(ROUNDS * attack_factor):
        acknowledged = killed("move", victim, chance, most=6)
        assert faults_of(victim) == []
        numbers = [int(number) for (number,) in read(victim, NUMBERS)]
        assert numbers == list(range(1, len(numbers) + 1))
        # The event of a validation counts what it validated: all of it is there, or neither.
        assert read(victim, VALIDATED) == [(len(numbers),)]
        assert len(numbers) >= sum(int(count) for (count,) in acknowledged)
        assert read(victim, HALF_REVERSED) == []
        assert read(victim, "SELECT DISTINCT journal_id, entry_date FROM entry WHERE journal_id <> 1") in (
            [],
            [(3, "2026-04-15")],
        )


def test_a_bulk_load_is_whole_or_absent(victim: Path, chance: Random, attack_factor: int) -> None:
    for _ in range(ROUNDS * attack_factor):
        acknowledged = [(int(first), int(last)) for first, last in killed("load", victim, chance, most=6)]
        assert faults_of(victim) == []
        (count,) = read(victim, "SELECT count(*), coalesce(max(id), 0) FROM entry")
        assert count[0] == count[1]
        assert int(count[0]) % ENTRIES_OF_A_LOAD == 0
        assert not acknowledged or int(count[1]) >= acknowledged[-1][1]


@pytest.mark.spec("CEE-09")
def test_an_import_is_whole_or_absent(victim: Path, tmp_path: Path, chance: Random, attack_factor: int) -> None:
    fec = generate(tmp_path, lines=3000, year=2026)
    whole: tuple[object, ...] = ()
    for _ in range(ROUNDS * attack_factor):
        worker = start("import", victim, str(fec))
        assert worker.stdout
        worker.stdout.readline()
        time.sleep(chance.random() * 0.7)
        worker.kill()
        acknowledged, _ = worker.communicate()
        assert faults_of(victim) == []
        (found,) = read(
            victim, "SELECT count(*), count(DISTINCT import_key), (SELECT count(*) FROM import_lot) FROM entry"
        )
        if found[0]:
            whole = whole or found
            assert found[:2] == whole[:2]
        else:
            assert not whole
            assert found == (0, 0, 0)
            assert "done" not in acknowledged
