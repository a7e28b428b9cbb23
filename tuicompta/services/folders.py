"""Where the program keeps things on this account (INST-14)."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_state_path

_NAME = "tuicompta"
_MODE = 0o700


def home_folder() -> Path:
    """Return the root of dossiers, exports, backups and archives: `TUICOMPTA_HOME`, else `~/tuicompta`."""
    chosen = os.environ.get("TUICOMPTA_HOME")
    return Path(chosen).expanduser() if chosen else Path.home() / _NAME


def dossiers_folder() -> Path:
    """Return the folder of the dossiers, created when it is missing."""
    return _made(home_folder() / "dossiers")


def exports_folder() -> Path:
    """Return the folder of exported files, created when it is missing."""
    return _made(home_folder() / "exports")


def config_folder() -> Path:
    """Return the folder of the settings of the program; created by whoever writes in it."""
    return user_config_path(_NAME)


def state_folder() -> Path:
    """Return the folder of the recent dossiers, of the state of the screen and of the log."""
    return user_state_path(_NAME)


def log_file() -> Path:
    """Return the file that receives the details of an unforeseen error."""
    return state_folder() / "erreurs.log"


def _made(folder: Path) -> Path:
    folder.mkdir(mode=_MODE, parents=True, exist_ok=True)
    return folder
