"""Creating a dossier file: wholly, or not at all (DOSN)."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import check_length, following_year
from tuicompta.core.identifiers import SirenError, compact_identifier, is_siren
from tuicompta.core.text import clean_text
from tuicompta.models.connection import close, create_file, pour_log
from tuicompta.models.schema import create_schema
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.delivered import fill
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, find_user, open_dossier
from tuicompta.services.dossiers.like import fill_like
from tuicompta.services.events import EventKind, record_event
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year
from tuicompta.services.settings.settings import set_settings, text_setting

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
    """What a new dossier starts with; the defaults are those of the wizard (DOSN-05 to DOSN-09).

    `details` are other settings of the company by their key, such as its address. `like` is a dossier whose settings
    are copied instead of the delivered ones, with its territory and its basis of VAT (DOSN-12).
    """

    company: str
    start: date
    end: date
    siren: str = ""
    next_year: bool = True
    territory: str = "mainland"
    vat_basis: str = "debits"
    chart: str = "pcg"
    details: Mapping[str, str] = field(default_factory=dict)
    like: Path | None = None


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
    built beside its place under a temporary name. Raises the refusals of this module, of EX-08, of the SIREN, and of
    the opening of the dossier to copy.
    """
    _check(path, new)
    with _opened(new.like) as model, _draft_folder(path.parent) as folder:
        draft = Path(folder) / path.name
        _build(draft, new, model, clock, then)
        _publish(draft, path)
    return path


@contextmanager
def _opened(like: Path | None) -> Iterator[Dossier | None]:
    model = None if like is None else open_dossier(like, readonly=True)
    try:
        yield model
    finally:
        if model is not None:
            close_dossier(model)


def _draft_folder(parent: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix=".tuicompta-", dir=parent)
    except OSError as error:
        raise FolderNotWritableError(folder=str(parent)) from error


def _publish(draft: Path, path: Path) -> None:
    """Give a finished file its name, without ever replacing a file created meanwhile; it outlives a power cut."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise DossierExistsError(path=str(path)) from error
    except OSError as error:
        raise FolderNotWritableError(folder=str(path.parent)) from error
    try:
        draft.replace(path)
    except OSError as error:
        path.unlink()
        raise FolderNotWritableError(folder=str(path.parent)) from error
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def check_name(name: str) -> None:
    """Refuse a name that a dossier, and thus its file, cannot have (DOSN-04); raises `DossierNameError`."""
    if not 1 <= len(name) <= LONGEST_NAME or _REFUSED_IN_NAMES & set(name) or clean_text(name) != name:
        raise DossierNameError(name=name)


def check_place(path: Path) -> None:
    """Refuse a name or a folder that cannot receive a dossier (DOSN-02, DOSN-04), with the errors of this module."""
    check_name(path.stem)
    if not os.access(path.parent, os.W_OK | os.X_OK) or not path.parent.is_dir():
        raise FolderNotWritableError(folder=str(path.parent))
    if os.path.lexists(path):
        raise DossierExistsError(path=str(path))


def _check(path: Path, new: NewDossier) -> None:
    check_place(path)
    if not 1 <= len(clean_text(new.company).strip()) <= LONGEST_NAME:
        raise CompanyNameError
    if new.siren and not is_siren(new.siren):
        raise SirenError(siren=new.siren)
    check_length(new.start, new.end)


def _build(
    path: Path,
    new: NewDossier,
    model: Dossier | None,
    clock: Callable[[], datetime],
    then: Callable[[Dossier], None] | None,
) -> None:
    try:
        database = create_file(path)
    except OSError as error:
        raise FolderNotWritableError(folder=str(path.parent.parent)) from error
    try:
        with transaction(database):
            create_schema(database)
            dossier = Dossier(path, database, find_user(database, "ADM"), clock=clock)
            _store_company(dossier, new, model)
            _create_years(dossier, new)
            if model is None:
                fill(dossier, new.chart)
            else:
                fill_like(database, model.database)
            origin = {"chart": new.chart} if model is None else {"like": model.name}
            record_event(dossier, EventKind.CREATION, clean_text(new.company), origin)
        if then:
            then(dossier)
        database.run("ANALYZE")
        pour_log(database)
    finally:
        close(database)


def _store_company(dossier: Dossier, new: NewDossier, model: Dossier | None) -> None:
    territory, basis = new.territory, new.vat_basis
    if model is not None:
        territory, basis = (text_setting(model.database, key) for key in ("company.territory", "vat.basis"))
    set_settings(
        dossier.database,
        {
            **{key: clean_text(text).strip() for key, text in new.details.items()},
            "company.name": clean_text(new.company).strip(),
            "company.siren": compact_identifier(new.siren),
            "company.territory": territory,
            "vat.basis": basis,
        },
    )


def _create_years(dossier: Dossier, new: NewDossier) -> None:
    create_fiscal_year(dossier.database, new.start, new.end)
    if new.next_year:
        following = following_year(new.end)
        create_fiscal_year(dossier.database, following.start, following.end)
