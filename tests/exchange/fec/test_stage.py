"""The temporary file that holds the lines of an accounting file."""

from __future__ import annotations

import resource
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import NAME, RECEIPT, SALE, entry, fec
from tuicompta.exchange.fec.account_facts import AccountFacts
from tuicompta.exchange.fec.staged_entries import EntryKeys, staged_batches
from tuicompta.exchange.fec.survey import FecSurvey, survey_fec
from tuicompta.models.failures import DiskFullError, StorageFailureError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def surveyed(folder: Path, *bodies: str) -> Iterator[FecSurvey]:
    folder.mkdir(exist_ok=True)
    path = folder / NAME
    path.write_bytes(fec(*bodies))
    found = survey_fec(path)
    try:
        yield found
    finally:
        found.close()


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_lines_are_kept_from_other_users_and_gone_after_the_survey(tmp_path: Path, own_temporary_folder: Path) -> None:
    with surveyed(tmp_path / "a", SALE, RECEIPT) as found:
        assert found.stage.path.parent.stat().st_mode & 0o077 == 0
        with closing(sqlite3.connect(found.stage.path)) as other:
            assert other.execute("SELECT count(*), sum(debit), sum(credit) FROM line").fetchone() == (5, 24000, 24000)
    assert list(own_temporary_folder.iterdir()) == []


@pytest.mark.attack
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, own_temporary_folder: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    body = "".join(entry(str(number)) for number in range(1, 6000))
    path = tmp_path / NAME
    path.write_bytes(fec(body))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, before[1]))
    try:
        with pytest.raises((DiskFullError, StorageFailureError)):
            survey_fec(path).close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(own_temporary_folder.iterdir()) == []


def test_texts_too_long_for_an_entry_line_are_cut_and_counted(tmp_path: Path) -> None:
    long = SALE.replace("Facture 1", "F" * 101).replace("|F-1|", f"|{'P' * 31}|")
    with surveyed(tmp_path / "a", long) as found:
        assert found.stage.cut == 6
        assert set(found.stage.scratch.rows("SELECT label, piece FROM line")) == {("F" * 100, "P" * 30)}


def test_entries_of_several_batches_come_whole_and_in_order(tmp_path: Path) -> None:
    with surveyed(tmp_path / "a", *(entry(str(number)) for number in range(1, 1001))) as found:
        batches = list(staged_batches(found.stage.path))
    assert len(batches) > 1
    assert [e.number for batch in batches for e in batch.entries] == [str(number) for number in range(1, 1001)]
    assert [(batch.first, batch.last) for batch in batches[:2]] == [(1, 800), (801, 1600)]
    assert all(batch.ends[-1] == len(batch.lines.labels) for batch in batches)


@pytest.mark.spec("FECI-09")
@pytest.mark.parametrize(
    "other",
    [
        SALE.replace("VE|", "VT|"),
        SALE.replace("|1|2025", "|2|2025"),
        SALE.replace("|20250115|4", "|20250116|4").replace("|20250115|7", "|20250116|7"),
        SALE.replace("707000", "707100"),
        SALE.replace("411DUPONT", "411DURAND"),
        SALE.replace("120,00", "121,00").replace("100,00", "101,00"),
    ],
)
def test_the_key_of_an_entry_is_its_journal_number_date_accounts_and_amounts(tmp_path: Path, other: str) -> None:
    assert keys(tmp_path / "a", SALE) != keys(tmp_path / "b", other)
    assert keys(tmp_path / "c", SALE.replace("Facture 1", "Autre libellé").replace("|F-1|", "|F-2|")) == keys(
        tmp_path / "d", SALE
    )


def keys(folder: Path, text: str, siren: str = "732829320") -> list[bytes]:
    with surveyed(folder, text) as found:
        return [key for batch in staged_batches(found.stage.path) for key in EntryKeys(siren, found.accounts).of(batch)]


@pytest.mark.spec("FECI-09")
def test_another_company_has_other_keys(tmp_path: Path) -> None:
    assert keys(tmp_path / "a", SALE) != keys(tmp_path / "b", SALE, siren="552100554")


def test_accounts_are_numbered_as_they_are_met(tmp_path: Path) -> None:
    with surveyed(tmp_path / "a", SALE, RECEIPT) as found:
        places = [place for (place,) in found.stage.scratch.rows("SELECT account FROM line ORDER BY id")]
        assert places == [0, 1, 2, 3, 0]
        assert found.accounts[3] == AccountFacts("512000", "", "Banque", "", 5, 12000)
