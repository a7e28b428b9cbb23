"""What a dossier file is: its path, size, version and number of rows; who it belongs to (UIX-04, DOSO-01, DOSR-02)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.paths import is_file
from tuicompta.models.connection import SCHEMA_VERSION, close, connect
from tuicompta.models.schema import row_counts
from tuicompta.services.dossiers.dossier import EXTENSION, Dossier
from tuicompta.services.settings.settings import text_setting


@dataclass(frozen=True, slots=True)
class DossierInformation:
    """What the command «Informations sur le dossier» shows; `size` in bytes, `rows` by table."""

    path: Path
    size: int
    version: int
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of a folder: what it is, as far as it can be read; `fault` says why it cannot."""

    path: Path
    size: int
    changed: datetime
    company: str = ""
    siren: str = ""
    version: int = 0
    fault: str = ""

    @property
    def name(self) -> str:
        """Name of the dossier."""
        return self.path.stem


def dossier_information(dossier: Dossier) -> DossierInformation:
    """Describe the open dossier (UIX-04)."""
    path = dossier.path.absolute()
    return DossierInformation(path, path.stat().st_size, SCHEMA_VERSION, row_counts(dossier.database))


def dossier_files(folder: Path) -> list[DossierFile]:
    """Return the dossiers of a folder by name; a folder that cannot be read has none (DOSO-01)."""
    try:
        paths = sorted(folder.glob(f"*{EXTENSION}"), key=lambda path: path.name.casefold())
        return [dossier_file(path) for path in paths if is_file(path)]
    except OSError:
        return []


def dossier_file(path: Path) -> DossierFile:
    """Describe a file without changing a byte of it; a file that is no dossier says why (DOSR-03)."""
    status = path.stat()
    size, changed = status.st_size, datetime.fromtimestamp(status.st_mtime)  # noqa: DTZ006 - local time
    try:
        database = connect(path, readonly=True, outdated=True)
    except TuicomptaError as refusal:
        return DossierFile(path, size, changed, fault=str(refusal))
    try:
        company, siren = text_setting(database, "company.name"), text_setting(database, "company.siren")
        return DossierFile(path, size, changed, company, siren, int(database.pragma("user_version")))
    except TuicomptaError as refusal:
        return DossierFile(path, size, changed, fault=str(refusal))
    finally:
        close(database)
