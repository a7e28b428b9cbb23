"""The settings of the program, `config.toml`, and the state of its screen, kept from one run to the next (INST-14).

Only what changed is written, over what the file holds by then: two sessions at once do not undo each other. A file that
its owner wrote wrongly is left as it is.
"""

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tuicompta.core.errors import TuicomptaError
from tuicompta.services.folders import config_folder, ensure_folder, state_folder

CONFIG, STATE = "config.toml", "screen.json"
_MODE = 0o600


class PreferencesUnreadableError(TuicomptaError):
    """The file of settings cannot be read, so nothing is written over it."""

    template = "Le fichier {file} est illisible : corrigez-le ou supprimez-le, vos réglages n'y sont pas écrits."


class PreferencesNotWrittenError(TuicomptaError):
    """The file of settings cannot be written."""

    template = "Les réglages ne peuvent pas être écrits dans {file} ({reason})."


def config_file() -> Path:
    """Return the file of the settings of the program; it may not exist yet."""
    return config_folder() / CONFIG


def state_file() -> Path:
    """Return the file of the state of the screen; it may not exist yet."""
    return state_folder() / STATE


def read_config() -> dict[str, Any]:
    """Return the settings of the program, none before the first; raises `PreferencesUnreadableError`."""
    return _read(config_file(), tomllib.loads)


def read_state() -> dict[str, Any]:
    """Return how the screen was left; a damaged file is as good as none."""
    try:
        return _read(state_file(), json.loads)
    except PreferencesUnreadableError:
        return {}


def write_config(changes: Mapping[str, object]) -> None:
    """Change some settings; raises `PreferencesUnreadableError` and `PreferencesNotWrittenError`."""
    import tomli_w  # noqa: PLC0415 - off the first frame

    _write(config_file(), tomli_w.dumps({**read_config(), **changes}))


def write_state(changes: Mapping[str, object]) -> None:
    """Change some of how the screen was left; raises `PreferencesNotWrittenError`."""
    _write(state_file(), json.dumps({**read_state(), **changes}, ensure_ascii=False, indent=1))


def _read(path: Path, parsed: Callable[[str], Any]) -> dict[str, Any]:
    try:
        found = parsed(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise PreferencesUnreadableError(file=str(path)) from error
    if not isinstance(found, dict):
        raise PreferencesUnreadableError(file=str(path))
    return found


def _write(path: Path, text: str) -> None:
    """Replace a file at one stroke, readable by its owner alone."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        ensure_folder(path.parent)
        draft.write_text(text, "utf-8")
        draft.chmod(_MODE)
        draft.replace(path)
    except (OSError, TuicomptaError) as error:
        with suppress(OSError):
            draft.unlink()
        raise PreferencesNotWrittenError(file=str(path), reason=getattr(error, "strerror", "") or "refusé") from error
