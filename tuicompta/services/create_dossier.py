"""Creating a dossier file: wholly, or not at all (DOSN)."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import check_length, following_year
from tuicompta.core.identifiers import SirenError, is_siren
from tuicompta.core.text import clean_text
from tuicompta.models.connection import close, create_file
from tuicompta.models.schema import create_schema
from tuicompta.models.transaction import transaction
from tuicompta.services.delivered import fill
from tuicompta.services.dossier import Dossier, find_user
from tuicompta.services.events import EventKind, record_event
from tuicompta.services.fiscal_years import create_fiscal_year
from tuicompta.services.settings import set_settings

LONGEST_NAME = 60
_REFUSED_IN_NAMES = frozenset('/\\:*?"<>|')


class DossierExistsError(TuicomptaError):
    """A file of that name is already there (DOSN-04)."""

    template = "Un dossier porte déjà ce nom : «{path}». Choisissez un autre nom."


class DossierNameError(TuicomptaError):
    """The name of a dossier is also that of its file (DOSN-04)."""

    template = 'Le nom de dossier «{name}» est refusé : 1 à 60 caractères, sans / \\ : * ? " < > |.'


class FolderNotWritableError(TuicomptaError):
    """The folder cannot receive a file (DOSN-02)."""

    template = (
        "Le dossier ne peut pas être créé dans «{folder}» : ce répertoire n'existe pas, ou vous n'avez pas le droit "
        "d'y écrire. Choisissez-en un autre."
    )
    exit_code: ClassVar[int] = 1


class CompanyNameError(TuicomptaError):
    """The name of the company is mandatory (DOSN-05)."""

    template = "Le nom de la société est obligatoire (60 caractères au plus)."


@dataclass(frozen=True, slots=True)
class NewDossier:
    """What a new dossier starts with; the defaults are those of the wizard (DOSN-05 to DOSN-09)."""

    company: str
    start: date
    end: date
    siren: str = ""
    next_year: bool = True
    territory: str = "mainland"
    vat_basis: str = "debits"
    chart: str = "pcg"


def default_span(today: date) -> tuple[date, date]:
    """Return the first fiscal year proposed: the calendar year (DOSN-09)."""
    return date(today.year, 1, 1), date(today.year, 12, 31)


def create_dossier(
    path: Path,
    new: NewDossier,
    *,
    clock: Callable[[], datetime] = datetime.now,
    then: Callable[[Dossier], None] | None = None,
) -> Path:
    """Create a dossier file filled with the delivered tables and return its path.

    `then` receives the new dossier before it gets its name: an import that fails leaves no file (DOSN-13). The file is
    built beside its place under a temporary name. Raises the refusals of this module, of EX-08 and of the SIREN.
    """
    _check(path, new)
    with tempfile.TemporaryDirectory(prefix=".tuicompta-", dir=path.parent) as folder:
        draft = Path(folder) / path.name
        _build(draft, new, clock, then)
        try:
            os.link(draft, path)  # unlike a rename, never replaces a file created meanwhile
        except FileExistsError as error:
            raise DossierExistsError(path=str(path)) from error
    return path


def _check(path: Path, new: NewDossier) -> None:
    name = path.stem
    if not 1 <= len(name) <= LONGEST_NAME or _REFUSED_IN_NAMES & set(name) or clean_text(name) != name:
        raise DossierNameError(name=name)
    if path.exists():
        raise DossierExistsError(path=str(path))
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
        raise FolderNotWritableError(folder=str(path.parent))
    if not 1 <= len(clean_text(new.company).strip()) <= LONGEST_NAME:
        raise CompanyNameError
    if new.siren and not is_siren(new.siren):
        raise SirenError(siren=new.siren)
    check_length(new.start, new.end)


def _build(path: Path, new: NewDossier, clock: Callable[[], datetime], then: Callable[[Dossier], None] | None) -> None:
    database = create_file(path)
    try:
        with transaction(database):
            create_schema(database)
            dossier = Dossier(path, database, find_user(database, "ADM"), clock=clock)
            _store_company(dossier, new)
            _create_years(dossier, new)
            fill(dossier, new.chart)
            record_event(dossier, EventKind.CREATION, clean_text(new.company), {"chart": new.chart})
        if then:
            then(dossier)
        database.run("ANALYZE")
    finally:
        close(database)


def _store_company(dossier: Dossier, new: NewDossier) -> None:
    set_settings(
        dossier.database,
        {
            "company.name": clean_text(new.company).strip(),
            "company.siren": new.siren,
            "company.territory": new.territory,
            "vat.basis": new.vat_basis,
        },
    )


def _create_years(dossier: Dossier, new: NewDossier) -> None:
    create_fiscal_year(dossier.database, new.start, new.end)
    if new.next_year:
        following = following_year(new.end)
        create_fiscal_year(dossier.database, following.start, following.end)
