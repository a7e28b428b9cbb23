"""Family 3: no room on the disk, at every point in turn. A sentence, nothing half done, and the next try works."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from benchmarks.fec_generator import generate
from tests.attacks.audit import faults_of, figures
from tests.attacks.workers import ENTRIES_OF_A_LOAD, ENTRY, LINE
from tests.services.conftest import fixed_clock
from tests.services.entries_kit import purchase, save
from tuicompta.models.bulk import bulk_load
from tuicompta.models.failures import DiskFullError, StorageFailureError
from tuicompta.reports.output import OutputRefusedError
from tuicompta.services.dossiers.create_dossier import FolderNotWritableError, NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fec.exporting import ExportOptions, export_fec
from tuicompta.services.fec.importing import import_fec
from tuicompta.services.fiscal_years.fiscal_years import open_fiscal_years
from tuicompta.services.settings.settings import set_settings

pytestmark = pytest.mark.attack

SENTENCES = ("Le disque est plein", "L'opération a échoué (le disque refuse", "Le dossier ne peut pas être créé dans")


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file grow beyond a size: writing further fails as on a full disk, with another number."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def many_entries(dossier: Dossier) -> object:
    return save(dossier, *(purchase(f"N{number}", total=1200 * number, key=number) for number in range(1, 30)))


def validated(dossier: Dossier) -> object:
    return validate_entries(dossier, [1, 2])


def deleted(dossier: Dossier) -> None:
    delete_entry(dossier, 1)


def loaded(dossier: Dossier) -> None:
    with bulk_load(dossier.database):
        numbers = range(101, 101 + ENTRIES_OF_A_LOAD)
        dossier.database.run_many(ENTRY, [(number,) for number in numbers])
        for account, position, side in (("6064", 1, 0), ("401DUP", 2, 1)):
            amounts = [(number * (1 - side), number * side) for number in numbers]
            rows = [(number, position, account, *pair) for number, pair in zip(numbers, amounts, strict=True)]
            dossier.database.run_many(LINE, rows)


ACTS: dict[str, Callable[[Dossier], object]] = {
    "save": many_entries,
    "validate": validated,
    "delete": deleted,
    "bulk load": loaded,
}


@pytest.fixture
def dossier(victim: Path) -> Iterator[Dossier]:
    opened = open_dossier(victim, clock=fixed_clock)
    save(opened, purchase("A"), purchase("B", key=2))
    close_dossier(opened)
    opened = open_dossier(victim, clock=fixed_clock)
    yield opened
    close_dossier(opened)


def attempt(act: Callable[[Dossier], object], dossier: Dossier) -> DiskFullError | StorageFailureError | None:
    """Return the refusal of an act, nothing when it went through; anything else is an error of the program."""
    try:
        act(dossier)
    except (DiskFullError, StorageFailureError) as refusal:
        return refusal
    return None


@pytest.mark.spec("UINV-07", "VAL-11")
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_full_disk_at_every_page(dossier: Dossier, act: Callable[[Dossier], object]) -> None:
    """The number of pages of the file is limited, one more each time, until the act goes through."""
    database, before = dossier.database, figures(dossier.path)
    database.run("VACUUM")
    used = int(database.pragma("page_count"))
    refused = 0
    for pages in range(used, used + 200):
        database.pragma("max_page_count", pages)
        refusal = attempt(act, dossier)
        if refusal is None:
            break
        assert str(refusal).startswith("Le disque est plein")
        assert figures(dossier.path) == before
        refused += 1
    assert refused > 0 or act in {deleted, validated}
    database.pragma("max_page_count", 1_000_000)
    assert faults_of(dossier.path) == []


@pytest.mark.spec("UINV-07", "VAL-11")
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_disk_that_refuses_to_write_at_every_point(dossier: Dossier, act: Callable[[Dossier], object]) -> None:
    """The log may not grow beyond a size, a little larger each time, until the act goes through."""
    before, refused = figures(dossier.path), 0
    for size in range(0, 4_000_000, 12_000):
        with largest_file(size):
            refusal = attempt(act, dossier)
        if refusal is None:
            break
        assert str(refusal).startswith(SENTENCES)
        assert figures(dossier.path) == before
        refused += 1
    assert refused > 1
    assert faults_of(dossier.path) == []


@pytest.mark.spec("CEE-09", "UINV-07")
def test_an_import_that_finds_no_room_is_undone(victim: Path, tmp_path: Path, attack_factor: int) -> None:
    fec = generate(tmp_path, lines=2500, year=2026)
    dossier = open_dossier(victim, clock=fixed_clock)
    before, refused = figures(victim), 0
    for size in range(1_000_000, 20_000_000, 600_000 // attack_factor):
        with largest_file(size):
            refusal = attempt(lambda opened: import_fec(opened, fec), dossier)
        if refusal is None:
            break
        assert figures(victim) == before
        refused += 1
    assert refused > 0
    assert len(figures(victim)) > len(before)
    close_dossier(dossier)
    assert faults_of(victim) == []


@pytest.mark.spec("DOSN-10")
def test_a_creation_that_finds_no_room_leaves_no_file(tmp_path: Path, attack_factor: int) -> None:
    new, refusals = NewDossier("FULL", date(2026, 1, 1), date(2026, 12, 31)), []
    for size in range(0, 3_000_000, 60_000 // attack_factor):
        try:
            with largest_file(size):
                path = create_dossier(tmp_path / "Full.compta", new, clock=fixed_clock)
            break
        except (DiskFullError, StorageFailureError, FolderNotWritableError) as refusal:
            refusals.append(str(refusal))
        assert list(tmp_path.iterdir()) == []
    assert len(refusals) > 3
    assert all(refusal.startswith(SENTENCES) for refusal in refusals)
    assert faults_of(path) == []


def test_closing_on_a_full_disk_loses_nothing(victim: Path) -> None:
    dossier = open_dossier(victim, clock=fixed_clock)
    save(dossier, purchase("A"))
    with largest_file(0):
        close_dossier(dossier)
    assert [row[-2:] for row in figures(victim) if row[0] == "401DUP"] == [(0, 123_456)] * 2
    assert faults_of(victim) == []


@pytest.mark.spec("FECX-03", "UINV-07")
def test_an_export_that_finds_no_room_says_so_and_leaves_no_file(victim: Path, tmp_path: Path) -> None:
    dossier = open_dossier(victim, clock=fixed_clock)
    set_settings(dossier.database, {"company.siren": "732829320"})
    import_fec(dossier, generate(tmp_path, lines=2500, year=2026))
    place, year = tmp_path / "export.txt", open_fiscal_years(dossier.database)[0]
    before = set(tmp_path.iterdir())
    for size in (0, 20_000, 100_000):
        with largest_file(size), pytest.raises(OutputRefusedError, match="ne peut pas être écrit"):
            export_fec(dossier, year, place, ExportOptions(draft=True))
        assert set(tmp_path.iterdir()) == before
    export = export_fec(dossier, year, place, ExportOptions(draft=True))
    assert export.path == place
    export.report.log.close()
    close_dossier(dossier)
    assert faults_of(victim) == []
