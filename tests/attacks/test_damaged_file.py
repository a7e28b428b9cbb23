"""Families 6 and 7: damaged files and logs that go with nothing. Refused or found by the check, never a wrong total."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.attacks.audit import faults_of, figures
from tests.models.kit import log_of
from tests.services.conftest import fixed_clock
from tests.services.entries_kit import purchase, save
from tests.services.tampering import fill
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier

pytestmark = pytest.mark.attack

PAGE = 4096
SECTOR = 512
HITS = 70


@pytest.fixture
def sound(victim: Path) -> Path:
    """A dossier with validated, lettered and matched entries."""
    dossier = open_dossier(victim, clock=fixed_clock)
    fill(dossier)
    save(dossier, *(purchase(f"M{number}", total=1200 * number, key=number) for number in range(1, 20)))
    close_dossier(dossier)
    return victim


def verdict(path: Path) -> str:
    """Return what the program says of a file: refused, faulty or sound."""
    try:
        return "faulty" if faults_of(path) else "sound"
    except TuicomptaError:
        return "refused"


def never_silent(path: Path, expected: list[tuple[object, ...]]) -> str:
    """A damaged file that passes for sound gives the figures that it gave before."""
    said = verdict(path)
    if said == "sound":
        assert figures(path) == expected
    return said


def inverted(data: bytes, start: int, length: int) -> bytes:
    return data[:start] + bytes(byte ^ 0xFF for byte in data[start : start + length]) + data[start + length :]


def damage(sound: Path, rounds: int, spoil: Callable[[bytes], bytes]) -> dict[str, int]:
    """Spoil the file in its own way each time and count what the program says of it."""
    whole, expected = sound.read_bytes(), figures(sound)
    path = sound.with_name("damaged.compta")
    said = {"refused": 0, "faulty": 0, "sound": 0}
    for _ in range(rounds):
        path.write_bytes(spoil(whole))
        log_of(path).unlink(missing_ok=True)
        said[never_silent(path, expected)] += 1
    return said


def test_an_inverted_sector_is_never_a_wrong_total(sound: Path, chance: Random, attack_factor: int) -> None:
    def spoil(whole: bytes) -> bytes:
        return inverted(whole, SECTOR * chance.randrange(len(whole) // SECTOR), SECTOR)

    said = damage(sound, HITS * attack_factor, spoil)
    assert said["refused"] + said["faulty"] > HITS // 3


def test_an_inverted_byte_is_never_a_wrong_total(sound: Path, chance: Random, attack_factor: int) -> None:
    def spoil(whole: bytes) -> bytes:
        return inverted(whole, chance.randrange(len(whole)), 1)

    said = damage(sound, HITS * attack_factor, spoil)
    assert said["faulty"] > 0


def test_a_page_in_the_place_of_another_is_never_a_wrong_total(sound: Path, chance: Random, attack_factor: int) -> None:
    def spoil(whole: bytes) -> bytes:
        one, other = (PAGE * chance.randrange(1, len(whole) // PAGE) for _ in range(2))
        return whole[:one] + whole[other : other + PAGE] + whole[one + PAGE :]

    said = damage(sound, HITS // 2 * attack_factor, spoil)
    assert said["faulty"] + said["refused"] > HITS // 4


def test_a_file_cut_short_is_refused(sound: Path, chance: Random, attack_factor: int) -> None:
    whole = sound.read_bytes()
    for _ in range(20 * attack_factor):
        os.truncate(sound, PAGE * chance.randrange(1, len(whole) // PAGE))
        assert verdict(sound) == "refused"
        sound.write_bytes(whole)
    assert verdict(sound) == "sound"


# --- logs


def test_an_older_copy_beside_a_newer_log_is_refused_or_sound(victim: Path, tmp_path: Path) -> None:
    """Somebody restores a copy by hand and leaves the log of a crash where it was."""
    older = Path(shutil.copy(victim, tmp_path / "older"))
    dossier = open_dossier(victim, clock=fixed_clock)
    for number in range(40):
        save(dossier, purchase(f"A{number}", total=1200 + number))
    dossier.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(3):
        save(dossier, purchase(f"B{number}", total=2400 + number))
    log = log_of(victim).read_bytes()
    path = Path(shutil.copy(older, tmp_path / "restored.compta"))
    log_of(path).write_bytes(log)
    close_dossier(dossier)
    before = path.read_bytes()
    assert verdict(path) in {"refused", "faulty"}
    if verdict(path) == "refused":
        assert path.read_bytes() == before
        log_of(path).unlink()
        assert verdict(path) == "sound"


NOISE = [b"", b"\0" * 9000, b"SQLite format 3\0" * 600, os.urandom(9000)]
BESIDE = ("-wal", "-shm", "-journal")


@pytest.mark.parametrize("noise", NOISE, ids=["empty", "zeros", "header", "random"])
def test_noise_beside_a_dossier_is_no_log(sound: Path, noise: bytes) -> None:
    expected = figures(sound)
    for suffixes in (*((suffix,) for suffix in BESIDE), ("-wal", "-shm"), BESIDE):
        noisy = [sound.with_name(sound.name + suffix) for suffix in suffixes]
        for file in noisy:
            file.write_bytes(noise)
        assert verdict(sound) == "sound" or "-journal" in suffixes
        for file in noisy:
            file.unlink(missing_ok=True)
        assert figures(sound) == expected


def test_a_spoilt_log_gives_a_state_that_was_acknowledged(
    victim: Path, tmp_path: Path, chance: Random, attack_factor: int
) -> None:
    dossier = open_dossier(victim, clock=fixed_clock)
    states = [figures(victim)]
    for number in range(4):
        save(dossier, purchase(f"A{number}", total=1200 + number))
        states.append(figures(victim))
    file, log = victim.read_bytes(), log_of(victim).read_bytes()
    close_dossier(dossier)
    path = tmp_path / "spoilt.compta"
    for _ in range(25 * attack_factor):
        path.write_bytes(file)
        log_of(path).write_bytes(inverted(log, chance.randrange(len(log)), chance.choice([1, SECTOR])))
        assert verdict(path) == "sound"
        assert figures(path) in states
