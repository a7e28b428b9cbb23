"""Where a report goes: the standard output, or a file that appears whole or not at all (ETSO-11)."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.models.held_files import belongs_to_held

_REFUSED_SUFFIXES = (".compta", ".compta-wal", ".compta-shm", ".compta-journal")


class OutputExistsError(TuicomptaError):
    """The file is there and nothing says to replace it (ETSO-11)."""

    template = "Le fichier «{path}» existe déjà. Ajoutez --force pour le remplacer, ou choisissez un autre nom."


class OutputIsDossierError(TuicomptaError):
    """The output would replace a dossier."""

    template = "«{path}» est un dossier de comptabilité : il ne peut pas recevoir un état. Choisissez un autre nom."


class OutputRefusedError(TuicomptaError):
    """The system refuses the file."""

    template = "Le fichier «{path}» ne peut pas être écrit ({reason}). Choisissez un autre emplacement."


def proposed_name(report: str, dossier: str, end: date, extension: str) -> str:
    """Return the name proposed for a file: `balance_Morel_20261231.csv` (ETSO-11)."""
    name = clean_text(dossier).strip().replace("/", "-")
    return f"{report}_{name}_{end:%Y%m%d}.{extension}"


def check_output(path: Path, *, force: bool) -> Path:
    """Return the file to write, links followed; raises the refusals of this module before any work is done."""
    try:
        target = path.resolve()
        found, ordinary, placed = target.exists(), target.is_file(), target.parent.is_dir()
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError
        raise OutputRefusedError(path=str(path), reason=reason_of(error)) from error
    if target.name.lower().endswith(_REFUSED_SUFFIXES) or belongs_to_held(target):
        raise OutputIsDossierError(path=str(path))
    if found and not ordinary:
        raise OutputRefusedError(path=str(path), reason="ce n'est pas un fichier ordinaire")
    if found and not force:
        raise OutputExistsError(path=str(path))
    if not placed:
        raise OutputRefusedError(path=str(path), reason="ce répertoire n'existe pas")
    return target


def write_file(path: Path, chunks: Iterable[bytes], *, force: bool) -> None:
    """Write a file under a temporary name beside its place, then give it its name."""
    target = check_output(path, force=force)
    try:
        _write_aside(target, chunks, force=force)
    except FileExistsError:
        raise OutputExistsError(path=str(path)) from None
    except OSError as error:
        raise OutputRefusedError(path=str(path), reason=reason_of(error)) from error


def write_stream(stream: BinaryIO, chunks: Iterable[bytes]) -> None:
    """Write the chunks as they come."""
    stream.writelines(chunks)
    stream.flush()


def _write_aside(target: Path, chunks: Iterable[bytes], *, force: bool) -> None:
    aside = target.with_name(f".tuicompta-{os.getpid()}.tmp")
    try:
        with aside.open("xb") as file:
            write_stream(file, chunks)
        _give_name(aside, target, force=force)
    finally:
        aside.unlink(missing_ok=True)


def _give_name(aside: Path, target: Path, *, force: bool) -> None:
    if not force:
        with suppress(PermissionError, NotImplementedError):
            os.link(aside, target)  # unlike a rename, never replaces a file created meanwhile
            return
        if target.exists():  # a file system without links
            raise FileExistsError
    aside.replace(target)


def reason_of(error: Exception) -> str:
    """Return in French why the system refuses a file."""
    if not isinstance(error, OSError):
        return "boucle de liens"
    reasons = {
        errno.EACCES: "accès refusé",
        errno.EDQUOT: "quota dépassé",
        errno.EFBIG: "fichier trop grand",
        errno.EIO: "le disque refuse de lire ou d'écrire",
        errno.EISDIR: "c'est un répertoire",
        errno.ELOOP: "boucle de liens",
        errno.ENAMETOOLONG: "nom trop long",
        errno.ENOENT: "il n'existe pas",
        errno.ENOSPC: "disque plein",
        errno.ENOTDIR: "il n'existe pas",
        errno.EROFS: "système de fichiers en lecture seule",
    }
    return reasons.get(error.errno or 0, error.strerror or "erreur du système")
