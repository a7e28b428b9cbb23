"""Where the program writes by default (INST-14)."""

import os
from enum import StrEnum
from pathlib import Path

from platformdirs import user_config_path, user_state_path

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.paths import typed_path

ROOT_VARIABLE = "TUICOMPTA_HOME"
_ROOT = "tuicompta"
_MODE = 0o700


class Folder(StrEnum):
    """The folders under the root; the value is the name on disk."""

    DOSSIERS = "dossiers"
    EXPORTS = "exports"
    BACKUPS = "sauvegardes"
    ARCHIVES = "archives"


class FolderNotCreatedError(TuicomptaError):
    """A missing folder cannot be created."""

    template = "Le répertoire «{folder}» ne peut pas être créé ({reason}). Choisissez-en un autre."


def default_folder(folder: Folder) -> Path:
    """Return a folder under `~/tuicompta`, or under the root given by TUICOMPTA_HOME; it may not exist yet."""
    root = os.environ.get(ROOT_VARIABLE)
    return (typed_path(root) if root else Path.home() / _ROOT) / folder.value


def ensure_folder(path: Path) -> Path:
    """Create a folder and the missing ones above it, readable by their owner alone, and return it.

    Raises `FolderNotCreatedError`.
    """
    try:
        # mkdir(parents=True) would leave the folders above readable by everybody.
        for folder in reversed([path, *path.parents]):
            if not folder.exists():
                folder.mkdir(mode=_MODE, exist_ok=True)
    except OSError as error:
        raise FolderNotCreatedError(folder=str(path), reason=error.strerror or "refusé") from error
    if not path.is_dir():
        raise FolderNotCreatedError(folder=str(path), reason="un fichier porte déjà ce nom")
    return path


def config_folder() -> Path:
    """Return the folder of the settings of the program; it may not exist yet."""
    return user_config_path(_ROOT)


def state_folder() -> Path:
    """Return the folder of the recent dossiers, of the state of the screen and of the log; it may not exist yet."""
    return user_state_path(_ROOT)


def log_file() -> Path:
    """Return the file that receives the details of an unforeseen error."""
    return state_folder() / "erreurs.log"
