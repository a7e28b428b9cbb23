"""Family 2: power cut. What was on the disk at the last acknowledgement is there, whatever became of what followed.

The state of the two files at each acknowledgement is what the disk surely holds, since the log is flushed at each
commit. A cut then keeps any part of what was written afterwards: frames of the log, torn ones, zeros or noise in their
place; or, while the log is poured, any mixture of old and new sectors in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.attacks.audit import faults_of, read
from tests.models.kit import log_of
from tests.services.conftest import fixed_clock
from tests.services.entries_kit import purchase, save
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.validate import validate_entries

pytestmark = pytest.mark.attack

SECTOR = 512
ACTS = 6
CUTS = 45
POURINGS = 25
IDENTITY = (
    "SELECT entry.id, status, coalesce(definitive_number, 0), sum(debit) FROM entry"
    " JOIN entry_line ON entry_id = entry.id GROUP BY entry.id ORDER BY 1"
)


@dataclass(frozen=True)
class Disk:
    """The two files at a moment, and what the dossier then says."""

    file: bytes
    log: bytes
    entries: list[tuple[object, ...]]


def work(dossier: Dossier) -> Iterator[None]:
    """Acts of every kind, one after the other."""
    for number in range(ACTS):
        save(dossier, purchase(f"P{number}", total=1200 + number), purchase(f"Q{number}", total=2400, key=2))
        yield
        last = int(dossier.database.value("SELECT max(id) FROM entry"))
        validate_entries(dossier, [last - 1]) if number % 2 else delete_entry(dossier, last)
        yield


def recorded(path: Path) -> list[Disk]:
    """Work on a dossier and return what the disk holds at each acknowledgement."""
    dossier = open_dossier(path, clock=fixed_clock)
    dossier.database.run("PRAGMA wal_autocheckpoint = 0")
    save(dossier, purchase("P"))
    disks = [taken(dossier)]
    disks += [taken(dossier) for _ in work(dossier)]
    close_dossier(dossier)
    return disks


def taken(dossier: Dossier) -> Disk:
    path = dossier.path
    return Disk(path.read_bytes(), log_of(path).read_bytes(), dossier.database.rows(IDENTITY))


def put(path: Path, file: bytes, log: bytes) -> None:
    path.write_bytes(file)
    log_of(path).write_bytes(log)


def torn(chance: Random, before: bytes, after: bytes) -> bytes:
    """Return the log with a random part of what was added to it: cut, or full of zeros or noise from there on."""
    sectors = (len(after) - len(before)) // SECTOR
    cut = len(before) + SECTOR * chance.randrange(sectors + 1)
    lost = len(after) - cut
    return after[:cut] + chance.choice([b"", bytes(lost), chance.randbytes(lost), after[cut:][::-1]])


@pytest.mark.spec("VAL-11", "INV-01")
def test_a_cut_while_the_log_grows_loses_nothing_that_was_acknowledged(
    victim: Path, tmp_path: Path, chance: Random, attack_factor: int
) -> None:
    disks = recorded(victim)
    path = tmp_path / "cut.compta"
    for _ in range(CUTS * attack_factor):
        rank = chance.randrange(1, len(disks))
        before, after = disks[rank - 1], disks[rank]
        assert len(after.log) > len(before.log)
        put(path, after.file, torn(chance, before.log, after.log))
        assert faults_of(path) == []
        assert read(path, IDENTITY) in (before.entries, after.entries)


def mixed(chance: Random, before: bytes, after: bytes) -> bytes:
    """Return a file some sectors of which were written and others not."""
    share = chance.random()
    size = max(len(before), len(after)) if chance.random() < share else len(before)
    old, new = before.ljust(size, b"\0"), after.ljust(size, b"\0")
    return b"".join(
        (new if chance.random() < share else old)[start : start + SECTOR] for start in range(0, size, SECTOR)
    )


def test_a_cut_while_the_log_is_poured_loses_nothing(
    victim: Path, tmp_path: Path, chance: Random, attack_factor: int
) -> None:
    before, path = recorded(victim)[-1], tmp_path / "poured.compta"
    put(path, before.file, before.log)
    read(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    poured = path.read_bytes()
    assert poured != before.file
    for _ in range(POURINGS * attack_factor):
        put(path, mixed(chance, before.file, poured), before.log)
        assert faults_of(path) == []
        assert read(path, IDENTITY) == before.entries


def test_a_cut_between_two_logs_loses_nothing(victim: Path, tmp_path: Path, chance: Random) -> None:
    """Once poured, the log is written again from its start: the end of the old one still lies behind it."""
    dossier = open_dossier(victim, clock=fixed_clock)
    for number in range(5):
        save(dossier, purchase(f"A{number}", total=1200))
    dossier.database.run("PRAGMA wal_checkpoint(RESTART)")
    old = log_of(victim).read_bytes()
    save(dossier, purchase("B", total=2400))
    first = taken(dossier)
    save(dossier, purchase("C", total=3600))
    second = taken(dossier)
    close_dossier(dossier)
    assert len(first.log) == len(old)
    path = tmp_path / "second.compta"
    for _ in range(CUTS // 3):
        cut = SECTOR * chance.randrange(len(old) // SECTOR)
        put(path, second.file, second.log[:cut] + first.log[cut:])
        assert faults_of(path) == []
        assert read(path, IDENTITY) in (first.entries, second.entries)


def test_the_log_is_flushed_at_each_commit(victim: Path) -> None:
    dossier = open_dossier(victim)
    assert dossier.database.pragma("synchronous") == 2
    close_dossier(dossier)
