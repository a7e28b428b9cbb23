from datetime import date
from pathlib import Path

import pytest

from tests.exchange.lists.books import table
from tuicompta.core.errors import TuicomptaError
from tuicompta.exchange.lists.formats import ListFormat
from tuicompta.reports.output import OutputExistsError, OutputIsDossierError
from tuicompta.services.lists.list_export import export_list, file_of, proposed_file

DAY = date(2026, 3, 15)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TUICOMPTA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.mark.spec("XPL-02")
def test_the_file_proposed_names_the_list_and_the_day(root: Path) -> None:
    path = proposed_file("Plan de journaux – Été", ListFormat.XLSX, DAY)
    assert path == root / "exports" / "plan-de-journaux-ete_20260315.xlsx"


@pytest.mark.spec("XPL-02")
def test_the_extension_follows_the_format() -> None:
    assert file_of(Path("/tmp/a.csv"), ListFormat.XLSX) == Path("/tmp/a.xlsx")  # noqa: S108 (nothing is written)
    assert file_of(Path("a.2026"), ListFormat.CSV) == Path("a.2026.csv")
    assert file_of(Path("a"), ListFormat.TXT) == Path("a.txt")
    assert file_of(Path(), ListFormat.PDF) == Path("liste.pdf")
    assert file_of(Path("/"), ListFormat.CSV) == Path("/liste.csv")


@pytest.mark.spec("XPL-02", "INST-14")
def test_the_missing_folder_of_exports_is_created_for_its_owner_alone(root: Path) -> None:
    path = export_list(table(), ListFormat.CSV, proposed_file("Comptes", ListFormat.CSV, DAY))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfCode;")
    assert (root / "exports").stat().st_mode & 0o777 == 0o700


def test_a_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("avant")
    with pytest.raises(OutputExistsError):
        export_list(table(), ListFormat.CSV, path)
    assert path.read_text() == "avant"
    export_list(table(), ListFormat.CSV, path, force=True)
    assert path.read_text(encoding="utf-8-sig").startswith("Code;")


def test_a_dossier_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(OutputIsDossierError):
        export_list(table(), ListFormat.CSV, tmp_path / "Morel.compta", force=True)


class StoppedError(TuicomptaError):
    template = "Arrêté."


class Stops:
    """Stops at the second row."""

    asked = 0

    def check(self) -> None:
        self.asked += 1
        if self.asked > 1:
            raise StoppedError


@pytest.mark.spec("UIX-19")
@pytest.mark.parametrize("form", list(ListFormat))
def test_an_export_interrupted_leaves_no_file(tmp_path: Path, form: ListFormat) -> None:
    with pytest.raises(StoppedError):
        export_list(table(), form, tmp_path / f"a.{form}", follower=Stops())
    assert list(tmp_path.iterdir()) == []
